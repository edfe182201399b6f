//! What a caller with bad intent tries: forged tokens, fields that are not theirs to set, names that break out of a header.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use fuyi::api::routes;
use fuyi::domain::access::{Principal, Role};
use fuyi::http::call::{BodyKind, Needs};
use serde_json::{Value, json};

use super::api_cases::application;
use super::api_matrix::body;
use super::app::*;
use super::engines::{Engine, on_both_engines};
use super::http::Request;

#[test]
fn no_token_but_ours_as_it_was_given_opens_anything() {
    on_both_engines(|engine| {
        let mut database = engine.database();
        units(&mut database);
        person(&mut database, "wang", Role::CaseOfficer, Some(BUREAU));
        let system = person(&mut database, "system", Role::SystemAdministrator, None);
        drop(database);
        let app = App::start(engine);
        let wang = app.sign_in(engine, "wang");
        let parts: Vec<&str> = wang.token.split('.').collect();
        let [header, claims, signature] = parts[..] else { panic!("three parts") };
        let read = |part: &str| serde_json::from_slice::<Value>(&URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap();
        let write = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let with = |part: &str, key: &str, value: Value| {
            let mut object = read(part);
            object[key] = value;
            write(&object)
        };
        let mut forged = vec![
            format!("{header}.{claims}."),
            format!("{header}.{claims}"),
            format!("{header}.{claims}.{}", signature.chars().rev().collect::<String>()),
            format!("{header}.{claims}.{signature}.{signature}"),
            format!("{}.{signature}", [header, header].join(".")),
        ];
        for algorithm in ["none", "None", "RS256", "HS384", "HS512", "EdDSA"] {
            let header = with(header, "alg", json!(algorithm));
            forged.extend([format!("{header}.{claims}."), format!("{header}.{claims}.{signature}")]);
        }
        for kid in ["", "../../../dev/null", "x' OR '1'='1"] {
            forged.push(format!("{}.{claims}.{signature}", with(header, "kid", json!(kid))));
        }
        for (claim, _) in read(claims).as_object().unwrap() {
            let value = match read(claims)[claim].clone() {
                Value::Number(number) => json!(number.as_i64().unwrap() + 3600),
                _ => json!(format!("person {system}")),
            };
            forged.push(format!("{header}.{}.{signature}", with(claims, claim, value)));
        }
        assert!(forged.len() > 20);
        for token in forged {
            Caller::new(&app, &token)
                .get("/me")
                .expect(401)
                .header("www-authenticate")
                .starts_with("Bearer")
                .then_some(())
                .expect("a challenge");
        }
        wang.get("/me").expect(200);
    });
}

#[test]
fn a_field_that_is_not_offered_is_refused_by_every_route() {
    let engine = Engine::sqlite();
    let mut database = engine.database();
    units(&mut database);
    for role in Role::ALL {
        person(&mut database, role.code(), *role, None);
    }
    drop(database);
    let app = App::start(&engine);
    let people: Vec<Caller<'_>> = Role::ALL.iter().map(|role| app.sign_in(&engine, role.code())).collect();
    let mut tried = 0;
    for route in routes().into_iter().filter(|route| route.terms.body == BodyKind::Json) {
        let path = route.path.split('/').map(|part| if part.starts_with('{') { "1" } else { part }).collect::<Vec<_>>().join("/");
        let caller = match route.terms.needs {
            Needs::Action(action) => people.iter().zip(Role::ALL).find(|(_, role)| {
                let grant = fuyi::domain::access::Grant { role: **role, unit: None, from: act().at.date_naive(), until: None };
                let principal = Principal {
                    who: fuyi::domain::access::Who::Person(fuyi::domain::id::PersonId(1)),
                    name: String::new(),
                    grants: vec![grant],
                    scopes: Vec::new(),
                };
                let tree = fuyi::domain::access::Tree::new([]).unwrap();
                fuyi::domain::access::scope(&principal, action, &tree, act().at.date_naive()).is_ok()
            }),
            Needs::SignedIn | Needs::Nobody => people.iter().zip(Role::ALL).next(),
        };
        let (caller, _) = caller.unwrap_or_else(|| panic!("nobody may {}", route.path));
        for (field, value) in
            [("id", json!(1)), ("granted_by", json!("root")), ("__proto__", json!({"role": "auditor"})), ("version", json!(9))]
        {
            let mut body = body(route.path);
            let Value::Object(fields) = &mut body else { panic!("{path} takes no object") };
            fields.insert(field.to_owned(), value);
            let request = caller.request(route.method.as_str(), &path).header("if-match", "\"1\"").json(&body);
            let refused = caller.send(&request).problem(422, "unacceptable");
            assert_eq!(refused["field"], field, "{} {path}", route.method);
            tried += 1;
        }
    }
    assert!(tried > 80, "{tried}");
}

#[test]
fn a_name_never_becomes_a_header() {
    on_both_engines(|engine| {
        let mut database = engine.database();
        units(&mut database);
        person(&mut database, "wang", Role::CaseOfficer, Some(BUREAU));
        drop(database);
        let app = App::start(engine);
        let wang = app.sign_in(engine, "wang");
        let case = wang.post("/cases", &application(None, "2024-05-06")).expect(201).json()["id"].clone();
        let at = format!("/cases/{case}/documents");
        let mut kept = 0;
        for name in
            ["a%0d%0ax-evil: 1;.pdf", "a\u{85}x-evil: 1.pdf", "a\u{2028}x-evil: 1.pdf", "a'; x-evil=1; filename='b.pdf", "a\tb\u{7f}.pdf"]
        {
            let answer = wang.send(&wang.request("POST", &at).upload(name, b"%PDF-1.7\n", &[]));
            if let refused @ (400 | 422) = answer.status {
                answer.problem(refused, if refused == 400 { "malformed" } else { "unacceptable" });
                continue;
            }
            let made = answer.expect(201).json();
            kept += 1;
            let back = wang.get(&format!("{at}/{}", made["id"])).expect(200);
            assert!(back.headers.keys().all(|name| !name.contains("evil")), "{:?}", back.headers);
            let disposition = back.header("content-disposition");
            assert!(disposition.starts_with("attachment; filename=") && disposition.chars().all(|c| !c.is_control()), "{disposition:?}");
        }
        assert!(kept >= 2, "{kept}");
        // what comes in a header or an address never comes out as one
        for target in [
            "/language/en%0d%0ax-evil:1?to=/",
            "/language/en?to=/%0d%0ax-evil:1",
            "/language/en?to=//evil.test",
            "/sign-in?to=%0d%0ax-evil:1",
        ] {
            let answer = app.send(&Request::new("GET", target).header("accept", "text/html"));
            assert!(answer.headers.keys().all(|name| !name.contains("evil")), "{:?}", answer.headers);
            assert!(!answer.header("location").starts_with("//") && !answer.header("location").contains("evil.test"), "{target}");
        }
    });
}
