//! `fuyi case replay` and `fuyi lifecycle` as another program meets them: lines in, lines out.

use std::io::Write;
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};

fn fuyi(arguments: &[&str], input: &str) -> Output {
    let folder = tempfile::tempdir().unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_fuyi"))
        .args(arguments)
        .current_dir(folder.path())
        .env_remove("FUYI_DATABASE_URL")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

fn lines(output: &Output) -> Vec<Value> {
    String::from_utf8_lossy(&output.stdout).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn every_line_is_answered_on_its_place() {
    let received =
        json!({"kind": "reconsideration", "events": [{"event": "application-received", "on": "2024-03-01"}], "today": "2024-03-04"});
    let late = json!({"kind": "reconsideration", "today": "2024-06-01", "events": [
        {"event": "application-received", "on": "2024-03-01"},
        {"event": "accepted", "on": "2024-03-05", "data": {"procedure": "summary", "ground": "SP-1", "staff": 2}},
        {"event": "extended", "on": "2024-03-20", "data": {"approved_by": "institution-head", "days": 30, "notified_on": "2024-03-20"}},
    ]});
    let strange = json!({"kind": "litigation", "events": [{"event": "complaint-received", "on": "2024-03-01"}, {"event": "coffee", "on": "2024-03-02"}], "today": "2024-03-02"});
    let input = format!("{received}\nthis is no history\n{late}\n{strange}\n");
    let output = fuyi(&["--lang", "en", "case", "replay"], &input);
    let answers = lines(&output);
    assert_eq!(answers.len(), 4, "one answer a line: {}", String::from_utf8_lossy(&output.stderr));

    assert_eq!((&answers[0]["state"], &answers[0]["refused"]), (&json!("received"), &Value::Null));
    let next = answers[0]["next"].as_array().unwrap();
    assert!(next.iter().any(|step| step["event"] == "accepted" && step["waits_for"] == json!([])), "{next:#?}");
    let review = answers[0]["deadlines"].as_array().unwrap().iter().find(|deadline| deadline["rule"] == "rl23-acceptance-review").unwrap();
    assert_eq!(review["due_on"], "2024-03-08");

    assert!(answers[1].to_string().contains("from column 2"), "the unreadable line says where it breaks: {}", answers[1]);
    assert!(answers[1].get("next").is_none_or(|next| next == &json!([])), "{}", answers[1]);

    let refused = &answers[2]["refused"];
    assert_eq!(
        (&refused["index"], &refused["event"], &refused["rule"], &refused["article"]),
        (&json!(2), &json!("extended"), &json!("RI-6"), &json!("23-62(1)"))
    );
    assert!(refused["reason"].as_str().unwrap().contains("summary"));
    assert_eq!(answers[2]["state"], "under-review", "the case before the refused event");

    assert_eq!((&answers[3]["refused"]["index"], &answers[3]["refused"]["event"]), (&json!(1), &json!("coffee")));
    assert_eq!(answers[3]["state"], "notified");
}

#[test]
fn the_reason_is_said_in_the_chosen_language() {
    let line = json!({"kind": "reconsideration", "today": "2024-06-01", "events": [
        {"event": "application-received", "on": "2024-03-01"},
        {"event": "fee-charged", "on": "2024-03-02"},
    ]})
    .to_string();
    let reason = |lang| lines(&fuyi(&["--lang", lang, "case", "replay"], &line))[0]["refused"]["reason"].as_str().unwrap().to_owned();
    assert_eq!(reason("zh-CN"), "行政复议不收取任何费用");
    assert_eq!(reason("en"), "reconsideration is free of charge");
}

#[test]
fn the_tables_print_every_row() {
    let data = fuyi(&["lifecycle", "--format", "json"], "");
    assert_eq!(data.status.code(), Some(0));
    let lifecycle: Value = serde_json::from_slice(&data.stdout).unwrap();
    let markdown = String::from_utf8(fuyi(&["lifecycle", "--format", "markdown"], "").stdout).unwrap();
    let printed = lifecycle["machines"].as_array().unwrap();
    for machine in fuyi::domain::case::machines() {
        let rows = printed.iter().find(|known| known["code"] == machine.code).unwrap()["transitions"].as_array().unwrap();
        assert_eq!(rows.len(), machine.transitions().count(), "{}", machine.code);
        let states: Vec<&str> = machine.states.iter().map(|(state, _)| state.code()).chain(["—"]).collect();
        let section = markdown.split(&format!("`{}`\n", machine.code)).nth(1).unwrap_or_else(|| panic!("no section {}", machine.code));
        for (row, printed) in machine.transitions().zip(rows) {
            assert_eq!((printed["id"].as_str(), printed["event"].as_str()), (Some(row.id), Some(row.event.code())));
            let from = printed["from"].as_array().unwrap();
            assert!(
                !from.is_empty() && from.iter().all(|state| states.contains(&state.as_str().unwrap())),
                "{} {}: {from:?}",
                machine.code,
                row.id
            );
            assert!(
                section.lines().any(|line| line.starts_with(&format!("| {}", row.id)) && line.contains(&format!("`{}`", row.event.code()))),
                "{} {}",
                machine.code,
                row.id
            );
        }
    }
    let columns = |line: &str| line.matches(" | ").count();
    for table in markdown.split("\n\n").filter(|block| block.starts_with("| #")) {
        let head = columns(table.lines().next().unwrap());
        for line in table.lines().skip(2) {
            assert_eq!(columns(line), head, "a cell too many or too few: {line}");
        }
    }
}
