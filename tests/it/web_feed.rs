//! The feed that calendars subscribe to: what it tells and what not, and when it tells nothing any more.

use fuyi::domain::access::Holder;
use serde_json::json;

use super::app::*;
use super::browser::{Browser, text};
use super::engines::{Engine, on_both_engines};
use super::http::Request;
use super::web_hearings::{add, court, fix, suit};

const SUIT: &str = "（2024）豫9911行初7号";
const OTHER: &str = "（2024）豫9911行初8号";

/// The address a browser is shown once.
fn made(browser: &Browser<'_>) -> String {
    let shown = text(browser.submit("/hearings/feed", &[]), 200);
    let address = shown.split("<a href=\"").find(|rest| rest.starts_with("/feeds/")).and_then(|rest| rest.split('"').next());
    address.unwrap_or_else(|| panic!("no address in {shown}")).to_owned()
}

/// The lines of a feed, unfolded.
fn lines(app: &App, address: &str) -> Vec<String> {
    let answer = app.get(address).expect(200);
    assert_eq!(answer.header("content-type"), "text/calendar; charset=utf-8");
    assert_eq!(answer.header("cache-control"), "no-store");
    let text = String::from_utf8(answer.body).expect("UTF-8");
    assert!(text.starts_with("BEGIN:VCALENDAR\r\n") && text.ends_with("END:VCALENDAR\r\n"), "{text}");
    text.replace("\r\n ", "").split("\r\n").map(str::to_owned).collect()
}

fn uids(lines: &[String]) -> Vec<&str> {
    lines.iter().filter_map(|line| line.strip_prefix("UID:")).collect()
}

#[test]
fn a_calendar_reads_hearings_and_deadlines_within_reach_and_no_name() {
    on_both_engines(|engine| {
        let app = court(engine);
        let clerk = app.sign_in(engine, "clerk");
        let (one, other) = (suit(&clerk, SUIT, POLICE), suit(&clerk, OTHER, MARKET));
        fix(&clerk, one, "2024-06-12", "第三法庭");
        fix(&clerk, other, "2024-06-20", "第一法庭");
        let far = suit(&clerk, "（2024）豫9911行初9号", POLICE);
        fix(&clerk, far, "2025-03-01", "第三法庭");
        let qian = Browser::of(&app, engine, "qian").speaking("en");
        let address = made(&qian);
        let told = lines(&app, &address);
        let all = told.join("\n");
        assert!(all.contains(SUIT) && all.contains("某区人民法院 第三法庭") && all.contains(POLICE), "{all}");
        assert!(!all.contains(OTHER) && !all.contains("20250301"), "neither out of reach nor a year ahead: {all}");
        for name in ["李小明", "李某", "clerk某", "qian"] {
            assert!(!all.contains(name), "{name}: {all}");
        }
        assert!(told.contains(&"DTSTART;VALUE=DATE:20240612".to_owned()), "{all}");
        let deadlines: Vec<&str> = uids(&told).into_iter().filter(|uid| uid.starts_with("deadline-")).collect();
        assert!(!deadlines.is_empty() && all.contains("Administrative Litigation Law"), "what a unit must do is told, and why: {all}");
        assert!(uids(&told).contains(&format!("hearing-{one}-2024-06-12@fuyi").as_str()), "{all}");
        assert_eq!(uids(&lines(&app, &address)), uids(&told), "names stay");

        assert!(!all.contains("VTIMEZONE"), "whole days are of no time zone: {all}");
        // put off: the old day is cancelled, the new one stands, with its hour where it is known
        add(&clerk, one, 2, "hearing-postponed", "2024-06-03", &json!({"hearing_on": "2024-06-26"}));
        let after = lines(&app, &address);
        add(&clerk, one, 3, "hearing-scheduled", "2024-06-03", &json!({"hearing_on": "2024-06-26", "hearing_at": "14:30"}));
        let hour = lines(&app, &address);
        for line in ["DTSTART;TZID=Asia/Shanghai:20240626T143000", "DTEND;TZID=Asia/Shanghai:20240626T163000", "BEGIN:VTIMEZONE"] {
            assert!(hour.contains(&line.to_owned()), "{line} not in {hour:#?}");
        }
        assert!(after.contains(&"STATUS:CANCELLED".to_owned()) && after.contains(&"DTSTART;VALUE=DATE:20240626".to_owned()), "{after:#?}");
    });
}

#[test]
fn an_address_opens_nothing_once_it_is_revoked_replaced_or_its_person_has_no_right() {
    on_both_engines(|engine| {
        let app = court(engine);
        let clerk = app.sign_in(engine, "clerk");
        fix(&clerk, suit(&clerk, SUIT, POLICE), "2024-06-12", "第三法庭");
        let qian = Browser::of(&app, engine, "qian").speaking("zh-CN");
        assert!(qian.page("/hearings/feed").contains("您还没有订阅地址"));
        let first = made(&qian);
        let secret = first.trim_start_matches("/feeds/").trim_end_matches(".ics");
        let kept = engine.lines("SELECT token_hash || ' ' || person_id AS line FROM feeds");
        assert!(kept.len() == 1 && !kept[0].contains(secret), "only the hash is kept: {kept:?}");
        assert!(!qian.page("/hearings/feed").contains(secret), "it is shown once");
        let second = made(&qian);
        lines(&app, &second);
        app.get(&first).expect(404);
        qian.submit("/hearings/feed/revocation", &[]).expect(303);
        app.get(&second).expect(404);
        qian.submit("/hearings/feed/revocation", &[]).expect(303);
        let rows = |action: &str| engine.number(&format!("SELECT COUNT(*) AS number FROM audit WHERE action = '{action}'"));
        assert_eq!((rows("feed-made"), rows("feed-revoked")), (2, 1));

        // rights are read at each request
        let third = made(&qian);
        lines(&app, &third);
        let guard = app.sign_in(engine, "security");
        let person = engine.number("SELECT id AS number FROM people WHERE user_name = 'qian'");
        let granted = guard.get(&format!("/people/{person}/grants")).expect(200).json()["items"][0]["id"].clone();
        guard.send(&guard.request("DELETE", &format!("/grants/{granted}"))).expect(204);
        app.get(&third).expect(404);
        guard.post(&format!("/people/{person}/grants"), &json!({"role": "liaison", "unit": POLICE})).expect(201);
        lines(&app, &third);
        let system = app.sign_in(engine, "system");
        system.post_at(1, &format!("/people/{person}/deactivation"), &json!({})).expect(204);
        app.get(&third).expect(404);
        let mut database = engine.database();
        assert_eq!(database.grants_of(Holder::Person(fuyi::domain::id::PersonId(person))).unwrap().len(), 2);
    });
}

#[test]
fn who_tries_many_addresses_is_told_to_wait_and_locks_nobody_out() {
    let engine = Engine::sqlite();
    drop(engine.database());
    let app = App::with(&engine, &[("FUYI_SIGN_IN_TRIES_PER_ADDRESS", "5")]);
    let mut database = engine.database();
    units(&mut database);
    person(&mut database, "qian", fuyi::domain::access::Role::Liaison, Some(POLICE));
    drop(database);
    let qian = Browser::of(&app, &engine, "qian");
    let address = made(&qian);
    // a failure is counted behind its answer
    let locked = (0..200).any(|_| {
        std::thread::sleep(std::time::Duration::from_millis(10));
        let answer = app.send(&Request::new("GET", "/feeds/nothing-of-ours.ics").header("accept", "text/html"));
        assert!([404, 429].contains(&answer.status), "{}", answer.status);
        answer.status == 429
    });
    assert!(locked, "many wrong tries are answered");
    lines(&app, &address);
    let again = Browser::new(&app);
    again.post("/sign-in", &[("user", "qian"), ("password", PASSWORD), ("to", "/")]).expect(303);
    app.get("/feeds/.ics").expect(404);
}
