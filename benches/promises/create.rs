//! Opening a case over HTTP (event, projection, deadlines, figures, audit and the answer kept for a repetition, durable when it is
//! answered), beside the engine itself committing one row at a time.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Instant;

use diesel::connection::{Connection, SimpleConnection};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use diesel::{PgConnection, SqliteConnection};
use fuyi::domain::access::{Role, UnitEntry, UnitKind};
use fuyi::store::Database;
use serde_json::json;

use crate::Place;
use crate::load::{self, ROUND};
use crate::million::COUNTY;
use crate::service::{self, Service};
use crate::table::{Figure, median};

const ROUNDS: usize = 7;
const POLICE: &str = "平湛区公安分局";

/// One row of a case, and nothing of what belongs to it.
const ROW: &str = "INSERT INTO cases (id, kind, number, state, parties, matter, listed_on, received_on, version, created_at) VALUES \
                   (1?, 'reconsideration', 2?, 'received', '李某某', '行政处罚', '2025-05-06', '2025-05-06', 1, '2025-06-03 02:00:00')";

pub fn bench(place: &Place<'_>) {
    let engines = place.engines("create").into_iter().zip(place.engines("create-plain"));
    for ((engine, url), (_, plain)) in engines {
        Database::create(&url).expect("a database").units_put(&units(), &service::act()).expect("the units");
        Database::create(&plain).expect("a database");
        let service = Service::start(&url, place.directory);
        let token = service.person("create", Role::CaseOfficer, COUNTY);
        let ours = move |number: u64| {
            let body = json!({
                "kind": "reconsideration", "number": format!("平湛政复决字〔2025〕{number}号"), "handler": COUNTY,
                "event": {"event": "application-received", "on": "2025-05-06", "data": {
                    "applicants": [{"name": "李某某"}], "respondents": [POLICE], "matter": "行政处罚",
                }},
            });
            service::post_once("/api/v1/cases", &token, number, &body)
        };
        for clients in [16, 64] {
            let (mut measured, mut alone, mut beside) = (Vec::new(), Vec::new(), Vec::new());
            for _ in 0..ROUNDS {
                alone.push(plainly(&plain, 1));
                measured.push(load::rate(service.address, clients, 201, &ours));
                // SQLite has one writer: more connections would only wait for each other
                beside.push(if plain.starts_with("sqlite") { plainly(&plain, 1) } else { plainly(&plain, clients) });
            }
            let (measured, alone, beside) = (median(measured), median(alone), median(beside));
            Figure {
                what: format!("open a case, {clients} clients, {engine}"),
                measured: format!("{measured:.0}/s"),
                beside: Some((format!("one row a commit, one connection {alone:.0}/s"), measured / alone)),
                promise: Some(("≥ 1", measured >= alone)),
            }
            .print();
            Figure {
                what: String::new(),
                measured: format!("{measured:.0}/s"),
                beside: Some((format!("one row a commit, as many connections {beside:.0}/s"), measured / beside)),
                promise: None,
            }
            .print();
        }
    }
}

fn units() -> Vec<UnitEntry> {
    let unit = |name: &str, parent: Option<&str>, kind| UnitEntry {
        full_name: name.to_owned(),
        parent: parent.map(str::to_owned),
        kind: Some(kind),
        ..UnitEntry::default()
    };
    vec![unit(COUNTY, None, UnitKind::County), unit(POLICE, Some(COUNTY), UnitKind::Department)]
}

/// So many connections commit one row at a time for one round; rows a second.
fn plainly(url: &str, connections: usize) -> f64 {
    static NUMBER: AtomicI64 = AtomicI64::new(1);
    let first = NUMBER.load(Ordering::Relaxed);
    let start = Instant::now();
    std::thread::scope(|scope| {
        for _ in 0..connections {
            scope.spawn(|| match url.strip_prefix("sqlite://") {
                Some(path) => {
                    let mut connection = SqliteConnection::establish(path).expect("the file");
                    connection.batch_execute("PRAGMA busy_timeout = 5000; PRAGMA synchronous = FULL").expect("pragmas");
                    let row = ROW.replace("1?", "?").replace("2?", "?");
                    while start.elapsed() < ROUND {
                        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
                        let insert = diesel::sql_query(&row).bind::<BigInt, _>(number).bind::<Text, _>(format!("{number}号"));
                        insert.execute(&mut connection).expect("a row");
                    }
                }
                None => {
                    let mut connection = PgConnection::establish(url).expect("the server");
                    let row = ROW.replace("1?", "$1").replace("2?", "$2");
                    while start.elapsed() < ROUND {
                        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
                        let insert = diesel::sql_query(&row).bind::<BigInt, _>(number).bind::<Text, _>(format!("{number}号"));
                        insert.execute(&mut connection).expect("a row");
                    }
                }
            });
        }
    });
    (NUMBER.load(Ordering::Relaxed) - first) as f64 / start.elapsed().as_secs_f64()
}
