//! The end of one statutory period, without its reasons: what guards, reminders and a recomputation ask.

use std::hint::black_box;
use std::time::Instant;

use chrono::{Days, NaiveDate};
use fuyi::domain::Day;
use fuyi::domain::case::Interval;
use fuyi::domain::case::event::Tag;
use fuyi::domain::deadline::{dates, due};
use fuyi::domain::law::{Law, Rule};

use crate::table::{Figure, median, time};

/// Trigger days in one measurement, and measurements.
const DAYS: u64 = 4_000;
const RUNS: usize = 21;

pub fn bench() {
    let law = Law::bundled().expect("the law");
    let rule = |id: &str| law.rules.get(id).expect("a rule");
    let of = |rule: &Rule, excluded: &[Interval]| {
        each_day(|from| {
            let _ = black_box(dates(&law, black_box(rule), from, excluded, None));
        })
    };
    for (what, rule) in [
        ("end of a period of days (60)", rule("rl23-decide-general")),
        ("end of a period of working days (10)", rule("rl23-reply-general")),
        ("day of a notice of working days (5)", rule("rl23-hearing-notice")),
    ] {
        let end = of(rule, &[]);
        let long = of(&Rule { length: rule.length * 100, ..rule.clone() }, &[]);
        Figure {
            what: what.into(),
            measured: time(end),
            beside: Some((format!("a period a hundred times as long {}", time(long)), end / long)),
            promise: Some(("≤ 200 ns", end <= 200e-9)),
        }
        .print();
    }
    let rule = rule("rl23-decide-general");
    let twice = [("2016-04-01", "2016-04-20"), ("2016-04-10", "2016-05-10")].map(|(from, until)| Interval {
        cause: Tag::Suspended,
        from: day(from),
        until: Some(day(until)),
    });
    let (suspended, plain) = (of(rule, &twice), of(rule, &[]));
    let reasons = each_day(|from| drop(black_box(due(&law, black_box(rule), from, &[], None))));
    Figure {
        what: "of days (60), with two suspensions that overlap".into(),
        measured: time(suspended),
        beside: Some((format!("without {}", time(plain)), suspended / plain)),
        promise: None,
    }
    .print();
    Figure {
        what: "of days (60), with its reasons (trace)".into(),
        measured: time(reasons),
        beside: Some((format!("without {}", time(plain)), reasons / plain)),
        promise: None,
    }
    .print();
}

fn day(text: &str) -> Day {
    text.parse().expect("a day")
}

/// Seconds for one of the trigger days, ten years of them.
fn each_day(work: impl Fn(Day)) -> f64 {
    let first = NaiveDate::from_ymd_opt(2014, 1, 1).expect("a day");
    let days: Vec<Day> = (0..DAYS).map(|offset| first + Days::new(offset)).collect();
    let measure = || {
        let start = Instant::now();
        days.iter().for_each(|from| work(*from));
        start.elapsed().as_secs_f64() / DAYS as f64
    };
    measure();
    median((0..RUNS).map(|_| measure()).collect())
}
