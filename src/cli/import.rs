//! `fuyi import`: a ledger in, every case a typed file; or a batch out again.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};

use super::{Context, Exit, Failure, Format, output};
use crate::domain::ledger::Mapping;
use crate::domain::words::{Lang, Words};
use crate::i18n::table::width;
use crate::i18n::tasks::{self, import as words};
use crate::service::{self, BatchId, ImportOptions, ImportReport};

/// Arguments of `fuyi import`.
#[derive(Debug, Args)]
pub struct Import {
    /// The ledger.
    #[arg(value_name = "FILE", required_unless_present = "undo")]
    pub file: Option<PathBuf>,
    /// Show, write nothing.
    #[arg(long)]
    pub dry_run: bool,
    /// All rows or none.
    #[arg(long)]
    pub strict: bool,
    /// Unit that runs the files, by full or short name.
    #[arg(long, value_name = "NAME")]
    pub handler: Option<String>,
    /// Column mapping to use instead of the guess.
    #[arg(long, value_name = "FILE")]
    pub mapping: Option<PathBuf>,
    /// Where to save the column mapping of this run.
    #[arg(long, value_name = "FILE")]
    pub save_mapping: Option<PathBuf>,
    /// Batch to undo instead of importing.
    #[arg(long, value_name = "BATCH", conflicts_with_all = ["file", "dry_run", "strict", "handler", "mapping", "save_mapping"], value_parser = clap::value_parser!(i64).range(1..))]
    pub undo: Option<i64>,
    /// Shape of the outcome.
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: Format,
}

/// Imports or undoes.
pub(super) fn run(context: &Context, args: Import) -> Result<Exit, Failure> {
    let (books, act, lang) = (context.books()?, context.act(), context.lang());
    let Some(file) = args.file else {
        let batch = BatchId(args.undo.unwrap_or_default());
        let cases = service::undo(&mut context.database()?, &books, batch, &act)?;
        output::say(&tasks::undone(batch.0, cases), lang);
        return Ok(Exit::Done);
    };
    let mapping = args.mapping.as_deref().map(read_mapping).transpose()?;
    let bounds = context.settings.import;
    let limits = service::import_limits(&bounds);
    let options =
        ImportOptions { file: &file, name: None, dry_run: args.dry_run, strict: args.strict, handler: args.handler, mapping, limits };
    let bar = progress_bar();
    let report = service::import(context.url(), &books, &options, &act, &mut |progress| {
        if let Some(rows) = progress.of {
            bar.set_length(rows);
        }
        bar.set_position(progress.rows);
    });
    bar.finish_and_clear();
    let report = report?;
    match args.format {
        Format::Json => output::json(&report)?,
        Format::Text => output::put(&text(&report, bounds.max_faults as usize, lang))?,
    }
    // after the report: whatever becomes of the mapping, the number of the batch has been said
    if let Some(path) = &args.save_mapping {
        std::fs::write(path, report.mapping.to_toml()).map_err(|error| Failure::refused(tasks::unwritable(path, &error)))?;
    }
    Ok(match report {
        report if report.is_clean() => Exit::Done,
        // a file taken in part before is still taken in part
        report if report.taken > 0 || report.taken_before => Exit::Partly,
        _ => Exit::Refused,
    })
}

/// Bytes of a mapping that are read: thousands of times those of any.
const LONGEST_MAPPING: u64 = 1 << 20;

fn read_mapping(path: &Path) -> Result<Mapping, Failure> {
    let mut text = String::new();
    let read = File::open(path).and_then(|file| file.take(LONGEST_MAPPING).read_to_string(&mut text));
    read.map_err(|error| Failure::refused(tasks::unreadable(path, &error)))?;
    Mapping::from_toml(&text).map_err(|fault| Failure::refused(tasks::wrong(path, &fault)))
}

/// A bar on a terminal; nothing where stderr is a file.
fn progress_bar() -> ProgressBar {
    let bar = ProgressBar::no_length();
    if let Ok(style) = ProgressStyle::with_template("{wide_bar} {pos}/{len} {elapsed}") {
        bar.set_style(style);
    }
    bar
}

/// The outcome for a person: counts, then every fault by sheet and cell.
fn text(report: &ImportReport, most: usize, lang: Lang) -> String {
    let say = |words: Words| words.in_lang(lang);
    let mut out = String::new();
    let counts = [
        (words::ROWS, report.rows),
        (words::TAKEN, report.taken),
        (words::KNOWN, report.known),
        (words::REFUSED, report.refused),
        (words::NOT_RECORDED, report.not_recorded),
    ];
    let counts = counts.into_iter().filter(|_| report.rows > 0).map(|(heading, count)| (heading, count.to_string()));
    let counts: Vec<_> = counts.chain(report.batch.map(|batch| (words::BATCH, batch.to_string()))).collect();
    let widest = counts.iter().map(|(heading, _)| width(say(*heading))).max().unwrap_or_default();
    for (heading, count) in counts {
        let blank = " ".repeat(widest - width(say(heading)));
        out.push_str(&format!("{}{blank}  {count:>6}\n", say(heading)));
    }
    let closing = match report {
        report if report.taken_before && report.taken == 0 && report.is_clean() => Some(words::TAKEN_BEFORE),
        report if report.dry_run => Some(words::DRY_RUN),
        report if report.taken == 0 && report.known > 0 && report.is_clean() => Some(words::ALL_KNOWN),
        report if report.taken == 0 => Some(words::NOTHING_TAKEN),
        _ => None,
    };
    out.extend(closing.map(|words| format!("{}\n", say(words))));
    let faults = report.faults.kept.iter().map(|fault| {
        let place = place(&fault.sheet, fault.cell.map(|cell| cell.to_string()), fault.row, lang);
        finding(&place, &fault.value, &format!("{}{}", say(words::EXPECTED), fault.expected.in_lang(lang)))
    });
    out.push_str(&listed(words::FAULTS, faults, report.faults.count, most, lang));
    let notices = report.notices.kept.iter().map(|notice| {
        let place = place(&notice.sheet, notice.cell.map(|cell| cell.to_string()), None, lang);
        finding(&place, &notice.value, notice.remark.in_lang(lang))
    });
    out.push_str(&listed(words::NOTICES, notices, report.notices.count, most, lang));
    out
}

/// A heading and the first findings under it; nothing when there are none.
fn listed(heading: Words, findings: impl Iterator<Item = String>, count: u64, most: usize, lang: Lang) -> String {
    if count == 0 {
        return String::new();
    }
    let shown: Vec<String> = findings.take(most).collect();
    let hidden = count.saturating_sub(shown.len() as u64);
    let more = if hidden > 0 { format!("  {}\n", words::more(hidden).in_lang(lang)) } else { String::new() };
    format!("\n{}\n{}{more}", heading.in_lang(lang), shown.concat())
}

fn finding(place: &str, value: &str, what: &str) -> String {
    let value = if value.is_empty() { String::new() } else { format!("  “{value}”") };
    format!("  {place}{value}  {what}\n")
}

/// `台账!C5` for a cell, else the row, else the sheet; nothing of these for a fault of the database's units.
fn place(sheet: &str, cell: Option<String>, row: Option<u32>, lang: Lang) -> String {
    match (cell, row) {
        (Some(cell), _) => format!("{sheet}!{cell}"),
        (None, Some(row)) => format!("{sheet} {}", words::row(row).in_lang(lang)),
        (None, None) => sheet.to_owned(),
    }
}
