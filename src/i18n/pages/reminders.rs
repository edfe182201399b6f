//! What the pages of the outbox and of one's own reminders say.

use crate::domain::words::{Sentence, Words};

/// State of a message.
pub const STATE: Words = Words { zh: "状态", en: "State" };
/// Every state.
pub const ALL: Words = Words { zh: "全部", en: "all" };
/// Shows the list.
pub const SHOW: Words = Words { zh: "查看", en: "Show" };
/// No message.
pub const NO_MAIL: Words = Words { zh: "没有邮件。", en: "There are no messages." };
/// Puts a message back.
pub const RETRY: Words = Words { zh: "重发", en: "Send again" };
/// It was put back.
pub const RETRIED: Words = Words { zh: "邮件已转为待发送。", en: "The message waits to be sent again." };
/// Older messages.
pub const OLDER: Words = Words { zh: "更早的邮件", en: "Older messages" };
/// What can be chosen and what cannot.
pub const WHY: Words = Words {
    zh: "以下提醒可以按需调整。逾期提醒逐级上报，不能关闭。",
    en: "Choose what you want to be reminded of. What is overdue is told to you in any case.",
};
/// Working days ahead.
pub const AHEAD: Words = Words { zh: "提前几个工作日提醒", en: "Working days before a deadline" };
/// The day itself.
pub const ON_THE_DAY: Words = Words { zh: "到期当日提醒", en: "Remind me on the day itself" };
/// Suits.
pub const SUITS: Words = Words { zh: "收到新的应诉案件时立即告知", en: "Tell me at once of a new suit" };
/// Hearings.
pub const HEARINGS: Words = Words {
    zh: "开庭、听证排期及变动时立即告知，并附日历邀请",
    en: "Tell me at once of hearings, with an invitation for my calendar",
};
/// Saves.
pub const SAVE: Words = Words { zh: "保存", en: "Save" };
/// Saved.
pub const SAVED: Words = Words { zh: "提醒设置已保存。", en: "Your reminder settings are saved." };
/// Not numbers.
pub const NO_DAYS: Words = Words {
    zh: "提前的工作日应为数字，如 7, 3, 1；0 表示不提前提醒",
    en: "working days are numbers, such as 7, 3, 1; 0 for none ahead",
};

/// What the bureau has set.
pub fn usual(days: &str) -> Sentence {
    Sentence::new(
        format!("不填即按本机关设置：{days}；填 0 表示不提前提醒"),
        format!("Empty: as the bureau has set, {days}; 0: nothing ahead"),
    )
}
