//! What a new year's calendar moves: the preview of a hundred thousand pending deadlines, beside reading the same cases without
//! computing anything.

use std::time::Instant;

use chrono::{DateTime, Datelike, Days, NaiveDate};
use fuyi::domain::Day;
use fuyi::domain::calendar::{CalendarYear, NamedDay};
use fuyi::domain::case::event::Event;
use fuyi::domain::case::{Case, CaseKind, Entry, History};
use fuyi::service::{Books, ServiceError, recompute_preview};
use fuyi::settings::Settings;
use fuyi::store::{Act, BulkCase, Database, DeadlineFilter, NewBatch, NewCase, StoreError};

use crate::Place;
use crate::table::{Figure, median, rate, time};

const RUNS: usize = 3;
const DEADLINES: i64 = 100_000;
/// Cases opened on one day.
const A_DAY: u64 = 700;

/// Days after the event before, event, data: open cases of three kinds.
const REVIEW: &[(u64, &str, &str)] = &[
    (
        0,
        "application-received",
        r#"{"applicants":[{"name":"王某某","kind":"citizen"}],"respondents":["平湛区第01局"],"matter":"行政处罚"}"#,
    ),
    (4, "accepted", r#"{"procedure":"general","staff":2}"#),
];
const ANSWERED: &[(u64, &str, &str)] = &[REVIEW[0], REVIEW[1], (2, "copy-sent", "{}"), (6, "reply-received", r#"{"complete":true}"#)];
const SUIT: &[(u64, &str, &str)] = &[(
    0,
    "complaint-received",
    r#"{"court":"平湛区人民法院","plaintiffs":[{"name":"李某某","kind":"citizen"}],"agencies":[{"agency":"平湛区第01局","role":"defendant"}]}"#,
)];

pub fn bench(place: &Place<'_>) {
    let settings = Settings::load(None, [], []).expect("the settings");
    let books = Books::open(&settings).expect("the books");
    let changed = books.with_calendar([next_year(&books)]);
    let today = NaiveDate::from_ymd_opt(2026, 11, 20).expect("a day");
    for (name, url) in place.engines("recompute") {
        let cases = fill(&url, &books, today);
        let (mut ours, mut reading, mut changes) = (Vec::new(), Vec::new(), 0);
        for _ in 0..RUNS {
            changes = 0;
            let start = Instant::now();
            recompute_preview::<ServiceError>(&url, &changed, today, &mut |_| {
                changes += 1;
                Ok(())
            })
            .expect("a preview");
            ours.push(start.elapsed().as_secs_f64());
            let start = Instant::now();
            Database::open(&url).expect("the database").pending_cases(&mut |_| true).expect("the cases");
            reading.push(start.elapsed().as_secs_f64());
        }
        let (ours, reading) = (median(ours), median(reading));
        Figure {
            what: format!("recompute preview, {DEADLINES} deadlines, {name}"),
            measured: time(ours),
            beside: Some((format!("reading the {cases} cases {}", time(reading)), ours / reading)),
            promise: Some(("≤ 1 s", ours <= 1.0)),
        }
        .print();
        Figure { what: "of these move".into(), measured: format!("{changes} ({})", rate(changes, ours)), beside: None, promise: None }
            .print();
    }
}

/// Writes open cases until so many deadlines are pending; the number of cases.
fn fill(url: &str, books: &Books, today: Day) -> u64 {
    let mut database = Database::create(url).expect("a database");
    let act = Act { actor: "bench", origin: "", at: DateTime::from_timestamp(1_790_000_000, 0).expect("a moment") };
    let units = [("平湛区第01局".to_owned(), Vec::new())];
    let batch = NewBatch { file_name: "open", file_sha256: "open", mapping: "", units: &units };
    let (mut pending, mut number) = (0, 0);
    database.law_remember(&books.law.fingerprint().to_string()).expect("the law");
    let feed = |put: &mut dyn FnMut(BulkCase) -> Result<(), StoreError>| {
        while pending < DEADLINES {
            number += 1;
            let (kind, told) = match number % 3 {
                0 => (CaseKind::Litigation, SUIT),
                1 => (CaseKind::Reconsideration, REVIEW),
                _ => (CaseKind::Reconsideration, ANSWERED),
            };
            let history = history(told, today - Days::new(20 + number / A_DAY));
            let projection = books.projection(&Case::fold(kind, &history, &books.law), &history, today);
            pending += projection.deadlines.iter().filter(|deadline| deadline.is_shown_on(today)).count() as i64;
            put(BulkCase { case: NewCase { kind, number: None, handler: None, entries: history.0, projection }, origin: None })?;
        }
        Ok::<_, StoreError>(())
    };
    database.bulk_load(&batch, feed, &act).expect("the cases");
    let counts = database.deadlines_count(&DeadlineFilter::on(today)).expect("counts");
    assert_eq!(counts.open + counts.due_today + counts.overdue + counts.suspended, pending);
    number
}

fn history(told: &[(u64, &str, &str)], mut on: Day) -> History {
    let entry = |(later, code, data): &(u64, &str, &str)| {
        on = on + Days::new(*later);
        Entry::recorded(on, Event::parse(code, data).unwrap_or_else(|fault| panic!("{fault}")))
    };
    History(told.iter().map(entry).collect())
}

/// The calendar of the year after the last published one: the same days a year later.
fn next_year(books: &Books) -> CalendarYear {
    let mut year = books.law.calendar.published().last().expect("a year").clone();
    year.year += 1;
    let later = |named: NamedDay| Some(NamedDay { day: named.day.with_year(named.day.year() + 1)?, ..named });
    year.days = year.days.into_iter().filter_map(later).collect();
    year
}
