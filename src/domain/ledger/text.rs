//! Text as ledgers type it: stray blanks, full-width letters, five kinds of brackets.

/// Is it a blank of any width, or a mark without width?
fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' | '\u{AD}')
}

/// The half-width form of a full-width letter, digit or sign; anything else as it is.
pub(super) fn narrow(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        '\u{3000}' => ' ',
        _ => c,
    }
}

/// The text without blanks before and after it, its words as they are: for names and remarks.
pub fn clean(text: &str) -> &str {
    text.trim_matches(is_blank)
}

/// The form in which texts are compared: half-width, without blanks, lower case, all brackets round.
pub fn key(text: &str) -> String {
    text.chars()
        .filter(|c| !is_blank(*c))
        .map(narrow)
        .map(|c| match c {
            '〔' | '[' | '【' | '{' | '﹝' | '［' | '〖' => '(',
            '〕' | ']' | '】' | '}' | '﹞' | '］' | '〗' => ')',
            c => c,
        })
        .flat_map(char::to_lowercase)
        .collect()
}

/// A key without what stands in brackets: 被告(应诉单位) → 被告.
pub(super) fn outside_brackets(key: &str) -> String {
    let mut depth = 0_u32;
    key.chars()
        .filter(|c| match c {
            '(' => {
                depth += 1;
                false
            }
            ')' => {
                depth = depth.saturating_sub(1);
                false
            }
            _ => depth == 0,
        })
        .collect()
}

/// The first characters of a value, enough to find it again in a report.
pub(super) fn excerpt(text: &str) -> String {
    const LONGEST: usize = 80;
    let mut excerpt: String = text.chars().take(LONGEST).collect();
    if text.chars().nth(LONGEST).is_some() {
        excerpt.push('…');
    }
    excerpt
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_and_widths_do_not_matter() {
        assert_eq!(clean("\u{3000} 沈某某 \u{a0}"), "沈某某");
        assert_eq!(key("被 告（应诉单位）"), "被告(应诉单位)");
        assert_eq!(outside_brackets(&key("被告（应诉单位）")), "被告");
        for number in ["〔2022〕1号", "[2022]1号", "【２０２２】１号", "（2022）1号", "(2022) 1号"] {
            assert_eq!(key(number), "(2022)1号");
        }
    }
}
