//! The writer of a service: acts that wait commit together, each stands alone, and nobody is answered too early.

use std::sync::mpsc::{Receiver, channel};

use chrono::TimeDelta;
use fuyi::domain::access::{Grant, Holder, Role, UnitEntry};
use fuyi::domain::id::{GrantId, PersonId, SessionId};
use fuyi::store::{
    AuditFilter, Basis, CaseId, Database, Keeping, KeptAnswer, NewCase, NewGrant, NewPerson, NewSession, Opening, Pool, SessionEnd,
    SessionKind, StoreError, Writer,
};

use super::engines::{Engine, on_both_engines};
use super::samples::*;

fn furnished(engine: &Engine) -> Writer {
    write_units(&mut engine.database());
    Writer::start(&engine.url, || act().at).expect("a writer")
}

fn case(number: Option<&str>) -> NewCase {
    new_case(number, vec![received(day(2024, 3, 1), UNITS[0])])
}

fn opening(number: Option<&str>) -> Opening {
    let act = act();
    Opening { case: case(number), actor: act.actor.to_owned(), origin: String::new(), at: act.at, basis: None, keep: None }
}

/// Holds the writer's thread until the sender is dropped, so that what is asked meanwhile queues.
fn hold(writer: &Writer) -> std::sync::mpsc::Sender<()> {
    let (free, held) = channel::<()>();
    let (begun, wait) = channel();
    let act = move |_: &mut Database| {
        let _ = begun.send(());
        let _ = held.recv();
        Ok::<_, StoreError>(())
    };
    writer.submit(act, drop);
    wait.recv().expect("the writer holds");
    free
}

fn received_cases(engine: &Engine) -> i64 {
    number(&sums(&mut engine.database(), &["received"], 2024..=2024))
}

/// Queues openings behind a held writer, so that they share a commit.
fn open_together(writer: &Writer, openings: Vec<Opening>) -> Vec<Result<CaseId, StoreError>> {
    let free = hold(writer);
    let answers: Vec<Receiver<_>> = openings
        .into_iter()
        .map(|opening| {
            let (tell, told) = channel();
            writer.open_case(opening, move |result| drop(tell.send(result)));
            told
        })
        .collect();
    drop(free);
    answers.into_iter().map(|told| told.recv().expect("an answer")).collect()
}

#[test]
fn what_waits_commits_together_and_is_there_when_it_is_answered() {
    on_both_engines(|engine| {
        let writer = furnished(engine);
        let answers = open_together(&writer, (0..100).map(|_| opening(None)).collect());
        let commits = writer.tally().commits.load(std::sync::atomic::Ordering::Relaxed);
        assert!(commits <= 2, "{commits} commits");
        let pool = Pool::open(&engine.url, 2).expect("readers");
        for answer in answers {
            let id = answer.expect("a case");
            assert_eq!(pool.read(|database| database.case_history(id)).expect("the case").version, 1);
        }
        assert_eq!(received_cases(engine), 100);
        assert_eq!(engine.number("SELECT COUNT(*) AS number FROM audit WHERE action = 'case-created'"), 100);
        assert_eq!(engine.database().verify(&SampleFold).expect("a check"), []);
    });
}

#[test]
fn a_refused_act_leaves_no_trace_and_disturbs_nobody() {
    on_both_engines(|engine| {
        let writer = furnished(engine);
        let numbers = [Some("湛复决〔2024〕1号"), Some("湛复决〔2024〕2号"), Some("湛复决〔2024〕1号"), None];
        let answers = open_together(&writer, numbers.map(opening).into());
        assert!(matches!(&answers[2], Err(StoreError::NumberTaken { number }) if number == "湛复决〔2024〕1号"), "{answers:?}");
        assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 3);

        // an act that writes and then is refused, between two that are kept
        let free = hold(&writer);
        let (tell, told) = channel();
        let kept = |number: &'static str| move |database: &mut Database| database.case_create(&case(Some(number)), &act());
        let tell_too = tell.clone();
        writer.submit(kept("湛复决〔2024〕3号"), move |result| tell_too.send(result.is_ok()).expect("somebody waits"));
        let refused = |database: &mut Database| {
            database.case_create(&case(Some("湛复决〔2024〕4号")), &act())?;
            Err::<CaseId, _>(StoreError::NoEntries)
        };
        let tell_too = tell.clone();
        writer.submit(refused, move |result| tell_too.send(result.is_ok()).expect("somebody waits"));
        writer.submit(kept("湛复决〔2024〕5号"), move |result| tell.send(result.is_ok()).expect("somebody waits"));
        drop(free);
        assert_eq!(told.iter().collect::<Vec<_>>(), [true, false, true]);
        let mut database = engine.database();
        assert_eq!(database.case_find("湛复决〔2024〕4号").expect("a search"), None);
        assert!(database.case_find("湛复决〔2024〕5号").expect("a search").is_some());
        assert_eq!(received_cases(engine), 5);
        assert_eq!(database.verify(&SampleFold).expect("a check"), []);
    });
}

/// An opening whose answer is kept under a key.
fn keyed(key: &str) -> Opening {
    let answer = |id: CaseId| Some(KeptAnswer { fingerprint: "f".into(), status: 201, headers: vec![], body: Some(id.to_string()) });
    let keep = Keeping { actor: "person 1".into(), key: key.into(), since: act().at - TimeDelta::hours(24), answer: Box::new(answer) };
    Opening { keep: Some(keep), ..opening(None) }
}

#[test]
fn an_answer_is_kept_with_its_case_or_neither_is() {
    on_both_engines(|engine| {
        let writer = furnished(engine);
        let answers = open_together(&writer, vec![keyed("a"), keyed("b"), keyed("a"), opening(None)]);
        let kept: Vec<bool> = answers.iter().map(Result::is_ok).collect();
        assert_eq!(kept, [true, true, false, true], "the second of two with one key: {answers:?}");
        let mut database = engine.database();
        for (key, answer) in [("a", &answers[0]), ("b", &answers[1])] {
            let found = database.answer_find("person 1", key, act().at).expect("a look").expect("the answer");
            assert_eq!(found.body, Some(answer.as_ref().expect("a case").to_string()));
        }
        assert_eq!(received_cases(engine), 3);
        assert_eq!(database.verify(&SampleFold).expect("a check"), []);
    });
}

/// A person with a grant and a session; what a decision about them rests on now.
fn decided(database: &mut Database, name: &str) -> (PersonId, GrantId, Basis) {
    let from = day(2024, 1, 1);
    let (unit, _) = database.unit_find(UNITS[0]).expect("a look").expect("the unit");
    let (user_name, display_name, lang) = (name.to_owned(), "王某某".to_owned(), "en".to_owned());
    let new = NewPerson { user_name, display_name, unit: Some(unit), email: None, lang, active_from: from };
    let person = database.person_add(&new, &act()).expect("a person");
    let grant = Grant { role: Role::CaseOfficer, unit: Some(unit), from, until: None };
    let new = NewGrant { to: Holder::Person(person), grant };
    let grant = database.grant_add(&new, |_| Ok::<_, StoreError>(()), &act()).expect("a grant");
    let session = NewSession {
        holder: Holder::Person(person),
        kind: SessionKind::Browser,
        duty: None,
        secret_hash: Some("h"),
        at: act().at,
        ends: act().at + TimeDelta::hours(8),
        address: "10.0.0.7",
        device: "",
    };
    let session = database.session_open(&session).expect("a session");
    (person, grant, basis(database, session))
}

fn basis(database: &mut Database, session: SessionId) -> Basis {
    database.person_behind(session, day(2024, 6, 1)).expect("a look").expect("a session that stands").basis()
}

#[test]
fn what_was_decided_is_written_only_while_its_grounds_stand() {
    on_both_engines(|engine| {
        let writer = furnished(engine);
        let mut database = engine.database();
        let on = |basis: &Basis| Opening { basis: Some(basis.clone()), ..opening(None) };
        let open = |basis: &Basis| open_together(&writer, vec![on(basis), opening(None)]).into_iter().map(|answer| answer.err()).collect();
        let (li, grant, of_li) = decided(&mut database, "li");
        let (_, _, of_wang) = decided(&mut database, "wang");
        assert!(matches!(open_together(&writer, vec![on(&of_li), on(&of_wang)])[..], [Ok(_), Ok(_)]));

        // a right taken away, whoever else waits beside; decided anew it is another matter
        database.grant_end(grant, day(2024, 6, 2), &act()).expect("the end of a grant");
        let answers = open_together(&writer, vec![on(&of_wang), on(&of_li), opening(None)]);
        assert!(matches!(answers[..], [Ok(_), Err(StoreError::RightsChanged), Ok(_)]), "{answers:?}");
        let of_li = basis(&mut database, of_li.session);
        assert!(matches!(open_together(&writer, vec![on(&of_li)])[..], [Ok(_)]));

        // an account that ends, a unit that comes, a session that is over
        let refused = |basis: &Basis| -> bool {
            let answers: Vec<Option<StoreError>> = open(basis);
            matches!(answers[..], [Some(StoreError::RightsChanged), None])
        };
        database.person_deactivate(li, 1, day(2024, 6, 3), &act()).expect("the end of an account");
        assert!(refused(&of_li));
        database.units_put(&[UnitEntry { full_name: "新设单位".into(), ..UnitEntry::default() }], &act()).expect("a unit");
        assert!(refused(&of_wang));
        let of_wang = basis(&mut database, of_wang.session);
        assert!(matches!(open_together(&writer, vec![on(&of_wang)])[..], [Ok(_)]));
        database.session_end(of_wang.session, SessionEnd::SignedOut, act().at).expect("the end of a session");
        assert!(refused(&of_wang));
        assert_eq!(database.verify(&SampleFold).expect("a check"), []);
    });
}

#[test]
fn an_act_that_panics_is_undone_and_the_writer_goes_on() {
    on_both_engines(|engine| {
        let writer = furnished(engine);
        let fault = |database: &mut Database| -> Result<(), StoreError> {
            database.case_create(&case(Some("湛复决〔2024〕6号")), &act())?;
            std::panic::resume_unwind(Box::new("a fault of ours"))
        };
        assert!(matches!(writer.run(fault), Err(StoreError::Busy)));
        let id = writer.run(|database| database.case_create(&case(None), &act())).expect("a case");
        let mut database = engine.database();
        assert_eq!(database.case_find("湛复决〔2024〕6号").expect("a search"), None);
        assert_eq!(database.case_history(id).expect("the case").version, 1);
        assert_eq!(received_cases(engine), 1);
    });
}

#[test]
fn more_than_can_wait_is_refused_and_what_waits_is_finished_at_the_end() {
    let engine = Engine::sqlite();
    let writer = furnished(&engine);
    let free = hold(&writer);
    let (tell, told) = channel();
    for _ in 0..1030 {
        let tell = tell.clone();
        writer.submit(|database| database.case_create(&case(None), &act()), move |result| drop(tell.send(result)));
    }
    drop((free, tell));
    drop(writer);
    let answers: Vec<_> = told.iter().collect();
    assert_eq!(answers.len(), 1030);
    assert_eq!(answers.iter().filter(|answer| matches!(answer, Err(StoreError::Busy))).count(), 6);
    assert_eq!(received_cases(&engine), 1024);
}

#[test]
fn a_lost_connection_is_told_and_mended() {
    let engine = Engine::postgres();
    let writer = furnished(&engine);
    let pool = Pool::open(&engine.url, 1).expect("readers");
    pool.read(|database| database.audit_list(&AuditFilter::default(), 1)).expect("a first look");
    // the engine's own workers, such as its vacuum, look in as they please
    let others = "SELECT COUNT(pg_terminate_backend(pid)) AS number FROM pg_stat_activity WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()";
    assert_eq!(engine.number(others), 2);
    let open = || writer.run(|database| database.case_create(&case(None), &act()));
    assert!(open().is_err());
    open().expect("a new connection");
    assert!(pool.read(|database| database.audit_list(&AuditFilter::default(), 1)).is_err());
    pool.read(|database| database.audit_list(&AuditFilter::default(), 1)).expect("a new connection");
    assert_eq!(received_cases(&engine), 1);
}

#[test]
fn two_writers_of_one_database_do_not_lose_each_others_counts() {
    on_both_engines(|engine| {
        let writers = [furnished(engine), Writer::start(&engine.url, || act().at).expect("another writer")];
        std::thread::scope(|scope| {
            for writer in &writers {
                scope.spawn(move || {
                    for _ in 0..40 {
                        writer.run(|database| database.case_create(&case(None), &act())).expect("a case");
                    }
                });
            }
        });
        assert_eq!(received_cases(engine), 80);
        assert_eq!(engine.database().verify(&SampleFold).expect("a check"), []);
    });
}

#[test]
fn readers_cannot_write() {
    on_both_engines(|engine| {
        let _writer = furnished(engine);
        let pool = Pool::open(&engine.url, 2).expect("readers");
        let refusal = pool.read(|database| database.case_create(&case(None), &act()));
        assert!(matches!(refusal, Err(StoreError::ReadOnly)), "{refusal:?}");
        assert_eq!(received_cases(engine), 0);
    });
}
