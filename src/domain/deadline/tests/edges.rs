//! The edges of the law, each worked out by hand from its article and the notices of the State Council, and every choice of the
//! bureau that moves a date.

use super::{day, law};
use crate::domain::case::event::Event;
use crate::domain::case::{Case, CaseKind, Entry, History};
use crate::domain::deadline::{Dates, StepKind, dates, deadlines, due, last_day};
use crate::domain::law::{Law, LegalSettings};

/// The law with settings as a bureau writes them.
fn chosen(settings: &str) -> Law {
    law().with_settings(toml::from_str::<LegalSettings>(settings).expect("settings"))
}

fn dates_of(law: &Law, rule: &str, from: &str, extension: Option<u32>) -> Dates {
    dates(law, law.rules.get(rule).expect("a rule"), day(from), &[], extension).expect("the clock runs")
}

/// Nominal and last day where both readings agree.
fn ends(law: &Law, rule: &str, from: &str, extension: Option<u32>) -> (String, String) {
    let dates = dates_of(law, rule, from, extension);
    assert_eq!(dates.safe_on, dates.latest_on, "{rule} has one reading");
    (dates.nominal_on.to_string(), dates.latest_on.to_string())
}

#[test]
fn the_edges_of_the_law_are_as_worked_out_by_hand() {
    let law = law();
    for (what, rule, from, extension, nominal, last) in [
        ("day 60 is the first of the National Day week", "rl23-decide-general", "2024-08-02", None, "2024-10-01", "2024-10-08"),
        ("day 60 is a Saturday worked for National Day", "rl23-decide-general", "2024-08-13", None, "2024-10-12", "2024-10-12"),
        ("day 60 is a Sunday worked for Qingming", "rl23-decide-general", "2024-02-07", None, "2024-04-07", "2024-04-07"),
        (
            "day 30 is in Qingming, whose first day after is a worked Sunday",
            "rl23-decide-summary",
            "2024-03-06",
            None,
            "2024-04-05",
            "2024-04-07",
        ),
        ("thirty days of summary procedure know no extension", "rl23-decide-summary", "2024-03-06", Some(30), "2024-04-05", "2024-04-07"),
        ("31 August and six months, in a leap year", "apl-decide-first", "2023-08-31", None, "2024-02-29", "2024-02-29"),
        ("31 August and six months", "apl-decide-first", "2022-08-31", None, "2023-02-28", "2023-02-28"),
        ("29 February and a year", "rl23-apply-uninformed-cap", "2024-02-29", None, "2025-02-28", "2025-02-28"),
        (
            "five working days over Spring Festival, New Year's Eve worked",
            "rl23-acceptance-review",
            "2024-02-06",
            None,
            "2024-02-19",
            "2024-02-19",
        ),
        (
            "ten working days over Spring Festival with both worked Sundays",
            "rl23-reply-general",
            "2024-02-02",
            None,
            "2024-02-21",
            "2024-02-21",
        ),
        ("received on a day off", "rl23-acceptance-review", "2024-02-12", None, "2024-02-22", "2024-02-22"),
        ("accepted on a day off", "rl23-decide-general", "2024-02-12", None, "2024-04-12", "2024-04-12"),
        ("the copy of a case of 2023, received in 2023: calendar days", "rl17-reply", "2023-12-27", None, "2024-01-06", "2024-01-08"),
        ("received in 2024: working days", "rl23-reply-general", "2024-01-03", None, "2024-01-17", "2024-01-17"),
    ] {
        assert_eq!(ends(&law, rule, from, extension), (nominal.to_owned(), last.to_owned()), "{what}");
    }
}

#[test]
fn a_last_day_that_moves_to_a_worked_weekend_says_why() {
    let law = law();
    let trace = due(&law, law.rules.get("rl23-decide-summary").expect("a rule"), day("2024-03-06"), &[], None).trace;
    let moved = trace.iter().find(|step| step.kind == StepKind::Rolled).expect("it moves");
    assert_eq!(moved.words.zh, "届满日2024-04-05（清明节放假），顺延至2024-04-07（清明节调休上班）");
    assert_eq!((moved.skipped, moved.on), (2, Some(day("2024-04-07"))));
}

#[test]
fn a_notice_before_an_event_has_a_safe_and_a_latest_day() {
    // the first working days before 2024-02-19 are Sunday 18th, Friday 9th, 8th, 7th, 6th, and one more the 5th
    let dates = dates_of(&law(), "rl23-hearing-notice", "2024-02-19", None);
    assert_eq!((dates.safe_on, dates.latest_on), (day("2024-02-05"), day("2024-02-06")));
    let minimal = dates_of(&chosen("backward = \"minimal\""), "rl23-hearing-notice", "2024-02-19", None);
    assert_eq!((minimal.safe_on, minimal.latest_on), (day("2024-02-06"), day("2024-02-06")));
}

#[test]
fn an_outer_limit_of_ours_has_a_safe_and_a_latest_day() {
    // sixty days of suspension from 2024-03-06 end on Sunday 2024-05-05, Labour Day
    let of = |law: &Law| dates_of(law, "rl23-suspension-terminate", "2024-03-06", None);
    let (nominal, rolled) = (day("2024-05-05"), day("2024-05-06"));
    assert_eq!(of(&law()), Dates { nominal_on: nominal, safe_on: nominal, latest_on: rolled });
    assert_eq!(of(&chosen("outer-limits = \"always\"")), Dates { nominal_on: nominal, safe_on: rolled, latest_on: rolled });
    assert_eq!(of(&chosen("outer-limits = \"never\"")), Dates { nominal_on: nominal, safe_on: nominal, latest_on: nominal });
    // a guard asks a waiting period for the first day on which it may have run, another period for the last defensible one
    let law = law();
    let rule = |id| law.rules.get(id).expect("a rule");
    assert_eq!(last_day(&law, rule("rl23-suspension-terminate"), day("2024-03-06"), &[], None), Some(nominal));
    assert_eq!(last_day(&law, rule("rl23-hearing-notice"), day("2024-02-19"), &[], None), Some(day("2024-02-06")));
}

#[test]
fn every_choice_moves_the_date_it_is_about() {
    for (setting, rule, from, usual, otherwise) in [
        ("regulation-days = \"working\"", "ir07-multi-organ-consult", "2024-03-01", "2024-03-11", "2024-03-15"),
        ("regulation-days = \"working\"", "ir07-omission-start", "2024-03-01", "2024-04-30", "2024-04-30"),
        ("enforcement-days = \"working\"", "ji-nonlit-accept", "2024-03-01", "2024-03-06", "2024-03-08"),
        ("compensation-suit = \"six-months\"", "scl-sue-silence", "2024-01-15", "2024-04-15", "2024-07-15"),
        ("make-up-days = \"off\"", "rl23-reply-general", "2024-04-02", "2024-04-17", "2024-04-18"),
        ("make-up-days = \"off\"", "rl23-decide-general", "2024-02-07", "2024-04-07", "2024-04-08"),
        ("month-end = \"first-of-next\"", "apl-decide-first", "2022-08-31", "2023-02-28", "2023-03-01"),
    ] {
        assert_eq!(ends(&law(), rule, from, None).1, usual, "{rule}");
        assert_eq!(ends(&chosen(setting), rule, from, None).1, otherwise, "{setting}: {rule}");
    }
}

#[test]
fn every_choice_of_a_start_moves_the_start() {
    for (setting, rule, usual, otherwise) in [
        ("incidental-review-start = \"suspension\"", "rl23-normdoc-handle", "normdoc-review-requested", "suspended"),
        ("incidental-review-start = \"suspension\"", "rl17-basis-transfer", "basis-doubt-found", "suspended"),
        ("remake-start = \"made\"", "ir07-remake", "decision-served", "decision-made"),
        ("retrial-start = \"effect\"", "ji-retrial-apply", "judgment-served", "judgment-effective"),
    ] {
        let started = |law: &Law, event: &str| law.rules.started_by(event).any(|found| found.id == rule);
        let (law, other) = (law(), chosen(setting));
        assert!(started(&law, usual) && !started(&law, otherwise), "{rule}");
        assert!(started(&other, otherwise) && !started(&other, usual), "{setting}: {rule}");
        let back = other.with_settings(LegalSettings::default());
        assert!(started(&back, usual) && !started(&back, otherwise), "{rule}: a choice can be taken back");
    }
}

/// A review with a supplement, decided and served.
fn review(law: &Law) -> Case {
    let events = [
        ("2024-03-01", "application-received", "{}"),
        ("2024-03-04", "correction-notice-sent", r#"{"items":"身份证明","received_on":"2024-03-05"}"#),
        ("2024-03-08", "supplement-received", "{}"),
        ("2024-03-12", "accepted", r#"{"procedure":"general"}"#),
        ("2024-04-01", "decision-made", r#"{"outcome":"REVOKE-REMAKE"}"#),
        ("2024-04-10", "decision-served", "{}"),
    ];
    let entry = |(on, code, data): (&str, &str, &str)| Entry::recorded(day(on), Event::parse(code, data).expect("an event"));
    Case::fold(CaseKind::Reconsideration, &History(events.map(entry).to_vec()), law)
}

#[test]
fn a_case_follows_the_choice_of_its_acceptance_day_and_of_the_start_of_a_remake() {
    let usual = review(&law());
    assert_eq!(usual.accepted_on, Some(day("2024-03-12")));
    // sixty days from service on 10 April end on Sunday 9 June, Dragon Boat Festival until the 10th
    assert_eq!(usual.performance.and_then(|duty| duty.due_on), Some(day("2024-06-11")));
    let otherwise = review(&chosen("acceptance-day = \"receipt-day\"\nremake-start = \"made\""));
    assert_eq!(otherwise.accepted_on, Some(day("2024-03-08")), "complete with the supplement");
    assert_eq!(otherwise.performance.and_then(|duty| duty.due_on), Some(day("2024-05-31")));
    let (law, case) = (law(), review(&chosen("acceptance-day = \"receipt-day\"")));
    let deadlines = deadlines(&law, &case, day("2024-04-20"));
    let decide = deadlines.iter().find(|deadline| deadline.basis.id() == "rl23-decide-general").expect("the decision");
    assert_eq!(decide.from, day("2024-03-08"));
}
