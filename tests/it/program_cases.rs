//! Case files through the program: opened, walked to their end, refused, annulled, listed, raced for.

use serde_json::json;

use super::engines::{Engine, on_both_engines};
use super::program::{DEMO, fed, fuyi};
use super::samples::write_units;

const REVIEW: &str = "平湛政复决字[2024]1号";
const SUIT: &str = "(2024)豫0411行初12号";

/// Opens a review of an act of the police.
fn open(engine: &Engine) {
    write_units(&mut engine.database());
    engine
        .fuyi([
            "case",
            "record",
            "application-received",
            "--new",
            "reconsideration",
            "--number",
            REVIEW,
            "--unit",
            "区公安分局",
            "--on",
            "2024-03-01",
        ])
        .done();
}

/// Records events of a case, each on its day.
fn walk(engine: &Engine, case: &str, steps: &[(&str, &str, &str)]) {
    for (event, on, data) in steps {
        engine.fuyi(["case", "record", event, "--case", case, "--on", on, "--data", data]).done();
    }
}

const TO_THE_DECISION: [(&str, &str, &str); 6] = [
    ("accepted", "2024-03-05", "{}"),
    ("copy-sent", "2024-03-06", "{}"),
    ("reply-received", "2024-03-12", "{}"),
    ("opinions-heard", "2024-03-15", "{}"),
    ("decision-made", "2024-04-05", r#"{"outcome":"MAINTAIN","approved_by":"organ-head"}"#),
    ("decision-served", "2024-04-07", "{}"),
];

#[test]
fn a_review_is_opened_walked_to_its_end_and_counted() {
    on_both_engines(|engine| {
        open(engine);
        walk(engine, REVIEW, &TO_THE_DECISION);
        walk(engine, "平湛政复决字（2024）1号", &[("archived", "2024-05-20", "{}")]);
        let file = engine.fuyi(["case", "show", REVIEW, "--format", "json"]).json();
        assert_eq!((&file["state"], &file["outcome"], &file["version"]), (&json!("closed"), &json!("MAINTAIN"), &json!(8)));
        assert_eq!(file["number"], json!("平湛政复决字〔2024〕1号"));
        let text = engine.fuyi(["case", "show", REVIEW]).done();
        assert!(text.contains("结案方式  维持") && text.contains("2024-03-01  收到申请") && text.contains("当日不计入期间"), "{text}");
        assert!(text.contains("本方：行政复议机关") && text.contains("他方：被申请人"), "{text}");
        let english = engine.fuyi(["case", "show", REVIEW, "--lang", "en"]).done();
        assert!(english.contains("ours: reconsideration organ") && english.contains("  met on 2024-"), "{english}");
        let deadlines = english.split("Deadlines").nth(1).unwrap().replace("平湛区公安分局", "");
        assert!(!deadlines.chars().any(|letter| ('一'..='龥').contains(&letter)), "{english}");
        let report = engine.fuyi(["report", "annual", "--year", "2024", "--format", "json"]).json();
        assert_eq!(report["reconsideration"]["by_outcome"], json!({"MAINTAIN": 1}));
        engine.fuyi(["verify"]).done();
    });
}

#[test]
fn a_suit_is_opened_and_walked_to_its_end() {
    on_both_engines(|engine| {
        write_units(&mut engine.database());
        engine
            .fuyi([
                "case",
                "record",
                "complaint-received",
                "--new",
                "litigation",
                "--number",
                SUIT,
                "--unit",
                "平湛区公安分局",
                "--on",
                "2024-03-01",
            ])
            .done();
        walk(
            engine,
            SUIT,
            &[
                ("hearing-held", "2024-04-10", "{}"),
                ("judgment-announced", "2024-05-10", r#"{"outcome":"J-DISMISS-CLAIM"}"#),
                ("judgment-served", "2024-05-12", "{}"),
                ("appeal-periods-expired", "2024-05-28", "{}"),
                ("archived", "2024-06-20", "{}"),
            ],
        );
        let file = engine.fuyi(["case", "show", SUIT, "--format", "json"]).json();
        assert_eq!((&file["state"], &file["outcome"]), (&json!("closed"), &json!("J-DISMISS-CLAIM")));
        assert_eq!(file["number"], json!("（2024）豫0411行初12号"));
    });
}

#[test]
fn what_cannot_be_recorded_is_refused_in_a_sentence_and_changes_nothing() {
    on_both_engines(|engine| {
        open(engine);
        let rows = engine.rows();
        let new = ["case", "record", "application-received", "--new", "reconsideration", "--on", "2024-03-01"];
        let of = |more: &[&'static str]| [&new[..], more].concat();
        let add = |event, on, more: &[&'static str]| [&["case", "record", event, "--case", REVIEW, "--on", on][..], more].concat();
        for (arguments, zh, en) in [
            (
                add("decision-made", "2024-03-05", &["--data", r#"{"outcome":"MAINTAIN"}"#]),
                "R18，《行政复议法》（2023年修订）第61条",
                "R18, Reconsideration Law (2023), Art. 61",
            ),
            (add("accepted", "2024-02-01", &[]), "2024-02-01", "2024-02-01"),
            (add("accepted", "2999-01-01", &[]), "晚于今天", "lies after today"),
            (add("decision", "2024-03-05", &[]), "没有代码为“decision”的事项", "there is no event \"decision\""),
            (add("accepted", "2024-03-05", &["--data", r#"{"officr":"王某某"}"#]), "没有“officr”这一项", "there is no field \"officr\""),
            (add("accepted", "2024-03-05", &["--data", "{"]), "JSON不完整", "the JSON is cut short"),
            (add("annulled", "2024-03-05", &["--data", r#"{"entry":9,"reason":"误记"}"#]), "第9项", "9"),
            (of(&["--unit", "区无此局"]), "没有名为“区无此局”的单位", "there is no unit \"区无此局\""),
            (of(&["--number", SUIT]), "不是行政复议案件的案号", "does not number a case of"),
            (of(&["--number", REVIEW]), "平湛政复决字〔2024〕1号 已被使用", "平湛政复决字〔2024〕1号 is already in use"),
            (of(&["--number", "一号"]), "案号应有", "a case number"),
            (vec!["case", "show", "999"], "没有编号为 999 的案件", "There is no case 999"),
            (vec!["case", "show", "平湛政复决字〔2024〕99号"], "没有案号为", "there is no case"),
            (vec!["case", "list", "--unit", "区无此局"], "没有名为", "there is no unit"),
        ] {
            let (said_zh, said_en) = engine.refused(&arguments);
            assert!(said_zh.contains(zh) && said_en.contains(en), "{arguments:?}: {said_zh} | {said_en}");
        }
        assert_eq!(engine.rows(), rows);
    });
}

#[test]
fn a_refused_first_case_leaves_no_database() {
    let engine = Engine::sqlite();
    engine.refused(&["case", "record", "application-received", "--new", "reconsideration", "--on", "2024-03-01", "--unit", "区无此局"]);
    engine.refused(&[
        "case",
        "record",
        "decision-made",
        "--new",
        "reconsideration",
        "--on",
        "2024-03-01",
        "--data",
        r#"{"outcome":"MAINTAIN"}"#,
    ]);
    assert!(engine.files().is_empty(), "{:?}", engine.files());
}

#[test]
fn an_annulled_entry_is_shown_and_counts_no_more() {
    on_both_engines(|engine| {
        open(engine);
        walk(engine, REVIEW, &TO_THE_DECISION[..1]);
        walk(engine, REVIEW, &[("annulled", "2024-03-06", r#"{"entry":1,"reason":"误记"}"#)]);
        let text = engine.fuyi(["case", "show", REVIEW]).done();
        assert!(text.contains("2024-03-05  受理（已撤销）"), "{text}");
        let report = engine.fuyi(["report", "annual", "--year", "2024", "--format", "json"]).json();
        assert_eq!(report["reconsideration"]["received"], json!(1));
        engine.fuyi(["verify"]).done();
    });
}

#[test]
fn of_two_who_record_at_once_none_is_lost() {
    on_both_engines(|engine| {
        open(engine);
        let record = || fuyi(["--database", &engine.url, "case", "record", "accepted", "--case", REVIEW, "--on", "2024-03-05"]).output();
        let ends: Vec<_> = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..2).map(|_| scope.spawn(|| record().unwrap())).collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        let mut codes: Vec<_> = ends.iter().map(|end| end.status.code()).collect();
        codes.sort();
        assert_eq!(codes, [Some(0), Some(1)], "{ends:?}");
        // whoever came second is told: the case has changed under his hands, or it is accepted already
        let loser = ends.iter().find(|end| end.status.code() == Some(1)).unwrap();
        let sentence = String::from_utf8_lossy(&loser.stderr);
        assert!(sentence.contains("已被他人更新") || sentence.contains("受理"), "{sentence}");
        assert_eq!(engine.number("SELECT COUNT(*) AS number FROM events"), 2);
        engine.fuyi(["verify"]).done();
    });
}

#[test]
fn a_list_is_narrowed_by_kind_unit_year_and_what_is_open() {
    on_both_engines(|engine| {
        engine.fuyi(["import", DEMO]).done();
        let list = |more: &[&'static str]| {
            let list = engine.fuyi([&["case", "list", "--format", "json"], more].concat()).json();
            list.as_array().cloned().unwrap()
        };
        assert_eq!(list(&["--limit", "500"]).len(), 206);
        assert_eq!(list(&["--kind", "reconsideration", "--limit", "500"]).len(), 112);
        assert_eq!(list(&["--kind", "litigation", "--limit", "500"]).len(), 94);
        assert_eq!(list(&[]).len(), 50, "by itself a list is short");
        assert_eq!(list(&["--kind", "reconsideration", "--year", "2023", "--limit", "500"]).len(), 64);
        let open = list(&["--open", "--kind", "reconsideration"]);
        assert!(!open.is_empty() && open.iter().all(|case| case["concluded_on"].is_null()), "{open:?}");
        let police = list(&["--unit", "公安青禾分局", "--limit", "500"]).len();
        assert!(police > 0 && police < 206 && police == list(&["--unit", "临州市公安局青禾分局", "--limit", "500"]).len());
        assert_eq!(list(&["--limit", "3"]).len(), 3);
        let short = engine.fuyi(["case", "list", "--limit", "3"]);
        assert!(short.stderr.contains("只列出前3件"), "{short:?}");
        let text = short.done();
        assert!(text.contains("案号") && !text.contains("under-review") && !text.contains("notified"), "{text}");
    });
}

/// What a line is answered with, in either language.
fn answers(input: &[u8]) -> [Vec<serde_json::Value>; 2] {
    ["zh-CN", "en"].map(|lang| {
        let ran = fed(&mut fuyi(["--lang", lang, "case", "replay"]), input);
        assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""), "{ran:?}");
        ran.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    })
}

#[test]
fn every_line_of_a_replay_is_answered_on_its_place() {
    let mut input = br#"no json
{}
{"kind":"appeal","events":[]}
{"kind":"reconsideration","events":[{"event":"acceptd","on":"2024-03-05"}]}
{"kind":"reconsideration","events":[{"event":"accepted","on":"2024-13-05"}]}
{"kind":"reconsideration","events":[{"event":"application-received","on":"2024-03-01","data":{"chanel":"post"}}]}
{"kind":"reconsideration","events":[],"day":"2024-06-01"}
"#
    .to_vec();
    input.extend(b"\xff\xfe\n\n");
    input.extend("x".repeat(17 << 20).into_bytes());
    input.extend(b"\n{\"kind\":\"reconsideration\",\"events\":[{\"event\":\"application-received\",\"on\":\"2024-03-01\"}],\"today\":\"2024-03-02\"}");
    let [zh, en] = answers(&input);
    let expected = [
        ("不是JSON", "not JSON"),
        ("缺少“kind”", "\"kind\" is missing"),
        ("没有“appeal”这个值", "there is no value \"appeal\""),
        ("没有代码为“acceptd”的事项", "there is no event \"acceptd\""),
        ("日期应为", "a day is a real one"),
        ("没有“chanel”这一项", "there is no field \"chanel\""),
        ("没有“day”这一项", "there is no field \"day\""),
        ("不是UTF-8文本", "not text in UTF-8"),
        ("上限", "longer than"),
    ];
    assert_eq!((zh.len(), en.len()), (expected.len() + 1, expected.len() + 1));
    for (place, (zh_words, en_words)) in expected.iter().enumerate() {
        let said = |answer: &serde_json::Value| {
            let sentence = answer.get("error").or_else(|| answer.pointer("/refused/reason")).and_then(|text| text.as_str());
            sentence.unwrap_or_else(|| panic!("line {place}: {answer}")).to_owned()
        };
        assert!(said(&zh[place]).contains(zh_words) && said(&en[place]).contains(en_words), "{} | {}", said(&zh[place]), said(&en[place]));
    }
    assert_eq!(zh.last().unwrap()["state"], json!("received"));
}

#[test]
fn a_number_may_come_after_the_case_was_opened() {
    on_both_engines(|engine| {
        engine.fuyi(["case", "record", "application-received", "--new", "reconsideration", "--on", "2024-03-01"]).done();
        let number = ["--number", "平湛政复决字[2024]9号"];
        engine.fuyi([&["case", "record", "accepted", "--case", "1", "--on", "2024-03-05"][..], &number].concat()).done();
        let file = engine.fuyi(["case", "show", "平湛政复决字〔2024〕9号", "--format", "json"]).json();
        assert_eq!((&file["number"], &file["version"]), (&json!("平湛政复决字〔2024〕9号"), &json!(2)));
        engine.fuyi(["verify"]).done();
    });
}
