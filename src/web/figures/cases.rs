//! The cases behind a figure, a page at a time: exactly those it counts, each with the facts that do.

use askama::Template;

use super::asked::{Asked, Reach};
use super::lead::{Said, behind};
use crate::domain::access::Action;
use crate::domain::id::CaseId;
use crate::domain::statistics::Measure;
use crate::domain::words::Lang;
use crate::http::{Call, Problem, Rendered};
use crate::i18n::pages::{self as words, cases as listed, figures as said};
use crate::service::Database;
use crate::service::figures::{Behind, CaseBehind, FactBehind, Figure, Only, Part, cases_asked};
use crate::web::cases::list::outcome;
use crate::web::shell::{Shell, page, query};

#[derive(Template)]
#[template(path = "figures/cases.html", config = "src/web/askama.toml")]
struct Cases {
    shell: Shell,
    definition: Said,
    asked: Vec<(&'static str, String)>,
    sides: Option<[Side; 2]>,
    lines: Vec<Line>,
    next: Option<String>,
    first: Option<String>,
    exports: Vec<(&'static str, String)>,
}

struct Side {
    label: &'static str,
    count: i64,
    address: String,
    here: bool,
}

/// A case behind a figure.
pub struct Line {
    /// Its file, where it may be read.
    pub id: Option<i64>,
    /// Its number.
    pub number: String,
    /// Its kind.
    pub kind: &'static str,
    /// What it is about.
    pub matter: String,
    /// The facts that count.
    pub facts: Vec<String>,
    /// What it adds.
    pub weight: i64,
}

/// Cases on a page.
const PAGE: usize = 50;

/// `GET /figures/cases`.
pub fn show(call: &Call, database: &mut Database) -> Result<Rendered, Problem> {
    let fields = query(call)?;
    let (asked, reach) = Asked::read(call, database, &fields)?;
    let mut shell = Shell::of(call, said::BEHIND).below("/board", words::board::BOARD);
    shell = asked.faults.iter().fold(shell, Shell::with_fault);
    let after = fields.get("after").parse().ok().map(CaseId);
    let figure = asked.figure(call, database)?;
    let Behind { total, cases, next } = cases_asked(database, &call.books, &asked.cases(after, PAGE))?;
    let here = |part, only: &Only| behind(&figure, figure.period, part, only);
    let side =
        |part: Part, label, count| Side { label: shell.say(label), count, address: here(part, &Only::All), here: asked.part == part };
    let sides = (!figure.count).then(|| {
        [side(Part::Numerator, said::NUMERATOR, figure.rate.numerator), side(Part::Denominator, said::DENOMINATOR, figure.rate.denominator)]
    });
    let at = here(asked.part, &asked.only);
    let beside = |name: &str, value: String| format!("{at}&{name}={value}");
    let may_export = call.signed().is_ok_and(|signed| signed.may_come(Action::CaseExport).is_ok());
    let export = |ending: &'static str| (ending, at.replacen("/figures/cases", &format!("/figures/cases.{ending}"), 1));
    let template = Cases {
        definition: Said::of(&figure, call.lang),
        asked: told(call, &asked, &reach, &figure, total),
        sides,
        next: next.map(|case| beside("after", case.to_string())),
        first: after.map(|_| at.clone()),
        exports: if may_export && !cases.is_empty() { vec![export("xlsx"), export("csv")] } else { Vec::new() },
        lines: cases.into_iter().map(|case| Line::new(call, database, &shell, case)).collect(),
        shell,
    };
    page(if asked.faults.is_empty() { 200 } else { 422 }, &template)
}

/// What was asked, in words: label and value.
pub fn told(call: &Call, asked: &Asked, reach: &Reach, figure: &Figure, total: i64) -> Vec<(&'static str, String)> {
    let lang = call.lang;
    let mut told = vec![(said::PERIOD.in_lang(lang), figure.period.to_string())];
    told.push((said::SCOPE.in_lang(lang), scope_words(call, asked, reach)));
    told.extend(figure.known_on.map(|day| (said::KNOWN_ON.in_lang(lang), day.to_string())));
    for answer in figure.switches.iter().filter(|answer| answer.differs) {
        told.push((said::SWITCH.in_lang(lang), answer.name.in_lang(lang).to_owned()));
    }
    if !figure.count {
        let part = if asked.part == Part::Numerator { said::NUMERATOR } else { said::DENOMINATOR };
        told.push((said::PART.in_lang(lang), part.in_lang(lang).to_owned()));
    }
    let only = match &asked.only {
        Only::All => None,
        Only::Cause(_) | Only::NotAnalysed => Some(cause_name(call, &asked.only)),
        Only::Code(code) => Some(code_name(call, code)),
        Only::Set(set) => Some(set.name.in_lang(lang).to_owned()),
    };
    told.extend(only.map(|only| (said::NARROWED.in_lang(lang), only)));
    told.push((said::TOTAL.in_lang(lang), total.to_string()));
    told
}

/// Whose cases, in words.
pub fn scope_words(call: &Call, asked: &Asked, reach: &Reach) -> String {
    use crate::service::figures::UnitsIn;
    let lang = call.lang;
    let scope = &asked.query.scope;
    let units = match (&asked.unit, &scope.units) {
        (Some(name), UnitsIn::Own(_)) => format!("{name} ({})", said::OWN.in_lang(lang)),
        (Some(name), _) => name.clone(),
        (None, UnitsIn::Under(unit) | UnitsIn::Own(unit)) => reach.name(*unit),
        (None, _) => said::WITHIN_REACH.in_lang(lang).to_owned(),
    };
    let mut words = vec![units];
    words.extend(scope.instance.map(|instance| instance.words().in_lang(lang).to_owned()));
    let topics = [
        (listed::MATTER, &scope.matter),
        (listed::CATEGORY, &scope.category),
        (listed::OFFICER, &scope.officer),
        (said::COURT, &scope.court),
    ];
    for (label, value) in topics {
        let value = value.as_deref().map(|value| if value.is_empty() { said::NOT_RECORDED.in_lang(lang) } else { value });
        words.extend(value.map(|value| format!("{}{}{value}", label.in_lang(lang), listed::COLON.in_lang(lang))));
    }
    words.join(if lang == Lang::Zh { "；" } else { "; " })
}

/// The name of a cause of lost and corrected cases, or that nobody has looked for one yet.
pub fn cause_name(call: &Call, only: &Only) -> String {
    match only {
        Only::Cause(code) => {
            call.books.supervision.cause(code).map_or_else(|| code.clone(), |cause| cause.name.in_lang(call.lang).to_owned())
        }
        _ => words::board::NOT_ANALYSED.in_lang(call.lang).to_owned(),
    }
}

/// The name of whatever code divides a measure.
pub fn code_name(call: &Call, code: &str) -> String {
    use crate::domain::statistics::{ABSENT, APPEARED};
    let codes = &call.books.law.codes;
    if code.is_empty() {
        return said::NOT_RECORDED.in_lang(call.lang).to_owned();
    }
    if code == ABSENT {
        return words::board::NO_REASON.in_lang(call.lang).to_owned();
    }
    if code == APPEARED {
        return Measure::Appeared.words().in_lang(call.lang).to_owned();
    }
    let entry = ["absence-reason", "correction-ground"].into_iter().find_map(|list| codes.code(list, code));
    match entry {
        Some(entry) if call.lang == Lang::Zh => entry.zh.clone(),
        Some(entry) => entry.en.clone(),
        None => outcome(call, code),
    }
}

impl Line {
    /// A case behind a figure, with its number and matter for who may read it.
    pub fn new(call: &Call, database: &mut Database, shell: &Shell, found: CaseBehind) -> Self {
        let CaseBehind { case, kind, number, matter, weight, facts } = found;
        let may = call.access().is_ok_and(|access| access.may_case(database, Action::CaseRead, case).is_ok());
        let fact = |fact: FactBehind| {
            let measure = Measure::from_code(fact.measure).map_or(fact.measure, |known| shell.say(known.words()));
            let code = if fact.code.is_empty() { String::new() } else { format!("，{}", code_name(call, &fact.code)) };
            let code = if shell.lang == Lang::En { code.replace('，', ", ") } else { code };
            let count = if fact.count == 1 { String::new() } else { format!(" × {}", fact.count) };
            format!("{} {measure}{code}{count}", shell.day(fact.on))
        };
        Self {
            id: may.then_some(case.0),
            number: match number.filter(|_| may) {
                Some(number) => number,
                None if may => format!("{} #{case}", shell.say(listed::NO_NUMBER)),
                None => shell.say(said::OUT_OF_REACH).to_owned(),
            },
            kind: shell.say(kind.words()),
            matter: matter.filter(|_| may).unwrap_or_default(),
            facts: facts.into_iter().map(fact).collect(),
            weight,
        }
    }
}
