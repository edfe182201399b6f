//! The feed a calendar subscribes to: the hearings and deadlines within reach of its person, as rights stand at each request. It
//! carries numbers, courts, places and units, and no name of anybody: an address travels further than a page.

use std::collections::HashMap;

use chrono::{DateTime, Duration, Utc};

use super::access::{Access, Trees};
use super::books::Books;
use super::error::ServiceError;
use super::hearings::{HearingLine, hearings};
use super::lines::next_date;
use super::view::case_page_of;
use crate::clock::day_of;
use crate::crypto::{SecretString, hash_of, new_secret};
use crate::domain::access::{Action, Who};
use crate::domain::case::docket::SittingState;
use crate::domain::id::{CaseId, PersonId};
use crate::domain::words::Lang;
use crate::i18n::citation::rule_in_full;
use crate::i18n::pages::cases::NO_NUMBER;
use crate::i18n::pages::hearings as words;
use crate::mail::{self, Dated};
use crate::store::{Act, Database, DeadlineListed, Near};

/// Days a feed goes back, and ahead.
const BACK: Duration = Duration::days(30);
const AHEAD: Duration = Duration::days(180);
/// Deadlines of one feed, at most.
const DEADLINES: u32 = 2_000;

/// What a feed is made with.
#[derive(Debug, Clone, Copy)]
pub struct Feeding<'a> {
    /// The tree of units, kept.
    pub trees: &'a Trees,
    /// Law and registry.
    pub books: &'a Books,
    /// Where people open the pages; empty: no links.
    pub pages: &'a str,
    /// The language of a person who has chosen none.
    pub lang: Lang,
    /// The moment.
    pub now: DateTime<Utc>,
}

/// Makes a person's feed address in place of the one before; the secret in it, shown this once.
///
/// # Errors
/// [`ServiceError::Denied`] for who sees no hearings, or what the engine reports.
pub fn feed_make(database: &mut Database, access: &Access, person: PersonId, act: &Act<'_>) -> Result<SecretString, ServiceError> {
    access.scope(Action::HearingRead)?;
    let secret = new_secret();
    database.feed_make(person, &hash_of(&secret), act)?;
    Ok(secret)
}

/// The feed behind a secret, as a calendar reads it; `None` where the secret is none, or its person has no account or no right to
/// see hearings any more.
///
/// # Errors
/// What the engine reports.
pub fn feed(database: &mut Database, secret: &SecretString, with: &Feeding<'_>) -> Result<Option<String>, ServiceError> {
    let Some(person) = database.feed_of(&hash_of(secret))? else { return Ok(None) };
    let today = day_of(with.now);
    let Some(access) = with.trees.access(database, Who::Person(person), today)? else { return Ok(None) };
    let (from, until) = (today - BACK, today + AHEAD);
    let found = match hearings(database, with.books, &access, from, until) {
        Err(ServiceError::Denied(_)) => return Ok(None),
        found => found?,
    };
    let near = Near { on: today, since: Some(from), until, mine: None, hearings: false };
    let deadlines = match access.scope(Action::DeadlineRead) {
        Ok(scope) => database.dates_near(&near, &scope, DEADLINES)?,
        Err(_) => Vec::new(),
    };
    let mut feed = Feed { lang: access.lang.unwrap_or(with.lang), with, seen: HashMap::new() };
    let mut days: Vec<Dated> = found.iter().map(|line| feed.hearing(line)).collect();
    days.extend(deadlines.iter().filter_map(|deadline| feed.deadline(deadline)));
    Ok(Some(mail::feed(words::FEED_NAME.in_lang(feed.lang), &days, with.now)))
}

struct Feed<'a> {
    lang: Lang,
    with: &'a Feeding<'a>,
    /// How often a name was given: two things of one day in one case go by different ones.
    seen: HashMap<String, u32>,
}

impl Feed<'_> {
    fn uid(&mut self, name: String) -> String {
        let times = self.seen.entry(name.clone()).or_default();
        *times += 1;
        if *times == 1 { format!("{name}@fuyi") } else { format!("{name}-{times}@fuyi") }
    }

    fn number(&self, number: Option<&str>, case: CaseId) -> String {
        number.map_or_else(|| format!("{} #{case}", NO_NUMBER.in_lang(self.lang)), str::to_owned)
    }

    fn hearing(&mut self, line: &HearingLine) -> Dated {
        let sitting = &line.sitting;
        let place: Vec<&str> = [&line.court, &sitting.place].into_iter().filter_map(Option::as_deref).collect();
        let units: Vec<&str> = line.must_appear.iter().map(|(unit, _)| unit.as_str()).collect();
        let number = self.number(line.number.as_deref(), line.case);
        Dated {
            uid: self.uid(format!("hearing-{}-{}", line.case, sitting.on)),
            on: sitting.on,
            at: sitting.at.map(|hour| (hour, self.with.books.hearing_lasts)),
            summary: format!("{} {number}", sitting.kind.words().in_lang(self.lang)),
            place: (!place.is_empty()).then(|| place.join(" ")),
            description: (!units.is_empty()).then(|| words::must_appear(&units).in_lang(self.lang).to_owned()),
            link: case_page_of(self.with.pages, line.case),
            called_off: matches!(sitting.state, SittingState::PutOff | SittingState::CalledOff),
        }
    }

    fn deadline(&mut self, deadline: &DeadlineListed) -> Option<Dated> {
        let next = next_date(self.with.books, deadline, day_of(self.with.now));
        let unit = deadline.unit.map(|unit| unit.0).unwrap_or_default();
        let number = self.number(deadline.number.as_deref(), deadline.case);
        Some(Dated {
            on: deadline.safe_on?,
            at: None,
            uid: self.uid(format!("deadline-{}-{}-{}-{unit}", deadline.case, deadline.rule, deadline.from)),
            summary: words::due(&next.obligation, &number).in_lang(self.lang).to_owned(),
            place: None,
            description: Some(rule_in_full(&next.article, self.lang)),
            link: case_page_of(self.with.pages, deadline.case),
            called_off: false,
        })
    }
}
