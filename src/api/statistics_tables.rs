//! The statutory tables, and the cases behind their cells.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::reply::Found;
use super::statistics::{days, page_size, seen};
use super::take::{InPath, InQuery, place_in_list};
use crate::domain::access::Action;
use crate::domain::id::CaseId;
use crate::domain::statistics::statutory::{BrokenBalance, TableKind};
use crate::domain::words::{Lang, Sentence};
use crate::http::{Call, Problem};
use crate::service::Database;
use crate::service::figures::{self, FigureScope, TableCase, TableQuery, TableShown};

/// The table an address names.
#[derive(Debug, Deserialize, IntoParams)]
pub struct TablePath {
    /// `reconsideration` or `litigation`.
    #[param(value_type = String)]
    table: TableKind,
}

/// A statutory table to fill.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct TableAsked {
    /// Period: `2024`, `2024H1`, `2024Q3`, `2024-05`, `2024-03-15` or `2024-03-15..2024-06-30`.
    period: String,
    /// Version of the layout; the one in force at the end of the period without it.
    layout: Option<String>,
    /// Only this unit and all below it, by full or short name.
    unit: Option<String>,
    /// As known at the end of this day.
    known_on: Option<NaiveDate>,
}

/// The cases behind a cell.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct CellAsked {
    /// Period, as for the table.
    period: String,
    /// Version of the layout.
    layout: Option<String>,
    /// Only this unit and all below it, by full or short name.
    unit: Option<String>,
    /// As known at the end of this day.
    known_on: Option<NaiveDate>,
    /// Id of the column.
    column: String,
    /// Number of the row; the total without it.
    row: Option<u16>,
    /// Where the list continues: `next` of the page before.
    #[param(minimum = 1)]
    after: Option<i64>,
    /// Cases on a page, 1 to 500; 100 unless said.
    #[param(minimum = 1, maximum = 500)]
    limit: Option<u16>,
}

/// A statutory table with its figures.
#[derive(Debug, Serialize, ToSchema)]
pub struct TableBody {
    /// Which.
    table: &'static str,
    /// Name of the form.
    name: String,
    /// Number of the form 表号, where known.
    number: Option<String>,
    /// Version of the layout.
    layout: String,
    /// The instrument it follows.
    source: String,
    /// Columns, those reckoned for the balance only as well.
    columns: Vec<TableColumnBody>,
    /// Rows, figures by column.
    rows: Vec<TableRowBody>,
    /// The total by column.
    total: Vec<i64>,
    /// Balance rules 勾稽关系 that are broken, each with the first of the cases that break it.
    #[schema(value_type = Vec<Object>)]
    broken: Vec<BrokenBalance>,
}

/// A column.
#[derive(Debug, Serialize, ToSchema)]
pub struct TableColumnBody {
    /// Its number on the form; null: not printed.
    no: Option<u16>,
    /// Id.
    id: String,
    /// Name of its group.
    group: String,
    /// Name.
    name: String,
    /// What it is counted in: `cases`, `persons`, `letters` or `fen`.
    unit: &'static str,
}

/// A row.
#[derive(Debug, Serialize, ToSchema)]
pub struct TableRowBody {
    /// Its number on the form.
    no: u16,
    /// Name.
    name: String,
    /// Figures by column.
    amounts: Vec<i64>,
}

/// One page of the cases behind a cell; what they add on all pages is its figure.
#[derive(Debug, Serialize, ToSchema)]
pub struct CellList {
    /// Cases by id.
    #[schema(value_type = Vec<Object>)]
    items: Vec<TableCase>,
    /// Where the list continues; null at its end.
    next: Option<i64>,
}

/// `GET /statistics/tables/{table}`: of the units whose figures the caller may see.
pub(super) fn table(
    call: &Call,
    database: &mut Database,
    (InPath(path), InQuery(asked)): (InPath<TablePath>, InQuery<TableAsked>),
) -> Result<Found<TableBody>, Problem> {
    let TableAsked { period, layout, unit, known_on } = asked;
    let query = wanted(call, database, &path, &period, layout, unit.as_deref(), known_on)?;
    let shown = figures::table(database, &call.books, &query)?;
    Ok(Found(body(shown, call.lang)))
}

/// `GET /statistics/tables/{table}/cases`: whoever may list cases sees which are behind a figure.
pub(super) fn cases(
    call: &Call,
    database: &mut Database,
    (InPath(path), InQuery(asked)): (InPath<TablePath>, InQuery<CellAsked>),
) -> Result<Found<CellList>, Problem> {
    call.access()?.scope(Action::CaseList)?;
    let CellAsked { period, layout, unit, known_on, column, row, after, limit } = asked;
    let limit = page_size(limit)?;
    let query = wanted(call, database, &path, &period, layout, unit.as_deref(), known_on)?;
    let found = figures::table_cases(database, &call.books, &query, row, &column, place_in_list("after", after)?.map(CaseId), limit)?;
    Ok(Found(CellList { items: found.cases, next: found.next.map(|case| case.0) }))
}

fn wanted(
    call: &Call,
    database: &mut Database,
    path: &TablePath,
    period: &str,
    version: Option<String>,
    unit: Option<&str>,
    known_on: Option<NaiveDate>,
) -> Result<TableQuery, Problem> {
    let scope = seen(call, database, unit, false, FigureScope::default())?;
    Ok(TableQuery { table: path.table, version, period: days(period)?, scope, known_on })
}

fn body(shown: TableShown, lang: Lang) -> TableBody {
    let TableShown { layout, filled, .. } = shown;
    let said = |words: &Sentence| words.in_lang(lang).to_owned();
    let column = |column: &crate::domain::statistics::statutory::Column| TableColumnBody {
        no: column.no,
        id: column.id.clone(),
        group: said(&layout.groups[column.group].name),
        name: said(&column.name),
        unit: column.unit.code(),
    };
    let rows = layout.rows.iter().zip(filled.rows).map(|(row, amounts)| TableRowBody { no: row.no, name: said(&row.name), amounts });
    TableBody {
        table: layout.table.code(),
        name: said(&layout.name),
        number: layout.number.clone(),
        layout: layout.version.clone(),
        source: layout.source.clone(),
        columns: layout.columns.iter().map(column).collect(),
        rows: rows.collect(),
        total: filled.total,
        broken: filled.broken,
    }
}
