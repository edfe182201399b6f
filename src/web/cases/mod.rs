//! Cases: the list with its file for a spreadsheet, and the file of one case with all that belongs to it.

pub mod criteria;
pub mod dates;
pub mod export;
pub mod list;
