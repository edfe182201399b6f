//! Forms in a real browser where it is not plain sailing: no mouse, two windows, a session that ends, a sheet of paper.

use std::process::Command;

use serde_json::json;
use unicode_normalization::UnicodeNormalization;

use super::chromium::{Chromium, DESK, key};
use super::demo::Demo;
use super::engines::Engine;

#[test]
fn a_case_is_registered_by_keys_alone() {
    let demo = Demo::start(Engine::sqlite());
    let chromium = Chromium::open(demo.address, DESK);
    chromium.go("/").arrives("/sign-in");
    // the cursor waits where typing begins
    chromium.press("officer").press(key::TAB).press(demo.password("officer")).press(key::ENTER).arrives("/");
    chromium.press(key::TAB);
    assert!(chromium.has("a.skip:focus"), "the first key leads past what every page has");
    chromium.tab_to("nav a[href='/register']").press(key::ENTER).arrives("/register");
    chromium.tab_to("a[href='/register/application-received']").press(key::ENTER).arrives("/register/application-received");
    assert!(chromium.has("[name='data.applicants.0.name']:focus"), "the cursor waits at the applicant");
    chromium.press("上官某某").tab_to("[name='data.applicants.0.kind']").press(key::DOWN);
    assert_ne!(chromium.value("[name='data.applicants.0.kind']"), "", "the arrow key chooses");
    chromium.tab_to("[name='data.respondents.0']").press("青禾区城市管理局");
    chromium.tab_to("[name='data.act']").press("责令限期拆除决定");
    chromium.tab_to("[name='data.act_number']").press("青城管限拆字〔2026〕1号").press(key::ENTER);
    chromium.says("案件已登记");
    let case = chromium.place().split('/').nth(2).expect("a case").to_owned();
    chromium.tab_to(&format!("main a[href='/cases/{case}']")).press(key::ENTER).arrives(&format!("/cases/{case}"));
    chromium.says("上官某某").says("责令限期拆除决定");
    // and the next step from there
    let accepted = format!("/cases/{case}/steps/accepted");
    chromium.tab_to(&format!("a[href='{accepted}']")).press(key::ENTER).arrives(&accepted);
    chromium.tab_to("[name='data.procedure']");
    let chosen = || chromium.has("[name='data.procedure'][value=general]:checked");
    assert!((0..3).any(|_| chosen() || (chromium.press(key::DOWN).has(":focus:checked") && chosen())), "the arrow keys choose");
    chromium.tab_to("[name='data.staff']").press("2").press(key::ENTER).says("已登记：受理");
}

#[test]
fn who_comes_second_sees_both_versions() {
    let demo = Demo::start(Engine::sqlite());
    let chromium = demo.sign_in("officer", "zh-CN", DESK);
    chromium.go("/register/application-received").fill("[name='data.applicants.0.name']", "令狐某某");
    chromium.fill("[name='data.respondents.0']", "青禾区住房和城乡建设局").press(key::ENTER).says("案件已登记");
    let case = chromium.place().split('/').nth(2).expect("a case").to_owned();
    let (accepted, corrected) = (format!("/cases/{case}/steps/accepted"), format!("/cases/{case}/steps/correction-notice-sent"));
    chromium.go(&accepted).choose("data.procedure", "general").fill("[name='data.staff']", "2");
    let first = chromium.open_window();
    chromium
        .go(&corrected)
        .fill("[name='data.items']", "身份证明复印件")
        .click("form.sheet .do button:not([name])")
        .says("已登记：补正通知");
    chromium.look_at(&first).click("form.sheet .do button:not([name])").says("本案已有新的记载");
    chromium.says("身份证明复印件");
    assert_eq!(chromium.value("[name='data.staff']"), "2", "what was typed is still there");
    assert!(chromium.has("[name='data.procedure'][value=general]:checked"));
    assert_eq!(chromium.run("return document.querySelectorAll('form.sheet').length", json!([])), 1);
}

#[test]
fn a_session_that_ends_over_a_form_loses_nothing() {
    let demo = Demo::start(Engine::postgres());
    let chromium = demo.sign_in("officer", "zh-CN", DESK);
    let form = "/register/application-received";
    chromium.go(form).fill("[name='data.applicants.0.name']", "慕容某某").fill("[name='data.act']", "不予行政许可决定");
    demo.engine.execute("UPDATE sessions SET ends_at = '2024-06-01 00:00:00'").expect("the sessions lapse");
    chromium.click("form.sheet .do button:not([name])").arrives("/sign-in");
    chromium.fill("input[name=user]", "officer").fill("input[name=password]", demo.password("officer")).press(key::ENTER).arrives(form);
    chromium.says("填写、尚未登记的内容");
    assert_eq!(chromium.value("[name='data.applicants.0.name']"), "慕容某某");
    assert_eq!(chromium.value("[name='data.act']"), "不予行政许可决定");
    chromium.click("form.sheet .do button:not([name])").says("案件已登记");
}

/// A text as it is compared: no blanks, which lines and columns move about, and one form of each character.
fn bare(text: &str) -> String {
    text.nfkc().filter(|c| !c.is_whitespace()).collect()
}

/// What a program of poppler says about a paper.
fn poppler(program: &str, arguments: &[&str]) -> String {
    let run = Command::new(program).args(arguments).output();
    let run = run.unwrap_or_else(|error| panic!("{program}: {error}; `make test` installs it (Debian: apt-get install poppler-utils)"));
    assert!(run.status.success(), "{program}: {}", String::from_utf8_lossy(&run.stderr));
    String::from_utf8(run.stdout).expect("UTF-8")
}

/// Prints the page shown, and finds every sheet to be A4 and every text of the page on them; how many sheets.
fn printed_whole(demo: &Demo, chromium: &Chromium) -> usize {
    let paper = demo.engine.file("paper.pdf", chromium.printed());
    let told = poppler("pdfinfo", &["-f", "1", "-l", "999", &paper]);
    let sizes: Vec<&str> = told.lines().filter(|line| line.starts_with("Page ") && line.contains("size:")).collect();
    assert!(!sizes.is_empty() && sizes.iter().all(|line| line.ends_with("(A4)")), "{told}");
    let text = bare(&poppler("pdftotext", &["-raw", &paper, "-"]));
    let pieces = chromium.on_paper();
    assert!(pieces.len() > 30, "{pieces:?}");
    let missing: Vec<&String> = pieces.iter().filter(|piece| !text.contains(&bare(piece))).collect();
    assert!(missing.is_empty(), "not on the paper: {missing:?}\n{text}");
    sizes.len()
}

#[test]
fn the_file_of_a_case_and_the_board_are_printed_whole_on_a4() {
    let demo = Demo::start(Engine::sqlite());
    let case = demo.long_file();
    let chromium = demo.sign_in("leader", "zh-CN", DESK);
    chromium.go(&format!("/cases/{case}"));
    let timeline = (chromium.texts(".line > li").len(), chromium.texts(".line > li.annulled").len());
    assert_eq!(timeline, (16, 1), "a case with a history");
    printed_whole(&demo, &chromium);
    chromium.go("/board?year=2023");
    assert_eq!(printed_whole(&demo, &chromium), 1, "a year on one page");
    // another machine has other letters
    chromium.run("document.body.style.letterSpacing = '.03em'", json!([]));
    assert_eq!(printed_whole(&demo, &chromium), 1, "broader letters find room, too");
}

#[test]
fn the_script_warns_before_typed_text_is_left_and_moves_through_tables() {
    let demo = Demo::start(Engine::sqlite());
    let chromium = demo.sign_in("officer", "zh-CN", DESK);
    chromium.go("/register/application-received");
    const WARNS: &str =
        "const leaving = new Event('beforeunload', {cancelable: true}); dispatchEvent(leaving); return leaving.defaultPrevented";
    assert_eq!(chromium.run(WARNS, json!([])), false, "nothing was typed");
    chromium.press("皇甫某某");
    assert_eq!(chromium.run(WARNS, json!([])), true);
    chromium.click("form.sheet button[value=draft]").says("草稿已保存");
    assert_eq!(chromium.run(WARNS, json!([])), false, "what is kept is not lost");
    chromium.go("/cases?size=25").tab_to("tbody th a");
    let row = || chromium.run("return [...document.querySelectorAll('tbody th a')].indexOf(document.activeElement)", json!([]));
    for (pressed, at) in [(key::DOWN, 1), (key::DOWN, 2), (key::UP, 1), (key::END, 24), (key::DOWN, 24), (key::HOME, 0)] {
        chromium.press(pressed);
        assert_eq!(row(), at);
    }
}
