//! Every text the faces say, Chinese and English side by side: a missing one does not compile.
//!
//! One file a topic, each text a constant of [`Words`](crate::domain::words::Words). A text with a value in it is a
//! function that answers a [`Sentence`](crate::domain::words::Sentence), so that neither language can forget the value.

pub mod annual;
pub mod approvals;
pub mod audit;
pub mod calendar;
pub mod citation;
pub mod help;
pub mod letter;
pub mod mail;
pub mod pages;
pub mod parties;
pub mod people;
pub mod sign_in;
pub mod statistics;
pub mod statutory;
pub mod supervision;
pub mod table;
pub mod tasks;
pub mod usage;
mod worded;
