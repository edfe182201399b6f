//! Records of supervision: opened, numbered and issued, answered, closed with proof; and how many there are.

use serde::Serialize;

use crate::domain::Day;
use crate::domain::access::{Action, Object};
use crate::domain::deadline::dates;
use crate::domain::id::{CaseId, RecordId, UnitId};
use crate::domain::law::Law;
use crate::domain::statistics::Period;
use crate::domain::supervision::{Record, RecordKind, ReplyPeriod, Step, StepKind};
use crate::domain::words::Sentence;
use crate::service::access::Access;
use crate::service::books::Books;
use crate::service::error::ServiceError;
use crate::store::{Act, Database, RecordFilter, RecordKept};

/// A record to be opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewRecord {
    /// Kind.
    pub kind: RecordKind,
    /// Unit addressed.
    pub unit: UnitId,
    /// What it is about.
    pub title: String,
    /// Court or procuratorate that issued it.
    pub organ: Option<String>,
    /// The case it is about.
    pub case: Option<CaseId>,
}

/// How many records of a kind there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct KindCount {
    /// Kind.
    pub kind: RecordKind,
    /// Issued in the period.
    pub issued: usize,
    /// Units they were addressed to.
    pub units: usize,
    /// Of those issued, replied to.
    pub replied: usize,
    /// Due to be replied to in the period.
    pub due: usize,
    /// Of those due, replied to in time.
    pub in_time: usize,
    /// Of those issued, closed with proof.
    pub closed: usize,
}

/// Records of one question at most.
const MOST: u32 = 10_000;

/// Opens a record.
///
/// # Errors
/// [`ServiceError::Denied`]; what the record refuses; a case nobody may read.
pub fn open(database: &mut Database, access: &Access, new: &NewRecord, act: &Act<'_>) -> Result<RecordId, ServiceError> {
    access.may(Action::SupervisionWrite, &Object::Unit(new.unit))?;
    if let Some(case) = new.case {
        access.may_case(database, Action::CaseRead, case)?;
    }
    let record = Record::opened(new.kind, &new.title, new.organ.as_deref()).map_err(ServiceError::Said)?;
    Ok(database.supervision_open(new.unit, new.case, &record, act)?)
}

/// Carries a record on by one step. Where the rule book knows the period to reply, its last day is that of the rule book.
///
/// # Errors
/// [`ServiceError::Denied`]; what the record refuses; a number that is taken; a record somebody else has changed.
pub fn step(database: &mut Database, access: &Access, books: &Books, id: RecordId, step: &Step, act: &Act<'_>) -> Result<(), ServiceError> {
    let kept = found(database, access, id)?;
    let action = if step.kind == StepKind::Reply { Action::SupervisionReply } else { Action::SupervisionWrite };
    access.may(action, &Object::Unit(kept.unit))?;
    let by_law = match step.kind {
        StepKind::Issue => reply_due(&books.law, kept.record.kind, step.on),
        StepKind::Reply | StepKind::Close => None,
    };
    let after = kept.record.after(step, by_law, access.today).map_err(ServiceError::Said)?;
    Ok(database.supervision_step(&kept, &after, step.kind.code(), act)?)
}

/// The last day to reply to a letter issued on a day, where the rule book knows it.
fn reply_due(law: &Law, kind: RecordKind, issued: Day) -> Option<Day> {
    let ReplyPeriod::Law(rules) = kind.row().reply else { return None };
    let in_force = |rule: &&crate::domain::law::Rule| rule.in_force_on(issued);
    let rule = rules.iter().filter_map(|id| law.rules.get(id)).find(in_force)?;
    dates(law, rule, issued, &[], None).ok().map(|dates| dates.safe_on)
}

/// A record.
///
/// # Errors
/// No such record, or one that lies out of reach.
pub fn record(database: &mut Database, access: &Access, id: RecordId) -> Result<RecordKept, ServiceError> {
    found(database, access, id)
}

fn found(database: &mut Database, access: &Access, id: RecordId) -> Result<RecordKept, ServiceError> {
    let kept = database.supervision_record(id)?;
    access.may(Action::SupervisionRead, &Object::Unit(kept.unit))?;
    Ok(kept)
}

/// Records within reach, newest first.
///
/// # Errors
/// [`ServiceError::Denied`], or what the engine reports.
pub fn records(
    database: &mut Database,
    access: &Access,
    filter: &RecordFilter,
    before: Option<RecordId>,
    limit: u32,
) -> Result<Vec<RecordKept>, ServiceError> {
    let permitted = access.scope(Action::SupervisionRead)?.units(&access.tree);
    let units = match (permitted, &filter.units) {
        (None, asked) => asked.clone(),
        (Some(permitted), None) => Some(permitted),
        (Some(permitted), Some(asked)) => Some(asked.iter().copied().filter(|unit| permitted.contains(unit)).collect()),
    };
    Ok(database.supervision_records(&RecordFilter { units, ..filter.clone() }, before, limit)?)
}

/// How many letters, interviews and meetings there were in a period, of some units or of all: the figures of the annual report. One line for
/// each kind, in the order of [`RecordKind::ALL`].
///
/// # Errors
/// More records than can be counted at once; what the engine reports.
pub fn counts(database: &mut Database, period: Period, units: Option<&[UnitId]>) -> Result<Vec<KindCount>, ServiceError> {
    let of = |issued, due| RecordFilter { units: units.map(<[UnitId]>::to_vec), issued, due, ..RecordFilter::default() };
    let days = Some((period.from(), period.to()));
    let issued = database.supervision_records(&of(days, None), None, MOST)?;
    let due = database.supervision_records(&of(None, days), None, MOST)?;
    if issued.len().max(due.len()) == MOST as usize {
        return Err(ServiceError::Said(Sentence::new(
            format!("期间内的督办记录超过{MOST}条，请缩短期间"),
            format!("the period has more than {MOST} records of supervision; ask for a shorter one"),
        )));
    }
    let count = |kind: RecordKind| {
        let of_kind = || issued.iter().filter(|kept| kept.record.kind == kind);
        let due_of_kind = || due.iter().filter(|kept| kept.record.kind == kind);
        let mut units: Vec<UnitId> = of_kind().map(|kept| kept.unit).collect();
        units.sort_unstable();
        units.dedup();
        let in_time = |kept: &&RecordKept| kept.record.replied_on.is_some_and(|replied| Some(replied) <= kept.record.due_on);
        KindCount {
            kind,
            issued: of_kind().count(),
            units: units.len(),
            replied: of_kind().filter(|kept| kept.record.replied_on.is_some()).count(),
            due: due_of_kind().count(),
            in_time: due_of_kind().filter(in_time).count(),
            closed: of_kind().filter(|kept| kept.record.closed_on.is_some()).count(),
        }
    };
    Ok(RecordKind::ALL.iter().copied().map(count).collect())
}
