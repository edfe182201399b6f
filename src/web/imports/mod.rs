//! Ledgers are taken in: a file, a look at what would come of it, every bad cell by name, then the import itself, which can be undone.

mod columns;
pub mod list;
pub mod run;
