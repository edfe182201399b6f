//! Finding the header of a sheet: the rows whose cells name the most columns, below titles and filler.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::cell::{Address, Row};
use super::text::{clean, key};
use super::vocabulary::{Column, KindWords};

/// Rows searched from the top of a sheet; a header further down needs a saved mapping.
pub(super) const SEARCHED_ROWS: usize = 40;

/// Rows one header may take, with its merged cells.
const TALLEST: usize = 3;

/// Columns that must be recognised before a row counts as a header.
const FEWEST_NAMES: usize = 2;

/// The cells of a header: by column, the names it may go by (best first) and the text people see.
#[derive(Debug, Clone, Default)]
pub(super) struct Names(pub BTreeMap<u32, (Vec<String>, String)>);

/// A header that was found, read as one kind of sheet.
#[derive(Debug, Clone)]
pub(super) struct Header {
    /// First row of the header.
    pub row: u32,
    /// Last row of the header; cases begin below it.
    pub last_row: u32,
    /// Every header cell.
    pub names: Names,
    /// Columns that were recognised.
    pub columns: BTreeMap<Column, u32>,
}

impl Header {
    /// The best header for a kind of sheet among the first rows; `at` fixes its first row.
    pub fn find(rows: &[Row], words: &KindWords, at: Option<u32>) -> Option<Self> {
        let fewest = if at.is_some() { 0 } else { FEWEST_NAMES };
        let mut best: Option<Self> = None;
        for top in (0..rows.len()).filter(|top| at.is_none_or(|row| rows[*top].number == row)) {
            for height in 1..=TALLEST.min(rows.len() - top) {
                let header = Self::read(&rows[top..top + height], words);
                if header.columns.len() >= fewest && best.as_ref().is_none_or(|best| header.merit() > best.merit()) {
                    best = Some(header);
                }
            }
        }
        best
    }

    /// More columns are better; of the same columns the upper header (it may be repeated below), and of that the fewest rows: a
    /// title above is no part of it.
    fn merit(&self) -> (usize, Reverse<u32>, u32) {
        (self.columns.len(), Reverse(self.last_row), self.row)
    }

    fn read(rows: &[Row], words: &KindWords) -> Self {
        let names = Names::of(rows);
        let mut columns = BTreeMap::new();
        for (index, (candidates, _)) in &names.0 {
            if let Some(column) = candidates.iter().find_map(|name| words.column(name)) {
                columns.entry(column).or_insert(*index);
            }
        }
        let (row, last_row) = (rows.first().map_or(0, |row| row.number), rows.last().map_or(0, |row| row.number));
        Self { row, last_row, names, columns }
    }
}

impl Names {
    /// Joins the cells of a header that spans several rows. A merged cell keeps its text in its first column only, so the
    /// upper text is carried to the right over the columns a lower row divides it into.
    pub fn of(rows: &[Row]) -> Self {
        let mut names: BTreeMap<u32, (Vec<String>, String)> = BTreeMap::new();
        for (depth, row) in rows.iter().enumerate() {
            let below: Vec<u32> = rows[depth + 1..].iter().flat_map(|row| &row.cells).map(|cell| cell.address.column).collect();
            let mut texts: BTreeMap<u32, String> = row
                .cells
                .iter()
                .map(|cell| (cell.address.column, clean(&cell.value.to_string()).replace(char::is_whitespace, "")))
                .filter(|(_, text)| !text.is_empty())
                .collect();
            for column in below {
                if !texts.contains_key(&column)
                    && let Some(text) = texts.range(..column).next_back().map(|(_, text)| text.clone())
                {
                    texts.insert(column, text);
                }
            }
            for (column, text) in texts {
                let (candidates, shown) = names.entry(column).or_default();
                shown.push_str(&text);
                let joined = key(shown);
                candidates.insert(0, key(&text));
                if candidates.len() > 1 {
                    candidates.insert(0, joined);
                }
            }
        }
        Self(names)
    }

    /// The column of a saved mapping: a header's text, or letters.
    pub fn column(&self, wanted: &str) -> Option<u32> {
        let name = key(wanted);
        let by_name = self.0.iter().find(|(_, (candidates, _))| candidates.contains(&name)).map(|(column, _)| *column);
        by_name.or_else(|| Address::column_of(clean(wanted)))
    }

    /// What people see above a column.
    pub fn shown(&self, column: u32) -> String {
        self.0.get(&column).map_or_else(|| Address::letters(column), |(_, shown)| shown.clone())
    }
}
