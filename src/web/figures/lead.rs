//! A number on a page: what it says, where it leads, which definition it follows.

use std::collections::BTreeMap;

use crate::domain::statistics::Period;
use crate::domain::words::Lang;
use crate::http::headers::address;
use crate::service::figures::{Figure, Only, Part, UnitsIn};

/// A number that leads to its cases.
pub struct Number {
    /// As it is read.
    pub shown: String,
    /// The cases behind it.
    pub address: String,
    /// Id of its definition.
    pub definition: String,
}

impl Number {
    /// A figure as it is printed; a rate leads to its numerator.
    pub fn of(figure: &Figure) -> Self {
        Self {
            shown: figure.shown(),
            address: behind(figure, figure.period, Part::Numerator, &Only::All),
            definition: figure.rate.definition.clone(),
        }
    }

    /// A number that is part of a figure, or the same of another period.
    pub fn part(shown: impl ToString, figure: &Figure, period: Period, part: Part, only: &Only) -> Self {
        Self { shown: shown.to_string(), address: behind(figure, period, part, only), definition: figure.rate.definition.clone() }
    }
}

/// The address of the cases behind a figure, or behind a part of it.
pub fn behind(figure: &Figure, period: Period, part: Part, only: &Only) -> String {
    let mut pairs = pairs(figure, period);
    if part == Part::Denominator {
        pairs.push(("part", "denominator".to_owned()));
    }
    match only {
        Only::All => {}
        Only::Code(code) => pairs.push(("code", code.clone())),
        Only::Set(set) => pairs.push(("set", set.id.clone())),
        Only::Cause(cause) => pairs.push(("cause", cause.clone())),
        Only::NotAnalysed => pairs.push(("analysed", "no".to_owned())),
    }
    address("/figures/cases", pairs)
}

/// What tells a figure apart, as addresses carry it.
pub fn pairs(figure: &Figure, period: Period) -> Vec<(&'static str, String)> {
    let scope = &figure.scope;
    let mut pairs = vec![("definition", figure.rate.definition.clone()), ("period", period.to_string())];
    match &scope.units {
        UnitsIn::All | UnitsIn::Among(_) => {}
        UnitsIn::Under(unit) => pairs.push(("unit", unit.to_string())),
        UnitsIn::Own(unit) => pairs.extend([("unit", unit.to_string()), ("own", "yes".to_owned())]),
    }
    pairs.extend(scope.instance.map(|instance| ("instance", instance.code().to_owned())));
    let topics = [("matter", &scope.matter), ("category", &scope.category), ("officer", &scope.officer), ("court", &scope.court)];
    for (name, value) in topics {
        match value.as_deref() {
            None => {}
            Some("") => pairs.push(("unrecorded", name.to_owned())),
            Some(value) => pairs.push((name, value.to_owned())),
        }
    }
    for answer in figure.switches.iter().filter(|answer| answer.differs) {
        pairs.push(("switch", format!("{}={}", answer.switch, answer.choice)));
    }
    pairs.extend(figure.known_on.map(|day| ("known-on", day.to_string())));
    pairs
}

/// A definition as a page prints it.
pub struct Said {
    /// Id.
    pub id: String,
    /// Version.
    pub version: u32,
    /// Name.
    pub name: String,
    /// Formula in words.
    pub formula: String,
    /// Exclusions; may be empty.
    pub exclusions: String,
    /// Source.
    pub source: String,
}

impl Said {
    /// Of a figure.
    pub fn of(figure: &Figure, lang: Lang) -> Self {
        Self {
            id: figure.rate.definition.clone(),
            version: figure.rate.version,
            name: figure.name.in_lang(lang).to_owned(),
            formula: figure.formula.in_lang(lang).to_owned(),
            exclusions: figure.exclusions.as_ref().map(|words| words.in_lang(lang).to_owned()).unwrap_or_default(),
            source: figure.source.clone(),
        }
    }

    /// Of these figures, each definition once, by id.
    pub fn all<'a>(figures: impl IntoIterator<Item = &'a Figure>, lang: Lang) -> Vec<Self> {
        let mut found = BTreeMap::new();
        for figure in figures {
            found.entry(&figure.rate.definition).or_insert_with(|| Self::of(figure, lang));
        }
        found.into_values().collect()
    }
}
