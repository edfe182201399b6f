//! The review: reply, evidence, hearing, extension, suspension, withdrawal, termination (23-36..60, 23-62).

use crate::domain::case::event::Event;
use crate::domain::case::file::*;
use crate::domain::case::parts::*;
use crate::domain::case::periods;
use crate::domain::case::transition::{Check, Guard, Step};
use crate::domain::words::{Sentence, Words};

guard!(REPLY_PERIOD_OVER, "R18", "23-70", "答复期限已满", "the reply period is over", |step| {
    match periods::reply_by(step.case, step.regime, step.law) {
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
                // under the 2017 law a settlement the institution permitted ends the case without a withdrawal (IR-40, 42(1)(iv))
                let settled = step.regime == Regime::Law2017
                    && step.case.attributes.settled.is_some()
                    && withdrawal.is_some_and(|entry| entry.text("outcome") == Some("TERM-SETTLED"));
                Check::recorded(
                    granted || settled || !withdrawal.is_some_and(|entry| entry.flag("needs_withdrawal")),
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

guard!(CAUSE_REMOVED, "R14", "23-39(2)", "中止原因已消除", "the cause is removed", |step| match step.event {
    Some(Event::Resumed(data)) => Check::ensure(
        data.cause_removed_on.is_none_or(|removed| removed <= step.on) || data.ordered_by_superior == Some(true),
        "中止原因消除后方可恢复审理",
        "the review resumes only when the cause is removed",
    ),
    _ => Check::Holds,
});
