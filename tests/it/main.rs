//! The one integration test binary: the program and the house as others meet them, every store test on both engines.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stderr, reason = "a test may stop at the first surprise")]

mod architecture;
mod calendar;
mod case_deadlines;
mod cells;
mod commands;
mod demo_ledger;
mod dependencies;
mod door;
mod engines;
mod house;
mod import_demo;
mod import_kill;
mod import_large;
mod import_mess;
mod import_refused;
mod import_support;
mod law;
mod lifecycle_rows;
mod period;
mod postgres;
mod program;
mod program_cases;
mod program_main;
mod program_readme;
mod program_refused;
mod program_sign_in;
mod properties;
mod recompute;
mod replay_command;
mod rights;
mod samples;
mod sign_in;
mod sign_in_credentials;
mod sign_in_keys;
mod sign_in_sessions;
mod simulator;
mod store_backup;
mod store_bulk;
mod store_cases;
mod store_deadlines;
mod store_faults;
mod store_history;
mod store_lists;
mod store_migrations;
mod store_reach;
mod store_seals;
mod store_verify;
mod store_writer;
mod tree;
mod walk;
mod worked_examples;

/// A throw-away cluster need not survive a power failure: what the tests kill is the client.
const POSTGRES_DURABLE: bool = false;
