//! Storage: the only module that knows diesel. One code path for SQLite and PostgreSQL, chosen at run time by URL;
//! an engine difference is written where it is needed, with the reason.
//!
//! All that one act changes — events, projection, totals, audit — commits in one transaction.

mod approvals;
mod audit;
mod backup;
mod batches;
mod bulk;
mod calendars;
mod cases;
mod chunks;
mod connection;
mod credentials;
mod days;
mod deadlines;
mod due;
mod documents;
mod error;
mod events;
mod fresh;
mod grants;
mod idempotency;
mod lists;
mod migrate;
mod people;
mod pool;
mod reach;
mod schema;
mod seals;
mod second_factors;
mod sessions;
mod tallies;
mod types;
mod units;
mod verify;
mod writer;

pub use approvals::{Approval, NewApproval};
pub use audit::{Act, AuditEntry};
pub use backup::TableCount;
pub use batches::{Batch, BatchState, NewBatch};
pub use bulk::{BulkCase, Loaded, Origin};
pub use calendars::{NewCalendar, StoredCalendar};
pub use cases::{Append, NewCase, StoredCase};
pub use connection::Database;
pub use credentials::{Credential, Failures};
pub use deadlines::{CasePending, Recomputed};
pub use due::{DeadlineCounts, DeadlineCursor, DeadlineFilter, DeadlineListed};
pub use documents::{Document, NewDocument};
pub use error::StoreError;
pub use fresh::Fresh;
pub use grants::{GrantTo, Granted, Held, NewGrant};
pub use idempotency::KeptAnswer;
pub use lists::{CaseFilter, CaseListed, Cursor, Page};
pub use people::{Client, NewClient, NewPerson, Person, PersonChange};
pub use pool::Pool;
pub use reach::Standing;
pub use seals::{AuditCheck, AuditChecker, AuditFault, AuditSeal};
pub use second_factors::SecondFactor;
pub use sessions::{NewSession, OpenSession, Refresh, Session, SessionEnd, SessionKind};
pub use tallies::{TallyRow, YearTally};
pub use types::{Projection, Projector, UnitRole};
pub use units::{Unit, UnitsPut};
pub use verify::Difference;
pub use writer::{Beside, Opening, Writer, WriterTally};

pub use crate::domain::id::{ApprovalId, BatchId, CaseId, ClientId, GrantId, PersonId, UnitId};
