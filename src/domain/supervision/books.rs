//! Thresholds and causes, read from `config/supervision/`.

use serde::Deserialize;
use toml::Spanned;

use super::record::RecordKind;
use crate::domain::case::parts::words;
use crate::domain::reading;
use crate::domain::statistics::RegistryFaults;
use crate::domain::words::Sentence;

const THRESHOLDS: &str = include_str!("../../../config/supervision/thresholds.toml");
const CAUSES: &str = include_str!("../../../config/supervision/causes.toml");

words! {
    /// What a threshold counts, of a unit in a calendar year.
    Counts {
        Losses = "losses" "一审败诉" "suits lost at first instance",
        Absences = "absences" "负责人未出庭" "responsible person did not appear",
        LateReplies = "late-replies" "逾期未复" "letters answered late or not at all",
        Unperformed = "unperformed" "逾期未履行" "decisions not performed in time",
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
    counts: Counts,
    every: u32,
    proposes: RecordKind,
    source: String,
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
    /// The bundled files.
    ///
    /// # Errors
    /// Every fault of them.
    pub fn bundled() -> Result<Self, RegistryFaults> {
        Self::read(THRESHOLDS, CAUSES)
    }

    /// Reads thresholds and causes.
    ///
    /// # Errors
    /// Every fault of the texts, with its line.
    pub fn read(thresholds: &str, causes: &str) -> Result<Self, RegistryFaults> {
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
            let name = Sentence::new(one.zh, one.en);
            found.push(Threshold { id, name, counts: one.counts, every: one.every, proposes: one.proposes, source: one.source });
        }
        let mut known: Vec<Cause> = Vec::new();
        for one in causes_written.cause {
            let (at, code) = (one.code.span().start, one.code.into_inner());
            if known.iter().any(|other| other.code == code) {
                fault("causes.toml", causes, at, &code, "代码重复", "code defined twice");
            }
            known.push(Cause { code, name: Sentence::new(one.zh, one.en), law: one.law });
        }
        if faults.is_empty() { Ok(Self { thresholds: found, causes: known }) } else { Err(RegistryFaults(faults)) }
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
        let books = SupervisionBooks::bundled().unwrap();
        for counts in Counts::ALL {
            assert!(books.thresholds.iter().any(|threshold| threshold.counts == *counts), "{counts:?}");
        }
        assert!(books.cause("procedure").is_some() && books.threshold("losses").is_some());
    }

    #[test]
    fn every_fault_names_its_line() {
        let one = "[[threshold]]\nid='a'\nzh='甲'\nen='a'\ncounts='losses'\nevery=0\nproposes='interview'\nsource=''\n";
        let cause = "[[cause]]\ncode='x'\nzh='甲'\nen='a'\nlaw=''\n";
        let told = SupervisionBooks::read(&one.repeat(2), &cause.repeat(2)).unwrap_err().to_string();
        for part in [
            "thresholds.toml line 2, a: every is at least 1",
            "thresholds.toml line 2, a: no source given",
            "thresholds.toml line 10, a: id defined twice",
            "causes.toml line 7, x: code defined twice",
        ] {
            assert!(told.contains(part), "{part} not in {told}");
        }
        let told = SupervisionBooks::read(&one.replace("losses", "wins"), cause).unwrap_err().to_string();
        assert!(told.contains("thresholds.toml: line 5: there is no value \"wins\""), "{told}");
    }

    #[test]
    fn a_crossing_is_reached_at_each_multiple() {
        let reached = |count, every| crossings(count, every).collect::<Vec<_>>();
        assert_eq!((reached(2, 3), reached(3, 3), reached(7, 3)), (vec![], vec![1], vec![1, 2]));
        assert_eq!((reached(-1, 1), reached(2, 1)), (vec![], vec![1, 2]));
    }
}
