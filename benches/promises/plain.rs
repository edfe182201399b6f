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

/// Every table that generating and importing write, referenced ones first.
const TABLES: [&str; 16] = [
    "units",
    "unit_aliases",
    "import_batches",
    "cases",
    "case_units",
    "events",
    "facts",
    "total_labels",
    "total_members",
    "totals",
    "postings",
    "number_stems",
    "import_rows",
    "deadlines",
    "deadline_law",
    "audit",
];

/// Rows of one INSERT.
const ROWS: usize = 64;

/// All rows of a database as INSERT statements.
pub fn statements(url: &str) -> Vec<String> {
    let mut statements = Vec::new();
    for table in TABLES {
        let columns = columns(url, table);
        let quote = if url.starts_with("sqlite") { "quote" } else { "quote_nullable" };
        let values = columns.iter().map(|column| format!("{quote}({column})")).collect::<Vec<_>>().join(" || ',' || ");
        for chunk in lines(url, &format!("SELECT '(' || {values} || ')' AS line FROM {table}")).chunks(ROWS) {
            statements.push(format!("INSERT INTO {table} ({}) VALUES {}", columns.join(","), chunk.join(",")));
        }
    }
    statements
}

/// The columns of a table, as the engine has them.
fn columns(url: &str, table: &str) -> Vec<String> {
    let catalogue = match url.strip_prefix("sqlite://") {
        Some(_) => format!("SELECT name AS line FROM pragma_table_info('{table}')"),
        None => {
            format!("SELECT column_name AS line FROM information_schema.columns WHERE table_schema = 'public' AND table_name = '{table}'")
        }
    };
    lines(url, &catalogue)
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

/// Runs one statement.
pub fn execute_one(url: &str, statement: &str) {
    match url.strip_prefix("sqlite://") {
        Some(path) => SqliteConnection::establish(path).expect("the file").batch_execute(statement),
        None => PgConnection::establish(url).expect("the server").batch_execute(statement),
    }
    .expect("a statement");
}

fn execute(connection: &mut impl SimpleConnection, statements: &[String]) {
    let statements = ["BEGIN"].into_iter().chain(statements.iter().map(String::as_str)).chain(["COMMIT"]);
    statements.for_each(|statement| connection.batch_execute(statement).expect("a statement"));
}
