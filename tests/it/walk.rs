//! Random lawful histories: a walk over the tables, step by step, with plausible data. What must hold of every history is in
//! `properties`.

use std::collections::BTreeSet;

use chrono::Days;
use fuyi::domain::Day;
use fuyi::domain::case::event::{Event, EventKind, Field, Tag};
use fuyi::domain::case::transition::{self, Machine};
use fuyi::domain::case::{Case, CaseKind, Entry, History, State, machine_of, openings};
use fuyi::domain::law::Law;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde_json::{Map, Value, json};

/// A walk: the history it made, the case after each entry, and the rows it took (`machine row`).
pub struct Walk {
    pub kind: CaseKind,
    pub history: History,
    pub case: Case,
    pub rows: BTreeSet<String>,
}

const UNITS: [&str; 3] = ["区公安分局", "区市场监管局", "平湛区人民政府"];
const STEPS: usize = 24;
/// Tries for one step: random data often break a condition, as they should.
const TRIES: usize = 24;

/// The walk of a seed.
pub fn walk(seed: u64, law: &Law) -> Walk {
    let mut chance = ChaCha8Rng::seed_from_u64(seed);
    let kind = CaseKind::ALL[chance.random_range(0..CaseKind::ALL.len())];
    let machines = openings(kind);
    let machine = machines[chance.random_range(0..machines.len())];
    let mut walk = Walk { kind, history: History::default(), case: Case::new(kind), rows: BTreeSet::new() };
    let start: Day = "2021-06-01".parse().unwrap();
    let mut on = start + Days::new(chance.random_range(0..1_200));
    for _ in 0..STEPS {
        let later = [0, 1, 3, 9, 35, 95][chance.random_range(0..6)];
        on = on + Days::new(chance.random_range(0..=later));
        if let Some(entry) = (0..TRIES).find_map(|_| lawful_step(&mut chance, machine, &walk, on, law)) {
            walk.take(machine, entry, law);
        }
    }
    walk
}

/// A random row from where the case stands, with random data, when the law allows it.
fn lawful_step(chance: &mut ChaCha8Rng, opening: &'static Machine, walk: &Walk, on: Day, law: &Law) -> Option<Entry> {
    let before = walk.case.as_of(on, law);
    let machine = if before.state == State::New { opening } else { machine_of(&before) };
    let regime = before.regime(on, law);
    let rows: Vec<_> = machine.transitions().filter(|row| row.from.contains(&before.state) && row.laws.include(regime)).collect();
    // a step to another state as often as a note
    let moving: Vec<_> = rows.iter().filter(|row| row.to != transition::To::Same).collect();
    let row = match moving.len() {
        most if most > 0 && chance.random_range(0..3) > 0 => moving[chance.random_range(0..most)],
        _ => rows.get(chance.random_range(0..rows.len().max(1)))?,
    };
    let entry = Entry::recorded(on, plausible(chance, row.event, machine, on, law));
    let position = walk.history.0.len();
    transition::decide(&walk.case, position, &entry, law).ok().map(|_| entry)
}

impl Walk {
    fn take(&mut self, opening: &'static Machine, entry: Entry, law: &Law) {
        let before = self.case.as_of(entry.on, law);
        let machine = if before.state == State::New { opening } else { machine_of(&before) };
        if let Some(row) = machine.row(before.state, entry.event.tag(), before.regime(entry.on, law)) {
            self.rows.insert(format!("{} {}", machine.code, row.id));
        }
        self.case.apply(&entry, law);
        self.history.0.push(entry);
    }
}

/// An event with every necessary field and some of the others.
fn plausible(chance: &mut ChaCha8Rng, tag: Tag, machine: &Machine, on: Day, law: &Law) -> Event {
    let kind = tag.kind();
    let mut data = Map::new();
    for field in kind.fields {
        if field.must || chance.random_range(0..100) < 30 {
            data.insert(field.name.to_owned(), value(chance, kind, field, machine, on, law));
        }
    }
    let text = Value::Object(data).to_string();
    Event::parse(kind.code, &text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

fn value(chance: &mut ChaCha8Rng, event: &EventKind, field: &Field, machine: &Machine, on: Day, law: &Law) -> Value {
    let shape = field.shape();
    let one = shape.strip_suffix(" or a list of them").unwrap_or(&shape);
    let before = on - Days::new(chance.random_range(0..20));
    let unit = UNITS[chance.random_range(0..UNITS.len())];
    match one {
        "text" => json!(if field.words.en.contains("agenc") || field.words.en.contains("respondent") { unit } else { "王某某" }),
        "true | false" => json!(chance.random_range(0..2) == 0),
        "whole number" => json!(if field.name == "days" { chance.random_range(1..=30) } else { 2 }),
        "amount in fen" => json!(chance.random_range(0..600_000)),
        "day YYYY-MM-DD" if ["until", "hearing_on", "reply_due_on", "performance_until"].contains(&field.name) => {
            json!(on + Days::new(chance.random_range(10..60)))
        }
        "day YYYY-MM-DD" => json!(before.max(on - Days::new(3))),
        "time HH:MM" => json!("09:30"),
        _ if one.starts_with("code of list ") => json!(code(chance, one.trim_start_matches("code of list "), event, machine, law)),
        _ if one.starts_with("{agency, role, received_on?}") => json!({"agency": unit, "role": "defendant"}),
        _ if one.starts_with("{agency, outcome") => json!({"agency": unit, "outcome": code(chance, "outcome", event, machine, law)}),
        _ if one.starts_with("{agency?") => {
            json!({"agency": unit, "attended_by_rp": chance.random_range(0..4) > 0, "rp_kind": "RP-DEPUTY"})
        }
        _ if one.starts_with("{addressee") => json!({"addressee": "王某某", "on": on}),
        _ if one.starts_with("{party") => json!([{"party": "王某某", "on": on}, {"party": unit, "on": on}]),
        _ if one.starts_with("{number") => json!({"number": "（2023）豫0411行初12号", "kind": "joined"}),
        _ if one.starts_with("{name") => json!({"name": "王某某", "kind": "citizen"}),
        words => {
            let words: Vec<&str> = words.split(" | ").collect();
            json!(words[chance.random_range(0..words.len())])
        }
    }
}

/// A code of a list; an outcome that this event may carry in this procedure.
fn code(chance: &mut ChaCha8Rng, list: &str, event: &EventKind, machine: &Machine, law: &Law) -> String {
    let fits = |code: &str| {
        let Some(outcome) = law.codes.outcome(code).filter(|_| list == "outcome") else { return true };
        let here = match machine.code {
            "first-instance" => ["first-instance", "public-interest"].contains(&outcome.group.code()),
            "second-instance" => outcome.group.code() == "second-instance",
            "retrial-first" | "retrial-second" => outcome.group.code() == "retrial",
            _ => true,
        };
        outcome.events.iter().any(|known| known == event.code) && here
    };
    let codes: Vec<&str> = law.codes.list(list).map(|entry| entry.code.as_str()).filter(|code| fits(code)).collect();
    match codes.len() {
        0 => law.codes.list(list).next().map_or_else(String::new, |entry| entry.code.clone()),
        many => codes[chance.random_range(0..many)].to_owned(),
    }
}
