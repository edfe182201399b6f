//! The leader board and the annual report on pages: the figures of the demo ledger, each a link to exactly the cases it counts.

use std::collections::BTreeMap;

use fuyi::domain::access::Role;
use fuyi::store::Database;

use super::app::*;
use super::browser::{Browser, text};
use super::engines::{Engine, on_both_engines};
use super::program::DEMO;

/// The units of the demo district.
const UNITS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/config/demo/units.csv");
/// The unit that all of the demo district stands below.
pub const DISTRICT: &str = "青禾区人民政府";
/// One of its bureaus.
pub const MARKET: &str = "青禾区市场监督管理局";

/// A service over the demo ledger, years later, with a leader of the district, its officer, and a liaison of one bureau.
/// The demo ledger and its units, with a leader and a case officer of the district.
pub fn furnished(engine: &Engine) -> Database {
    engine.fuyi(["import", DEMO]).done();
    engine.fuyi(["unit", "import", UNITS]).done();
    let mut database = engine.database();
    person(&mut database, "sun", Role::Leader, Some(DISTRICT));
    person(&mut database, "wang", Role::CaseOfficer, Some(DISTRICT));
    database
}

fn district(engine: &Engine) -> App {
    let mut database = furnished(engine);
    person(&mut database, "qian", Role::Liaison, Some(MARKET));
    drop(database);
    App::start(engine)
}

/// Every link of a page to cases behind a figure, with what it is read as.
fn leads(page: &str) -> BTreeMap<String, String> {
    let mut leads = BTreeMap::new();
    for link in page.split("href=\"/figures/cases?").skip(1) {
        let (address, rest) = link.split_once('"').expect("an address");
        let inner = rest.split_once('>').expect("a link").1.split("</a>").next().unwrap_or_default();
        let shown = inner.trim_start_matches("<b>").split('<').next().unwrap_or_default().trim();
        leads.insert(format!("/figures/cases?{}", address.replace("&#38;", "&")), shown.to_owned());
    }
    leads
}

/// The sum of what all cases behind a figure add, and how many pages they take.
fn counted(browser: &Browser<'_>, address: &str) -> i64 {
    let (mut sum, mut next) = (0, Some(address.to_owned()));
    while let Some(address) = next {
        let page = browser.page(&address);
        let cells = page.split("<td class=\"number\" data-label=\"").skip(1);
        let weights = cells.filter_map(|cell| cell.split_once("\">")?.1.split('<').next()?.parse::<i64>().ok());
        sum += weights.sum::<i64>();
        let link = page.split("rel=\"next\"").next().filter(|before| before.len() < page.len());
        next = link
            .and_then(|before| before.rsplit("href=\"").next())
            .and_then(|link| link.split('"').next())
            .map(|link| link.replace("&#38;", "&"));
    }
    sum
}

#[test]
fn the_board_shows_the_year_of_the_demo_ledger_and_leads_to_its_cases() {
    on_both_engines(|engine| {
        let app = district(engine);
        let sun = Browser::of(&app, engine, "sun").speaking("zh-CN");
        let page = sun.page("/board");
        for said in [
            "最近有数据的年度是2023年",
            "<b>59</b> 受理",
            "<b>57</b> 审结",
            "<b>13</b> 纠错",
            "<b>10</b> 和解后撤回",
            "<b>100.0%</b> 履行率",
            "<b>6.9%</b> 一审败诉率",
            "<b>100.0%</b> 负责人出庭应诉率",
            "<b>31</b> 一审新收",
            "上年46",
            "▼ 下降32.6%",
            "▲ 上升34.1%",
            "▼ 下降18.1个百分点",
            "<small>2/29</small>",
            "已实现：新收诉讼与败诉率均低于上年",
            "开庭审理的案件，负责人均已出庭",
            "role=\"img\"",
            "FY-LX-1 v1",
        ] {
            assert!(page.contains(said), "{said} not in {page}");
        }
        let leads = leads(&page);
        let numbers: Vec<(&String, i64)> = leads.iter().filter_map(|(address, shown)| Some((address, shown.parse().ok()?))).collect();
        assert!(numbers.len() > 150, "{} numbers", numbers.len());
        for (address, shown) in numbers {
            assert_eq!(counted(&sun, address), shown, "{address}");
        }
        // a rate leads to its numerator, and from there to its denominator
        let (loss, _) =
            leads.iter().find(|(address, shown)| address.contains("YS-BS-1") && shown.as_str() == "6.9%").expect("the loss rate");
        assert_eq!((counted(&sun, loss), counted(&sun, &format!("{loss}&part=denominator"))), (2, 29));
        let sun = sun.speaking("en");
        let english = sun.page("/board?year=2022");
        assert!(
            english.contains("Leader board") && english.contains("<b>44</b> accepted") && !english.contains("latest year"),
            "{english}"
        );
        for (query, status) in [("year=soon", 422), ("unit=999999", 404), ("unit=x", 404)] {
            text(sun.get(&format!("/board?{query}")), status);
        }
    });
}

#[test]
fn few_cases_are_a_fraction_without_rank_and_a_unit_sees_itself() {
    let engine = Engine::sqlite();
    let app = district(&engine);
    let sun = Browser::of(&app, &engine, "sun").speaking("zh-CN");
    let page = sun.page("/board");
    let table = page.split("id=\"units\"").nth(1).and_then(|rest| rest.split("</table>").next()).expect("the units");
    let (mut ranked, mut bare) = (0, 0);
    for cell in table.split("<td class=\"number").skip(1) {
        let shown = cell.split("</a>").next().and_then(|link| link.rsplit('>').next()).unwrap_or_default();
        let has_rank = cell.split("</td>").next().is_some_and(|cell| cell.contains("名，共"));
        match shown.split_once('/') {
            Some((_, base)) => {
                assert!(base.parse::<i64>().expect("a base") < 10 && !has_rank, "{cell}");
                bare += 1;
            }
            None => {
                assert_eq!(has_rank, shown.ends_with('%'), "{shown}");
                ranked += usize::from(has_rank);
            }
        }
    }
    assert!(bare > 20, "{bare} fractions, {ranked} with a rank");
    // the liaison sees the own bureau, its figures alone, and no case of the organ by name
    let qian = Browser::of(&app, &engine, "qian").speaking("zh-CN");
    let own = qian.page("/board");
    assert!(own.contains(MARKET) && !own.contains("<option value=\"\">") && !own.contains("公安"), "{own}");
    for (address, shown) in leads(&own).into_iter().filter_map(|(address, shown)| Some((address, shown.parse::<i64>().ok()?))) {
        assert_eq!(counted(&qian, &address), shown, "{address}");
        let page = qian.page(&address);
        let reconsideration = address.contains("definition=JS-");
        assert!(!reconsideration || !page.contains("<a href=\"/cases/"), "the organ's file is not the bureau's to read: {page}");
    }
}

#[test]
fn tables_are_taken_away_with_criteria_and_no_formula() {
    on_both_engines(|engine| {
        let app = district(engine);
        let wang = Browser::of(&app, engine, "wang").speaking("zh-CN");
        let csv = |address: &str| String::from_utf8(wang.get(address).expect(200).body).expect("UTF-8");
        let board = csv("/board.csv?year=2023");
        for said in [
            "青禾区人民政府；2023年",
            "2024-06-03 10:00",
            "\"wang\"",
            "\"受理\",\"JS-SL v1\",\"59\"",
            "\"一审败诉率\",\"YS-BS-1 v1\",\"6.9%\",\"2\",\"29\",\"25.0%\"",
        ] {
            assert!(board.contains(said), "{said} not in {board}");
        }
        let behind = csv("/figures/cases.csv?definition=JS-JC&period=2023");
        assert!(behind.contains("JS-JC v1 纠错") && behind.contains("数值：13") && behind.contains("公式"), "{behind}");
        assert_eq!(behind.lines().filter(|line| line.ends_with("\"1\"")).count(), 13, "{behind}");
        for address in ["/board.xlsx?year=2023", "/cases.xlsx", "/figures/cases.xlsx?definition=SS-XS&period=2023"] {
            let file = wang.get(address).expect(200);
            assert!(file.header("content-type").contains("spreadsheetml") && file.body.starts_with(b"PK"), "{address}");
        }
        let told = engine.lines("SELECT details AS line FROM audit WHERE action = 'figures-exported' ORDER BY id");
        assert!(told.len() == 4 && told[1].contains("JS-JC"), "{told:?}");
        // a leader may take figures, not cases
        let sun = Browser::of(&app, engine, "sun");
        sun.get("/board.xlsx").expect(200);
        for address in ["/figures/cases.xlsx", "/cases.xlsx"] {
            text(sun.get(address), 403);
        }
    });
}

#[test]
fn the_annual_report_is_words_links_and_files() {
    on_both_engines(|engine| {
        let app = district(engine);
        let sun = Browser::of(&app, engine, "sun").speaking("zh-CN");
        let page = sun.page("/reports/annual?year=2023");
        let (words, leads) = (plain(&page), leads(&page));
        for said in
            ["共收到行政复议申请64件，受理59件", "合计13件", "败诉率6.9%，同比下降18.1个百分点，实现“双下降”", "未列：", "一、行政复议"]
        {
            assert!(words.contains(said), "{said} not in {words}");
        }
        let numbers: Vec<(&String, i64)> = leads.iter().filter_map(|(address, shown)| Some((address, shown.parse().ok()?))).collect();
        assert!(numbers.len() > 10, "{leads:?}");
        // a percentage and its numerator lead to the same cases
        let counts = |address: &str| address.contains("=JS-") || address.contains("=SS-") || address.contains("part=denominator");
        for (address, shown) in numbers.into_iter().filter(|(address, _)| counts(address)) {
            assert_eq!(counted(&sun, address), shown, "{address}");
        }
        for (ending, kind) in [("docx", "wordprocessingml"), ("xlsx", "spreadsheetml"), ("txt", "text/plain")] {
            let file = sun.get(&format!("/reports/annual.{ending}?year=2023")).expect(200);
            assert!(file.header("content-type").contains(kind) && file.header("content-disposition").starts_with("attachment;"));
            assert!(file.body.len() > 1000, "{ending}");
        }
        assert_eq!(engine.number("SELECT COUNT(*) AS number FROM audit WHERE action = 'figures-exported'"), 3);
        text(sun.get("/reports/annual?year=1999"), 422);
        text(sun.get("/reports/annual.docx?year=1999"), 422);
        text(sun.get("/reports/annual?year=x"), 422);
    });
}

/// The text of a page without its marks.
fn plain(page: &str) -> String {
    let mut text = String::new();
    let mut inside = false;
    for c in page.chars() {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            c if !inside => text.push(c),
            _ => {}
        }
    }
    text
}
