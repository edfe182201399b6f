//! The real service on a port of its own, with people who may ask it.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread::JoinHandle;

use fuyi::clock::Clock;
use fuyi::domain::access::{Grant, Holder, Role};
use fuyi::server::Server;
use fuyi::service::sign_in::Entrance;
use fuyi::settings::Settings;
use fuyi::store::{Act, Database, NewGrant, NewPerson, StoreError};
use http_body_util::Full;
use hyper::Request;
use hyper::body::Bytes;
use hyper::http::request::Builder;
use secrecy::ExposeSecret;
use serde_json::{Value, json};
use tokio::sync::oneshot;

use crate::load::{self, Asked};

/// A running service.
pub struct Service {
    pub address: SocketAddr,
    url: String,
    entrance: Entrance,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

/// The moment all of it happens at: no token ends while it is measured.
pub const NOW: &str = "2025-06-03T02:00:00Z";
const PASSWORD: &str = "平湛的柳树在六月很绿 2025";

impl Service {
    /// Starts the service over a database, with settings as they are but for the port.
    pub fn start(url: &str, folder: &Path) -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let folder = folder.join(format!("service-{}", NUMBER.fetch_add(1, Ordering::Relaxed)));
        std::fs::create_dir(&folder).expect("a folder");
        let (files, keys) = (folder.join("files").display().to_string(), folder.join("keys").display().to_string());
        let ours = [
            ("FUYI_DATABASE_URL", url),
            ("FUYI_SERVER_ADDRESS", "127.0.0.1:0"),
            ("FUYI_SERVER_FILES", &files),
            ("FUYI_SERVER_COOKIES", "plain"),
            ("FUYI_KEYS_FILE", &keys),
        ];
        let settings = Settings::load(None, ours.map(|(name, value)| (name.to_owned(), value.to_owned())), []).expect("settings");
        let now = NOW.parse().expect("a moment");
        let entrance = Entrance::open(&settings, now).expect("keys").0;
        let server = Server::bind(settings, Clock::fixed(now)).expect("a service");
        let address = server.address();
        let (stop, stopped) = oneshot::channel();
        let thread = std::thread::spawn(move || {
            let stopped = async {
                // dropped or sent: either way it is over
                let _ = stopped.await;
            };
            server.run(stopped).expect("the service runs");
        });
        Self { address, url: url.to_owned(), entrance, stop: Some(stop), thread: Some(thread) }
    }

    /// Gives a new person a role at a unit and signs them in; what proves their session to a program, or as a cookie to pages.
    pub fn person(&self, name: &str, role: Role, unit: &str) -> String {
        let mut database = Database::open(&self.url).expect("the database");
        let act = act();
        let (unit, _) = database.unit_find(unit).expect("a look").expect("the unit");
        let from = "2016-01-01".parse().expect("a day");
        let person = NewPerson {
            user_name: name.to_owned(),
            display_name: format!("{name}某"),
            unit: Some(unit),
            email: None,
            lang: "zh-CN".to_owned(),
            active_from: from,
        };
        let person = database.person_add(&person, &act).expect("a person");
        let grant = NewGrant { to: Holder::Person(person), grant: Grant { role, unit: Some(unit), from, until: None } };
        database.grant_add(&grant, |_| Ok::<_, StoreError>(()), &act).expect("a grant");
        let code = self.entrance.set_up_code(&mut database, person, &act).expect("a code");
        let set_up = json!({"code": code.code.expose_secret(), "password": PASSWORD});
        assert_eq!(load::once(self.address, post("/api/v1/sessions/set-up", "", &set_up)).0, 204);
        let (status, body) = load::once(self.address, post("/api/v1/sessions", "", &json!({"user_name": name, "password": PASSWORD})));
        assert_eq!(status, 201, "{}", String::from_utf8_lossy(&body));
        let body: Value = serde_json::from_slice(&body).expect("JSON");
        body["tokens"]["access_token"].as_str().expect("a token").to_owned()
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take().filter(|_| !std::thread::panicking()) {
            thread.join().expect("the service ends well");
        }
    }
}

/// The operator, at the moment all happens at.
pub fn act() -> Act<'static> {
    Act { actor: "bench", origin: "", at: NOW.parse().expect("a moment") }
}

/// Asks an address in the name of a token.
pub fn get(target: &str, token: &str) -> Asked {
    to("GET", target, token).body(Full::default()).expect("a request")
}

/// Does something in the name of a token.
pub fn post(target: &str, token: &str, body: &Value) -> Asked {
    to("POST", target, token).header("content-type", "application/json").body(Full::new(Bytes::from(body.to_string()))).expect("a request")
}

/// The same with a key of its own.
pub fn post_once(target: &str, token: &str, key: u64, body: &Value) -> Asked {
    let request = to("POST", target, token).header("content-type", "application/json").header("idempotency-key", format!("bench-{key}"));
    request.body(Full::new(Bytes::from(body.to_string()))).expect("a request")
}

fn to(method: &str, target: &str, token: &str) -> Builder {
    let request = Request::builder().method(method).uri(target).header("host", "fuyi.bench");
    if token.is_empty() { request } else { request.header("authorization", format!("Bearer {token}")) }
}
