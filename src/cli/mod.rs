//! The command line: one file a subcommand. A subcommand parses, calls, prints; it decides nothing.
//!
//! Data goes to stdout, everything said to a person goes to stderr. Exit codes are [`Exit`].

pub mod output;

mod access;
mod approval;
mod audit;
mod backup;
mod calendar;
mod case;
mod client;
mod context;
mod deadlines;
mod demo;
mod failure;
mod format;
mod generate;
mod import;
mod keys;
mod lifecycle;
mod lines;
mod localise;
mod mail;
mod migrate;
mod party;
mod period;
mod remind;
mod report;
mod restore;
mod serve;
mod sign_in;
mod statistics;
mod supervision;
mod unit;
mod usage;
mod user;
mod verify;

use std::cell::Cell;
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};

pub use context::Context;
pub use failure::{Exit, Failure};
pub use format::{DocumentFormat, Format, MatrixFormat, PeriodFormat, ReportFormat, TableFormat};

use crate::clock::Clock;
use crate::domain::words::Lang;
use crate::settings::{LANGS, Override, Settings, lang_named};
use crate::telemetry;

/// Where the options of every command stand in `--help`: behind those of the one asked about.
const LAST: usize = 1000;

/// The whole command line. The texts of `--help` stand in [`crate::i18n::help`].
#[derive(Debug, Parser)]
#[command(name = "fuyi", version, subcommand_required = true)]
struct Cli {
    /// URL of the database, over settings and environment.
    #[arg(long, global = true, value_name = "URL", display_order = LAST)]
    database: Option<String>,
    /// Settings file.
    #[arg(long, global = true, value_name = "FILE", display_order = LAST)]
    config: Option<PathBuf>,
    /// Language, over settings and environment.
    #[arg(long, global = true, value_name = "LANG", display_order = LAST, value_parser = clap::builder::PossibleValuesParser::new(LANGS.iter().map(|(name, _)| *name)))]
    lang: Option<String>,
    #[command(subcommand)]
    task: Task,
}

/// The subcommands, each with its arguments.
#[derive(Debug, Subcommand)]
enum Task {
    Import(import::Import),
    Report(report::Report),
    Statistics(statistics::Statistics),
    Supervision(supervision::Supervision),
    Case(case::Case),
    Approval(approval::Approval),
    Party(party::Party),
    Unit(unit::Unit),
    User(user::User),
    Client(client::Client),
    Access(access::Access),
    Audit(audit::Audit),
    Lifecycle(lifecycle::Lifecycle),
    Period(period::Period),
    Calendar(calendar::Calendar),
    Deadlines(deadlines::Deadlines),
    Remind(remind::Remind),
    Mail(mail::Mail),
    Keys(keys::Keys),
    Demo(demo::Demo),
    Serve(serve::Serve),
    Migrate(migrate::Migrate),
    Backup(backup::Backup),
    Restore(restore::Restore),
    Verify(verify::Verify),
    Generate(generate::Generate),
}

/// Runs the program on `args` (the first is its name) and answers with its exit code.
pub fn main(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let args: Vec<OsString> = args.into_iter().collect();
    let lang = lang_before_parsing(&args, std::env::var("FUYI_LANG").ok());
    let cli = match command(lang).try_get_matches_from(&args).and_then(|matches| Cli::from_arg_matches(&matches)) {
        Ok(cli) => cli,
        Err(error) => return usage::answer(&error, &usage::called(&command(lang), &args), lang).into(),
    };
    match cli.run(lang) {
        Ok(exit) => exit.into(),
        Err((failure, lang)) => {
            output::complain(&failure, lang);
            failure.exit.into()
        }
    }
}

/// The command line as clap knows it, with its texts in one language.
pub fn command(lang: Lang) -> clap::Command {
    localise::command(Cli::command(), lang)
}

impl Cli {
    /// A failure comes back with the language to tell it in: the settings may have changed it.
    fn run(self, lang: Lang) -> Result<Exit, (Failure, Lang)> {
        let overrides = [("--database", "database.url", self.database), ("--lang", "lang", self.lang)];
        let overrides = overrides.into_iter().filter_map(|(option, key, value)| Some::<Override>((option, key, value?)));
        let environment = std::env::vars_os().filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)));
        let settings = Settings::load(self.config.as_deref(), environment, overrides).map_err(|faults| (faults.into(), lang))?;
        let lang = settings.lang;
        telemetry::start(&settings.log, settings.log_json).map_err(|sentence| (Failure::refused(sentence), lang))?;
        let actor = ["SUDO_USER", "USER", "LOGNAME", "USERNAME"].iter().find_map(|name| std::env::var(name).ok());
        let actor = actor.unwrap_or_else(|| "terminal".to_owned());
        let context = Context { settings, clock: Clock::system(), actor, acted: Cell::new(false) };
        let ended = self.task.run(&context);
        context.seal();
        ended.map_err(|failure| (failure, lang))
    }
}

impl Task {
    fn run(self, context: &Context) -> Result<Exit, Failure> {
        match self {
            Self::Import(args) => import::run(context, args),
            Self::Report(args) => report::run(context, args),
            Self::Statistics(args) => statistics::run(context, args),
            Self::Supervision(args) => supervision::run(context, args),
            Self::Case(args) => case::run(context, args),
            Self::Approval(args) => approval::run(context, args),
            Self::Party(args) => party::run(context, args),
            Self::Unit(args) => unit::run(context, args),
            Self::User(args) => user::run(context, args),
            Self::Client(args) => client::run(context, args),
            Self::Access(args) => access::run(context, args),
            Self::Audit(args) => audit::run(context, args),
            Self::Lifecycle(args) => lifecycle::run(context, args),
            Self::Period(args) => period::run(context, args),
            Self::Calendar(args) => calendar::run(context, args),
            Self::Deadlines(args) => deadlines::run(context, args),
            Self::Remind(args) => remind::run(context, args),
            Self::Mail(args) => mail::run(context, args),
            Self::Keys(args) => keys::run(context, args),
            Self::Demo(args) => demo::run(context, args),
            Self::Serve(args) => serve::run(context, args),
            Self::Migrate(args) => migrate::run(context, args),
            Self::Backup(args) => backup::run(context, args),
            Self::Restore(args) => restore::run(context, args),
            Self::Verify(args) => verify::run(context, args),
            Self::Generate(args) => generate::run(context, args),
        }
    }
}

/// Help and usage errors are said before the settings are read: `--lang` counts, then `FUYI_LANG`, then Chinese.
fn lang_before_parsing(args: &[OsString], variable: Option<String>) -> Lang {
    let texts: Vec<&str> = args.iter().filter_map(|arg| arg.to_str()).collect();
    let spaced = texts.windows(2).find(|pair| pair[0] == "--lang").map(|pair| pair[1]);
    let joined = texts.iter().find_map(|text| text.strip_prefix("--lang="));
    spaced.or(joined).or(variable.as_deref()).and_then(lang_named).unwrap_or_default()
}

#[cfg(test)]
mod tests;
