//! Aligned columns in a terminal, where a Chinese character is two cells wide.

use unicode_width::UnicodeWidthStr;

/// Rows of text under headings.
#[derive(Debug, Clone, Default)]
pub struct Table {
    rows: Vec<Vec<String>>,
    right: Vec<usize>,
}

impl Table {
    /// A table with these headings.
    pub fn new<T: Into<String>>(headings: impl IntoIterator<Item = T>) -> Self {
        Self { rows: vec![headings.into_iter().map(Into::into).collect()], right: Vec::new() }
    }

    /// The same table with these columns, counted from 0, set flush right: numbers.
    pub fn right(mut self, columns: &[usize]) -> Self {
        self.right.extend(columns);
        self
    }

    /// Adds a row. Missing cells are blank.
    pub fn row<T: Into<String>>(&mut self, cells: impl IntoIterator<Item = T>) {
        self.rows.push(cells.into_iter().map(Into::into).collect());
    }

    /// The table for a terminal: two blanks between columns, none at a line's end.
    pub fn to_text(&self) -> String {
        let widths = self.widths();
        let line = |row: &Vec<String>| {
            let cells: Vec<String> = widths.iter().enumerate().map(|(column, width)| self.cell(row, column, *width)).collect();
            cells.join("  ").trim_end().to_owned() + "\n"
        };
        self.rows.iter().map(line).collect()
    }

    /// The table as Markdown.
    pub fn to_markdown(&self) -> String {
        let columns = self.widths().len();
        let cell =
            |row: &Vec<String>, column| row.get(column).map_or(String::new(), |text: &String| text.replace('|', "\\|").replace('\n', " "));
        let line = |row| format!("| {} |\n", (0..columns).map(|column| cell(row, column)).collect::<Vec<_>>().join(" | "));
        let mut lines = self.rows.iter().map(line);
        let rule: String = (0..columns).map(|column| if self.right.contains(&column) { "---:|" } else { "---|" }).collect();
        lines.next().map_or(String::new(), |head| head + "|" + &rule + "\n" + &lines.collect::<String>())
    }

    fn cell(&self, row: &[String], column: usize, width: usize) -> String {
        let text = row.get(column).map_or("", String::as_str);
        let pad = " ".repeat(width.saturating_sub(text.width()));
        if self.right.contains(&column) { pad + text } else { text.to_owned() + &pad }
    }

    fn widths(&self) -> Vec<usize> {
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let width = |column| self.rows.iter().filter_map(|row| row.get(column)).map(|text: &String| text.width()).max().unwrap_or(0);
        (0..columns).map(width).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn units() -> Table {
        let mut table = Table::new(["单位", "件"]).right(&[1]);
        table.row(["市场监管局", "7"]);
        table.row(["A|B", "12"]);
        table
    }

    #[test]
    fn chinese_counts_double_and_numbers_stand_right() {
        assert_eq!(units().to_text(), "单位        件\n市场监管局   7\nA|B         12\n");
    }

    #[test]
    fn markdown_keeps_its_columns() {
        assert_eq!(units().to_markdown(), "| 单位 | 件 |\n|---|---:|\n| 市场监管局 | 7 |\n| A\\|B | 12 |\n");
    }

    #[test]
    fn a_short_row_is_filled_with_blanks() {
        let mut table = Table::new(["a", "b"]);
        table.row(["x"]);
        assert_eq!(table.to_text(), "a  b\nx\n");
        assert_eq!(table.to_markdown(), "| a | b |\n|---|---|\n| x |  |\n");
    }
}
