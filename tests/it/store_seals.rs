//! The audit trail is a chain: whatever is done to it behind the product's back is found, and named.

use fuyi::store::{AuditCheck, AuditChecker, AuditFault, Database, StoreError, Writer};

use super::engines::{Engine, on_both_engines};
use super::samples::*;

fn check(database: &mut Database, head: Option<&str>) -> AuditCheck {
    let mut checker = AuditChecker::new(head);
    let walked = database.audit_walk(|part| {
        checker.take(part);
        Ok::<_, StoreError>(())
    });
    walked.expect("a walk");
    checker.finish()
}

/// Thirty acts in three seals of ten, and three acts more.
fn sealed(engine: &Engine) -> Database {
    let mut database = engine.database();
    write_units(&mut database);
    let acts = |database: &mut Database, count| {
        for _ in 0..count {
            database.case_create(&new_case(None, vec![received(day(2024, 3, 1), UNITS[0])]), &act()).expect("a case");
        }
    };
    acts(&mut database, 9);
    for _ in 0..3 {
        database.audit_seal(act().at).expect("a seal");
        acts(&mut database, 10);
    }
    database
}

/// What only somebody at the database's own shell can do.
pub fn tamper(engine: &Engine, statement: &str) {
    let guards = match engine.name {
        "SQLite" => [
            "DROP TRIGGER audit_no_update",
            "DROP TRIGGER audit_no_delete",
            "DROP TRIGGER audit_seals_no_update",
            "DROP TRIGGER audit_seals_no_delete",
        ]
        .as_slice(),
        _ => &["ALTER TABLE audit DISABLE TRIGGER ALL", "ALTER TABLE audit_seals DISABLE TRIGGER ALL"],
    };
    guards.iter().for_each(|guard| drop(engine.execute(guard)));
    assert_eq!(engine.execute(statement).expect("tampering"), 1, "{statement}");
}

#[test]
fn an_untouched_trail_is_whole_and_says_how_long_its_tail_is() {
    on_both_engines(|engine| {
        let mut database = sealed(engine);
        let whole = check(&mut database, None);
        assert_eq!((whole.rows, whole.seals, whole.unsealed), (40, 3, 10));
        assert_eq!(whole.faults, []);
        assert_eq!(whole.head.len(), 64);
        assert_eq!(database.audit_seal(act().at).expect("a seal"), 10);
        assert_eq!(database.audit_seal(act().at).expect("nothing to seal"), 0);
        let later = check(&mut database, Some(&whole.head));
        assert_eq!((later.seals, later.unsealed, later.faults.as_slice()), (4, 0, [].as_slice()));
        assert_eq!(check(&mut database, Some("0000")).faults, [AuditFault::HeadMissing]);
    });
}

#[test]
fn every_way_of_tampering_is_named() {
    let cases: [(&str, &[AuditFault]); 9] = [
        ("UPDATE audit SET actor = '李某某' WHERE id = 12", &[AuditFault::Changed { row: 12 }]),
        ("UPDATE audit SET details = '{}' WHERE id = 3", &[AuditFault::Changed { row: 3 }]),
        ("UPDATE audit SET origin = '10.0.0.9' WHERE id = 20", &[AuditFault::Changed { row: 20 }]),
        ("DELETE FROM audit WHERE id = 1", &[AuditFault::Removed { row: 1 }]),
        ("DELETE FROM audit WHERE id = 30", &[AuditFault::Removed { row: 30 }]),
        ("UPDATE audit SET id = -5 WHERE id = 12", &[AuditFault::Removed { row: 12 }]),
        ("UPDATE audit_seals SET sealed_at = '2020-01-01 00:00:00' WHERE id = 2", &[AuditFault::SealChanged { seal: 2 }]),
        (
            "UPDATE audit_seals SET digest = 'f00d' WHERE id = 2",
            &[AuditFault::SealChanged { seal: 2 }, AuditFault::ChainBroken { seal: 3 }],
        ),
        ("DELETE FROM audit_seals WHERE id = 1", &[AuditFault::ChainBroken { seal: 2 }]),
    ];
    for (statement, expected) in cases {
        on_both_engines(|engine| {
            let mut database = sealed(engine);
            tamper(engine, statement);
            let mut found = check(&mut database, None).faults;
            // with its seal gone, the first piece reads as rows of the second
            found.retain(|fault| !(statement.starts_with("DELETE FROM audit_seals") && matches!(fault, AuditFault::Inserted { .. })));
            assert_eq!(found, expected, "{statement}");
        });
    }
}

#[test]
fn a_row_put_in_later_is_named() {
    on_both_engines(|engine| {
        let mut database = sealed(engine);
        tamper(engine, "DELETE FROM audit WHERE id = 15");
        let row = "INSERT INTO audit (id, at, actor, action, subject, details) VALUES (15, '2024-01-01 00:00:00', '王某某', 'case-created', 'case 1', '{}')";
        assert_eq!(engine.execute(row).expect("an insertion"), 1);
        assert_eq!(check(&mut database, None).faults, [AuditFault::Changed { row: 15 }]);
        // a rewritten end with new seals does not contain the head that was kept elsewhere
        let engine = Engine::sqlite();
        let mut database = sealed(&engine);
        let head = check(&mut database, None).head;
        tamper(&engine, "DELETE FROM audit_seals WHERE id = 3");
        tamper(&engine, "UPDATE audit SET actor = '李某某' WHERE id = 30");
        database.audit_seal(act().at).expect("a forged seal");
        assert_eq!(check(&mut database, None).faults, []);
        assert_eq!(check(&mut database, Some(&head)).faults, [AuditFault::HeadMissing]);
    });
}

#[test]
fn the_product_itself_cannot_alter_it() {
    on_both_engines(|engine| {
        let mut database = sealed(engine);
        for statement in
            ["UPDATE audit_seals SET digest = ''", "DELETE FROM audit_seals", "UPDATE audit SET actor = ''", "DELETE FROM audit"]
        {
            assert!(engine.execute(statement).is_err(), "{statement}");
        }
        assert_eq!(check(&mut database, None).faults, []);
    });
}

#[test]
fn the_writer_seals_what_it_leaves() {
    on_both_engines(|engine| {
        write_units(&mut engine.database());
        let writer = Writer::start(&engine.url, || act().at).expect("a writer");
        writer.run(|database| database.case_create(&new_case(None, vec![received(day(2024, 3, 1), UNITS[0])]), &act())).expect("a case");
        drop(writer);
        let whole = check(&mut engine.database(), None);
        assert_eq!((whole.rows, whole.seals, whole.unsealed), (2, 1, 0));
    });
}

#[test]
fn sealing_while_many_write_never_misses_a_row() {
    on_both_engines(|engine| {
        write_units(&mut engine.database());
        std::thread::scope(|scope| {
            for _ in 0..3 {
                scope.spawn(|| {
                    let mut database = engine.database();
                    for _ in 0..30 {
                        database.case_create(&new_case(None, vec![received(day(2024, 3, 1), UNITS[0])]), &act()).expect("a case");
                    }
                });
            }
            scope.spawn(|| {
                let mut database = engine.database();
                for _ in 0..30 {
                    match database.audit_seal(act().at) {
                        Ok(_) | Err(StoreError::Locked) => {}
                        Err(error) => panic!("{error}"),
                    }
                }
            });
        });
        let mut database = engine.database();
        database.audit_seal(act().at).expect("the last seal");
        let whole = check(&mut database, None);
        assert_eq!((whole.rows, whole.unsealed, whole.faults.as_slice()), (91, 0, [].as_slice()));
    });
}
