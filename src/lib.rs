//! Fuyi 复议: case tracker for administrative reconsideration (行政复议) and litigation response (行政应诉).

pub mod domain;
pub mod i18n;
