//! The registry of rate definitions: named, versioned, read from `config/statistics`, and checked as a whole.

use std::fmt;

use super::definition::{Choice, Definition, Formula, Method, Switch};
use super::files::{DefinitionsToml, SwitchesToml};
use super::sets::{OutcomeSet, Sets, SetsToml};
use crate::domain::reading;
use crate::domain::words::{Lang, Sentence};

const DEFINITIONS: &str = include_str!("../../../config/statistics/definitions.toml");
const SETS: &str = include_str!("../../../config/statistics/sets.toml");
const SWITCHES: &str = include_str!("../../../config/statistics/switches.toml");

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

/// Every definition, every set of outcomes and every switch, checked.
#[derive(Debug, Clone)]
pub struct Registry {
    /// Definitions in the order of the file.
    pub definitions: Vec<Definition>,
    /// Questions practice answers in several ways, in the order of the file.
    pub switches: Vec<Switch>,
    /// Choices of the annual report.
    pub annual: AnnualChoice,
    sets: Sets,
}

/// The texts a registry is read from.
#[derive(Debug, Clone, Copy)]
pub struct RegistryTexts<'a> {
    /// Definitions.
    pub definitions: &'a str,
    /// Sets of codes.
    pub sets: &'a str,
    /// Switches.
    pub switches: &'a str,
}

/// Everything that is wrong with the registry, at once, each with file and line.
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
    /// The bundled registry. `known_code` says whether a code of the sets exists in the law's lists.
    ///
    /// # Errors
    /// Every fault of the files.
    pub fn bundled(known_code: &dyn Fn(&str) -> bool) -> Result<Self, RegistryFaults> {
        Self::read(RegistryTexts { definitions: DEFINITIONS, sets: SETS, switches: SWITCHES }, known_code)
    }

    /// Reads and checks a registry.
    ///
    /// # Errors
    /// Every fault of the texts, with its line.
    pub fn read(texts: RegistryTexts<'_>, known_code: &dyn Fn(&str) -> bool) -> Result<Self, RegistryFaults> {
        let sets: SetsToml = parse("sets.toml", texts.sets)?;
        let definitions: DefinitionsToml = parse("definitions.toml", texts.definitions)?;
        let switches: SwitchesToml = parse("switches.toml", texts.switches)?;
        let mut faults = Vec::new();
        let sets = sets.resolve(texts.sets, known_code, &mut faults);
        let (definitions, annual) = definitions.resolve(texts.definitions, &sets, &mut faults);
        let switches = switches.resolve(texts.switches, &definitions, &sets, known_code, &mut faults);
        match annual {
            Some(annual) if faults.is_empty() => Ok(Self { definitions, switches, annual, sets }),
            _ => Err(RegistryFaults(faults)),
        }
    }

    /// The definition with this id.
    pub fn definition(&self, id: &str) -> Option<&Definition> {
        self.definitions.iter().find(|definition| definition.id == id)
    }

    /// The switches of a definition.
    pub fn switches_of(&self, definition: &str) -> impl Iterator<Item = &Switch> {
        self.switches.iter().filter(move |switch| switch.definitions.iter().any(|id| id == definition))
    }

    /// The set with this id.
    pub fn set(&self, id: &str) -> Option<&OutcomeSet> {
        self.sets.by_id.get(id)
    }

    /// The sets that together hold every conclusion of `reconsideration` or `litigation` exactly once.
    pub fn division(&self, name: &str) -> &[OutcomeSet] {
        self.sets.divisions.get(name).map_or(&[], Vec::as_slice)
    }

    /// A definition under some answers, by the ids of switch and choice: its formula, and the answer to each of its switches. A count has
    /// no denominator.
    ///
    /// # Errors
    /// No such definition, one that counts no recorded facts, a switch it does not have, a choice the switch does not have.
    pub fn under(&self, id: &str, answers: &[(String, String)]) -> Result<Chosen<'_>, Sentence> {
        let unknown = || Sentence::new(format!("没有编号为“{id}”的口径"), format!("there is no definition \"{id}\""));
        let definition = self.definition(id).ok_or_else(unknown)?;
        let formula = match &definition.method {
            Method::Fraction(formula) => formula.clone(),
            Method::Count(terms) => Formula { numerator: terms.clone(), denominator: Vec::new() },
            Method::Rule => {
                return Err(Sentence::new(
                    format!("{id}（{}）是比较或列示规则，不是比率", definition.name.zh),
                    format!("{id} ({}) is a rule of comparison or presentation, not a rate", definition.name.en),
                ));
            }
            Method::NotComputable(reason) => {
                return Err(Sentence::new(
                    format!("{id}（{}）不能计算：{}", definition.name.zh, reason.zh),
                    format!("{id} ({}) cannot be computed: {}", definition.name.en, reason.en),
                ));
            }
        };
        let switches: Vec<&Switch> = self.switches_of(id).collect();
        for (asked, choice) in answers {
            let Some(switch) = switches.iter().find(|switch| switch.id == *asked) else {
                let known = switches.iter().map(|switch| switch.id.as_str()).collect::<Vec<_>>();
                return Err(Sentence::new(
                    format!("{id}没有“{asked}”这一选项，可为：{}", known.join("、")),
                    format!("{id} has no switch \"{asked}\"; it has {}", known.join(", ")),
                ));
            };
            if switch.choice(choice).is_none() {
                let known = switch.choices.iter().map(|choice| choice.id.as_str()).collect::<Vec<_>>();
                return Err(Sentence::new(
                    format!("选项“{asked}”没有“{choice}”，可为：{}", known.join("、")),
                    format!("the switch \"{asked}\" has no \"{choice}\"; it has {}", known.join(", ")),
                ));
            }
        }
        let mut formula = formula;
        let mut chosen = Vec::new();
        for switch in switches {
            let answer = answers.iter().rev().find(|(asked, _)| *asked == switch.id);
            if let Some(choice) = answer.map_or(switch.choices.first(), |(_, choice)| switch.choice(choice)) {
                formula = formula.under(&choice.effect);
                chosen.push((switch, choice));
            }
        }
        Ok(Chosen { definition, formula, chosen })
    }
}

/// A definition with an answer to each of its switches.
#[derive(Debug, Clone)]
pub struct Chosen<'a> {
    /// The definition.
    pub definition: &'a Definition,
    /// Its formula under the answers.
    pub formula: Formula,
    /// Its switches and their answers, in the order of the file.
    pub chosen: Vec<(&'a Switch, &'a Choice)>,
}

fn parse<T: for<'de> serde::Deserialize<'de>>(file: &str, text: &str) -> Result<T, RegistryFaults> {
    toml::from_str(text).map_err(|fault| {
        let Sentence { zh, en } = reading::toml(&fault, text);
        RegistryFaults(vec![Sentence::new(format!("{file}：{zh}"), format!("{file}: {en}"))])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is wrong with a switch of the definition R.
    fn switch_faults(switches: &str) -> String {
        let definitions = [ANNUAL.to_owned(), definition("R", SOUND)].concat();
        let texts = RegistryTexts { definitions: &definitions, sets: SETS_TEXT, switches };
        Registry::read(texts, &|code| code == "A").map_or_else(|faults| faults.to_string(), |_| String::new())
    }

    const SETS_TEXT: &str = "divisions = {}\n[[set]]\nid='S'\nzh='集'\nen='set'\ncodes=['A']\nsource='x'\n";
    const ANNUAL: &str =
        "[annual]\nperformance_rate='R'\nloss_rate='R'\nappearance_rate='R'\nnot_accepted='S'\ncorrected='S'\nsettled='S'\nlost='S'\n";

    fn definition(id: &str, rest: &str) -> String {
        format!("[[definition]]\nid='{id}'\nversion=1\nzh='率'\nen='rate'\nformula_zh='甲'\nformula_en='a'\n{rest}\n")
    }

    fn faults(definitions: &str, sets: &str) -> String {
        let switches = "switch = []";
        match Registry::read(RegistryTexts { definitions, sets, switches }, &|code| code == "A") {
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
        let fractions = registry.definitions.iter().filter(|one| !matches!(one.method, Method::Count(_)));
        assert_eq!(fractions.count(), 49);
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
    fn faults_name_their_line() {
        let text = [
            ANNUAL.to_owned(),
            definition("R", SOUND),
            definition("N", "source='x'\nnumerator=[{measure='nothing'}]\ndenominator=[{measure='heard'}]"),
        ];
        let told = faults(&text.concat(), SETS_TEXT);
        assert_eq!(told, "definitions.toml line 27, N: unknown measure nothing");
        assert_eq!(faults(&text[..2].concat(), "divisions = {}\nset = 1"), "sets.toml: line 2: \"1\" is a value of the wrong type");
    }

    #[test]
    fn switches_are_checked() {
        let choices =
            "choices=[{id='a',zh='甲',en='a'},{id='a',zh='乙',en='b',less=[{codes=['B']}],numerator='T',measures={heard='nothing'}}]";
        let told = switch_faults(&format!("[[switch]]\nid='W'\nzh='问'\nen='q'\ndefinitions=['R','Q','R']\n{choices}"));
        for part in [
            "switches.toml line 2, W: no source given",
            "line 2, W: unknown definition Q",
            "line 2, W: asked of R twice",
            "line 6, W: choice defined twice",
            "W: unknown set T",
            "W: unknown code B",
            "W: unknown measure nothing",
        ] {
            assert!(told.contains(part), "{part} not in {told}");
        }
        let one = switch_faults("[[switch]]\nid='W'\nzh='问'\nen='q'\nsource='x'\ndefinitions=['R']\nchoices=[{id='a',zh='甲',en='a'}]");
        assert_eq!(one, "switches.toml line 2, W: fewer than two choices");
    }

    #[test]
    fn what_cannot_be_computed_is_refused_in_words() {
        let registry = Registry::bundled(&|_| true).unwrap();
        let refused = |id: &str, switch: &str, choice: &str| match registry.under(id, &[(switch.to_owned(), choice.to_owned())]) {
            Ok(_) => String::new(),
            Err(refusal) => refusal.en,
        };
        assert_eq!(refused("YS-BS-9", "minor", "loss"), "there is no definition \"YS-BS-9\"");
        assert_eq!(refused("SX-1", "minor", "loss"), "SX-1 (double decrease) is a rule of comparison or presentation, not a rate");
        assert!(refused("FA-HJ-2", "minor", "loss").starts_with("FA-HJ-2 (settlement rate) cannot be computed: "));
        assert!(refused("YS-CT-1", "minor", "loss").starts_with("YS-CT-1 has no switch \"minor\"; it has "));
        assert_eq!(refused("YS-BS-1", "minor", "perhaps"), "the switch \"minor\" has no \"perhaps\"; it has loss, not-loss");
        assert_eq!(refused("YS-BS-1", "minor", "not-loss"), "");
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
