//! What the pages of supervision 督办 say.

use crate::domain::words::{Sentence, Words};

/// The list.
pub const SUPERVISION: Words = Words { zh: "督办", en: "Supervision" };
/// A new record.
pub const NEW: Words = Words { zh: "登记督办事项", en: "New record" };
/// One record.
pub const RECORD: Words = Words { zh: "督办记录", en: "Record of supervision" };
/// Proposals.
pub const PROPOSALS: Words = Words { zh: "督办建议", en: "Proposals" };
/// Analyses.
pub const ANALYSES: Words = Words { zh: "一案一分析", en: "Analyses" };
/// Kind.
pub const KIND: Words = Words { zh: "种类", en: "Kind" };
/// Every kind.
pub const ALL: Words = Words { zh: "全部", en: "all" };
/// Unit addressed.
pub const UNIT: Words = Words { zh: "被督办单位", en: "Unit addressed" };
/// Only open ones.
pub const OPEN_ONLY: Words = Words { zh: "只看未办结", en: "Not closed only" };
/// Applies the filters.
pub const SHOW: Words = Words { zh: "查看", en: "Show" };
/// Nothing there.
pub const NO_RECORDS: Words = Words { zh: "没有督办记录。", en: "There are no records." };
/// What to do where there is no record.
pub const NO_RECORDS_HINT: Words = Words {
    zh: "督办事项可在此登记，也可由采纳督办建议而来；列表按条件筛选的，可放宽条件。",
    en: "A record is opened here, or comes of a proposal that is accepted. If the list is narrowed down, ask for less.",
};
/// Filter: the year of issue.
pub const ISSUED_IN: Words = Words { zh: "发出年度", en: "Issued in" };
/// How many there are this year.
pub const THIS_YEAR: Words = Words { zh: "本年数量", en: "This year" };
/// Title.
pub const TITLE: Words = Words { zh: "事由", en: "Title" };
/// Court or procuratorate.
pub const ORGAN: Words = Words { zh: "制发的法院或者检察院", en: "Court or procuratorate" };
/// When it is to be filled in.
pub const ORGAN_HINT: Words = Words { zh: "仅司法建议、检察建议填写", en: "for judicial and procuratorial suggestions only" };
/// Id of the case.
pub const CASE: Words = Words { zh: "所涉案件", en: "Case" };
/// How a case is named.
pub const CASE_HINT: Words = Words { zh: "案号，可不填", en: "its number; may be left empty" };
/// Sends the form.
pub const SAVE: Words = Words { zh: "登记", en: "Record" };
/// Issued by.
pub const ISSUED_BY: Words = Words { zh: "制发", en: "Issued by" };
/// Legal basis.
pub const BASIS: Words = Words { zh: "依据", en: "Basis" };
/// State.
pub const STATE: Words = Words { zh: "状态", en: "State" };
/// Number.
pub const NUMBER: Words = Words { zh: "文号", en: "Number" };
/// Day of issue.
pub const ISSUED_ON: Words = Words { zh: "发出日期", en: "Issued on" };
/// Last day to reply.
pub const DUE_ON: Words = Words { zh: "回复期限", en: "Reply due on" };
/// Where the rule book knows better.
pub const DUE_HINT: Words = Words {
    zh: "法律规定了期限的，按期限规则计算，此处所填不用",
    en: "where the law sets the period it is computed, whatever is typed here",
};
/// Day of the reply.
pub const REPLIED_ON: Words = Words { zh: "回复日期", en: "Replied on" };
/// The reply.
pub const REPLY: Words = Words { zh: "回复内容", en: "Reply" };
/// Day of closing.
pub const CLOSED_ON: Words = Words { zh: "办结日期", en: "Closed on" };
/// Proof.
pub const PROOF: Words = Words { zh: "办结凭据", en: "Proof" };
/// What a proof is.
pub const PROOF_HINT: Words =
    Words { zh: "写明文书名称、文号或者所附文件", en: "the document, its number, or the file attached" };
/// Day.
pub const DAY: Words = Words { zh: "日期", en: "Day" };
/// It was done.
pub const DONE: Words = Words { zh: "已登记。", en: "Recorded." };
/// Raises proposals.
pub const RAISE: Words = Words { zh: "按阈值检查本年", en: "Check this year against the thresholds" };
/// No proposals.
pub const NO_PROPOSALS: Words = Words { zh: "没有待处理的督办建议。", en: "No proposal waits." };
/// When proposals come.
pub const NO_PROPOSALS_HINT: Words = Words {
    zh: "单位在一年内达到阈值（败诉、未出庭、逾期未复、逾期未履行）时，每日检查自动生成建议。",
    en: "Proposals are raised every day, when a unit reaches a threshold in a year: suits lost, absences, late replies, duties not performed.",
};
/// Accepts.
pub const ACCEPT: Words = Words { zh: "采纳", en: "Accept" };
/// Dismisses.
pub const DISMISS: Words = Words { zh: "不予采纳", en: "Dismiss" };
/// Text of a decision.
pub const DECISION: Words = Words { zh: "督办事由，或者不予采纳的理由", en: "Title of the record, or why it is dismissed" };
/// Period.
pub const PERIOD: Words = Words { zh: "期间", en: "Period" };
/// No cases.
pub const NO_CASES: Words =
    Words { zh: "期间内没有败诉、被纠错的案件。", en: "No case was lost or corrected in this period." };
/// What to do where a period has no such case.
pub const NO_CASES_HINT: Words =
    Words { zh: "可换一个期间，如 2023、2023H1、2023Q3。", en: "Ask for another period, such as 2023, 2023H1 or 2023Q3." };
/// Causes.
pub const CAUSES: Words = Words { zh: "原因", en: "Causes" };
/// Who answers.
pub const RESPONSIBLE: Words = Words { zh: "责任单位或者责任人", en: "Who answers for it" };
/// Measures.
pub const MEASURES: Words = Words { zh: "整改措施", en: "What is done about it" };
/// Writes an analysis.
pub const ANALYSE: Words = Words { zh: "登记分析", en: "Write the analysis" };
/// Next page.
pub const NEXT: Words = Words { zh: "更早的记录", en: "Older records" };

/// Legal counsel.
pub const COUNSEL: Words = Words { zh: "法律顾问", en: "Legal counsel" };
/// None.
pub const NO_COUNSEL: Words = Words { zh: "尚未登记法律顾问。", en: "No legal counsel is recorded." };
/// Records one.
pub const ENGAGE: Words = Words { zh: "登记法律顾问", en: "Record a counsel" };
/// Name.
pub const NAME: Words = Words { zh: "姓名", en: "Name" };
/// Law firm.
pub const FIRM: Words = Words { zh: "律师事务所", en: "Law firm" };
/// It may be left out.
pub const FIRM_HINT: Words = Words { zh: "可不填", en: "may be left empty" };
/// Unit advised.
pub const ADVISES: Words = Words { zh: "聘用单位", en: "Unit advised" };
/// First day.
pub const FROM: Words = Words { zh: "聘期开始", en: "Engaged from" };
/// Last day.
pub const UNTIL: Words = Words { zh: "聘期结束", en: "Engaged until" };
/// Until further notice.
pub const UNTIL_HINT: Words = Words { zh: "未定的不填", en: "empty while it is open" };
/// It is over.
pub const ENDED: Words = Words { zh: "已届满", en: "ended" };
/// Ends it.
pub const END: Words = Words { zh: "终止聘任", en: "End the engagement" };
/// Cases.
pub const CASES: Words = Words { zh: "承办案件", en: "Cases" };
/// No case yet.
pub const NO_COUNSEL_CASES: Words = Words { zh: "尚未登记承办案件", en: "no case recorded yet" };
/// Cases a counsel acted in that whoever reads the page may not read.
pub fn beyond(cases: usize) -> Sentence {
    Sentence::new(format!("另有{cases}件不在查阅范围内"), format!("and {cases} beyond what you may read"))
}
/// Records a case.
pub const ACTED: Words = Words { zh: "登记承办案件", en: "Record a case" };
/// How a case is named there.
pub const ACTED_HINT: Words = Words { zh: "案号或者案件编号", en: "its number or its id" };
/// Its letter.
pub const LETTER: Words = Words { zh: "导出文书（Word）", en: "Export the letter (Word)" };
/// Papers of a record.
pub const PAPERS: Words = Words { zh: "附件", en: "Attachments" };
/// None.
pub const NO_PAPERS: Words = Words { zh: "尚未上传附件。", en: "Nothing has been attached." };
/// What a threshold was crossed by.
pub fn crossed(threshold: &str, count: i64, year: i32) -> Sentence {
    Sentence::new(format!("{year}年{threshold}已达{count}"), format!("{threshold}: {count} in {year}"))
}
