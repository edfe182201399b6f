//! The whole file of a case 案卷 as one person may read it: what was recorded by whom, where the case stands, what is tied to it.

use super::access::Access;
use super::books::Books;
use super::error::ServiceError;
use super::parties::{PartyView, parties};
use super::view::{CaseView, case_view};
use super::{cases, desk};
use crate::crypto::Keyring;
use crate::domain::access::{Action, Object, approval_of};
use crate::domain::case::course::{self, Passage};
use crate::domain::case::event::{Event, Linked as LinkedEvent, Tag};
use crate::domain::case::parts::{Approver, Link, LinkKind};
use crate::domain::case::transition::{NextStep, To, Transition};
use crate::domain::case::{Case, CaseNumber, Entry, State, machine_of};
use crate::domain::id::CaseId;
use crate::domain::masking::Purpose;
use crate::domain::words::Words;
use crate::store::{Act, Approval, Database, Document, Made, Standing};

/// Ties followed from a case, at most.
const TIES: usize = 12;

/// The file of a case.
#[derive(Debug)]
pub struct Dossier {
    /// The case as of today.
    pub view: CaseView,
    /// Its handler, officer and units.
    pub standing: Standing,
    /// When each entry was written, and by whom.
    pub made: Vec<Made>,
    /// Unit that runs the file, by full name.
    pub handler: Option<String>,
    /// Person it is assigned to, by display name.
    pub assigned: Option<String>,
    /// Everybody in it, masked for whoever reads one case; nothing for who may not read parties.
    pub parties: Vec<PartyView>,
    /// Documents, oldest first; nothing for who may not read them.
    pub documents: Vec<Document>,
    /// Requests for approval, oldest first; nothing for who may not read them.
    pub approvals: Vec<Approval>,
    /// Cases tied to it, and those tied to them.
    pub linked: Vec<Linked>,
    /// The states it has been in.
    pub passages: Vec<Passage>,
    /// The states ahead if nothing happens on the way.
    pub ahead: Vec<State>,
    /// What may be recorded next by whoever reads this.
    pub next: Vec<Record>,
}

/// A case tied to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Linked {
    /// What it is to the case that names it.
    pub kind: LinkKind,
    /// Its number, as recorded.
    pub number: String,
    /// Number of the case that names it, where that is not the case asked about.
    pub through: Option<String>,
    /// The case itself, where it is here and may be read.
    pub found: Option<LinkedCase>,
}

/// A tied case that is here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkedCase {
    /// Its id.
    pub id: CaseId,
    /// Name of its procedure.
    pub procedure: Words,
    /// Name of its state.
    pub state: Words,
    /// Code of its outcome.
    pub outcome: Option<String>,
}

/// A step that may be recorded, or requested from a head, or that waits for something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// The step.
    pub step: NextStep,
    /// It leads to another state; otherwise it is only noted.
    pub moves: bool,
    /// Whose consent it needs, and the article that says so.
    pub consent: Option<(Approver, &'static str)>,
}

/// The file of a case, for who may read it.
///
/// # Errors
/// [`ServiceError::Denied`], no such case, or what the engine reports.
pub fn dossier(
    database: &mut Database,
    access: &Access,
    books: &Books,
    keys: Option<&Keyring>,
    case: CaseId,
) -> Result<Dossier, ServiceError> {
    let standing = access.may_case(database, Action::CaseRead, case)?;
    let view = case_view(database, books, case, access.today)?;
    let may = |action| access.may(action, &Object::Case(standing.object())).is_ok();
    let parties = if may(Action::PartyRead) { parties(database, access, keys, case, Purpose::Detail)? } else { Vec::new() };
    let documents = if may(Action::DocumentRead) { database.documents_list(case)? } else { Vec::new() };
    let approvals = if may(Action::ApprovalRead) { database.approvals_of(case)? } else { Vec::new() };
    let handler = match standing.handler {
        Some(id) => database.units_list()?.into_iter().find(|unit| unit.id == id).map(|unit| unit.full_name),
        None => None,
    };
    let assigned = standing.officer.map(|officer| database.person(officer)).transpose()?.map(|person| person.display_name);
    let passages = course::passages(view.stored.kind, &view.stored.history, access.today, &books.law);
    Ok(Dossier {
        made: database.entries_made(case)?,
        linked: linked(database, access, books, &view)?,
        next: if view.stored.withdrawn { Vec::new() } else { next(&view, books, access, &may) },
        ahead: course::ahead(&view.case),
        passages,
        view,
        standing,
        handler,
        assigned,
        parties,
        documents,
        approvals,
    })
}

/// The steps whoever asks may record or request, each event once, in the order of the table. What happens by itself is no step of
/// anybody's; annulments are asked for at the entry they concern.
fn next(view: &CaseView, books: &Books, access: &Access, may: &dyn Fn(Action) -> bool) -> Vec<Record> {
    let regime = view.case.regime(access.today, &books.law);
    let rows: Vec<&Transition> = machine_of(&view.case).transitions().collect();
    let mut steps: Vec<Record> = Vec::new();
    for step in &view.next(books, access.today) {
        let row = rows.iter().find(|row| row.id == step.row);
        if step.event == Tag::Annulled || row.is_some_and(|row| row.automatic) {
            continue;
        }
        let consent = approval_of(step.event, view.stored.kind, regime).map(|row| (row.approver, row.article));
        let offered = match consent {
            Some(_) => may(Action::ApprovalRequest),
            None => may(desk::action_for(step.event)),
        };
        match steps.iter_mut().find(|known| known.step.event == step.event) {
            Some(known) if known.step.waits_for.len() > step.waits_for.len() => known.step = step.clone(),
            Some(_) => {}
            None if offered => steps.push(Record { step: step.clone(), moves: row.is_some_and(|row| row.to != To::Same), consent }),
            None => {}
        }
    }
    steps
}

/// Follows the ties of a case, and those of the cases found so.
fn linked(database: &mut Database, access: &Access, books: &Books, view: &CaseView) -> Result<Vec<Linked>, ServiceError> {
    let mut seen = vec![view.stored.number.clone().unwrap_or_default()];
    let mut to_follow: Vec<(Option<String>, Link)> = view.case.links.iter().map(|link| (None, link.clone())).collect();
    let mut found = Vec::new();
    while let Some((through, link)) = (!to_follow.is_empty() && found.len() < TIES).then(|| to_follow.remove(0)) {
        let number = CaseNumber::parse(&link.number).map_or(link.number.clone(), |number| number.normalised());
        if seen.contains(&number) {
            continue;
        }
        seen.push(number.clone());
        let other = match database.case_find(&number)? {
            Some(id) if access.may_case(database, Action::CaseRead, id).is_ok() => Some(case_view(database, books, id, access.today)?),
            _ => None,
        };
        if let Some(other) = &other {
            to_follow.extend(other.case.links.iter().map(|link| (Some(number.clone()), link.clone())));
        }
        found.push(Linked { kind: link.kind, number, through, found: other.map(|other| LinkedCase::of(other.stored.id, &other.case)) });
    }
    Ok(found)
}

impl LinkedCase {
    fn of(id: CaseId, case: &Case) -> Self {
        let machine = machine_of(case);
        let state = machine.state_words(case.state).unwrap_or(machine.words);
        Self { id, procedure: machine.words, state, outcome: case.standing_outcome().map(ToString::to_string) }
    }
}

/// The tie the other way round, where the vocabulary has one.
const fn inverse(kind: LinkKind) -> Option<LinkKind> {
    match kind {
        LinkKind::Reconsideration => Some(LinkKind::Suit),
        LinkKind::Suit => Some(LinkKind::Reconsideration),
        LinkKind::Joined => Some(LinkKind::Joined),
        _ => None,
    }
}

/// Ties a case to another by its number, and the other to it where that one is here, the tie has a name that way round and whoever
/// asks may write there; both or neither.
///
/// # Errors
/// [`ServiceError::Denied`]; a number that is none, or the case's own; a tie that is recorded already; a refusal of the law; somebody
/// else changed the case since `version`.
pub fn link(
    database: &mut Database,
    access: &Access,
    books: &Books,
    case: CaseId,
    version: usize,
    link: &Link,
    act: &Act<'_>,
) -> Result<(), ServiceError> {
    let number = CaseNumber::parse(&link.number).map_err(|fault| ServiceError::Said(fault.sentence()))?.normalised();
    database.together(|database| {
        access.may_case(database, Action::EventRecord, case)?;
        let view = case_view(database, books, case, access.today)?;
        if view.stored.version != version {
            return Err(crate::store::StoreError::Stale { case, expected: version, found: view.stored.version }.into());
        }
        if view.stored.number.as_deref() == Some(&number) {
            return Err(ServiceError::said("不能与本案自身关联", "a case is not tied to itself"));
        }
        if view.case.links.iter().any(|known| known.number == number && known.kind == link.kind) {
            return Err(ServiceError::said("这一关联已经登记", "this tie is recorded already"));
        }
        let to = |number: &str, kind| LinkedEvent { to: Some(Link { number: number.to_owned(), kind }), ..LinkedEvent::default() };
        write(database, access, books, case, to(&number, link.kind).into(), act)?;
        let (Some(own), Some(back), Some(other)) = (view.stored.number, inverse(link.kind), database.case_find(&number)?) else {
            return Ok(());
        };
        if access.may_case(database, Action::EventRecord, other).is_err() {
            return Ok(());
        }
        let known = case_view(database, books, other, access.today)?;
        if known.stored.withdrawn || known.case.links.iter().any(|link| link.number == own) {
            return Ok(());
        }
        write(database, access, books, other, to(&own, back).into(), act)
    })
}

fn write(database: &mut Database, access: &Access, books: &Books, case: CaseId, event: Event, act: &Act<'_>) -> Result<(), ServiceError> {
    let entry = Entry::recorded(access.today, event);
    cases::record(database, access, books, &case.to_string(), entry, None, act)?;
    Ok(())
}
