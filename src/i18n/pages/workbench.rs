//! What the workbench says.

use crate::domain::words::{Sentence, Words};

/// A text in both languages.
const fn w(zh: &'static str, en: &'static str) -> Words {
    Words { zh, en }
}

/// Heading of the dates.
pub const DATES: Words = w("我的期限", "My dates");
/// Heading of everybody's dates.
pub const ALL_DATES: Words = w("权限范围内的期限", "Dates within my reach");
/// Switches to the own cases.
pub const ONLY_MINE: Words = w("只看我承办的", "Only cases of mine");
/// Switches to all.
pub const EVERYTHING: Words = w("看权限范围内全部", "Everything within my reach");
/// Nothing is due.
pub const NOTHING_DUE: Words = w("三十日内没有到期事项。", "Nothing is due within thirty days.");
/// What to do then.
pub const NOTHING_DUE_HINT: Words =
    w("新收案件登记后，期限会自动列在这里。", "Once a new case is registered, its dates appear here by themselves.");
/// More than are listed.
pub const MORE_DATES: Words = w("另有更多期限未列出，请在案件列表中查看。", "There are more; the list of cases has them all.");
/// Overdue.
pub const OVERDUE: Words = w("已超期", "Overdue");
/// Due today.
pub const TODAY: Words = w("今天到期", "Due today");
/// Near.
pub const SOON: Words = w("即将到期", "Due soon");
/// Later.
pub const LATER: Words = w("三十日内其后", "Later, within thirty days");
/// Case.
pub const CASE: Words = w("案件", "Case");
/// What must be done.
pub const DUTY: Words = w("应为事项", "What must be done");
/// Last day.
pub const DAY: Words = w("届满日", "Last day");
/// How it stands.
pub const STANDS: Words = w("情况", "How it stands");
/// Officer.
pub const OFFICER: Words = w("承办人", "Officer");
/// Hearings.
pub const HEARINGS: Words = w("十四日内开庭、听证", "Hearings of the next 14 days");
/// There are none.
pub const NO_HEARINGS: Words = w("十四日内没有开庭或者听证。", "No hearing within 14 days.");
/// Requests.
pub const APPROVALS: Words = w("待我审批", "Waiting for my approval");
/// There are none.
pub const NO_APPROVALS: Words = w("没有待审批事项。", "Nothing waits for your approval.");
/// Cases without a date.
pub const UNDATED: Words = w("没有下一期限的未结案件", "Open cases with no next date");
/// There are none.
pub const NO_UNDATED: Words = w("每件未结案件都有下一期限。", "Every open case has a next date.");
/// Why that matters.
pub const UNDATED_HINT: Words = w("请登记下一步，或者核对是否已结案。", "Record their next step, or see whether they are concluded.");
/// News.
pub const NEWS: Words = w("上次登录以来他人的办理", "What others have done since my last visit");
/// There are none.
pub const NO_NEWS: Words = w("没有新的动态。", "There is nothing new.");

/// Since when.
pub fn since(at: &str) -> Sentence {
    Sentence::new(format!("自 {at}"), format!("since {at}"))
}

/// A count that may be higher.
pub fn count(count: usize, more: bool) -> String {
    if more { format!("{count}+") } else { count.to_string() }
}
