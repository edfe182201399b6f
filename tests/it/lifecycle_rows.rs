//! The rows and invariants of the law as histories a lawyer can read: what happened, and what the case is then or why the step is
//! refused. Each line of a file in `fixtures/lifecycle` is one example.

use std::collections::{BTreeMap, BTreeSet};

use fuyi::domain::case::machines;
use fuyi::domain::law::{Law, LegalSettings, TransitionStrategy};
use fuyi::domain::words::Lang;
use fuyi::service::replay_line;
use serde::Deserialize;
use serde_json::{Value, json};

const FILES: &[(&str, &str)] = &[
    ("reconsideration", include_str!("fixtures/lifecycle/reconsideration.jsonl")),
    ("litigation", include_str!("fixtures/lifecycle/litigation.jsonl")),
];
const HISTORIES: &str = include_str!("fixtures/lifecycle/given.jsonl");

/// How a file commonly stands before the step an example is about.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Given {
    given: String,
    kind: String,
    /// The history this one goes on from.
    after: Option<String>,
    events: Vec<Value>,
}

/// One example.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Example {
    /// Rows and rules it is about, as `R13`, `RI-6`, `LI-4`.
    rows: Vec<String>,
    /// What it shows.
    says: String,
    given: Option<String>,
    kind: Option<String>,
    /// What happens.
    when: Vec<Value>,
    today: Option<String>,
    /// Which reconsideration law governs across the change of law; by the day of the step unless said.
    strategy: Option<String>,
    /// Part of the answer of `fuyi case replay`; without `refused` nothing is refused, without its `index` the last event is.
    expect: Value,
}

fn histories() -> BTreeMap<String, (String, Vec<Value>)> {
    let mut known: BTreeMap<String, (String, Vec<Value>)> = BTreeMap::new();
    for line in HISTORIES.lines() {
        let given: Given = serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"));
        let mut events = given.after.map_or_else(Vec::new, |after| known[&after].1.clone());
        events.extend(given.events);
        known.insert(given.given, (given.kind, events));
    }
    known
}

/// The histories of the examples in which nothing is refused: kind of case and events.
pub fn lawful() -> Vec<(String, Vec<Value>)> {
    let given = histories();
    let mut found = Vec::new();
    for (file, text) in FILES {
        for line in text.lines() {
            let example: Example = serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"));
            if example.expect.get("refused").is_some() || example.strategy.is_some() {
                continue;
            }
            let (kind, mut events) = match (&example.given, &example.kind) {
                (Some(name), _) => given[name].clone(),
                (None, kind) => (kind.clone().unwrap_or_else(|| (*file).to_owned()), Vec::new()),
            };
            events.extend(example.when);
            found.push((kind, events));
        }
    }
    found
}

/// Where the answer lacks something of what is expected.
fn differences(path: &str, expected: &Value, answer: &Value, found: &mut Vec<String>) {
    match (expected, answer) {
        (Value::Object(expected), Value::Object(answer)) => {
            for (key, value) in expected {
                differences(&format!("{path}.{key}"), value, answer.get(key).unwrap_or(&Value::Null), found);
            }
        }
        _ if expected == answer => {}
        _ => found.push(format!("{path}: {answer} instead of {expected}")),
    }
}

#[test]
fn every_example_is_answered_as_the_law_says() {
    let given = histories();
    let mut wrong = Vec::new();
    for (file, text) in FILES {
        for (number, line) in text.lines().enumerate() {
            let example: Example = serde_json::from_str(line).unwrap_or_else(|error| panic!("{file}:{}: {error}", number + 1));
            let (kind, mut events) = match (&example.given, &example.kind) {
                (Some(name), _) => given.get(name).cloned().unwrap_or_else(|| panic!("{file}:{}: no history {name}", number + 1)),
                (None, kind) => (kind.clone().unwrap_or_else(|| (*file).to_owned()), Vec::new()),
            };
            events.extend(example.when.iter().cloned());
            let last = events.last().map_or(json!("2024-01-01"), |event| event["on"].clone());
            let today = example.today.map_or(last, Value::from);
            let strategy = match example.strategy.as_deref() {
                None | Some("by-trigger-date") => TransitionStrategy::ByTriggerDate,
                Some("by-acceptance-date") => TransitionStrategy::ByAcceptanceDate,
                Some(other) => panic!("{file}:{}: no strategy {other}", number + 1),
            };
            let law = Law::bundled().unwrap().with_settings(LegalSettings { transition: strategy, ..LegalSettings::default() });
            let question = json!({"kind": kind, "events": events, "today": today}).to_string();
            let answer = replay_line(&question, "2024-01-01".parse().unwrap(), &law, &[], Lang::En)
                .unwrap_or_else(|sentence| panic!("{file}:{}: {}", number + 1, sentence.en));
            let answer = serde_json::to_value(&answer).unwrap();

            let mut expected = example.expect.clone();
            match expected.get_mut("refused") {
                Some(refused) if refused.get("index").is_none() => refused["index"] = json!(events.len() - 1),
                Some(_) => {}
                None => expected["refused"] = Value::Null,
            }
            let mut found = Vec::new();
            differences("", &expected, &answer, &mut found);
            if !found.is_empty() {
                let reason = answer["refused"]["reason"].as_str().unwrap_or_default();
                wrong.push(format!(
                    "{file}:{} {} “{}”\n    {} {reason}",
                    number + 1,
                    example.rows.join(" "),
                    example.says,
                    found.join("\n    ")
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{} examples:\n{}", wrong.len(), wrong.join("\n"));
}

/// Rows and invariants of the specification of the law.
fn specified() -> BTreeSet<String> {
    let mut rows: BTreeSet<String> = (1..=30).map(|row| format!("R{row}")).collect();
    rows.extend(["R10b", "R10c", "R27b", "R27c", "R27d"].map(str::to_owned));
    rows.extend((1..=22).filter(|row| *row != 4).map(|row| format!("L{row}")));
    rows.extend(["L4a", "L4b"].map(str::to_owned));
    rows.extend((1..=8).map(|row| format!("S{row}")));
    rows.extend((1..=10).map(|row| format!("T{row}")));
    rows.extend((1..=24).map(|rule| format!("RI-{rule}")));
    rows.extend((1..=14).map(|rule| format!("LI-{rule}")));
    rows
}

#[test]
fn every_row_and_every_invariant_has_an_example() {
    let shown: BTreeSet<String> =
        FILES.iter().flat_map(|(_, text)| text.lines()).flat_map(|line| serde_json::from_str::<Example>(line).unwrap().rows).collect();
    let without: Vec<String> = specified().into_iter().filter(|row| !shown.contains(row)).collect();
    assert_eq!(without, Vec::<String>::new(), "rows and rules without an example");
    let known: BTreeSet<&str> = machines()
        .flat_map(|machine| machine.transitions())
        .flat_map(|row| std::iter::once(row.id).chain(row.guards.iter().map(|guard| guard.rule)))
        .collect();
    let strange: Vec<&String> =
        shown.iter().filter(|row| !specified().contains(*row) && !known.contains(row.as_str()) && row.as_str() != "ORDER").collect();
    assert_eq!(strange, Vec::<&String>::new(), "rows no table knows");
}
