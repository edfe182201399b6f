//! What the pages of the statutory tables say.

use crate::domain::words::{Sentence, Words};

/// The page.
pub const TABLES: Words = Words { zh: "法定报表", en: "Statutory tables" };
/// What they are.
pub const TABLES_HINT: Words = Words {
    zh: "行政复议、行政应诉案件统计报表，核对勾稽关系后导出",
    en: "the forms that are filed, exported once they balance",
};
/// Which table.
pub const TABLE: Words = Words { zh: "报表", en: "Table" };
/// Period.
pub const PERIOD: Words = Words { zh: "期间", en: "Period" };
/// How a period is written.
pub const PERIOD_HINT: Words = Words { zh: "如 2024、2024H1、2024Q3、2024-05", en: "such as 2024, 2024H1, 2024Q3, 2024-05" };
/// Unit.
pub const UNIT: Words = Words { zh: "单位及其下级", en: "Unit and all below it" };
/// Version of the layout.
pub const LAYOUT: Words = Words { zh: "表式版本", en: "Layout" };
/// The layout in force.
pub const IN_FORCE: Words = Words { zh: "期末施行的版本", en: "the one in force" };
/// Knowledge of a past day.
pub const KNOWN_ON: Words = Words { zh: "按此日当日所知", en: "As known on" };
/// Shows the table.
pub const SHOW: Words = Words { zh: "填报", en: "Show" };
/// Heading of what does not balance.
pub const NOT_BALANCED: Words = Words { zh: "勾稽关系不平，须先更正", en: "The table does not balance" };
/// A file.
pub const DOWNLOAD: Words = Words { zh: "导出：", en: "Export:" };
/// A file of a table that does not balance.
pub const DOWNLOAD_DRAFT: Words = Words { zh: "导出草稿：", en: "Export a draft:" };
/// A workbook.
pub const EXCEL: Words = Words { zh: "Excel", en: "Excel" };
/// A text table.
pub const CSV: Words = Words { zh: "CSV", en: "CSV" };
/// Leads to the cases.
pub const EACH_CELL: Words =
    Words { zh: "点击任一数字，即可查看其背后的案件。", en: "Every figure leads to the cases behind it." };
/// The cases behind a cell.
pub const CASES_BEHIND: Words = Words { zh: "数字背后的案件", en: "Cases behind a figure" };
/// None.
pub const NO_CASES: Words = Words { zh: "没有案件计入此格。", en: "No case adds to this cell." };
/// Goes on.
pub const NEXT: Words = Words { zh: "下一页", en: "Next page" };

/// Where a case adds something: column, row, period.
pub fn cell(column: &str, row: &str, period: &str) -> Sentence {
    let text = format!("{column} · {row} · {period}");
    Sentence::new(text.clone(), text)
}
