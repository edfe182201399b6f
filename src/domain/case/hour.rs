//! The hour of a hearing: a time of day as a summons writes it.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::field::FieldValue;
use super::kind::Kind;
use crate::domain::words::Sentence;

/// A time of day in China, in minutes after midnight; written `09:30`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hour(u16);

impl Hour {
    /// Minutes after midnight, 0 to 1439.
    pub const fn minutes(self) -> u16 {
        self.0
    }
}

/// What was expected of a text that is no time of day.
fn expected() -> Sentence {
    Sentence::new("时刻，如 09:30", "a time of day such as 09:30")
}

impl FromStr for Hour {
    type Err = Sentence;

    /// `9:30`, `09:30`; the colon may be that of Chinese.
    fn from_str(text: &str) -> Result<Self, Sentence> {
        let text = text.trim().replace('：', ":");
        let number = |digits: &str, most: u16| {
            let whole = (1..=2).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
            digits.parse().ok().filter(|number: &u16| whole && *number <= most)
        };
        let (hour, minute) = text.split_once(':').ok_or_else(expected)?;
        match (number(hour, 23), number(minute, 59)) {
            (Some(hour), Some(minutes)) if minute.len() == 2 => Ok(Self(hour * 60 + minutes)),
            _ => Err(expected()),
        }
    }
}

impl fmt::Display for Hour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

impl Serialize for Hour {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Hour {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(|expected: Sentence| serde::de::Error::custom(format!("`{text}`: {}", expected.en)))
    }
}

impl FieldValue for Hour {
    fn kind() -> Kind {
        Kind::Hour
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_hour_is_read_as_people_write_it_and_written_in_one_way() {
        for (text, minutes, written) in [("9:30", 570, "09:30"), (" 09：30", 570, "09:30"), ("00:00", 0, "00:00"), ("23:59", 1439, "23:59")]
        {
            let hour: Hour = text.parse().unwrap();
            assert_eq!((hour.minutes(), hour.to_string()), (minutes, written.to_owned()));
        }
        for wrong in ["", "9", "24:00", "09:60", "9:3", "+9:30", "009:30", "九点", "09:30:00"] {
            assert!(wrong.parse::<Hour>().is_err(), "{wrong}");
        }
        assert_eq!(serde_json::from_str::<Hour>("\"9:05\"").map(|hour| serde_json::to_string(&hour).unwrap()).unwrap(), "\"09:05\"");
        assert!(serde_json::from_str::<Hour>("\"25:00\"").unwrap_err().to_string().contains("a time of day"));
    }
}
