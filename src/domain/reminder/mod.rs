//! Reminders 期限提醒: which step of a deadline has come, whom it is told, what becomes of a message that could not be sent.
//!
//! Pure: the day comes in, the store keeps what was told, a worker sends it.

mod addressee;
mod notice;
mod retry;
mod step;

pub use addressee::{Colleague, Directory, OnFile, Rung};
pub use notice::{Ahead, Change, Hearing, Notice, Telling, is_hearing, suit_served};
pub use retry::{LEASE, LONGEST_WAIT, backoff};
pub use step::{Choice, Schedule, Standing, Step};

use super::case::parts::words;

words! {
    /// What a message is.
    MailKind {
        Digest = "digest" "每日提醒" "daily digest",
        DueToday = "due-today" "今日到期" "due today",
        SuitServed = "suit-served" "新收应诉案件" "new suit served",
        Hearing = "hearing" "开庭听证" "hearing",
    }
    /// What has become of a message.
    MailState {
        Waiting = "waiting" "待发送" "waiting",
        Claimed = "claimed" "发送中" "being sent",
        Sent = "sent" "已发送" "sent",
        Parked = "parked" "已搁置" "parked",
        Cancelled = "cancelled" "已取消" "cancelled",
    }
}

/// How old the last run may be before somebody must be told: a day, and two hours to notice.
pub const SILENCE: chrono::TimeDelta = chrono::TimeDelta::hours(26);

/// How long a message may wait before somebody must be told.
pub const UNSENT: chrono::TimeDelta = chrono::TimeDelta::hours(2);
