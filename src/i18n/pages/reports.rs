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
/// The rate workbench.
pub const RATES: Words = w("比率查询", "Rates");
/// What it is.
pub const RATES_HINT: Words = w(
    "任选口径、期间和范围，计算当前或者过去某日所知的比率，可按单位、事项等分列",
    "any definition, period and scope, as known today or on a past day, divided by unit, matter and so on",
);
/// How a period is written.
pub const PERIOD_HINT: Words =
    w("如 2024、2024H1、2024Q3、2024-05、2024-03-15..2024-06-30", "2024, 2024H1, 2024Q3, 2024-05 or 2024-03-15..2024-06-30");
/// Divided by what.
pub const BY: Words = w("分列", "Divided by");
/// Not divided.
pub const NOT_DIVIDED: Words = w("不分列", "nothing");
/// Computes it.
pub const COMPUTE: Words = w("计算", "Compute");
/// Published figures.
pub const PUBLISHED: Words = w("已发布的统计数据", "Published figures");
/// What they are.
pub const PUBLISHED_HINT: Words = w(
    "发布后不再变动，带校验值；其后的更正按案列出差异",
    "kept as they were published, with a hash; what has moved since is listed by case",
);
/// The list of sets.
pub const SETS: Words = w("历次发布", "Sets");
/// There are none.
pub const NO_SETS: Words = w("尚未发布统计数据。", "Nothing has been published yet.");
/// Publishes.
pub const PUBLISH: Words = w("发布", "Publish");
/// What that means.
pub const PUBLISH_HINT: Words = w(
    "将发布全部比率和件数，发布后不能修改或者删除。",
    "Every rate and count is published; what is published can neither be changed nor removed.",
);
/// It is done.
pub const DONE: Words = w("已发布。", "Published.");
/// When and by whom.
pub const AT: Words = w("发布时间、发布人", "Published at, by");
/// Then.
pub const THEN: Words = w("发布时", "Then");
/// Now.
pub const NOW: Words = w("现在", "Now");
/// What has moved.
pub const MOVED: Words = w("按案变动", "Changes by case");
