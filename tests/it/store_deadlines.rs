//! Stored deadlines: written with each event, read on any later day, compared with the events and rebuilt from them.

use chrono::Days;
use fuyi::domain::Day;
use fuyi::domain::deadline::DeadlineState;
use fuyi::domain::statistics::CaseFacts;
use fuyi::store::{
    Append, CaseId, Database, DeadlineCounts, DeadlineCursor, DeadlineFilter, DeadlineListed, Difference, NewCase, Projection, Projector,
    StoreError,
};

use super::engines::{Engine, on_both_engines};
use super::samples::*;

/// Opens so many cases, received day after day, against one unit after the other.
fn open_cases(database: &mut Database, count: u32) -> Vec<CaseId> {
    write_units(database);
    let open = |n: u32| {
        let entries = vec![received(day(2024, 1, 1) + Days::new(u64::from(n / 2)), UNITS[n as usize % 3])];
        database.case_create(&new_case(None, entries), &act()).expect("a case")
    };
    (0..count).map(open).collect()
}

fn all_due(database: &mut Database, filter: &DeadlineFilter, size: u32) -> Vec<DeadlineListed> {
    let mut all: Vec<DeadlineListed> = Vec::new();
    loop {
        let after: Option<DeadlineCursor> = all.last().and_then(DeadlineListed::cursor);
        let page = database.deadlines_due(filter, after, size).expect("a page");
        assert!(page.len() <= size as usize);
        if page.is_empty() {
            return all;
        }
        all.extend(page);
    }
}

fn rules_of(database: &mut Database, case: CaseId, on: Day) -> Vec<(String, DeadlineState)> {
    let listed = database.deadlines_of(case, on).expect("deadlines");
    listed.into_iter().map(|deadline| (deadline.rule, deadline.state)).collect()
}

#[test]
fn an_event_opens_and_closes_deadlines_and_a_day_says_how_they_stand() {
    on_both_engines(|engine| {
        let mut database = engine.database();
        let case = open_cases(&mut database, 1)[0];
        let last = day(2024, 3, 1);
        for (on, state) in [
            (day(2024, 2, 29), DeadlineState::Open),
            (last, DeadlineState::DueToday),
            (day(2024, 3, 2), DeadlineState::Overdue),
            (day(2034, 3, 2), DeadlineState::Overdue),
        ] {
            assert_eq!(rules_of(&mut database, case, on), [("decide".to_owned(), state)], "{on}");
        }
        let unit = database.unit_find(UNITS[0]).expect("a search").expect("the unit").0;
        assert_eq!(database.deadlines_of(case, last).expect("deadlines")[0].unit, Some(unit));
        append(&mut database, case, 1, vec![decided(day(2024, 4, 1), "UPHOLD")]).expect("version 2");
        assert_eq!(rules_of(&mut database, case, day(2024, 4, 16)), [("sue".to_owned(), DeadlineState::DueToday)]);
        assert_eq!(rules_of(&mut database, case, day(2024, 4, 17)), [], "a right that has run out asks for nothing");
        assert_eq!(database.verify(&SampleFold).expect("a check"), []);
    });
}

#[test]
fn pages_together_are_what_is_due_in_order() {
    on_both_engines(|engine| {
        let mut database = engine.database();
        open_cases(&mut database, 60);
        let unit = database.unit_find(UNITS[1]).expect("a search").expect("the unit").0;
        let on = day(2024, 3, 10);
        let everything = DeadlineFilter::on(on);
        let due = |deadline: &DeadlineListed| deadline.cursor().expect("a day");
        for filter in [everything, DeadlineFilter { unit: Some(unit), ..everything }] {
            let whole = all_due(&mut database, &filter, 1000);
            assert_eq!(whole.len(), if filter.unit.is_some() { 20 } else { 60 });
            assert_eq!(all_due(&mut database, &filter, 7), whole);
            assert!(whole.windows(2).all(|pair| due(&pair[0]) < due(&pair[1])), "earliest first, none twice");
        }
        let mut count = |filter: DeadlineFilter| all_due(&mut database, &filter, 100).len();
        assert_eq!(count(DeadlineFilter { from: Some(on), ..everything }), 60 - 18);
        assert_eq!(count(DeadlineFilter { until: Some(on), ..everything }), 20);
        assert_eq!(count(DeadlineFilter { overdue: true, ..everything }), 18);
        assert_eq!(count(DeadlineFilter { ours: true, ..everything }), 60);
        assert_eq!(count(DeadlineFilter::on(day(2023, 12, 31))), 0, "days before the rows were written are not told");
        let counts = database.deadlines_count(&everything).expect("counts");
        assert_eq!(counts, DeadlineCounts { open: 40, due_today: 2, overdue: 18, estimated: 0, suspended: 0 });
        let of_unit = database.deadlines_count(&DeadlineFilter { unit: Some(unit), ..everything }).expect("counts");
        assert_eq!(of_unit.open + of_unit.due_today + of_unit.overdue, 20);
    });
}

#[test]
fn a_batch_taken_back_leaves_no_deadline() {
    on_both_engines(|engine| {
        let mut database = engine.database();
        write_units(&mut database);
        let mut cases: Vec<_> = ledger(0, 700).collect();
        for case in &mut cases {
            case.case = new_case(case.case.number.as_deref(), case.case.entries[..1].to_vec());
        }
        let batch = database.bulk_load(&BATCH, feed(cases.into_iter().map(Ok::<_, StoreError>)), &act()).expect("a batch").batch;
        assert_eq!(all_due(&mut database, &DeadlineFilter::on(SAMPLE_DAY), 300).len(), 700);
        assert_eq!(database.verify(&SampleFold).expect("a check"), []);
        database.batch_undo(batch, &SampleFold, &act()).expect("undone");
        assert_eq!(rows(engine), 0);
        assert_eq!(database.verify(&SampleFold).expect("a check"), []);
    });
}

fn rows(engine: &Engine) -> i64 {
    engine.number("SELECT COUNT(*) AS number FROM deadlines")
}

#[test]
fn tampered_deadlines_are_found_and_rebuilt() {
    on_both_engines(|engine| {
        let mut database = engine.database();
        let cases = open_cases(&mut database, 5);
        engine.execute(&format!("UPDATE deadlines SET safe_on = '2024-03-09' WHERE case_id = {}", cases[1])).expect("an update");
        engine.execute(&format!("DELETE FROM deadlines WHERE case_id = {}", cases[2])).expect("a deletion");
        engine
            .execute(&format!(
                "INSERT INTO deadlines SELECT {}, 1, 'nonsense', from_on, shown_from, shown_until, safe_on, latest_on, nominal_on, \
                 provisional, estimated, ours, unit_id FROM deadlines WHERE case_id = {}",
                cases[3], cases[3]
            ))
            .expect("an invention");
        let expected = [1, 2, 3].map(|n| Difference::Deadlines { case: cases[n] });
        assert_eq!(database.verify(&SampleFold).expect("a check"), expected);
        assert_eq!(database.rebuild(&SampleFold, &act()).expect("a rebuild"), expected);
        assert_eq!(database.verify(&SampleFold).expect("a check"), []);
    });
}

#[test]
fn a_row_of_past_days_is_no_difference() {
    on_both_engines(|engine| {
        let mut database = engine.database();
        let case = open_cases(&mut database, 1)[0];
        let spent = "INSERT INTO deadlines SELECT case_id, 1, 'sue', from_on, shown_from, '2023-12-31', safe_on, latest_on, nominal_on, \
                     provisional, estimated, ours, unit_id FROM deadlines";
        engine.execute(spent).expect("a row of a year ago");
        engine.execute("UPDATE deadlines SET shown_from = '2023-06-01'").expect("written a year ago");
        assert_eq!(database.verify(&SampleFold).expect("a check"), []);
        assert_eq!(rules_of(&mut database, case, SAMPLE_DAY).len(), 1);
    });
}

/// The fold of the samples under a law that gives ninety days.
struct Longer;

impl Projector for Longer {
    fn project(&self, kind: fuyi::domain::case::CaseKind, history: &fuyi::domain::case::History) -> Projection {
        let mut projection = SampleFold.project(kind, history);
        for pending in &mut projection.deadlines {
            (pending.safe_on, pending.latest_on) = (Some(pending.from + Days::new(90)), Some(pending.from + Days::new(90)));
        }
        projection
    }

    fn today(&self) -> Day {
        SAMPLE_DAY
    }

    fn law(&self) -> &str {
        "1-9-3"
    }
}

#[test]
fn the_law_is_remembered_before_the_first_case_and_changed_by_recomputing_alone() {
    on_both_engines(|engine| {
        let mut database = engine.database();
        database.law_remember(SAMPLE_LAW).expect("the law");
        let cases = open_cases(&mut database, 1200);
        database.law_remember("9-9-9").expect("nothing to do");
        assert_eq!(database.law_remembered().expect("the law").as_deref(), Some(SAMPLE_LAW));

        // under another law nothing is compared, and rebuilding leaves the days alone
        assert_eq!(database.verify(&Longer).expect("a check"), [Difference::Law]);
        assert_eq!(database.rebuild(&Longer, &act()).expect("a rebuild"), [Difference::Law]);
        assert_eq!(database.verify(&SampleFold).expect("a check"), []);

        let done = database.deadlines_recompute(&Longer, Some("立法修改"), &act()).expect("recomputed");
        assert_eq!((done.cases, done.changed, done.rows_before, done.rows_after), (1200, 1200, 1200, 1200));
        assert_eq!(database.verify(&Longer).expect("a check"), []);
        assert_eq!(database.deadlines_of(cases[0], SAMPLE_DAY).expect("deadlines")[0].safe_on, Some(day(2024, 3, 31)));
        let trail = database.audit_list(&Default::default(), 1).expect("the trail").remove(0);
        assert_eq!((trail.action.as_str(), trail.subject.as_str()), ("deadlines-recomputed", "database"));
        let details: serde_json::Value = serde_json::from_str(&trail.details).expect("JSON");
        assert_eq!(
            details,
            serde_json::json!({"cases": 1200, "changed": 1200, "rows_before": 1200, "rows_after": 1200, "law_before": SAMPLE_LAW, "law": "1-9-3", "reason": "立法修改"})
        );

        let again = database.deadlines_recompute(&Longer, None, &act()).expect("recomputed");
        assert_eq!((again.cases, again.changed), (1200, 0));
        assert_eq!(database.audit_list(&Default::default(), 1).expect("the trail").remove(0), trail, "what changes nothing is no act");
    });
}

/// Stops half-way, as a machine does that loses its power.
struct Failing<'a>(&'a std::cell::Cell<u32>);

impl Projector for Failing<'_> {
    fn project(&self, kind: fuyi::domain::case::CaseKind, history: &fuyi::domain::case::History) -> Projection {
        self.0.set(self.0.get() + 1);
        let mut projection = Longer.project(kind, history);
        if self.0.get() == 900 {
            // a unit nobody knows: the act fails in the middle of the second handful
            projection.deadlines[0].unit = "某某".to_owned();
        }
        projection
    }

    fn today(&self) -> Day {
        SAMPLE_DAY
    }

    fn law(&self) -> &str {
        Longer.law()
    }
}

#[test]
fn a_recomputation_that_fails_leaves_nothing() {
    on_both_engines(|engine| {
        let mut database = engine.database();
        database.law_remember(SAMPLE_LAW).expect("the law");
        open_cases(&mut database, 1200);
        let failed = database.deadlines_recompute(&Failing(&std::cell::Cell::new(0)), None, &act());
        assert!(matches!(failed, Err(StoreError::UnknownUnit { .. })), "{failed:?}");
        assert_eq!(database.verify(&SampleFold).expect("a check"), []);
        assert_eq!(database.law_remembered().expect("the law").as_deref(), Some(SAMPLE_LAW));
        assert_eq!(database.audit_list(&Default::default(), 1).expect("the trail")[0].action, "case-created");
    });
}

/// Cases from before there were deadlines: nothing is compared until they are computed, and they are computed by one act.
pub fn gets_its_deadlines(database: &mut Database, cases: u64) {
    assert_eq!(database.law_remembered().expect("the law").as_deref(), Some("none"));
    database.law_remember(SAMPLE_LAW).expect("there are cases already");
    assert_eq!(database.verify(&SampleFold).expect("a check"), [Difference::Law]);
    let done = database.deadlines_recompute(&SampleFold, None, &act()).expect("recomputed");
    assert_eq!((done.cases, done.rows_before), (cases, 0));
    assert!(done.rows_after > 0);
    assert_eq!(database.law_remembered().expect("the law").as_deref(), Some(SAMPLE_LAW));
    assert_eq!(database.verify(&SampleFold).expect("a check"), []);
}

#[test]
fn a_database_from_before_there_were_deadlines_gets_them() {
    on_both_engines(|engine| {
        open_cases(&mut engine.database(), 3);
        engine.execute("DROP TABLE deadlines").expect("as it was");
        engine.execute("DROP TABLE deadline_law").expect("as it was");
        engine.execute("DELETE FROM __diesel_schema_migrations WHERE version = '0003'").expect("as it was");
        gets_its_deadlines(&mut Database::migrate(&engine.url).expect("the upgrade").0, 3);
    });
}

#[test]
fn a_writer_who_comes_too_late_changes_no_deadline() {
    on_both_engines(|engine| {
        let mut database = engine.database();
        let case = open_cases(&mut database, 1)[0];
        append(&mut database, case, 1, vec![accepted(day(2024, 1, 5))]).expect("version 2");
        let entries = [decided(day(2024, 2, 1), "UPHOLD")];
        let NewCase { projection: after, .. } = new_case(None, vec![received(day(2024, 1, 1), UNITS[0]), entries[0].clone()]);
        let stale = Append { case, expected_version: 1, entries: &entries, before: &CaseFacts::default(), after: &after, number: None };
        assert!(matches!(database.case_append(&stale, &act()), Err(StoreError::Stale { .. })));
        assert_eq!(rules_of(&mut database, case, SAMPLE_DAY), [("decide".to_owned(), DeadlineState::Open)]);
    });
}
