//! Conditions of the litigation tables, each with its rule of lifecycle.md and its article.

use crate::domain::case::event::Event;
use crate::domain::case::field::Outcome;
use crate::domain::case::file::*;
use crate::domain::case::parts::*;
use crate::domain::case::periods;
use crate::domain::case::transition::{Check, Guard, Step};
use crate::domain::words::{Sentence, Words};

guard!(NOT_PENDING, "LI-12", "23-29(1), JI-57, APL-45", "复议未在进行中", "no reconsideration is pending", |step| match step.event {
    Some(Event::ComplaintReceived(data)) => Check::ensure(
        data.reconsideration_pending != Some(true),
        "复议机关已受理且期限未满的，不得起诉；先受理者优先",
        "no suit while reconsideration is pending; the body that accepted first prevails",
    ),
    _ => Check::Holds,
});

guard!(
    NOT_SUED_BEFORE,
    "LI-8",
    "JI-60, 61",
    "准许撤诉后未以同一事实和理由再起诉",
    "not the same facts and reasons after a permitted withdrawal",
    |step| {
        match step.event {
            Some(Event::ComplaintReceived(data)) => Check::ensure(
                data.same_facts_after_withdrawal != Some(true),
                "准许撤诉后以同一事实和理由重新起诉的，不予立案",
                "after a permitted withdrawal the same facts and reasons bar a new suit",
            ),
            _ => Check::Holds,
        }
    }
);

guard!(NO_SUMMARY_AFTER_REMAND, "LI-5", "APL-82(3)", "发回重审不适用简易程序", "no summary procedure after a remand", |step| {
    match step.event {
        Some(Event::ComplaintReceived(data)) => Check::ensure(
            !(data.after_remand == Some(true) && data.procedure == Some(CourtProcedure::Summary)),
            "发回重审、按照审判监督程序再审的案件不适用简易程序",
            "summary procedure is not open after a remand or in a retrial",
        ),
        _ => Check::Holds,
    }
});

guard!(DEFENCE_PERIOD_OVER, "L3", "APL-67(1), JI-108(2), JI-111", "答辩期限届满", "the period for the defence is over", |step| {
    match step.case.turns {
        Some((last, _)) => Check::ensure(step.on >= last, &format!("答辩期限至{last}"), &format!("the period runs until {last}")),
        None => Check::Holds,
    }
});

guard!(DEFENCE_CLOSED, "L2", "APL-67", "已答辩举证或者期限届满", "defence filed, or its period over", |step| {
    Check::recorded(
        step.case.state != State::Notified || step.case.attributes.defence_closed,
        "等待答辩举证，或者答辩期限届满",
        "waits for the defence, or for its period to run out",
    )
});

guard!(OBJECTION_IN_TIME, "L4", "JI-10(1)", "收到起诉状副本之日起十五日内", "within fifteen days of the complaint", |step| {
    in_time(step, "ji-jurisdiction-objection", step.case.received_on)
});

guard!(OBJECTION_FILED, "L4", "JI-10", "已提出管辖异议", "an objection was filed", |step| {
    Check::recorded(
        step.case.marks.iter().any(|mark| mark.event == "jurisdiction-objection-filed"),
        "未记载管辖异议",
        "no jurisdiction objection is recorded",
    )
});

guard!(EVIDENCE_REQUEST_IN_TIME, "A-evidence", "JI-34", "举证期限内书面申请", "asked for within the period", |step| {
    in_time(step, "ji-defer-evidence-request", step.case.received_on)
});

fn in_time(step: &Step<'_>, rule: &str, from: Option<crate::domain::Day>) -> Check {
    match from.and_then(|from| periods::last_day(step.law, rule, from, &[], None)) {
        Some(last) => Check::ensure(step.on <= last, &format!("期限至{last}，已经届满"), &format!("the period ended on {last}")),
        None => Check::Holds,
    }
}

guard!(CONVERTED_BEFORE_END, "L5", "APL-84, JI-105", "简易程序审限届满前", "summary, before its 45 days end", |step| {
    if step.case.attributes.court_procedure == Some(CourtProcedure::Ordinary) {
        return Check::Broken(Sentence::new("本案已是普通程序", "the case is already under the ordinary procedure"));
    }
    let filed = step.case.marks.iter().find(|mark| mark.event == "case-filed").map(|mark| mark.on);
    in_time(step, "apl-decide-summary", filed)
});

guard!(SUIT_WITHDRAWAL_ASKED, "L11", "APL-62", "原告申请撤诉", "the plaintiff asked to withdraw", |step| {
    Check::recorded(
        matches!(step.case.attributes.withdrawal, Some(Withdrawal::Pending(_))),
        "未记载撤诉申请",
        "no request to withdraw the suit is recorded",
    )
});

guard!(TERMINATION_GROUND, "L9", "JI-88", "法定终结情形", "a statutory ground of termination", termination);

fn termination(step: &Step<'_>) -> Check {
    let Some(Event::LitigationTerminated(data)) = step.event else { return Check::Holds };
    let Some(ground) = &data.ground else {
        return Check::NotRecorded(Sentence::new("未记载终结情形（LT代码）", "the ground of termination is not recorded (an LT code)"));
    };
    if ground.as_str() != "LT-3" {
        return Check::Holds;
    }
    let Some(suspension) = &step.case.suspension else {
        return Check::Broken(Sentence::new(
            "中止满九十日的终结以正在中止为前提",
            "termination by lapse presupposes that the suit is suspended",
        ));
    };
    let lapses = suspension.ground.as_ref().and_then(|ground| step.law.codes.code("litigation-suspension-ground", ground));
    if lapses.is_some_and(|entry| !entry.flag("ninety_day")) {
        return Check::Broken(Sentence::new(
            "只有LS-1至LS-3的中止满九十日才终结诉讼",
            "only a suspension on LS-1 to LS-3 ends by the lapse of ninety days",
        ));
    }
    match periods::last_day(step.law, "ji-suspension-terminate", suspension.since, &[], None) {
        Some(full) => Check::ensure(step.on >= full, &format!("中止至{full}方满九十日"), &format!("the ninety days are full on {full}")),
        None => Check::Holds,
    }
}

guard!(SUMMONED, "L14", "APL-58", "经合法传唤，无正当理由", "properly summoned, no justified reason", |step| match step.event {
    Some(Event::DefendantAbsent(data)) => Check::ensure(
        data.properly_summoned != Some(false) && data.justified != Some(true),
        "未经合法传唤或者有正当理由的，不构成APL第58条的缺席",
        "without a proper summons, or with a justified reason, Art. 58 does not apply",
    ),
    _ => Check::Holds,
});

/// Lead outcome and per-agency outcomes a judgment or ruling names.
fn outcomes<'a>(step: &Step<'a>) -> Vec<&'a Outcome> {
    let (lead, results) = match step.event {
        Some(Event::JudgmentAnnounced(data)) => (data.outcome.as_ref(), data.results.as_ref()),
        Some(Event::JudgmentServed(data)) => (data.outcome.as_ref(), data.results.as_ref()),
        Some(Event::RulingServed(data)) => (data.outcome.as_ref(), None),
        Some(Event::SupervisionDecided(data)) => (data.outcome.as_ref(), None),
        Some(Event::NonlitRuled(data)) => (data.outcome.as_ref(), None),
        Some(Event::CourtReviewDecided(data)) => (data.outcome.as_ref(), None),
        _ => (None, None),
    };
    lead.into_iter().chain(results.into_iter().flat_map(|many| many.iter().map(|result| &result.outcome))).collect()
}

/// Every outcome named must start with one of the prefixes that belong to this procedure; at least one must be known.
fn outcome_of(step: &Step<'_>, prefixes: &[&str]) -> Check {
    if step.event.is_none() {
        return Check::Holds;
    }
    let named = outcomes(step);
    if named.is_empty() && step.case.outcome.is_none() {
        return Check::NotRecorded(Sentence::new("未记载裁判结果（outcome）", "the outcome is not recorded"));
    }
    let alone = |outcome: &&&Outcome| step.law.codes.outcome(outcome.as_str()).is_some_and(|entry| !entry.closing);
    if let Some(outcome) = named.iter().find(alone) {
        return Check::Broken(Sentence::new(
            format!("{outcome}只能附于其他裁判结果，不能单独结案"),
            format!("{outcome} only goes with another outcome; it never closes a case alone"),
        ));
    }
    match named.iter().find(|outcome| !prefixes.iter().any(|prefix| outcome.as_str().starts_with(prefix))) {
        Some(outcome) => Check::Broken(Sentence::new(
            format!("{outcome}不是本程序的裁判结果"),
            format!("{outcome} is not an outcome of this procedure ({})", prefixes.join(", ")),
        )),
        None => Check::Holds,
    }
}

guard!(
    JUDGED_IN_THE_CASE,
    "ORDER",
    "APL-80, JI-101",
    "裁判日期在收到材料之后、送达之前",
    "judged after the papers arrived and not after service",
    |step| {
        let made_on = match step.event {
            Some(Event::JudgmentServed(data)) => data.judgment_on,
            Some(Event::RulingServed(data)) => data.made_on,
            _ => None,
        };
        let Some(made_on) = made_on else { return Check::Holds };
        Check::ensure(
            step.case.received_on.is_none_or(|received| received <= made_on) && made_on <= step.on,
            &format!("裁判日期{made_on}早于收到材料之日或者晚于送达之日"),
            &format!("the judgment or ruling is dated {made_on}, before the papers arrived or after its service"),
        )
    }
);

guard!(
    THE_JUDGMENT_ANNOUNCED,
    "L17",
    "APL-80",
    "送达的是已宣告的判决",
    "what is served after the end of the trial is the judgment announced",
    |step| {
        let Some(Event::JudgmentServed(data)) = step.event else { return Check::Holds };
        if matches!(step.case.state, State::Notified | State::InTrial) {
            return Check::Holds;
        }
        let known = step.case.marks.iter().any(|mark| ["judgment-announced", "judgment-served"].contains(&mark.event));
        let same = data.outcome.is_none() || step.case.outcome.is_none() || data.outcome == step.case.outcome;
        Check::ensure(
            known && same,
            "本案已经以其他方式结案，或者送达的判决与宣告的不同",
            "the case ended otherwise, or the judgment served is not the one announced",
        )
    }
);

guard!(JUDGMENT_OUTCOME, "L17", "APL-69..78", "一审判决结果", "an outcome of a first-instance judgment", |step| outcome_of(
    step,
    &["J-", "PI-"]
));
guard!(RULING_OUTCOME, "L15", "JI-101", "一审裁定结果", "an outcome of a first-instance ruling", |step| outcome_of(step, &["R-"]));
guard!(APPEAL_OUTCOME, "S5", "APL-89, JI-109, 123", "二审裁判结果", "an outcome on appeal", |step| outcome_of(step, &["A-"]));
guard!(RETRIAL_OUTCOME, "T8", "JI-119, 122, 123", "再审裁判结果", "an outcome of a retrial", |step| outcome_of(step, &["T-", "J-"]));
guard!(SUPERVISION_OUTCOME, "P3", "PSR-11", "检察监督结果", "a result of supervision", |step| outcome_of(step, &["P-"]));
guard!(ENFORCEMENT_OUTCOME, "N6", "JI-160, 161", "非诉执行审查结果", "a result of the enforcement review", |step| outcome_of(
    step,
    &["N-"]
));

guard!(
    BOTH_ACTS_JUDGED,
    "LI-13",
    "APL-79, JI-136(1)",
    "双被告：一并裁判复议决定",
    "two defendants: the reconsideration decision is judged as well",
    |step| {
        let role = |role| step.case.agencies.iter().any(|agency| agency.role == role);
        if !(role(AgencyRole::CoDefendantOriginal) && role(AgencyRole::CoDefendantOrgan)) {
            return Check::Holds;
        }
        let (said, results) = match step.event {
            Some(Event::JudgmentAnnounced(data)) => (data.reconsideration_decided, data.results.as_ref()),
            Some(Event::JudgmentServed(data)) => (data.reconsideration_decided, data.results.as_ref()),
            _ => return Check::Holds,
        };
        let each = results.map_or(step.case.results.len(), |many| many.0.len()) >= 2;
        match said {
            Some(true) => Check::Holds,
            Some(false) => Check::Broken(Sentence::new(
                "共同被告案件应当对复议决定和原行政行为一并裁判",
                "both the act and the reconsideration decision must be judged",
            )),
            None => Check::recorded(
                each,
                "未记载对复议决定的裁判（results或者reconsideration_decided）",
                "the judgment on the reconsideration decision is not recorded (results or reconsideration_decided)",
            ),
        }
    }
);

guard!(
    NO_WORSE_FOR_PLAINTIFF,
    "LI-6",
    "APL-77(2)",
    "判决变更不得加重原告义务",
    "a variation may not worsen the plaintiff's position",
    |step| {
        let (worsens, opposite) = match step.event {
            Some(Event::JudgmentAnnounced(data)) => (data.worsens, data.opposite_claims),
            Some(Event::JudgmentServed(data)) => (data.worsens, data.opposite_claims),
            _ => return Check::Holds,
        };
        Check::ensure(
            worsens != Some(true) || opposite == Some(true),
            "判决变更不得加重原告的义务或者减损原告的权益，利害关系人同为原告且诉讼请求相反的除外",
            "a variation may not worsen the plaintiff's position unless interested persons sue with opposite claims",
        )
    }
);

guard!(
    DEFAULT_NOTICE_PROVED,
    "LI-14",
    "JI-103(2)",
    "简易程序缺席判决：通知送达有据",
    "default judgment in summary procedure: the notice is proved",
    |step| match step.event {
        Some(Event::JudgmentAnnounced(data))
            if data.default_judgment == Some(true) && step.case.attributes.court_procedure == Some(CourtProcedure::Summary) =>
        {
            Check::recorded(
                data.notice_proved == Some(true),
                "没有证据证明已收到开庭通知的，不得缺席判决",
                "no default judgment without proof that the hearing notice arrived (notice_proved)",
            )
        }
        _ => Check::Holds,
    }
);

guard!(
    MEDIABLE,
    "LI-2",
    "APL-60, AG-23",
    "赔偿、补偿、自由裁量或者协议案件",
    "compensation, recompense, discretion or agreement",
    |step| {
        let attributes = &step.case.attributes;
        if attributes.discretionary == Some(true) || attributes.agreement == Some(true) {
            return Check::Holds;
        }
        let sentence = Sentence::new(
            "除行政赔偿、补偿、自由裁量权案件和行政协议案件外，不适用调解",
            "mediation is open only for compensation, recompense, discretion and agreements (discretionary, agreement)",
        );
        if attributes.discretionary == Some(false) { Check::Broken(sentence) } else { Check::NotRecorded(sentence) }
    }
);

guard!(
    NO_JUDGMENT_FROM_MEDIATION,
    "LI-3",
    "JI-86(5)",
    "不得据和解、调解协议制作判决书",
    "no judgment made from a settlement or mediation",
    |step| match step.event {
        Some(Event::MediationEffective(data)) => Check::ensure(
            data.as_judgment != Some(true),
            "当事人自行和解或者调解达成协议后，不得请求按照协议内容制作判决书",
            "a settlement or mediation agreement is not turned into a judgment",
        ),
        _ => Check::Holds,
    }
);

guard!(DOCUMENT_SERVED, "L19", "APL-85", "裁判文书已送达", "the judgment or ruling was served", |step| {
    Check::recorded(step.case.attributes.served_on.is_some(), "未记载裁判文书送达", "service of the judgment or ruling is not recorded")
});

guard!(APPEAL_IN_TIME, "L19", "APL-85", "我方上诉在期限内", "our own appeal is in time", |step| match step.event {
    Some(Event::AppealFiled(data)) if data.by_us == Some(true) =>
        in_time(step, periods::appeal_rule(step.case), step.case.attributes.served_on),
    _ => Check::Holds,
});

guard!(APPEAL_PERIODS_OVER, "L20", "APL-85", "各方上诉期满", "every appeal period is over", |step| match step.case.turns {
    Some((last, _)) => Check::ensure(step.on >= last, &format!("上诉期限至{last}"), &format!("the appeal period runs until {last}")),
    None => Check::Holds,
});

guard!(APPEAL_WITHDRAWAL_PERMITTED, "S4", "JI-79, 80, WD-8", "准许撤回上诉", "the withdrawal of the appeal is permitted", |step| {
    match step.event {
        Some(Event::AppealWithdrawn(data)) => Check::ensure(
            data.permitted != Some(false) || data.deemed == Some(true),
            "法院不准撤回上诉的，上诉程序继续",
            "where the court does not permit the withdrawal the appeal goes on",
        ),
        _ => Check::Holds,
    }
});

guard!(PUBLIC_INTEREST_SUIT, "PIL-24", "PIL-24", "公益诉讼", "a public-interest suit", |step| {
    Check::recorded(step.case.attributes.public_interest, "本案未记载为公益诉讼", "the suit is not recorded as a public-interest suit")
});

guard!(
    NOT_BASICALLY_THE_SAME,
    "LI-7",
    "APL-71, JI-90",
    "不得以同一事实和理由作出基本相同的行为",
    "not basically the same act on the same facts and reasons",
    |step| {
        match step.event {
            Some(Event::ActRemade(data)) => Check::ensure(
                data.same_facts_and_reasons != Some(true) || step.case.attributes.procedural_only,
                "被告不得以同一的事实和理由作出与原行政行为基本相同的行政行为，因程序被撤销的除外",
                "the agency may not remake basically the same act on the same facts and reasons unless the revocation was procedural",
            ),
            _ => Check::Holds,
        }
    }
);

guard!(
    FIRST_RETRIAL_APPLICATION,
    "LI-9",
    "RF-2, JI-117(2)",
    "首次申请，且不针对再审裁判",
    "first application, not against a retrial judgment",
    |step| match step.event {
        Some(Event::RetrialApplicationFiled(data)) => Check::ensure(
            data.second_application != Some(true) && data.against_retrial_judgment != Some(true),
            "不得再次申请再审，也不得对再审裁判申请再审",
            "there is no second retrial application and none against a retrial judgment",
        ),
        _ => Check::Holds,
    }
);

guard!(NO_NEW_FACTS, "S3", "APL-86", "没有新的事实、证据或者理由", "no new facts, evidence or reasons", |step| match step.event
{
    Some(Event::TriedInWriting(data)) => Check::ensure(
        data.no_new_facts != Some(false),
        "提出新的事实、证据或者理由的，应当开庭审理",
        "with new facts, evidence or reasons a hearing is held",
    ),
    _ => Check::Holds,
});

guard!(NO_SECOND_REMAND, "LI-4", "APL-89(2)", "不得再次发回重审", "no second remand", |step| {
    let remands = outcomes(step).iter().any(|outcome| outcome.as_str().starts_with("A-REMAND"));
    Check::ensure(
        !(remands && step.case.attributes.after_remand),
        "原审法院对发回重审的案件作出判决后上诉的，不得再次发回重审",
        "a judgment made after a remand is not remanded again",
    )
});

guard!(NEW_RESULT_STORED, "S5", "APL-89(3)", "改判的，记载新结果", "a change stores the new result", |step| {
    let (outcome, changed_to) = match step.event {
        Some(Event::JudgmentAnnounced(data)) => (data.outcome.as_ref(), data.changed_to.as_ref()),
        Some(Event::JudgmentServed(data)) => (data.outcome.as_ref(), data.changed_to.as_ref().or(step.case.changed_to.as_ref())),
        _ => return Check::Holds,
    };
    let changes = outcome.is_some_and(|outcome| matches!(outcome.as_str(), "A-CHANGE" | "A-CHANGE-RULING" | "T-CHANGE"));
    Check::recorded(
        !changes || changed_to.is_some(),
        "改判应当同时对被诉行政行为作出判决，未记载新结果（changed_to）",
        "a change must rule on the act as well; the new result is not recorded (changed_to)",
    )
});

guard!(NO_DUTY_LEFT, "L22", "APL-94", "没有未履行的义务", "no duty is left", |step| {
    let left = step.case.performance.as_ref().is_some_and(|duty| duty.performed_on.is_none());
    Check::recorded(!left, "尚未记载履行", "performance is not recorded")
});

guard!(DEMAND_EXPIRED, "N3", "AEL-54", "催告满十个工作日", "ten working days after the demand", |step| {
    let served = step.case.marks.iter().rev().find(|mark| mark.event == "demand-served").map(|mark| mark.on);
    let Some(served) = served else {
        return Check::NotRecorded(Sentence::new("未记载送达催告书", "service of the demand is not recorded"));
    };
    match periods::last_day(step.law, "ael-demand", served, &[], None) {
        Some(last) => Check::ensure(step.on > last, &format!("催告期至{last}"), &format!("the demand runs until {last}")),
        None => Check::Holds,
    }
});
