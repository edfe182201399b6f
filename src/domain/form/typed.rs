//! What was typed, by the name of its field: `on`, `data.reason`, `data.applicants.0.name`.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde_json::Value;

use crate::domain::case::event::{Event, Field, NOTE};
use crate::domain::case::kind::Kind;

/// Begins the names of an event's own fields.
pub const DATA: &str = "data";
/// Most rows of a list that are read: far more than a case has parties, and a bound for what is not typed by hand.
const MOST_ROWS: usize = 200;

/// Everything typed into a form. A name has several values where several boxes are ticked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Typed(BTreeMap<String, Vec<String>>);

impl Typed {
    /// Fields and their values, in the order they were sent.
    pub fn of(fields: impl IntoIterator<Item = (String, String)>) -> Self {
        let mut typed = Self::default();
        fields.into_iter().for_each(|(name, value)| typed.put(name, value));
        typed
    }

    /// What recording this event would have taken to type.
    pub fn of_event(event: &Event) -> Self {
        let mut typed = Self::default();
        let data: Value = serde_json::from_str(&event.data()).unwrap_or_default();
        for field in event.kind().fields.iter().chain([&NOTE]) {
            if let Some(value) = data.get(field.name) {
                typed.put_value(&name_in(DATA, field), &field.kind(), value);
            }
        }
        typed
    }

    /// Adds a value.
    pub fn put(&mut self, name: impl Into<String>, value: impl Into<String>) {
        self.0.entry(name.into()).or_default().push(value.into());
    }

    /// Puts a value where nothing was typed: what a form begins with.
    pub fn suggest(&mut self, name: &str, value: impl Into<String>) {
        if self.get(name).is_empty() {
            self.set(name, value);
        }
    }

    /// Puts a value in the place of all others.
    pub fn set(&mut self, name: &str, value: impl Into<String>) {
        self.0.insert(name.to_owned(), vec![value.into()]);
    }

    /// The first value of a name, without blanks around it; empty where there is none.
    pub fn get(&self, name: &str) -> &str {
        self.0.get(name).and_then(|values| values.first()).map_or("", |value| value.trim())
    }

    /// Every value of a name that says something.
    pub fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.0.get(name).into_iter().flatten().map(|value| value.trim()).filter(|value| !value.is_empty())
    }

    /// Every name with its values.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().flat_map(|(name, values)| values.iter().map(move |value| (name.as_str(), value.as_str())))
    }

    /// Whether anything was typed into a field or a part of it.
    pub fn says(&self, name: &str) -> bool {
        self.below(name).any(|(_, values)| values.iter().any(|value| !value.trim().is_empty()))
    }

    /// How many rows of a list were sent, empty ones among them.
    pub fn rows(&self, name: &str) -> usize {
        let row = |below: &str| below.strip_prefix(name)?.strip_prefix('.')?.split('.').next()?.parse::<usize>().ok();
        self.below(name).filter_map(|(below, _)| row(below)).filter(|row| *row < MOST_ROWS).max().map_or(0, |row| row + 1)
    }

    fn below<'a>(&'a self, name: &'a str) -> impl Iterator<Item = (&'a str, &'a Vec<String>)> {
        let begins = move |below: &str| below.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
        self.0
            .range(name.to_owned()..)
            .map(|(below, values)| (below.as_str(), values))
            .take_while(move |(below, _)| below.starts_with(name))
            .filter(move |(below, _)| begins(below))
    }

    fn put_value(&mut self, name: &str, kind: &Kind, value: &Value) {
        match (kind, value) {
            (Kind::Part(fields), Value::Object(parts)) => {
                for field in *fields {
                    if let Some(part) = parts.get(field.name) {
                        self.put_value(&name_in(name, field), &field.kind(), part);
                    }
                }
            }
            (Kind::Many(one) | Kind::List(one), Value::Array(items)) => {
                if matches!(kind, Kind::List(_)) {
                    self.put(format!("{name}.any"), if items.is_empty() { "no" } else { "yes" });
                }
                for (row, item) in items.iter().enumerate() {
                    match **one {
                        Kind::Code(_) | Kind::Word(_) => self.put_value(name, one, item),
                        _ => self.put_value(&format!("{name}.{row}"), one, item),
                    }
                }
            }
            (Kind::Money, Value::Number(fen)) => self.put(name, yuan(fen.as_i64().unwrap_or_default())),
            (_, Value::Bool(yes)) => self.put(name, if *yes { "yes" } else { "no" }),
            (_, Value::String(text)) => self.put(name, text.as_str()),
            (_, value) => self.put(name, value.to_string()),
        }
    }
}

/// Name of a field within another.
pub(super) fn name_in(outer: &str, field: &Field) -> String {
    format!("{outer}.{}", field.name)
}

/// An amount in yuan, with its fen where there are any.
pub(super) fn yuan(fen: i64) -> String {
    let mut text = format!("{}{}", if fen < 0 { "-" } else { "" }, fen.unsigned_abs() / 100);
    let rest = fen.unsigned_abs() % 100;
    if rest > 0 {
        // writing to a text cannot fail
        let _ = write!(text, ".{rest:02}");
    }
    text
}
