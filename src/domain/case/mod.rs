//! The case file: an append-only list of dated procedural events, and everything that follows from it.

pub mod event;
pub mod field;
mod file;
mod history;
mod number;
pub mod parts;

pub use file::{Case, Hearing, Instance, Interval, PerformanceDuty, State, Unrecorded};
pub use history::{CaseKind, Entry, EntryJson, History, Source};
pub use number::{CaseNumber, NumberFault};
