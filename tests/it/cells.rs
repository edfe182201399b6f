//! Every cell of machine × state × event × law: it is in the table, or it is refused with the article and the reason.

use std::collections::{BTreeMap, BTreeSet};

use fuyi::domain::case::event::{Event, Tag};
use fuyi::domain::case::parts::Regime;
use fuyi::domain::case::transition::{self, Machine, To, no_cell};
use fuyi::domain::case::{Case, CaseKind, Entry, Instance, State, machines, openings};
use fuyi::domain::law::Law;
use fuyi::domain::words::Sentence;

/// A file that follows a table and stands in a state; the law that governs is pinned.
fn standing(machine: &Machine, state: State, regime: Regime) -> Case {
    let kind = CaseKind::from_code(machine.code).unwrap_or(CaseKind::Litigation);
    let instance = Instance::from_code(machine.code);
    assert_eq!(kind == CaseKind::Litigation, instance.is_some(), "{} is the table of a kind or of a record", machine.code);
    Case { instance, state, pinned: Some(regime), ..Case::new(kind) }
}

fn is_said(sentence: &Sentence) -> bool {
    !sentence.zh.trim().is_empty() && !sentence.en.trim().is_empty()
}

/// An event without data.
fn bare(tag: Tag) -> Event {
    Event::parse(tag.code(), "").unwrap()
}

#[test]
fn every_cell_is_in_the_table_or_refused_with_its_article() {
    let law = Law::bundled().unwrap();
    let (mut cells, mut lawful) = (0, 0);
    for machine in machines() {
        for (state, name) in machine.states {
            for &tag in Tag::ALL.iter().filter(|tag| **tag != Tag::Annulled) {
                for &regime in Regime::ALL {
                    cells += 1;
                    let cell = format!("{} × {} × {} × {}", machine.code, state.code(), tag.code(), regime.code());
                    let case = standing(machine, *state, regime);
                    let entry = Entry::recorded("2024-06-03".parse().unwrap(), bare(tag));
                    let decided = transition::decide(&case, 0, &entry, &law);
                    match machine.row(*state, tag, regime) {
                        Some(row) => {
                            lawful += 1;
                            let Err(refused) = decided else { continue };
                            let conditions = row.guards.iter().map(|guard| guard.rule).chain([row.id, "ORDER"]);
                            assert!(conditions.into_iter().any(|rule| rule == refused.rule), "{cell}: refused by {refused:?}");
                            assert!(!refused.article.is_empty() && is_said(&refused.reason), "{cell}: {refused:?}");
                        }
                        None => {
                            let (rule, article, reason) = no_cell(machine, *state, tag, regime);
                            assert!(!rule.is_empty() && !article.is_empty() && is_said(&reason), "{cell}: {rule} {article} {reason:?}");
                            let refused = decided.expect_err(&cell);
                            assert_eq!((refused.rule, refused.article, &refused.reason), (rule, article, &reason), "{cell}");
                            let own = machine.forbidden.iter().any(|row| row.event == tag && Sentence::from(row.words) == reason);
                            let names_it = [name.zh, machine.words.zh, regime.words().zh].iter().any(|words| reason.zh.contains(words));
                            assert!(own || names_it, "{cell}: neither a rule of its own nor the states: {}", reason.zh);
                        }
                    }
                }
            }
        }
    }
    assert!(cells > 20_000 && lawful > 1_500, "{lawful} of {cells} cells");
}

#[test]
fn an_empty_file_is_opened_only_by_its_openings() {
    let law = Law::bundled().unwrap();
    for &kind in CaseKind::ALL {
        for &tag in Tag::ALL.iter().filter(|tag| **tag != Tag::Annulled) {
            let opens =
                openings(kind).iter().any(|machine| machine.transitions().any(|row| row.event == tag && row.from.contains(&State::New)));
            for on in ["2023-06-05", "2024-06-03"] {
                let decided = transition::decide(&Case::new(kind), 0, &Entry::recorded(on.parse().unwrap(), bare(tag)), &law);
                match decided {
                    Ok(_) => assert!(opens, "{} opens a {}", tag.code(), kind.code()),
                    Err(refused) => {
                        assert!(!refused.rule.is_empty() && !refused.article.is_empty() && is_said(&refused.reason), "{refused:?}");
                    }
                }
            }
        }
    }
}

#[test]
fn no_event_is_without_a_place() {
    let placed: BTreeSet<&str> = machines()
        .flat_map(|machine| machine.transitions().map(|row| row.event).chain(machine.forbidden.iter().map(|row| row.event)))
        .map(Tag::code)
        .collect();
    let lost: Vec<&str> =
        Tag::ALL.iter().filter(|tag| **tag != Tag::Annulled).map(|tag| tag.code()).filter(|code| !placed.contains(code)).collect();
    assert_eq!(lost, Vec::<&str>::new(), "in no table and in no list of what is forbidden");
}

/// States a row can lead to.
fn targets(to: To, from: &[State]) -> Vec<State> {
    match to {
        To::State(state) => vec![state],
        To::Same => Vec::new(),
        To::ClosedWhenNothingOpen | To::ClosedWhenAnswered => vec![State::Closed],
        To::EffectiveOrPerformance | To::WhenNoAppealIsLeft(State::Effective) => vec![State::Effective, State::Performance],
        To::WhenNoAppealIsLeft(state) => vec![state],
        To::FinalResult => vec![State::Ended, State::Effective, State::Performance],
        To::EnforcementResult if from.contains(&State::Appealed) => vec![State::Performance, State::Ended],
        To::EnforcementResult => vec![State::Performance, State::Decided],
        To::HandedOverUnlessUs => vec![State::HandedOver],
        To::ObjectionResult => vec![State::Ended, State::InTrial],
    }
}

#[test]
fn every_state_is_reached_and_every_row_starts_and_ends_in_states_of_its_table() {
    for machine in machines() {
        let known: BTreeSet<State> = machine.states.iter().map(|(state, _)| *state).collect();
        for &regime in Regime::ALL {
            let mut reached = BTreeSet::from([State::New]);
            loop {
                let more: Vec<State> = machine
                    .transitions()
                    .filter(|row| row.laws.include(regime) && row.from.iter().any(|state| reached.contains(state)))
                    .flat_map(|row| targets(row.to, row.from))
                    .filter(|state| !reached.contains(state))
                    .collect();
                if more.is_empty() {
                    break;
                }
                reached.extend(more);
            }
            let unreached: Vec<&State> = known.difference(&reached).collect();
            assert_eq!(unreached, Vec::<&State>::new(), "{} under the {}", machine.code, regime.words().en);
            let foreign: Vec<&State> = reached.iter().filter(|state| **state != State::New && !known.contains(state)).collect();
            assert_eq!(foreign, Vec::<&State>::new(), "{} leads to states it does not name", machine.code);
        }
        for row in machine.transitions() {
            let starts = row.from.iter().any(|state| *state == State::New || known.contains(state));
            assert!(starts, "{} {} starts nowhere", machine.code, row.id);
        }
    }
}

#[test]
fn rows_have_an_id_of_their_own_and_conditions_cite_the_law() {
    for machine in machines() {
        let mut ids: BTreeMap<&str, &str> = BTreeMap::new();
        for row in machine.transitions() {
            if let Some(other) = ids.insert(row.id, row.event.code()) {
                panic!("{}: {} is the row of {other} and of {}", machine.code, row.id, row.event.code());
            }
            assert!(!row.article.is_empty(), "{} {}", machine.code, row.id);
            for guard in row.guards {
                let said = ![guard.rule, guard.article, guard.words.zh, guard.words.en].iter().any(|text| text.is_empty());
                assert!(said, "{} {}: {guard:?}", machine.code, row.id);
            }
        }
        for row in machine.forbidden {
            let said = ![row.rule, row.article, row.words.zh, row.words.en].iter().any(|text| text.is_empty());
            assert!(said, "{} {row:?}", machine.code);
            let within = row.states.iter().all(|state| machine.states.iter().any(|(known, _)| known == state));
            assert!(within, "{} {row:?} forbids in a state the table does not know", machine.code);
        }
    }
}

#[test]
fn two_rows_never_answer_for_one_cell() {
    for machine in machines() {
        for (state, _) in machine.states.iter().chain([&(State::New, fuyi::domain::words::Words { zh: "", en: "" })]) {
            for &tag in Tag::ALL {
                for &regime in Regime::ALL {
                    let rows: Vec<&str> = machine
                        .transitions()
                        .filter(|row| row.event == tag && row.from.contains(state) && row.laws.include(regime))
                        .map(|row| row.id)
                        .collect();
                    assert!(rows.len() <= 1, "{} × {} × {}: {rows:?}", machine.code, state.code(), tag.code());
                }
            }
        }
    }
}
