//! Small tables: aligned for a terminal, where a Chinese character is two columns wide, or as Markdown.

use unicode_width::UnicodeWidthStr;

use crate::domain::markup::begins_a_formula;

/// One column: its heading and the side its cells are set to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    heading: String,
    side: Side,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Left,
    Right,
}

impl Column {
    /// Words: set left.
    pub fn words(heading: &str) -> Self {
        Self { heading: heading.to_owned(), side: Side::Left }
    }

    /// Numbers: set right.
    pub fn numbers(heading: &str) -> Self {
        Self { heading: heading.to_owned(), side: Side::Right }
    }
}

/// Rows of cells under their columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    columns: Vec<Column>,
    rows: Vec<Vec<String>>,
}

const GAP: &str = "  ";

impl Table {
    /// An empty table with these columns.
    pub fn new(columns: impl Into<Vec<Column>>) -> Self {
        Self { columns: columns.into(), rows: Vec::new() }
    }

    /// Adds a row; cells that are missing print empty.
    pub fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        let mut cells: Vec<String> = cells.into_iter().collect();
        cells.resize(self.columns.len(), String::new());
        self.rows.push(cells);
    }

    /// Whether it has no rows.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Aligned for a terminal.
    pub fn text(&self) -> String {
        let cells = |column: usize| self.rows.iter().map(move |row| row[column].as_str());
        let widths: Vec<usize> = self
            .columns
            .iter()
            .enumerate()
            .map(|(position, column)| cells(position).map(width).fold(width(&column.heading), usize::max))
            .collect();
        let line = |cells: Vec<&str>| {
            let padded = cells.iter().zip(&self.columns).zip(&widths).map(|((cell, column), &width)| pad(cell, column.side, width));
            format!("{}\n", padded.collect::<Vec<_>>().join(GAP).trim_end())
        };
        let rule = "─".repeat(widths.iter().sum::<usize>() + GAP.len() * widths.len().saturating_sub(1));
        let rows: String = self.rows.iter().map(|row| line(row.iter().map(String::as_str).collect())).collect();
        format!("{}{rule}\n{rows}", line(self.headings().collect()))
    }

    /// As Markdown.
    pub fn markdown(&self) -> String {
        let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
        let marks = self.columns.iter().map(|column| if column.side == Side::Left { "---" } else { "---:" }.to_owned());
        let rows: String = self.rows.iter().map(|row| line(row.iter().map(|cell| escape(cell)).collect())).collect();
        format!("{}{}{rows}", line(self.headings().map(escape).collect()), line(marks.collect()))
    }

    /// As comma-separated values; see [`csv_cell`].
    pub fn csv(&self) -> String {
        let line = |cells: Vec<&str>| cells.into_iter().map(csv_cell).collect::<Vec<_>>().join(",") + "\r\n";
        let rows: String = self.rows.iter().map(|row| line(row.iter().map(String::as_str).collect())).collect();
        line(self.headings().collect()) + &rows
    }

    /// Which columns hold numbers.
    pub fn numeric(&self) -> impl Iterator<Item = bool> {
        self.columns.iter().map(|column| column.side == Side::Right)
    }

    /// Its rows, each as wide as the headings.
    pub fn rows(&self) -> &[Vec<String>] {
        &self.rows
    }

    /// Its headings.
    pub fn headings(&self) -> impl Iterator<Item = &str> {
        self.columns.iter().map(|column| column.heading.as_str())
    }
}

fn pad(cell: &str, side: Side, to: usize) -> String {
    let blank = " ".repeat(to.saturating_sub(width(cell)));
    match side {
        Side::Left => format!("{cell}{blank}"),
        Side::Right => format!("{blank}{cell}"),
    }
}

/// A cell may not end its column or its row; leading blanks, which set a line in, become a dash.
fn escape(cell: &str) -> String {
    let inner = cell.trim_start();
    let indent = if inner.len() < cell.len() { "– " } else { "" };
    format!("{indent}{}", inner.replace('|', "\\|").replace('\n', " "))
}

/// A cell of CSV (RFC 4180). One that a spreadsheet would take for a formula begins with an apostrophe.
pub fn csv_cell(cell: &str) -> String {
    let plain = if begins_a_formula(cell) { format!("'{cell}") } else { cell.to_owned() };
    if plain.contains([',', '"', '\n', '\r']) { format!("\"{}\"", plain.replace('"', "\"\"")) } else { plain }
}

/// Columns a text takes on a terminal: two for Chinese characters and full-width signs (Unicode annex 11).
pub fn width(text: &str) -> usize {
    UnicodeWidthStr::width(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Table {
        let mut table = Table::new([Column::words("指标"), Column::numbers("2023"), Column::words("注")]);
        table.row(["受理".into(), "59".into(), "件".into()]);
        table.row(["  rate a|b".into(), "100.0%".into()]);
        table
    }

    #[test]
    fn chinese_is_two_columns_wide() {
        assert_eq!(width("受理ab（）"), 10);
        assert_eq!(sample().text(), "指标          2023  注\n──────────────────────\n受理            59  件\n  rate a|b  100.0%\n");
    }

    #[test]
    fn csv_cells_stay_in_their_cells_and_are_no_formulas() {
        let mut table = sample();
        table.row(["=1+1".into(), "a\"b".into(), "x,\ny".into()]);
        table.row(["\u{3000}＝1".into(), "-1.5".into(), "-18.1%".into()]);
        assert_eq!(
            table.csv(),
            "指标,2023,注\r\n受理,59,件\r\n  rate a|b,100.0%,\r\n'=1+1,\"a\"\"b\",\"x,\ny\"\r\n'\u{3000}＝1,-1.5,-18.1%\r\n"
        );
    }

    #[test]
    fn markdown_cells_stay_in_their_cells() {
        assert_eq!(sample().markdown(), "| 指标 | 2023 | 注 |\n| --- | ---: | --- |\n| 受理 | 59 | 件 |\n| – rate a\\|b | 100.0% |  |\n");
    }
}
