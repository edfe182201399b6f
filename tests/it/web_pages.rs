//! Every page: in both languages, for who may see it and who may not; well made, without scripts, with what it promises.

use fuyi::domain::access::{Action, Role, scope};
use fuyi::http::call::Needs;
use serde_json::json;

use super::app::*;
use super::browser::{Browser, text};
use super::engines::{Engine, on_both_engines};
use super::http::Request;

/// One person a role, each named after it, and a suit with a document that all of them who read cases may read.
fn house(engine: &Engine) -> App {
    let mut database = engine.database();
    units(&mut database);
    person(&mut database, "clerk", Role::CaseOfficer, Some(BUREAU));
    person(&mut database, "porter", Role::CaseOfficer, Some(BUREAU));
    person(&mut database, "guard", Role::SecurityAdministrator, None);
    for role in Role::ALL {
        let unit = (!role.is_administrator()).then_some(BUREAU);
        person(&mut database, role.code(), *role, unit);
    }
    drop(database);
    let app = App::start(engine);
    let clerk = app.sign_in(engine, "clerk");
    let suit = json!({"kind": "litigation", "number": "（2024）豫9911行初7号", "handler": BUREAU, "event": {
        "event": "complaint-received", "on": "2024-05-31",
        "data": {"agencies": [{"agency": BUREAU, "role": "defendant"}], "plaintiffs": [{"name": "李某某"}], "court": "某区人民法院"},
    }});
    let id = clerk.post("/cases", &suit).expect(201).json()["id"].to_string();
    let letter = json!({"kind": "reminder-letter", "unit": BUREAU, "title": "按期答辩"});
    clerk.post("/supervision/records", &letter).expect(201);
    clerk.send(&clerk.request("POST", &format!("/cases/{id}/documents")).upload("传票.pdf", b"%PDF-1.7", &[])).expect(201);
    let browser = Browser::of(&app, engine, "porter");
    browser.upload("/supervision/records/1/documents", "函.pdf", "%PDF-1.7", &[]).expect(303);
    let guard = app.sign_in(engine, "guard");
    guard.post("/clients", &json!({"name": "督办平台", "role": "leader", "scopes": ["case-list"]})).expect(201);
    app
}

/// Addresses to try a page at.
fn address(path: &str) -> String {
    let parts = [
        ("{rule}", "rl23-decide-general"),
        ("{year}", "2024"),
        ("{lang}", "en"),
        ("{size}", "large"),
        ("{kind}", "complaint-received"),
        ("{event}", "hearing-scheduled"),
        ("{position}", "0"),
        ("{case}", "1"),
        ("{document}", "1"),
        ("{approval}", "1"),
        ("{record}", "1"),
        // what a person of the bureau may see as well
        ("{unit}", "2"),
        ("{person}", "1"),
        ("{client}", "1"),
    ];
    parts.iter().fold(path.to_owned(), |path, (part, value)| path.replace(part, value))
}

/// Pages that only keep a choice and send the browser back, and what calendars read.
const CHOICES: [&str; 3] = ["/language/{lang}", "/type/{size}", "/feeds/{token}.ics"];
/// Addresses that answer with a file.
const FILES: &[&str] = &[
    "/board.csv",
    "/board.xlsx",
    "/cases.csv",
    "/cases.xlsx",
    "/cases/{case}/documents/{document}",
    "/figures/cases.csv",
    "/figures/cases.xlsx",
    "/hearings.csv",
    "/hearings.xlsx",
    "/reports/annual.docx",
    "/reports/annual.txt",
    "/reports/annual.xlsx",
    "/reports/tables.csv",
    "/reports/tables.xlsx",
    "/reports/rates.csv",
    "/reports/rates.xlsx",
    "/supervision/records/{record}/documents/{document}",
    "/supervision/records/{record}/letter.docx",
];

#[test]
fn every_page_is_shown_to_who_may_see_it_and_to_nobody_else() {
    on_both_engines(|engine| {
        let app = house(engine);
        for role in Role::ALL {
            let mut browser = Browser::of(&app, engine, role.code());
            for tag in ["zh-CN", "en"] {
                browser = browser.speaking(tag);
                for page in fuyi::web::pages()
                    .iter()
                    .filter(|page| page.method == "GET" && !CHOICES.contains(&page.path) && !page.path.contains("{run}"))
                {
                    let may = match page.terms.needs {
                        Needs::Action(action) => holds(*role, action),
                        Needs::Nobody | Needs::SignedIn => true,
                    };
                    let (answer, status) = (browser.get(&address(page.path)), if may { 200 } else { 403 });
                    if may && FILES.contains(&page.path) {
                        assert!(answer.expect(status).header("content-disposition").starts_with("attachment;"), "{}", page.path);
                        continue;
                    }
                    let shown = text(answer, status);
                    assert!(shown.contains(&format!("<html lang=\"{tag}\">")), "{} {tag}", page.path);
                    if page.terms.needs == Needs::SignedIn {
                        let offers = |address: &str| shown.contains(&format!("href=\"{address}\""));
                        assert_eq!(offers("/rules"), holds(*role, Action::RuleBookRead), "{} {}", role.code(), page.path);
                        assert_eq!(offers("/calendar/import"), holds(*role, Action::CalendarWrite), "{} {}", role.code(), page.path);
                        assert_eq!(offers("/deadlines/recompute"), holds(*role, Action::Recompute), "{} {}", role.code(), page.path);
                    }
                }
            }
        }
    });
}

#[test]
fn every_form_is_refused_to_who_may_not_send_it() {
    let engine = Engine::sqlite();
    let app = house(&engine);
    let mut refused = 0;
    for role in Role::ALL {
        let browser = Browser::of(&app, &engine, role.code());
        let token = browser.token();
        for page in fuyi::web::pages().iter().filter(|page| page.method == "POST") {
            let Needs::Action(action) = page.terms.needs else { continue };
            if holds(*role, action) {
                continue;
            }
            let form = Request::new("POST", &address(page.path)).header("sec-fetch-site", "same-origin");
            let answer = browser.send(form.body("application/x-www-form-urlencoded", format!("csrf={token}&version=1").as_bytes()));
            assert_eq!(answer.status, 403, "{} {}", role.code(), page.path);
            refused += 1;
        }
    }
    assert!(refused > 100, "{refused}");
}

/// Whether the policy table gives a role the action anywhere.
fn holds(role: Role, action: Action) -> bool {
    use fuyi::domain::access::{Grant, Principal, Tree, Who};
    let day = "2024-06-03".parse().expect("a day");
    let grant = Grant { role, unit: None, from: "2024-01-01".parse().expect("a day"), until: None };
    let principal = Principal { who: Who::Person(fuyi::domain::id::PersonId(1)), name: String::new(), grants: vec![grant], scopes: vec![] };
    scope(&principal, action, &Tree::default(), day).is_ok()
}

#[test]
fn who_is_not_signed_in_is_sent_to_the_door_and_comes_back() {
    on_both_engines(|engine| {
        let app = house(engine);
        let stranger = Browser::new(&app);
        for page in fuyi::web::pages().iter().filter(|page| page.terms.needs != Needs::Nobody) {
            let target = address(page.path);
            let answer = match page.method == "GET" {
                true => stranger.get(&format!("{target}?a=1&b=%E5%A4%8D")),
                false => stranger.post(&target, &[]),
            };
            let to = answer.expect(303).header("location").to_owned();
            assert!(to.starts_with("/sign-in?to="), "{target}: {to}");
            if page.method == "GET" {
                let form = stranger.page(&to);
                assert!(form.contains(&format!("name=\"to\" value=\"{target}?a=1&#38;b=%E5%A4%8D\"")), "{target}: {form}");
            }
        }
        // nobody is sent to another site by a link to our door
        assert!(stranger.page("/sign-in?to=//evil.test").contains("name=\"to\" value=\"/\""));
        assert_eq!(stranger.get("/language/en?to=https%3A%2F%2Fevil.test").expect(303).header("location"), "/");
    });
}

#[test]
fn a_page_that_is_not_there_is_told_as_a_page() {
    let engine = Engine::sqlite();
    let app = house(&engine);
    let browser = Browser::of(&app, &engine, "case-officer").speaking("en");
    for target in ["/nowhere", "/rules/no-such-rule", "/calendar/1999", "/calendar/next", "/calendar/2024?version=2024.9", "/language/fr"] {
        let answer = browser.get(target);
        let number = answer.header("x-request-id").to_owned();
        let shown = text(answer, 404);
        assert!(shown.contains(&number), "{target} tells the number of the request");
    }
    let other = browser.send(Request::new("DELETE", "/rules"));
    assert_eq!(other.header("allow"), "GET, HEAD, OPTIONS");
    let other = text(other, 405);
    // who is signed in keeps where they can go, their language, and the way out
    let refused =
        [other, text(browser.get("/nowhere"), 404), text(browser.get("/cases/99"), 404), text(browser.get("/administration/audit"), 403)];
    for shown in refused.iter().chain([&text(browser.submit("/imports/99/undo", &[]), 404)]) {
        for kept in ["<nav aria-label=\"Main\">", "href=\"/cases\"", "action=\"/sign-out\"", "href=\"/language/zh-CN?", "case-officer"] {
            assert!(shown.contains(kept), "{kept} not in {shown}");
        }
        assert!(!shown.contains("href=\"/administration\""), "nothing is offered that would be refused: {shown}");
    }
    let stranger = text(Browser::new(&app).get("/nowhere"), 404);
    assert!(!stranger.contains("<nav aria-label") && !stranger.contains("/sign-out"), "{stranger}");
    let chinese = browser.speaking("zh-CN");
    assert!(text(chinese.get("/nowhere"), 404).contains("没有找到"));
}

#[test]
fn the_style_sheet_may_be_kept_for_ever() {
    let engine = Engine::sqlite();
    let app = App::start(&engine);
    let page = Browser::new(&app).page("/sign-in");
    let address = page.split("rel=\"stylesheet\" href=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a style sheet");
    let style = app.get(address).expect(200);
    assert_eq!(style.header("cache-control"), "public, max-age=31536000, immutable");
    assert_eq!(style.header("content-type"), "text/css; charset=utf-8");
    let css = String::from_utf8(style.body).unwrap();
    assert!(css.contains("@media print") && css.contains(":focus-visible") && !css.contains("url(") && !css.contains("@import"));
}

#[test]
fn a_rule_tells_every_question_it_leaves_open() {
    let engine = Engine::sqlite();
    let app = house(&engine);
    let browser = Browser::of(&app, &engine, "liaison").speaking("zh-CN");
    let law = fuyi::domain::law::Law::bundled().unwrap();
    let list = browser.page("/rules");
    let mut told = std::collections::BTreeSet::new();
    for rule in &law.rules.rules {
        assert!(list.contains(&format!("href=\"/rules/{}\"", rule.id)), "{}", rule.id);
    }
    for entry in law.rules.shown_only() {
        assert!(list.contains(&format!("href=\"/rules/{}\"", entry.id)), "{}", entry.id);
        browser.page(&format!("/rules/{}", entry.id));
    }
    // every question somewhere, with the name of its setting where there is one
    for question in &law.rules.ambiguities {
        let rule = law.rules.rules.iter().find(|rule| law.questions_of(rule).any(|(touched, _)| touched.id == question.id));
        let Some(rule) = rule else { continue };
        let shown = browser.page(&format!("/rules/{}", rule.id));
        assert!(shown.contains(&format!("<section id=\"{}\">", question.id)) && shown.contains(&question.topic.zh), "{}", question.id);
        assert!(!rule.on_expiry().zh.is_empty() && shown.contains(&rule.on_expiry().zh) && shown.contains(&rule.note().zh), "{}", rule.id);
        for setting in &question.settings {
            assert!(shown.contains(&format!("law.{setting} = ")), "{}: {setting}", question.id);
        }
        told.insert(question.id.clone());
    }
    assert_eq!(told.len(), law.rules.ambiguities.len(), "a question no rule touches is on no page: {told:?}");
    let found = browser.page("/rules?q=%E7%AD%94%E5%A4%8D&law=rl2023");
    assert!(found.contains("rl23-reply-general") && !found.contains("rl17-reply") && !found.contains("apl-"), "{found}");
    assert!(browser.page("/rules?q=%3Cscript%3E").contains("没有符合条件的规则"));
}

#[test]
fn the_calculator_tells_day_and_steps_and_keeps_what_was_typed() {
    let engine = Engine::sqlite();
    let app = house(&engine);
    let browser = Browser::of(&app, &engine, "leader").speaking("zh-CN");
    let shown = browser.page("/calculator?rule=rl23-reply-general&from=2024-04-03");
    // ten working days: Qingming off, Sunday the 7th worked
    assert!(shown.contains("2024年4月18日") && shown.contains("《行政复议法》（2023年修订）") && shown.contains("2024.1"), "{shown}");
    assert!(shown.contains("2024-04-04至2024-04-06不计（清明节放假）"), "{shown}");
    let english = browser.speaking("en");
    let shown = english.page("/calculator?rule=rl23-decide-general&from=2024-06-03&exclude=2024-06-10&until=2024-06-20&extend=30");
    assert!(shown.contains("2024-09-11") && shown.contains("value=\"2024-06-10\""), "{shown}");
    for (question, said) in [
        ("rule=rl23-reply-general&from=2024-02-30", "2024-02-30"),
        ("rule=no-such-rule&from=2024-02-01", "no-such-rule"),
        ("rule=rl23-reply-general&from=2024-02-01&exclude=2024-02-09", "Counted again from"),
        ("rule=rl23-reply-general&from=2024-02-01&extend=many", "many"),
        ("rule=rl23-reply-general&from=2024-02-01&extend=9", "no extension"),
        ("rule=rl23-reply-general&from=1999-02-01", "1999-02-01"),
    ] {
        let shown = text(english.get(&format!("/calculator?{question}")), 422);
        assert!(shown.contains("There is a problem") && shown.contains(said), "{question}: {shown}");
    }
}
