//! Statutory tables 统计报表: 行政复议案件统计报表 and 行政应诉案件统计报表, laid out by versions of `config/statistics/tables/`.
//!
//! The way of a table: a case as it [`Stood`] at both ends of the period → its [`Share`] of the table → a [`Filled`] table, with the balance
//! rules 勾稽关系 it breaks and the cases that break them. What was carried over and what is pending is read from the state at the
//! boundary, never reckoned from the other columns: that is what the rules are for.

mod fill;
mod layout;
mod level;
mod read;
mod share;

pub use fill::{BrokenBalance, Filled, Filling, Unbalanced};
pub use layout::{Aspect, Column, Division, Group, Layout, Layouts, LineRule, Quantity, Relation, Row, State, TableKind, Unit};
pub use level::AgencyLevel;
pub use share::{Share, Stood};
