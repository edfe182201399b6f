//! What to look at before a case is opened: whether the application is late, whether the applicant or the act is known already, and
//! which number comes next. Advice; what may not be, the opening itself refuses.

use std::collections::BTreeMap;

use chrono::Datelike;

use super::access::Access;
use super::books::Books;
use super::cases::CaseQuery;
use super::error::ServiceError;
use super::view::case_page;
use crate::domain::access::Action;
use crate::domain::case::event::Event;
use crate::domain::case::{Case, CaseKind, CaseNumber, Entry, History};
use crate::domain::deadline::explained;
use crate::domain::law::Bound;
use crate::domain::words::{Lang, Sentence};
use crate::i18n::citation::rule_in_full;
use crate::i18n::pages::forms as said;
use crate::store::{CaseId, Database};

/// Something to look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// What it is.
    pub what: Sentence,
    /// The case it is about, with its number.
    pub case: Option<(CaseId, Sentence)>,
}

/// Cases looked through for a name: the newest within reach.
const NEWEST: u32 = 200;
/// Cases named for one reason.
const NAMED: usize = 3;

/// What to look at before an application or a suit is registered with this entry.
///
/// # Errors
/// [`ServiceError::Denied`], or what the engine reports.
pub fn before_opening(
    database: &mut Database,
    access: &Access,
    books: &Books,
    kind: CaseKind,
    entry: &Entry,
) -> Result<Vec<Remark>, ServiceError> {
    let mut remarks = Vec::new();
    let case = Case::fold(kind, &History(vec![entry.clone()]), &books.law);
    let late = explained(&books.law, &case, access.today, &[]);
    let late =
        late.into_iter().find(|period| kind == CaseKind::Reconsideration && period.bound == Bound::Applicant && period.days_over.is_some());
    if let Some((period, last)) = late.and_then(|period| period.latest_on.map(|last| (period, last))) {
        let article = |lang: Lang| rule_in_full(&period.article, lang);
        let (zh, en) = (said::late(last, &article(Lang::Zh)).zh, said::late(last, &article(Lang::En)).en);
        remarks.push(Remark { what: Sentence::new(zh, en), case: None });
    }
    if let Event::ApplicationReceived(data) = &entry.event
        && let Some(number) = data.act_number.as_deref()
    {
        let mut named = 0;
        for id in database.cases_of_act(number, i64::from(NEWEST))? {
            if named < NAMED && access.may_case(database, Action::CaseRead, id).is_ok() {
                let stored = database.case_history(id)?;
                if !stored.withdrawn {
                    named += 1;
                    let case = said::case_named(stored.number.as_deref(), id.0);
                    remarks.push(Remark { what: said::same_act(number), case: Some((id, case)) });
                }
            }
        }
    }
    let query = CaseQuery { kind: Some(kind), limit: NEWEST, ..CaseQuery::default() };
    let newest = case_page(database, books, &query, access)?.cases;
    for party in &case.parties {
        let theirs = newest.iter().filter(|listed| listed.parties.split('、').any(|name| name == party.name));
        for listed in theirs.take(NAMED) {
            let case = said::case_named(listed.number.as_deref(), listed.cursor.id.0);
            let remark = Remark { what: said::same_party(&party.name), case: Some((listed.cursor.id, case)) };
            if !remarks.iter().any(|known| known.case == remark.case) {
                remarks.push(remark);
            }
        }
    }
    Ok(remarks)
}

/// The number that comes next in the series this organ used last; `None` where no series is known, or courts give the numbers.
///
/// # Errors
/// [`ServiceError::Denied`], or what the engine reports.
pub fn next_number(database: &mut Database, access: &Access, books: &Books, kind: CaseKind) -> Result<Option<String>, ServiceError> {
    if kind != CaseKind::Reconsideration {
        return Ok(None);
    }
    let query = CaseQuery { kind: Some(kind), limit: NEWEST, ..CaseQuery::default() };
    let mut series: BTreeMap<String, (u16, u32, usize)> = BTreeMap::new();
    for listed in case_page(database, books, &query, access)?.cases {
        let Some(Ok(CaseNumber::Organ { word, year, sequence })) = listed.number.as_deref().map(CaseNumber::parse) else { continue };
        let (last_year, last, count) = series.entry(word).or_insert((year, sequence, 0));
        (*last_year, *last) = (*last_year, *last).max((year, sequence));
        *count += 1;
    }
    let Some((word, (year, last, _))) = series.into_iter().max_by_key(|(_, (year, _, count))| (*year, *count)) else { return Ok(None) };
    let this_year = u16::try_from(access.today.year()).unwrap_or(year);
    let sequence = if year == this_year { last + 1 } else { 1 };
    Ok(Some(CaseNumber::Organ { word, year: this_year, sequence }.normalised()))
}

/// The kinds of case whose files the principal may open somewhere.
///
/// # Errors
/// [`ServiceError::Denied`] where none.
pub fn may_register(access: &Access) -> Result<Vec<CaseKind>, ServiceError> {
    let scope = access.scope(Action::CaseCreate)?;
    let may = |kind: &CaseKind| scope.0.iter().any(|reach| reach.handles.and(reach.concerned).contains(*kind));
    Ok(CaseKind::ALL.iter().copied().filter(may).collect())
}
