//! A run: which steps of which deadlines have come, whom they are told, and the messages that carry them. Work is done in short acts, each
//! of which may be done again: a run that dies is finished by the next one.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::super::sign_in::Desk;
use crate::clock::day_of;
use crate::domain::Day;
use crate::domain::case::mark::Instrument;
use crate::domain::id::PersonId;
use crate::domain::reminder::{Choice, Directory, OnFile, Rung};
use crate::i18n::mail as words;
use crate::service::{Books, ServiceError, supervision};
use crate::store::{Coming, Database, DeadlineCursor, Noted, Run};

/// Deadlines looked at in one act: others who write wait for a moment, and what is noted together lies together.
const CHUNK: u32 = 8_000;
/// Cases of one kind, with the same units and officer, whose addressees are remembered.
const REMEMBERED: usize = 10_000;

/// What a run did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize)]
pub struct RunReport {
    /// It was a working day.
    pub working: bool,
    /// Deadlines looked at.
    pub seen: u64,
    /// Steps that were new, one for each person.
    pub noted: u64,
    /// Deadlines nobody could be told of.
    pub unaddressed: u64,
}

/// Makes one run, as of a moment: takes out of what is not sent what no longer holds, finds the steps that have come, gathers them into
/// messages. On a day off it finds none.
///
/// # Errors
/// What the engine reports; a row that cannot be read. What was done stands.
pub fn remind(desk: &impl Desk, books: &Arc<Books>, now: DateTime<Utc>) -> Result<RunReport, ServiceError> {
    let today = day_of(now);
    desk.write(move |database| Ok(database.reminders_prune(today, now, &words::NOTHING_HOLDS.into())?))?;
    let mut report = RunReport { working: books.law.calendar.is_working(today), ..RunReport::default() };
    if report.working {
        let mut plan = desk.read(|database| Plan::new(database, Arc::clone(books), today, now))?;
        while !plan.done {
            plan = desk.write(move |database| plan.step(database))?;
        }
        report = plan.report;
        for person in desk.read(|database| Ok(database.reminders_loose()?))? {
            desk.write(move |database| Ok(database.reminders_gather(person, today, now)?))?;
        }
    }
    let signed = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
    let run = Run { day: today, at: now, noted: signed(report.noted), unaddressed: signed(report.unaddressed) };
    desk.write(move |database| Ok(database.reminder_ran(&run)?))?;
    // last, and apart: whatever becomes of it, reminders have been seen to
    supervision::raise_daily(desk, books, now)?;
    Ok(report)
}

/// What decides who is told, so that it is found out once for all cases alike.
type Alike = (crate::domain::case::CaseKind, Option<i64>, Option<i64>, Option<i64>, Vec<i64>, Rung);

/// A run on its way through the deadlines.
struct Plan {
    books: Arc<Books>,
    today: Day,
    now: DateTime<Utc>,
    /// What ends later has no step yet.
    until: Day,
    directory: Directory,
    choices: HashMap<PersonId, Choice>,
    usual: Choice,
    told: HashMap<Alike, Vec<PersonId>>,
    after: Option<DeadlineCursor>,
    done: bool,
    report: RunReport,
}

impl Plan {
    fn new(database: &mut Database, books: Arc<Books>, today: Day, now: DateTime<Utc>) -> Result<Self, ServiceError> {
        let choices: HashMap<PersonId, Choice> = database.reminder_choices()?.into_iter().collect();
        let furthest = books.schedule.furthest(choices.values());
        // a day off is told on the working day before
        let until = books.law.calendar.nth_working_after(today, furthest + 1);
        Ok(Self {
            directory: database.directory(today)?,
            books,
            today,
            now,
            until,
            choices,
            usual: Choice::default(),
            told: HashMap::new(),
            after: None,
            done: false,
            report: RunReport { working: true, ..RunReport::default() },
        })
    }

    /// Looks at some more deadlines and notes their steps.
    fn step(mut self, database: &mut Database) -> Result<Self, ServiceError> {
        let (coming, cursor) = database.reminders_coming(self.today, self.until, self.after, CHUNK)?;
        let mut noted = Vec::with_capacity(coming.len());
        for deadline in &coming {
            self.consider(deadline, &mut noted);
        }
        self.report.seen += coming.len() as u64;
        self.report.noted += database.reminders_note(&noted, self.now)? as u64;
        self.done = cursor.is_none();
        self.after = cursor;
        Ok(self)
    }

    fn consider(&mut self, deadline: &Coming, noted: &mut Vec<Noted>) {
        let ends = (deadline.key.due_on, deadline.latest_on);
        if deadline.acknowledged || !self.is_relevant(&deadline.key.rule) {
            return;
        }
        let books = Arc::clone(&self.books);
        let standing = |choice: &Choice| choice.standing(self.today, &books.law.calendar, &books.schedule, &deadline.key.rule, ends);
        let usual = standing(&self.usual);
        // what is only estimated is the officer's to prove, not overdue
        let rung = usual.filter(|_| !deadline.estimated).map_or(Rung::Officer, |standing| standing.rung);
        let people = self.people(deadline, rung);
        self.report.unaddressed += u64::from(people.is_empty() && usual.is_some());
        for person in people {
            let standing = match self.choices.get(&person) {
                None => usual,
                Some(choice) => choice.standing(self.today, &books.law.calendar, &books.schedule, &deadline.key.rule, ends),
            };
            noted.extend(standing.map(|standing| Noted { key: deadline.key.clone(), step: standing.step, person }));
        }
    }

    /// Whether the rule is one whose duty or right can be ours; the days of instruments always are.
    fn is_relevant(&self, rule: &str) -> bool {
        match self.books.law.rules.get(rule) {
            Some(rule) => rule.reminder_relevant,
            None => Instrument::ALL.iter().any(|instrument| instrument.code() == rule),
        }
    }

    fn people(&mut self, deadline: &Coming, rung: Rung) -> Vec<PersonId> {
        let Coming { kind, handler, officer, concerned, .. } = deadline;
        let units = concerned.iter().map(|unit| unit.0).collect();
        let alike: Alike = (*kind, handler.map(|unit| unit.0), officer.map(|id| id.0), deadline.key.unit.map(|unit| unit.0), units, rung);
        if let Some(known) = self.told.get(&alike) {
            return known.clone();
        }
        let file = OnFile { kind: *kind, handler: *handler, concerned, officer: *officer, unit: deadline.key.unit };
        let people = self.directory.told(&file, rung);
        if self.told.len() >= REMEMBERED {
            self.told.clear();
        }
        self.told.insert(alike, people.clone());
        people
    }
}
