//! What the product promises, measured against what the machine and the engines themselves can do in the same run: only
//! ratios can be compared from one machine or day to another.
//!
//! `make bench`, or `cargo bench --bench promises -- [clock] [fold] [generate] [import] [annual] [figures] [recompute] [reminders] [search]
//! [memory] [read] [page] [pages] [create]` for some of it. `FUYI_BENCH_CASES=100000` makes the database of `figures`, `search`, `read`,
//! `page` and `pages` smaller, for a quick look; `FUYI_BENCH_DATABASES='sqlite://… postgres://…'` takes some that were filled before.
#![allow(clippy::print_stdout, reason = "a bench prints its table")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a bench may stop at the first surprise")]

mod annual;
mod clock;
mod create;
mod figures;
mod fold;
mod generate;
mod import;
mod ledger;
mod load;
mod memory;
mod million;
mod page;
mod pages;
mod plain;
#[path = "../../tests/it/postgres.rs"]
mod postgres;
mod program;
mod read;
mod recompute;
mod reminders;
mod search;
mod service;
mod table;

use std::path::Path;

/// Throw-away clusters of the benches flush as a real one does: durability is part of what is measured.
const POSTGRES_DURABLE: bool = true;

/// A place for one database of each engine.
struct Place<'a> {
    directory: &'a Path,
}

impl Place<'_> {
    /// Name and URL of a new database on each engine.
    fn engines(&self, name: &str) -> [(&'static str, String); 2] {
        [("SQLite", self.sqlite(name)), ("PostgreSQL", postgres::fresh_database())]
    }

    /// URL of a SQLite database.
    fn sqlite(&self, name: &str) -> String {
        format!("sqlite://{}", self.directory.join(name).with_extension("sqlite").display())
    }
}

/// A part of the bench: measures and prints its rows.
type Part = fn(&Place<'_>);

fn main() {
    let wanted: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    let directory = tempfile::tempdir().expect("a directory");
    let place = Place { directory: directory.path() };
    let parts: [(&str, Part); 14] = [
        ("clock", |_| clock::bench()),
        ("fold", |_| fold::bench()),
        ("generate", generate::bench),
        ("import", import::bench),
        ("annual", annual::bench),
        ("figures", figures::bench),
        ("recompute", recompute::bench),
        ("reminders", reminders::bench),
        ("search", search::bench),
        ("memory", memory::bench),
        ("read", read::bench),
        ("page", page::bench),
        ("pages", pages::bench),
        ("create", create::bench),
    ];
    table::head();
    for (name, bench) in parts {
        if wanted.is_empty() || wanted.iter().any(|wanted| wanted == name) {
            bench(&place);
        }
    }
}
