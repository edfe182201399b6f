//! What single cases contribute.

use super::*;
use crate::domain::case::parts::AgencyResult;
use crate::domain::statistics::{Counted, Measure, counted};

/// Facts as "measure day unit instance code" lines, with the traits where there are any.
fn lines(case: &Case) -> Vec<String> {
    let told = facts_of(case);
    let line = |(fact, counted): (&Fact, Counted)| {
        let traits: Vec<&str> = fact.traits.iter().map(|one| one.code()).collect();
        let apart = if traits.is_empty() { String::new() } else { format!(" +{}", traits.join("+")) };
        format!("{} {} {} {} {}{apart}", fact.measure.counted_code(counted), fact.on, fact.unit, fact.instance, fact.code)
    };
    counted(&told.facts, |_| true).map(line).filter(|line| !line.contains("concluded-in-time") && !line.contains("days-taken")).collect()
}

#[test]
fn a_decided_reconsideration_with_a_duty() {
    let case = reconsideration("2023-01-03", Some("2023-01-06"), &["甲局"]).ended("2023-02-24", "REVOKE-REMAKE");
    let dated = case.clone().with_duty(Some("2023-04-25"), Some("2023-06-01"));
    assert_eq!(
        lines(&dated),
        [
            "received 2023-01-03 甲局  ",
            "accepted 2023-01-06 甲局  ",
            "concluded 2023-02-24 甲局  REVOKE-REMAKE",
            "performance-due 2023-04-25 甲局  REVOKE-REMAKE",
            "performance-done 2023-04-25 甲局  REVOKE-REMAKE",
        ]
    );
    let undated = lines(&case.clone().with_duty(None, Some("2023-02-24")));
    assert_eq!(undated[3..], ["performance-due 2023-02-24 甲局  REVOKE-REMAKE", "performance-done 2023-02-24 甲局  REVOKE-REMAKE"]);
    let open = lines(&case.with_duty(Some("2023-04-25"), None));
    assert_eq!(open[3..], ["performance-due 2023-04-25 甲局  REVOKE-REMAKE"]);
}

#[test]
fn a_case_not_accepted_is_not_concluded() {
    let case = reconsideration("2023-01-03", None, &[]).ended("2023-01-09", "NOT-ACCEPTED");
    assert_eq!(lines(&case), ["received 2023-01-03   ", "not-accepted 2023-01-09   NOT-ACCEPTED"]);
}

#[test]
fn several_respondents_make_one_case() {
    let case = reconsideration("2023-01-03", Some("2023-01-06"), &["甲局", "乙局", "甲局"]);
    assert_eq!(
        lines(&case),
        ["received 2023-01-03 甲局  ", "also-received 2023-01-03 乙局  ", "accepted 2023-01-06 甲局  ", "also-accepted 2023-01-06 乙局  ",]
    );
}

#[test]
fn a_suit_is_lost_when_one_of_ours_lost_it() {
    let mut case = suit(Instance::First, "2023-01-03", &["甲局", "乙局"]).ended("2023-03-01", "J-DISMISS-CLAIM");
    case.results = vec![AgencyResult { agency: "乙局".into(), outcome: "J-REVOKE".into(), served_on: None }];
    assert_eq!(
        lines(&case)[2..],
        ["suit-concluded 2023-03-01 乙局 first-instance J-REVOKE", "also-suit-concluded 2023-03-01 甲局 first-instance J-DISMISS-CLAIM"]
    );
}

#[test]
fn a_change_on_appeal_keeps_both_results() {
    let mut case = suit(Instance::Second, "2023-01-03", &["甲局"]).ended("2023-03-01", "A-CHANGE");
    case.changed_to = Some("J-REVOKE".into());
    assert_eq!(
        lines(&case)[1..],
        ["suit-concluded 2023-03-01 甲局 second-instance A-CHANGE", "suit-changed 2023-03-01 甲局 second-instance J-REVOKE"]
    );
}

#[test]
fn a_third_party_is_told_apart() {
    let mut case = suit(Instance::First, "2023-01-03", &["甲局"]).ended("2023-03-01", "J-REVOKE");
    case.agencies[0].role = AgencyRole::ThirdParty;
    let apart =
        ["filed 2023-01-03 甲局 first-instance  +third-party", "suit-concluded 2023-03-01 甲局 first-instance J-REVOKE +third-party"];
    assert_eq!(lines(&case), apart);
    case.agencies[0].role = AgencyRole::RuleMaker;
    assert_eq!(lines(&case), Vec::<String>::new(), "a maker of rules is no part of any figure");
}

#[test]
fn days_and_time_are_told_of_what_was_concluded() {
    let told = |concluded: &str| {
        let mut case = reconsideration("2023-01-03", Some("2023-01-06"), &["甲局"]).ended(concluded, "MAINTAIN");
        case.marks = vec![
            crate::domain::case::mark::Mark::recorded("accepted", day("2023-01-06"), day("2023-01-06")),
            crate::domain::case::mark::Mark::recorded("decision-made", day(concluded), day(concluded)),
        ];
        let facts = facts_of(&case).facts;
        let sum = |measure| facts.iter().filter(|fact| fact.measure == measure).map(|fact| fact.count).sum::<i64>();
        (sum(Measure::DaysTaken), sum(Measure::InTime))
    };
    assert_eq!(told("2023-03-07"), (60, 1), "the sixtieth day is in time (17-31)");
    assert_eq!(told("2023-03-08"), (61, 0));
}

#[test]
fn what_follows_a_decision_is_told() {
    let mark = |event: &'static str, on| crate::domain::case::mark::Mark::recorded(event, day(on), day(on));
    let mut case = reconsideration("2023-01-03", Some("2023-01-06"), &["甲局"]).ended("2023-02-24", "REVOKE-REMAKE");
    case.grounds = vec!["G1".into(), "G2".into()];
    case.compensation = Some(crate::domain::case::field::Money(12_000));
    case.attributes.served_on = Some(day("2023-02-27"));
    case.applicant_count = Some(3);
    case.marks =
        vec![mark("opinion-letter-issued", "2023-03-01"), mark("opinion-feedback-received", "2023-04-01"), mark("sued", "2024-01-09")];
    assert_eq!(
        lines(&case)[2..],
        [
            "applicants 2023-01-06 甲局  ",
            "concluded 2023-02-24 甲局  REVOKE-REMAKE",
            "opinion-issued 2023-03-01 甲局  ",
            "opinion-answered 2023-04-01 甲局  ",
            "decision-served 2023-02-27 甲局  REVOKE-REMAKE",
            "corrected-for 2023-02-24 甲局  G1",
            "corrected-for 2023-02-24 甲局  G2",
            "compensated 2023-02-24 甲局  ",
            "compensation-fen 2023-02-24 甲局  ",
            "sued 2024-01-09 甲局  REVOKE-REMAKE",
            "sued-of-concluded 2023-02-24 甲局  REVOKE-REMAKE",
        ]
    );
}

#[test]
fn reconsiderations_against_us_are_counted_apart() {
    let mut case = reconsideration("2023-01-03", Some("2023-01-06"), &["甲局"]).ended("2023-03-01", "REVOKE");
    case.kind = CaseKind::Respondent;
    assert_eq!(lines(&case), ["respondent-received 2023-01-03 甲局  ", "respondent-concluded 2023-03-01 甲局  REVOKE"]);
}

#[test]
fn an_opinion_letter_is_due_sixty_days_after_it_arrived() {
    use crate::domain::case::mark::{Mark, OpinionLetter};
    let letter = |addressee: Option<&str>, answered| OpinionLetter {
        number: None,
        issued_on: day("2024-03-01"),
        addressee: addressee.map(Into::into),
        answered,
    };
    let mut case = reconsideration("2024-01-03", None, &["甲局"]);
    case.letters = vec![letter(None, true), letter(Some("乙局"), false)];
    let arrived = Mark::recorded("opinion-letter-received", day("2024-03-04"), day("2024-03-04"));
    case.marks = vec![Mark { paper: Some(0), ..arrived }];
    assert_eq!(
        lines(&case)[1..],
        [
            "opinion-due 2024-05-06 甲局  ", // the sixtieth day, 3 May, is a holiday, and so are the two after it
            "opinion-done 2024-05-06 甲局  ",
            "opinion-due 2024-03-01 乙局  ",
        ]
    );
}

#[test]
fn a_judgment_is_due_when_it_is_in_effect() {
    use crate::domain::case::event::Tag;
    use crate::domain::case::mark::Mark;
    let mark = |event: &'static str, on| Mark::recorded(event, day(on), day(on));
    let case = suit(Instance::First, "2023-01-03", &["甲局", "乙局"]).ended("2023-03-01", "J-PERFORM");
    let told = |case: &Case| -> Vec<String> { lines(case).into_iter().filter(|line| line.contains("judgment")).collect() };
    let owed = case.clone().with_duty(Some("2023-06-30"), None);
    assert_eq!(told(&owed), Vec::<String>::new(), "it may still be appealed");
    let mut running = owed.clone();
    running.turns = Some((day("2023-03-20"), Tag::AppealPeriodsExpired));
    running.results = vec![AgencyResult { agency: "乙局".into(), outcome: "J-DISMISS-CLAIM".into(), served_on: None }];
    assert_eq!(told(&running), ["judgment-due 2023-06-30 甲局 first-instance J-PERFORM"], "only whom it binds");

    let mut done = case.with_duty(None, Some("2023-08-01"));
    done.marks = vec![mark("judgment-effective", "2023-03-20"), mark("enforcement-applied", "2023-07-01")];
    assert_eq!(
        told(&done),
        [
            "judgment-due 2023-03-20 甲局 first-instance J-PERFORM +enforced",
            "also-judgment-due 2023-03-20 乙局 first-instance J-PERFORM +enforced",
            "judgment-done 2023-03-20 甲局 first-instance J-PERFORM +enforced",
            "also-judgment-done 2023-03-20 乙局 first-instance J-PERFORM +enforced",
        ]
    );
    done.marks[1].on = day("2023-08-02");
    assert!(told(&done).iter().all(|line| !line.contains("enforced")), "performed before enforcement began");
    done.outcome = Some("J-DISMISS-CLAIM".into());
    assert_eq!(told(&done), Vec::<String>::new(), "a judgment that orders nothing");
}

#[test]
fn what_is_performed_in_part_is_due_and_told_apart() {
    let mut case = reconsideration("2023-01-03", Some("2023-01-06"), &["甲局"]).ended("2023-02-24", "MEDIATED").with_duty(None, None);
    case.attributes.partly_performed = true;
    assert_eq!(lines(&case)[3..], ["performance-due 2023-02-24 甲局  MEDIATED +in-part"]);
    case.kind = CaseKind::Respondent;
    assert_eq!(lines(&case)[2..], ["respondent-due 2023-02-24 甲局  MEDIATED +in-part"]);
}
