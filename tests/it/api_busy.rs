//! Many at once: nobody is refused because somebody else is at work.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use fuyi::domain::access::Role;
use serde_json::json;

use super::api_cases::application;
use super::app::*;
use super::engines::{Engine, on_both_engines};
use super::http::Request;

fn desk(engine: &Engine, settings: &[(&str, &str)]) -> App {
    let mut database = engine.database();
    units(&mut database);
    person(&mut database, "wang", Role::CaseOfficer, Some(BUREAU));
    drop(database);
    App::with(engine, settings)
}

/// Hashing takes the processors and threads it is allowed, and nobody else's.
#[test]
fn a_flood_of_sign_ins_leaves_everybody_else_alone() {
    const FLOOD: usize = 60;
    on_both_engines(|engine| {
        let hash = [("FUYI_SIGN_IN_HASH_MEMORY_KIB", "65536"), ("FUYI_SIGN_IN_HASH_PASSES", "4"), ("FUYI_SIGN_IN_HASHES_AT_ONCE", "1")];
        let app = desk(engine, &hash);
        let wang = app.sign_in(engine, "wang");
        let id = wang.post("/cases", &application(None, "2024-05-06")).expect(201).json()["id"].clone();
        let (knocked, turned_away) = (AtomicUsize::new(0), AtomicUsize::new(0));
        thread::scope(|scope| {
            for guest in 0..FLOOD {
                let (app, knocked, turned_away) = (&app, &knocked, &turned_away);
                scope.spawn(move || {
                    let body = json!({"user_name": format!("guest{guest}"), "password": "wrong"});
                    knocked.fetch_add(1, Ordering::Relaxed);
                    app.send(&Request::new("POST", "/api/v1/sessions").json(&body));
                    turned_away.fetch_add(1, Ordering::Relaxed);
                });
            }
            while knocked.load(Ordering::Relaxed) < FLOOD {
                thread::yield_now();
            }
            for _ in 0..5 {
                wang.get(&format!("/cases/{id}")).expect(200);
                wang.post("/cases", &application(None, "2024-05-06")).expect(201);
            }
            let waiting = FLOOD - turned_away.load(Ordering::Relaxed);
            assert!(waiting > 0, "ten requests took as long as {FLOOD} sign-ins one after the other");
        });
    });
}
