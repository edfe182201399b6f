//! The calendar by page: taken in with a preview, refused by line, and followed at once by page and API; what it moves is shown, then applied.

use fuyi::domain::access::Role;
use serde_json::json;

use super::api_cases::application;
use super::app::*;
use super::browser::{Browser, hidden, text};
use super::calendar::{YEAR, holiday_cn};
use super::engines::{Engine, on_both_engines};

fn house(engine: &Engine) -> App {
    let mut database = engine.database();
    units(&mut database);
    person(&mut database, "wang", Role::CaseOfficer, Some(BUREAU));
    person(&mut database, "li", Role::SystemAdministrator, None);
    drop(database);
    App::start(engine)
}

/// Uploads a file, confirms the preview; the page that says what was done.
fn import(browser: &Browser<'_>, name: &str, content: &str, notice: &str) -> String {
    let preview = text(browser.upload("/calendar/import", name, content, &[("notice", notice), ("year", "")]), 200);
    let names = ["name", "year", "notice", "replaces", "content"];
    let fields: Vec<(&str, String)> = names.iter().map(|field| (*field, hidden(&preview, field))).collect();
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    text(browser.submit("/calendar/import/confirmation", &fields), 200)
}

#[test]
fn a_year_taken_in_by_page_is_followed_at_once() {
    on_both_engines(|engine| {
        let app = house(engine);
        let (li, wang) = (Browser::of(&app, engine, "li").speaking("en"), Browser::of(&app, engine, "wang").speaking("zh-CN"));
        let caller = app.come_in("wang");
        let due = || {
            let answer = caller.get("/periods/rl23-reply-general/due?from=2027-09-27").expect(200).json();
            (answer["due_on"].clone(), answer["provisional"].clone())
        };
        let question = "/calculator?rule=rl23-reply-general&from=2027-09-27";
        assert_eq!(due(), (json!("2027-10-12"), json!(true)));
        let before = wang.page(question);
        assert!(before.contains("2027年10月12日") && before.contains("暂定：所涉年份的放假安排尚未公布"), "{before}");
        assert!(wang.page("/calendar/2027").contains("2027年的节假日安排尚未公布"));

        let rows = engine.lines("SELECT action AS line FROM audit ORDER BY id");
        let preview = text(li.upload("/calendar/import", "2027.json", &holiday_cn(), &[("year", "2027"), ("notice", "通知")]), 200);
        assert!(
            preview.contains("This is a preview") && preview.contains("2027-10-09") && preview.contains("make-up working day"),
            "{preview}"
        );
        assert_eq!(engine.lines("SELECT action AS line FROM audit ORDER BY id").len(), rows.len(), "a preview writes nothing");
        assert_eq!(due(), (json!("2027-10-12"), json!(true)));

        let done = import(&li, "2027.json", &holiday_cn(), "国办发明电〔2026〕9号");
        assert!(done.contains("version 2027.i1") && done.contains("href=\"/deadlines/recompute\""), "{done}");
        assert_eq!(due(), (json!("2027-10-15"), json!(false)));
        let after = wang.page(question);
        assert!(after.contains("2027年10月15日") && after.contains("2027.i1") && after.contains("确定：所涉年份"), "{after}");
        let year = wang.page("/calendar/2027");
        assert!(year.contains("国办发明电〔2026〕9号") && year.contains("2027.i1") && year.contains("调休上班"), "{year}");
        assert!(year.contains("<td class=\"work\">9<small>班</small></td>") && year.contains("<td class=\"off\">1<small>休</small></td>"));
        let trail = engine.lines("SELECT action AS line FROM audit ORDER BY id");
        assert!(trail.contains(&"calendar-imported".to_owned()), "{trail:?}");
        assert!(import(&li, "2027.csv", YEAR, "").contains("nothing changes"));
        assert!(caller.get("/calendar").expect(200).json()["items"].as_array().unwrap().contains(&json!(2027)));
    });
}

#[test]
fn a_file_at_fault_is_refused_line_by_line() {
    on_both_engines(|engine| {
        let app = house(engine);
        let li = Browser::of(&app, engine, "li").speaking("en");
        let bad = YEAR.replace("2027-06-09,off", "2027-06-09,free").replace("2027-04-05", "2027-04-31");
        let shown = text(li.upload("/calendar/import", "2027.csv", &bad, &[("notice", "kept"), ("year", "")]), 422);
        assert!(shown.contains("line 8: ") && shown.contains("line 11: ") && shown.contains("value=\"kept\""), "{shown}");
        let path = holiday_cn().replace("2027-04-05", "2027-04-31");
        assert!(text(li.upload("/calendar/import", "x.json", &path, &[]), 422).contains("days[6].date: "));
        assert!(text(li.upload("/calendar/import", "x.csv", &"x".repeat(40_000), &[]), 422).contains("32 KiB"));
        assert!(text(li.upload("/calendar/import", "x.csv", "", &[]), 422).contains("choose a file"));
        assert!(text(li.upload("/calendar/import", "x.csv", YEAR, &[("year", "next")]), 422).contains("next"));
        assert_eq!(engine.number("SELECT count(*) AS number FROM calendar_years"), 0);
    });
}

#[test]
fn a_year_changed_since_the_preview_is_previewed_again() {
    on_both_engines(|engine| {
        let app = house(engine);
        let li = Browser::of(&app, engine, "li").speaking("en");
        let preview = text(li.upload("/calendar/import", "2027.csv", YEAR, &[]), 200);
        import(&li, "other.csv", &YEAR.replace("2027-10-09,work", "2027-10-10,work"), "");
        let names = ["name", "year", "replaces", "content"];
        let fields: Vec<(&str, String)> = names.iter().map(|field| (*field, hidden(&preview, field))).collect();
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let shown = text(li.submit("/calendar/import/confirmation", &fields), 422);
        assert!(shown.contains("somebody else has changed the calendar of 2027"), "{shown}");
        assert_eq!(engine.number("SELECT count(*) AS number FROM calendar_years"), 1);
        // confirmed once more, it replaces
        assert!(import(&li, "2027.csv", YEAR, "").contains("in place of 2027.i1"));
    });
}

#[test]
fn deadlines_that_move_are_listed_and_moved_with_a_reason() {
    on_both_engines(|engine| {
        let app = house(engine);
        let li = Browser::of(&app, engine, "li").speaking("en");
        let caller = app.sign_in(engine, "wang");
        let number = "平湛政复决字〔2024〕59号";
        caller.post("/cases", &application(Some(number), "2024-05-31")).expect(201);
        assert!(li.page("/deadlines/recompute").contains("1 cases computed"));
        // five working days from Friday 31 May, if Friday 7 June were a day off as well
        let bundled = engine.fuyi(["calendar", "show", "2024", "--format", "csv"]).done();
        let changed = bundled.replace("2024-06-10,off", "2024-06-07,off,端午节,Dragon Boat Festival\n2024-06-10,off");
        assert_ne!(changed, bundled);
        import(&li, "2024.csv", &changed, "");
        let shown = li.page("/deadlines/recompute");
        assert!(
            shown.contains("2024-06-07") && shown.contains("2024-06-11") && !shown.contains(number),
            "no number to who reads no cases: {shown}"
        );
        assert!(text(li.submit("/deadlines/recompute", &[("reason", " ")]), 422).contains("give a reason"));
        let stored = || engine.number("SELECT count(*) AS number FROM audit WHERE action = 'deadlines-recomputed'");
        assert_eq!(stored(), 0);
        let done = text(li.submit("/deadlines/recompute", &[("reason", "端午节安排更正")]), 200);
        assert!(done.contains("deadlines of 1 were rewritten") && done.contains("every deadline is what"), "{done}");
        assert_eq!(stored(), 1);
        let details = engine.lines("SELECT details AS line FROM audit WHERE action = 'deadlines-recomputed'");
        assert!(details[0].contains("端午节安排更正"), "{details:?}");
    });
}
