//! A browser that runs no script: it keeps cookies, reads the token of a form and sends it along, and takes every page apart.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use html5ever::tendril::TendrilSink;
use html5ever::{local_name, parse_document};
use markup5ever_rcdom::{Handle, NodeData, RcDom};
use secrecy::ExposeSecret;

use fuyi::store::Act;

use super::app::{App, PASSWORD, act};
use super::engines::Engine;
use super::http::{Answer, Request};
use super::program::DEMO;

/// A browser.
pub struct Browser<'a> {
    app: &'a App,
    cookies: RefCell<BTreeMap<String, String>>,
}

/// Text as a form sends it.
fn escaped(text: &str) -> String {
    text.bytes().map(|byte| if byte.is_ascii_alphanumeric() { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

impl<'a> Browser<'a> {
    /// A browser that has never been here.
    pub fn new(app: &'a App) -> Self {
        Self { app, cookies: RefCell::default() }
    }

    /// The same in a language.
    pub fn speaking(self, tag: &str) -> Self {
        self.get(&format!("/language/{tag}?to=/sign-in")).expect(303);
        self
    }

    /// Of a person who has set a password and signed in.
    pub fn of(app: &'a App, engine: &Engine, name: &str) -> Self {
        let browser = Self::new(app);
        browser.post("/set-up", &[("code", &set_up_code(app, engine, name)), ("new", PASSWORD), ("again", PASSWORD)]).expect(303);
        browser.post("/sign-in", &[("user", name), ("password", PASSWORD), ("to", "/")]).expect(303);
        browser
    }

    /// Value of a cookie; empty where there is none.
    pub fn cookie(&self, name: &str) -> String {
        self.cookies.borrow().get(name).cloned().unwrap_or_default()
    }

    /// Sends a request with the cookies, and keeps those that come back.
    pub fn send(&self, request: Request) -> Answer {
        let cookies: Vec<String> = self.cookies.borrow().iter().map(|(name, value)| format!("{name}={value}")).collect();
        let request = if cookies.is_empty() { request } else { request.header("cookie", &cookies.join("; ")) };
        let answer = self.app.send(&request.header("accept", "text/html"));
        for line in answer.header("set-cookie").lines() {
            let (name, value) = line.split(';').next().and_then(|pair| pair.split_once('=')).expect("a cookie");
            assert!(line.contains("HttpOnly") && line.contains("SameSite=Strict") && line.contains("Path=/"), "{line}");
            match line.contains("Max-Age=0") {
                true => self.cookies.borrow_mut().remove(name),
                false => self.cookies.borrow_mut().insert(name.to_owned(), value.to_owned()),
            };
        }
        answer
    }

    /// Opens an address.
    pub fn get(&self, target: &str) -> Answer {
        self.send(Request::new("GET", target))
    }

    /// The text of a page that is there and well made.
    #[track_caller]
    pub fn page(&self, target: &str) -> String {
        text(self.get(target), 200)
    }

    /// The token of the session, as a form carries it.
    pub fn token(&self) -> String {
        let page = self.page("/account/password");
        hidden(&page, "csrf")
    }

    /// Sends a form, without a token.
    pub fn post(&self, target: &str, fields: &[(&str, &str)]) -> Answer {
        let body: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={}", escaped(value))).collect();
        let request = Request::new("POST", target).header("sec-fetch-site", "same-origin");
        self.send(request.body("application/x-www-form-urlencoded", body.join("&").as_bytes()))
    }

    /// Sends a form with the token.
    pub fn submit(&self, target: &str, fields: &[(&str, &str)]) -> Answer {
        let token = self.token();
        self.post(target, &[&[("csrf", token.as_str())], fields].concat())
    }

    /// Sends a form with a file and the token.
    pub fn upload(&self, target: &str, name: &str, content: &str, fields: &[(&str, &str)]) -> Answer {
        let token = self.token();
        let fields = [&[("csrf", token.as_str())], fields].concat();
        self.send(Request::new("POST", target).upload(name, content.as_bytes(), &fields))
    }
}

impl Browser<'_> {
    /// Hands in the ledger that travels with the product.
    pub fn ledger(&self) -> Answer {
        let content = std::fs::read(DEMO).expect("the ledger");
        let token = self.token();
        self.send(Request::new("POST", "/imports").upload("台账.xlsx", &content, &[("csrf", token.as_str())]))
    }

    /// Waits until a ledger on its way is read.
    pub fn settled(&self, run: &str) {
        let done = (0..600).any(|_| {
            let at_work = !self.get(run).header("refresh").is_empty();
            if at_work {
                std::thread::sleep(std::time::Duration::from_millis(100));
            }
            !at_work
        });
        assert!(done, "{run} is still at work");
    }
}

/// A one-time code as the security administrator would hand it over.
pub fn set_up_code(app: &App, engine: &Engine, name: &str) -> String {
    let mut database = engine.database();
    let person = database.person_named(name).expect("a look").expect("the person").id;
    app.entrance.set_up_code(&mut database, person, &Act { at: app.now, ..act() }).expect("a code").code.expose_secret().to_owned()
}

/// Value of a hidden field.
#[track_caller]
pub fn hidden(page: &str, name: &str) -> String {
    let mark = format!("name=\"{name}\" value=\"");
    let at = page.find(&mark).unwrap_or_else(|| panic!("no field {name} in {page}")) + mark.len();
    page[at..].split('"').next().unwrap_or_default().replace("&#43;", "+").replace("&#47;", "/").replace("&#61;", "=")
}

/// The text of a page with this status, taken apart and found well made.
#[track_caller]
pub fn text(answer: Answer, status: u16) -> String {
    let answer = answer.expect(status);
    assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
    assert_eq!(answer.header("cache-control"), "no-store");
    let policy = answer.header("content-security-policy");
    assert!(policy.starts_with("default-src 'none'; style-src 'self'") && !policy.contains("unsafe"), "{policy}");
    let page = String::from_utf8(answer.body).expect("UTF-8");
    assert_eq!(faults(&page), Vec::<String>::new(), "{page}");
    page
}

/// What the last form of a page would send, in order: what is typed, ticked, chosen and hidden; no button.
pub fn controls(page: &str) -> Vec<(String, String)> {
    let dom = parse_document(RcDom::default(), html5ever::ParseOpts::default()).one(page);
    let mut found = Vec::new();
    elements(&dom.document, &mut found);
    let first = found.iter().rposition(|element| element.name == "form").unwrap_or_default();
    let mut sent: Vec<(String, String)> = Vec::new();
    let mut select: Option<(String, bool)> = None;
    for element in &found[first..] {
        let put = |value: &str| (element.get("name").to_owned(), value.to_owned());
        let is = |name: &str| element.attributes.contains_key(name);
        match (element.name.as_str(), element.get("type")) {
            ("input", "radio" | "checkbox") if !is("checked") => {}
            ("input", _) => sent.push(put(element.get("value"))),
            ("textarea", _) => sent.push(put(&element.text)),
            ("select", _) => select = Some((element.get("name").to_owned(), false)),
            ("option", _) => {
                if let Some((name, chosen)) = &mut select {
                    // the first option counts until another is selected
                    match (is("selected"), *chosen) {
                        (true, true) => drop(sent.pop()),
                        (false, true) => continue,
                        _ => {}
                    }
                    *chosen = true;
                    sent.push((name.clone(), element.get("value").to_owned()));
                }
            }
            _ => {}
        }
    }
    sent
}

/// What an element is and what it carries.
struct Element {
    name: String,
    attributes: BTreeMap<String, String>,
    text: String,
}

impl Element {
    fn get(&self, name: &str) -> &str {
        self.attributes.get(name).map_or("", String::as_str)
    }
}

fn elements(node: &Handle, found: &mut Vec<Element>) -> String {
    let mut text = match &node.data {
        NodeData::Text { contents } => contents.borrow().to_string(),
        _ => String::new(),
    };
    let at = found.len();
    if let NodeData::Element { name, attrs, .. } = &node.data {
        let attributes = attrs.borrow().iter().map(|attr| (attr.name.local.to_string(), attr.value.to_string())).collect();
        found.push(Element { name: name.local.to_string(), attributes, text: String::new() });
    }
    for child in node.children.borrow().iter() {
        text += &elements(child, found);
    }
    if let NodeData::Element { name, .. } = &node.data {
        found[at].text.clone_from(&text);
        debug_assert!(name.local != local_name!("noscript"));
    }
    text
}

/// Everything that is wrong with a page: what a parser of HTML5 stumbles over, scripts and styles inside or from elsewhere, fields without a label,
/// tables without headings, ids given twice, links that lead nowhere.
pub fn faults(page: &str) -> Vec<String> {
    let dom = parse_document(RcDom::default(), html5ever::ParseOpts::default()).one(page);
    let mut faults: Vec<String> = dom.errors.borrow().iter().map(|error| format!("HTML: {error}")).collect();
    let mut found = Vec::new();
    elements(&dom.document, &mut found);
    let of = |name: &'static str| found.iter().filter(move |element| element.name == name);
    let mut ids = BTreeSet::new();
    for element in &found {
        let id = element.get("id");
        if !id.is_empty() && !ids.insert(id.to_owned()) {
            faults.push(format!("id {id} twice"));
        }
        let inside = element.name == "style" || element.name == "script" && (element.get("src").is_empty() || !element.text.is_empty());
        if inside || element.get("href").starts_with("javascript:") {
            faults.push(format!("<{}>", element.name));
        }
        faults.extend(element.attributes.keys().filter(|name| *name == "style" || name.starts_with("on")).map(|name| format!("@{name}")));
    }
    let labels: BTreeSet<&str> = of("label").filter(|label| !label.text.trim().is_empty()).map(|label| label.get("for")).collect();
    for field in found.iter().filter(|element| ["input", "select", "textarea"].contains(&element.name.as_str())) {
        if field.get("type") != "hidden" && !labels.contains(field.get("id")) {
            faults.push(format!("no label for {}", field.get("name")));
        }
    }
    for reference in found.iter().flat_map(|element| ["aria-describedby", "aria-labelledby"].map(|name| element.get(name))) {
        faults.extend(reference.split_whitespace().filter(|id| !ids.contains(*id)).map(|id| format!("nothing has the id {id}")));
    }
    for name in ["h1", "main", "title", "header"] {
        if of(name).count() != 1 || of(name).any(|element| element.text.trim().is_empty()) {
            faults.push(format!("{} <{name}>", of(name).count()));
        }
    }
    faults.extend(of("html").filter(|html| !["zh-CN", "en"].contains(&html.get("lang"))).map(|html| format!("lang {}", html.get("lang"))));
    faults.extend(of("button").filter(|button| button.text.trim().is_empty()).map(|_| "a button without a name".to_owned()));
    faults.extend(of("a").filter(|link| link.text.trim().is_empty() || link.get("href").is_empty()).map(|_| "an empty link".to_owned()));
    if of("table").count() > of("thead").count() || of("th").any(|heading| heading.get("scope").is_empty()) {
        faults.push("a table without headings".to_owned());
    }
    let elsewhere = |address: &str| !address.is_empty() && !address.starts_with("/assets/");
    let loads = |element: &&Element| element.name == "link" && elsewhere(element.get("href")) || elsewhere(element.get("src"));
    faults.extend(found.iter().filter(loads).map(|element| format!("<{}> loads something else", element.name)));
    faults
}

#[test]
fn a_page_with_faults_is_found_out() {
    let good =
        "<!DOCTYPE html><html lang=\"en\"><head><title>t</title></head><body><header>x</header><main><h1>h</h1></main></body></html>";
    assert_eq!(faults(good), Vec::<String>::new());
    for (bad, said) in [
        ("</section>", "HTML"),
        ("<script>1</script>", "<script>"),
        ("<script src=\"https://example.org/x.js\"></script>", "<script> loads"),
        ("<script src=\"/assets/0/x.js\">1</script>", "<script>"),
        ("<p style=\"color:red\">x</p>", "@style"),
        ("<p onclick=\"x()\">x</p>", "@onclick"),
        ("<input name=\"a\">", "no label for a"),
        ("<p id=\"a\">1</p><p id=\"a\">2</p>", "id a twice"),
        ("<h1>2</h1>", "2 <h1>"),
        ("<img src=\"https://example.org/x.png\" alt=\"\">", "<img> loads"),
        ("<table><tbody><tr><td>1</td></tr></tbody></table>", "a table without headings"),
    ] {
        let page = good.replace("</main>", &format!("{bad}</main>"));
        assert!(faults(&page).iter().any(|fault| fault.starts_with(said)), "{bad}: {:?}", faults(&page));
    }
}
