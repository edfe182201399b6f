//! A year of a bureau, day by day, beside a reading of the same cases that knows nothing but a calendar: exactly the expected steps are
//! told, none is lost and none comes twice.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate};
use fuyi::domain::Day;
use fuyi::domain::calendar::Calendar;
use fuyi::domain::case::{CaseKind, Entry};
use fuyi::domain::deadline::{FOREVER, Pending};
use fuyi::domain::id::CaseId;
use fuyi::service::Undelivered;
use fuyi::store::{Act, Append, BulkCase, NewBatch, NewCase, Projection, StoreError};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::app::BUREAU;
use super::engines::{Engine, on_both_engines};
use super::reminders_support::*;
use super::samples::{accepted, project, received};

const YEAR: i32 = 2025;
const RULE: &str = "rl23-decide-general";

/// What happens to a case: received on a day, due on one, moved on another, met on a last.
#[derive(Debug, Clone)]
struct Life {
    opened: Day,
    due: Day,
    moved: Option<(Day, Day)>,
    met: Option<Day>,
}

impl Life {
    fn random(chance: &mut ChaCha8Rng) -> Self {
        let opened = NaiveDate::from_ymd_opt(YEAR, 1, 2).unwrap() + Days::new(chance.random_range(0..330));
        let due = opened + Days::new(chance.random_range(0..60));
        let later = |from: Day, days: u64| from + Days::new(days);
        let moved = chance.random_bool(0.15).then(|| {
            let on = later(opened, chance.random_range(1..30));
            (on, later(on, chance.random_range(5..40)))
        });
        let end = moved.map_or(due, |(on, to)| to.max(due).max(on));
        // most are met in time, some a few days late, hardly any stays open: it would be told every day
        let met = chance.random_bool(0.999).then(|| {
            let first = moved.map_or(opened, |(on, _)| on).succ_opt().unwrap();
            let last = later(end, if chance.random_bool(0.05) { 5 } else { 0 });
            first + Days::new(chance.random_range(0..=(last - first).num_days().max(0).unsigned_abs()))
        });
        Self { opened, due, moved, met }
    }

    /// The day it is due as of a morning; nothing before it was opened or once it is met. What happens on a day is known the next one.
    fn due_on(&self, morning: Day) -> Option<Day> {
        let open = self.opened < morning && self.met.is_none_or(|met| met >= morning);
        open.then(|| self.moved.filter(|(on, _)| *on < morning).map_or(self.due, |(_, to)| to))
    }
}

fn projection(entries: &[Entry], due: Option<Day>, from: Day) -> Projection {
    let mut projection = project(entries);
    projection.deadlines = due
        .map(|due| Pending {
            rule: RULE.to_owned(),
            from,
            shown_from: from,
            shown_until: FOREVER,
            safe_on: Some(due),
            latest_on: Some(due),
            nominal_on: Some(due),
            provisional: false,
            estimated: false,
            ours: true,
            unit: String::new(),
        })
        .into_iter()
        .collect();
    projection
}

/// Steps told: case, day it was due, step, by person.
type Told = BTreeMap<(i64, Day, String, &'static str), u32>;

/// The same on fingers: one day after the other, one working day counted after the other.
fn expected(lives: &[(CaseId, Life)], calendar: &Calendar, missed: &BTreeSet<Day>) -> Told {
    let mut told = Told::new();
    let mut told_before: BTreeSet<(i64, Day, String)> = BTreeSet::new();
    let days = NaiveDate::from_ymd_opt(YEAR, 1, 1).unwrap().iter_days().take(365);
    for today in days.filter(|day| calendar.is_working(*day) && !missed.contains(day)) {
        for (case, life) in lives {
            let Some(due) = life.due_on(today) else { continue };
            let ahead = |n: i64| {
                // the n-th working day before
                let mut day = due;
                for _ in 0..n {
                    day = day.pred_opt().unwrap();
                    while !calendar.is_working(day) {
                        day = day.pred_opt().unwrap();
                    }
                }
                day
            };
            let mut late = 0;
            let mut day = due;
            while day < today {
                day = day.succ_opt().unwrap();
                late += i64::from(calendar.is_working(day));
            }
            let the_day = if calendar.is_working(due) { due } else { ahead(1) };
            let step = match () {
                () if today > due => format!("overdue {today}"),
                () if today >= the_day => "day".to_owned(),
                () => match [1, 3, 7].into_iter().find(|n| ahead(*n) <= today) {
                    Some(n) => format!("ahead {n}"),
                    None => continue,
                },
            };
            if !told_before.insert((case.0, due, step.clone())) {
                continue;
            }
            let up: &[&'static str] = match late {
                ..=1 => &["officer"],
                2 => &["officer", "approver"],
                _ => &["officer", "approver", "leader"],
            };
            for who in up {
                told.insert((case.0, due, step.clone(), who), 1);
            }
        }
    }
    told
}

/// Lives a year through; steps told by letters that came through.
fn live(engine: &Engine, cases: u64, seed: u64) {
    let mut chance = ChaCha8Rng::seed_from_u64(seed);
    let mut bureau = Bureau::new(engine);
    let calendar = bureau.books.law.calendar.clone();
    let mut lives: Vec<Life> = (0..cases).map(|_| Life::random(&mut chance)).collect();
    lives.sort_by_key(|life| life.opened);
    let days: Vec<Day> = NaiveDate::from_ymd_opt(YEAR, 1, 1).unwrap().iter_days().take(365).collect();
    // some runs are missed, some mornings the server is out of reach, and now and then an answer is lost
    let missed: BTreeSet<Day> = days.iter().copied().filter(|_| chance.random_bool(0.03)).collect();
    let unit = bureau.database.unit_find(BUREAU).unwrap().unwrap().1;
    let mut written: Vec<(CaseId, Life, Vec<Entry>)> = Vec::new();
    let mut next = 0;
    let mut last_mail = 0;
    for today in &days {
        let morning = today.and_hms_opt(0, 30, 0).unwrap().and_utc();
        if calendar.is_working(*today) && !missed.contains(today) {
            bureau.run(morning);
            if chance.random_bool(0.05) {
                bureau.post.answers.lock().unwrap().push_back(Undelivered::Later(fuyi::domain::words::Sentence::new("试", "a trial")));
            }
            for minutes in [0, 5, 10] {
                bureau.send(morning + chrono::TimeDelta::minutes(minutes));
            }
            let unsent = "SELECT COUNT(*) AS number FROM outbox WHERE state IN ('waiting', 'claimed', 'parked')";
            assert_eq!(engine.number(unsent), 0, "{today}");
            last_mail += bureau.post.letters.lock().unwrap().drain(..).count();
        }
        // what happens during the day
        let at = today.and_hms_opt(8, 0, 0).unwrap().and_utc();
        let act = Act { actor: "officer", origin: "", at };
        let opened: Vec<Life> = lives[next..].iter().take_while(|life| life.opened == *today).cloned().collect();
        next += opened.len();
        if !opened.is_empty() {
            let entries = |life: &Life| vec![received(life.opened, &unit)];
            let name = format!("of {today}");
            let batch = NewBatch { file_name: &name, file_sha256: &name, mapping: "", units: &[] };
            let before: i64 = engine.number("SELECT COALESCE(MAX(id), 0) AS number FROM cases");
            let feed = |put: &mut dyn FnMut(BulkCase) -> Result<(), StoreError>| {
                for life in &opened {
                    let projection = projection(&entries(life), Some(life.due), life.opened);
                    let case = NewCase {
                        kind: CaseKind::Reconsideration,
                        number: None,
                        handler: Some(unit.clone()),
                        entries: entries(life),
                        projection,
                    };
                    put(BulkCase { case, origin: None })?;
                }
                Ok::<_, StoreError>(())
            };
            bureau.database.bulk_load(&batch, feed, &act).unwrap();
            let ids = engine.lines(&format!("SELECT CAST(id AS TEXT) AS line FROM cases WHERE id > {before} ORDER BY id"));
            assert_eq!(ids.len(), opened.len());
            written.extend(ids.iter().zip(opened).map(|(id, life)| (CaseId(id.parse().unwrap()), life.clone(), entries(&life))));
        }
        // one commit for the whole day: a year has twelve thousand of these
        let happened: Result<(), StoreError> = bureau.database.together(|database| {
            for (case, life, entries) in &mut written {
                let moves = life.moved.is_some_and(|(on, _)| on == *today);
                let ends = life.met == Some(*today);
                if moves || ends {
                    let due = if ends { None } else { life.moved.map(|(_, to)| to) };
                    let before = project(entries).facts;
                    let (version, new) = (entries.len(), [accepted(*today)]);
                    entries.extend(new.clone());
                    let after = projection(entries, due, life.opened);
                    let append =
                        Append { case: *case, expected_version: version, entries: &new, before: &before, after: &after, number: None };
                    database.case_append(&append, &act)?;
                }
            }
            Ok(())
        });
        happened.unwrap();
    }
    let lives: Vec<(CaseId, Life)> = written.into_iter().map(|(case, life, _)| (case, life)).collect();
    let expected = expected(&lives, &calendar, &missed);
    let people = BTreeMap::from([("officer", "officer"), ("approver", "approver"), ("leader", "leader")]);
    let mut found = Told::new();
    let lines = engine.lines(
        "SELECT r.case_id || '|' || r.due_on || '|' || r.step || '|' || p.user_name AS line \
         FROM reminders r JOIN people p ON p.id = r.person_id JOIN outbox o ON o.id = r.mail_id WHERE o.state = 'sent'",
    );
    for line in &lines {
        let parts: Vec<&str> = line.split('|').collect();
        *found.entry((parts[0].parse().unwrap(), parts[1].parse().unwrap(), parts[2].to_owned(), people[parts[3]])).or_default() += 1;
    }
    let missing: Vec<_> = expected.keys().filter(|key| !found.contains_key(*key)).take(5).collect();
    let invented: Vec<_> = found.keys().filter(|key| !expected.contains_key(*key)).take(5).collect();
    assert!(missing.is_empty() && invented.is_empty(), "lost: {missing:?}\ninvented: {invented:?}");
    assert!(found.values().all(|times| *times == 1) && found.len() as u64 > cases * 2, "{}", found.len());
    assert!(last_mail > 200, "{last_mail} letters");
    // one digest a person a day
    let twice = "SELECT COUNT(*) AS number FROM (SELECT person_id FROM outbox WHERE kind = 'digest' AND state = 'sent' \
                 GROUP BY person_id, created_at HAVING COUNT(*) > 1) AS x";
    assert_eq!(engine.number(twice), 0);
}

#[test]
fn a_year_of_ten_thousand_cases_is_told_exactly() {
    live(&Engine::sqlite(), 10_000, 1);
}

#[test]
fn a_year_is_told_exactly_on_both_engines() {
    on_both_engines(|engine| live(engine, 600, 2));
}
