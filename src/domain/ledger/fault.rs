//! What is wrong with a ledger, cell by cell, and what is merely worth knowing.

use serde::Serialize;

use super::cell::Address;
use crate::domain::words::Sentence;

/// Something that keeps a row, a sheet or the ledger from being taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// Name of the sheet.
    pub sheet: String,
    /// Row, from 1; absent when the fault is the sheet's.
    pub row: Option<u32>,
    /// The cell; absent when the fault is the row's or the sheet's.
    pub cell: Option<Address>,
    /// What stands there, shortened.
    pub value: String,
    /// What was expected instead, or why it cannot be.
    pub expected: Sentence,
}

/// Something a person should know that keeps nothing from being taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Notice {
    /// Name of the sheet.
    pub sheet: String,
    /// The cell, when it is about one.
    pub cell: Option<Address>,
    /// What stands there, shortened.
    pub value: String,
    /// What to know.
    pub remark: Sentence,
}

/// Faults (or notices) of a whole ledger: the first thousand and how many there were.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Faults<T = Fault> {
    /// The first ones, in the order they were met.
    pub kept: Vec<T>,
    /// How many there were.
    pub count: u64,
}

impl<T> Default for Faults<T> {
    fn default() -> Self {
        Self { kept: Vec::new(), count: 0 }
    }
}

impl<T> Faults<T> {
    /// How many are kept, so that a ledger full of faults does not fill the memory.
    pub const KEPT: usize = 1_000;

    /// Adds one.
    pub fn push(&mut self, fault: T) {
        self.count += 1;
        if self.kept.len() < Self::KEPT {
            self.kept.push(fault);
        }
    }

    /// There were none.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }
}

impl<T> Extend<T> for Faults<T> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, faults: I) {
        faults.into_iter().for_each(|fault| self.push(fault));
    }
}

impl<T> FromIterator<T> for Faults<T> {
    fn from_iter<I: IntoIterator<Item = T>>(faults: I) -> Self {
        let mut all = Self::default();
        all.extend(faults);
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_first_thousand_are_kept() {
        let faults: Faults<u32> = (0..5_000).collect();
        assert_eq!((faults.kept.len(), faults.count), (1_000, 5_000));
        assert!(!faults.is_empty());
    }
}
