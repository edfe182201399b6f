//! Case files as others look at them: within what they may see, as of a day.

use super::access::Access;
use super::books::Books;
use super::cases::CaseQuery;
use super::error::ServiceError;
use crate::domain::Day;
use crate::domain::access::{Action, Object};
use crate::domain::case::transition::{self, NextStep};
use crate::domain::case::{Case, History};
use crate::domain::deadline::{Explained, explained};
use crate::store::{CaseId, CaseListed, Cursor, Database, NewCase, StoredCase};

/// A case as of a day.
#[derive(Debug)]
pub struct CaseView {
    /// Its history, as stored.
    pub stored: StoredCase,
    /// What the history amounts to.
    pub case: Case,
}

impl CaseView {
    fn of(stored: StoredCase, books: &Books, today: Day) -> Self {
        let case = Case::fold(stored.kind, &stored.history, &books.law).as_of(today, &books.law);
        Self { stored, case }
    }

    /// Lawful next steps.
    pub fn next(&self, books: &Books, today: Day) -> Vec<NextStep> {
        transition::next(&self.case, today, &books.law)
    }
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
    Ok(CaseView::of(database.case_history(case)?, books, today))
}

/// A case about to be opened, as it will be read; it has no id yet.
pub fn case_to_be(new: &NewCase, books: &Books, today: Day) -> CaseView {
    let (kind, number, history) = (new.kind, new.number.clone(), History(new.entries.clone()));
    CaseView::of(StoredCase { id: CaseId(0), kind, number, version: history.0.len(), withdrawn: false, history }, books, today)
}

/// The page of a case, where it is known what address people open the pages at.
pub(super) fn case_page_of(pages: &str, case: CaseId) -> Option<String> {
    (!pages.is_empty()).then(|| format!("{pages}/cases/{case}"))
}

/// One case as of a day, for somebody who asks to do this to it.
///
/// # Errors
/// [`ServiceError::Denied`]; no such case.
pub fn case_for(database: &mut Database, access: &Access, action: Action, books: &Books, case: CaseId) -> Result<CaseView, ServiceError> {
    let (stored, standing) = database.case_read(case, &mut None)?;
    access.may(action, &Object::Case(standing.object()))?;
    Ok(CaseView::of(stored, books, access.today))
}

/// One case as of a day, for somebody who asks to read it, with the epoch of rights at that moment.
///
/// # Errors
/// As [`case_for`].
pub fn case_shown(
    database: &mut Database,
    access: &Access,
    books: &Books,
    case: CaseId,
    epoch: &mut Option<i64>,
) -> Result<CaseView, ServiceError> {
    let (stored, standing) = database.case_read(case, epoch)?;
    access.may(Action::CaseRead, &Object::Case(standing.object()))?;
    Ok(CaseView::of(stored, books, access.today))
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
