//! From the application to acceptance (23-30..36).

use crate::domain::case::event::Event;
use crate::domain::case::field::{Many, Money};
use crate::domain::case::parts::*;
use crate::domain::case::transition::{Check, Guard};
use crate::domain::law::CorrectionNotices;
use crate::domain::words::{Sentence, Words};

guard!(OBSTACLE_ENDED, "R1", "23-20(2)", "障碍消除在其开始之后", "an obstacle ends after it began", |step| match step.event {
    Some(Event::ApplicationReceived(data)) => Check::ensure(
        data.obstacle_from.zip(data.obstacle_removed_on).is_none_or(|(from, removed)| from <= removed),
        "障碍消除日期早于开始日期",
        "the obstacle is said to be removed before it began",
    ),
    _ => Check::Holds,
});

guard!(FIRST_NOTICE, "A02", "23-31(1)", "补正通知一次性作出", "one correction notice, everything at once", |step| {
    Check::ensure(
        !step.case.attributes.correction_noticed || step.law.settings.correction_notices == CorrectionNotices::Again,
        "补正应当一次性通知，本案已通知过",
        "a correction notice was already sent; it must name everything at once",
    )
});

guard!(
    SUPPLEMENT_OVER,
    "R6",
    "23-31(2)",
    "补正期限已满，无正当理由",
    "the time to supplement is over, without justified reason",
    |step| {
        if let Some(Event::SupplementLapsed(data)) = step.event
            && data.no_justified_reason == Some(false)
        {
            return Check::Broken(Sentence::new("有正当理由的，应当延长补正期限", "with a justified reason the time is extended instead"));
        }
        match step.case.attributes.supplement_until {
            Some(until) if step.on <= until => {
                Check::Broken(Sentence::new(format!("补正期限至{until}，尚未届满"), format!("the applicant may supplement until {until}")))
            }
            _ => Check::Holds,
        }
    }
);

guard!(
    NOT_BARRED,
    "RI-4",
    "23-30(1)(vii), 23-29(2)",
    "未被其他机关、法院受理",
    "not accepted by another organ or a court",
    |step| {
        Check::ensure(
            !step.case.attributes.accepted_elsewhere,
            "已有机关或者法院受理同一行政行为",
            "an organ or a court has already accepted this act (RJ-7)",
        )
    }
);

guard!(
    NOT_WITHDRAWN_BEFORE,
    "RI-11",
    "23-74(2)",
    "撤回后未以同一事实和理由再次申请",
    "not the same facts and reasons after a permitted withdrawal",
    |step| {
        Check::ensure(
            !step.case.attributes.barred_by_withdrawal,
            "准予撤回后不得以同一事实和理由再次申请，能够证明撤回违背真实意思的除外",
            "after a permitted withdrawal the same facts and reasons bar a new application unless the withdrawal is proved involuntary",
        )
    }
);

guard!(TWO_STAFF, "IR-32", "IR-32", "承办人不少于两人", "at least two staff", |step| match step.event {
    Some(Event::Accepted(data)) => {
        Check::ensure(
            data.staff.is_none_or(|staff| staff >= 2),
            "办理行政复议案件应当由2名以上工作人员参加",
            "at least two staff must handle a case",
        )
    }
    _ => Check::Holds,
});

guard!(SUMMARY_ALLOWED, "SP", "23-53", "符合简易程序条件", "the summary procedure is allowed", |step| match step.event {
    Some(Event::Accepted(data)) if data.procedure == Some(Procedure::Summary) => {
        let ground = data.ground.as_ref().and_then(|ground| step.law.codes.code("summary-ground", ground.as_str()));
        let agreed = ground.is_some_and(|ground| ground.flag("by_agreement"));
        let most = ground.and_then(|ground| ground.text("amount_limit_fen")?.parse().ok()).map(Money);
        if step.regime == Regime::Law2017 {
            Check::Broken(Sentence::new("2017年行政复议法没有简易程序", "the 2017 law has no summary procedure"))
        } else if most.zip(step.case.attributes.amount).is_some_and(|(most, amount)| amount > most) {
            Check::Broken(Sentence::new(
                "款额超过三千元的，不能以款额为由适用简易程序",
                "the amount is above the limit of the summary procedure (SP-3)",
            ))
        } else {
            Check::ensure(
                agreed || data.clear != Some(false),
                "事实清楚、权利义务关系明确、争议不大的，或者各方同意的，才可以适用简易程序",
                "summary procedure needs clear facts and duties and little dispute, or the agreement of all parties",
            )
        }
    }
    _ => Check::Holds,
});

guard!(
    REVIEW_PERIOD_OVER,
    "R8",
    "23-30(3)",
    "审查期限届满，未作出不予受理决定",
    "the review period is over without a refusal",
    |step| {
        match step.case.turns {
            Some((last, _)) => {
                Check::ensure(step.on >= last, &format!("审查期限至{last}"), &format!("the review period runs until {last}"))
            }
            None => Check::Holds,
        }
    }
);

guard!(REFUSED_WITH_REASONS, "RI-3", "23-30(2), 23-33", "说明理由", "with reasons", |step| {
    let grounds = match step.event {
        Some(Event::Rejected(data)) => data.ground.as_ref(),
        Some(Event::ApplicationDismissed(data)) => data.ground.as_ref(),
        _ => return Check::Holds,
    };
    Check::recorded(
        grounds.is_some_and(|grounds| !grounds.0.is_empty()),
        "不予受理、驳回申请应当说明理由（RJ代码）",
        "a refusal must say on which ground (an RJ code)",
    )
});

guard!(
    NAMES_COMPETENT_ORGAN,
    "R9",
    "23-30(2)",
    "不属于本机关管辖的，告知有管辖权的机关",
    "names the competent organ when not ours (RJ-6)",
    |step| {
        match step.event {
            Some(Event::Rejected(data)) if data.ground.iter().flat_map(Many::iter).any(|ground| ground.as_str() == "RJ-6") => {
                Check::recorded(
                    data.competent_organ.is_some(),
                    "不属于本机关管辖的，应当告知有管辖权的行政复议机关",
                    "when the case is not ours the refusal names the competent organ",
                )
            }
            _ => Check::Holds,
        }
    }
);
