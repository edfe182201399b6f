//! How the service is: whether it can work, and what its administrators should know of it.

use chrono::{DateTime, Datelike, NaiveDateTime, Utc};

use super::access::Access;
use super::books::Books;
use super::calendar::{OpenItem, open_items};
use super::error::ServiceError;
use super::reminders::{Watch, reminders_watch};
use crate::domain::Day;
use crate::domain::access::{Action, Object};
use crate::domain::audit::AuditAction;
use crate::domain::words::Words;
use crate::store::{AuditFilter, Database, StoreError, Vitals, Writer};

/// Something the service cannot work without.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Check {
    /// A word for programs.
    pub name: &'static str,
    /// The same for people.
    pub words: Words,
    /// It is there.
    pub ok: bool,
}

/// What a backup left in the audit trail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackedUp {
    /// When, UTC.
    pub at: NaiveDateTime,
    /// By whom.
    pub by: String,
    /// Name of the file.
    pub file: String,
    /// Rows in it.
    pub rows: u64,
}

/// How the service is.
#[derive(Debug, Clone)]
pub struct Health {
    /// What it cannot work without.
    pub checks: [Check; 3],
    /// What the database says of itself.
    pub vitals: Vitals,
    /// How reminders stand.
    pub watch: Watch,
    /// What waits for an administrator.
    pub open_items: Vec<OpenItem>,
    /// The last backup the trail knows.
    pub backed_up: Option<BackedUp>,
}

/// What the service cannot work without; `current`: what the database answered when it was asked for its schema.
pub fn readiness(current: &Result<bool, StoreError>, writer: &Writer) -> [Check; 3] {
    let writes = writer.run(|_| Ok::<_, StoreError>(()));
    let check = |name, zh, en, ok| Check { name, words: Words { zh, en }, ok };
    [
        check("database", "数据库可读", "the database can be read", current.is_ok()),
        check("schema", "数据库结构与程序一致", "the schema is the program's", matches!(current, Ok(true))),
        check("writer", "数据库可写", "the database can be written", writes.is_ok()),
    ]
}

/// From this month on the notice of the next year is expected.
const EXPECTED_FROM: u32 = 11;

/// What is to be said where a calendar that should be known is not.
pub fn calendar_missing(books: &Books, today: Day) -> Option<Words> {
    let next = i32::from(today.month() >= EXPECTED_FROM);
    let missing = (today.year()..=today.year() + next).any(|year| !books.law.calendar.is_published(year));
    missing.then_some(Words {
        zh: "本年或下一年度的放假安排尚未录入工作日历，跨年期限为暂定",
        en: "the calendar of this year or the next is not in; periods that reach into it are provisional",
    })
}

/// How the service is, for its administrators.
///
/// # Errors
/// [`ServiceError::Denied`], or what the engine reports.
pub fn health(
    database: &mut Database,
    access: &Access,
    books: &Books,
    writer: &Writer,
    now: DateTime<Utc>,
) -> Result<Health, ServiceError> {
    access.may(Action::HealthRead, &Object::Deployment)?;
    let current = database.is_current();
    Ok(Health {
        checks: readiness(&current, writer),
        vitals: database.vitals()?,
        watch: reminders_watch(database, now)?,
        open_items: open_items(&books.law.calendar, access.today),
        backed_up: backed_up(database)?,
    })
}

/// The last backup, as the trail tells it: who may look after the service need not read the trail.
fn backed_up(database: &mut Database) -> Result<Option<BackedUp>, ServiceError> {
    let filter = AuditFilter { action: Some(AuditAction::BackedUp), ..AuditFilter::default() };
    Ok(database.audit_list(&filter, 1)?.into_iter().next().map(|row| {
        let details: serde_json::Value = serde_json::from_str(&row.details).unwrap_or_default();
        BackedUp {
            at: row.at,
            by: row.actor,
            file: details["file"].as_str().unwrap_or_default().to_owned(),
            rows: details["rows"].as_u64().unwrap_or_default(),
        }
    }))
}
