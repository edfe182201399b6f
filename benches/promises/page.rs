//! A filtered, sorted page of fifty over HTTP, beside the engine itself answering the same question.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use diesel::connection::{Connection, SimpleConnection};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Date, Nullable, Text};
use diesel::{PgConnection, SqliteConnection};
use fuyi::domain::access::Role;

use crate::Place;
use crate::load::{self, ROUND};
use crate::million::{self, COUNTY};
use crate::service::{self, Service};
use crate::table::{Figure, median};

const ROUNDS: usize = 7;
const CLIENTS: usize = 16;

/// A line of the list.
#[derive(QueryableByName)]
#[expect(dead_code, reason = "what is measured is reading them")]
struct Line {
    #[diesel(sql_type = BigInt)]
    id: i64,
    #[diesel(sql_type = Date)]
    listed_on: chrono::NaiveDate,
    #[diesel(sql_type = Text)]
    kind: String,
    #[diesel(sql_type = Nullable<Text>)]
    number: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    instance: Option<String>,
    #[diesel(sql_type = Text)]
    state: String,
    #[diesel(sql_type = Text)]
    parties: String,
    #[diesel(sql_type = Nullable<Text>)]
    matter: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    officer: Option<String>,
    #[diesel(sql_type = Nullable<Date>)]
    received_on: Option<chrono::NaiveDate>,
    #[diesel(sql_type = Nullable<Date>)]
    accepted_on: Option<chrono::NaiveDate>,
    #[diesel(sql_type = Nullable<Date>)]
    concluded_on: Option<chrono::NaiveDate>,
    #[diesel(sql_type = Nullable<Text>)]
    outcome: Option<String>,
}

/// The cases of a unit in a state and a year, newest first, as one would ask by hand.
fn question(url: &str) -> String {
    let marks = if url.starts_with("sqlite") { ["?", "?", "?", "?"] } else { ["$1", "$2", "$3", "$4"] };
    let [unit, first, last, state] = marks;
    format!(
        "SELECT c.id, c.listed_on, c.kind, c.number, c.instance, c.state, c.parties, c.matter, c.officer, c.received_on, c.accepted_on, \
         c.concluded_on, c.outcome FROM case_units u JOIN cases c ON c.id = u.case_id \
         WHERE u.unit_id = (SELECT id FROM units WHERE full_name = {unit}) AND u.listed_on BETWEEN {first} AND {last} AND u.concerned \
         AND c.state = {state} AND c.withdrawn_at IS NULL ORDER BY u.listed_on DESC, u.case_id DESC LIMIT 50"
    )
}

/// Unit, year and state of the request with this number.
fn filter(number: u64) -> (String, i32, &'static str) {
    let state = if number.is_multiple_of(2) { "effective" } else { "decided" };
    (million::unit(number / 2), 2016 + (number / 80 % 9) as i32, state)
}

pub fn bench(place: &Place<'_>) {
    for (engine, url) in million::engines(place) {
        let service = Service::start(url, place.directory);
        let token = service.person("page", Role::Leader, COUNTY);
        let ours = move |number: u64| {
            let (unit, year, state) = filter(number);
            let unit: String = unit.bytes().map(|byte| format!("%{byte:02X}")).collect();
            service::get(&format!("/api/v1/cases?unit={unit}&year={year}&state={state}&limit=50"), &token)
        };
        let (mut measured, mut beside) = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            beside.push(plainly(url));
            measured.push(load::rate(service.address, CLIENTS, 200, &ours));
        }
        let (measured, beside) = (median(measured), median(beside));
        Figure {
            what: format!("page of 50 of {}, {CLIENTS} clients, {engine}", million::cases()),
            measured: format!("{measured:.0}/s"),
            beside: Some((format!("the engine, the same question {beside:.0}/s"), measured / beside)),
            promise: Some(("≥ 0.50", measured / beside >= 0.50)),
        }
        .print();
    }
}

/// As many connections as clients, each asking the engine for one round; answers a second.
fn plainly(url: &str) -> f64 {
    let (number, question) = (AtomicU64::new(0), question(url));
    let start = Instant::now();
    std::thread::scope(|scope| {
        for _ in 0..CLIENTS {
            scope.spawn(|| match url.strip_prefix("sqlite://") {
                Some(path) => {
                    let mut connection = SqliteConnection::establish(path).expect("the file");
                    connection.batch_execute("PRAGMA cache_size = -32000").expect("pragmas");
                    ask(&number, |(unit, first, last, state)| {
                        let query = diesel::sql_query(&question).bind::<Text, _>(unit).bind::<Date, _>(first);
                        query.bind::<Date, _>(last).bind::<Text, _>(state).load(&mut connection).expect("a page")
                    });
                }
                None => {
                    let mut connection = PgConnection::establish(url).expect("the server");
                    ask(&number, |(unit, first, last, state)| {
                        let query = diesel::sql_query(&question).bind::<Text, _>(unit).bind::<Date, _>(first);
                        query.bind::<Date, _>(last).bind::<Text, _>(state).load(&mut connection).expect("a page")
                    });
                }
            });
        }
    });
    number.load(Ordering::Relaxed) as f64 / start.elapsed().as_secs_f64()
}

type Asked = (String, chrono::NaiveDate, chrono::NaiveDate, &'static str);

fn ask(number: &AtomicU64, mut page: impl FnMut(Asked) -> Vec<Line>) {
    let start = Instant::now();
    while start.elapsed() < ROUND {
        let (unit, year, state) = filter(number.fetch_add(1, Ordering::Relaxed));
        let day = |month, day| chrono::NaiveDate::from_ymd_opt(year, month, day).expect("a day");
        let lines = page((unit, day(1, 1), day(12, 31), state));
        assert!(million::cases() < 1_000_000 || lines.len() == 50, "{} lines", lines.len());
    }
}
