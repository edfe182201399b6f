//! The template that words the annual report: Jinja, with the figures of the registry as its names. What is wrong with one is told with
//! its line before anything is written.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

use minijinja::Environment;
use minijinja::value::{Enumerator, Object, Value};

use super::{Trend, plain};
use crate::domain::statistics::{AnnualFigures, Compared, Kind, Method, Rate, Registry};
use crate::domain::supervision::RecordKind;
use crate::domain::words::{Lang, Sentence};
use crate::i18n::worded::{self, Context, Worded};

const CHINESE: &str = include_str!("../../../config/report/annual.zh.txt");
const ENGLISH: &str = include_str!("../../../config/report/annual.en.txt");

/// A template, read and tried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template(Worded);

/// A paragraph of the report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paragraph {
    /// What it is.
    pub kind: ParagraphKind,
    /// Its text, and the numbers in it.
    pub pieces: Vec<Piece>,
}

/// What a paragraph is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParagraphKind {
    /// Title.
    Title,
    /// Heading of the first level.
    First,
    /// Heading of the second level.
    Second,
    /// Text.
    Text,
    /// A remark.
    Remark,
}

/// A piece of a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Words.
    Words(String),
    /// A number, and what it counts.
    Number(String, Counted),
}

/// What a number of the report counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    /// Id of its definition; code of the kind where it counts records of supervision.
    pub definition: String,
    /// It is the denominator of a rate.
    pub denominator: bool,
    /// Only this set of outcomes.
    pub set: Option<String>,
    /// It is of the year before.
    pub last_year: bool,
}

/// Marks around a number in a text as it is rendered, from the private use area: none is ever typed.
const BEGIN: char = '\u{E000}';
const BETWEEN: char = '\u{E001}';
const END: char = '\u{E002}';
/// What a figure may be asked for.
const FIELDS: [&str; 6] = ["last", "change", "trend", "numerator", "denominator", "kinds"];
/// Names that are no figures.
const OTHERS: [&str; 3] = ["year", "last_year", "double_decrease"];

impl Template {
    /// The bundled template of a language.
    ///
    /// # Errors
    /// As [`Template::read`].
    pub fn bundled(lang: Lang, registry: &Registry) -> Result<Self, Sentence> {
        match lang {
            Lang::Zh => Self::read("annual.zh.txt", CHINESE, registry),
            Lang::En => Self::read("annual.en.txt", ENGLISH, registry),
        }
    }

    /// Reads a template and tries it on a year without anything and on a full one.
    ///
    /// # Errors
    /// What is wrong, with the name of the template and the line.
    pub fn read(name: &str, text: &str, registry: &Registry) -> Result<Self, Sentence> {
        let template = Self(Worded::new(name, text));
        template.check_names(registry)?;
        for trial in [Trial::Empty, Trial::Full] {
            template.rendered(trial.context(registry))?;
        }
        Ok(template)
    }

    /// The report of a year.
    ///
    /// # Errors
    /// What a template can get wrong only with these figures, with its line.
    pub fn paragraphs(&self, figures: &AnnualFigures, lang: Lang) -> Result<Vec<Paragraph>, Sentence> {
        let text = self.rendered(context(figures, lang))?;
        Ok(text.lines().map(str::trim).filter(|line| !line.is_empty()).map(Paragraph::read).collect())
    }

    fn rendered(&self, context: Context) -> Result<String, Sentence> {
        self.0.rendered(&environment(), context)
    }

    /// Every name must be one of a figure, and every field one a figure has.
    fn check_names(&self, registry: &Registry) -> Result<(), Sentence> {
        let figures: BTreeSet<String> = registry
            .definitions
            .iter()
            .filter(|definition| matches!(definition.method, Method::Fraction(_) | Method::Count(_)))
            .map(|definition| variable(&definition.id))
            .chain(RecordKind::ALL.iter().map(|kind| variable(kind.code())))
            .collect();
        self.0.check_names(&environment(), ["数字", "figure"], |name| {
            let (figure, field) = name.split_once('.').map_or((name, None), |(figure, field)| (figure, Some(field)));
            match field {
                None => figures.contains(figure) || OTHERS.contains(&figure),
                Some(field) => figures.contains(figure) && FIELDS.contains(&field),
            }
        })
    }
}

fn environment() -> Environment<'static> {
    let mut environment = worded::environment();
    environment.set_formatter(|out, state, value| match value.downcast_object_ref::<Number>() {
        Some(number) => Ok(out.write_str(&number.marked())?),
        None => minijinja::escape_formatter(out, state, value),
    });
    environment
}

/// JS-SL → js_sl
fn variable(id: &str) -> String {
    id.to_lowercase().replace('-', "_")
}

/// A number as a template sees it.
#[derive(Debug)]
struct Number {
    shown: String,
    counted: Counted,
    /// It is not nothing: a count above zero, a rate with a base.
    any: bool,
    fields: Vec<(&'static str, Value)>,
}

impl Number {
    fn marked(&self) -> String {
        let Counted { definition, denominator, set, last_year } = &self.counted;
        let set = set.as_deref().unwrap_or_default();
        format!("{BEGIN}{definition}|{}|{set}|{}{BETWEEN}{}{END}", u8::from(*denominator), u8::from(*last_year), self.shown)
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.shown)
    }
}

impl Object for Number {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        let key = key.as_str()?;
        self.fields.iter().find(|(name, _)| *name == key).map(|(_, value)| value.clone())
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        Enumerator::NonEnumerable
    }

    fn is_true(self: &Arc<Self>) -> bool {
        self.any
    }

    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A number, and where it leads.
fn number(shown: impl ToString, counted: Counted, any: bool) -> Number {
    Number { shown: shown.to_string(), counted, any, fields: Vec::new() }
}

fn context(figures: &AnnualFigures, lang: Lang) -> Context {
    let (now, then) = (&figures.current, &figures.previous);
    let rounding = now.litigation.loss_rate.rounding;
    let mut context = Context(vec![
        ("year".to_owned(), Value::from(now.year)),
        ("last_year".to_owned(), Value::from(then.year)),
        ("double_decrease".to_owned(), Value::from(figures.change.double_decrease)),
    ]);
    for (count, before) in now.counts.iter().zip(&then.counts) {
        let kinds: &[Kind] = if count.definition == CORRECTED { &now.reconsideration.corrected_by_kind } else { &[] };
        let value = of_count(&count.definition, &Compared::between(before.count, count.count, rounding), kinds, lang);
        context.0.push((variable(&count.definition), value));
    }
    for kind in RecordKind::ALL {
        let counted = figures.supervision.iter().find(|line| line.kind == kind.code());
        let (then, now) = counted.map_or((0, 0), |line| (line.issued_before, line.issued));
        context.0.push((variable(kind.code()), of_count(kind.code(), &Compared::between(then, now, rounding), &[], lang)));
    }
    for (rate, before) in now.rates.iter().zip(&then.rates) {
        context.0.push((variable(&rate.definition), of_rate(rate, before)));
    }
    context
}

/// The count whose kinds are told apart.
const CORRECTED: &str = "JS-JC";

fn of_count(id: &str, count: &Compared, kinds: &[Kind], lang: Lang) -> Value {
    let counted = |last_year| Counted { definition: id.to_owned(), denominator: false, set: None, last_year };
    let (trend, change) = moved(&Trend::of_count(count));
    let kind = |kind: &Kind| {
        let counted = Counted { set: Some(kind.set.clone()), ..counted(false) };
        let name = Value::from(kind.name.in_lang(lang).to_owned());
        Value::from_object(Number { fields: vec![("name", name)], ..number(kind.count, counted, kind.count > 0) })
    };
    Value::from_object(Number {
        fields: vec![
            ("last", Value::from_object(number(count.previous, counted(true), count.previous > 0))),
            ("change", Value::from_object(number(change, counted(false), true))),
            ("trend", Value::from(trend)),
            ("kinds", Value::from(kinds.iter().map(kind).collect::<Vec<_>>())),
        ],
        ..number(count.current, counted(false), count.current > 0)
    })
}

fn of_rate(rate: &Rate, before: &Rate) -> Value {
    let counted = |denominator, last_year| Counted { definition: rate.definition.clone(), denominator, set: None, last_year };
    let points = rate.points_since(before);
    let (trend, change) = moved(&Trend::of_rate(rate, before, points.as_deref()));
    let percent = |rate: &Rate| rate.percent.as_deref().map_or("–", plain).to_owned();
    let part = |count: i64, denominator| Value::from_object(number(count, counted(denominator, false), count > 0));
    Value::from_object(Number {
        fields: vec![
            ("last", Value::from_object(number(percent(before), counted(false, true), before.percent.is_some()))),
            ("change", Value::from_object(number(change, counted(false, false), true))),
            ("trend", Value::from(trend)),
            ("numerator", part(rate.numerator, false)),
            ("denominator", part(rate.denominator, true)),
        ],
        ..number(percent(rate), counted(false, false), rate.percent.is_some())
    })
}

/// Name and size of a change, as templates know them.
fn moved<'a>(trend: &Trend<'a>) -> (&'static str, &'a str) {
    match trend {
        Trend::NoBase => ("none", ""),
        Trend::Same => ("same", "0"),
        Trend::Hardly => ("hardly", "0"),
        Trend::Up(by) => ("up", by),
        Trend::Down(by) => ("down", by),
    }
}

/// A year to try a template on.
#[derive(Clone, Copy)]
enum Trial {
    /// Nothing was counted.
    Empty,
    /// Everything was, and less the year before.
    Full,
}

impl Trial {
    fn context(self, registry: &Registry) -> Context {
        let (now, then) = if matches!(self, Self::Full) { (9, 3) } else { (0, 0) };
        let rounding = crate::domain::statistics::Rounding::default();
        let kind = |set: &str| Kind { set: set.to_owned(), name: Sentence::new("变更", "varied"), count: now };
        let kinds = if now > 0 { vec![kind("VARIED"), kind("REVOKED")] } else { Vec::new() };
        let decrease = matches!(self, Self::Full).then_some(true);
        let mut context = Context(vec![
            ("year".to_owned(), Value::from(2023)),
            ("last_year".to_owned(), Value::from(2022)),
            ("double_decrease".to_owned(), Value::from(decrease)),
        ]);
        for definition in &registry.definitions {
            let value = match &definition.method {
                Method::Count(_) => of_count(&definition.id, &Compared::between(then, now, rounding), &kinds, Lang::Zh),
                Method::Fraction(_) => {
                    let rate = |part| Rate::of(definition, part, now, rounding);
                    of_rate(&rate(now), &rate(then))
                }
                Method::Rule | Method::NotComputable(_) => continue,
            };
            context.0.push((variable(&definition.id), value));
        }
        for kind in RecordKind::ALL {
            context.0.push((variable(kind.code()), of_count(kind.code(), &Compared::between(then, now, rounding), &[], Lang::Zh)));
        }
        context
    }
}

impl Paragraph {
    fn read(line: &str) -> Self {
        let kinds =
            [("### ", ParagraphKind::Second), ("## ", ParagraphKind::First), ("# ", ParagraphKind::Title), ("> ", ParagraphKind::Remark)];
        let marked = kinds.into_iter().find_map(|(mark, kind)| Some((line.strip_prefix(mark)?, kind)));
        let (text, kind) = marked.unwrap_or((line, ParagraphKind::Text));
        Self { kind, pieces: pieces(text) }
    }

    /// The paragraph without its links.
    pub fn text(&self) -> String {
        let text = |piece: &Piece| match piece {
            Piece::Words(text) | Piece::Number(text, _) => text.clone(),
        };
        self.pieces.iter().map(text).collect()
    }
}

fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((words, marked)) = rest.split_once(BEGIN) {
        if !words.is_empty() {
            pieces.push(Piece::Words(words.to_owned()));
        }
        let (number, after) = marked.split_once(END).unwrap_or((marked, ""));
        if let Some((counted, shown)) = number.split_once(BETWEEN) {
            let part: Vec<&str> = counted.split('|').collect();
            if let [definition, denominator, set, last_year] = part[..] {
                let counted = Counted {
                    definition: definition.to_owned(),
                    denominator: denominator == "1",
                    set: Some(set.to_owned()).filter(|set| !set.is_empty()),
                    last_year: last_year == "1",
                };
                pieces.push(Piece::Number(shown.to_owned(), counted));
            }
        }
        rest = after;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Words(rest.to_owned()));
    }
    pieces
}
