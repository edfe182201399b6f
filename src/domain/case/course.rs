//! The course of a case: the states it has been in, each since a day, and those still ahead if nothing happens on the way.

use super::file::{Case, State};
use super::history::{CaseKind, History};
use super::machine_of;
use crate::domain::Day;
use crate::domain::law::Law;

/// A state a case has been in, or is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Passage {
    /// The state.
    pub state: State,
    /// The day it was reached.
    pub since: Day,
}

/// The states a history has led through, in order; the last one is the state of today.
pub fn passages(kind: CaseKind, history: &History, today: Day, law: &Law) -> Vec<Passage> {
    let mut case = Case::new(kind);
    let mut passed: Vec<Passage> = Vec::new();
    let mut note = |case: &Case| {
        if case.state != State::New && passed.last().is_none_or(|last| last.state != case.state) {
            passed.push(Passage { state: case.state, since: case.since });
        }
    };
    for (_, entry) in history.live() {
        // what had happened by itself before the entry
        case = case.ready_for(entry, law).into_owned();
        note(&case);
        case.apply(entry, law);
        note(&case);
    }
    note(&case.as_of(today, law));
    passed
}

/// The states still ahead of a case when nothing happens on the way: no suspension, no appeal, no early end.
pub fn ahead(case: &Case) -> Vec<State> {
    use State::*;
    let course: &[State] = match machine_of(case).code {
        "retrial-review" | "supervision" => &[Notified, InTrial, Ended, Closed],
        "public-interest" => &[Notified, Ended, Closed],
        "non-litigation-enforcement" => &[Notified, InTrial, Performance, Closed],
        _ => &[Received, Notified, UnderReview, InTrial, Decided, Effective, Closed],
    };
    let machine = machine_of(case);
    let course: Vec<State> = course.iter().copied().filter(|state| machine.state_words(*state).is_some()).collect();
    // a state beside the course stands where the course is left
    let beside = match case.state {
        AwaitingSupplement => Received,
        Suspended if machine.state_words(UnderReview).is_some() => UnderReview,
        Suspended => InTrial,
        Appealed => Decided,
        Abandoned | Rejected | Terminated | HandedOver | Mediated | Ended | Performance => Effective,
        on_it => on_it,
    };
    let here = if course.contains(&case.state) { case.state } else { beside };
    match course.iter().position(|state| *state == here) {
        Some(at) => course[at + 1..].to_vec(),
        None => course.last().copied().filter(|last| *last != case.state).into_iter().collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::case::Entry;
    use crate::domain::case::event::Event;

    fn history(events: &[(&str, &str, &str)]) -> History {
        History(events.iter().map(|(code, on, data)| Entry::recorded(on.parse().unwrap(), Event::parse(code, data).unwrap())).collect())
    }

    #[test]
    fn a_case_is_told_by_where_it_has_been_and_what_is_ahead() {
        let law = Law::bundled().unwrap();
        let today = "2024-06-03".parse().unwrap();
        let suspended = history(&[
            ("application-received", "2024-03-01", "{}"),
            ("accepted", "2024-03-05", "{}"),
            ("suspended", "2024-04-01", r#"{"ground":"SU-1"}"#),
            ("annulled", "2024-04-02", r#"{"entry":2,"reason":"误记"}"#),
            ("suspended", "2024-04-03", r#"{"ground":"SU-1"}"#),
        ]);
        let passed = passages(CaseKind::Reconsideration, &suspended, today, &law);
        let told: Vec<_> = passed.iter().map(|passage| (passage.state, passage.since.to_string())).collect();
        let expected = [(State::Received, "2024-03-01"), (State::UnderReview, "2024-03-05"), (State::Suspended, "2024-04-03")];
        assert_eq!(told, expected.map(|(state, on)| (state, on.to_owned())));
        let case = Case::fold(CaseKind::Reconsideration, &suspended, &law);
        assert_eq!(ahead(&case), [State::Decided, State::Effective, State::Closed]);
        // five working days of silence after the application are an acceptance (23-30(3))
        let silent = history(&[("application-received", "2024-05-06", "{}")]);
        let passed = passages(CaseKind::Reconsideration, &silent, today, &law);
        assert_eq!(passed.last().map(|passage| passage.state), Some(State::UnderReview));
    }

    #[test]
    fn what_is_ahead_ends_every_case_and_holds_no_state_its_procedure_lacks() {
        let law = Law::bundled().unwrap();
        for kind in CaseKind::ALL {
            let mut case = Case::fold(*kind, &History::default(), &law);
            let machine = machine_of(&case);
            for (state, _) in machine.states {
                case.state = *state;
                let ahead = ahead(&case);
                assert_eq!(ahead.last(), (*state != State::Closed).then_some(&State::Closed), "{kind:?} {state:?}");
                assert!(ahead.iter().all(|state| machine.state_words(*state).is_some()), "{kind:?} {state:?}");
            }
        }
    }
}
