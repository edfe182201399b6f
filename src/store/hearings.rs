//! Cases by the days of their hearings: a day stands in the event that fixes a hearing, or is the day of the event that says it was
//! held. Both are indexed; what became of a hearing is in the history of its case.

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Date, Text};

use super::connection::{AnyConnection, Database};
use super::error::StoreError;
use super::events;
use super::lists::CaseFilter;
use crate::domain::Day;
use crate::domain::access::Scope;
use crate::domain::case::{CaseKind, History};
use crate::domain::id::CaseId;

/// A case that has a hearing.
#[derive(Debug)]
pub struct HearingCase {
    /// The case.
    pub id: CaseId,
    /// Its kind.
    pub kind: CaseKind,
    /// Its number, normalised.
    pub number: Option<String>,
    /// Applicants or plaintiffs.
    pub parties: String,
    /// Officer.
    pub officer: Option<String>,
    /// Court.
    pub court: Option<String>,
    /// Its entries.
    pub history: History,
}

#[derive(QueryableByName)]
struct Found {
    #[diesel(sql_type = BigInt)]
    case_id: i64,
}

/// Cases read at a time.
const CASES: usize = 500;
/// The events that fix a day, as the index has them.
const FIXING: &str = "event IN ('hearing-scheduled', 'hearing-notice-served', 'hearing-postponed')";

impl Database {
    /// The cases within a scope for which a hearing was ever fixed for, or held on, one of these days; at most so many.
    ///
    /// # Errors
    /// An entry that cannot be read, or what the engine reports.
    pub fn cases_heard(&mut self, from: Day, until: Day, scope: &Scope, most: usize) -> Result<Vec<HearingCase>, StoreError> {
        let found = self.ids_heard(from, until)?;
        let mut cases = Vec::new();
        for ids in found.chunks(CASES) {
            let lines = self.lines_of(ids, &CaseFilter::default(), scope)?;
            let within: Vec<i64> = ids.iter().copied().filter(|id| lines.contains_key(id)).collect();
            let mut histories = events::histories(self.connection(), &within)?.into_iter();
            let mut lines = lines;
            for (id, history) in within.iter().zip(histories.by_ref()) {
                let Some(line) = lines.remove(id) else { continue };
                let kind = CaseKind::from_code(&line.kind).ok_or_else(|| StoreError::unreadable_case(CaseId(*id), &line.kind))?;
                let (number, parties, officer, court) = (line.number, line.parties, line.officer, line.court);
                cases.push(HearingCase { id: CaseId(*id), kind, number, parties, officer, court, history });
                if cases.len() == most {
                    return Ok(cases);
                }
            }
        }
        Ok(cases)
    }

    /// Ids in ascending order. JSON is the one thing the engines spell each in its own way.
    fn ids_heard(&mut self, from: Day, until: Day) -> Result<Vec<i64>, StoreError> {
        let of = |field: &str, place: [&str; 4]| {
            format!(
                "SELECT case_id FROM events WHERE {FIXING} AND {field} BETWEEN {} AND {} \
                 UNION SELECT case_id FROM events WHERE event = 'hearing-held' AND on_day BETWEEN {} AND {} ORDER BY case_id",
                place[0], place[1], place[2], place[3]
            )
        };
        let (first, last) = (from.to_string(), until.to_string());
        let found: Vec<Found> = match self.connection() {
            AnyConnection::Sqlite(engine) => diesel::sql_query(of("json_extract(data, '$.hearing_on')", ["?", "?", "?", "?"]))
                .bind::<Text, _>(&first)
                .bind::<Text, _>(&last)
                .bind::<Date, _>(from)
                .bind::<Date, _>(until)
                .load(engine)?,
            AnyConnection::Postgres(engine) => {
                diesel::sql_query(of("((data::json ->> 'hearing_on') COLLATE \"C\")", ["$1", "$2", "$3", "$4"]))
                    .bind::<Text, _>(&first)
                    .bind::<Text, _>(&last)
                    .bind::<Date, _>(from)
                    .bind::<Date, _>(until)
                    .load(engine)?
            }
        };
        Ok(found.into_iter().map(|found| found.case_id).collect())
    }
}
