//! Golden data sets: few cases whose rates are worked by hand, and published figures reproduced from as many cases as were published.

use super::*;
use crate::domain::case::parts::{CourtFinding, CourtNotice, Link, LinkKind};
use crate::domain::id::CaseId;
use crate::domain::statistics::statutory::{AgencyLevel, Filling, Layouts, Stood, TableKind};
use crate::domain::statistics::{Rounding, rate};

/// A rate under some answers, as a fraction and in per cent.
fn rated(cases: &[Case], period: i32, id: &str, answers: &[(&str, &str)]) -> (i64, i64, String) {
    let answers: Vec<(String, String)> = answers.iter().map(|(switch, choice)| ((*switch).to_owned(), (*choice).to_owned())).collect();
    let formula = registry().under(id, &answers).unwrap().formula;
    let counts = counts_of(cases, year(period));
    let (part, whole) = (counts.sum(&formula.numerator), counts.sum(&formula.denominator));
    (part, whole, Rounding::half_up(1).percent(part, whole).unwrap_or_default())
}

#[test]
fn one_data_set_has_six_appearance_rates() {
    let first = || suit(Instance::First, "2023-01-03", &["甲局"]);
    let head = Appearance { rp_kind: Some("RP-CHIEF".into()), ..attendance("甲局", true) };
    let excused =
        Appearance { court_finding: Some(CourtFinding::Accepted), absence_reason: Some("JR-1".into()), ..attendance("甲局", false) };
    let called = |attended| Appearance { court_notified: Some(CourtNotice::ShallNotify), ..attendance("甲局", attended) };
    let trial = SittingKind::Trial;
    let cases = [
        first().heard("2023-02-01", trial, &[head]),
        first().heard("2023-02-01", trial, &[attendance("甲局", true)]).heard("2023-03-01", trial, &[attendance("甲局", false)]),
        first().heard("2023-02-01", trial, &[excused]),
        first().heard("2023-02-01", trial, &[called(false)]),
        first().heard("2023-02-01", trial, &[called(true)]),
        suit(Instance::Second, "2023-06-01", &["甲局"]).heard("2023-07-01", trial, &[attendance("甲局", true)]),
        first().ended("2023-04-01", "R-WITHDRAWN"),
    ];
    let known = [
        ("YS-CT-1", None, (4, 6, "66.7")),
        ("YS-CT-1", Some(("appearance-unit", "hearing")), (4, 7, "57.1")),
        ("YS-CT-1", Some(("justified-absence", "taken-out")), (4, 5, "80.0")),
        ("YS-CT-1", Some(("who-appeared", "head")), (1, 6, "16.7")),
        ("YS-CT-1", Some(("appearance-instance", "first")), (3, 5, "60.0")),
        ("YS-CT-4", None, (1, 2, "50.0")),
    ];
    for (id, answer, (part, whole, percent)) in known {
        let answers: Vec<(&str, &str)> = answer.into_iter().collect();
        assert_eq!(rated(&cases, 2023, id, &answers), (part, whole, percent.to_owned()), "{id} {answer:?}");
    }
}

#[test]
fn one_data_set_has_seven_loss_rates() {
    let ended = |instance, outcome: &str| suit(instance, "2023-01-03", &["甲局"]).ended("2023-05-01", outcome);
    let mut cases: Vec<Case> = [
        "J-REVOKE",
        "J-ILLEGAL-MINOR",
        "J-REVOKE-PART",
        "J-DISMISS-CLAIM",
        "J-DISMISS-CLAIM",
        "R-WITHDRAWN-CHANGED",
        "R-WITHDRAWN",
        "R-SUIT-DISMISSED",
    ]
    .iter()
    .map(|outcome| ended(Instance::First, outcome))
    .collect();
    let mut follower = ended(Instance::First, "J-REVOKE");
    follower.links = vec![Link { number: "（2023）豫0000行初1号".into(), kind: LinkKind::Joined }];
    let mut changed = ended(Instance::Second, "A-CHANGE");
    changed.changed_to = Some("J-REVOKE".into());
    cases.extend([follower, changed, ended(Instance::Second, "A-AFFIRM")]);
    let known = [
        ("YS-BS-1", None, (4, 9, "44.4")),
        ("YS-BS-1", Some(("minor", "not-loss")), (3, 9, "33.3")),
        ("YS-BS-1", Some(("withdrawn-after-change", "loss")), (5, 9, "55.6")),
        ("YS-BS-1", Some(("series", "once")), (3, 8, "37.5")),
        ("YS-BS-1", Some(("loss-instance", "second")), (1, 2, "50.0")),
        ("YS-BS-2", None, (4, 6, "66.7")),
        ("YS-BS-3", None, (5, 11, "45.5")),
    ];
    for (id, answer, (part, whole, percent)) in known {
        let answers: Vec<(&str, &str)> = answer.into_iter().collect();
        assert_eq!(rated(&cases, 2023, id, &answers), (part, whole, percent.to_owned()), "{id} {answer:?}");
    }
}

/// So many reconsiderations accepted in a year that ended so.
fn concluded(year: i32, outcomes: &[(usize, &str)]) -> Vec<Case> {
    let (accepted, ended) = (format!("{year}-02-01"), format!("{year}-03-15"));
    let of =
        |(count, outcome): &(usize, &str)| vec![reconsideration(&accepted, Some(&accepted), &["甲局"]).ended(&ended, outcome); *count];
    outcomes.iter().flat_map(of).collect()
}

/// So many first instances that ended so.
fn suits(year: i32, outcomes: &[(usize, &str)]) -> Vec<Case> {
    let (filed, ended) = (format!("{year}-02-01"), format!("{year}-06-15"));
    let of = |(count, outcome): &(usize, &str)| vec![suit(Instance::First, &filed, &["甲局"]).ended(&ended, outcome); *count];
    outcomes.iter().flat_map(of).collect()
}

/// The rate as a report prints it.
fn printed(counts: &Counts, id: &str, rounding: Rounding) -> String {
    rate(registry().definition(id).unwrap(), counts, rounding).unwrap().percent.unwrap_or_default()
}

/// 上海市 2014: 收到 6200, 受理 4955, 结转 676, 审结 4696.
fn shanghai() -> Vec<Case> {
    let outcomes = [
        (3509, "MAINTAIN"),
        (678, "DISMISS-APPLICATION"),
        (295, "TERM-WITHDRAWN"),
        (77, "TERM-CHANGED"),
        (63, "REVOKE"),
        (43, "ILLEGAL"),
        (8, "PERFORM"),
        (23, "OTHER-END"),
    ];
    let mut cases = concluded(2014, &outcomes);
    // those carried over were concluded first
    for case in cases.iter_mut().take(676) {
        *case = Case { received_on: Some(day("2013-12-02")), accepted_on: Some(day("2013-12-05")), ..case.clone() };
    }
    let accepted = 4955 - (cases.len() - 676);
    cases.extend(vec![reconsideration("2014-12-01", Some("2014-12-03"), &["甲局"]); accepted]);
    cases.extend(vec![reconsideration("2014-05-04", None, &["甲局"]).ended("2014-05-08", "NOT-ACCEPTED"); 1245]);
    cases
}

#[test]
fn shanghai_2014_comes_out_and_its_table_balances() {
    let cases = shanghai();
    let facts: Vec<CaseFacts> = cases.iter().map(facts_of).collect();
    let (one, counts) = (Rounding::half_up(1), Counts::of(&facts, year(2014), |_| true));
    assert_eq!(printed(&counts, "FY-SL-1", one), "79.9");
    assert_eq!(printed(&counts, "FY-SJ-1", one), "83.4");
    assert_eq!(printed(&counts, "FY-ZH-1", one), "4.1", "printed as plain 纠错率");

    let layouts = Layouts::bundled(&law().codes, registry()).unwrap();
    let period = year(2014);
    let layout = layouts.of(TableKind::Reconsideration, period.to(), None).unwrap();
    let mut filling = Filling::new(layout);
    let not_yet = blank(CaseKind::Reconsideration);
    for ((case, facts), id) in cases.iter().zip(&facts).zip(1..) {
        let open = Case { concluded_on: None, outcome: None, ..case.clone() };
        let carried = case.accepted_on.is_some_and(|on| on < period.from());
        let stood =
            Stood { before: if carried { &open } else { &not_yet }, at_end: case, facts, now: case, organ: Some(AgencyLevel::City) };
        let share = layout.share(&stood, period, &|_| true, &|_| Some(AgencyLevel::CityDepartment)).unwrap();
        filling.add(CaseId(id), None, &share);
    }
    let table = filling.end();
    assert_eq!(table.broken, []);
    let of = |id: &str| table.total[layout.column(id).unwrap()];
    assert_eq!(["carried-over", "received", "accepted", "concluded", "pending"].map(of), [676, 6200, 4955, 4696, 935]);
    assert_eq!(
        ["maintained", "dismissed", "withdrawn", "changed-withdrawn", "revoked", "illegal", "varied", "ordered", "concluded-other"].map(of),
        [3509, 678, 295, 77, 63, 43, 0, 8, 23]
    );
}

#[test]
fn chongqing_2020_comes_out() {
    let mut cases = concluded(2020, &[(1313, "MAINTAIN"), (572, "DISMISS-CLAIM"), (759, "MEDIATED"), (413, "REVOKE"), (29, "OTHER-END")]);
    cases.extend(vec![reconsideration("2020-12-01", Some("2020-12-03"), &["甲局"]); 3246 - cases.len()]);
    let (two, counts) = (Rounding::half_up(2), counts_of(&cases, year(2020)));
    let rates = ["FY-SJ-2", "FY-WC-2", "FY-ZJ-1", "FY-TJ-2"].map(|id| printed(&counts, id, two));
    assert_eq!(rates, ["95.07", "61.08", "13.38", "24.59"].map(str::to_owned));
    // the courts: 14427 with 1436 carried over, 12865 closed
    let mut suits = suits(2020, &[(12865, "J-DISMISS-CLAIM")]);
    for case in suits.iter_mut().take(1436) {
        case.received_on = Some(day("2019-11-01"));
    }
    suits.extend(vec![suit(Instance::First, "2020-11-01", &["甲局"]); 14427 - suits.len()]);
    assert_eq!(printed(&counts_of(&suits, year(2020)), "FA-JS-1", two), "99.03");
}

#[test]
fn jiangsu_2022_comes_out() {
    let cases = suits(2022, &[(1376, "J-REVOKE"), (4590, "M-MEDIATED"), (17701 - 1376 - 4590, "J-DISMISS-CLAIM")]);
    let counts = counts_of(&cases, year(2022));
    assert_eq!(printed(&counts, "YS-BS-1", Rounding::half_up(1)), "7.8");
    assert_eq!(printed(&counts, "FA-HJ-1", Rounding::half_up(1)), "25.9");
}

#[test]
fn shandong_2018_comes_out_truncated_as_it_was_first_printed_and_rounded_as_later() {
    let lost = [(1222, "J-REVOKE"), (760, "J-ILLEGAL"), (411, "J-PERFORM"), (46, "J-VOID"), (13, "J-VARY"), (231, "J-COMP")];
    let mut cases = suits(2018, &lost);
    assert_eq!(cases.len(), 2683);
    cases.extend(suits(2018, &[(16373 - 2683, "J-DISMISS-CLAIM")]));
    let counts = counts_of(&cases, year(2018));
    assert_eq!(printed(&counts, "YS-BS-1", Rounding::truncate(1)), "16.3", "printed in 2019");
    assert_eq!(printed(&counts, "YS-BS-1", Rounding::half_up(1)), "16.4", "printed in 2023");
    let heard = |case: Case, attended| case.heard("2018-04-01", SittingKind::Trial, &[attendance("甲局", attended)]);
    let appeared: Vec<Case> = cases.into_iter().take(12628).enumerate().map(|(at, case)| heard(case, at < 7448)).collect();
    let rate = printed(&counts_of(&appeared, year(2018)), "YS-CT-1", Rounding::half_up(1));
    assert_eq!(rate, "59.0", "59.5 was printed, which no formula gives");
}
