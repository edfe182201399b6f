//! The annual report's section: on the screen with every number a link, and as a file.

use askama::Template;

use crate::clock::in_china;
use crate::domain::access::Action;
use crate::domain::statistics::{AnnualFigures, Period};
use crate::domain::supervision::RecordKind;
use crate::domain::words::Sentence;
use crate::http::form::Fields;
use crate::http::headers::address;
use crate::http::rendered::Content;
use crate::http::{Call, Problem, Rendered, headers};
use crate::i18n::annual::{AnnualReport, Counted, Paragraph, ParagraphKind, Piece};
use crate::i18n::pages::{self as words, board, reports as said};
use crate::service::figures::years_counted;
use crate::service::{self, DOCX, Database, ServiceError, TableFile};
use crate::web::figures::asked::Reach;
use crate::web::shell::{Shell, page, query};

#[derive(Template)]
#[template(path = "reports/annual.html", config = "src/web/askama.toml")]
struct Annual {
    shell: Shell,
    years: Vec<(i32, bool)>,
    notes: Vec<String>,
    paragraphs: Vec<Line>,
    tables: Vec<Shown>,
    files: Vec<(&'static str, String)>,
}

struct Line {
    kind: ParagraphKind,
    pieces: Vec<(String, Option<String>)>,
}

struct Shown {
    title: &'static str,
    headings: Vec<(String, bool)>,
    rows: Vec<Vec<String>>,
}

/// A year's figures within reach.
struct Found {
    year: Option<i32>,
    years: Vec<i32>,
    chosen: bool,
    figures: Option<AnnualFigures>,
    faults: Vec<Sentence>,
}

/// `GET /reports/annual`.
pub fn show(call: &Call, database: &mut Database) -> Result<Rendered, Problem> {
    let found = find(call, database, &query(call)?)?;
    let shell = found.faults.iter().fold(Shell::of(call, said::ANNUAL).below("/reports", said::REPORTS), Shell::with_fault);
    let mut template = Annual {
        years: found.years.iter().map(|year| (*year, found.year == Some(*year))).collect(),
        notes: Vec::new(),
        paragraphs: Vec::new(),
        tables: Vec::new(),
        files: Vec::new(),
        shell,
    };
    if let (Some(year), Some(figures)) = (found.year, &found.figures) {
        let told = with_report(call, figures, |report| {
            let paragraphs = report.paragraphs().map_err(ServiceError::Said)?;
            Ok((paragraphs, [report.tables(), vec![report.definitions()]].concat(), report.footnote()))
        });
        let (paragraphs, tables, footnote) = told?;
        template.notes.extend((!found.chosen).then(|| board::latest(year).in_lang(call.lang).to_owned()));
        template.notes.push(footnote);
        template.paragraphs = paragraphs.into_iter().map(|paragraph| Line::new(paragraph, year)).collect();
        let shown = |(title, table): (&'static str, crate::i18n::table::Table)| Shown {
            title,
            headings: table.headings().map(str::to_owned).zip(table.numeric()).collect(),
            rows: table.rows().to_vec(),
        };
        template.tables = tables.into_iter().map(shown).collect();
        let file = |ending: &'static str| (ending, address(&format!("/reports/annual.{ending}"), [("year", year.to_string())]));
        template.files = ["docx", "xlsx", "txt"].map(file).into();
    }
    page(if found.faults.is_empty() { 200 } else { 422 }, &template)
}

/// `GET /reports/annual.docx`.
pub fn word(call: &Call, database: &mut Database) -> Result<Rendered, Problem> {
    file(call, database, "docx", DOCX, |report, criteria| service::annual_docx(report, criteria, &call.act().map_err(refused)?))
}

/// `GET /reports/annual.xlsx`.
pub fn excel(call: &Call, database: &mut Database) -> Result<Rendered, Problem> {
    file(call, database, "xlsx", TableFile::Xlsx.media_type(), |report, criteria| {
        let sheets = service::annual_sheets(report, criteria, &call.act().map_err(refused)?)?;
        service::table_file(&sheets, TableFile::Xlsx)
    })
}

/// `GET /reports/annual.txt`.
pub fn text(call: &Call, database: &mut Database) -> Result<Rendered, Problem> {
    file(call, database, "txt", "text/plain; charset=utf-8", |report, _| Ok(report.text().map_err(ServiceError::Said)?.into_bytes()))
}

fn refused(problem: Problem) -> ServiceError {
    ServiceError::Said(problem.detail)
}

/// The report of a year as a file; the trail knows of it before anybody has it, and what cannot be made whole is not sent.
fn file(
    call: &Call,
    database: &mut Database,
    ending: &str,
    media_type: &'static str,
    make: impl FnOnce(&AnnualReport<'_>, &[String]) -> Result<Vec<u8>, ServiceError>,
) -> Result<Rendered, Problem> {
    let found = find(call, database, &query(call)?)?;
    let (Some(year), Some(figures)) = (found.year, &found.figures) else {
        let fault = found.faults.into_iter().next().unwrap_or_else(|| board::NOTHING.into());
        return Err(Problem::unacceptable("year", fault.zh, fault.en));
    };
    let criteria = vec![board::of_year(year).in_lang(call.lang).to_owned()];
    let bytes = with_report(call, figures, |report| make(report, &criteria))?;
    let asker = call.clone();
    let what = format!("annual report {ending}");
    call.state.writer.run(move |database| Ok::<_, Problem>(service::figures_exported(database, &what, &criteria, &asker.act()?)?))?;
    let name = format!("{}{year}-{}.{ending}", said::ANNUAL.in_lang(call.lang), in_china(call.now).format("%Y%m%d-%H%M"));
    let rendered = Rendered { status: 200, headers: Vec::new(), body: Content::Bytes(media_type, bytes) };
    Ok(rendered.with("content-disposition", headers::attachment(&name)))
}

fn with_report<T>(
    call: &Call,
    figures: &AnnualFigures,
    read: impl FnOnce(&AnnualReport<'_>) -> Result<T, ServiceError>,
) -> Result<T, Problem> {
    let books = &call.books;
    let outcome_name = |code: &str| books.law.codes.outcome(code).map(|entry| Sentence::new(entry.zh.clone(), entry.en.clone()));
    let (registry, template) = (&books.registry, books.template(call.lang));
    Ok(read(&AnnualReport { figures, registry, outcome_name: &outcome_name, template, lang: call.lang })?)
}

fn find(call: &Call, database: &mut Database, fields: &Fields) -> Result<Found, Problem> {
    let reach = Reach::of(call, database)?;
    let years = years_counted(database, &reach.scope(call)?)?;
    let mut found = Found { year: years.first().copied(), years, chosen: false, figures: None, faults: Vec::new() };
    let text = fields.get("year");
    if !text.is_empty() {
        match text.parse().ok().filter(|year| Period::YEARS.contains(year)) {
            Some(year) => (found.year, found.chosen) = (Some(year), true),
            None => found.faults.push(words::figures::unreadable(board::YEAR, text)),
        }
    }
    if let Some(year) = found.year.filter(|_| found.faults.is_empty()) {
        let access = call.access()?;
        let units = access.scope(Action::StatisticsRead)?.units(&access.tree);
        match service::annual_of(database, &call.books, year, units.as_deref()) {
            Ok((figures, broken)) => {
                found.faults.extend(broken.into_iter().map(|rule| rule.words));
                found.figures = Some(figures);
            }
            Err(ServiceError::Said(fault)) => found.faults.push(fault),
            Err(error) => return Err(error.into()),
        }
    }
    Ok(found)
}

impl Line {
    fn new(paragraph: Paragraph, year: i32) -> Self {
        let piece = |piece: Piece| match piece {
            Piece::Words(text) => (text, None),
            Piece::Number(text, counted) => (text, Some(cases_of(&counted, year))),
        };
        Self { kind: paragraph.kind, pieces: paragraph.pieces.into_iter().map(piece).collect() }
    }
}

/// The cases a number of the report counts, or the records of supervision.
fn cases_of(counted: &Counted, year: i32) -> String {
    let year = if counted.last_year { year - 1 } else { year };
    if RecordKind::from_code(&counted.definition).is_some() {
        return address("/supervision", [("kind", counted.definition.clone()), ("year", year.to_string())]);
    }
    let mut pairs = vec![("definition", counted.definition.clone()), ("period", year.to_string())];
    pairs.extend(counted.denominator.then(|| ("part", "denominator".to_owned())));
    pairs.extend(counted.set.clone().map(|set| ("set", set)));
    address("/figures/cases", pairs)
}
