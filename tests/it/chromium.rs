//! Debian's Chromium, driven by its own driver in the standard protocol (W3C WebDriver): each command is one request in JSON, so
//! the client of these tests is all it takes.

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::http::Request;

/// Name of an element reference in the protocol.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// Keys that are no letters, as the protocol names them.
pub mod key {
    pub const TAB: &str = "\u{e004}";
    pub const ENTER: &str = "\u{e007}";
    pub const END: &str = "\u{e010}";
    pub const HOME: &str = "\u{e011}";
    pub const UP: &str = "\u{e013}";
    pub const DOWN: &str = "\u{e015}";
}

/// How somebody looks at a page.
#[derive(Debug, Clone, Copy)]
pub struct Screen {
    pub width: u32,
    pub height: u32,
    /// JavaScript is on.
    pub scripts: bool,
}

/// A desk in an office.
pub const DESK: Screen = Screen { width: 1280, height: 900, scripts: true };
/// A telephone, upright.
pub const PHONE: Screen = Screen { width: 360, height: 740, scripts: true };
/// How often something awaited is looked for, and how long: what else runs on the machine may be slow.
const LOOK_EVERY: Duration = Duration::from_millis(50);
const LOOKS: u32 = 1200;

/// A browser window of its own.
pub struct Chromium {
    driver: Child,
    address: SocketAddr,
    session: String,
    service: SocketAddr,
}

impl Chromium {
    /// Opens a window before a service.
    ///
    /// # Panics
    /// Chromium or its driver is not installed: pages that no browser has shown are not tested.
    pub fn open(service: SocketAddr, screen: Screen) -> Self {
        // the port it has found free may be taken before it listens there: then it is asked again
        let (driver, address) = (0..5).find_map(|_| started()).expect("chromedriver listens");
        let scripts = if screen.scripts { 1 } else { 2 };
        let mut chromium = Self { driver, address, session: String::new(), service };
        let options = json!({
            // phones are narrower than any window: the size is that of the emulated screen
            "args": ["--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--hide-scrollbars", "--disable-background-networking"],
            "mobileEmulation": {"deviceMetrics": {"width": screen.width, "height": screen.height, "pixelRatio": 1.0, "touch": false}},
            "prefs": {"profile.managed_default_content_settings.javascript": scripts, "intl.accept_languages": "zh-CN,zh"},
        });
        let asked =
            json!({"capabilities": {"alwaysMatch": {"goog:chromeOptions": options, "timeouts": {"pageLoad": 60_000, "script": 60_000}}}});
        chromium.session = chromium.ask("POST", "", &asked)["sessionId"].as_str().expect("a session").to_owned();
        chromium
    }

    /// One command of the protocol; its answer.
    #[track_caller]
    fn ask(&self, method: &str, path: &str, body: &Value) -> Value {
        let target = if self.session.is_empty() { "/session".to_owned() } else { format!("/session/{}{path}", self.session) };
        let request = Request::new(method, &target).header("host", "localhost");
        let request = if method == "POST" { request.json(body) } else { request };
        let answer = request.send(self.address);
        let value = answer.json()["value"].take();
        assert_eq!(answer.status, 200, "{method} {path}: {}", value["message"]);
        value
    }

    /// Opens an address of the service.
    #[track_caller]
    pub fn go(&self, target: &str) -> &Self {
        self.ask("POST", "/url", &json!({"url": format!("http://{}{target}", self.service)}));
        self
    }

    /// Path and query of the page shown.
    pub fn place(&self) -> String {
        let url = self.ask("GET", "/url", &Value::Null);
        let url = url.as_str().expect("an address");
        url.strip_prefix(&format!("http://{}", self.service)).expect("a page of the service").to_owned()
    }

    /// HTTP status of the page shown.
    pub fn status(&self) -> u64 {
        let status = self.run("return performance.getEntriesByType('navigation')[0].responseStatus", json!([]));
        status.as_u64().expect("a status")
    }

    /// Waits until the page with this path is there in full: an address changes before there is anything to see.
    #[track_caller]
    pub fn arrives(&self, path: &str) -> &Self {
        let arrived = self.until(|| self.tried("return document.readyState === 'complete' && location.pathname").as_deref() == Some(path));
        assert!(arrived, "{} is shown in place of {path}: {}", self.place(), self.text("main"));
        self
    }

    /// Waits until the page shown says something.
    #[track_caller]
    pub fn says(&self, words: &str) -> &Self {
        // a page on its way has no main part yet
        const SAID: &str =
            "return document.readyState === 'complete' && (document.querySelector('main') || document.body || {innerText: ''}).innerText";
        let said = || self.tried(SAID).unwrap_or_default();
        assert!(self.until(|| said().contains(words)), "{} does not say {words}: {}", self.place(), said());
        self
    }

    /// What a script says of a page that may be on its way out, when nobody can be asked.
    fn tried(&self, script: &str) -> Option<String> {
        let request = Request::new("POST", &format!("/session/{}/execute/sync", self.session)).header("host", "localhost");
        let answer = request.json(&json!({"script": script, "args": []})).send(self.address);
        (answer.status == 200).then(|| answer.json())?["value"].as_str().map(str::to_owned)
    }

    /// Follows a link to the page with this path, also to the one that is shown already.
    #[track_caller]
    pub fn follow(&self, css: &str, path: &str) -> &Self {
        self.run("document.left = true", json!([]));
        self.click(css);
        assert!(self.until(|| self.tried("return String(document.left)").as_deref() == Some("undefined")), "{css} leads nowhere");
        self.arrives(path)
    }

    /// Whether something comes true in time.
    fn until(&self, so: impl Fn() -> bool) -> bool {
        (0..LOOKS).any(|_| {
            so() || {
                std::thread::sleep(LOOK_EVERY);
                false
            }
        })
    }

    /// The page shown, byte by byte as the server sends it to this browser.
    pub fn sent(&self) -> Vec<u8> {
        let cookies = self.ask("GET", "/cookie", &Value::Null);
        let text = |cookie: &Value, part: &str| cookie[part].as_str().expect("a text").to_owned();
        let cookies =
            cookies.as_array().expect("a list").iter().map(|cookie| format!("{}={}", text(cookie, "name"), text(cookie, "value")));
        let cookies = cookies.collect::<Vec<_>>().join("; ");
        let request = Request::new("GET", &self.place()).header("cookie", &cookies).header("accept", "text/html");
        request.send(self.service).expect(200).body
    }

    /// Reference of the first element a CSS selector finds.
    #[track_caller]
    fn find(&self, css: &str) -> String {
        let found = self.ask("POST", "/element", &json!({"using": "css selector", "value": css}));
        found[ELEMENT].as_str().expect("an element").to_owned()
    }

    /// Presses the button or follows the link a CSS selector finds.
    #[track_caller]
    pub fn click(&self, css: &str) -> &Self {
        let element = self.find(css);
        self.ask("POST", &format!("/element/{element}/click"), &json!({}));
        self
    }

    /// Types into a field in place of what stands there.
    #[track_caller]
    pub fn fill(&self, css: &str, text: &str) -> &Self {
        let element = self.find(css);
        self.ask("POST", &format!("/element/{element}/clear"), &json!({}));
        self.ask("POST", &format!("/element/{element}/value"), &json!({"text": text}));
        self
    }

    /// Types on the keyboard, wherever the focus is.
    pub fn press(&self, keys: &str) -> &Self {
        let strokes = keys.chars().flat_map(|key| ["keyDown", "keyUp"].map(|act| json!({"type": act, "value": key.to_string()})));
        let strokes: Vec<Value> = strokes.collect();
        self.ask("POST", "/actions", &json!({"actions": [{"type": "key", "id": "keyboard", "actions": strokes}]}));
        self
    }

    /// Chooses from a list, ticks or marks: whatever a field or button of the page with this name offers under this value.
    #[track_caller]
    pub fn choose(&self, name: &str, value: &str) -> &Self {
        let list = format!("select[name='{name}'] option[value='{value}']");
        let mark = format!("input[name='{name}'][value='{value}']");
        self.click(&format!("{list}, {mark}"))
    }

    /// Puts a day into a field for days, which takes keys in the order of the browser's language: so it is put there as a whole.
    #[track_caller]
    pub fn fill_day(&self, css: &str, day: &str) -> &Self {
        let put = "const field = document.querySelector(arguments[0]); field.value = arguments[1]; return field.value";
        assert_eq!(self.run(put, json!([css, day])), day, "{css}");
        self
    }

    /// Goes to an element as whoever has no mouse: by the tab key, until it has the focus.
    #[track_caller]
    pub fn tab_to(&self, css: &str) -> &Self {
        const MOST: usize = 200;
        let there = || self.run("return document.activeElement.matches(arguments[0])", json!([css])) == true;
        let reached = (0..MOST).any(|_| {
            there() || {
                self.press(key::TAB);
                false
            }
        });
        assert!(reached, "{}: the tab key does not lead to {css}", self.place());
        // what has the focus is seen to have it
        let outline =
            "const s = getComputedStyle(document.activeElement); return s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 1";
        assert_eq!(self.run(outline, json!([])), true, "{}: the focus on {css} is not seen", self.place());
        self
    }

    /// Whether the page has what a CSS selector finds.
    pub fn has(&self, css: &str) -> bool {
        self.run("return document.querySelector(arguments[0]) !== null", json!([css])) == true
    }

    /// The text of the first element a CSS selector finds, as it is read; empty where there is none.
    pub fn text(&self, css: &str) -> String {
        self.texts(css).into_iter().next().unwrap_or_default()
    }

    /// The texts of all elements a CSS selector finds.
    pub fn texts(&self, css: &str) -> Vec<String> {
        let found = self.run("return [...document.querySelectorAll(arguments[0])].map(e => e.innerText)", json!([css]));
        found.as_array().expect("a list").iter().map(|text| text.as_str().unwrap_or_default().to_owned()).collect()
    }

    /// What stands in a field.
    pub fn value(&self, css: &str) -> String {
        let value = self.run("return document.querySelector(arguments[0]).value", json!([css]));
        value.as_str().unwrap_or_default().to_owned()
    }

    /// Opens another window of the same browser, and looks at it; the one before can be come back to.
    pub fn open_window(&self) -> String {
        let before = self.ask("GET", "/window", &Value::Null).as_str().expect("a window").to_owned();
        let new = self.ask("POST", "/window/new", &json!({"type": "window"}));
        self.look_at(new["handle"].as_str().expect("a window"));
        before
    }

    /// Looks at a window.
    pub fn look_at(&self, window: &str) -> &Self {
        self.ask("POST", "/window", &json!({"handle": window}));
        self
    }

    /// Makes the window as wide and high as a screen.
    pub fn resize(&self, screen: Screen) -> &Self {
        let metrics = json!({"width": screen.width, "height": screen.height, "deviceScaleFactor": 1, "mobile": false});
        self.devtools("Emulation.setDeviceMetricsOverride", &metrics);
        assert_eq!(self.run("return innerWidth", json!([])), screen.width, "the window has its width");
        self
    }

    /// What of the page shown sticks out of the window to the right; nothing when the page is no wider than the window.
    pub fn sticks_out(&self) -> Option<String> {
        const OUT: &str = "const wide = document.scrollingElement.scrollWidth, window_ = document.documentElement.clientWidth;
            if (wide <= window_) return null;
            const contained = e => { for (let p = e.parentElement; p && p !== document.body; p = p.parentElement)
                if (getComputedStyle(p).overflowX !== 'visible') return true; return false };
            const out = [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > window_ + .5 && !contained(e));
            return wide + ' px in place of ' + window_ + ': ' + out.slice(-2).map(e => e.outerHTML.slice(0, 160)).join(' … ')";
        self.run(OUT, json!([])).as_str().map(|out| format!("{}: {out}", self.place()))
    }

    /// What somebody reads of the page on paper, in pieces: every text that its style for print shows.
    pub fn on_paper(&self) -> Vec<String> {
        const TEXTS: &str = "const texts = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT), found = [];
            while (texts.nextNode()) { const text = texts.currentNode.data.trim(), holder = texts.currentNode.parentElement;
                if (text && holder.getClientRects().length && !holder.closest('.unseen, desc')) found.push(text); }
            return found";
        self.devtools("Emulation.setEmulatedMedia", &json!({"media": "print"}));
        let found = self.run(TEXTS, json!([]));
        self.devtools("Emulation.setEmulatedMedia", &json!({"media": ""}));
        found.as_array().expect("a list").iter().filter_map(|text| text.as_str().map(str::to_owned)).collect()
    }

    /// The page printed as its style sheet wants it, PDF.
    pub fn printed(&self) -> Vec<u8> {
        let paper = self.devtools("Page.printToPDF", &json!({"preferCSSPageSize": true}));
        STANDARD.decode(paper["data"].as_str().expect("a paper")).expect("base64")
    }

    /// A command of Chromium's own protocol.
    fn devtools(&self, command: &str, parameters: &Value) -> Value {
        self.ask("POST", "/goog/cdp/execute", &json!({"cmd": command, "params": parameters}))
    }

    /// Runs a test's own script in the page.
    #[track_caller]
    pub fn run(&self, script: &str, arguments: Value) -> Value {
        self.ask("POST", "/execute/sync", &json!({"script": script, "args": arguments}))
    }

    /// Violations of WCAG 2.2, levels A and AA, that axe-core finds in the page; each with the first place.
    pub fn violations(&self) -> Vec<String> {
        const RUN: &str = "const done = arguments[arguments.length - 1];
            axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa']})
               .then(found => done(found.violations.map(v => v.id + ': ' + v.help + ' at ' + v.nodes[0].html)))
               .catch(error => done([String(error)]))";
        self.run(&std::fs::read_to_string(checker("axe-core/axe.min.js")).expect("axe-core"), json!([]));
        let found = self.ask("POST", "/execute/async", &json!({"script": RUN, "args": []}));
        found
            .as_array()
            .expect("a list")
            .iter()
            .map(|violation| format!("{}: {}", self.place(), violation.as_str().unwrap_or("?")))
            .collect()
    }

    /// A picture of the whole page, PNG.
    pub fn picture(&self) -> Vec<u8> {
        let picture = self.devtools("Page.captureScreenshot", &json!({"captureBeyondViewport": true}));
        STANDARD.decode(picture["data"].as_str().expect("a picture")).expect("base64")
    }
}

/// The driver, and where it listens; nothing when it gave up.
fn started() -> Option<(Child, SocketAddr)> {
    let mut driver = Command::new("chromedriver")
        .arg("--port=0")
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("chromedriver is installed; `make test` installs it (Debian: apt-get install chromium chromium-driver)");
    let mut lines = BufReader::new(driver.stdout.take().expect("a pipe")).lines().map_while(Result::ok);
    let port = lines.find_map(|line| line.rsplit_once("successfully on port ")?.1.trim_end_matches('.').parse().ok());
    let Some(port) = port else {
        // its output is at an end, and so is it
        driver.wait().expect("an end");
        return None;
    };
    // what it says later must not break the pipe
    std::thread::spawn(move || lines.for_each(drop));
    Some((driver, SocketAddr::from(([127, 0, 0, 1], port))))
}

impl Drop for Chromium {
    fn drop(&mut self) {
        let quit = Request::new("DELETE", &format!("/session/{}", self.session)).header("host", "localhost");
        if !std::thread::panicking() {
            quit.send(self.address);
        }
        // it is over either way
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

/// What the Nu HTML checker, offline, finds wrong with the pages of a folder.
pub fn invalid(folder: &Path) -> Vec<String> {
    let mut java = Command::new("java");
    java.arg("-jar").arg(checker("vnu-jar/build/dist/vnu.jar")).args(["--errors-only", "--skip-non-html", "--format", "gnu"]).arg(folder);
    let found = java.output().expect("java is installed; `make test` installs it (Debian: apt-get install default-jre-headless)");
    String::from_utf8_lossy(&found.stderr).lines().map(str::to_owned).collect()
}

/// A file of what `.ci/pages` brings.
fn checker(path: &str) -> PathBuf {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("the target folder");
    let file = target.join("pages/node_modules").join(path);
    assert!(file.exists(), "{} is not there; `make test` brings it (.ci/pages)", file.display());
    file
}
