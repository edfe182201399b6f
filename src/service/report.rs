//! The annual figures, read from the running totals.

use super::books::Books;
use super::error::ServiceError;
use super::figures::{FigureScope, Wanted, counts};
use super::supervision::{self, KindCount};
use crate::domain::id::UnitId;
use crate::domain::statistics::{AnnualFigures, Broken, Period, Supervised, annual as figures, balance};
use crate::store::Database;

/// The figures of one year, of all units. See [`annual_of`].
///
/// # Errors
/// As [`annual_of`].
pub fn annual(database: &mut Database, books: &Books, year: i32) -> Result<(AnnualFigures, Vec<Broken>), ServiceError> {
    annual_of(database, books, year, None)
}

/// The figures of one year beside those of the year before, of some units or of all, and the balance rules 勾稽关系 they break: none, unless totals are
/// damaged.
///
/// # Errors
/// A year outside [`Period::YEARS`], a year without a case in it or the year before, or what the engine reports.
pub fn annual_of(
    database: &mut Database,
    books: &Books,
    year: i32,
    units: Option<&[UnitId]>,
) -> Result<(AnnualFigures, Vec<Broken>), ServiceError> {
    let period = Period::year(year).map_err(|fault| ServiceError::Said(fault.0))?;
    let scope = match units {
        Some(_) => FigureScope::default().within(units, &database.unit_tree()?.1),
        None => FigureScope::default(),
    };
    let [current, previous] = counts(database, &Wanted::everything(), [period, period.year_before()], &scope)?;
    // a quiet year has figures, all zero; a year next to which nothing happened at all is a slip of the pen
    if !current.any_within() && !previous.any_within() {
        return Err(ServiceError::said(
            format!("数据库中没有{}年和{year}年的案件", year - 1),
            format!("the database has no case of {} or {year}", year - 1),
        ));
    }
    let broken = balance(&current, &books.registry);
    let supervision = supervised(database, period, units)?;
    Ok((AnnualFigures { supervision, ..figures(year, &current, &previous, &books.registry, books.rounding) }, broken))
}

fn supervised(database: &mut Database, period: Period, units: Option<&[UnitId]>) -> Result<Vec<Supervised>, ServiceError> {
    let before = supervision::counts(database, period.year_before(), units)?;
    let now = supervision::counts(database, period, units)?.into_iter();
    let line = |(now, before): (KindCount, KindCount)| Supervised {
        kind: now.kind.code(),
        issued: now.issued as i64,
        issued_before: before.issued as i64,
    };
    Ok(now.zip(before).map(line).collect())
}
