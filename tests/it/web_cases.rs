//! The pages of cases: the list, the file, the workbench, for those who work with them.

use fuyi::domain::access::Role;
use serde_json::{Value, json};

use super::app::*;
use super::browser::{Browser, hidden, text};
use super::engines::{Engine, on_both_engines};
use super::http::Request;

/// A service with an officer, a liaison of the police, a leader, and cases the officer has opened.
fn desk(engine: &Engine) -> App {
    let mut database = engine.database();
    units(&mut database);
    person(&mut database, "clerk", Role::CaseOfficer, Some(BUREAU));
    person(&mut database, "wang", Role::CaseOfficer, Some(BUREAU));
    person(&mut database, "zhou", Role::CaseOfficer, Some(BUREAU));
    person(&mut database, "qian", Role::Liaison, Some(POLICE));
    person(&mut database, "sun", Role::Leader, Some(COUNTY));
    person(&mut database, "system", Role::SystemAdministrator, None);
    drop(database);
    App::start(engine)
}

const FIRST: &str = "平湛政复决字〔2024〕1号";
const SUIT: &str = "（2024）豫9911行初7号";

/// Opens an application of a day; its id.
fn application(clerk: &Caller<'_>, number: Option<&str>, on: &str, name: &str, matter: &str) -> i64 {
    let body = json!({"kind": "reconsideration", "number": number, "handler": BUREAU, "event": {
        "event": "application-received", "on": on, "data": {
            "applicants": [{"name": name, "kind": "citizen"}], "respondents": [POLICE], "matter": matter, "officer": "wang某", "act_made_on": "2024-04-02",
        },
    }});
    clerk.post("/cases", &body).expect(201).json()["id"].as_i64().expect("an id")
}

fn suit(clerk: &Caller<'_>) -> i64 {
    let body = json!({"kind": "litigation", "number": SUIT, "handler": BUREAU, "event": {
        "event": "complaint-received", "on": "2024-05-31",
        "data": {"agencies": [{"agency": POLICE, "role": "defendant"}], "plaintiffs": [{"name": "李某某"}], "court": "某区人民法院"},
    }});
    clerk.post("/cases", &body).expect(201).json()["id"].as_i64().expect("an id")
}

fn record(clerk: &Caller<'_>, case: i64, version: u64, event: &str, on: &str, data: &Value) {
    clerk.post_at(version, &format!("/cases/{case}/events"), &json!({"event": event, "on": on, "data": data})).expect(201);
}

#[test]
fn the_list_filters_by_chips_that_can_be_taken_away_and_goes_on() {
    on_both_engines(|engine| {
        let app = desk(engine);
        let clerk = app.sign_in(engine, "clerk");
        for day in 10..=39 {
            let (month, day) = (4 + day / 32, 1 + day % 28);
            application(&clerk, None, &format!("2024-0{month}-{day:02}"), "李某某", "行政处罚");
        }
        let numbered = application(&clerk, Some(FIRST), "2024-05-31", "王小明", "信息公开");
        suit(&clerk);
        let wang = Browser::of(&app, engine, "wang").speaking("zh-CN");
        let whole = wang.page("/cases?size=25");
        assert!(whole.contains(FIRST) && whole.contains(SUIT) && whole.contains(&format!("href=\"/cases/{numbered}\"")), "{whole}");
        assert!(whole.contains("今天到期") || whole.contains("个工作日内到期"), "dates say how they stand: {whole}");
        let next = whole.split("rel=\"next\"").next().and_then(|before| before.rsplit("href=\"").next()).expect("a next page");
        let next = next.split('"').next().unwrap_or_default().replace("&#38;", "&");
        let second = wang.page(&next);
        assert!(!second.contains("rel=\"next\"") && second.contains("回到第一页") && second.contains("本页7件"), "{second}");

        let litigation = wang.page("/cases?kind=litigation&year=2024");
        assert!(litigation.contains(SUIT) && !litigation.contains(FIRST), "{litigation}");
        assert!(litigation.contains("href=\"/cases?year=2024\"") && litigation.contains("href=\"/cases?kind=litigation\""), "{litigation}");
        // by any part of a name or a number, and in the order asked for
        let found = wang.page("/cases?q=%E5%B0%8F%E6%98%8E");
        assert!(found.contains(FIRST) && !found.contains(SUIT) && found.contains("value=\"小明\""), "{found}");
        let ordered = wang.page("/cases?sort=next-date&due=soon");
        assert!(ordered.contains("aria-sort=\"ascending\"") && ordered.contains("即将到期 <b"), "{ordered}");
        assert!(ordered.contains("href=\"/cases?due=soon&#38;sort=number\""), "{ordered}");
        let none = wang.page("/cases?kind=respondent-reconsideration");
        assert!(none.contains("没有符合条件的案件") && none.contains("可取消一项条件"), "{none}");
        for (query, said) in [("year=soon", "soon"), ("kind=tax", "tax"), ("state=asleep", "asleep"), ("unit=%E6%97%A0", "“无”")] {
            let shown = text(wang.get(&format!("/cases?{query}")), 422);
            assert!(shown.contains("请更正以下内容") && shown.contains(said), "{query}: {shown}");
        }
        // a unit sees its suits and never the organ's file
        let qian = Browser::of(&app, engine, "qian").speaking("en");
        let seen = qian.page("/cases");
        assert!(seen.contains(SUIT) && !seen.contains(FIRST), "{seen}");
        assert_eq!(text(qian.get(&format!("/cases/{numbered}")), 404).matches("平湛").count(), 0, "what lies out of reach is not told");
    });
}

#[test]
fn a_list_as_a_file_says_what_it_shows_hides_names_and_is_no_formula() {
    on_both_engines(|engine| {
        let app = desk(engine);
        let clerk = app.sign_in(engine, "clerk");
        application(&clerk, Some(FIRST), "2024-05-31", "王小明", "=HYPERLINK(\"http://evil.test\")");
        suit(&clerk);
        let wang = Browser::of(&app, engine, "wang").speaking("zh-CN");
        let file = wang.get("/cases.csv?kind=reconsideration&open=yes").expect(200);
        assert_eq!(file.header("content-type"), "text/csv; charset=utf-8");
        assert!(file.header("content-disposition").starts_with("attachment;"));
        let file = String::from_utf8(file.body).expect("UTF-8");
        let lines: Vec<&str> = file.split("\r\n").collect();
        assert!(file.starts_with('\u{feff}') && lines[0].contains("共1件"), "{file}");
        assert!(lines[1].contains("案件类别：行政复议") && lines[1].contains("只看未结"), "{file}");
        assert!(lines[2].contains("2024-06-03 10:00") && lines[3].contains("wang"), "{file}");
        assert!(file.contains("王某某") && !file.contains("王小明"), "{file}");
        assert!(file.contains("\"'=HYPERLINK(\"\"http://evil.test\"\")\""), "{file}");
        let told = engine.lines("SELECT details AS line FROM audit WHERE action = 'cases-exported' ORDER BY id");
        assert!(told.len() == 1 && told[0].contains("\"cases\":1") && told[0].contains("只看未结"), "{told:?}");
        let sun = Browser::of(&app, engine, "sun");
        text(sun.get("/cases.csv"), 403);
        assert!(!sun.page("/cases").contains("/cases.csv"), "who may not export is not offered it");
    });
}

#[test]
fn a_file_tells_where_the_case_stands_what_happened_and_why_each_date() {
    on_both_engines(|engine| {
        let app = desk(engine);
        let clerk = app.sign_in(engine, "clerk");
        let case = application(&clerk, Some(FIRST), "2024-05-06", "李某某", "行政处罚");
        record(&clerk, case, 1, "accepted", "2024-05-10", &json!({"procedure": "general"}));
        record(&clerk, case, 2, "copy-sent", "2024-05-13", &json!({"received_on": "2024-05-14"}));
        let wang = Browser::of(&app, engine, "wang").speaking("zh-CN");
        let shown = wang.page(&format!("/cases/{case}"));
        for said in [
            "<title>平湛政复决字〔2024〕1号",
            "aria-current=\"step\"",
            "李某某（申请人）",
            "<time datetime=\"2024-05-10\">2024年5月10日</time><h3>受理</h3>",
            "<dt>被申请人收到日期</dt><dd>2024年5月14日</dd>",
            "申请书、申请笔录",
            "这一天怎么来的",
            "作出行政复议决定",
            "<b>2024年7月9日</b>",
            "须提请行政复议机构负责人批准",
            "登记下一步",
            "尚待：",
        ] {
            assert!(shown.contains(said), "{said}: {shown}");
        }
        assert!(shown.contains(&format!("href=\"/cases/{case}/steps/decision-made\"")) || shown.contains("作出决定"), "{shown}");
        assert!(!shown.contains("/steps/annulled\""), "an annulment is asked for at its entry");
        assert!(shown.contains(&format!("href=\"/cases/{case}/entries/2/annulment\"")), "{shown}");
        // a leader reads and is offered nothing else
        let sun = Browser::of(&app, engine, "sun").speaking("en");
        let read = sun.page(&format!("/cases/{case}"));
        assert!(read.contains("Make the reconsideration decision") && read.contains("accepted"), "{read}");
        for offered in ["/links\"", "/assignment\"", "enctype", "/steps/", "/annulment\""] {
            assert!(!read.contains(offered), "{offered}");
        }
        for nowhere in ["/cases/999999", "/cases/none", "/cases/-1"] {
            text(wang.get(nowhere), 404);
        }
    });
}

#[test]
fn what_was_taken_back_stays_struck_through_with_who_when_and_why() {
    on_both_engines(|engine| {
        let app = desk(engine);
        let clerk = app.sign_in(engine, "clerk");
        let case = application(&clerk, Some(FIRST), "2024-05-06", "李某某", "行政处罚");
        record(&clerk, case, 1, "accepted", "2024-05-10", &json!({}));
        let annul =
            json!({"event": {"event": "annulled", "on": "2024-06-03", "data": {"entry": 1, "reason": "日期误记"}}, "reason": "日期误记"});
        let asked = clerk.post_at(2, &format!("/cases/{case}/approvals"), &annul).expect(201).json();
        let mut database = engine.database();
        person(&mut database, "zhao", Role::Approver, Some(COUNTY));
        drop(database);
        app.sign_in(engine, "zhao").post(&format!("/approvals/{}/approval", asked["id"]), &json!({})).expect(201);
        let wang = Browser::of(&app, engine, "wang").speaking("zh-CN");
        let shown = wang.page(&format!("/cases/{case}"));
        assert!(shown.contains("<li class=\"annulled\"><del><time datetime=\"2024-05-10\">"), "{shown}");
        assert_eq!(shown.matches("2024-06-03 10:00 zhao 撤销：日期误记").count(), 2, "in the timeline and among the corrections: {shown}");
        assert!(!shown.contains(&format!("/cases/{case}/entries/1/annulment")), "nothing is taken back twice");
    });
}

#[test]
fn cases_are_tied_both_ways_and_the_ties_are_followed() {
    on_both_engines(|engine| {
        let app = desk(engine);
        let clerk = app.sign_in(engine, "clerk");
        let (first, suit) = (application(&clerk, Some(FIRST), "2024-04-08", "李某某", "行政处罚"), suit(&clerk));
        let wang = Browser::of(&app, engine, "wang").speaking("zh-CN");
        let at = format!("/cases/{suit}/links");
        let page = wang.page(&format!("/cases/{suit}"));
        let version = hidden(&page, "version");
        for (number, said) in [("不是案号", "不是案号"), (SUIT, "不能与本案自身关联")] {
            let again = text(wang.submit(&at, &[("number", number), ("kind", "reconsideration"), ("version", &version)]), 422);
            assert!(again.contains(said) && again.contains(&format!("value=\"{number}\"")), "what was typed stays: {again}");
            assert!(again.contains("id=\"link-fault\""), "and the fault stands at the field: {again}");
        }
        let tie = [("number", "平湛政复决字[2024]1号"), ("kind", "reconsideration"), ("version", version.as_str())];
        let done = wang.submit(&at, &tie).expect(303);
        let shown = wang.page(done.header("location").split('#').next().unwrap_or_default());
        assert!(shown.contains("已关联") && shown.contains(&format!("<a href=\"/cases/{first}\">{FIRST}</a>")), "{shown}");
        let back = wang.page(&format!("/cases/{first}"));
        assert!(back.contains("后续诉讼：") && back.contains(&format!("<a href=\"/cases/{suit}\">{SUIT}</a>")), "{back}");
        // the version that was read is no longer the one there is
        let stale = text(wang.submit(&at, &[("number", "（2024）豫99行终1号"), ("kind", "appeal-of"), ("version", &version)]), 422);
        assert!(stale.contains("（2024）豫99行终1号"), "{stale}");
        let twice = hidden(&wang.page(&format!("/cases/{suit}")), "version");
        let twice = text(wang.submit(&at, &[("number", FIRST), ("kind", "reconsideration"), ("version", &twice)]), 422);
        assert!(twice.contains("已经登记"), "{twice}");
    });
}

#[test]
fn documents_are_known_by_content_and_always_saved() {
    on_both_engines(|engine| {
        let app = desk(engine);
        let clerk = app.sign_in(engine, "clerk");
        let case = suit(&clerk);
        let wang = Browser::of(&app, engine, "wang").speaking("zh-CN");
        let at = format!("/cases/{case}/documents");
        wang.upload(&at, "传票.pdf", "%PDF-1.7 x", &[("name", "开庭传票")]).expect(303);
        let page = wang.page(&format!("/cases/{case}?done=uploaded"));
        assert!(page.contains("开庭传票") && page.contains("PDF · 10 B") && page.contains("文书已上传"), "{page}");
        let file = wang.get(&format!("{at}/1")).expect(200);
        assert!(file.header("content-disposition").starts_with("attachment;") && file.body == b"%PDF-1.7 x");
        assert_eq!(file.header("content-type"), "application/pdf");
        let wrong = text(wang.upload(&at, "传票.pdf", "<html><script>", &[("name", "假传票")]), 422);
        assert!(wrong.contains("只接受 PDF") && wrong.contains("value=\"假传票\""), "{wrong}");
        assert!(text(wang.upload(&at, "", "", &[]), 422).contains("请选择文件"));
        text(wang.get(&format!("{at}/2")), 404);
        let forged = wang.send(Request::new("POST", &at).upload("a.pdf", b"%PDF-1.7", &[("csrf", "guess")]));
        text(forged, 403);
        assert_eq!(engine.number("SELECT COUNT(*) AS number FROM documents"), 1);
    });
}

#[test]
fn a_case_is_handed_over_to_another_officer() {
    on_both_engines(|engine| {
        let app = desk(engine);
        let clerk = app.sign_in(engine, "clerk");
        let case = application(&clerk, Some(FIRST), "2024-05-31", "李某某", "行政处罚");
        let wang = Browser::of(&app, engine, "wang").speaking("zh-CN");
        let zhou = engine.database().person_named("zhou").unwrap().unwrap().id.to_string();
        let at = format!("/cases/{case}/assignment");
        assert!(text(wang.submit(&at, &[("officer", ""), ("unit", "")]), 422).contains("请选择承办人"));
        wang.submit(&at, &[("officer", &zhou), ("unit", "")]).expect(303);
        assert!(wang.page(&format!("/cases/{case}")).contains("zhou某（卷内记载：wang某）"));
        // it is zhou's on the workbench now
        let mine = Browser::of(&app, engine, "zhou").speaking("zh-CN").page("/");
        assert!(mine.contains("我的期限") && mine.contains(FIRST), "{mine}");
        assert!(wang.page("/?of=mine").contains("三十日内没有到期事项"));
        assert!(wang.page("/?of=all").contains(FIRST));
    });
}

#[test]
fn the_workbench_tells_what_is_due_and_what_others_have_done() {
    on_both_engines(|engine| {
        let app = desk(engine);
        let clerk = app.sign_in(engine, "clerk");
        let overdue = application(&clerk, Some(FIRST), "2024-02-26", "李某某", "行政处罚");
        record(&clerk, overdue, 1, "accepted", "2024-03-01", &json!({"procedure": "general"}));
        let wang = Browser::of(&app, engine, "wang").speaking("zh-CN");
        let shown = wang.page("/");
        assert!(shown.contains("<b class=\"due overdue\">2</b>已超期") && shown.contains("已超期 "), "{shown}");
        assert!(shown.contains("收到申请") && shown.contains("受理") && shown.contains("clerk · 2024-06-03 10:00"), "{shown}");
        assert!(shown.contains("十四日内没有开庭"), "{shown}");
        let english = wang.speaking("en").page("/");
        assert!(english.contains("days overdue") && english.contains("application received"), "{english}");
        // administrators see what is open in the system and nothing of cases
        let system = Browser::of(&app, engine, "system").speaking("zh-CN").page("/");
        assert!(system.contains("待办事项") && !system.contains(FIRST) && !system.contains("我的期限"), "{system}");
    });
}

#[test]
fn a_view_is_kept_for_its_person_alone() {
    on_both_engines(|engine| {
        let app = desk(engine);
        let clerk = app.sign_in(engine, "clerk");
        application(&clerk, Some(FIRST), "2024-05-31", "李某某", "行政处罚");
        let wang = Browser::of(&app, engine, "wang").speaking("zh-CN");
        let query = hidden(&wang.page("/cases?open=yes&kind=reconsideration"), "query").replace("&#38;", "&");
        assert_eq!(query, "kind=reconsideration&open=yes");
        wang.submit("/cases/views", &[("name", "未结复议"), ("query", &query)]).expect(303);
        let again = text(wang.submit("/cases/views", &[("name", ""), ("query", &query)]), 422);
        assert!(again.contains("视图名称应为"), "{again}");
        let shown = wang.page("/cases");
        assert!(shown.contains("href=\"/cases?kind=reconsideration&#38;open=yes\">未结复议</a>"), "{shown}");
        assert!(!Browser::of(&app, engine, "zhou").page("/cases").contains("未结复议"), "nobody else's");
        wang.submit("/cases/views/removal", &[("name", "未结复议")]).expect(303);
        wang.submit("/cases/views/removal", &[("name", "未结复议")]).expect(303);
        assert!(!wang.page("/cases").contains("未结复议"));
    });
}

#[test]
fn large_type_is_one_click_away_and_remembered() {
    let engine = Engine::sqlite();
    let app = App::start(&engine);
    let browser = Browser::new(&app).speaking("zh-CN");
    let page = browser.page("/sign-in?to=/cases");
    let address = page.split("href=\"/type/large").nth(1).and_then(|rest| rest.split('"').next()).expect("a switch");
    assert_eq!(browser.get(&format!("/type/large{address}")).expect(303).header("location"), "/sign-in?to=/cases");
    for target in ["/sign-in", "/nowhere"] {
        let shown = String::from_utf8(browser.get(target).body).expect("UTF-8");
        assert!(shown.contains("<html lang=\"zh-CN\" class=\"large\">") && shown.contains("标准字号"), "{shown}");
    }
    browser.get("/type/normal?to=/").expect(303);
    assert!(browser.page("/sign-in").contains("<html lang=\"zh-CN\">"));
    text(browser.get("/type/enormous"), 404);
    let icon = page.split("rel=\"icon\" type=\"image/svg+xml\" href=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("an icon");
    assert_eq!(app.get(icon).expect(200).header("content-type"), "image/svg+xml");
}
