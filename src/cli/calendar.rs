//! `fuyi calendar`: the working-day calendar, year by year.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use chrono::Datelike;
use clap::{Args, Subcommand};
use serde_json::json;

use super::{Context, Exit, Failure, Format, TableFormat, output};
use crate::domain::calendar::{DAYS_HEADER, NamedDay};
use crate::domain::words::Lang;
use crate::i18n::calendar as words;
use crate::i18n::table::{Column, Table};
use crate::i18n::tasks;
use crate::service::{self, CalendarFile, CalendarList, CalendarShown};

/// Arguments of `fuyi calendar`.
#[derive(Debug, Args)]
#[command(subcommand_required = true)]
pub struct Calendar {
    #[command(subcommand)]
    act: Act,
}

/// What can be done.
#[derive(Debug, Subcommand)]
enum Act {
    List(List),
    Show(Show),
    Import(Import),
}

/// Arguments of `fuyi calendar list`.
#[derive(Debug, Args)]
pub struct List {
    /// Shape of the list.
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: Format,
}

/// Arguments of `fuyi calendar show`.
#[derive(Debug, Args)]
pub struct Show {
    /// The year.
    #[arg(value_name = "YEAR", allow_negative_numbers = true)]
    pub year: i32,
    /// An older version.
    #[arg(long, value_name = "VERSION")]
    pub edition: Option<String>,
    /// Shape of the year.
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: TableFormat,
}

/// Arguments of `fuyi calendar import`.
#[derive(Debug, Args)]
pub struct Import {
    /// The year's days.
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// The year it must be.
    #[arg(long, value_name = "YEAR", allow_negative_numbers = true)]
    pub year: Option<i32>,
    /// Title and number of the notice.
    #[arg(long, value_name = "TEXT")]
    pub notice: Option<String>,
    /// Replace a calendar there is.
    #[arg(long)]
    pub replace: bool,
}

/// Bytes of a file that are read: a hundred times those of any year.
const LONGEST: u64 = 1 << 20;

/// Lists, shows, takes in.
pub(super) fn run(context: &Context, args: Calendar) -> Result<Exit, Failure> {
    let lang = context.lang();
    match args.act {
        Act::List(args) => {
            let found = service::calendar_list(&context.books()?.law.calendar, context.clock.today());
            match args.format {
                Format::Text => output::put(&list(&found, lang))?,
                Format::Json => output::json(&found)?,
            }
        }
        Act::Show(args) => {
            let found = service::calendar_show(context.url(), &context.bundled_books()?, args.year, args.edition.as_deref())?;
            match args.format {
                TableFormat::Text => output::put(&text(&found, lang))?,
                TableFormat::Csv => output::put(&csv(&found.days))?,
                TableFormat::Json => output::json(&document(&found))?,
            }
        }
        Act::Import(args) => {
            let bytes = read(&args.file)?;
            let name = args.file.display().to_string();
            let file = CalendarFile { name: &name, bytes: &bytes, year: args.year, notice: args.notice.as_deref(), replace: args.replace };
            let done = service::calendar_import(context.url(), &context.bundled_books()?, &file, &context.act())?;
            let said = if done.unchanged {
                words::unchanged(done.year, &done.version)
            } else {
                words::imported(done.year, &done.version, done.replaces.as_deref(), done.days_off, done.make_up_days)
            };
            output::say(&said, lang);
        }
    }
    Ok(Exit::Done)
}

fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let read = File::open(path).and_then(|file| file.take(LONGEST + 1).read_to_end(&mut bytes));
    read.map_err(|error| Failure::refused(tasks::unreadable(path, &error)))?;
    if bytes.len() as u64 > LONGEST {
        return Err(Failure::refused(tasks::wrong(path, &tasks::file_too_long(LONGEST))));
    }
    Ok(bytes)
}

fn list(found: &CalendarList, lang: Lang) -> String {
    let heading = |heading: crate::domain::words::Words| heading.in_lang(lang);
    let mut table = Table::new([
        Column::numbers(heading(words::YEAR)),
        Column::words(heading(words::STATE)),
        Column::words(heading(words::VERSION)),
        Column::numbers(heading(words::DAYS_OFF)),
        Column::numbers(heading(words::MAKE_UP)),
        Column::words(heading(words::NOTICE)),
    ]);
    for year in &found.years {
        table.row([
            year.year.to_string(),
            heading(if year.published { words::PUBLISHED } else { words::PROVISIONAL }).to_owned(),
            year.version.clone().unwrap_or_default(),
            year.days_off.to_string(),
            year.make_up_days.to_string(),
            year.notice.as_ref().map(|notice| notice.words().in_lang(lang).to_owned()).unwrap_or_default(),
        ]);
    }
    let items: String = found.open_items.iter().map(|item| format!("  {}\n", item.sentence.in_lang(lang))).collect();
    let items = if items.is_empty() { items } else { format!("\n{}\n{items}", heading(words::OPEN_ITEMS)) };
    table.text() + &items
}

/// A year for a person: its notice, then month by month what is off and what is worked.
fn text(found: &CalendarShown, lang: Lang) -> String {
    let mut out = String::new();
    let mut line = |heading: crate::domain::words::Words, value: &str| out += &format!("{}  {value}\n", heading.in_lang(lang));
    match (&found.version, &found.notice, &found.article) {
        (Some(version), Some(notice), _) => {
            line(words::VERSION, version);
            line(words::NOTICE, notice.words().in_lang(lang));
            notice.addresses.iter().for_each(|address| line(words::ADDRESS, address));
        }
        (_, _, Some(article)) => line(words::PROVISIONAL, words::not_published(found.year, article).in_lang(lang)),
        _ => {}
    }
    if let Some(imported) = &found.imported {
        line(words::IMPORTED, &format!("{} UTC  {}  SHA-256 {}", imported.at.format("%Y-%m-%d %H:%M"), imported.by, imported.sha256));
    }
    if found.versions.len() > 1 {
        line(words::VERSIONS, &found.versions.join(words::AND.in_lang(lang)));
    }
    out.push('\n');
    let mut months = Table::new([Column::words(words::MONTH.in_lang(lang)), Column::words(words::ARRANGEMENT.in_lang(lang))]);
    for month in found.days.chunk_by(|one, next| (one.day.year(), one.day.month()) == (next.day.year(), next.day.month())) {
        let parts = [(words::OFF, false), (words::WORK, true)].map(|(heading, works)| {
            let days: Vec<&NamedDay> = month.iter().filter(|named| named.works == works).collect();
            let row = |one: &&NamedDay, next: &&NamedDay| one.day.succ_opt() == Some(next.day) && one.festival == next.festival;
            let said: Vec<String> = days.chunk_by(row).map(|days| stretch(days, lang)).collect();
            if said.is_empty() { String::new() } else { format!("{}{}", heading.in_lang(lang), said.join(words::AND.in_lang(lang))) }
        });
        let name = words::month(month[0].day.year(), month[0].day.month()).in_lang(lang).to_owned();
        months.row([name, parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(words::THEN.in_lang(lang))]);
    }
    out + &months.text()
}

fn stretch(days: &[&NamedDay], lang: Lang) -> String {
    let (first, last) = (days[0], days[days.len() - 1]);
    words::stretch(first.day.day(), last.day.day(), &first.festival).in_lang(lang).to_owned()
}

/// The layout `fuyi calendar import` reads.
fn csv(days: &[NamedDay]) -> String {
    let lines: String = days.iter().map(|named| named.line() + "\n").collect();
    format!("{DAYS_HEADER}\n{lines}")
}

fn document(found: &CalendarShown) -> serde_json::Value {
    let kind = |works| if works { "work" } else { "off" };
    let day = |named: &NamedDay| json!({"date": named.day, "day": kind(named.works), "festival": named.festival});
    json!({
        "year": found.year,
        "published": found.version.is_some(),
        "version": found.version,
        "versions": found.versions,
        "notice": found.notice,
        "article": found.article,
        "imported": found.imported,
        "days": found.days.iter().map(day).collect::<Vec<_>>(),
    })
}
