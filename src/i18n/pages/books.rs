//! What the pages of rules, calendar and calculator say.

use crate::domain::words::{Sentence, Words};

/// Filter of a list.
pub const SEARCH: Words = Words { zh: "查找（规则、事项、依据）", en: "Find (rule, duty, article)" };
/// Law.
pub const LAW: Words = Words { zh: "法律", en: "Law" };
/// No filter.
pub const ALL_LAWS: Words = Words { zh: "全部", en: "All" };
/// Applies a filter.
pub const APPLY_FILTER: Words = Words { zh: "筛选", en: "Filter" };
/// Drops it.
pub const CLEAR_FILTER: Words = Words { zh: "清除筛选", en: "Clear" };
/// Rule.
pub const RULE: Words = Words { zh: "规则", en: "Rule" };
/// Length.
pub const LENGTH: Words = Words { zh: "期限", en: "Length" };
/// What must be done.
pub const OBLIGATION: Words = Words { zh: "应为事项", en: "What must be done" };
/// Who is bound.
pub const BOUND: Words = Words { zh: "义务人", en: "Who is bound" };
/// Article.
pub const ARTICLE: Words = Words { zh: "依据", en: "Article" };
/// Entries only shown.
pub const NEVER_COMPUTED: Words = Words { zh: "只列示、不予计算", en: "Shown, never computed" };
/// What that means.
pub const NEVER_COMPUTED_WHY: Words = Words {
    zh: "以下条目没有可以计算的法定期限，系统只列示出处，不据此提醒或判定超期。",
    en: "These entries carry no statutory period that can be computed: they are shown with their source and never remind or judge.",
};
/// Why.
pub const WHY: Words = Words { zh: "原因", en: "Why" };
/// Nothing fits.
pub const NO_RULE_FOUND: Words = Words { zh: "没有符合条件的规则。", en: "No rule fits." };
/// Text of the article.
pub const QUOTE: Words = Words { zh: "法条原文", en: "Text of the article" };
/// What starts it.
pub const TRIGGER: Words = Words { zh: "起算", en: "Starts" };
/// Kind.
pub const KIND: Words = Words { zh: "性质", en: "Kind" };
/// Direction.
pub const DIRECTION: Words = Words { zh: "计算方向", en: "Direction" };
/// Procedure.
pub const PROCEDURE: Words = Words { zh: "程序", en: "Procedure" };
/// In force.
pub const VALIDITY: Words = Words { zh: "适用时间", en: "In force" };
/// What meets it.
pub const SATISFIED_BY: Words = Words { zh: "完成于", en: "Met by" };
/// What follows.
pub const ON_EXPIRY: Words = Words { zh: "届满后果", en: "On expiry" };
/// Extension.
pub const EXTENSION: Words = Words { zh: "延长", en: "Extension" };
/// None.
pub const NO_EXTENSION: Words = Words { zh: "不得延长", en: "none" };
/// No maximum.
pub const EXTENSION_UNLIMITED: Words = Words { zh: "可以延长，法律未定上限", en: "allowed; the law states no maximum" };
/// The other start.
pub const LATEST_FROM: Words =
    Words { zh: "另一起算日（规则有两种起算时）", en: "Day another text counts from, where the rule has two starts" };
/// What stops the clock.
pub const EXCLUSIONS: Words = Words { zh: "不计入期限的时间", en: "Time not counted" };
/// Nothing stops it.
pub const NO_EXCLUSIONS: Words = Words { zh: "无", en: "none" };
/// Note.
pub const NOTE: Words = Words { zh: "说明", en: "Note" };
/// Open questions.
pub const QUESTIONS: Words = Words { zh: "法律未明确之处", en: "What the law leaves open" };
/// There are none.
pub const NO_QUESTIONS: Words = Words { zh: "此规则不涉及未明确的问题。", en: "This rule touches no open question." };
/// Reading chosen.
pub const CHOSEN: Words = Words { zh: "现行选择", en: "Reading chosen now" };
/// Setting.
pub const SETTING: Words = Words { zh: "设置项", en: "Setting" };
/// Reading built in.
pub const BUILT_IN: Words = Words { zh: "固定读法", en: "Built-in reading" };
/// Leads to the calculator.
pub const COMPUTE_IT: Words = Words { zh: "用此规则计算", en: "Compute with this rule" };
/// Content.
pub const CONTENT: Words = Words { zh: "内容", en: "Content" };
/// Nothing chosen yet.
pub const CHOOSE_RULE: Words = Words { zh: "请选择规则", en: "Choose a rule" };
/// Trigger day.
pub const FROM: Words = Words { zh: "起算事件发生之日", en: "Day of the event it starts from" };
/// About it.
pub const FROM_HINT: Words = Words {
    zh: "期间自次日起算；倒计的期限填写所要准备的事件之日",
    en: "The period runs from the day after; for a notice, the day of the event it precedes",
};
/// Days that do not count.
pub const EXCLUDE: Words = Words { zh: "扣除期间（可不填）", en: "Days that do not count (optional)" };
/// First day of it.
pub const EXCLUDE_FROM: Words = Words { zh: "扣除自", en: "Not counted from" };
/// Day it goes on.
pub const EXCLUDE_UNTIL: Words = Words { zh: "恢复计算之日", en: "Counted again from" };
/// Extension.
pub const EXTEND: Words = Words { zh: "批准延长（可不填）", en: "Approved extension (optional)" };
/// Computes.
pub const COMPUTE: Words = Words { zh: "计算", en: "Compute" };
/// Answer.
pub const RESULT: Words = Words { zh: "计算结果", en: "Result" };
/// Last day.
pub const LAST_DAY: Words = Words { zh: "届满日", en: "Last day" };
/// Safe day.
pub const SAFE_DAY: Words = Words { zh: "稳妥届满日", en: "Last day, safe on every reading" };
/// Latest day.
pub const LATEST_DAY: Words = Words { zh: "至迟届满日", en: "Latest defensible day" };
/// Nominal day.
pub const NOMINAL_DAY: Words = Words { zh: "顺延前的届满日", en: "Last day before any holiday moved it" };
/// Provisional.
pub const PROVISIONAL: Words =
    Words { zh: "暂定：所涉年份的放假安排尚未公布", en: "Provisional: a calendar it needs is not published" };
/// Firm.
pub const FIRM: Words = Words { zh: "确定：所涉年份的放假安排均已公布", en: "Firm: every calendar it needs is published" };
/// Clock stands.
pub const CLOCK_STANDS: Words = Words { zh: "期间停止计算", en: "the clock stands" };
/// How it was computed.
pub const TRACE: Words = Words { zh: "计算过程", en: "How it was computed" };
/// Step.
pub const STEP: Words = Words { zh: "步骤", en: "Step" };
/// Day reached.
pub const DAY_REACHED: Words = Words { zh: "至", en: "Reaches" };
/// Year.
pub const YEAR: Words = Words { zh: "年份", en: "Year" };
/// State.
pub const STATE: Words = Words { zh: "状态", en: "State" };
/// Published.
pub const PUBLISHED: Words = Words { zh: "已公布", en: "published" };
/// Not published.
pub const NOT_PUBLISHED: Words = Words { zh: "未公布（暂定）", en: "not published (provisional)" };
/// Version.
pub const VERSION: Words = Words { zh: "版本", en: "Version" };
/// All versions.
pub const VERSIONS: Words = Words { zh: "历次版本", en: "Versions" };
/// Notice.
pub const NOTICE: Words = Words { zh: "依据", en: "Notice" };
/// Where it stands.
pub const ADDRESS: Words = Words { zh: "原文", en: "Text" };
/// Days off.
pub const DAYS_OFF: Words = Words { zh: "放假（天）", en: "Days off" };
/// Make-up days.
pub const MAKE_UP: Words = Words { zh: "调休上班（天）", en: "Make-up working days" };
/// How it came here.
pub const TAKEN_IN: Words = Words { zh: "导入", en: "Taken in" };
/// Heading of a day of the week is given one by one.
pub const WEEKDAYS: Words = Words { zh: "星期", en: "Weekday" };
/// Mark of a day off.
pub const MARK_OFF: Words = Words { zh: "休", en: "off" };
/// Mark of a make-up day.
pub const MARK_WORK: Words = Words { zh: "班", en: "work" };
/// What the marks mean.
pub const LEGEND: Words = Words {
    zh: "“休”为放假，“班”为调休上班；其余周六、周日为休息日。",
    en: "“off” marks a holiday, “work” a make-up working day; other Saturdays and Sundays are days of rest.",
};
/// Days in words.
pub const NAMED_DAYS: Words = Words { zh: "放假与调休明细", en: "Days off and make-up days" };
/// Day.
pub const DAY: Words = Words { zh: "日期", en: "Day" };
/// Festival.
pub const FESTIVAL: Words = Words { zh: "节日", en: "Festival" };
/// File.
pub const FILE: Words = Words { zh: "日历文件", en: "Calendar file" };
/// What is read.
pub const FILE_HINT: Words = Words {
    zh: "CSV（date,day,festival_zh,festival_en）或公开数据集的 JSON（holiday-cn、timor），UTF-8，不超过32 KiB",
    en: "CSV (date,day,festival_zh,festival_en) or the JSON of public data sets (holiday-cn, timor), UTF-8, at most 32 KiB",
};
/// Year it must be.
pub const YEAR_OPTIONAL: Words = Words { zh: "年份（可不填，由文件得出）", en: "Year (optional; taken from the file)" };
/// Title of the notice.
pub const NOTICE_OPTIONAL: Words = Words { zh: "通知名称和文号（可不填）", en: "Title and number of the notice (optional)" };
/// Previews.
pub const PREVIEW: Words = Words { zh: "预览", en: "Preview" };
/// Nothing is written.
pub const NOTHING_WRITTEN: Words =
    Words { zh: "以下为预览，尚未写入任何内容。", en: "This is a preview: nothing is written yet." };
/// Days that change.
pub const CHANGES: Words = Words { zh: "将变动的日子", en: "Days that change" };
/// None change.
pub const NO_CHANGES: Words = Words { zh: "没有日子变动。", en: "No day changes." };
/// Before.
pub const BEFORE: Words = Words { zh: "现在", en: "Now" };
/// After.
pub const AFTER: Words = Words { zh: "导入后", en: "Afterwards" };
/// A day off.
pub const AN_OFF_DAY: Words = Words { zh: "放假", en: "day off" };
/// A make-up day.
pub const A_MAKE_UP_DAY: Words = Words { zh: "调休上班", en: "make-up working day" };
/// As its weekday.
pub const AN_ORDINARY_DAY: Words = Words { zh: "按星期", en: "as its weekday" };
/// Takes it in.
pub const IMPORT_IT: Words = Words { zh: "确认导入", en: "Take it in" };
/// Another file.
pub const ANOTHER_FILE: Words = Words { zh: "换一个文件", en: "Choose another file" };
/// What is wrong.
pub const FAULTS: Words = Words { zh: "文件有误，未作任何改动", en: "The file is at fault; nothing was changed" };
/// No file.
pub const NO_FILE: Words = Words { zh: "请选择文件", en: "choose a file" };
/// Too long.
pub const FILE_TOO_LONG: Words =
    Words { zh: "文件超过32 KiB，不是一年的日历", en: "the file is longer than 32 KiB: it is no calendar of a year" };
/// Leads to the recompute preview.
pub const SHOW_MOVES: Words = Words { zh: "查看哪些期限随之变动", en: "See which deadlines move" };
/// What recomputing is.
pub const MOVES_WHY: Words = Words {
    zh: "已存的期限仍按变更前的日历、规则或设置计算。下表列出按现行规定将变动的未届满期限；写入须说明理由，并记入审计。",
    en: "Stored deadlines rest on the calendar, rules or settings they were computed with. Below is each pending deadline the law of today moves; applying it asks for a reason and stands in the audit trail.",
};
/// Case.
pub const CASE: Words = Words { zh: "案件", en: "Case" };
/// Old day.
pub const OLD: Words = Words { zh: "原届满日", en: "Old" };
/// New day.
pub const NEW: Words = Words { zh: "新届满日", en: "New" };
/// No day.
pub const NONE: Words = Words { zh: "无", en: "none" };
/// Reason.
pub const REASON: Words = Words { zh: "理由", en: "Reason" };
/// There is none.
pub const REASON_MISSING: Words = Words { zh: "请填写理由", en: "give a reason" };
/// Applies.
pub const APPLY: Words = Words { zh: "写入新的届满日", en: "Apply" };
/// Heading of the deadlines that change.
pub const CHANGES_OF_DEADLINES: Words = Words { zh: "将变动的期限", en: "Deadlines that change" };
/// Behind a day.
pub const PROVISIONAL_SHORT: Words = Words { zh: "（暂定）", en: "(provisional)" };

/// Days of the week, from Monday.
pub const WEEK: [Words; 7] = [
    Words { zh: "一", en: "Mo" },
    Words { zh: "二", en: "Tu" },
    Words { zh: "三", en: "We" },
    Words { zh: "四", en: "Th" },
    Words { zh: "五", en: "Fr" },
    Words { zh: "六", en: "Sa" },
    Words { zh: "日", en: "Su" },
];

/// How many rules are listed.
pub fn rules_listed(shown: usize, all: usize) -> Sentence {
    Sentence::new(format!("共{all}项可计算的期限，列出{shown}项"), format!("{shown} of {all} computable periods"))
}

/// An extension of at most so much.
pub fn extension(length: &Sentence) -> Sentence {
    Sentence::new(format!("最多延长{}", length.zh), format!("at most {}", length.en))
}

/// Heading of a year.
pub fn year(year: i32) -> Sentence {
    Sentence::new(format!("{year}年工作日历"), format!("Calendar of {year}"))
}

/// What an import would do.
pub fn import_preview(year: i32, replaces: Option<&str>) -> Sentence {
    match replaces {
        Some(version) => Sentence::new(
            format!("{year}年已有日历（版本 {version}）；确认后以此文件替换，旧版本仍可查阅。"),
            format!("{year} has a calendar already (version {version}); this file replaces it, and the old version can still be read."),
        ),
        None => Sentence::new(
            format!("{year}年尚无日历；确认后涉及该年的期限不再暂定。"),
            format!("{year} has no calendar yet; dates that reach it are no longer provisional afterwards."),
        ),
    }
}

/// The year was changed by somebody else between preview and confirmation.
pub fn calendar_changed(year: i32) -> Sentence {
    Sentence::new(
        format!("预览之后{year}年的日历已被他人更改，请重新预览"),
        format!("somebody else has changed the calendar of {year} since the preview; preview the file again"),
    )
}

/// What a preview of the recomputation found.
pub fn moves(cases: u64, changes: u64, current: bool) -> Sentence {
    match (changes, current) {
        (0, true) => Sentence::new(
            format!("已核算{cases}件案件：各期限均为现行规定下的届满日。"),
            format!("{cases} cases computed: every deadline is what the law of today says."),
        ),
        (0, false) => Sentence::new(
            format!("已核算{cases}件案件：未届满的期限均无变动；可写入以记下现行规定。"),
            format!("{cases} cases computed: no pending deadline moves; apply to note the law of today."),
        ),
        (n, _) => {
            Sentence::new(format!("已核算{cases}件案件：{n}项期限将变动。"), format!("{cases} cases computed: {n} deadlines would change."))
        }
    }
}

/// A list that ends before all are shown.
pub fn only_first(shown: usize) -> Sentence {
    Sentence::new(format!("仅列出前{shown}项"), format!("only the first {shown} are listed"))
}

/// A day that cannot be read.
pub fn not_a_day(field: Words, typed: &str) -> Sentence {
    Sentence::new(
        format!("{}：“{typed}”不是日期（应为 2024-03-01）", field.zh),
        format!("{}: \"{typed}\" is not a day (written 2024-03-01)", field.en),
    )
}

/// A number that cannot be read.
pub fn not_a_number(field: Words, typed: &str) -> Sentence {
    Sentence::new(format!("{}：“{typed}”不是整数", field.zh), format!("{}: \"{typed}\" is not a whole number", field.en))
}
