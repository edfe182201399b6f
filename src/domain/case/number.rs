//! Case numbers: 平湛政复决字〔2023〕59号 and （2023）豫0411行初12号, however they were typed.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::file::Instance;
use super::history::CaseKind;
use crate::domain::words::Sentence;

/// A normalised case number. Equal numbers typed with different brackets, widths or blanks are equal.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CaseNumber {
    /// Number of a reconsideration organ: agency word 机关代字, year, sequence (GB/T 9704-2012: 〔year〕, no leading zero).
    Organ {
        /// Agency word, e.g. 平湛政复决字.
        word: String,
        /// Year, four digits.
        year: u16,
        /// Sequence number, from 1.
        sequence: u32,
    },
    /// Number of a court: year, court code, type of case, sequence (法〔2015〕137号).
    Court {
        /// Year, four digits.
        year: u16,
        /// Court code, e.g. 豫0411, or 最高法.
        court: String,
        /// Type of case, e.g. 行初, 行终, 行赔初.
        word: String,
        /// Sequence number, from 1.
        sequence: u32,
        /// Part of a split number （…号之一）, 0 when none.
        part: u8,
    },
}

/// Why a text is not a case number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NumberFault {
    /// Nothing there.
    #[error("the case number is empty")]
    Empty,
    /// No year in brackets.
    #[error("a case number needs its year in brackets, as in 平湛政复决字〔2023〕59号 or （2023）豫0411行初12号")]
    NoYear,
    /// Year not between 1990 and 2099.
    #[error("the year of a case number has four digits between 1990 and 2099")]
    Year,
    /// No sequence number before 号.
    #[error("a case number ends with its sequence number, from 1, and 号")]
    NoSequence,
    /// Neither an agency word before the year nor a court after it.
    #[error("a case number names the organ before its year or the court after it")]
    NoIssuer,
    /// Court number whose type of case is not administrative.
    #[error("this court number is not of an administrative case (行初, 行终, 行申, 行再, 行审 …)")]
    NotAdministrative,
}

impl NumberFault {
    /// The fault in both languages.
    pub fn sentence(self) -> Sentence {
        let zh = match self {
            Self::Empty => "案号为空",
            Self::NoYear => "案号应有括号内的年份，如 平湛政复决字〔2023〕59号、（2023）豫0411行初12号",
            Self::Year => "案号年份应为1990至2099之间的四位数字",
            Self::NoSequence => "案号应以顺序号（自1起）和“号”字结尾",
            Self::NoIssuer => "案号年份之前应有机关代字，或者年份之后应有法院代字",
            Self::NotAdministrative => "该法院案号不是行政案件案号（行初、行终、行申、行再、行审等）",
        };
        Sentence::new(zh, self.to_string())
    }
}

/// Types of administrative court cases and the record each stands for (法〔2015〕137号).
const COURT_WORDS: &[(&str, Option<Instance>)] = &[
    ("行初", Some(Instance::First)),
    ("行赔初", Some(Instance::First)),
    ("行终", Some(Instance::Second)),
    ("行赔终", Some(Instance::Second)),
    ("行申", Some(Instance::RetrialReview)),
    ("行赔申", Some(Instance::RetrialReview)),
    ("行监", Some(Instance::RetrialReview)),
    ("行再", None),
    ("行赔再", None),
    ("行抗", None),
    ("行赔抗", None),
    ("行审", Some(Instance::Enforcement)),
    ("行执", Some(Instance::Enforcement)),
    ("行他", None),
    ("行辖", None),
    ("行辖终", None),
    ("行保", None),
];

impl CaseNumber {
    /// The beginning of a number, however it was typed, as normalised numbers begin.
    pub fn beginning(text: &str) -> String {
        let text = fold_width(text);
        match text.starts_with('(') {
            true => text.replace('(', "（").replace(')', "）"),
            false => text.replace('(', "〔").replace(')', "〕"),
        }
    }

    /// Reads a number typed with any of the brackets 〔〕 [] 【】 （） () ［］, in full or half width, with stray blanks.
    ///
    /// # Errors
    /// Names what a case number must have and this text has not.
    pub fn parse(text: &str) -> Result<Self, NumberFault> {
        let text = fold_width(text);
        if text.is_empty() {
            return Err(NumberFault::Empty);
        }
        let open = text.find('(').ok_or(NumberFault::NoYear)?;
        let close = text[open..].find(')').map(|at| open + at).ok_or(NumberFault::NoYear)?;
        let (before, year, after) = (&text[..open], &text[open + 1..close], &text[close + 1..]);
        let year = year.strip_suffix('年').unwrap_or(year);
        if year.len() != 4 || !year.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(if year.bytes().any(|byte| byte.is_ascii_digit()) { NumberFault::Year } else { NumberFault::NoYear });
        }
        let year: u16 = year.parse().map_err(|_| NumberFault::Year)?;
        if !(1990..=2099).contains(&year) {
            return Err(NumberFault::Year);
        }
        let (after, part) = split_part(after);
        let after = after.strip_suffix('号').ok_or(NumberFault::NoSequence)?;
        let digits = after.bytes().rev().take_while(u8::is_ascii_digit).count();
        let (issuer, sequence) = after.split_at(after.len() - digits);
        let sequence: u32 = sequence.parse().map_err(|_| NumberFault::NoSequence)?;
        if sequence == 0 {
            return Err(NumberFault::NoSequence);
        }
        let issuer = issuer.strip_suffix('第').unwrap_or(issuer);
        match (before.is_empty(), issuer.is_empty()) {
            (false, true) => Ok(Self::Organ { word: before.to_owned(), year, sequence }),
            (true, false) => {
                let at = issuer.find('行').filter(|at| *at > 0).ok_or(NumberFault::NotAdministrative)?;
                let (court, word) = issuer.split_at(at);
                if !COURT_WORDS.iter().any(|(known, _)| *known == word) {
                    return Err(NumberFault::NotAdministrative);
                }
                Ok(Self::Court { year, court: court.to_owned(), word: word.to_owned(), sequence, part })
            }
            _ => Err(NumberFault::NoIssuer),
        }
    }

    /// The one way to write the number.
    pub fn normalised(&self) -> String {
        self.to_string()
    }

    /// Year of the number.
    pub fn year(&self) -> u16 {
        match self {
            Self::Organ { year, .. } | Self::Court { year, .. } => *year,
        }
    }

    /// The number so written that text order is the order of years, then of issuers, then of sequences.
    pub fn ordered(&self) -> String {
        match self {
            Self::Organ { word, year, sequence } => format!("{year:04} {word} {sequence:010}"),
            Self::Court { year, court, word, sequence, part } => format!("{year:04} {court}{word} {sequence:010} {part}"),
        }
    }

    /// The record a court number stands for, when its type of case says so.
    pub fn instance(&self) -> Option<Instance> {
        match self {
            Self::Organ { .. } => None,
            Self::Court { word, .. } => COURT_WORDS.iter().find(|(known, _)| known == word).and_then(|(_, instance)| *instance),
        }
    }

    /// Whether a case of this kind can bear the number: courts number suits, organs number reconsiderations.
    pub fn fits(&self, kind: CaseKind) -> bool {
        matches!(self, Self::Court { .. }) == (kind == CaseKind::Litigation)
    }
}

impl fmt::Display for CaseNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Organ { word, year, sequence } => write!(f, "{word}〔{year}〕{sequence}号"),
            Self::Court { year, court, word, sequence, part } => {
                write!(f, "（{year}）{court}{word}{sequence}号")?;
                match PARTS.get(usize::from(*part).wrapping_sub(1)) {
                    Some(part) => write!(f, "之{part}"),
                    None => Ok(()),
                }
            }
        }
    }
}

impl Serialize for CaseNumber {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for CaseNumber {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::parse(&String::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}

const PARTS: [char; 9] = ['一', '二', '三', '四', '五', '六', '七', '八', '九'];

/// Cuts 之一 … 之九 from the end.
fn split_part(text: &str) -> (&str, u8) {
    for (index, part) in PARTS.iter().enumerate() {
        if let Some(rest) = text.strip_suffix(*part).and_then(|rest| rest.strip_suffix('之')) {
            return (rest, index as u8 + 1);
        }
    }
    (text, 0)
}

/// Drops blanks, makes every bracket round and every full-width character half-width.
fn fold_width(text: &str) -> String {
    text.chars()
        .filter(|character| !character.is_whitespace() && !character.is_control() && *character != '\u{feff}' && *character != '\u{200b}')
        .map(|character| match character {
            '〔' | '【' | '［' | '[' | '（' | '﹝' | '{' | '｛' => '(',
            '〕' | '】' | '］' | ']' | '）' | '﹞' | '}' | '｝' => ')',
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(character as u32 - 0xfee0).unwrap_or(character),
            other => other,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn every_bracket_gives_the_same_number() {
        for text in [
            "平湛政复决字〔2023〕59号",
            "平湛政复决字[2023]59号",
            "平湛政复决字【2023】59号",
            "平湛政复决字（2023）59号",
            " 平湛政复决字 (２０２３) 第５９号 ",
        ] {
            assert_eq!(CaseNumber::parse(text).map(|number| number.normalised()), Ok("平湛政复决字〔2023〕59号".to_owned()), "{text}");
        }
        for text in ["（2023）豫0411行初12号", "〔2023〕豫0411行初12号", "(2023)豫0411行初012号", "［2023］豫0411 行初 12 号"]
        {
            let number = CaseNumber::parse(text).expect(text);
            assert_eq!(number.normalised(), "（2023）豫0411行初12号");
            assert_eq!(number.instance(), Some(Instance::First));
        }
        assert_eq!(CaseNumber::parse("（2023）豫04行终7号之二").map(|number| number.to_string()), Ok("（2023）豫04行终7号之二".to_owned()));
    }

    #[test]
    fn what_is_not_a_number_says_what_it_lacks() {
        for (text, fault) in [
            ("  ", NumberFault::Empty),
            ("平湛政复决字2023-59号", NumberFault::NoYear),
            ("平湛政复决字〔23〕59号", NumberFault::Year),
            ("平湛政复决字〔2123〕59号", NumberFault::Year),
            ("平湛政复决字〔2023〕号", NumberFault::NoSequence),
            ("平湛政复决字〔2023〕0号", NumberFault::NoSequence),
            ("平湛政复决字〔2023〕59", NumberFault::NoSequence),
            ("〔2023〕59号", NumberFault::NoIssuer),
            ("平〔2023〕豫行初5号", NumberFault::NoIssuer),
            ("（2023）豫0411民初12号", NumberFault::NotAdministrative),
        ] {
            assert_eq!(CaseNumber::parse(text), Err(fault), "{text}");
        }
    }

    proptest! {
        #[test]
        fn parse_undoes_display(year in 1990u16..2100, sequence in 1u32..100_000, court in "豫[0-9]{2,4}", part in 0u8..10) {
            let court = CaseNumber::Court { year, court, word: "行初".into(), sequence, part };
            prop_assert_eq!(CaseNumber::parse(&court.to_string()), Ok(court));
            let organ = CaseNumber::Organ { word: "平湛政复决字".into(), year, sequence };
            prop_assert_eq!(CaseNumber::parse(&organ.to_string()), Ok(organ));
        }

        #[test]
        fn any_text_is_read_or_refused_without_panic(text in "\\PC{0,40}") {
            let _ = CaseNumber::parse(&text);
        }
    }
}
