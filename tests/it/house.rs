//! The house kept in order: files one can read in one sitting, manuals that are true, nothing unfinished.

use std::collections::BTreeSet;

use fuyi::domain::words::Lang;

use crate::tree::{files, read};

/// Files longer than this are a smell: split by noun, then by verb.
const SITTING: usize = 600;

/// Every text file of the repository with its path.
fn tree() -> Vec<(String, String)> {
    let texts = ["rs", "toml", "md", "sql", "csv", "html", "css", "js", "txt", "json", "yml"];
    let is_text =
        |path: &str| path.rsplit('.').next().is_some_and(|end| texts.contains(&end)) || path == "Makefile" || path.starts_with(".ci/");
    files("").into_iter().filter(|path| is_text(path)).map(|path| (path.clone(), read(&path))).collect()
}

fn assert_none(found: &[String], what: &str) {
    assert!(found.is_empty(), "{what}:\n{}", found.join("\n"));
}

#[test]
fn every_source_can_be_read_in_one_sitting() {
    let long: Vec<String> = tree()
        .iter()
        .filter(|(path, _)| path.starts_with("src/") && path.ends_with(".rs"))
        .map(|(path, text)| (path, text.lines().count()))
        .filter(|(_, lines)| *lines > SITTING)
        .map(|(path, lines)| format!("{path}: {lines} lines"))
        .collect();
    assert_none(&long, "split these by noun, then by verb");
}

#[test]
fn nothing_is_unfinished_and_nothing_names_a_machine() {
    // put together here, so that this file does not name them
    let marks = [
        ["TO", "DO"],
        ["FIX", "ME"],
        ["#[ign", "ore"],
        ["todo", "!("],
        ["unimplemented", "!("],
        ["../sha", "red"],
        ["/wo", "rk/"],
        ["/ro", "ot/"],
        ["/ho", "me/"],
    ]
    .map(|halves| halves.concat());
    let mut found = Vec::new();
    for (path, text) in tree() {
        for (number, line) in text.lines().enumerate() {
            found.extend(marks.iter().filter(|mark| line.contains(*mark)).map(|mark| format!("{path}:{}: {mark}", number + 1)));
        }
    }
    assert_none(&found, "left in the tree");
}

#[test]
fn every_setting_says_what_it_means() {
    let manual = fuyi::settings::MANUAL;
    let mut explained = false;
    let mut silent = Vec::new();
    for line in manual.lines() {
        match line.trim() {
            comment if comment.starts_with('#') => explained = true,
            "" => explained = false,
            table if table.starts_with('[') => explained = false,
            setting if setting.contains('=') => {
                if !explained {
                    silent.push(setting.to_owned());
                }
                explained = false;
            }
            _ => {}
        }
    }
    assert_none(&silent, "settings without a meaning");
    assert!(manual.contains(" = "), "the manual lists settings");
}

/// The words of every command line `fuyi …` or `target/release/fuyi …` inside code of a Markdown text.
fn command_lines(markdown: &str) -> Vec<Vec<&str>> {
    let mut lines = Vec::new();
    let mut fenced = false;
    for line in markdown.lines() {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
        } else if fenced {
            lines.push(line);
        } else {
            lines.extend(line.split('`').skip(1).step_by(2));
        }
    }
    lines
        .into_iter()
        .map(|line| line.split(['#', '|', '>', '<', ';']).next().unwrap_or_default().split_whitespace().collect::<Vec<_>>())
        .filter_map(|words| {
            let program = words.iter().position(|word| *word == "fuyi" || *word == "target/release/fuyi")?;
            words[..program].iter().all(|word| word.contains('=') || *word == "sudo").then(|| words[program + 1..].to_vec())
        })
        .collect()
}

const BOOKS: &[&str] = &["README.md", "README.zh-CN.md", "ARCHITECTURE.md", "CONTRIBUTING.md"];

#[test]
fn the_books_name_only_commands_and_options_that_exist() {
    let program = fuyi::cli::command(Lang::En);
    let mut wrong = Vec::new();
    let mut seen = 0;
    for book in BOOKS {
        let text = read(book);
        for line in command_lines(&text) {
            seen += 1;
            let mut command = &program;
            let mut known: BTreeSet<String> = longs(command);
            for word in &line {
                if let Some(option) = word.strip_prefix("--") {
                    let option = option.split('=').next().unwrap_or_default();
                    if !known.contains(option) {
                        wrong.push(format!("{book}: fuyi {}: --{option}", line.join(" ")));
                    }
                } else if let Some(below) = command.find_subcommand(word) {
                    command = below;
                    known.extend(longs(command));
                } else if std::ptr::eq(command, &program) && word.chars().all(|c| c.is_ascii_lowercase()) {
                    wrong.push(format!("{book}: fuyi {}: no command {word}", line.join(" ")));
                }
            }
        }
    }
    assert_none(&wrong, "the books promise what is not there");
    assert!(seen > 20, "the command lines were found: {seen}");
}

fn longs(command: &clap::Command) -> BTreeSet<String> {
    command.get_arguments().filter_map(|arg| arg.get_long()).map(str::to_owned).collect()
}

#[test]
fn both_readmes_name_every_command() {
    let program = fuyi::cli::command(Lang::En);
    for book in ["README.md", "README.zh-CN.md"] {
        let text = read(book);
        let lines = command_lines(&text);
        for command in program.get_subcommands() {
            assert!(lines.iter().any(|line| line.contains(&command.get_name())), "{book} does not show fuyi {}", command.get_name());
        }
    }
}

#[test]
fn the_books_name_only_files_that_exist() {
    let mut wrong = Vec::new();
    for book in BOOKS {
        let text = read(book);
        for code in text.split('`').skip(1).step_by(2) {
            let is_path = ["src/", "config/", "tests/", "migrations/", "benches/", ".ci/"].iter().any(|top| code.starts_with(top));
            if is_path && !code.contains(['*', ' ', '…', '{', 'N']) && !crate::tree::root().join(code).exists() {
                wrong.push(format!("{book}: {code}"));
            }
        }
    }
    assert_none(&wrong, "the books name what is not there");
}

/// The environment variable of a setting.
fn variable(name: &str) -> String {
    format!("FUYI_{name}").replace('-', "_").to_uppercase()
}

#[test]
fn the_books_name_only_settings_that_exist() {
    let manual: toml::Table = fuyi::settings::MANUAL.parse().unwrap();
    let mut known = BTreeSet::new();
    for (table, value) in &manual {
        match value.as_table() {
            Some(inner) => known.extend(inner.keys().map(|key| variable(&format!("{table}_{key}")))),
            None => {
                known.insert(variable(table));
            }
        }
    }
    let mut wrong = Vec::new();
    for book in BOOKS {
        for word in read(book).split(|c: char| !(c.is_ascii_uppercase() || c == '_')) {
            if word.starts_with("FUYI_") && word != "FUYI_" && !word.starts_with("FUYI_TEST_") && !known.contains(word) {
                wrong.push(format!("{book}: {word}"));
            }
        }
    }
    assert_none(&wrong, "the books name settings that are not there");
}
