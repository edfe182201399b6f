//! The exported audit trail: checked without a database, every fault named.

use std::os::unix::fs::PermissionsExt;

use fuyi::store::{AuditCheck, AuditFault, AuditFilter, Database};

use super::engines::{Engine, on_both_engines};
use super::program::{DEMO, Ran, fuyi, ran};
use super::samples::*;

/// The lines of an export of thirteen rows: two seals of ten rows and two, and a tail of one.
fn exported(engine: &Engine) -> Vec<String> {
    let mut database = engine.database();
    write_units(&mut database);
    let open = |database: &mut Database, count| {
        for _ in 0..count {
            database.case_create(&new_case(None, vec![received(day(2024, 3, 1), UNITS[0])]), &act()).expect("a case");
        }
    };
    for count in [9, 2] {
        open(&mut database, count);
        database.audit_seal(act().at).expect("a seal");
    }
    open(&mut database, 1);
    let file = engine.path("trail.jsonl");
    let counts = database.audit_export(&file, &act()).expect("an export");
    assert_eq!((counts.seals, counts.rows), (2, 13));
    let lines: Vec<String> = std::fs::read_to_string(&file).expect("the file").lines().map(str::to_owned).collect();
    assert_eq!(lines.len(), 1 + 2 + 13 + 1);
    lines
}

fn check(engine: &Engine, lines: &[String], head: Option<&str>) -> AuditCheck {
    let file = engine.file("tampered.jsonl", lines.iter().map(|line| format!("{line}\n")).collect::<String>());
    AuditCheck::of_file(file.as_ref(), head).expect("a check")
}

#[test]
fn an_export_is_whole_for_its_owner_only_and_stands_in_the_trail() {
    on_both_engines(|engine| {
        let lines = exported(engine);
        let whole = check(engine, &lines, None);
        assert_eq!((whole.rows, whole.seals, whole.unsealed, whole.fault_count), (13, 2, 1, 0));
        assert!(lines[0].contains(&whole.head) && whole.head.len() == 64, "{}", lines[0]);
        assert_eq!(check(engine, &lines, Some(&format!(" {}\n", whole.head.to_uppercase()))).faults, []);
        assert_eq!(check(engine, &lines, Some("f00d")).faults, [AuditFault::HeadMissing]);
        let mode = std::fs::metadata(engine.path("trail.jsonl")).expect("the file").permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        let mut database = engine.database();
        let last = &database.audit_list(&AuditFilter::default(), 1).expect("the trail")[0];
        assert_eq!((last.action.as_str(), last.subject.as_str()), ("audit-exported", "audit"));
        assert!(last.details.contains(&whole.head) && last.details.contains("trail.jsonl"), "{}", last.details);
        // there already: nothing is overwritten, and nothing is said to have been exported
        assert!(database.audit_export(&engine.path("trail.jsonl"), &act()).is_err());
        assert!(database.audit_export(&engine.path("no/such/folder"), &act()).is_err());
        assert_eq!(engine.number("SELECT COUNT(*) AS number FROM audit"), 14);
        assert!(engine.files().iter().all(|name| !name.contains("partial")), "{:?}", engine.files());
    });
}

#[test]
fn an_empty_trail_is_exported_and_an_empty_file_is_no_trail() {
    let engine = Engine::sqlite();
    let file = engine.path("trail.jsonl");
    engine.database().audit_export(&file, &act()).expect("an export");
    let whole = AuditCheck::of_file(&file, None).expect("a check");
    assert_eq!((whole.rows, whole.seals, whole.fault_count, whole.head.as_str()), (0, 0, 0, ""));
    assert_eq!(check(&engine, &[], None).faults, [AuditFault::Truncated]);
    for text in ["{}", "%PDF-1.7", r#"{"fuyi-audit":2,"head":""}"#, r#"{"fuyi-backup":1,"migration":"0001"}"#] {
        assert_eq!(check(&engine, &[text.to_owned()], None).faults, [AuditFault::Unreadable { line: 1 }], "{text}");
    }
    std::fs::write(engine.path("binary"), [0xff, 0xfe, b'\n']).expect("a file");
    assert_eq!(AuditCheck::of_file(&engine.path("binary"), None).expect("a check").faults, [AuditFault::Unreadable { line: 1 }]);
    assert!(AuditCheck::of_file(&engine.path("nowhere"), None).is_err());
}

#[test]
fn every_tampering_with_an_export_is_named() {
    let engine = Engine::sqlite();
    let lines = exported(&engine);
    // line 1 is the header, 2 the first seal, 3 to 12 rows 1 to 10, 13 the second seal, 14 and 15 rows 11 and 12, 16 row 13, 17 the end
    let after = |change: &dyn Fn(&mut Vec<String>)| {
        let mut lines = lines.clone();
        change(&mut lines);
        check(&engine, &lines, None).faults
    };
    let replace = |line: usize, from: &'static str, to: &'static str| {
        move |lines: &mut Vec<String>| {
            assert!(lines[line - 1].contains(from), "{}", lines[line - 1]);
            lines[line - 1] = lines[line - 1].replace(from, to);
        }
    };
    for row in 1..=12 {
        let line = if row <= 10 { row + 2 } else { row + 3 };
        let changed = AuditFault::Changed { row: row as i64 };
        assert_eq!(after(&replace(line, "王某某", "李某某")), [changed], "row {row}");
        let removed = after(&|lines| drop(lines.remove(line - 1)));
        assert_eq!(removed, [AuditFault::Removed { row: row as i64 }, AuditFault::Truncated], "row {row}");
    }
    assert_eq!(after(&replace(3, "units-written", "case-created")), [AuditFault::Changed { row: 1 }]);
    assert_eq!(after(&replace(2, "\"last_row\":10", "\"last_row\":9"))[0], AuditFault::SealChanged { seal: 1 });
    assert_eq!(
        after(&replace(13, "\"id\":2", "\"id\":3"))[..2],
        [AuditFault::ChainBroken { seal: 3 }, AuditFault::SealChanged { seal: 3 }]
    );
    // a row put in twice, two rows exchanged, a seal moved, a seal gone
    assert_eq!(
        after(&|lines| lines.insert(5, lines[4].clone()))[..2],
        [AuditFault::OutOfOrder { row: 3 }, AuditFault::Inserted { row: 3 }]
    );
    assert_eq!(after(&|lines| lines.swap(4, 5)), [AuditFault::OutOfOrder { row: 3 }]);
    assert!(after(&|lines| lines.swap(1, 12)).contains(&AuditFault::ChainBroken { seal: 2 }));
    assert!(after(&|lines| drop(lines.remove(12))).contains(&AuditFault::Truncated));
    // the tail is not sealed, yet it cannot come before a seal
    assert!(after(&|lines| lines.swap(12, 15)).contains(&AuditFault::OutOfOrder { row: 13 }));
    // cut short anywhere after the header, or with something added at the end
    for length in 1..lines.len() {
        assert_eq!(after(&|lines| lines.truncate(length)).last(), Some(&AuditFault::Truncated), "{length} lines");
    }
    assert_eq!(after(&|lines| lines.push("{}".into())), [AuditFault::Unreadable { line: 18 }]);
    assert_eq!(after(&|lines| lines.push(lines[14].clone())), [AuditFault::Unreadable { line: 18 }]);
    // the last seal and its rows taken out, counts and all: the header still names it
    let counts = |lines: &mut Vec<String>| {
        lines.drain(12..16);
        let end = lines.len() - 1;
        lines[end] = r#"{"end":{"seals":1,"rows":10}}"#.to_owned();
    };
    assert_eq!(after(&counts), [AuditFault::Truncated]);
    // and the header as well: only the head kept elsewhere tells
    let head = check(&engine, &lines, None).head;
    let mut forged = lines.clone();
    counts(&mut forged);
    forged[0] = forged[0].replace(&head, &check(&engine, &forged, None).head);
    assert_eq!(check(&engine, &forged, None).faults, []);
    assert_eq!(check(&engine, &forged, Some(&head)).faults, [AuditFault::HeadMissing]);
}

#[test]
fn the_first_thousand_faults_are_kept_and_all_are_counted() {
    let engine = Engine::sqlite();
    let mut lines = exported(&engine);
    let row = lines[4].clone();
    lines.splice(5..5, std::iter::repeat_n(row, 3000));
    let check = check(&engine, &lines, None);
    assert_eq!((check.faults.len(), check.fault_count), (1000, 6001));
}

#[test]
fn commands_list_export_and_check_the_trail_and_seal_what_they_wrote() {
    on_both_engines(|engine| {
        engine.fuyi(["import", DEMO]).done();
        let seals = || engine.number("SELECT COUNT(*) AS number FROM audit_seals");
        assert_eq!(seals(), 1, "an import seals itself");
        engine.fuyi(["case", "list"]).done();
        assert_eq!(seals(), 1, "a look writes nothing");
        let listed = engine.fuyi(["audit", "list", "--action", "batch-taken", "--format", "json"]).json();
        assert_eq!((listed.as_array().map(Vec::len), &listed[0]["subject"]), (Some(1), &"batch 1".into()));
        let text = engine.fuyi(["audit", "list", "--subject", "batch 1"]).done();
        assert!(text.contains("导入台账") && text.lines().count() == 3, "{text}");
        assert!(engine.fuyi(["audit", "list", "--format", "csv", "--lang", "en"]).done().contains("ledger imported"));
        assert_eq!(engine.fuyi(["audit", "list", "--actor", "nobody", "--format", "json"]).json(), serde_json::json!([]));

        let whole = engine.fuyi(["audit", "verify"]).done();
        let head = whole.split('：').nth(1).and_then(|rest| rest.get(..64)).expect("the head").to_owned();
        assert!(whole.contains("请将该摘要另行保存"), "{whole}");
        let file = engine.path("trail.jsonl").display().to_string();
        engine.fuyi(["audit", "export", &file]).done();
        assert!(seals() >= 2, "the export is sealed as well");
        assert!(engine.refused(&["audit", "export", &file]).0.contains("trail.jsonl"));
        engine.fuyi(["audit", "verify", "--head", &head]).done();

        // without any database
        let offline =
            |extra: &[&str]| -> Ran { ran(fuyi(["--database", "sqlite://nowhere", "--lang", "en", "audit", "verify", &file]).args(extra)) };
        offline(&["--head", &head]).done();
        let text = std::fs::read_to_string(&file).expect("the file");
        std::fs::write(&file, text.replacen("batch-taken", "batch-undone", 1)).expect("a file");
        let found = offline(&[]);
        assert_eq!(found.code, Some(1));
        assert!(found.stdout.contains("row 2 was changed") && found.stderr.contains("1 faults"), "{found:?}");
    });
}
