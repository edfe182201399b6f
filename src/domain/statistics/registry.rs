//! The registry of rate definitions: named, versioned, read from `config/statistics`, and checked as a whole.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::Deserialize;

use super::measure::Measure;
use super::period::When;
use super::sets::{OutcomeSet, Sets, SetsToml};
use crate::domain::case::Instance;
use crate::domain::words::{Lang, Sentence};

const DEFINITIONS: &str = include_str!("../../../config/statistics/definitions.toml");
const SETS: &str = include_str!("../../../config/statistics/sets.toml");

/// One summand of a numerator or denominator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// What is counted.
    pub measure: Measure,
    /// Only these outcomes; `None` counts every code.
    pub outcomes: Option<OutcomeSet>,
    /// Only these kinds of record; `None` counts all.
    pub instances: Option<Vec<Instance>>,
    /// Which months, seen from the period.
    pub when: When,
    /// The count is taken away.
    pub minus: bool,
}

/// Numerator and denominator, as sums over the running totals.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Formula {
    /// Numerator.
    pub numerator: Vec<Term>,
    /// Denominator.
    pub denominator: Vec<Term>,
}

/// How a definition is carried out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Method {
    /// A fraction of counts.
    Fraction(Formula),
    /// A rule of comparison or presentation of the engine (TB, SX, RD).
    Rule,
    /// Listed, never computed: the facts are not recorded.
    NotComputable(Sentence),
}

/// A named, versioned definition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Definition {
    /// Id, e.g. FY-ZJ-1.
    pub id: String,
    /// Version of the formula.
    pub version: u32,
    /// Name in reports.
    pub name: Sentence,
    /// The formula in words.
    pub formula: Sentence,
    /// Where the definition is in use.
    pub source: String,
    /// What is left out or counted in a particular way.
    pub exclusions: Option<Sentence>,
    /// How it is carried out.
    pub method: Method,
}

/// Definitions and sets the annual report prints under its fixed headings; a choice of the region.
#[derive(Debug, Clone)]
pub struct AnnualChoice {
    /// 履行率.
    pub performance_rate: Definition,
    /// 败诉率.
    pub loss_rate: Definition,
    /// 出庭应诉率.
    pub appearance_rate: Definition,
    /// 不予受理.
    pub not_accepted: OutcomeSet,
    /// 纠错: outcomes marked D.
    pub corrected: OutcomeSet,
    /// 和解后撤回.
    pub settled: OutcomeSet,
    /// 败诉.
    pub lost: OutcomeSet,
}

/// Every definition and every set of outcomes, checked.
#[derive(Debug, Clone)]
pub struct Registry {
    /// Definitions in the order of the file.
    pub definitions: Vec<Definition>,
    /// Choices of the annual report.
    pub annual: AnnualChoice,
    sets: Sets,
}

/// Everything that is wrong with the registry, at once.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct RegistryFaults(pub Vec<Sentence>);

impl RegistryFaults {
    /// All faults in one language.
    pub fn in_lang(&self, lang: Lang) -> String {
        let separator = if lang == Lang::Zh { "；" } else { "; " };
        self.0.iter().map(|fault| fault.in_lang(lang)).collect::<Vec<_>>().join(separator)
    }
}

impl fmt::Display for RegistryFaults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.in_lang(Lang::En))
    }
}

impl Registry {
    /// The registry that travels in the binary. `known_outcome` tells whether the law's lists have a code.
    ///
    /// # Errors
    /// All faults of the bundled files.
    pub fn bundled(known_outcome: &dyn Fn(&str) -> bool) -> Result<Self, RegistryFaults> {
        Self::read(DEFINITIONS, SETS, known_outcome)
    }

    /// A registry from the text of `definitions.toml` and `sets.toml`.
    ///
    /// # Errors
    /// All faults together: unreadable text, unknown measures, outcomes, sets or instances, duplicate ids, missing sources.
    pub fn read(definitions: &str, sets: &str, known_outcome: &dyn Fn(&str) -> bool) -> Result<Self, RegistryFaults> {
        let definitions: DefinitionsToml = parse("definitions.toml", definitions)?;
        let sets: SetsToml = parse("sets.toml", sets)?;
        let mut faults = Vec::new();
        let sets = sets.resolve(known_outcome, &mut faults);
        let mut ids = BTreeSet::new();
        let resolved: Vec<Definition> = definitions
            .definition
            .into_iter()
            .map(|definition| {
                if !ids.insert(definition.id.clone()) {
                    faults.push(at(&definition.id, "编号重复", "id defined twice"));
                }
                definition.resolve(&sets, &mut faults)
            })
            .collect();
        let annual = definitions.annual.resolve(&resolved, &sets, &mut faults);
        match annual {
            Some(annual) if faults.is_empty() => Ok(Self { definitions: resolved, annual, sets }),
            _ => Err(RegistryFaults(faults)),
        }
    }

    /// The definition with this id.
    pub fn definition(&self, id: &str) -> Option<&Definition> {
        self.definitions.iter().find(|definition| definition.id == id)
    }

    /// The sets that together hold every conclusion of `reconsideration` or `litigation` exactly once.
    pub fn division(&self, name: &str) -> &[OutcomeSet] {
        self.sets.divisions.get(name).map_or(&[], Vec::as_slice)
    }
}

fn parse<T: for<'de> Deserialize<'de>>(file: &str, text: &str) -> Result<T, RegistryFaults> {
    toml::from_str(text).map_err(|fault| RegistryFaults(vec![at(file, &format!("无法读取：{fault}"), &format!("cannot be read: {fault}"))]))
}

fn at(place: &str, zh: &str, en: &str) -> Sentence {
    Sentence::new(format!("{place}：{zh}"), format!("{place}: {en}"))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct DefinitionsToml {
    annual: AnnualToml,
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
    id: String,
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
    #[serde(default)]
    rule: bool,
    not_computable_zh: Option<String>,
    not_computable_en: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct TermToml {
    measure: String,
    outcomes: Option<String>,
    instances: Option<Vec<String>>,
    #[serde(default)]
    when: When,
    #[serde(default)]
    minus: bool,
}

impl DefinitionToml {
    fn resolve(self, sets: &Sets, faults: &mut Vec<Sentence>) -> Definition {
        let id = self.id;
        if self.source.is_empty() {
            faults.push(at(&id, "缺少出处", "no source given"));
        }
        let exclusions = both(&id, self.exclusions_zh, self.exclusions_en, faults);
        let not_computable = both(&id, self.not_computable_zh, self.not_computable_en, faults);
        let method = match (self.numerator, self.denominator, self.rule, not_computable) {
            (Some(numerator), Some(denominator), false, None) if !numerator.is_empty() && !denominator.is_empty() => {
                let mut terms = |terms: Vec<TermToml>| terms.into_iter().filter_map(|term| term.resolve(&id, sets, faults)).collect();
                Method::Fraction(Formula { numerator: terms(numerator), denominator: terms(denominator) })
            }
            (None, None, true, None) => Method::Rule,
            (None, None, false, Some(reason)) => Method::NotComputable(reason),
            _ => {
                faults.push(at(
                    &id,
                    "须有分子和分母，或 rule，或 not_computable，三者居一",
                    "needs numerator and denominator, or rule, or not_computable: one of the three",
                ));
                Method::Rule
            }
        };
        Definition {
            id,
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
    fn resolve(self, id: &str, sets: &Sets, faults: &mut Vec<Sentence>) -> Option<Term> {
        let before = faults.len();
        let measure = Measure::from_code(&self.measure);
        if measure.is_none() {
            faults.push(at(id, &format!("未知的计量 {}", self.measure), &format!("unknown measure {}", self.measure)));
        }
        let outcomes = self.outcomes.and_then(|name| find_set(id, &name, sets, faults));
        let instances = self.instances.map(|codes| {
            let known = |code: &String| {
                let instance = Instance::from_code(code);
                if instance.is_none() {
                    faults.push(at(id, &format!("未知的审级 {code}"), &format!("unknown instance {code}")));
                }
                instance
            };
            codes.iter().filter_map(known).collect()
        });
        let sound = faults.len() == before;
        measure.filter(|_| sound).map(|measure| Term { measure, outcomes, instances, when: self.when, minus: self.minus })
    }
}

impl AnnualToml {
    fn resolve(self, definitions: &[Definition], sets: &Sets, faults: &mut Vec<Sentence>) -> Option<AnnualChoice> {
        let by_id: BTreeMap<&str, &Definition> = definitions.iter().map(|definition| (definition.id.as_str(), definition)).collect();
        let place = "definitions.toml [annual]";
        let mut rate = |id: &str| {
            let found = by_id.get(id).filter(|definition| matches!(definition.method, Method::Fraction(_)));
            if found.is_none() {
                faults.push(at(place, &format!("{id} 不是可计算的比率"), &format!("{id} is not a rate that can be computed")));
            }
            found.map(|definition| (*definition).clone())
        };
        let (performance_rate, loss_rate, appearance_rate) =
            (rate(&self.performance_rate), rate(&self.loss_rate), rate(&self.appearance_rate));
        let mut set = |name: &str| find_set(place, name, sets, faults);
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

fn find_set(place: &str, name: &str, sets: &Sets, faults: &mut Vec<Sentence>) -> Option<OutcomeSet> {
    let found = sets.by_id.get(name);
    if found.is_none() {
        faults.push(at(place, &format!("未知的集合 {name}"), &format!("unknown set {name}")));
    }
    found.cloned()
}

/// A text given in both languages, or not at all.
fn both(id: &str, zh: Option<String>, en: Option<String>, faults: &mut Vec<Sentence>) -> Option<Sentence> {
    match (zh, en) {
        (Some(zh), Some(en)) => Some(Sentence::new(zh, en)),
        (None, None) => None,
        _ => {
            faults.push(at(id, "文字须中英文齐备", "a text must be given in Chinese and in English"));
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SETS_TEXT: &str = "divisions = {}\n[[set]]\nid='S'\nzh='集'\nen='set'\ncodes=['A']\nsource='x'\n";
    const ANNUAL: &str =
        "[annual]\nperformance_rate='R'\nloss_rate='R'\nappearance_rate='R'\nnot_accepted='S'\ncorrected='S'\nsettled='S'\nlost='S'\n";

    fn definition(id: &str, rest: &str) -> String {
        format!("[[definition]]\nid='{id}'\nversion=1\nzh='率'\nen='rate'\nformula_zh='甲'\nformula_en='a'\n{rest}\n")
    }

    fn faults(definitions: &str, sets: &str) -> String {
        match Registry::read(definitions, sets, &|code| code == "A") {
            Ok(_) => String::new(),
            Err(faults) => faults.to_string(),
        }
    }

    const SOUND: &str = "source='x'\nnumerator=[{measure='concluded',outcomes='S'}]\ndenominator=[{measure='concluded'}]";

    #[test]
    fn the_bundled_registry_is_sound() {
        let registry = Registry::bundled(&|_| true).unwrap();
        for prefix in ["FY-SL-1", "FY-SJ-2", "FY-LX-2", "YS-BS-4", "YS-SS-1", "YS-CT-4", "FA-FS-1", "TB-3", "SX-1", "RD-2"] {
            assert!(registry.definition(prefix).is_some(), "{prefix}");
        }
        assert_eq!(registry.definitions.len(), 43);
    }

    #[test]
    fn every_fault_is_told_at_once() {
        let text = [
            ANNUAL.to_owned(),
            definition("R", SOUND),
            definition("R", SOUND),
            definition("N", "numerator=[{measure='nothing',outcomes='T',instances=['zeroth']}]\ndenominator=[{measure='heard'}]"),
            definition("M", "source='x'\nrule=true\nnot_computable_zh='无'\nnot_computable_en='none'"),
            definition("H", "source='x'\nnot_computable_zh='无'"),
        ]
        .concat();
        let told = faults(&text, &SETS_TEXT.replace("['A']", "['B']"));
        for part in [
            "S: unknown outcome B",
            "R: id defined twice",
            "N: unknown measure nothing",
            "N: unknown set T",
            "N: unknown instance zeroth",
            "N: no source given",
            "M: needs numerator",
            "H: a text must be given in Chinese and in English",
        ] {
            assert!(told.contains(part), "{part} not in {told}");
        }
    }

    #[test]
    fn the_annual_report_may_only_choose_fractions() {
        let text = [ANNUAL.to_owned(), definition("R", "source='x'\nrule=true")].concat();
        assert!(faults(&text, SETS_TEXT).contains("R is not a rate that can be computed"));
        assert_eq!(faults(&[ANNUAL.to_owned(), definition("R", SOUND)].concat(), SETS_TEXT), "");
    }

    #[test]
    fn a_division_counts_no_outcome_twice() {
        let twice = SETS_TEXT.replace("divisions = {}", "divisions = { all = ['S', 'S'] }");
        assert!(faults(&[ANNUAL.to_owned(), definition("R", SOUND)].concat(), &twice).contains("A belongs to both S and S"));
    }
}
