//! What the file of a case says, and the pages of what belongs to it: corrections, documents, requests for approval.

use crate::domain::words::{Sentence, Words};

/// A text in both languages.
const fn w(zh: &'static str, en: &'static str) -> Words {
    Words { zh, en }
}

/// Heading of the way through the procedure.
pub const COURSE: Words = w("办理进程", "Course of the case");
/// The state of today.
pub const NOW: Words = w("现在", "now");
/// A state that is over.
pub const DONE: Words = w("已过", "passed");
/// A state ahead.
pub const AHEAD: Words = w("其后", "ahead");
/// The case is in no list.
pub const WITHDRAWN: Words = w(
    "本案所属的导入批次已撤销：不在任何列表和统计中，不能再登记。",
    "The import that brought this case was undone: it is in no list and no figure, and nothing more can be recorded.",
);
/// Parts of the page.
pub const PARTS: Words = w("本页内容", "On this page");
/// Respondents or agencies.
pub const AGENCIES: Words = w("行政机关", "Agencies");
/// Unit that runs the file.
pub const HANDLER: Words = w("承办机构", "Handled by");
/// Court.
pub const COURT: Words = w("法院", "Court");
/// Governing law.
pub const LAW: Words = w("适用法律", "Governing law");
/// Since when it is suspended.
pub const SUSPENDED_SINCE: Words = w("中止自", "Suspended since");
/// Before the next date.
pub const NEXT: Words = w("下一期限", "Next date");
/// Nothing is pending for us.
pub const NOTHING_PENDING: Words = w("本方没有待办期限。", "Nothing of ours is pending.");
/// Heading.
pub const TIMELINE: Words = w("案件经过", "What happened");
/// The day is a lower bound.
pub const NOT_BEFORE: Words = w("不早于", "not before");
/// Takes an entry back.
pub const ANNUL: Words = w("撤销误记", "Annul");
/// Heading.
pub const DATES: Words = w("期限与理由", "Dates and their reasons");
/// There are none.
pub const NO_DATES: Words = w("本案目前没有期限。", "No period runs in this case.");
/// Ended periods.
pub const PAST_DATES: Words = w("已完成或者已届满的期限", "Periods that were met or have run out");
/// What must be done.
pub const DUTY: Words = w("应为事项", "What must be done");
/// Last day.
pub const LAST_DAY: Words = w("届满日", "Last day");
/// How it stands.
pub const STANDS: Words = w("情况", "How it stands");
/// Whose.
pub const WHOSE: Words = w("义务人", "Whose");
/// Opens the trace.
pub const WHY: Words = w("这一天怎么来的", "Why this day");
/// Fixed by an instrument.
pub const FIXED_BY: Words = w("确定依据：", "fixed by: ");
/// The latest reading.
pub const AT_LATEST: Words = w("至迟", "at the latest");
/// Step of a trace.
pub const STEP: Words = w("步骤", "Step");
/// What was done.
pub const REASON: Words = w("说明", "Reason");
/// Article.
pub const ARTICLE: Words = w("依据", "Article");
/// Days of a step.
pub const DAYS: Words = w("天数", "Days");
/// Day reached.
pub const REACHED: Words = w("至", "Reached");
/// Heading.
pub const HEARINGS: Words = w("开庭、听证与出庭", "Hearings and who appeared");
/// There are none.
pub const NO_HEARINGS: Words = w("尚未登记开庭或者听证。", "No hearing is recorded yet.");
/// Heading.
pub const APPEARANCE_FAULTS: Words = w("出庭应诉问题", "Faults of appearance");
/// Heading.
pub const LINKED: Words = w("关联案件", "Linked cases");
/// There are none.
pub const NO_LINKS: Words = w(
    "尚未关联其他案件；复议前案、一审、二审、再审可在此关联。",
    "No case is linked yet: tie the reconsideration, the first or second instance or a retrial to it here.",
);
/// Not in the system, or not to be seen.
pub const NOT_HERE: Words = w("不在本系统或者您的权限范围内", "not in this system, or not within your reach");
/// Number to tie.
pub const LINK_NUMBER: Words = w("对方案号", "Number of the other case");
/// Its style.
pub const LINK_HINT: Words = w("括号写法不限，如 平湛政复决字[2024]59号", "any bracket style, such as 平湛政复决字[2024]59号");
/// Kind of tie.
pub const LINK_KIND: Words = w("对方是本案的", "It is");
/// Ties it.
pub const LINK_IT: Words = w("关联", "Link");
/// Heading.
pub const PERFORMANCE: Words = w("履行", "Performance");
/// Last day of performance.
pub const DUE: Words = w("履行期限", "To be performed by");
/// No day is set.
pub const NO_LAST_DAY: Words = w("未记载", "not recorded");
/// Set by the document.
pub const BY_DOCUMENT: Words = w("文书确定", "set by the document");
/// Follows from the law.
pub const BY_LAW: Words = w("依法规", "by regulation");
/// Performed on.
pub const PERFORMED: Words = w("履行情况", "Performed");
/// Not yet.
pub const NOT_PERFORMED: Words = w("尚未履行", "not yet");
/// In part.
pub const PARTLY: Words = w("部分履行", "in part");
/// Heading.
pub const DOCUMENTS: Words = w("文书与附件", "Documents");
/// There are none.
pub const NO_DOCUMENTS: Words = w("尚未上传文书。", "No document has been uploaded.");
/// Its name.
pub const NAME: Words = w("名称", "Name");
/// Its kind.
pub const FILE_KIND: Words = w("类型", "Kind");
/// Its size.
pub const SIZE: Words = w("大小", "Size");
/// When and by whom.
pub const BROUGHT: Words = w("上传", "Uploaded");
/// A file.
pub const FILE: Words = w("文件", "File");
/// Which files.
pub const FILE_HINT: Words = w(
    "PDF、OFD、Word、Excel、PNG、JPEG、TIFF，按内容识别；下载时一律另存，不在浏览器中打开。",
    "PDF, OFD, Word, Excel, PNG, JPEG or TIFF, told by their content; downloads are always saved, never shown by the browser.",
);
/// Its name here.
pub const NAME_HINT: Words = w("不填则用文件名", "the name of the file unless said");
/// Uploads it.
pub const UPLOAD: Words = w("上传", "Upload");
/// No file was chosen.
pub const NO_FILE: Words = w("请选择文件", "choose a file");
/// Heading.
pub const CORRECTIONS: Words = w("更正记录", "Corrections");
/// There are none.
pub const NO_CORRECTIONS: Words = w("没有撤销过的记录。", "No entry was ever annulled.");
/// Entry taken back.
pub const ENTRY: Words = w("被撤销的记录", "Entry annulled");
/// Who, when and why.
pub const BY_WHOM: Words = w("撤销人、时间和理由", "By whom, when and why");
/// Heading.
pub const REQUESTS: Words = w("审批事项", "Requests for approval");
/// There are none.
pub const NO_REQUESTS: Words = w("没有提请过审批。", "No approval was ever requested.");
/// Heading.
pub const RECORD_NEXT: Words = w("登记下一步", "Record the next step");
/// What it lists.
pub const RECORD_WHY: Words = w("只列依法可为的步骤。", "Only what the law allows from here is listed.");
/// Heading of what is only noted.
pub const NOTES: Words = w("其他可登记的事项", "What else can be recorded");
/// Heading of what waits.
pub const NOT_YET: Words = w("还不能办理的步骤", "Steps that wait for something");
/// No step is open.
pub const NO_STEP: Words = w("您在本案目前没有可登记的步骤。", "There is no step for you to record in this case now.");
/// Before what is missing.
pub const WAITS_FOR: Words = w("尚待：", "waits for: ");
/// Leads to every step.
pub const ALL_STEPS: Words = w("全部步骤", "All steps");
/// Prints the file.
pub const PRINT_HINT: Words = w("打印本页即得完整案卷（A4）。", "Print this page for the complete file on A4.");
/// Hands the case over.
pub const ASSIGN: Words = w("移交案件", "Hand the case over");
/// Person it goes to.
pub const TO_OFFICER: Words = w("承办人", "Officer");
/// Unit it goes to.
pub const TO_UNIT: Words = w("承办机构", "Handling unit");
/// Stays as it is.
pub const UNCHANGED: Words = w("不变", "unchanged");
/// Does it.
pub const ASSIGN_IT: Words = w("移交", "Hand over");
/// Nothing was chosen.
pub const NOTHING_CHOSEN: Words = w("请选择承办人或者承办机构", "choose an officer or a unit");
/// The number of its handler.
pub const ASSIGN_WHY: Words = w(
    "移交后由新的承办机构、承办人办理；记入审计日志。",
    "From then on the new unit or officer runs the file; the handover stands in the audit trail.",
);

/// What was just done, by the word an address carries.
pub fn done(code: &str) -> Option<Words> {
    match code {
        "linked" => Some(w("已关联。", "The cases are linked.")),
        "uploaded" => Some(w("文书已上传。", "The document is uploaded.")),
        "recorded" => Some(w("已登记。", "It is recorded.")),
        "annulled" => Some(w("已撤销该记录。", "The entry is annulled.")),
        "requested" => Some(w("已提请审批。", "The approval is requested.")),
        "approved" => Some(w("已批准，事项已登记入卷。", "Approved; the event is recorded in the file.")),
        "sent-back" => Some(w("已退回。", "It is sent back.")),
        "withdrawn" => Some(w("已撤回。", "It is withdrawn.")),
        "assigned" => Some(w("已移交。", "The case is handed over.")),
        _ => None,
    }
}

/// Somebody with a role: 李某某（申请人 · 138****5678）.
pub fn named(name: &str, role: &str, details: &str) -> Sentence {
    Sentence::new(format!("{name}（{role}{details}）"), format!("{name} ({role}{details})"))
}

/// The person a case is assigned to, and the name its entries give.
pub fn assigned(assigned: &str, named: &str) -> Sentence {
    Sentence::new(format!("{assigned}（卷内记载：{named}）"), format!("{assigned} (recorded: {named})"))
}

/// When an entry was written and by whom.
pub fn written(at: &str, by: &str, from_ledger: bool) -> Sentence {
    let (zh, en) = if from_ledger { ("由台账导入", "taken from a ledger") } else { ("登记", "recorded") };
    Sentence::new(format!("{at} {by} {zh}"), format!("{en} by {by}, {at}"))
}

/// Who took an entry back, when and why.
pub fn taken_back(at: &str, by: &str, reason: &str) -> Sentence {
    Sentence::new(format!("{at} {by} 撤销：{reason}"), format!("annulled by {by}, {at}: {reason}"))
}

/// The case through which another is tied.
pub fn through(number: &str) -> Sentence {
    Sentence::new(format!("经 {number}"), format!("through {number}"))
}

/// Days that run from service.
pub fn from_service(days: u32) -> Sentence {
    Sentence::new(format!("送达之日起{days}日"), format!("{days} days from service"))
}

/// Days a step adds and skips.
pub fn moved(added: i64, skipped: i64) -> Sentence {
    let (mut zh, mut en) = (Vec::new(), Vec::new());
    if added != 0 {
        zh.push(format!("计{added}"));
        en.push(format!("{added} counted"));
    }
    if skipped != 0 {
        zh.push(format!("不计{skipped}"));
        en.push(format!("{skipped} skipped"));
    }
    Sentence::new(zh.join("，"), en.join(", "))
}

/// Whose consent a step needs, with the article in the language of the page where there is more to say.
pub fn needs_consent(approver: Words, basis: &str) -> Sentence {
    let (zh, en) = if basis.is_empty() { (String::new(), String::new()) } else { (format!("（{basis}）"), format!(" ({basis})")) };
    Sentence::new(format!("须提请{}批准{zh}", approver.zh), format!("the consent of the {} must be asked for{en}", approver.en))
}

/// Who came for an agency to a hearing. What is not recorded is not said.
pub fn appeared(
    agency: &str,
    attended: Option<bool>,
    (name, post): (Option<&str>, Option<&str>),
    staff: Option<&Vec<&str>>,
    lawyer: Option<bool>,
) -> Sentence {
    let who: Vec<&str> = [name, post].into_iter().flatten().collect();
    let head = match attended {
        Some(true) => ("负责人出庭", "the responsible person appeared"),
        Some(false) => ("负责人未出庭", "the responsible person did not appear"),
        None => ("负责人是否出庭未记载", "whether the responsible person appeared is not recorded"),
    };
    let (mut zh, mut en) = (head.0.to_owned(), head.1.to_owned());
    if !who.is_empty() {
        zh += &format!("（{}）", who.join("，"));
        en += &format!(" ({})", who.join(", "));
    }
    match staff.map(|staff| staff.join("、")) {
        Some(names) if names.is_empty() => {
            zh += "；没有工作人员出庭";
            en += "; no staff came";
        }
        Some(names) => {
            zh += &format!("；工作人员：{names}");
            en += &format!("; staff: {names}");
        }
        None => {}
    }
    if lawyer == Some(true) {
        zh += "；律师出庭";
        en += "; a lawyer came";
    }
    if agency.is_empty() { Sentence::new(zh, en) } else { Sentence::new(format!("{agency}：{zh}"), format!("{agency}: {en}")) }
}

/// The size of a file.
pub fn bytes(size: u64) -> String {
    match size {
        0..1024 => format!("{size} B"),
        1024..1_048_576 => format!("{} kB", size / 1024),
        _ => format!("{:.1} MB", size as f64 / 1_048_576.0),
    }
}

// ── approvals ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

/// Nothing waits.
pub const NOTHING_WAITS: Words = w("没有待您审批的事项。", "No request waits for you.");
/// What comes here.
pub const WHAT_WAITS: Words = w(
    "承办人提请、依法应由您批准的事项会列在这里；本人提请的事项由其他负责人审批。",
    "Requests that the law puts before you appear here. Your own are for another head to decide.",
);
/// Case.
pub const CASE: Words = w("案件", "Case");
/// What is asked.
pub const ASKED: Words = w("提请事项", "Asked for");
/// Why.
pub const ASKED_WHY: Words = w("理由", "Reason");
/// By which article.
pub const LEGAL_BASIS: Words = w("法律依据", "Legal basis");
/// Whose consent.
pub const APPROVER: Words = w("批准人", "To be approved by");
/// By whom and when.
pub const ASKED_BY: Words = w("提请", "Requested");
/// How it was decided.
pub const DECIDED: Words = w("处理", "Decided");
/// Remark.
pub const REMARK: Words = w("审批意见", "Remark");
/// When it is needed.
pub const REMARK_HINT: Words = w("退回时必填", "needed to send it back");
/// Approves.
pub const APPROVE: Words = w("批准", "Approve");
/// Sends back.
pub const SEND_BACK: Words = w("退回", "Send back");
/// Withdraws.
pub const WITHDRAW: Words = w("撤回", "Withdraw");
/// The case has changed since.
pub const STALE: Words =
    w("提请后案卷已有变动，只能退回，由承办人重新提请。", "The file has changed since: it can only be sent back and asked for again.");

/// How many wait.
pub fn waiting(count: usize) -> Sentence {
    let en = if count == 1 { "1 request waits".to_owned() } else { format!("{count} requests wait") };
    Sentence::new(format!("{count}项待审批，先提请的在前"), format!("{en}, the oldest first"))
}

/// A day, and what was proposed for it.
pub fn proposed(name: Words, zh: &str, en: &str) -> Sentence {
    Sentence::new(format!("{}（{zh}）", name.zh), format!("{} ({en})", name.en))
}

/// By whom and when.
pub fn by_at(by: &str, at: &str) -> Sentence {
    Sentence::new(format!("{by} · {at}"), format!("{by} · {at}"))
}
