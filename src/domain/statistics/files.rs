//! `definitions.toml` and `switches.toml` as they are written, and what is wrong with them.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use toml::Spanned;

use super::definition::{Choice, Definition, Effect, Exception, Formula, Method, Switch, Term};
use super::fact::{Trait, Traits};
use super::measure::Measure;
use super::period::When;
use super::place::{Place, line_of};
use super::registry::AnnualChoice;
use super::sets::{OutcomeSet, Sets};
use crate::domain::case::Instance;
use crate::domain::words::Sentence;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DefinitionsToml {
    annual: Spanned<AnnualToml>,
    definition: Vec<DefinitionToml>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct AnnualToml {
    performance_rate: String,
    loss_rate: String,
    appearance_rate: String,
    not_accepted: String,
    corrected: String,
    settled: String,
    lost: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct DefinitionToml {
    id: Spanned<String>,
    version: u32,
    zh: String,
    en: String,
    formula_zh: String,
    formula_en: String,
    #[serde(default)]
    source: String,
    exclusions_zh: Option<String>,
    exclusions_en: Option<String>,
    numerator: Option<Vec<TermToml>>,
    denominator: Option<Vec<TermToml>>,
    count: Option<Vec<TermToml>>,
    #[serde(default)]
    rule: bool,
    not_computable_zh: Option<String>,
    not_computable_en: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct TermToml {
    measure: Spanned<String>,
    outcomes: Option<String>,
    instances: Option<Vec<String>>,
    #[serde(default)]
    when: When,
    #[serde(default)]
    minus: bool,
    #[serde(default)]
    per_agency: bool,
    #[serde(default)]
    with: Vec<Trait>,
    #[serde(default)]
    without: Vec<Trait>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SwitchesToml {
    switch: Vec<SwitchToml>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SwitchToml {
    id: Spanned<String>,
    zh: String,
    en: String,
    #[serde(default)]
    source: String,
    definitions: Vec<String>,
    choices: Vec<ChoiceToml>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ChoiceToml {
    id: Spanned<String>,
    zh: String,
    en: String,
    numerator: Option<String>,
    denominator: Option<String>,
    #[serde(default)]
    more: Vec<String>,
    #[serde(default)]
    less: Vec<ExceptionToml>,
    #[serde(default)]
    denominator_less: Vec<ExceptionToml>,
    #[serde(default)]
    without: Vec<Trait>,
    #[serde(default)]
    include: Vec<Trait>,
    instances: Option<Vec<String>>,
    #[serde(default)]
    measures: BTreeMap<String, String>,
    #[serde(default)]
    denominator_measures: BTreeMap<String, String>,
    #[serde(default)]
    per_agency: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ExceptionToml {
    #[serde(default)]
    codes: Vec<String>,
    #[serde(default)]
    traits: Vec<Trait>,
}

/// What is wrong with the thing at hand.
struct Faults<'a> {
    place: Place,
    id: String,
    all: &'a mut Vec<Sentence>,
}

impl Faults<'_> {
    fn add(&mut self, zh: &str, en: &str) {
        self.all.push(self.place.fault(&self.id, zh, en));
    }

    fn unknown(&mut self, what_zh: &str, what_en: &str, name: &str) {
        self.add(&format!("未知的{what_zh} {name}"), &format!("unknown {what_en} {name}"));
    }

    /// A text given in both languages, or not at all.
    fn both(&mut self, zh: Option<String>, en: Option<String>) -> Option<Sentence> {
        match (zh, en) {
            (Some(zh), Some(en)) => Some(Sentence::new(zh, en)),
            (None, None) => None,
            _ => {
                self.add("文字须中英文齐备", "a text must be given in Chinese and in English");
                None
            }
        }
    }

    fn set(&mut self, name: &str, sets: &Sets) -> Option<OutcomeSet> {
        let found = sets.by_id.get(name);
        if found.is_none() {
            self.unknown("集合", "set", name);
        }
        found.cloned()
    }

    fn measure(&mut self, code: &str) -> Option<Measure> {
        let found = Measure::from_code(code);
        if found.is_none() {
            self.unknown("计量", "measure", code);
        }
        found
    }

    fn instances(&mut self, codes: &[String]) -> Vec<Instance> {
        let mut known = Vec::new();
        for code in codes {
            match Instance::from_code(code) {
                Some(instance) => known.push(instance),
                None => self.unknown("审级", "instance", code),
            }
        }
        known
    }

    fn codes(&mut self, codes: Vec<String>, known_code: &dyn Fn(&str) -> bool) -> BTreeSet<String> {
        for code in codes.iter().filter(|code| !known_code(code)) {
            self.unknown("代码", "code", code);
        }
        codes.into_iter().collect()
    }

    fn sourced(&mut self, source: &str) {
        if source.is_empty() {
            self.add("缺少出处", "no source given");
        }
    }
}

impl DefinitionsToml {
    /// The definitions, and what the annual report chooses of them.
    pub(super) fn resolve(self, text: &str, sets: &Sets, faults: &mut Vec<Sentence>) -> (Vec<Definition>, Option<AnnualChoice>) {
        let mut ids = BTreeSet::new();
        let resolve = |definition: DefinitionToml| {
            let place = Place { file: "definitions.toml", line: line_of(text, definition.id.span().start) };
            let mut here = Faults { place, id: definition.id.get_ref().clone(), all: faults };
            if !ids.insert(here.id.clone()) {
                here.add("编号重复", "id defined twice");
            }
            definition.resolve(text, sets, &mut here)
        };
        let definitions: Vec<Definition> = self.definition.into_iter().map(resolve).collect();
        let place = Place { file: "definitions.toml", line: line_of(text, self.annual.span().start) };
        let annual = self.annual.into_inner().resolve(&definitions, sets, &mut Faults { place, id: "[annual]".to_owned(), all: faults });
        (definitions, annual)
    }
}

impl DefinitionToml {
    fn resolve(self, text: &str, sets: &Sets, here: &mut Faults<'_>) -> Definition {
        here.sourced(&self.source);
        let exclusions = here.both(self.exclusions_zh, self.exclusions_en);
        let not_computable = here.both(self.not_computable_zh, self.not_computable_en);
        let mut terms = |terms: Vec<TermToml>| terms.into_iter().filter_map(|term| term.resolve(text, sets, here)).collect();
        let method = match (self.numerator, self.denominator, self.count, self.rule, not_computable) {
            (Some(numerator), Some(denominator), None, false, None) if !numerator.is_empty() && !denominator.is_empty() => {
                Method::Fraction(Formula { numerator: terms(numerator), denominator: terms(denominator) })
            }
            (None, None, Some(count), false, None) if !count.is_empty() => Method::Count(terms(count)),
            (None, None, None, true, None) => Method::Rule,
            (None, None, None, false, Some(reason)) => Method::NotComputable(reason),
            _ => {
                here.add(
                    "须有分子和分母，或 count，或 rule，或 not_computable，四者居一",
                    "needs numerator and denominator, or count, or rule, or not_computable: one of the four",
                );
                Method::Rule
            }
        };
        Definition {
            id: self.id.into_inner(),
            version: self.version,
            name: Sentence::new(self.zh, self.en),
            formula: Sentence::new(self.formula_zh, self.formula_en),
            source: self.source,
            exclusions,
            method,
        }
    }
}

impl TermToml {
    fn resolve(self, text: &str, sets: &Sets, definition: &mut Faults<'_>) -> Option<Term> {
        let place = Place { line: line_of(text, self.measure.span().start), ..definition.place };
        let here = &mut Faults { place, id: definition.id.clone(), all: definition.all };
        let measure = here.measure(self.measure.get_ref());
        let outcomes = self.outcomes.map(|name| here.set(&name, sets));
        let instances = self.instances.map(|codes| here.instances(&codes));
        let plain = Term::of(measure?);
        let with: Traits = self.with.into_iter().collect();
        let without = self.without.into_iter().fold(plain.without, Traits::with);
        Some(Term {
            outcomes: outcomes.flatten(),
            instances,
            when: self.when,
            minus: self.minus,
            per_agency: self.per_agency,
            without: with.iter().fold(without, Traits::without),
            with,
            ..plain
        })
    }
}

impl AnnualToml {
    fn resolve(self, definitions: &[Definition], sets: &Sets, here: &mut Faults<'_>) -> Option<AnnualChoice> {
        let mut rate = |id: &str| {
            let found = definitions.iter().find(|definition| definition.id == id && matches!(definition.method, Method::Fraction(_)));
            if found.is_none() {
                here.add(&format!("{id} 不是可计算的比率"), &format!("{id} is not a rate that can be computed"));
            }
            found.cloned()
        };
        let (performance_rate, loss_rate, appearance_rate) =
            (rate(&self.performance_rate), rate(&self.loss_rate), rate(&self.appearance_rate));
        let mut set = |name: &str| here.set(name, sets);
        let (not_accepted, corrected, settled, lost) = (set(&self.not_accepted), set(&self.corrected), set(&self.settled), set(&self.lost));
        Some(AnnualChoice {
            performance_rate: performance_rate?,
            loss_rate: loss_rate?,
            appearance_rate: appearance_rate?,
            not_accepted: not_accepted?,
            corrected: corrected?,
            settled: settled?,
            lost: lost?,
        })
    }
}

impl SwitchesToml {
    pub(super) fn resolve(
        self,
        text: &str,
        definitions: &[Definition],
        sets: &Sets,
        known_code: &dyn Fn(&str) -> bool,
        faults: &mut Vec<Sentence>,
    ) -> Vec<Switch> {
        let mut asked: BTreeSet<(String, String)> = BTreeSet::new();
        let resolve = |switch: SwitchToml| {
            let place = Place { file: "switches.toml", line: line_of(text, switch.id.span().start) };
            let mut here = Faults { place, id: switch.id.into_inner(), all: faults };
            here.sourced(&switch.source);
            for id in &switch.definitions {
                match definitions.iter().find(|definition| definition.id == *id).map(|definition| &definition.method) {
                    Some(Method::Fraction(_)) => {}
                    Some(_) => here.add(&format!("{id} 不是可计算的比率"), &format!("{id} is not a rate that can be computed")),
                    None => here.unknown("口径", "definition", id),
                }
                if !asked.insert((here.id.clone(), id.clone())) {
                    here.add(&format!("对 {id} 重复设置"), &format!("asked of {id} twice"));
                }
            }
            if switch.choices.len() < 2 {
                here.add("选项少于两个", "fewer than two choices");
            }
            let mut ids = BTreeSet::new();
            let choices = switch.choices.into_iter().map(|choice| {
                let line = line_of(text, choice.id.span().start);
                let here = &mut Faults { place: Place { line, ..here.place }, id: here.id.clone(), all: here.all };
                if !ids.insert(choice.id.get_ref().clone()) {
                    here.add("选项编号重复", "choice defined twice");
                }
                choice.resolve(sets, known_code, here)
            });
            let choices = choices.collect();
            Switch {
                question: Sentence::new(switch.zh, switch.en),
                source: switch.source,
                definitions: switch.definitions,
                choices,
                id: here.id,
            }
        };
        self.switch.into_iter().map(resolve).collect()
    }
}

impl ChoiceToml {
    fn resolve(self, sets: &Sets, known_code: &dyn Fn(&str) -> bool, here: &mut Faults<'_>) -> Choice {
        let numerator = self.numerator.and_then(|name| here.set(&name, sets));
        let denominator = self.denominator.and_then(|name| here.set(&name, sets));
        let more = here.codes(self.more, known_code);
        let mut exceptions = |list: Vec<ExceptionToml>| -> Vec<Exception> {
            let exception =
                |toml: ExceptionToml| Exception { codes: here.codes(toml.codes, known_code), traits: toml.traits.into_iter().collect() };
            list.into_iter().map(exception).collect()
        };
        let (less, denominator_less) = (exceptions(self.less), exceptions(self.denominator_less));
        let instances = self.instances.map(|codes| Some(here.instances(&codes)).filter(|known| !known.is_empty()));
        let mut measures = |swaps: BTreeMap<String, String>| -> Vec<(Measure, Measure)> {
            swaps.iter().filter_map(|(from, to)| here.measure(from).zip(here.measure(to))).collect()
        };
        Choice {
            id: self.id.into_inner(),
            name: Sentence::new(self.zh, self.en),
            effect: Effect {
                numerator,
                denominator,
                more,
                less,
                denominator_less,
                without: self.without.into_iter().collect(),
                include: self.include.into_iter().collect(),
                instances,
                measures: measures(self.measures),
                denominator_measures: measures(self.denominator_measures),
                per_agency: self.per_agency,
            },
        }
    }
}
