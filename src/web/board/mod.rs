//! The leader board 领导看板: a year on one page, every number a link to its cases.

mod chart;
pub mod export;
pub mod show;
