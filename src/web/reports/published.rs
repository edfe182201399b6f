//! Figures as they were published: what stands for good, with its hash, and what has moved since, case by case.

use askama::Template;

use crate::clock::in_china;
use crate::domain::access::Action;
use crate::domain::id::FigureSetId;
use crate::domain::statistics::Period;
use crate::domain::words::Sentence;
use crate::http::form::Fields;
use crate::http::{Call, Problem, Rendered};
use crate::i18n::pages::{self as words, board, figures as figure_words, reports as said};
use crate::i18n::statistics as figure_said;
use crate::service::figures::{self, CaseMoved, Drift, Published, PublishedFigure};
use crate::service::{Act, Database, ServiceError};
use crate::web::figures::asked::Reach;
use crate::web::shell::{Shell, go_to, page, query, told_at_the_form};

#[derive(Template)]
#[template(path = "reports/published.html", config = "src/web/askama.toml")]
struct PublishedPage {
    shell: Shell,
    sets: Vec<Set>,
    opened: Option<Opened>,
    may_publish: bool,
    name: String,
    period: String,
    units: Vec<(i64, String, bool)>,
}

struct Set {
    id: i64,
    name: String,
    period: String,
    scope: String,
    at: String,
    by: String,
    sha256: String,
}

/// A set beside the same figures today.
struct Opened {
    set: Set,
    rows: Vec<Row>,
    moved: String,
    cases: Vec<Moved>,
}

struct Row {
    definition: String,
    name: String,
    then: String,
    now: String,
    same: bool,
}

struct Moved {
    definition: String,
    part: &'static str,
    case: Option<i64>,
    number: String,
    then: i64,
    now: i64,
}

/// `GET /reports/published`.
pub fn show(call: &Call, database: &mut Database) -> Result<Rendered, Problem> {
    let fields = query(call)?;
    let mut shell = Shell::of(call, said::PUBLISHED).below("/reports", said::REPORTS);
    if fields.get("done") == "published" {
        shell = shell.with_said(said::DONE);
    }
    rendered(call, database, shell, &fields)
}

fn rendered(call: &Call, database: &mut Database, mut shell: Shell, fields: &Fields) -> Result<Rendered, Problem> {
    let reach = Reach::of(call, database)?;
    let set = |set: &Published| Set {
        id: set.id.0,
        name: set.name.clone(),
        period: set.period.to_string(),
        scope: scope_name(call, &reach, set),
        at: in_china(set.published_at.and_utc()).format("%Y-%m-%d %H:%M").to_string(),
        by: set.actor.clone(),
        sha256: set.sha256.clone(),
    };
    let opened = match fields.get("set").parse().map(FigureSetId) {
        Ok(id) => match figures::published_drift(database, &call.books, id) {
            Ok(drift) => Some(Opened {
                set: set(&drift.published),
                rows: drift.published.figures.iter().zip(&drift.now).map(|(then, now)| row(call, then, now)).collect(),
                moved: figure_said::moved(drift.cases.len()).in_lang(call.lang).to_owned(),
                cases: moved(call, database, drift),
            }),
            Err(ServiceError::Said(fault)) => {
                shell = shell.with_fault(&fault);
                None
            }
            Err(error) => return Err(error.into()),
        },
        Err(_) => None,
    };
    let may_publish = call.signed().is_ok_and(|signed| signed.may_come(Action::StatisticsPublish).is_ok());
    let chosen = fields.get("unit");
    let status = if shell.faults.is_empty() { 200 } else { 422 };
    let template = PublishedPage {
        sets: figures::published_list(database)?.iter().map(set).collect(),
        opened,
        may_publish,
        name: fields.get("name").to_owned(),
        period: fields.get("period").to_owned(),
        units: reach.units.iter().map(|unit| (unit.id.0, unit.full_name.clone(), unit.id.to_string() == chosen)).collect(),
        shell,
    };
    page(status, &template)
}

/// `POST /reports/published`.
pub fn publish(call: &Call) -> Result<Rendered, Problem> {
    let fields = call.form()?;
    let done =
        Period::parse(fields.get("period")).map_err(|fault| Problem::unacceptable("period", fault.0.zh, fault.0.en)).and_then(|period| {
            let (asker, typed) = (call.clone(), fields.clone());
            call.state.writer.run(move |database| published(&asker, database, &typed, period))
        });
    match done {
        Ok(id) => Ok(go_to(&format!("/reports/published?set={id}&done=published"))),
        Err(problem) => {
            let fault: Sentence = told_at_the_form(problem, call.lang)?;
            let shell = Shell::of(call, said::PUBLISHED).below("/reports", said::REPORTS).with_fault(&fault);
            call.state.pool.read(|database| rendered(call, database, shell, &fields))
        }
    }
}

fn published(call: &Call, database: &mut Database, fields: &Fields, period: Period) -> Result<FigureSetId, Problem> {
    let reach = Reach::of(call, database)?;
    let unit = match fields.get("unit") {
        "" => None,
        id => Some(reach.unit(id)?.id),
    };
    let act: Act<'_> = call.act()?;
    Ok(figures::publish_within(database, &call.books, call.access()?, fields.get("name"), period, unit, &act)?.id)
}

fn scope_name(call: &Call, reach: &Reach, set: &Published) -> String {
    use crate::service::figures::UnitsIn;
    match &set.scope.units {
        UnitsIn::Under(unit) | UnitsIn::Own(unit) => reach.name(*unit),
        UnitsIn::All => board::EVERYTHING.in_lang(call.lang).to_owned(),
        UnitsIn::Among(units) => units.iter().map(|unit| reach.name(*unit)).collect::<Vec<_>>().join("、"),
    }
}

fn row(call: &Call, then: &PublishedFigure, now: &figures::Figure) -> Row {
    let shown = |numerator: i64, denominator: i64, percent: Option<&str>| match percent {
        Some(percent) => format!("{percent}% ({numerator}/{denominator})"),
        None if denominator == 0 && now.count => numerator.to_string(),
        None => format!("{numerator}/{denominator}"),
    };
    Row {
        definition: format!("{} v{}", then.definition, then.version),
        name: then.name.in_lang(call.lang).to_owned(),
        then: shown(then.numerator, then.denominator, then.percent.as_deref()),
        now: shown(now.rate.numerator, now.rate.denominator, now.rate.percent.as_deref()),
        same: (then.numerator, then.denominator) == (now.rate.numerator, now.rate.denominator),
    }
}

fn moved(call: &Call, database: &mut Database, drift: Drift) -> Vec<Moved> {
    let mut line = |moved: CaseMoved| {
        let may = call.access().is_ok_and(|access| access.may_case(database, Action::CaseRead, moved.case).is_ok());
        let part = if moved.part == figures::Part::Numerator { figure_words::NUMERATOR } else { figure_words::DENOMINATOR };
        Moved {
            definition: moved.definition,
            part: part.in_lang(call.lang),
            case: may.then_some(moved.case.0),
            number: match moved.number.filter(|_| may) {
                Some(number) => number,
                None if may => format!("#{}", moved.case),
                None => figure_words::OUT_OF_REACH.in_lang(call.lang).to_owned(),
            },
            then: moved.then,
            now: moved.now,
        }
    };
    drift.cases.into_iter().map(&mut line).collect()
}
