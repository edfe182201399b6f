//! A place to sign in at: a database with people, an entrance that hashes cheaply, a clock one can turn.

use std::net::IpAddr;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use chrono::{DateTime, TimeDelta, Utc};
use fuyi::crypto::{ExposeSecret, SecretString};
use fuyi::domain::access::{Grant, Holder, Role};
use fuyi::domain::id::PersonId;
use fuyi::service::sign_in::{Answered, Attempt, Entrance, Present, Proof, Shown, SignInRefusal, SignedIn, Tokens};
use fuyi::settings::Settings;
use fuyi::store::{Act, Database, NewGrant, NewPerson, SessionKind};

use super::engines::Engine;

/// A password all rules allow.
pub const PASSWORD: &str = "tR7-kq2Lm9_x";
/// And some others.
pub const OTHERS: [&str; 6] = ["vN4.hs8Wd2-b", "mC6+zt1Qf5=j", "yB9_rk3Xg7.p", "dH2-wq8Tn4_v", "sJ5=fm6Kc1+z", "uP3.xb7Rv9-h"];
/// Where people sign in from.
pub const HERE: &str = "192.0.2.7";

/// Everything one needs to come in.
pub struct Door<'a> {
    pub engine: &'a Engine,
    pub settings: Settings,
    pub entrance: Arc<Entrance>,
    pub desk: Mutex<Database>,
    pub now: DateTime<Utc>,
}

/// What came of it; a test has no broken database.
pub fn told<T>(answer: Answered<T>) -> Result<T, SignInRefusal> {
    answer.expect("the database answers")
}

impl<'a> Door<'a> {
    /// A migrated database without people; `chosen` are settings as variables of the environment.
    pub fn of(engine: &'a Engine, chosen: &[(&str, &str)]) -> Self {
        let desk = Mutex::new(engine.database());
        let now = "2024-03-01T01:00:00Z".parse().expect("an instant");
        let (settings, entrance) = entrance(engine, chosen, now);
        Self { engine, settings, entrance, desk, now }
    }

    /// The same database behind an entrance with other settings, or after a restart.
    pub fn reopen(&mut self, chosen: &[(&str, &str)]) {
        (self.settings, self.entrance) = entrance(self.engine, chosen, self.now);
    }

    pub fn keys(&self) -> PathBuf {
        self.engine.path("keys")
    }

    pub fn database(&self) -> std::sync::MutexGuard<'_, Database> {
        self.desk.lock().expect("nobody panicked")
    }

    pub fn wait(&mut self, minutes: i64) {
        self.now += TimeDelta::minutes(minutes);
    }

    pub fn act(&self) -> Act<'static> {
        Act { actor: "test", origin: "", at: self.now }
    }

    /// A person with an account and no password.
    pub fn person(&self, user_name: &str) -> PersonId {
        let new = NewPerson {
            user_name: user_name.to_owned(),
            display_name: "王某某".to_owned(),
            unit: None,
            email: None,
            lang: "zh-CN".to_owned(),
            active_from: "2024-01-01".parse().expect("a day"),
        };
        self.database().person_add(&new, &self.act()).expect("a person")
    }

    pub fn grant(&self, person: PersonId, role: Role) {
        let grant = Grant { role, unit: None, from: "2024-01-01".parse().expect("a day"), until: None };
        let new = NewGrant { to: Holder::Person(person), grant };
        self.database().grant_add(&new, |_| Ok::<_, fuyi::store::StoreError>(()), &self.act()).expect("a grant");
    }

    /// A person who has set the password.
    pub fn member(&self, user_name: &str, password: &str) -> PersonId {
        let person = self.person(user_name);
        self.set_up(person, password).expect("a password");
        person
    }

    /// A one-time code used at once.
    pub fn set_up(&self, person: PersonId, password: &str) -> Result<(), SignInRefusal> {
        let code = self.entrance.set_up_code(&mut self.database(), person, &self.act()).expect("a code").code;
        self.use_code(&code, password)
    }

    pub fn use_code(&self, code: &SecretString, password: &str) -> Result<(), SignInRefusal> {
        told(self.entrance.set_up_password(&self.desk, code, &password.into(), address(HERE), self.now))
    }

    pub fn attempt(&self, user_name: &str, password: &str) -> Attempt {
        Attempt {
            user_name: user_name.to_owned(),
            password: password.into(),
            second_factor: None,
            kind: SessionKind::Tokens,
            address: address(HERE),
            device: "test/1".to_owned(),
        }
    }

    pub fn try_in(&self, attempt: Attempt) -> Result<SignedIn, SignInRefusal> {
        told(self.entrance.sign_in(&self.desk, attempt, self.now))
    }

    pub fn sign_in(&self, user_name: &str, password: &str) -> Result<SignedIn, SignInRefusal> {
        self.try_in(self.attempt(user_name, password))
    }

    pub fn with_code(&self, user_name: &str, password: &str, code: &str) -> Result<SignedIn, SignInRefusal> {
        self.try_in(Attempt { second_factor: Some(code.into()), ..self.attempt(user_name, password) })
    }

    /// A program's tokens.
    pub fn tokens(&self, user_name: &str, password: &str) -> Tokens {
        match self.sign_in(user_name, password).expect("in").proof {
            Proof::Tokens(tokens) => tokens,
            Proof::Browser { .. } => panic!("asked for tokens"),
        }
    }

    /// A browser's cookie and its token against cross-site requests.
    pub fn browser(&self, user_name: &str, password: &str) -> (SecretString, String) {
        match self.try_in(Attempt { kind: SessionKind::Browser, ..self.attempt(user_name, password) }).expect("in").proof {
            Proof::Browser { cookie, cross_site } => (cookie, cross_site),
            Proof::Tokens(_) => panic!("asked for a cookie"),
        }
    }

    pub fn refresh(&self, token: &SecretString) -> Result<Tokens, SignInRefusal> {
        told(self.database().together(|database| self.entrance.refresh(database, token, address(HERE), self.now)))
    }

    /// Who an access token stands for now.
    pub fn present(&self, access: &SecretString) -> Result<Present, SignInRefusal> {
        let claims = self.entrance.verify_access(access.expose_secret(), self.now)?;
        told(self.entrance.present(&mut self.database(), &Shown::Token(claims), self.now))
    }

    /// Who a cookie stands for now.
    pub fn cookie(&self, cookie: &SecretString) -> Result<Present, SignInRefusal> {
        let shown = Shown::cookie(cookie).ok_or(SignInRefusal::SessionOver)?;
        told(self.entrance.present(&mut self.database(), &shown, self.now))
    }

    /// The last actions of the trail, newest first.
    pub fn trail(&self, count: i64) -> Vec<String> {
        self.database().audit_list(&Default::default(), count).expect("the trail").into_iter().map(|entry| entry.action).collect()
    }
}

pub fn address(text: &str) -> IpAddr {
    text.parse().expect("an address")
}

fn entrance(engine: &Engine, chosen: &[(&str, &str)], now: DateTime<Utc>) -> (Settings, Arc<Entrance>) {
    let keys = engine.path("keys");
    let ours = [
        ("FUYI_DATABASE_URL", engine.url.as_str()),
        ("FUYI_KEYS_FILE", keys.to_str().expect("a plain path")),
        ("FUYI_SIGN_IN_HASH_MEMORY_KIB", "8"),
        ("FUYI_SIGN_IN_HASH_PASSES", "1"),
    ];
    let environment = ours.iter().chain(chosen).map(|(name, value)| (name.to_string(), value.to_string()));
    // of two with one name the later counts
    let environment: std::collections::BTreeMap<String, String> = environment.collect();
    let settings = Settings::load(None, environment, []).expect("settings");
    let (entrance, _) = Entrance::open(&settings, now).expect("keys");
    (settings, Arc::new(entrance))
}
