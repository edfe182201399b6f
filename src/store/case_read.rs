//! A case as a request reads it: what rights depend on and all that was recorded, in one statement, so that both are of one
//! moment and a distant server is asked once.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use diesel::sql_types::Text;

use super::cases::{StoredCase, kind_of};
use super::connection::{Database, each};
use super::error::StoreError;
use super::events::EntryRow;
use super::reach::Standing;
use super::schema::{access_epoch, case_units, cases, events};
use crate::domain::case::History;
use crate::domain::id::{CaseId, PersonId, UnitId};

diesel::define_sql_function! {
    /// Texts with a separator between them.
    #[aggregate]
    fn string_agg(text: Text, separator: Text) -> Nullable<Text>;
}

/// A case, repeated beside each of its entries, and the epoch of rights.
type Line = (String, Option<String>, i32, Option<NaiveDateTime>, Option<i64>, Option<i64>, Option<String>, Option<i64>, Option<EntryRow>);

impl Database {
    /// A case with what rights depend on in it; `epoch` is set to the epoch of rights of the same moment.
    ///
    /// # Errors
    /// [`StoreError::UnknownCase`], or a row that cannot be read.
    pub fn case_read(&mut self, id: CaseId, epoch: &mut Option<i64>) -> Result<(StoredCase, Standing), StoreError> {
        // by the id, not by the case of the row: an engine looks them up once, not once an entry
        let itself = case_units::case_id.eq(id.0).and(case_units::role.ne(""));
        let concerned = case_units::table.filter(itself).select(string_agg(case_units::unit_id.cast::<Text>(), ",")).single_value();
        let query =
            cases::table.left_join(events::table.on(events::case_id.eq(cases::id))).filter(cases::id.eq(id.0)).order(events::seq).select((
                cases::kind,
                cases::number,
                cases::version,
                cases::withdrawn_at,
                cases::handler_id,
                cases::officer_id,
                concerned,
                access_epoch::table.select(access_epoch::epoch).single_value(),
                (events::case_id, events::seq, events::event, events::on_day, events::undated, events::source, events::data).nullable(),
            ));
        let lines: Vec<Line> = each!(self.connection(), engine => query.load(engine))?;
        let mut entries = Vec::with_capacity(lines.len());
        let mut first = None;
        for (kind, number, version, withdrawn, handler, officer, concerned, now, entry) in lines {
            *epoch = now;
            entries.extend(entry.as_ref().map(EntryRow::entry).transpose()?);
            first.get_or_insert((kind, number, version, withdrawn, handler, officer, concerned));
        }
        let (kind, number, version, withdrawn, handler, officer, concerned) = first.ok_or(StoreError::UnknownCase { case: id })?;
        let kind = kind_of(id.0, &kind)?;
        let concerned = concerned.unwrap_or_default().split(',').filter_map(|unit| unit.parse().ok().map(UnitId)).collect();
        let standing = Standing { kind, handler: handler.map(UnitId), officer: officer.map(PersonId), concerned };
        let stored = StoredCase { id, kind, number, version: version as usize, withdrawn: withdrawn.is_some(), history: History(entries) };
        Ok((stored, standing))
    }
}
