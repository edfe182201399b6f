//! What users and disks do wrong: each gives one clear sentence and changes nothing.

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::Path;
use std::process::{Command, Output};

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

#[test]
fn a_read_only_file_can_be_read_and_says_so_when_written() {
    let record = ["case", "record", "application-received", "--new", "reconsideration", "--on", "2024-03-01"];
    let (listed, refused) = (without_rights(0o777, &["case", "list"]), without_rights(0o777, &record));
    assert_eq!(listed.status.code(), Some(0), "{listed:?}");
    assert_eq!(refused.status.code(), Some(1), "{refused:?}");
    assert!(String::from_utf8_lossy(&refused.stderr).contains("The database is read-only"), "{refused:?}");
}

#[test]
fn a_read_only_disk_says_so() {
    for task in [&["case", "list"][..], &["migrate"]] {
        let refused = without_rights(0o555, task);
        assert_eq!(refused.status.code(), Some(1), "{refused:?}");
        assert!(String::from_utf8_lossy(&refused.stderr).contains("The database is read-only"), "{refused:?}");
    }
}

/// Runs the program as someone who may only read the database file, in a folder with these permissions. Root may write
/// everything, so root's child runs as nobody, from a copy of the program that nobody may run.
fn without_rights(folder_mode: u32, task: &[&str]) -> Output {
    let engine = Engine::sqlite();
    write_units(&mut engine.database());
    let folder = engine.directory.path();
    let program = folder.join("fuyi");
    let allow = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("permissions");
    fs::copy(env!("CARGO_BIN_EXE_fuyi"), &program).expect("a copy");
    allow(&program, 0o755);
    allow(&folder.join("fuyi.sqlite"), 0o444);
    allow(folder, folder_mode);
    let root = fs::metadata("/proc/self").is_ok_and(|process| process.uid() == 0);
    let mut child = Command::new(if root { Path::new("setpriv") } else { &program });
    if root {
        child.args(["--reuid=65534", "--regid=65534", "--clear-groups"]).arg(&program);
    }
    let output = child.args(["--lang", "en", "--database", &engine.url]).args(task).current_dir("/").output().expect("a child");
    allow(folder, 0o755);
    output
}

#[test]
fn every_sentence_is_one_line_in_both_languages() {
    for url in ["nonsense", "sqlite:///no/such/file", "postgres://fuyi@127.0.0.1:1/fuyi"] {
        let sentence = Database::open(url).err().expect("a refusal").sentence();
        assert!(sentence.zh.ends_with('。') && !sentence.zh.contains('\n'), "{sentence:?}");
        assert!(sentence.en.ends_with('.') && !sentence.en.contains('\n'), "{sentence:?}");
    }
}
