//! `fuyi deadlines`: what is due, and what a change of calendar, rules or settings moves.

use clap::{Args, Subcommand};

use super::{Context, Exit, Failure, Format, TableFormat, output};
use crate::domain::Day;
use crate::domain::words::{Lang, Words};
use crate::i18n::citation::rule_in_full;
use crate::i18n::table::{Column, Table, csv_cell};
use crate::i18n::tasks::{self, deadlines as words};
use crate::service::{self, Change, DueLine, DueQuery, End};

/// Arguments of `fuyi deadlines`.
#[derive(Debug, Args)]
#[command(subcommand_required = true)]
pub struct Deadlines {
    #[command(subcommand)]
    act: Act,
}

/// What can be done with deadlines.
#[derive(Debug, Subcommand)]
enum Act {
    List(List),
    Recompute(Recompute),
}

/// Arguments of `fuyi deadlines list`.
#[derive(Debug, Args)]
pub struct List {
    /// Only those due on this day or earlier.
    #[arg(long, value_name = "DATE")]
    pub until: Option<Day>,
    /// Only those of this unit, by full or short name.
    #[arg(long, value_name = "NAME")]
    pub unit: Option<String>,
    /// Only our own duties and rights.
    #[arg(long)]
    pub ours: bool,
    /// Only those that are overdue.
    #[arg(long)]
    pub overdue: bool,
    /// At most this many.
    #[arg(long, value_name = "N", default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    pub limit: u32,
    /// Shape of the list.
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: Format,
}

/// Arguments of `fuyi deadlines recompute`.
#[derive(Debug, Args)]
pub struct Recompute {
    /// Write what the preview shows.
    #[arg(long)]
    pub apply: bool,
    /// Reason, for the audit trail.
    #[arg(long, value_name = "TEXT", requires = "apply")]
    pub reason: Option<String>,
    /// Shape of the preview.
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT", conflicts_with = "apply")]
    pub format: TableFormat,
}

/// Runs one act.
pub(super) fn run(context: &Context, args: Deadlines) -> Result<Exit, Failure> {
    match args.act {
        Act::List(args) => list(context, args),
        Act::Recompute(Recompute { apply: true, reason, .. }) => {
            let books = context.books()?;
            let done = service::recompute_apply(context.url(), &books, context.clock.today(), reason.as_deref(), &context.act())?;
            output::say(&words::applied(done.cases, done.changed), context.lang());
            Ok(Exit::Done)
        }
        Act::Recompute(args) => preview(context, args.format),
    }
}

fn list(context: &Context, args: List) -> Result<Exit, Failure> {
    let List { until, unit, ours, overdue, limit, format } = args;
    // one more than asked for tells whether the list goes on
    let query = DueQuery { until, unit, ours, overdue, limit: limit + 1 };
    let mut due = service::due(context.url(), &context.books()?, &query, context.clock.today())?;
    let goes_on = due.deadlines.len() > limit as usize;
    due.deadlines.truncate(limit as usize);
    match format {
        Format::Json => output::json(&due)?,
        Format::Text => output::put(&table(&due.deadlines, due.on, context.lang()))?,
    }
    let counts = due.counts;
    output::say(&words::counts([counts.open, counts.due_today, counts.overdue, counts.estimated, counts.suspended]), context.lang());
    if goes_on {
        output::say(&words::list_is_full(limit), context.lang());
    }
    if due.law_has_changed {
        output::say(&words::LAW_HAS_CHANGED.into(), context.lang());
    }
    Ok(Exit::Done)
}

fn table(deadlines: &[DueLine], on: Day, lang: Lang) -> String {
    let mut table = Table::new(words::COLUMNS.map(|heading| Column::words(heading.in_lang(lang))));
    for deadline in deadlines {
        let flag = |holds: bool, flag: Words| if holds { flag.in_lang(lang) } else { "" };
        let (provisional, estimated) =
            (flag(deadline.provisional, tasks::case::PROVISIONAL), flag(deadline.estimated, tasks::case::ESTIMATED));
        table.row([
            format!("{}{provisional}{estimated}", day(deadline.due_on, lang)),
            tasks::case::stands(deadline.standing(), on).in_lang(lang).to_owned(),
            deadline.number.clone().unwrap_or_else(|| format!("#{}", deadline.case)),
            deadline.unit.clone().unwrap_or_default(),
            deadline.obligation.in_lang(lang).to_owned(),
            rule_in_full(&deadline.article, lang),
        ]);
    }
    table.text()
}

fn day(day: Option<Day>, lang: Lang) -> String {
    day.map_or_else(|| tasks::case::STANDING.in_lang(lang).to_owned(), |day| day.to_string())
}

/// Prints every change as it is found: a preview of any length takes the same memory.
fn preview(context: &Context, format: TableFormat) -> Result<Exit, Failure> {
    let lang = context.lang();
    let mut out = output::Lines::default();
    match format {
        TableFormat::Text => {}
        TableFormat::Json => out.add("{\"changes\":[")?,
        TableFormat::Csv => out.add("case,number,rule,obligation,from,old_due_on,new_due_on,old_latest_on,new_latest_on,reason\n")?,
    }
    let mut first = true;
    let mut put = |change: &Change| match format {
        TableFormat::Text => out.add(&text(change, lang)),
        TableFormat::Csv => out.add(&csv(change, lang)),
        TableFormat::Json => {
            out.add(if std::mem::take(&mut first) { "\n" } else { ",\n" })?;
            out.add(&output::as_json(change)?)
        }
    };
    let found = service::recompute_preview(context.url(), &context.books()?, context.clock.today(), &mut put)?;
    if format == TableFormat::Json {
        out.add(&format!("\n],\"found\":{}}}\n", output::as_json(&found)?))?;
    }
    out.end()?;
    output::say(&words::previewed(found.cases, found.changes, found.is_current()), lang);
    Ok(Exit::Done)
}

fn text(change: &Change, lang: Lang) -> String {
    let name = change.number.clone().unwrap_or_else(|| format!("#{}", change.case));
    let end = |end: Option<End>| match end {
        None => "—".to_owned(),
        Some(End { due_on, provisional, .. }) => day(due_on, lang) + if provisional { tasks::case::PROVISIONAL.in_lang(lang) } else { "" },
    };
    let (obligation, reason) = (change.obligation.in_lang(lang), change.reason.in_lang(lang));
    format!("{name}  {} → {}  {obligation} ({})  {reason}\n", end(change.old), end(change.new), change.rule)
}

fn csv(change: &Change, lang: Lang) -> String {
    let day = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
    let due = |end: Option<End>| day(end.and_then(|end| end.due_on));
    let latest = |end: Option<End>| day(end.and_then(|end| end.latest_on));
    let cells = [
        change.case.to_string(),
        change.number.clone().unwrap_or_default(),
        change.rule.clone(),
        change.obligation.in_lang(lang).to_owned(),
        change.from.to_string(),
        due(change.old),
        due(change.new),
        latest(change.old),
        latest(change.new),
        change.reason.in_lang(lang).to_owned(),
    ];
    cells.map(|cell| csv_cell(&cell)).join(",") + "\n"
}
