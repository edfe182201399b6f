//! Every act of the store leaves exactly one row in the audit trail, in its own transaction.

use fuyi::domain::access::{Grant, Holder, Role};
use fuyi::domain::reminder::Step;
use fuyi::store::{
    BatchId, CaseId, Database, DeadlineKey, GrantId, NewFigureSet, NewGrant, NewPerson, Noted, PersonChange, PersonId, SavedView,
    StoreError, UnitId,
};

use super::engines::on_both_engines;
use super::samples::*;

/// An act, and the action its row names.
type OneAct = (&'static str, fn(&mut Database) -> Result<(), StoreError>);

/// The case of these acts. What PostgreSQL rolls back keeps its ids, so all is found by name.
const NUMBER: &str = "平湛政复决字〔2024〕1号";

fn person(database: &mut Database) -> PersonId {
    database.person_named("wang.mm").expect("an answer").expect("the person").id
}

fn grant(database: &mut Database) -> GrantId {
    let person = person(database);
    database.grants_of(Holder::Person(person)).expect("grants")[0].id
}

fn case(database: &mut Database) -> CaseId {
    database.case_find(NUMBER).expect("an answer").expect("the case")
}

fn batch(database: &mut Database) -> BatchId {
    database.batches_list().expect("batches")[0].id
}

fn overdue(case: CaseId) -> DeadlineKey {
    DeadlineKey { case, rule: "decide".into(), from: day(2024, 3, 1), unit: None, due_on: day(2024, 3, 8) }
}

/// One after the other on one database, so that each finds what it works on.
const ACTS: &[OneAct] = &[
    ("units-written", |database| database.units_write(&[("某镇人民政府".into(), vec![])], &act()).map(drop)),
    ("unit-moved", |database| database.unit_move(UnitId(2), 1, Some(UnitId(1)), &act())),
    ("unit-closed", |database| database.unit_close(UnitId(2), 2, day(2025, 1, 1), Some(UnitId(1)), &act())),
    ("person-added", |database| {
        let new = NewPerson {
            user_name: "wang.mm".into(),
            display_name: "王某某".into(),
            unit: Some(UnitId(1)),
            email: None,
            lang: "zh-CN".into(),
            active_from: day(2024, 1, 1),
        };
        database.person_add(&new, &act()).map(drop)
    }),
    ("person-changed", |database| {
        let change = PersonChange { display_name: Some("王某".into()), ..PersonChange::default() };
        let id = person(database);
        database.person_change(id, 1, &change, &act())
    }),
    ("role-granted", |database| {
        let grant = Grant { role: Role::CaseOfficer, unit: Some(UnitId(1)), from: day(2024, 1, 1), until: None };
        let new = NewGrant { to: Holder::Person(person(database)), grant };
        database.grant_add(&new, |_| Ok::<_, StoreError>(()), &act()).map(drop)
    }),
    ("grant-ended", |database| {
        let id = grant(database);
        database.grant_end(id, day(2024, 6, 1), &act())
    }),
    ("case-created", |database| database.case_create(&new_case(Some(NUMBER), vec![received(day(2024, 3, 1), UNITS[0])]), &act()).map(drop)),
    ("case-appended", |database| {
        let id = case(database);
        append(database, id, 1, vec![accepted(day(2024, 3, 5))]).map(drop)
    }),
    ("case-assigned", |database| {
        let (id, officer) = (case(database), person(database));
        database.case_assign(id, Some(UnitId(1)), Some(officer), &act())
    }),
    ("view-saved", |database| {
        let view = SavedView { name: "未结".into(), query: "open=yes".into() };
        let id = person(database);
        database.view_save(id, &view, &act())
    }),
    ("view-removed", |database| {
        let id = person(database);
        database.view_remove(id, "未结", &act()).map(drop)
    }),
    ("overdue-acknowledged", |database| {
        let key = overdue(case(database));
        database.reminder_acknowledge(&key, &act()).map(drop)
    }),
    ("mail-retried", |database| {
        let (key, to) = (overdue(case(database)), person(database));
        database.reminders_note(&[Noted { key, step: Step::OnTheDay, person: to }], act().at)?;
        database.reminders_gather(to, day(2024, 3, 8), act().at)?;
        let mail = database.mails_list(None, None, 1)?[0].mail.id;
        database.mail_retry(Some(mail), &act()).map(drop)
    }),
    ("person-deactivated", |database| {
        let id = person(database);
        database.person_deactivate(id, 2, day(2024, 6, 1), &act())
    }),
    ("batch-taken", |database| database.bulk_load(&BATCH, feed(ledger(0, 3).map(Ok::<_, StoreError>)), &act()).map(drop)),
    ("batch-undone", |database| {
        let id = batch(database);
        database.batch_undo(id, &SampleFold, &act()).map(drop)
    }),
    ("figures-published", |database| {
        database.figure_set_add(&NewFigureSet { name: "年报", content: "{}", sha256: "44136f" }, &act()).map(drop)
    }),
];

#[test]
fn every_act_leaves_one_row_and_none_when_it_is_taken_back() {
    on_both_engines(|engine| {
        let mut database = engine.database();
        write_units(&mut engine.database());
        let count = || engine.number("SELECT COUNT(*) AS number FROM audit");
        for (action, perform) in ACTS {
            let before = count();
            let taken_back: Result<(), StoreError> = database.together(|database| {
                perform(database)?;
                Err(StoreError::Busy)
            });
            assert!(matches!(taken_back, Err(StoreError::Busy)), "{action}: {taken_back:?}");
            assert_eq!(count(), before, "{action} taken back");
            perform(&mut database).unwrap_or_else(|error| panic!("{action}: {error}"));
            assert_eq!(count(), before + 1, "{action}");
            assert_eq!(database.audit_list(&Default::default(), 1).expect("the trail")[0].action, *action);
        }
    });
}
