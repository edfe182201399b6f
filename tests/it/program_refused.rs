//! What a clumsy or hostile user does: each gives one clear sentence in either language, exit 1, and nothing half-written.

use std::process::{Command, Stdio};

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::engines::{Engine, on_both_engines};
use super::program::{DEMO, fuyi, ran};

#[test]
fn a_file_that_is_no_ledger_is_named_and_leaves_no_database() {
    let engine = Engine::sqlite();
    std::fs::create_dir(engine.path("文件夹.xlsx")).unwrap();
    let demo = std::fs::read(DEMO).unwrap();
    let quote = "案号,收到申请日期,被申请人,审结日期,结案方式\n平湛政复决字〔2023〕1号,\"2023-03-01,x,,\n";
    let cases: [(&str, Vec<u8>, &str); 7] = [
        ("a.pdf", b"%PDF-1.7".to_vec(), "PDF"),
        ("a.png", b"\x89PNG\r\n\x1a\n\0\x01\xff".to_vec(), "GB18030"),
        ("a b.xls", b"<html><table></table></html>".to_vec(), "网页"),
        ("空.xlsx", Vec::new(), "文件是空的"),
        ("半截.xlsx", demo[..demo.len() / 2].to_vec(), "损坏或不完整"),
        ("引号.csv", quote.into(), "第2行的引号没有结束"),
        ("格.csv", format!("案号,备注\n1,\"{}\"\n", "x".repeat(10 << 20)).into_bytes(), "格!B2"),
    ];
    for (name, bytes, words) in cases {
        let file = engine.file(name, bytes);
        let (zh, en) = engine.refused(&["import", &file]);
        assert!(zh.contains(words) && zh.contains(name) && en.contains(name), "{zh} | {en}");
    }
    assert!(engine.refused(&["import", "文件夹.xlsx"]).0.contains("这是文件夹"));
    assert!(engine.refused(&["import", "/dev/zero"]).0.contains("这是管道或设备"));
    assert!(engine.refused(&["import", DEMO, "--mapping", "/dev/zero"]).0.contains("/dev/zero"));
    assert!(engine.refused(&["restore", "/dev/zero"]).0.contains("上限"));
    assert!(engine.refused(&["import", "没有.xlsx"]).0.contains("没有.xlsx：无法读取：没有这个文件"));
    assert!(!engine.files().iter().any(|name| name.contains("sqlite")), "{:?}", engine.files());
}

#[test]
fn a_ledger_whose_every_row_is_refused_leaves_no_database() {
    let engine = Engine::sqlite();
    for text in ["a,b\n1,2\n", "案号,收到申请日期,被申请人,审结日期,结案方式\n平湛政复决字〔2023〕1号,2023-03-01,区无此局,,\n"]
    {
        let file = engine.file("a.csv", text);
        let refused = engine.fuyi(["import", &file]);
        assert_eq!((refused.code, refused.stderr.as_str()), (Some(1), ""), "{refused:?}");
        assert!(refused.stdout.contains("未导入任何案件") && !refused.stdout.contains("“”"), "{refused:?}");
        assert_eq!(engine.files(), ["a.csv"]);
    }
}

#[test]
fn a_mapping_that_cannot_be_read_is_named_with_its_line() {
    let engine = Engine::sqlite();
    for (text, words) in [
        (&b"x = 1"[..], "第1行：没有“x”这一项"),
        (b"[[sheet]\n", "第1行：不是合格的TOML"),
        (b"[[sheet]]\nname='a'\nkind='b'\n", "第3行：没有“b”这个值"),
        (b"\xff\xfe", "不是UTF-8文本"),
    ] {
        let file = engine.file("columns.toml", text);
        let (zh, en) = engine.refused(&["import", DEMO, "--mapping", &file]);
        assert!(zh.contains(words) && zh.contains("columns.toml") && en.contains("columns.toml"), "{zh} | {en}");
    }
    engine.refused(&["import", DEMO, "--mapping", "nowhere.toml"]);
    assert_eq!(engine.files(), ["columns.toml"]);
}

#[test]
fn a_year_that_is_none() {
    let engine = Engine::sqlite();
    drop(engine.database());
    for year in ["1800", "99999", "-5"] {
        assert!(engine.refused(&["report", "annual", "--year", year]).0.contains("1990至2099"));
    }
    for year in ["abc", "99999999999", "2023.5", ""] {
        assert_eq!(engine.fuyi(["report", "annual", "--year", year]).code, Some(2));
    }
}

#[test]
fn a_database_newer_than_the_program_is_not_touched() {
    on_both_engines(|engine| {
        drop(engine.database());
        engine.execute("INSERT INTO __diesel_schema_migrations (version) VALUES ('9999')").unwrap();
        for task in [&["import", DEMO][..], &["import", DEMO, "--dry-run"], &["case", "list"], &["migrate"], &["verify"]] {
            assert!(engine.refused(task).1.contains("newer program"), "{task:?}");
        }
        assert_eq!(engine.number("SELECT COUNT(*) AS number FROM cases"), 0);
    });
}

#[test]
fn a_database_that_is_none() {
    let engine = Engine::sqlite();
    let at = |url: &str| {
        let said = |lang| ran(fuyi(["--lang", lang, "--database", url, "case", "list"]).current_dir(engine.directory.path())).refused();
        (said("zh-CN"), said("en"))
    };
    engine.file("text", "no database");
    assert!(at("sqlite://nowhere.sqlite").0.contains("nowhere.sqlite 不存在"));
    assert!(at("sqlite://.").0.contains("这是文件夹"));
    assert!(at("sqlite://text").0.contains("不是 SQLite 数据库"));
    let (zh, en) = at("postgres://fuyi:secret@127.0.0.1:1/fuyi");
    assert!(zh.contains("服务器没有运行") && en.contains("connection refused") && !(zh + &en).contains("secret"));
    let (zh, en) = at(&Engine::postgres().url.replace("postgres:///", "postgres:///no-such-"));
    assert!(zh.contains("没有这个数据库") && en.contains("no such database"), "{zh} | {en}");
    assert_eq!(engine.files(), ["text"]);
}

/// Runs the program where no file may grow beyond so many blocks of 512 bytes: a disk that is full, for anyone.
fn cramped(engine: &Engine, blocks: u32, arguments: &[&str]) -> super::program::Ran {
    let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\"");
    let mut shell = Command::new("sh");
    shell.args(["-c", &script, env!("CARGO_BIN_EXE_fuyi"), "--database", &engine.url]).args(arguments);
    ran(shell.current_dir(engine.directory.path()).env_remove("FUYI_DATABASE_URL").env_remove("FUYI_LANG"))
}

#[test]
fn a_disk_without_room_leaves_nothing_half_written() {
    let engine = Engine::sqlite();
    for blocks in [0, 20, 200, 400] {
        let sentence = cramped(&engine, blocks, &["import", DEMO]).refused();
        assert!(sentence.contains("磁盘") || sentence.contains("允许的大小"), "{sentence}");
        assert!(engine.files().is_empty(), "{blocks}: {:?}", engine.files());
    }
    engine.fuyi(["import", DEMO]).done();
    let rows = engine.rows();
    let but_the_trail = |mut rows: Vec<i64>| {
        // that a backup was asked for stays in the trail, and the seal over it
        rows.pop();
        rows
    };
    let sentence = cramped(&engine, 200, &["backup", "small.backup"]).refused();
    assert!(sentence.contains("small.backup") && sentence.contains("允许的大小"), "{sentence}");
    assert!(!engine.files().iter().any(|name| name.contains("backup")), "{:?}", engine.files());
    assert_eq!(but_the_trail(engine.rows()), but_the_trail(rows));
    engine.fuyi(["verify"]).done();
}

#[test]
fn a_reader_that_leaves_is_no_fault_and_a_full_device_is() {
    let engine = Engine::sqlite();
    engine.fuyi(["import", DEMO]).done();
    for task in [&["report", "annual", "--year", "2023"][..], &["case", "list", "--limit", "500"], &["lifecycle"]] {
        let mut child = fuyi(["--database", &engine.url]).args(task).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let end = child.wait_with_output().unwrap();
        assert_eq!((end.status.code(), end.stderr.len()), (Some(0), 0), "{task:?}: {}", String::from_utf8_lossy(&end.stderr));
        let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
        let end = fuyi(["--database", &engine.url]).args(task).stdout(full).output().unwrap();
        assert_eq!(end.status.code(), Some(1));
        assert_eq!(String::from_utf8_lossy(&end.stderr), "错误：无法输出结果：磁盘已满\n");
    }
}

#[test]
fn a_backup_goes_through_both_engines_and_comes_back_the_same() {
    let (first, second, third) = (Engine::sqlite(), Engine::postgres(), Engine::sqlite());
    first.fuyi(["import", DEMO]).done();
    let files = ["a.backup", "b.backup"].map(|name| first.path(name).to_str().unwrap().to_owned());
    first.fuyi(["backup", &files[0]]).done();
    second.fuyi(["restore", &files[0]]).done();
    second.fuyi(["backup", &files[1]]).done();
    third.fuyi(["restore", &files[1]]).done();
    // each backup stands in the trail of its own database, and so in the file; nothing else differs
    let parts = |file: &str| {
        let text = std::fs::read_to_string(file).unwrap();
        let (before, trail) = text.split_once("{\"table\":\"audit\"}").unwrap();
        (before.to_owned(), trail.split_once("{\"table\":\"audit_seals\"}").map(|(rows, _)| rows.to_owned()).unwrap())
    };
    let ((first_data, first_trail), (second_data, second_trail)) = (parts(&files[0]), parts(&files[1]));
    assert!(first_data == second_data, "the copies differ");
    assert!(second_trail.starts_with(&first_trail), "the trail was altered on the way");
    for engine in [&first, &second, &third] {
        assert!(engine.fuyi(["verify"]).stderr.contains("一致"));
        assert!(engine.fuyi(["verify", "--rebuild"]).stderr.contains("一致"));
    }
    let rows = second.rows();
    assert!(second.refused(&["restore", &files[0]]).0.contains("空数据库"));
    assert!(first.refused(&["backup", &files[0]]).0.contains("文件已存在"));
    assert_eq!(second.rows(), rows);

    let whole = std::fs::read(&files[0]).unwrap();
    let target = Engine::sqlite();
    let mut changed = whole.clone();
    let place = whole.len() / 2;
    changed[place] = if changed[place] == b'7' { b'8' } else { b'7' };
    for bytes in [&whole[..whole.len() / 2], &changed[..], b"", b"PK\x03\x04\xff", b"{}\n"] {
        let damaged = target.file("damaged", bytes);
        assert!(target.refused(&["restore", &damaged]).1.contains("damaged at line"));
        assert_eq!(target.files(), ["damaged"]);
    }
}

#[test]
fn no_bytes_make_it_panic() {
    let engine = Engine::sqlite();
    let mut random = ChaCha8Rng::seed_from_u64(20_240_301);
    let demo = std::fs::read(DEMO).unwrap();
    let csv = "序号,案号,收到申请日期,受理日期,被申请人,申请人,审结日期,结案方式\n1,平湛政复决字〔2023〕1号,2023-03-01,2023-03-03,区公安分局,王某某,2023-04-01,维持\n";
    for round in 0..60 {
        let mut bytes = match round % 3 {
            0 => (0..random.random_range(1..4_000)).map(|_| random.random::<u8>()).collect(),
            1 => demo.clone(),
            _ => csv.repeat(3).into_bytes(),
        };
        for _ in 0..random.random_range(1..12) {
            let place = random.random_range(0..bytes.len());
            match random.random_range(0..3) {
                0 => bytes[place] = random.random(),
                1 => drop(bytes.remove(place)),
                _ => bytes.insert(place, random.random()),
            }
            if bytes.is_empty() {
                bytes.push(0);
            }
        }
        let file = engine.file("a.xlsx", &bytes);
        let ran = engine.fuyi(["import", &file, "--dry-run"]);
        assert!(matches!(ran.code, Some(0 | 1 | 3)) && !ran.stderr.contains("panicked"), "round {round}: {ran:?}");
        assert_eq!(engine.files(), ["a.xlsx"]);
    }
}
