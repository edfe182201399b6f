//! What the pages of hearings and of the feed for calendars say.

use crate::domain::Day;
use crate::domain::words::{Sentence, Words};

/// A text in both languages.
const fn w(zh: &'static str, en: &'static str) -> Words {
    Words { zh, en }
}

/// All hearings.
pub const HEARINGS: Words = w("开庭", "Hearings");
/// How they are shown.
pub const VIEWS: Words = w("显示方式", "Shown as");
/// A month.
pub const MONTH: Words = w("月历", "Month");
/// A week.
pub const WEEK: Words = w("周历", "Week");
/// A list.
pub const LIST: Words = w("列表", "List");
/// The day a view is about.
pub const AROUND: Words = w("日期", "Around");
/// Shows it.
pub const SHOW: Words = w("查看", "Show");
/// Moves.
pub const MOVES: Words = w("前后翻看", "Move");
/// Back in time.
pub const EARLIER: Words = w("前一段", "Earlier");
/// To the day it is.
pub const NOW: Words = w("今天", "Today");
/// Forward in time.
pub const LATER: Words = w("后一段", "Later");
/// Column: the day.
pub const DAY: Words = w("日期", "Day");
/// Column: the hearing.
pub const HEARING: Words = w("类别与情况", "Hearing");
/// Column: the case.
pub const CASE: Words = w("案件", "Case");
/// Column: where.
pub const PLACE: Words = w("法院与地点", "Court and place");
/// Column: who must appear.
pub const MUST_APPEAR: Words = w("应出庭", "Must appear");
/// Column: who did.
pub const APPEARANCE: Words = w("出庭登记", "Appearance");
/// Column: what stands in its way.
pub const CLASHES: Words = w("冲突", "Conflicts");
/// The hour, and when two hearings conflict that are taken to last so many minutes.
pub fn hours(lasts: u16) -> Sentence {
    Sentence::new(
        format!("时刻以传票、听证通知书为准。两次均登记了时刻的，相隔不足{lasts}分钟提示冲突；否则同一天即提示冲突。"),
        format!(
            "The hour is that of the summons or notice. Two hearings whose hours are known conflict when they begin less than {lasts} minutes \
             apart; otherwise two of one day do."
        ),
    )
}
/// Column: the hour.
pub const HOUR: Words = w("时刻", "Hour");
/// Column: number of the case.
pub const NUMBER: Words = w("案号", "Case number");
/// Column: kind of case.
pub const KIND: Words = w("案件类别", "Kind of case");
/// Column: kind of sitting.
pub const SITTING: Words = w("开庭类别", "Kind of sitting");
/// Column: where it stands.
pub const STATE: Words = w("情况", "State");
/// Column: parties.
pub const PARTIES: Words = w("当事人（已遮盖）", "Parties (masked)");
/// Column: officer.
pub const OFFICER: Words = w("承办人", "Officer");
/// Column: court.
pub const COURT: Words = w("法院", "Court");
/// Column: room.
pub const ROOM: Words = w("地点", "Place");
/// Name of the file.
pub const EXPORT_TITLE: Words = w("开庭列表", "Hearings");
/// A place that is not known.
pub const NO_PLACE: Words = w("地点未登记", "no place recorded");
/// Held, and nobody said who appeared.
pub const NOT_FILED: Words = w("尚未登记", "not filed");
/// Its day has come.
pub const TO_BE_FILED: Words = w("待登记", "to be filed");
/// Leads to the form.
pub const FILE_IT: Words = w("登记出庭", "File who appeared");
/// Nothing.
pub const NONE: Words = w("这段日期没有开庭、听证。", "There is no hearing in these days.");
/// What to do then.
pub const NONE_HINT: Words = w(
    "在案卷中登记“排期开庭”或者“听证通知”后，会出现在这里；也可以翻看前后日期。",
    "One appears here once it is scheduled in the file of its case; or look at the days before and after.",
);
/// Leads to the cases.
pub const TO_CASES: Words = w("查找案件", "Find the case");
/// A day that cannot be read.
pub const NO_SUCH_DAY: Words = w("日期应写作 2024-06-03", "a day is written as 2024-06-03");
/// Days of others.
pub const CONFLICT: Words = w("有冲突", "conflict");

/// The feed.
pub const FEED: Words = w("日历订阅", "Calendar feed");
/// What it is.
pub const FEED_WHY: Words = w(
    "把开庭、听证和期限订阅到手机或者电脑的日历：前30天至后180天，随案件自动更新，只含案号、法院、地点和单位，不含个人姓名。",
    "Hearings and deadlines in the calendar of your phone or computer, from 30 days back to 180 days ahead; it follows the cases by itself and carries case numbers, courts, places and units, and no names of people.",
);
/// Whoever has it.
pub const FEED_SECRET: Words = w(
    "订阅地址等同口令：知道地址的人就能看到这些安排。遗失或者泄露时请立即作废或者更换。",
    "The address is as good as a password: whoever has it sees these dates. Revoke or replace it at once when it is lost.",
);
/// There is none.
pub const NO_FEED: Words = w("您还没有订阅地址。", "You have no feed address.");
/// Makes one.
pub const MAKE_FEED: Words = w("生成订阅地址", "Make a feed address");
/// Makes another.
pub const REPLACE_FEED: Words = w("更换订阅地址", "Replace the feed address");
/// Ends it.
pub const REVOKE_FEED: Words = w("作废订阅地址", "Revoke the feed address");
/// It is made.
pub const FEED_MADE: Words = w(
    "订阅地址已生成，只显示这一次；原有地址（如有）即刻作废。",
    "The feed address is made and is shown this once; the one before, if any, opens nothing any more.",
);
/// It is revoked.
pub const FEED_REVOKED: Words = w("订阅地址已作废。", "The feed address is revoked.");
/// The address.
pub const FEED_ADDRESS: Words = w("订阅地址", "Feed address");
/// What to do with it.
pub const FEED_HOW: Words =
    w("在日历应用中选择“通过网址订阅日历”，粘贴此地址。", "In your calendar, choose to subscribe by address and paste this one.");

/// Name of the calendar.
pub const FEED_NAME: Words = w("复议应诉：开庭与期限", "Fuyi: hearings and deadlines");

/// Who must appear, in a calendar.
pub fn must_appear(units: &[&str]) -> Sentence {
    Sentence::new(format!("应出庭：{}", units.join("、")), format!("must appear: {}", units.join(", ")))
}

/// What is due, in a calendar.
pub fn due(obligation: &Sentence, number: &str) -> Sentence {
    Sentence::new(format!("到期：{} {number}", obligation.zh), format!("due: {} {number}", obligation.en))
}

/// How far the appearance of those who must come is filed.
pub fn filed(told: usize, of: usize) -> Sentence {
    Sentence::new(format!("已登记（{told}／{of} 个单位）"), format!("filed ({told} of {of} units)"))
}

/// What two hearings share, and which it is.
pub fn clash(what: Words, which: &str) -> Sentence {
    Sentence::new(format!("{}：{which}", what.zh), format!("{}: {which}", what.en))
}

/// A day of a week, without its year.
pub fn short_day(day: Day) -> Sentence {
    Sentence::new(day.format("%-m月%-d日").to_string(), day.format("%m-%d").to_string())
}

/// A unit with what it is in the case.
pub fn with_role(unit: &str, role: Words) -> Sentence {
    Sentence::new(format!("{unit}（{}）", role.zh), format!("{unit} ({})", role.en))
}

/// From one day to another.
pub fn days(from: &Sentence, until: &Sentence) -> Sentence {
    Sentence::new(format!("{}至{}", from.zh, until.zh), format!("{} to {}", from.en, until.en))
}

/// How many.
pub fn count(hearings: usize) -> Sentence {
    let en = if hearings == 1 { "1 hearing".to_owned() } else { format!("{hearings} hearings") };
    Sentence::new(format!("共{hearings}次"), en)
}

/// Since when there is a feed.
pub fn feed_since(at: &str) -> Sentence {
    Sentence::new(format!("订阅地址生成于{at}，地址本身不再显示。"), format!("A feed address was made at {at}; it is not shown again."))
}
