//! What the forms say: opening a case, recording a step, correcting a mistake. The names of events and fields stand with the events.

use crate::domain::Day;
use crate::domain::words::{Lang, Sentence, Words};

/// Opening a case.
pub const REGISTER: Words = Words { zh: "登记案件", en: "Register a case" };
/// What to choose.
pub const CHOOSE_KIND: Words =
    Words { zh: "收到了什么？选择一项，随后填写登记表。", en: "What has come in? Choose one; its form follows." };
/// Nothing may be opened.
pub const NOTHING_TO_REGISTER: Words =
    Words { zh: "您没有可以登记的案件种类。", en: "There is no kind of case you may register." };
/// Recording a step.
pub const STEPS: Words = Words { zh: "登记下一步", en: "Record the next step" };
/// List of cases.
pub const CASES: Words = Words { zh: "案件", en: "Cases" };
/// Steps to another state.
pub const MOVES_ON: Words = Words { zh: "推进案件", en: "Moves the case on" };
/// Steps about hearings.
pub const HEARINGS: Words = Words { zh: "开庭与听证", en: "Hearings" };
/// Steps that only note something.
pub const NOTES: Words = Words { zh: "记载事项", en: "To be noted" };
/// Steps that wait.
pub const WAITING: Words = Words { zh: "尚需等待", en: "Waiting for something" };
/// Explains them.
pub const WAITING_HINT: Words = Words {
    zh: "条件具备之后即可登记；如实际已经具备，可先补记相应事项。",
    en: "They can be recorded once the condition holds; if it does, record what is missing first.",
};
/// Steps that are not possible.
pub const NOT_NOW: Words = Words { zh: "现在不能登记的事项及其理由", en: "What cannot be recorded now, and why" };
/// There is no step.
pub const NO_STEPS: Words = Words { zh: "本案没有可以登记的下一步。", en: "There is no next step to record in this case." };
/// Who looks may not write.
pub const READ_ONLY: Words = Words {
    zh: "您可以查阅本案，但不能登记事项。以下为依法可以进行的下一步。",
    en: "You may read this case, but not record anything. These are its lawful next steps.",
};
/// The consent of a head.
pub const APPROVAL: Words = Words { zh: "需审批", en: "needs approval" };
/// State of a case.
pub const STATE: Words = Words { zh: "状态", en: "State" };
/// Number of a case.
pub const NUMBER: Words = Words { zh: "案号", en: "Case number" };
/// A case without one.
pub const NO_NUMBER: Words = Words { zh: "尚无案号", en: "no number yet" };
/// People of a case.
pub const PARTIES: Words = Words { zh: "当事人", en: "Parties" };
/// Back to the file.
pub const TO_THE_FILE: Words = Words { zh: "查看案卷", en: "Open the file" };
/// A paper.
pub const DOCUMENT: Words = Words { zh: "文书", en: "Paper" };
/// Where it comes from.
pub const LEGAL_BASIS: Words = Words { zh: "依据", en: "Legal basis" };
/// Day of an event.
pub const DAY_OF_EVENT: Words = Words { zh: "日期", en: "Day it happened" };
/// It must be filled in.
pub const MUST: Words = Words { zh: "必填", en: "required" };
/// Yes.
pub const YES: Words = Words { zh: "是", en: "Yes" };
/// No.
pub const NO: Words = Words { zh: "否", en: "No" };
/// Neither.
pub const NOT_RECORDED: Words = Words { zh: "未记载", en: "Not recorded" };
/// Nothing chosen.
pub const CHOOSE: Words = Words { zh: "请选择", en: "Choose" };
/// Money.
pub const IN_YUAN: Words = Words { zh: "单位：元", en: "in yuan" };
/// Less usual fields.
pub const MORE_FIELDS: Words = Words { zh: "更多内容（可不填）", en: "More, if known" };
/// Sends the form.
pub const RECORD: Words = Words { zh: "登记", en: "Record" };
/// Sends it as a request.
pub const ASK: Words = Words { zh: "提请审批", en: "Ask for approval" };
/// Keeps it for another time.
pub const SAVE_DRAFT: Words = Words { zh: "暂存草稿", en: "Keep as a draft" };
/// Throws the draft away.
pub const DISCARD: Words = Words { zh: "放弃草稿，重新填写", en: "Throw the draft away" };
/// It is kept.
pub const DRAFT_SAVED: Words =
    Words { zh: "草稿已保存，可随时回到此页继续填写。", en: "The draft is kept; come back to this page at any time." };
/// Unit that runs the file.
pub const HANDLER: Words = Words { zh: "承办机构", en: "Unit that runs the file" };
/// Number of the case, if it has one.
pub const NUMBER_HINT: Words = Words { zh: "括号不限；尚未编号可以以后再填", en: "any brackets will do; it may come later" };
/// Why consent is asked for.
pub const REASON: Words = Words { zh: "提请审批的理由", en: "Why you ask for approval" };
/// Groups of an appearance.
pub const WHO_APPEARED: Words = Words { zh: "出庭情况", en: "Who appeared" };
/// The responsible person.
pub const RESPONSIBLE_PERSON: Words = Words { zh: "出庭的负责人", en: "The responsible person" };
/// Absence.
pub const ABSENCE: Words = Words { zh: "负责人未出庭的", en: "If the responsible person was absent" };
/// Staff and lawyer.
pub const STAFF_AND_LAWYER: Words = Words { zh: "工作人员与律师", en: "Staff and lawyer" };
/// What the court asked for.
pub const COURT_NOTICE: Words = Words { zh: "法院的通知", en: "What the court asked for" };
/// What happened there.
pub const CONDUCT: Words = Words { zh: "庭审中", en: "At the hearing" };
/// A refusal of the law.
pub const LAW_REFUSES: Words = Words { zh: "依法不能登记", en: "The law does not allow it" };
/// Somebody was faster.
pub const STALE: Words = Words { zh: "本案已有新的记载", en: "The case has changed meanwhile" };
/// What to do about it.
pub const STALE_HINT: Words = Words {
    zh: "在您填写期间，其他人登记了以下内容。您填写的内容仍在下方；核对后可再次登记。",
    en: "While you were typing, somebody recorded what follows. What you typed is still below; check it and record again.",
};
/// Correcting a mistake.
pub const ANNULMENT: Words = Words { zh: "撤销误记", en: "Annul an entry" };
/// What it does.
pub const ANNULMENT_HINT: Words = Words {
    zh: "被撤销的条目不删除，仍可查阅，但不再计算。撤销之后可以用原来的内容重新登记。",
    en: "An annulled entry is not deleted: it can still be read, but no longer counts. Afterwards it can be recorded anew from its old content.",
};
/// The entry.
pub const ENTRY: Words = Words { zh: "条目", en: "Entry" };
/// Annuls.
pub const ANNUL: Words = Words { zh: "提请撤销", en: "Ask to annul it" };
/// It is annulled.
pub const ANNULLED: Words = Words { zh: "该条目已经撤销。", en: "This entry has been annulled." };
/// Records again.
pub const RECORD_ANEW: Words = Words { zh: "用原来的内容重新登记", en: "Record it anew from its old content" };
/// The old content.
pub const FROM_ENTRY: Words = Words {
    zh: "以下内容取自原条目，请更正后登记。",
    en: "This is the content of the old entry; correct it, then record.",
};
/// Is it the same matter?
pub const LOOK_FIRST: Words = Words { zh: "请先核对", en: "Check this first" };
/// Goes on all the same.
pub const LOOK_FIRST_HINT: Words =
    Words { zh: "核对无误后，再次点击“登记”即可。", en: "If all is well, press “Record” once more." };

/// Adds a row of a list.
pub fn another(label: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("再加一行：{label}"),
        Lang::En => format!("Another row: {label}"),
    }
}

/// A draft that was found.
pub fn draft_from(at: &str) -> Sentence {
    Sentence::new(
        format!("以下是您于{at}填写、尚未登记的内容。"),
        format!("This is what you typed on {at} (China time) and have not recorded yet."),
    )
}

/// Whose consent a step needs.
pub fn needs_approval(approver: Words, article: &str) -> Sentence {
    Sentence::new(
        format!("此事项须经{}批准（{article}）。登记时将提请审批，批准后自动记入案卷。", approver.zh),
        format!(
            "This step needs the consent of the {} ({article}). Sending the form asks for it; once given, the step is recorded.",
            approver.en
        ),
    )
}

/// A step was recorded.
pub fn recorded(event: Words, on: Day) -> Sentence {
    Sentence::new(format!("已登记：{}（{on}）。", event.zh), format!("Recorded: {} ({on}).", event.en))
}

/// A case was opened.
pub fn registered(event: Words) -> Sentence {
    Sentence::new(format!("案件已登记：{}。", event.zh), format!("The case is registered: {}.", event.en))
}

/// A request was filed.
pub fn requested(event: Words) -> Sentence {
    Sentence::new(format!("已提请审批：{}。", event.zh), format!("Approval has been asked for: {}.", event.en))
}

/// Rule and article of a refusal.
pub fn by_rule(rule: &str, article: &str) -> Sentence {
    Sentence::new(format!("规则 {rule}，{article}"), format!("Rule {rule}, {article}"))
}

/// An application that seems to be late.
pub fn late(last: Day, article: &str) -> Sentence {
    Sentence::new(
        format!("申请可能已超过法定期限：最后一日为{last}（{article}）。"),
        format!("The application seems to be out of time: its last day was {last} ({article})."),
    )
}

/// A case of the same applicant.
pub fn same_party(name: &str) -> Sentence {
    Sentence::new(format!("“{name}”另有案件："), format!("There is another case of {name}: "))
}

/// A case about the same act.
pub fn same_act(number: &str) -> Sentence {
    Sentence::new(format!("针对同一行为（{number}）另有案件："), format!("There is another case about the same act ({number}): "))
}

/// The number proposed.
pub fn proposed_number(number: &str) -> Sentence {
    Sentence::new(format!("下一个可用案号：{number}"), format!("next free number: {number}"))
}

/// A case by its number or id.
pub fn case_named(number: Option<&str>, id: i64) -> Sentence {
    match number {
        Some(number) => Sentence::new(number, number),
        None => Sentence::new(format!("案件{id}（尚无案号）"), format!("case {id} (no number yet)")),
    }
}
