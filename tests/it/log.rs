//! What the program notes about itself: every request under its number, nothing about anybody.

use std::io::{BufRead, BufReader, Read};
use std::net::SocketAddr;
use std::process::{Child, Stdio};

use fuyi::domain::access::Role;
use serde_json::{Value, json};

use super::api_cases::application;
use super::app::*;
use super::engines::{Engine, on_both_engines};
use super::http::Request;
use super::program::fuyi;

/// Invented, with check characters that fit.
const IDENTITY: &str = "11010519491231002X";
const PHONE: &str = "13800005678";
/// A name as an address writes it.
const NAME_IN_ADDRESS: &str = "%E6%9D%8E%E6%9F%90%E6%9F%90";

/// The program serving, as an operator starts it.
struct Serving {
    child: Child,
    address: SocketAddr,
    lines: BufReader<std::process::ChildStderr>,
    said: String,
}

impl Serving {
    fn start(engine: &Engine, format: &str) -> Self {
        let folder = engine.directory.path();
        let mut command = fuyi(["serve"]);
        command.env("FUYI_DATABASE_URL", &engine.url).env("FUYI_SERVER_ADDRESS", "127.0.0.1:0").env("FUYI_LOG", "debug");
        command.env("FUYI_LOG_FORMAT", format).env("FUYI_KEYS_FILE", folder.join("keys")).env("FUYI_SERVER_FILES", folder.join("files"));
        command.env("FUYI_SIGN_IN_HASH_MEMORY_KIB", "64").env("FUYI_SIGN_IN_HASH_PASSES", "1").env("FUYI_LANG", "en");
        let mut child = command.stderr(Stdio::piped()).stdout(Stdio::null()).spawn().expect("the program starts");
        let mut lines = BufReader::new(child.stderr.take().expect("its stderr"));
        let (mut said, mut address) = (String::new(), None);
        while address.is_none() {
            let from = said.len();
            assert!(lines.read_line(&mut said).expect("a line") > 0, "{said}");
            let words = said[from..].split(|c: char| c.is_whitespace() || c == '/').map(|word| word.trim_end_matches(['.', ',']));
            address = words.filter(|word| word.starts_with("127.0.0.1:")).find_map(|word| word.parse().ok());
        }
        Self { child, address: address.expect("an address"), lines, said }
    }

    /// Stops it; all it said.
    fn stop(mut self) -> String {
        self.child.kill().expect("it stops");
        self.child.wait().expect("it has stopped");
        self.lines.read_to_string(&mut self.said).expect("UTF-8");
        self.said
    }
}

#[test]
fn the_log_knows_every_request_by_its_number_and_nobody_by_name() {
    on_both_engines(|engine| {
        let mut database = engine.database();
        units(&mut database);
        person(&mut database, "wang.mm", Role::CaseOfficer, Some(BUREAU));
        drop(database);
        drop(App::start(engine).sign_in(engine, "wang.mm"));
        for format in ["json", "text"] {
            let serving = Serving::start(engine, format);
            let mut numbers = Vec::new();
            let mut send = |request: Request, status: u16| {
                let answer = request.send(serving.address).expect(status);
                numbers.push(answer.header("x-request-id").to_owned());
                answer
            };
            let post = |path: &str| Request::new("POST", &format!("/api/v1{path}")).header("idempotency-key", &format!("{format}{path}"));
            let sign_in = |password: &str| post("/sessions").json(&json!({"user_name": "wang.mm", "password": password}));
            send(sign_in(IDENTITY), 401);
            let token = send(sign_in(PASSWORD), 201).json()["tokens"]["access_token"].as_str().unwrap().to_owned();
            let bearer = format!("Bearer {token}");
            let case =
                send(post("/cases").header("authorization", &bearer).json(&application(None, "2024-05-06")), 201).json()["id"].clone();
            let details = json!({"details": [{"field": "identity-number", "value": IDENTITY}, {"field": "phone", "value": PHONE}]});
            let at = format!("/cases/{case}/parties");
            let mine = |request: Request| request.header("authorization", &bearer).header("if-match", "\"1\"");
            send(mine(post(&format!("{at}/1/details"))).json(&details), 200);
            send(mine(post(&format!("{at}/1/unmasking"))).json(&json!({"reason": "核对李某某的电话"})), 200);
            send(mine(post("/parties/search")).json(&json!({"field": "identity-number", "value": IDENTITY})), 200);
            let wrong = json!({"details": [{"field": "identity-number", "value": "110105194912310021"}]});
            send(mine(post(&format!("{at}/1/details"))).header("x-name", "wang").json(&wrong), 422);
            for address in
                [format!("/api/v1/cases?number={NAME_IN_ADDRESS}"), format!("/api/v1/cases/{NAME_IN_ADDRESS}"), format!("/{IDENTITY}")]
            {
                let request = mine(Request::new("GET", &address)).header("user-agent", "李某某的浏览器").header("x-request-id", IDENTITY);
                let answer = request.send(serving.address);
                numbers.push(answer.header("x-request-id").to_owned());
            }
            // a fault of ours is told under the number of its request as well
            engine.execute("ALTER TABLE documents RENAME TO documents_away").unwrap();
            let broken = mine(Request::new("GET", &format!("/api/v1/cases/{case}/documents"))).send(serving.address);
            let number = broken.problem(500, "internal")["request_id"].as_str().unwrap().to_owned();
            engine.execute("ALTER TABLE documents_away RENAME TO documents").unwrap();

            let said = serving.stop();
            for hidden in [IDENTITY, "19491231", PHONE, "李某某", "浏览器", NAME_IN_ADDRESS, "wang.mm", PASSWORD, "核对", token.as_str()]
            {
                assert!(!said.contains(hidden), "{format}: {hidden} in\n{said}");
            }
            for number in &numbers {
                assert!(said.lines().any(|line| line.contains(number) && line.contains("answered")), "{format}: {number} in\n{said}");
            }
            let fault = said.lines().find(|line| line.contains("internal fault")).unwrap_or_else(|| panic!("no fault in\n{said}"));
            assert!(fault.contains(&number), "{fault}");
            if format == "json" {
                let lines: Vec<Value> =
                    said.lines().filter(|line| line.starts_with('{')).map(|line| serde_json::from_str(line).unwrap()).collect();
                let answered = lines.iter().find(|line| line["request_id"] == numbers[2]).expect("the opening of the case");
                let told = ["level", "message", "method", "route"].map(|key| answered[key].as_str().unwrap());
                assert_eq!(told, ["INFO", "answered", "POST", "/api/v1/cases"]);
                assert_eq!(
                    (&answered["status"], answered["asker"].as_str().map(|who| who.starts_with("person "))),
                    (&json!(201), Some(true))
                );
                assert!(answered["timestamp"].is_string() && answered["duration_ms"].is_u64(), "{answered}");
            }
        }
    });
}
