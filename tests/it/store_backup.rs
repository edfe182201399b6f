//! A backup restores on the same engine and on the other, whole or not at all.

use std::fs;
use std::path::PathBuf;

use fuyi::store::{Database, StoreError};
use sha2::{Digest, Sha256};

use super::engines::{Engine, on_both_engines};
use super::samples::*;
use super::store_deadlines::gets_its_deadlines;

fn backed_up(engine: &Engine) -> PathBuf {
    let mut database = engine.database();
    furnish(&mut database);
    let file = engine.directory.path().join("fuyi.backup");
    let counts = database.backup(&file).expect("a backup");
    assert_eq!(counts.iter().find(|count| count.table == "events").map(|count| count.rows), Some(2804));
    file
}

#[test]
fn a_backup_restores_on_either_engine_and_is_the_same_again() {
    on_both_engines(|engine| {
        let file = backed_up(engine);
        for target in [Engine::sqlite(), Engine::postgres()] {
            let mut restored = Database::restore(&file, &target.url).expect("restored");
            assert_eq!(restored.verify(&SampleFold).expect("a check"), []);
            let again = target.directory.path().join("again.backup");
            restored.backup(&again).expect("a backup of the restored");
            assert!(fs::read(&again).expect("a file") == fs::read(&file).expect("a file"), "{} → {}", engine.name, target.name);
            // life goes on: new ids do not collide with restored ones
            let entries = vec![received(day(2025, 1, 2), UNITS[0])];
            restored.case_create(&new_case(None, entries), &act()).expect("a new case");
            restored.units_write(&[("某镇人民政府".to_owned(), vec![])], &act()).expect("a new unit");
            let batch = restored.bulk_load(&BATCH, feed(ledger(9000, 3).map(Ok::<_, StoreError>)), &act()).expect("a new batch");
            assert_eq!(batch.batch.0, 2);
        }
    });
}

#[test]
fn an_empty_database_can_be_backed_up_and_restored() {
    on_both_engines(|engine| {
        let file = engine.directory.path().join("empty.backup");
        engine.database().backup(&file).expect("a backup");
        let target = if engine.name == "SQLite" { Engine::postgres() } else { Engine::sqlite() };
        let mut restored = Database::restore(&file, &target.url).expect("restored");
        furnish(&mut restored);
        assert_eq!(engine_ids(&target), (1, 1));
    });
}

fn engine_ids(engine: &Engine) -> (i64, i64) {
    (engine.number("SELECT MIN(id) AS number FROM cases"), engine.number("SELECT MIN(id) AS number FROM audit"))
}

#[cfg(unix)]
#[test]
fn a_backup_is_for_its_owner_only() {
    use std::os::unix::fs::PermissionsExt;
    let engine = Engine::sqlite();
    let file = backed_up(&engine);
    assert_eq!(fs::metadata(&file).expect("a file").permissions().mode() & 0o777, 0o600);
}

#[test]
fn a_backup_from_before_a_table_came_restores_without_it() {
    on_both_engines(|engine| {
        let text = fs::read_to_string(backed_up(engine)).expect("text");
        // as a program wrote it that knew no calendars and no deadlines yet
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let at = |table: &str| lines.iter().position(|line| *line == format!(r#"{{"table":"{table}"}}"#)).expect("a table");
        lines.drain(at("calendar_years")..at("audit"));
        let known = lines[0].split('"').nth(5).expect("the last migration").to_owned();
        lines[0] = lines[0].replace(&known, "0001");
        let manifest = lines.last_mut().expect("a manifest");
        let mut value: serde_json::Value = serde_json::from_str(manifest).expect("JSON");
        let tables = value["manifest"].as_array_mut().expect("tables");
        let all = tables.len();
        tables.retain(|table| !table["table"].as_str().expect("a name").starts_with("calendar_"));
        tables.retain(|table| !table["table"].as_str().expect("a name").starts_with("deadline"));
        assert_eq!(tables.len(), all - 4);
        *manifest = value.to_string();
        let older = engine.directory.path().join("older.backup");
        fs::write(&older, lines.join("\n") + "\n").expect("written");
        let target = Engine::sqlite();
        let mut restored = Database::restore(&older, &target.url).expect("restored");
        assert_eq!(restored.calendars().expect("calendars"), []);
        // what an older program counted is counted anew
        assert!(restored.figures_missing().expect("a look"));
        assert_eq!(restored.figures_fill(&SampleFold).expect("figures"), 701);
        gets_its_deadlines(&mut restored, 701);
        // one of this program has every table, or is damaged
        fs::write(&older, lines.join("\n").replacen("0001", &known, 1) + "\n").expect("written");
        let refusal = Database::restore(&older, &Engine::sqlite().url).err().expect("a refusal");
        assert!(refusal.to_string().contains("calendar_years"), "{refusal}");
    });
}

#[test]
fn a_damaged_backup_restores_nothing() {
    let engine = Engine::sqlite();
    let file = backed_up(&engine);
    let whole = fs::read_to_string(&file).expect("a file");
    let lines: Vec<&str> = whole.lines().collect();
    let without =
        |left_out: usize| lines.iter().enumerate().filter(|(n, _)| *n != left_out).map(|(_, line)| format!("{line}\n")).collect::<String>();
    let event = lines.iter().position(|line| line.contains("decision-made")).expect("an event");
    let damages = [
        ("cut in a line", whole[..whole.floor_char_boundary(whole.len() / 2)].trim_end_matches(|c: char| !c.is_ascii()).to_owned()),
        ("without its manifest", without(lines.len() - 1)),
        ("a row missing", without(event)),
        ("a table missing", without(lines.iter().position(|line| *line == r#"{"table":"facts"}"#).expect("a table"))),
        ("a word changed", whole.replacen("UPHOLD", "REVOKE", 1)),
        ("more after the end", format!("{whole}{{}}\n")),
        ("no backup at all", "hello\n".to_owned()),
        ("empty", String::new()),
    ];
    for (damage, text) in damages {
        let damaged = engine.directory.path().join("damaged.backup");
        fs::write(&damaged, text).expect("a file");
        for target in [Engine::sqlite(), Engine::postgres()] {
            match Database::restore(&damaged, &target.url) {
                Err(StoreError::BackupDamaged { .. }) => {}
                Err(error) => panic!("{damage}: {error}"),
                Ok(_) => panic!("{damage}: restored"),
            }
            assert!(matches!(Database::open(&target.url), Err(StoreError::Missing { .. } | StoreError::NotMigrated)), "{damage}");
        }
    }
    let newer = engine.directory.path().join("newer.backup");
    fs::write(&newer, whole.replacen("\"migration\":\"", "\"migration\":\"9", 1)).expect("a file");
    assert!(matches!(Database::restore(&newer, &Engine::sqlite().url), Err(StoreError::Newer { .. })));
}

#[test]
fn only_an_empty_database_is_restored_into() {
    on_both_engines(|engine| {
        let source = Engine::sqlite();
        let file = backed_up(&source);
        let mut database = engine.database();
        write_units(&mut database);
        assert!(matches!(Database::restore(&file, &engine.url), Err(StoreError::NotEmpty)));
        assert_eq!(engine.number("SELECT COUNT(*) AS number FROM cases"), 0);
        assert_eq!(engine.number("SELECT COUNT(*) AS number FROM units"), 3);
    });
}

#[test]
fn a_backup_that_cannot_be_written_leaves_no_file() {
    on_both_engines(|engine| {
        let mut database = engine.database();
        let nowhere = engine.directory.path().join("no such folder").join("fuyi.backup");
        assert!(matches!(database.backup(&nowhere), Err(StoreError::Io { path, .. }) if path.starts_with(engine.directory.path())));
        let taken = engine.directory.path().join("a folder");
        fs::create_dir(&taken).expect("a folder in the way");
        assert!(database.backup(&taken).is_err());
        let left: Vec<_> = fs::read_dir(engine.directory.path()).expect("the folder").flatten().map(|entry| entry.file_name()).collect();
        assert!(left.iter().all(|name| !name.to_string_lossy().contains("partial")), "{left:?}");
    });
}

/// The columns that came with the tree of units.
const OF_THE_TREE: [&str; 11] = [
    "parent_id",
    "path",
    "valid_from",
    "valid_until",
    "successor_id",
    "revision",
    "kind",
    "handles",
    "concerned",
    "handler_id",
    "officer_id",
];

#[test]
fn a_backup_from_before_units_made_a_tree_restores_to_a_forest() {
    let engine = Engine::sqlite();
    let text = fs::read_to_string(backed_up(&engine)).expect("text");
    let (mut table, mut lines, mut digests) = (String::new(), Vec::new(), std::collections::BTreeMap::<String, Sha256>::new());
    for line in text.lines() {
        let mut value: serde_json::Value = serde_json::from_str(line).expect("JSON");
        if let Some(name) = value.get("table").filter(|_| value.as_object().is_some_and(|all| all.len() == 1)) {
            table = name.as_str().expect("a name").to_owned();
            lines.push(line.to_owned());
        } else if let Some(row) = value.as_object_mut().filter(|row| !row.contains_key("manifest") && !row.contains_key("fuyi-backup")) {
            // a case had its kind before
            row.retain(|column, _| !OF_THE_TREE.contains(&column.as_str()) || (table == "cases" && column == "kind"));
            let line = serde_json::to_string(row).expect("JSON");
            digests.entry(table.clone()).or_default().update(format!("{line}\n"));
            lines.push(line);
        } else {
            lines.push(line.to_owned());
        }
    }
    let mut manifest: serde_json::Value = serde_json::from_str(lines.last().expect("a manifest")).expect("JSON");
    for counted in manifest["manifest"].as_array_mut().expect("tables") {
        if let Some(digest) = digests.remove(counted["table"].as_str().expect("a name")) {
            let hash: String = digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
            counted["sha256"] = hash.into();
        }
    }
    *lines.last_mut().expect("a manifest") = manifest.to_string();
    let older = engine.directory.path().join("older.backup");
    fs::write(&older, lines.join("\n") + "\n").expect("written");
    for target in [Engine::sqlite(), Engine::postgres()] {
        let mut restored = Database::restore(&older, &target.url).expect("restored");
        assert_eq!(restored.verify(&SampleFold).expect("a check"), []);
        assert!(restored.units_list().expect("the units").iter().all(|unit| unit.parent.is_none()));
    }
}
