//! Puts the texts of one language on the command line that clap derived.

use clap::{Arg, ArgAction, Command};

use super::LAST;
use crate::domain::words::{Lang, Sentence};
use crate::i18n::{help, usage};

/// The same command line with help, headings and placeholders in one language.
pub(super) fn command(command: Command, lang: Lang) -> Command {
    let has_version = command.get_version().is_some();
    let command = command.disable_help_subcommand(true).disable_version_flag(true);
    let command = if has_version {
        command.arg(Arg::new("version").short('V').long("version").action(ArgAction::Version).display_order(LAST))
    } else {
        command
    };
    dress(command, "", lang)
}

fn dress(mut command: Command, path: &str, lang: Lang) -> Command {
    let say = |name: Option<&str>| help::find(path, name).map(|words| words.in_lang(lang)).unwrap_or_default();
    command = command.disable_help_flag(true).arg(Arg::new("help").short('h').long("help").action(ArgAction::Help).display_order(LAST));
    command = command.about(say(None)).long_about(None).subcommand_value_name(usage::COMMAND.in_lang(lang));
    command = command.mut_args(|arg| {
        let text = say(Some(&name(&arg)));
        if !matches!(arg.get_action(), ArgAction::Set) {
            return arg.help(text).long_help(None);
        }
        let text = text.to_owned() + values(&arg).in_lang(lang);
        arg.help(text).long_help(None).hide_possible_values(true).hide_default_value(true)
    });
    let template = template(&command, lang);
    command = command.help_template(template);
    command.mut_subcommands(|sub| {
        let below = if path.is_empty() { sub.get_name().to_owned() } else { format!("{path} {}", sub.get_name()) };
        dress(sub, &below, lang)
    })
}

/// The name an argument goes by in the table of texts: its long option, or its own.
pub(super) fn name(arg: &Arg) -> String {
    arg.get_long().unwrap_or(arg.get_id().as_str()).to_owned()
}

/// The values an argument takes and the one it has by itself, where there is something to say.
fn values(arg: &Arg) -> Sentence {
    let possible: Vec<String> = arg.get_possible_values().iter().map(|value| value.get_name().to_owned()).collect();
    let default = arg.get_default_values().first().and_then(|value| value.to_str());
    help::values(&possible, default)
}

fn template(command: &Command, lang: Lang) -> String {
    let mut template = format!("{{about-with-newline}}\n{}{{usage}}\n", usage::USAGE.in_lang(lang));
    let sections = [
        (command.has_subcommands(), usage::COMMANDS, "{subcommands}"),
        (command.get_positionals().next().is_some(), usage::ARGUMENTS, "{positionals}"),
        (true, usage::OPTIONS, "{options}"),
    ];
    for (_, heading, tag) in sections.into_iter().filter(|(present, ..)| *present) {
        template += &format!("\n{}\n{tag}\n", heading.in_lang(lang));
    }
    template
}
