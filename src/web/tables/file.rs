//! A statutory table as a file: only one that balances, or one that says it is a draft.

use super::Asked;
use crate::clock::in_china;
use crate::http::rendered::Content;
use crate::http::{Call, Problem, Rendered, headers};
use crate::i18n::statutory::StatutoryTable;
use crate::service::{Database, TableFile, figures, table_file};
use crate::web::shell::query;

/// `GET /reports/tables.csv`.
pub fn csv(call: &Call, database: &mut Database) -> Result<Rendered, Problem> {
    download(call, database, TableFile::Csv)
}

/// `GET /reports/tables.xlsx`.
pub fn excel(call: &Call, database: &mut Database) -> Result<Rendered, Problem> {
    download(call, database, TableFile::Xlsx)
}

/// The audit trail knows of the file before anybody has it.
fn download(call: &Call, database: &mut Database, shape: TableFile) -> Result<Rendered, Problem> {
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
    let bytes = table_file(&[figures::table_sheet(&table, &call.act()?)], shape)?;
    let name = format!("{}-{}-{}.{}", table.title(), asked.period, at.format("%Y%m%d-%H%M"), shape.ending());
    let asker = call.clone();
    call.state.writer.run(move |database| {
        let act = asker.act()?;
        Ok::<_, Problem>(figures::table_noted(database, &shown, draft, &act)?)
    })?;
    let body = Content::Bytes(shape.media_type(), bytes);
    Ok(Rendered { status: 200, headers: Vec::new(), body }.with("content-disposition", headers::attachment(&name)))
}
