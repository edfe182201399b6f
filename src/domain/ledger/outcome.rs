//! Which outcomes a cell may name: the law's book of outcomes knows the words, the sheet knows the group.

use std::collections::HashMap;

use super::text::key;
use crate::domain::law::CodeBook;

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
    /// Every group.
    pub const ALL: &'static [Self] =
        &[Self::Reconsideration, Self::FirstInstance, Self::SecondInstance, Self::RetrialReview, Self::Retrial];

    /// The group of this name.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|group| group.code() == code)
    }

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
}

/// Names of outcomes gathered once from the law's book and found whatever their widths, brackets and blanks; never by likeness.
#[derive(Debug, Clone, Default)]
pub struct OutcomeNames(HashMap<OutcomeGroup, HashMap<String, String>>);

impl OutcomeNames {
    /// Every name and synonym the law's book of outcomes lists.
    pub fn of(codes: &CodeBook) -> Self {
        let mut names = Self::default();
        for outcome in codes.outcomes() {
            if let Some(group) = OutcomeGroup::from_code(outcome.group.code()) {
                let group = names.0.entry(group).or_default();
                group.extend(outcome.names().map(|name| (key(name), outcome.code.clone())));
            }
        }
        names
    }

    /// The code `text` stands for within `group`.
    pub fn outcome(&self, group: OutcomeGroup, text: &str) -> Option<&str> {
        self.0.get(&group)?.get(&key(text)).map(String::as_str)
    }
}
