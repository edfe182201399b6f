//! After the decision: effect, performance, suit, the superior (23-33..35, 23-75..79).

use crate::domain::case::event::Event;
use crate::domain::case::file::*;
use crate::domain::case::parts::*;
use crate::domain::case::periods;
use crate::domain::case::transition::{Check, Guard};
use crate::domain::words::{Sentence, Words};

guard!(SERVED, "RI-18", "23-75(2)", "决定书已送达", "the decision has been served", |step| {
    Check::recorded(
        step.case.state != State::Decided,
        "决定书尚未送达，送达后方发生效力",
        "the decision takes effect only when it is served",
    )
});

guard!(
    NOT_SAME_ACT,
    "RI-14",
    "23-64(2), 17-28(2)",
    "不得以同一事实和理由作出基本相同的行为",
    "not the same act on the same facts and reasons",
    |step| match step.event {
        Some(Event::ActRemade(data)) => Check::ensure(
            data.same_facts_and_reasons != Some(true) || step.regime == Regime::Law2023 && step.case.attributes.procedural_only,
            "被申请人不得以同一的事实和理由作出相同或者基本相同的行为，因违反法定程序被撤销的除外",
            "the respondent may not make basically the same act on the same facts and reasons unless it was revoked for procedure only",
        ),
        _ => Check::Holds,
    }
);

guard!(LETTER_OPEN, "R25", "23-77(2)", "意见书尚未落实", "an opinion letter is not performed", |step| {
    Check::ensure(step.case.attributes.opinion_letters_open > 0, "没有尚未落实的意见书", "no opinion letter is open")
});

guard!(LETTER_NAMED, "R30", "23-76", "反馈对应一份未反馈的意见书", "the feedback answers an open opinion letter", |step| {
    match step.event {
        Some(Event::OpinionFeedbackReceived(data)) => Check::ensure(
            step.case.letter_answered_by(data).is_some() || (data.number.is_none() && data.letter_on.is_none() && data.from.is_none()),
            "没有与所注文号、日期、机关相符且尚未反馈的意见书",
            "no open opinion letter has this number, day and addressee",
        ),
        _ => Check::Holds,
    }
});

guard!(DISMISSED, "R10b", "23-35", "结案方式为驳回申请", "the application was dismissed", |step| {
    let dismissed = step.case.outcome.as_ref().is_some_and(|outcome| outcome.as_str() == "DISMISS-APPLICATION");
    Check::ensure(dismissed, "上级责令受理针对驳回申请的决定", "the superior may order review where the application was dismissed")
});

guard!(NO_JUSTIFIED_REASON, "R10", "23-35, IR-31", "无正当理由", "without justified reason", |step| match step.event {
    Some(Event::SuperiorOrdered(data)) => {
        Check::ensure(data.no_justified_reason != Some(false), "有正当理由的不予责令", "there was a justified reason")
    }
    _ => Check::Holds,
});

guard!(
    DECISION_OVERDUE,
    "RI-5",
    "23-29(1), 23-34, APL-45",
    "复议期限届满未作决定",
    "the period to decide is over without a decision",
    |step| {
        if periods::decision_overdue(step.case, step.on, step.law) {
            return Check::Holds;
        }
        match periods::decide_by(step.case, step.law, true) {
            Some(last) => Check::Broken(Sentence::new(
                format!("复议期限至{last}，期限内不得起诉、直接受理或者责令"),
                format!("the period to decide runs until {last}"),
            )),
            None => Check::Broken(Sentence::new("复议期限尚未届满", "the period to decide is not over")),
        }
    }
);

guard!(LITIGATED, "R28", "JI-89", "本案被诉", "the case is in court", |step| {
    Check::recorded(step.case.attributes.litigated, "未记载本案被诉", "no suit on this case is recorded")
});

guard!(ORDERED_AGAIN, "R28", "JI-89", "判决责令重新作出复议决定", "the judgment orders a new decision", |step| match step.event
{
    Some(Event::DecisionRevokedByCourt(data)) => Check::ensure(
        data.ordered_again != Some(false),
        "判决未责令重新作出复议决定的，不重新审理",
        "without an order to decide again the case is not reopened",
    ),
    _ => Check::Holds,
});

guard!(
    NOT_COMPULSORY,
    "R27d",
    "JI-58",
    "复议非前置，针对原行政行为",
    "reconsideration not compulsory, original act attacked",
    |step| {
        Check::ensure(
            step.case.attributes.compulsory_first != Some(true),
            "复议前置案件撤回复议申请后不得起诉",
            "in a compulsory-first case a withdrawal leaves no suit",
        )
    }
);

guard!(WITHDRAWN, "R27d", "JI-58", "因撤回终止", "terminated after a withdrawal (TE-1)", |step| {
    let outcome = step.case.outcome.as_ref().map(|outcome| outcome.as_str());
    Check::ensure(
        outcome.is_some_and(|outcome| ["TERM-SETTLED", "TERM-CHANGED", "TERM-WITHDRAWN"].contains(&outcome)),
        "只有撤回申请终止的案件可以对原行政行为起诉",
        "only after a withdrawal may the original act be sued on",
    )
});

guard!(NOTHING_OPEN, "R29", "practice", "没有未了的期限、函件、诉讼", "no open clock, letter or suit", |step| {
    let case = step.case;
    if case.something_open() {
        return Check::Broken(Sentence::new("尚有未了的诉讼、意见书或者履行", "a suit, an opinion letter or a performance is still open"));
    }
    let unperformed = case.performance.as_ref().is_some_and(|duty| duty.performed_on.is_none());
    Check::recorded(!unperformed, "尚未记载履行", "performance is not recorded")
});

guard!(ORIGINAL_ACT, "R27d", "JI-58", "针对原行政行为", "the original act is attacked", |step| match step.event {
    Some(Event::Sued(data)) => Check::ensure(
        data.original_act_attacked != Some(false),
        "撤回复议申请后只能对原行政行为起诉",
        "after a withdrawal only the original act may be sued on",
    ),
    _ => Check::Holds,
});

guard!(SUE_PERIOD_OVER, "R26", "23-78, APL-45", "逾期不起诉又不履行", "neither sued in time nor performed", |step| {
    if step.case.attributes.litigated {
        return Check::Broken(Sentence::new("本案被诉未结，不得强制执行", "a suit on the case is open"));
    }
    let served = step.case.attributes.served_on.filter(|_| step.case.state == State::Effective);
    match served.and_then(|day| periods::last_day(step.law, "apl-sue-after-decision", day, &[], None)) {
        Some(last) => Check::ensure(step.on > last, &format!("起诉期限至{last}"), &format!("the period to sue runs until {last}")),
        None => Check::Holds,
    }
});
