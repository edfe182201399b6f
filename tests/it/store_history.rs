//! Nothing alters what was recorded: not the product, and not a hand in the database shell.

use super::engines::on_both_engines;
use super::samples::*;

#[test]
fn events_and_audit_refuse_to_be_altered() {
    on_both_engines(|engine| {
        furnish(&mut engine.database());
        let (events, audit) =
            (engine.number("SELECT COUNT(*) AS number FROM events"), engine.number("SELECT COUNT(*) AS number FROM audit"));
        assert_eq!((events, audit), (4 + 700 * 4, 5));
        for statement in [
            "UPDATE events SET data = '{}' WHERE seq = 0",
            "UPDATE events SET actor = 'x'",
            "DELETE FROM events WHERE seq = 3",
            "DELETE FROM events",
            "UPDATE audit SET actor = 'x'",
            "DELETE FROM audit",
        ] {
            let refusal = engine.execute(statement).expect_err(statement).to_string();
            assert!(refusal.contains("append-only"), "{statement}: {refusal}");
        }
        if engine.name == "PostgreSQL" {
            for statement in ["TRUNCATE events", "TRUNCATE audit"] {
                engine.execute(statement).expect_err(statement);
            }
        }
        assert_eq!(engine.number("SELECT COUNT(*) AS number FROM events"), events);
        assert_eq!(engine.number("SELECT COUNT(*) AS number FROM audit"), audit);
    });
}
