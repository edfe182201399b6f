//! The calculator of statutory periods, as scripts call it.

use std::io::Write;
use std::process::{Command, Output, Stdio};

fn ask(arguments: &[&str], stdin: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_fuyi"))
        .args(["--lang", "en", "period"])
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program");
    child.stdin.take().expect("its input").write_all(stdin.as_bytes()).expect("it listens");
    child.wait_with_output().expect("an answer")
}

#[test]
fn a_stream_of_questions_is_answered_line_by_line_in_order() {
    let questions = [
        r#"{"rule":"rl17-reply","from":"2023-12-27"}"#,
        r#"{"rule":"no-such-rule","from":"2024-01-03"}"#,
        r#"{"rule":"rl23-reply-general","from":"2024-01-03"}"#,
        r#"{"rule":"rl23-reply-general","from":"2024-02-30"}"#,
        r#"{"rule":"rl23-decide-general","from":"2024-01-10","exclude":[["2024-02-01","2024-03-01"]],"extend":30}"#,
        r#"{"rule":"rl23-decide-general","from":"2024-01-10","extend":31}"#,
        r#"{"rule":"rl23-decide-summary","from":"2024-01-10","extend":1}"#,
        r#"{"rule":"rl23-decide-general","from":"2024-01-10","exclude":[["2024-03-01","2024-02-01"]]}"#,
        r#"{"rule":"rl23-decide-general","from":"1999-01-10"}"#,
    ];
    let output = ask(&["due", "--stdin", "--format", "jsonl"], &questions.join("\n"));
    assert_eq!(output.status.code(), Some(0));
    let lines: Vec<serde_json::Value> =
        String::from_utf8(output.stdout).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let due: Vec<_> = lines.iter().map(|line| line["due_on"].as_str()).collect();
    // the worked examples of the change of law: ten calendar days before it, ten working days after it
    assert_eq!(due, [Some("2024-01-08"), None, Some("2024-01-17"), None, Some("2024-05-08"), None, None, None, None]);
    let errors: Vec<_> = lines.iter().filter_map(|line| line["error"].as_str()).collect();
    for (error, part) in
        errors.iter().zip(["no-such-rule", "question", "at most 30 days", "no extension", "before the start", "calendar begins"])
    {
        assert!(error.contains(part), "{error}");
    }
    assert_eq!(errors.len(), 6);
    assert!(lines[4]["trace"].as_array().unwrap().len() >= 4, "{}", lines[4]);
}

#[test]
fn one_question_is_answered_with_its_reasons() {
    let output = ask(&["due", "rl23-acceptance-review", "--from", "2024-02-08"], "");
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.starts_with("2024-02-21") && text.contains("make-up working day for Spring Festival"), "{text}");
    for (arguments, code) in [
        (&["due", "no-such-rule", "--from", "2024-02-08"][..], 1),
        (&["due", "rl23-acceptance-review"], 2),
        (&["due", "rl23-acceptance-review", "--from", "2024-02-30"], 2),
        (&["due", "rl23-decide-general", "--from", "2024-01-10", "--exclude", "2024-02-01"], 2),
        (&["show", "no-such-rule"], 1),
    ] {
        assert_eq!(ask(arguments, "").status.code(), Some(code), "{arguments:?}");
    }
}

#[test]
fn every_rule_is_listed_and_shown_with_the_text_of_the_law() {
    let list = String::from_utf8(ask(&["list"], "").stdout).unwrap();
    assert_eq!(list.lines().count(), 2 + 138);
    let shown = String::from_utf8(ask(&["show", "rl23-decide-general"], "").stdout).unwrap();
    assert!(shown.contains("行政复议机关应当自受理申请之日起六十日内作出行政复议决定"), "{shown}");
}
