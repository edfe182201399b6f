//! A text inside something else: markup, or a cell of a spreadsheet.

/// A text as HTML writes it, between tags or in an attribute.
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// Whether a spreadsheet would take a text for a formula: it begins, after blanks and marks without width, with a sign that begins
/// one, in either width; or with a tab or the end of a line, which some drop. A negative number or percentage is a number.
pub fn begins_a_formula(cell: &str) -> bool {
    const SIGNS: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];
    let is_blank = |c: char| c.is_whitespace() || matches!(c, '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}');
    let digits = cell.strip_prefix('-').unwrap_or(cell);
    let digits = digits.strip_suffix('%').unwrap_or(digits);
    let number = digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') && digits.parse::<f64>().is_ok();
    !number && (cell.starts_with(['\t', '\r', '\n']) || cell.trim_start_matches(is_blank).starts_with(SIGNS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spreadsheet_would_compute_is_known_whatever_stands_before_it() {
        for formula in [
            "=1+1",
            "+1",
            "-1+2",
            "@SUM(A1)",
            " =1",
            "\u{3000}=1",
            "\u{a0}=1",
            "\u{feff}=1",
            "\t1",
            "\r=1",
            "\n1",
            "＝1",
            "－甲",
            "＋",
            "-",
            "-%",
            "--1",
        ] {
            assert!(begins_a_formula(formula), "{formula:?}");
        }
        for text in ["", "1", "-1", "-3.2", "-18.1%", "6.9%", "a=b", "（2024）1号", "2024-01-02", "王某某", " 甲"] {
            assert!(!begins_a_formula(text), "{text:?}");
        }
    }
}
