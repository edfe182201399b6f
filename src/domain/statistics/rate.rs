//! The one rate engine: a definition and the counts of a period give a fraction that says where it comes from.

use std::cmp::Ordering;

use serde::Serialize;

use super::counts::Counts;
use super::definition::{Definition, Method};
use super::rounding::Rounding;

/// A rate with everything needed to check it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Rate {
    /// Numerator.
    pub numerator: i64,
    /// Denominator.
    pub denominator: i64,
    /// In percent, without the sign; `None` without a base: never 100 % of nothing.
    pub percent: Option<String>,
    /// Id of the definition.
    pub definition: String,
    /// Version of the definition.
    pub version: u32,
    /// How the percentage was rounded.
    pub rounding: Rounding,
}

/// Computes a rate; `None` for a definition that is not a fraction of recorded facts.
pub fn rate(definition: &Definition, counts: &Counts, rounding: Rounding) -> Option<Rate> {
    let Method::Fraction(formula) = &definition.method else { return None };
    Some(Rate::of(definition, counts.sum(&formula.numerator), counts.sum(&formula.denominator), rounding))
}

impl Rate {
    /// The fraction a definition comes to.
    pub fn of(definition: &Definition, numerator: i64, denominator: i64, rounding: Rounding) -> Self {
        Self {
            numerator,
            denominator,
            percent: rounding.percent(numerator, denominator),
            definition: definition.id.clone(),
            version: definition.version,
            rounding,
        }
    }

    /// Whether the exact fraction is smaller, equal or greater than another; `None` when either has no base.
    pub fn compare(&self, other: &Self) -> Option<Ordering> {
        if self.denominator <= 0 || other.denominator <= 0 {
            return None;
        }
        let cross = |a: &Self, b: &Self| i128::from(a.numerator) * i128::from(b.denominator);
        Some(cross(self, other).cmp(&cross(other, self)))
    }

    /// Change since an earlier rate, in percentage points (TB-2).
    pub fn points_since(&self, earlier: &Self) -> Option<String> {
        self.rounding.points((earlier.numerator, earlier.denominator), (self.numerator, self.denominator))
    }
}
