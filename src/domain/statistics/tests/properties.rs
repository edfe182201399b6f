//! What holds for any cases at all.

use std::ops::Range;

use chrono::Days;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use super::*;
use crate::domain::case::mark::{Mark, OpinionLetter};
use crate::domain::case::parts::AgencyResult;
use crate::domain::statistics::*;

const UNITS: [&str; 3] = ["甲局", "乙局", "丙街道"];
const YEARS: Range<i32> = 2021..2025;

fn units() -> impl Strategy<Value = Vec<&'static str>> {
    subsequence(UNITS.to_vec(), 0..=3).prop_shuffle()
}

fn first_day() -> impl Strategy<Value = Day> {
    (0u64..1000).prop_map(|days| day("2021-01-01") + Days::new(days))
}

/// A step that may be missing, so many days after the one before.
fn later(most: u64) -> impl Strategy<Value = Option<Days>> {
    prop::option::weighted(0.8, (0..most).prop_map(Days::new))
}

fn reconsiderations() -> impl Strategy<Value = Case> {
    let outcomes =
        ["MAINTAIN", "REVOKE-REMAKE", "ILLEGAL", "VARY.a", "VOID", "MEDIATED", "TERM-SETTLED", "TERM-60", "HANDED-OVER", "OTHER-END"];
    let early = ["NOT-ACCEPTED", "ABANDONED", "REDIRECTED"];
    let duty = prop::option::of((later(90), any::<bool>()));
    let letters = prop::collection::vec((0u64..300, prop::option::of(select(UNITS.to_vec())), any::<bool>()), 0..3);
    (first_day(), later(20), later(200), select(outcomes.to_vec()), select(early.to_vec()), units(), duty, letters).prop_map(
        |(received, accepted, concluded, outcome, early, units, duty, letters)| {
            let accepted_on = accepted.map(|days| received + days);
            let concluded_on = concluded.map(|days| accepted_on.unwrap_or(received) + days);
            let mut case = reconsideration("2021-01-01", None, &units);
            case.received_on = Some(received);
            case.accepted_on = accepted_on;
            case.concluded_on = concluded_on;
            case.outcome = concluded_on.map(|_| if accepted_on.is_some() { outcome.into() } else { early.into() });
            case.performance = concluded_on.zip(duty).map(|(concluded, (due, done))| PerformanceDuty {
                due_on: due.map(|days| concluded + days),
                performed_on: done.then_some(concluded),
                ..PerformanceDuty::default()
            });
            let letter = |(after, addressee, answered): (u64, Option<&str>, bool)| OpinionLetter {
                number: None,
                issued_on: received + Days::new(after),
                addressee: addressee.map(Into::into),
                answered,
            };
            case.letters = letters.into_iter().map(letter).collect();
            case
        },
    )
}

fn suits() -> impl Strategy<Value = Case> {
    let outcomes =
        ["J-DISMISS-CLAIM", "J-REVOKE-REMAKE", "J-PERFORM", "J-ILLEGAL", "R-WITHDRAWN", "R-NOT-FILED", "M-MEDIATED", "R-TRANSFERRED"];
    let instances = select(vec![Instance::First, Instance::Second, Instance::RetrialFirst]);
    let hearing = (0u64..60, any::<bool>(), subsequence(UNITS.to_vec(), 0..=3), any::<bool>());
    let hearings = prop::collection::vec(hearing, 0..3);
    let duty = prop::option::of((later(90), later(90)));
    (first_day(), later(200), select(outcomes.to_vec()), select(outcomes.to_vec()), instances, units(), hearings, duty).prop_map(
        |(filed, concluded, outcome, second, instance, units, hearings, duty)| {
            let mut case = suit(instance, "2021-01-01", &units);
            case.received_on = Some(filed);
            for (after, trial, there, notified) in hearings {
                let called = notified.then_some(crate::domain::case::parts::CourtNotice::MayNotify);
                let record = |unit: &&str| Appearance { court_notified: called, ..attendance(unit, there.contains(unit)) };
                case.hearings.push(Hearing {
                    on: filed + Days::new(after),
                    sitting: if trial { SittingKind::Trial } else { SittingKind::PreTrial },
                    joint_group: None,
                    appearances: UNITS.iter().map(record).collect(),
                });
            }
            case.concluded_on = concluded.map(|days| filed + Days::new(60) + days);
            case.outcome = case.concluded_on.map(|_| outcome.into());
            let result = |unit: &&str| AgencyResult { agency: (*unit).to_owned(), outcome: second.into(), served_on: None };
            if let (Some(concluded), Some((due, done))) = (case.concluded_on, duty) {
                case.marks = vec![Mark::recorded("judgment-effective", concluded, concluded)];
                let [due_on, performed_on] = [due, done].map(|days| days.map(|days| concluded + days));
                case.performance = Some(PerformanceDuty { due_on, performed_on, ..PerformanceDuty::default() });
            }
            case.results = units.get(1).filter(|_| case.concluded_on.is_some()).map(result).into_iter().collect();
            case
        },
    )
}

fn cases() -> impl Strategy<Value = Vec<Case>> {
    prop::collection::vec(prop_oneof![reconsiderations(), suits()], 0..40)
}

/// Cases for which `on` falls within the months of a period.
fn number(cases: &[Case], holds: impl Fn(&Case) -> bool) -> i64 {
    cases.iter().filter(|case| holds(case)).count() as i64
}

fn by(day: Option<Day>, last: Day) -> bool {
    day.is_some_and(|day| day <= last)
}

proptest! {
    /// B2, B6, B9: what is carried over and comes in goes out or stays, and what stays is what the case files say.
    #[test]
    fn nothing_is_lost(cases in cases()) {
        let registry = registry();
        let mut pending_before = 0;
        for year in YEARS {
            let [current, previous] = [year, year - 1].map(|year| counts_of(&cases, super::year(year)));
            let AnnualFigures { current: YearFigures { reconsideration: figures, litigation, .. }, .. } = annual(year, &current, &previous, registry, Rounding::default());
            let last = day(&format!("{year}-12-31"));
            prop_assert_eq!(figures.carried_over + figures.accepted, figures.concluded + figures.pending_at_year_end);
            prop_assert_eq!(figures.carried_over, pending_before);
            let ours = |case: &Case| case.kind == CaseKind::Reconsideration;
            let pending = number(&cases, |case| ours(case) && by(case.accepted_on, last) && !by(case.concluded_on, last));
            prop_assert_eq!(figures.pending_at_year_end, pending);
            let unexamined = number(&cases, |case| ours(case) && by(case.received_on, last) && !by(case.accepted_on, last) && !(case.accepted_on.is_none() && by(case.concluded_on, last)));
            prop_assert_eq!(figures.unexamined_at_year_end, unexamined);
            let open = number(&cases, |case| case.instance == Some(Instance::First) && by(case.received_on, last) && !by(case.concluded_on, last));
            prop_assert_eq!(litigation.first_instance_pending_at_year_end, open);
            pending_before = figures.pending_at_year_end;
        }
    }

    /// B1–B3, B7–B11 hold for lawful cases, whatever they are.
    #[test]
    fn balances_hold(cases in cases()) {
        for year in YEARS {
            prop_assert_eq!(balance(&counts_of(&cases, super::year(year)), registry()), []);
        }
    }

    /// B5: a case with several agencies is one case in the whole, and one in the figures of each agency.
    #[test]
    fn units_add_up_to_the_whole(cases in cases()) {
        for year in YEARS {
            let period = super::year(year);
            let within = |day: Option<Day>| day.is_some_and(|day| period.bucket(day) == Some(Bucket::Within));
            let filed = Term::of(Measure::Filed);
            let suits = |case: &Case| case.kind == CaseKind::Litigation && within(case.received_on);
            prop_assert_eq!(counts_of(&cases, period).count(&filed), number(&cases, suits));
            for units in [&UNITS[..1], &UNITS[1..2], &UNITS[..2], &UNITS[1..]] {
                let against = |case: &Case| suits(case) && case.agencies.iter().any(|agency| units.contains(&agency.agency.as_str()));
                let counts = counts_within(&cases, period, |fact| units.contains(&fact.unit.as_str()));
                prop_assert_eq!(counts.count(&filed), number(&cases, against), "the union, nothing twice");
            }
        }
        let counts = counts_of(&cases, super::year(2022));
        for &measure in Measure::ALL {
            let rows = cases.iter().flat_map(|case| facts_of(case).facts).filter(|fact| fact.measure == measure && super::year(2022).bucket(fact.on) == Some(Bucket::Within));
            prop_assert_eq!(counts.count(&Term::of(measure).each_agency()), rows.map(|fact| fact.count).sum::<i64>());
        }
    }

    /// The rate of all instruments is of the sum of each kind, and what is not performed is the rest of it.
    #[test]
    fn instruments_add_up_to_all_of_them(cases in cases()) {
        for year in YEARS {
            let counts = counts_of(&cases, super::year(year));
            let of = |id: &str| -> (i64, i64) {
                let formula = registry().under(id, &[]).unwrap().formula;
                (counts.sum(&formula.numerator), counts.sum(&formula.denominator))
            };
            let kinds = ["FY-LX-3", "FY-LX-4", "FY-LX-5", "YS-LX-1"].map(of);
            let sum = kinds.iter().fold((0, 0), |(done, due), kind| (done + kind.0, due + kind.1));
            prop_assert_eq!(of("ZH-LX-1"), sum);
            prop_assert_eq!(of("JS-WL").0, sum.1 - sum.0);
            let both = [of("FY-LX-3"), of("FY-LX-4")];
            prop_assert_eq!(of("FY-LX-1"), (both[0].0 + both[1].0, both[0].1 + both[1].1));
        }
    }

    #[test]
    fn months_add_up_to_the_year(cases in cases()) {
        let year = counts_of(&cases, super::year(2022));
        let months: Vec<Counts> = (1..=12).map(|month| counts_of(&cases, Period::month(2022, month).unwrap())).collect();
        for &measure in Measure::ALL {
            let term = Term::of(measure);
            prop_assert_eq!(months.iter().map(|month| month.count(&term)).sum::<i64>(), year.count(&term));
        }
    }

    /// A unit never shows more lost than concluded, more appeared than heard, more performed than due.
    #[test]
    fn parts_stay_within_their_wholes(cases in cases()) {
        for unit in [None, Some(UNITS[0]), Some(UNITS[2])] {
            let counts = counts_within(&cases, super::year(2022), |fact| unit.is_none_or(|unit| fact.unit == unit));
            for rate in registry().definitions.iter().filter_map(|definition| rate(definition, &counts, Rounding::default())) {
                let performance = rate.definition.contains("-LX-") && rate.definition != "FY-LX-2"; // FY-LX-2 compares letters of different days
                if performance || ["YS-BS-1", "YS-CT-1", "YS-CT-4", "FY-ZJ-1", "FY-HJ-1", "YS-SS-1"].contains(&rate.definition.as_str()) {
                    prop_assert!(0 <= rate.numerator && rate.numerator <= rate.denominator, "{:?}", rate);
                }
            }
        }
    }
}
