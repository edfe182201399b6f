//! The annual figures, read from the running totals.

use super::books::Books;
use super::error::ServiceError;
use crate::domain::id::UnitId;
use crate::domain::statistics::{AnnualFigures, Broken, Measure, Options, Period, TotalRow, Totals, annual as figures, balance};
use crate::store::Database;

/// Years a report can be asked for: case numbers know no others.
pub const YEARS: std::ops::RangeInclusive<i32> = 1990..=2099;

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
/// A year outside [`YEARS`], a year without a case in it or the year before, or what the engine reports.
pub fn annual_of(
    database: &mut Database,
    books: &Books,
    year: i32,
    units: Option<&[UnitId]>,
) -> Result<(AnnualFigures, Vec<Broken>), ServiceError> {
    if !YEARS.contains(&year) {
        let (first, last) = (YEARS.start(), YEARS.end());
        return Err(ServiceError::said(
            format!("没有{year}年的数据，年份应在{first}至{last}之间"),
            format!("there is no year {year}; years run from {first} to {last}"),
        ));
    }
    let measures: Vec<&str> = Measure::ALL.iter().map(|measure| measure.code()).collect();
    let years = *YEARS.start()..=year;
    let rows = match units {
        None => database.tallies_of_years(&measures, years)?,
        Some(units) => database.tallies_of_units(&measures, years, units)?,
    };
    // a quiet year has figures, all zero; a year next to which nothing happened at all is a slip of the pen
    if !rows.iter().any(|row| row.year >= year - 1) {
        return Err(ServiceError::said(
            format!("数据库中没有{}年和{year}年的案件", year - 1),
            format!("the database has no case of {} or {year}", year - 1),
        ));
    }
    let totals: Totals = rows
        .into_iter()
        .filter_map(|row| {
            // a year's total stands under its last month: yearly figures ask for whole years only
            TotalRow::stored(&row.measure, String::new(), row.instance, row.code, row.year * 100 + 12, row.count)
        })
        .collect();
    let broken = balance(&totals, &books.registry, Period::year(year));
    Ok((figures(year, &totals, &books.registry, Options { rounding: books.rounding, ..Options::default() }), broken))
}
