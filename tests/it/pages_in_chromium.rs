//! The running program over the bundled ledger, as each role meets it in a real browser: every page reached by links, at a desk and on a
//! telephone, in both languages, with JavaScript and without; inspected by axe-core and the Nu HTML checker.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fs;
use std::path::PathBuf;
use std::slice::from_ref;

use serde_json::json;

use super::chromium::{Chromium, DESK, PHONE, Screen};
use super::demo::{Demo, Inspection, sign_out};
use super::engines::Engine;

/// Pages of one shape to look at: the second may show what the first has not. Whoever comes later looks at one.
const OF_A_SHAPE: usize = 2;
/// So many times as many forms: they are made of the same few kinds of fields.
const FORMS: usize = 4;

/// An address without what tells one case, rule or year from another.
fn shape(target: &str) -> String {
    let (path, query) = target.split_once('?').map_or((target, ""), |(path, _)| (path, "?"));
    let parts: Vec<&str> = path.split('/').collect();
    let of_a_kind = matches!(parts[..], ["", "cases", _, "steps", _] | ["", "register" | "rules", _]);
    let numbered = |(at, part): (usize, &&str)| {
        let varies = part.contains(|c: char| c.is_ascii_digit()) || of_a_kind && at + 1 == parts.len();
        if varies { "#".to_owned() } else { (*part).to_owned() }
    };
    parts.iter().enumerate().map(numbered).collect::<Vec<_>>().join("/") + query
}

/// Pages somebody reaches by links from the workbench and from the pages named, so many of each shape; `look` is called on each.
fn walk(chromium: &Chromium, from: &[String], of_a_shape: usize, mut look: impl FnMut(&Chromium, &str)) -> BTreeSet<String> {
    let mut shapes: BTreeMap<String, usize> = BTreeMap::new();
    let (mut seen, mut dead) = (BTreeSet::new(), Vec::new());
    let mut ahead = VecDeque::from(["/".to_owned()]);
    ahead.extend(from.iter().cloned());
    while let Some(target) = ahead.pop_front() {
        let shape = shape(&target);
        let is_form = ["/cases/#/steps/#", "/register/#"].contains(&shape.as_str());
        let most = if is_form { of_a_shape * FORMS } else { of_a_shape };
        let of_this = shapes.entry(shape).or_default();
        if *of_this == most || !seen.insert(target.clone()) {
            continue;
        }
        *of_this += 1;
        chromium.go(&target);
        if chromium.status() != 200 {
            dead.push(target);
            continue;
        }
        look(chromium, &target);
        const LINKS: &str = "return [...document.querySelectorAll('a[href]')].filter(a => !a.hasAttribute('download'))
            .map(a => a.getAttribute('href').split('#')[0]).filter(h => h.startsWith('/'))";
        let links = chromium.run(LINKS, json!([]));
        let links = links.as_array().expect("a list").iter().filter_map(|link| link.as_str());
        let is_page = |link: &&str| {
            let is_file = link.split('?').next().is_some_and(|path| path.contains('.')) || link.contains("/documents/");
            !is_file && !["/language", "/api", "/type"].iter().any(|other| link.starts_with(other))
        };
        ahead.extend(links.filter(is_page).map(str::to_owned));
    }
    assert_eq!(dead, Vec::<String>::new(), "links that lead nowhere");
    seen
}

/// Where `make screenshots` wants its pictures.
fn pictures() -> Option<PathBuf> {
    let folder = PathBuf::from(std::env::var_os("FUYI_SCREENSHOTS")?);
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(folder);
    fs::create_dir_all(&folder).expect("a folder for pictures");
    Some(folder)
}

/// Looks at a page at a desk and on a telephone: its language, its title, its width, and a picture where one is wanted.
fn look(chromium: &Chromium, target: &str, whose: &str, too_wide: &mut Vec<String>) {
    let said = chromium.run("return [document.documentElement.lang, document.title]", json!([]));
    let (lang, title) = (said[0].as_str().unwrap_or_default(), said[1].as_str().unwrap_or_default());
    assert!(title.contains("复议") || title.contains("Fuyi"), "{target}: {said}");
    for (name, screen) in [("phone", PHONE), ("desk", DESK)] {
        chromium.resize(screen);
        for class in ["large", ""] {
            chromium.run("document.documentElement.className = arguments[0]", json!([class]));
            too_wide.extend(chromium.sticks_out().map(|out| format!("{class} {out}")));
        }
        if let Some(folder) = pictures() {
            let name = format!("{whose}-{lang}-{name}{}.png", target.replace(|c: char| !c.is_alphanumeric(), "-"));
            fs::write(folder.join(name), chromium.picture()).expect("a picture");
        }
    }
}

/// Somebody goes everywhere, in Chinese with scripts and in English without. `known` are the shapes of pages that were inspected before:
/// what all roles see alike is inspected once.
fn goes_everywhere(demo: &Demo, user: &str, from: &[String], known: &mut BTreeSet<String>) {
    let (mut inspection, mut too_wide) = (Inspection::begin(), Vec::new());
    let chromium = demo.sign_in(user, "zh-CN", DESK);
    let mut new = BTreeSet::new();
    let of_a_shape = if known.is_empty() { OF_A_SHAPE } else { 1 };
    let reached = walk(&chromium, from, of_a_shape, |chromium, target| {
        assert_eq!(chromium.run("return document.documentElement.lang", json!([])), "zh-CN", "{target}");
        look(chromium, target, user, &mut too_wide);
        let shape = shape(target);
        if target == "/" || !known.contains(&shape) {
            inspection.page(chromium, &chromium.sent());
            new.insert(shape);
        }
    });
    known.extend(new);
    sign_out(&chromium);
    drop(chromium);
    let chromium = demo.sign_in(user, "en", Screen { scripts: false, ..DESK });
    let in_english = walk(&chromium, from, of_a_shape, |chromium, target| {
        assert_eq!(chromium.run("return document.documentElement.lang", json!([])), "en", "{target}");
        look(chromium, target, user, &mut too_wide);
    });
    assert_eq!(in_english, reached, "{user}: the same pages in both languages");
    chromium.go("/").follow("a[href^='/language/zh-CN']", "/");
    assert_eq!(chromium.run("return document.documentElement.lang", json!([])), "zh-CN");
    sign_out(&chromium);
    assert_eq!(too_wide, Vec::<String>::new(), "{user}: wider than a telephone");
    inspection.finish(user);
}

#[test]
fn administrators_see_every_page_of_theirs() {
    let demo = Demo::start(Engine::postgres());
    let mut known = BTreeSet::new();
    for user in ["system", "security", "auditor"] {
        goes_everywhere(&demo, user, &[], &mut known);
    }
}

#[test]
fn who_works_on_cases_sees_every_page_of_theirs() {
    let demo = Demo::start(Engine::sqlite());
    let long = format!("/cases/{}", demo.long_file());
    let mut known = BTreeSet::new();
    for (user, from) in [("officer", from_ref(&long)), ("liaison", &[]), ("approver", from_ref(&long)), ("leader", from_ref(&long))] {
        goes_everywhere(&demo, user, from, &mut known);
    }
}
