//! People, cases and a post office for the tests of reminders.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use chrono::{DateTime, TimeDelta, Utc};
use fuyi::domain::Day;
use fuyi::domain::access::{Grant, Holder, Role};
use fuyi::domain::case::event::Event;
use fuyi::domain::case::{CaseKind, Entry};
use fuyi::domain::id::{CaseId, PersonId};
use fuyi::service::{self, Access, Act, Books, Carrier, Letter, NewFile, Round, RunReport, Undelivered};
use fuyi::settings::Settings;
use fuyi::store::{Database, NewGrant, NewPerson, StoreError};

use super::app::{BUREAU, MARKET, act, units};
use super::engines::Engine;

/// Takes letters, or answers what it is told to.
#[derive(Default)]
pub struct PostOffice {
    /// What came through.
    pub letters: Mutex<Vec<Letter>>,
    /// What to answer next, one after the other; then everything comes through.
    pub answers: Mutex<VecDeque<Undelivered>>,
    /// What to answer always.
    pub always: Mutex<Option<Undelivered>>,
}

impl Carrier for PostOffice {
    fn carry(&self, letter: &Letter) -> Result<(), Undelivered> {
        let answer = self.answers.lock().unwrap().pop_front().or_else(|| self.always.lock().unwrap().clone());
        match answer {
            // an answer that is lost is one to a letter that came through
            Some(lost @ Undelivered::Lost(_)) => {
                self.letters.lock().unwrap().push(letter.clone());
                Err(lost)
            }
            Some(other) => Err(other),
            None => {
                self.letters.lock().unwrap().push(letter.clone());
                Ok(())
            }
        }
    }
}

impl PostOffice {
    /// `to: subject` of what came since it was asked the last time, in order of address.
    pub fn taken(&self) -> Vec<String> {
        let mut taken: Vec<String> =
            self.letters.lock().unwrap().drain(..).map(|letter| format!("{}: {}", letter.to, letter.subject)).collect();
        taken.sort();
        taken
    }
}

/// A bureau with people who have addresses.
pub struct Bureau<'a> {
    pub engine: &'a Engine,
    pub database: Database,
    pub desk: Mutex<Database>,
    pub books: Arc<Books>,
    pub settings: Settings,
    pub post: PostOffice,
}

pub fn instant(day: &str) -> DateTime<Utc> {
    format!("{day}T00:30:00Z").parse().unwrap()
}

pub fn settings() -> Settings {
    let ours = [("FUYI_MAIL_PAGES", "https://fuyi.example"), ("FUYI_LANG", "en")];
    Settings::load(None, ours.map(|(name, value)| (name.to_owned(), value.to_owned())), []).unwrap()
}

/// Gives a person an account with an address, and a role.
pub fn colleague(database: &mut Database, name: &str, role: Role, unit: Option<&str>) -> PersonId {
    let unit = unit.map(|unit| database.unit_find(unit).unwrap().unwrap().0);
    let from: Day = "2024-01-01".parse().unwrap();
    let new = NewPerson {
        user_name: name.to_owned(),
        display_name: format!("{name}某"),
        unit,
        email: Some(format!("{name}@example.org")),
        lang: "en".to_owned(),
        active_from: from,
    };
    let id = database.person_add(&new, &act()).unwrap();
    let grant = Grant { role, unit, from, until: None };
    database.grant_add(&NewGrant { to: Holder::Person(id), grant }, |_| Ok::<_, StoreError>(()), &act()).unwrap();
    id
}

impl<'a> Bureau<'a> {
    /// An officer, an approver and a leader of the bureau.
    pub fn new(engine: &'a Engine) -> Self {
        let mut database = engine.database();
        units(&mut database);
        for (name, role) in [("officer", Role::CaseOfficer), ("approver", Role::Approver), ("leader", Role::Leader)] {
            colleague(&mut database, name, role, Some(BUREAU));
        }
        let settings = settings();
        let books = Arc::new(Books::open(&settings).unwrap());
        Self { engine, desk: Mutex::new(engine.database()), database, books, settings, post: PostOffice::default() }
    }

    /// The operator at the machine, on a day.
    pub fn at(&mut self, on: &str) -> Access {
        Access::terminal(&mut self.database, "officer", on.parse().unwrap()).unwrap()
    }

    /// Opens a case with its first entry.
    pub fn open(&mut self, kind: CaseKind, on: &str, event: &str, data: &str, unit: &str) -> CaseId {
        let entry = Entry::recorded(on.parse().unwrap(), Event::parse(event, data).unwrap());
        let file = NewFile { kind, number: None, unit: Some(unit.to_owned()), handler: Some(BUREAU.to_owned()), entry };
        let access = self.at(on);
        let new = service::opening(&mut self.database, &access, &self.books, file).unwrap();
        self.database.case_create(&new, &Act { actor: "officer", origin: "", at: instant(on) }).unwrap()
    }

    /// Records an event.
    pub fn record(&mut self, case: CaseId, on: &str, event: &str, data: &str) {
        let entry = Entry::recorded(on.parse().unwrap(), Event::parse(event, data).unwrap());
        let act = Act { actor: "officer", origin: "", at: instant(on) };
        let access = self.at(on);
        service::record(&mut self.database, &access, &self.books, &case.to_string(), entry, None, &act).unwrap();
    }

    /// A run.
    pub fn run(&self, at: DateTime<Utc>) -> RunReport {
        service::remind(&self.desk, &self.books, at).unwrap()
    }

    /// What may be sent is sent.
    pub fn send(&self, at: DateTime<Utc>) -> Round {
        service::send(&self.desk, &self.books, &self.post, &self.settings.mail, || at).unwrap()
    }

    /// A morning: a run, and what it found is sent.
    pub fn morning(&self, day: &str) -> Vec<String> {
        self.run(instant(day));
        self.send(instant(day));
        self.post.taken()
    }

    /// States of all messages, with how many there are of each.
    pub fn states(&self) -> Vec<String> {
        self.engine.lines("SELECT state || ' ' || COUNT(*) AS line FROM outbox GROUP BY state ORDER BY state")
    }
}

/// So many hours later.
pub fn hours(count: i64) -> TimeDelta {
    TimeDelta::hours(count)
}

/// An application by somebody with a name.
pub const APPLICATION: &str = r#"{"applicants":[{"name":"王小明","kind":"citizen"}]}"#;

/// A reconsideration accepted on Friday 2024-03-01, with all done but the decision, which is due by Tuesday 2024-04-30.
pub fn review(bureau: &mut Bureau<'_>) -> CaseId {
    let case = bureau.open(CaseKind::Reconsideration, "2024-03-01", "application-received", APPLICATION, MARKET);
    bureau.record(case, "2024-03-01", "accepted", r#"{"procedure":"general","staff":2}"#);
    bureau.record(case, "2024-03-04", "copy-sent", "{}");
    bureau.record(case, "2024-03-12", "reply-received", r#"{"complete":true}"#);
    bureau.record(case, "2024-03-15", "opinions-heard", r#"{"means":"phone"}"#);
    case
}
