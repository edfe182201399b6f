//! One case, one analysis: the lost and corrected cases of a period.

use askama::Template;
use chrono::Datelike;

use crate::domain::access::Action;
use crate::domain::id::CaseId;
use crate::domain::statistics::Period;
use crate::http::form::Fields;
use crate::http::{Call, Problem, Rendered, code, headers};
use crate::i18n::pages::{self as words, supervision as said};
use crate::i18n::supervision as told;
use crate::service::Database;
use crate::service::supervision::{NewAnalysis, Why, analyse, analyses};
use crate::web::shell::{Shell, go_to, page, query, told_at_the_form};

#[derive(Template)]
#[template(path = "supervision/analyses.html", config = "src/web/askama.toml")]
struct Analyses {
    shell: Shell,
    period: String,
    may_write: bool,
    causes: Vec<(String, String)>,
    rows: Vec<Row>,
}

struct Row {
    case: i64,
    number: String,
    matter: String,
    key: &'static str,
    why: &'static str,
    /// Causes, who answers, measures, day.
    analysis: Option<[String; 4]>,
}

/// `GET /supervision/analyses`.
pub fn show(call: &Call, database: &mut Database) -> Result<Rendered, Problem> {
    let fields = query(call)?;
    let shell = Shell::of(call, said::ANALYSES);
    let shell = if fields.get("done") == "yes" { shell.with_said(said::DONE) } else { shell };
    shown(call, database, 200, shell, &fields)
}

fn shown(call: &Call, database: &mut Database, status: u16, shell: Shell, fields: &Fields) -> Result<Rendered, Problem> {
    let access = call.access()?;
    let this_year = || call.today().year().to_string();
    let period = if fields.get("period").is_empty() { this_year() } else { fields.get("period").to_owned() };
    let (found, shell) = match Period::parse(&period) {
        Ok(days) => (analyses(database, access, &call.books, days)?, shell),
        Err(fault) => (Vec::new(), shell.with_fault(&fault.0)),
    };
    let books = &call.books.supervision;
    let named = |code: &String| books.cause(code).map_or(code.as_str(), |cause| cause.name.in_lang(call.lang)).to_owned();
    let unnumbered = words::cases::NO_NUMBER.in_lang(call.lang);
    let rows = found.into_iter().map(|line| Row {
        case: line.case.0,
        number: line.number.unwrap_or_else(|| format!("{unnumbered} #{}", line.case)),
        matter: line.matter.unwrap_or_default(),
        key: if line.why == Why::Lost { "lost" } else { "corrected" },
        why: if line.why == Why::Lost { told::LOST } else { told::CORRECTED }.in_lang(call.lang),
        analysis: line.analysis.map(|analysis| {
            let causes = analysis.causes.iter().map(named).collect::<Vec<_>>().join("、");
            [causes, analysis.responsible, analysis.measures, shell.day(analysis.on)]
        }),
    });
    let template = Analyses {
        rows: rows.collect(),
        may_write: access.scope(Action::SupervisionWrite).is_ok(),
        causes: books.causes.iter().map(|cause| (cause.code.clone(), cause.name.in_lang(call.lang).to_owned())).collect(),
        period,
        shell: shell.below("/supervision", said::SUPERVISION),
    };
    page(status, &template)
}

/// `POST /supervision/analyses`.
pub fn write(call: &Call) -> Result<Rendered, Problem> {
    let fields = call.form()?;
    let (asker, typed) = (call.clone(), fields.clone());
    let written = call.state.writer.run(move |database| {
        let case = typed.get("case").parse().map(CaseId).map_err(|_| Problem::of(code::NOT_FOUND))?;
        let on = typed.get("on").parse();
        let on = on.map_err(|_| Problem::unacceptable("on", "日期应写作 2024-03-01", "a day is written 2024-03-01"))?;
        let causes = typed.all("causes").map(str::to_owned).collect();
        let text = |name: &str| typed.get(name).to_owned();
        let new = NewAnalysis { causes, responsible: text("responsible"), measures: text("measures"), on };
        Ok::<_, Problem>(analyse(database, asker.access()?, &asker.books, case, &new, &asker.act()?)?)
    });
    match written {
        Ok(()) => Ok(go_to(&headers::address("/supervision/analyses", [("done", "yes"), ("period", fields.get("period"))]))),
        Err(problem) => {
            let shell = Shell::of(call, said::ANALYSES).with_fault(&told_at_the_form(problem, call.lang)?);
            call.state.pool.read(|database| shown(call, database, 422, shell, &fields))
        }
    }
}
