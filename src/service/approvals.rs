//! The consent of a head: asked for with reason and article, then given, and recorded in the same transaction, or not.

use super::Books;
use super::access::Access;
use super::cases;
use super::desk::regime;
use super::error::ServiceError;
use crate::domain::Day;
use crate::domain::access::{self, Action, ApprovalState, Object, approval_of};
use crate::domain::case::event::Event;
use crate::domain::case::parts::Approver;
use crate::domain::case::{self, Entry};
use crate::domain::id::{ApprovalId, CaseId};
use crate::store::{Act, Approval, Database, NewApproval};

/// Asks for the consent an event needs. What the law refuses anyway is refused now.
///
/// # Errors
/// [`ServiceError::Denied`]; an event that needs nobody's consent; no reason; a refusal of the law; another request that waits.
pub fn approval_request(
    database: &mut Database,
    access: &Access,
    books: &Books,
    case: CaseId,
    entry: Entry,
    reason: &str,
    act: &Act<'_>,
) -> Result<ApprovalId, ServiceError> {
    access.may_case(database, Action::ApprovalRequest, case)?;
    super::cases::not_in_the_future(&entry, access.today)?;
    if reason.trim().is_empty() {
        return Err(ServiceError::said("提请审批应当写明理由", "a request needs a reason"));
    }
    database.together(|database| {
        let stored = database.case_history(case)?;
        let words = entry.event.kind().words;
        let row = approval_of(entry.event.tag(), stored.kind, regime(&stored, books, entry.on)).ok_or_else(|| {
            ServiceError::said(format!("“{}”无需审批，可直接登记", words.zh), format!("“{}” needs no approval; record it", words.en))
        })?;
        case::append(stored.kind, &stored.history, &[approved(entry.clone(), row.approver, access.today)], &books.law)?;
        let new = NewApproval {
            case,
            version: stored.version,
            entry,
            approver: row.approver,
            article: row.article.to_owned(),
            reason: reason.trim().to_owned(),
            requester: access.principal.who,
        };
        Ok(database.approval_add(&new, act)?)
    })
}

/// Gives the consent and records the event, both or neither; the new version of the case.
///
/// # Errors
/// [`ServiceError::Denied`], the own request among it; [`ServiceError::NotTheHead`]; [`ServiceError::StaleRequest`] when the case
/// has changed since; a refusal of the law.
pub fn approve(
    database: &mut Database,
    access: &Access,
    books: &Books,
    id: ApprovalId,
    remark: Option<&str>,
    act: &Act<'_>,
) -> Result<usize, ServiceError> {
    database.together(|database| {
        let request = waiting(database, access, id)?;
        let stored = database.case_history(request.asked.case)?;
        if stored.version != request.asked.version {
            return Err(ServiceError::StaleRequest { request: id, seen: request.asked.version, now: stored.version });
        }
        let entry = approved(request.asked.entry, request.asked.approver, access.today);
        let version = cases::append(database, books, stored, entry, None, access.today, act)?;
        database.approval_decide(id, ApprovalState::Approved, access.principal.who, remark, act)?;
        Ok(version)
    })
}

/// Sends a request back, saying why. Of a case that has changed meanwhile too.
///
/// # Errors
/// As [`approve`]; no remark.
pub fn send_back(database: &mut Database, access: &Access, id: ApprovalId, remark: &str, act: &Act<'_>) -> Result<(), ServiceError> {
    if remark.trim().is_empty() {
        return Err(ServiceError::said("退回应当写明意见", "say why the request is sent back"));
    }
    database.together(|database| {
        waiting(database, access, id)?;
        Ok(database.approval_decide(id, ApprovalState::SentBack, access.principal.who, Some(remark.trim()), act)?)
    })
}

/// Withdraws a request: by who asked, or by another who may ask on the case.
///
/// # Errors
/// [`ServiceError::Denied`], or no such request that waits.
pub fn approval_withdraw(database: &mut Database, access: &Access, id: ApprovalId, act: &Act<'_>) -> Result<(), ServiceError> {
    let request = database.approval(id)?;
    access.may_case(database, Action::ApprovalRequest, request.asked.case)?;
    Ok(database.approval_decide(id, ApprovalState::Withdrawn, access.principal.who, None, act)?)
}

/// Every request on a case, oldest first.
///
/// # Errors
/// [`ServiceError::Denied`], or no such case.
pub fn approvals(database: &mut Database, access: &Access, case: CaseId) -> Result<Vec<Approval>, ServiceError> {
    access.may_case(database, Action::ApprovalRead, case)?;
    Ok(database.approvals_of(case)?)
}

/// Requests the principal may decide, oldest first, at most so many.
///
/// # Errors
/// [`ServiceError::Denied`], or what the engine reports.
pub fn approvals_to_decide(database: &mut Database, access: &Access, most: usize) -> Result<Vec<Approval>, ServiceError> {
    const PAGE: u32 = 100;
    access.scope(Action::ApprovalDecide)?;
    let mut mine = Vec::new();
    let mut after = None;
    while mine.len() < most {
        let page = database.approvals_waiting(after, PAGE)?;
        let Some(last) = page.last().map(|request| request.id) else { break };
        for request in page {
            if may_decide(database, access, &request).is_ok() {
                mine.push(request);
            }
        }
        after = Some(last);
    }
    mine.truncate(most);
    Ok(mine)
}

/// A request that waits, in front of who may decide it.
fn waiting(database: &mut Database, access: &Access, id: ApprovalId) -> Result<Approval, ServiceError> {
    let request = database.approval(id)?;
    may_decide(database, access, &request)?;
    match request.state {
        ApprovalState::Waiting => Ok(request),
        _ => Err(crate::store::StoreError::UnknownApproval { approval: id }.into()),
    }
}

fn may_decide(database: &mut Database, access: &Access, request: &Approval) -> Result<(), ServiceError> {
    let standing = database.case_standing(request.asked.case)?;
    access.may(Action::ApprovalDecide, &Object::Request { case: standing.object(), by: request.asked.requester })?;
    let approver = request.asked.approver;
    if !access::is_head(&access.principal, approver, standing.handler, &access.tree, access.today) {
        return Err(ServiceError::NotTheHead { approver, article: request.asked.article.clone() });
    }
    Ok(())
}

/// The event as it is recorded once approved: by whom, and on which day, where the event has room for it.
fn approved(mut entry: Entry, approver: Approver, on: Day) -> Entry {
    match &mut entry.event {
        Event::Extended(data) => (data.approved_by, data.approved_on) = (Some(approver), Some(on)),
        Event::ConvertedToGeneral(data) => (data.approved_by, data.approved_on) = (Some(approver), Some(on)),
        // a collective discussion is the organ's as well; who proposes says so
        Event::DecisionMade(data) => data.approved_by = data.approved_by.filter(|by| *by != Approver::InstitutionHead).or(Some(approver)),
        _ => {}
    }
    entry
}
