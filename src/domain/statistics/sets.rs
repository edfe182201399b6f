//! Sets of outcome codes: which endings count as corrected, lost, withdrawn … Conventions of practice, therefore data.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use toml::Spanned;

use super::place::{Place, line_of};
use crate::domain::words::Sentence;

/// A named set of outcome codes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutcomeSet {
    /// Name of the set in `config/statistics/sets.toml`.
    pub id: String,
    /// Name for people.
    pub name: Sentence,
    codes: BTreeSet<String>,
    except: BTreeSet<String>,
}

impl OutcomeSet {
    /// Whether the outcome belongs to the set. A code of the set covers its sub-codes: `VARY` holds `VARY.a`.
    pub fn holds(&self, outcome: &str) -> bool {
        let main = outcome.split_once('.').map_or(outcome, |(main, _)| main);
        let named = |codes: &BTreeSet<String>| codes.contains(outcome) || codes.contains(main);
        named(&self.codes) && !named(&self.except)
    }

    /// The set with these codes as well.
    #[must_use]
    pub fn and(mut self, codes: &BTreeSet<String>) -> Self {
        self.except.retain(|code| !codes.contains(code));
        self.codes.extend(codes.iter().cloned());
        self
    }

    /// Every code the set names.
    pub fn codes(&self) -> impl Iterator<Item = &str> {
        self.codes.iter().chain(&self.except).map(String::as_str)
    }
}

/// `sets.toml` as written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SetsToml {
    set: Vec<SetToml>,
    divisions: BTreeMap<String, Vec<String>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SetToml {
    id: Spanned<String>,
    zh: String,
    en: String,
    #[serde(default)]
    codes: Vec<String>,
    #[serde(default)]
    includes: Vec<String>,
    #[serde(default)]
    except: Vec<String>,
    #[serde(default)]
    source: String,
}

/// The sets by name, and the divisions: lists of sets that hold every conclusion exactly once.
#[derive(Debug, Clone, Default)]
pub(super) struct Sets {
    pub by_id: BTreeMap<String, OutcomeSet>,
    pub divisions: BTreeMap<String, Vec<OutcomeSet>>,
}

impl SetsToml {
    /// Resolves inclusions, in the order of the file, and adds what is wrong to `faults`.
    pub fn resolve(self, text: &str, known_code: &dyn Fn(&str) -> bool, faults: &mut Vec<Sentence>) -> Sets {
        let mut sets = Sets::default();
        for set in self.set {
            let place = Place { file: "sets.toml", line: line_of(text, set.id.span().start) };
            let id = set.id.into_inner();
            let mut fault = |zh: String, en: String| faults.push(place.fault(&id, &zh, &en));
            for code in set.codes.iter().chain(&set.except).filter(|code| !known_code(code)) {
                fault(format!("未知的结案方式 {code}"), format!("unknown outcome {code}"));
            }
            if set.source.is_empty() {
                fault("缺少出处".into(), "no source given".into());
            }
            let mut codes: BTreeSet<String> = set.codes.into_iter().collect();
            let mut except: BTreeSet<String> = set.except.into_iter().collect();
            for included in &set.includes {
                match sets.by_id.get(included) {
                    Some(other) => {
                        codes.extend(other.codes.iter().cloned());
                        except.extend(other.except.iter().cloned());
                    }
                    None => fault(format!("集合 {included} 不存在或列在其后"), format!("set {included} does not exist or comes later")),
                }
            }
            let resolved = OutcomeSet { id: id.clone(), name: Sentence::new(set.zh, set.en), codes, except };
            if sets.by_id.contains_key(&id) {
                fault("集合重名".into(), "set defined twice".into());
            }
            sets.by_id.insert(id, resolved);
        }
        for (name, members) in self.divisions {
            let mut seen: BTreeMap<String, String> = BTreeMap::new();
            let mut division = Vec::new();
            for id in members {
                let Some(set) = sets.by_id.get(&id) else {
                    faults.push(Sentence::new(
                        format!("sets.toml，分组 {name}：集合 {id} 不存在"),
                        format!("sets.toml, division {name}: set {id} does not exist"),
                    ));
                    continue;
                };
                for code in &set.codes {
                    if let Some(other) = seen.insert(code.clone(), id.clone()) {
                        faults.push(Sentence::new(
                            format!("sets.toml，分组 {name}：{code} 同时属于 {other} 和 {id}"),
                            format!("sets.toml, division {name}: {code} belongs to both {other} and {id}"),
                        ));
                    }
                }
                division.push(set.clone());
            }
            sets.divisions.insert(name, division);
        }
        sets
    }
}
