//! What is cached can be compared with the events, and rebuilt from them.

use fuyi::domain::statistics::Dimension;
use fuyi::domain::words::Sentence;
use fuyi::store::{AuditFilter, Database, Difference};

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
        let change = |statement: String| assert_eq!(engine.execute(&statement).expect("a change"), 1, "{statement}");
        change(format!(
            "INSERT INTO totals (member_id, period, counts) \
             SELECT m.id, 202403, '[[' || r.id || ',2],[' || a.id || ',-1]]' FROM total_members m, total_labels r, total_labels a \
             WHERE m.dimension = 'unit' AND m.member = '{police}' AND r.measure = 'received' AND a.measure = 'accepted'"
        ));
        change("INSERT INTO total_labels (measure, instance, code, traits) VALUES ('heard', '', 'absent', 1)".to_owned());
        change("INSERT INTO total_members (dimension, member) VALUES ('court', '某法院')".to_owned());
        change(
            "INSERT INTO totals (member_id, period, counts) \
             SELECT (SELECT MAX(id) FROM total_members), 202403, '[[' || (SELECT MAX(id) FROM total_labels) || ',5]]'"
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

#[test]
fn totals_nobody_can_read_are_refused_by_figures_and_repaired() {
    on_both_engines(|engine| {
        let mut database = engine.database();
        furnish(&mut database);
        let asked = |database: &mut Database| database.sums(Dimension::All, None, &["received"], &[202403]);
        let right = asked(&mut database).expect("sums");
        // what is noted is lost, so that all is counted anew and stored
        engine.execute("DELETE FROM total_changes").expect("a loss");
        database.rebuild(&SampleFold, &act()).expect("a repair");
        for (broken, reason) in [("[[", "JSON不完整"), ("[[4711,1]]", "没有编号为4711的计数项")] {
            assert_eq!(engine.execute(&format!("UPDATE totals SET counts = '{broken}' WHERE period = 202403")).expect("a change"), 7);
            let refusal = asked(&mut database).expect_err("a figure of what cannot be read").sentence();
            assert!(refusal.zh.contains("合计") && refusal.zh.contains(reason), "{refusal:?}");
            assert!(!database.verify(&SampleFold).expect("a check").is_empty());
            database.rebuild(&SampleFold, &act()).expect("a repair");
            assert_eq!(asked(&mut database).expect("sums"), right);
        }
    });
}
