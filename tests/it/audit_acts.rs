//! Every change over HTTP, by API and by page, leaves one row in the audit trail, and every refused access one: the lists of routes and of
//! pages say what there is, and one that is not here fails the suite.

use std::time::{Duration, Instant};

use fuyi::api::routes;
use fuyi::domain::access::Role;
use fuyi::http::call::{BodyKind, Needs};
use fuyi::web::pages;
use serde_json::{Value, json};

use super::api_cases::application;
use super::api_matrix::body;
use super::app::*;
use super::browser::{Browser, controls, hidden, set_up_code, text};
use super::calendar::YEAR;
use super::engines::{Engine, on_both_engines};
use super::http::{Answer, Request};

/// The row an act leaves: its action. Nothing where an act changes nothing, with the reason.
pub enum Leaves {
    Row(&'static str),
    Nothing(&'static str),
}
use Leaves::{Nothing, Row};

/// An act, with everything it needs in place.
pub type Act<'a> = (Leaves, Box<dyn FnOnce() -> Answer + 'a>);

pub struct World<'a> {
    pub engine: &'a Engine,
    pub app: &'a App,
    pub officer: Caller<'a>,
    pub head: Caller<'a>,
    pub system: Caller<'a>,
    pub guard: Caller<'a>,
    pub auditor: Caller<'a>,
    pub count: std::cell::Cell<u32>,
}

pub fn id(made: &Value) -> i64 {
    made["id"].as_i64().unwrap_or_else(|| panic!("no id in {made}"))
}

impl<'a> World<'a> {
    fn new(engine: &'a Engine, app: &'a App) -> Self {
        let sign_in = |name| app.sign_in(engine, name);
        let (officer, head, system) = (sign_in("officer"), sign_in("head"), sign_in("system"));
        Self { engine, app, officer, head, system, guard: sign_in("security"), auditor: sign_in("auditor"), count: 0.into() }
    }

    pub fn name(&self) -> String {
        self.count.set(self.count.get() + 1);
        format!("new{}", self.count.get())
    }

    pub fn case(&self) -> i64 {
        id(&self.officer.post("/cases", &application(None, "2024-05-06")).expect(201).json())
    }

    /// A case that is accepted, at its second version.
    fn accepted(&self) -> i64 {
        let case = self.case();
        let body = json!({"event": "accepted", "on": "2024-05-10", "data": {"procedure": "general", "staff": 2}});
        self.officer.post_at(1, &format!("/cases/{case}/events"), &body).expect(201);
        case
    }

    fn request_of_approval(&self) -> i64 {
        let (case, body) = (self.accepted(), extension());
        id(&self.officer.post_at(2, &format!("/cases/{case}/approvals"), &body).expect(201).json())
    }

    /// A message that could not be sent.
    fn put_aside(&self) -> i64 {
        let (name, at) = (self.name(), "2024-06-03 00:00:00");
        let message = format!(
            "INSERT INTO outbox (key, kind, person_id, content, message_id, created_at, since, state, attempts, next_at, uncertain) \
             SELECT '{name}', 'digest', MIN(id), '', '<{name}@fuyi>', '{at}', '{at}', 'parked', 1, '{at}', FALSE FROM people"
        );
        self.engine.execute(&message).expect("a message");
        self.engine.number("SELECT MAX(id) AS number FROM outbox")
    }

    fn person(&self) -> i64 {
        id(&self.system.post("/people", &json!({"user_name": self.name(), "display_name": "新某某"})).expect(201).json())
    }

    /// Somebody who can sign in, and is.
    fn signed_in(&self) -> (String, Caller<'a>) {
        let name = self.name();
        self.system.post("/people", &json!({"user_name": name, "display_name": "新某某"})).expect(201);
        let caller = self.app.sign_in(self.engine, &name);
        (name, caller)
    }

    fn person_of(&self, name: &str) -> i64 {
        self.engine.number(&format!("SELECT id AS number FROM people WHERE user_name = '{name}'"))
    }

    fn unit(&self) -> Value {
        self.system.post("/units", &json!({"name": format!("{}局", self.name()), "parent": COUNTY})).expect(201).json()
    }

    /// The form of a new unit, and the version it is shown with.
    fn unit_page(&self, form: &str) -> (String, String) {
        let unit = self.unit();
        (format!("/administration/units/{}/{form}", unit["id"]), unit["version"].to_string())
    }

    fn client(&self) -> (String, Value) {
        let name = self.name();
        let body = json!({"name": name, "role": "leader", "scopes": ["case-list"]});
        (name, self.guard.post("/clients", &body).expect(201).json())
    }

    fn at(&self, caller: &Caller<'a>, method: &str, path: &str, version: &Value) -> Request {
        caller.request(method, path).header("if-match", &format!("\"{version}\""))
    }

    fn telephone(&self, caller: &Caller<'a>) -> String {
        let begun = caller.send(&caller.request("POST", "/me/second-factor")).expect(200).json();
        code_of(begun["address"].as_str().unwrap().to_owned(), 0)
    }

    /// A route of the API, about to be used as it is meant to be.
    fn route(&self, method: &str, path: &str) -> Act<'a> {
        let app = self.app;
        let send = |leaves, request: Request| -> Act<'a> { (leaves, Box::new(move || app.send(&request))) };
        let post = |leaves, caller: &Caller<'a>, path: String, body: Value| send(leaves, caller.request("POST", &path).json(&body));
        let bare = |leaves, caller: &Caller<'a>, method: &str, path: String| send(leaves, caller.request(method, &path));
        let open = |leaves, path: &str, body: Value| send(leaves, Request::new("POST", &format!("/api/v1{path}")).json(&body));
        let ask = |name: &str| app.send(&Request::new("POST", "/api/v1/sessions").json(&json!({"user_name": name, "password": PASSWORD})));
        let (officer, head, system, guard) = (&self.officer, &self.head, &self.system, &self.guard);
        let one = json!(1);
        match (method, path) {
            ("POST", "/calendar/preview") => post(Nothing("it looks only"), system, path.into(), json!({"content": YEAR})),
            ("POST", "/calendar/imports") => post(Row("calendar-imported"), system, path.into(), json!({"content": YEAR})),
            ("POST", "/cases") => post(Row("case-created"), officer, path.into(), application(None, "2024-05-06")),
            ("POST", "/cases/{case}/events") => {
                let body = json!({"event": "accepted", "on": "2024-05-10"});
                send(Row("case-appended"), self.at(officer, "POST", &format!("/cases/{}/events", self.case()), &one).json(&body))
            }
            ("POST", "/cases/{case}/events/{position}/annulment") => {
                let path = format!("/cases/{}/events/0/annulment", self.case());
                let body = json!({"on": "2024-05-10", "reason": "误记"});
                send(Nothing("it always asks for the consent of a head"), self.at(officer, "POST", &path, &one).json(&body))
            }
            ("POST", "/cases/{case}/hearings") => {
                let path = format!("/cases/{}", self.accepted());
                let body = json!({"on": "2024-05-28", "data": {"hearing_officers": 3, "presider": "王某某", "recorder": "李某某"}});
                send(Row("case-appended"), self.at(officer, "POST", &format!("{path}/hearings"), &json!(2)).json(&body))
            }
            ("POST", "/cases/{case}/documents") => {
                let path = format!("/cases/{}/documents", self.case());
                send(Row("document-added"), officer.request("POST", &path).upload("a.pdf", b"%PDF-1.7\n", &[]))
            }
            ("POST", "/cases/{case}/parties/{party}/details") => {
                let path = format!("/cases/{}/parties/1/details", self.case());
                let body = json!({"details": [{"field": "phone", "value": "13800005678"}]});
                send(Row("party-details-written"), self.at(officer, "POST", &path, &one).json(&body))
            }
            ("POST", "/cases/{case}/parties/{party}/unmasking") => {
                let path = format!("/cases/{}/parties/1/unmasking", self.case());
                send(Row("party-details-read"), self.at(officer, "POST", &path, &one).json(&json!({"reason": "核对送达电话"})))
            }
            ("POST", "/cases/{case}/deadlines/acknowledgement") => {
                let case = self.accepted();
                let found = officer.get(&format!("/cases/{case}/deadlines")).expect(200).json();
                let mut deadlines = found["items"].as_array().unwrap().iter();
                let overdue = deadlines.find(|it| it["state"] == "overdue" && it["whose"] == "ours").expect("the copy was never sent");
                let body = json!({"rule": overdue["rule"], "from": overdue["from"], "due_on": overdue["due_on"]});
                post(Row("overdue-acknowledged"), head, format!("/cases/{case}/deadlines/acknowledgement"), body)
            }
            ("POST", "/mail/{mail}/retry") => bare(Row("mail-retried"), system, method, format!("/mail/{}/retry", self.put_aside())),
            ("POST", "/parties/search") => {
                post(Row("party-searched"), officer, path.into(), json!({"field": "phone", "value": "13800005678"}))
            }
            ("POST", "/cases/{case}/assignment") => {
                post(Row("case-assigned"), officer, format!("/cases/{}/assignment", self.case()), json!({"handler": COUNTY}))
            }
            ("POST", "/cases/{case}/approvals") => {
                let path = format!("/cases/{}/approvals", self.accepted());
                send(Row("approval-requested"), self.at(officer, "POST", &path, &json!(2)).json(&extension()))
            }
            // the event and the consent are two acts of one transaction: see below
            ("POST", "/approvals/{approval}/approval") => {
                post(Row("approval-decided case-appended"), head, format!("/approvals/{}/approval", self.request_of_approval()), json!({}))
            }
            ("POST", "/approvals/{approval}/return") => {
                let body = json!({"remark": "补充理由"});
                post(Row("approval-decided"), head, format!("/approvals/{}/return", self.request_of_approval()), body)
            }
            ("POST", "/approvals/{approval}/withdrawal") => {
                bare(Row("approval-decided"), officer, "POST", format!("/approvals/{}/withdrawal", self.request_of_approval()))
            }
            ("POST", "/sessions") => open(Row("signed-in"), path, json!({"user_name": "officer", "password": PASSWORD})),
            ("POST", "/sessions/refresh") => {
                let token = ask("officer").expect(201).json()["tokens"]["refresh_token"].clone();
                open(Nothing("the session goes on that a sign-in opened"), path, json!({"refresh_token": token}))
            }
            ("POST", "/sessions/client") => {
                let (name, made) = self.client();
                open(Row("signed-in"), path, json!({"name": name, "secret": made["secret"]}))
            }
            ("POST", "/sessions/set-up") => {
                let code = set_up_code(app, self.engine, &self.signed_in().0);
                open(Row("password-changed set-up-link-used"), path, json!({"code": code, "password": "另一句很长的口令 2024 年"}))
            }
            ("DELETE", "/sessions/current") => bare(Row("signed-out"), &self.signed_in().1, method, path.into()),
            ("PUT", "/me/password") => {
                let (_, caller) = self.signed_in();
                let body = json!({"current": PASSWORD, "new": "另一句很长的口令 2024 年"});
                send(Row("password-changed"), caller.request(method, path).json(&body))
            }
            ("PUT", "/me/reminders") => {
                let body = json!({"ahead": [3], "on_the_day": true, "suits": true, "hearings": true});
                send(Nothing("what one is told of is one's own"), officer.request(method, path).json(&body))
            }
            ("POST", "/me/second-factor") => {
                bare(Nothing("nothing asks for it before it is confirmed"), &self.signed_in().1, method, path.into())
            }
            ("POST", "/me/second-factor/confirmation") => {
                let (_, caller) = self.signed_in();
                let code = self.telephone(&caller);
                post(Row("second-factor-set-up"), &caller, path.into(), json!({"code": code}))
            }
            ("POST", "/me/second-factor/removal") => {
                let (_, caller) = self.signed_in();
                let begun = caller.send(&caller.request("POST", "/me/second-factor")).expect(200).json();
                let address = begun["address"].as_str().unwrap().to_owned();
                caller.post("/me/second-factor/confirmation", &json!({"code": code_of(address.clone(), 0)})).expect(200);
                // a step later: a code counts once
                post(Row("second-factor-removed"), &caller, path.into(), json!({"code": code_of(address, 30)}))
            }
            ("DELETE", "/me/sessions/{session}") => {
                let (name, caller) = self.signed_in();
                self.app.come_in(&name);
                let newest = caller.get("/me/sessions").expect(200).json()["items"][0]["id"].clone();
                bare(Row("session-ended"), &caller, method, format!("/me/sessions/{newest}"))
            }
            // its names, and its place: two rows
            ("POST", "/units") => post(Row("units-changed units-written"), system, path.into(), json!({"name": "某镇", "parent": COUNTY})),
            ("POST", "/units/{unit}/move") => {
                let unit = self.unit();
                let path = format!("/units/{}/move", unit["id"]);
                send(Row("unit-moved"), self.at(system, "POST", &path, &unit["version"]).json(&json!({"parent": BUREAU})))
            }
            ("POST", "/units/{unit}/closure") => {
                let unit = self.unit();
                let path = format!("/units/{}/closure", unit["id"]);
                send(Row("unit-closed"), self.at(system, "POST", &path, &unit["version"]).json(&json!({"on": "2024-07-01"})))
            }
            ("POST", "/people") => {
                post(Row("person-added"), system, path.into(), json!({"user_name": self.name(), "display_name": "新某某"}))
            }
            ("PATCH", "/people/{person}") => {
                let path = format!("/people/{}", self.person());
                send(Row("person-changed"), self.at(system, method, &path, &one).json(&json!({"lang": "en"})))
            }
            ("POST", "/people/{person}/deactivation") => {
                send(Row("person-deactivated"), self.at(system, method, &format!("/people/{}/deactivation", self.person()), &one))
            }
            ("POST", "/people/{person}/set-up-code") => {
                bare(Row("set-up-link-made"), guard, method, format!("/people/{}/set-up-code", self.person()))
            }
            ("DELETE", "/people/{person}/sessions") => {
                let (name, _) = self.signed_in();
                bare(Row("session-ended"), guard, method, format!("/people/{}/sessions", self.person_of(&name)))
            }
            ("DELETE", "/people/{person}/sessions/{session}") => {
                let (name, caller) = self.signed_in();
                let session = caller.get("/me/sessions").expect(200).json()["items"][0]["id"].clone();
                bare(Row("session-ended"), guard, method, format!("/people/{}/sessions/{session}", self.person_of(&name)))
            }
            ("DELETE", "/people/{person}/second-factor") => {
                let (name, caller) = self.signed_in();
                let code = self.telephone(&caller);
                caller.post("/me/second-factor/confirmation", &json!({"code": code})).expect(200);
                bare(Row("second-factor-removed"), guard, method, format!("/people/{}/second-factor", self.person_of(&name)))
            }
            ("POST", "/people/{person}/grants") => {
                post(Row("role-granted"), guard, format!("/people/{}/grants", self.person()), json!({"role": "leader"}))
            }
            ("DELETE", "/grants/{grant}") => {
                let path = format!("/people/{}/grants", self.person());
                let granted = guard.post(&path, &json!({"role": "leader"})).expect(201).json();
                bare(Row("grant-ended"), guard, method, format!("/grants/{}", granted["id"]))
            }
            // who it is, what it may do, by what it signs in: three acts of one transaction
            ("POST", "/clients") => {
                let body = json!({"name": self.name(), "role": "leader", "scopes": ["case-list"]});
                post(Row("client-added client-secret-made role-granted"), guard, path.into(), body)
            }
            ("PATCH", "/clients/{client}") => {
                let path = format!("/clients/{}", self.client().1["client"]["id"]);
                send(Row("client-changed"), self.at(guard, method, &path, &one).json(&json!({"scopes": ["case-read"]})))
            }
            ("POST", "/clients/{client}/secret") => {
                bare(Row("client-secret-made"), guard, method, format!("/clients/{}/secret", self.client().1["client"]["id"]))
            }
            ("POST", "/clients/{client}/deactivation") => {
                let path = format!("/clients/{}/deactivation", self.client().1["client"]["id"]);
                send(Row("client-deactivated"), self.at(guard, method, &path, &one))
            }
            ("POST", "/audit/exports") => bare(Row("audit-exported"), &self.auditor, method, path.into()),
            ("POST", "/imports") => {
                let ledger = std::fs::read(super::program::DEMO).unwrap();
                // the ledger's own list of units is a part of it
                send(Row("batch-taken units-written"), officer.request("POST", path).upload("台账.xlsx", &ledger, &[]))
            }
            ("POST", "/imports/{batch}/undo") => {
                let batch = self.engine.number("SELECT MAX(id) AS number FROM import_batches");
                bare(Row("batch-undone"), officer, method, format!("/imports/{batch}/undo"))
            }
            _ => self.supervision_route(method, path),
        }
    }

    /// The browser of somebody who has signed in.
    pub fn browser(&self, name: &str) -> Browser<'a> {
        let browser = Browser::new(self.app);
        browser.post("/sign-in", &[("user", name), ("password", PASSWORD), ("to", "/")]).expect(303);
        browser
    }

    /// Fields about to be sent with the token of the session.
    pub fn submitted(&self, leaves: Leaves, browser: Browser<'a>, path: String, fields: Vec<(&'static str, String)>) -> Act<'a> {
        let token = browser.token();
        let send = move || {
            let typed = fields.iter().map(|(name, value)| (*name, value.as_str()));
            browser.post(&path, &typed.chain([("csrf", token.as_str())]).collect::<Vec<_>>())
        };
        (leaves, Box::new(send))
    }

    /// A form, about to be sent as its page sends it.
    fn form(&self, path: &str) -> Act<'a> {
        let (app, engine) = (self.app, self.engine);
        // a form as it is shown, with something typed into it
        let filled = |leaves, browser: Browser<'a>, path: String, typed: &[(&str, &str)]| -> Act<'a> {
            let mut fields = controls(&browser.page(&path));
            fields.retain(|(name, _)| name != "csrf" && typed.iter().all(|(known, _)| known != name));
            fields.extend(typed.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
            fields.push(("csrf".to_owned(), browser.token()));
            let send = move || browser.post(&path, &fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect::<Vec<_>>());
            (leaves, Box::new(send))
        };
        let submit = |leaves, browser, fields| self.submitted(leaves, browser, path.to_owned(), fields);
        let somebody = || self.browser(&self.signed_in().0);
        let new = || "另一句很长的口令 2024 年".to_owned();
        match path {
            "/sign-in" => {
                let send = move || Browser::new(app).post("/sign-in", &[("user", "head"), ("password", PASSWORD), ("to", "/")]);
                (Row("signed-in"), Box::new(send))
            }
            "/set-up" => {
                let code = set_up_code(app, engine, &self.signed_in().0);
                let send = move || Browser::new(app).post("/set-up", &[("code", &code), ("new", &new()), ("again", &new())]);
                (Row("password-changed set-up-link-used"), Box::new(send))
            }
            "/sign-out" => submit(Row("signed-out"), somebody(), vec![]),
            "/account/password" => {
                submit(Row("password-changed"), somebody(), vec![("current", PASSWORD.to_owned()), ("new", new()), ("again", new())])
            }
            "/account/reminders" => submit(
                Nothing("what one is told of is one's own"),
                somebody(),
                vec![("ahead", "3".to_owned()), ("on_the_day", "on".to_owned())],
            ),
            "/mail/{mail}/retry" => {
                self.submitted(Row("mail-retried"), self.browser("system"), format!("/mail/{}/retry", self.put_aside()), vec![])
            }
            "/account/second-factor" => submit(Nothing("nothing asks for it before it is confirmed"), somebody(), vec![]),
            "/account/second-factor/confirmation" => {
                let browser = somebody();
                let begun = text(browser.submit("/account/second-factor", &[]), 200);
                let address = begun.split("otpauth://").nth(1).and_then(|rest| rest.split('<').next()).expect("an address");
                let code = code_of(format!("otpauth://{}", address.replace("&#38;", "&")), 0);
                submit(Row("second-factor-set-up"), browser, vec![("code", code)])
            }
            "/cases/views" => {
                submit(Row("view-saved"), self.browser("officer"), vec![("name", "在办".to_owned()), ("query", "open=true".to_owned())])
            }
            "/reports/published" => {
                let fields = vec![("name", "2023年报".to_owned()), ("period", "2023".to_owned())];
                submit(Row("figures-published"), self.browser("officer"), fields)
            }
            "/cases/views/removal" => submit(Row("view-removed"), self.browser("officer"), vec![("name", "在办".to_owned())]),
            "/hearings/feed" => submit(Row("feed-made"), self.browser("officer"), vec![]),
            "/hearings/feed/revocation" => {
                let browser = self.browser("officer");
                browser.submit("/hearings/feed", &[]).expect(200);
                submit(Row("feed-revoked"), browser, vec![])
            }
            "/cases/{case}/links" => {
                let fields = [("number", "平湛政复决字〔2023〕7号"), ("kind", "joined"), ("version", "1")];
                let fields = fields.map(|(name, value)| (name, value.to_owned())).to_vec();
                self.submitted(Row("case-appended"), self.browser("officer"), format!("/cases/{}/links", self.case()), fields)
            }
            "/cases/{case}/assignment" => {
                let unit = self.unit()["id"].to_string();
                self.submitted(
                    Row("case-assigned"),
                    self.browser("officer"),
                    format!("/cases/{}/assignment", self.case()),
                    vec![("unit", unit)],
                )
            }
            "/cases/{case}/documents" => {
                let (browser, path) = (self.browser("officer"), format!("/cases/{}/documents", self.case()));
                (Row("document-added"), Box::new(move || browser.upload(&path, "a.pdf", "%PDF-1.7\n", &[("name", "")])))
            }
            "/approvals/{approval}/approval" => {
                let path = format!("/approvals/{}/approval", self.request_of_approval());
                self.submitted(Row("approval-decided case-appended"), self.browser("head"), path, vec![("to", "/approvals".to_owned())])
            }
            "/approvals/{approval}/return" => {
                let path = format!("/approvals/{}/return", self.request_of_approval());
                self.submitted(Row("approval-decided"), self.browser("head"), path, vec![("remark", "补充理由".to_owned())])
            }
            "/approvals/{approval}/withdrawal" => {
                let path = format!("/approvals/{}/withdrawal", self.request_of_approval());
                self.submitted(Row("approval-decided"), self.browser("officer"), path, vec![("to", "/cases".to_owned())])
            }
            "/register/{kind}" => {
                let fields = [
                    ("on", "2024-05-20"),
                    ("data.applicants.0.name", "钱某某"),
                    ("data.applicants.0.kind", "citizen"),
                    ("data.respondents.0", POLICE),
                    ("data.act_number", "平公罚决字〔2024〕912号"),
                    ("handler", BUREAU),
                    ("number", "平湛政复决字[2024]912号"),
                ];
                let fields = fields.map(|(name, value)| (name, value.to_owned())).to_vec();
                self.submitted(Row("case-created"), self.browser("officer"), "/register/application-received".to_owned(), fields)
            }
            "/cases/{case}/steps/{event}" => {
                let (browser, path) = (self.browser("officer"), format!("/cases/{}/steps/accepted", self.case()));
                let typed = [("on", "2024-05-10"), ("data.procedure", "general"), ("data.staff", "2")];
                filled(Row("case-appended"), browser, path, &typed)
            }
            "/cases/{case}/entries/{position}/annulment" => {
                let (browser, path) = (self.browser("officer"), format!("/cases/{}/entries/1/annulment", self.accepted()));
                // the consent of the head is asked for
                filled(Row("approval-requested"), browser, path, &[("data.reason", "误记"), ("reason", "误记")])
            }
            // its names, and its place: two rows
            "/administration/units" => {
                let fields = vec![("name", "某街道".to_owned()), ("parent", COUNTY.to_owned())];
                submit(Row("units-changed units-written"), self.browser("system"), fields)
            }
            "/administration/units/{unit}/names" => {
                let (target, version) = self.unit_page("names");
                self.submitted(Row("units-written"), self.browser("system"), target, vec![("version", version), ("aliases", self.name())])
            }
            "/administration/units/{unit}/place" => {
                let (target, version) = self.unit_page("place");
                self.submitted(Row("unit-moved"), self.browser("system"), target, vec![("version", version), ("parent", BUREAU.to_owned())])
            }
            "/administration/units/{unit}/end" => {
                let (target, version) = self.unit_page("end");
                let fields = vec![("version", version), ("on", "2024-07-01".to_owned())];
                self.submitted(Row("unit-closed"), self.browser("system"), target, fields)
            }
            "/administration/people" => {
                let fields = vec![("user_name", self.name()), ("display_name", "新某某".to_owned())];
                submit(Row("person-added"), self.browser("system"), fields)
            }
            "/administration/people/{person}" => {
                let fields = [("version", "1"), ("display_name", "另某某"), ("lang", "en")].map(|(name, value)| (name, value.to_owned()));
                let target = format!("/administration/people/{}", self.person());
                self.submitted(Row("person-changed"), self.browser("system"), target, fields.to_vec())
            }
            "/administration/people/{person}/end" => {
                let target = format!("/administration/people/{}/end", self.person());
                self.submitted(Row("person-deactivated"), self.browser("system"), target, vec![("version", "1".to_owned())])
            }
            "/administration/people/{person}/set-up-code" => {
                let target = format!("/administration/people/{}/set-up-code", self.person());
                self.submitted(Row("set-up-link-made"), self.browser("security"), target, vec![])
            }
            "/administration/people/{person}/second-factor" => {
                let (name, caller) = self.signed_in();
                let code = self.telephone(&caller);
                caller.post("/me/second-factor/confirmation", &json!({"code": code})).expect(200);
                let target = format!("/administration/people/{}/second-factor", self.person_of(&name));
                self.submitted(Row("second-factor-removed"), self.browser("security"), target, vec![])
            }
            "/administration/people/{person}/sessions" => {
                let (name, _) = self.signed_in();
                let target = format!("/administration/people/{}/sessions", self.person_of(&name));
                self.submitted(Row("session-ended"), self.browser("security"), target, vec![])
            }
            "/administration/people/{person}/grants" => {
                let target = format!("/administration/people/{}/grants", self.person());
                self.submitted(Row("role-granted"), self.browser("security"), target, vec![("role", "leader".to_owned())])
            }
            "/administration/grants/{grant}/end" => {
                let person = self.person();
                let granted = self.guard.post(&format!("/people/{person}/grants"), &json!({"role": "leader"})).expect(201).json();
                let target = format!("/administration/grants/{}/end", granted["id"]);
                self.submitted(Row("grant-ended"), self.browser("security"), target, vec![("person", person.to_string())])
            }
            "/administration/clients" => {
                let fields = vec![("name", self.name()), ("role", "leader".to_owned()), ("scope", "case-list".to_owned())];
                submit(Row("client-added client-secret-made role-granted"), self.browser("security"), fields)
            }
            "/administration/clients/{client}" => {
                let target = format!("/administration/clients/{}", self.client().1["client"]["id"]);
                let fields = vec![("version", "1".to_owned()), ("scope", "case-read".to_owned())];
                self.submitted(Row("client-changed"), self.browser("security"), target, fields)
            }
            "/administration/clients/{client}/secret" => {
                let target = format!("/administration/clients/{}/secret", self.client().1["client"]["id"]);
                self.submitted(Row("client-secret-made"), self.browser("security"), target, vec![])
            }
            "/administration/clients/{client}/end" => {
                let target = format!("/administration/clients/{}/end", self.client().1["client"]["id"]);
                self.submitted(Row("client-deactivated"), self.browser("security"), target, vec![("version", "1".to_owned())])
            }
            "/administration/audit/export" => submit(Row("audit-exported"), self.browser("auditor"), vec![]),
            "/imports" => {
                let browser = self.browser("officer");
                let send = move || {
                    let answer = browser.ledger();
                    browser.settled(answer.header("location"));
                    answer
                };
                (Nothing("it shows what would be taken"), Box::new(send))
            }
            "/imports/runs/{run}" => {
                let browser = self.browser("officer");
                let run = browser.ledger().expect(303).header("location").to_owned();
                browser.settled(&run);
                let send = move || {
                    browser.submit(&run, &[("do", "take"), ("mapping", "")]).expect(303);
                    browser.settled(&run);
                    browser.get(&run)
                };
                (Row("batch-taken"), Box::new(send))
            }
            "/imports/{batch}/undo" => {
                let batch = engine.number("SELECT MAX(id) AS number FROM import_batches");
                self.submitted(Row("batch-undone"), self.browser("officer"), format!("/imports/{batch}/undo"), vec![])
            }
            "/calendar/import" => {
                let browser = self.browser("system");
                let send = move || browser.upload("/calendar/import", "2027.csv", YEAR, &[("year", ""), ("notice", "")]);
                (Nothing("it shows what would change"), Box::new(send))
            }
            "/calendar/import/confirmation" => {
                let browser = self.browser("system");
                let preview = text(browser.upload("/calendar/import", "2027.csv", YEAR, &[("year", ""), ("notice", "另一份通知")]), 200);
                let fields = ["name", "year", "notice", "replaces", "content"].map(|field| (field, hidden(&preview, field)));
                submit(Row("calendar-imported"), browser, fields.to_vec())
            }
            "/deadlines/recompute" => {
                let browser = self.browser("system");
                submit(Row("deadlines-recomputed"), browser, vec![("reason", "新日历".to_owned())])
            }
            _ => self.supervision_form(path),
        }
    }
}

fn extension() -> Value {
    let data = json!({"reason": "情况复杂", "days": 30, "notified_on": "2024-06-03"});
    json!({"event": {"event": "extended", "on": "2024-06-03", "data": data}, "reason": "案情复杂"})
}

/// What a telephone shows some seconds after now.
fn code_of(address: String, later: u64) -> String {
    let now = NOW.parse::<chrono::DateTime<chrono::Utc>>().unwrap().timestamp();
    totp_rs::Totp::from_url(address).unwrap().generate(now.unsigned_abs() + later).to_string()
}

fn house(engine: &Engine) -> App {
    let mut database = engine.database();
    units(&mut database);
    let roles = [
        ("officer", Role::CaseOfficer),
        ("head", Role::Approver),
        ("system", Role::SystemAdministrator),
        ("security", Role::SecurityAdministrator),
        ("auditor", Role::Auditor),
    ];
    for (name, role) in roles {
        person(&mut database, name, role, None);
    }
    drop(database);
    App::start(engine)
}

/// The actions of the trail, oldest first; what a session in use is noted for is not among them.
fn trail(engine: &Engine) -> Vec<String> {
    engine.lines("SELECT action AS line FROM audit ORDER BY id")
}

#[test]
fn every_change_leaves_its_row_and_what_changes_nothing_leaves_none() {
    on_both_engines(|engine| {
        let app = house(engine);
        let world = World::new(engine, &app);
        let of_api = routes().into_iter().filter(|route| route.method != "GET").map(|route| (route.method.to_string(), route.path, true));
        let of_pages = pages().into_iter().filter(|page| page.method != "GET").map(|page| (page.method.to_string(), page.path, false));
        let (mut done, mut wrong) = (0, Vec::new());
        for (method, path, is_api) in of_api.chain(of_pages) {
            let (leaves, act) = if is_api { world.route(&method, path) } else { world.form(path) };
            let before = trail(engine).len();
            let answer = act();
            let mut rows = trail(engine).split_off(before);
            rows.sort();
            let what = format!("{method} {path}: {} {}", answer.status, String::from_utf8_lossy(&answer.body));
            match leaves {
                Row(action) => {
                    if !(200..400).contains(&answer.status) || rows.join(" ") != action {
                        wrong.push(format!("{action}, not {rows:?}: {what}"));
                    }
                }
                Nothing(_) if rows.is_empty() && answer.status < 500 => {}
                Nothing(reason) => wrong.push(format!("{reason}, but {rows:?}: {what}")),
            }
            done += 1;
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        assert!(done > 50, "{done}");
    });
}

#[test]
fn every_refused_access_leaves_a_row_with_who_and_where() {
    on_both_engines(|engine| {
        let app = house(engine);
        // a person without any role, whom every right is refused
        let world = World::new(engine, &app);
        let (name, nobody) = world.signed_in();
        let browser = Browser::new(&app);
        browser.post("/sign-in", &[("user", &name), ("password", PASSWORD), ("to", "/")]).expect(303);
        let concrete =
            |path: &str| path.split('/').map(|part| if part.starts_with('{') { "1" } else { part }).collect::<Vec<_>>().join("/");
        let mut refused = Vec::new();
        for route in routes().iter().filter(|route| matches!(route.terms.needs, Needs::Action(_))) {
            let path = concrete(route.path);
            let request = nobody.request(route.method.as_str(), &path);
            let request = if route.terms.body == BodyKind::Json { request.json(&body(route.path)) } else { request };
            nobody.send(&request).problem(403, "forbidden");
            refused.push(format!("{} /api/v1{path}", route.method));
        }
        for page in pages().iter().filter(|page| matches!(page.terms.needs, Needs::Action(_))) {
            let path = concrete(page.path);
            let request = Request::new(page.method.as_str(), &path).header("sec-fetch-site", "same-origin");
            let request = match page.terms.body {
                BodyKind::Nothing => request,
                _ => request.body("application/x-www-form-urlencoded", b"a=b"),
            };
            browser.send(request).expect(403);
            refused.push(format!("{} {path}", page.method));
        }
        let rows = || engine.lines("SELECT details AS line FROM audit WHERE action = 'access-refused' ORDER BY id");
        // the trail is written behind the answer
        let patience = Instant::now();
        while rows().len() < refused.len() && patience.elapsed() < Duration::from_secs(20) {
            std::thread::sleep(Duration::from_millis(50));
        }
        let told = |row: &String| {
            let details: Value = serde_json::from_str(row).unwrap();
            assert_eq!(details["why"], "no-role", "{row}");
            format!("{} {}", details["method"].as_str().unwrap(), details["address"].as_str().unwrap())
        };
        let mut found: Vec<String> = rows().iter().map(told).collect();
        found.sort();
        refused.sort();
        assert_eq!(found, refused);
        let person = world.person_of(&name);
        let by =
            engine.number(&format!("SELECT COUNT(*) AS number FROM audit WHERE action = 'access-refused' AND subject = 'person {person}'"));
        assert_eq!(by, refused.len() as i64);
    });
}
