//! The fold of a case of forty events and all its deadlines, beside a plain copy of its history.

use std::hint::black_box;
use std::time::Instant;

use chrono::{Days, NaiveDate};
use fuyi::domain::case::event::Event;
use fuyi::domain::case::{Case, CaseKind, Entry, History, replay};
use fuyi::domain::deadline::deadlines;
use fuyi::domain::law::Law;

use crate::table::{Figure, median, time};

/// Folds in one measurement, and measurements.
const FOLDS: u32 = 2_000;
const RUNS: usize = 21;

/// Days after the event before, event, data: a long review with everything in it.
const EVENTS: [(u64, &str, &str); 40] = [
    (
        0,
        "application-received",
        r#"{"applicants":[{"name":"王某某","kind":"citizen"},{"name":"李某某","kind":"citizen"}],"respondents":["平湛区公安分局"],
            "matter":"行政处罚","category":"公安","officer":"甲承办","major":true}"#,
    ),
    (2, "correction-notice-sent", r#"{"items":"身份证明","received_on":"2024-03-07"}"#),
    (5, "supplement-received", "{}"),
    (2, "accepted", r#"{"procedure":"general","staff":2}"#),
    (3, "copy-sent", r#"{"received_on":"2024-03-18"}"#),
    (1, "third-party-joined", r#"{"who":[{"name":"张某某","kind":"citizen"}]}"#),
    (1, "agent-appointed", r#"{"person":"赵某某"}"#),
    (5, "reply-received", r#"{"complete":true}"#),
    (1, "opinions-heard", r#"{"means":"phone"}"#),
    (1, "evidence-supplemented", r#"{"reason":"申请人提出新理由","consent":true}"#),
    (1, "investigation-made", r#"{"staff":2}"#),
    (1, "inspection-started", "{}"),
    (4, "inspection-ended", "{}"),
    (1, "appraisal-started", r#"{"commissioned_by":"平湛区司法局"}"#),
    (9, "appraisal-ended", "{}"),
    (1, "suspended", r#"{"ground":"SU-7"}"#),
    (6, "resumed", "{}"),
    (1, "suspended", r#"{"ground":"SU-7"}"#),
    (6, "resumed", "{}"),
    (1, "suspended", r#"{"ground":"SU-7"}"#),
    (6, "resumed", "{}"),
    (1, "extended", r#"{"approved_by":"organ-head","days":30,"notified_on":"2024-05-07"}"#),
    (1, "hearing-decided", "{}"),
    (1, "hearing-notice-served", r#"{"hearing_on":"2024-05-20"}"#),
    (8, "hearing-held", r#"{"presider":"钱某某","hearing_officers":2,"recorder":"孙某某"}"#),
    (1, "committee-consulted", r#"{"opinion":"建议撤销"}"#),
    (1, "withdrawal-requested", r#"{"reason":"other"}"#),
    (1, "withdrawal-refused", "{}"),
    (1, "mediation-opened", "{}"),
    (2, "opinions-heard", r#"{"means":"phone"}"#),
    (3, "decision-made", r#"{"outcome":"REVOKE-REMAKE","approved_by":"organ-head"}"#),
    (3, "decision-served", "{}"),
    (5, "opinion-letter-issued", r#"{"addressee":"平湛区公安分局"}"#),
    (5, "performance-ordered", "{}"),
    (5, "interviewed", "{}"),
    (5, "opinion-feedback-received", "{}"),
    (5, "performed", r#"{"partial":true}"#),
    (5, "performed", "{}"),
    (2, "published", "{}"),
    (2, "copied-to-superior-department", "{}"),
];

pub fn bench() {
    let law = Law::bundled().expect("the law");
    let history = history();
    let replayed = replay(CaseKind::Reconsideration, &history, &law);
    assert_eq!(replayed.refused, None, "the case of the bench is lawful");
    let of = |work: &dyn Fn()| {
        let measure = || {
            let start = Instant::now();
            (0..FOLDS).for_each(|_| work());
            start.elapsed().as_secs_f64() / f64::from(FOLDS)
        };
        measure();
        median((0..RUNS).map(|_| measure()).collect())
    };
    let fold = of(&|| drop(black_box(Case::fold(CaseKind::Reconsideration, black_box(&history), &law))));
    let copy = of(&|| drop(black_box(black_box(&history).clone())));
    let case = Case::fold(CaseKind::Reconsideration, &history, &law);
    let today = case.since;
    let due = of(&|| drop(black_box(deadlines(&law, black_box(&case), today))));
    let check = of(&|| drop(black_box(replay(CaseKind::Reconsideration, black_box(&history), &law))));
    Figure {
        what: "fold of a case of 40 events".into(),
        measured: time(fold),
        beside: Some((format!("a copy of its history {}", time(copy)), fold / copy)),
        promise: Some(("≤ 10 µs", fold <= 10e-6)),
    }
    .print();
    Figure {
        what: format!("all {} deadlines of that case", deadlines(&law, &case, today).len()),
        measured: time(due),
        beside: Some((format!("a copy of its history {}", time(copy)), due / copy)),
        promise: Some(("≤ 20 µs", due <= 20e-6)),
    }
    .print();
    Figure {
        what: "the same with every guard asked (replay)".into(),
        measured: time(check),
        beside: Some((format!("a copy of its history {}", time(copy)), check / copy)),
        promise: None,
    }
    .print();
}

fn history() -> History {
    let mut on = NaiveDate::from_ymd_opt(2024, 3, 4).expect("a day");
    let entry = |(later, code, data): &(u64, &str, &str)| {
        on = on + Days::new(*later);
        Entry::recorded(on, Event::parse(code, data).unwrap_or_else(|fault| panic!("{fault}")))
    };
    History(EVENTS.iter().map(entry).collect())
}
