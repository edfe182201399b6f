//! What the list of cases, the case file and what belongs to them say.

use crate::domain::Day;
use crate::domain::words::{Sentence, Words};

/// A text in both languages.
const fn w(zh: &'static str, en: &'static str) -> Words {
    Words { zh, en }
}

// ── the list ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

/// Heading of the filters.
pub const FILTERS: Words = w("筛选", "Filter");
/// Filters in force.
pub const CHOSEN: Words = w("已选条件", "Filters in force");
/// Takes one filter away.
pub const REMOVE: Words = w("取消", "Remove");
/// Takes all away.
pub const CLEAR: Words = w("清除全部", "Clear all");
/// Applies them.
pub const APPLY: Words = w("查找", "Find");
/// Kind of case.
pub const KIND: Words = w("案件类别", "Kind");
/// State.
pub const STATE: Words = w("状态", "State");
/// Unit.
pub const UNIT: Words = w("单位", "Unit");
/// Year.
pub const YEAR: Words = w("年份", "Year");
/// Beginning of a number.
pub const NUMBER_BEGINS: Words = w("案号（开头）", "Number begins with");
/// Any part of what a case is known by.
pub const SEARCH: Words = w("案号、当事人或者单位", "Number, party or unit");
/// Opens the rest of the filters.
pub const MORE_FILTERS: Words = w("更多条件", "More filters");
/// A search that stopped on the way.
pub const SEARCH_GOES_ON: Words = w("已查过很多案件，尚未找到。", "Very many cases were looked through, and none fits so far.");
/// Goes on with it.
pub const GO_ON: Words = w("继续查找", "Go on");
/// Only open cases.
pub const OPEN_ONLY: Words = w("只看未结", "Open cases only");
/// No filter.
pub const ALL: Words = w("全部", "All");
/// Number.
pub const NUMBER: Words = w("案号", "Number");
/// Parties.
pub const PARTIES: Words = w("当事人", "Parties");
/// Matter.
pub const MATTER: Words = w("事项／案由", "Matter");
/// Category.
pub const CATEGORY: Words = w("行政管理类别", "Category");
/// Officer.
pub const OFFICER: Words = w("承办人", "Officer");
/// Day received.
pub const RECEIVED: Words = w("收到日期", "Received");
/// Day accepted.
pub const ACCEPTED: Words = w("受理日期", "Accepted");
/// Day concluded.
pub const CONCLUDED: Words = w("结案日期", "Concluded");
/// Outcome.
pub const OUTCOME: Words = w("结案方式", "Outcome");
/// The next date.
pub const NEXT_DATE: Words = w("最近期限", "Next date");
/// A case without a number.
pub const NO_NUMBER: Words = w("未编号", "not numbered yet");
/// Nothing fits.
pub const NO_CASE: Words = w("没有符合条件的案件。", "No case fits.");
/// What to do then.
pub const NO_CASE_FITS: Words = w("可取消一项条件，或清除全部条件后再查找。", "Remove a filter, or clear them all.");
/// There are none.
pub const NO_CASES: Words = w("您的权限范围内还没有案件。", "There are no cases within your reach yet.");
/// What to do then.
pub const NO_CASES_YET: Words =
    w("案件由承办人登记，或由台账导入；登记后会出现在这里。", "They appear here once an officer registers them or a ledger is imported.");
/// Cases on a page.
pub const PER_PAGE: Words = w("每页", "Per page");
/// Next page.
pub const NEXT_PAGE: Words = w("下一页", "Next page");
/// First page.
pub const FIRST_PAGE: Words = w("回到第一页", "Back to the first page");
/// Pages of the list.
pub const PAGES: Words = w("翻页", "Pages of the list");
/// Nothing is pending.
pub const NO_DATE: Words = w("无待办期限", "nothing pending");

/// Saved views.
pub const VIEWS: Words = w("我的视图", "My views");
/// Keeps and removes them.
pub const KEEP_VIEWS: Words = w("保存或者删除视图", "Save or remove views");
/// Name of a view.
pub const VIEW_NAME: Words = w("视图名称", "Name of this view");
/// Saves it.
pub const SAVE_VIEW: Words = w("保存当前条件", "Save these filters");
/// Removes it.
pub const REMOVE_VIEW: Words = w("删除", "Remove");

/// How many cases a page shows.
pub fn shown(count: usize, goes_on: bool) -> Sentence {
    let more = if goes_on { ("，后面还有", ", and more follow") } else { ("", "") };
    let cases = if count == 1 { "1 case".to_owned() } else { format!("{count} cases") };
    Sentence::new(format!("本页{count}件{}", more.0), format!("{cases} on this page{}", more.1))
}

/// Cases of a year.
pub fn of_year(year: i32) -> Sentence {
    Sentence::new(format!("{year}年"), year.to_string())
}

// ── the exported list ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

/// Title.
pub const EXPORT_TITLE: Words = w("案件列表", "List of cases");
/// When it was made.
pub const EXPORTED_AT: Words = w("导出时间（北京时间）", "Exported at (China time)");
/// By whom.
pub const EXPORTED_BY: Words = w("导出人", "Exported by");
/// What it shows.
pub const CRITERIA: Words = w("筛选条件", "Criteria");
/// No criteria.
pub const NO_CRITERIA: Words = w("无（权限范围内全部案件）", "none (every case within reach)");
/// Names are masked.
pub const MASKED: Words =
    w("自然人姓名已脱敏；导出已记入审计日志", "Names of natural persons are masked; this export stands in the audit trail");
/// Id.
pub const ID: Words = w("编号", "Id");
/// Kind of record.
pub const INSTANCE: Words = w("审级", "Instance");
/// Day of the next date.
pub const NEXT_DATE_DAY: Words = w("最近期限日", "Next date");
/// How it stands.
pub const NEXT_DATE_STATE: Words = w("期限情况", "How it stands");

/// How many cases are listed.
pub fn exported(count: usize, cut: bool) -> Sentence {
    if cut {
        return Sentence::new(
            format!("共列{count}件，已达上限，其余未列；请缩小条件后再导出"),
            format!("{count} cases: the most a file holds; narrow the criteria for the rest"),
        );
    }
    Sentence::new(format!("共{count}件"), format!("{count} in all"))
}

// ── how a date stands ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

/// How far off a date is, as lists say it.
pub mod due {
    use super::{Day, Sentence, Words, w};
    use crate::domain::deadline::{DeadlineState, Standing};

    /// Due today.
    pub const TODAY: Words = w("今天到期", "due today");
    /// The safe day has passed, the latest has not.
    pub const SAFE_PASSED: Words = w("稳妥日已过，尚未超期", "past the safe day, not overdue");
    /// The clock stands.
    pub const STANDING: Words = w("停止计算", "clock stopped");
    /// Depends on a calendar not yet published.
    pub const PROVISIONAL: Words = w("暂定", "provisional");
    /// Runs from a day that is only presumed.
    pub const ESTIMATED: Words = w("估计", "estimated");

    /// How far off a date is; near means within `soon` working days. What is neither near nor past is only later 其后.
    pub fn stands(standing: &Standing, today: Day, soon: i64) -> Sentence {
        match (standing.state, standing.working_days_left) {
            (DeadlineState::Overdue, _) => overdue(standing.days_over.unwrap_or_default()),
            (DeadlineState::DueToday, _) if standing.due_on.is_some_and(|due| due < today) => SAFE_PASSED.into(),
            (DeadlineState::DueToday, _) => TODAY.into(),
            (DeadlineState::Open, Some(left)) if left <= soon => within(left),
            (DeadlineState::Open, Some(left)) => later(left),
            (DeadlineState::Suspended, _) => STANDING.into(),
            (state, _) => state.words().into(),
        }
    }

    /// Later than near.
    pub fn later(days: i64) -> Sentence {
        Sentence::new(format!("其后（还有 {days} 个工作日）"), format!("later ({days} working days left)"))
    }

    /// Overdue.
    pub fn overdue(days: i64) -> Sentence {
        Sentence::new(format!("已超期 {days} 天"), if days == 1 { "1 day overdue".to_owned() } else { format!("{days} days overdue") })
    }

    /// Due within so many working days.
    pub fn within(days: i64) -> Sentence {
        let en = if days == 1 { "due within 1 working day".to_owned() } else { format!("due within {days} working days") };
        Sentence::new(format!("{days} 个工作日内到期"), en)
    }
}

/// A day as each language writes it: 2024年1月2日, 2024-01-02.
pub fn day(day: Day) -> Sentence {
    Sentence::new(day.format("%Y年%-m月%-d日").to_string(), day.to_string())
}

/// Between a label and its value.
pub const COLON: Words = w("：", ": ");

/// A filter that cannot be read.
pub fn not_understood(field: Words, text: &str) -> Sentence {
    Sentence::new(
        format!("{}“{text}”无法识别，未按它筛选", field.zh),
        format!("{} \"{text}\" is not understood and was left out", field.en),
    )
}
