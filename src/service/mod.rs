//! Use cases: load, decide, save, one transaction each. One file a family.

mod ahead;
mod books;
mod calendar;
mod cases;
mod deadlines;
mod error;
mod generate;
mod import;
mod maintenance;
mod period;
mod replay;
mod report;

pub use books::Books;
pub use calendar::{
    CalendarFile, CalendarImported, CalendarList, CalendarListed, CalendarShown, Imported, OpenItem, calendar_import, calendar_list,
    calendar_show, open_items,
};
pub use cases::{CaseFile, CaseQuery, NewFile, case_file, list, open_case, record};
pub use deadlines::{Change, DueLine, DueList, DueQuery, End, Preview, due, recompute_apply, recompute_preview};
pub use error::ServiceError;
pub use generate::{generate, synthetic};
pub use import::{ImportOptions, ImportReport, Progress, import, undo};
pub use maintenance::{backup, migrate, restore, verify};
pub use period::{PeriodAnswer, PeriodEntry, PeriodQuestion, period, period_due, period_entry, period_line};
pub use replay::{RefusalAnswer, ReplayAnswer, replay_line};
pub use report::annual;

pub use crate::office::Limits;
pub use crate::store::{Act, BatchId, CaseId, CaseListed, DeadlineCounts, Recomputed};
