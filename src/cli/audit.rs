//! `fuyi audit`: the audit trail, listed, exported, checked.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::format::words as one_of;
use super::{Context, Exit, Failure, Format, TableFormat, output};
use crate::domain::audit::AuditAction;
use crate::domain::words::Lang;
use crate::i18n::audit as words;
use crate::i18n::table::{Column, Table};
use crate::service::{self, AuditEntry, AuditFilter};

/// Arguments of `fuyi audit`.
#[derive(Debug, Args)]
#[command(subcommand_required = true)]
pub struct Audit {
    #[command(subcommand)]
    act: Act,
}

/// What can be done with the trail.
#[derive(Debug, Subcommand)]
enum Act {
    List(List),
    Export(Export),
    Verify(Verify),
}

/// Arguments of `fuyi audit list`.
#[derive(Debug, Args)]
pub struct List {
    /// Only this action.
    #[arg(long, value_name = "ACTION", value_parser = one_of(AuditAction::ALL, AuditAction::code))]
    pub action: Option<AuditAction>,
    /// Only on this subject.
    #[arg(long, value_name = "SUBJECT")]
    pub subject: Option<String>,
    /// Only by this actor.
    #[arg(long, value_name = "NAME")]
    pub actor: Option<String>,
    /// Only rows before this one.
    #[arg(long, value_name = "ROW")]
    pub before: Option<i64>,
    /// At most this many.
    #[arg(long, value_name = "N", default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    pub limit: u32,
    /// Shape of the list.
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: TableFormat,
}

/// Arguments of `fuyi audit export`.
#[derive(Debug, Args)]
pub struct Export {
    /// File to write; it must not exist.
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
}

/// Arguments of `fuyi audit verify`.
#[derive(Debug, Args)]
pub struct Verify {
    /// An export to check in place of the database.
    #[arg(value_name = "FILE")]
    pub file: Option<PathBuf>,
    /// Digest the chain must contain.
    #[arg(long, value_name = "DIGEST")]
    pub head: Option<String>,
    /// Shape of the outcome.
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: Format,
}

/// Runs one act.
pub(super) fn run(context: &Context, args: Audit) -> Result<Exit, Failure> {
    match args.act {
        Act::List(args) => list(context, &args),
        Act::Export(args) => {
            let mut database = context.database()?;
            let access = context.access(&mut database)?;
            let counts = service::audit_export(&mut database, &access, &args.file, &context.act())?;
            output::say(&words::exported(&args.file, counts.rows, counts.seals), context.lang());
            Ok(Exit::Done)
        }
        Act::Verify(args) => verify(context, &args),
    }
}

fn list(context: &Context, args: &List) -> Result<Exit, Failure> {
    let mut database = context.database()?;
    let access = context.access(&mut database)?;
    let filter = AuditFilter { action: args.action, subject: args.subject.as_deref(), actor: args.actor.as_deref(), before: args.before };
    let rows = service::audit_list(&mut database, &access, &filter, args.limit)?;
    match args.format {
        TableFormat::Json => output::json(&rows)?,
        TableFormat::Text => output::put(&table(&rows, context.lang()).text())?,
        TableFormat::Csv => output::put(&table(&rows, context.lang()).csv())?,
    }
    Ok(Exit::Done)
}

fn table(rows: &[AuditEntry], lang: Lang) -> Table {
    let mut table = Table::new(words::COLUMNS.map(|heading| Column::words(heading.in_lang(lang))));
    for row in rows {
        let action = AuditAction::from_code(&row.action).map_or(row.action.as_str(), |action| action.words().in_lang(lang));
        table.row([
            row.id.to_string(),
            words::moment(row.at),
            row.actor.clone(),
            row.origin.clone(),
            action.to_owned(),
            row.subject.clone(),
            row.details.clone(),
        ]);
    }
    table
}

fn verify(context: &Context, args: &Verify) -> Result<Exit, Failure> {
    let (head, lang) = (args.head.as_deref(), context.lang());
    let check = match &args.file {
        Some(file) => service::audit_verify_file(file, head)?,
        None => {
            let mut database = context.database()?;
            let access = context.access(&mut database)?;
            service::audit_verify(&mut database, &access, head)?
        }
    };
    match args.format {
        Format::Json => output::json(&check)?,
        Format::Text => {
            let lines = words::checked(check.rows, check.seals, check.unsealed, &check.head).into_iter();
            let lines: String = lines
                .chain(check.faults.iter().map(|fault| fault.sentence()))
                .map(|sentence| format!("{}\n", sentence.in_lang(lang)))
                .collect();
            output::put(&lines)?;
        }
    }
    output::say(&words::verdict(check.fault_count), lang);
    Ok(if check.fault_count == 0 { Exit::Done } else { Exit::Refused })
}
