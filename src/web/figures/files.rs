//! Figures and the cases behind them as files: criteria, time and definitions stand in them; the trail knows of a file before anybody
//! has it.

use super::asked::Asked;
use super::cases::{Line, told};
use super::lead::Said;
use crate::clock::in_china;
use crate::http::rendered::Content;
use crate::http::{Call, Problem, Rendered, headers};
use crate::i18n::pages::{cases as listed, export as words, figures as said};
use crate::service::figures::{Behind, Figure, cases_asked};
use crate::service::{self, Cell, Database, Sheet, TableFile};
use crate::web::shell::{Shell, query};

/// Cases a file holds at most.
const MOST: usize = 20_000;

/// `GET /figures/cases.xlsx`.
pub fn cases_excel(call: &Call, database: &mut Database) -> Result<Rendered, Problem> {
    cases(call, database, TableFile::Xlsx)
}

/// `GET /figures/cases.csv`.
pub fn cases_csv(call: &Call, database: &mut Database) -> Result<Rendered, Problem> {
    cases(call, database, TableFile::Csv)
}

fn cases(call: &Call, database: &mut Database, shape: TableFile) -> Result<Rendered, Problem> {
    let (asked, reach) = Asked::read(call, database, &query(call)?)?;
    if let Some(fault) = asked.faults.first() {
        return Err(Problem::unacceptable("query", &fault.zh, &fault.en));
    }
    let shell = Shell::of(call, said::BEHIND);
    let figure = asked.figure(call, database)?;
    let Behind { total, cases, .. } = cases_asked(database, &call.books, &asked.cases(None, MOST))?;
    let definition = Said::of(&figure, call.lang);
    let colon = listed::COLON.in_lang(call.lang);
    let mut criteria = vec![format!("{} v{} {}", definition.id, definition.version, definition.name)];
    criteria.extend(told(call, &asked, &reach, &figure, total).into_iter().map(|(label, value)| format!("{label}{colon}{value}")));
    let act = call.act()?;
    let mut head = service::head(said::BEHIND.in_lang(call.lang), &criteria, &act, call.lang);
    head.insert(1, vec![said::FORMULA.in_lang(call.lang).to_owned(), definition.formula]);
    head.insert(2, vec![words::MASKED.in_lang(call.lang).to_owned()]);
    let columns = [listed::ID, listed::NUMBER, listed::KIND, listed::MATTER, said::FACTS, said::WEIGHT];
    let row = |case| {
        let line = Line::new(call, database, &shell, case);
        vec![
            line.id.map_or_else(|| Cell::Text(String::new()), Cell::Count),
            line.number.into(),
            line.kind.into(),
            line.matter.into(),
            line.facts.join("\n").into(),
            Cell::Count(line.weight),
        ]
    };
    let rows = cases.into_iter().map(row).collect();
    let columns = columns.map(|column| column.in_lang(call.lang).to_owned()).into();
    let sheet = Sheet { name: said::BEHIND.in_lang(call.lang).to_owned(), head, columns, rows };
    let name = format!("{}-{}", definition.id, in_china(call.now).format("%Y%m%d-%H%M"));
    send(call, "cases behind a figure", &criteria, &name, &[sheet], shape)
}

/// The definitions of these figures as a sheet.
pub fn definitions<'a>(call: &Call, head: Vec<Vec<String>>, figures: impl IntoIterator<Item = &'a Figure>) -> Sheet {
    let columns = [words::DEFINITION, words::NAME, words::FORMULA, words::EXCLUSIONS, words::SOURCE];
    let row = |said: Said| {
        vec![
            format!("{} v{}", said.id, said.version).into(),
            said.name.into(),
            said.formula.into(),
            said.exclusions.into(),
            said.source.into(),
        ]
    };
    Sheet {
        name: words::DEFINITION.in_lang(call.lang).to_owned(),
        head,
        columns: columns.map(|column| column.in_lang(call.lang).to_owned()).into(),
        rows: Said::all(figures, call.lang).into_iter().map(row).collect(),
    }
}

/// Makes the file, notes it in the trail, and only then sends it.
pub fn send(call: &Call, what: &str, criteria: &[String], name: &str, sheets: &[Sheet], shape: TableFile) -> Result<Rendered, Problem> {
    let bytes = service::table_file(sheets, shape)?;
    let (asker, what, criteria) = (call.clone(), what.to_owned(), criteria.to_vec());
    call.state.writer.run(move |database| Ok::<_, Problem>(service::figures_exported(database, &what, &criteria, &asker.act()?)?))?;
    let rendered = Rendered { status: 200, headers: Vec::new(), body: Content::Bytes(shape.media_type(), bytes) };
    Ok(rendered.with("content-disposition", headers::attachment(&format!("{name}.{}", shape.ending()))))
}
