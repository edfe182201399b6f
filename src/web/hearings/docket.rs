//! The hearings of a month, a week or thirty days: who must appear, how far it is filed who did, and what stands in each other's way.

use askama::Template;
use chrono::{Datelike, Days, Months};

use crate::domain::Day;
use crate::domain::access::Action;
use crate::domain::calendar::weekday;
use crate::domain::case::docket::SittingState;
use crate::domain::masking::{self, Purpose};
use crate::domain::words::{Sentence, Words};
use crate::http::{Call, Problem, Rendered};
use crate::i18n::calendar::month;
use crate::i18n::pages::{self as words, books, cases, hearings as said};
use crate::service::{self, CaseId, Clash, Database, HearingLine};
use crate::web::shell::{Link, Shell, page, query};

#[derive(Template)]
#[template(path = "hearings/docket.html", config = "src/web/askama.toml")]
struct Docket {
    shell: Shell,
    view: &'static str,
    views: Vec<Link>,
    on: Day,
    moves: [(Words, String); 3],
    span: String,
    count: String,
    /// What is to be known of hours.
    hours: String,
    /// Weeks of seven days, for a month and for a week.
    weeks: Vec<Vec<Cell>>,
    lines: Vec<Line>,
    /// Files of what is shown, for whom may take them: name of the format, address.
    files: Vec<(&'static str, String)>,
}

/// A day of the calendar.
struct Cell {
    label: String,
    class: &'static str,
    entries: Vec<Entry>,
}

/// A hearing in the calendar; its line stands below.
struct Entry {
    at: usize,
    text: String,
    over: bool,
    clash: bool,
}

/// A hearing in full.
struct Line {
    day: String,
    hour: String,
    weekday: String,
    date: Day,
    kind: &'static str,
    state: Option<&'static str>,
    case: i64,
    number: String,
    parties: String,
    officer: String,
    court: String,
    place: String,
    must_appear: Vec<String>,
    filed: String,
    due: bool,
    form: Option<String>,
    clashes: Vec<(String, i64, String)>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum View {
    Month,
    Week,
    List,
}

/// Days of a list, the first included.
const LISTED: Days = Days::new(29);
/// Days until the list goes on.
const LIST: Days = Days::new(30);
const WEEK: Days = Days::new(7);
/// Years a calendar is turned to.
const YEARS: std::ops::RangeInclusive<i32> = 1990..=2099;

impl View {
    const ALL: [Self; 3] = [Self::Month, Self::Week, Self::List];

    const fn code(self) -> &'static str {
        match self {
            Self::Month => "month",
            Self::Week => "week",
            Self::List => "list",
        }
    }

    const fn words(self) -> Words {
        match self {
            Self::Month => said::MONTH,
            Self::Week => said::WEEK,
            Self::List => said::LIST,
        }
    }

    /// First and last day of the view that a day is in.
    pub(super) fn span(self, on: Day) -> (Day, Day) {
        match self {
            Self::Month => {
                let first = on.with_day(1).unwrap_or(on);
                (first, first.checked_add_months(Months::new(1)).and_then(|next| next.pred_opt()).unwrap_or(on))
            }
            Self::Week => {
                let week = on.week(chrono::Weekday::Mon);
                (week.first_day(), week.last_day())
            }
            Self::List => (on, on.checked_add_days(LISTED).unwrap_or(on)),
        }
    }

    /// A day of the view before and of the one after.
    fn beside(self, on: Day) -> (Day, Day) {
        let (before, after) = match self {
            Self::Month => (on.checked_sub_months(Months::new(1)), on.checked_add_months(Months::new(1))),
            Self::Week => (on.checked_sub_days(WEEK), on.checked_add_days(WEEK)),
            Self::List => (on.checked_sub_days(LIST), on.checked_add_days(LIST)),
        };
        (before.unwrap_or(on), after.unwrap_or(on))
    }

    fn address(self, on: Day) -> String {
        format!("/hearings?view={}&on={on}", self.code())
    }
}

/// The view that is asked for, and the day it is about; `None` where that is no day.
pub(super) fn asked(call: &Call) -> Result<(View, Option<Day>), Problem> {
    let fields = query(call)?;
    let view = View::ALL.into_iter().find(|view| view.code() == fields.get("view")).unwrap_or(View::Month);
    let on = match fields.get("on") {
        "" => Some(call.today()),
        text => text.parse::<Day>().ok().filter(|day| YEARS.contains(&day.year())),
    };
    Ok((view, on))
}

/// `GET /hearings`.
pub fn show(call: &Call, database: &mut Database) -> Result<Rendered, Problem> {
    let today = call.today();
    let (view, asked) = asked(call)?;
    let (status, on) = (if asked.is_some() { 200 } else { 422 }, asked.unwrap_or(today));
    let (from, until) = view.span(on);
    let found = service::hearings(database, &call.books, call.access()?, from, until)?;
    let mut shell = Shell::of(call, said::HEARINGS);
    if asked.is_none() {
        shell = shell.with_fault(&said::NO_SUCH_DAY.into());
    }
    let (before, after) = view.beside(on);
    let span = match view {
        View::Month => month(on.year(), on.month()),
        _ => said::days(&cases::day(from), &cases::day(until)),
    };
    let tab = |other: View| Link {
        address: other.address(on),
        label: shell.say(other.words()).to_owned(),
        here: if other == view { "true" } else { "" },
    };
    let docket = Docket {
        files: match call.access()?.scope(Action::CaseExport) {
            Ok(_) => ["xlsx", "csv"].map(|ending| (ending, format!("/hearings.{ending}?view={}&on={on}", view.code()))).into(),
            Err(_) => Vec::new(),
        },
        view: view.code(),
        views: View::ALL.map(tab).into(),
        on,
        moves: [(said::EARLIER, view.address(before)), (said::NOW, view.address(today)), (said::LATER, view.address(after))],
        span: span.in_lang(call.lang).to_owned(),
        count: said::count(found.len()).in_lang(call.lang).to_owned(),
        hours: said::hours(call.books.hearing_lasts).in_lang(call.lang).to_owned(),
        weeks: if view == View::List { Vec::new() } else { weeks(view, (from, until), &found, today, &shell) },
        lines: found.iter().map(|line| Line::new(line, &found, today, &shell)).collect(),
        shell,
    };
    page(status, &docket)
}

/// The weeks from the Monday before the first day to the Sunday after the last.
fn weeks(view: View, (from, until): (Day, Day), found: &[HearingLine], today: Day, shell: &Shell) -> Vec<Vec<Cell>> {
    let first = from.week(chrono::Weekday::Mon).first_day();
    let last = until.week(chrono::Weekday::Mon).last_day();
    let days: Vec<Day> = first.iter_days().take_while(|day| *day <= last).collect();
    let cell = |day: &Day| Cell {
        label: match view {
            View::Month => day.day().to_string(),
            _ => said::short_day(*day).in_lang(shell.lang).to_owned(),
        },
        class: match *day {
            day if !(from..=until).contains(&day) => "beyond",
            day if day == today => "today",
            day if day.weekday().number_from_monday() > 5 => "weekend",
            _ => "",
        },
        entries: found
            .iter()
            .enumerate()
            .filter(|(_, line)| line.sitting.on == *day)
            .map(|(at, line)| Entry::new(at, line, shell))
            .collect(),
    };
    days.chunks(7).map(|week| week.iter().map(cell).collect()).collect()
}

/// The number of a case, or what stands for it.
fn numbered(line: &HearingLine, shell: &Shell) -> String {
    line.number.clone().unwrap_or_else(|| format!("{} #{}", shell.say(cases::NO_NUMBER), line.case))
}

impl Entry {
    fn new(at: usize, line: &HearingLine, shell: &Shell) -> Self {
        Self {
            at,
            text: {
                let hour = line.sitting.at.map(|at| format!("{at} ")).unwrap_or_default();
                format!("{hour}{} {}", shell.say(line.sitting.kind.words()), numbered(line, shell))
            },
            over: matches!(line.sitting.state, SittingState::PutOff | SittingState::CalledOff),
            clash: !line.clashes.is_empty(),
        }
    }
}

impl Line {
    fn new(line: &HearingLine, all: &[HearingLine], today: Day, shell: &Shell) -> Self {
        let sitting = &line.sitting;
        let due = sitting.state == SittingState::Fixed && sitting.on <= today;
        let filed: Option<Sentence> = match line.appearance_filed() {
            Some(true) => Some(said::filed(sitting.appearances.len(), line.must_appear.len().max(sitting.appearances.len()))),
            Some(false) => Some(said::NOT_FILED.into()),
            None => due.then(|| said::TO_BE_FILED.into()),
        };
        Self {
            day: shell.day(sitting.on),
            hour: sitting.at.map(|at| at.to_string()).unwrap_or_default(),
            weekday: weekday(sitting.on).in_lang(shell.lang).to_owned(),
            date: sitting.on,
            kind: shell.say(sitting.kind.words()),
            state: (sitting.state != SittingState::Fixed).then(|| shell.say(sitting.state.words())),
            case: line.case.0,
            number: numbered(line, shell),
            parties: masking::names(&line.parties, Purpose::List, false),
            officer: line.officer.clone().unwrap_or_default(),
            court: line.court.clone().unwrap_or_default(),
            place: sitting.place.clone().unwrap_or_else(|| shell.say(said::NO_PLACE).to_owned()),
            must_appear: line.must_appear.iter().map(|(unit, role)| said::with_role(unit, *role).in_lang(shell.lang).to_owned()).collect(),
            filed: filed.map(|filed| filed.in_lang(shell.lang).to_owned()).unwrap_or_default(),
            due: due || line.appearance_filed() == Some(false),
            form: line.may_file.then(|| format!("/cases/{}/steps/hearing-held", line.case)),
            clashes: line.clashes.iter().map(|(clash, other)| told(line, *clash, *other, all, shell)).collect(),
        }
    }
}

/// What two hearings share, with the other case.
fn told(line: &HearingLine, clash: Clash, other: CaseId, all: &[HearingLine], shell: &Shell) -> (String, i64, String) {
    let beside = all.iter().find(|beside| beside.case == other && beside.sitting.on == line.sitting.on);
    let shared = |unit: &&(String, Words)| beside.is_some_and(|beside| beside.must_appear.iter().any(|(there, _)| *there == unit.0));
    let which = match clash {
        Clash::Officer => line.officer.clone(),
        Clash::Unit => line.must_appear.iter().find(shared).map(|(unit, _)| unit.clone()),
        Clash::Place => line.sitting.place.clone(),
    };
    let sentence = said::clash(clash.words(), which.as_deref().unwrap_or_default());
    (sentence.in_lang(shell.lang).to_owned(), other.0, beside.map_or_else(|| format!("#{other}"), |beside| numbered(beside, shell)))
}
