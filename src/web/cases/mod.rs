//! Cases: the list with its file for a spreadsheet, and the file of one case with all that belongs to it.

pub mod assignment;
pub mod criteria;
pub mod dates;
pub mod documents;
pub mod export;
pub mod file;
pub mod links;
pub mod list;
pub mod timeline;
pub mod views;
