//! Figures: what a case contributes, the registry of rate definitions, and the formulas over both.

mod tally;

pub use tally::Tally;
