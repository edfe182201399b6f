//! Hearings 开庭、听证: the days of a month, a week or a list, and the feed that calendars subscribe to.

pub mod docket;
pub mod export;
pub mod feed;
