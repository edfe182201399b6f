//! What a message says when it is sent: its reminders as the deadlines stand then, the case, and who it is for.

use std::collections::{HashMap, HashSet};

use diesel::prelude::*;

use super::connection::Database;
use super::error::StoreError;
use super::reminders::{DeadlineKey, ReminderRow, acknowledged};
use super::schema::{cases, deadlines, outbox, reminders, units};
use crate::domain::Day;
use crate::domain::id::{CaseId, MailId, PersonId};
use crate::domain::reminder::Step;
use crate::domain::words::Sentence;

/// Whom a message is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recipient {
    /// Who.
    pub id: PersonId,
    /// Name shown.
    pub name: String,
    /// E-mail, if there is one.
    pub email: Option<String>,
    /// Language, by the name settings give it.
    pub lang: String,
    /// Whether the account is active on the day.
    pub active: bool,
}

/// What a message says of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToldCase {
    /// The case.
    pub id: CaseId,
    /// Case number.
    pub number: Option<String>,
    /// Names of the parties, joined by 、.
    pub parties: String,
    /// Court.
    pub court: Option<String>,
}

/// A reminder of a message, as the deadline stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// The deadline.
    pub key: DeadlineKey,
    /// The step it was noted at.
    pub step: Step,
    /// The latest day it can be said to end.
    pub latest_on: Day,
    /// Its end depends on a calendar not yet published.
    pub provisional: bool,
    /// It runs from a day that is only estimated: service is not proved yet.
    pub estimated: bool,
    /// Name of the unit of ours that must act.
    pub unit: Option<String>,
    /// The case.
    pub case: ToldCase,
}

impl Database {
    /// Whom a message is for.
    ///
    /// # Errors
    /// [`StoreError::UnknownPerson`], or what the engine reports.
    pub fn recipient(&mut self, person: PersonId, today: Day) -> Result<Recipient, StoreError> {
        let person = self.person(person)?;
        let active = person.is_active(today);
        Ok(Recipient { id: person.id, name: person.display_name, email: person.email, lang: person.lang, active })
    }

    /// What a message says of a case.
    ///
    /// # Errors
    /// [`StoreError::UnknownCase`], or what the engine reports.
    pub fn told_case(&mut self, case: CaseId) -> Result<ToldCase, StoreError> {
        let row: Option<(Option<String>, String, Option<String>)> =
            cases::table.find(case.0).select((cases::number, cases::parties, cases::court)).first(self.connection()).optional()?;
        let (number, parties, court) = row.ok_or(StoreError::UnknownCase { case })?;
        Ok(ToldCase { id: case, number, parties, court })
    }

    /// What a message about deadlines has to say today, the earliest end first. What no longer holds, or what the person is told in a
    /// later step, is left out; with `drop` it is taken out of the message for good.
    ///
    /// # Errors
    /// A row that cannot be read, or what the engine reports.
    pub fn told(&mut self, mail: MailId, today: Day, drop: bool) -> Result<Vec<Told>, StoreError> {
        let look = |database: &mut Self| {
            let connection = database.connection();
            let person: i64 = outbox::table.find(mail.0).select(outbox::person_id).first(connection)?;
            let rows: Vec<ReminderRow> = reminders::table.filter(reminders::mail_id.eq(mail.0)).load(connection)?;
            let ids: Vec<i64> = rows.iter().map(|row| row.case_id).collect::<HashSet<_>>().into_iter().collect();
            let mut newest: HashMap<DeadlineKey, Step> = HashMap::new();
            let mut pending: HashMap<DeadlineKey, (Day, bool, bool)> = HashMap::new();
            let mut known: HashSet<DeadlineKey> = HashSet::new();
            let mut files: HashMap<i64, ToldCase> = HashMap::new();
            for some in ids.chunks(CASES) {
                let mine = reminders::case_id.eq_any(some).and(reminders::person_id.eq(person));
                for row in reminders::table.filter(mine).load::<ReminderRow>(connection)? {
                    let (key, step) = (row.key(), step(&row)?);
                    // noted by a clock that ran ahead: such a step holds nothing back, and does not hold itself
                    if !matches!(step, Step::Overdue(day) if day > today) {
                        newest.entry(key).and_modify(|newest| *newest = step.max(*newest)).or_insert(step);
                    }
                }
                let shown = deadlines::shown_from.le(today).and(deadlines::shown_until.ge(today)).and(deadlines::ours.eq(true));
                let of_deadline = (
                    deadlines::case_id,
                    deadlines::rule,
                    deadlines::from_on,
                    deadlines::unit_id,
                    deadlines::safe_on,
                    deadlines::latest_on,
                    deadlines::provisional,
                    deadlines::estimated,
                );
                type Line = (i64, String, Day, i64, Option<Day>, Option<Day>, bool, bool);
                let lines: Vec<Line> =
                    deadlines::table.filter(deadlines::case_id.eq_any(some).and(shown)).select(of_deadline).load(connection)?;
                pending.extend(lines.into_iter().filter_map(|(case, rule, from, unit, safe_on, latest_on, provisional, estimated)| {
                    let unit = super::reminders::unit_of(unit);
                    Some((DeadlineKey { case: CaseId(case), rule, from, unit, due_on: safe_on? }, (latest_on?, provisional, estimated)))
                }));
                known.extend(acknowledged(connection, some)?);
                let of_case = (cases::id, cases::number, cases::parties, cases::court);
                let lines: Vec<(i64, Option<String>, String, Option<String>)> =
                    cases::table.filter(cases::id.eq_any(some)).select(of_case).load(connection)?;
                files.extend(
                    lines.into_iter().map(|(id, number, parties, court)| (id, ToldCase { id: CaseId(id), number, parties, court })),
                );
            }
            let acting: HashSet<i64> = rows.iter().map(|row| row.unit_id).collect();
            let names: Vec<(i64, String)> =
                units::table.filter(units::id.eq_any(acting)).select((units::id, units::full_name)).load(connection)?;
            let names: HashMap<i64, String> = names.into_iter().collect();
            let mut told = Vec::with_capacity(rows.len());
            for row in rows {
                let (key, step) = (row.key(), step(&row)?);
                let holds =
                    pending.get(&key).filter(|(latest, ..)| newest.get(&key) == Some(&step) && !(today > *latest && known.contains(&key)));
                match (holds, files.get(&row.case_id)) {
                    (Some((latest_on, provisional, estimated)), Some(case)) => told.push(Told {
                        unit: names.get(&row.unit_id).cloned(),
                        latest_on: *latest_on,
                        provisional: *provisional,
                        estimated: *estimated,
                        case: case.clone(),
                        key,
                        step,
                    }),
                    _ if drop => {
                        let it =
                            reminders::table.find((row.case_id, row.rule, row.from_on, row.unit_id, row.due_on, row.step, row.person_id));
                        diesel::delete(it).execute(connection)?;
                    }
                    _ => {}
                }
            }
            told.sort_by(|one, other| (one.key.due_on, &one.key).cmp(&(other.key.due_on, &other.key)));
            Ok(told)
        };
        if drop { self.together(look) } else { look(self) }
    }
}

/// Cases read at a time.
const CASES: usize = 500;

fn step(row: &ReminderRow) -> Result<Step, StoreError> {
    let place = || Sentence::new(format!("案件 {} 的提醒", row.case_id), format!("a reminder of case {}", row.case_id));
    Step::from_code(&row.step).ok_or_else(|| StoreError::unreadable_word(place(), "提醒步骤", "step", &row.step))
}
