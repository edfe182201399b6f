//! Batches: whole or nothing, known again, undone without rewriting history.

use fuyi::domain::access::Scope;
use fuyi::domain::statistics::Dimension;
use fuyi::store::{AuditFilter, BatchState, CaseFilter, Database, Page, StoreError};

use super::engines::{Engine, on_both_engines};
use super::samples::*;

fn take(database: &mut Database, first: u32, count: u32) -> Result<fuyi::store::Loaded, StoreError> {
    database.bulk_load(&BATCH, feed(ledger(first, count).map(Ok::<_, StoreError>)), &act())
}

fn rows(engine: &Engine) -> i64 {
    engine.number(
        "SELECT (SELECT COUNT(*) FROM cases) + (SELECT COUNT(*) FROM events) + (SELECT COUNT(*) FROM totals) + (SELECT COUNT(*) FROM facts) \
         + (SELECT COUNT(*) FROM import_rows) + (SELECT COUNT(*) FROM import_batches) + (SELECT COUNT(*) FROM case_units) AS number",
    )
}

#[test]
fn a_batch_adds_what_single_acts_would() {
    on_both_engines(|engine| {
        let mut bulk = engine.database();
        write_units(&mut bulk);
        take(&mut bulk, 0, 130).expect("a batch");
        let single = Engine::sqlite();
        let mut one_by_one = single.database();
        write_units(&mut one_by_one);
        for case in ledger(0, 130) {
            one_by_one.case_create(&case.case, &act()).expect("a case");
        }
        let measures = ["accepted", "concluded", "received"];
        let months: Vec<i32> = (2018..=2024).flat_map(|year| (1..=12).map(move |month| year * 100 + month)).collect();
        let by_unit = |database: &mut Database| sums_by_member(database, Dimension::Under, &measures, &months);
        assert_eq!(by_unit(&mut bulk), by_unit(&mut one_by_one));
        assert_eq!(number(&sums(&mut bulk, &["received"], 2018..=2023)), 130);
        assert_eq!(bulk.verify(&SampleFold).expect("a check"), []);
        let actions: Vec<_> =
            bulk.audit_list(&AuditFilter::default(), 9).expect("the trail").into_iter().map(|entry| entry.action).collect();
        assert_eq!(actions, ["batch-taken", "units-written"], "one row a batch");
    });
}

#[test]
fn an_error_in_the_middle_leaves_nothing() {
    on_both_engines(|engine| {
        let mut database = engine.database();
        write_units(&mut database);
        let broken = ledger(0, 1500).enumerate().map(|(n, case)| if n == 1400 { Err(StoreError::Full) } else { Ok(case) });
        assert!(matches!(database.bulk_load(&BATCH, feed(broken), &act()), Err(StoreError::Full)));
        assert_eq!(rows(engine), 0);
        let twice = ledger(0, 600).chain(ledger(599, 10)).map(Ok::<_, StoreError>);
        let twice = database.bulk_load(&BATCH, feed(twice), &act());
        assert!(matches!(twice, Err(StoreError::NumberTaken { number }) if number == "平湛政复决字〔2023〕599号"));
        assert_eq!(rows(engine), 0);
    });
}

#[test]
fn a_file_and_its_rows_are_known_again() {
    on_both_engines(|engine| {
        let mut database = engine.database();
        write_units(&mut database);
        assert_eq!(database.batch_of_file(BATCH.file_sha256).expect("a search"), None);
        let batch = take(&mut database, 0, 10).expect("a batch").batch;
        let known = database.batch_of_file(BATCH.file_sha256).expect("a search").expect("the batch");
        assert_eq!((known.id, known.cases, known.state), (batch, 10, BatchState::Taken));
        let (old, new) = (format!("{:064x}", 3), format!("{:064x}", 10));
        assert_eq!(
            database.fingerprints_known(&[&old, &new]).expect("a search").into_iter().collect::<Vec<_>>(),
            std::slice::from_ref(&old)
        );
        let number = "平湛政复决字〔2021〕3号";
        assert_eq!(database.numbers_known(&[number, "无"]).expect("a search").into_iter().collect::<Vec<_>>(), [number]);
        database.batch_undo(batch, &SampleFold, &act()).expect("undone");
        assert_eq!(database.batch_of_file(BATCH.file_sha256).expect("a search"), None);
        assert!(database.fingerprints_known(&[&old]).expect("a search").is_empty());
        assert!(database.numbers_known(&[number]).expect("a search").is_empty());
    });
}

#[test]
fn an_undone_batch_leaves_lists_and_totals_but_not_history() {
    on_both_engines(|engine| {
        let mut database = engine.database();
        write_units(&mut database);
        let first = take(&mut database, 0, 600).expect("a batch").batch;
        let other = take(&mut database, 600, 10).expect("another").batch;
        assert_eq!(database.batch_undo(first, &SampleFold, &act()).expect("undone"), 600);
        let page = Page { after: None, size: 1000 };
        let list = database.cases_list(&CaseFilter::default(), &Scope::everything(), page).expect("the list").cases;
        assert_eq!(list.len(), 10);
        assert_eq!(number(&sums(&mut database, &["received"], 2018..=2023)), 10);
        assert_eq!(database.verify(&SampleFold).expect("a check"), []);
        assert_eq!(engine.number("SELECT COUNT(*) AS number FROM events"), 610 * 4);
        let withdrawn = fuyi::store::CaseId(engine.number("SELECT MIN(id) AS number FROM cases"));
        assert!(database.case_history(withdrawn).expect("still readable").withdrawn);
        let refused = append(&mut database, withdrawn, 4, vec![accepted(day(2024, 1, 1))]);
        assert!(matches!(refused, Err(StoreError::Withdrawn { case }) if case == withdrawn));
        assert!(matches!(database.batch_undo(first, &SampleFold, &act()), Err(StoreError::BatchUndone { .. })));
        let unknown = fuyi::store::BatchId(other.0 + 1);
        assert!(matches!(database.batch_undo(unknown, &SampleFold, &act()), Err(StoreError::UnknownBatch { .. })));

        let again = take(&mut database, 0, 600).expect("taken again: the numbers are free").batch;
        assert_eq!(number(&sums(&mut database, &["received"], 2018..=2023)), 610);
        let states: Vec<_> = database.batches_list().expect("the batches").into_iter().map(|batch| (batch.id, batch.state)).collect();
        assert_eq!(states, [(again, BatchState::Taken), (other, BatchState::Taken), (first, BatchState::Undone)]);
        assert_eq!(database.verify(&SampleFold).expect("a check"), []);
    });
}

#[test]
fn a_batch_with_later_entries_is_not_undone() {
    on_both_engines(|engine| {
        let mut database = engine.database();
        write_units(&mut database);
        let batch = take(&mut database, 0, 20).expect("a batch").batch;
        let number = "平湛政复决字〔2019〕7号";
        let touched = database.case_find(number).expect("a search").expect("the case");
        append(&mut database, touched, 4, vec![accepted(day(2024, 1, 1))]).expect("a later entry");
        let before = rows(engine);
        match database.batch_undo(batch, &SampleFold, &act()) {
            Err(StoreError::BatchTouched { batch: named, cases }) => assert_eq!((named, cases), (batch, vec![number.to_owned()])),
            other => panic!("{other:?}"),
        }
        assert_eq!(rows(engine), before);
        assert_eq!(
            database
                .cases_list(&CaseFilter::default(), &Scope::everything(), Page { after: None, size: 50 })
                .expect("the list")
                .cases
                .len(),
            20
        );
        assert_eq!(database.verify(&SampleFold).expect("a check"), []);
    });
}
