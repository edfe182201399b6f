//! What is cached can be compared with the events, and rebuilt from them.

use fuyi::domain::words::Sentence;
use fuyi::store::{AuditFilter, Difference};

use super::engines::on_both_engines;
use super::samples::*;

#[test]
fn a_tampered_projection_and_a_tampered_total_are_found_and_repaired() {
    on_both_engines(|engine| {
        let mut database = engine.database();
        let id = furnish(&mut database);
        assert_eq!(database.verify(&SampleFold).expect("a check"), []);
        let clean = sums(&mut database, &["accepted", "concluded", "received"], 2000..=2030);
        let police = database.unit_find(UNITS[0]).expect("a search").expect("the unit").0;

        assert_eq!(engine.execute(&format!("UPDATE cases SET outcome = 'REVOKE', parties = '' WHERE id = {id}")).expect("an update"), 1);
        assert_eq!(engine.execute(&format!("DELETE FROM case_units WHERE case_id = {id}")).expect("a deletion"), 1);
        assert_eq!(engine.execute(&format!("DELETE FROM facts WHERE case_id = {id} AND serial = 2")).expect("a deletion"), 1);
        // the case is noted and not yet added: what is stored beside it is wrong by so many
        let wrong_by = |measure: &str, count: i64| {
            format!(
                "INSERT INTO totals (member_id, period, label_id, count) SELECT m.id, 202403, l.id, {count} FROM total_members m, total_labels l \
                 WHERE m.dimension = 'unit' AND m.member = '{police}' AND l.measure = '{measure}'"
            )
        };
        let change = |statement: String| assert_eq!(engine.execute(&statement).expect("a change"), 1, "{statement}");
        change(wrong_by("received", 2));
        change(wrong_by("accepted", -1));
        change("INSERT INTO total_labels (measure, instance, code, traits) VALUES ('heard', '', 'absent', 1)".to_owned());
        change("INSERT INTO total_members (dimension, member) VALUES ('court', '某法院')".to_owned());
        change(
            "INSERT INTO totals (member_id, period, label_id, count) \
             SELECT (SELECT MAX(id) FROM total_members), 202403, (SELECT MAX(id) FROM total_labels), 5"
                .to_owned(),
        );
        let total = |zh: String, en: String, stored, computed| Difference::Total { of: Sentence::new(zh, en), stored, computed };
        let expected = [
            Difference::Projection { case: id },
            Difference::Units { case: id },
            Difference::Facts { case: id },
            total(
                "开庭审理 2024年3月 法院 某法院 absent 系列案非主案".into(),
                "heard in court 2024-03 court 某法院 absent follows the lead case of its series".into(),
                5,
                0,
            ),
            total(format!("受理 2024年3月 单位 {police}"), format!("accepted 2024-03 unit {police}"), 0, 1),
            total(format!("收到申请 2024年3月 单位 {police}"), format!("applications received 2024-03 unit {police}"), 3, 1),
        ];
        assert_eq!(database.verify(&SampleFold).expect("a check"), expected);
        assert_eq!(database.verify(&SampleFold).expect("a check changes nothing"), expected);
        assert_eq!(database.rebuild(&SampleFold, &act()).expect("a rebuild"), expected);
        assert_eq!(database.verify(&SampleFold).expect("a check"), []);
        assert_eq!(sums(&mut database, &["accepted", "concluded", "received"], 2000..=2030), clean);
        assert_eq!(database.audit_list(&AuditFilter::default(), 1).expect("the trail")[0].action, "rebuilt");
    });
}

#[test]
fn a_wrong_count_of_entries_is_reported_and_stays() {
    on_both_engines(|engine| {
        let mut database = engine.database();
        let id = furnish(&mut database);
        engine.execute(&format!("UPDATE cases SET version = 9 WHERE id = {id}")).expect("an update");
        let expected = [Difference::Entries { case: id, stored: 9, found: 4 }];
        assert_eq!(database.rebuild(&SampleFold, &act()).expect("a rebuild"), expected);
        assert_eq!(database.verify(&SampleFold).expect("a check"), expected);
    });
}
