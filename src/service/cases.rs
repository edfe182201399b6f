//! Case files: opened, added to, looked up.

use serde::Serialize;

use super::access::Access;
use super::books::Books;
use super::desk;
use super::error::ServiceError;
use super::replay::ReplayAnswer;
use super::view::CasePage;
use crate::domain::Day;
use crate::domain::access::Scope;
use crate::domain::case::event::Event;
use crate::domain::case::field::Many;
use crate::domain::case::parts::{AgencyOnInstance, AgencyRole};
use crate::domain::case::{self, Case, CaseKind, CaseNumber, Entry, EntryJson, History, State};
use crate::domain::deadline::{Urgency, UrgencyDays};
use crate::domain::search::Terms;
use crate::domain::words::Lang;
use crate::store::{Act, Append, CaseFilter, CaseId, CaseSort, Cursor, Database, Listing, NewCase, Page, StoredCase, UnitId};

/// A case file about to be opened.
#[derive(Debug)]
pub struct NewFile {
    /// Kind of case.
    pub kind: CaseKind,
    /// Number, in any bracket style; may come later.
    pub number: Option<String>,
    /// Unit of ours it concerns, by full or short name.
    pub unit: Option<String>,
    /// Unit that runs the file 承办机构, by full or short name.
    pub handler: Option<String>,
    /// First entry.
    pub entry: Entry,
}

/// A case file for reading.
#[derive(Debug, Serialize)]
pub struct CaseFile {
    /// Id.
    pub id: CaseId,
    /// Kind.
    pub kind: CaseKind,
    /// Number.
    pub number: Option<String>,
    /// Number of entries.
    pub version: usize,
    /// The import that brought the case was undone: it is in no list and no figure.
    pub withdrawn: bool,
    /// Entries in order; annulled ones are marked.
    pub history: Vec<HistoryLine>,
    /// State, next steps, deadlines.
    #[serde(flatten)]
    pub answer: ReplayAnswer,
}

/// A line of a case file.
#[derive(Debug, Serialize)]
pub struct HistoryLine {
    /// Position, from 0.
    pub position: usize,
    /// Name of the event in the chosen language.
    pub name: &'static str,
    /// A later entry took it back.
    pub annulled: bool,
    /// The entry.
    #[serde(flatten)]
    pub entry: EntryJson,
}

/// Which cases to list, in which order.
#[derive(Debug, Clone, Default)]
pub struct CaseQuery {
    /// Any part of a number in any bracket style, of a party's name, or of a unit's full or short name; terms parted by blanks
    /// must all be found.
    pub text: Option<String>,
    /// Only this kind.
    pub kind: Option<CaseKind>,
    /// Only these states; none given: whatever state.
    pub state: Vec<State>,
    /// Only this unit and those below it, by full or short name.
    pub unit: Option<String>,
    /// Only this matter 事项／案由.
    pub matter: Option<String>,
    /// Only this management category 行政管理类别.
    pub category: Option<String>,
    /// Only this officer 承办人, by name as recorded.
    pub officer: Option<String>,
    /// Only cases of this year.
    pub year: Option<i32>,
    /// Only cases as urgent as this.
    pub due: Option<Urgency>,
    /// Only this closing outcome, by code.
    pub outcome: Option<String>,
    /// Only cases not yet concluded.
    pub open: bool,
    /// How the case number begins, in any bracket style.
    pub number: Option<String>,
    /// In which order.
    pub sort: CaseSort,
    /// Where the list continues.
    pub after: Option<Cursor>,
    /// At most this many.
    pub limit: u32,
}

/// Opens a case file with its first entry, for the operator at the machine; the database is made when there is none.
///
/// # Errors
/// As [`opening`].
pub fn open_case(url: &str, books: &Books, file: NewFile, today: Day, act: &Act<'_>) -> Result<CaseId, ServiceError> {
    let (fresh, mut database) = Database::create_for(url)?;
    let access = Access::terminal(&mut database, act.actor, today)?;
    let case = opening(&mut database, &access, books, file)?;
    books.remembered_by(&mut database)?;
    let id = database.case_create(&case, act)?;
    fresh.keep();
    Ok(id)
}

/// Decides upon a case file about to be opened: whether the principal may open it, and what is to be written.
///
/// # Errors
/// [`ServiceError::Denied`]; the law refuses the entry; the number is no number; the unit is unknown; a day in the future.
pub fn opening(database: &mut Database, access: &Access, books: &Books, file: NewFile) -> Result<NewCase, ServiceError> {
    let number = file.number.as_deref().map(|text| number_for(text, file.kind)).transpose()?;
    let mut entry = file.entry;
    not_in_the_future(&entry, access.today)?;
    if let Some(name) = &file.unit {
        let (_, full_name) = database.unit_find(name)?.ok_or_else(|| unknown_unit(name))?;
        name_unit(&mut entry.event, full_name);
    }
    let history = History(vec![entry]);
    let case = case::append(file.kind, &History::default(), &history.0, &books.law)?;
    let projection = books.projection(&case, &history, access.today);
    let new = NewCase { kind: file.kind, number, handler: file.handler, entries: history.0, projection };
    desk::may_open(database, access, &new)?;
    Ok(new)
}

/// Adds one entry to a case file, and its number where it is known now; the new version.
///
/// # Errors
/// [`ServiceError::Denied`]; [`ServiceError::NeedsApproval`] where the law asks for the consent of a head; the law refuses the entry; somebody else changed the case meanwhile; no such case; a day in the future.
pub fn record(
    database: &mut Database,
    access: &Access,
    books: &Books,
    case: &str,
    entry: Entry,
    number: Option<&str>,
    act: &Act<'_>,
) -> Result<usize, ServiceError> {
    let id = case_id(database, case)?;
    desk::may_record(database, access, books, id, &entry)?;
    not_in_the_future(&entry, access.today)?;
    let stored = database.case_history(id)?;
    let number = number.map(|text| number_for(text, stored.kind)).transpose()?;
    append(database, books, stored, entry, number.as_deref(), access.today, act)
}

/// Adds an entry to a case as it was read, and its number where it is known now; the new version.
///
/// # Errors
/// The law refuses the entry; somebody else changed the case meanwhile.
pub(super) fn append(
    database: &mut Database,
    books: &Books,
    stored: StoredCase,
    entry: Entry,
    number: Option<&str>,
    today: Day,
    act: &Act<'_>,
) -> Result<usize, ServiceError> {
    let before = books.facts(&Case::fold(stored.kind, &stored.history, &books.law));
    let entries = [entry];
    let folded = case::append(stored.kind, &stored.history, &entries, &books.law)?;
    let mut history = stored.history;
    history.0.extend(entries.iter().cloned());
    let after = books.projection(&folded, &history, today);
    let append = Append { case: stored.id, expected_version: stored.version, entries: &entries, before: &before, after: &after, number };
    Ok(database.case_append(&append, act)?)
}

/// One case file as of a day.
///
/// # Errors
/// No such case.
pub fn case_file(database: &mut Database, books: &Books, case: &str, today: Day, lang: Lang) -> Result<CaseFile, ServiceError> {
    let StoredCase { id, kind, number, version, history, withdrawn } = find(database, case)?;
    let annulled = history.annulled();
    let lines = history
        .0
        .iter()
        .enumerate()
        .map(|(position, entry)| HistoryLine {
            position,
            name: entry.event.kind().words.in_lang(lang),
            annulled: annulled.contains(&position),
            entry: entry.into(),
        })
        .collect();
    let answer = ReplayAnswer::new(case::replay(kind, &history, &books.law), today, &books.law, &books.warn_before, lang);
    Ok(CaseFile { id, kind, number, version, withdrawn, history: lines, answer })
}

/// Cases within a scope, a page of them, as they stand on a day.
///
/// # Errors
/// An unknown unit, or what the engine reports.
pub fn list(database: &mut Database, books: &Books, query: &CaseQuery, scope: &Scope, today: Day) -> Result<CasePage, ServiceError> {
    let unit = query.unit.as_deref().map(|name| unit_of(database, name)).transpose()?;
    let number = query.number.as_deref().map(CaseNumber::beginning);
    let terms = query.text.as_deref().map(Terms::read).filter(|terms| !terms.is_empty());
    let soon = u32::try_from(books.soon()).unwrap_or_default();
    let filter = CaseFilter {
        terms: terms.as_ref(),
        kind: query.kind,
        states: &query.state,
        unit,
        matter: query.matter.as_deref(),
        category: query.category.as_deref(),
        officer: query.officer.as_deref(),
        outcome: query.outcome.as_deref(),
        year: query.year,
        open: query.open,
        number_prefix: number.as_deref(),
        due: query.due,
        days: UrgencyDays { today, soon_until: books.law.calendar.nth_working_after(today, soon) },
        sort: query.sort,
    };
    let Listing { cases, next } = database.cases_list(&filter, scope, Page { after: query.after, size: query.limit })?;
    Ok(CasePage { cases, next })
}

/// The unit a name means.
pub(super) fn unit_of(database: &mut Database, name: &str) -> Result<UnitId, ServiceError> {
    database.unit_find(name)?.map(|(id, _)| id).ok_or_else(|| unknown_unit(name))
}

/// Units come with the ledger: its sheet 单位名录 lists them.
fn unknown_unit(name: &str) -> ServiceError {
    ServiceError::said(
        format!("没有名为“{name}”的单位；单位由台账的“单位名录”工作表导入，可用全称或简称"),
        format!("there is no unit \"{name}\"; units come with the sheet 单位名录 of a ledger and go by full or short name"),
    )
}

fn find(database: &mut Database, case: &str) -> Result<StoredCase, ServiceError> {
    let id = case_id(database, case)?;
    Ok(database.case_history(id)?)
}

/// The case of a number, in any bracket style, or of an id.
///
/// # Errors
/// No number and no id; no case of this number.
pub fn case_id(database: &mut Database, case: &str) -> Result<CaseId, ServiceError> {
    let id = match case.parse::<i64>() {
        Ok(id) => Some(CaseId(id)),
        Err(_) => {
            let number = CaseNumber::parse(case).map_err(|fault| ServiceError::Said(fault.sentence()))?;
            database.case_find(&number.normalised())?
        }
    };
    match id {
        Some(id) => Ok(id),
        None => Err(ServiceError::said(format!("没有案号为“{case}”的案件"), format!("there is no case \"{case}\""))),
    }
}

fn number_for(text: &str, kind: CaseKind) -> Result<String, ServiceError> {
    let number = CaseNumber::parse(text).map_err(|fault| ServiceError::Said(fault.sentence()))?;
    if number.fits(kind) {
        Ok(number.normalised())
    } else {
        let words = kind.words();
        Err(ServiceError::said(
            format!("“{number}”不是{}案件的案号", words.zh),
            format!("“{number}” does not number a case of {}", words.en),
        ))
    }
}

/// Nothing is recorded before it has happened: a date ahead of today is a slip of the pen.
pub(super) fn not_in_the_future(entry: &Entry, today: Day) -> Result<(), ServiceError> {
    if entry.on > today {
        return Err(ServiceError::said(format!("日期{}晚于今天{today}", entry.on), format!("{} lies after today, {today}", entry.on)));
    }
    Ok(())
}

/// Puts the unit the file was opened for into its first event, where the event names units and none is named.
pub fn name_unit(event: &mut Event, unit: String) {
    match event {
        Event::ApplicationReceived(data) => data.respondents = data.respondents.take().or(Some(Many(vec![unit]))),
        Event::ApplicationForwarded(data) => data.respondents = data.respondents.take().or(Some(Many(vec![unit]))),
        Event::CopyReceived(data) => data.respondents = data.respondents.take().or(Some(Many(vec![unit]))),
        Event::ComplaintReceived(data) => data.agencies = data.agencies.take().or(on_instance(unit, AgencyRole::Defendant)),
        Event::AppealCopyReceived(data) => data.agencies = data.agencies.take().or(on_instance(unit, AgencyRole::Appellee)),
        Event::AppealFiled(data) => data.agencies = data.agencies.take().or(on_instance(unit, AgencyRole::Appellant)),
        Event::RetrialApplicationFiled(data) => data.agencies = data.agencies.take().or(on_instance(unit, AgencyRole::RetrialApplicant)),
        Event::RetrialCopyReceived(data) => data.agencies = data.agencies.take().or(on_instance(unit, AgencyRole::RetrialRespondent)),
        Event::RetrialOrdered(data) => data.agencies = data.agencies.take().or(on_instance(unit, AgencyRole::RetrialRespondent)),
        Event::SupervisionApplicationFiled(data) => {
            data.agencies = data.agencies.take().or(on_instance(unit, AgencyRole::RetrialApplicant));
        }
        Event::ProcuratorialSuggestionReceived(data) => {
            data.agencies = data.agencies.take().or(on_instance(unit, AgencyRole::SuggestionAddressee));
        }
        Event::RemedyPeriodExpired(data) => data.agencies = data.agencies.take().or(on_instance(unit, AgencyRole::EnforcementApplicant)),
        _ => {}
    }
}

fn on_instance(agency: String, role: AgencyRole) -> Option<Many<AgencyOnInstance>> {
    Some(Many(vec![AgencyOnInstance { agency, role, received_on: None }]))
}
