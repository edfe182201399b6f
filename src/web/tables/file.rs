//! A statutory table as a file: only one that balances, or one that says it is a draft.

use super::Asked;
use crate::clock::in_china;
use crate::http::rendered::Content;
use crate::http::{Call, Problem, Rendered, headers};
use crate::i18n::statutory::StatutoryTable;
use crate::service::Database;
use crate::service::figures;
use crate::web::shell::query;

/// `GET /reports/tables.csv`. The audit trail knows of the file before anybody has it.
pub fn download(call: &Call, database: &mut Database) -> Result<Rendered, Problem> {
    let fields = query(call)?;
    let asked = Asked::read(call, database, &fields)?;
    let draft = fields.get("draft") == "yes";
    let shown = figures::table(database, &call.books, &asked.query)?;
    shown.may_leave(draft)?;
    let table = StatutoryTable {
        layout: &shown.layout,
        filled: &shown.filled,
        period: shown.period,
        known_on: shown.known_on,
        scope: &asked.unit,
        draft,
        lang: call.lang,
    };
    let at = in_china(call.now);
    let bytes = figures::sheet_csv(&table.sheet(&at.format("%Y-%m-%d %H:%M").to_string()));
    let name = format!("{}-{}-{}.csv", table.title(), asked.period, at.format("%Y%m%d-%H%M"));
    let asker = call.clone();
    call.state.writer.run(move |database| {
        let act = asker.act()?;
        Ok::<_, Problem>(figures::table_noted(database, &shown, draft, &act)?)
    })?;
    let body = Content::Bytes("text/csv; charset=utf-8", bytes);
    Ok(Rendered { status: 200, headers: Vec::new(), body }.with("content-disposition", headers::attachment(&name)))
}
