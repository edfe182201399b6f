//! Reminders through a real SMTP server: TLS, sign-in, refusals, lost answers, and a worker that is killed at every step.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use chrono::TimeDelta;
use fuyi::domain::access::Role;
use fuyi::service::{self, Letter, Round, Undelivered};
use fuyi::settings::Settings;
use serde_json::Value;
use tempfile::TempDir;

use super::app::BUREAU;
use super::engines::{Engine, on_both_engines};
use super::reminders_support::*;

/// A server of the test's own.
struct Server {
    child: Child,
    plan: ChildStdin,
    lines: Receiver<Value>,
    folder: TempDir,
    ports: Vec<u64>,
}

/// The doors of the server.
const STARTTLS: usize = 0;
const TLS: usize = 1;
const PLAIN: usize = 2;

impl Server {
    fn start() -> Self {
        let root = env!("CARGO_MANIFEST_DIR");
        let target = std::path::Path::new(env!("CARGO_BIN_EXE_fuyi")).ancestors().nth(2).unwrap();
        let python = Command::new(format!("{root}/.ci/smtp")).env("CARGO_TARGET_DIR", target).stderr(Stdio::inherit()).output().unwrap();
        assert!(python.status.success(), "Python with aiosmtpd: .ci/need fuzz, .ci/smtp");
        let folder = tempfile::tempdir().unwrap();
        let mut child = Command::new(String::from_utf8(python.stdout).unwrap().trim())
            .arg(format!("{root}/tests/it/smtp_server.py"))
            .arg(folder.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let (plan, told) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
        let (sender, lines) = channel();
        std::thread::spawn(move || {
            for line in BufReader::new(told).lines().map_while(Result::ok) {
                let told = serde_json::from_str(&line).unwrap();
                if sender.send(told).is_err() {
                    return;
                }
            }
        });
        let mut server = Self { child, plan, lines, folder, ports: Vec::new() };
        server.ports = server.next()["ports"].as_array().unwrap().iter().map(|port| port.as_u64().unwrap()).collect();
        server
    }

    fn next(&self) -> Value {
        self.lines.recv_timeout(Duration::from_secs(30)).expect("a line of the server")
    }

    /// What to do with the next messages.
    fn plan(&mut self, steps: &[&str]) {
        writeln!(self.plan, "{}", serde_json::to_string(steps).unwrap()).unwrap();
        assert_eq!(self.next()["planned"], steps.len());
    }

    /// Names of the messages taken since it was asked the last time.
    fn taken(&self) -> Vec<String> {
        let lines = std::iter::from_fn(|| self.lines.recv_timeout(Duration::from_millis(100)).ok());
        lines.filter_map(|line| line["took"].as_str().map(str::to_owned)).collect()
    }

    fn variables(&self, door: usize) -> Vec<(String, String)> {
        let security = ["starttls", "tls", "plain"][door];
        let mut ours = vec![
            ("FUYI_MAIL_TRANSPORT", "smtp".to_owned()),
            ("FUYI_MAIL_FROM", "复议提醒 <fuyi@example.org>".to_owned()),
            ("FUYI_MAIL_HOST", "localhost".to_owned()),
            ("FUYI_MAIL_PORT", self.ports[door].to_string()),
            ("FUYI_MAIL_SECURITY", security.to_owned()),
            ("FUYI_MAIL_TIMEOUT_SECONDS", "5".to_owned()),
            ("FUYI_MAIL_CA_FILE", self.folder.path().join("ca.pem").display().to_string()),
        ];
        if door != PLAIN {
            ours.extend([("FUYI_MAIL_USER", "fuyi".to_owned()), ("FUYI_MAIL_PASSWORD", "口令 pass".to_owned())]);
        }
        ours.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // it may have ended by itself
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn letter() -> Letter {
    Letter {
        message_id: "<7@fuyi>".into(),
        to_name: "王某某".into(),
        to: "wang@example.org".into(),
        subject: "复议提醒".into(),
        text: "明天到期".into(),
        html: "<p>明天到期</p>".into(),
        at: instant("2024-06-03"),
        invitation: None,
    }
}

fn carry(variables: &[(String, String)]) -> Result<(), Undelivered> {
    let settings = Settings::load(None, variables.iter().cloned(), []).unwrap();
    service::carrier(&settings.mail).unwrap().unwrap().carry(&letter())
}

fn with(mut variables: Vec<(String, String)>, name: &str, value: &str) -> Vec<(String, String)> {
    variables.retain(|(known, _)| known != name);
    variables.push((name.to_owned(), value.to_owned()));
    variables
}

#[test]
fn a_letter_goes_with_starttls_with_tls_and_to_a_relay_beside_us() {
    let server = Server::start();
    for door in [STARTTLS, TLS, PLAIN] {
        assert_eq!(carry(&server.variables(door)), Ok(()), "door {door}");
        assert_eq!(server.taken(), ["<7@fuyi>"], "door {door}");
    }
    // the password from a file, with the line feed an editor leaves
    let file = server.folder.path().join("password");
    std::fs::write(&file, "口令 pass\n").unwrap();
    let from_file = with(with(server.variables(STARTTLS), "FUYI_MAIL_PASSWORD", ""), "FUYI_MAIL_PASSWORD_FILE", file.to_str().unwrap());
    assert_eq!(carry(&from_file), Ok(()));
}

#[test]
fn nothing_leaves_where_the_server_is_not_who_it_should_be() {
    let server = Server::start();
    let unreachable = |variables: Vec<(String, String)>, said: &str| match carry(&variables) {
        Err(Undelivered::Unreachable(why)) => assert!(why.en.contains(said) && !why.en.contains("口令"), "{}", why.en),
        other => panic!("{said}: {other:?}"),
    };
    for door in [STARTTLS, TLS] {
        unreachable(with(server.variables(door), "FUYI_MAIL_CA_FILE", ""), "cannot be reached");
        unreachable(with(server.variables(door), "FUYI_MAIL_PASSWORD", "wrong"), "refuses our sign-in");
        unreachable(with(server.variables(door), "FUYI_MAIL_HOST", "127.0.0.1"), "cannot be reached");
    }
    // a server without STARTTLS gets nothing, and one that does not listen neither
    let port = server.ports[PLAIN].to_string();
    let no_tls = carry(&with(server.variables(STARTTLS), "FUYI_MAIL_PORT", &port));
    assert!(matches!(no_tls, Err(Undelivered::Unreachable(_))), "{no_tls:?}");
    unreachable(with(server.variables(PLAIN), "FUYI_MAIL_PORT", "1"), "cannot be reached");
    assert_eq!(server.taken(), Vec::<String>::new());
}

/// A bureau with a reminder for its officer and one for each of so many more.
fn furnish(bureau: &mut Bureau<'_>, more: usize) {
    for number in 0..more {
        colleague(&mut bureau.database, &format!("more{number}"), Role::CaseOfficer, Some(BUREAU));
    }
    review(bureau);
    bureau.run(instant("2024-04-22"));
}

#[test]
fn refusals_and_lost_connections_end_as_they_must() {
    on_both_engines(|engine| {
        let mut server = Server::start();
        let mut bureau = Bureau::new(engine);
        furnish(&mut bureau, 0);
        let settings = Settings::load(None, server.variables(STARTTLS), []).unwrap();
        let carrier = service::carrier(&settings.mail).unwrap().unwrap();
        let mut at = instant("2024-04-22");
        let mut send = |bureau: &Bureau<'_>| {
            at += TimeDelta::hours(2);
            service::send(&bureau.desk, &bureau.books, &*carrier, &settings.mail, || at).unwrap()
        };
        server.plan(&["greylist", "cut-before", "cut-after", "ok"]);
        assert_eq!(send(&bureau), Round { again: 1, ..Round::default() });
        assert_eq!(engine.number("SELECT COUNT(*) AS number FROM outbox WHERE uncertain"), 0, "greylisted: it has not arrived");
        assert_eq!(send(&bureau), Round { again: 1, ..Round::default() });
        assert_eq!(server.taken(), Vec::<String>::new(), "cut before DATA");
        assert_eq!(send(&bureau), Round { again: 1, ..Round::default() });
        assert_eq!(send(&bureau), Round { sent: 1, ..Round::default() });
        let taken = server.taken();
        assert!(taken.len() == 2 && taken[0] == taken[1], "the answer was lost: the same message again: {taken:?}");
        bureau.run(instant("2024-04-26"));
        server.plan(&["reject"]);
        let round = service::send(&bureau.desk, &bureau.books, &*carrier, &settings.mail, || instant("2024-04-26")).unwrap();
        assert_eq!(round, Round { parked: 1, ..Round::default() });
        let remark = engine.lines("SELECT remark AS line FROM outbox WHERE state = 'parked'").remove(0);
        assert!(remark.contains("No such user here"), "{remark}");
    });
}

/// Runs the program until it ends, or kills it where the server holds it; what the server has taken by then.
fn remind(server: &Server, engine: &Engine, at: &str, kill: bool) -> Vec<String> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_fuyi"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("FUYI_")) {
        command.env_remove(name);
    }
    command.envs(server.variables(STARTTLS)).args(["--database", &engine.url, "remind", "--now", at]);
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    if !kill {
        assert!(child.wait().unwrap().success());
        return server.taken();
    }
    let mut taken = Vec::new();
    loop {
        let line = server.next();
        taken.extend(line["took"].as_str().map(str::to_owned));
        if line["holding"].is_string() {
            break;
        }
    }
    child.kill().unwrap();
    child.wait().unwrap();
    taken
}

#[test]
fn a_worker_killed_at_any_step_loses_nothing_and_only_a_lost_answer_is_sent_again() {
    on_both_engines(|engine| {
        let mut server = Server::start();
        for stage in ["EHLO", "MAIL", "RCPT", "DATA", "TAKEN"] {
            let engine = if engine.name == "SQLite" { Engine::sqlite() } else { Engine::postgres() };
            let mut bureau = Bureau::new(&engine);
            furnish(&mut bureau, 2);
            // the second message of three is in hand when the worker dies; of EHLO the first
            let hold = format!("hold-{stage}");
            let plan = ["ok", hold.as_str()];
            server.plan(if stage == "EHLO" { &plan[1..] } else { &plan });
            let mut taken = remind(&server, &engine, "2024-04-22T00:30:00Z", true);
            server.plan(&[]);
            // before the lease has ended nobody touches what it held
            taken.extend(remind(&server, &engine, "2024-04-22T00:35:00Z", false));
            taken.extend(remind(&server, &engine, "2024-04-22T00:45:00Z", false));
            assert_eq!(bureau.states(), ["sent 3"], "{stage}");
            let times = |mail: &String| taken.iter().filter(|known| *known == mail).count();
            let mut came: Vec<usize> = engine.lines("SELECT message_id AS line FROM outbox").iter().map(times).collect();
            came.sort_unstable();
            assert_eq!(came, if stage == "TAKEN" { [1, 1, 2] } else { [1, 1, 1] }, "{stage}: {taken:?}");
        }
    });
}
