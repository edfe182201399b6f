//! What is said around figures and the cases behind them.

use crate::domain::words::{Sentence, Words};

/// A text in both languages.
const fn w(zh: &'static str, en: &'static str) -> Words {
    Words { zh, en }
}

/// Title of the cases behind a figure.
pub const BEHIND: Words = w("数字背后的案件", "The cases behind a figure");
/// Definition.
pub const DEFINITION: Words = w("口径", "Definition");
/// Formula.
pub const FORMULA: Words = w("公式", "Formula");
/// Exclusions.
pub const EXCLUSIONS: Words = w("说明", "Note");
/// Source.
pub const SOURCE: Words = w("出处", "Source");
/// Period.
pub const PERIOD: Words = w("期间", "Period");
/// Whose cases.
pub const SCOPE: Words = w("范围", "Scope");
/// Everything within reach.
pub const WITHIN_REACH: Words = w("权限范围内全部单位", "every unit within reach");
/// Side.
pub const PART: Words = w("部分", "Side");
/// Numerator.
pub const NUMERATOR: Words = w("分子", "numerator");
/// Denominator.
pub const DENOMINATOR: Words = w("分母", "denominator");
/// Narrowed to an outcome.
pub const NARROWED: Words = w("其中", "Of which");
/// What a figure comes to.
pub const TOTAL: Words = w("数值", "Figure");
/// What a case adds.
pub const WEIGHT: Words = w("计入", "Counts");
/// Facts.
pub const FACTS: Words = w("计入的事实", "What counts");
/// Case.
pub const CASE: Words = w("案件", "Case");
/// A case that may not be read.
pub const OUT_OF_REACH: Words = w("不在您的查阅范围内", "not yours to read");
/// No case.
pub const NO_CASES: Words = w("没有计入的案件。", "No case is counted.");
/// Nothing recorded.
pub const NOT_RECORDED: Words = w("未记载", "not recorded");
/// Only the unit itself.
pub const OWN: Words = w("仅本级", "itself only");
/// Kind of record.
pub const INSTANCE: Words = w("审级", "Instance");
/// Few cases are not compared.
pub const TOO_FEW: Words = w("件数过少，不比升降", "too few cases to compare");
/// Court.
pub const COURT: Words = w("法院", "Court");
/// A question of counting.
pub const SWITCH: Words = w("选项", "Choice");
/// Day whose knowledge counts.
pub const KNOWN_ON: Words = w("按当日所知", "As known on");

/// There is nothing of that kind to lead to.
pub fn unreadable(what: Words, text: &str) -> Sentence {
    Sentence::new(format!("{}“{text}”无法识别", what.zh), format!("{} \"{text}\" is not understood", what.en))
}
