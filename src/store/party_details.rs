//! Personal details of the people in a case: sealed before they come here, appended, never shown to anybody by this room.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::audit::{self, Act};
use super::connection::{AnyConnection, Database};
use super::error::StoreError;
use super::schema::{cases, party_details};
use super::types::stored;
use crate::domain::audit::AuditAction;
use crate::domain::id::CaseId;
use crate::domain::personal::DetailField;
use crate::domain::words::Sentence;

/// Where a sealed detail stands: what its seal is bound to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct DetailPlace {
    /// The case.
    pub case: CaseId,
    /// Name of the person, as the events name it.
    pub party: String,
    /// Which detail.
    pub field: DetailField,
    /// Its version, from 1; the last counts.
    pub version: i32,
}

/// A sealed detail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedDetail {
    /// Where it stands.
    pub place: DetailPlace,
    /// The sealed value; empty where the detail was taken back.
    pub sealed: String,
    /// Keyed hash to find it by, of what may be searched for.
    pub index_hash: Option<String>,
}

/// A sealed detail as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredDetail {
    /// The detail.
    pub detail: SealedDetail,
    /// When it was recorded, UTC.
    pub recorded_at: NaiveDateTime,
    /// By whom.
    pub recorded_by: String,
}

#[derive(Debug, Clone, Queryable, Insertable, Serialize, Deserialize)]
#[diesel(table_name = party_details, treat_none_as_default_value = false)]
pub(super) struct DetailRow {
    case_id: i64,
    party: String,
    field: String,
    version: i32,
    sealed: String,
    index_hash: Option<String>,
    recorded_at: NaiveDateTime,
    recorded_by: String,
}

impl TryFrom<DetailRow> for StoredDetail {
    type Error = StoreError;

    fn try_from(row: DetailRow) -> Result<Self, StoreError> {
        let place = || Sentence::new(format!("案件 {} 的当事人信息", row.case_id), format!("the personal details of case {}", row.case_id));
        let field = DetailField::from_code(&row.field);
        let field = field.ok_or_else(|| StoreError::unreadable_word(place(), "信息种类", "kind of detail", &row.field))?;
        let place = DetailPlace { case: CaseId(row.case_id), party: row.party, field, version: row.version };
        let detail = SealedDetail { place, sealed: row.sealed, index_hash: row.index_hash };
        Ok(Self { detail, recorded_at: row.recorded_at, recorded_by: row.recorded_by })
    }
}

impl Database {
    /// The details of a case that count: the last version of each, those taken back included, by party and field.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn party_details(&mut self, case: CaseId) -> Result<Vec<StoredDetail>, StoreError> {
        let order = (party_details::party, party_details::field, party_details::version);
        let rows: Vec<DetailRow> = party_details::table.filter(party_details::case_id.eq(case.0)).order(order).load(self.connection())?;
        let mut last: Vec<StoredDetail> = Vec::new();
        for row in rows {
            let row = StoredDetail::try_from(row)?;
            let same = |one: &DetailPlace, other: &DetailPlace| (&one.party, one.field) == (&other.party, other.field);
            match last.last_mut() {
                Some(before) if same(&before.detail.place, &row.detail.place) => *before = row,
                _ => last.push(row),
            }
        }
        Ok(last)
    }

    /// Appends details of one party. Which of the case's people it is the audit trail says by number, not by name: whoever reads
    /// the trail need not know who is in a case.
    ///
    /// # Errors
    /// [`StoreError::UnknownCase`], [`StoreError::Withdrawn`], or what the engine reports: among it that a version is there already,
    /// because somebody else was faster.
    pub fn party_details_add(&mut self, details: &[SealedDetail], number: usize, act: &Act<'_>) -> Result<(), StoreError> {
        let Some(case) = details.first().map(|detail| detail.place.case) else { return Ok(()) };
        self.write(|connection| {
            let withdrawn: Option<Option<NaiveDateTime>> =
                cases::table.find(case.0).select(cases::withdrawn_at).first(connection).optional()?;
            match withdrawn {
                None => return Err(StoreError::UnknownCase { case }),
                Some(Some(_)) => return Err(StoreError::Withdrawn { case }),
                Some(None) => {}
            }
            for detail in details {
                diesel::insert_into(party_details::table).values(row(detail, act)).execute(connection)?;
            }
            let code = |taken_back: bool| -> Vec<&str> {
                let those = details.iter().filter(|detail| detail.sealed.is_empty() == taken_back);
                those.map(|detail| detail.place.field.code()).collect()
            };
            let told = json!({"party": number, "fields": code(false), "taken_back": code(true)});
            audit::write(connection, act, AuditAction::PartyDetailsWritten, &format!("case {case}"), &told)
        })
    }

    /// Where the value of a keyed hash counts now, oldest case first; undone imports are left out.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn party_details_find(&mut self, index_hash: &str) -> Result<Vec<DetailPlace>, StoreError> {
        self.read(|connection| {
            let rows: Vec<DetailRow> = party_details::table
                .inner_join(cases::table)
                .filter(party_details::index_hash.eq(index_hash).and(cases::withdrawn_at.is_null()))
                .order((party_details::case_id, party_details::party, party_details::field, party_details::version))
                .select(party_details::all_columns)
                .load(connection)?;
            let mut found = Vec::new();
            for row in rows {
                if last_version(connection, &row)? == Some(row.version) {
                    found.push(StoredDetail::try_from(row)?.detail.place);
                }
            }
            Ok(found)
        })
    }

    /// Up to `limit` sealed values after a place, older versions included: for sealing again under a new key.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn party_details_after(&mut self, after: Option<&DetailPlace>, limit: i64) -> Result<Vec<SealedDetail>, StoreError> {
        let order = (party_details::case_id, party_details::party, party_details::field, party_details::version);
        let mut rows = party_details::table.order(order).limit(limit).into_boxed();
        if let Some(DetailPlace { case, party, field, version }) = after {
            let (same_case, same_party) = (party_details::case_id.eq(case.0), party_details::party.eq(party));
            let same_field = party_details::field.eq(field.code());
            rows = rows.filter(
                party_details::case_id
                    .gt(case.0)
                    .or(same_case.and(party_details::party.gt(party)))
                    .or(same_case.and(same_party).and(party_details::field.gt(field.code())))
                    .or(same_case.and(same_party).and(same_field).and(party_details::version.gt(version))),
            );
        }
        let rows: Vec<DetailRow> = rows.load(self.connection())?;
        rows.into_iter().map(|row| Ok(StoredDetail::try_from(row)?.detail)).collect()
    }

    /// Replaces a sealed value by the same under another key, unless it changed meanwhile.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn party_detail_reseal(&mut self, place: &DetailPlace, from: &str, to: &str) -> Result<(), StoreError> {
        let DetailPlace { case, party, field, version } = place;
        self.write(|connection| {
            let row = party_details::table.find((case.0, party, field.code(), version)).filter(party_details::sealed.eq(from));
            diesel::update(row).set(party_details::sealed.eq(to)).execute(connection)?;
            Ok(())
        })
    }
}

fn row(detail: &SealedDetail, act: &Act<'_>) -> DetailRow {
    let SealedDetail { place, sealed, index_hash } = detail.clone();
    DetailRow {
        case_id: place.case.0,
        party: place.party,
        field: place.field.code().to_owned(),
        version: place.version,
        sealed,
        index_hash,
        recorded_at: stored(act.at),
        recorded_by: act.actor.to_owned(),
    }
}

fn last_version(connection: &mut AnyConnection, row: &DetailRow) -> Result<Option<i32>, StoreError> {
    let same = party_details::case_id.eq(row.case_id).and(party_details::party.eq(&row.party)).and(party_details::field.eq(&row.field));
    Ok(party_details::table.filter(same).select(diesel::dsl::max(party_details::version)).first(connection)?)
}
