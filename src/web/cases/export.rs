//! A list of cases as a file: exactly what the list finds, with its criteria, the time and the name of who took it.

use super::criteria::Criteria;
use super::list::from_the_first;
use crate::clock::in_china;
use crate::http::rendered::Content;
use crate::http::{Call, Problem, Rendered, headers};
use crate::i18n::pages::cases as said;
use crate::service::{self, Database, TableFile};
use crate::web::shell::query;

/// `GET /cases.csv`.
pub fn csv(call: &Call, database: &mut Database) -> Result<Rendered, Problem> {
    download(call, database, TableFile::Csv)
}

/// `GET /cases.xlsx`.
pub fn excel(call: &Call, database: &mut Database) -> Result<Rendered, Problem> {
    download(call, database, TableFile::Xlsx)
}

/// The audit trail knows of the file before anybody has it.
fn download(call: &Call, database: &mut Database, shape: TableFile) -> Result<Rendered, Problem> {
    let asked = Criteria::read(call, &query(call)?);
    if let Some(fault) = asked.faults.first() {
        return Err(Problem::unacceptable("query", &fault.zh, &fault.en));
    }
    let (act, criteria) = (call.act()?, asked.words(call));
    let table = service::case_table(database, &call.books, &from_the_first(&asked), call.access()?, &criteria, call.lang, &act)?;
    let bytes = service::table_file(&[table.sheet], shape)?;
    let (asker, cases) = (call.clone(), table.cases);
    call.state.writer.run(move |database| {
        let act = asker.act()?;
        Ok::<_, Problem>(service::case_table_noted(database, cases, &criteria, &act)?)
    })?;
    let name = format!("{}-{}.{}", said::EXPORT_TITLE.in_lang(call.lang), in_china(call.now).format("%Y%m%d-%H%M"), shape.ending());
    let body = Content::Bytes(shape.media_type(), bytes);
    Ok(Rendered { status: 200, headers: Vec::new(), body }.with("content-disposition", headers::attachment(&name)))
}
