//! Which field a condition of the law is about. The guards are asked, not described a second time: a field that changes what a
//! guard finds is a field it asks about.

use serde_json::{Map, Value, json};

use crate::domain::Day;
use crate::domain::case::event::{Event, EventKind, Field, Tag};
use crate::domain::case::kind::Kind;
use crate::domain::case::transition::{self, Check, Guard, Step, Transition};
use crate::domain::case::{Case, Entry, Refusal, State, machine_of, openings};
use crate::domain::law::Law;

/// A field that a condition of the step asks about.
#[derive(Debug, Clone, Copy)]
pub struct Asked {
    /// Name of the field.
    pub field: &'static str,
    /// The condition.
    pub guard: &'static Guard,
    /// Without the field, nothing can be recorded.
    pub needed: bool,
}

/// The row of the table a step from here goes by.
fn row_of(case: &Case, tag: Tag, on: Day, law: &Law) -> Option<&'static Transition> {
    let regime = case.regime(on, law);
    let machines = if case.state == State::New { openings(case.kind) } else { vec![machine_of(case)] };
    machines.into_iter().find_map(|machine| machine.row(case.state, tag, regime))
}

/// What the conditions of a step ask of its event, as the case stands: `case` as of the day.
pub fn asked(case: &Case, tag: Tag, on: Day, law: &Law) -> Vec<Asked> {
    let Some(row) = row_of(case, tag, on, law) else { return Vec::new() };
    let (kind, regime) = (tag.kind(), case.regime(on, law));
    let check = |guard: &Guard, event: Option<&Event>| (guard.check)(&Step { case, law, on, regime, event });
    let bare = parse(kind, &Map::new());
    let mut found = Vec::new();
    for field in kind.fields {
        let events: Vec<Event> = samples(&field.kind(), on, law).into_iter().filter_map(|value| with(kind, field, value)).collect();
        for guard in row.guards {
            // what the case itself lacks, no field mends
            let (alone, without) = (check(guard, None), check(guard, bare.as_ref()));
            let lifted = without != Check::Holds && events.iter().any(|event| check(guard, Some(event)) == Check::Holds);
            let touched = lifted || events.iter().any(|event| check(guard, Some(event)) != without);
            if touched {
                found.push(Asked { field: field.name, guard, needed: lifted && alone == Check::Holds });
            }
        }
    }
    found
}

/// Names of the fields that another answer would have got past this refusal; empty where the case itself stands in the way.
pub fn to_blame(case: &Case, entry: &Entry, refusal: &Refusal, law: &Law) -> Vec<&'static str> {
    let kind = entry.event.kind();
    let Ok(Value::Object(data)) = serde_json::from_str::<Value>(&entry.event.data()) else { return Vec::new() };
    let passes = |data: &Map<String, Value>| {
        let Some(event) = parse(kind, data) else { return false };
        let other = Entry { event, ..entry.clone() };
        match transition::decide(case, refusal.position, &other, law) {
            Ok(_) => true,
            Err(still) => (still.rule.as_str(), &still.reason) != (refusal.rule.as_str(), &refusal.reason),
        }
    };
    // refused for what is added with the consent, not for what was typed
    if passes(&data) {
        return Vec::new();
    }
    let blamed = |field: &&Field| {
        let mut other = data.clone();
        other.remove(field.name).is_some() && passes(&other)
            || samples(&field.kind(), entry.on, law).into_iter().any(|value| {
                other.insert(field.name.to_owned(), value);
                passes(&other)
            })
    };
    kind.fields.iter().filter(blamed).map(|field| field.name).collect()
}

fn parse(kind: &EventKind, data: &Map<String, Value>) -> Option<Event> {
    Event::parse(kind.code, &Value::Object(data.clone()).to_string()).ok()
}

fn with(kind: &EventKind, field: &Field, value: Value) -> Option<Event> {
    let mut data = Map::new();
    data.insert(field.name.to_owned(), value);
    parse(kind, &data)
}

/// Values between which a condition can tell.
fn samples(kind: &Kind, on: Day, law: &Law) -> Vec<Value> {
    match kind {
        Kind::Text | Kind::Unit => vec![json!("某某")],
        Kind::Day => [0, -1, -400, 40].map(|days| json!(on + chrono::TimeDelta::days(days))).to_vec(),
        Kind::Hour => vec![json!("09:30")],
        Kind::YesNo => vec![json!(true), json!(false)],
        Kind::Number => [0, 1, 2, 3, 15, 30, 31, 60].map(|number| json!(number)).to_vec(),
        Kind::Money => vec![json!(1), json!(100_000_000)],
        Kind::Code(list) => law.codes.list(list).map(|entry| json!(entry.code)).collect(),
        Kind::Word(words) => words.iter().map(|(code, _)| json!(code)).collect(),
        Kind::Part(fields) => {
            let first = |field: &&Field| Some((field.name.to_owned(), samples(&field.kind(), on, law).into_iter().next()?));
            vec![Value::Object(fields.iter().filter(|field| field.must).filter_map(|field| first(&field)).collect())]
        }
        Kind::Many(one) => samples(one, on, law).into_iter().map(|value| json!([value])).collect(),
        Kind::List(one) => std::iter::once(json!([])).chain(samples(one, on, law).into_iter().map(|value| json!([value]))).collect(),
    }
}
