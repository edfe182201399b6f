//! The rule book and the calculator.

pub mod calculator;
pub mod rule;
pub mod rules;
