//! One case by its id over HTTP, with token and scope check, beside a bare actix-web handler that reads the same row and does
//! nothing else.

use std::net::SocketAddr;
use std::time::Duration;

use actix_web::web::{self, Data, Path};
use actix_web::{App, HttpResponse, HttpServer};
use diesel::connection::{Connection, SimpleConnection};
use diesel::prelude::*;
use diesel::{PgConnection, SqliteConnection};
use fuyi::domain::access::Role;
use serde::Serialize;

use crate::Place;
use crate::load::{self, Asked};
use crate::million::{self, COUNTY};
use crate::service::{self, Service};
use crate::table::{Figure, median};

const ROUNDS: usize = 7;
const CLIENTS: usize = 16;
/// As many connections as the service has readers.
const READERS: u32 = 8;

pub fn bench(place: &Place<'_>) {
    for (engine, url) in million::engines(place) {
        let service = Service::start(url, place.directory);
        let token = service.person("read", Role::Leader, COUNTY);
        let bare = bare(url);
        let cases = million::cases();
        // ids all over the table, the same number of pages apart
        let id = move |number: u64| number.wrapping_mul(7_919) % cases + 1;
        let ours = move |number: u64| service::get(&format!("/api/v1/cases/{}", id(number)), &token);
        let control = move |number: u64| -> Asked { service::get(&format!("/{}", id(number)), "") };
        let (mut measured, mut beside) = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            beside.push(load::rate(bare, CLIENTS, 200, &control));
            measured.push(load::rate(service.address, CLIENTS, 200, &ours));
        }
        let (measured, beside) = (median(measured), median(beside));
        Figure {
            what: format!("read one case, {CLIENTS} clients, {engine}"),
            measured: format!("{measured:.0}/s"),
            beside: Some((format!("bare handler, the same row {beside:.0}/s"), measured / beside)),
            promise: Some(("≥ 0.60", measured / beside >= 0.60)),
        }
        .print();
    }
}

/// The row, as it stands.
#[derive(Queryable, Serialize)]
struct Row {
    id: i64,
    kind: String,
    number: Option<String>,
    instance: Option<String>,
    state: String,
    parties: String,
    matter: Option<String>,
    category: Option<String>,
    officer: Option<String>,
    court: Option<String>,
    listed_on: chrono::NaiveDate,
    received_on: Option<chrono::NaiveDate>,
    accepted_on: Option<chrono::NaiveDate>,
    concluded_on: Option<chrono::NaiveDate>,
    outcome: Option<String>,
    version: i32,
}

diesel::table! {
    cases (id) {
        id -> BigInt,
        kind -> Text,
        number -> Nullable<Text>,
        instance -> Nullable<Text>,
        state -> Text,
        parties -> Text,
        matter -> Nullable<Text>,
        category -> Nullable<Text>,
        officer -> Nullable<Text>,
        court -> Nullable<Text>,
        listed_on -> Date,
        received_on -> Nullable<Date>,
        accepted_on -> Nullable<Date>,
        concluded_on -> Nullable<Date>,
        outcome -> Nullable<Text>,
        version -> Integer,
    }
}

/// One connection of the bare handler.
enum Reader {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

impl Reader {
    fn row(&mut self, id: i64) -> Row {
        match self {
            Self::Sqlite(engine) => cases::table.find(id).first(engine),
            Self::Postgres(engine) => cases::table.find(id).first(engine),
        }
        .expect("the case")
    }
}

struct Readers(String);

impl r2d2::ManageConnection for Readers {
    type Connection = Reader;
    type Error = diesel::ConnectionError;

    fn connect(&self) -> Result<Reader, diesel::ConnectionError> {
        match self.0.strip_prefix("sqlite://") {
            Some(path) => {
                let mut connection = SqliteConnection::establish(path)?;
                connection.batch_execute("PRAGMA query_only = ON; PRAGMA cache_size = -32000").expect("pragmas");
                Ok(Reader::Sqlite(connection))
            }
            None => PgConnection::establish(&self.0).map(Reader::Postgres),
        }
    }

    fn is_valid(&self, _: &mut Reader) -> Result<(), diesel::ConnectionError> {
        Ok(())
    }

    fn has_broken(&self, _: &mut Reader) -> bool {
        false
    }
}

/// Starts the bare handler; it ends with the bench.
fn bare(url: &str) -> SocketAddr {
    let pool = r2d2::Pool::builder().max_size(READERS).test_on_check_out(false).connection_timeout(Duration::from_secs(5));
    let pool = Data::new(pool.build(Readers(url.to_owned())).expect("readers"));
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("an address");
    let serve = || async move {
        let app = move || App::new().app_data(pool.clone()).route("/{id}", web::get().to(show));
        HttpServer::new(app).disable_signals().listen(listener)?.run().await
    };
    std::thread::spawn(move || actix_web::rt::System::new().block_on(serve()).expect("the bare handler runs"));
    address
}

async fn show(pool: Data<r2d2::Pool<Readers>>, id: Path<i64>) -> HttpResponse {
    let row = web::block(move || pool.get().expect("a reader").row(*id)).await.expect("the row");
    HttpResponse::Ok().json(row)
}
