//! What the engines themselves need for the same rows: plain multi-row INSERTs into the same tables with the same indexes,
//! in one durable transaction.

use std::time::Instant;

use diesel::connection::{Connection, SimpleConnection};
use diesel::prelude::*;
use diesel::{PgConnection, SqliteConnection};
use fuyi::store::Database;

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = diesel::sql_types::Text)]
    line: String,
}

/// Every table, referenced ones first, with its columns.
const TABLES: [(&str, &str); 11] = [
    ("units", "id full_name created_at"),
    ("unit_aliases", "alias unit_id"),
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
    ("deadlines", "case_id serial rule from_on shown_from shown_until safe_on latest_on nominal_on provisional estimated ours unit_id"),
    ("deadline_law", "fingerprint"),
    ("audit", "id at actor action subject details"),
];

/// Rows of one INSERT.
const ROWS: usize = 64;

/// All rows of a database as INSERT statements.
pub fn statements(url: &str) -> Vec<String> {
    let mut statements = Vec::new();
    for (table, columns) in TABLES {
        let columns: Vec<&str> = columns.split_whitespace().collect();
        let quote = if url.starts_with("sqlite") { "quote" } else { "quote_nullable" };
        let values = columns.iter().map(|column| format!("{quote}({column})")).collect::<Vec<_>>().join(" || ',' || ");
        for chunk in lines(url, &format!("SELECT '(' || {values} || ')' AS line FROM {table}")).chunks(ROWS) {
            statements.push(format!("INSERT INTO {table} ({}) VALUES {}", columns.join(","), chunk.join(",")));
        }
    }
    statements
}

/// Writes the statements into a new database; seconds.
pub fn write(url: &str, statements: &[String]) -> f64 {
    Database::create(url).expect("a database");
    let start = Instant::now();
    match url.strip_prefix("sqlite://") {
        Some(path) => {
            let mut connection = SqliteConnection::establish(path).expect("the file");
            connection.batch_execute("PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA cache_size = -32000").expect("pragmas");
            execute(&mut connection, statements);
        }
        None => execute(&mut PgConnection::establish(url).expect("the server"), statements),
    }
    start.elapsed().as_secs_f64()
}

/// The first column of a query, as text.
pub fn lines(url: &str, query: &str) -> Vec<String> {
    let lines: Vec<Line> = match url.strip_prefix("sqlite://") {
        Some(path) => diesel::sql_query(query).load(&mut SqliteConnection::establish(path).expect("the file")),
        None => diesel::sql_query(query).load(&mut PgConnection::establish(url).expect("the server")),
    }
    .expect("the rows");
    lines.into_iter().map(|line| line.line).collect()
}

fn execute(connection: &mut impl SimpleConnection, statements: &[String]) {
    let statements = ["BEGIN"].into_iter().chain(statements.iter().map(String::as_str)).chain(["COMMIT"]);
    statements.for_each(|statement| connection.batch_execute(statement).expect("a statement"));
}
