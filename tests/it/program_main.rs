//! The main job through the program: a ledger in, the figures out, and back.

use serde_json::{Value, json};

use super::engines::{Engine, on_both_engines};
use super::program::{DEMO, is_chinese};

#[test]
fn the_figures_of_2023_come_out_of_the_demo_ledger() {
    on_both_engines(|engine| {
        engine.fuyi(["import", DEMO]).done();
        let report = engine.fuyi(["report", "annual", "--year", "2023", "--format", "json"]).json();
        let at = |path: &str| report.pointer(path).cloned().unwrap_or_else(|| panic!("no {path} in {report:#}"));
        for (path, value) in [
            ("/year", json!(2023)),
            ("/reconsideration/received", json!(64)),
            ("/reconsideration/accepted", json!(59)),
            ("/reconsideration/not_accepted", json!(5)),
            ("/reconsideration/concluded", json!(57)),
            ("/reconsideration/pending_at_year_end", json!(4)),
            (
                "/reconsideration/by_outcome",
                json!({"DISMISS-APPLICATION": 3, "DISMISS-CLAIM": 6, "ILLEGAL": 4, "MAINTAIN": 23, "PERFORM": 3, "REVOKE-REMAKE": 6,
                       "TERM-SETTLED": 10, "TERM-WITHDRAWN": 2}),
            ),
            ("/reconsideration/corrected", json!(13)),
            ("/reconsideration/settled_and_withdrawn", json!(10)),
            ("/litigation/first_instance_filed", json!(31)),
            ("/litigation/first_instance_concluded", json!(29)),
            ("/litigation/first_instance_lost", json!(2)),
            ("/litigation/heard", json!(24)),
            ("/litigation/appeared", json!(24)),
            ("/litigation/second_instance_concluded", json!(7)),
            ("/change/suits", json!({"previous": 46, "current": 31, "percent": "-32.6"})),
            ("/change/loss_rate_points", json!("-18.1")),
            ("/change/double_decrease", json!(true)),
        ] {
            assert_eq!(at(path), value, "{path}");
        }
        for (path, numerator, denominator, percent, definition) in [
            ("/reconsideration/performance_rate", 13, 13, "100.0", "FY-LX-1"),
            ("/litigation/loss_rate", 2, 29, "6.9", "YS-BS-1"),
            ("/litigation/appearance_rate", 24, 24, "100.0", "YS-CT-1"),
        ] {
            let rate = at(path);
            let keys = ["numerator", "denominator", "percent", "definition"].map(|key| rate[key].clone());
            assert_eq!(keys, [json!(numerator), json!(denominator), json!(percent), json!(definition)], "{path}");
            assert_eq!(rate["rounding"], json!({"mode": "half-up", "decimals": 1}), "{path}");
        }
        let before = engine.fuyi(["report", "annual", "--year", "2022", "--format", "json"]).json();
        assert_eq!(before["reconsideration"], report["previous"]["reconsideration"]);
        assert_eq!((&before["litigation"]["first_instance_filed"], &before["reconsideration"]["accepted"]), (&json!(46), &json!(44)));
        assert_eq!(before["change"]["double_decrease"], Value::Null, "2021 is not known");
    });
}

#[test]
fn the_paragraph_says_what_the_report_says_in_either_language_and_shape() {
    let engine = Engine::sqlite();
    engine.fuyi(["import", DEMO]).done();
    let annual = ["report", "annual", "--year", "2023"];
    let text = engine.fuyi(annual).done();
    for words in ["受理59件", "合计13件", "和解后申请人撤回10件", "履行率100%", "出庭应诉率100%", "双下降", "FY-LX-1", "13/13", "四舍五入"]
    {
        assert!(text.contains(words), "{words} in\n{text}");
    }
    assert!(!text.contains('\t') && !text.lines().any(|line| line.ends_with(' ')));
    let markdown = engine.fuyi(annual.into_iter().chain(["--format", "markdown"])).done();
    assert!(
        markdown.starts_with("#") && markdown.contains("| --- |") && !markdown.contains("─") && markdown.contains("受理59件"),
        "{markdown}"
    );
    let english = engine.fuyi(["--lang", "en"].into_iter().chain(annual)).done();
    assert!(english.contains("accepted: 59") && english.contains("performance rate 100%"), "{english}");
    assert!(!english.chars().any(is_chinese), "{english}");
}

#[test]
fn importing_again_changes_nothing_and_a_batch_can_be_undone_and_taken_again() {
    on_both_engines(|engine| {
        let first = engine.fuyi(["import", DEMO, "--format", "json"]).json();
        assert_eq!((&first["taken"], &first["batch"], &first["taken_before"]), (&json!(206), &json!(1), &json!(false)));
        let (rows, figures) = (engine.rows(), engine.fuyi(["report", "annual", "--year", "2023"]).done());
        let again = engine.fuyi(["import", DEMO, "--format", "json"]).json();
        assert_eq!((&again["taken"], &again["taken_before"]), (&json!(0), &json!(true)));
        assert_eq!(engine.rows(), rows);
        assert!(engine.fuyi(["import", DEMO]).done().contains("未作任何改动"));

        assert!(engine.fuyi(["import", "--undo", "1"]).stderr.contains("206件"));
        engine.refused(&["report", "annual", "--year", "2023"]);
        assert_eq!(engine.fuyi(["case", "list", "--format", "json"]).json(), json!([]));
        engine.refused(&["import", "--undo", "1"]);
        engine.refused(&["import", "--undo", "7"]);

        let third = engine.fuyi(["import", DEMO, "--format", "json"]).json();
        assert_eq!((&third["taken"], &third["taken_before"]), (&json!(206), &json!(false)));
        assert_eq!(engine.fuyi(["report", "annual", "--year", "2023"]).done(), figures);
        engine.fuyi(["verify"]).done();
    });
}

#[test]
fn a_dry_run_shows_what_an_import_does_and_writes_nothing() {
    let engine = Engine::sqlite();
    let dry = engine.fuyi(["import", DEMO, "--dry-run", "--format", "json"]).json();
    assert!(engine.files().is_empty(), "{:?}", engine.files());
    let real = engine.fuyi(["import", DEMO, "--format", "json"]).json();
    for key in ["rows", "taken", "refused", "not_recorded", "units", "mapping", "notices", "sha256"] {
        assert_eq!(dry[key], real[key], "{key}");
    }
    let bare = Engine::postgres();
    assert_eq!(bare.fuyi(["import", DEMO, "--dry-run", "--format", "json"]).json()["taken"], json!(206));
    assert_eq!(bare.number("SELECT COUNT(*) AS number FROM information_schema.tables WHERE table_schema = 'public'"), 0);
}

#[test]
fn a_saved_mapping_gives_the_same_again() {
    let (guessed, mapped) = (Engine::sqlite(), Engine::sqlite());
    let mapping = guessed.path("我的 列.toml");
    let mapping = mapping.to_str().unwrap();
    let first = guessed.fuyi(["import", DEMO, "--save-mapping", mapping, "--format", "json"]).json();
    let second = mapped.fuyi(["import", DEMO, "--mapping", mapping, "--format", "json"]).json();
    assert_eq!(first, second);
    let annual = ["report", "annual", "--year", "2023", "--format", "json"];
    assert_eq!(guessed.fuyi(annual).json(), mapped.fuyi(annual).json());
}

/// Three good rows, one of them a bad date in `D4`.
const LEDGER: &str = "序号,案号,收到申请日期,受理日期,被申请人,申请人,审结日期,结案方式\r\n\
    1,平湛政复决字〔2023〕1号,2023-03-01,2023-03-03,平湛区公安分局,王某某,,\r\n\
    2,平湛政复决字〔2023〕2号,2023-03-02,2023-03-06,平湛区公安分局,李某某,,\r\n\
    3,平湛政复决字〔2023〕3号,2023-03-02,三月初六,平湛区公安分局,张某某,,\r\n";

#[test]
fn a_bad_row_is_told_by_cell_and_the_good_ones_are_taken_unless_strict() {
    on_both_engines(|engine| {
        super::samples::write_units(&mut engine.database());
        let file = engine.file("台账 2023.csv", LEDGER);
        let rows = engine.rows();
        let strict = engine.fuyi(["import", &file, "--strict"]);
        assert_eq!(strict.code, Some(1), "{strict:?}");
        assert!(strict.stdout.contains("台账 2023!D4  “三月初六”") && strict.stdout.contains("未导入任何案件"), "{strict:?}");
        assert_eq!(engine.rows(), rows);

        let part = engine.fuyi(["import", &file, "--format", "json"]);
        assert_eq!((part.code, part.stderr.as_str()), (Some(3), ""), "no progress bar in a file: {part:?}");
        let report: Value = serde_json::from_str(&part.stdout).unwrap();
        assert_eq!((&report["rows"], &report["taken"], &report["refused"]), (&json!(3), &json!(2), &json!(1)));
        let fault = &report["faults"]["kept"][0];
        assert_eq!((&fault["sheet"], &fault["cell"], &fault["value"]), (&json!("台账 2023"), &json!("D4"), &json!("三月初六")));
        assert!(fault["expected"]["zh"].as_str().unwrap().contains("日期"), "{fault}");
        let list = engine.fuyi(["case", "list", "--format", "json"]).json();
        assert_eq!(list.as_array().map(Vec::len), Some(2));

        // the same file again: still taken in part, and the refused row is listed again
        let rows = engine.rows();
        let again = engine.fuyi(["import", &file]);
        assert_eq!(again.code, Some(3), "{again:?}");
        assert!(again.stdout.contains("台账 2023!D4"), "{again:?}");
        assert_eq!(engine.rows(), rows);

        // mended, the file is another one: its two known rows stay as they are
        let mended = engine.file("台账 2023.csv", LEDGER.replace("三月初六", "2023年3月6日"));
        let report = engine.fuyi(["import", &mended, "--format", "json"]).json();
        assert_eq!((&report["taken"], &report["known"]), (&json!(1), &json!(2)));
    });
}

#[test]
fn a_number_of_an_earlier_import_is_not_taken_twice() {
    on_both_engines(|engine| {
        super::samples::write_units(&mut engine.database());
        let good = LEDGER.replace("三月初六", "2023-03-06");
        engine.fuyi(["import", &engine.file("a.csv", &good)]).done();
        let other = engine.file("b.csv", good.replace("王某某", "赵某某"));
        let report = engine.fuyi(["import", &other]);
        assert_eq!(report.code, Some(1), "{report:?}");
        assert!(report.stdout.contains("b!B2  “平湛政复决字〔2023〕1号”"), "{report:?}");
        assert_eq!(engine.number("SELECT COUNT(*) AS number FROM import_batches"), 1);
    });
}

#[test]
fn a_day_that_has_not_come_is_a_slip_of_the_pen() {
    let engine = Engine::sqlite();
    super::samples::write_units(&mut engine.database());
    let file = engine.file("a.csv", LEDGER.replace("三月初六", "2023-03-06").replace("2023-03-01", "2098-03-01").replace("2023-03-03", ""));
    let part = engine.fuyi(["import", &file]);
    assert_eq!(part.code, Some(3), "{part:?}");
    assert!(part.stdout.contains("a 第2行  “2098-03-01”  应为：不晚于导入当日"), "{part:?}");
}

#[test]
fn faults_beyond_the_limit_are_counted() {
    let engine = Engine::sqlite();
    super::samples::write_units(&mut engine.database());
    let rows: String = (1..=1_500).map(|row| format!("{row},平湛政复决字〔2023〕{row}号,昨天,,平湛区公安分局,王某某,,\n")).collect();
    let file = engine.file("a.csv", format!("序号,案号,收到申请日期,受理日期,被申请人,申请人,审结日期,结案方式\n{rows}"));
    let refused = engine.fuyi(["import", &file]);
    let shown = refused.stdout.lines().filter(|line| line.contains("“昨天”")).count();
    assert_eq!(refused.code, Some(1));
    assert!(refused.stdout.contains(&format!("另有{}处未列出", 1_500 - shown)), "{}", &refused.stdout[refused.stdout.len() - 200..]);
}
