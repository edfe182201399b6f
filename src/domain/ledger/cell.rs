//! Cells and rows as any spreadsheet gives them, and the source they are pulled from.

use std::fmt;

use serde::{Serialize, Serializer};

use crate::domain::Day;

/// Where a cell stands: `C12`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Address {
    /// Row, from 1, as the spreadsheet shows it.
    pub row: u32,
    /// Column, from 0: `A` is 0.
    pub column: u32,
}

impl Address {
    /// Letters of a column: 0 is `A`, 26 is `AA`.
    pub fn letters(column: u32) -> String {
        let mut letters = String::new();
        let mut rest = column + 1;
        while rest > 0 {
            let digit = (rest - 1) % 26;
            letters.insert(0, char::from(b'A' + digit as u8));
            rest = (rest - 1) / 26;
        }
        letters
    }

    /// The column some letters stand for; `None` when they are no column of a spreadsheet (`A` to `XFD`).
    pub fn column_of(letters: &str) -> Option<u32> {
        if letters.is_empty() || letters.len() > 3 || !letters.bytes().all(|byte| byte.is_ascii_uppercase()) {
            return None;
        }
        Some(letters.bytes().fold(0, |column, byte| column * 26 + u32::from(byte - b'A') + 1) - 1)
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", Self::letters(self.column), self.row)
    }
}

impl Serialize for Address {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// What a cell holds; of a formula, the value the spreadsheet last computed.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum CellValue {
    /// Nothing.
    #[default]
    Empty,
    /// Text as typed.
    Text(String),
    /// A number that is not formatted as a date.
    Number(f64),
    /// A real date cell; the time of day is dropped.
    Date(Day),
    /// TRUE or FALSE.
    Bool(bool),
    /// An error value such as `#REF!`.
    Error(String),
}

impl fmt::Display for CellValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => Ok(()),
            Self::Text(text) | Self::Error(text) => f.write_str(text),
            Self::Number(number) => write!(f, "{number}"),
            Self::Date(day) => write!(f, "{day}"),
            Self::Bool(true) => f.write_str("TRUE"),
            Self::Bool(false) => f.write_str("FALSE"),
        }
    }
}

/// One cell.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// Where it stands.
    pub address: Address,
    /// What it holds.
    pub value: CellValue,
}

/// One row: its number and the cells that are not empty, from left to right.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Row {
    /// Row number, from 1, as the spreadsheet shows it.
    pub number: u32,
    /// Cells that hold something.
    pub cells: Vec<Cell>,
}

impl Row {
    /// What stands in a column, empty when nothing does.
    pub fn value(&self, column: u32) -> &CellValue {
        const EMPTY: &CellValue = &CellValue::Empty;
        self.cells.iter().find(|cell| cell.address.column == column).map_or(EMPTY, |cell| &cell.value)
    }
}

/// A sheet of a workbook.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SheetInfo {
    /// Name on its tab; of a text file, the file's name.
    pub name: String,
    /// The tab is hidden; its rows are read all the same, and reported.
    pub hidden: bool,
    /// Serial numbers of days count from 1904, not from 1900.
    pub epoch_1904: bool,
}

/// Rows of one sheet, pulled one after the other.
pub type Rows<'a, E> = Box<dyn Iterator<Item = Result<Row, E>> + 'a>;

/// Where rows come from: a workbook that can be read sheet by sheet, several times, without holding it in memory.
pub trait RowSource {
    /// Why reading stopped.
    type Error;

    /// The sheets in the order of their tabs.
    fn sheets(&self) -> &[SheetInfo];

    /// The rows of a sheet that hold something, from top to bottom.
    ///
    /// # Errors
    /// The sheet cannot be opened; each row may fail on its own while the sheet is read.
    fn rows(&mut self, sheet: usize) -> Result<Rows<'_, Self::Error>, Self::Error>;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_read_as_in_a_spreadsheet() {
        for (column, letters) in [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16_383, "XFD")] {
            assert_eq!(Address::letters(column), letters);
            assert_eq!(Address::column_of(letters), Some(column));
        }
        assert_eq!(Address { row: 12, column: 2 }.to_string(), "C12");
        assert_eq!(Address::column_of("案号"), None);
    }
}
