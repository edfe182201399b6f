//! Which outcomes a cell may name: the law's book of outcomes knows the words, the sheet knows the group.

use std::collections::HashMap;

use super::text::key;

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

/// Finds the code of an outcome by a name or a synonym of it, exactly; never by likeness.
pub trait OutcomeNames {
    /// The code `text` stands for within `group`; `text` comes as the cell has it, without the blanks around it.
    fn outcome(&self, group: OutcomeGroup, text: &str) -> Option<&str>;
}

/// Names of outcomes gathered once and found whatever their widths, brackets and blanks.
#[derive(Debug, Clone, Default)]
pub struct OutcomeTable(HashMap<OutcomeGroup, HashMap<String, String>>);

/// Gathers (group, name or synonym, code).
impl<'a> FromIterator<(OutcomeGroup, &'a str, &'a str)> for OutcomeTable {
    fn from_iter<I: IntoIterator<Item = (OutcomeGroup, &'a str, &'a str)>>(names: I) -> Self {
        let mut table = Self::default();
        for (group, name, code) in names {
            table.0.entry(group).or_default().insert(key(name), code.to_owned());
        }
        table
    }
}

impl OutcomeNames for OutcomeTable {
    fn outcome(&self, group: OutcomeGroup, text: &str) -> Option<&str> {
        self.0.get(&group)?.get(&key(text)).map(String::as_str)
    }
}
