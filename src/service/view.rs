//! Case files as others look at them: within what they may see, as of a day.

use super::access::Access;
use super::books::Books;
use super::cases::CaseQuery;
use super::error::ServiceError;
use crate::domain::Day;
use crate::domain::access::Action;
use crate::domain::case::transition::NextStep;
use crate::domain::case::{self, Case};
use crate::domain::deadline::{Explained, explained};
use crate::store::{CaseId, CaseListed, Cursor, Database, StoredCase};

/// A case as of a day.
#[derive(Debug)]
pub struct CaseView {
    /// Its history, as stored.
    pub stored: StoredCase,
    /// What the history amounts to.
    pub case: Case,
    /// Lawful next steps.
    pub next: Vec<NextStep>,
}

/// One page of a list.
#[derive(Debug)]
pub struct CasePage {
    /// Cases, newest first.
    pub cases: Vec<CaseListed>,
    /// Where the list continues, when it does.
    pub next: Option<Cursor>,
}

/// One case as of a day.
///
/// # Errors
/// No such case.
pub fn case_view(database: &mut Database, books: &Books, case: CaseId, today: Day) -> Result<CaseView, ServiceError> {
    let stored = database.case_history(case)?;
    let (case, next) = case::replay(stored.kind, &stored.history, &books.law).as_of(today, &books.law);
    Ok(CaseView { stored, case, next })
}

/// The statutory periods of a case, as of a day.
pub fn deadlines_of(books: &Books, view: &CaseView, today: Day) -> Vec<Explained> {
    explained(&books.law, &view.case, today, &books.warn_before)
}

/// One page of the cases somebody may see, and whether the list goes on: one case more than asked for is looked up.
///
/// # Errors
/// [`ServiceError::Denied`], an unknown unit, or what the engine reports.
pub fn case_page(database: &mut Database, query: &CaseQuery, access: &Access) -> Result<CasePage, ServiceError> {
    let more = CaseQuery { limit: query.limit.saturating_add(1), ..query.clone() };
    let mut cases = super::cases::list(database, &more, &access.scope(Action::CaseList)?)?;
    let goes_on = cases.len() > query.limit as usize;
    cases.truncate(query.limit as usize);
    let next = cases.last().map(|last| last.cursor).filter(|_| goes_on);
    Ok(CasePage { cases, next })
}
