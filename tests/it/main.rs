//! The integration tests: one binary, every store test on both engines.

mod engines;
mod postgres;
mod samples;
mod store_backup;
mod store_bulk;
mod store_cases;
mod store_faults;
mod store_history;
mod store_lists;
mod store_migrations;
mod store_verify;
