//! Office files: bytes in, rows out, and rows back into a text table. A spreadsheet is told by its content, never by the name of its file.

mod csv;
mod sheet;
mod text_table;
mod xls;
mod xlsx;

pub use sheet::{Limits, OfficeError, Wanted, Workbook, open};
pub use text_table::csv;
