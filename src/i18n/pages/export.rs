//! What stands in files that are taken away.

use crate::domain::words::Words;

/// A text in both languages.
const fn w(zh: &'static str, en: &'static str) -> Words {
    Words { zh, en }
}

/// What a file shows.
pub const CRITERIA: Words = w("条件", "Criteria");
/// When it was made.
pub const MADE_AT: Words = w("导出时间（北京时间）", "Exported at (China time)");
/// By whom.
pub const MADE_BY: Words = w("导出人", "Exported by");
/// The words of a report.
pub const TEXT: Words = w("正文", "Text");
/// Definition.
pub const DEFINITION: Words = w("口径", "Definition");
/// Name of a figure.
pub const NAME: Words = w("名称", "Name");
/// Formula.
pub const FORMULA: Words = w("公式", "Formula");
/// Exclusions.
pub const EXCLUSIONS: Words = w("说明", "Note");
/// Source.
pub const SOURCE: Words = w("出处", "Source");
/// Numerator, or the count itself.
pub const NUMERATOR: Words = w("分子／件数", "Numerator or count");
/// Denominator.
pub const DENOMINATOR: Words = w("分母", "Denominator");
/// Names are masked.
pub const MASKED: Words = w("不含当事人姓名；导出已记入审计日志", "Holds no names of parties; this export stands in the audit trail");
