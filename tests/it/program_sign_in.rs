//! A new database gets its administrators at the terminal: codes, never passwords.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use fuyi::domain::access::Role;

use super::engines::{Engine, on_both_engines};
use super::program::{DEMO, fuyi, ran};

/// A code of [`fuyi::crypto::new_secret`].
fn is_code(text: &str) -> bool {
    text.len() == 43 && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
}

#[test]
fn a_new_database_gets_three_administrators_with_a_code_each() {
    let engine = Engine::sqlite();
    engine.fuyi(["migrate"]).done();
    let told = engine.fuyi(["user", "bootstrap", "--security", "Wang.AnQuan", "--format", "json", "--lang", "en"]);
    assert!(told.stderr.contains("key file") && told.stderr.contains("fuyi.sqlite.keys made"), "{told:?}");
    let codes = told.json();
    let users: Vec<&str> = codes.as_array().unwrap().iter().map(|code| code["user"].as_str().unwrap()).collect();
    assert_eq!(users, ["wang.anquan", "system", "auditor"]);
    assert!(codes.as_array().unwrap().iter().all(|code| is_code(code["code"].as_str().unwrap())));
    let keys = engine.path("fuyi.sqlite.keys");
    assert_eq!(fs::metadata(&keys).unwrap().permissions().mode() & 0o777, 0o600);
    let (zh, en) = engine.refused(&["user", "bootstrap"]);
    assert!(zh.contains("已有用户") && en.contains("there are people already"));

    let shown = engine.fuyi(["user", "show", "auditor", "--lang", "en"]).done();
    assert!(shown.contains("auditor") && shown.contains("the whole deployment"), "{shown}");
    for act in ["set-up-link", "password"] {
        let printed = engine.fuyi(["user", act, "auditor", "--lang", "en"]);
        assert!(printed.stderr.contains("it works once"), "{printed:?}");
        assert!(printed.done().split_whitespace().any(is_code), "{act}");
    }
    let said = engine.fuyi(["user", "sign-out", "auditor", "--lang", "en"]);
    assert!(said.stderr.contains("0 sessions"), "{said:?}");
    let (zh, _) = engine.refused(&["user", "reset-second-factor", "auditor"]);
    assert!(zh.contains("尚未绑定身份验证器"));
    engine.refused(&["user", "set-up-link", "nobody"]);
}

#[test]
fn a_name_that_is_none_leaves_nothing_behind() {
    let engine = Engine::sqlite();
    engine.fuyi(["migrate"]).done();
    for names in [["--system", "a b"], ["--auditor", "x"], ["--auditor", "security"]] {
        engine.refused(&["user", "bootstrap", names[0], names[1]]);
        assert_eq!(engine.number("SELECT COUNT(*) AS number FROM people"), 0);
    }
}

#[test]
fn keys_are_listed_and_rotated_and_missed_with_a_reason() {
    let engine = Engine::sqlite();
    engine.fuyi(["migrate"]).done();
    let (zh, _) = engine.refused(&["keys", "rotate"]);
    assert!(zh.contains("还没有密钥"), "{zh}");
    engine.fuyi(["user", "bootstrap"]).done();
    let ids = || engine.fuyi(["keys", "list"]).done().lines().count() - 2;
    assert_eq!(ids(), 3);
    engine.fuyi(["keys", "rotate"]).done();
    engine.fuyi(["keys", "rotate", "--data"]).done();
    assert_eq!(ids(), 5);
    let secret = fs::read_to_string(engine.path("fuyi.sqlite.keys")).unwrap();
    let listed = engine.fuyi(["keys", "list"]).done();
    for line in secret.lines().filter_map(|line| line.strip_prefix("secret = ")) {
        assert!(!listed.contains(line.trim_matches('"')));
    }
    fs::set_permissions(engine.path("fuyi.sqlite.keys"), fs::Permissions::from_mode(0o644)).unwrap();
    let (zh, en) = engine.refused(&["keys", "list"]);
    assert!(zh.contains("chmod 600") && en.contains("others may read"), "{zh} {en}");

    let server = Engine::postgres();
    server.fuyi(["migrate"]).done();
    let (zh, _) = server.refused(&["user", "bootstrap"]);
    assert!(zh.contains("keys.file"), "{zh}");
}

#[test]
fn a_demo_has_a_way_in_for_each_role_where_nobody_else_is() {
    on_both_engines(|engine| {
        let keys = engine.path("keys").display().to_string();
        let demo = || {
            let mut command = fuyi(["demo", "--lang", "en", "--database", &engine.url]);
            ran(command.env("FUYI_KEYS_FILE", &keys))
        };
        engine.fuyi(["import", DEMO]).done();
        let first = demo().done();
        let second = demo().done();
        let passwords = |table: &str| -> Vec<String> {
            table.lines().skip(2).filter_map(|line| line.split_whitespace().last()).map(str::to_owned).collect()
        };
        for role in Role::ALL {
            assert!(first.lines().any(|line| line.starts_with(role.words().en)), "{first}");
        }
        assert_eq!(passwords(&first).len(), Role::ALL.len());
        assert!(passwords(&first).iter().all(|old| !passwords(&second).contains(old)), "new passwords each time");
        engine.fuyi(["user", "add", "li", "--name", "李某某"]).done();
        let refused = demo().refused();
        assert!(refused.contains("\"li\"") && refused.contains("nobody else"), "{refused}");
    });
}
