//! The procedural events: THE vocabulary of a case file. One table gives each event its code, its Chinese name, the paper
//! it leaves behind, its article and its fields; types, JSON, checks, forms and documentation all come from it.

mod aftermath;
mod application;
mod define;
mod file;
mod first_instance;
mod later_instances;
mod review;
mod table;

pub use aftermath::*;
pub use application::*;
pub use define::Row;
pub use file::*;
pub use first_instance::*;
pub use later_instances::*;
pub use review::*;
pub use table::*;

use super::field::FieldValue;
use super::kind::Kind;
use crate::domain::words::{Sentence, Words};

/// 备注 — remark: every event may carry one.
pub const NOTE: Field = Field {
    name: "note",
    must: false,
    words: Words { zh: "备注", en: "remark" },
    type_name: "String",
    type_kind: <String as FieldValue>::kind,
    marks: None,
};

/// Description of one field of an event, or of a part of one.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// Name in JSON.
    pub name: &'static str,
    /// Must be there for the event to be lawful; otherwise it may be added later.
    pub must: bool,
    /// Label.
    pub words: Words,
    /// Name of its type, which tells names of units from other words.
    pub type_name: &'static str,
    /// What kind of value its type holds; [`Field::kind`] knows more.
    pub type_kind: fn() -> Kind,
    /// The event of `periods.toml` this day stands for, when statutory periods run from it or end with it.
    pub marks: Option<&'static str>,
}

/// Description of one event.
#[derive(Debug, Clone, Copy)]
pub struct EventKind {
    /// Code, as in `lifecycle.md` and `periods.toml`.
    pub code: &'static str,
    /// Name.
    pub words: Words,
    /// Paper issued or filed; "S" named in the statute, "C" customary.
    pub document: &'static str,
    /// Article the event comes from.
    pub article: &'static str,
    /// Its fields.
    pub fields: &'static [Field],
}

/// Why a line of JSON is not an event.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EventError {
    /// No such event.
    #[error("there is no event \"{0}\"")]
    UnknownEvent(String),
    /// The data do not fit the event's fields.
    #[error("data of `{event}`: {}", .fault.en)]
    Data {
        /// Code of the event.
        event: &'static str,
        /// What does not fit.
        fault: Sentence,
    },
}

impl EventError {
    /// The error in both languages.
    pub fn sentence(&self) -> Sentence {
        let zh = match self {
            Self::UnknownEvent(code) => format!("没有代码为“{code}”的事项"),
            Self::Data { event, fault } => format!("“{event}”的内容不合要求：{}", fault.zh),
        };
        Sentence::new(zh, self.to_string())
    }
}

impl Event {
    /// Description of the event.
    pub fn kind(&self) -> &'static EventKind {
        self.tag().kind()
    }
}

impl Field {
    /// What kind of value it holds.
    pub fn kind(&self) -> Kind {
        let kind = (self.type_kind)();
        if self.type_name.contains("UnitName") { kind.of_units() } else { kind }
    }

    /// How its value is written in JSON.
    pub fn shape(&self) -> String {
        self.kind().shape()
    }
}

impl EventKind {
    /// The event with this code.
    pub fn of(code: &str) -> Option<&'static Self> {
        EVENTS.iter().find(|kind| kind.code == code)
    }
}
