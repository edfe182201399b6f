//! The hearings of a view as a file: exactly what the view shows, with its days, the time and the name of who took it.

use super::docket::asked;
use crate::clock::in_china;
use crate::http::rendered::Content;
use crate::http::{Call, Problem, Rendered, headers};
use crate::i18n::pages::hearings as said;
use crate::service::{self, Database, TableFile};

/// `GET /hearings.csv`.
pub fn csv(call: &Call, database: &mut Database) -> Result<Rendered, Problem> {
    download(call, database, TableFile::Csv)
}

/// `GET /hearings.xlsx`.
pub fn excel(call: &Call, database: &mut Database) -> Result<Rendered, Problem> {
    download(call, database, TableFile::Xlsx)
}

/// The audit trail knows of the file before anybody has it.
fn download(call: &Call, database: &mut Database, shape: TableFile) -> Result<Rendered, Problem> {
    let (view, on) = asked(call)?;
    let days = view.span(on.ok_or_else(|| Problem::unacceptable("on", said::NO_SUCH_DAY.zh, said::NO_SUCH_DAY.en))?);
    let sheet = service::hearing_table(database, &call.books, call.access()?, days, call.lang, &call.act()?)?;
    let (asker, hearings) = (call.clone(), sheet.rows.len());
    let bytes = service::table_file(&[sheet], shape)?;
    call.state.writer.run(move |database| Ok::<_, Problem>(service::hearing_table_noted(database, days, hearings, &asker.act()?)?))?;
    let name = format!("{}-{}.{}", said::EXPORT_TITLE.in_lang(call.lang), in_china(call.now).format("%Y%m%d-%H%M"), shape.ending());
    let body = Content::Bytes(shape.media_type(), bytes);
    Ok(Rendered { status: 200, headers: Vec::new(), body }.with("content-disposition", headers::attachment(&name)))
}
