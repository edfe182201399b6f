//! What people are told of at once: written into the outbox in the transaction of the event that causes it.

use std::sync::Arc;

use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::audit::Act;
use super::cases::CaseRow;
use super::connection::{AnyConnection, Database};
use super::error::StoreError;
use super::events;
use super::grants::GrantRow;
use super::outbox::{NewMail, put};
use super::people::{Person, PersonRow};
use super::reminders::{choices, unit_of};
use super::schema::{grants, hearings_told, outbox, people};
use super::types::Projection;
use super::units::{self, UnitBook};
use crate::clock::day_of;
use crate::domain::Day;
use crate::domain::access::{Principal, Who};
use crate::domain::case::Entry;
use crate::domain::case::docket::{SittingState, docket};
use crate::domain::case::event::{Event, Tag};
use crate::domain::case::hour::Hour;
use crate::domain::id::{PersonId, UnitId};
use crate::domain::reminder::{
    Ahead, Change, Choice, Colleague, Directory, Hearing, MailKind, MailState, Notice, OnFile, Telling, is_hearing, suit_served,
};
use crate::domain::words::Sentence;

#[derive(Debug, Clone, Queryable, Insertable, Serialize, Deserialize)]
#[diesel(table_name = hearings_told)]
pub(super) struct HearingRow {
    uid: String,
    case_id: i64,
    instrument: String,
    on_day: Day,
    sequence: i32,
    at_hour: Option<String>,
}

impl HearingRow {
    fn new(case: i64, hearing: &Hearing) -> Self {
        let Hearing { uid, instrument, on, at, sequence } = hearing.clone();
        let sequence = i32::try_from(sequence).unwrap_or(i32::MAX);
        Self { uid, case_id: case, instrument, on_day: on, sequence, at_hour: at.map(|at| at.to_string()) }
    }

    fn hearing(self) -> Hearing {
        Hearing {
            uid: self.uid,
            instrument: self.instrument,
            on: self.on_day,
            at: self.at_hour.and_then(|hour| hour.parse().ok()),
            sequence: self.sequence.unsigned_abs(),
        }
    }
}

/// The people of the deployment with an active account, and what is granted to them.
pub(super) fn directory(connection: &mut AnyConnection, today: Day) -> Result<Directory, StoreError> {
    let tree = Arc::new(units::tree(connection)?);
    let rows: Vec<(PersonRow, Option<GrantRow>)> = people::table
        .left_join(grants::table)
        .order((people::id, grants::id))
        .select((people::all_columns, grants::all_columns.nullable()))
        .load(connection)?;
    let mut found: Vec<Colleague> = Vec::new();
    for (row, grant) in rows {
        let person = Person::from(row);
        if !person.is_active(today) {
            continue;
        }
        if found.last().is_none_or(|last| last.id != person.id) {
            let principal = Principal { who: Who::Person(person.id), name: person.user_name, grants: Vec::new(), scopes: Vec::new() };
            found.push(Colleague { id: person.id, principal });
        }
        if let (Some(grant), Some(last)) = (grant, found.last_mut()) {
            last.principal.grants.push(grant.grant()?);
        }
    }
    Ok(Directory::new(found, tree, today))
}

/// A case that was just written, with the entries that are new and the position of the first of them.
pub(super) struct Written<'a> {
    pub row: &'a CaseRow,
    pub projection: &'a Projection,
    pub units: &'a UnitBook,
    pub entries: &'a [Entry],
    pub first: i32,
}

/// Puts into the outbox what people are to be told of the entries of a case.
pub(super) fn tell(connection: &mut AnyConnection, written: &Written<'_>, act: &Act<'_>) -> Result<(), StoreError> {
    let case = written.row.id;
    let today = day_of(act.at);
    let ahead = written.projection.deadlines.iter().filter(|pending| pending.ours && is_hearing(&pending.rule));
    let ahead = ahead.filter(|pending| pending.is_shown_on(today));
    let ahead: Vec<(String, Day)> = ahead.filter_map(|pending| Some((pending.rule.clone(), pending.safe_on?))).collect();
    let hours = if ahead.is_empty() { Vec::new() } else { hours(connection, written.row)? };
    let hour = |day: Day| hours.iter().find(|(on, _)| *on == day).and_then(|(_, at)| *at);
    let mut ahead: Vec<Ahead> = ahead.into_iter().map(|(instrument, on)| (instrument, on, hour(on))).collect();
    // several notices of one day are of one hearing
    ahead.sort();
    ahead.dedup();
    let rows: Vec<HearingRow> = hearings_told::table.filter(hearings_told::case_id.eq(case)).order(hearings_told::uid).load(connection)?;
    let told: Vec<Hearing> = rows.into_iter().map(HearingRow::hearing).collect();
    let held = written.entries.iter().any(|entry| entry.event.tag() == Tag::HearingHeld);
    let telling = Telling::of(told.clone(), &ahead, today, held, || format!("{}@fuyi", Uuid::new_v4()));
    if telling.ahead != told {
        diesel::delete(hearings_told::table.filter(hearings_told::case_id.eq(case))).execute(connection)?;
        let rows: Vec<HearingRow> = telling.ahead.iter().map(|hearing| HearingRow::new(case, hearing)).collect();
        for row in rows {
            diesel::insert_into(hearings_told::table).values(row).execute(connection)?;
        }
    }
    let suits: Vec<(i32, Day)> =
        (written.first..).zip(written.entries).filter(|(_, entry)| suit_served(entry)).map(|(seq, entry)| (seq, entry.on)).collect();
    if suits.is_empty() && telling.changes.is_empty() {
        return Ok(());
    }
    let concerned = written.projection.units.iter().map(|unit| written.units.id(&unit.unit).map(UnitId)).collect::<Result<Vec<_>, _>>()?;
    let concerned: Vec<UnitId> = concerned.into_iter().filter(|unit| unit.0 != 0).collect();
    let file = OnFile {
        kind: written.row.kind()?,
        handler: written.row.handler_id.map(UnitId),
        concerned: &concerned,
        officer: written.row.officer_id.map(PersonId),
        unit: acting(written, &concerned)?,
    };
    let told = directory(connection, today)?.told_of_hearing(&file);
    let chosen = choices(connection)?;
    let wants =
        |person: &PersonId, want: fn(&Choice) -> bool| chosen.iter().find(|(id, _)| id == person).is_none_or(|(_, choice)| want(choice));
    for (seq, on) in suits {
        for person in told.iter().filter(|person| wants(person, |choice| choice.suits)) {
            let notice = Notice::SuitServed { on };
            let key = format!("suit {case} {seq} {person}");
            put(connection, &mail(key, MailKind::SuitServed, *person, case, &notice)?, act.at)?;
        }
    }
    for (hearing, change, before) in telling.changes {
        let had = had_invitation(connection, &hearing, act)?;
        // whoever has it in the calendar is told, in office or not
        let mut to: Vec<PersonId> =
            told.iter().copied().filter(|person| change != Change::CalledOff && wants(person, |choice| choice.hearings)).collect();
        to.extend(had.into_iter().map(PersonId));
        to.sort_unstable();
        to.dedup();
        let place = place(written.entries);
        let (before, before_at) = before.map_or((None, None), |(on, at)| (Some(on), at));
        for person in to {
            let key = format!("hearing {} {} {person}", hearing.uid, hearing.sequence);
            let notice = Notice::Hearing { hearing: hearing.clone(), change, before, before_at, place: place.clone() };
            put(connection, &mail(key, MailKind::Hearing, person, case, &notice)?, act.at)?;
        }
    }
    Ok(())
}

/// The hours of the hearings of a case that are fixed, by day.
fn hours(connection: &mut AnyConnection, row: &CaseRow) -> Result<Vec<(Day, Option<Hour>)>, StoreError> {
    let history = events::histories(connection, &[row.id])?.into_iter().next().unwrap_or_default();
    let fixed = docket(row.kind()?, &history).into_iter().filter(|sitting| sitting.state == SittingState::Fixed);
    Ok(fixed.map(|sitting| (sitting.on, sitting.at)).collect())
}

/// The unit that must act: the one of the deadline, else the first on the case where we answer for ourselves.
fn acting(written: &Written<'_>, concerned: &[UnitId]) -> Result<Option<UnitId>, StoreError> {
    let named =
        written.projection.deadlines.iter().find(|pending| pending.ours && is_hearing(&pending.rule)).map(|pending| pending.unit.as_str());
    let named = named.map(|unit| written.units.id(unit)).transpose()?.and_then(unit_of);
    let answered = crate::domain::access::Kinds::ANSWERED.contains(written.row.kind()?);
    Ok(named.or_else(|| concerned.first().copied().filter(|_| answered)))
}

fn place(entries: &[Entry]) -> Option<String> {
    entries.iter().find_map(|entry| match &entry.event {
        Event::HearingScheduled(data) => data.place.clone(),
        _ => None,
    })
}

fn mail(key: String, kind: MailKind, person: PersonId, case: i64, notice: &Notice) -> Result<NewMail, StoreError> {
    let content = serde_json::to_string(notice).map_err(|fault| StoreError::Unreadable {
        place: Sentence::new("通知", "a notice"),
        reason: crate::domain::reading::json(&fault),
    })?;
    Ok(NewMail { key, kind, person: person.0, case: Some(case), content })
}

/// Who has, or may have, an earlier invitation to this hearing. Those not sent yet are cancelled: they would say what is no longer so.
fn had_invitation(connection: &mut AnyConnection, hearing: &Hearing, act: &Act<'_>) -> Result<Vec<i64>, StoreError> {
    let (first, behind) = (format!("hearing {} ", hearing.uid), format!("hearing {}!", hearing.uid));
    let of_hearing = outbox::key.ge(first).and(outbox::key.lt(behind));
    let unsent = outbox::state.eq_any([MailState::Waiting.code(), MailState::Parked.code()]).and(outbox::uncertain.eq(false));
    let why = Sentence::new("开庭（听证）安排又有变动", "the hearing has changed again");
    diesel::update(outbox::table.filter(of_hearing.clone().and(unsent)))
        .set((
            outbox::state.eq(MailState::Cancelled.code()),
            outbox::remark.eq(serde_json::json!({"zh": why.zh, "en": why.en}).to_string()),
            outbox::ended_at.eq(super::types::stored(act.at)),
        ))
        .execute(connection)?;
    let reached = outbox::state.ne(MailState::Cancelled.code());
    Ok(outbox::table.filter(of_hearing.and(reached)).select(outbox::person_id).distinct().load(connection)?)
}

impl Database {
    /// The people of the deployment whose accounts are active on a day.
    ///
    /// # Errors
    /// A grant that cannot be read, or what the engine reports.
    pub fn directory(&mut self, today: Day) -> Result<Directory, StoreError> {
        self.read(|connection| directory(connection, today))
    }
}
