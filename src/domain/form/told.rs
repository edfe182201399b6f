//! What an event says, in words: label and value of each field that is recorded.

use serde_json::Value;

use super::typed::yuan;
use crate::domain::Day;
use crate::domain::case::event::{Event, NOTE};
use crate::domain::case::kind::Kind;
use crate::domain::law::Law;
use crate::domain::words::{Sentence, Words};

/// Label and value of each recorded field, codes by their names.
pub fn told(event: &Event, law: &Law) -> Vec<(Words, Sentence)> {
    let data: Value = serde_json::from_str(&event.data()).unwrap_or_default();
    let fields = event.kind().fields.iter().chain([&NOTE]);
    fields.filter_map(|field| Some((field.words, value(&field.kind(), data.get(field.name)?, law)))).collect()
}

fn value(kind: &Kind, given: &Value, law: &Law) -> Sentence {
    let both = |text: &str| Sentence::new(text, text);
    match (kind, given) {
        (Kind::YesNo, given) => match given.as_bool() {
            Some(true) => Sentence::new("是", "yes"),
            _ => Sentence::new("否", "no"),
        },
        (Kind::Money, given) => {
            let yuan = yuan(given.as_i64().unwrap_or_default());
            Sentence::new(format!("{yuan}元"), format!("{yuan} yuan"))
        }
        (Kind::Day, Value::String(text)) => match text.parse::<Day>() {
            Ok(day) => Sentence::new(day.format("%Y年%-m月%-d日").to_string(), text),
            Err(_) => both(text),
        },
        (Kind::Code(list), Value::String(code)) => law.codes.code(list, code).map_or_else(|| both(code), |entry| entry.name()),
        (Kind::Word(words), Value::String(code)) => {
            words.iter().find(|(known, _)| known == code).map_or_else(|| both(code), |(_, words)| (*words).into())
        }
        (Kind::Part(fields), Value::Object(parts)) => {
            let said = fields.iter().enumerate().filter_map(|(at, field)| {
                let said = value(&field.kind(), parts.get(field.name)?, law);
                // the first part names the thing; the others say what they are
                Some(match at {
                    0 => said,
                    _ => Sentence::new(format!("{}：{}", field.words.zh, said.zh), format!("{}: {}", field.words.en, said.en)),
                })
            });
            let said: Vec<Sentence> = said.collect();
            joined(&said, "，", ", ")
        }
        (Kind::Many(one) | Kind::List(one), Value::Array(items)) => {
            if items.is_empty() {
                return Sentence::new("无", "none");
            }
            let said: Vec<Sentence> = items.iter().map(|item| value(one, item, law)).collect();
            joined(&said, "；", "; ")
        }
        (_, Value::String(text)) => both(text),
        (_, other) => both(&other.to_string()),
    }
}

fn joined(said: &[Sentence], zh: &str, en: &str) -> Sentence {
    let zh = said.iter().map(|one| one.zh.as_str()).collect::<Vec<_>>().join(zh);
    let en = said.iter().map(|one| one.en.as_str()).collect::<Vec<_>>().join(en);
    Sentence::new(zh, en)
}
