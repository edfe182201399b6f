//! What is stored as pending is what the law says on any later day; and a changed law shows what it would change before it does.

use std::process::Stdio;
use std::sync::LazyLock;
use std::time::Duration;

use chrono::Days;
use fuyi::domain::Day;
use fuyi::domain::case::{Case, CaseKind, History};
use fuyi::domain::deadline::{DeadlineState, Pending, Whose, deadlines, pending};
use fuyi::domain::law::Law;
use fuyi::store::StoreError;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::engines::{Engine, on_both_engines};
use super::program::{Ran, fuyi, ran};
use super::samples::{BATCH, act, feed, ledger, new_case, write_units};
use crate::walk::walk;

static LAW: LazyLock<Law> = LazyLock::new(|| Law::bundled().unwrap());

/// What a person would be shown of a pending deadline.
type Shown = (String, Day, (Option<Day>, Option<Day>, Option<Day>), bool, bool, bool, DeadlineState);

fn by_the_law(case: &Case, on: Day) -> Vec<Shown> {
    let case = case.as_of(on, &LAW);
    let open = deadlines(&LAW, &case, on).into_iter().filter(|deadline| deadline.state.is_open());
    let mut shown: Vec<Shown> = open
        .map(|deadline| {
            let (rule, ours, state) = (deadline.basis.id().to_owned(), deadline.whose == Whose::Ours, deadline.state);
            let days = (deadline.safe_on, deadline.latest_on, deadline.nominal_on);
            (rule, deadline.from, days, deadline.provisional, deadline.estimated.is_some(), ours, state)
        })
        .collect();
    shown.sort();
    shown
}

fn as_stored(rows: &[Pending], on: Day) -> Vec<Shown> {
    let mut shown: Vec<Shown> = rows
        .iter()
        .filter(|row| row.is_shown_on(on))
        .map(|row| {
            let state = DeadlineState::of_pending(row.safe_on, row.latest_on, row.estimated, on);
            (row.rule.clone(), row.from, (row.safe_on, row.latest_on, row.nominal_on), row.provisional, row.estimated, row.ours, state)
        })
        .collect();
    shown.sort();
    shown
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_pending_on_a_later_day_is_known_beforehand(seed in any::<u64>(), entries in 1_usize..24, seen in 0_u64..40, later in 0_u64..3000) {
        let walked = walk(seed, &LAW);
        let history = History(walked.history.0.iter().take(entries).cloned().collect());
        let Some(last) = history.0.iter().map(|entry| entry.on).max() else { return Ok(()) };
        let case = Case::fold(walked.kind, &history, &LAW);
        let written_on = last + Days::new(seen);
        let rows = pending(&LAW, &case, written_on);
        for on in [written_on, written_on + Days::new(later % 70), written_on + Days::new(later)] {
            prop_assert_eq!(as_stored(&rows, on), by_the_law(&case, on), "on {} of rows written on {}", on, written_on);
        }
    }
}

#[test]
fn silence_opens_the_way_to_court_on_its_own_day() {
    use fuyi::domain::case::Entry;
    use fuyi::domain::case::event::{Accepted, ApplicationReceived};
    let day = |text: &str| text.parse::<Day>().unwrap();
    let history = History(vec![
        Entry::recorded(day("2025-03-03"), ApplicationReceived::default()),
        Entry::recorded(day("2025-03-04"), Accepted::default()),
    ]);
    let case = Case::fold(CaseKind::Reconsideration, &history, &LAW);
    let rows = pending(&LAW, &case, day("2025-03-04"));
    let of = |rule: &str| rows.iter().find(|row| row.rule == rule).unwrap_or_else(|| panic!("{rule}: {rows:#?}"));
    let decide = of("rl23-decide-general");
    assert_eq!((decide.shown_from, decide.safe_on), (day("2025-03-04"), Some(day("2025-05-06"))), "60 days, moved by the May holiday");
    assert_eq!(decide.shown_until, fuyi::domain::deadline::FOREVER, "a duty stays until it is met");
    let sue = of("apl-sue-after-silence");
    assert_eq!((sue.shown_from, sue.from), (day("2025-05-07"), day("2025-05-06")));
    assert_eq!((sue.safe_on, sue.shown_until), (Some(day("2025-05-21")), day("2025-05-21")), "a right ends with its last day");
}

/// A review whose clock stood for a week of February 2024.
fn open_a_review(engine: &Engine) {
    write_units(&mut engine.database());
    let first = ["case", "record", "application-received", "--new", "reconsideration", "--number", REVIEW, "--on", "2024-01-08"];
    engine.fuyi(first.into_iter().chain(["--unit", "区公安分局"])).done();
    for (event, on, data) in [
        ("accepted", "2024-01-11", "{}"),
        ("copy-sent", "2024-01-12", r#"{"received_on":"2024-01-15"}"#),
        ("reply-received", "2024-01-20", "{}"),
        ("suspended", "2024-02-01", r#"{"ground":"SU-7"}"#),
        ("resumed", "2024-02-08", "{}"),
    ] {
        engine.fuyi(["case", "record", event, "--case", REVIEW, "--on", on, "--data", data]).done();
    }
}

const REVIEW: &str = "平湛政复决字〔2024〕1号";

/// Runs the program where the day a review resumes does not count either (A07).
fn both_days(engine: &Engine, arguments: &[&str]) -> Ran {
    let mut command = fuyi(["--database", engine.url.as_str(), "--lang", "en"]);
    ran(command.args(arguments).env("FUYI_LAW_SUSPENSION", "both-days").current_dir(engine.directory.path()))
}

fn listed(engine: &Engine, arguments: &[&str]) -> Value {
    engine.fuyi(["deadlines", "list", "--format", "json"].into_iter().chain(arguments.iter().copied())).json()
}

#[test]
fn what_is_due_is_listed_with_how_it_stands() {
    on_both_engines(|engine| {
        open_a_review(engine);
        let list = listed(engine, &[]);
        let decide =
            list["deadlines"].as_array().unwrap().iter().find(|line| line["rule"] == "rl23-decide-general").expect("the duty to decide");
        assert_eq!((&decide["due_on"], &decide["state"], &decide["number"]), (&json!("2024-03-18"), &json!("overdue"), &json!(REVIEW)));
        assert_eq!(list["counts"]["overdue"], json!(list["deadlines"].as_array().unwrap().len()));
        assert_eq!(listed(engine, &["--until", "2024-03-17"])["deadlines"], json!([]));
        assert_eq!(listed(engine, &["--overdue", "--ours"])["deadlines"][0], *decide);
        assert_eq!(listed(engine, &["--unit", "区公安分局"])["deadlines"], json!([]), "to decide is the duty of the organ");
        let text = engine.fuyi(["deadlines", "list"]);
        assert!(text.stderr.contains("超期1项"), "{text:?}");
        assert!(text.done().contains("2024-03-18  已超期"));
        let (zh, en) = engine.refused(&["deadlines", "list", "--unit", "无此单位"]);
        assert!(zh.contains("没有名为“无此单位”的单位") && en.contains("there is no unit"), "{zh} {en}");
    });
}

#[test]
fn a_changed_setting_is_previewed_and_applied_as_one_act() {
    on_both_engines(|engine| {
        open_a_review(engine);
        let before = engine.rows();
        let current = engine.fuyi(["deadlines", "recompute", "--format", "json"]).json();
        assert_eq!(current["changes"], json!([]));
        assert_eq!(current["found"]["law"], current["found"]["law_before"]);

        let preview = both_days(engine, &["deadlines", "recompute", "--format", "json"]).json();
        let changes = preview["changes"].as_array().unwrap();
        assert_eq!(changes.len(), 1, "{preview}");
        let change = &changes[0];
        assert_eq!(
            (&change["number"], &change["rule"], &change["from"]),
            (&json!(REVIEW), &json!("rl23-decide-general"), &json!("2024-01-11"))
        );
        assert_eq!((&change["old"]["due_on"], &change["new"]["due_on"]), (&json!("2024-03-18"), &json!("2024-03-19")));
        assert_eq!(change["reason"]["en"], "change of legal settings: its last day moves");
        assert_eq!((&preview["found"]["cases"], &preview["found"]["changes"]), (&json!(1), &json!(1)));
        let text = both_days(engine, &["deadlines", "recompute"]);
        assert!(text.stderr.contains("1 deadlines would change; nothing was written"), "{text:?}");
        assert!(text.done().starts_with(&format!("{REVIEW}  2024-03-18 → 2024-03-19  ")));
        let csv = both_days(engine, &["deadlines", "recompute", "--format", "csv"]).done();
        assert!(csv.lines().nth(1).unwrap().contains(",2024-01-11,2024-03-18,2024-03-19,"), "{csv}");
        assert_eq!(engine.rows(), before, "a preview writes nothing");
        assert!(both_days(engine, &["deadlines", "list"]).stderr.contains("fuyi deadlines recompute"));
        assert_eq!(both_days(engine, &["verify"]).code, Some(1), "rows of another law are not compared");
        engine.fuyi(["verify"]).done();

        let applied = both_days(engine, &["deadlines", "recompute", "--apply", "--reason", "本院观点"]);
        assert!(applied.stderr.contains("the deadlines of 1 were rewritten"), "{applied:?}");
        let trail = engine.lines("SELECT action || ' ' || details AS line FROM audit ORDER BY id DESC LIMIT 1").remove(0);
        assert!(trail.starts_with("deadlines-recomputed ") && trail.contains("本院观点"), "{trail}");
        assert_eq!(listed(engine, &[])["deadlines"][0]["due_on"], "2024-03-19");
        both_days(engine, &["verify"]).done();
        assert_eq!(both_days(engine, &["deadlines", "recompute", "--format", "json"]).json()["changes"], json!([]));

        // an event recorded under another law computes its own case with that one
        engine.fuyi(["case", "record", "opinions-heard", "--case", REVIEW, "--on", "2024-02-09", "--data", "{}"]).done();
        assert_eq!(listed(engine, &[])["deadlines"][0]["due_on"], "2024-03-18");
        assert_eq!(listed(engine, &[])["law_has_changed"], true, "the rest still belongs to the other");
    });
}

#[test]
fn a_recomputation_that_is_killed_leaves_all_or_nothing() {
    const CASES: i64 = 3000;
    on_both_engines(|engine| {
        let mut database = engine.database();
        write_units(&mut database);
        let cases = ledger(0, CASES as u32).map(|mut case| {
            case.case = new_case(case.case.number.as_deref(), case.case.entries[..1].to_vec());
            Ok::<_, StoreError>(case)
        });
        database.bulk_load(&BATCH, feed(cases), &act()).expect("a batch");
        let old_rows = || engine.number("SELECT COUNT(*) AS number FROM deadlines WHERE rule = 'decide'");
        // one question: a server may still commit what the child had told it to
        let rows_and_laws =
            "SELECT 10 * (SELECT COUNT(*) FROM deadlines WHERE rule = 'decide') + (SELECT COUNT(*) FROM deadline_law) AS number";
        assert_eq!(old_rows(), CASES);
        let mut after = Duration::from_millis(40);
        // killed later and later, until it once comes to its end
        let killed = (0..200)
            .take_while(|_| {
                let arguments = ["--database", engine.url.as_str(), "deadlines", "recompute", "--apply"];
                let mut child = fuyi(arguments).stderr(Stdio::null()).spawn().expect("the program");
                std::thread::sleep(after);
                after = after * 3 / 2;
                let ended = child.try_wait().expect("a child").is_some();
                child.kill().expect("killed");
                child.wait().expect("gone");
                let left = engine.number(rows_and_laws);
                assert!(left == 10 * CASES || left == 1, "{} of the old rows, {} laws", left / 10, left % 10);
                !ended && left > 1
            })
            .count();
        assert!(killed > 1, "it was killed in its midst");
        assert_eq!(old_rows(), 0);
        assert_eq!(engine.number("SELECT COUNT(*) AS number FROM audit WHERE action = 'deadlines-recomputed'"), 1);
        engine.fuyi(["verify"]).done();
    });
}
