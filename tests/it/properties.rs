//! What holds of every lawful history, whatever it is.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use fuyi::domain::case::event::{Annulled, Event, Tag};
use fuyi::domain::case::{Case, CaseKind, Entry, EntryJson, History, State, append, machines, replay};
use fuyi::domain::law::Law;
use fuyi::domain::statistics::{CaseFacts, Counts, Measure, Period, Registry, balance, facts};
use proptest::prelude::*;

use crate::walk::walk;

static LAW: LazyLock<Law> = LazyLock::new(|| Law::bundled().unwrap());
static REGISTRY: LazyLock<Registry> = LazyLock::new(|| {
    Registry::bundled(&|code| LAW.codes.outcome(code).is_some() || LAW.codes.code("absence-reason", code).is_some())
        .unwrap_or_else(|faults| panic!("{faults}"))
});

fn cases(count: u32) -> ProptestConfig {
    ProptestConfig { cases: count, failure_persistence: None, ..ProptestConfig::default() }
}

/// What a case breaks of the invariants that a folded case shows.
fn broken(case: &Case, history: &History) -> Vec<String> {
    let mut found = Vec::new();
    let mut ensure = |holds: bool, rule: &str| {
        if !holds {
            found.push(format!("{rule}: {case:#?}"));
        }
    };
    let ordered = |one: Option<fuyi::domain::Day>, other: Option<fuyi::domain::Day>| one.zip(other).is_none_or(|(one, other)| one <= other);
    let ours = case.kind == CaseKind::Reconsideration;
    if ours {
        ensure(ordered(case.received_on, case.accepted_on), "accepted before it was received");
        ensure(ordered(case.accepted_on, case.concluded_on), "concluded before it was accepted");
        ensure(case.accepted_on.is_none() || case.outcome.as_ref().is_none_or(|outcome| outcome.as_str() != "NOT-ACCEPTED"), "RI-1");
        ensure(case.attributes.extended_days.is_none_or(|days| (1..=30).contains(&days)), "RI-6");
    }
    ensure(ordered(case.received_on, case.concluded_on), "concluded before it was received");
    ensure(case.outcome.is_some() == case.concluded_on.is_some(), "an outcome and its day come together");
    let closing = case.outcome.as_ref().is_none_or(|outcome| LAW.codes.outcome(outcome.as_str()).is_some_and(|entry| entry.closing));
    ensure(closing, "a part of a decision closes a case");
    let at_rest = [State::Received, State::AwaitingSupplement, State::Notified];
    ensure(!at_rest.contains(&case.state) || case.outcome.is_none(), "an outcome before the review");
    ensure((case.state == State::Suspended) == case.suspension.is_some(), "suspended without a suspension, or the other way round");
    // RI-7: between a suspension and the end of it nothing is decided
    let mut suspended = false;
    for (_, entry) in history.live() {
        match entry.event.tag() {
            Tag::Suspended | Tag::LitigationSuspended => suspended = true,
            Tag::DecisionMade | Tag::ApplicationDismissed | Tag::JudgmentServed | Tag::JudgmentAnnounced => ensure(!suspended, "RI-7"),
            Tag::MediationFailed | Tag::Resumed | Tag::LitigationResumed => suspended = false,
            _ => {}
        }
    }
    for interval in &case.intervals {
        ensure(interval.until.is_none_or(|until| interval.from <= until), "an interval ends before it begins");
    }
    // RI-18: no effect before service, no service before the decision
    let decided = case.redecided.as_ref().map(|(day, _)| *day).or(case.concluded_on);
    ensure(case.kind == CaseKind::Litigation || ordered(decided, case.attributes.served_on), "served before it was decided");
    ensure(!(ours && case.state == State::Effective) || case.attributes.served_on.is_some(), "RI-18");
    found
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn a_lawful_history_means_one_case(seed in any::<u64>()) {
        let walk = walk(seed, &LAW);
        prop_assert_eq!(&Case::fold(walk.kind, &walk.history, &LAW), &walk.case, "fold and incremental apply");
        let text = serde_json::to_string(&walk.history.0.iter().map(EntryJson::from).collect::<Vec<_>>()).unwrap();
        let read: Vec<EntryJson> = serde_json::from_str(&text).unwrap();
        let read: Vec<Entry> = read.into_iter().map(|entry| Entry::try_from(entry).unwrap()).collect();
        prop_assert_eq!(&read, &walk.history.0, "JSON and back");
        let replayed = replay(walk.kind, &walk.history, &LAW);
        prop_assert_eq!(replayed.refused, None);
        prop_assert_eq!(&replayed.case, &walk.case, "replay");
        let appended = append(walk.kind, &History::default(), &walk.history.0, &LAW).map_err(|refused| TestCaseError::fail(refused.reason.en))?;
        prop_assert_eq!(&appended, &walk.case, "append");
        prop_assert_eq!(broken(&walk.case, &walk.history), Vec::<String>::new());
    }

    /// An annulled entry is as if it had never been, or the annulment is refused and names the entry that stands in the way.
    #[test]
    fn annulled_means_never_happened(seed in any::<u64>(), which in any::<prop::sample::Index>()) {
        let walk = walk(seed, &LAW);
        prop_assume!(!walk.history.0.is_empty());
        let target = which.index(walk.history.0.len());
        let on = walk.history.0.last().unwrap().on;
        let annulment = Entry::recorded(on, Annulled { entry: Some(target as u32), reason: Some("误记".into()), ..Annulled::default() });
        let mut without = walk.history.clone();
        without.0.remove(target);
        match append(walk.kind, &walk.history, std::slice::from_ref(&annulment), &LAW) {
            Ok(case) => {
                prop_assert_eq!(&case, &Case::fold(walk.kind, &without, &LAW));
                let mut longer = walk.history.clone();
                longer.0.push(annulment.clone());
                prop_assert_eq!(&Case::fold(walk.kind, &longer, &LAW), &case, "fold");
                prop_assert_eq!(replay(walk.kind, &longer, &LAW).refused, None);
                let twice = append(walk.kind, &longer, &[annulment], &LAW);
                prop_assert!(twice.is_err_and(|refused| refused.rule == "ANNUL"), "annulled twice");
            }
            Err(refused) => {
                prop_assert_eq!(refused.rule.as_str(), "ANNUL");
                let fault = replay(walk.kind, &without, &LAW).refused.expect("the history without the entry is not lawful");
                prop_assert!(fault.position >= target);
                let later = format!("entry {}", fault.position + 1);
                prop_assert!(refused.reason.en.contains(&later), "{} does not name {later}", refused.reason.en);
            }
        }
    }

    /// A step that was taken had been listed among the next steps.
    #[test]
    fn what_is_done_had_been_offered(seed in any::<u64>()) {
        let walk = walk(seed, &LAW);
        let mut case = Case::new(walk.kind);
        for entry in &walk.history.0 {
            let offered = fuyi::domain::case::transition::next(&case, entry.on, &LAW);
            prop_assert!(offered.iter().any(|step| step.event == entry.event.tag()), "{} was not offered", entry.event.code());
            case.apply(entry, &LAW);
        }
    }
}

/// The figures of many histories balance, and no case is lost on the way into them.
#[test]
fn figures_of_random_histories_balance() {
    let walks: Vec<_> = (0..600).map(|seed| walk(seed, &LAW)).collect();
    let told: Vec<CaseFacts> = walks.iter().map(|walk| facts(&walk.case, &LAW, &REGISTRY.annual.lost)).collect();
    for year in 2021..=2027 {
        let counts = Counts::of(&told, Period::year(year).unwrap(), |_| true);
        assert_eq!(balance(&counts, &REGISTRY), [], "{year}");
    }
    let counted = |measure: Measure| {
        told.iter()
            .flat_map(|case| &case.facts)
            .filter(|fact| fact.measure == measure && fact.rank == 0)
            .map(|fact| fact.count)
            .sum::<i64>()
    };
    let those =
        |kind: CaseKind, holds: fn(&Case) -> bool| walks.iter().filter(|walk| walk.kind == kind && holds(&walk.case)).count() as i64;
    assert_eq!(counted(Measure::Received), those(CaseKind::Reconsideration, |case| case.received_on.is_some()));
    assert_eq!(counted(Measure::Accepted), those(CaseKind::Reconsideration, |case| case.accepted_on.is_some()));
    assert_eq!(
        counted(Measure::Concluded),
        those(CaseKind::Reconsideration, |case| case.accepted_on.is_some() && case.concluded_on.is_some())
    );
}

/// The walk goes nearly everywhere: every table, and most of its rows.
#[test]
fn the_walk_reaches_every_table_and_most_rows() {
    let mut rows = BTreeSet::new();
    let mut events = 0;
    for seed in 0..3_000 {
        let walk = walk(seed, &LAW);
        events += walk.history.0.len();
        rows.extend(walk.rows);
    }
    let every: Vec<String> =
        machines().flat_map(|machine| machine.transitions().map(move |row| format!("{} {}", machine.code, row.id))).collect();
    let missed: Vec<&String> = every.iter().filter(|row| !rows.contains(*row)).collect();
    assert!(missed.len() * 10 <= every.len() * 2, "{} of {} rows missed in {events} events: {missed:#?}", missed.len(), every.len());
    for machine in machines() {
        assert!(rows.iter().any(|row| row.starts_with(&format!("{} ", machine.code))), "{} was never walked", machine.code);
    }
    assert!(matches!(Event::parse("annulled", "{}"), Ok(Event::Annulled(_))), "annulments stand beside the tables");
}
