//! The running program over the bundled ledger, as the administrators meet it in a real browser: from signing in to signing out, with
//! JavaScript and without, in both languages.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fs;
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::{Child, Stdio};

use serde_json::json;

use super::chromium::{Chromium, DESK, Screen, invalid, key};
use super::engines::Engine;
use super::program::{DEMO, fuyi, ran};

/// The service as `make demo` leaves it.
struct Demo {
    _engine: Engine,
    service: Child,
    address: SocketAddr,
    /// User name and password.
    people: Vec<(String, String)>,
}

impl Demo {
    fn start(engine: Engine) -> Self {
        engine.fuyi(["import", DEMO]).done();
        let units = concat!(env!("CARGO_MANIFEST_DIR"), "/config/demo/units.csv");
        engine.fuyi(["unit", "import", units]).done();
        let keys = engine.path("keys").display().to_string();
        let files = engine.path("files").display().to_string();
        let ours = |arguments: &[&str]| {
            let mut command = fuyi(["--database", &engine.url]);
            command.args(arguments).env("FUYI_KEYS_FILE", &keys).env("FUYI_SERVER_FILES", &files).env("FUYI_LANG", "en");
            command.env("FUYI_SERVER_ADDRESS", "127.0.0.1:0").env("FUYI_SERVER_COOKIES", "plain");
            command
        };
        let table = ran(&mut ours(&["demo"])).done();
        let people = table.lines().skip(2).filter_map(|line| {
            let mut words = line.split_whitespace().rev();
            let password = words.next()?;
            Some((words.next()?.to_owned(), password.to_owned()))
        });
        let people: Vec<_> = people.collect();
        let mut service = ours(&["serve"]).stderr(Stdio::piped()).spawn().expect("the program starts");
        let said = BufReader::new(service.stderr.take().expect("a pipe")).lines().map_while(Result::ok);
        let mut said = said.skip_while(|line| !line.contains("serving pages at"));
        let line = said.next().expect("the service tells its address");
        let address = line.split("http://").nth(1).and_then(|rest| rest.split('/').next()).and_then(|address| address.parse().ok());
        // what it says later must not fill the pipe
        std::thread::spawn(move || said.for_each(drop));
        Self { _engine: engine, service, address: address.expect("an address"), people }
    }

    fn password(&self, user: &str) -> &str {
        &self.people.iter().find(|(name, _)| name == user).expect("a person of the demo").1
    }

    /// Somebody who has come in by the front door, speaking a language.
    fn sign_in(&self, user: &str, lang: &str, screen: Screen) -> Chromium {
        let chromium = Chromium::open(self.address, screen);
        chromium.go(&format!("/language/{lang}?to=/sign-in"));
        chromium.fill("input[name=user]", user).fill("input[name=password]", self.password(user)).press(key::ENTER);
        chromium.arrives("/");
        chromium
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        // it is over either way
        let _ = self.service.kill();
        let _ = self.service.wait();
    }
}

/// Pages of one shape to look at: the second may show what the first has not.
const OF_A_SHAPE: usize = 2;

/// Every page somebody reaches by links, a few of each shape; `look` is called on each.
fn walk(chromium: &Chromium, mut look: impl FnMut(&Chromium, &str)) -> BTreeSet<String> {
    let mut shapes: BTreeMap<String, usize> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    let mut ahead = VecDeque::from(["/".to_owned()]);
    while let Some(target) = ahead.pop_front() {
        let path = target.split('?').next().unwrap_or_default();
        let shape: String = path.split('/').map(|part| if part.contains(|c: char| c.is_ascii_digit()) { "#/" } else { part }).collect();
        let of_this = shapes.entry(format!("{shape}{}", if target.contains('?') { "?" } else { "" })).or_default();
        if *of_this == OF_A_SHAPE || !seen.insert(target.clone()) {
            continue;
        }
        *of_this += 1;
        chromium.go(&target);
        look(chromium, &target);
        const LINKS: &str = "return [...document.querySelectorAll('a[href]')].filter(a => !a.hasAttribute('download'))
            .map(a => a.getAttribute('href').split('#')[0]).filter(h => h.startsWith('/'))";
        let links = chromium.run(LINKS, json!([]));
        let links = links.as_array().expect("a list").iter().filter_map(|link| link.as_str());
        let is_page = |link: &&str| !["/language", "/api", "/style"].iter().any(|other| link.starts_with(other));
        ahead.extend(links.filter(is_page).map(str::to_owned));
    }
    seen
}

/// An address as part of a file name.
fn file_name(target: &str) -> String {
    target.replace(|c: char| !c.is_alphanumeric(), "-")
}

/// Where `make screenshots` wants its pictures.
fn pictures() -> Option<PathBuf> {
    let folder = PathBuf::from(std::env::var_os("FUYI_SCREENSHOTS")?);
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(folder);
    fs::create_dir_all(&folder).expect("a folder for pictures");
    Some(folder)
}

fn a_journey_of(demo: &Demo, user: &str) {
    let sent = tempfile::tempdir().expect("a folder");
    let (mut violations, mut reached) = (Vec::new(), BTreeSet::new());
    for (lang, other) in [("zh-CN", "en"), ("en", "zh-CN")] {
        for scripts in [true, false] {
            let chromium = demo.sign_in(user, lang, Screen { scripts, ..DESK });
            let look = |chromium: &Chromium, target: &str| {
                let said = chromium.run("return [document.documentElement.lang, document.title]", json!([]));
                let title = said[1].as_str().unwrap_or_default();
                assert!(said[0] == lang && (title.contains("复议") || title.contains("Fuyi")), "{target}: {said}");
                if let (true, Some(folder)) = (scripts, pictures()) {
                    fs::write(folder.join(format!("{user}-{lang}{}.png", file_name(target))), chromium.picture()).expect("a picture");
                }
            };
            // every page once in each language, and once with scripts and once without
            if lang == "zh-CN" && scripts {
                reached = walk(&chromium, |chromium, target| {
                    look(chromium, target);
                    violations.extend(chromium.violations());
                    fs::write(sent.path().join(format!("{}.html", file_name(target))), chromium.sent()).expect("a page kept");
                });
                assert_eq!(violations, Vec::<String>::new(), "{user}");
                assert_eq!(invalid(sent.path()), Vec::<String>::new(), "{user}");
            } else if lang == "en" && (!scripts || pictures().is_some()) {
                assert_eq!(walk(&chromium, look), reached, "{user}: the same pages in {lang}, scripts: {scripts}");
            }
            chromium.go("/").click(&format!("a[href^='/language/{other}']")).arrives("/");
            assert_eq!(chromium.run("return document.documentElement.lang", json!([])), other);
            chromium.click("form[action='/sign-out'] button").arrives("/sign-in");
            chromium.go("/").arrives("/sign-in");
        }
    }
}

#[test]
fn administrators_make_their_journeys() {
    let demo = Demo::start(Engine::postgres());
    for user in ["system", "security", "auditor"] {
        a_journey_of(&demo, user);
    }
}
