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
        let of_unit = format!("dimension = 'unit' AND member = '{police}' AND period = 202403");
        assert_eq!(
            engine.execute(&format!("UPDATE totals SET count = count + 2 WHERE measure = 'received' AND {of_unit}")).expect("an update"),
            1
        );
        assert_eq!(engine.execute(&format!("DELETE FROM totals WHERE measure = 'accepted' AND {of_unit}")).expect("a deletion"), 1);
        engine
            .execute(
                "INSERT INTO totals (dimension, measure, period, member, instance, code, traits, count) \
                 VALUES ('court', 'heard', 202403, '某法院', '', 'absent', 1, 5)",
            )
            .expect("an invention");
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
