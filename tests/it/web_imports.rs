//! Ledgers taken in by page: what the columns of a workbook nobody knows hold is chosen from lists, previewed, and used again.

use fuyi::domain::access::Role;

use super::app::*;
use super::browser::{Browser, controls, hidden, text};
use super::engines::on_both_engines;

/// A ledger whose headers no vocabulary knows; two of them are the same.
const ODD: &str = "编码,甲,乙,丙,日,日,庚,辛\n平政复决字〔2024〕1号,王某某,行政处罚,平湛区司法局,2024-01-02,2024-01-04,,\n";

/// Hands in a ledger and waits until it is looked through; the address of its page.
fn handed_in(browser: &Browser<'_>, content: &str, like: &str) -> String {
    let run =
        browser.upload("/imports", "旧台账.csv", content, &[("handler", BUREAU), ("like", like)]).expect(303).header("location").to_owned();
    browser.settled(&run);
    run
}

/// Sends the lists of a page with some of them changed, and waits.
fn chosen(browser: &Browser<'_>, run: &str, fields: &[(&str, &str)]) -> (u16, String) {
    let answer = browser.submit(run, &[&[("do", "choose")], fields].concat());
    match answer.status {
        303 => {
            browser.settled(run);
            (303, browser.page(run))
        }
        status => (status, text(answer, status)),
    }
}

#[test]
fn columns_nobody_knows_are_chosen_from_lists_previewed_taken_in_and_used_again() {
    on_both_engines(|engine| {
        let mut database = engine.database();
        units(&mut database);
        person(&mut database, "clerk", Role::CaseOfficer, Some(BUREAU));
        drop(database);
        let app = App::start(engine);
        let clerk = Browser::of(&app, engine, "clerk").speaking("zh-CN");
        assert!(!clerk.page("/imports").contains("name=\"like\""), "nothing was taken in yet");
        let run = handed_in(&clerk, ODD, "0");
        let page = clerk.page(&run);
        assert!(page.contains("<option value=\"ignore\" selected>") && !page.contains("name=\"column-0-A\""), "{page}");
        // what the sheet lists; then its columns, with what was recognised chosen already
        let sheet = [("kind-0", "reconsideration"), ("header-0", "1")];
        let (_, page) = chosen(&clerk, &run, &sheet);
        assert!(page.contains("name=\"column-0-F\"") && page.contains("收到日期 *") && page.contains("王某某"), "{page}");
        // two columns cannot hold one thing, and a header stands in a row
        let columns = |first: &'static str, second: &'static str| {
            let of = [
                ("column-0-A", "number"),
                ("column-0-B", "party"),
                ("column-0-C", "category"),
                ("column-0-D", "unit"),
                ("column-0-G", "concluded_on"),
                ("column-0-H", "outcome"),
            ];
            [&sheet[..], &of[..], &[("column-0-E", first), ("column-0-F", second)]].concat()
        };
        let (status, page) = chosen(&clerk, &run, &columns("received_on", "received_on"));
        assert!(status == 422 && page.contains("旧台账!F1“日”应为与E列不同的内容"), "{status} {page}");
        assert_eq!(page.matches("<option value=\"received_on\" selected>").count(), 2, "what was chosen is kept: {page}");
        let (status, page) = chosen(&clerk, &run, &[("kind-0", "reconsideration"), ("header-0", "零")]);
        assert!(status == 422 && page.contains("旧台账“零”应为") && page.contains("value=\"零\""), "{status} {page}");
        assert!(!page.contains("name=\"do\" value=\"take\""), "what is wrong cannot be taken in: {page}");
        let (_, page) = chosen(&clerk, &run, &columns("received_on", "accepted_on"));
        assert!(page.contains("name=\"do\" value=\"take\"") && page.contains("<option value=\"accepted_on\" selected>"), "{page}");
        let english = clerk.speaking("en");
        assert!(english.page(&run).contains("day received *"));
        let clerk = english.speaking("zh-CN");
        clerk.submit(&run, &[("do", "take")]).expect(303);
        clerk.settled(&run);
        assert!(clerk.page(&run).contains("台账已导入"));
        assert_eq!(engine.number("SELECT COUNT(*) AS number FROM cases"), 1);
        // another ledger of the kind is read alike; the lists show it
        let page = clerk.page("/imports");
        assert!(page.contains("同“旧台账.csv”") && !hidden(&page, "csrf").is_empty(), "{page}");
        let before = engine.number("SELECT MAX(id) AS number FROM import_batches").to_string();
        assert!(page.contains(&format!("<option value=\"{before}\">同“旧台账.csv”")), "{page}");
        let again = handed_in(&clerk, &ODD.replace("〔2024〕1号", "〔2024〕2号"), &before);
        let page = clerk.page(&again);
        assert!(page.contains("name=\"do\" value=\"take\"") && page.contains("<option value=\"accepted_on\" selected>"), "{page}");
        assert!(controls(&page).iter().any(|(name, value)| name == "mapping" && value.contains("accepted_on = \"F\"")), "{page}");
        assert_eq!(clerk.upload("/imports", "旧台账.csv", ODD, &[("handler", BUREAU), ("like", "99")]).status, 404);
    });
}
