//! How fast a batch is written, against plain multi-row INSERTs of the same rows into the same tables, indexes and
//! durability; and how long the totals of six years take. `cargo bench --bench store [-- [cases] [sqlite] [postgres]]`.

#[path = "../tests/it/postgres.rs"]
mod postgres;
#[path = "../tests/it/samples.rs"]
#[allow(dead_code)]
mod samples;

use std::time::Instant;

use diesel::connection::{Connection, SimpleConnection};
use diesel::prelude::*;
use diesel::{PgConnection, SqliteConnection};
use fuyi::store::{BulkCase, Database, StoreError};
use samples::*;

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = diesel::sql_types::Text)]
    line: String,
}

/// Every table, referenced ones first, with its columns.
const TABLES: [(&str, &str); 7] = [
    ("units", "id full_name created_at"),
    ("import_batches", "id file_name file_sha256 mapping taken_at actor row_count state"),
    (
        "cases",
        "id kind number instance state parties matter category officer court listed_on received_on accepted_on concluded_on outcome \
         version batch_id batch_entries created_at withdrawn_at",
    ),
    ("case_units", "case_id unit_id role listed_on"),
    ("events", "case_id seq event on_day undated source data recorded_at actor"),
    ("tallies", "measure period unit_id instance code count"),
    ("import_rows", "batch_id sheet row_number case_id fingerprint"),
];

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let count = arguments.iter().find_map(|argument| argument.parse().ok()).unwrap_or(50_000);
    let wanted = |engine: &str| {
        arguments.iter().all(|argument| argument != "sqlite" && argument != "postgres")
            || arguments.iter().any(|argument| argument == engine)
    };
    let directory = tempfile::tempdir().expect("a directory");
    let file = |name: &str| format!("sqlite://{}", directory.path().join(name).display());
    let cases: Vec<BulkCase> = ledger(0, count)
        .map(|mut case| {
            let first = case.case.entries[0].on;
            case.case.entries.extend([archived(first), archived(first)]);
            case
        })
        .collect();
    if wanted("sqlite") {
        bench("SQLite", &file("bulk.sqlite"), &file("plain.sqlite"), &cases);
    }
    if wanted("postgres") {
        bench("PostgreSQL", &postgres::fresh_database(), &postgres::fresh_database(), &cases);
    }
}

fn bench(engine: &str, bulk: &str, plain: &str, cases: &[BulkCase]) {
    let mut database = Database::create(bulk).expect("a database");
    write_units(&mut database);
    let given = cases.to_vec();
    let start = Instant::now();
    database.bulk_load(&BATCH, feed(given.into_iter().map(Ok::<_, StoreError>)), &act()).expect("a batch");
    let load = start.elapsed();
    println!("{engine}: {} cases in {load:?}: {:.0} cases a second", cases.len(), cases.len() as f64 / load.as_secs_f64());

    let start = Instant::now();
    let sums = database.tallies_of_years(&["accepted", "concluded", "received"], 2018..=2023).expect("totals");
    println!("{engine}: totals of six years ({} lines) in {:?}", sums.len(), start.elapsed());
    let start = Instant::now();
    let page = fuyi::store::Page { after: None, size: 50 };
    let unit = database.unit_find(UNITS[1]).expect("a search").map(|(id, _)| id);
    database.cases_list(&fuyi::store::CaseFilter { unit, ..Default::default() }, page).expect("a page");
    println!("{engine}: first page of a unit in {:?}", start.elapsed());

    let statements = statements(bulk);
    Database::create(plain).expect("a database");
    let start = Instant::now();
    let rows = format!("BEGIN;{};COMMIT", statements.join(";"));
    execute(plain, &rows);
    let inserts = start.elapsed();
    println!("{engine}: the same rows by plain INSERTs in {inserts:?}: {:.2} times", load.as_secs_f64() / inserts.as_secs_f64());
}

/// The rows of a database as INSERT statements of 64 rows.
fn statements(url: &str) -> Vec<String> {
    let mut statements = Vec::new();
    for (table, columns) in TABLES {
        let columns: Vec<&str> = columns.split_whitespace().collect();
        let quote = if url.starts_with("sqlite") { "quote" } else { "quote_nullable" };
        let values = columns.iter().map(|column| format!("{quote}({column})")).collect::<Vec<_>>().join(" || ',' || ");
        let query = format!("SELECT '(' || {values} || ')' AS line FROM {table}");
        let lines: Vec<Line> = match url.strip_prefix("sqlite://") {
            Some(path) => diesel::sql_query(query).load(&mut SqliteConnection::establish(path).expect("the file")),
            None => diesel::sql_query(query).load(&mut PgConnection::establish(url).expect("the server")),
        }
        .expect("the rows");
        for chunk in lines.chunks(64) {
            let rows = chunk.iter().map(|line| line.line.as_str()).collect::<Vec<_>>().join(",");
            statements.push(format!("INSERT INTO {table} ({}) VALUES {rows}", columns.join(",")));
        }
    }
    statements
}

fn execute(url: &str, statements: &str) {
    match url.strip_prefix("sqlite://") {
        Some(path) => {
            let mut connection = SqliteConnection::establish(path).expect("the file");
            connection.batch_execute("PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA cache_size = -32000").expect("pragmas");
            connection.batch_execute(statements)
        }
        None => PgConnection::establish(url).expect("the server").batch_execute(statements),
    }
    .expect("the inserts");
}
