//! Storage: the only module that knows diesel. One code path for SQLite and PostgreSQL, chosen at run time by URL;
//! an engine difference is written where it is needed, with the reason.
//!
//! All that one act changes — events, projection, totals, audit — commits in one transaction.

mod audit;
mod backup;
mod batches;
mod bulk;
mod calendars;
mod cases;
mod connection;
mod days;
mod deadlines;
mod due;
mod error;
mod events;
mod fresh;
mod lists;
mod migrate;
mod schema;
mod tallies;
mod types;
mod units;
mod verify;

pub use audit::{Act, AuditEntry};
pub use backup::TableCount;
pub use batches::{Batch, BatchState, NewBatch};
pub use bulk::{BulkCase, Loaded, Origin};
pub use calendars::{NewCalendar, StoredCalendar};
pub use cases::{Append, NewCase, StoredCase};
pub use connection::Database;
pub use deadlines::{CasePending, Recomputed};
pub use due::{DeadlineCounts, DeadlineCursor, DeadlineFilter, DeadlineListed};
pub use error::StoreError;
pub use fresh::Fresh;
pub use lists::{CaseFilter, CaseListed, Cursor, Page};
pub use tallies::{TallyRow, YearTally};
pub use types::{BatchId, CaseId, Projection, Projector, UnitId, UnitRole};
pub use units::Unit;
pub use verify::Difference;
