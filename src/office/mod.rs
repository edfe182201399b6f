//! Office files: bytes in, rows out. A spreadsheet is told by its content, never by the name of its file.

mod csv;
mod sheet;
mod xls;
mod xlsx;

pub use sheet::{Limits, OfficeError, Wanted, Workbook, open};
