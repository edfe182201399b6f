//! The law and the case: pure. No clock, no file, no database; the day, the law and the calendar come in as values.

pub mod access;
pub mod audit;
pub mod calendar;
pub mod case;
pub mod deadline;
pub mod form;
mod hash;
mod hex;
pub mod id;
pub mod law;
pub mod ledger;
pub mod markup;
pub mod masking;
pub mod password;
pub mod personal;
pub mod reading;
pub mod reminder;
pub mod search;
pub mod statistics;
pub mod supervision;
pub mod words;

pub use hex::hex;

/// A civil day in China (UTC+8, no time of day): every statutory date is one.
pub type Day = chrono::NaiveDate;
