//! Figures: what a case contributes, the registry of rate definitions, and the formulas over both.
//!
//! The way of a figure: a folded case → [`tallies`] → running [`Totals`] by month → [`rate()`] by a [`Definition`] →
//! [`annual()`]. Nothing here knows a database; the store keeps the totals, this module knows what they mean.

mod annual;
mod balance;
mod contribution;
mod measure;
mod period;
mod rate;
mod registry;
mod rounding;
mod sets;
mod tally;
mod totals;

pub use annual::{
    AgainstOurUnits, AnnualFigures, Change, Compared, Kind, Litigation, NotComputed, Options, Reconsideration, YearFigures, annual,
};
pub use balance::{BalanceRule, Broken, RULES, Standing, balance};
pub use contribution::tallies;
pub use measure::{Counted, Measure};
pub use period::{Month, Period, When};
pub use rate::{Rate, rate};
pub use registry::{AnnualChoice, Definition, Formula, Method, Registry, RegistryFaults, Term};
pub use rounding::{Rounding, RoundingMode};
pub use sets::OutcomeSet;
pub use tally::Tally;
pub use totals::{Scope, TotalRow, Totals};

#[cfg(test)]
mod tests;
