//! Cases over HTTP: opened, listed, added to, looked at; what is refused, and in which words.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::app::*;
use super::engines::{Engine, on_both_engines};
use super::http::Request;
use fuyi::domain::access::Role;
use fuyi::store::Database;

/// A service with its units and one case officer of the institution.
fn desk(engine: &Engine) -> App {
    let mut database = engine.database();
    units(&mut database);
    person(&mut database, "wang", Role::CaseOfficer, Some(BUREAU));
    drop(database);
    App::start(engine)
}

/// An application against the police.
pub fn application(number: Option<&str>, on: &str) -> Value {
    json!({
        "kind": "reconsideration", "number": number, "handler": BUREAU,
        "event": {"event": "application-received", "on": on, "data": {
            "applicants": [{"name": "李某某"}], "respondents": [POLICE], "matter": "行政处罚",
        }},
    })
}

#[test]
fn a_case_goes_its_way() {
    on_both_engines(|engine| {
        let app = desk(engine);
        let wang = app.sign_in(engine, "wang");
        let made = wang.post("/cases", &application(Some("平湛政复决字[2024]59号"), "2024-05-31")).expect(201);
        let case = made.json();
        let at = format!("/cases/{}", case["id"]);
        assert_eq!(made.header("location"), format!("/api/v1{at}"));
        assert_eq!(made.header("etag"), "\"1\"");
        assert_eq!(
            (&case["number"], &case["state"], &case["version"]),
            (&json!("平湛政复决字〔2024〕59号"), &json!("received"), &json!(1))
        );

        let next = wang.get(&format!("{at}/next")).expect(200).json();
        assert!(next["items"].as_array().unwrap().iter().any(|step| step["event"] == "accepted"), "{next}");

        let accepted = json!({"event": "accepted", "on": "2024-06-03", "data": {}});
        let recorded = wang.post_at(1, &format!("{at}/events"), &accepted).expect(201);
        assert_eq!(recorded.header("etag"), "\"2\"");
        assert_eq!(recorded.json(), json!({"position": 1, "version": 2, "state": "under-review"}));

        let events = wang.get(&format!("{at}/events")).expect(200);
        assert_eq!(events.header("etag"), "\"2\"");
        let events = events.json();
        assert_eq!(events["items"][1]["event"], "accepted");
        assert_eq!(events["items"][0]["data"]["matter"], "行政处罚");

        let deadlines = wang.get(&format!("{at}/deadlines")).expect(200).json();
        let decide =
            deadlines["items"].as_array().unwrap().iter().find(|deadline| deadline["rule"] == "rl23-decide-general").unwrap().clone();
        assert_eq!((&decide["from"], &decide["due_on"]), (&json!("2024-06-03"), &json!("2024-08-02")));
        assert!(decide["trace"].as_array().unwrap().len() > 1);

        let parties = wang.get(&format!("{at}/parties")).expect(200).json();
        assert_eq!((&parties["items"][0]["name"], &parties["respondents"][0]), (&json!("李某某"), &json!(POLICE)));
        assert_eq!(wang.get(&format!("{at}/hearings")).expect(200).json()["items"], json!([]));
    });
}

#[test]
fn a_list_goes_on_where_the_page_before_ended() {
    on_both_engines(|engine| {
        let app = desk(engine);
        let wang = app.sign_in(engine, "wang");
        for day in 1..=7 {
            wang.post("/cases", &application(Some(&format!("平湛政复决字〔2024〕{day}号")), &format!("2024-05-0{day}"))).expect(201);
        }
        let mut seen = Vec::new();
        let mut path = "/cases?limit=3".to_owned();
        loop {
            let page = wang.get(&path).expect(200).json();
            let items = page["items"].as_array().unwrap().clone();
            assert!(items.len() <= 3);
            seen.extend(items.into_iter().map(|item| item["received_on"].as_str().unwrap().to_owned()));
            let Some(next) = page["next"].as_str() else { break };
            path = format!("/cases?limit=3&cursor={next}");
        }
        assert_eq!(seen, (1..=7).rev().map(|day| format!("2024-05-0{day}")).collect::<Vec<_>>());
        let count = |query: &str| wang.get(&format!("/cases?{query}")).expect(200).json()["items"].as_array().unwrap().len();
        assert_eq!(count("kind=litigation"), 0);
        assert_eq!(count("state=received&open=true&year=2024"), 7);
        assert_eq!(count("number=%E5%B9%B3%E6%B9%9B%E6%94%BF%E5%A4%8D%E5%86%B3%E5%AD%97%5B2024%5D3"), 1);
        assert_eq!(count("unit=%E5%B9%B3%E6%B9%9B%E5%8C%BA%E5%B8%82%E5%9C%BA%E7%9B%91%E7%9D%A3%E7%AE%A1%E7%90%86%E5%B1%80"), 0);
    });
}

#[test]
fn two_who_read_the_same_version_do_not_both_change_it() {
    on_both_engines(|engine| {
        let app = desk(engine);
        let wang = app.sign_in(engine, "wang");
        let id = wang.post("/cases", &application(None, "2024-05-06")).expect(201).json()["id"].clone();
        let at = format!("/cases/{id}/events");
        let accepted = json!({"event": "accepted", "on": "2024-05-10"});
        let without = wang.post(&at, &accepted).problem(428, "version-missing");
        assert_eq!(without["version"], 1, "the version now is told");
        wang.post_at(7, &at, &accepted).problem(412, "stale");
        wang.post_at(1, &at, &accepted).expect(201);
        let late = wang.post_at(1, &at, &json!({"event": "hearing-decided", "on": "2024-05-11"})).problem(412, "stale");
        assert_eq!(late["version"], 2);
        let star = wang.send(&wang.request("POST", &at).header("if-match", "*").json(&accepted));
        assert_eq!(star.problem(400, "malformed")["field"], "If-Match");
    });
}

#[test]
fn the_law_refuses_with_its_article_and_wrong_input_with_its_field() {
    on_both_engines(|engine| {
        let app = desk(engine);
        let wang = app.sign_in(engine, "wang");
        let id = wang.post("/cases", &application(None, "2024-05-06")).expect(201).json()["id"].clone();
        let at = format!("/cases/{id}/events");
        let refused = wang.post_at(1, &at, &json!({"event": "archived", "on": "2024-05-10"})).problem(409, "refused-by-law");
        assert!(refused["rule"].is_string(), "{refused}");
        for (body, code, field) in [
            (json!({"event": "nothing-such", "on": "2024-05-10"}), 422, "event"),
            (json!({"event": "accepted", "on": "2024-02-30"}), 422, "on"),
            (json!({"event": "accepted", "on": "2024-05-10", "data": {"colour": 1}}), 422, "data"),
            (json!({"event": "accepted", "on": "2024-05-10", "version": 9}), 422, "version"),
            (json!({"event": "accepted"}), 422, "on"),
            (json!({"event": ["accepted"], "on": "2024-05-10"}), 422, "event"),
        ] {
            assert_eq!(wang.post_at(1, &at, &body).problem(code, "unacceptable")["field"], field, "{body}");
        }
        wang.post_at(1, &at, &json!({"event": "accepted", "on": "2031-01-01"})).problem(422, "unacceptable");
        let malformed = wang.request("POST", &at).header("if-match", "\"1\"").body("application/json", b"{\"event\":");
        wang.send(&malformed).problem(400, "malformed");
        let text = wang.request("POST", &at).header("if-match", "\"1\"").body("text/plain", b"{}");
        wang.send(&text).problem(415, "unsupported-media-type");
        for (query, field) in [("limit=0", "limit"), ("cursor=!", "cursor"), ("state=asleep", "state")] {
            assert_eq!(wang.get(&format!("/cases?{query}")).problem(422, "unacceptable")["field"], field);
        }
        for (query, field) in [("year=soon", "year"), ("kind=tax", "kind"), ("colour=red", "colour"), ("open=1&open=2", "open")] {
            assert_eq!(wang.get(&format!("/cases?{query}")).problem(400, "malformed")["field"], field, "{query}");
        }
        assert_eq!(wang.get(&format!("/cases/{id}")).expect(200).json()["version"], 1, "nothing of all this was kept");
    });
}

#[test]
fn what_is_sent_twice_is_done_once() {
    on_both_engines(|engine| {
        let app = desk(engine);
        let wang = app.sign_in(engine, "wang");
        let body = application(None, "2024-05-06");
        let request = wang.request("POST", "/cases").json(&body);
        let first = app.send(&request).expect(201);
        let again = app.send(&request).expect(201);
        assert_eq!(
            (again.json(), again.header("location"), again.header("etag")),
            (first.json(), first.header("location"), first.header("etag"))
        );
        assert_eq!((first.header("idempotent-replayed"), again.header("idempotent-replayed")), ("", "true"));

        // many at once
        let request = wang.request("POST", "/cases").json(&body);
        let answers: Vec<_> = std::thread::scope(|scope| {
            let sent: Vec<_> = (0..8).map(|_| scope.spawn(|| request.send(app.address))).collect();
            sent.into_iter().map(|thread| thread.join().unwrap().expect(201).json()["id"].clone()).collect()
        });
        assert!(answers.iter().all(|id| *id == answers[0]), "{answers:?}");
        assert_eq!(engine.number("SELECT COUNT(*) AS number FROM cases"), 2);

        // another request under the same key
        let other = Request::new("POST", "/api/v1/cases")
            .header("authorization", &format!("Bearer {}", wang.token))
            .header("idempotency-key", "key-1")
            .json(&application(None, "2024-05-07"));
        app.send(&other).problem(422, "idempotency-key-reused");
        let without = Request::new("POST", "/api/v1/cases").header("authorization", &format!("Bearer {}", wang.token)).json(&body);
        app.send(&without).problem(400, "idempotency-key-missing");

        // a refusal keeps nothing, so the key may be used again
        let wrong = json!({"kind": "reconsideration", "event": {"event": "archived", "on": "2024-05-06"}, "handler": BUREAU});
        let at = |body: &Value| wang.request("POST", "/cases").json(body);
        let keyed = at(&wrong);
        app.send(&keyed).problem(409, "refused-by-law");
        app.send(&keyed).problem(409, "refused-by-law");
        assert_eq!(engine.number("SELECT COUNT(*) AS number FROM cases"), 2);
    });
}

#[test]
fn nobody_reaches_what_is_not_theirs_and_cannot_tell_it_from_what_is_not_there() {
    on_both_engines(|engine| {
        let mut database = engine.database();
        units(&mut database);
        person(&mut database, "wang", Role::CaseOfficer, Some(BUREAU));
        person(&mut database, "zhao", Role::CaseOfficer, Some(OTHER_BUREAU));
        person(&mut database, "sun", Role::SystemAdministrator, None);
        drop(database);
        let app = App::start(engine);
        let (wang, zhao, sun) = (app.sign_in(engine, "wang"), app.sign_in(engine, "zhao"), app.sign_in(engine, "sun"));
        let id = wang.post("/cases", &application(None, "2024-05-06")).expect(201).json()["id"].clone();
        for path in ["", "/events", "/next", "/deadlines", "/parties", "/hearings", "/documents", "/approvals"] {
            let there = zhao.get(&format!("/cases/{id}{path}")).problem(404, "not-found");
            let nowhere = zhao.get(&format!("/cases/99999{path}")).problem(404, "not-found");
            assert_eq!((&there["title"], there["detail"].is_string()), (&nowhere["title"], true), "{path}");
            sun.get(&format!("/cases/{id}{path}")).problem(403, "forbidden");
        }
        assert_eq!(zhao.get("/cases").expect(200).json()["items"], json!([]));
        zhao.post("/cases", &application(None, "2024-05-06")).problem(403, "forbidden");
        for path in ["/cases/0", "/cases/-1", "/cases/abc", "/cases/9999999999999999999"] {
            wang.get(path).problem(404, "not-found");
        }
        // the trail is written behind the answers
        let rows = || engine.number("SELECT COUNT(*) AS number FROM audit WHERE action = 'access-refused'");
        let patience = Instant::now();
        while rows() < 16 && patience.elapsed() < Duration::from_secs(20) {
            std::thread::sleep(Duration::from_millis(50));
        }
        assert!(rows() >= 16);
    });
}

#[test]
fn a_right_taken_away_is_gone_with_the_next_request() {
    on_both_engines(|engine| {
        let app = desk(engine);
        let wang = app.sign_in(engine, "wang");
        wang.get("/cases").expect(200);
        let mut database = Database::open(&engine.url).unwrap();
        let grant = engine.number("SELECT id AS number FROM grants");
        database.grant_end(fuyi::domain::id::GrantId(grant), "2024-06-03".parse().unwrap(), &act()).unwrap();
        wang.get("/cases").problem(403, "forbidden");
        let id = database.person_named("wang").unwrap().unwrap().id;
        database.person_deactivate(id, 1, "2024-06-03".parse().unwrap(), &act()).unwrap();
        wang.get("/me").problem(401, "session-over");
    });
}

#[test]
fn a_body_too_large_or_too_slow_is_refused_in_time() {
    let engine = Engine::sqlite();
    let mut database = engine.database();
    units(&mut database);
    person(&mut database, "wang", Role::CaseOfficer, Some(BUREAU));
    drop(database);
    let app = App::with(&engine, &[("FUYI_SERVER_MAX_BODY_BYTES", "2000"), ("FUYI_SERVER_BODY_SECONDS", "1")]);
    let wang = app.sign_in(&engine, "wang");
    let large = json!({"kind": "reconsideration", "number": "长".repeat(2000)});
    wang.post("/cases", &large).problem(413, "too-large");
    let mut bytes = wang.request("POST", "/cases").body("application/json", b"{\"kind\":\"reconsideration\"}").bytes();
    bytes.truncate(bytes.len() - 4);
    let mut line = super::http::connect(app.address);
    std::io::Write::write_all(&mut line, &bytes).unwrap();
    super::http::Answer::read(&mut line, false).problem(408, "too-slow");
    wang.get("/cases").expect(200);
}
