//! Which outcomes a cell may name: the law's book of outcomes knows the words, the sheet knows the group.

use crate::domain::case::Instance;

/// The part of the book of outcomes a cell is looked up in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OutcomeGroup {
    /// How a reconsideration ends (outcomes.md A.1).
    Reconsideration,
    /// First instance (B.1, B.2).
    FirstInstance,
    /// Second instance (B.4).
    SecondInstance,
    /// Review of an application for retrial (B.5, V-).
    RetrialReview,
    /// Retrial (B.5, T-).
    Retrial,
}

impl OutcomeGroup {
    /// Name of the group.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Reconsideration => "reconsideration",
            Self::FirstInstance => "first-instance",
            Self::SecondInstance => "second-instance",
            Self::RetrialReview => "retrial-review",
            Self::Retrial => "retrial",
        }
    }

    /// The group of a kind of record; `None` where a ledger of suits names no outcomes.
    pub const fn of(instance: Instance) -> Option<Self> {
        match instance {
            Instance::First => Some(Self::FirstInstance),
            Instance::Second => Some(Self::SecondInstance),
            Instance::RetrialReview => Some(Self::RetrialReview),
            Instance::RetrialFirst | Instance::RetrialSecond => Some(Self::Retrial),
            Instance::Supervision | Instance::PublicInterest | Instance::Enforcement => None,
        }
    }
}

/// Finds the code of an outcome by a name or a synonym of it, exactly; never by likeness.
pub trait OutcomeNames {
    /// The code `text` stands for within `group`; `text` comes in the form of [`super::key`].
    fn outcome(&self, group: OutcomeGroup, text: &str) -> Option<&str>;
}
