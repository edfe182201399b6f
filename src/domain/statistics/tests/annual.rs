//! The annual figures against a year that was published, and against cases made to break the balance.

use serde_json::{Value, json};

use super::*;
use crate::domain::statistics::*;

/// Counts of one measure and kind of record by code, in 2022 and in 2023.
type Given = (&'static str, &'static str, &'static [(&'static str, i64, i64)]);

/// Counts of a year, given as measure, kind of record, code, and how many.
fn counted_in(rows: &[(Bucket, &str, &str, &str, i64)]) -> Counts {
    let mut counts = Counts::default();
    for (bucket, measure, instance, code, count) in rows {
        let label = Label { counted: Counted::Case, instance: (*instance).into(), code: (*code).into(), traits: Traits::NONE };
        counts.add(Measure::from_code(measure).unwrap(), *bucket, label, *count);
    }
    counts
}

/// The counts of a district: of 2022, and of 2023.
fn district() -> [Counts; 2] {
    let counts: &[Given] = &[
        ("received", "", &[("", 48, 64)]),
        ("accepted", "", &[("", 44, 59)]),
        ("not-accepted", "", &[("NOT-ACCEPTED", 4, 5)]),
        (
            "concluded",
            "",
            &[
                ("TERM-SETTLED", 5, 10),
                ("TERM-WITHDRAWN", 2, 2),
                ("REVOKE-REMAKE", 6, 6),
                ("ILLEGAL", 5, 4),
                ("MAINTAIN", 16, 23),
                ("PERFORM", 2, 3),
                ("DISMISS-APPLICATION", 2, 3),
                ("DISMISS-CLAIM", 4, 6),
            ],
        ),
        ("performance-due", "", &[("", 13, 13)]),
        ("performance-done", "", &[("", 13, 13)]),
        ("filed", "first-instance", &[("", 46, 31)]),
        (
            "suit-concluded",
            "first-instance",
            &[
                ("J-REVOKE-REMAKE", 4, 0),
                ("J-REVOKE", 0, 1),
                ("J-ILLEGAL", 5, 1),
                ("J-PERFORM", 2, 0),
                ("J-DISMISS-CLAIM", 19, 17),
                ("R-DEEMED-WITHDRAWN", 2, 1),
                ("R-NOT-FILED", 1, 0),
                ("R-WITHDRAWN", 6, 5),
                ("R-SUIT-DISMISSED", 5, 4),
            ],
        ),
        ("heard", "first-instance", &[("", 38, 24)]),
        ("appeared", "first-instance", &[("", 35, 24)]),
        ("filed", "second-instance", &[("", 10, 7)]),
        ("suit-concluded", "second-instance", &[("A-AFFIRM", 9, 7), ("A-CHANGE", 1, 0)]),
    ];
    let rows = |later_year: bool| {
        let of_code = move |measure, instance, &(code, earlier, later): &(&'static str, i64, i64)| match later_year {
            false => vec![(Bucket::Within, measure, instance, code, earlier)],
            true => vec![(Bucket::Before, measure, instance, code, earlier), (Bucket::Within, measure, instance, code, later)],
        };
        let rows =
            counts.iter().flat_map(|(measure, instance, codes)| codes.iter().flat_map(move |code| of_code(*measure, *instance, code)));
        counted_in(&rows.collect::<Vec<_>>())
    };
    [rows(false), rows(true)]
}

/// The figures of 2023 from the counts of 2022 and 2023.
fn figures([previous, current]: [Counts; 2]) -> AnnualFigures {
    annual(2023, &current, &previous, registry(), Rounding::default())
}

/// Every key of `expected` has the same value in `actual`; `actual` may say more.
fn assert_holds(actual: &Value, expected: &Value, path: &str) {
    match expected {
        Value::Object(fields) => fields.iter().for_each(|(key, value)| assert_holds(&actual[key], value, &format!("{path}.{key}"))),
        _ => assert_eq!(actual, expected, "{path}"),
    }
}

#[test]
fn a_published_year_comes_out() {
    let figures = serde_json::to_value(figures(district())).unwrap();
    let expected = json!({
        "year": 2023,
        "reconsideration": {
            "received": 64, "accepted": 59, "not_accepted": 5, "concluded": 57, "carried_over": 2, "pending_at_year_end": 4,
            "unexamined_at_year_end": 0,
            "by_outcome": {
                "TERM-SETTLED": 10, "TERM-WITHDRAWN": 2, "REVOKE-REMAKE": 6, "ILLEGAL": 4, "MAINTAIN": 23, "PERFORM": 3,
                "DISMISS-APPLICATION": 3, "DISMISS-CLAIM": 6
            },
            "corrected": 13, "settled_and_withdrawn": 10,
            "performance_rate": {"numerator": 13, "denominator": 13, "percent": "100.0", "definition": "FY-LX-1", "version": 1,
                "rounding": {"mode": "half-up", "decimals": 1}}
        },
        "litigation": {
            "first_instance_filed": 31, "first_instance_concluded": 29, "first_instance_lost": 2,
            "by_outcome": {
                "J-REVOKE": 1, "J-ILLEGAL": 1, "J-DISMISS-CLAIM": 17, "R-DEEMED-WITHDRAWN": 1, "R-WITHDRAWN": 5, "R-SUIT-DISMISSED": 4
            },
            "heard": 24, "appeared": 24,
            "loss_rate": {"numerator": 2, "denominator": 29, "percent": "6.9", "definition": "YS-BS-1"},
            "appearance_rate": {"numerator": 24, "denominator": 24, "percent": "100.0", "definition": "YS-CT-1"},
            "second_instance_concluded": 7
        },
        "change": {
            "suits": {"previous": 46, "current": 31, "percent": "-32.6"},
            "loss_rate_points": "-18.1", "double_decrease": true
        },
        "previous": {
            "year": 2022,
            "reconsideration": {"received": 48, "concluded": 42, "carried_over": 0, "pending_at_year_end": 2, "corrected": 13},
            "litigation": {"first_instance_lost": 11, "appearance_rate": {"numerator": 35, "denominator": 38, "percent": "92.1"}}
        }
    });
    assert_holds(&figures, &expected, "");
    assert_eq!(figures["reconsideration"]["by_outcome"].as_object().unwrap().len(), 8, "outcomes without cases are left out");
    assert_eq!(balance(&district()[1], registry()), []);
}

#[test]
fn without_cases_no_rate_has_a_value() {
    let figures = figures([Counts::default(), Counts::default()]);
    assert!(figures.current.rates.iter().all(|rate| rate.percent.is_none() && rate.denominator == 0));
    assert_eq!(figures.change.suits.percent, None);
    assert_eq!(figures.change.loss_rate_points, None);
    assert_eq!(figures.change.double_decrease, None);
}

#[test]
fn double_decrease_needs_both() {
    let year = |(filed, lost): (i64, i64)| {
        let row = |measure, code, count| (Bucket::Within, measure, "first-instance", code, count);
        let rows =
            [row("filed", "", filed), row("suit-concluded", "J-REVOKE", lost), row("suit-concluded", "J-DISMISS-CLAIM", filed - lost)];
        counted_in(&rows)
    };
    let double = |earlier, later| figures([year(earlier), year(later)]).change.double_decrease;
    assert_eq!(double((100, 20), (90, 17)), Some(true));
    assert_eq!(double((100, 20), (90, 18)), Some(false), "20 % both years: the exact fractions are equal");
    assert_eq!(double((100, 20), (100, 10)), Some(false));
    assert_eq!(double((90, 20), (100, 10)), Some(false));
    assert_eq!(double((0, 0), (100, 10)), None);
}

#[test]
fn every_definition_is_computed_or_says_why_not() {
    let figures = figures(district());
    let rules = registry().definitions.iter().filter(|definition| definition.method == Method::Rule).count();
    let computed = figures.current.rates.len() + figures.current.counts.len();
    assert_eq!(computed + figures.not_computed.len() + rules, registry().definitions.len());
    let percent = |id: &str| figures.current.rates.iter().find(|rate| rate.definition == id).and_then(|rate| rate.percent.clone());
    for (id, expected) in [
        ("FY-SL-1", Some("92.2")),
        ("FY-SJ-1", Some("93.4")),
        ("FY-SJ-2", Some("96.6")),
        ("FY-WC-1", Some("40.4")),
        ("FY-WC-2", Some("56.1")),
        ("FY-ZJ-1", Some("22.8")),
        ("FY-ZJ-2", Some("21.0")),
        ("FY-TJ-1", Some("17.5")),
        ("FY-TJ-2", Some("21.1")),
        ("YS-BS-2", Some("10.5")),
        ("YS-BS-3", Some("5.6")),
        ("YS-SS-1", Some("93.1")),
        ("YS-CT-4", None),
        ("FA-JA-1", Some("87.9")),
    ] {
        assert_eq!(percent(id).as_deref(), expected, "{id}");
    }
}

#[test]
fn broken_balances_are_told() {
    let broken = |cases: &[Case]| -> Vec<&'static str> {
        balance(&counts_of(cases, year(2023)), registry()).into_iter().map(|broken| broken.rule).collect()
    };
    let sound = reconsideration("2023-01-01", Some("2023-01-02"), &[]).ended("2023-02-01", "MAINTAIN");
    assert_eq!(broken(std::slice::from_ref(&sound)), Vec::<&str>::new());
    assert_eq!(broken(&[Case { received_on: None, ..sound.clone() }]), ["B1"]);
    assert_eq!(broken(&[Case { accepted_on: Some(day("2024-01-01")), ..sound.clone() }]), ["B2"]);
    assert_eq!(broken(&[Case { outcome: None, ..sound.clone() }]), ["B3"]);
    assert_eq!(broken(&[sound.ended("2023-02-01", "TERM-NEVER-HEARD-OF")]), ["B3", "B8"]);
    let suit = suit(Instance::First, "2023-01-01", &["甲局"]).ended("2023-02-01", "J-REVOKE");
    assert_eq!(broken(std::slice::from_ref(&suit)), Vec::<&str>::new());
    assert_eq!(broken(&[Case { received_on: None, ..suit.clone() }]), ["B9"]);
    assert_eq!(broken(&[Case { outcome: None, ..suit.clone() }]), ["B9"]);
    let heard = suit.heard("2023-01-15", SittingKind::Trial, &[attendance("甲局", true)]);
    assert_eq!(broken(&[Case { received_on: None, ..heard }]), ["B9", "B11"]);
}
