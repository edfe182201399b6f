//! Proposals of supervision: raised once for every crossing of a threshold, then accepted or dismissed by people.

use std::sync::Arc;

use chrono::{DateTime, Datelike, Utc};

use super::records::NewRecord;
use crate::clock::day_of;
use crate::domain::Day;
use crate::domain::access::{Action, Object};
use crate::domain::id::{ProposalId, RecordId, UnitId};
use crate::domain::statistics::{Formula, Period, Term};
use crate::domain::supervision::{Counts, Record, crossings};
use crate::service::access::Access;
use crate::service::books::Books;
use crate::service::error::ServiceError;
use crate::service::figures::{FigureScope, UnitsIn, Wanted, counts};
use crate::service::sign_in::Desk;
use crate::store::{Act, Database, NewProposal, Proposal, ProposalState, RecordFilter};

/// Who raises the proposals of the daily run, as the audit trail names it.
const DAILY: &str = "fuyi";
/// Letters of one unit and year at most.
const MOST: u32 = 10_000;

/// Raises every proposal of a calendar year (this year, where none is named) that was not raised before, of the units within reach; their
/// number. Doing it again raises nothing.
///
/// # Errors
/// [`ServiceError::Denied`]; a year that lies ahead or is none; a definition that is no longer there; what the engine reports.
pub fn raise(database: &mut Database, access: &Access, books: &Books, year: Option<i32>, act: &Act<'_>) -> Result<usize, ServiceError> {
    let permitted = access.scope(Action::SupervisionWrite)?.units(&access.tree);
    let mut units = permitted.unwrap_or_else(|| access.tree.units().collect());
    units.sort_unstable();
    let (today, year) = (access.today, year.unwrap_or_else(|| access.today.year()));
    database.together(|database| {
        let crossed = crossed(database, books, &units, year, today)?;
        Ok(database.proposals_raise(&crossed, act)?)
    })
}

/// Raises, once a day and for every unit, the proposals of this year that were not raised before; their number. What was counted is
/// counted on a reader; a crossing that somebody else raises meanwhile is raised once.
///
/// # Errors
/// A definition that is no longer there; what the engine reports.
pub fn raise_daily(desk: &impl Desk, books: &Arc<Books>, now: DateTime<Utc>) -> Result<usize, ServiceError> {
    let (today, known) = (day_of(now), Arc::clone(books));
    let crossed = desk.read(|database| {
        let mut units: Vec<UnitId> = database.units_list()?.into_iter().map(|unit| unit.id).collect();
        units.sort_unstable();
        crossed(database, &known, &units, today.year(), today)
    })?;
    if crossed.is_empty() {
        return Ok(0);
    }
    desk.write(move |database| Ok(database.proposals_raise(&crossed, &Act { actor: DAILY, origin: "", at: now })?))
}

/// Every crossing of a threshold by these units in a year so far.
fn crossed(database: &mut Database, books: &Books, units: &[UnitId], year: i32, today: Day) -> Result<Vec<NewProposal>, ServiceError> {
    let whole = Period::year(year).map_err(|fault| ServiceError::Said(fault.0))?;
    if today < whole.from() {
        return Err(ServiceError::said(format!("{year}年尚未到来"), format!("{year} lies ahead")));
    }
    // nothing that falls due later has been missed yet
    let days = Period::of(whole.from(), whole.to().min(today)).map_err(|fault| ServiceError::Said(fault.0))?;
    let thresholds = &books.supervision.thresholds;
    let formula = |of| Ok(books.registry.under(of, &[]).map_err(ServiceError::Said)?.formula);
    let formulas = thresholds.iter().map(|threshold| threshold.counts.definition().map(formula).transpose());
    let formulas = formulas.collect::<Result<Vec<Option<Formula>>, ServiceError>>()?;
    let terms: Vec<&Term> = formulas.iter().flatten().flat_map(Formula::terms).collect();
    let wanted = Wanted::by(&terms);
    let mut crossed = Vec::new();
    for unit in units {
        let own = FigureScope { units: UnitsIn::Own(*unit), ..FigureScope::default() };
        let [sums] = counts(database, &wanted, [days], &own)?;
        for (threshold, formula) in thresholds.iter().zip(&formulas) {
            let side = |terms: fn(&Formula) -> &Vec<Term>| formula.as_ref().map_or(0, |formula| sums.sum(terms(formula)));
            let count = match threshold.counts {
                Counts::Numerator(_) => side(|formula| &formula.numerator),
                Counts::Shortfall(_) => side(|formula| &formula.denominator) - side(|formula| &formula.numerator),
                Counts::LateReplies => late_replies(database, *unit, days, today)?,
            };
            crossed.extend(crossings(count, threshold.every).map(|crossing| NewProposal {
                threshold: threshold.id.clone(),
                unit: *unit,
                year,
                crossing,
                count,
                kind: threshold.proposes,
            }));
        }
    }
    Ok(crossed)
}

/// Letters of a unit due in a period that were answered late, or not at all.
fn late_replies(database: &mut Database, unit: UnitId, due: Period, today: Day) -> Result<i64, ServiceError> {
    let filter = RecordFilter { units: Some(vec![unit]), due: Some((due.from(), due.to())), ..RecordFilter::default() };
    let letters = database.supervision_records(&filter, None, MOST)?;
    Ok(letters.iter().filter(|kept| kept.record.is_late(today)).count() as i64)
}

/// Proposals within reach, newest first.
///
/// # Errors
/// [`ServiceError::Denied`], or what the engine reports.
pub fn proposals(database: &mut Database, access: &Access, open: bool) -> Result<Vec<Proposal>, ServiceError> {
    let permitted = access.scope(Action::SupervisionRead)?.units(&access.tree);
    Ok(database.proposals(permitted.as_deref(), open)?)
}

/// Accepts a proposal, which becomes a record with this title, or dismisses it with a reason; the record it became.
///
/// # Errors
/// [`ServiceError::Denied`]; a proposal that is decided already; no reason; a title the record refuses.
pub fn decide(
    database: &mut Database,
    access: &Access,
    id: ProposalId,
    accept: bool,
    text: &str,
    act: &Act<'_>,
) -> Result<Option<RecordId>, ServiceError> {
    let proposal = database.proposal(id)?;
    access.may(Action::SupervisionWrite, &Object::Unit(proposal.of.unit))?;
    if proposal.state != ProposalState::Open {
        return Err(ServiceError::said("该建议已处理", "the proposal is decided already"));
    }
    if !accept {
        if text.trim().is_empty() {
            return Err(ServiceError::said("不予采纳应写明理由", "a dismissal needs a reason"));
        }
        database.proposal_decide(id, None, Some(text.trim()), act)?;
        return Ok(None);
    }
    let new = NewRecord { kind: proposal.of.kind, unit: proposal.of.unit, title: text.to_owned(), organ: None, case: None };
    let record = Record::opened(new.kind, &new.title, None).map_err(ServiceError::Said)?;
    database.together(|database| {
        let record = database.supervision_open(new.unit, None, &record, act)?;
        database.proposal_decide(id, Some(record), None, act)?;
        Ok(Some(record))
    })
}
