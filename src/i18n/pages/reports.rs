//! What the reports say around their figures.

use crate::domain::words::Words;

/// A text in both languages.
const fn w(zh: &'static str, en: &'static str) -> Words {
    Words { zh, en }
}

/// Title.
pub const REPORTS: Words = w("统计报表", "Reports");
/// The annual report.
pub const ANNUAL: Words = w("年度报告", "Annual report");
/// What it is.
pub const ANNUAL_HINT: Words = w(
    "法治政府建设年度报告中行政复议、行政应诉部分的文字和数据，可导出 Word、Excel 和文本",
    "words and figures of the annual report on reconsideration and litigation response, as Word, Excel or text",
);
/// Every number is a link.
pub const LINKED: Words = w("文中每个数字可点开查看所计案件。", "Every number in the text leads to the cases it counts.");
