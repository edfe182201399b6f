//! Creating cases, adding entries, two writers at once, numbers, units.

use std::sync::Barrier;

use fuyi::store::{AuditFilter, CaseId, Database, StoreError};

use super::engines::on_both_engines;
use fuyi::domain::statistics::Dimension;

use super::samples::*;

#[test]
fn a_case_is_read_back_as_it_was_written() {
    on_both_engines(|engine| {
        let mut database = engine.database();
        write_units(&mut database);
        let entries = vec![received(day(2024, 3, 1), UNITS[0]), accepted(day(2024, 3, 5)), archived(day(2024, 5, 1))];
        let id = database.case_create(&new_case(Some("某政复〔2024〕7号"), entries.clone()), &act()).expect("a case");
        let stored = database.case_history(id).expect("the case");
        assert_eq!(stored.history.0, entries);
        assert_eq!((stored.version, stored.withdrawn, stored.number.as_deref()), (3, false, Some("某政复〔2024〕7号")));
        assert_eq!(database.case_find("某政复〔2024〕7号").expect("a search"), Some(id));
        assert_eq!(database.case_find("某政复〔2024〕8号").expect("a search"), None);
        let other = CaseId(id.0 + 1);
        assert!(matches!(database.case_history(other), Err(StoreError::UnknownCase { case }) if case == other));
    });
}

#[test]
fn the_act_stands_in_the_audit_and_its_sum_in_the_totals() {
    on_both_engines(|engine| {
        let mut database = engine.database();
        write_units(&mut database);
        let id = database.case_create(&new_case(None, vec![received(day(2024, 3, 1), UNITS[0])]), &act()).expect("a case");
        append(&mut database, id, 1, vec![accepted(day(2024, 4, 5))]).expect("acceptance");
        let trail = database.audit_list(&AuditFilter::default(), 10).expect("the trail");
        let acts: Vec<_> = trail.iter().rev().map(|entry| (entry.action.as_str(), entry.subject.clone())).collect();
        let subject = format!("case {id}");
        assert_eq!(acts, [("units-written", "units".to_owned()), ("case-created", subject.clone()), ("case-appended", subject)]);
        assert_eq!(trail[0].details, r#"{"entries":["accepted"],"number":null,"version":2}"#);
        let months: Vec<i32> = (202401..=202412).collect();
        let rows = sums_by_member(&mut database, Dimension::Own, &["accepted", "received"], &months);
        let rows: Vec<_> =
            rows.iter().map(|(member, measure, period, _, count)| (measure.as_str(), *period, *count, member != "0")).collect();
        assert_eq!(rows, [("accepted", 202404, 1, true), ("received", 202403, 1, true)]);
    });
}

#[test]
fn an_annulment_takes_its_count_back() {
    on_both_engines(|engine| {
        let mut database = engine.database();
        write_units(&mut database);
        let id = database
            .case_create(&new_case(None, vec![received(day(2024, 3, 1), UNITS[0]), accepted(day(2024, 3, 5))]), &act())
            .expect("a case");
        let annulled = fuyi::domain::case::event::Annulled { entry: Some(1), reason: Some("误记".into()), note: None };
        append(&mut database, id, 2, vec![fuyi::domain::case::Entry::recorded(day(2024, 3, 6), annulled)]).expect("an annulment");
        let sum = sums(&mut database, &["accepted", "received"], 2024..=2024);
        assert_eq!(sum.iter().map(|(measure, _, count)| (measure.as_str(), *count)).collect::<Vec<_>>(), [("received", 1)]);
        assert_eq!(database.verify(&SampleFold).expect("a check"), []);
    });
}

#[test]
fn of_two_writers_one_is_told_that_the_case_has_moved_on() {
    on_both_engines(|engine| {
        let mut database = engine.database();
        write_units(&mut database);
        let id = database.case_create(&new_case(None, vec![received(day(2024, 3, 1), UNITS[0])]), &act()).expect("a case");
        let rounds = 10;
        let start = Barrier::new(2);
        // results are judged after the race: a writer that panicked would leave the other waiting
        let writer = || {
            let mut database = Database::open(&engine.url).expect("a connection of its own");
            let race = |round| {
                start.wait();
                append(&mut database, id, round, vec![accepted(day(2024, 3, 5))])
            };
            (1..=rounds).map(race).collect::<Vec<_>>()
        };
        let (one, other) = std::thread::scope(|scope| {
            let (one, other) = (scope.spawn(writer), scope.spawn(writer));
            (one.join().expect("a writer"), other.join().expect("a writer"))
        });
        for (round, results) in (1..).zip(one.into_iter().zip(other)) {
            match results {
                (Ok(version), Err(StoreError::Stale { case, expected, found }))
                | (Err(StoreError::Stale { case, expected, found }), Ok(version)) => {
                    assert_eq!((version, case, expected, found), (round + 1, id, round, round + 1));
                }
                results => panic!("{results:?}"),
            }
        }
        assert_eq!(database.case_history(id).expect("the case").version, rounds + 1);
        assert_eq!(database.verify(&SampleFold).expect("a check"), []);
    });
}

#[test]
fn many_writers_of_different_cases_all_succeed() {
    on_both_engines(|engine| {
        write_units(&mut engine.database());
        std::thread::scope(|scope| {
            for writer in 0..4 {
                scope.spawn(move || {
                    let mut database = Database::open(&engine.url).expect("a connection of its own");
                    for n in 0..10 {
                        let number = format!("某政复〔2024〕{writer}{n}号");
                        let unit = UNITS[n % UNITS.len()];
                        let case = new_case(Some(&number), vec![received(day(2024, 3, 1), unit), accepted(day(2024, 3, 5))]);
                        let id = database.case_create(&case, &act()).expect("a case");
                        append(&mut database, id, 2, vec![decided(day(2024, 4, 5), "UPHOLD")]).expect("a decision");
                    }
                });
            }
        });
        let mut database = engine.database();
        let sum = sums(&mut database, &["concluded"], 2000..=2030);
        assert_eq!(sum, [("concluded".to_owned(), "UPHOLD".to_owned(), 40)]);
        assert_eq!(database.verify(&SampleFold).expect("a check"), []);
    });
}

#[test]
fn a_number_belongs_to_one_case() {
    on_both_engines(|engine| {
        let mut database = engine.database();
        write_units(&mut database);
        let case = |number| new_case(number, vec![received(day(2024, 3, 1), UNITS[0])]);
        database.case_create(&case(Some("某政复〔2024〕7号")), &act()).expect("the first");
        let again = database.case_create(&case(Some("某政复〔2024〕7号")), &act());
        assert!(matches!(again, Err(StoreError::NumberTaken { number }) if number == "某政复〔2024〕7号"));
        let unnumbered = database.case_create(&case(None), &act()).expect("no number");
        database.case_create(&case(None), &act()).expect("no number either");

        let new = [accepted(day(2024, 3, 5))];
        let entries = [received(day(2024, 3, 1), UNITS[0]), new[0].clone()];
        let (before, after) = (project(&entries[..1]).facts, project(&entries));
        let mut numbering = fuyi::store::Append {
            case: unnumbered,
            expected_version: 1,
            entries: &new,
            before: &before,
            after: &after,
            number: Some("某政复〔2024〕7号"),
        };
        let taken = database.case_append(&numbering, &act());
        assert!(matches!(taken, Err(StoreError::NumberTaken { number }) if number == "某政复〔2024〕7号"));
        assert_eq!(database.case_history(unnumbered).expect("the case").version, 1, "nothing half-written");
        numbering.number = Some("某政复〔2024〕8号");
        database.case_append(&numbering, &act()).expect("another number");
        assert_eq!(database.case_find("某政复〔2024〕8号").expect("a search"), Some(unnumbered));
        assert_eq!(database.verify(&SampleFold).expect("a check"), []);
    });
}

#[test]
fn of_writers_of_one_number_one_gets_it() {
    on_both_engines(|engine| {
        write_units(&mut engine.database());
        let start = Barrier::new(4);
        let writer = || {
            let mut database = Database::open(&engine.url).expect("a connection of its own");
            let race = |n| {
                let number = format!("某政复〔2024〕{n}号");
                start.wait();
                database
                    .case_create(&new_case(Some(&number), vec![received(day(2024, 3, 1), UNITS[0])]), &act())
                    .map_err(|error| (number, error))
            };
            (0..10).map(race).collect::<Vec<_>>()
        };
        let results: Vec<_> = std::thread::scope(|scope| {
            let writers: Vec<_> = (0..4).map(|_| scope.spawn(writer)).collect();
            writers.into_iter().flat_map(|writer| writer.join().expect("a writer")).collect()
        });
        for result in &results {
            assert!(
                result.is_ok() || matches!(result, Err((number, StoreError::NumberTaken { number: taken })) if taken == number),
                "{result:?}"
            );
        }
        let won = results.iter().filter(|result| result.is_ok()).count();
        assert_eq!(won, 10);
        assert_eq!(engine.number("SELECT COUNT(*) AS number FROM cases"), 10);
    });
}

#[test]
fn a_unit_must_be_known_and_a_name_means_one_unit() {
    on_both_engines(|engine| {
        let mut database = engine.database();
        write_units(&mut database);
        let stranger = database.case_create(&new_case(None, vec![received(day(2024, 3, 1), "某镇政府")]), &act());
        assert!(matches!(stranger, Err(StoreError::UnknownUnit { name }) if name == "某镇政府"));
        assert_eq!(engine.number("SELECT COUNT(*) AS number FROM cases"), 0);

        let units = database.units_list().expect("the list");
        assert_eq!(units.len(), 3);
        let police = database.unit_find("区公安分局").expect("a search").expect("the unit");
        assert_eq!(police.1, UNITS[0]);
        assert_eq!(database.unit_find(UNITS[0]).expect("a search"), Some(police));
        assert_eq!(database.unit_find("区公安").expect("a search"), None);

        let list = |full_name: &str, alias: &str| [(full_name.to_owned(), vec![alias.to_owned()])];
        assert_eq!(database.units_write(&list(UNITS[0], "区公安分局"), &act()).expect("nothing new"), (0, 0));
        let taken = database.units_write(&list(UNITS[1], "区公安分局"), &act());
        assert!(matches!(taken, Err(StoreError::UnitNameTaken { name }) if name == "区公安分局"));
        let alias_as_unit = database.units_write(&list("区公安分局", "分局"), &act());
        assert!(matches!(alias_as_unit, Err(StoreError::UnitNameTaken { name }) if name == "区公安分局"));
        assert_eq!(database.units_list().expect("the list"), units);
    });
}

#[test]
fn a_case_needs_an_entry() {
    on_both_engines(|engine| {
        let mut database = engine.database();
        assert!(matches!(database.case_create(&new_case(None, Vec::new()), &act()), Err(StoreError::NoEntries)));
        assert_eq!(engine.number("SELECT COUNT(*) AS number FROM audit"), 0);
    });
}

#[test]
fn what_acts_note_is_added_now_and_then_and_never_lost() {
    on_both_engines(|engine| {
        write_units(&mut engine.database());
        const WRITERS: i64 = 3;
        const EACH: i64 = 50;
        std::thread::scope(|scope| {
            for _ in 0..WRITERS {
                scope.spawn(|| {
                    let mut database = engine.database();
                    for n in 0..EACH {
                        let unit = UNITS[n as usize % UNITS.len()];
                        let case = new_case(None, vec![received(day(2024, 3, 1), unit)]);
                        database.case_create(&case, &act()).expect("a case");
                    }
                });
            }
        });
        let noted = engine.number("SELECT COUNT(*) AS number FROM total_changes");
        assert!(noted > 0 && noted < WRITERS * EACH - 64, "{noted} still to be added");
        let mut database = engine.database();
        assert_eq!(number(&sums(&mut database, &["received"], 2024..=2024)), WRITERS * EACH);
        assert_eq!(database.verify(&SampleFold).expect("a check"), []);
    });
}
