//! What a page weighs on the line, from the running program: the first time, and every time after; and that it loads nothing from
//! anywhere else.

use std::collections::BTreeSet;

use super::demo::Demo;
use super::engines::Engine;
use super::http::{Answer, Request};

/// Bytes of a first visit: the page and all that it loads.
const FIRST: usize = 100_000;
/// Bytes of the page alone, when the rest is in the browser's cache.
const AGAIN: usize = 20_000;

/// Somebody signed in, by cookies.
struct Visitor<'a> {
    demo: &'a Demo,
    cookies: String,
}

impl<'a> Visitor<'a> {
    fn of(demo: &'a Demo, user: &str) -> Self {
        let body = format!("user={user}&password={}&to=%2F", demo.password(user));
        let request = Request::new("POST", "/sign-in").header("sec-fetch-site", "same-origin");
        let answer = request.body("application/x-www-form-urlencoded", body.as_bytes()).send(demo.address).expect(303);
        let cookies: Vec<&str> = answer.header("set-cookie").lines().filter_map(|line| line.split(';').next()).collect();
        Self { demo, cookies: cookies.join("; ") }
    }

    fn stranger(demo: &'a Demo) -> Self {
        Self { demo, cookies: String::new() }
    }

    fn get(&self, target: &str, encodings: &str) -> Answer {
        let request = Request::new("GET", target).header("accept", "text/html").header("accept-encoding", encodings);
        let request = if self.cookies.is_empty() { request } else { request.header("cookie", &self.cookies) };
        request.send(self.demo.address).expect(200)
    }
}

/// What a page or sheet names, by what stands before it.
fn named(text: &str, before: &str, end: char) -> BTreeSet<String> {
    text.split(before).skip(1).filter_map(|rest| rest.split(end).next()).map(str::to_owned).collect()
}

/// What a browser loads for a page.
fn loads(page: &str) -> BTreeSet<String> {
    let links = page.split("<link ").skip(1).filter_map(|link| link.split('>').next());
    let mut found: BTreeSet<String> = links.flat_map(|link| named(link, "href=\"", '"')).collect();
    found.extend(named(page, "src=\"", '"'));
    found
}

#[test]
fn pages_are_light_and_load_nothing_from_elsewhere() {
    let demo = Demo::start(Engine::sqlite());
    let case = demo.long_file();
    let (file, steps) = (format!("/cases/{case}"), format!("/cases/{case}/steps"));
    let (stranger, officer) = (Visitor::stranger(&demo), Visitor::of(&demo, "officer"));
    let (approver, liaison, leader) = (Visitor::of(&demo, "approver"), Visitor::of(&demo, "liaison"), Visitor::of(&demo, "leader"));
    let system = Visitor::of(&demo, "system");
    let pages = [
        (&stranger, "/sign-in"),
        (&officer, "/"),
        (&officer, "/?of=all"),
        (&officer, "/cases"),
        (&officer, "/cases?size=100"),
        (&officer, &file),
        (&officer, &steps),
        (&officer, "/register"),
        (&officer, "/register/application-received"),
        (&officer, "/imports"),
        (&officer, "/calculator"),
        (&officer, "/rules"),
        (&officer, "/calendar/2024"),
        (&approver, "/approvals"),
        (&liaison, "/"),
        (&liaison, "/register/complaint-received"),
        (&leader, "/"),
        (&leader, "/cases"),
        (&leader, "/board?year=2023"),
        (&leader, "/reports"),
        (&leader, "/reports/annual?year=2023"),
        (&leader, "/reports/tables"),
        (&leader, "/supervision"),
        (&leader, "/hearings"),
        (&system, "/calendar/import"),
        (&system, "/mail"),
        (&system, "/administration/units"),
        (&system, "/administration/people"),
    ];
    let mut heavy = Vec::new();
    for (visitor, target) in pages {
        let plain = visitor.get(target, "identity");
        let policy = plain.header("content-security-policy").to_owned();
        assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe") && !policy.contains("http"), "{target}: {policy}");
        let text = String::from_utf8(plain.body).expect("UTF-8");
        for address in named(&text, "href=\"", '"').iter().chain(&named(&text, "src=\"", '"')).chain(&named(&text, "action=\"", '"')) {
            let ours = address.starts_with('#') || address.starts_with('/') && !address.starts_with("//");
            assert!(ours, "{target} names {address}");
        }
        let packed = visitor.get(target, "gzip, deflate, br");
        assert_eq!(packed.header("content-encoding"), "gzip", "{target}");
        let (mut first, again) = (packed.weight, packed.weight);
        for address in loads(&text) {
            let asset = visitor.get(&address, "gzip, deflate, br");
            // another content has another address: what is at this one never changes
            let hash = address.strip_prefix("/assets/").and_then(|rest| rest.split('/').next()).expect("an asset");
            assert!(hash.len() == 16 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()), "{address}");
            assert_eq!(asset.header("cache-control"), "public, max-age=31536000, immutable", "{address}");
            assert_eq!(asset.header("content-encoding"), "gzip", "{address}");
            let content = String::from_utf8(visitor.get(&address, "identity").body).expect("UTF-8");
            assert!(named(&content, "url(", ')').iter().all(|url| url.starts_with('#')) && !content.contains("@import"), "{address}");
            first += asset.weight;
        }
        assert!(first > again, "{target} loads its style");
        if first > FIRST || again > AGAIN {
            heavy.push(format!("{target}: {first} bytes, then {again}"));
        }
    }
    assert_eq!(heavy, Vec::<String>::new());
}

#[test]
fn a_stored_paper_is_sent_as_it_is() {
    let demo = Demo::start(Engine::sqlite());
    let officer = Visitor::of(&demo, "officer");
    let case = demo.engine.number("SELECT MIN(case_id) AS number FROM case_units WHERE handles");
    let page = String::from_utf8(officer.get(&format!("/cases/{case}"), "identity").body).expect("UTF-8");
    let token = super::browser::hidden(&page, "csrf");
    let content = "%PDF-1.7\n".repeat(1000);
    let upload = Request::new("POST", &format!("/cases/{case}/documents")).header("sec-fetch-site", "same-origin");
    let upload = upload.header("cookie", &officer.cookies).upload("传票.pdf", content.as_bytes(), &[("csrf", &token)]);
    upload.send(demo.address).expect(303);
    let paper = officer.get(&format!("/cases/{case}/documents/1"), "gzip");
    assert_eq!(paper.header("content-length"), content.len().to_string());
    assert!(paper.body == content.as_bytes() && paper.header("content-encoding") != "gzip");
}
