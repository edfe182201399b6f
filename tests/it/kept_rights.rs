//! Rights are kept in memory, and a change of them acts on the next request all the same: made by this process or by another one, on
//! both engines, with what is kept still warm; and what the clock ends needs no change at all.

use chrono::{DateTime, TimeDelta, Utc};
use fuyi::crypto::{AccessClaims, ExposeSecret, KeyFile, Keyring, Keys, TokenFault};
use fuyi::domain::access::{Duty, Grant, Holder, Role};
use fuyi::domain::id::{GrantId, PersonId, SessionId};
use fuyi::service::sign_in::{Present, Shown};
use fuyi::store::{Act, Database, NewGrant, SessionEnd, StoreError};

use super::api_cases::application;
use super::app::{self, *};
use super::door::{Door, PASSWORD as DOOR_PASSWORD};
use super::engines::{Engine, on_both_engines};
use super::http::Request;

/// A service with a case of the bureau, and its leader of the county, who was here a moment ago.
fn service(engine: &Engine) -> (App, PersonId, String) {
    let mut database = engine.database();
    units(&mut database);
    person(&mut database, "wang", Role::CaseOfficer, Some(BUREAU));
    let leader = person(&mut database, "zhao", Role::Leader, Some(COUNTY));
    drop(database);
    let app = App::start(engine);
    let case = app.sign_in(engine, "wang").post("/cases", &application(None, "2024-05-31")).expect(201).json();
    (app, leader, format!("/cases/{}", case["id"]))
}

/// Reads the case twice, so that the second reading finds what the first one kept; and a list.
fn reads(zhao: &Caller<'_>, case: &str) {
    for _ in 0..2 {
        zhao.get(case).expect(200);
        zhao.get("/cases").expect(200);
    }
}

fn grant_to(database: &mut Database, to: PersonId, role: Role, unit: &str) -> GrantId {
    let unit = database.unit_find(unit).expect("a look").expect("the unit").0;
    let grant = Grant { role, unit: Some(unit), from: "2024-01-01".parse().expect("a day"), until: None };
    database.grant_add(&NewGrant { to: Holder::Person(to), grant }, |_| Ok::<_, StoreError>(()), &app::act()).expect("a grant")
}

#[test]
fn what_another_process_changes_acts_on_the_next_request() {
    on_both_engines(|engine| {
        let (app, leader, case) = service(engine);
        // another process: its own connection, nothing of it is known to the service
        let mut elsewhere = engine.database();
        let zhao = app.sign_in(engine, "zhao");
        reads(&zhao, &case);

        let held = elsewhere.grants_of(Holder::Person(leader)).expect("the grants");
        elsewhere.grant_end(held[0].id, "2024-06-03".parse().expect("a day"), &app::act()).expect("an end");
        zhao.get(&case).expect(403);
        zhao.get("/cases").expect(403);

        grant_to(&mut elsewhere, leader, Role::Leader, BUREAU);
        reads(&zhao, &case);

        let at = |database: &mut Database, name: &str| database.unit_find(name).expect("a look").expect("the unit").0;
        let other = at(&mut elsewhere, OTHER_COUNTY);
        let held = elsewhere.grants_of(Holder::Person(leader)).expect("the grants");
        elsewhere.grant_end(held[1].id, "2024-06-03".parse().expect("a day"), &app::act()).expect("an end");
        grant_to(&mut elsewhere, leader, Role::Leader, OTHER_COUNTY);
        zhao.get(&case).expect(404);
        let bureau = at(&mut elsewhere, BUREAU);
        let version = elsewhere.units_list().expect("the units").into_iter().find(|unit| unit.id == bureau).expect("the bureau").version;
        elsewhere.unit_move(bureau, version, Some(other), &app::act()).expect("a move");
        reads(&zhao, &case);

        let person = elsewhere.person(leader).expect("the person");
        elsewhere.person_deactivate(leader, person.version, "2024-06-03".parse().expect("a day"), &app::act()).expect("an end");
        zhao.get(&case).expect(401);
        zhao.get("/cases").expect(401);
    });
}

#[test]
fn a_session_that_somebody_ended_is_over_with_the_next_request() {
    on_both_engines(|engine| {
        let (app, leader, case) = service(engine);
        let zhao = app.sign_in(engine, "zhao");
        reads(&zhao, &case);
        let again = app.come_in("zhao");
        reads(&again, &case);
        // in this process
        again.send(&again.request("DELETE", "/sessions/current")).expect(204);
        again.get(&case).expect(401);
        reads(&zhao, &case);
        // in another one
        let ended = engine.database().sessions_end(leader, None, SessionEnd::Administrator, app.now).expect("an end");
        assert_eq!(ended, 1);
        zhao.get(&case).expect(401);
        app.send(&Request::new("GET", &format!("/api/v1{case}"))).expect(401);
    });
}

/// A door with somebody inside, what they show, and who the door keeps them for.
fn inside(door: &Door<'_>) -> (PersonId, Shown, Present) {
    let wang = door.member("wang", DOOR_PASSWORD);
    let tokens = door.tokens("wang", DOOR_PASSWORD);
    let shown = Shown::Token(door.entrance.verify_access(tokens.access.expose_secret(), door.now).expect("our token"));
    let present = door.entrance.present(&mut door.database(), &shown, door.now).expect("an answer").expect("a session");
    (wang, shown, present)
}

#[test]
fn what_is_kept_ends_with_the_clock() {
    on_both_engines(|engine| {
        let mut door = Door::of(engine, &[]);
        let (wang, shown, present) = inside(&door);
        let recalled = |door: &Door<'_>, at| door.entrance.recalled(&shown, at);
        let (kept, epoch) = recalled(&door, door.now).expect("kept");
        assert_eq!((kept, Some(epoch)), (present, door.database().access_epoch().expect("an epoch")));
        let idle = door.settings.sign_in.idle;
        assert!(recalled(&door, door.now + idle - TimeDelta::seconds(1)).is_some());
        assert!(recalled(&door, door.now + idle).is_none(), "nobody used it");
        assert!(recalled(&door, door.now + door.settings.sign_in.session).is_none(), "its absolute end");

        // an account that ends tomorrow ends tomorrow, though nothing changes then
        let until = (door.now + TimeDelta::days(1)).date_naive();
        let version = door.database().person(wang).expect("the person").version;
        door.database().person_deactivate(wang, version, until, &door.act()).expect("an end");
        assert_ne!(door.database().access_epoch().expect("an epoch"), Some(epoch));
        door.entrance.present(&mut door.database(), &shown, door.now).expect("an answer").expect("a session");
        assert!(recalled(&door, door.now).is_some());
        door.now = "2024-03-01T16:00:00Z".parse().expect("midnight in China");
        assert!(recalled(&door, door.now).is_none());
        assert!(door.entrance.present(&mut door.database(), &shown, door.now).expect("an answer").is_err());
        assert!(recalled(&door, "2024-03-01T01:00:00Z".parse().expect("a moment")).is_none(), "a refusal keeps nothing");
    });
}

#[test]
fn the_epoch_rises_with_rights_and_with_nothing_else() {
    on_both_engines(|engine| {
        let door = Door::of(engine, &[]);
        let (wang, _, present) = inside(&door);
        let epoch = || door.database().access_epoch().expect("an epoch").expect("one");
        let session: SessionId = present.session;
        let mut last = epoch();
        let mut rises = |what: &str, change: &dyn Fn(&mut Database, &Act<'_>), expected: bool| {
            change(&mut door.database(), &door.act());
            let now = epoch();
            assert_eq!(now > last, expected, "{what}: {last} → {now}");
            last = now;
        };
        rises("a session seen", &|database, act| database.session_seen(session, act.at).expect("seen"), false);
        rises("a duty", &|database, _| database.session_duty(session, Some(Duty::ChangePassword)).expect("a duty"), true);
        let grant = Grant { role: Role::Leader, unit: None, from: "2024-01-01".parse().expect("a day"), until: None };
        let new = NewGrant { to: Holder::Person(wang), grant };
        let granted = |database: &mut Database, act: &Act<'_>| {
            database.grant_add(&new, |_| Ok::<_, StoreError>(()), act).expect("a grant");
        };
        rises("a grant", &granted, true);
        let refused = |database: &mut Database, act: &Act<'_>| {
            let taken_back = database.together(|database| {
                database.grant_add(&new, |_| Ok::<_, StoreError>(()), act)?;
                Err::<(), _>(StoreError::Busy)
            });
            assert!(taken_back.is_err());
        };
        rises("a grant that was taken back", &refused, false);
        rises("units", &|database, _| units(database), true);
        rises(
            "the end of a session",
            &|database, act| assert!(database.session_end(session, SessionEnd::Person, act.at).expect("an end")),
            true,
        );
        door.tokens("wang", DOOR_PASSWORD);
        assert_eq!(epoch(), last, "who signs in takes no right from anybody");
    });
}

#[test]
fn a_token_found_to_be_ours_is_asked_for_its_time_again_and_belongs_to_its_keys() {
    let now: DateTime<Utc> = "2024-03-01T01:00:00Z".parse().expect("a moment");
    let folder = tempfile::tempdir().expect("a folder");
    let file = KeyFile::At(folder.path().join("keys"));
    let (ring, _) = file.read_or_make(now).expect("keys");
    let claims =
        AccessClaims { holder: Holder::Person(PersonId(7)), session: SessionId(3), issued: now, expires: now + TimeDelta::minutes(15) };
    let token = ring.sign(&claims);
    let keys = Keys::new(file.clone(), ring);
    let verify = |at| keys.verify(token.expose_secret(), at);
    for _ in 0..2 {
        assert_eq!(verify(now), Ok(claims));
        assert_eq!(verify(claims.expires), Err(TokenFault::Expired));
        assert_eq!(verify(now - TimeDelta::hours(1)), Err(TokenFault::Early));
    }
    let forged = format!("{}x", token.expose_secret());
    assert_eq!(keys.verify(&forged, now), Err(TokenFault::Invalid));
    keys.reload().expect("the same keys");
    assert_eq!(verify(now), Ok(claims));
    file.replace(&Keyring::generate(now)).expect("other keys");
    assert_eq!(verify(now), Ok(claims), "nobody has read the file again");
    keys.reload().expect("other keys");
    assert_eq!(verify(now), Err(TokenFault::Invalid));
}
