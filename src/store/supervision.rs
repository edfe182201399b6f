//! Records of supervision, proposals, and analyses of lost and corrected cases.

use std::collections::BTreeMap;

use chrono::NaiveDateTime;
use diesel::dsl::max;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::audit::{self, Act};
use super::connection::{Database, each};
use super::error::StoreError;
use super::schema::{case_analyses, supervision_proposals, supervision_records};
use super::types::stored;
use crate::domain::Day;
use crate::domain::audit::AuditAction;
use crate::domain::case::parts::words;
use crate::domain::id::{CaseId, ProposalId, RecordId, UnitId};
use crate::domain::supervision::{Record, RecordKind};
use crate::domain::words::Sentence;

words! {
    /// What became of a proposal.
    ProposalState {
        Open = "open" "待处理" "open",
        Accepted = "accepted" "已采纳" "accepted",
        Dismissed = "dismissed" "不予采纳" "dismissed",
    }
}

#[derive(Debug, Clone, Queryable, Insertable, Serialize, Deserialize)]
#[diesel(table_name = supervision_records, treat_none_as_default_value = false)]
pub(super) struct RecordRow {
    id: i64,
    kind: String,
    unit_id: i64,
    organ: Option<String>,
    title: String,
    case_id: Option<i64>,
    number: Option<String>,
    issued_on: Option<Day>,
    due_on: Option<Day>,
    replied_on: Option<Day>,
    reply: Option<String>,
    closed_on: Option<Day>,
    proof: Option<String>,
    opened_at: NaiveDateTime,
    opened_by: String,
    version: i32,
}

#[derive(Debug, Clone, Queryable, Insertable, Serialize, Deserialize)]
#[diesel(table_name = supervision_proposals, treat_none_as_default_value = false)]
pub(super) struct ProposalRow {
    id: i64,
    threshold: String,
    unit_id: i64,
    year: i32,
    crossing: i32,
    count: i64,
    kind: String,
    state: String,
    raised_at: NaiveDateTime,
    decided_at: Option<NaiveDateTime>,
    decided_by: Option<String>,
    reason: Option<String>,
    record_id: Option<i64>,
}

#[derive(Debug, Clone, Queryable, Insertable, Serialize, Deserialize)]
#[diesel(table_name = case_analyses)]
pub(super) struct AnalysisRow {
    case_id: i64,
    version: i64,
    causes: String,
    responsible: String,
    measures: String,
    analysed_on: Day,
    written_at: NaiveDateTime,
    written_by: String,
}

/// A record as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordKept {
    /// Id.
    pub id: RecordId,
    /// Unit addressed.
    pub unit: UnitId,
    /// The case it is about.
    pub case: Option<CaseId>,
    /// The record.
    pub record: Record,
    /// When it was opened, UTC.
    pub opened_at: NaiveDateTime,
    /// By whom.
    pub opened_by: String,
    /// Counts its changes, from 1.
    pub version: usize,
}

/// Which records.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RecordFilter {
    /// Of these units; `None`: of all.
    pub units: Option<Vec<UnitId>>,
    /// Of this kind.
    pub kind: Option<RecordKind>,
    /// Issued on these days.
    pub issued: Option<(Day, Day)>,
    /// Due to be replied to on these days.
    pub due: Option<(Day, Day)>,
    /// Not closed yet.
    pub open: bool,
}

/// A crossing of a threshold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewProposal {
    /// Id of the threshold.
    pub threshold: String,
    /// The unit.
    pub unit: UnitId,
    /// Calendar year.
    pub year: i32,
    /// Number of the crossing, from 1.
    pub crossing: i64,
    /// What was counted.
    pub count: i64,
    /// What is proposed.
    pub kind: RecordKind,
}

/// A proposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// Id.
    pub id: ProposalId,
    /// The crossing.
    pub of: NewProposal,
    /// What became of it.
    pub state: ProposalState,
    /// When it was raised, UTC.
    pub raised_at: NaiveDateTime,
    /// When it was decided, and by whom.
    pub decided: Option<(NaiveDateTime, String)>,
    /// Why it was dismissed.
    pub reason: Option<String>,
    /// What it became.
    pub record: Option<RecordId>,
}

/// The analysis of a lost or corrected case 一案一分析.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Analysis {
    /// The case.
    pub case: CaseId,
    /// Codes of its causes.
    pub causes: Vec<String>,
    /// Who answers for it.
    pub responsible: String,
    /// What is done about it.
    pub measures: String,
    /// Day of the analysis.
    pub on: Day,
    /// By whom it was written.
    pub by: String,
}

impl TryFrom<RecordRow> for RecordKept {
    type Error = StoreError;

    fn try_from(row: RecordRow) -> Result<Self, StoreError> {
        let kind = kind(row.id, &row.kind)?;
        let RecordRow { organ, title, number, issued_on, due_on, replied_on, reply, closed_on, proof, .. } = row;
        Ok(Self {
            id: RecordId(row.id),
            unit: UnitId(row.unit_id),
            case: row.case_id.map(CaseId),
            record: Record { kind, title, organ, number, issued_on, due_on, replied_on, reply, closed_on, proof },
            opened_at: row.opened_at,
            opened_by: row.opened_by,
            version: row.version as usize,
        })
    }
}

impl TryFrom<ProposalRow> for Proposal {
    type Error = StoreError;

    fn try_from(row: ProposalRow) -> Result<Self, StoreError> {
        let state =
            ProposalState::from_code(&row.state).ok_or_else(|| StoreError::unreadable_word(place(row.id), "状态", "state", &row.state))?;
        Ok(Self {
            id: ProposalId(row.id),
            of: NewProposal {
                kind: kind(row.id, &row.kind)?,
                threshold: row.threshold,
                unit: UnitId(row.unit_id),
                year: row.year,
                crossing: row.crossing.into(),
                count: row.count,
            },
            state,
            raised_at: row.raised_at,
            decided: row.decided_at.zip(row.decided_by),
            reason: row.reason,
            record: row.record_id.map(RecordId),
        })
    }
}

fn place(id: i64) -> Sentence {
    Sentence::new(format!("督办记录 {id}"), format!("record of supervision {id}"))
}

fn kind(id: i64, code: &str) -> Result<RecordKind, StoreError> {
    RecordKind::from_code(code).ok_or_else(|| StoreError::unreadable_word(place(id), "种类", "kind", code))
}

impl Database {
    /// Opens a record.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn supervision_open(&mut self, unit: UnitId, case: Option<CaseId>, record: &Record, act: &Act<'_>) -> Result<RecordId, StoreError> {
        self.write(|connection| {
            let id: i64 = diesel::insert_into(supervision_records::table)
                .values((
                    supervision_records::kind.eq(record.kind.code()),
                    supervision_records::unit_id.eq(unit.0),
                    supervision_records::organ.eq(&record.organ),
                    supervision_records::title.eq(&record.title),
                    supervision_records::case_id.eq(case.map(|case| case.0)),
                    supervision_records::opened_at.eq(stored(act.at)),
                    supervision_records::opened_by.eq(act.actor),
                    supervision_records::version.eq(1),
                ))
                .returning(supervision_records::id)
                .get_result(connection)?;
            let details = json!({"kind": record.kind.code(), "unit": unit, "case": case, "title": record.title});
            audit::write(connection, act, AuditAction::SupervisionOpened, &format!("supervision {id}"), &details)?;
            Ok(RecordId(id))
        })
    }

    /// Keeps a record as it is after a step.
    ///
    /// # Errors
    /// [`StoreError::RecordNumberTaken`] where another record of the kind has its number, or somebody has changed it since;
    /// what the engine reports.
    pub fn supervision_step(&mut self, before: &RecordKept, record: &Record, step: &str, act: &Act<'_>) -> Result<(), StoreError> {
        self.write(|connection| {
            let taken = || StoreError::RecordNumberTaken { number: record.number.clone().unwrap_or_default() };
            let numbered = supervision_records::kind.eq(record.kind.code()).and(supervision_records::number.eq(&record.number));
            let others = supervision_records::table.filter(numbered).filter(supervision_records::id.ne(before.id.0));
            if others.count().get_result::<i64>(connection)? > 0 {
                return Err(taken());
            }
            let same = supervision_records::id.eq(before.id.0).and(supervision_records::version.eq(before.version as i32));
            let changed = diesel::update(supervision_records::table.filter(same))
                .set((
                    supervision_records::number.eq(&record.number),
                    supervision_records::issued_on.eq(record.issued_on),
                    supervision_records::due_on.eq(record.due_on),
                    supervision_records::replied_on.eq(record.replied_on),
                    supervision_records::reply.eq(&record.reply),
                    supervision_records::closed_on.eq(record.closed_on),
                    supervision_records::proof.eq(&record.proof),
                    supervision_records::version.eq(before.version as i32 + 1),
                ))
                .execute(connection)?;
            if changed == 0 {
                return Err(taken());
            }
            let details = json!({"step": step, "record": record});
            audit::write(connection, act, AuditAction::SupervisionStepped, &format!("supervision {}", before.id), &details)
        })
    }

    /// A record.
    ///
    /// # Errors
    /// [`StoreError::UnknownRecord`], or what the engine reports.
    pub fn supervision_record(&mut self, id: RecordId) -> Result<RecordKept, StoreError> {
        let row: Option<RecordRow> = supervision_records::table.find(id.0).first(self.connection()).optional()?;
        row.ok_or(StoreError::UnknownRecord { record: id.0 })?.try_into()
    }

    /// Records, newest first, of those before an id; at most so many.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn supervision_records(
        &mut self,
        filter: &RecordFilter,
        before: Option<RecordId>,
        limit: u32,
    ) -> Result<Vec<RecordKept>, StoreError> {
        let mut query = supervision_records::table.order(supervision_records::id.desc()).limit(limit.into()).into_boxed();
        if let Some(units) = &filter.units {
            query = query.filter(supervision_records::unit_id.eq_any(units.iter().map(|unit| unit.0).collect::<Vec<_>>()));
        }
        if let Some(kind) = filter.kind {
            query = query.filter(supervision_records::kind.eq(kind.code()));
        }
        if let Some((from, to)) = filter.issued {
            query = query.filter(supervision_records::issued_on.between(from, to));
        }
        if let Some((from, to)) = filter.due {
            query = query.filter(supervision_records::due_on.between(from, to));
        }
        if filter.open {
            query = query.filter(supervision_records::closed_on.is_null());
        }
        if let Some(before) = before {
            query = query.filter(supervision_records::id.lt(before.0));
        }
        let rows: Vec<RecordRow> = query.load(self.connection())?;
        rows.into_iter().map(RecordKept::try_from).collect()
    }

    /// Raises the proposals that were never raised before; their number.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn proposals_raise(&mut self, crossings: &[NewProposal], act: &Act<'_>) -> Result<usize, StoreError> {
        self.write(|connection| {
            let mut raised = 0;
            for new in crossings {
                let same = supervision_proposals::threshold
                    .eq(&new.threshold)
                    .and(supervision_proposals::unit_id.eq(new.unit.0))
                    .and(supervision_proposals::year.eq(new.year))
                    .and(supervision_proposals::crossing.eq(new.crossing as i32));
                if supervision_proposals::table.filter(same).count().get_result::<i64>(connection)? > 0 {
                    continue;
                }
                let row = (
                    supervision_proposals::threshold.eq(&new.threshold),
                    supervision_proposals::unit_id.eq(new.unit.0),
                    supervision_proposals::year.eq(new.year),
                    supervision_proposals::crossing.eq(new.crossing as i32),
                    supervision_proposals::count.eq(new.count),
                    supervision_proposals::kind.eq(new.kind.code()),
                    supervision_proposals::state.eq(ProposalState::Open.code()),
                    supervision_proposals::raised_at.eq(stored(act.at)),
                );
                // somebody else may raise it at this moment: the key of the table lets one of the two
                raised += each!(connection, engine => diesel::insert_into(supervision_proposals::table)
                    .values(row)
                    .on_conflict_do_nothing()
                    .execute(engine))?;
            }
            if raised > 0 {
                audit::write(connection, act, AuditAction::ProposalsRaised, "supervision", &json!({"raised": raised}))?;
            }
            Ok(raised)
        })
    }

    /// Proposals of some units, or of all, newest first; only those that are open where asked.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn proposals(&mut self, units: Option<&[UnitId]>, open: bool) -> Result<Vec<Proposal>, StoreError> {
        let mut query = supervision_proposals::table.order(supervision_proposals::id.desc()).into_boxed();
        if let Some(units) = units {
            query = query.filter(supervision_proposals::unit_id.eq_any(units.iter().map(|unit| unit.0).collect::<Vec<_>>()));
        }
        if open {
            query = query.filter(supervision_proposals::state.eq(ProposalState::Open.code()));
        }
        let rows: Vec<ProposalRow> = query.load(self.connection())?;
        rows.into_iter().map(Proposal::try_from).collect()
    }

    /// A proposal.
    ///
    /// # Errors
    /// [`StoreError::UnknownRecord`], or what the engine reports.
    pub fn proposal(&mut self, id: ProposalId) -> Result<Proposal, StoreError> {
        let row: Option<ProposalRow> = supervision_proposals::table.find(id.0).first(self.connection()).optional()?;
        row.ok_or(StoreError::UnknownRecord { record: id.0 })?.try_into()
    }

    /// Decides a proposal that is open: what it became, or why it was dismissed.
    ///
    /// # Errors
    /// [`StoreError::UnknownRecord`] where it is decided already, or what the engine reports.
    pub fn proposal_decide(
        &mut self,
        id: ProposalId,
        record: Option<RecordId>,
        reason: Option<&str>,
        act: &Act<'_>,
    ) -> Result<(), StoreError> {
        let state = if record.is_some() { ProposalState::Accepted } else { ProposalState::Dismissed };
        self.write(|connection| {
            let open = supervision_proposals::id.eq(id.0).and(supervision_proposals::state.eq(ProposalState::Open.code()));
            let decided = diesel::update(supervision_proposals::table.filter(open))
                .set((
                    supervision_proposals::state.eq(state.code()),
                    supervision_proposals::decided_at.eq(stored(act.at)),
                    supervision_proposals::decided_by.eq(act.actor),
                    supervision_proposals::reason.eq(reason),
                    supervision_proposals::record_id.eq(record.map(|record| record.0)),
                ))
                .execute(connection)?;
            if decided == 0 {
                return Err(StoreError::UnknownRecord { record: id.0 });
            }
            let details = json!({"state": state.code(), "record": record, "reason": reason});
            audit::write(connection, act, AuditAction::ProposalDecided, &format!("proposal {id}"), &details)
        })
    }

    /// Keeps the analysis of a case; one that was kept before holds no longer, and stays.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn analysis_put(&mut self, analysis: &Analysis, act: &Act<'_>) -> Result<(), StoreError> {
        self.write(|connection| {
            let kept = case_analyses::table.filter(case_analyses::case_id.eq(analysis.case.0));
            let newest: Option<i64> = kept.select(max(case_analyses::version)).first(connection)?;
            let row = AnalysisRow {
                case_id: analysis.case.0,
                version: newest.unwrap_or(0) + 1,
                causes: json!(analysis.causes).to_string(),
                responsible: analysis.responsible.clone(),
                measures: analysis.measures.clone(),
                analysed_on: analysis.on,
                written_at: stored(act.at),
                written_by: act.actor.to_owned(),
            };
            diesel::insert_into(case_analyses::table).values(&row).execute(connection)?;
            let details =
                json!({"causes": analysis.causes, "responsible": analysis.responsible, "measures": analysis.measures, "on": analysis.on});
            audit::write(connection, act, AuditAction::CaseAnalysed, &format!("case {}", analysis.case), &details)
        })
    }

    /// The analyses of some cases as they are now, in order of case.
    ///
    /// # Errors
    /// Causes that cannot be read, or what the engine reports.
    pub fn analyses_of(&mut self, cases: &[CaseId]) -> Result<Vec<Analysis>, StoreError> {
        let ids: Vec<i64> = cases.iter().map(|case| case.0).collect();
        let of_cases = case_analyses::table.filter(case_analyses::case_id.eq_any(ids));
        let rows: Vec<AnalysisRow> = of_cases.order((case_analyses::case_id, case_analyses::version)).load(self.connection())?;
        let newest: BTreeMap<i64, AnalysisRow> = rows.into_iter().map(|row| (row.case_id, row)).collect();
        let analysis = |row: AnalysisRow| {
            let causes = causes_of(row.case_id, &row.causes)?;
            let AnalysisRow { case_id, responsible, measures, analysed_on, written_by, .. } = row;
            Ok(Analysis { case: CaseId(case_id), causes, responsible, measures, on: analysed_on, by: written_by })
        };
        newest.into_values().map(analysis).collect()
    }

    /// The causes every analysed case was found to have, in order of case: as they are now, or by what was written before a moment, UTC.
    ///
    /// # Errors
    /// As [`Database::analyses_of`].
    pub fn causes_analysed(&mut self, before: Option<NaiveDateTime>) -> Result<Vec<(CaseId, Vec<String>)>, StoreError> {
        let mut every = case_analyses::table
            .order((case_analyses::case_id, case_analyses::version))
            .select((case_analyses::case_id, case_analyses::causes))
            .into_boxed();
        if let Some(moment) = before {
            every = every.filter(case_analyses::written_at.lt(moment));
        }
        let rows: Vec<(i64, String)> = every.load(self.connection())?;
        let newest: BTreeMap<i64, String> = rows.into_iter().collect();
        newest.into_iter().map(|(case, causes)| Ok((CaseId(case), causes_of(case, &causes)?))).collect()
    }
}

fn causes_of(case: i64, causes: &str) -> Result<Vec<String>, StoreError> {
    serde_json::from_str(causes).map_err(|fault| StoreError::Unreadable {
        place: Sentence::new(format!("案件 {case} 的分析"), format!("analysis of case {case}")),
        reason: crate::domain::reading::json(&fault),
    })
}
