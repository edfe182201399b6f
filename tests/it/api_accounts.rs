//! Sessions, one's own account, people and grants over HTTP; documents and ledgers.

use fuyi::domain::access::Role;
use serde_json::json;

use super::api_cases::application;
use super::app::*;
use super::engines::on_both_engines;
use super::http::Request;

#[test]
fn a_program_works_with_tokens_and_a_used_one_ends_the_session() {
    on_both_engines(|engine| {
        let mut database = engine.database();
        units(&mut database);
        person(&mut database, "wang", Role::CaseOfficer, Some(BUREAU));
        drop(database);
        let app = App::start(engine);
        app.sign_in(engine, "wang");
        let body = json!({"user_name": "wang", "password": PASSWORD});
        let tokens = app.send(&Request::new("POST", "/api/v1/sessions").json(&body)).expect(201).json()["tokens"].clone();
        let refresh = |token: &str| app.send(&Request::new("POST", "/api/v1/sessions/refresh").json(&json!({"refresh_token": token})));
        let old = tokens["refresh_token"].as_str().unwrap();
        let renewed = refresh(old).expect(201).json();
        let me = Caller::new(&app, renewed["access_token"].as_str().unwrap());
        assert_eq!(me.get("/me").expect(200).json()["roles"], json!(["case-officer"]));
        refresh(old).problem(401, "session-over");
        refresh(renewed["refresh_token"].as_str().unwrap()).problem(401, "session-over");
        me.get("/me").problem(401, "session-over");
        for (name, password) in [("wang", "wrong"), ("nobody", PASSWORD)] {
            let wrong = app.send(&Request::new("POST", "/api/v1/sessions").json(&json!({"user_name": name, "password": password})));
            wrong.problem(401, "sign-in-wrong");
        }
    });
}

#[test]
fn a_browser_works_with_a_cookie_and_shows_its_token_with_every_change() {
    on_both_engines(|engine| {
        let mut database = engine.database();
        units(&mut database);
        person(&mut database, "wang", Role::CaseOfficer, Some(BUREAU));
        drop(database);
        let app = App::start(engine);
        app.sign_in(engine, "wang");
        let body = json!({"user_name": "wang", "password": PASSWORD, "browser": true});
        let signed_in = app.send(&Request::new("POST", "/api/v1/sessions").json(&body)).expect(201);
        assert_eq!(signed_in.json()["tokens"], json!(null));
        let set = signed_in.header("set-cookie").to_owned();
        assert!(set.contains("HttpOnly") && set.contains("SameSite=Strict") && set.contains("Path=/"), "{set}");
        let cookie = set.split(';').next().unwrap().to_owned();
        let csrf = signed_in.json()["csrf_token"].as_str().unwrap().to_owned();
        let with = |method: &str, path: &str| Request::new(method, &format!("/api/v1{path}")).header("cookie", &cookie);
        app.send(&with("GET", "/cases")).expect(200);
        let create = |key: &str| with("POST", "/cases").header("idempotency-key", key).json(&application(None, "2024-05-06"));
        app.send(&create("1")).problem(403, "cross-site");
        app.send(&create("2").header("x-csrf-token", "guessed")).problem(403, "cross-site");
        app.send(&create("3").header("x-csrf-token", &csrf).header("sec-fetch-site", "cross-site")).problem(403, "cross-site");
        app.send(&create("4").header("x-csrf-token", &csrf).header("sec-fetch-site", "same-origin")).expect(201);
        let out = app.send(&with("DELETE", "/sessions/current").header("x-csrf-token", &csrf)).expect(204);
        assert!(out.header("set-cookie").contains("Max-Age=0"));
        app.send(&with("GET", "/cases")).problem(401, "session-over");
    });
}

#[test]
fn people_and_their_rights_are_kept_by_two_who_watch_each_other() {
    on_both_engines(|engine| {
        let mut database = engine.database();
        units(&mut database);
        person(&mut database, "system", Role::SystemAdministrator, None);
        let security = person(&mut database, "security", Role::SecurityAdministrator, None);
        person(&mut database, "auditor", Role::Auditor, None);
        drop(database);
        let app = App::start(engine);
        let (system, guard, auditor) = (app.sign_in(engine, "system"), app.sign_in(engine, "security"), app.sign_in(engine, "auditor"));
        let unit = system.post("/units", &json!({"name": "平湛区税务局", "parent": COUNTY, "kind": "department"})).expect(201).json();
        assert_eq!(system.get(&format!("/units/{}", unit["id"])).expect(200).json()["name"], "平湛区税务局");
        let made = system.post("/people", &json!({"user_name": "Chen", "display_name": "陈某某", "unit": "平湛区税务局"})).expect(201);
        let id = made.json()["id"].clone();
        assert_eq!(made.json()["user_name"], "chen");
        system.post("/people", &json!({"user_name": "chen", "display_name": "陈某某"})).problem(409, "conflict");
        let extra = json!({"user_name": "x", "display_name": "x", "roles": ["leader"]});
        assert_eq!(system.post("/people", &extra).problem(422, "unacceptable")["field"], "roles");
        let grant = json!({"role": "leader", "unit": "平湛区税务局"});
        system.post(&format!("/people/{id}/grants"), &grant).problem(403, "forbidden");
        let granted = guard.post(&format!("/people/{id}/grants"), &grant).expect(201).json();
        guard.post(&format!("/people/{id}/grants"), &json!({"role": "auditor"})).problem(403, "forbidden");
        guard.post(&format!("/people/{security}/grants"), &json!({"role": "leader"})).problem(403, "forbidden");
        assert_eq!(guard.get(&format!("/people/{id}/grants")).expect(200).json()["items"][0]["role"], "leader");
        let code = guard.send(&guard.request("POST", &format!("/people/{id}/set-up-code"))).expect(200).json();
        let set = json!({"code": code["code"], "password": "short"});
        app.send(&Request::new("POST", "/api/v1/sessions/set-up").json(&set)).problem(422, "unacceptable");
        guard.send(&guard.request("DELETE", &format!("/grants/{}", granted["id"]))).expect(204);
        let trail = auditor.get("/audit?limit=200").expect(200).json();
        let actions: Vec<&str> = trail["items"].as_array().unwrap().iter().filter_map(|row| row["action"].as_str()).collect();
        for action in ["person-added", "role-granted", "grant-ended", "access-refused", "signed-in"] {
            assert!(actions.contains(&action), "{action} is not in {actions:?}");
        }
        assert_eq!(auditor.get("/audit/verification").expect(200).json()["sound"], true);
        guard.get("/audit").problem(403, "forbidden");
    });
}

#[test]
fn a_document_comes_back_as_it_was_and_is_never_shown() {
    on_both_engines(|engine| {
        let mut database = engine.database();
        units(&mut database);
        person(&mut database, "wang", Role::CaseOfficer, Some(BUREAU));
        drop(database);
        let app = App::with(engine, &[("FUYI_SERVER_MAX_DOCUMENT_BYTES", "400000")]);
        let wang = app.sign_in(engine, "wang");
        let id = wang.post("/cases", &application(None, "2024-05-06")).expect(201).json()["id"].clone();
        let at = format!("/cases/{id}/documents");
        let content = [b"%PDF-1.7\n".as_slice(), &(0..300_000u32).map(|n| (n % 251) as u8).collect::<Vec<_>>()].concat();
        let request = wang.request("POST", &at).upload("../../裁定.pdf", &content, &[]);
        let made = app.send(&request).expect(201);
        let document = made.json();
        assert_eq!(
            (&document["name"], &document["media_type"], &document["size"]),
            (&json!("裁定.pdf"), &json!("application/pdf"), &json!(content.len()))
        );
        assert_eq!(app.send(&request).expect(201).json(), document, "sent twice it is kept once");
        assert_eq!(wang.get(&at).expect(200).json()["items"].as_array().unwrap().len(), 1);
        let back = wang.get(&format!("{at}/{}", document["id"])).expect(200);
        assert!(back.body == content, "the same bytes");
        assert!(back.header("content-disposition").starts_with("attachment; filename="));
        assert_eq!(back.header("x-content-type-options"), "nosniff");
        wang.send(&wang.request("POST", &at).upload("a.pdf", b"<html><script>", &[])).problem(415, "unsupported-media-type");
        wang.send(&wang.request("POST", &at).upload("a.pdf", &vec![b'%'; 500_000], &[])).problem(413, "too-large");
        wang.send(&wang.request("POST", &at).upload("a.pdf", b"%PDF-", &[("colour", "red")])).problem(422, "unacceptable");
        wang.get(&format!("{at}/99999")).problem(404, "not-found");
        let left = std::fs::read_dir(engine.directory.path().join("files/arriving")).unwrap().count();
        assert_eq!(left, 0, "nothing half-arrived is left");
    });
}

#[test]
fn a_ledger_is_taken_in_reported_by_cell_and_taken_back() {
    on_both_engines(|engine| {
        let mut database = engine.database();
        units(&mut database);
        person(&mut database, "wang", Role::CaseOfficer, None);
        person(&mut database, "zhao", Role::CaseOfficer, Some(OTHER_BUREAU));
        drop(database);
        let app = App::start(engine);
        let (wang, zhao) = (app.sign_in(engine, "wang"), app.sign_in(engine, "zhao"));
        let ledger = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/config/demo/ledger.xlsx")).unwrap();
        let send = |fields: &[(&str, &str)]| wang.send(&wang.request("POST", "/imports").upload("台账.xlsx", &ledger, fields));
        let looked = send(&[("dry_run", "true")]).expect(200).json();
        assert_eq!((&looked["dry_run"], &looked["batch"]), (&json!(true), &json!(null)));
        let taken = send(&[]).expect(200).json();
        assert_eq!((&taken["file"], &taken["refused"]), (&json!("台账.xlsx"), &looked["refused"]));
        assert!(taken["taken"].as_u64().unwrap() > 100, "{taken}");
        let figures = wang.get("/statistics/annual/2023").expect(200).json();
        assert_eq!(figures["figures"]["year"], 2023);
        assert_eq!(zhao.get("/imports").expect(200).json()["items"], json!([]), "another bureau's ledger is nobody's business");
        let batch = taken["batch"].clone();
        let undo = |who: &Caller<'_>| who.send(&who.request("POST", &format!("/imports/{batch}/undo")));
        undo(&zhao).problem(404, "not-found");
        assert_eq!(undo(&wang).expect(201).json()["cases"], taken["taken"]);
        undo(&wang).problem(409, "conflict");
        let junk = wang.send(&wang.request("POST", "/imports").upload("a.xlsx", b"PK\x03\x04 no workbook", &[]));
        junk.problem(422, "unacceptable");
    });
}

#[test]
fn the_calculator_says_why() {
    on_both_engines(|engine| {
        let mut database = engine.database();
        units(&mut database);
        person(&mut database, "wang", Role::CaseOfficer, Some(BUREAU));
        drop(database);
        let app = App::start(engine);
        let wang = app.sign_in(engine, "wang");
        let due = wang.get("/periods/rl23-decide-general/due?from=2024-01-10&exclude=2024-02-01..2024-03-01&extend=30").expect(200).json();
        assert!(due["due_on"].is_string() && due["trace"].as_array().unwrap().len() >= 3, "{due}");
        wang.get("/periods/no-such-rule").problem(404, "not-found");
        assert_eq!(wang.get("/periods/rl23-decide-general/due").problem(400, "malformed")["field"], "from");
        assert_eq!(wang.get("/calendar/2024").expect(200).json()["year"], 2024);
        wang.get("/calendar/1900").problem(404, "not-found");
        assert!(wang.get("/lifecycle").expect(200).json()["machines"].is_array());
        assert!(wang.get("/statistics/definitions").expect(200).json()["items"].as_array().unwrap().len() > 5);
    });
}
