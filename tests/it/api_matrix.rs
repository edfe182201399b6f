//! Every route × every role × every relation, over HTTP: what the policy table says of a person and a thing is what the service
//! answers. A route that is not in the matrix fails the suite.

use fuyi::api::routes;
use fuyi::domain::access::{Action, Grant, Object, Role, Who};
use fuyi::domain::id::{CaseId, PersonId};
use fuyi::http::call::{BodyKind, Needs};
use fuyi::service::{Access, NewClient, Trees};
use fuyi::store::Database;
use serde_json::{Value, json};

use super::api_cases::application;
use super::app::*;
use super::engines::{Engine, on_both_engines};
use super::http::{Answer, Request};

/// A body every route with this path takes; a route without a row here is a fault of the matrix.
pub fn body(path: &str) -> Value {
    match path {
        "/cases" => application(None, "2024-05-06"),
        "/cases/{case}/events" => json!({"event": "accepted", "on": "2024-05-10"}),
        "/cases/{case}/events/{position}/annulment" => json!({"on": "2024-05-10", "reason": "误记"}),
        "/cases/{case}/deadlines/acknowledgement" => json!({"rule": "no-such-rule", "from": "2024-05-10"}),
        "/me/reminders" => json!({"ahead": null, "on_the_day": true, "suits": true, "hearings": true}),
        "/cases/{case}/hearings" => json!({"on": "2024-05-10", "data": {}}),
        "/cases/{case}/parties/{party}/details" => json!({"details": []}),
        "/cases/{case}/parties/{party}/unmasking" => json!({"reason": "核对身份"}),
        "/cases/{case}/assignment" => json!({}),
        "/parties/search" => json!({"field": "phone", "value": "13800138000"}),
        "/calendar/preview" | "/calendar/imports" => json!({"content": ""}),
        "/clients" => json!({"name": "", "scopes": [], "role": "leader", "unit": POLICE}),
        "/clients/{client}" => json!({"scopes": []}),
        "/cases/{case}/approvals" => json!({"event": {"event": "suspended", "on": "2024-05-10"}, "reason": "需要"}),
        "/approvals/{approval}/approval" => json!({}),
        "/approvals/{approval}/return" => json!({"remark": "补充理由"}),
        "/units" => json!({"name": "新设单位"}),
        "/units/{unit}/move" => json!({"parent": "没有这个单位"}),
        "/units/{unit}/closure" => json!({"on": "2024-05-10", "successor": "没有这个单位"}),
        "/people" => json!({"user_name": "!", "display_name": "某", "unit": POLICE}),
        "/people/{person}" => json!({"unit": "没有这个单位"}),
        "/people/{person}/grants" => json!({"role": "leader", "unit": "没有这个单位"}),
        "/sessions" => json!({"user_name": "nobody", "password": "x"}),
        "/sessions/refresh" => json!({"refresh_token": "x"}),
        "/sessions/client" => json!({"name": "x", "secret": "x"}),
        "/sessions/set-up" => json!({"code": "x", "password": "x"}),
        "/me/password" => json!({"current": "x", "new": "x"}),
        "/me/second-factor/confirmation" | "/me/second-factor/removal" => json!({"code": "x"}),
        "/supervision/records" => json!({"kind": "reminder-letter", "unit": POLICE, "title": "按期答复"}),
        "/supervision/records/{record}/steps" => json!({"step": "close", "on": "2024-05-10", "text": "凭证"}),
        "/supervision/proposals" => json!({}),
        "/supervision/proposals/{proposal}/decision" => json!({"accept": false, "text": "已整改"}),
        "/supervision/analyses" => {
            json!({"case": 999_999, "causes": ["law"], "responsible": "某科", "measures": "培训", "on": "2024-05-10"})
        }
        "/supervision/counsel" => json!({"name": "周某某", "unit": POLICE, "from": "2024-01-01"}),
        "/supervision/counsel/{counsel}/cases" => json!({"case": 999_999}),
        "/supervision/counsel/{counsel}/end" => json!({"until": "2024-12-31"}),
        other => panic!("{other} has no row in the matrix"),
    }
}

/// Things that stand in one relation to the grants of the roles.
struct Things {
    relation: &'static str,
    unit: i64,
    case: i64,
    person: i64,
    client: i64,
}

/// Somebody with one role at the department.
struct Person<'a> {
    role: Role,
    caller: Caller<'a>,
    access: Access,
}

fn furnish(engine: &Engine) -> Vec<Things> {
    let mut database = engine.database();
    units(&mut database);
    let places = [("own unit", POLICE), ("subtree", STATION), ("sibling", MARKET), ("parent", COUNTY), ("other bureau", OTHER_BUREAU)];
    let books = fuyi::service::Books::open(&fuyi::settings::Settings::load(None, [], []).unwrap()).unwrap();
    let terminal = Access::terminal(&mut database, "root", "2024-06-03".parse().unwrap()).unwrap();
    let mut things = Vec::new();
    for (place, (relation, unit)) in places.into_iter().enumerate() {
        let id = database.unit_find(unit).unwrap().unwrap().0;
        let person = person(&mut database, &format!("colleague{place}"), Role::Leader, Some(unit));
        let client = NewClient { name: format!("program{place}"), scopes: vec![Action::CaseRead], active_from: act().at.date_naive() };
        let grant = Grant { role: Role::Leader, unit: Some(id), from: act().at.date_naive(), until: None };
        let client = fuyi::service::client_add(&mut database, &terminal, &client, grant, &act()).unwrap();
        for kind in ["reconsideration", "litigation"] {
            let (event, data) = match kind {
                "litigation" => ("complaint-received", json!({"agencies": [{"agency": unit, "role": "defendant"}]})),
                _ => ("application-received", json!({"respondents": [MARKET]})),
            };
            let event = fuyi::domain::case::event::Event::parse(event, &data.to_string()).unwrap();
            let file = fuyi::service::NewFile {
                kind: fuyi::domain::case::CaseKind::from_code(kind).unwrap(),
                number: None,
                handler: Some(unit.to_owned()),
                unit: None,
                entry: fuyi::domain::case::Entry::recorded("2024-05-31".parse().unwrap(), event),
            };
            let opening = fuyi::service::opening(&mut database, &terminal, &books, file).unwrap();
            let case = database.case_create(&opening, &act()).unwrap();
            things.push(Things { relation, unit: id.0, case: case.0, person: person.0, client: client.0 });
        }
    }
    things
}

/// What the table says: `None` where there is no thing to decide about.
fn decided(database: &mut Database, access: &Access, action: Action, path: &str, things: &Things) -> Option<bool> {
    let decided = if path.contains("{case}") {
        access.may_case(database, action, CaseId(things.case)).is_ok()
    } else if path.contains("{unit}") || path.contains("{client}") {
        // a client stands where it acts
        access.may(action, &Object::Unit(fuyi::domain::id::UnitId(things.unit))).is_ok()
    } else if path.contains("{person}") {
        let person = database.person(PersonId(things.person)).unwrap();
        access.may(action, &Object::Person { id: person.id, unit: person.unit }).is_ok()
    } else {
        return None;
    };
    Some(decided)
}

fn ask(person: &Person<'_>, route: &fuyi::api::Route, things: &Things) -> Answer {
    let path = route
        .path
        .replace("{case}", &things.case.to_string())
        .replace("{unit}", &things.unit.to_string())
        .replace("{person}", &things.person.to_string())
        .replace("{client}", &things.client.to_string())
        .replace("{rule}", "rl23-decide-general")
        .replace("/due", "/due?from=2024-05-10")
        .replace("{year}", "2024")
        .replace("{table}", "litigation");
    // parts that name nothing: what matters here is who comes so far
    let path = [
        "{position}",
        "{document}",
        "{approval}",
        "{party}",
        "{grant}",
        "{batch}",
        "{session}",
        "{mail}",
        "{record}",
        "{proposal}",
        "{counsel}",
    ]
    .iter()
    .fold(path, |path, part| path.replace(part, "999999"));
    let request = person.caller.request(route.method.as_str(), &path).header("if-match", "\"999\"");
    let request = match route.terms.body {
        BodyKind::Nothing | BodyKind::Form | BodyKind::FileForm | BodyKind::DocumentForm | BodyKind::LedgerForm => request,
        BodyKind::Json => request.json(&body(route.path)),
        BodyKind::Document | BodyKind::Ledger => request.upload("x.txt", b"x", &[]),
    };
    person.caller.send(&request)
}

#[test]
fn every_route_answers_every_role_as_the_policy_table_says() {
    on_both_engines(|engine| {
        let things = furnish(engine);
        let mut database = engine.database();
        for role in Role::ALL {
            person(&mut database, role.code(), *role, Some(POLICE));
        }
        let app = App::start(engine);
        let trees = Trees::default();
        let people: Vec<Person<'_>> = Role::ALL
            .iter()
            .map(|role| {
                let id = database.person_named(role.code()).unwrap().unwrap().id;
                let access = trees.access(&mut database, Who::Person(id), "2024-06-03".parse().unwrap()).unwrap().unwrap();
                Person { role: *role, caller: app.sign_in(engine, role.code()), access }
            })
            .collect();
        let mut asked = 0;
        for route in routes() {
            let Needs::Action(action) = route.terms.needs else { continue };
            let named = ["{case}", "{unit}", "{person}", "{client}"].iter().any(|part| route.path.contains(part));
            let things = if named { &things[..] } else { &things[..1] };
            for person in &people {
                let held = person.access.scope(action).is_ok();
                for things in things {
                    let answer = ask(person, &route, things);
                    let what =
                        format!("{} {} as {} on {}: {}", route.method, route.path, person.role.code(), things.relation, answer.status);
                    asked += 1;
                    if !held {
                        answer.problem(403, "forbidden");
                        continue;
                    }
                    match decided(&mut database, &person.access, action, route.path, things) {
                        Some(false) => drop(answer.problem(404, "not-found")),
                        // their session, their authenticator: there is none
                        Some(true) if route.path.contains("{session}") => drop(answer.problem(404, "not-found")),
                        Some(true) if route.path.contains("{document}") => drop(answer.problem(404, "not-found")),
                        Some(true) => assert!(![401, 403, 404].contains(&answer.status) && answer.status < 500, "{what}"),
                        None => assert!(answer.status != 401 && answer.status < 500, "{what}"),
                    }
                }
            }
        }
        assert!(asked > 1000, "{asked}");
    });
}

#[test]
fn nobody_passes_a_route_without_signing_in_but_those_that_sign_in() {
    let engine = Engine::sqlite();
    let app = App::start(&engine);
    let open: Vec<&str> = routes().iter().filter(|route| route.terms.needs == Needs::Nobody).map(|route| route.path).collect();
    assert_eq!(open, ["/sessions", "/sessions/refresh", "/sessions/client", "/sessions/set-up"]);
    for route in routes().iter().filter(|route| route.terms.needs != Needs::Nobody) {
        let path = route.path.split('/').map(|part| if part.starts_with('{') { "1" } else { part }).collect::<Vec<_>>().join("/");
        for authorization in ["", "Bearer ", "Bearer x", "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.", "Basic d2FuZzp3YW5n"] {
            let request = Request::new(route.method.as_str(), &format!("/api/v1{path}")).header("idempotency-key", "k");
            let request = if authorization.is_empty() { request } else { request.header("authorization", authorization) };
            let answer = app.send(&request);
            assert_eq!(answer.status, 401, "{} {path} {authorization}", route.method);
        }
    }
}
