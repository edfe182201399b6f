//! Sums of facts before and within a period: everything a figure of the period is computed from.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::definition::Term;
use super::fact::{CaseFacts, Fact, Traits, counted};
use super::measure::{Counted, Measure};
use super::period::{Bucket, Period};

/// What a sum is of, but for its measure.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Label {
    /// The case, or the case again for a further agency.
    pub counted: Counted,
    /// Kind of record, empty outside litigation.
    pub instance: String,
    /// Outcome or other code; may be empty.
    pub code: String,
    /// What sets the facts apart.
    pub traits: Traits,
}

/// The sums of one scope and period. Labels are shared: those of many scopes are mostly the same ones.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counts(BTreeMap<(Measure, Bucket), BTreeMap<Arc<Label>, i64>>);

impl Counts {
    /// Adds to a sum.
    pub fn add(&mut self, measure: Measure, bucket: Bucket, label: impl Into<Arc<Label>>, count: i64) {
        *self.0.entry((measure, bucket)).or_default().entry(label.into()).or_default() += count;
    }

    /// The sums of these facts in a period, of what lies within a scope.
    pub fn of<'a>(cases: impl IntoIterator<Item = &'a CaseFacts>, period: Period, within: impl Fn(&Fact) -> bool) -> Self {
        let mut counts = Self::default();
        for case in cases {
            for (fact, counted) in counted(&case.facts, &within) {
                if let Some(bucket) = period.bucket(fact.on) {
                    counts.add(fact.measure, bucket, fact.label(counted), fact.count);
                }
            }
        }
        counts
    }

    /// Adds other sums.
    pub fn extend(&mut self, other: &Self) {
        for ((measure, bucket), labels) in &other.0 {
            for (label, count) in labels {
                self.add(*measure, *bucket, Arc::clone(label), *count);
            }
        }
    }

    /// Sum of the terms; those marked `minus` are taken away.
    pub fn sum(&self, terms: &[Term]) -> i64 {
        terms.iter().map(|term| term.sign() * self.count(term)).sum()
    }

    /// Count of one term, whatever its sign.
    pub fn count(&self, term: &Term) -> i64 {
        self.labels(term).map(|(_, count)| count).sum()
    }

    /// Counts of one term by code; codes that sum to nothing are left out.
    pub fn by_code(&self, term: &Term) -> BTreeMap<String, i64> {
        let mut counts: BTreeMap<String, i64> = BTreeMap::new();
        for (label, count) in self.labels(term) {
            *counts.entry(label.code.clone()).or_default() += count;
        }
        counts.retain(|_, count| *count != 0);
        counts
    }

    /// The sums a term takes.
    pub fn labels<'a>(&'a self, term: &'a Term) -> impl Iterator<Item = (&'a Label, i64)> {
        [Bucket::Before, Bucket::Within]
            .into_iter()
            .filter(|bucket| term.when.holds(*bucket))
            .filter_map(|bucket| self.0.get(&(term.measure, bucket)))
            .flatten()
            .filter(|(label, _)| term.takes(label))
            .map(|(label, count)| (&**label, *count))
    }

    /// Whether anything was counted within the period.
    pub fn any_within(&self) -> bool {
        self.0.iter().any(|((_, bucket), labels)| *bucket == Bucket::Within && labels.values().any(|count| *count != 0))
    }
}

impl Fact {
    /// What a sum that holds this fact is of.
    pub fn label(&self, counted: Counted) -> Label {
        Label { counted, instance: self.instance.to_owned(), code: self.code.clone(), traits: self.traits }
    }
}
