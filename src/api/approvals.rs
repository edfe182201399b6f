//! The consent of a head: asked for, given, sent back or withdrawn.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use utoipa::{IntoParams, ToSchema};

use super::cases::{CasePath, view};
use super::events::NewEvent;
use super::reply::{Done, Found, Made};
use super::take::{InBody, InPath};
use crate::domain::access::Action;
use crate::domain::case::EntryJson;
use crate::domain::id::{ApprovalId, CaseId};
use crate::http::{Call, Problem};
use crate::service::{self, Approval, Database};

/// Requests.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApprovalList {
    /// Oldest first.
    items: Vec<ApprovalBody>,
}

/// A request.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApprovalBody {
    id: i64,
    /// Id of the case.
    case: i64,
    /// Version of the case when it was asked: what the head decides upon.
    version: usize,
    /// Code of the event proposed.
    event: String,
    /// The day of the event.
    on: chrono::NaiveDate,
    /// Its fields.
    #[schema(value_type = Option<Object>)]
    data: Option<Box<RawValue>>,
    /// Whose consent the law asks for.
    approver: &'static str,
    /// Article.
    article: String,
    /// Why.
    reason: String,
    /// When it was asked.
    requested_at: DateTime<Utc>,
    /// By whom.
    requested_by: String,
    /// `waiting`, `approved`, `sent-back`, `withdrawn`.
    state: &'static str,
    /// When it was decided or withdrawn.
    decided_at: Option<DateTime<Utc>>,
    /// By whom.
    decided_by: Option<String>,
    /// What was said with it.
    remark: Option<String>,
}

/// A request about to be made.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewApprovalBody {
    /// The event proposed.
    event: NewEvent,
    /// Why.
    reason: String,
}

/// What the head says with the consent.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ApproveBody {
    /// A remark.
    remark: Option<String>,
}

/// Why a request is sent back.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SendBackBody {
    /// The reason.
    remark: String,
}

/// The request an address names.
#[derive(Debug, Deserialize, IntoParams)]
pub struct ApprovalPath {
    /// Id of the request.
    #[param(minimum = 1)]
    approval: i64,
}

/// What became of a case.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApprovedBody {
    /// Version of the case now.
    version: usize,
}

/// Requests shown at most.
const MOST: usize = 200;

impl From<Approval> for ApprovalBody {
    fn from(approval: Approval) -> Self {
        let (asked, entry) = (approval.asked, EntryJson::from);
        let entry = entry(&asked.entry);
        let (decided_at, decided_by) = approval.decided.map(|(at, by)| (at.and_utc(), by)).unzip();
        Self {
            id: approval.id.0,
            case: asked.case.0,
            version: asked.version,
            event: entry.event,
            on: entry.on,
            data: entry.data,
            approver: asked.approver.code(),
            article: asked.article,
            reason: asked.reason,
            requested_at: approval.requested_at.and_utc(),
            requested_by: approval.requested_by,
            state: approval.state.code(),
            decided_at,
            decided_by,
            remark: approval.remark,
        }
    }
}

fn listed(approvals: Vec<Approval>) -> Found<ApprovalList> {
    Found(ApprovalList { items: approvals.into_iter().map(ApprovalBody::from).collect() })
}

/// `GET /cases/{case}/approvals`.
pub(super) fn of_case(call: &Call, database: &mut Database, InPath(path): InPath<CasePath>) -> Result<Found<ApprovalList>, Problem> {
    Ok(listed(service::approvals(database, call.access()?, CaseId(path.case))?))
}

/// `GET /approvals`: those the caller may decide.
pub(super) fn to_decide(call: &Call, database: &mut Database, (): ()) -> Result<Found<ApprovalList>, Problem> {
    Ok(listed(service::approvals_to_decide(database, call.access()?, MOST)?))
}

/// `POST /cases/{case}/approvals`.
pub(super) fn request(
    call: &Call,
    database: &mut Database,
    (InPath(path), InBody(body)): (InPath<CasePath>, InBody<NewApprovalBody>),
) -> Result<Made<ApprovalBody>, Problem> {
    let seen = view(call, database, Action::ApprovalRequest, path.case)?;
    call.require_version(seen.stored.version)?;
    let (books, case) = (&call.books, CaseId(path.case));
    let id = service::approval_request(database, call.access()?, books, case, body.event.entry()?, &body.reason, &call.act()?)?;
    let location = format!("{}/cases/{case}/approvals", super::BASE);
    Ok(Made { location, version: 1, body: database.approval(id)?.into() })
}

/// `POST /approvals/{approval}/approval`.
pub(super) fn approve(
    call: &Call,
    database: &mut Database,
    (InPath(path), InBody(body)): (InPath<ApprovalPath>, InBody<ApproveBody>),
) -> Result<Made<ApprovedBody>, Problem> {
    let (id, act) = (ApprovalId(path.approval), call.act()?);
    let case = database.approval(id)?.asked.case;
    let version = service::approve(database, call.access()?, &call.books, id, body.remark.as_deref(), &act)?;
    Ok(Made { location: format!("{}/cases/{case}/events", super::BASE), version, body: ApprovedBody { version } })
}

/// `POST /approvals/{approval}/return`.
pub(super) fn send_back(
    call: &Call,
    database: &mut Database,
    (InPath(path), InBody(body)): (InPath<ApprovalPath>, InBody<SendBackBody>),
) -> Result<Done, Problem> {
    service::send_back(database, call.access()?, ApprovalId(path.approval), &body.remark, &call.act()?)?;
    Ok(Done)
}

/// `POST /approvals/{approval}/withdrawal`.
pub(super) fn withdraw(call: &Call, database: &mut Database, InPath(path): InPath<ApprovalPath>) -> Result<Done, Problem> {
    service::approval_withdraw(database, call.access()?, ApprovalId(path.approval), &call.act()?)?;
    Ok(Done)
}
