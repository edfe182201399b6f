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
    /// Cases, in the order asked for.
    pub cases: Vec<CaseListed>,
    /// Where the list continues, when it does. A search that has looked at very many cases stops on the way: its page is short,
    /// perhaps empty, and continues here.
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

/// One page of the cases somebody may see.
///
/// # Errors
/// [`ServiceError::Denied`], an unknown unit, or what the engine reports.
pub fn case_page(database: &mut Database, books: &Books, query: &CaseQuery, access: &Access) -> Result<CasePage, ServiceError> {
    super::cases::list(database, books, query, &access.scope(Action::CaseList)?, access.today)
}
