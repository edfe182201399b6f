//! The calculator of statutory periods, as scripts call it.

use std::io::Write;
use std::process::{Command, Output, Stdio};

fn ask(arguments: &[&str], stdin: &str) -> Output {
    ask_in("en", arguments, stdin)
}

fn ask_in(lang: &str, arguments: &[&str], stdin: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_fuyi"))
        .args(["--lang", lang, "period"])
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
        r#"{"rule":"rl23-reply-general","from":"2024-01-03"}"#,
        r#"{"rule":"rl23-decide-general","from":"2024-01-10","exclude":[["2024-02-01","2024-03-01"]],"extend":30}"#,
        r#"{"rule":"rl23-hearing-notice","from":"2024-02-19"}"#,
    ];
    let output = ask(&["due", "--stdin", "--format", "jsonl"], &questions.join("\n"));
    assert_eq!(output.status.code(), Some(0));
    let lines = json(&output);
    let days = |field: &str| lines.iter().map(|line| line[field].as_str().unwrap().to_owned()).collect::<Vec<_>>();
    // the worked examples of the change of law: ten calendar days before it, ten working days after it
    assert_eq!(days("due_on"), ["2024-01-08", "2024-01-17", "2024-05-08", "2024-02-05"]);
    assert_eq!(days("latest_on"), ["2024-01-08", "2024-01-17", "2024-05-08", "2024-02-06"]);
    assert_eq!(days("rule"), ["rl17-reply", "rl23-reply-general", "rl23-decide-general", "rl23-hearing-notice"]);
    let trace = lines[2]["trace"].as_array().unwrap();
    let kinds: Vec<_> = trace.iter().map(|step| step["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["start", "length", "excluded", "extension", "calendar"], "{trace:?}");
    assert_eq!((&trace[2]["skipped"], &trace[2]["on"]), (&29.into(), &"2024-04-08".into()));
}

fn json(output: &Output) -> Vec<serde_json::Value> {
    String::from_utf8_lossy(&output.stdout).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn a_question_without_an_answer_is_refused_with_the_article_in_both_languages() {
    let refused = [
        (r#"{"rule":"no-such-rule","from":"2024-01-03"}"#, "there is no rule `no-such-rule`", "没有名为“no-such-rule”"),
        (
            r#"{"rule":"rl23-reply-general","from":"2024-02-30"}"#,
            "from `2024-02-30` is not a real day, written 2024-03-01 (Reconsideration Law (2023), Art. 48)",
            "from“2024-02-30”不是真实的日子，应写作2024-03-01（《行政复议法》（2023年修订）第48条）",
        ),
        (
            r#"{"rule":"rl23-decide-general","from":"2024-01-10","exclude":[["2024-02-31","2024-03-01"]]}"#,
            "exclude `2024-02-31` is not a real day",
            "exclude“2024-02-31”不是真实的日子",
        ),
        (
            r#"{"rule":"rl23-decide-general","from":"2024-01-10","exclude":[["2024-03-01","2024-02-01"]]}"#,
            "the end lies before the start (Reconsideration Law (2023), Art. 62(1))",
            "结束日早于开始日（《行政复议法》（2023年修订）第62条第1款）",
        ),
        (
            r#"{"rule":"rl23-decide-general","from":"2024-01-10","extend":31}"#,
            "an extension has at most 30 days (Reconsideration Law (2023), Art. 62(1))",
            "延长最多30日（《行政复议法》（2023年修订）第62条第1款）",
        ),
        (
            r#"{"rule":"rl23-decide-summary","from":"2024-01-10","extend":1}"#,
            "this period knows no extension (Reconsideration Law (2023), Art. 62(2))",
            "该期限不得延长（《行政复议法》（2023年修订）第62条第2款）",
        ),
        (
            r#"{"rule":"rl23-hearing-notice","from":"2024-05-20","exclude":[["2024-05-01","2024-05-05"]]}"#,
            "a notice before an event has no days that do not count (Reconsideration Law (2023), Art. 51(1))",
            "提前通知的期限没有可扣除的时间（《行政复议法》（2023年修订）第51条第1款）",
        ),
        (
            r#"{"rule":"rl23-reply-general","from":"2024-05-20","exclude":[["2024-05-21","2024-05-22"]]}"#,
            "this period has no days that do not count (Reconsideration Law (2023), Art. 48)",
            "该期限没有可扣除的时间（《行政复议法》（2023年修订）第48条）",
        ),
        (
            r#"{"rule":"rl23-reply-general","from":"2024-05-20","latest_from":"2024-05-21"}"#,
            "no other text counts this period from another day (Reconsideration Law (2023), Art. 48)",
            "该期限没有另一起算日（《行政复议法》（2023年修订）第48条）",
        ),
        (
            r#"{"rule":"rl23-decide-general","from":"1999-01-10"}"#,
            "where the calendar begins (Reconsideration Law (2023), Art. 62(1))",
            "早于日历的第一日",
        ),
        (
            r#"{"rule":"rl23-correction-submit","from":"2024-01-10","extend":4000000000}"#,
            "a day lies after the year 9999",
            "日期超出9999年",
        ),
        (r#"{"rule":"rl23-correction-submit","from":"+12024-01-10"}"#, "a day lies after the year 9999", "日期超出9999年"),
        (
            r#"{"rule":"psr2021-apply","from":"2024-01-10"}"#,
            "psr2021-apply is never computed: its text is not verified (人民检察院行政诉讼监督规则",
            "“psr2021-apply”不予计算：条文未经核实（人民检察院行政诉讼监督规则",
        ),
        (
            r#"{"rule":"vp-remake","from":"2024-01-10"}"#,
            "the law leaves its length to a document (Reconsideration Law (2023), Art. 64(1))",
            "“vp-remake”不予计算：期限由文书确定，法律没有规定天数（《行政复议法》（2023年修订）第64条第1款）",
        ),
        (r#"{"rule":"hp-preservation","from":"2024-01-10"}"#, "it runs in hours", "以小时计算"),
        (r#"{"rule":"sr-post","from":"2024-01-10"}"#, "from when a period runs", "只规定起算日"),
        (r#"{"rule":"rl23-decide-general"}"#, "the line is not a question: \"from\" is missing", "该行不是期限问题：缺少“from”"),
        (r#"{"rule":"rl23-decide-general","from":"2024-01-10","extend":-1}"#, "not a question", "不是期限问题"),
    ];
    let questions = refused.map(|(question, _, _)| question).join("\n");
    for (lang, part) in [("en", 1), ("zh-CN", 2)] {
        let output = ask_in(lang, &["due", "--stdin"], &questions);
        assert_eq!(output.status.code(), Some(0));
        let lines = json(&output);
        assert_eq!(lines.len(), refused.len());
        for (line, (question, en, zh)) in lines.iter().zip(refused) {
            let (error, expected) = (line["error"].as_str().unwrap_or_default(), if part == 1 { en } else { zh });
            assert!(error.contains(expected) && line["due_on"].is_null(), "{question}: {line}");
        }
    }
    for arguments in [
        &["due", "vp-remake", "--from", "2024-01-10"][..],
        &["due", "rl23-decide-summary", "--from", "2024-01-10", "--extend", "1"],
        &["due", "rl23-decide-general", "--from", "2024-01-10", "--exclude", "2024-02-02..2024-02-01"],
        &["due", "rl23-decide-general", "--from", "1999-01-10"],
    ] {
        let output = ask(arguments, "");
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!((output.status.code(), said.contains("Art. 6")), (Some(1), true), "{arguments:?}: {said}");
    }
}

#[test]
fn a_day_on_which_a_rule_did_not_apply_is_remarked() {
    let questions = [
        r#"{"rule":"rl17-reply","from":"2024-03-01"}"#,
        r#"{"rule":"rl23-reply-general","from":"2023-03-01"}"#,
        r#"{"rule":"rl23-reply-general","from":"2024-03-01"}"#,
        r#"{"rule":"apl-longstop-other","from":"2010-03-03"}"#,
    ];
    let answers = json(&ask(&["due", "--stdin"], &questions.join("\n")));
    let remark = |line: &serde_json::Value| line["trace"][1]["words"].clone();
    assert_eq!(
        remark(&answers[0])["en"],
        "2024-03-01 lies outside the time the rule applies (from 1999-10-01 until 2023-12-31): for orientation only"
    );
    assert_eq!(remark(&answers[0])["zh"], "2024-03-01不在本规则的适用时间内（自1999-10-01起至2023-12-31），仅供参考");
    assert_eq!(remark(&answers[1])["en"], "2023-03-01 lies outside the time the rule applies (from 2024-01-01): for orientation only");
    let remarked = |line: &serde_json::Value| line["trace"].to_string().contains("for orientation only");
    assert_eq!(answers.iter().map(remarked).collect::<Vec<_>>(), [true, true, false, false], "a limit tested on filing goes by the filing");
    let text = String::from_utf8(ask_in("zh-CN", &["due", "rl17-reply", "--from", "2024-03-01"], "").stdout).unwrap();
    assert!(text.contains("不在本规则的适用时间内"), "{text}");
}

#[test]
fn two_starts_of_one_period_are_both_counted() {
    let output = ask(&["due", "ji-retrial-apply", "--from", "2024-03-01", "--latest-from", "2024-03-18", "--format", "json"], "");
    let answer: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((&answer["due_on"], &answer["latest_on"]), (&"2024-09-02".into(), &"2024-09-18".into()), "{answer}");
    let other = answer["trace"].as_array().unwrap().iter().find(|step| step["kind"] == "other-start").unwrap();
    assert_eq!(other["words"]["zh"], "另有自2024-03-18 裁判生效起算6个月的读法，至迟2024-09-18");
    let alone = String::from_utf8(ask(&["due", "ji-retrial-apply", "--from", "2024-03-01"], "").stdout).unwrap();
    assert!(alone.contains("which is not recorded: the latest day leaves it out"), "{alone}");
}

#[test]
fn remarks_of_a_rule_follow_the_language() {
    let shown = String::from_utf8(ask_in("zh-CN", &["show", "rl23-acceptance-review"], "").stdout).unwrap();
    assert!(shown.contains("自审查期限届满之日起视为受理（第30条第3款）") && !shown.contains("DEEMED"), "{shown}");
    let shown = String::from_utf8(ask_in("zh-CN", &["show", "rl23-decide-general"], "").stdout).unwrap();
    assert!(shown.contains("不计入  鉴定开始") && shown.contains("明文：鉴定所用时间不计入行政复议审理期限"), "{shown}");
    let shown = String::from_utf8(ask(&["show", "rl23-decide-general"], "").stdout).unwrap();
    assert!(shown.contains("Not counted  appraisal started") && shown.contains("express: 鉴定所用时间"), "{shown}");
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
fn two_readings_of_one_period_are_both_said() {
    let text = String::from_utf8(ask(&["due", "rl23-hearing-notice", "--from", "2024-02-19"], "").stdout).unwrap();
    assert!(text.starts_with("2024-02-05 (at the latest 2024-02-06)"), "{text}");
}

#[test]
fn every_entry_is_listed_and_shown_with_the_text_of_the_law() {
    let list = String::from_utf8(ask(&["list"], "").stdout).unwrap();
    // 138 periods; 19 fixed by a document, 2 in hours, 12 start rules, 6 not verified
    assert_eq!(list.lines().count(), 2 + 138 + 19 + 2 + 12 + 6);
    assert_eq!(list.lines().filter(|line| line.contains("never computed") || line.contains("Never computed")).count(), 39);
    let shown = String::from_utf8(ask(&["show", "rl23-decide-general"], "").stdout).unwrap();
    assert!(shown.contains("行政复议机关应当自受理申请之日起六十日内作出行政复议决定"), "{shown}");
    let shown = String::from_utf8(ask(&["show", "vp-remake"], "").stdout).unwrap();
    assert!(shown.contains("Never computed  the law leaves its length to a document"), "{shown}");
}

#[test]
fn what_the_law_leaves_open_is_shown_with_the_reading_chosen_now() {
    let shown = String::from_utf8(ask(&["show", "rl23-decide-general"], "").stdout).unwrap();
    let open: Vec<&str> = shown.lines().filter_map(|line| line.strip_prefix("Left open  ")).map(|line| &line[..3]).collect();
    // named by the rule, or touching every period that can be suspended, changed with the law, can roll, ends with a day
    assert_eq!(open, ["A01", "A04", "A07", "A09", "A11", "A23", "A26", "A27"], "{shown}");
    assert!(shown.contains("Chosen  law.acceptance-day = \"decision-day\"  the day of the decision to accept"), "{shown}");
    assert!(shown.contains("Chosen  law.decision-kept = \"made\"  making the decision"), "{shown}");
    let child = Command::new(env!("CARGO_BIN_EXE_fuyi"))
        .args(["period", "show", "rl23-decide-general"])
        .env("FUYI_LAW_ACCEPTANCE_DAY", "receipt-day")
        .output()
        .unwrap();
    let shown = String::from_utf8(child.stdout).unwrap();
    assert!(shown.contains("现行选择  law.acceptance-day = \"receipt-day\"  以收到申请（补正材料）之日为受理之日"), "{shown}");
    assert!(shown.contains("法律未明确  A26 作出还是送达："), "{shown}");
}
