//! The case file: an append-only list of dated procedural events, and everything that follows from it.
//!
//! [`event`] is the vocabulary, [`Case::fold`] the meaning, [`transition`] the law: `reconsideration` and `litigation` hold the
//! tables, `guards` their conditions. [`append`] is the one way to add to a history.

pub mod appearance;
mod append;
pub mod course;
pub mod dispute;
pub mod docket;
pub mod event;
pub mod field;
mod file;
mod fold;
mod guards;
mod history;
pub mod hour;
pub mod kind;
mod labels;
pub mod lifecycle;
mod litigation;
pub mod mark;
pub mod number;
mod participants;
pub mod parts;
pub mod periods;
mod reconsideration;
pub mod transition;

pub use append::{Replay, append, replay};
pub use file::{Attributes, Case, Hearing, HearingStatus, Instance, Interval, PerformanceDuty, Reply, State, Suspension, Withdrawal};
pub use history::{CaseKind, Entry, EntryJson, History, Source};
pub use number::{CaseNumber, NumberFault};
pub use participants::{Participant, ParticipantRole};
pub use transition::Refusal;

use transition::Machine;

/// Every table, in the order of lifecycle.md.
pub fn machines() -> impl Iterator<Item = &'static Machine> {
    [&reconsideration::RECONSIDERATION, &reconsideration::RESPONDENT].into_iter().chain(litigation::MACHINES.iter().copied())
}

/// The table a case follows. An empty litigation file follows the first instance until its first event says otherwise.
pub fn machine_of(case: &Case) -> &'static Machine {
    machine_for(case.kind, case.instance)
}

/// The table that cases of a kind follow, and of an instance where the kind has instances.
pub fn machine_for(kind: CaseKind, instance: Option<Instance>) -> &'static Machine {
    match kind {
        CaseKind::Reconsideration => &reconsideration::RECONSIDERATION,
        CaseKind::Respondent => &reconsideration::RESPONDENT,
        CaseKind::Litigation => litigation::machine(instance.unwrap_or(Instance::First)),
    }
}

/// The tables whose opening events an empty file of a kind may begin with.
pub fn openings(kind: CaseKind) -> Vec<&'static Machine> {
    match kind {
        CaseKind::Litigation => litigation::MACHINES.to_vec(),
        other => vec![machine_of(&Case::new(other))],
    }
}
