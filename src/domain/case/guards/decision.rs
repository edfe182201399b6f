//! The decision and the mediation letter (23-61..75).

use crate::domain::case::event::Event;
use crate::domain::case::field::Many;
use crate::domain::case::file::*;
use crate::domain::case::parts::*;
use crate::domain::case::periods;
use crate::domain::case::transition::{Check, Guard, Step};
use crate::domain::law::LateReply;
use crate::domain::words::{Sentence, Words};

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
        Some(Event::DecisionMade(data)) if data.approved_by == Some(Approver::InstitutionHead) => Check::Broken(Sentence::new(
            "复议决定应当经行政复议机关的负责人同意或者集体讨论通过，机构负责人不能代替",
            "a decision needs the consent of the head of the organ or a collective discussion; the head of the institution is not enough",
        )),
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
    if entry.flag("agreement_only") && step.case.attributes.agreement == Some(false) {
        return Check::Broken(Sentence::new("该结案方式只适用于行政协议案件", "this outcome is only for agreement cases (23-71)"));
    }
    if entry.flag("free_text") && data.note.is_none() {
        return Check::NotRecorded(Sentence::new("其他结案方式应当写明（note）", "another ending must be explained (note)"));
    }
    let no_reply = data.ground.iter().flat_map(Many::iter).any(|ground| ground.as_str() == "G6");
    if no_reply && let Some(refused) = a_reply_is_on_file(step) {
        return Check::Broken(refused);
    }
    let revokes = entry.code == "REVOKE";
    if no_reply && !(revokes || step.regime == Regime::Law2023 && NO_REPLY.iter().any(|prefix| entry.code.starts_with(prefix))) {
        return Check::Broken(Sentence::new(
            "被申请人未答复的，不能适用该结案方式",
            "this outcome is not open where the respondent did not reply (G6)",
        ));
    }
    Check::Holds
}

/// Why a reply on file is not the missing one of 23-70: it came in time, or lateness is not enough (A08). With several respondents
/// each answers for itself, and the officer judges.
fn a_reply_is_on_file(step: &Step<'_>) -> Option<Sentence> {
    let replied_on = step.case.marks.iter().filter(|mark| ["reply-received", "reply-submitted"].contains(&mark.event)).map(|mark| mark.on);
    let replied_on = replied_on.min().filter(|_| step.case.respondents.len() < 2)?;
    let late = periods::reply_by(step.case, step.regime, step.law).is_none_or(|last| replied_on > last);
    match (late, step.law.settings.late_reply) {
        (false, _) => Some(Sentence::new(
            format!("被申请人已于{replied_on}按期答复，不能以未答复为由作出决定（G6）"),
            format!("the respondent replied in time on {replied_on}: the decision cannot rest on a missing reply (G6)"),
        )),
        (true, LateReply::NotMissing) => Some(Sentence::new(
            format!("被申请人已于{replied_on}逾期答复，逾期不视同未答复（law.late-reply），不能以未答复为由作出决定（G6）"),
            format!("the respondent replied on {replied_on}; a late reply is not a missing one here (law.late-reply, G6)"),
        )),
        (true, LateReply::AsMissing) => None,
    }
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
        Some(Event::MediationLetterEffective(data))
            if data.signatures.iter().flat_map(Many::iter).map(|signature| signature.on).chain(data.sealed_on).any(|day| day > step.on) =>
        {
            Check::Broken(Sentence::new(
                "调解书自各方签字盖章并加盖复议机关印章后方生效，所载签章日期晚于生效日期",
                "a signature or the seal is dated after the day the letter is said to take effect",
            ))
        }
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

guard!(SERVED_AFTER_DECISION, "RI-18", "23-75(2)", "送达在作出决定之后", "served after it was made", |step| {
    let Some(Event::DecisionServed(data)) = step.event else { return Check::Holds };
    let decided = step.case.redecided.as_ref().map(|(day, _)| *day).or(step.case.concluded_on);
    let first = data.services.iter().flat_map(Many::iter).filter_map(|service| service.on).chain(data.received_on).min();
    Check::ensure(
        decided.zip(first).is_none_or(|(decided, first)| decided <= first),
        "送达日期早于作出决定的日期",
        "the decision is said to be served before it was made",
    )
});
