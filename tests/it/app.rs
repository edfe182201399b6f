//! The real service on a port of its own, over a database of the test's engine.

use std::net::SocketAddr;
use std::path::Path;
use std::thread::JoinHandle;

use chrono::{DateTime, Utc};
use fuyi::clock::Clock;
use fuyi::domain::Day;
use fuyi::domain::access::{Grant, Holder, Role, UnitEntry, UnitKind};
use fuyi::domain::id::PersonId;
use fuyi::server::Server;
use fuyi::service::sign_in::Entrance;
use fuyi::settings::Settings;
use fuyi::store::{Act, Database, NewGrant, NewPerson, StoreError};
use secrecy::ExposeSecret;
use serde_json::{Value, json};
use tokio::sync::oneshot;

use super::engines::Engine;
use super::http::{Answer, Request};

/// A running service.
pub struct App {
    /// Where it listens.
    pub address: SocketAddr,
    /// Its door, for codes that a person would be handed.
    pub entrance: Entrance,
    /// The moment it lives in.
    pub now: DateTime<Utc>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

/// The day the tests live in: every service of theirs thinks it is then.
pub const NOW: &str = "2024-06-03T02:00:00Z";

impl App {
    /// Starts the service over a migrated database.
    pub fn start(engine: &Engine) -> Self {
        Self::with(engine, &[])
    }

    /// As [`App::start`], with some settings changed, named as in the environment.
    pub fn with(engine: &Engine, settings: &[(&str, &str)]) -> Self {
        drop(engine.database());
        Self::over(&engine.url, engine.directory.path(), settings)
    }

    /// Starts the service over what stands at a URL.
    pub fn over(url: &str, folder: &Path, settings: &[(&str, &str)]) -> Self {
        Self::living_at(NOW, url, folder, settings)
    }

    /// As [`App::start`], at another moment.
    pub fn at(now: &str, engine: &Engine) -> Self {
        drop(engine.database());
        Self::living_at(now, &engine.url, engine.directory.path(), &[])
    }

    fn living_at(now: &str, url: &str, folder: &Path, settings: &[(&str, &str)]) -> Self {
        let files = folder.join("files").display().to_string();
        let keys = folder.join("keys").display().to_string();
        let ours = [
            ("FUYI_DATABASE_URL", url),
            ("FUYI_SERVER_ADDRESS", "127.0.0.1:0"),
            ("FUYI_SERVER_FILES", files.as_str()),
            ("FUYI_SERVER_COOKIES", "plain"),
            ("FUYI_LANG", "en"),
            ("FUYI_KEYS_FILE", keys.as_str()),
            // nothing of its own accord: what a run does is tried elsewhere
            ("FUYI_REMINDERS_EVERY_MINUTES", "0"),
            // a hash that is quick to compute: what it costs in earnest is tried elsewhere
            ("FUYI_SIGN_IN_HASH_MEMORY_KIB", "64"),
            ("FUYI_SIGN_IN_HASH_PASSES", "1"),
        ];
        let environment = ours.iter().chain(settings).map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        let settings = Settings::load(None, environment, []).expect("settings");
        let now = now.parse().expect("an instant");
        let entrance = Entrance::open(&settings, now).expect("keys").0;
        let server = Server::bind(settings, Clock::fixed(now)).expect("a service");
        let address = server.address();
        let (stop, stopped) = oneshot::channel();
        let thread = std::thread::spawn(move || {
            let stopped = async {
                // dropped or sent: either way the test is over
                let _ = stopped.await;
            };
            server.run(stopped).expect("the service runs");
        });
        Self { address, entrance, now, stop: Some(stop), thread: Some(thread) }
    }

    /// Sends a request as whoever it says it is.
    pub fn send(&self, request: &Request) -> Answer {
        request.send(self.address)
    }

    /// Reads an address without signing in.
    pub fn get(&self, target: &str) -> Answer {
        self.send(&Request::new("GET", target))
    }

    /// Asks the service to stop, without waiting.
    pub fn ask_to_stop(&mut self) {
        drop(self.stop.take());
    }

    /// Waits until the service has stopped.
    pub fn wait(&mut self) {
        if let Some(thread) = self.thread.take() {
            thread.join().expect("the service ends well");
        }
    }
}

impl Drop for App {
    fn drop(&mut self) {
        self.ask_to_stop();
        if !std::thread::panicking() {
            self.wait();
        }
    }
}

/// A signed-in caller.
pub struct Caller<'a> {
    /// The service.
    pub app: &'a App,
    /// Bearer token.
    pub token: String,
    keys: std::cell::Cell<u32>,
}

impl<'a> Caller<'a> {
    /// Whoever holds this token.
    pub fn new(app: &'a App, token: impl Into<String>) -> Self {
        Self { app, token: token.into(), keys: std::cell::Cell::new(0) }
    }

    /// A request in the caller's name; a POST with a key of its own.
    pub fn request(&self, method: &str, path: &str) -> Request {
        let request = Request::new(method, &format!("/api/v1{path}")).header("authorization", &format!("Bearer {}", self.token));
        if method != "POST" {
            return request;
        }
        self.keys.set(self.keys.get() + 1);
        request.header("idempotency-key", &format!("key-{}", self.keys.get()))
    }

    /// Sends a request.
    pub fn send(&self, request: &Request) -> Answer {
        self.app.send(request)
    }

    /// Reads.
    pub fn get(&self, path: &str) -> Answer {
        self.send(&self.request("GET", path))
    }

    /// Does something.
    pub fn post(&self, path: &str, body: &Value) -> Answer {
        self.send(&self.request("POST", path).json(body))
    }

    /// Does something to a version.
    pub fn post_at(&self, version: u64, path: &str, body: &Value) -> Answer {
        self.send(&self.request("POST", path).header("if-match", &format!("\"{version}\"")).json(body))
    }
}

/// Password of everybody in the tests.
pub const PASSWORD: &str = "平湛的柳树在六月很绿 2024";

/// Gives the database its units: a county with an institution and two departments, and a county beside it.
pub fn units(database: &mut Database) {
    let unit = |name: &str, parent: Option<&str>, kind| UnitEntry {
        full_name: name.to_owned(),
        parent: parent.map(str::to_owned),
        kind: Some(kind),
        ..UnitEntry::default()
    };
    let list = [
        unit(COUNTY, None, UnitKind::County),
        unit(BUREAU, Some(COUNTY), UnitKind::Department),
        unit(POLICE, Some(COUNTY), UnitKind::Department),
        unit(STATION, Some(POLICE), UnitKind::Department),
        unit(MARKET, Some(COUNTY), UnitKind::Department),
        unit(OTHER_COUNTY, None, UnitKind::County),
        unit(OTHER_BUREAU, Some(OTHER_COUNTY), UnitKind::Department),
    ];
    database.units_put(&list, &act()).expect("units");
}

/// The county.
pub const COUNTY: &str = "平湛区人民政府";
/// Its institution of reconsideration.
pub const BUREAU: &str = "平湛区司法局";
/// A department below it.
pub const POLICE: &str = "平湛区公安分局";
/// A unit below the department.
pub const STATION: &str = "平湛区公安分局城关派出所";
/// Another department.
pub const MARKET: &str = "平湛区市场监督管理局";
/// Another county.
pub const OTHER_COUNTY: &str = "安定区人民政府";
/// Its institution.
pub const OTHER_BUREAU: &str = "安定区司法局";

/// The operator, at the moment the tests live in.
pub fn act() -> Act<'static> {
    Act { actor: "operator", origin: "", at: NOW.parse().expect("an instant") }
}

/// Gives a person an account with a role at a unit (`None`: everywhere); the id.
pub fn person(database: &mut Database, name: &str, role: Role, unit: Option<&str>) -> PersonId {
    let id_of = |database: &mut Database, unit: &str| database.unit_find(unit).expect("a look").expect("a unit").0;
    let unit = unit.map(|unit| id_of(database, unit));
    let from: Day = "2024-01-01".parse().expect("a day");
    let new = NewPerson {
        user_name: name.to_owned(),
        display_name: format!("{name}某"),
        unit,
        email: None,
        lang: "en".to_owned(),
        active_from: from,
    };
    let id = database.person_add(&new, &act()).expect("a person");
    let grant = Grant { role, unit, from, until: None };
    let new = NewGrant { to: Holder::Person(id), grant };
    database.grant_add(&new, |_| Ok::<_, StoreError>(()), &act()).expect("a grant");
    id
}

impl App {
    /// Signs a person in who has no password yet: sets one with a one-time code, then comes in by the front door.
    pub fn sign_in(&self, engine: &Engine, name: &str) -> Caller<'_> {
        let mut database = Database::open(&engine.url).expect("the database");
        let person = database.person_named(name).expect("a look").expect("the person").id;
        let code = self.entrance.set_up_code(&mut database, person, &Act { at: self.now, ..act() }).expect("a code");
        drop(database);
        let body = json!({"code": code.code.expose_secret(), "password": PASSWORD});
        self.send(&Request::new("POST", "/api/v1/sessions/set-up").json(&body)).expect(204);
        self.come_in(name)
    }

    /// Signs a person in who has the password of everybody.
    pub fn come_in(&self, name: &str) -> Caller<'_> {
        let body = json!({"user_name": name, "password": PASSWORD});
        let answer = self.send(&Request::new("POST", "/api/v1/sessions").json(&body)).expect(201);
        Caller::new(self, answer.json()["tokens"]["access_token"].as_str().expect("a token"))
    }
}
