//! A year: twelve months with marks, and every day off and make-up day in words.

use askama::Template;
use chrono::{Datelike, NaiveDate};

use crate::clock::in_china;
use crate::domain::Day;
use crate::domain::calendar::{NamedDay, weekday};
use crate::domain::words::Words;
use crate::http::{Call, Problem, Rendered, code};
use crate::i18n::calendar::{month, not_published};
use crate::i18n::pages::{self as words, books as said};
use crate::service::{self, CalendarShown, Database};
use crate::web::shell::{Shell, page, part, query};

#[derive(Template)]
#[template(path = "calendar/year.html", config = "src/web/askama.toml")]
struct Year {
    shell: Shell,
    provisional: Option<String>,
    facts: Vec<(Words, String)>,
    months: Vec<Month>,
    days: Vec<NamedRow>,
}

struct Month {
    name: String,
    /// Seven cells a week, from Monday; those outside the month are empty.
    weeks: Vec<Vec<Option<Cell>>>,
}

struct Cell {
    number: u32,
    kind: &'static str,
    mark: Option<&'static str>,
}

/// A day in words.
pub(super) struct NamedRow {
    pub day: String,
    pub weekday: String,
    pub state: &'static str,
    pub festival: String,
}

impl NamedRow {
    pub(super) fn new(named: &NamedDay, shell: &Shell) -> Self {
        Self {
            day: shell.day(named.day),
            weekday: weekday(named.day).in_lang(shell.lang).to_owned(),
            state: shell.say(kind(Some(named))),
            festival: named.festival.in_lang(shell.lang).to_owned(),
        }
    }
}

/// What a day is, in words.
pub(super) fn kind(named: Option<&NamedDay>) -> Words {
    match named {
        Some(NamedDay { works: true, .. }) => said::A_MAKE_UP_DAY,
        Some(_) => said::AN_OFF_DAY,
        None => said::AN_ORDINARY_DAY,
    }
}

/// `GET /calendar/{year}`.
pub fn show(call: &Call, database: &mut Database) -> Result<Rendered, Problem> {
    let year: i32 = part(call, "year").parse().map_err(|_| Problem::of(code::NOT_FOUND))?;
    let fields = query(call)?;
    let version = Some(fields.get("version")).filter(|version| !version.is_empty());
    let found = service::calendar_year(Some(database), call.state.shelf.bundled(), year, version);
    let found = found.map_err(|error| match Problem::from(error) {
        problem if problem.code == code::UNACCEPTABLE => Problem::new(code::NOT_FOUND, problem.detail),
        problem => problem,
    })?;
    let shell = Shell::of(call, said::year(year)).below("/calendar", words::CALENDAR);
    let provisional = found.article.as_ref().map(|article| not_published(year, article).in_lang(call.lang).to_owned());
    let months = (1..=12).filter_map(|number| NaiveDate::from_ymd_opt(year, number, 1)).map(|first| of_month(first, &found, &shell));
    page(
        200,
        &Year {
            provisional,
            facts: facts(&found, &shell),
            months: months.collect(),
            days: found.days.iter().map(|named| NamedRow::new(named, &shell)).collect(),
            shell,
        },
    )
}

fn facts(found: &CalendarShown, shell: &Shell) -> Vec<(Words, String)> {
    let mut facts = Vec::new();
    facts.extend(found.version.clone().map(|version| (said::VERSION, version)));
    if let Some(notice) = &found.notice {
        facts.push((said::NOTICE, notice.words().in_lang(shell.lang).to_owned()));
        facts.extend(notice.addresses.iter().map(|address| (said::ADDRESS, address.clone())));
    }
    if let Some(imported) = &found.imported {
        let at = in_china(imported.at.and_utc()).format("%Y-%m-%d %H:%M");
        facts.push((said::TAKEN_IN, format!("{at}  {}  SHA-256 {}", imported.by, imported.sha256)));
    }
    if found.versions.len() > 1 {
        facts.push((said::VERSIONS, found.versions.join("、")));
    }
    facts
}

fn of_month(first: Day, found: &CalendarShown, shell: &Shell) -> Month {
    let blank = first.weekday().num_days_from_monday() as usize;
    let mut cells: Vec<Option<Cell>> = std::iter::repeat_with(|| None).take(blank).collect();
    cells.extend(first.iter_days().take_while(|day| day.month() == first.month()).map(|day| Some(cell(day, found, shell))));
    cells.resize_with(cells.len().next_multiple_of(7), || None);
    let mut weeks = Vec::new();
    while !cells.is_empty() {
        let rest = cells.split_off(7);
        weeks.push(std::mem::replace(&mut cells, rest));
    }
    Month { name: month(first.year(), first.month()).in_lang(shell.lang).to_owned(), weeks }
}

fn cell(day: Day, found: &CalendarShown, shell: &Shell) -> Cell {
    let (kind, mark) = match found.days.iter().find(|named| named.day == day) {
        Some(NamedDay { works: true, .. }) => ("work", Some(shell.say(said::MARK_WORK))),
        Some(_) => ("off", Some(shell.say(said::MARK_OFF))),
        None if day.weekday().number_from_monday() > 5 => ("weekend", None),
        None => ("day", None),
    };
    Cell { number: day.day(), kind, mark }
}
