//! A bureau's ledger: rows of cells in, case histories out, or every fault by cell.
//!
//! The way of a workbook: [`Plan::of`] finds the sheets, their header rows and columns (a saved [`Mapping`] overrides the
//! guess); [`Ledger::read`] then turns the rows of one sheet, one after the other, into [`LedgerCase`]s. Nothing is
//! guessed silently and nothing is invented: a fact the ledger does not carry is absent from the history.

mod cell;
mod entries;
mod fault;
mod header;
mod litigation;
mod mapping;
mod outcome;
mod plan;
mod read;
mod reconsideration;
mod record;
mod survey;
mod text;
mod units;
mod value;
mod vocabulary;

pub use cell::{Address, Cell, CellValue, Row, RowSource, Rows, SheetInfo};
pub use fault::{Fault, Faults, Notice};
pub use mapping::{Mapping, SheetMapping};
pub use outcome::{OutcomeGroup, OutcomeNames};
pub use plan::{Plan, SheetPlan};
pub use read::{Ledger, LedgerCase, Reading};
pub use survey::{ColumnSurvey, FactOffer, SheetSurvey};
pub use text::{clean, key};
pub use units::{UnitFault, Units};
pub use value::parse_day;
pub use vocabulary::{Column, SheetKind, Vocabulary, VocabularyFault};
