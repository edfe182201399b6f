//! The service as `make demo` leaves it: the running program over the bundled ledger, with a way in for each role.

use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::process::{Child, Stdio};

use serde_json::json;
use tempfile::TempDir;

use super::chromium::{Chromium, Screen, invalid, key};
use super::engines::Engine;
use super::program::{DEMO, fuyi, ran};

/// A running service.
pub struct Demo {
    /// Its database.
    pub engine: Engine,
    /// Where it listens.
    pub address: SocketAddr,
    service: Child,
    /// User name and password.
    people: Vec<(String, String)>,
}

impl Demo {
    /// Starts the program over a database filled from the ledger.
    pub fn start(engine: Engine) -> Self {
        drop(engine.database());
        let units = concat!(env!("CARGO_MANIFEST_DIR"), "/config/demo/units.csv");
        engine.fuyi(["unit", "import", units]).done();
        engine.fuyi(["import", DEMO, "--handler", BUREAU]).done();
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
        Self { engine, service, address: address.expect("an address"), people }
    }

    /// Password of a person of the demo.
    pub fn password(&self, user: &str) -> &str {
        &self.people.iter().find(|(name, _)| name == user).expect("a person of the demo").1
    }

    /// A window of somebody who has come in by the front door, speaking a language.
    pub fn sign_in(&self, user: &str, lang: &str, screen: Screen) -> Chromium {
        let chromium = Chromium::open(self.address, screen);
        self.come_in(&chromium, user, lang);
        chromium
    }

    /// Comes in by the front door in a window at which nobody is signed in.
    pub fn come_in(&self, chromium: &Chromium, user: &str, lang: &str) {
        chromium.go(&format!("/language/{lang}?to=/sign-in"));
        chromium.fill("input[name=user]", user).fill("input[name=password]", self.password(user)).press(key::ENTER);
        chromium.arrives("/");
    }
}

/// The unit that runs the files of the ledger.
const BUREAU: &str = "青禾区司法局";
/// Number of a case with much in its file.
const LONG: &str = "青政复决字〔2024〕902号";
/// What happened in it: event, day, data.
const STEPS: &[(&str, &str, &str)] = &[
    ("correction-notice-sent", "2024-03-04", r#"{"items":"身份证明复印件"}"#),
    ("supplement-received", "2024-03-06", "{}"),
    ("accepted", "2024-03-07", r#"{"procedure":"general","staff":2}"#),
    ("copy-sent", "2024-03-08", r#"{"received_on":"2024-03-11"}"#),
    ("reply-received", "2024-03-18", r#"{"evidence":"现场笔录、询问笔录、照片等十二份","complete":true}"#),
    ("third-party-joined", "2024-03-19", r#"{"who":[{"name":"某某商贸有限公司"}]}"#),
    ("agent-appointed", "2024-03-20", r#"{"person":"律师孙某某","powers":"一般代理"}"#),
    ("opinions-heard", "2024-03-22", r#"{"person":"王某某、诸葛某某"}"#),
    ("investigation-made", "2024-03-25", r#"{"staff":2}"#),
    ("hearing-notice-served", "2024-04-12", r#"{"hearing_on":"2024-04-22","place":"区政府第二会议室","matters":"处罚的事实"}"#),
    ("hearing-held", "2024-04-22", r#"{"sitting":"reconsideration-hearing","presider":"李某某","recorder":"吴某某"}"#),
    ("extended", "2024-05-06", r#"{"reason":"案情复杂","approved_by":"institution-head","days":30,"notified_on":"2024-05-07"}"#),
    ("suspended", "2024-05-10", r#"{"ground":"SU-1"}"#),
    ("resumed", "2024-05-20", r#"{"cause_removed_on":"2024-05-17"}"#),
    ("marked-major", "2024-05-21", "{}"),
    ("annulled", "2024-05-22", r#"{"entry":15,"reason":"登记错了案件"}"#),
];

impl Demo {
    /// Adds a case in which much has happened; its id.
    pub fn long_file(&self) -> i64 {
        let parties = r#"{"applicants":[{"name":"诸葛某某"}],"respondents":["青禾区市场监督管理局"],"act":"行政处罚决定","act_number":"青市监罚〔2024〕7号","act_known_on":"2024-02-20","matter":"市场监管"}"#;
        let record =
            |event: &str, rest: &[&str]| self.engine.fuyi(["case", "record", event].into_iter().chain(rest.iter().copied())).done();
        record(
            "application-received",
            &["--new", "reconsideration", "--number", LONG, "--handler", BUREAU, "--on", "2024-03-01", "--data", parties],
        );
        for (event, on, data) in STEPS {
            record(event, &["--case", LONG, "--on", on, "--data", data]);
        }
        self.engine.number(&format!("SELECT id AS number FROM cases WHERE number = '{LONG}'"))
    }
}

/// Leaves by the button every page has.
pub fn sign_out(chromium: &Chromium) {
    chromium.click("form[action='/sign-out'] button").arrives("/sign-in");
    chromium.go("/").arrives("/sign-in");
}

impl Drop for Demo {
    fn drop(&mut self) {
        // it is over either way
        let _ = self.service.kill();
        let _ = self.service.wait();
    }
}

/// Pages under inspection: each by axe-core while it is shown, and all together by the Nu HTML checker, which is slow to start.
pub struct Inspection {
    sent: TempDir,
    violations: BTreeSet<String>,
    pages: usize,
}

impl Inspection {
    /// Nothing inspected yet.
    pub fn begin() -> Self {
        Self { sent: tempfile::tempdir().expect("a folder"), violations: BTreeSet::new(), pages: 0 }
    }

    /// Inspects the page shown, and keeps what is `sent` of it for the end.
    pub fn page(&mut self, chromium: &Chromium, sent: &[u8]) {
        self.violations.extend(chromium.violations());
        let name = chromium.place().replace(|c: char| !c.is_alphanumeric(), "-");
        self.pages += 1;
        fs::write(self.sent.path().join(format!("{}{name}.html", self.pages)), sent).expect("a page kept");
    }

    /// The page as it stands in the browser, also one that answers a form.
    pub fn shown(&mut self, chromium: &Chromium) {
        let text = chromium.run("return '<!DOCTYPE html>' + document.documentElement.outerHTML", json!([]));
        self.page(chromium, text.as_str().expect("a page").as_bytes());
    }

    /// Fails with everything that was found.
    #[track_caller]
    pub fn finish(self, whose: &str) {
        assert!(self.pages > 0, "{whose}: no page was inspected");
        assert_eq!(self.violations, BTreeSet::new(), "{whose}");
        assert_eq!(invalid(self.sent.path()), Vec::<String>::new(), "{whose}");
    }
}
