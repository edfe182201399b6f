//! The rate workbench: any definition, any period, any scope, as known today or on a past day.

use askama::Template;

use crate::clock::in_china;
use crate::domain::case::Instance;
use crate::domain::statistics::{Dimension, Method};
use crate::domain::words::Sentence;
use crate::http::form::Fields;
use crate::http::headers::address;
use crate::http::{Call, Problem, Rendered};
use crate::i18n::pages::{self as words, board, cases as listed, figures as figure_words, reports as said};
use crate::service::figures::{Figure, Only, Part, divided};
use crate::service::{self, Cell, Database, Sheet, TableFile};
use crate::web::board::export::{figure_columns, figure_row};
use crate::web::figures::asked::{Asked, Reach};
use crate::web::figures::cases::scope_words;
use crate::web::figures::files::{definitions, send};
use crate::web::figures::lead::{Number, Said, pairs};
use crate::web::shell::{Shell, page, query};

#[derive(Template)]
#[template(path = "reports/rates.html", config = "src/web/askama.toml")]
struct Rates {
    shell: Shell,
    form: Form,
    definition: Said,
    scope: String,
    period: String,
    number: Number,
    numerator: Number,
    denominator: Option<Number>,
    last_year: Number,
    change: String,
    known: Option<String>,
    divided: Vec<Member>,
    by: &'static str,
    files: Vec<(&'static str, String)>,
}

/// What is chosen, as the form shows it.
struct Form {
    definitions: Vec<Choice>,
    units: Vec<Choice>,
    instances: Vec<Choice>,
    bys: Vec<Choice>,
    switches: Vec<(String, Vec<Choice>)>,
    period: String,
    own: bool,
    texts: Vec<(&'static str, &'static str, String)>,
    known_on: String,
}

struct Choice {
    value: String,
    label: String,
    chosen: bool,
}

struct Member {
    name: String,
    number: Number,
    fraction: String,
    last_year: String,
    change: String,
}

/// By what a figure can be divided.
const BYS: [Dimension; 5] = [Dimension::Under, Dimension::Matter, Dimension::Category, Dimension::Officer, Dimension::Court];

/// A figure as asked for, and its parts.
struct Found {
    asked: Asked,
    reach: Reach,
    by: Option<Dimension>,
    figure: Figure,
    members: Vec<(String, Figure)>,
}

fn find(call: &Call, database: &mut Database, fields: &Fields) -> Result<Found, Problem> {
    let (asked, reach) = Asked::read(call, database, fields)?;
    let by = match fields.get("by") {
        "unit" => Some(Dimension::Under),
        text => BYS.into_iter().find(|dimension| dimension.code() == text),
    };
    let figure = asked.figure(call, database)?;
    let members = match by {
        Some(by) => divided(database, &call.books, &asked.query, by, &call.access()?.tree, asked.known_on)?,
        None => Vec::new(),
    };
    let member = |(member, figure): (String, Figure)| {
        let name = match (by, member.parse()) {
            (Some(Dimension::Under), Ok(unit)) => reach.name(crate::domain::id::UnitId(unit)),
            _ if member.is_empty() => figure_words::NOT_RECORDED.in_lang(call.lang).to_owned(),
            _ => member,
        };
        (name, figure)
    };
    Ok(Found { members: members.into_iter().map(member).collect(), asked, by, figure, reach })
}

/// `GET /reports/rates`.
pub fn show(call: &Call, database: &mut Database) -> Result<Rendered, Problem> {
    let fields = query(call)?;
    let found = find(call, database, &fields)?;
    let Found { asked, reach, by, figure, members } = &found;
    let shell = asked.faults.iter().fold(Shell::of(call, said::RATES).below("/reports", said::REPORTS), Shell::with_fault);
    let period = figure.period;
    let template = Rates {
        definition: Said::of(figure, call.lang),
        scope: scope_words(call, asked, reach),
        period: period.to_string(),
        number: Number::of(figure),
        numerator: Number::part(figure.rate.numerator, figure, period, Part::Numerator, &Only::All),
        denominator: (!figure.count).then(|| Number::part(figure.rate.denominator, figure, period, Part::Denominator, &Only::All)),
        last_year: Number::part(
            board::before(&figure.shown_last_year(call.books.small_base)).in_lang(call.lang),
            figure,
            period.year_before(),
            Part::Numerator,
            &Only::All,
        ),
        change: change(call, figure),
        known: asked.known_on.map(|day| crate::i18n::statistics::known_on(day).in_lang(call.lang).to_owned()),
        divided: members.iter().map(|(name, figure)| Member::new(call, name, figure)).collect(),
        by: by.map(|by| shell.say(by_words(by))).unwrap_or_default(),
        files: ["xlsx", "csv"].map(|ending| (ending, file_address(ending, &found))).into(),
        form: Form::new(call, &shell, &found, &fields),
        shell,
    };
    page(if asked.faults.is_empty() { 200 } else { 422 }, &template)
}

/// `GET /reports/rates.xlsx`.
pub fn excel(call: &Call, database: &mut Database) -> Result<Rendered, Problem> {
    file(call, database, TableFile::Xlsx)
}

/// `GET /reports/rates.csv`.
pub fn csv(call: &Call, database: &mut Database) -> Result<Rendered, Problem> {
    file(call, database, TableFile::Csv)
}

fn file(call: &Call, database: &mut Database, shape: TableFile) -> Result<Rendered, Problem> {
    let Found { asked, reach, by, figure, members } = find(call, database, &query(call)?)?;
    if let Some(fault) = asked.faults.first() {
        return Err(Problem::unacceptable("query", &fault.zh, &fault.en));
    }
    let mut criteria = vec![figure.period.to_string(), scope_words(call, &asked, &reach)];
    criteria.extend(figure.switches.iter().filter(|answer| answer.differs).map(|answer| answer.name.in_lang(call.lang).to_owned()));
    criteria.extend(asked.known_on.map(|day| crate::i18n::statistics::known_on(day).in_lang(call.lang).to_owned()));
    let act = call.act()?;
    let head = service::head(said::RATES.in_lang(call.lang), &criteria, &act, call.lang);
    let row = |name: &str, figure: &Figure| -> Vec<Cell> { std::iter::once(name.into()).chain(figure_row(call, figure)).collect() };
    let mut columns = figure_columns(call);
    columns.insert(0, by.map_or(figure_words::SCOPE, by_words).in_lang(call.lang).to_owned());
    let mut rows = vec![row(board::TOTAL.in_lang(call.lang), &figure)];
    rows.extend(members.iter().map(|(name, figure)| row(name, figure)));
    let sheet = Sheet { name: said::RATES.in_lang(call.lang).to_owned(), head: head.clone(), columns, rows };
    let name = format!("{}-{}", figure.rate.definition, in_china(call.now).format("%Y%m%d-%H%M"));
    send(call, "rates", &criteria, &name, &[sheet, definitions(call, head, [&figure])], shape)
}

fn file_address(ending: &str, found: &Found) -> String {
    let mut pairs = pairs(&found.figure, found.figure.period);
    pairs.extend(found.by.map(|by| ("by", by.code().to_owned())));
    address(&format!("/reports/rates.{ending}"), pairs.clone())
}

fn change(call: &Call, figure: &Figure) -> String {
    let few = !figure.count && (figure.small || figure.last_year.denominator < call.books.small_base);
    let size = if figure.count { &figure.change.numerator.percent } else { &figure.change.points };
    let sentence = if few { Sentence::from(figure_words::TOO_FEW) } else { board::changed(figure.moved(), size.as_deref(), !figure.count) };
    sentence.in_lang(call.lang).to_owned()
}

fn by_words(by: Dimension) -> crate::domain::words::Words {
    match by {
        Dimension::Matter => listed::MATTER,
        Dimension::Category => listed::CATEGORY,
        Dimension::Officer => listed::OFFICER,
        Dimension::Court => figure_words::COURT,
        Dimension::All | Dimension::Own | Dimension::Under => board::UNIT,
    }
}

impl Member {
    fn new(call: &Call, name: &str, figure: &Figure) -> Self {
        let fraction = if figure.count { String::new() } else { format!("{}/{}", figure.rate.numerator, figure.rate.denominator) };
        Self {
            name: name.to_owned(),
            number: Number::of(figure),
            fraction,
            last_year: figure.shown_last_year(call.books.small_base),
            change: change(call, figure),
        }
    }
}

impl Form {
    fn new(call: &Call, shell: &Shell, found: &Found, fields: &Fields) -> Self {
        let Found { asked, reach, by, figure, .. } = found;
        let registry = &call.books.registry;
        let computed = registry.definitions.iter().filter(|one| matches!(one.method, Method::Fraction(_) | Method::Count(_)));
        let unit = fields.get("unit");
        let switch = |switch: &crate::domain::statistics::Switch| {
            let answer = figure.switches.iter().find(|answer| answer.switch == switch.id).map(|answer| answer.choice.as_str());
            let choice = |choice: &crate::domain::statistics::Choice| Choice {
                value: format!("{}={}", switch.id, choice.id),
                label: choice.name.in_lang(call.lang).to_owned(),
                chosen: answer == Some(choice.id.as_str()),
            };
            (switch.question.in_lang(call.lang).to_owned(), switch.choices.iter().map(choice).collect())
        };
        let text = |name: &'static str, label: crate::domain::words::Words| (name, shell.say(label), fields.get(name).to_owned());
        Self {
            definitions: computed
                .map(|one| Choice {
                    value: one.id.clone(),
                    label: format!("{} {}", one.id, one.name.in_lang(call.lang)),
                    chosen: one.id == asked.query.definition,
                })
                .collect(),
            units: reach
                .units
                .iter()
                .map(|one| Choice { value: one.id.to_string(), label: one.full_name.clone(), chosen: one.id.to_string() == unit })
                .collect(),
            instances: Instance::ALL
                .iter()
                .map(|one| Choice {
                    value: one.code().to_owned(),
                    label: shell.say(one.words()).to_owned(),
                    chosen: asked.query.scope.instance == Some(*one),
                })
                .collect(),
            bys: BYS
                .iter()
                .map(|one| Choice { value: one.code().to_owned(), label: shell.say(by_words(*one)).to_owned(), chosen: *by == Some(*one) })
                .collect(),
            switches: registry.switches_of(&asked.query.definition).map(switch).collect(),
            period: asked.query.period.to_string(),
            own: !fields.get("own").is_empty(),
            texts: vec![
                text("matter", listed::MATTER),
                text("category", listed::CATEGORY),
                text("officer", listed::OFFICER),
                text("court", figure_words::COURT),
            ],
            known_on: asked.known_on.map(|day| day.to_string()).unwrap_or_default(),
        }
    }
}
