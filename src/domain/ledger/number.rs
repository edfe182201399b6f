//! Numbers of cases in ledgers: 平湛政复决字〔2023〕59号 of a bureau, （2023）豫0411行初12号 of a court.

use super::text::key;
use crate::domain::words::Sentence;

/// A case number in the one form it is stored and compared in.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LedgerNumber {
    word: String,
    year: u16,
    serial: u32,
    court: bool,
}

/// Why a text is not a case number.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", .0.en)]
pub struct NumberFault(pub Sentence);

impl LedgerNumber {
    /// Reads a number with any of the five kinds of brackets, stray blanks and full-width digits.
    ///
    /// # Errors
    /// No year in brackets, no word before it (or, of a court, after it), no serial number before 号.
    pub fn parse(text: &str) -> Result<Self, NumberFault> {
        Self::read(&key(text)).ok_or_else(|| {
            NumberFault(Sentence::new(
                "案号形如“某政复决字〔2023〕59号”或“（2023）豫0411行初12号”",
                "a case number such as 某政复决字〔2023〕59号 or （2023）豫0411行初12号",
            ))
        })
    }

    fn read(key: &str) -> Option<Self> {
        let (before, rest) = key.split_once('(')?;
        let (year, after) = rest.split_once(')')?;
        let year = year.trim_end_matches('年').parse().ok().filter(|year| (1990..2100).contains(year))?;
        let after = after.strip_suffix('号')?;
        let court = before.is_empty();
        let (word, serial) = if court {
            let digits = after.len() - after.trim_end_matches(|c: char| c.is_ascii_digit()).len();
            after.split_at(after.len() - digits)
        } else {
            (before, after.strip_prefix('第').unwrap_or(after))
        };
        let spoken = word.chars().any(char::is_alphabetic) && !word.contains(['(', ')']);
        let serial =
            Some(serial).filter(|serial| serial.bytes().all(|byte| byte.is_ascii_digit()))?.parse().ok().filter(|serial| *serial > 0)?;
        spoken.then(|| Self { word: word.to_uppercase(), year, serial, court })
    }

    /// The one form: 〔〕 in numbers of a bureau, （） in numbers of a court, no leading zeros.
    pub fn normalised(&self) -> String {
        let Self { word, year, serial, court } = self;
        if *court { format!("（{year}）{word}{serial}号") } else { format!("{word}〔{year}〕{serial}号") }
    }

    /// A court gave it.
    pub fn is_courts(&self) -> bool {
        self.court
    }

    /// The word that tells what kind of record a court's number stands for: 初, 终, 申, 再, 监, 审 …
    pub fn court_word(&self) -> Option<char> {
        self.word.chars().next_back().filter(|_| self.court)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_brackets_make_one_number() {
        for text in [
            "平湛政复决字〔2023〕59号",
            "平湛政复决字[2023] 59号",
            "平湛政复决字【２０２３】５９号",
            "平湛政复决字（2023）第059号",
            " 平湛政复决字(2023年)59号",
        ] {
            assert_eq!(LedgerNumber::parse(text).unwrap().normalised(), "平湛政复决字〔2023〕59号", "{text}");
        }
        for text in ["（2023）豫0411行初12号", "(2023)豫0411行初12号", "〔2023〕豫 0411 行初 12 号"] {
            let number = LedgerNumber::parse(text).unwrap();
            assert_eq!(number.normalised(), "（2023）豫0411行初12号", "{text}");
            assert_eq!(number.court_word(), Some('初'));
        }
    }

    #[test]
    fn what_lacks_a_part_is_no_number() {
        for text in
            ["", "59", "平湛政复决字59号", "平湛政复决字〔2023〕号", "〔2023〕59号", "平湛政复决字〔23〕59号", "平湛政复决字〔2023〕59"]
        {
            assert!(LedgerNumber::parse(text).is_err(), "{text}");
        }
    }
}
