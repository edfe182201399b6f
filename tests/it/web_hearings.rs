//! The page of hearings: a month, a week, a list; who must appear, what stands in each other's way, and who may see it.

use fuyi::domain::access::Role;
use serde_json::{Value, json};

use super::app::*;
use super::browser::{Browser, text};
use super::engines::{Engine, on_both_engines};

/// A service with an officer, liaisons of two units, a leader, and an administrator.
pub fn court(engine: &Engine) -> App {
    let mut database = engine.database();
    units(&mut database);
    for (name, role, unit) in [
        ("clerk", Role::CaseOfficer, Some(BUREAU)),
        ("wang", Role::CaseOfficer, Some(BUREAU)),
        ("qian", Role::Liaison, Some(POLICE)),
        ("shi", Role::Liaison, Some(MARKET)),
        ("sun", Role::Leader, Some(COUNTY)),
        ("system", Role::SystemAdministrator, None),
        ("security", Role::SecurityAdministrator, None),
    ] {
        person(&mut database, name, role, unit);
    }
    drop(database);
    App::start(engine)
}

/// A suit against a unit, accepted and numbered; its id.
pub fn suit(clerk: &Caller<'_>, number: &str, unit: &str) -> i64 {
    let data = json!({"agencies": [{"agency": unit, "role": "defendant"}], "plaintiffs": [{"name": "李小明"}], "court": "某区人民法院"});
    let body = json!({"kind": "litigation", "number": number, "handler": BUREAU, "event": {
        "event": "complaint-received", "on": "2024-05-27", "data": data,
    }});
    clerk.post("/cases", &body).expect(201).json()["id"].as_i64().expect("an id")
}

/// Records an event at a version.
pub fn add(clerk: &Caller<'_>, case: i64, version: u64, event: &str, on: &str, data: &Value) {
    clerk.post_at(version, &format!("/cases/{case}/events"), &json!({"event": event, "on": on, "data": data})).expect(201);
}

/// Fixes the first hearing of a suit.
pub fn fix(clerk: &Caller<'_>, case: i64, on: &str, place: &str) {
    add(clerk, case, 1, "hearing-scheduled", "2024-05-30", &json!({"hearing_on": on, "place": place}));
}

#[test]
fn hearings_are_seen_by_month_week_and_list_with_what_is_to_be_done() {
    on_both_engines(|engine| {
        let app = court(engine);
        let clerk = app.sign_in(engine, "clerk");
        let numbers = ["（2024）豫9911行初7号", "（2024）豫9911行初8号", "（2024）豫9911行初9号"];
        let (one, other, third) = (suit(&clerk, numbers[0], POLICE), suit(&clerk, numbers[1], POLICE), suit(&clerk, numbers[2], MARKET));
        fix(&clerk, one, "2024-06-12", "第三法庭");
        fix(&clerk, other, "2024-06-12", "第一法庭");
        fix(&clerk, third, "2024-06-03", "第一法庭");

        let officer = Browser::of(&app, engine, "wang").speaking("zh-CN");
        let month = officer.page("/hearings");
        assert!(month.contains("2024年6月") && month.contains("<table class=\"days\"") && month.contains("共3次"), "{month}");
        for number in numbers {
            assert_eq!(month.matches(number).count(), 3, "in the calendar, in full, and as a conflict or on the way to its form: {month}");
        }
        assert!(month.contains("同一应出庭单位：平湛区公安分局") && month.contains("平湛区公安分局（被告）"), "{month}");
        assert!(month.contains(&format!("href=\"/cases/{third}/steps/hearing-held\"")), "its day has come: {month}");
        assert!(!month.contains(&format!("/cases/{one}/steps/")), "nothing is filed before the day: {month}");
        assert!(month.contains("/hearings?view=month&#38;on=2024-05-03") && month.contains("/hearings?view=month&#38;on=2024-07-03"));

        let week = officer.page("/hearings?view=week&on=2024-06-12");
        assert!(week.contains("6月10日") && week.contains("6月16日") && week.contains("共2次") && !week.contains(numbers[2]), "{week}");
        let list = officer.page("/hearings?view=list&on=2024-06-04");
        assert!(list.contains("2024年6月4日至2024年7月3日") && !list.contains("class=\"days\"") && !list.contains(numbers[2]), "{list}");

        // what is filed is told, what is put off stays to be seen
        let held = json!({"appearances": [{"agency": MARKET, "attended_by_rp": true, "rp_kind": "RP-DEPUTY"}]});
        add(&clerk, third, 2, "defence-and-evidence-submitted", "2024-06-01", &json!({}));
        add(&clerk, third, 3, "hearing-held", "2024-06-03", &held);
        add(&clerk, other, 2, "hearing-postponed", "2024-06-03", &json!({"hearing_on": "2024-06-20"}));
        let english = officer.speaking("en");
        let after = english.page("/hearings?on=2024-06-20");
        assert!(after.contains("filed (1 of 1 units)") && after.contains("<del>") && after.contains("put off"), "{after}");
        assert!(!after.contains("same unit must appear"), "what is put off stands in nobody's way: {after}");
        let none = english.page("/hearings?view=week&on=2024-01-01");
        assert!(none.contains("There is no hearing in these days.") && none.contains("href=\"/cases\""), "{none}");
        for wrong in ["on=2024-02-30", "on=soon", "on=9999-12-31", "view=list&on=-1"] {
            assert!(text(english.get(&format!("/hearings?{wrong}")), 422).contains("a day is written as"), "{wrong}");
        }
    });
}

#[test]
fn everybody_sees_the_hearings_within_reach_and_files_only_what_they_may() {
    on_both_engines(|engine| {
        let app = court(engine);
        let clerk = app.sign_in(engine, "clerk");
        let (police, market) = ("（2024）豫9911行初7号", "（2024）豫9911行初8号");
        let (one, other) = (suit(&clerk, police, POLICE), suit(&clerk, market, MARKET));
        fix(&clerk, one, "2024-06-03", "第一法庭");
        fix(&clerk, other, "2024-06-03", "第一法庭");
        let qian = Browser::of(&app, engine, "qian").speaking("zh-CN").page("/hearings");
        assert!(qian.contains(police) && !qian.contains(market) && qian.contains(&format!("/cases/{one}/steps/hearing-held")), "{qian}");
        assert!(!qian.contains("同一地点"), "of what lies out of reach nothing is told, not even that it stands in the way: {qian}");
        let sun = Browser::of(&app, engine, "sun").speaking("zh-CN").page("/hearings");
        assert!(sun.contains(police) && sun.contains(market) && sun.contains("同一地点：第一法庭"), "{sun}");
        assert!(!sun.contains("/steps/hearing-held"), "a leader reads: {sun}");
        text(Browser::of(&app, engine, "system").get("/hearings"), 403);
    });
}

#[test]
fn hours_are_told_and_two_of_one_person_conflict_by_the_hour_where_both_are_known() {
    on_both_engines(|engine| {
        let app = court(engine);
        let clerk = app.sign_in(engine, "clerk");
        let numbers = ["（2024）豫9911行初7号", "（2024）豫9911行初8号", "（2024）豫9911行初9号", "（2024）豫9911行初10号"];
        let suits = numbers.map(|number| suit(&clerk, number, POLICE));
        let at = |case: i64, data: Value| add(&clerk, case, 1, "hearing-scheduled", "2024-05-30", &data);
        at(suits[0], json!({"hearing_on": "2024-06-12", "hearing_at": "9:00"}));
        at(suits[1], json!({"hearing_on": "2024-06-12", "hearing_at": "10:59"}));
        at(suits[2], json!({"hearing_on": "2024-06-12", "hearing_at": "14:30"}));
        let wrong = json!({"event": "hearing-scheduled", "on": "2024-05-30", "data": {"hearing_on": "2024-06-12", "hearing_at": "25:00"}});
        let refused = clerk.post_at(1, &format!("/cases/{}/events", suits[3]), &wrong);
        assert!(refused.status == 422 || refused.status == 400, "{}", refused.status);

        let officer = Browser::of(&app, engine, "wang").speaking("zh-CN");
        let list = officer.page("/hearings?view=list&on=2024-06-04");
        assert!(list.contains("<time datetime=\"2024-06-12T09:00\">") && list.contains("<b>14:30</b>"), "{list}");
        assert_eq!(list.matches("同一应出庭单位").count(), 2, "9:00 and 10:59 are less than two hours apart; 14:30 is not: {list}");
        assert!(officer.page("/hearings?on=2024-06-12").contains("09:00 开庭 （2024）豫9911行初7号"));
        // one without an hour stands in the way of every other of its day
        at(suits[3], json!({"hearing_on": "2024-06-12"}));
        let list = officer.page("/hearings?view=list&on=2024-06-04");
        assert_eq!(list.matches("同一应出庭单位").count(), 2 + 6, "{list}");
        let docket = clerk.get("/hearings?from=2024-06-12&to=2024-06-12").expect(200).json();
        assert_eq!((docket["items"][0]["at"].as_null(), &docket["items"][1]["at"]), (Some(()), &json!("09:00")), "{docket}");
        // the hour is a field of the form; what is none is told beside it
        let form = officer.page(&format!("/cases/{}/steps/hearing-scheduled", suits[0]));
        assert!(form.contains("name=\"data.hearing_at\" value=\"\" type=\"time\""), "{form}");
    });
}

#[test]
fn hearings_as_a_file_say_what_they_show_hide_names_and_are_no_formulas() {
    on_both_engines(|engine| {
        let app = court(engine);
        let clerk = app.sign_in(engine, "clerk");
        let (one, other) = (suit(&clerk, "（2024）豫9911行初7号", POLICE), suit(&clerk, "（2024）豫9911行初8号", POLICE));
        let data = json!({"hearing_on": "2024-06-12", "hearing_at": "09:00", "place": "\u{3000}=HYPERLINK(1)"});
        add(&clerk, one, 1, "hearing-scheduled", "2024-05-30", &data);
        fix(&clerk, other, "2024-07-12", "第三法庭");
        let officer = Browser::of(&app, engine, "wang").speaking("zh-CN");
        assert!(officer.page("/hearings").contains("href=\"/hearings.xlsx?view=month&#38;on=2024-06-03\""));
        let file = officer.get("/hearings.csv?view=month&on=2024-06-03").expect(200);
        assert!(file.header("content-disposition").starts_with("attachment;") && file.header("content-type") == "text/csv; charset=utf-8");
        let file = String::from_utf8(file.body).expect("UTF-8");
        for said in [
            "2024年6月1日至2024年6月30日",
            "共1次",
            "2024-06-03 10:00",
            "wang",
            "\"2024-06-12\",\"09:00\",\"（2024）豫9911行初7号\"",
            "平湛区公安分局（被告）",
        ] {
            assert!(file.contains(said), "{said} not in {file}");
        }
        assert!(file.contains("\"'\u{3000}=HYPERLINK(1)\"") && !file.contains("李小明") && !file.contains("行初8号"), "{file}");
        let book = officer.get("/hearings.xlsx?view=list&on=2024-06-03").expect(200);
        assert!(book.body.starts_with(b"PK") && !book.body.is_empty());
        let told = engine.lines("SELECT details AS line FROM audit WHERE action = 'hearings-exported' ORDER BY id");
        assert!(told.len() == 2 && told[0].contains("\"hearings\":1") && told[0].contains("2024-06-30"), "{told:?}");
        text(officer.get("/hearings.csv?on=soon"), 422);
        let sun = Browser::of(&app, engine, "sun");
        text(sun.get("/hearings.csv"), 403);
        assert!(!sun.page("/hearings").contains("/hearings.csv"), "who may not export is not offered it");
    });
}
