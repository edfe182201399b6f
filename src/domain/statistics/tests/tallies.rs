//! What single cases contribute.

use super::*;
use crate::domain::case::parts::AgencyResult;

/// Tallies as "measure day unit instance code" lines.
fn lines(case: &Case) -> Vec<String> {
    let line = |tally: Tally| format!("{} {} {} {} {}", tally.measure, tally.on, tally.unit, tally.instance, tally.code);
    tallies_of(case).into_iter().map(line).collect()
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
fn a_third_party_is_outside_the_figures() {
    let mut case = suit(Instance::First, "2023-01-03", &["甲局"]).ended("2023-03-01", "J-REVOKE");
    case.agencies[0].role = AgencyRole::ThirdParty;
    assert_eq!(lines(&case), Vec::<String>::new());
}

#[test]
fn reconsiderations_against_us_are_counted_apart() {
    let mut case = reconsideration("2023-01-03", Some("2023-01-06"), &["甲局"]).ended("2023-03-01", "REVOKE");
    case.kind = CaseKind::Respondent;
    assert_eq!(lines(&case), ["respondent-received 2023-01-03 甲局  ", "respondent-concluded 2023-03-01 甲局  REVOKE"]);
}
