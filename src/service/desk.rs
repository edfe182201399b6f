//! What the desk and the API may put into a case: the right for it, and the consent of the head where the law asks for one.

use super::access::Access;
use super::error::ServiceError;
use super::{Books, units};
use crate::domain::Day;
use crate::domain::access::{Action, CaseObject, Object, Who, approval_of};
use crate::domain::case::event::{Event, Tag};
use crate::domain::case::parts::Regime;
use crate::domain::case::{Case, Entry};
use crate::domain::id::{CaseId, PersonId, UnitId};
use crate::store::{Act, Database, NewCase, Standing, StoredCase};

/// The permission an event needs.
pub fn action_of(event: &Event) -> Action {
    action_for(event.tag())
}

/// The permission events of this kind need.
pub fn action_for(event: Tag) -> Action {
    match event {
        Tag::Annulled => Action::EventAnnul,
        Tag::HearingHeld | Tag::HearingScheduled | Tag::HearingPostponed | Tag::HearingNoticeServed | Tag::HearingCancelled => {
            Action::HearingRecord
        }
        _ => Action::EventRecord,
    }
}

/// Whether the principal may open this case: as its handler, or as a unit it concerns.
///
/// # Errors
/// [`ServiceError::Denied`], or a unit nobody knows.
pub fn may_open(database: &mut Database, access: &Access, new: &NewCase) -> Result<(), ServiceError> {
    let handler = new.handler.as_deref().map(|name| units::unit_named(database, name)).transpose()?.map(|(id, _)| id);
    let mut concerned: Vec<UnitId> = Vec::new();
    for unit in new.projection.units.iter().filter(|unit| !unit.unit.is_empty()) {
        concerned.push(units::unit_named(database, &unit.unit)?.0);
    }
    let case = CaseObject { kind: new.kind, handler, concerned: &concerned };
    access.may(Action::CaseCreate, &Object::Case(case))
}

/// The unit that runs a file about to be opened, where none is named: the home unit of who opens it, else the one unit whose
/// files that person or program may open. Full name; `None` where neither tells.
///
/// # Errors
/// [`ServiceError::Denied`] where no role carries the opening of files; what the engine reports.
pub fn usual_handler(database: &mut Database, access: &Access) -> Result<Option<String>, ServiceError> {
    let reaches: Vec<UnitId> = access.scope(Action::CaseCreate)?.0.iter().filter_map(|reach| reach.unit).collect();
    let at_home = access.home.filter(|home| reaches.iter().any(|unit| access.tree.reaches(*unit, *home)));
    let Some(unit) = at_home.or(if reaches.len() == 1 { reaches.first().copied() } else { None }) else { return Ok(None) };
    Ok(database.units_list()?.into_iter().find(|known| known.id == unit).map(|known| known.full_name))
}

/// Whether the principal may record this in the case without asking anyone. The operator at the machine may: what he records
/// was approved on paper, and the event says by whom.
///
/// # Errors
/// [`ServiceError::Denied`]; [`ServiceError::NeedsApproval`] with approver and article; no such case.
pub fn may_record(database: &mut Database, access: &Access, books: &Books, case: CaseId, entry: &Entry) -> Result<Standing, ServiceError> {
    let standing = access.may_case(database, action_of(&entry.event), case)?;
    let tag = entry.event.tag();
    let ever_needed = Regime::ALL.iter().any(|regime| approval_of(tag, standing.kind, *regime).is_some());
    if access.principal.who != Who::Terminal && ever_needed {
        let stored = database.case_history(case)?;
        if let Some(row) = approval_of(tag, stored.kind, regime(&stored, books, entry.on)) {
            return Err(ServiceError::NeedsApproval { event: tag.kind().words, approver: row.approver, article: row.article });
        }
    }
    Ok(standing)
}

/// The law that governs a stored case on a day.
pub(super) fn regime(stored: &StoredCase, books: &Books, on: Day) -> Regime {
    Case::fold(stored.kind, &stored.history, &books.law).regime(on, &books.law)
}

/// Hands a case to another unit or another officer, whose account must be active.
///
/// # Errors
/// [`ServiceError::Denied`]; an officer whose account has ended; no such case, unit or person.
pub fn assign(
    database: &mut Database,
    access: &Access,
    case: CaseId,
    handler: Option<UnitId>,
    officer: Option<PersonId>,
    act: &Act<'_>,
) -> Result<(), ServiceError> {
    access.may_case(database, Action::CaseAssign, case)?;
    if let Some(officer) = officer {
        let person = database.person(officer)?;
        if !person.is_active(access.today) {
            return Err(ServiceError::said(
                format!("“{}”的账号已停用，不能承办案件", person.display_name),
                format!("the account of {} has ended; it cannot be given a case", person.display_name),
            ));
        }
    }
    Ok(database.case_assign(case, handler, officer, act)?)
}
