use serde_json::{Map, Value, json};

use super::*;
use crate::domain::case::event::{EVENTS, Event, Field, NOTE};
use crate::domain::case::kind::Kind;
use crate::domain::case::{Case, CaseKind, Entry, History, transition};
use crate::domain::law::Law;

fn law() -> Law {
    Law::bundled().unwrap()
}

/// Every value a field can be given, by one of each kind.
fn values(kind: &Kind, law: &Law) -> Vec<Value> {
    match kind {
        Kind::Text => vec![json!("王某某\n第二行")],
        Kind::Unit => vec![json!("区公安分局")],
        Kind::Day => vec![json!("2024-02-29")],
        Kind::Hour => vec![json!("09:30")],
        Kind::YesNo => vec![json!(true), json!(false)],
        Kind::Number => vec![json!(0), json!(30)],
        Kind::Money => vec![json!(0), json!(5), json!(120_000), json!(123_456)],
        Kind::Code(list) => law.codes.list(list).map(|entry| json!(entry.code)).collect(),
        Kind::Word(words) => words.iter().map(|(code, _)| json!(code)).collect(),
        Kind::Part(fields) => {
            let first = |field: &Field| (field.name.to_owned(), values(&field.kind(), law).remove(0));
            let whole: Map<String, Value> = fields.iter().map(first).collect();
            let mut all = vec![Value::Object(fields.iter().filter(|field| field.must).map(first).collect())];
            for field in *fields {
                for value in values(&field.kind(), law) {
                    let mut one = whole.clone();
                    one.insert(field.name.to_owned(), value);
                    all.push(Value::Object(one));
                }
            }
            all.retain(|value| value != &json!({}));
            all
        }
        Kind::Many(one) => {
            let all = values(one, law);
            all.iter().map(|value| json!([value])).chain([Value::Array(all.clone())]).collect()
        }
        Kind::List(one) => {
            let all = values(one, law);
            vec![json!([]), json!([all[0]]), Value::Array(all)]
        }
    }
}

#[test]
fn every_value_of_every_field_of_every_event_goes_through_its_form() {
    let law = law();
    let mut fields = 0;
    for kind in EVENTS {
        for field in kind.fields.iter().chain([&NOTE]) {
            fields += 1;
            for value in values(&field.kind(), &law) {
                let event = Event::parse(kind.code, &json!({ field.name: value }).to_string()).unwrap();
                let mut typed = Typed::of_event(&event);
                typed.set("on", "2024-03-01");
                let (on, back) = read(kind, &typed).unwrap_or_else(|faults| panic!("{} {value}: {faults:?}", kind.code));
                assert_eq!((on.to_string().as_str(), &back), ("2024-03-01", &event), "{} {}", kind.code, field.name);
                assert!(!told(&event, &law).is_empty(), "{} {}", kind.code, field.name);
            }
        }
    }
    assert!(fields > 400, "{fields}");
}

fn typed(fields: &[(&str, &str)]) -> Typed {
    Typed::of(fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())))
}

#[test]
fn what_cannot_be_read_is_a_fault_of_its_field() {
    let of = |code: &str, fields: &[(&str, &str)]| {
        let kind = crate::domain::case::event::EventKind::of(code).unwrap();
        match read(kind, &typed(fields)) {
            Ok(_) => Vec::new(),
            Err(faults) => faults.into_iter().map(|fault| fault.field).collect::<Vec<_>>(),
        }
    };
    let received = |name: &str, value: &str| of("application-received", &[("on", "2024年3月1日"), (name, value)]);
    assert_eq!(of("accepted", &[]), ["on"]);
    assert_eq!(of("accepted", &[("on", "2024-02-30")]), ["on"]);
    assert_eq!(received("data.act_known_on", "昨天"), ["data.act_known_on"]);
    assert_eq!(received("data.applicant_count", "3"), Vec::<String>::new());
    assert_eq!(received("data.applicant_count", "-3"), ["data.applicant_count"]);
    assert_eq!(received("data.amount", "１,２３４.５元"), Vec::<String>::new());
    assert_eq!(received("data.amount", "1234.567"), ["data.amount"]);
    assert_eq!(received("data.channel", "pigeon"), ["data.channel"]);
    assert_eq!(received("data.omission", "maybe"), ["data.omission"]);
    assert_eq!(received("data.applicants.1.kind", "citizen"), ["data.applicants.1.name"]);
    assert_eq!(received("data.applicants.1.kind", ""), Vec::<String>::new(), "an empty row is no party");
    let staff = "data.appearances.0.corresponding_staff";
    let held = |more: &[(&str, &str)]| of("hearing-held", &[&[("on", "2024-03-01")], more].concat());
    assert_eq!(held(&[(&format!("{staff}.any"), "yes")]), [format!("{staff}.any")]);
    assert_eq!(held(&[(&format!("{staff}.any"), "no"), (&format!("{staff}.0.name"), "王某")]), [format!("{staff}.any")]);
    assert_eq!(held(&[(&format!("{staff}.any"), "no")]), Vec::<String>::new());
    assert_eq!(typed(&[("data.a.4000000000.b", "x"), ("data.a.3.b", ""), ("data.ab.9", "y")]).rows("data.a"), 4);
}

#[test]
fn a_condition_names_the_fields_it_asks_about() {
    let law = law();
    let entry = |code: &str, on: &str, data: Value| Entry::recorded(on.parse().unwrap(), Event::parse(code, &data.to_string()).unwrap());
    let history = History(vec![
        entry("application-received", "2024-03-01", json!({"applicants": {"name": "王某某"}, "respondents": "区公安分局"})),
        entry("accepted", "2024-03-05", json!({"procedure": "general", "staff": 2})),
    ]);
    let case = Case::fold(CaseKind::Reconsideration, &history, &law);
    let on = "2024-04-20".parse().unwrap();
    let of = |code: &str| {
        let tag = entry(code, "2024-04-20", json!({})).event.tag();
        asked(&case, tag, on, &law).into_iter().map(|one| (one.field, one.guard.rule)).collect::<Vec<_>>()
    };
    assert!(of("extended").iter().any(|(field, rule)| *field == "days" && *rule == "RI-6"), "{:?}", of("extended"));

    let refused = |entry: &Entry| {
        let refusal = transition::decide(&case, 2, entry, &law).unwrap_err();
        to_blame(&case, entry, &refusal, &law)
    };
    let extended = |days: u32| json!({"days": days, "approved_by": "institution-head", "notified_on": "2024-04-20", "reason": "案情复杂"});
    assert_eq!(refused(&entry("extended", "2024-04-20", extended(31))), ["days"]);
    assert_eq!(refused(&entry("suspended", "2024-04-20", json!({}))), ["ground"]);
    let nothing: [&str; 0] = [];
    assert_eq!(refused(&entry("archived", "2024-04-20", json!({}))), nothing, "the case itself stands in the way");
}
