//! `fuyi statistics`: definitions of figures, rates for any period and scope, the cases behind them, what was published.

mod table;

use clap::{Args, Subcommand, ValueEnum};

use super::{Context, Exit, Failure, Format, output};
use crate::domain::Day;
use crate::domain::case::Instance;
use crate::domain::id::{CaseId, FigureSetId, UnitId};
use crate::domain::statistics::{Definition, Measure, Method, Period, Registry};
use crate::domain::words::{Lang, Sentence, Words};
use crate::i18n::statistics as words;
use crate::i18n::table::{Column, Table};
use crate::service::figures::{self, Behind, CasesQuery, Drift, Figure, FigureQuery, FigureScope, Only, Part, Published, UnitsIn};
use crate::service::{Database, ServiceError, unit_named};

/// Arguments of `fuyi statistics`.
#[derive(Debug, Args)]
#[command(subcommand_required = true)]
pub struct Statistics {
    #[command(subcommand)]
    act: Act,
}

/// What can be asked.
#[derive(Debug, Subcommand)]
enum Act {
    List(List),
    Show(Show),
    Rate(Rate),
    Cases(Cases),
    Publish(Publish),
    Published(PublishedArgs),
    Table(table::TableArgs),
}

/// Arguments of `fuyi statistics list`.
#[derive(Debug, Args)]
pub struct List {
    /// Shape of the list.
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: Format,
}

/// Arguments of `fuyi statistics show`.
#[derive(Debug, Args)]
pub struct Show {
    /// Id of the definition.
    #[arg(value_name = "DEFINITION")]
    pub definition: String,
}

/// Whose cases.
#[derive(Debug, Args)]
pub struct Scope {
    /// Unit and all below it.
    #[arg(long, value_name = "UNIT")]
    pub unit: Option<String>,
    /// The unit itself only.
    #[arg(long, requires = "unit")]
    pub own: bool,
    /// Matter.
    #[arg(long, value_name = "TEXT")]
    pub matter: Option<String>,
    /// Management category.
    #[arg(long, value_name = "TEXT")]
    pub category: Option<String>,
    /// Officer.
    #[arg(long, value_name = "NAME")]
    pub officer: Option<String>,
    /// Court.
    #[arg(long, value_name = "NAME")]
    pub court: Option<String>,
    /// Kind of record.
    #[arg(long, value_name = "CODE")]
    pub instance: Option<String>,
}

/// Arguments of `fuyi statistics rate`.
#[derive(Debug, Args)]
pub struct Rate {
    /// Ids of definitions; every rate without any.
    #[arg(value_name = "DEFINITION")]
    pub definition: Vec<String>,
    /// Period.
    #[arg(long, value_name = "PERIOD")]
    pub period: String,
    #[command(flatten)]
    pub scope: Scope,
    /// Answers to switches.
    #[arg(long = "switch", value_name = "SWITCH=CHOICE")]
    pub switch: Vec<String>,
    /// Day whose knowledge counts.
    #[arg(long, value_name = "DATE")]
    pub known_on: Option<Day>,
    /// Shape of the answer.
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: Format,
}

/// Side of a fraction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum Side {
    /// Above the line.
    #[default]
    Numerator,
    /// Below it.
    Denominator,
}

/// Arguments of `fuyi statistics cases`.
#[derive(Debug, Args)]
pub struct Cases {
    /// Id of the definition.
    #[arg(value_name = "DEFINITION")]
    pub definition: String,
    /// Period.
    #[arg(long, value_name = "PERIOD")]
    pub period: String,
    #[command(flatten)]
    pub scope: Scope,
    /// Answers to switches.
    #[arg(long = "switch", value_name = "SWITCH=CHOICE")]
    pub switch: Vec<String>,
    /// Side of the fraction.
    #[arg(long, value_enum, default_value_t, value_name = "PART")]
    pub part: Side,
    /// Day whose knowledge counts.
    #[arg(long, value_name = "DATE")]
    pub known_on: Option<Day>,
    /// Case after which to go on.
    #[arg(long, value_name = "ID")]
    pub after: Option<i64>,
    /// At most this many cases.
    #[arg(long, value_name = "N", default_value_t = 50, value_parser = clap::value_parser!(u16).range(1..))]
    pub limit: u16,
    /// Shape of the list.
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: Format,
}

/// Arguments of `fuyi statistics publish`.
#[derive(Debug, Args)]
pub struct Publish {
    /// Name of the set.
    #[arg(value_name = "NAME")]
    pub name: String,
    /// Period.
    #[arg(long, value_name = "PERIOD")]
    pub period: String,
    #[command(flatten)]
    pub scope: Scope,
    /// Ids of definitions; every rate without any.
    #[arg(long, value_name = "DEFINITION")]
    pub definition: Vec<String>,
}

/// Arguments of `fuyi statistics published`.
#[derive(Debug, Args)]
pub struct PublishedArgs {
    /// Id of a set; the list of all without it.
    #[arg(value_name = "SET")]
    pub set: Option<i64>,
    /// Shape of the answer.
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: Format,
}

/// Answers.
pub(super) fn run(context: &Context, args: Statistics) -> Result<Exit, Failure> {
    let (books, lang) = (context.books()?, context.lang());
    match args.act {
        Act::List(args) => match args.format {
            Format::Text => output::put(&list(&books.registry, lang))?,
            Format::Json => output::json(&books.registry.definitions.iter().map(|one| describe(one, lang)).collect::<Vec<_>>())?,
        },
        Act::Show(args) => {
            let definition = books.registry.definition(&args.definition);
            let unknown = || {
                ServiceError::said(
                    format!("没有编号为“{0}”的口径", args.definition),
                    format!("there is no definition \"{0}\"", args.definition),
                )
            };
            output::put(&show(&books.registry, definition.ok_or_else(unknown)?, lang))?;
        }
        Act::Rate(args) => {
            let mut database = context.database()?;
            let (period, scope) = (period(&args.period)?, args.scope.of(&mut database)?);
            let switches = switches(&args.switch)?;
            let ids: Vec<&str> = args.definition.iter().map(String::as_str).collect();
            let queries = figures::queries(&books, &ids, &switches, period, &scope);
            let found = match args.known_on {
                Some(day) => figures::figures_known_on(&mut database, &books, &queries, day)?,
                None => figures::figures_of(&mut database, &books, &queries)?,
            };
            match args.format {
                Format::Text => output::put(&rates(&found, args.known_on, lang))?,
                Format::Json => output::json(&found)?,
            }
        }
        Act::Cases(args) => {
            let mut database = context.database()?;
            let query = FigureQuery {
                definition: args.definition,
                switches: switches(&args.switch)?,
                period: period(&args.period)?,
                scope: args.scope.of(&mut database)?,
            };
            let part = match args.part {
                Side::Numerator => Part::Numerator,
                Side::Denominator => Part::Denominator,
            };
            let (after, limit) = (args.after.map(CaseId), args.limit.into());
            let asked = CasesQuery { figure: &query, part, only: &Only::All, known_on: args.known_on, after, limit };
            let found = figures::cases_asked(&mut database, &books, &asked)?;
            match args.format {
                Format::Text => {
                    output::put(&cases(&found, lang))?;
                    if let Some(next) = found.next {
                        output::say(&words::more(next.0), lang);
                    }
                }
                Format::Json => output::json(&found)?,
            }
        }
        Act::Table(args) => return table::run(context, args),
        Act::Publish(args) => {
            let mut database = context.database()?;
            let (period, scope) = (period(&args.period)?, args.scope.of(&mut database)?);
            let ids: Vec<&str> = args.definition.iter().map(String::as_str).collect();
            let set = figures::publish(&mut database, &books, &args.name, &ids, period, &scope, &context.act())?;
            output::say(&words::published(set.id.0, &set.sha256), lang);
        }
        Act::Published(args) => {
            let mut database = context.database()?;
            match (args.set, args.format) {
                (None, Format::Text) => output::put(&published(&figures::published_list(&mut database)?, lang))?,
                (None, Format::Json) => output::json(&figures::published_list(&mut database)?)?,
                (Some(set), format) => {
                    let drift = figures::published_drift(&mut database, &books, FigureSetId(set))?;
                    match format {
                        Format::Text => output::put(&moved(&drift, lang))?,
                        Format::Json => output::json(&drift)?,
                    }
                }
            }
        }
    }
    Ok(Exit::Done)
}

impl Scope {
    fn of(&self, database: &mut Database) -> Result<FigureScope, Failure> {
        let unit: Option<UnitId> = self.unit.as_deref().map(|name| unit_named(database, name)).transpose()?.map(|(unit, _)| unit);
        let units = match unit {
            None => UnitsIn::All,
            Some(unit) if self.own => UnitsIn::Own(unit),
            Some(unit) => UnitsIn::Under(unit),
        };
        let instance = self.instance.as_deref().map(|code| {
            let known = Instance::ALL.iter().map(|instance| instance.code()).collect::<Vec<_>>();
            Instance::from_code(code).ok_or_else(|| {
                ServiceError::said(
                    format!("没有“{code}”这一审级，可为：{}", known.join("、")),
                    format!("there is no kind of record \"{code}\"; there are {}", known.join(", ")),
                )
            })
        });
        Ok(FigureScope {
            units,
            instance: instance.transpose()?,
            matter: self.matter.clone(),
            category: self.category.clone(),
            officer: self.officer.clone(),
            court: self.court.clone(),
        })
    }
}

fn period(text: &str) -> Result<Period, Failure> {
    Ok(Period::parse(text).map_err(|fault| ServiceError::Said(fault.0))?)
}

fn switches(texts: &[String]) -> Result<Vec<(String, String)>, Failure> {
    let answer = |text: &String| {
        let (switch, choice) = text
            .split_once('=')
            .ok_or_else(|| ServiceError::said(format!("“{text}”应写作 选项=取值"), format!("\"{text}\" should read SWITCH=CHOICE")))?;
        Ok((switch.to_owned(), choice.to_owned()))
    };
    texts.iter().map(answer).collect()
}

fn heading<const N: usize>(columns: &[Words; N], lang: Lang, numbers: &[usize]) -> Vec<Column> {
    let column = |(at, heading): (usize, &Words)| match numbers.contains(&at) {
        true => Column::numbers(heading.in_lang(lang)),
        false => Column::words(heading.in_lang(lang)),
    };
    columns.iter().enumerate().map(column).collect()
}

fn list(registry: &Registry, lang: Lang) -> String {
    let mut table = Table::new(heading(&words::DEFINITIONS, lang, &[]));
    for definition in &registry.definitions {
        let formula = match &definition.method {
            Method::NotComputable(reason) => format!("{} · {}", words::NOT_COMPUTED.in_lang(lang), reason.in_lang(lang)),
            _ => definition.formula.in_lang(lang).to_owned(),
        };
        table.row([definition.id.clone(), definition.name.in_lang(lang).to_owned(), formula, definition.source.clone()]);
    }
    table.text()
}

fn describe(definition: &Definition, lang: Lang) -> serde_json::Value {
    serde_json::json!({
        "id": definition.id,
        "version": definition.version,
        "name": definition.name.in_lang(lang),
        "formula": definition.formula.in_lang(lang),
        "source": definition.source,
        "exclusions": definition.exclusions.as_ref().map(|words| words.in_lang(lang)),
        "computed": matches!(definition.method, Method::Fraction(_)),
    })
}

fn show(registry: &Registry, definition: &Definition, lang: Lang) -> String {
    let mut out = format!("{}  {}\n", definition.id, definition.name.in_lang(lang));
    let mut line = |heading: Words, value: &str| out += &format!("{}  {value}\n", heading.in_lang(lang));
    line(words::VERSION, &definition.version.to_string());
    line(words::FORMULA, definition.formula.in_lang(lang));
    if let Some(exclusions) = &definition.exclusions {
        line(words::EXCLUSIONS, exclusions.in_lang(lang));
    }
    if let Method::NotComputable(reason) = &definition.method {
        line(words::NOT_COMPUTED, reason.in_lang(lang));
    }
    line(words::SOURCE, &definition.source);
    let switches: Vec<_> = registry.switches_of(&definition.id).collect();
    if !switches.is_empty() {
        line(words::SWITCHES, "");
    }
    for switch in switches {
        out += &format!("  {}  {} ({})\n", switch.id, switch.question.in_lang(lang), switch.source);
        for (position, choice) in switch.choices.iter().enumerate() {
            let default = if position == 0 { format!(" [{}]", words::DEFAULT.in_lang(lang)) } else { String::new() };
            out += &format!("    {}  {}{default}\n", choice.id, choice.name.in_lang(lang));
        }
    }
    out
}

fn rates(found: &[Figure], known_on: Option<Day>, lang: Lang) -> String {
    let mut table = Table::new(heading(&words::FIGURES, lang, &[2, 3, 4, 5]));
    for figure in found {
        let then = figure.last_year.percent.as_ref().map_or_else(|| "–".to_owned(), |percent| format!("{percent}%"));
        let change = figure.change.points.as_deref().filter(|_| !figure.small);
        table.row([
            figure.rate.definition.clone(),
            figure.name.in_lang(lang).to_owned(),
            figure.shown(),
            format!("{}/{}", figure.rate.numerator, figure.rate.denominator),
            then,
            change.map(|points| words::points(points).in_lang(lang).to_owned()).unwrap_or_default(),
        ]);
    }
    let mut out = known_on.map(|day| format!("{}\n", words::known_on(day).in_lang(lang))).unwrap_or_default() + &table.text();
    if let [only] = found {
        for answer in only.switches.iter().filter(|answer| answer.differs) {
            out += &format!("{}  {}={}  {}\n", words::SWITCHES.in_lang(lang), answer.switch, answer.choice, answer.name.in_lang(lang));
        }
    }
    out
}

fn cases(found: &Behind, lang: Lang) -> String {
    let mut table = Table::new(heading(&words::CASES, lang, &[4]));
    for case in &found.cases {
        for fact in &case.facts {
            let measure =
                Measure::from_code(fact.measure).map_or_else(|| fact.measure.to_owned(), |known| known.words().in_lang(lang).to_owned());
            table.row([
                case.number.clone().unwrap_or_else(|| format!("{} ({})", case.case, words::UNNUMBERED.in_lang(lang))),
                fact.on.to_string(),
                measure,
                fact.code.clone(),
                fact.count.to_string(),
            ]);
        }
    }
    table.text()
}

fn published(sets: &[Published], lang: Lang) -> String {
    let mut table = Table::new(heading(&words::PUBLISHED, lang, &[0]));
    for set in sets {
        let at = crate::i18n::audit::moment(set.published_at);
        table.row([set.id.to_string(), set.name.clone(), set.period.to_string(), at, set.sha256.clone()]);
    }
    table.text()
}

fn moved(drift: &Drift, lang: Lang) -> String {
    let mut figures = Table::new(heading(&words::FIGURES, lang, &[2, 3, 4, 5]));
    for (then, now) in drift.published.figures.iter().zip(&drift.now) {
        let percent = then.percent.as_ref().map_or_else(|| "–".to_owned(), |percent| format!("{percent}%"));
        let same = (then.numerator, then.denominator) == (now.rate.numerator, now.rate.denominator);
        let today = if same { String::new() } else { format!("→ {}/{}", now.rate.numerator, now.rate.denominator) };
        let fraction = format!("{}/{}", then.numerator, then.denominator);
        figures.row([then.definition.clone(), then.name.in_lang(lang).to_owned(), percent, fraction, String::new(), today]);
    }
    let mut table = Table::new(heading(&words::MOVED, lang, &[3, 4]));
    for case in &drift.cases {
        let part = if case.part == Part::Numerator { words::NUMERATOR } else { words::DENOMINATOR };
        let number = case.number.clone().unwrap_or_else(|| format!("{} ({})", case.case, words::UNNUMBERED.in_lang(lang)));
        table.row([case.definition.clone(), part.in_lang(lang).to_owned(), number, case.then.to_string(), case.now.to_string()]);
    }
    let said: Sentence = words::moved(drift.cases.len());
    let cases = if drift.cases.is_empty() { String::new() } else { table.text() };
    format!("{}\n{}\n{}\n{cases}", drift.published.name, figures.text(), said.in_lang(lang))
}
