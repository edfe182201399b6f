//! Figures: what a case contributes, the registry of rate definitions, and the formulas over both.
//!
//! The way of a figure: a folded case → its [`facts()`] → [`Counts`] of a scope and period → [`rate()`] by a [`Definition`] →
//! [`annual()`]. Nothing here knows a database; the store keeps facts and running totals of them, this module knows what they mean.

mod annual;
mod attendance;
mod balance;
mod counts;
mod definition;
mod fact;
mod facts;
mod files;
mod measure;
mod performance;
mod period;
mod place;
mod rate;
mod registry;
mod rounding;
mod sets;
pub mod statutory;

pub use annual::{
    AgainstOurUnits, AnnualFigures, Change, Compared, Count, Kind, Litigation, NotComputed, Reconsideration, Supervised, YearFigures,
    annual, double_decrease,
};
pub use attendance::{ABSENT, APPEARED};
pub use balance::{BalanceRule, Broken, RULES, Standing, balance};
pub use counts::{Counts, Label};
pub use definition::{Choice, Definition, Effect, Exception, Formula, Method, Switch, Term};
pub use fact::{CaseFacts, Dimension, Fact, Topic, Trait, Traits, counted, counted_by};
pub use facts::facts;
pub use measure::{Counted, Measure};
pub use period::{Bucket, Parts, Period, PeriodFault, When};
pub use rate::{Rate, rate};
pub use registry::{AnnualChoice, Chosen, Registry, RegistryFaults, RegistryTexts};
pub use rounding::{Rounding, RoundingMode};
pub use sets::OutcomeSet;

#[cfg(test)]
mod tests;
