//! Many at once: nobody is refused because somebody else is at work.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use fuyi::domain::access::{Role, UnitEntry};
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

/// A case is decided upon before it is written; what it rests on may change in between, and it is decided anew.
#[test]
fn units_may_change_while_cases_are_opened() {
    on_both_engines(|engine| {
        let app = desk(engine, &[]);
        let token = app.sign_in(engine, "wang").token;
        let open = AtomicBool::new(true);
        thread::scope(|scope| {
            let changes = scope.spawn(|| {
                let mut database = engine.database();
                let mut made = 0;
                while open.load(Ordering::Relaxed) && made < 30 {
                    // room for the others: SQLite has one writer at a time
                    thread::sleep(Duration::from_millis(30));
                    let unit = UnitEntry { full_name: format!("新设单位{made}"), parent: Some(COUNTY.into()), ..UnitEntry::default() };
                    database.units_put(&[unit], &act()).expect("a unit");
                    made += 1;
                }
                made
            });
            let clerks: Vec<_> = (0..4)
                .map(|clerk| {
                    let (app, token) = (&app, &token);
                    scope.spawn(move || {
                        for case in 0..12 {
                            let body = application(Some(&format!("平湛政复决字〔2024〕{}号", clerk * 100 + case + 1)), "2024-05-06");
                            let request = Request::new("POST", "/api/v1/cases")
                                .header("authorization", &format!("Bearer {token}"))
                                .header("idempotency-key", &format!("{clerk}-{case}"))
                                .json(&body);
                            let answer = app.send(&request);
                            // who meets change after change may be told to come again, and then nothing was kept
                            assert!(matches!(answer.status, 201 | 503), "{}", String::from_utf8_lossy(&answer.body));
                            if answer.status == 503 {
                                open_again(app, &request);
                            }
                        }
                    })
                })
                .collect();
            clerks.into_iter().for_each(|clerk| clerk.join().expect("a clerk"));
            open.store(false, Ordering::Relaxed);
            assert!(changes.join().expect("the changes") > 0);
        });
        assert_eq!(engine.number("SELECT COUNT(*) AS number FROM cases"), 48);
        assert_eq!(engine.number("SELECT COUNT(*) AS number FROM audit WHERE action = 'case-created'"), 48);
    });
}

/// Comes again with the same key until it is done.
fn open_again(app: &App, request: &Request) {
    let done = (0..100).any(|_| app.send(request).status == 201);
    assert!(done, "a hundred times refused");
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

/// A ledger is taken in as a whole; whoever registers a case meanwhile waits for it and is not refused.
#[test]
fn a_case_can_be_opened_while_a_large_ledger_is_taken_in() {
    const ROWS: usize = 20_000;
    on_both_engines(|engine| {
        let app = desk(engine, &[]);
        let wang = app.sign_in(engine, "wang");
        let mut ledger = String::from("案号,收到申请日期,申请人,被申请人,复议事项,受理日期,审结日期,结案方式\n");
        for row in 1..=ROWS {
            ledger += &format!("平政复决字〔2023〕{row}号,2023-03-01,王某某,{POLICE},行政处罚,2023-03-03,2023-04-20,维持\n");
        }
        let import = wang.request("POST", "/imports").upload("行政复议案件台账.csv", ledger.as_bytes(), &[]);
        let under_way = AtomicBool::new(true);
        let opened = thread::scope(|scope| {
            let importing = scope.spawn(|| {
                let report = app.send(&import).expect(200).json();
                under_way.store(false, Ordering::Relaxed);
                report
            });
            let mut opened = 0;
            while under_way.load(Ordering::Relaxed) {
                wang.post("/cases", &application(None, "2024-05-06")).expect(201);
                opened += 1;
            }
            assert_eq!(importing.join().expect("the import")["taken"], ROWS);
            opened
        });
        assert!(opened > 0);
        assert_eq!(engine.number("SELECT COUNT(*) AS number FROM cases"), opened + ROWS as i64);
    });
}
