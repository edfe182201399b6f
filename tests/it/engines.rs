//! Both engines: every store test runs on each, in a database of its own.

use diesel::connection::Connection;
use diesel::prelude::*;
use diesel::{PgConnection, QueryResult, SqliteConnection};
use fuyi::store::Database;
use tempfile::TempDir;

/// An engine with an empty database.
pub struct Engine {
    /// Its name, for messages.
    pub name: &'static str,
    /// URL of the database.
    pub url: String,
    /// A directory of the test's own.
    pub directory: TempDir,
}

#[derive(QueryableByName)]
struct Number {
    #[diesel(sql_type = diesel::sql_types::BigInt)]
    number: i64,
}

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = diesel::sql_types::Text)]
    line: String,
}

impl Engine {
    /// SQLite with no file yet.
    pub fn sqlite() -> Self {
        let directory = tempfile::tempdir().expect("a directory");
        let url = format!("sqlite://{}", directory.path().join("fuyi.sqlite").display());
        Self { name: "SQLite", url, directory }
    }

    /// PostgreSQL with an empty database.
    pub fn postgres() -> Self {
        let directory = tempfile::tempdir().expect("a directory");
        Self { name: "PostgreSQL", url: super::postgres::fresh_database(), directory }
    }

    /// The database with its schema.
    pub fn database(&self) -> Database {
        Database::create(&self.url).expect("a migrated database")
    }

    /// Runs a statement behind the store's back.
    pub fn execute(&self, statement: &str) -> QueryResult<usize> {
        match self.url.strip_prefix("sqlite://") {
            Some(path) => diesel::sql_query(statement).execute(&mut SqliteConnection::establish(path).expect("the file")),
            None => diesel::sql_query(statement).execute(&mut PgConnection::establish(&self.url).expect("the server")),
        }
    }

    /// One number, asked behind the store's back: `SELECT … AS number`.
    pub fn number(&self, query: &str) -> i64 {
        let number: QueryResult<Number> = match self.url.strip_prefix("sqlite://") {
            Some(path) => diesel::sql_query(query).get_result(&mut SqliteConnection::establish(path).expect("the file")),
            None => diesel::sql_query(query).get_result(&mut PgConnection::establish(&self.url).expect("the server")),
        };
        number.expect("a number").number
    }

    /// How SQLite would answer a query, a step a line.
    pub fn lines_of_plan(&self, query: &str) -> String {
        #[derive(QueryableByName)]
        struct Step {
            #[diesel(sql_type = diesel::sql_types::Text)]
            detail: String,
        }
        let path = self.url.strip_prefix("sqlite://").expect("SQLite");
        let mut connection = SqliteConnection::establish(path).expect("the file");
        let steps: Vec<Step> = diesel::sql_query(format!("EXPLAIN QUERY PLAN {query}")).load(&mut connection).expect("a plan");
        steps.into_iter().map(|step| step.detail).collect::<Vec<_>>().join("\n")
    }

    /// Texts, asked behind the store's back: `SELECT … AS line`.
    pub fn lines(&self, query: &str) -> Vec<String> {
        let lines: QueryResult<Vec<Line>> = match self.url.strip_prefix("sqlite://") {
            Some(path) => diesel::sql_query(query).load(&mut SqliteConnection::establish(path).expect("the file")),
            None => diesel::sql_query(query).load(&mut PgConnection::establish(&self.url).expect("the server")),
        };
        lines.expect("lines").into_iter().map(|line| line.line).collect()
    }
}

/// Runs a test on SQLite, then on PostgreSQL. A failing test shows the name of the engine in its output.
pub fn on_both_engines(test: impl Fn(&Engine)) {
    for engine in [Engine::sqlite(), Engine::postgres()] {
        eprintln!("on {}", engine.name);
        test(&engine);
    }
}
