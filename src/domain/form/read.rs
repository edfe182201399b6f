//! Typed text → an event. Nothing is guessed: what cannot be read is a fault that names its field.

use serde_json::{Map, Value, json};

use super::typed::{DATA, Typed, name_in};
use crate::domain::Day;
use crate::domain::case::event::{Event, EventKind, Field, NOTE};
use crate::domain::case::hour::Hour;
use crate::domain::case::kind::Kind;
use crate::domain::ledger::{key, parse_day};
use crate::domain::words::{Sentence, Words};

/// A field that cannot be read, or that says too little.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Name of the field.
    pub field: String,
    /// What is wrong with it.
    pub what: Sentence,
}

/// Label of the day an event happened.
const ON: Words = Words { zh: "日期", en: "day" };

/// Reads the day and the event of a form.
///
/// # Errors
/// Every field that cannot be read.
pub fn read(kind: &'static EventKind, typed: &Typed) -> Result<(Day, Event), Vec<Fault>> {
    let mut reader = Reader { typed, faults: Vec::new() };
    let on = reader.day("on", ON);
    if typed.get("on").is_empty() {
        reader.fault("on", Sentence::new("请填写日期", "enter the day"));
    }
    let mut data = Map::new();
    for field in kind.fields.iter().chain([&NOTE]) {
        if let Some(value) = reader.value(&name_in(DATA, field), field.words, &field.kind()) {
            data.insert(field.name.to_owned(), value);
        }
    }
    let mut faults = reader.faults;
    match (on, Event::parse(kind.code, &Value::Object(data).to_string())) {
        (Some(on), Ok(event)) if faults.is_empty() => Ok((on, event)),
        (_, Err(error)) if faults.is_empty() => Err(vec![Fault { field: DATA.to_owned(), what: error.sentence() }]),
        _ => {
            faults.dedup();
            Err(faults)
        }
    }
}

struct Reader<'a> {
    typed: &'a Typed,
    faults: Vec<Fault>,
}

impl Reader<'_> {
    fn fault(&mut self, field: &str, what: Sentence) {
        self.faults.push(Fault { field: field.to_owned(), what });
    }

    /// A text that does not say what is asked for.
    fn unreadable(&mut self, field: &str, label: Words, zh: &str, en: &str) {
        let text = self.typed.get(field);
        let what = Sentence::new(format!("{}：“{text}”不是{zh}", label.zh), format!("{}: “{text}” is not {en}", label.en));
        self.fault(field, what);
    }

    fn day(&mut self, name: &str, label: Words) -> Option<Day> {
        let text = self.typed.get(name);
        if text.is_empty() {
            return None;
        }
        match parse_day(text) {
            Ok(day) => Some(day),
            Err(expected) => {
                self.unreadable(name, label, &expected.zh, &expected.en);
                None
            }
        }
    }

    fn value(&mut self, name: &str, label: Words, kind: &Kind) -> Option<Value> {
        let text = self.typed.get(name);
        match kind {
            Kind::Text | Kind::Unit | Kind::Code(_) => (!text.is_empty()).then(|| json!(text.replace("\r\n", "\n"))),
            Kind::Day => self.day(name, label).map(|day| json!(day)),
            Kind::Hour => {
                if text.is_empty() {
                    return None;
                }
                match text.parse::<Hour>() {
                    Ok(hour) => Some(json!(hour)),
                    Err(expected) => {
                        self.unreadable(name, label, &expected.zh, &expected.en);
                        None
                    }
                }
            }
            Kind::YesNo => match text {
                "" => None,
                "yes" => Some(json!(true)),
                "no" => Some(json!(false)),
                _ => {
                    self.unreadable(name, label, "“是”或者“否”", "yes or no");
                    None
                }
            },
            Kind::Number => self.number(name, label, |text| text.parse::<u32>().ok().map(|number| json!(number)), "整数", "a whole number"),
            Kind::Money => self.number(name, label, |text| fen(text).map(|fen| json!(fen)), "以元计的金额", "an amount in yuan"),
            Kind::Word(words) => {
                if text.is_empty() {
                    return None;
                }
                if !words.iter().any(|(code, _)| *code == text) {
                    self.unreadable(name, label, "可选的值", "one of the choices");
                    return None;
                }
                Some(json!(text))
            }
            Kind::Part(fields) => self.part(name, fields),
            Kind::Many(one) => {
                let items = self.items(name, label, one);
                (!items.is_empty()).then_some(Value::Array(items))
            }
            Kind::List(one) => self.list(name, label, one),
        }
    }

    fn number(&mut self, name: &str, label: Words, read: fn(&str) -> Option<Value>, zh: &str, en: &str) -> Option<Value> {
        let text = key(self.typed.get(name)).replace(',', "");
        if text.is_empty() {
            return None;
        }
        let value = read(&text);
        if value.is_none() {
            self.unreadable(name, label, zh, en);
        }
        value
    }

    /// Something made of parts, when any of them is filled in; then the necessary ones must be.
    fn part(&mut self, name: &str, fields: &'static [Field]) -> Option<Value> {
        if !self.typed.says(name) {
            return None;
        }
        let mut parts = Map::new();
        for field in fields {
            let inner = name_in(name, field);
            let before = self.faults.len();
            match self.value(&inner, field.words, &field.kind()) {
                Some(value) => drop(parts.insert(field.name.to_owned(), value)),
                None if field.must && self.faults.len() == before => {
                    self.fault(&inner, Sentence::new(format!("请填写{}", field.words.zh), format!("enter: {}", field.words.en)));
                }
                None => {}
            }
        }
        (!parts.is_empty()).then_some(Value::Object(parts))
    }

    fn items(&mut self, name: &str, label: Words, one: &Kind) -> Vec<Value> {
        match one {
            Kind::Code(_) => self.typed.all(name).map(|code| json!(code)).collect(),
            Kind::Word(words) => {
                if self.typed.all(name).any(|text| !words.iter().any(|(code, _)| *code == text)) {
                    self.unreadable(name, label, "可选的值", "one of the choices");
                }
                self.typed.all(name).map(|code| json!(code)).collect()
            }
            _ => (0..self.typed.rows(name)).filter_map(|row| self.value(&format!("{name}.{row}"), label, one)).collect(),
        }
    }

    /// A list that may be recorded as empty, by saying so.
    fn list(&mut self, name: &str, label: Words, one: &Kind) -> Option<Value> {
        let any = format!("{name}.any");
        let before = self.faults.len();
        let items = self.items(name, label, one);
        match (self.typed.get(&any), items.is_empty()) {
            ("no", true) => Some(json!([])),
            ("no", false) => {
                let what = Sentence::new(
                    format!("{}：选了“否”，却填写了内容", label.zh),
                    format!("{}: “no” was chosen, yet something is filled in", label.en),
                );
                self.fault(&any, what);
                None
            }
            ("yes", true) if self.faults.len() == before => {
                self.fault(&any, Sentence::new(format!("{}：请填写", label.zh), format!("{}: fill in at least one row", label.en)));
                None
            }
            (_, true) => None,
            _ => Some(Value::Array(items)),
        }
    }
}

/// 1234.5 yuan → 123450 fen.
fn fen(text: &str) -> Option<i64> {
    let text = text.strip_suffix('元').unwrap_or(text);
    let (yuan, rest) = text.split_once('.').unwrap_or((text, ""));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(yuan) || rest.len() > 2 || text.contains('.') && !digits(rest) {
        return None;
    }
    let rest: i64 = format!("{rest:0<2}").parse().ok()?;
    yuan.parse::<i64>().ok()?.checked_mul(100)?.checked_add(rest)
}
