//! Which steps of which deadlines people are told of: found by day over an index, noted once, gathered into messages.

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Date, Text, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::audit::{self, Act};
use super::chunks::in_chunks;
use super::connection::{AnyConnection, Database, each};
use super::due::DeadlineCursor;
use super::error::StoreError;
use super::outbox::{NewMail, put};
use super::schema::{acknowledgements, case_units, cases, deadlines, outbox, reminder_choices, reminder_runs, reminders};
use super::types::stored;
use crate::domain::Day;
use crate::domain::audit::AuditAction;
use crate::domain::case::CaseKind;
use crate::domain::id::{CaseId, PersonId, UnitId};
use crate::domain::reminder::{Choice, MailKind, MailState, Step};
use crate::domain::words::Sentence;

/// A deadline by what it is: its row is rewritten with every event, and one that moves is another.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DeadlineKey {
    /// The case.
    pub case: CaseId,
    /// Id of the rule, or code of the instrument.
    pub rule: String,
    /// Day it runs from.
    pub from: Day,
    /// Unit of ours that must act; `None`: who runs the file.
    pub unit: Option<UnitId>,
    /// The earliest day it can be said to end.
    pub due_on: Day,
}

/// A deadline of ours whose steps may have come, with what of its case decides who is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coming {
    /// The deadline.
    pub key: DeadlineKey,
    /// The latest day it can be said to end.
    pub latest_on: Day,
    /// It runs from a day that is only estimated: service is not proved yet.
    pub estimated: bool,
    /// Kind of case.
    pub kind: CaseKind,
    /// Unit that runs the file.
    pub handler: Option<UnitId>,
    /// Person who runs it.
    pub officer: Option<PersonId>,
    /// Units on the case.
    pub concerned: Vec<UnitId>,
    /// It is overdue, and a head has taken note.
    pub acknowledged: bool,
}

/// A step of a deadline that somebody is to be told of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Noted {
    /// The deadline.
    pub key: DeadlineKey,
    /// The step.
    pub step: Step,
    /// Who.
    pub person: PersonId,
}

/// The last run of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Run {
    /// The day.
    pub day: Day,
    /// When it last ran, UTC.
    pub at: DateTime<Utc>,
    /// Steps found new that day.
    pub noted: i64,
    /// Steps of the last run that nobody could be told.
    pub unaddressed: i64,
}

#[derive(Debug, Clone, Queryable, Insertable, Serialize, Deserialize)]
#[diesel(table_name = reminders, treat_none_as_default_value = false)]
pub(super) struct ReminderRow {
    pub(super) case_id: i64,
    pub(super) rule: String,
    pub(super) from_on: Day,
    pub(super) unit_id: i64,
    pub(super) due_on: Day,
    pub(super) step: String,
    pub(super) person_id: i64,
    noted_at: NaiveDateTime,
    mail_id: Option<i64>,
}

#[derive(Debug, Clone, Queryable, Insertable, Serialize, Deserialize)]
#[diesel(table_name = acknowledgements)]
pub(super) struct AcknowledgementRow {
    case_id: i64,
    rule: String,
    from_on: Day,
    unit_id: i64,
    due_on: Day,
    acknowledged_at: NaiveDateTime,
    acknowledged_by: String,
}

#[derive(Debug, Clone, Queryable, Insertable, Serialize, Deserialize)]
#[diesel(table_name = reminder_choices, treat_none_as_default_value = false)]
pub(super) struct ChoiceRow {
    person_id: i64,
    ahead: Option<String>,
    on_the_day: bool,
    suits: bool,
    hearings: bool,
}

#[derive(Debug, Clone, Queryable, Insertable, Serialize, Deserialize)]
#[diesel(table_name = reminder_runs)]
pub(super) struct RunRow {
    on_day: Day,
    ran_at: NaiveDateTime,
    runs: i32,
    noted: i64,
    unaddressed: i64,
}

/// A row as read for a run.
type Line = (i64, i32, String, Day, i64, Option<Day>, Option<Day>, bool, String, Option<i64>, Option<i64>);

pub(super) fn unit_of(id: i64) -> Option<UnitId> {
    (id != 0).then_some(UnitId(id))
}

impl ReminderRow {
    pub(super) fn key(&self) -> DeadlineKey {
        DeadlineKey {
            case: CaseId(self.case_id),
            rule: self.rule.clone(),
            from: self.from_on,
            unit: unit_of(self.unit_id),
            due_on: self.due_on,
        }
    }
}

/// The deadlines of these cases that heads have taken note of.
pub(super) fn acknowledged(connection: &mut AnyConnection, cases: &[i64]) -> Result<Vec<DeadlineKey>, StoreError> {
    let rows: Vec<AcknowledgementRow> = acknowledgements::table.filter(acknowledgements::case_id.eq_any(cases)).load(connection)?;
    let key = |row: AcknowledgementRow| DeadlineKey {
        case: CaseId(row.case_id),
        rule: row.rule,
        from: row.from_on,
        unit: unit_of(row.unit_id),
        due_on: row.due_on,
    };
    Ok(rows.into_iter().map(key).collect())
}

/// What people have chosen, of those who have.
pub(super) fn choices(connection: &mut AnyConnection) -> Result<Vec<(PersonId, Choice)>, StoreError> {
    let rows: Vec<ChoiceRow> = reminder_choices::table.load(connection)?;
    rows.into_iter().map(|row| Ok((PersonId(row.person_id), row.choice()?))).collect()
}

impl ChoiceRow {
    fn choice(self) -> Result<Choice, StoreError> {
        let place =
            || Sentence::new(format!("人员 {} 的提醒设置", self.person_id), format!("reminder settings of person {}", self.person_id));
        let days = |text: &str| text.split(',').filter(|day| !day.is_empty()).map(str::parse).collect::<Result<Vec<u32>, _>>();
        let ahead = self.ahead.as_deref().map(days).transpose();
        Ok(Choice {
            ahead: ahead.map_err(|_| StoreError::unreadable_word(place(), "工作日", "working day", self.ahead.as_deref().unwrap_or("")))?,
            on_the_day: self.on_the_day,
            suits: self.suits,
            hearings: self.hearings,
        })
    }
}

impl Database {
    /// Our deadlines that are pending on a day and end by `until`, overdue ones among them, the earliest first; where to go on behind
    /// the last of them. What ends later is not looked at.
    ///
    /// # Errors
    /// A case that cannot be read, or what the engine reports.
    pub fn reminders_coming(
        &mut self,
        today: Day,
        until: Day,
        after: Option<DeadlineCursor>,
        size: u32,
    ) -> Result<(Vec<Coming>, Option<DeadlineCursor>), StoreError> {
        self.read(|connection| {
            let safe_on = deadlines::safe_on.assume_not_null();
            let mut query = deadlines::table
                .inner_join(cases::table)
                .filter(deadlines::ours.eq(true).and(deadlines::shown_from.le(today)).and(deadlines::shown_until.ge(today)))
                .filter(safe_on.le(until))
                .order((deadlines::safe_on, deadlines::case_id, deadlines::serial))
                .limit(i64::from(size))
                .into_boxed();
            if let Some(DeadlineCursor { safe_on: last, case, serial }) = after {
                let behind = deadlines::case_id.gt(case.0).or(deadlines::case_id.eq(case.0).and(deadlines::serial.gt(serial)));
                query = query.filter(safe_on.ge(last).and(safe_on.gt(last).or(behind)));
            }
            let of_deadline = (
                deadlines::case_id,
                deadlines::serial,
                deadlines::rule,
                deadlines::from_on,
                deadlines::unit_id,
                deadlines::safe_on,
                deadlines::latest_on,
                deadlines::estimated,
                cases::kind,
                cases::handler_id,
                cases::officer_id,
            );
            let lines: Vec<Line> = query.select(of_deadline).load(connection)?;
            let cursor = lines.last().and_then(|line| Some(DeadlineCursor { safe_on: line.5?, case: CaseId(line.0), serial: line.1 }));
            let mut ids: Vec<i64> = lines.iter().map(|line| line.0).collect();
            ids.sort_unstable();
            ids.dedup();
            let units: Vec<(i64, i64)> = case_units::table
                .filter(case_units::case_id.eq_any(&ids).and(case_units::role.ne("")))
                .select((case_units::case_id, case_units::unit_id))
                .order((case_units::case_id, case_units::unit_id))
                .load(connection)?;
            let known = acknowledged(connection, &ids)?;
            let of_case = |case: i64| {
                let first = units.partition_point(|(id, _)| *id < case);
                units[first..].iter().take_while(move |(id, _)| *id == case).map(|(_, unit)| UnitId(*unit)).collect::<Vec<_>>()
            };
            let coming =
                lines.into_iter().filter_map(|(case, _, rule, from, unit, safe_on, latest_on, estimated, kind, handler, officer)| {
                    let (due_on, latest_on) = safe_on.zip(latest_on)?;
                    let key = DeadlineKey { case: CaseId(case), rule, from, unit: unit_of(unit), due_on };
                    let kind = match CaseKind::from_code(&kind) {
                        Some(kind) => kind,
                        None => return Some(Err(StoreError::unreadable_case(CaseId(case), &kind))),
                    };
                    let acknowledged = today > latest_on && known.contains(&key);
                    let (handler, officer) = (handler.map(UnitId), officer.map(PersonId));
                    Some(Ok(Coming { key, latest_on, estimated, kind, handler, officer, concerned: of_case(case), acknowledged }))
                });
            Ok((coming.collect::<Result<_, _>>()?, cursor))
        })
    }

    /// Notes steps that people are to be told of; how many were new. One that was noted before stays as it was.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn reminders_note(&mut self, noted: &[Noted], at: DateTime<Utc>) -> Result<usize, StoreError> {
        let row = |noted: &Noted| ReminderRow {
            case_id: noted.key.case.0,
            rule: noted.key.rule.clone(),
            from_on: noted.key.from,
            unit_id: noted.key.unit.map_or(0, |unit| unit.0),
            due_on: noted.key.due_on,
            step: noted.step.to_string(),
            person_id: noted.person.0,
            noted_at: stored(at),
            mail_id: None,
        };
        let mut noted: Vec<&Noted> = noted.iter().collect();
        // as the table is ordered: neighbours share a page
        noted.sort_unstable_by(|one, other| one.key.cmp(&other.key));
        let rows: Vec<ReminderRow> = noted.into_iter().map(row).collect();
        let mut new = 0;
        self.write(|connection| {
            in_chunks!(connection, rows, |engine, chunk| diesel::insert_into(reminders::table)
                .values(chunk)
                .on_conflict_do_nothing()
                .execute(engine)
                .map(|inserted| new += inserted));
            Ok::<_, StoreError>(())
        })?;
        Ok(new)
    }

    /// Who has been noted to be told of something that no message carries yet.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn reminders_loose(&mut self) -> Result<Vec<PersonId>, StoreError> {
        let people: Vec<i64> = reminders::table
            .filter(reminders::mail_id.is_null())
            .select(reminders::person_id)
            .distinct()
            .order(reminders::person_id)
            .load(self.connection())?;
        Ok(people.into_iter().map(PersonId).collect())
    }

    /// Gathers what a person is to be told on a day: what ends that day into a message of its own, the rest into the one digest of the
    /// day, which takes over what earlier ones have not brought. What comes after the digest has gone waits for the next one.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn reminders_gather(&mut self, person: PersonId, day: Day, at: DateTime<Utc>) -> Result<(), StoreError> {
        self.write(|connection| {
            let loose = reminders::person_id.eq(person.0).and(reminders::mail_id.is_null());
            let steps: Vec<String> = reminders::table.filter(loose).select(reminders::step).distinct().load(connection)?;
            let the_day = Step::OnTheDay.to_string();
            let (today, other): (Vec<&String>, Vec<&String>) = steps.iter().partition(|step| **step == the_day);
            if !today.is_empty() {
                let key = first_free_key(connection, person, day)?;
                let new = NewMail { key, kind: MailKind::DueToday, person: person.0, case: None, content: String::new() };
                if let Some(mail) = put(connection, &new, at)? {
                    let set = reminders::mail_id.eq(mail);
                    diesel::update(reminders::table.filter(loose).filter(reminders::step.eq(&the_day))).set(set).execute(connection)?;
                }
            }
            if other.is_empty() {
                return Ok(());
            }
            if let Some(mail) = digest(connection, person, day, at)? {
                diesel::update(reminders::table.filter(loose)).set(reminders::mail_id.eq(mail)).execute(connection)?;
            }
            Ok(())
        })
    }

    /// Takes out of what is not sent yet all that no longer holds on a day: deadlines moved, met, suspended, or acknowledged. A message
    /// that would say nothing any more is cancelled. How many were.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn reminders_prune(&mut self, today: Day, now: DateTime<Utc>, why: &Sentence) -> Result<usize, StoreError> {
        const OF: &str =
            "case_id = reminders.case_id AND x.rule = reminders.rule AND x.from_on = reminders.from_on AND x.unit_id = reminders.unit_id";
        const UNSENT: &str = "state IN ('waiting', 'parked')";
        self.write(|connection| {
            let bind = if matches!(connection, AnyConnection::Sqlite(_)) { ["?"; 4] } else { ["$1", "$2", "$3", "$4"] };
            let gone = format!(
                "DELETE FROM reminders WHERE (mail_id IS NULL OR mail_id IN (SELECT id FROM outbox WHERE {UNSENT})) AND (\
                 NOT EXISTS (SELECT 1 FROM deadlines x WHERE x.{OF} AND x.safe_on = reminders.due_on AND x.ours \
                 AND x.shown_from <= {} AND x.shown_until >= {}) \
                 OR (step LIKE 'overdue%' AND EXISTS (SELECT 1 FROM acknowledgements x WHERE x.{OF} AND x.due_on = reminders.due_on)))",
                bind[0], bind[1]
            );
            diesel::sql_query(gone).bind::<Date, _>(today).bind::<Date, _>(today).execute(connection)?;
            let empty = format!(
                "UPDATE outbox SET state = 'cancelled', remark = {}, ended_at = {} WHERE {UNSENT} AND kind IN ('digest', 'due-today') \
                 AND NOT EXISTS (SELECT 1 FROM reminders WHERE mail_id = outbox.id)",
                bind[0], bind[1]
            );
            let remark = json!({"zh": why.zh, "en": why.en}).to_string();
            Ok(diesel::sql_query(empty).bind::<Text, _>(remark).bind::<Timestamp, _>(stored(now)).execute(connection)?)
        })
    }

    /// Takes note of an overdue deadline; `false` when a head had already.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn reminder_acknowledge(&mut self, key: &DeadlineKey, act: &Act<'_>) -> Result<bool, StoreError> {
        self.write(|connection| {
            if acknowledged(connection, &[key.case.0])?.contains(key) {
                return Ok(false);
            }
            let row = AcknowledgementRow {
                case_id: key.case.0,
                rule: key.rule.clone(),
                from_on: key.from,
                unit_id: key.unit.map_or(0, |unit| unit.0),
                due_on: key.due_on,
                acknowledged_at: stored(act.at),
                acknowledged_by: act.actor.to_owned(),
            };
            diesel::insert_into(acknowledgements::table).values(row).execute(connection)?;
            let details = json!({"rule": key.rule, "from": key.from, "due_on": key.due_on, "unit": key.unit});
            audit::write(connection, act, AuditAction::OverdueAcknowledged, &format!("case {}", key.case), &details)?;
            Ok(true)
        })
    }

    /// What people have chosen, of those who have.
    ///
    /// # Errors
    /// A row that cannot be read, or what the engine reports.
    pub fn reminder_choices(&mut self) -> Result<Vec<(PersonId, Choice)>, StoreError> {
        choices(self.connection())
    }

    /// What a person has chosen; nothing chosen is what the bureau has set.
    ///
    /// # Errors
    /// As [`Database::reminder_choices`].
    pub fn reminder_choice(&mut self, person: PersonId) -> Result<Choice, StoreError> {
        let row: Option<ChoiceRow> = reminder_choices::table.find(person.0).first(self.connection()).optional()?;
        row.map_or_else(|| Ok(Choice::default()), ChoiceRow::choice)
    }

    /// Keeps what a person has chosen.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn reminder_choose(&mut self, person: PersonId, choice: &Choice) -> Result<(), StoreError> {
        let days = |days: &Vec<u32>| days.iter().map(ToString::to_string).collect::<Vec<_>>().join(",");
        let row = ChoiceRow {
            person_id: person.0,
            ahead: choice.ahead.as_ref().map(days),
            on_the_day: choice.on_the_day,
            suits: choice.suits,
            hearings: choice.hearings,
        };
        self.write(|connection| {
            diesel::delete(reminder_choices::table.find(person.0)).execute(connection)?;
            diesel::insert_into(reminder_choices::table).values(row).execute(connection)?;
            Ok(())
        })
    }

    /// Whether any deadline is kept at all.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn any_deadline(&mut self) -> Result<bool, StoreError> {
        Ok(diesel::select(diesel::dsl::exists(deadlines::table.select(deadlines::case_id))).get_result(self.connection())?)
    }

    /// Notes that a run was made.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn reminder_ran(&mut self, run: &Run) -> Result<(), StoreError> {
        let row = RunRow { on_day: run.day, ran_at: stored(run.at), runs: 1, noted: run.noted, unaddressed: run.unaddressed };
        self.write(|connection| {
            // in one statement: two services may end their runs at this moment
            each!(connection, engine => diesel::insert_into(reminder_runs::table)
                .values(&row)
                .on_conflict(reminder_runs::on_day)
                .do_update()
                .set((
                    reminder_runs::ran_at.eq(row.ran_at),
                    reminder_runs::runs.eq(reminder_runs::runs + 1),
                    reminder_runs::noted.eq(reminder_runs::noted + row.noted),
                    reminder_runs::unaddressed.eq(row.unaddressed),
                ))
                .execute(engine))?;
            Ok(())
        })
    }

    /// The last run there was before a moment or at it: one that a clock ahead of its time has noted does not count.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn reminder_last_run(&mut self, now: DateTime<Utc>) -> Result<Option<Run>, StoreError> {
        let last = reminder_runs::table.filter(reminder_runs::ran_at.le(stored(now))).order(reminder_runs::ran_at.desc());
        let row: Option<RunRow> = last.first(self.connection()).optional()?;
        Ok(row.map(|row| Run { day: row.on_day, at: row.ran_at.and_utc(), noted: row.noted, unaddressed: row.unaddressed }))
    }
}

/// The key of one more message about what ends today.
fn first_free_key(connection: &mut AnyConnection, person: PersonId, day: Day) -> Result<String, StoreError> {
    let of_day = format!("due {person} {day} ");
    // a range of the index: ':' follows the digits
    let those = outbox::key.ge(&of_day).and(outbox::key.lt(format!("{of_day}:")));
    let sent: i64 = outbox::table.filter(those).count().get_result(connection)?;
    Ok(format!("{of_day}{}", sent + 1))
}

/// The digest of the day that can still be added to: a new one takes over what earlier ones have not brought, unless the answer to one
/// was lost: that one may have arrived.
fn digest(connection: &mut AnyConnection, person: PersonId, day: Day, at: DateTime<Utc>) -> Result<Option<i64>, StoreError> {
    let key = format!("digest {person} {day}");
    let new = NewMail { key: key.clone(), kind: MailKind::Digest, person: person.0, case: None, content: String::new() };
    let Some(mail) = put(connection, &new, at)? else {
        let waits = outbox::key.eq(&key).and(outbox::state.eq(MailState::Waiting.code())).and(outbox::uncertain.eq(false));
        return Ok(outbox::table.filter(waits).select(outbox::id).first(connection).optional()?);
    };
    let taken_over = Sentence::new(format!("并入{day}的提醒"), format!("taken over by the digest of {day}"));
    let earlier = outbox::person_id
        .eq(person.0)
        .and(outbox::kind.eq(MailKind::Digest.code()))
        .and(outbox::state.eq_any([MailState::Waiting.code(), MailState::Parked.code()]))
        .and(outbox::uncertain.eq(false))
        .and(outbox::id.ne(mail));
    let before: Vec<i64> = diesel::update(outbox::table.filter(earlier))
        .set((
            outbox::state.eq(MailState::Cancelled.code()),
            outbox::remark.eq(json!({"zh": taken_over.zh, "en": taken_over.en}).to_string()),
            outbox::ended_at.eq(stored(at)),
        ))
        .returning(outbox::id)
        .get_results(connection)?;
    let moved = reminders::mail_id.eq_any(before.into_iter().map(Some).collect::<Vec<_>>());
    diesel::update(reminders::table.filter(moved)).set(reminders::mail_id.eq(mail)).execute(connection)?;
    Ok(Some(mail))
}
