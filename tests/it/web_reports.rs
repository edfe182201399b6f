//! The rate workbench and published figures on pages.

use fuyi::domain::access::Role;
use serde_json::json;

use super::app::*;
use super::browser::{Browser, text};
use super::engines::{Engine, on_both_engines};
use super::web_board::{DISTRICT, MARKET, furnished};

/// Long after the demo ledger is taken in, whenever that is.
const LATER: &str = "2090-06-03T02:00:00Z";
/// And later still.
const LATER_STILL: &str = "2090-07-03T02:00:00Z";

fn district(engine: &Engine) {
    let mut database = furnished(engine);
    // the same again, for who signs in to the service a second time
    person(&mut database, "zhou", Role::Leader, Some(DISTRICT));
    person(&mut database, "zhao", Role::CaseOfficer, Some(DISTRICT));
}

/// The numbers in a column of the last table of a page.
fn column(page: &str, number: usize) -> Vec<String> {
    let table = page.rsplit("<tbody>").next().and_then(|rest| rest.split("</tbody>").next()).unwrap_or_default();
    let row = |row: &str| {
        row.split("<td").nth(number).map(|cell| {
            let inner = cell.split_once('>').map_or("", |(_, inner)| inner).split("</td>").next().unwrap_or_default();
            inner.rsplit_once("\">").map_or(inner, |(_, link)| link).split('<').next().unwrap_or_default().to_owned()
        })
    };
    table.split("<tr>").skip(1).filter_map(row).collect()
}

#[test]
fn any_rate_of_any_period_and_scope_with_its_words_and_parts() {
    on_both_engines(|engine| {
        district(engine);
        let app = App::at(LATER, engine);
        let sun = Browser::of(&app, engine, "sun").speaking("zh-CN");
        let page = sun.page("/reports/rates?definition=YS-BS-1&period=2023");
        for said in
            [">6.9%</a>", ">2</a>", ">29</a>", "一审败诉 ÷ 一审审结", "江苏高院 2022", "▼ 下降18.1个百分点", "程序轻微违法的，是否计为败诉"]
        {
            assert!(page.contains(said), "{said} not in {page}");
        }
        // every matter of it, and together they are the whole
        let page = sun.page("/reports/rates?definition=JS-SL&period=2023&by=matter");
        let sum: i64 = column(&page, 1).iter().map(|shown| shown.parse::<i64>().expect("a number")).sum();
        assert_eq!(sum, 59, "{page}");
        let units = column(&sun.page("/reports/rates?definition=YS-CT-1&period=2023&by=subtree"), 1);
        assert!(units.len() > 5 && units.iter().any(|shown| shown.contains('/')), "few cases are a fraction: {units:?}");
        // as known before the ledger was taken in, there was nothing
        let past = sun.page("/reports/rates?definition=JS-SL&period=2023&known-on=2020-01-01");
        assert!(past.contains("按2020-01-01当日所知") && past.contains(">0</a> <small>"), "{past}");
        // its links keep the day, and lead to what was known then
        let lead = past.split("href=\"").filter_map(|rest| rest.split('"').next());
        let lead = lead.into_iter().find(|lead| lead.starts_with("/figures/cases?") && lead.contains("known-on=2020-01-01"));
        let lead = lead.expect("a link of that day").replace("&#38;", "&");
        let none = sun.page(&lead);
        assert!(none.contains("没有计入的案件") && none.contains("按当日所知"), "{none}");
        assert!(!sun.page("/figures/cases?definition=JS-SL&period=2023").contains("没有计入的案件"));
        // the statutory tables open with the latest year that has cases
        for table in ["reconsideration", "litigation"] {
            assert!(sun.page(&format!("/reports/tables?table={table}")).contains("value=\"2023\""), "{table}");
        }
        let quarter = sun.page("/reports/rates?definition=JS-SL&period=2023Q1&by=unit&matter=%E4%B8%8D%E5%AD%98%E5%9C%A8");
        assert!(quarter.contains("没有计入的案件"), "{quarter}");
        for (query, said) in [
            ("definition=NO-1", "没有编号为“NO-1”的口径"),
            ("definition=SX-1", "是比较或列示规则"),
            ("definition=JS-SL&period=2023Q7", "“2023Q7”不是期间"),
            ("definition=JS-SL&period=2023-12-01..2023-01-01", "早于其始"),
            ("definition=JS-SL&period=2023&known-on=soon", "“soon”无法识别"),
        ] {
            let shown = text(sun.get(&format!("/reports/rates?{query}")), 422);
            assert!(shown.contains(said), "{said} not in {shown}");
            text(sun.get(&format!("/reports/rates.xlsx?{query}")), 422);
        }
        let csv = String::from_utf8(sun.get("/reports/rates.csv?definition=YS-BS-1&period=2023&by=court").expect(200).body).expect("UTF-8");
        assert!(csv.contains("\"合计\",\"一审败诉率\",\"YS-BS-1 v1\",\"6.9%\",\"2\",\"29\",\"25.0%\",\"\",\"-18.1\""), "{csv}");
    });
}

#[test]
fn what_is_published_stays_and_what_moves_is_told_by_case() {
    on_both_engines(|engine| {
        district(engine);
        {
            let app = App::at(LATER, engine);
            let sun = Browser::of(&app, engine, "sun").speaking("zh-CN");
            assert!(!sun.page("/reports/published").contains("<form class=\"stack\""), "who may not publish is not offered it");
            text(sun.submit("/reports/published", &[("name", "x"), ("period", "2023")]), 403);
            let wang = Browser::of(&app, engine, "wang").speaking("zh-CN");
            for (name, period, said) in [("2023年报", "2023Q9", "不是期间"), (" ", "2023", "须有名称")] {
                let again = text(wang.submit("/reports/published", &[("name", name), ("period", period)]), 422);
                assert!(again.contains(said) && again.contains(&format!("value=\"{period}\"")), "{again}");
            }
            let done = wang.submit("/reports/published", &[("name", "2023年报"), ("period", "2023")]).expect(303);
            let page = wang.page(done.header("location"));
            assert!(page.contains("已发布。") && page.contains("发布以来各案无变动") && !page.contains(">≠<"), "{page}");
            assert!(page.contains("JS-SL v1") && page.contains("6.9% (2/29)"), "{page}");
            // what was published is what a replay of that day says
            let known = wang.page("/reports/rates?definition=JS-SL&period=2023&known-on=2090-06-03");
            assert!(known.contains(">59</a>"), "{known}");
        }
        let app = App::at(LATER_STILL, engine);
        let late = json!({"kind": "reconsideration", "number": "青禾政复〔2023〕999号", "handler": DISTRICT, "event": {
            "event": "application-received", "on": "2023-12-29",
            "data": {"applicants": [{"name": "李某某", "kind": "citizen"}], "respondents": [MARKET], "matter": "行政处罚", "act_made_on": "2023-12-01"},
        }});
        let case = app.sign_in(engine, "zhao").post("/cases", &late).expect(201).json()["id"].to_string();
        let zhou = Browser::of(&app, engine, "zhou").speaking("zh-CN");
        let page = zhou.page("/reports/published?set=1");
        assert!(page.contains("发布以来有2处按案变动") && page.contains(">≠<"), "{page}");
        assert!(page.contains(&format!("<a href=\"/cases/{case}\">青禾政复〔2023〕999号</a></th><td>JS-SD</td>")), "{page}");
        text(zhou.get("/reports/published?set=7"), 404);
    });
}

#[test]
fn letters_and_interviews_stand_in_the_annual_report_and_lead_to_their_records() {
    on_both_engines(|engine| {
        district(engine);
        let app = App::at(LATER, engine);
        let zhao = app.sign_in(engine, "zhao");
        let issued =
            [("supervision-letter", "2023-05-10"), ("interview", "2023-06-01"), ("interview", "2023-12-31"), ("interview", "2024-01-02")];
        for (n, (kind, on)) in issued.into_iter().enumerate() {
            let opened = zhao.post("/supervision/records", &json!({"kind": kind, "unit": MARKET, "title": "限期履行"})).expect(201).json();
            let issue = json!({"step": "issue", "on": on, "number": format!("青督〔2023〕{n}号")});
            zhao.post(&format!("/supervision/records/{}/steps", opened["id"]), &issue).expect(200);
        }
        let wang = Browser::of(&app, engine, "wang").speaking("zh-CN");
        let page = wang.page("/reports/annual?year=2023");
        let letters = "<a href=\"/supervision?kind=supervision-letter&#38;year=2023\">1</a>份";
        let interviews = "<a href=\"/supervision?kind=interview&#38;year=2023\">2</a>次";
        assert!(page.contains(letters) && page.contains(interviews), "{page}");
        let records = wang.page("/supervision?kind=interview&year=2023");
        assert_eq!(records.matches("href=\"/supervision/records/").count(), 2, "{records}");
        text(wang.get("/supervision?year=2023Q9"), 422);
        let english = engine.fuyi(["--lang", "en", "report", "annual", "--year", "2023"]).done();
        assert!(english.contains("Letters of supervision issued: 1; reminders: 0. Interviews held: 2"), "{english}");
    });
}
