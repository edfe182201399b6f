//! What users and disks do wrong: each gives one clear sentence and changes nothing.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::Command;

use fuyi::store::{Database, StoreError};

use super::engines::Engine;
use super::samples::*;

#[test]
fn a_missing_file_is_not_made_by_reading() {
    let engine = Engine::sqlite();
    let path = engine.directory.path().join("fuyi.sqlite");
    let refusal = Database::open(&engine.url).err().expect("a refusal");
    assert!(matches!(&refusal, StoreError::Missing { path: named } if *named == path));
    assert!(refusal.to_string().contains("run fuyi migrate or fuyi import first"), "{refusal}");
    assert!(!path.exists());
}

#[test]
fn a_refused_connection_tells_its_cause() {
    // port 1 is reserved and nobody listens there
    let refusal = Database::open("postgres://fuyi@127.0.0.1:1/fuyi").err().expect("a refusal");
    assert!(matches!(&refusal, StoreError::Unreachable { reason } if reason.contains("Connection refused")), "{refusal}");
    assert!(!refusal.to_string().contains('\n'));
}

#[test]
fn a_file_that_is_no_database_is_named_so() {
    let engine = Engine::sqlite();
    let path = engine.directory.path().join("fuyi.sqlite");
    fs::write(&path, "这不是数据库".repeat(1000)).expect("a file");
    for refusal in [Database::open(&engine.url).err(), Database::create(&engine.url).err()] {
        let refusal = refusal.expect("a refusal");
        assert!(matches!(&refusal, StoreError::NotADatabase { .. }), "{refusal}");
    }
    assert_eq!(fs::read_to_string(&path).expect("the file"), "这不是数据库".repeat(1000));
}

#[test]
fn a_folder_that_is_not_there_is_named() {
    let engine = Engine::sqlite();
    let url = format!("sqlite://{}/no/such/folder.sqlite", engine.directory.path().display());
    let refusal = Database::create(&url).err().expect("a refusal");
    assert!(matches!(&refusal, StoreError::Io { .. }) && refusal.to_string().contains("no/such/folder.sqlite"), "{refusal}");
}

#[test]
fn a_writer_that_waits_too_long_says_so() {
    let engine = Engine::sqlite();
    let mut database = engine.database();
    write_units(&mut database);
    let entries = vec![received(day(2024, 3, 1), UNITS[0])];
    std::thread::scope(|scope| {
        let (begun, wait) = std::sync::mpsc::channel();
        let (done, finished) = std::sync::mpsc::channel::<()>();
        let url = &engine.url;
        scope.spawn(move || {
            let cases = std::iter::from_fn(move || {
                begun.send(()).expect("the test listens");
                finished.recv().err().and(None::<Result<fuyi::store::BulkCase, StoreError>>)
            });
            Database::open(url).expect("a connection").bulk_load(&BATCH, feed(cases), &act()).expect("an empty batch");
        });
        wait.recv().expect("the other writer holds the lock");
        let refusal = database.case_create(&new_case(None, entries), &act());
        drop(done);
        assert!(matches!(refusal, Err(StoreError::Locked)), "{refusal:?}");
    });
}

const CHILD_URL: &str = "FUYI_TEST_READ_ONLY_URL";

/// Opens a database it may not write, reads it, and fails to write it.
#[test]
#[ignore = "runs as a child of a_read_only_file_can_be_read_and_says_so_when_written"]
fn child_uses_a_read_only_file() {
    let url = std::env::var(CHILD_URL).expect("started by its parent");
    let mut database = Database::open(&url).expect("it can be read");
    assert_eq!(database.units_list().expect("it can be read").len(), 3);
    let refusal = database.case_create(&new_case(None, vec![received(day(2024, 3, 1), UNITS[0])]), &act());
    assert!(matches!(refusal, Err(StoreError::ReadOnly)), "{refusal:?}");
}

#[test]
fn a_read_only_file_can_be_read_and_says_so_when_written() {
    let engine = Engine::sqlite();
    write_units(&mut engine.database());
    let folder = engine.directory.path();
    // root may write everything: the child runs as nobody, from a copy nobody may run
    let program = folder.join("child");
    fs::copy(std::env::current_exe().expect("this program"), &program).expect("a copy");
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).expect("permissions");
    fs::set_permissions(folder, fs::Permissions::from_mode(0o777)).expect("permissions");
    fs::set_permissions(folder.join("fuyi.sqlite"), fs::Permissions::from_mode(0o444)).expect("permissions");
    let root = fs::metadata("/proc/self").is_ok_and(|process| std::os::unix::fs::MetadataExt::uid(&process) == 0);
    let mut child = if root {
        let mut command = Command::new("setpriv");
        command.args(["--reuid=65534", "--regid=65534", "--clear-groups"]).arg(&program);
        command
    } else {
        Command::new(&program)
    };
    let output = child
        .args(["--exact", "store_faults::child_uses_a_read_only_file", "--ignored", "--nocapture"])
        .env(CHILD_URL, &engine.url)
        .current_dir(folder)
        .output()
        .expect("a child");
    assert!(output.status.success(), "{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(String::from_utf8_lossy(&output.stdout).contains("1 passed"));
}

#[test]
fn every_sentence_is_one_line_in_both_languages() {
    for url in ["nonsense", "sqlite:///no/such/file", "postgres://fuyi@127.0.0.1:1/fuyi"] {
        let sentence = Database::open(url).err().expect("a refusal").sentence();
        assert!(sentence.zh.ends_with('。') && !sentence.zh.contains('\n'), "{sentence:?}");
        assert!(sentence.en.ends_with('.') && !sentence.en.contains('\n'), "{sentence:?}");
    }
}
