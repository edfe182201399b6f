//! The one integration test binary: the program and the house as others meet them.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may stop at the first surprise")]

mod architecture;
mod commands;
mod dependencies;
mod house;
mod tree;

//! Tests of the product as a whole, one module a part.

mod law;
