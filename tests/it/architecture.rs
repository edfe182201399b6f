//! Who may use whom. The rooms of the house are modules of one crate; this test is their walls.

use crate::tree::{code, files, read};

/// A room: its name at the top of `src/`, and the rooms it may use.
const ROOMS: &[(&str, &[&str])] = &[
    ("main", &["cli"]),
    ("cli", &["server", "files", "service", "settings", "telemetry", "clock", "i18n", "disk", "domain"]),
    ("server", &["api", "web", "http", "files", "service", "settings", "clock", "disk", "domain"]),
    ("api", &["http", "files", "service", "settings", "domain"]),
    ("web", &["http", "service", "clock", "i18n", "domain"]),
    ("http", &["files", "service", "settings", "clock", "domain"]),
    ("service", &["store", "mail", "office", "crypto", "settings", "clock", "i18n", "domain"]),
    ("store", &["settings", "clock", "disk", "domain"]),
    ("mail", &["settings", "disk", "domain"]),
    ("office", &["settings", "disk", "domain"]),
    ("crypto", &["disk", "domain"]),
    ("telemetry", &["domain"]),
    ("settings", &["i18n", "disk", "domain"]),
    ("i18n", &["disk", "domain"]),
    ("disk", &["domain"]),
    ("files", &[]),
    ("clock", &["domain"]),
    ("domain", &[]),
];

/// A path or macro that only some rooms may name, and why.
const KEPT: &[(&[&str], &[&str], &str)] = &[
    (&["diesel::", "diesel_migrations::", "libsqlite3_sys::", "pq_sys::"], &["store"], "only store/ knows the database"),
    (&["actix_web::", "actix_multipart::"], &["server", "api", "web", "http"], "only the faces over HTTP know HTTP"),
    (&["askama::"], &["web"], "only pages are templates"),
    (&["utoipa::"], &["api", "http"], "the API describes itself"),
    (&["clap::", "indicatif::"], &["cli"], "only cli/ knows the terminal"),
    (&["unicode_width::"], &["i18n"], "tables are set in i18n/"),
    (&["minijinja::"], &["i18n"], "what may be edited as a template are texts of the faces"),
    (&["calamine::", "csv::", "encoding_rs::", "rust_xlsxwriter::", "docx_rs::"], &["office"], "only office/ knows file formats"),
    (
        &["argon2::", "jsonwebtoken::", "aes_gcm::", "hmac::", "totp_rs::"],
        &["crypto"],
        "algorithms are named, tested and replaced in crypto/",
    ),
    (&["lettre::", "icalendar::"], &["mail"], "only mail/ knows what a message looks like on the way"),
    (&["tracing_subscriber::"], &["telemetry"], "only telemetry.rs says where diagnostics go"),
    (&["std::env::", "env::var"], &["main", "cli"], "the environment is read once and comes in through the settings"),
    (&["Utc::now", "Local::now", "SystemTime::now"], &["clock"], "clock.rs is the only source of now"),
    (&["println!", "print!", "eprintln!", "eprint!", "dbg!"], &[], "data and messages go through cli/output.rs"),
    (&["stdout(", "stderr(", "io::stdout", "stdin("], &["cli", "telemetry"], "the streams belong to the command line"),
    (&["process::exit"], &[], "main answers with an ExitCode"),
];

/// What the pure room may not name.
const IMPURE: &[&str] =
    &["std::fs", "std::io", "std::env", "std::net", "std::process", "std::thread", "std::time", "tracing::", "rand::", "sha2::"];

/// What keeps state beyond a call. A test file may keep what is dear to make.
const GLOBAL: &[&str] = &["LazyLock", "OnceLock", "OnceCell", "LazyCell", "thread_local!", "static mut"];

/// Every breach of the walls in one source, as `path:line: reason`.
fn breaches(path: &str, source: &str) -> Vec<String> {
    let code = code(source);
    let modules = modules(path);
    let room = modules.first().map_or("main", String::as_str);
    let mut found = Vec::new();
    let mut note = |at: usize, reason: String| found.push(format!("{path}:{}: {reason}", code[..at].matches('\n').count() + 1));

    let allowed = ROOMS.iter().find(|(name, _)| *name == room).map(|(_, rooms)| *rooms);
    match allowed {
        None => note(0, format!("{room} is no room of the house: give it a line in ROOMS and in ARCHITECTURE.md")),
        Some(allowed) => {
            for (at, used) in rooms_used(&code, modules.len()) {
                let is_room = ROOMS.iter().any(|(name, _)| *name == used);
                if is_room && used != room && !allowed.contains(&used) {
                    note(at, format!("{room} may not use {used}"));
                }
            }
        }
    }
    for (needles, rooms, reason) in KEPT.iter().filter(|(_, rooms, _)| !rooms.contains(&room)) {
        for needle in *needles {
            occurrences(&code, needle)
                .for_each(|at| note(at, format!("{needle}: {reason}{}", if rooms.is_empty() { "" } else { " (see KEPT)" })));
        }
    }
    let is_test = modules.iter().any(|module| module == "tests");
    for needle in GLOBAL.iter().filter(|_| !is_test) {
        occurrences(&code, needle).for_each(|at| note(at, format!("{needle}: no global state")));
    }
    if room == "domain" {
        for needle in IMPURE {
            occurrences(&code, needle).for_each(|at| note(at, format!("{needle}: domain/ is pure")));
        }
    }
    found
}

/// `src/domain/case/mod.rs` → `["domain", "case"]`.
fn modules(path: &str) -> Vec<String> {
    let path = path.trim_start_matches("src/").trim_end_matches(".rs").trim_end_matches("/mod");
    path.split('/').map(str::to_owned).collect()
}

/// The first name after `crate::`, `fuyi::` or a chain of `super::` that climbs out of the top module, each with its place.
fn rooms_used(code: &str, depth: usize) -> Vec<(usize, &str)> {
    let climb = "super::".repeat(depth);
    let mut used = Vec::new();
    for prefix in ["crate::", "fuyi::", climb.as_str()] {
        for at in occurrences(code, prefix) {
            let rest = &code[at + prefix.len()..];
            let rest = if prefix == climb { rest.trim_start_matches("super::") } else { rest };
            match rest.strip_prefix('{') {
                Some(group) => used.extend(heads(group).into_iter().map(|name| (at, name))),
                None => used.push((at, head(rest))),
            }
        }
    }
    used
}

/// The first names of a `{a::b, c::{d, e}, f}` group, from behind its brace.
fn heads(group: &str) -> Vec<&str> {
    let (mut depth, mut start, mut heads) = (0, 0, Vec::new());
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth > 0 => depth -= 1,
            '}' => {
                heads.push(head(group[start..at].trim_start()));
                break;
            }
            ',' if depth == 0 => {
                heads.push(head(group[start..at].trim_start()));
                start = at + 1;
            }
            _ => {}
        }
    }
    heads
}

fn head(path: &str) -> &str {
    &path[..path.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(path.len())]
}

/// Where a path or macro is named, not as the tail of a longer name.
fn occurrences<'a>(code: &'a str, needle: &'a str) -> impl Iterator<Item = usize> + 'a {
    let free = |at: usize| !code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
    code.match_indices(needle).map(|(at, _)| at).filter(move |at| free(*at))
}

#[test]
fn no_room_uses_what_it_may_not() {
    let sources: Vec<String> = files("src").into_iter().filter(|path| path.ends_with(".rs") && path != "src/lib.rs").collect();
    assert!(sources.len() > 20, "the sources were found");
    let found: Vec<String> = sources.iter().flat_map(|path| breaches(path, &read(path))).collect();
    assert!(found.is_empty(), "the walls are breached:\n{}", found.join("\n"));
}

#[test]
fn every_room_stands_in_the_picture() {
    let picture = read("ARCHITECTURE.md");
    for (room, _) in ROOMS {
        let built = crate::tree::root().join(format!("src/{room}.rs")).exists() || crate::tree::root().join(format!("src/{room}")).exists();
        let named = picture.contains(&format!("{room}.rs")) || picture.contains(&format!("{room}/"));
        assert!(named || !built, "ARCHITECTURE.md does not name {room}");
    }
}

#[test]
fn a_breach_is_named_with_file_and_line() {
    for (path, source, said) in [
        ("src/domain/case/file.rs", "\nuse crate::store::events;", "src/domain/case/file.rs:2: domain may not use store"),
        ("src/domain/law/mod.rs", "use super::super::store;", "src/domain/law/mod.rs:1: domain may not use store"),
        ("src/store/cases.rs", "use crate::{domain::Day, cli::{output, table}};", "src/store/cases.rs:1: store may not use cli"),
        ("src/cli/import.rs", "fn f() { crate::store::open() }", "src/cli/import.rs:1: cli may not use store"),
        ("src/main.rs", "use fuyi::service;", "src/main.rs:1: main may not use service"),
        (
            "src/service/record.rs",
            "use diesel::prelude::*;",
            "src/service/record.rs:1: diesel::: only store/ knows the database (see KEPT)",
        ),
        ("src/service/record.rs", "let now = chrono::Utc::now();", "src/service/record.rs:1: Utc::now"),
        (
            "src/service/record.rs",
            "let now = Utc::now();",
            "src/service/record.rs:1: Utc::now: clock.rs is the only source of now (see KEPT)",
        ),
        ("src/cli/output.rs", "println!(\"x\");", "src/cli/output.rs:1: println!: data and messages go through cli/output.rs"),
        ("src/domain/law/mod.rs", "std::fs::read(x)", "src/domain/law/mod.rs:1: std::fs: domain/ is pure"),
        ("src/domain/law/mod.rs", "static LAW: LazyLock<Law>", "src/domain/law/mod.rs:1: LazyLock: no global state"),
        ("src/attic/mod.rs", "", "src/attic/mod.rs:1: attic is no room of the house"),
    ] {
        let found = breaches(path, source);
        assert!(found.iter().any(|breach| breach.starts_with(said)), "{source:?} in {path}: {found:?}");
    }
    for (path, source) in [
        ("src/domain/case/file.rs", "// crate::store\nuse crate::domain::Day;\nuse super::super::law::Law;"),
        ("src/store/cases.rs", "use diesel::prelude::*; use crate::{domain::Day, settings::Settings};"),
        ("src/clock.rs", "Utc::now()"),
        ("src/domain/law/tests/mod.rs", "static LAW: LazyLock<Law>"),
        ("src/cli/import.rs", "use super::{Context, Exit}; let text = \"crate::store println!\";"),
    ] {
        assert_eq!(breaches(path, source), Vec::<String>::new());
    }
}
