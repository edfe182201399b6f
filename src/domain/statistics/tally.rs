//! What one case contributes to the figures: dated counts. Running totals of tallies answer every yearly figure
//! without reading the cases again.

use crate::domain::Day;
use crate::domain::case::parts::UnitName;

/// One contribution of a case: `count` more of `measure` on a day.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Tally {
    /// What is counted, e.g. `accepted`, `concluded`, `heard`; the registry in `config/statistics` names them.
    pub measure: &'static str,
    /// Day that places it in a period.
    pub on: Day,
    /// Unit it is counted for; empty when not recorded.
    pub unit: UnitName,
    /// Kind of record (litigation) or empty.
    pub instance: &'static str,
    /// Outcome or other code that divides the measure; may be empty.
    pub code: String,
    /// How many.
    pub count: i64,
}
