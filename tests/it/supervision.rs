//! Supervision over stored records: steps, reply days of the rule book, proposals raised once, counts of the annual report, rights.

use fuyi::domain::Day;
use fuyi::domain::access::{Grant, Principal, Role, Tree, Who};
use fuyi::domain::case::CaseKind;
use fuyi::domain::id::{PersonId, UnitId};
use fuyi::domain::statistics::Period;
use fuyi::domain::supervision::{RecordKind, RecordState, Step, StepKind};
use fuyi::service::figures::{CasesQuery, FigureQuery, FigureScope, Only, Part, cases_asked};
use fuyi::service::supervision::*;
use fuyi::service::{Access, NewCounsel, ProposalState, RecordFilter};
use fuyi::store::{Database, RecordId};
use serde_json::json;

use super::engines::on_both_engines;
use super::figures::{books, entries, file, on};
use super::samples::{UNITS, day, write_units};

fn terminal(database: &mut Database, today: Day) -> Access {
    Access::terminal(database, "root", today).expect("access")
}

fn unit(database: &mut Database, at: usize) -> UnitId {
    database.unit_find(UNITS[at]).expect("a search").expect("the unit").0
}

fn letter(kind: RecordKind, unit: UnitId, title: &str) -> NewRecord {
    NewRecord { kind, unit, title: title.to_owned(), organ: None, case: None }
}

fn taken(kind: StepKind, on: Day, text: &str, due_on: Option<Day>) -> Step {
    Step { kind, on, number: text.to_owned(), due_on, text: text.to_owned() }
}

#[test]
fn a_record_runs_from_number_to_proof_and_is_counted() {
    let books = books();
    on_both_engines(|engine| {
        let mut database = engine.database();
        write_units(&mut database);
        let database = &mut database;
        let today = day(2024, 6, 3);
        let (access, act, police) = (terminal(database, today), on(today), unit(database, 0));
        // an opinion letter: sixty days, whatever the letter says (23-76)
        let opinion = open(database, &access, &letter(RecordKind::OpinionLetter, police, "规范执法程序"), &act).expect("a record");
        let issue = taken(StepKind::Issue, day(2024, 3, 4), "平政复意〔2024〕1号", Some(day(2024, 3, 10)));
        step(database, &access, &books, opinion, &issue, &act).expect("issued");
        let kept = record(database, &access, opinion).expect("the record");
        assert_eq!((kept.record.state(), kept.record.due_on, kept.version), (RecordState::Issued, Some(day(2024, 5, 6)), 2));
        assert!(kept.record.is_late(today), "the sixtieth day, a Friday of the May holiday, moved to the 6th");
        let early = taken(StepKind::Reply, day(2024, 3, 1), "已规范", None);
        assert!(step(database, &access, &books, opinion, &early, &act).is_err(), "a reply before the letter");
        step(database, &access, &books, opinion, &taken(StepKind::Reply, day(2024, 5, 7), "已规范", None), &act).expect("answered");
        step(database, &access, &books, opinion, &taken(StepKind::Close, day(2024, 5, 8), "整改报告", None), &act).expect("closed");

        for n in 1..=2 {
            let interview = open(database, &access, &letter(RecordKind::Interview, police, "败诉较多"), &act).expect("a record");
            let held = taken(StepKind::Issue, day(2024, 4, n), &format!("约谈〔2024〕{n}号"), None);
            step(database, &access, &books, interview, &held, &act).expect("held");
            let again = step(database, &access, &books, interview, &held, &act);
            assert!(again.is_err(), "issued once");
        }
        let third = open(database, &access, &letter(RecordKind::Interview, police, "x"), &act).expect("a record");
        let number_taken = taken(StepKind::Issue, day(2024, 4, 3), "约谈〔2024〕1号", None);
        let refused = step(database, &access, &books, third, &number_taken, &act).expect_err("the number is taken").to_string();
        assert!(refused.contains("约谈〔2024〕1号"), "{refused}");

        let year = Period::year(2024).expect("a year");
        let of = |database: &mut Database, kind: RecordKind| {
            counts(database, year, None).expect("counts").into_iter().find(|count| count.kind == kind).expect("the kind")
        };
        let interviews = of(database, RecordKind::Interview);
        assert_eq!((interviews.issued, interviews.units, interviews.due, interviews.closed), (2, 1, 0, 0));
        let opinions = of(database, RecordKind::OpinionLetter);
        assert_eq!((opinions.issued, opinions.replied, opinions.due, opinions.in_time, opinions.closed), (1, 1, 1, 0, 1));
        let open_ones = RecordFilter { open: true, ..RecordFilter::default() };
        assert_eq!(records(database, &access, &open_ones, None, 10).expect("records").len(), 3);
        assert!(record(database, &access, RecordId(99)).is_err());
        let ours = engine.lines("SELECT action AS line FROM audit WHERE subject LIKE 'supervision %' ORDER BY id");
        assert_eq!(ours.iter().filter(|action| *action == "supervision-stepped").count(), 5);
    });
}

#[test]
fn a_crossing_is_proposed_once_whatever_becomes_of_it() {
    let books = books();
    on_both_engines(|engine| {
        let mut database = engine.database();
        write_units(&mut database);
        let database = &mut database;
        let suit = |n: u32| {
            entries(&[
                ("complaint-received", "2023-02-01", json!({"agencies": [{"agency": UNITS[0], "role": "defendant"}]})),
                ("hearing-held", "2023-03-01", json!({"appearances": [{"agency": UNITS[0], "attended_by_rp": n != 1}]})),
                ("judgment-announced", "2023-04-10", json!({"outcome": "J-REVOKE"})),
            ])
        };
        let add = |database: &mut Database, from: u32, to: u32| {
            for n in from..=to {
                let number = format!("（2023）豫0000行初{n}号");
                file(database, &books, CaseKind::Litigation, &number, suit(n), &on(day(2023, 5, 1)));
            }
        };
        add(database, 1, 4);
        let (access, act) = (terminal(database, day(2024, 6, 3)), on(day(2024, 6, 3)));
        let raised = raise(database, &access, &books, Some(2023), &act).expect("proposals");
        assert_eq!(raised, 2, "four losses cross three once, one absence crosses one once");
        assert_eq!(raise(database, &access, &books, Some(2023), &act).expect("proposals"), 0, "nothing twice");
        assert_eq!(raise(database, &access, &books, None, &act).expect("proposals"), 0, "nothing this year");
        assert!(raise(database, &access, &books, Some(2025), &act).is_err(), "a year ahead");
        let told: Vec<(String, i64, i64)> = proposals(database, &access, true)
            .expect("proposals")
            .into_iter()
            .map(|one| (one.of.threshold, one.of.crossing, one.of.count))
            .collect();
        assert_eq!(told, [("absences".to_owned(), 1, 1), ("losses".to_owned(), 1, 4)]);

        let open_ones = proposals(database, &access, true).expect("proposals");
        let (absence, losses) = (open_ones[0].id, open_ones[1].id);
        assert!(decide(database, &access, absence, false, " ", &act).is_err(), "a dismissal says why");
        assert_eq!(decide(database, &access, absence, false, "已书面说明", &act).expect("decided"), None);
        let became = decide(database, &access, losses, true, "一审败诉较多", &act).expect("decided").expect("a record");
        let kept = record(database, &access, became).expect("the record");
        assert_eq!((kept.record.kind, kept.record.state()), (RecordKind::Interview, RecordState::Open));
        assert!(decide(database, &access, losses, true, "x", &act).is_err(), "decided once");
        assert_eq!(raise(database, &access, &books, Some(2023), &act).expect("proposals"), 0, "decided is not raised again");
        add(database, 5, 6);
        assert_eq!(raise(database, &access, &books, Some(2023), &act).expect("proposals"), 1, "the second crossing");
        let states: Vec<ProposalState> = proposals(database, &access, false).expect("proposals").iter().map(|one| one.state).collect();
        assert_eq!(states, [ProposalState::Open, ProposalState::Dismissed, ProposalState::Accepted]);
        let twice = "INSERT INTO supervision_proposals (threshold, unit_id, year, crossing, count, kind, state, raised_at) \
                     SELECT threshold, unit_id, year, crossing, count, kind, state, raised_at FROM supervision_proposals";
        assert!(engine.execute(twice).is_err(), "the database holds each crossing once");

        // one case, one analysis
        let year = Period::year(2023).expect("a year");
        let lines = analyses(database, &access, &books, year).expect("the cases");
        assert_eq!((lines.len(), lines.iter().filter(|line| line.why == Why::Lost && line.analysis.is_none()).count()), (6, 6));
        let analysis = |causes: &[&str]| NewAnalysis {
            causes: causes.iter().map(|code| (*code).to_owned()).collect(),
            responsible: "某大队".into(),
            measures: "补充调查".into(),
            on: day(2023, 6, 1),
        };
        let case = lines[0].case;
        assert!(analyse(database, &access, &books, case, &analysis(&["weather"]), &act).is_err());
        assert!(analyse(database, &access, &books, case, &analysis(&[]), &act).is_err());
        analyse(database, &access, &books, case, &analysis(&["procedure", "facts", "facts"]), &act).expect("written");
        let lines = analyses(database, &access, &books, year).expect("the cases");
        assert_eq!(lines[0].analysis.as_ref().expect("the analysis").causes, ["facts", "procedure"]);

        // legal counsel and their cases
        let new = NewCounsel {
            name: "周某某".into(),
            firm: Some("某律师事务所".into()),
            unit: unit(database, 0),
            from: day(2023, 1, 1),
            until: None,
        };
        let id = counsel_add(database, &access, &new, &act).expect("a counsel");
        counsel_acted(database, &access, id, case, &act).expect("noted");
        counsel_acted(database, &access, id, case, &act).expect("noted once");
        let known = counsel_numbered(database, &access, id).expect("the counsel");
        let named = CaseNamed { id: case, number: Some("（2023）豫0000行初1号".into()) };
        assert_eq!((known.cases, known.beyond), (vec![named], 0), "by its number");
        let wrong = NewCounsel { until: Some(day(2022, 1, 1)), ..new };
        assert!(counsel_add(database, &access, &wrong, &act).is_err());
    });
}

#[test]
fn the_causes_of_a_case_are_told_as_they_were_known_on_a_past_day() {
    let books = books();
    on_both_engines(|engine| {
        let mut database = engine.database();
        write_units(&mut database);
        let database = &mut database;
        let suit = entries(&[
            ("complaint-received", "2023-02-01", json!({"agencies": [{"agency": UNITS[0], "role": "defendant"}]})),
            ("judgment-announced", "2023-04-10", json!({"outcome": "J-REVOKE"})),
        ]);
        let case = file(database, &books, CaseKind::Litigation, "（2023）豫0000行初1号", suit, &on(day(2023, 5, 1)));
        let write = |database: &mut Database, cause: &str, today: Day| {
            let access = terminal(database, today);
            let new =
                NewAnalysis { causes: vec![cause.into()], responsible: "某大队".into(), measures: "补充调查".into(), on: today };
            analyse(database, &access, &books, case, &new, &on(today)).expect("written");
        };
        write(database, "facts", day(2023, 6, 1));
        write(database, "procedure", day(2023, 8, 1));
        let period = Period::year(2023).expect("a year");
        let figure = FigureQuery { definition: "YS-BS-1".into(), switches: Vec::new(), period, scope: FigureScope::default() };
        let mut told = |known_on: Option<Day>| {
            [Only::Cause("facts".into()), Only::Cause("procedure".into()), Only::NotAnalysed].map(|only| {
                let asked = CasesQuery { figure: &figure, part: Part::Numerator, only: &only, known_on, after: None, limit: 9 };
                let behind = cases_asked(database, &books, &asked).expect("the cases");
                assert_eq!(behind.total, behind.cases.len() as i64);
                behind.total
            })
        };
        assert_eq!(told(Some(day(2023, 4, 30))), [0, 0, 0], "not recorded yet");
        assert_eq!(told(Some(day(2023, 5, 31))), [0, 0, 1], "not analysed yet");
        assert_eq!(told(Some(day(2023, 6, 1))), [1, 0, 0]);
        assert_eq!(told(Some(day(2023, 7, 31))), [1, 0, 0]);
        assert_eq!(told(Some(day(2023, 8, 1))), [0, 1, 0]);
        assert_eq!(told(None), [0, 1, 0]);
        let kept = engine.lines("SELECT version || ' ' || causes AS line FROM case_analyses ORDER BY version");
        assert_eq!(kept, ["1 [\"facts\"]", "2 [\"procedure\"]"]);
        for change in ["UPDATE case_analyses SET causes = '[]'", "DELETE FROM case_analyses"] {
            assert!(engine.execute(change).is_err(), "{change}");
        }
    });
}

#[test]
fn whatever_is_not_performed_is_proposed_under_its_own_threshold() {
    let books = books();
    on_both_engines(|engine| {
        let mut database = engine.database();
        write_units(&mut database);
        let database = &mut database;
        let reconsideration = |unit: usize| ("application-received", "2023-01-10", json!({"respondents": [UNITS[unit]]}));
        let accepted = ("accepted", "2023-01-12", json!({}));
        let duty = json!({"outcome": "REVOKE-REMAKE", "approved_by": "organ-head", "performance_until": "2023-04-10"});
        let sealed = json!({"signatures": [{"party": "王某某", "on": "2023-02-20"}], "sealed_on": "2023-02-20"});
        let letter = json!({"addressee": UNITS[2], "received_on": "2023-03-02"});
        let decided = [
            reconsideration(0),
            accepted.clone(),
            ("decision-made", "2023-02-25", duty.clone()),
            ("opinion-letter-issued", "2023-03-01", letter),
        ];
        let mediated = [reconsideration(1), accepted, ("mediation-letter-effective", "2023-02-20", sealed)];
        let lost = [
            ("complaint-received", "2023-02-01", json!({"agencies": [{"agency": UNITS[1], "role": "defendant"}]})),
            ("judgment-served", "2023-03-01", json!({"outcome": "J-PERFORM", "performance_until": "2023-04-05"})),
        ];
        let against_us = [
            ("copy-received", "2023-01-10", json!({"organ": "某市人民政府", "respondents": [UNITS[2]]})),
            ("decision-made", "2023-03-10", duty),
        ];
        let act = on(day(2023, 11, 1));
        let mut add = |kind, number: &str, events: &[(&str, &str, serde_json::Value)]| {
            file(database, &books, kind, number, entries(events), &act);
        };
        add(CaseKind::Reconsideration, "某政复〔2023〕1号", &decided);
        add(CaseKind::Reconsideration, "某政复〔2023〕2号", &mediated);
        add(CaseKind::Litigation, "（2023）豫0000行初3号", &lost);
        add(CaseKind::Respondent, "某政复〔2023〕4号", &against_us);
        let access = terminal(database, day(2023, 11, 2));
        raise(database, &access, &books, Some(2023), &act).expect("proposals");
        let places: Vec<UnitId> = (0..3).map(|at| unit(database, at)).collect();
        let mut told: Vec<(String, usize, i64, i64)> = proposals(database, &access, true)
            .expect("proposals")
            .into_iter()
            .map(|one| {
                let place = places.iter().position(|unit| *unit == one.of.unit).expect("one of the three");
                (one.of.threshold, place, one.of.crossing, one.of.count)
            })
            .collect();
        told.sort();
        let once = |threshold: &str, place| (threshold.to_owned(), place, 1, 1);
        let expected = [
            once("unperformed", 0),
            once("unperformed-judgment", 1),
            once("unperformed-mediation", 1),
            once("unperformed-opinion", 2),
            once("unperformed-respondent", 2),
        ];
        assert_eq!(told, expected);
        assert_eq!(raise(database, &access, &books, Some(2023), &act).expect("proposals"), 0, "exactly one for each crossing");
    });
}

#[test]
fn the_daily_run_raises_every_crossing_of_this_year_once_however_often_it_runs() {
    let books = std::sync::Arc::new(books());
    on_both_engines(|engine| {
        let mut database = engine.database();
        write_units(&mut database);
        for n in 1..=3 {
            let number = format!("（2024）豫0000行初{n}号");
            let suit = entries(&[
                ("complaint-received", "2024-02-01", json!({"agencies": [{"agency": UNITS[0], "role": "defendant"}]})),
                ("judgment-announced", "2024-04-10", json!({"outcome": "J-REVOKE"})),
            ]);
            file(&mut database, &books, CaseKind::Litigation, &number, suit, &on(day(2024, 5, 1)));
        }
        let at = |text: &str| text.parse::<chrono::DateTime<chrono::Utc>>().expect("a moment");
        let proposals = || engine.lines("SELECT threshold || ' ' || crossing AS line FROM supervision_proposals ORDER BY id");
        // two services begin their daily run at once
        let failed: Vec<String> = std::thread::scope(|scope| {
            let run = || fuyi::service::remind(&std::sync::Mutex::new(engine.database()), &books, at("2024-06-03T00:30:00Z")).err();
            let both = [scope.spawn(run), scope.spawn(run)];
            both.into_iter().filter_map(|one| one.join().expect("a run")).map(|error| error.to_string()).collect()
        });
        assert_eq!((failed, proposals()), (Vec::new(), vec!["losses 1".to_owned()]));
        let desk = std::sync::Mutex::new(database);
        fuyi::service::remind(&desk, &books, at("2024-06-03T10:00:00Z")).expect("again");
        fuyi::service::remind(&desk, &books, at("2024-06-08T00:30:00Z")).expect("on a day off");
        assert_eq!(proposals(), ["losses 1"]);
        let raised = engine.lines("SELECT actor || ' ' || details AS line FROM audit WHERE action = 'proposals-raised'");
        assert_eq!(raised, ["fuyi {\"raised\":1}"]);
        // a look at what a run would do leaves nothing behind
        engine.execute("DELETE FROM supervision_proposals").expect("emptied");
        fuyi::service::remind_dry(&mut desk.into_inner().expect("the database"), &books, "", at("2024-06-10T00:30:00Z")).expect("a look");
        assert_eq!(proposals(), Vec::<String>::new());
    });
}

#[test]
fn a_unit_replies_to_its_own_letters_and_sees_no_others() {
    let books = books();
    on_both_engines(|engine| {
        let mut database = engine.database();
        write_units(&mut database);
        let database = &mut database;
        let today = day(2024, 6, 3);
        let (all, act) = (terminal(database, today), on(today));
        let (own, other) = (unit(database, 0), unit(database, 1));
        let issued = |database: &mut Database, unit: UnitId, number: &str| {
            let id = open(database, &all, &letter(RecordKind::SupervisionLetter, unit, "限期履行"), &act).expect("a record");
            step(database, &all, &books, id, &taken(StepKind::Issue, day(2024, 5, 6), number, Some(day(2024, 5, 20))), &act)
                .expect("issued");
            id
        };
        let (mine, theirs) = (issued(database, own, "1号"), issued(database, other, "2号"));
        let grant = Grant { role: Role::Liaison, unit: Some(own), from: day(2024, 1, 1), until: None };
        let principal = Principal { who: Who::Person(PersonId(1)), name: "liaison".into(), grants: vec![grant], scopes: vec![] };
        let tree: std::sync::Arc<Tree> = std::sync::Arc::clone(&all.tree);
        let liaison = Access { principal, home: Some(own), lang: None, tree, today };
        let seen: Vec<RecordId> =
            records(database, &liaison, &RecordFilter::default(), None, 10).expect("records").into_iter().map(|kept| kept.id).collect();
        assert_eq!(seen, [mine]);
        let asked = RecordFilter { units: Some(vec![other]), ..RecordFilter::default() };
        assert!(records(database, &liaison, &asked, None, 10).expect("records").is_empty());
        assert!(record(database, &liaison, theirs).is_err());
        let reply = taken(StepKind::Reply, day(2024, 5, 15), "已履行", None);
        assert!(step(database, &liaison, &books, theirs, &reply, &act).is_err());
        step(database, &liaison, &books, mine, &reply, &act).expect("answered");
        assert!(step(database, &liaison, &books, mine, &taken(StepKind::Close, day(2024, 5, 16), "凭证", None), &act).is_err());
        assert!(open(database, &liaison, &letter(RecordKind::ReminderLetter, own, "x"), &act).is_err());
        assert!(raise(database, &liaison, &books, None, &act).is_err());
    });
}
