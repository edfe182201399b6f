//! The cases behind a figure of a statutory table.

use askama::Template;

use super::Asked;
use crate::domain::access::Action;
use crate::domain::id::CaseId;
use crate::http::{Call, Problem, Rendered, code};
use crate::i18n::pages::{self as words, tables as said};
use crate::i18n::statutory as printed;
use crate::service::Database;
use crate::service::figures;
use crate::web::shell::{Shell, page, query};

#[derive(Template)]
#[template(path = "tables/cases.html", config = "src/web/askama.toml")]
struct Cases {
    shell: Shell,
    cell: String,
    columns: [&'static str; 3],
    rows: Vec<Line>,
    next: Option<String>,
}

struct Line {
    id: i64,
    number: String,
    matter: String,
    amount: String,
}

/// Cases on a page.
const PAGE: usize = 100;

/// `GET /reports/tables/cases`: whoever may list cases sees which are behind a figure.
pub fn show(call: &Call, database: &mut Database) -> Result<Rendered, Problem> {
    call.access()?.scope(Action::CaseList)?;
    let fields = query(call)?;
    let asked = Asked::read(call, database, &fields)?;
    let number = |name: &str| match fields.get(name) {
        "" => Ok(None),
        text => text.parse::<i64>().map(Some).map_err(|_| Problem::of(code::NOT_FOUND)),
    };
    let (row, after) = (number("row")?, number("after")?);
    let row = row.map(|row| u16::try_from(row).map_err(|_| Problem::of(code::NOT_FOUND))).transpose()?;
    let column = if fields.get("column").is_empty() { "carried-over" } else { fields.get("column") };
    let found = figures::table_cases(database, &call.books, &asked.query, row, column, after.map(CaseId), PAGE)?;
    let layout = call.books.layouts.of(asked.query.table, asked.query.period.to(), asked.query.version.as_deref());
    let layout = layout.ok_or_else(|| Problem::of(code::NOT_FOUND))?;
    let position = layout.column(column).ok_or_else(|| Problem::of(code::NOT_FOUND))?;
    let shown = &layout.columns[position];
    let row_name = row.and_then(|no| layout.rows.iter().find(|row| row.no == no)).map(|row| row.name.in_lang(call.lang));
    let row_name = row_name.unwrap_or_else(|| printed::TOTAL.in_lang(call.lang));
    let shell = Shell::of(call, said::CASES_BEHIND);
    let [number, matter, adds, _] = printed::CASES.map(|heading| heading.in_lang(call.lang));
    let more = found.next.map(|next| next.0.to_string());
    let row_no = row.map(|row| row.to_string()).unwrap_or_default();
    let next = more.map(|next| asked.address("/reports/tables/cases", &[("column", column), ("row", &row_no), ("after", &next)]));
    let unnumbered = words::cases::NO_NUMBER.in_lang(call.lang);
    let rows = found.cases.into_iter().map(|case| Line {
        id: case.case.0,
        number: case.number.unwrap_or_else(|| format!("{unnumbered} #{}", case.case)),
        matter: case.matter.unwrap_or_default(),
        amount: printed::amount(shown, case.amount),
    });
    let template = Cases {
        cell: said::cell(shown.name.in_lang(call.lang), row_name, &asked.period).in_lang(call.lang).to_owned(),
        columns: [number, matter, adds],
        rows: rows.collect(),
        next,
        shell: shell.below("/reports", words::reports::REPORTS).below("/reports/tables", said::TABLES),
    };
    page(200, &template)
}
