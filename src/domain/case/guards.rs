//! Conditions of the reconsideration tables. Each is one rule of lifecycle.md with its article; what a ledger cannot know is
//! `NotRecorded`, what contradicts a recorded fact is `Broken`.

use super::event::Event;
use super::field::Many;
use super::file::*;
use super::parts::*;
use super::periods;
use super::transition::{Check, Guard, Step};
use crate::domain::words::{Sentence, Words};

/// Declares a guard.
macro_rules! guard {
    ($(#[$meta:meta])* $name:ident, $rule:literal, $article:literal, $zh:literal, $en:literal, $check:expr) => {
        $(#[$meta])*
        pub const $name: Guard = Guard { rule: $rule, article: $article, words: Words { zh: $zh, en: $en }, check: $check };
    };
}
pub(super) use guard;

guard!(FIRST_NOTICE, "A02", "23-31(1)", "补正通知一次性作出", "one correction notice, everything at once", |step| {
    Check::ensure(
        !step.case.attributes.correction_noticed,
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
        let agreed = data.ground.as_ref().is_some_and(|ground| ground.as_str() == "SP-5");
        if step.regime == Regime::Law2017 {
            Check::Broken(Sentence::new("2017年行政复议法没有简易程序", "the 2017 law has no summary procedure"))
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

guard!(REPLY_PERIOD_OVER, "R18", "23-70", "答复期限已满", "the reply period is over", |step| {
    let rule = match (step.regime, step.case.attributes.procedure) {
        (Regime::Law2017, _) => "rl17-reply",
        (_, Some(Procedure::Summary)) => "rl23-reply-summary",
        _ => "rl23-reply-general",
    };
    let received = step.case.marks.iter().rev().find(|(mark, _)| *mark == "copy-received").map(|(_, day)| *day);
    match received.and_then(|day| periods::last_day(step.law, rule, day, &[], None)) {
        Some(last) => Check::ensure(step.on > last, &format!("答复期限至{last}"), &format!("the respondent may reply until {last}")),
        None => Check::Holds,
    }
});

guard!(
    CONSENT_TO_EVIDENCE,
    "RI-20",
    "23-46",
    "对方提出新理由或证据，经复议机构同意",
    "new ground by the other side, and consent",
    |step| {
        match step.event {
            Some(Event::EvidenceSupplemented(data)) => Check::ensure(
                data.consent != Some(false),
                "被申请人补充证据应当经行政复议机构同意",
                "the respondent may supplement evidence only with the institution's consent",
            ),
            _ => Check::Holds,
        }
    }
);

guard!(TWO_INVESTIGATORS, "RI-21", "23-45(2)", "调查人员不少于两人", "at least two investigators", |step| match step.event {
    Some(Event::InvestigationMade(data)) => {
        Check::ensure(
            data.staff.is_none_or(|staff| staff >= 2),
            "调查取证时，行政复议人员不得少于两人",
            "an investigation needs at least two staff",
        )
    }
    _ => Check::Holds,
});

guard!(
    HEARING_NOTICE_LEAD,
    "R-HEARING",
    "23-51(1)",
    "听证五个工作日前通知",
    "notice five working days before the hearing",
    |step| {
        match step.event {
            Some(Event::HearingNoticeServed(data)) => {
                match data.hearing_on.and_then(|day| periods::last_day(step.law, "rl23-hearing-notice", day, &[], None)) {
                    Some(last) => Check::ensure(
                        step.on <= last,
                        &format!("应当于举行听证五个工作日前（不晚于{last}）通知当事人"),
                        &format!("the parties must be notified five working days before the hearing, not later than {last}"),
                    ),
                    None => Check::Holds,
                }
            }
            _ => Check::Holds,
        }
    }
);

guard!(
    HEARING_COMPOSED,
    "R-HEARING",
    "23-50(3)",
    "一名主持人、两名以上听证员、一名记录员",
    "presider, at least two hearing officers, recorder",
    |step| {
        match step.event {
            Some(Event::HearingHeld(data)) => Check::ensure(
                data.hearing_officers.is_none_or(|officers| officers >= 2),
                "听证员应当为两名以上行政复议人员",
                "a hearing needs at least two hearing officers",
            ),
            _ => Check::Holds,
        }
    }
);

guard!(GENERAL_PROCEDURE, "Q13", "23-50, 23-52", "适用普通程序", "general procedure", |step| {
    Check::ensure(
        step.case.attributes.procedure != Some(Procedure::Summary),
        "简易程序不设听证和委员会咨询，应当先转为普通程序",
        "the summary procedure has no hearing and no committee; convert to the general procedure first",
    )
});

guard!(
    CONVERTED_IN_TIME,
    "R22",
    "23-55",
    "简易程序，经机构负责人批准，不晚于三十日",
    "summary, approved by the head, within the 30 days (A09)",
    |step| {
        if step.case.attributes.procedure != Some(Procedure::Summary) {
            return Check::Broken(Sentence::new("本案不适用简易程序，无需转换", "the case is not under the summary procedure"));
        }
        let Some(Event::ConvertedToGeneral(data)) = step.event else { return Check::Holds };
        if !matches!(data.approved_by, None | Some(Approver::InstitutionHead | Approver::OrganHead)) {
            return Check::Broken(Sentence::new(
                "转为普通程序应当经行政复议机构的负责人批准",
                "conversion is approved by the head of the institution",
            ));
        }
        match periods::decide_by(step.case, step.law, false) {
            Some(last) => Check::ensure(
                data.approved_on.unwrap_or(step.on) <= last,
                &format!("转为普通程序应当不晚于简易程序的最后一日{last}"),
                &format!("conversion must be approved by {last}, the last day of the summary procedure"),
            ),
            None => Check::Holds,
        }
    }
);

guard!(
    EXTENSION_LAWFUL,
    "RI-6",
    "23-62(1)",
    "普通程序，经批准并书面告知，合计不超过三十日",
    "general procedure, approved, notified in writing, 30 days at most",
    extension
);

fn extension(step: &Step<'_>) -> Check {
    let attributes = &step.case.attributes;
    if attributes.procedure == Some(Procedure::Summary) {
        return Check::Broken(Sentence::new("简易程序不得延长审理期限", "the summary procedure knows no extension"));
    }
    if attributes.extended_days.is_some() {
        return Check::Broken(Sentence::new(
            "本案已经延期，延长合计不得超过三十日",
            "the case was already extended; the law grants one extension of 30 days at most (A04)",
        ));
    }
    let Some(Event::Extended(data)) = step.event else { return Check::Holds };
    let rule = periods::decide_rule(step.regime, attributes.procedure);
    let most = step.law.rules.get(rule).and_then(|rule| rule.extension_length).unwrap_or(30);
    if data.days.is_some_and(|days| days > most || days == 0) {
        return Check::Broken(Sentence::new(format!("延长期限最多不得超过{most}日"), format!("an extension has 1 to {most} days")));
    }
    let approver = match (step.regime, data.approved_by) {
        (_, None) => return Check::NotRecorded(Sentence::new("未记载批准人", "the approval is not recorded (approved_by)")),
        (Regime::Law2017, Some(approver)) => approver == Approver::OrganHead,
        (Regime::Law2023, Some(approver)) => matches!(approver, Approver::InstitutionHead | Approver::OrganHead),
    };
    if !approver {
        return Check::Broken(match step.regime {
            Regime::Law2017 => {
                Sentence::new("延期应当经行政复议机关的负责人批准", "an extension is approved by the head of the organ (17-31)")
            }
            Regime::Law2023 => {
                Sentence::new("延期应当经行政复议机构的负责人批准", "an extension is approved by the head of the institution")
            }
        });
    }
    if data.notified_on.is_none() {
        return Check::NotRecorded(Sentence::new(
            "未记载书面告知当事人",
            "the written notice to the parties is not recorded (notified_on)",
        ));
    }
    match periods::decide_by(step.case, step.law, false) {
        Some(last) => Check::ensure(
            data.approved_on.unwrap_or(step.on) <= last,
            &format!("延期应当不晚于原期限最后一日{last}批准"),
            &format!("an extension must be approved by {last}, the last day of the period"),
        ),
        None => Check::Holds,
    }
}

guard!(SUSPENSION_GROUND, "RI-8", "23-39", "法定中止情形", "a statutory ground of suspension", |step| {
    let Some(Event::Suspended(data)) = step.event else { return Check::Holds };
    let Some(ground) = &data.ground else {
        return Check::NotRecorded(Sentence::new("未记载中止情形（SU代码）", "the ground of suspension is not recorded (an SU code)"));
    };
    match step.law.codes.code("suspension-ground", ground.as_str()) {
        Some(entry) if entry.flag("free_text") && data.explanation.is_none() => {
            Check::NotRecorded(Sentence::new("其他情形应当写明", "the other ground must be explained (explanation)"))
        }
        Some(entry) if entry.flag("by_agreement") && data.agreed == Some(false) => Check::Broken(Sentence::new(
            "调解、和解中止须申请人和被申请人同意",
            "suspension for mediation or settlement needs applicant and respondent to agree",
        )),
        _ => Check::Holds,
    }
});

guard!(TERMINATION_LAWFUL, "TE", "23-41", "法定终止情形", "a statutory ground of termination", termination);

fn termination(step: &Step<'_>) -> Check {
    let Some(Event::Terminated(data)) = step.event else { return Check::Holds };
    let Some(ground) = data.ground.as_ref().and_then(|ground| step.law.codes.code("termination-ground", ground.as_str())) else {
        return Check::Holds;
    };
    if !ground.flag("after_lapse") {
        return Check::Holds;
    }
    let Some(suspension) = &step.case.suspension else {
        return Check::Broken(Sentence::new(
            "中止满六十日的终止以本案正在中止为前提",
            "termination by lapse presupposes that the review is suspended",
        ));
    };
    let lapses = suspension
        .ground
        .as_ref()
        .map(|ground| step.law.codes.code("suspension-ground", ground).is_some_and(|entry| entry.flag("sixty_day")));
    match lapses {
        None => return Check::NotRecorded(Sentence::new("未记载中止情形", "the ground of the suspension is not recorded")),
        Some(false) => {
            return Check::Broken(Sentence::new(
                "本案的中止情形不因满六十日而终止",
                "a suspension on this ground is not ended by the lapse of sixty days (RI-9)",
            ));
        }
        Some(true) => {}
    }
    let rule = if step.regime == Regime::Law2017 { "ir07-suspension-terminate" } else { "rl23-suspension-terminate" };
    match periods::last_day(step.law, rule, suspension.since, &[], None) {
        Some(full) => Check::ensure(step.on >= full, &format!("中止至{full}方满六十日"), &format!("the sixty days are full on {full}")),
        None => Check::Holds,
    }
}

guard!(LAPSE_GROUND, "RI-9", "23-41(v)", "SU-1、SU-2、SU-4中止满六十日", "sixty full days on SU-1, SU-2 or SU-4", |step| {
    match (step.event, &step.case.suspension) {
        (Some(Event::Terminated(data)), Some(suspension)) if data.ground.as_ref().is_some_and(|ground| ground.as_str() == "TE-5") => {
            let lapses = suspension.ground.as_ref().and_then(|ground| step.law.codes.code("suspension-ground", ground));
            Check::ensure(
                lapses.is_none_or(|entry| entry.flag("sixty_day")),
                "本案的中止情形不因满六十日而终止",
                "a suspension on this ground is not ended by the lapse of sixty days",
            )
        }
        _ => Check::Holds,
    }
});

guard!(
    WITHDRAWAL_PERMITTED,
    "RI-10",
    "23-41(i)",
    "因撤回终止的，复议机构已准予撤回",
    "for a withdrawal: the institution has permitted it",
    |step| {
        match step.event {
            Some(Event::Terminated(data)) => {
                let withdrawal = data.ground.as_ref().and_then(|ground| step.law.codes.code("termination-ground", ground.as_str()));
                let granted = matches!(step.case.attributes.withdrawal, Some(Withdrawal::Granted(_)));
                Check::recorded(
                    granted || !withdrawal.is_some_and(|entry| entry.flag("needs_withdrawal")),
                    "未记载行政复议机构准予撤回",
                    "the institution's permission to withdraw is not recorded",
                )
            }
            _ => Check::Holds,
        }
    }
);

guard!(WITHDRAWAL_ASKED, "RI-23", "23-41, 23-74(2)", "已申请撤回", "a withdrawal was asked for", |step| {
    Check::recorded(
        matches!(step.case.attributes.withdrawal, Some(Withdrawal::Pending(_))),
        "未记载撤回申请",
        "no request to withdraw is recorded",
    )
});

guard!(
    REPRESENTED_CONSENT,
    "R-WITHDRAWAL",
    "23-15(2)",
    "代表人撤回经被代表人同意",
    "a representative has the consent of those represented",
    |step| {
        match step.event {
            Some(Event::WithdrawalRequested(data)) => Check::ensure(
                data.consent_of_represented != Some(false),
                "代表人撤回申请应当经被代表的申请人同意",
                "a representative withdraws only with the consent of those represented",
            ),
            _ => Check::Holds,
        }
    }
);

guard!(REPLY_IN, "R18", "23-48, 23-54, 23-70", "已收到答复或者逾期未答复", "reply received, or overdue", |step| {
    Check::recorded(
        step.case.attributes.reply.is_some(),
        "等待被申请人答复（或者答复期限届满）",
        "waits for the reply, or for its period to run out",
    )
});

guard!(OPINIONS_HEARD, "R18", "23-49", "普通程序已听取意见", "general procedure: opinions heard, or impossible", |step| {
    let needed = step.regime == Regime::Law2023 && step.case.attributes.procedure != Some(Procedure::Summary);
    Check::recorded(
        !needed || step.case.attributes.opinions_heard || step.case.attributes.hearing == Some(HearingStatus::Held),
        "等待听取当事人意见（或者记载不能听取的原因）",
        "waits for the parties' opinions, or the reason why they cannot be heard",
    )
});

guard!(MAJOR_HEARD, "R18", "23-50(1), 23-61(2)", "重大、疑难、复杂案件已听证", "major cases: hearing held", |step| {
    let needed = step.regime == Regime::Law2023 && step.case.attributes.major;
    Check::recorded(
        !needed || step.case.attributes.hearing == Some(HearingStatus::Held),
        "重大、疑难、复杂案件应当组织听证",
        "a major, difficult or complex case needs a hearing",
    )
});

guard!(MAJOR_CONSULTED, "R18", "23-52(1)", "重大、疑难、复杂案件已提请咨询", "major cases: committee consulted", |step| {
    let needed = step.regime == Regime::Law2023 && step.case.attributes.major;
    Check::recorded(
        !needed || step.case.attributes.committee_consulted,
        "重大、疑难、复杂案件应当提请行政复议委员会提出咨询意见",
        "a major, difficult or complex case needs the committee's opinion",
    )
});

guard!(
    DECISION_APPROVED,
    "RI-17",
    "23-61(1), 23-75(1)",
    "经负责人同意或者集体讨论通过",
    "head's consent or collective discussion",
    |step| match step.event {
        Some(Event::DecisionMade(data)) => {
            Check::recorded(
                data.approved_by.is_some(),
                "未记载负责人同意或者集体讨论（approved_by）",
                "consent of the head or collective discussion is not recorded (approved_by)",
            )
        }
        _ => Check::Holds,
    }
);

guard!(OUTCOME_LAWFUL, "OUTCOME", "23-63..71; 17-28", "适用法律规定的结案方式", "an outcome the governing law provides", outcome_lawful);

fn outcome_lawful(step: &Step<'_>) -> Check {
    let Some(Event::DecisionMade(data)) = step.event else { return Check::Holds };
    let Some(entry) = data.outcome.as_ref().and_then(|outcome| step.law.codes.outcome(outcome.as_str())) else {
        return Check::Holds;
    };
    if !entry.events.iter().any(|event| event == "decision-made") {
        return Check::Broken(Sentence::new(
            format!("“{}”不是复议决定的结案方式", entry.zh),
            format!("“{}” is not an outcome of a decision", entry.en),
        ));
    }
    let no_reply = data.ground.iter().flat_map(Many::iter).any(|ground| ground.as_str() == "G6");
    let revokes = entry.code == "REVOKE";
    if no_reply && !(revokes || step.regime == Regime::Law2023 && NO_REPLY.iter().any(|prefix| entry.code.starts_with(prefix))) {
        return Check::Broken(Sentence::new(
            "被申请人未答复的，不能适用该结案方式",
            "this outcome is not open where the respondent did not reply (G6)",
        ));
    }
    Check::Holds
}

/// Outcomes open where the respondent did not reply (23-70); the 2017 law knows only revocation (17-28(1)(iv)).
const NO_REPLY: &[&str] = &["REVOKE", "ILLEGAL", "VOID", "PERFORM"];

guard!(REMAKE_NEEDS_REVOCATION, "RI-13", "23-64(1)", "责令重作以撤销为前提", "a remake order needs a revocation", |step| {
    Check::ensure(
        !decision_flag(step, "remake") || decision_flag(step, "revocation") || step.regime == Regime::Law2017,
        "责令重新作出行政行为应当同时撤销或者部分撤销",
        "an order to make the act anew needs a (partial) revocation",
    )
});

guard!(OMISSION_ONLY, "RI-15", "23-66, 23-69", "不履行法定职责案件", "only in failure-to-act cases", |step| {
    if !decision_flag(step, "omission_only") || step.regime == Regime::Law2017 {
        return Check::Holds;
    }
    match step.case.attributes.omission {
        Some(true) => Check::Holds,
        Some(false) => {
            Check::Broken(Sentence::new("该结案方式只适用于不履行法定职责案件", "this outcome is only for failure-to-act cases"))
        }
        None => Check::NotRecorded(Sentence::new(
            "未记载本案为不履行法定职责案件，该结案方式只适用于此类案件",
            "this outcome is only for failure-to-act cases, and the case is not recorded as one (omission)",
        )),
    }
});

guard!(VOID_ASKED, "RI-16", "23-67", "申请人请求确认无效", "the applicant asks to confirm the act void", |step| {
    Check::recorded(
        !decision_flag(step, "needs_void_request") || step.case.attributes.asks_void == Some(true),
        "确认无效以申请人提出请求为前提",
        "an act is confirmed void only when the applicant asks for it (asks_void)",
    )
});

guard!(NOT_WORSE, "RI-12", "23-63(2), IR-51", "不得作出更为不利的决定", "not worse for the applicant", |step| match step.event {
    Some(Event::DecisionMade(data)) => Check::ensure(
        data.worsens != Some(true) || step.regime == Regime::Law2023 && step.case.attributes.opposite_request,
        "不得作出对申请人更为不利的决定，第三人提出相反请求的除外",
        "a decision may not be worse for the applicant unless a third party made the opposite request",
    ),
    _ => Check::Holds,
});

fn decision_flag(step: &Step<'_>, flag: &str) -> bool {
    match step.event {
        Some(Event::DecisionMade(data)) => {
            data.outcome.as_ref().and_then(|outcome| step.law.codes.outcome(outcome.as_str())).is_some_and(|entry| entry.flag(flag))
        }
        _ => false,
    }
}

guard!(
    LETTER_SIGNED,
    "RI-19",
    "23-73(1)",
    "各方签字盖章，复议机关盖章",
    "signed or sealed by every party, sealed by the organ",
    |step| match step.event {
        Some(Event::MediationLetterEffective(data)) => Check::recorded(
            data.signatures.as_ref().is_some_and(|signatures| signatures.0.len() >= 2) && data.sealed_on.is_some(),
            "调解书经各方当事人签字或者盖章并加盖复议机关印章后生效（signatures、sealed_on）",
            "a mediation letter takes effect when every party has signed and the organ has sealed it (signatures, sealed_on)",
        ),
        _ => Check::Holds,
    }
);

guard!(
    LETTER_MEDIABLE,
    "R20",
    "IR-50",
    "2017年：自由裁量或者赔偿补偿案件",
    "2017 law: discretionary act or compensation",
    |step| {
        Check::ensure(
            step.regime == Regime::Law2023 || step.case.attributes.discretionary != Some(false),
            "2017年法律下只有自由裁量行为和赔偿、补偿可以调解",
            "under the 2017 law only discretionary acts and compensation may be mediated",
        )
    }
);

guard!(
    SUSPENDED_FOR_MEDIATION,
    "R20",
    "23-39(1)(vi), 23-73",
    "审理中，或者因调解中止",
    "under review, or suspended for mediation",
    |step| {
        match &step.case.suspension {
            None => Check::Holds,
            Some(suspension) => {
                let agreed = suspension.ground.as_ref().and_then(|ground| step.law.codes.code("suspension-ground", ground));
                Check::ensure(
                    agreed.is_none_or(|entry| entry.flag("by_agreement")),
                    "本案并非因调解、和解而中止",
                    "the review is suspended for another reason than mediation",
                )
            }
        }
    }
);

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

guard!(
    FILE_REFUSED_FOR_SECRETS,
    "RI-24",
    "23-47",
    "仅限法定保密、安全事项",
    "only listed secrets and security reasons",
    |step| match step.event {
        Some(Event::InspectionRefused(data)) => Check::ensure(
            data.secret != Some(false),
            "除涉及法定保密、安全事项外，不得拒绝查阅",
            "inspection may be refused only for the listed secrets and security reasons",
        ),
        _ => Check::Holds,
    }
);

guard!(
    STAY_REASONABLE,
    "ST",
    "23-42(iii)",
    "依申请停止执行的，要求合理",
    "on application: the request is reasonable",
    |step| match step.event {
        Some(Event::ExecutionStayed(data)) if data.ground.as_ref().is_some_and(|ground| ground.as_str() == "ST-3") => Check::ensure(
            data.reasonable != Some(false),
            "依申请停止执行须复议机关认为其要求合理",
            "a stay on application needs the finding that the request is reasonable",
        ),
        _ => Check::Holds,
    }
);

guard!(
    REVIEW_ASKED_IN_TIME,
    "IR-26",
    "IR-26",
    "申请时不知道依据，决定作出前提出",
    "before the decision, the basis being unknown when applying",
    |step| match step.event {
        Some(Event::NormdocReviewRequested(data)) => Check::ensure(
            data.basis_unknown != Some(false),
            "申请时知道依据的，应当在申请时一并提出附带审查",
            "with the basis known, incidental review is asked for in the application",
        ),
        _ => Check::Holds,
    }
);
