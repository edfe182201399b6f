//! Supervision 督办: letters, interviews and meetings as numbered, dated, answered records; proposals raised when a threshold is crossed;
//! the analysis of each lost or corrected case.

mod books;
mod record;

pub use books::{Cause, Counts, SupervisionBooks, Threshold, crossings};
pub use record::{KIND_ROWS, KindRow, Record, RecordKind, RecordState, ReplyPeriod, Step, StepKind};
