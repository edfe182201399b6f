//! Requests for the consent of a head: asked, then decided once.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::audit::{self, Act};
use super::connection::{AnyConnection, Database};
use super::error::StoreError;
use super::schema::approvals;
use super::types::stored;
use crate::domain::access::{ApprovalState, Who};
use crate::domain::audit::AuditAction;
use crate::domain::case::parts::Approver;
use crate::domain::case::{Entry, EntryJson};
use crate::domain::id::{ApprovalId, CaseId};
use crate::domain::reading;
use crate::domain::words::Sentence;

/// A request to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewApproval {
    /// The case.
    pub case: CaseId,
    /// Number of its entries when asked: what the head decides upon.
    pub version: usize,
    /// The event proposed.
    pub entry: Entry,
    /// Whose consent the law asks for.
    pub approver: Approver,
    /// Article.
    pub article: String,
    /// Why.
    pub reason: String,
    /// Who asks.
    pub requester: Who,
}

/// A request as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Approval {
    /// Id.
    pub id: ApprovalId,
    /// What was asked.
    pub asked: NewApproval,
    /// When, UTC.
    pub requested_at: NaiveDateTime,
    /// By whom, by name.
    pub requested_by: String,
    /// Where it stands.
    pub state: ApprovalState,
    /// When it was decided or withdrawn, and by whom.
    pub decided: Option<(NaiveDateTime, String)>,
    /// What was said with it.
    pub remark: Option<String>,
}

#[derive(Debug, Clone, Queryable, Insertable, Serialize, Deserialize)]
#[diesel(table_name = approvals, treat_none_as_default_value = false)]
pub(super) struct ApprovalRow {
    id: i64,
    case_id: i64,
    version: i32,
    event: String,
    entry: String,
    approver: String,
    article: String,
    reason: String,
    requested_at: NaiveDateTime,
    requested_by: String,
    requester: String,
    state: String,
    decided_at: Option<NaiveDateTime>,
    decided_by: Option<String>,
    decider: Option<String>,
    remark: Option<String>,
}

impl TryFrom<ApprovalRow> for Approval {
    type Error = StoreError;

    fn try_from(row: ApprovalRow) -> Result<Self, StoreError> {
        let place = || Sentence::new(format!("审批 {}", row.id), format!("request {}", row.id));
        let unknown = |zh, en, word: &str| StoreError::unreadable_word(place(), zh, en, word);
        let unreadable = |reason| StoreError::Unreadable { place: place(), reason };
        let entry: EntryJson = serde_json::from_str(&row.entry).map_err(|fault| unreadable(reading::json(&fault)))?;
        let entry = Entry::try_from(entry).map_err(|fault| unreadable(fault.sentence()))?;
        Ok(Self {
            id: ApprovalId(row.id),
            asked: NewApproval {
                case: CaseId(row.case_id),
                version: row.version as usize,
                entry,
                approver: Approver::from_code(&row.approver).ok_or_else(|| unknown("批准人", "approver", &row.approver))?,
                requester: Who::from_code(&row.requester).ok_or_else(|| unknown("提请人", "requester", &row.requester))?,
                article: row.article,
                reason: row.reason,
            },
            requested_at: row.requested_at,
            requested_by: row.requested_by,
            state: ApprovalState::from_code(&row.state).ok_or_else(|| unknown("审批状态", "state", &row.state))?,
            decided: row.decided_at.zip(row.decided_by),
            remark: row.remark,
        })
    }
}

impl Database {
    /// Keeps a request; a case has one that waits at most.
    ///
    /// # Errors
    /// [`StoreError::ApprovalWaiting`], or what the engine reports.
    pub fn approval_add(&mut self, new: &NewApproval, act: &Act<'_>) -> Result<ApprovalId, StoreError> {
        self.write(|connection| {
            if waiting(connection, new.case)? {
                return Err(StoreError::ApprovalWaiting { case: new.case });
            }
            let entry = serde_json::to_string(&EntryJson::from(&new.entry)).map_err(|fault| StoreError::Unreadable {
                place: Sentence::new("提请审批的事项", "the event proposed"),
                reason: reading::json(&fault),
            })?;
            let id: i64 = diesel::insert_into(approvals::table)
                .values((
                    approvals::case_id.eq(new.case.0),
                    approvals::version.eq(new.version as i32),
                    approvals::event.eq(new.entry.event.code()),
                    approvals::entry.eq(entry),
                    approvals::approver.eq(new.approver.code()),
                    approvals::article.eq(&new.article),
                    approvals::reason.eq(&new.reason),
                    approvals::requested_at.eq(stored(act.at)),
                    approvals::requested_by.eq(act.actor),
                    approvals::requester.eq(new.requester.code()),
                    approvals::state.eq(ApprovalState::Waiting.code()),
                ))
                .returning(approvals::id)
                .get_result(connection)?;
            let details = json!({"request": id, "event": new.entry.event.code(), "approver": new.approver.code(), "article": new.article});
            audit::write(connection, act, AuditAction::ApprovalRequested, &format!("case {}", new.case), &details)?;
            Ok(ApprovalId(id))
        })
    }

    /// Decides or withdraws a request that waits.
    ///
    /// # Errors
    /// [`StoreError::UnknownApproval`] where there is none that waits.
    pub fn approval_decide(
        &mut self,
        approval: ApprovalId,
        state: ApprovalState,
        who: Who,
        remark: Option<&str>,
        act: &Act<'_>,
    ) -> Result<(), StoreError> {
        self.write(|connection| {
            let waits = approvals::id.eq(approval.0).and(approvals::state.eq(ApprovalState::Waiting.code()));
            let case: Option<i64> = diesel::update(approvals::table.filter(waits))
                .set((
                    approvals::state.eq(state.code()),
                    approvals::decided_at.eq(stored(act.at)),
                    approvals::decided_by.eq(act.actor),
                    approvals::decider.eq(who.code()),
                    approvals::remark.eq(remark),
                ))
                .returning(approvals::case_id)
                .get_result(connection)
                .optional()?;
            let case = case.ok_or(StoreError::UnknownApproval { approval })?;
            let details = json!({"request": approval, "state": state.code(), "remark": remark});
            audit::write(connection, act, AuditAction::ApprovalDecided, &format!("case {case}"), &details)
        })
    }

    /// A request by id.
    ///
    /// # Errors
    /// [`StoreError::UnknownApproval`], or what the engine reports.
    pub fn approval(&mut self, approval: ApprovalId) -> Result<Approval, StoreError> {
        let row: Option<ApprovalRow> = approvals::table.find(approval.0).first(self.connection()).optional()?;
        row.ok_or(StoreError::UnknownApproval { approval })?.try_into()
    }

    /// Every request on a case, oldest first.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn approvals_of(&mut self, case: CaseId) -> Result<Vec<Approval>, StoreError> {
        let rows: Vec<ApprovalRow> = approvals::table.filter(approvals::case_id.eq(case.0)).order(approvals::id).load(self.connection())?;
        rows.into_iter().map(Approval::try_from).collect()
    }

    /// Requests that wait, oldest first, from after an id.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn approvals_waiting(&mut self, after: Option<ApprovalId>, limit: u32) -> Result<Vec<Approval>, StoreError> {
        let rows: Vec<ApprovalRow> = approvals::table
            .filter(approvals::state.eq(ApprovalState::Waiting.code()))
            .filter(approvals::id.gt(after.map_or(0, |id| id.0)))
            .order(approvals::id)
            .limit(i64::from(limit))
            .load(self.connection())?;
        rows.into_iter().map(Approval::try_from).collect()
    }
}

fn waiting(connection: &mut AnyConnection, case: CaseId) -> Result<bool, StoreError> {
    let waits = approvals::case_id.eq(case.0).and(approvals::state.eq(ApprovalState::Waiting.code()));
    Ok(diesel::select(diesel::dsl::exists(approvals::table.filter(waits))).get_result(connection)?)
}
