//! Heard and appeared: the worked example of the appearance rate, and what does not count.

use super::*;
use crate::domain::case::parts::{CourtFinding, CourtNotice, IdentityProof};
use crate::domain::statistics::{APPEARED, Measure, Term};

/// Count of a measure in 2023.
fn count(cases: &[Case], measure: Measure) -> i64 {
    counts_of(cases, year(2023)).count(&Term::of(measure))
}

/// Heard in 2023, by how the agency stood.
fn heard(cases: &[Case], within: impl Fn(&Fact) -> bool) -> Vec<(String, i64)> {
    counts_within(cases, year(2023), within).by_code(&Term::of(Measure::Heard)).into_iter().collect()
}

fn fresh_notice(agency: &str) -> Appearance {
    Appearance { court_notified: Some(CourtNotice::ShallNotify), ..attendance(agency, false) }
}

fn excused(agency: &str) -> Appearance {
    Appearance { court_finding: Some(CourtFinding::Accepted), absence_reason: Some("JR-1".into()), ..attendance(agency, false) }
}

/// First instance with two hearings (there at the first, `second` at the second), second instance in writing, and another
/// case with one hearing and an accepted absence.
fn worked_example(second: Appearance) -> [Case; 3] {
    [
        suit(Instance::First, "2023-01-03", &["甲局"]).heard("2023-02-01", SittingKind::Trial, &[attendance("甲局", true)]).heard(
            "2023-03-01",
            SittingKind::Trial,
            &[second],
        ),
        suit(Instance::Second, "2023-06-01", &["甲局"]).ended("2023-08-01", "A-AFFIRM"),
        suit(Instance::First, "2023-01-03", &["甲局"]).heard("2023-02-01", SittingKind::Trial, &[excused("甲局")]),
    ]
}

#[test]
fn once_is_enough_unless_the_court_calls_again() {
    let once = worked_example(attendance("甲局", false));
    let figures = |cases: &[Case]| (count(cases, Measure::Appeared), count(cases, Measure::Heard));
    assert_eq!(figures(&once), (1, 2));
    assert_eq!((count(&once, Measure::AppearedHearings), count(&once, Measure::HeardHearings)), (1, 3));
    assert_eq!(heard(&once, |_| true), [("JR-1".to_owned(), 1), (APPEARED.to_owned(), 1)]);

    let called_again = worked_example(fresh_notice("甲局"));
    assert_eq!(figures(&called_again), (0, 2));
    let later_paper = Appearance { notice_received_on: Some(day("2023-02-20")), ..attendance("甲局", false) };
    assert_eq!(figures(&worked_example(later_paper)), (0, 2));
    let earlier_paper = Appearance { notice_received_on: Some(day("2023-01-20")), ..attendance("甲局", false) };
    assert_eq!(figures(&worked_example(earlier_paper)), (1, 2));
}

#[test]
fn only_court_hearings_count_and_the_first_dates_the_case() {
    let case = suit(Instance::First, "2022-11-01", &["甲局"])
        .heard("2023-01-05", SittingKind::Trial, &[attendance("甲局", true)])
        .heard("2022-12-05", SittingKind::PreTrial, &[attendance("甲局", true)])
        .heard("2023-03-05", SittingKind::Announcement, &[]);
    let heard: Vec<Fact> = facts_of(&case).facts.into_iter().filter(|fact| fact.measure == Measure::Heard).collect();
    assert_eq!(heard.len(), 1);
    assert_eq!(heard[0].on, day("2023-01-05"));
    let never = suit(Instance::First, "2023-01-01", &["甲局"]).heard("2023-02-01", SittingKind::PreTrial, &[attendance("甲局", true)]);
    assert_eq!(count(&[never], Measure::Heard), 0);
}

#[test]
fn rejected_papers_are_absence() {
    let mut rejected = attendance("甲局", true);
    rejected.identity_proof = Some(IdentityProof::Rejected);
    let cases = [suit(Instance::First, "2023-01-03", &["甲局"]).heard("2023-02-01", SittingKind::Trial, &[rejected])];
    assert_eq!((count(&cases, Measure::Heard), count(&cases, Measure::Appeared)), (1, 0));
}

#[test]
fn one_of_two_defendants_in_court_answers_for_the_case() {
    let head = Appearance { rp_kind: Some("RP-CHIEF".into()), spoke_on_resolution: Some(true), ..attendance("乙局", true) };
    let cases = [suit(Instance::First, "2023-01-03", &["甲局", "乙局"]).heard("2023-02-01", SittingKind::Trial, &[excused("甲局"), head])];
    for measure in [Measure::Heard, Measure::Appeared, Measure::AppearedHead, Measure::Spoke] {
        assert_eq!(count(&cases, measure), 1, "{measure:?}");
    }
    assert_eq!(heard(&cases, |_| true), [(APPEARED.to_owned(), 1)]);
    assert_eq!(heard(&cases, |fact| fact.unit == "甲局"), [("JR-1".to_owned(), 1)]);
    assert_eq!(heard(&cases, |fact| fact.unit == "乙局"), [(APPEARED.to_owned(), 1)]);
    let each = Term::of(Measure::Heard).each_agency();
    assert_eq!(counts_of(&cases, year(2023)).count(&each), 2);
}

#[test]
fn an_appearance_without_agency_belongs_to_the_only_one() {
    let nameless = Appearance { attended_by_rp: Some(true), ..Appearance::default() };
    let hearing = |defendants: &[&str]| {
        [suit(Instance::First, "2023-01-03", defendants).heard("2023-02-01", SittingKind::Trial, std::slice::from_ref(&nameless))]
    };
    assert_eq!(count(&hearing(&["甲局"]), Measure::Appeared), 1);
    assert_eq!(count(&hearing(&[]), Measure::Appeared), 1);
    assert_eq!(count(&hearing(&["甲局", "乙局"]), Measure::Appeared), 0);
}
