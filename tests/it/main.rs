//! The one integration test binary: the program and the house as others meet them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may stop at the first surprise")]

mod demo_ledger;
mod import_demo;
mod import_large;
mod import_mess;
mod import_refused;
mod import_support;
