//! The answers practice gives: one set of cases, four appearance rates and six loss rates, and the published years.

use super::*;
use crate::domain::case::parts::CourtFinding;
use crate::domain::statistics::*;

/// A rate of 2023 under some answers, as numerator and denominator.
fn under(cases: &[Case], id: &str, answers: &[(&str, &str)]) -> (i64, i64) {
    let answers: Vec<(String, String)> = answers.iter().map(|(switch, choice)| ((*switch).into(), (*choice).into())).collect();
    let chosen = registry().under(id, &answers).unwrap();
    let counts = counts_of(cases, year(2023));
    (counts.sum(&chosen.formula.numerator), counts.sum(&chosen.formula.denominator))
}

/// The worked example of appearance.md section 11: two hearings, the head's deputy at the first only; second instance in writing; and a
/// case with one hearing, absent for an accepted reason.
fn appearances() -> Vec<Case> {
    let excused =
        Appearance { court_finding: Some(CourtFinding::Accepted), absence_reason: Some("JR-1".into()), ..attendance("甲局", false) };
    vec![
        suit(Instance::First, "2023-01-03", &["甲局"]).heard("2023-02-01", SittingKind::Trial, &[attendance("甲局", true)]).heard(
            "2023-03-01",
            SittingKind::Trial,
            &[attendance("甲局", false)],
        ),
        suit(Instance::Second, "2023-06-01", &["甲局"]).ended("2023-08-01", "A-AFFIRM"),
        suit(Instance::First, "2023-01-03", &["甲局"]).heard("2023-02-01", SittingKind::Trial, &[excused]),
    ]
}

#[test]
fn one_set_of_cases_has_four_appearance_rates() {
    let rate = |answers: &[(&str, &str)]| under(&appearances(), "YS-CT-1", answers);
    assert_eq!(rate(&[]), (1, 2), "per-instance-plain");
    assert_eq!(rate(&[("appearance-unit", "hearing")]), (1, 3), "per-hearing");
    assert_eq!(rate(&[("justified-absence", "taken-out")]), (1, 1), "per-instance-net");
    assert_eq!(rate(&[("who-appeared", "head")]), (0, 2), "head-only");
}

/// Twelve first instances and one appeal that was changed: lost in every way practice quarrels about.
fn suits() -> Vec<Case> {
    let ended = |outcome: &str| suit(Instance::First, "2023-01-03", &["甲局"]).ended("2023-05-01", outcome);
    let mut both = suit(Instance::First, "2023-01-03", &["甲局", "区政府"]).ended("2023-05-01", "J-REVOKE");
    both.agencies[1].role = AgencyRole::CoDefendantOrgan;
    let mut organ = suit(Instance::First, "2023-01-03", &["区政府"]).ended("2023-05-01", "J-REVOKE");
    organ.agencies[0].role = AgencyRole::CoDefendantOrgan;
    let mut follower = ended("J-REVOKE");
    follower.links = vec![crate::domain::case::parts::Link { number: "某".into(), kind: crate::domain::case::parts::LinkKind::Joined }];
    let mut changed = suit(Instance::Second, "2023-06-01", &["甲局"]).ended("2023-09-01", "A-CHANGE");
    changed.changed_to = Some("J-REVOKE".into());
    let mut cases = vec![both, organ, follower, changed, ended("J-ILLEGAL-MINOR"), ended("R-WITHDRAWN-CHANGED"), ended("R-WITHDRAWN")];
    cases.extend((0..6).map(|_| ended("J-DISMISS-CLAIM")));
    cases
}

#[test]
fn one_set_of_cases_has_six_loss_rates() {
    let rate = |id: &str, answers: &[(&str, &str)]| under(&suits(), id, answers);
    assert_eq!(rate("YS-BS-1", &[]), (4, 12));
    assert_eq!(rate("YS-BS-1", &[("minor", "not-loss")]), (3, 12));
    assert_eq!(rate("YS-BS-1", &[("withdrawn-after-change", "loss")]), (5, 12));
    assert_eq!(rate("YS-BS-2", &[]), (4, 10), "judgments only");
    assert_eq!(rate("YS-BS-3", &[]), (5, 13), "both instances");
    assert_eq!(rate("YS-BS-1", &[("series", "once")]), (3, 11));
    assert_eq!(rate("YS-BS-1", &[("suit-unit", "agency")]), (5, 13), "each agency");
    assert_eq!(rate("YS-BS-1", &[("suit-unit", "agency"), ("maintaining-organ", "original-only")]), (3, 13));
    assert_eq!(rate("YS-BS-1", &[("maintaining-organ", "original-only")]), (3, 12), "the case of both is the original agency's");
    assert_eq!(rate("YS-BS-1", &[("loss-instance", "second")]), (1, 1));
    assert_eq!(rate("YS-BS-1", &[("loss-base", "merits")]), (4, 10));
    assert_eq!(rate("YS-BS-1", &[("minor", "not-loss"), ("maintaining-organ", "original-only")]), (2, 12), "nothing is taken away twice");
}

#[test]
fn third_parties_count_only_where_asked_for() {
    let mut case = suit(Instance::First, "2023-01-03", &["甲局"]).ended("2023-05-01", "J-REVOKE");
    case.agencies[0].role = AgencyRole::ThirdParty;
    let cases = [case];
    assert_eq!(under(&cases, "YS-BS-1", &[]), (0, 0));
    assert_eq!(under(&cases, "YS-BS-1", &[("third-party", "in")]), (1, 1));
}

#[test]
fn correction_rates_differ_by_set_and_base() {
    let ended = |outcome: &str| reconsideration("2023-01-03", Some("2023-01-06"), &["甲局"]).ended("2023-02-24", outcome);
    let cases = [ended("REVOKE"), ended("VOID"), ended("MEDIATED"), ended("TERM-SETTLED"), ended("MAINTAIN"), ended("MAINTAIN")];
    let rate = |answers: &[(&str, &str)]| under(&cases, "FY-ZJ-1", answers);
    assert_eq!(rate(&[]), (2, 6));
    assert_eq!(rate(&[("correction-set", "strict")]), (1, 6));
    assert_eq!(rate(&[("correction-set", "substantive")]), (4, 6));
    assert_eq!(rate(&[("correction-base", "decided")]), (2, 4));
    assert_eq!(rate(&[("correction-base", "without-conciliated")]), (2, 4));
    assert_eq!(rate(&[("correction-base", "accepted")]), (2, 6));
    assert_eq!(rate(&[("conclusion-day", "served")]), (0, 0), "nothing was served yet");
}

/// So many cases of each outcome.
fn of_each(counts: &[(&str, usize)], case: impl Fn(&str) -> Case) -> Vec<Case> {
    counts.iter().flat_map(|(outcome, count)| std::iter::repeat_n(case(outcome), *count)).collect()
}

fn printed(cases: &[Case], id: &str, rounding: Rounding) -> Option<String> {
    let definition = registry().definition(id).unwrap();
    rate(definition, &counts_of(cases, year(2023)), rounding).unwrap().percent
}

/// 上海市 2014: 6200 applications, 4955 accepted, 4696 concluded (statistics.md B2, B3).
#[test]
fn shanghai_2014_comes_out() {
    let ended = |outcome: &str| reconsideration("2023-01-03", Some("2023-01-06"), &["甲局"]).ended("2023-02-24", outcome);
    let mut cases = of_each(
        &[
            ("MAINTAIN", 3509),
            ("DISMISS-CLAIM", 678),
            ("TERM-WITHDRAWN", 295),
            ("TERM-CHANGED", 77),
            ("REVOKE", 63),
            ("ILLEGAL", 43),
            ("PERFORM", 8),
            ("OTHER-END", 23),
        ],
        ended,
    );
    assert_eq!(cases.len(), 4696);
    cases.extend(std::iter::repeat_n(reconsideration("2023-01-03", Some("2023-01-06"), &["甲局"]), 4955 - 4696));
    cases.extend(std::iter::repeat_n(reconsideration("2023-01-03", None, &["甲局"]).ended("2023-01-09", "NOT-ACCEPTED"), 6200 - 4955));
    // open at the start of the year: what the printed rate of conclusion implies
    cases.extend(std::iter::repeat_n(reconsideration("2022-11-03", Some("2022-11-06"), &["甲局"]), 5631 - 4955));
    assert_eq!(printed(&cases, "FY-ZH-1", Rounding::half_up(1)).as_deref(), Some("4.1"));
    assert_eq!(printed(&cases, "FY-SL-1", Rounding::half_up(1)).as_deref(), Some("79.9"));
    assert_eq!(printed(&cases, "FY-SJ-1", Rounding::half_up(1)).as_deref(), Some("83.4"));
    assert_eq!(balance(&counts_of(&cases, year(2023)), registry()), []);
}

/// 重庆市 2020: 3246 accepted, 3086 concluded; the courts 14,427 with 1,436 carried over, 12,865 closed.
#[test]
fn chongqing_2020_comes_out() {
    let ended = |outcome: &str| reconsideration("2023-01-03", Some("2023-01-06"), &["甲局"]).ended("2023-02-24", outcome);
    let mut cases =
        of_each(&[("MAINTAIN", 1313), ("DISMISS-APPLICATION", 572), ("MEDIATED", 759), ("REVOKE-REMAKE", 413), ("OTHER-END", 29)], ended);
    cases.extend(std::iter::repeat_n(reconsideration("2023-01-03", Some("2023-01-06"), &["甲局"]), 3246 - 3086));
    let two = Rounding::half_up(2);
    assert_eq!(printed(&cases, "FY-SJ-2", two).as_deref(), Some("95.07"));
    assert_eq!(printed(&cases, "FY-WC-2", two).as_deref(), Some("61.08"));
    assert_eq!(printed(&cases, "FY-ZJ-1", two).as_deref(), Some("13.38"));
    assert_eq!(printed(&cases, "FY-TJ-2", two).as_deref(), Some("24.59"));
    let suit_of = |filed: &str| suit(Instance::First, filed, &["甲局"]);
    let mut suits: Vec<Case> = std::iter::repeat_n(suit_of("2022-11-01").ended("2023-03-01", "R-WITHDRAWN"), 1436).collect();
    suits.extend(std::iter::repeat_n(suit_of("2023-01-03").ended("2023-05-01", "J-DISMISS-CLAIM"), 12865 - 1436));
    suits.extend(std::iter::repeat_n(suit_of("2023-01-03"), 14427 - 12865));
    assert_eq!(printed(&suits, "FA-JS-1", two).as_deref(), Some("99.03"));
    assert_eq!(printed(&suits, "FA-JA-1", two).as_deref(), Some("89.17"), "12,865 of 14,427");
}

/// 江苏法院 2022 and 山东法院 2018: the same rate truncated in one year's print and rounded in another's.
#[test]
fn jiangsu_2022_and_shandong_2018_come_out() {
    let ended = |outcome: &str| suit(Instance::First, "2023-01-03", &["甲局"]).ended("2023-05-01", outcome);
    let jiangsu = of_each(&[("J-REVOKE", 1376), ("R-WITHDRAWN", 4590), ("J-DISMISS-CLAIM", 17701 - 1376 - 4590)], ended);
    assert_eq!(printed(&jiangsu, "YS-BS-1", Rounding::half_up(1)).as_deref(), Some("7.8"));
    assert_eq!(printed(&jiangsu, "FA-HJ-1", Rounding::half_up(1)).as_deref(), Some("25.9"), "4,590 of 17,701");
    let losses = [
        ("J-REVOKE", 1222),
        ("J-ILLEGAL", 760),
        ("J-PERFORM", 411),
        ("J-VOID", 46),
        ("J-VARY", 13),
        ("J-COMP", 231),
        ("R-WITHDRAWN", 13690),
    ];
    let shandong = of_each(&losses, ended);
    assert_eq!(shandong.len(), 16373);
    assert_eq!(printed(&shandong, "YS-BS-1", Rounding::truncate(1)).as_deref(), Some("16.3"), "as printed in 2019");
    assert_eq!(printed(&shandong, "YS-BS-1", Rounding::half_up(1)).as_deref(), Some("16.4"), "as printed in 2023");
}
