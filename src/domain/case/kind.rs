//! Kinds of values: what a field asks for, described once, for forms, for the documentation and for programs.

use super::event::Field;
use crate::domain::words::Words;

/// What kind of value a field holds.
#[derive(Debug, Clone)]
pub enum Kind {
    /// Words.
    Text,
    /// Name of a unit or of another organ.
    Unit,
    /// A day.
    Day,
    /// A time of day.
    Hour,
    /// Yes or no.
    YesNo,
    /// A whole number, from 0.
    Number,
    /// An amount of money in fen (分).
    Money,
    /// A code of the list with this name in the book of codes.
    Code(&'static str),
    /// One of these words, each with the term people read.
    Word(&'static [(&'static str, Words)]),
    /// Something made of parts.
    Part(&'static [Field]),
    /// One value or several; none of them is the same as nothing recorded.
    Many(Box<Kind>),
    /// A list that may be recorded as empty.
    List(Box<Kind>),
}

impl Kind {
    /// How a value is written in JSON, in one phrase.
    pub fn shape(&self) -> String {
        match self {
            Self::Text | Self::Unit => "text".to_owned(),
            Self::Day => "day YYYY-MM-DD".to_owned(),
            Self::Hour => "time HH:MM".to_owned(),
            Self::YesNo => "true | false".to_owned(),
            Self::Number => "whole number".to_owned(),
            Self::Money => "amount in fen".to_owned(),
            Self::Code(list) => format!("code of list {list}"),
            Self::Word(words) => words.iter().map(|(code, _)| *code).collect::<Vec<_>>().join(" | "),
            Self::Part(fields) => {
                let names = fields.iter().map(|field| format!("{}{}", field.name, if field.must { "" } else { "?" }));
                format!("{{{}}}", names.collect::<Vec<_>>().join(", "))
            }
            Self::Many(one) => format!("{} or a list of them", one.shape()),
            Self::List(one) => format!("list of {}", one.shape()),
        }
    }

    /// The same, where its words are names of units.
    pub(super) fn of_units(self) -> Self {
        match self {
            Self::Text => Self::Unit,
            Self::Many(one) => Self::Many(Box::new(one.of_units())),
            Self::List(one) => Self::List(Box::new(one.of_units())),
            other => other,
        }
    }
}
