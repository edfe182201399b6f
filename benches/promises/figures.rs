//! Rates from the running totals, beside a scan of the facts, and the leader board; what keeping them adds to an event's own write.

use std::hint::black_box;
use std::time::Instant;

use chrono::{DateTime, Datelike, Utc};
use fuyi::domain::case::{Case, Entry, History};
use fuyi::domain::statistics::{CaseFacts, Period};
use fuyi::service::figures::{FigureQuery, FigureScope, board, cases_behind, figure, figures};
use fuyi::service::{Books, Database, synthetic};
use fuyi::settings::Settings;
use fuyi::store::{Act, Append, NewCase};

use crate::table::{Figure, median, time};
use crate::{Place, million, plain, program};

const CASES: u64 = 100_000;
const RUNS: usize = 51;
/// Cases whose events are recorded one by one.
const RECORDED: u64 = 60;

pub fn bench(place: &Place<'_>) {
    let books = Books::open(&Settings::load(None, [], []).expect("the settings")).expect("the books");
    let period = Period::year(2023).expect("a year");
    for (name, url) in place.engines("figures") {
        program::run(&url, &["generate", "--cases", &CASES.to_string(), "--seed", "1"]);
        let mut database = Database::open(&url).expect("a connection");
        let unit = database.units_list().expect("the units")[0].id;
        let query = |scope: FigureScope| FigureQuery { definition: "YS-BS-1".into(), switches: Vec::new(), period, scope };
        let scan = of(3, || {
            let scan = "SELECT code || ' ' || COUNT(*) AS line FROM facts WHERE measure = 'suit-concluded' \
                        AND on_day BETWEEN '2023-01-01' AND '2023-12-31' GROUP BY code";
            drop(black_box(plain::lines(&url, scan)));
        });
        let mut promise = |what: String, scope: FigureScope| {
            let seconds = of(RUNS, || drop(black_box(figure(&mut database, &books, &query(scope.clone())).expect("a figure"))));
            Figure {
                what: format!("{what}, {CASES} cases, {name}"),
                measured: time(seconds),
                beside: Some((format!("one scan of the facts {}", time(scan)), seconds / scan)),
                promise: Some(("≤ 5 ms", seconds <= 0.005)),
            }
            .print();
        };
        promise("loss rate of a year, all units".into(), FigureScope::default());
        promise("loss rate of a year, one unit and below".into(), FigureScope::under(unit));
        let every = of(RUNS, || {
            drop(black_box(figures(&mut database, &books, &[], period, &FigureScope::under(unit)).expect("figures")));
        });
        Figure {
            what: format!("every rate of a unit and year, with the year before, {name}"),
            measured: time(every),
            beside: None,
            promise: Some(("≤ 5 ms", every <= 0.005)),
        }
        .print();
        upkeep(&books, name, &mut database);
        let page = of(RUNS, || {
            let part = fuyi::service::figures::Part::Numerator;
            drop(black_box(cases_behind(&mut database, &books, &query(FigureScope::under(unit)), part, None, 50).expect("cases")));
        });
        Figure { what: format!("fifty cases behind a figure of a unit, {name}"), measured: time(page), beside: None, promise: None }
            .print();
    }
    large(place, &books, period);
}

/// The leader board and a rate over a million cases, and over the running totals of ten million: neither reads anything else.
fn large(place: &Place<'_>, books: &Books, period: Period) {
    for (name, url) in million::engines(place) {
        let mut database = Database::open(url).expect("a connection");
        let tree = database.unit_tree().expect("the units").1;
        let (county, _) = database.unit_find(million::COUNTY).expect("a look").expect("the county");
        let (below, _) = database.unit_find(&million::unit(4)).expect("a look").expect("a unit");
        let mut measure = |cases: u64, most: f64, promise: &'static str| {
            let print = |what: &str, seconds: f64| {
                let what = format!("{what}, {cases} cases, {name}");
                Figure { what, measured: time(seconds), beside: None, promise: Some((promise, seconds <= most)) }.print();
            };
            for (whose, unit) in [("everything", None), ("a county", Some(county)), ("a unit", Some(below))] {
                let year = period.from().year();
                let seconds =
                    of(RUNS, || drop(black_box(board(&mut database, books, &tree, unit, year, at().date_naive()).expect("a board"))));
                print(&format!("leader board of {whose}"), seconds);
            }
            for (whose, unit) in [("a county", county), ("a unit", below)] {
                let query = FigureQuery { definition: "YS-BS-1".into(), switches: Vec::new(), period, scope: FigureScope::under(unit) };
                let seconds = of(RUNS, || drop(black_box(figure(&mut database, books, &query).expect("a figure"))));
                print(&format!("loss rate of a year, {whose}"), seconds);
            }
        };
        measure(million::cases(), 0.005, "≤ 5 ms");
        times(url, "* 10");
        measure(million::cases() * 10, 0.010, "≤ 10 ms");
        times(url, "/ 10");
    }
}

/// Multiplies or divides every total.
fn times(url: &str, factor: &str) {
    plain::execute_one(
        url,
        &if url.starts_with("sqlite") {
            format!(
                "UPDATE totals SET counts = (SELECT json_group_array(json_array(value ->> 0, (value ->> 1) {factor})) FROM json_each(counts))"
            )
        } else {
            format!(
                "UPDATE totals SET counts = (SELECT jsonb_agg(jsonb_build_array(one -> 0, (one ->> 1)::bigint {factor})) \
                 FROM jsonb_array_elements(counts::jsonb) one)"
            )
        },
    );
}

/// What facts and totals add to recording events one by one, each its own commit.
fn upkeep(books: &Books, name: &str, database: &mut Database) {
    let mut taken = [0.0, 0.0];
    let mut events = 0_u32;
    for (number, kind, history) in synthetic(99, RECORDED) {
        for (with_facts, taken) in [false, true].into_iter().zip(&mut taken) {
            let projected = |entries: &[Entry]| {
                let history = History(entries.to_vec());
                let mut projection = books.projection(&Case::fold(kind, &history, &books.law), &history, at().date_naive());
                if !with_facts {
                    projection.facts = CaseFacts::default();
                }
                projection
            };
            let number = format!("{number}{}", if with_facts { "甲" } else { "乙" });
            let act = Act { actor: "bench", origin: "", at: at() };
            let first = &history.0[..1];
            let case = NewCase { kind, number: Some(number), handler: None, projection: projected(first), entries: first.to_vec() };
            let case = database.case_create(&case, &act).expect("a case");
            for version in 1..history.0.len() {
                let (before, after) = (projected(&history.0[..version]).facts, projected(&history.0[..=version]));
                let entries = &history.0[version..=version];
                let append = Append { case, expected_version: version, entries, before: &before, after: &after, number: None };
                let start = Instant::now();
                database.case_append(&append, &act).expect("an event");
                *taken += start.elapsed().as_secs_f64();
                events += u32::from(with_facts);
            }
        }
    }
    let [without, with] = taken.map(|taken| taken / f64::from(events));
    Figure {
        what: format!("an event with its facts and totals, {name}"),
        measured: time(with),
        beside: Some((format!("the same event without {}", time(without)), with / without)),
        promise: Some(("≤ 1.2 times", with <= without * 1.2)),
    }
    .print();
}

fn at() -> DateTime<Utc> {
    DateTime::from_timestamp(1_735_700_000, 0).expect("a moment")
}

fn of(runs: usize, mut work: impl FnMut()) -> f64 {
    let mut measure = || {
        let start = Instant::now();
        work();
        start.elapsed().as_secs_f64()
    };
    measure();
    median((0..runs).map(|_| measure()).collect())
}
