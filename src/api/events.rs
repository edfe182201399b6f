//! Procedural events: the history of a case, what may come next, and adding to it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use utoipa::{IntoParams, ToSchema};

use super::cases::{CasePath, view};
use super::reply::{Found, Made, Versioned};
use super::take::{InBody, InPath};
use crate::domain::access::Action;
use crate::domain::case::event::{Annulled, Event};
use crate::domain::case::transition::NextStep;
use crate::domain::case::{Entry, EntryJson, lifecycle as book};
use crate::domain::id::CaseId;
use crate::domain::words::Lang;
use crate::http::{Call, Problem};
use crate::service::{self, CaseView, Database, ServiceError};

/// An event about to be recorded.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewEvent {
    /// Code of the event; `GET /lifecycle` lists them with their fields.
    event: String,
    /// The day it happened.
    on: NaiveDate,
    /// Its fields.
    #[schema(value_type = Option<Object>)]
    data: Option<Box<RawValue>>,
}

impl NewEvent {
    /// The entry, as a person records it.
    pub(super) fn entry(&self) -> Result<Entry, Problem> {
        let data = self.data.as_deref().map_or("", RawValue::get);
        Ok(Entry::recorded(self.on, Event::parse(&self.event, data).map_err(ServiceError::from)?))
    }
}

/// An event about to be recorded into a case, and the number of the case where it is known now.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RecordBody {
    /// Code of the event; `GET /lifecycle` lists them with their fields.
    event: String,
    /// The day it happened.
    on: NaiveDate,
    /// Its fields.
    #[schema(value_type = Option<Object>)]
    data: Option<Box<RawValue>>,
    /// Number of the case.
    number: Option<String>,
}

/// Why an entry is taken back.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AnnulBody {
    /// The day it is taken back.
    on: NaiveDate,
    /// The reason.
    reason: String,
}

/// An entry of a case.
#[derive(Debug, Deserialize, IntoParams)]
pub struct EntryPath {
    /// Id of the case.
    #[param(minimum = 1)]
    case: i64,
    /// Position of the entry, from 0.
    position: u32,
}

/// The history of a case.
#[derive(Debug, Serialize, ToSchema)]
pub struct EventList {
    /// Entries in order.
    items: Vec<EntryBody>,
}

/// An entry.
#[derive(Debug, Serialize, ToSchema)]
pub struct EntryBody {
    /// Position, from 0.
    position: usize,
    /// Code of the event.
    event: String,
    /// Name of the event.
    name: &'static str,
    /// The day it happened.
    on: NaiveDate,
    /// Its fields.
    #[schema(value_type = Option<Object>)]
    data: Option<Box<RawValue>>,
    /// The day itself is not recorded: it happened on that day or later.
    undated: bool,
    /// `recorded` or `ledger`.
    source: &'static str,
    /// A later entry took it back.
    annulled: bool,
}

/// What an event has made of a case.
#[derive(Debug, Serialize, ToSchema)]
pub struct Recorded {
    /// Position of the entry, from 0.
    position: usize,
    /// Version of the case now.
    version: usize,
    /// Code of its state.
    state: &'static str,
}

/// Lawful next steps.
#[derive(Debug, Serialize, ToSchema)]
pub struct NextList {
    /// Steps the law allows from here.
    items: Vec<NextBody>,
}

/// A lawful next step.
#[derive(Debug, Serialize, ToSchema)]
pub struct NextBody {
    /// Code of the event.
    event: &'static str,
    /// Name of the event.
    name: &'static str,
    /// Row of the transition table.
    row: &'static str,
    /// Article.
    article: &'static str,
    /// Fields it must carry.
    needs: Vec<&'static str>,
    /// Conditions that do not hold yet; empty: it can be recorded today.
    waits_for: Vec<Waiting>,
}

/// A condition that does not hold yet.
#[derive(Debug, Serialize, ToSchema)]
pub struct Waiting {
    /// The rule.
    rule: &'static str,
    /// What is missing.
    reason: String,
}

impl NextBody {
    fn new(step: &NextStep, lang: Lang) -> Self {
        let kind = step.event.kind();
        Self {
            event: kind.code,
            name: kind.words.in_lang(lang),
            row: step.row,
            article: step.article,
            needs: kind.fields.iter().filter(|field| field.must).map(|field| field.name).collect(),
            waits_for: step.waits_for.iter().map(|(rule, why)| Waiting { rule, reason: why.in_lang(lang).to_owned() }).collect(),
        }
    }
}

/// `GET /cases/{case}/events`.
pub(super) fn list(call: &Call, database: &mut Database, InPath(path): InPath<CasePath>) -> Result<Versioned<EventList>, Problem> {
    let CaseView { stored, .. } = view(call, database, Action::CaseRead, path.case)?;
    let annulled = stored.history.annulled();
    let body = |(position, entry): (usize, &Entry)| {
        let json = EntryJson::from(entry);
        EntryBody {
            position,
            event: json.event,
            name: entry.event.kind().words.in_lang(call.lang),
            on: json.on,
            data: json.data,
            undated: json.undated,
            source: json.source.code(),
            annulled: annulled.contains(&position),
        }
    };
    Ok(Versioned(stored.version, EventList { items: stored.history.0.iter().enumerate().map(body).collect() }))
}

/// `POST /cases/{case}/events`.
pub(super) fn record(
    call: &Call,
    database: &mut Database,
    (InPath(path), InBody(body)): (InPath<CasePath>, InBody<RecordBody>),
) -> Result<Made<Recorded>, Problem> {
    let event = NewEvent { event: body.event, on: body.on, data: body.data };
    add(call, database, Action::EventRecord, path.case, event.entry()?, body.number.as_deref())
}

/// `POST /cases/{case}/events/{position}/annulment`.
pub(super) fn annul(
    call: &Call,
    database: &mut Database,
    (InPath(path), InBody(body)): (InPath<EntryPath>, InBody<AnnulBody>),
) -> Result<Made<Recorded>, Problem> {
    let annulled = Annulled { entry: Some(path.position), reason: Some(body.reason), ..Annulled::default() };
    add(call, database, Action::EventAnnul, path.case, Entry::recorded(body.on, annulled), None)
}

/// Adds one entry to the version of the case the caller has seen.
pub(super) fn add(
    call: &Call,
    database: &mut Database,
    action: Action,
    case: i64,
    entry: Entry,
    number: Option<&str>,
) -> Result<Made<Recorded>, Problem> {
    let seen = view(call, database, action, case)?;
    call.require_version(seen.stored.version)?;
    let version = service::record(database, call.access()?, &call.books, &case.to_string(), entry, number, &call.act()?)?;
    let now = service::case_view(database, &call.books, CaseId(case), call.today())?;
    let body = Recorded { position: version - 1, version, state: now.case.state.code() };
    Ok(Made { location: format!("{}/cases/{case}/events", super::BASE), version, body })
}

/// `GET /cases/{case}/next`.
pub(super) fn next(call: &Call, database: &mut Database, InPath(path): InPath<CasePath>) -> Result<Versioned<NextList>, Problem> {
    let view = view(call, database, Action::CaseRead, path.case)?;
    Ok(Versioned(
        view.stored.version,
        NextList { items: view.next(&call.books, call.today()).iter().map(|step| NextBody::new(step, call.lang)).collect() },
    ))
}

/// Every state, event and transition with its article.
#[derive(Serialize, ToSchema)]
pub struct LifecycleBody {
    /// As `fuyi lifecycle` prints it.
    #[serde(flatten)]
    #[schema(value_type = Object)]
    lifecycle: book::Lifecycle,
}

/// `GET /lifecycle`.
pub(super) fn lifecycle(call: &Call, _: &mut Database, (): ()) -> Result<Found<LifecycleBody>, Problem> {
    Ok(Found(LifecycleBody { lifecycle: book::lifecycle(&call.books.law) }))
}
