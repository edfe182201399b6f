//! Every event of the lawful examples is recorded through its form; what cannot be read comes back with everything that was typed.

use std::collections::BTreeSet;

use fuyi::domain::access::{Role, UnitEntry, UnitKind};
use fuyi::domain::case::event::{Event, Tag};
use fuyi::domain::form::Typed;
use serde_json::{Value, json};

use super::app::*;
use super::browser::{Browser, controls, text};
use super::engines::Engine;
use super::http::Answer;
use crate::lifecycle_rows::lawful;

/// Names the examples use beside those of the house.
const NAMED: [&str; 2] = ["区公安分局", "区政府"];

/// A desk: an officer who records, and the head who consents.
struct Desk<'a> {
    browser: Browser<'a>,
    head: Caller<'a>,
    token: String,
    /// Events whose form was sent with a fault first.
    tried: BTreeSet<&'static str>,
    /// Events that were recorded.
    recorded: BTreeSet<&'static str>,
}

/// Names and values of a form.
type Fields = Vec<(String, String)>;

fn pairs(fields: &[(String, String)]) -> Vec<(&str, &str)> {
    fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
}

impl Desk<'_> {
    fn send(&self, target: &str, fields: &[(String, String)]) -> Answer {
        self.browser.post(target, &[&[("csrf", self.token.as_str())], pairs(fields).as_slice()].concat())
    }

    /// Tells a history.
    fn tell(&mut self, number: usize, events: &[Value]) {
        let mut case = None;
        for (version, json) in events.iter().enumerate() {
            let (code, on) = (json["event"].as_str().expect("a code"), json["on"].as_str().expect("a day"));
            let event = Event::parse(code, &json.get("data").map_or_else(String::new, Value::to_string)).expect("an event");
            let mut typed = Typed::of_event(&event);
            typed.set("on", on);
            if case.is_none() {
                typed.set("handler", BUREAU);
                // no two applications are the same
                typed.set("data.note", format!("第{number}例"));
            } else {
                typed.set("version", version.to_string());
                typed.set("reason", "依法提请");
            }
            let fields: Vec<(String, String)> = typed.pairs().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
            let target = match case {
                None => format!("/register/{code}"),
                Some(case) => format!("/cases/{case}/steps/{code}"),
            };
            let with_day = |mut fields: Vec<(String, String)>| {
                fields.retain(|(name, _)| name != "on");
                fields.push(("on".to_owned(), on.to_owned()));
                fields
            };
            let mut answer = self.fill(&target, &event, &fields, &with_day);
            if answer.status == 200 {
                // the same applicant as in other examples: looked at, and sent once more
                answer =
                    self.send(&target, &controls(&text(answer, 200)).into_iter().filter(|(name, _)| name != "csrf").collect::<Vec<_>>());
            }
            if answer.status != 303 {
                panic!("example {number}, {code}: {}", String::from_utf8_lossy(&answer.body));
            }
            let to = answer.header("location").to_owned();
            let id: i64 =
                to.trim_start_matches("/cases/").split('/').next().and_then(|id| id.parse().ok()).unwrap_or_else(|| panic!("{to}"));
            if to.contains("requested=") {
                let list = self.head.get(&format!("/cases/{id}/approvals")).expect(200).json();
                let waiting = list["items"].as_array().expect("requests").last().expect("a request")["id"].clone();
                self.head.post(&format!("/approvals/{waiting}/approval"), &json!({})).expect(201);
            }
            case = Some(id);
            self.recorded.insert(Tag::ALL.iter().find(|tag| tag.code() == code).expect("an event").code());
        }
    }

    /// Sends the form of an event; the first of its kind with a fault, to see that nothing is lost.
    fn fill(&mut self, target: &str, event: &Event, fields: &[(String, String)], with_day: &dyn Fn(Fields) -> Fields) -> Answer {
        let code = event.code();
        if !self.tried.insert(code) {
            return self.send(target, fields);
        }
        let faulty: Vec<(String, String)> =
            fields.iter().map(|(name, value)| (name.clone(), if name == "on" { "前天".to_owned() } else { value.clone() })).collect();
        let page = text(self.send(target, &faulty), 422);
        assert!(page.contains("There is a problem") && page.contains("href=\"#on\""), "{code}: {page}");
        let kept = controls(&page);
        for pair in faulty.iter().filter(|(name, _)| !left_to_others(code, name)) {
            assert!(kept.contains(pair), "{code}: {pair:?} is lost: {kept:?}");
        }
        let kept = kept.into_iter().filter(|(name, _)| name != "csrf").collect();
        self.send(target, &with_day(kept))
    }
}

/// What the form of a step that needs consent does not ask for, and a reason nobody has asked for.
fn left_to_others(code: &str, name: &str) -> bool {
    let approved = ["data.approved_by", "data.approved_on"].contains(&name);
    name == "reason" && !["extended", "converted-to-general", "suspended", "terminated", "decision-made"].contains(&code) || approved
}

/// A house with a desk, at a moment; what `tell` does there.
fn at_a_desk(now: &str, tell: impl FnOnce(&mut Desk<'_>)) {
    let engine = Engine::sqlite();
    let mut database = engine.database();
    units(&mut database);
    let entry = |name: &str| UnitEntry {
        full_name: name.to_owned(),
        parent: Some(COUNTY.to_owned()),
        kind: Some(UnitKind::Department),
        ..UnitEntry::default()
    };
    database.units_put(&NAMED.map(entry), &act()).expect("units");
    person(&mut database, "officer", Role::CaseOfficer, Some(BUREAU));
    person(&mut database, "head", Role::Approver, Some(COUNTY));
    drop(database);
    let app = App::at(now, &engine);
    let browser = Browser::of(&app, &engine, "officer").speaking("en");
    let token = browser.token();
    let head = app.sign_in(&engine, "head");
    tell(&mut Desk { head, browser, token, tried: BTreeSet::new(), recorded: BTreeSet::new() });
}

/// Steps whose consent carries the day it is given: they are asked for on the day itself.
const CONSENTED_IN_TIME: [&str; 2] = ["converted-to-general", "extended"];

fn names(events: &[Value], code: &str) -> bool {
    events.iter().any(|event| event["event"] == code)
}

#[test]
fn every_event_of_the_examples_is_recorded_through_its_form() {
    let mut recorded: BTreeSet<&str> = BTreeSet::new();
    at_a_desk("2026-06-03T02:00:00Z", |desk| {
        for (number, (_, events)) in lawful().iter().enumerate() {
            let in_time = CONSENTED_IN_TIME.iter().any(|code| names(events, code));
            let plain = |event: &Value| event.get("source").is_none() && event.get("undated").is_none() && event["event"] != "annulled";
            let new = events.iter().any(|event| event["event"].as_str().is_some_and(|code| !desk.recorded.contains(code)));
            if new && !in_time && events.iter().all(plain) {
                desk.tell(number, events);
            }
        }
        recorded.append(&mut desk.recorded);
    });
    for code in CONSENTED_IN_TIME {
        let all = lawful();
        let (number, (_, events)) =
            all.iter().enumerate().find(|(_, (_, events))| events.last().is_some_and(|last| last["event"] == code)).expect("an example");
        let on = events.last().and_then(|last| last["on"].as_str()).expect("a day");
        at_a_desk(&format!("{on}T02:00:00Z"), |desk| {
            desk.tell(number, events);
            recorded.append(&mut desk.recorded);
        });
    }
    let told = lawful().into_iter().flat_map(|(_, events)| events);
    let told: BTreeSet<String> = told.filter_map(|event| event["event"].as_str().map(str::to_owned)).collect();
    let missing: Vec<&String> = told.iter().filter(|code| !recorded.contains(code.as_str())).collect();
    assert!(missing.is_empty() && recorded.len() > 80, "{missing:?}, {}", recorded.len());
}
