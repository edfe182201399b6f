//! Thresholds and causes, read from `config/supervision/`.

use serde::Deserialize;
use toml::Spanned;

use super::record::RecordKind;
use crate::domain::reading;
use crate::domain::statistics::RegistryFaults;
use crate::domain::words::Sentence;

const THRESHOLDS: &str = include_str!("../../../config/supervision/thresholds.toml");
const CAUSES: &str = include_str!("../../../config/supervision/causes.toml");

/// What a threshold counts, of a unit in a calendar year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Counts {
    /// The numerator of a definition.
    Numerator(String),
    /// What is in the denominator of a definition and not in its numerator: what was due and is not done.
    Shortfall(String),
    /// Letters of supervision answered late or not at all 逾期未复.
    LateReplies,
}

impl Counts {
    /// The definition it is counted by, where it is by one.
    pub fn definition(&self) -> Option<&str> {
        match self {
            Self::Numerator(definition) | Self::Shortfall(definition) => Some(definition),
            Self::LateReplies => None,
        }
    }
}

/// A threshold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Threshold {
    /// Id.
    pub id: String,
    /// Name.
    pub name: Sentence,
    /// What it counts.
    pub counts: Counts,
    /// A crossing at each multiple; at least 1.
    pub every: u32,
    /// What is proposed.
    pub proposes: RecordKind,
    /// Where it is in use.
    pub source: String,
}

/// A cause of a lost or corrected case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cause {
    /// Code.
    pub code: String,
    /// Name.
    pub name: Sentence,
    /// The ground of the law, where the cause is one.
    pub law: String,
}

/// Thresholds and causes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SupervisionBooks {
    /// In the order of the file.
    pub thresholds: Vec<Threshold>,
    /// In the order of the file.
    pub causes: Vec<Cause>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ThresholdsToml {
    threshold: Vec<ThresholdToml>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ThresholdToml {
    id: Spanned<String>,
    zh: String,
    en: String,
    counts: Way,
    of: Option<String>,
    every: u32,
    proposes: RecordKind,
    source: String,
}

/// How a threshold counts, as written.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Way {
    Numerator,
    Shortfall,
    LateReplies,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CausesToml {
    cause: Vec<CauseToml>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CauseToml {
    code: Spanned<String>,
    zh: String,
    en: String,
    law: String,
}

impl SupervisionBooks {
    /// The bundled files, beside the definitions that are known by their ids.
    ///
    /// # Errors
    /// Every fault of them.
    pub fn bundled(known: &dyn Fn(&str) -> bool) -> Result<Self, RegistryFaults> {
        Self::read(THRESHOLDS, CAUSES, known)
    }

    /// Reads thresholds and causes, beside the definitions that are known by their ids.
    ///
    /// # Errors
    /// Every fault of the texts, with its line.
    pub fn read(thresholds: &str, causes: &str, known: &dyn Fn(&str) -> bool) -> Result<Self, RegistryFaults> {
        let written: ThresholdsToml = parse("thresholds.toml", thresholds)?;
        let causes_written: CausesToml = parse("causes.toml", causes)?;
        let mut faults = Vec::new();
        let mut fault = |file: &str, text: &str, at: usize, id: &str, zh: &str, en: &str| {
            let line = text.get(..at).map_or(1, |before| before.matches('\n').count() + 1);
            faults.push(Sentence::new(format!("{file}第{line}行，{id}：{zh}"), format!("{file} line {line}, {id}: {en}")));
        };
        let mut found: Vec<Threshold> = Vec::new();
        for one in written.threshold {
            let (at, id) = (one.id.span().start, one.id.into_inner());
            if found.iter().any(|other| other.id == id) {
                fault("thresholds.toml", thresholds, at, &id, "编号重复", "id defined twice");
            }
            if one.every == 0 {
                fault("thresholds.toml", thresholds, at, &id, "every 至少为1", "every is at least 1");
            }
            if one.source.is_empty() {
                fault("thresholds.toml", thresholds, at, &id, "缺少出处", "no source given");
            }
            if one.of.as_deref().is_some_and(|of| !known(of)) {
                fault("thresholds.toml", thresholds, at, &id, "没有 of 所指的口径", "there is no such definition as of names");
            }
            let counts = match (one.counts, one.of) {
                (Way::Numerator, Some(of)) => Counts::Numerator(of),
                (Way::Shortfall, Some(of)) => Counts::Shortfall(of),
                (Way::LateReplies, None) => Counts::LateReplies,
                (Way::Numerator | Way::Shortfall, None) => {
                    fault("thresholds.toml", thresholds, at, &id, "缺少口径 of", "of names no definition");
                    continue;
                }
                (Way::LateReplies, Some(_)) => {
                    fault("thresholds.toml", thresholds, at, &id, "late-replies 不依口径", "late-replies is of no definition");
                    continue;
                }
            };
            let name = Sentence::new(one.zh, one.en);
            found.push(Threshold { id, name, counts, every: one.every, proposes: one.proposes, source: one.source });
        }
        let mut listed: Vec<Cause> = Vec::new();
        for one in causes_written.cause {
            let (at, code) = (one.code.span().start, one.code.into_inner());
            if listed.iter().any(|other| other.code == code) {
                fault("causes.toml", causes, at, &code, "代码重复", "code defined twice");
            }
            listed.push(Cause { code, name: Sentence::new(one.zh, one.en), law: one.law });
        }
        if faults.is_empty() { Ok(Self { thresholds: found, causes: listed }) } else { Err(RegistryFaults(faults)) }
    }

    /// The threshold with an id.
    pub fn threshold(&self, id: &str) -> Option<&Threshold> {
        self.thresholds.iter().find(|threshold| threshold.id == id)
    }

    /// The cause with a code.
    pub fn cause(&self, code: &str) -> Option<&Cause> {
        self.causes.iter().find(|cause| cause.code == code)
    }
}

fn parse<T: for<'de> Deserialize<'de>>(file: &str, text: &str) -> Result<T, RegistryFaults> {
    toml::from_str(text).map_err(|fault| {
        let Sentence { zh, en } = reading::toml(&fault, text);
        RegistryFaults(vec![Sentence::new(format!("{file}：{zh}"), format!("{file}: {en}"))])
    })
}

/// The numbers of the crossings a count has reached, from 1.
pub fn crossings(count: i64, every: u32) -> std::ops::RangeInclusive<i64> {
    1..=count.max(0).checked_div(i64::from(every)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bundled_files_are_sound() {
        let books = SupervisionBooks::bundled(&|_| true).unwrap();
        let counted: Vec<&str> = books.thresholds.iter().filter_map(|threshold| threshold.counts.definition()).collect();
        assert_eq!(counted, ["YS-BS-1", "YS-CT-1", "FY-LX-3", "FY-LX-4", "FY-LX-5", "YS-LX-1", "FY-LX-6"]);
        assert!(books.cause("procedure").is_some() && books.threshold("losses").is_some());
        let told = SupervisionBooks::bundled(&|definition| definition != "YS-CT-1").unwrap_err().to_string();
        assert!(told.contains("absences: there is no such definition as of names"), "{told}");
    }

    #[test]
    fn every_fault_names_its_line() {
        let one = "[[threshold]]\nid='a'\nzh='甲'\nen='a'\ncounts='numerator'\nof='X'\nevery=0\nproposes='interview'\nsource=''\n";
        let cause = "[[cause]]\ncode='x'\nzh='甲'\nen='a'\nlaw=''\n";
        let read = |thresholds: &str, causes: &str| {
            SupervisionBooks::read(thresholds, causes, &|definition| definition == "X").unwrap_err().to_string()
        };
        let told = read(&one.repeat(2), &cause.repeat(2));
        for part in [
            "thresholds.toml line 2, a: every is at least 1",
            "thresholds.toml line 2, a: no source given",
            "thresholds.toml line 11, a: id defined twice",
            "causes.toml line 7, x: code defined twice",
        ] {
            assert!(told.contains(part), "{part} not in {told}");
        }
        for (from, to, part) in [
            ("numerator", "wins", "thresholds.toml: line 5: there is no value \"wins\""),
            ("of='X'", "of='Y'", "thresholds.toml line 2, a: there is no such definition as of names"),
            ("of='X'\n", "", "thresholds.toml line 2, a: of names no definition"),
            ("numerator", "late-replies", "thresholds.toml line 2, a: late-replies is of no definition"),
        ] {
            let told = read(&one.replace(from, to), cause);
            assert!(told.contains(part), "{part} not in {told}");
        }
    }

    #[test]
    fn a_crossing_is_reached_at_each_multiple() {
        let reached = |count, every| crossings(count, every).collect::<Vec<_>>();
        assert_eq!((reached(2, 3), reached(3, 3), reached(7, 3)), (vec![], vec![1], vec![1, 2]));
        assert_eq!((reached(-1, 1), reached(2, 1)), (vec![], vec![1, 2]));
    }
}
