//! The working-day calendar: read, taken in, and what it moves.

pub mod import;
pub mod list;
pub mod recompute;
pub mod year;
