//! Office files: bytes in, rows out, and rows back into a text table. A spreadsheet is told by its content, never by the name of its file.

mod csv;
mod docx;
mod sheet;
mod table;
mod text_table;
mod xls;
mod xlsx;

pub use docx::{Document, Level, docx};
pub use sheet::{Limits, OfficeError, Wanted, Workbook, open};
pub use table::{Cell, Sheet, text_tables, workbook};
