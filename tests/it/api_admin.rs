//! What administrators do over HTTP: versions of what they change, machine clients, other people's sessions, the calendar, the
//! export of the trail; and the personal details of parties.

use fuyi::domain::access::{Grant, Holder, Role};
use fuyi::store::{AuditCheck, Database, NewGrant, NewPerson, StoreError};
use serde_json::{Value, json};

use super::api_cases::application;
use super::app::*;
use super::calendar::YEAR;
use super::engines::{Engine, on_both_engines};
use super::http::Request;

const IDENTITY: &str = "11010519491231002X";
const PHONE: &str = "13800005678";

fn house(engine: &Engine, settings: &[(&str, &str)]) -> App {
    let mut database = engine.database();
    units(&mut database);
    person(&mut database, "wang", Role::CaseOfficer, Some(BUREAU));
    person(&mut database, "system", Role::SystemAdministrator, None);
    person(&mut database, "security", Role::SecurityAdministrator, None);
    person(&mut database, "auditor", Role::Auditor, None);
    drop(database);
    App::with(engine, settings)
}

/// The ETag of an address, which is also the version in its body.
fn tag(caller: &Caller<'_>, path: &str) -> u64 {
    let answer = caller.get(path).expect(200);
    let version = answer.json()["version"].as_u64().expect("a version");
    assert_eq!(answer.header("etag"), format!("\"{version}\""));
    version
}

#[test]
fn people_units_and_clients_are_changed_as_they_were_seen_or_not_at_all() {
    on_both_engines(|engine| {
        let app = house(engine, &[]);
        let (system, guard) = (app.sign_in(engine, "system"), app.sign_in(engine, "security"));
        let person = system.post("/people", &json!({"user_name": "chen", "display_name": "陈某某"})).expect(201);
        let unit = system.post("/units", &json!({"name": "平湛区税务局", "parent": COUNTY, "kind": "department"})).expect(201);
        let enrol = json!({"name": "年报系统", "role": "leader", "unit": BUREAU, "scopes": ["case-list", "case-read"]});
        let client = guard.post("/clients", &enrol).expect(201);
        let at = |made: &Value| made["id"].as_i64().expect("an id");
        let (person_at, unit_at) = (format!("/people/{}", at(&person.json())), format!("/units/{}", at(&unit.json())));
        let client_at = format!("/clients/{}", at(&client.json()["client"]));
        for (made, caller, path) in [(&person, &system, &person_at), (&unit, &system, &unit_at), (&client, &guard, &client_at)] {
            assert_eq!(made.header("etag"), format!("\"{}\"", tag(caller, path)), "{path}");
        }
        let changes: [(&Caller<'_>, &str, &str, String, Value); 6] = [
            (&system, "PATCH", &person_at, person_at.clone(), json!({"display_name": "陈某"})),
            (&system, "POST", &unit_at, format!("{unit_at}/move"), json!({"parent": BUREAU})),
            (&guard, "PATCH", &client_at, client_at.clone(), json!({"scopes": ["case-list"]})),
            (&system, "POST", &person_at, format!("{person_at}/deactivation"), Value::Null),
            (&system, "POST", &unit_at, format!("{unit_at}/closure"), json!({"on": "2024-07-01"})),
            (&guard, "POST", &client_at, format!("{client_at}/deactivation"), Value::Null),
        ];
        for (caller, method, thing, path, body) in changes {
            let seen = tag(caller, thing);
            let ask = |version: Option<u64>| {
                let request = caller.request(method, &path);
                let request = version.iter().fold(request, |request, version| request.header("if-match", &format!("\"{version}\"")));
                caller.send(&if body.is_null() { request } else { request.json(&body) })
            };
            assert_eq!(ask(None).problem(428, "version-missing")["version"], seen, "{path}");
            assert_eq!(ask(Some(seen - 1)).problem(412, "stale")["version"], seen, "{path}");
            assert_eq!(tag(caller, thing), seen, "{path}: nothing is changed by a refusal");
            let asked = |at: usize| {
                let request = Request::new(method, &format!("/api/v1{path}")).header("idempotency-key", &format!("{path}-{at}"));
                let request =
                    request.header("authorization", &format!("Bearer {}", caller.token)).header("if-match", &format!("\"{seen}\""));
                if body.is_null() { request } else { request.json(&body) }
            };
            let (requests, address): (Vec<Request>, _) = ((0..4).map(asked).collect(), app.address);
            let answers: Vec<u16> = std::thread::scope(|scope| {
                let sent: Vec<_> = requests.iter().map(|request| scope.spawn(move || request.send(address).status)).collect();
                sent.into_iter().map(|thread| thread.join().unwrap()).collect()
            });
            let (done, late): (Vec<u16>, Vec<u16>) = answers.iter().copied().partition(|status| (200..300).contains(status));
            assert_eq!((done.len(), late), (1, vec![412; 3]), "{path}: of four who saw the same one changes it");
            assert_eq!(tag(caller, thing), seen + 1, "{path}");
        }
        let mut database = Database::open(&engine.url).unwrap();
        let seen = database.person_named("wang").unwrap().unwrap();
        let change = fuyi::store::PersonChange::default();
        database.person_change(seen.id, seen.version, &change, &act()).unwrap();
        let stale = database.person_change(seen.id, seen.version, &change, &act()).unwrap_err();
        assert!(matches!(stale, StoreError::Outdated { found, .. } if found == seen.version + 1), "{stale:?}");
        assert!(stale.sentence().zh.contains("已被他人更新"), "{stale}");
    });
}

#[test]
fn a_program_is_let_in_confined_given_another_secret_and_turned_out() {
    on_both_engines(|engine| {
        let app = house(engine, &[]);
        let guard = app.sign_in(engine, "security");
        let enrol = |name: &str, role: &str, scopes: Value| json!({"name": name, "role": role, "unit": BUREAU, "scopes": scopes});
        let made = guard.post("/clients", &enrol("年报系统", "leader", json!(["case-list", "statistics-read"]))).expect(201).json();
        let (secret, at) = (made["secret"].as_str().unwrap().to_owned(), format!("/clients/{}", made["client"]["id"]));
        assert!(secret.len() >= 43, "256 bits: {secret}");
        assert!(!String::from_utf8(guard.get(&at).expect(200).body).unwrap().contains(&secret), "it is shown once");
        assert_eq!(engine.number("SELECT COUNT(*) AS number FROM idempotency"), 0, "and kept nowhere");
        guard.post("/clients", &enrol("年报系统", "leader", json!(["case-list"]))).problem(409, "conflict");
        guard.post("/clients", &enrol("甲", "approver", json!(["approval-decide"]))).problem(422, "unacceptable");
        guard.post("/clients", &enrol("甲", "leader", json!([]))).problem(422, "unacceptable");
        guard.post("/clients", &enrol("", "leader", json!(["case-list"]))).problem(422, "unacceptable");
        assert_eq!(guard.post("/clients", &enrol("甲", "leader", json!(["all"]))).problem(422, "unacceptable")["field"], "scopes");

        let come_in =
            |secret: &str| app.send(&Request::new("POST", "/api/v1/sessions/client").json(&json!({"name": "年报系统", "secret": secret})));
        let token = |answer: super::http::Answer| answer.expect(201).json()["access_token"].as_str().unwrap().to_owned();
        let program = Caller::new(&app, token(come_in(&secret)));
        program.get("/cases").expect(200);
        program.get("/statistics/definitions").expect(200);
        program.get("/people").problem(403, "forbidden");
        let confine = guard.request("PATCH", &at).header("if-match", "\"1\"").json(&json!({"scopes": ["statistics-read"]}));
        assert_eq!(guard.send(&confine).expect(200).json()["scopes"], json!(["statistics-read"]));
        program.get("/cases").problem(403, "forbidden");
        program.get("/statistics/definitions").expect(200);

        let other = guard.send(&guard.request("POST", &format!("{at}/secret"))).expect(200).json()["secret"].clone();
        program.get("/statistics/definitions").problem(401, "session-over");
        come_in(&secret).problem(401, "sign-in-wrong");
        let program = Caller::new(&app, token(come_in(other.as_str().unwrap())));
        program.get("/statistics/definitions").expect(200);
        guard.send(&guard.request("POST", &format!("{at}/deactivation")).header("if-match", "\"2\"")).expect(204);
        program.get("/statistics/definitions").problem(401, "session-over");
        come_in(other.as_str().unwrap()).problem(401, "sign-in-wrong");
        assert_eq!(guard.get("/clients").expect(200).json()["items"][0]["active_until"], "2024-06-03");
        let rows = engine.lines("SELECT action AS line FROM audit WHERE subject LIKE 'client %' ORDER BY id");
        for action in ["client-added", "client-changed", "client-secret-made", "client-deactivated"] {
            assert!(rows.contains(&action.to_owned()), "{action} is not in {rows:?}");
        }
    });
}

#[test]
fn the_security_administrator_ends_the_sessions_of_others() {
    on_both_engines(|engine| {
        let app = house(engine, &[]);
        let (wang, guard, system) = (app.sign_in(engine, "wang"), app.sign_in(engine, "security"), app.sign_in(engine, "system"));
        let again = app.come_in("wang");
        let id = engine.number("SELECT id AS number FROM people WHERE user_name = 'wang'");
        let at = format!("/people/{id}/sessions");
        let open = system.get(&at).expect(200).json();
        assert_eq!(open["items"].as_array().unwrap().len(), 2);
        let newest = open["items"][0]["id"].clone();
        system.send(&system.request("DELETE", &format!("{at}/{newest}"))).problem(403, "forbidden");
        guard.send(&guard.request("DELETE", &format!("{at}/{newest}"))).expect(204);
        again.get("/me").problem(401, "session-over");
        wang.get("/me").expect(200);
        guard.send(&guard.request("DELETE", &format!("{at}/{newest}"))).problem(404, "not-found");
        guard.send(&guard.request("DELETE", &at)).expect(204);
        wang.get("/me").problem(401, "session-over");
        assert_eq!(engine.number("SELECT COUNT(*) AS number FROM audit WHERE action = 'session-ended'"), 2);
        let factor = guard.send(&guard.request("DELETE", &format!("/people/{id}/second-factor")));
        factor.problem(409, "conflict");
    });
}

#[test]
fn details_of_parties_are_written_sealed_read_masked_and_seen_in_full_with_a_reason() {
    on_both_engines(|engine| {
        let app = house(engine, &[]);
        let wang = app.sign_in(engine, "wang");
        let case = wang.post("/cases", &application(None, "2024-05-06")).expect(201).json()["id"].clone();
        let at = format!("/cases/{case}/parties");
        let details = json!({"details": [{"field": "identity-number", "value": IDENTITY}, {"field": "phone", "value": "138-0000-5678"}]});
        wang.post(&format!("{at}/1/details"), &details).problem(428, "version-missing");
        wang.post_at(7, &format!("{at}/1/details"), &details).problem(412, "stale");
        wang.post_at(1, &format!("{at}/9/details"), &details).problem(404, "not-found");
        let wrong = json!({"details": [{"field": "phone", "value": "12"}]});
        assert_eq!(wang.post_at(1, &format!("{at}/1/details"), &wrong).problem(422, "unacceptable")["field"], "phone");
        let request = wang.request("POST", &format!("{at}/1/details")).header("if-match", "\"1\"").json(&details);
        let written = app.send(&request).expect(200);
        assert_eq!(app.send(&request).expect(200).json(), written.json(), "sent twice it is done once");
        let shown = wang.get(&at).expect(200);
        assert_eq!(shown.header("etag"), "\"1\"");
        for answer in [&written, &shown] {
            let text = String::from_utf8(answer.body.clone()).unwrap();
            assert!(text.contains("110***********002X") && !text.contains(IDENTITY) && !text.contains(PHONE), "{text}");
        }
        wang.post_at(1, &format!("{at}/1/unmasking"), &json!({"reason": "看"})).problem(422, "unacceptable");
        let full = wang.post_at(1, &format!("{at}/1/unmasking"), &json!({"reason": "核对送达电话"})).expect(200).json();
        let values: Vec<&str> = full["items"].as_array().unwrap().iter().filter_map(|item| item["value"].as_str()).collect();
        assert_eq!(values, [IDENTITY, PHONE]);
        let found = wang.post("/parties/search", &json!({"field": "phone", "value": PHONE})).expect(200).json();
        assert_eq!((&found["items"][0]["case"], &found["items"][0]["party"]["number"]), (&case, &json!(1)));
        wang.post("/parties/search", &json!({"field": "address", "value": "河南省平湛市青禾区幸福路12号"})).problem(422, "unacceptable");
        let taken_back = json!({"details": [{"field": "phone"}]});
        wang.post_at(1, &format!("{at}/1/details"), &taken_back).expect(200);
        assert_eq!(wang.post("/parties/search", &json!({"field": "phone", "value": PHONE})).expect(200).json()["items"], json!([]));
        // neither an answer kept for a repetition nor the trail nor what was asked can give a number back
        let bare = fuyi::domain::hex(&sha(&details.to_string()));
        for line in [
            engine.lines("SELECT fingerprint AS line FROM idempotency"),
            engine.lines("SELECT COALESCE(body, '') AS line FROM idempotency"),
            engine.lines("SELECT details AS line FROM audit"),
        ]
        .concat()
        {
            assert!(!line.contains(IDENTITY) && !line.contains(PHONE) && !line.contains(&bare), "{line}");
        }
    });
}

fn sha(text: &str) -> Vec<u8> {
    use sha2::Digest;
    sha2::Sha256::digest(text.as_bytes()).to_vec()
}

#[test]
fn a_case_is_handed_over_and_the_new_handler_reaches_it_at_once() {
    on_both_engines(|engine| {
        let mut database = engine.database();
        units(&mut database);
        person(&mut database, "wang", Role::CaseOfficer, Some(BUREAU));
        let zhao = person(&mut database, "zhao", Role::CaseOfficer, Some(OTHER_BUREAU));
        drop(database);
        let app = App::start(engine);
        let (wang, zhao_in) = (app.sign_in(engine, "wang"), app.sign_in(engine, "zhao"));
        let case = wang.post("/cases", &application(None, "2024-05-06")).expect(201).json()["id"].clone();
        let at = format!("/cases/{case}");
        zhao_in.get(&at).problem(404, "not-found");
        zhao_in.post(&format!("{at}/assignment"), &json!({"officer": zhao.0})).problem(404, "not-found");
        wang.post(&format!("{at}/assignment"), &json!({})).problem(422, "unacceptable");
        for (body, field) in [(json!({"officer": 99999}), "officer"), (json!({"handler": "没有这个单位"}), "handler")] {
            assert_eq!(wang.post(&format!("{at}/assignment"), &body).problem(422, "unacceptable")["field"], field);
        }
        wang.post(&format!("{at}/assignment"), &json!({"handler": OTHER_BUREAU, "officer": zhao.0})).expect(204);
        zhao_in.get(&at).expect(200);
        wang.get(&at).problem(404, "not-found");
    });
}

#[test]
fn the_trail_is_exported_whole_and_the_export_is_a_row_of_it() {
    on_both_engines(|engine| {
        let app = house(engine, &[]);
        let (auditor, system) = (app.sign_in(engine, "auditor"), app.sign_in(engine, "system"));
        system.send(&system.request("POST", "/audit/exports")).problem(403, "forbidden");
        let answer = auditor.send(&auditor.request("POST", "/audit/exports")).expect(200);
        assert!(answer.header("content-disposition").contains("fuyi-audit-20240603T020000Z.jsonl"), "{:?}", answer.headers);
        let file = engine.file("export.jsonl", &answer.body);
        let check = AuditCheck::of_file(file.as_ref(), None).unwrap();
        assert!(check.fault_count == 0 && check.rows > 8, "{check:?}");
        assert_eq!(auditor.get("/audit?before=0").problem(422, "unacceptable")["field"], "before");
        assert_eq!(auditor.get("/audit?limit=1").expect(200).json()["items"][0]["action"], "audit-exported");
        let left = std::fs::read_dir(engine.directory.path().join("files/arriving")).unwrap().count();
        assert_eq!(left, 0, "the service keeps no copy");
    });
}

#[test]
fn a_calendar_is_looked_at_taken_in_and_followed_by_the_next_request() {
    on_both_engines(|engine| {
        let app = house(engine, &[]);
        let (system, wang) = (app.sign_in(engine, "system"), app.sign_in(engine, "wang"));
        let due = || wang.get("/periods/rl23-reply-general/due?from=2027-09-27").expect(200).json()["due_on"].clone();
        assert_eq!(due(), "2027-10-12");
        let body = json!({"content": YEAR, "year": 2027, "notice": "国办发明电〔2026〕9号"});
        wang.post("/calendar/preview", &body).problem(403, "forbidden");
        let preview = system.post("/calendar/preview", &body).expect(200).json();
        assert!(preview["changes"].as_array().unwrap().iter().any(|change| change["new"]["on"] == "2027-10-09"), "{preview}");
        assert_eq!(due(), "2027-10-12", "a preview changes nothing");
        assert_eq!(system.post("/calendar/imports", &body).expect(200).json()["version"], "2027.i1");
        assert_eq!(due(), "2027-10-15");
        assert_eq!(system.post("/calendar/imports", &body).expect(200).json()["unchanged"], true);
        let wrong = json!({"content": YEAR.replace("2027-04-05", "2027-04-31")});
        assert_eq!(system.post("/calendar/imports", &wrong).problem(422, "unacceptable")["field"], "content");
        assert_eq!(system.get("/open-items").expect(200).json()["items"], json!([]));
    });
}

#[test]
fn who_is_made_administrator_while_signed_in_owes_a_second_factor_at_once() {
    on_both_engines(|engine| {
        let mut database = engine.database();
        units(&mut database);
        let new = NewPerson {
            user_name: "sun".into(),
            display_name: "孙某某".into(),
            unit: None,
            email: None,
            lang: "zh-CN".into(),
            active_from: "2024-01-01".parse().unwrap(),
        };
        let sun = database.person_add(&new, &act()).unwrap();
        let app = App::with(engine, &[("FUYI_SIGN_IN_SECOND_FACTOR", "administrators")]);
        let caller = app.sign_in(engine, "sun");
        assert_eq!(caller.get("/me").expect(200).json()["duty"], json!(null));
        caller.get("/audit").problem(403, "forbidden");
        let grant = Grant { role: Role::Auditor, unit: None, from: "2024-06-03".parse().unwrap(), until: None };
        let grant = database.grant_add(&NewGrant { to: Holder::Person(sun), grant }, |_| Ok::<_, StoreError>(()), &act()).unwrap();
        assert_eq!(caller.get("/audit").problem(403, "duty-first")["duty"], "set-up-second-factor");
        assert_eq!(caller.get("/me").expect(200).json()["duty"], "set-up-second-factor");
        let begun = caller.send(&caller.request("POST", "/me/second-factor")).expect(200).json();
        let telephone = totp_rs::Totp::from_url(begun["address"].as_str().unwrap()).unwrap();
        let now = NOW.parse::<chrono::DateTime<chrono::Utc>>().unwrap().timestamp();
        let code = json!({"code": telephone.generate(now.unsigned_abs()).to_string()});
        caller.post("/me/second-factor/confirmation", &code).expect(200);
        caller.get("/audit").expect(200);
        database.grant_end(grant, "2024-06-03".parse().unwrap(), &act()).unwrap();
        assert_eq!(caller.get("/me").expect(200).json()["duty"], json!(null));
    });
}

#[test]
fn a_locked_name_is_told_when_to_come_back_and_a_person_in_the_language_they_chose() {
    on_both_engines(|engine| {
        let app = house(engine, &[("FUYI_SIGN_IN_TRIES", "3"), ("FUYI_LANG", "zh-CN")]);
        // the account says English, the bureau Chinese
        let wang = app.sign_in(engine, "wang");
        let refused = wang.get("/people/99999").problem(404, "not-found");
        assert!(refused["detail"].as_str().unwrap().is_ascii(), "{refused}");
        let says = |request: Request| wang.send(&request).json()["items"][0]["name"].as_str().unwrap().is_ascii();
        assert!(says(wang.request("GET", "/statistics/definitions")), "as the account says");
        assert!(!says(wang.request("GET", "/statistics/definitions").header("accept-language", "zh")), "as the request says");
        let page = Request::new("GET", "/rules").header("accept", "text/html").header("authorization", &format!("Bearer {}", wang.token));
        assert!(String::from_utf8(app.send(&page).expect(200).body).unwrap().contains("<html lang=\"en\""));

        let wrong = Request::new("POST", "/api/v1/sessions").json(&json!({"user_name": "security", "password": "x"}));
        app.send(&wrong).problem(401, "sign-in-wrong");
        app.send(&wrong).problem(401, "sign-in-wrong");
        for _ in 0..2 {
            let locked = app.send(&wrong);
            locked.problem(429, "sign-in-locked");
            let seconds: u64 = locked.header("retry-after").parse().unwrap();
            assert!((600..=601).contains(&seconds), "{seconds}");
        }
        // machine clients too
        let wrong = Request::new("POST", "/api/v1/sessions/client").json(&json!({"name": "x", "secret": "x"}));
        let last = (0..3).map(|_| app.send(&wrong)).last().unwrap();
        last.problem(429, "sign-in-locked");
        assert!(!last.header("retry-after").is_empty());
    });
}
