//! Rows out as CSV (RFC 4180) for a spreadsheet: UTF-8 with its mark, so that Chinese opens as Chinese; no cell is ever a formula.

use crate::domain::markup::begins_a_formula;

/// The file. A cell that would begin a formula begins with an apostrophe, which spreadsheets take for "this is text".
pub fn csv<R: AsRef<[String]>>(rows: impl IntoIterator<Item = R>) -> Vec<u8> {
    let mut text = String::from('\u{feff}');
    for row in rows {
        for (at, cell) in row.as_ref().iter().enumerate() {
            text.push_str(if at == 0 { "\"" } else { ",\"" });
            if begins_a_formula(cell) {
                text.push('\'');
            }
            text.push_str(&cell.replace('"', "\"\""));
            text.push('"');
        }
        text.push_str("\r\n");
    }
    text.into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_text_whatever_it_begins_with() {
        let row = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>();
        let file = csv([
            row(&["案号", "当事人"]),
            row(&["=1+1", "王\"某\"某"]),
            row(&[" @SUM(A1)", "＝HYPERLINK()"]),
            row(&["a=b", "甲,\r\n乙"]),
            row(&["-3.2", "-3.2-1"]),
        ]);
        let file = String::from_utf8(file).unwrap();
        let lines = "\u{feff}\"案号\",\"当事人\"\r\n\"'=1+1\",\"王\"\"某\"\"某\"\r\n\"' @SUM(A1)\",\"'＝HYPERLINK()\"\r\n\"a=b\",\"甲,\r\n乙\"\r\n\"-3.2\",\"'-3.2-1\"\r\n";
        assert_eq!(file, lines);
    }
}
