//! A call the command line does not know, told in one sentence; and `--help` and `--version`, which are no errors.

use std::ffi::OsString;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Command, Error};

use super::{Exit, Failure, output};
use crate::domain::words::{Lang, Sentence};
use crate::i18n::usage;

/// Prints what clap has to say, in one language, and answers with the exit code.
pub(super) fn answer(error: &Error, called: &str, lang: Lang) -> Exit {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => match output::put(&error.render().to_string()) {
            Ok(()) => Exit::Done,
            Err(failure) => {
                output::complain(&failure, lang);
                failure.exit
            }
        },
        _ => {
            output::complain(&Failure::usage(sentence(error)), lang);
            if let Some(usage) = usage_line(error) {
                output::say(&Sentence::new(format!("{}{usage}", usage::USAGE.zh), format!("{}{usage}", usage::USAGE.en)), lang);
            }
            output::say(&usage::see_help(called), lang);
            Exit::Usage
        }
    }
}

/// What is wrong with the call.
pub(super) fn sentence(error: &Error) -> Sentence {
    let text = |kind| texts(error, kind).join(", ");
    match error.kind() {
        ErrorKind::InvalidSubcommand => usage::unknown_command(&text(ContextKind::InvalidSubcommand)),
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => usage::missing_command(),
        ErrorKind::UnknownArgument => usage::unknown_argument(&text(ContextKind::InvalidArg)),
        ErrorKind::MissingRequiredArgument => {
            let missing = texts(error, ContextKind::InvalidArg);
            usage::missing_arguments(&missing.join(usage::AND.zh), &missing.join(usage::AND.en))
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            usage::bad_value(&text(ContextKind::InvalidArg), &text(ContextKind::InvalidValue), &texts(error, ContextKind::ValidValue))
        }
        ErrorKind::ArgumentConflict => match texts(error, ContextKind::PriorArg).as_slice() {
            [] => usage::too_many(&text(ContextKind::InvalidArg)),
            prior if prior.join(", ") == text(ContextKind::InvalidArg) => usage::too_many(&text(ContextKind::InvalidArg)),
            prior => usage::conflict(&text(ContextKind::InvalidArg), &prior.join(", ")),
        },
        ErrorKind::TooManyValues | ErrorKind::WrongNumberOfValues => usage::too_many(&text(ContextKind::InvalidArg)),
        _ => usage::MALFORMED.into(),
    }
}

fn texts(error: &Error, kind: ContextKind) -> Vec<String> {
    match error.get(kind) {
        Some(ContextValue::String(text)) => vec![text.clone()],
        Some(ContextValue::Strings(texts)) => texts.clone(),
        _ => Vec::new(),
    }
}

/// The usage line without clap's English heading.
fn usage_line(error: &Error) -> Option<String> {
    match error.get(ContextKind::Usage) {
        Some(ContextValue::StyledStr(text)) => {
            let text = text.to_string();
            Some(text.trim_start_matches("Usage:").trim().to_owned())
        }
        _ => None,
    }
}

/// The command that was called, as far as it exists: `fuyi case record`.
pub(super) fn called(program: &Command, args: &[OsString]) -> String {
    let (mut command, mut path) = (program, program.get_name().to_owned());
    for word in args.iter().skip(1).filter_map(|arg| arg.to_str()) {
        if let Some(below) = command.find_subcommand(word) {
            command = below;
            path = format!("{path} {word}");
        }
    }
    path
}
