//! A row of 行政应诉案件台账 → the history of one instance.

use super::entries::{ending, many, parties};
use super::outcome::{OutcomeGroup, OutcomeNames};
use super::reconsideration::Told;
use super::record::Record;
use super::text::key;
use super::vocabulary::{Column, LedgerInstance};
use crate::domain::Day;
use crate::domain::case::event::*;
use crate::domain::case::parts::{AgencyOnInstance, AgencyRole, Appearance, Staff};
use crate::domain::case::{CaseNumber, Entry, Instance};
use crate::domain::words::Sentence;

/// Reads a row of a sheet of suits.
pub(super) fn told(record: &mut Record, number: Option<&CaseNumber>, names: &OutcomeNames) -> Told {
    let vocabulary = record.vocabulary;
    let instance = instance(record, number);
    let (people, _) = parties(record, vocabulary);
    let units = record.necessary_units();
    let received_on = record.necessary_day(Column::ReceivedOn);
    let hearing_on = record.day(Column::HearingOn);
    let appearance = appearance(record);
    let ended = instance.and_then(|instance| ending(record, names, group(instance)));
    contradictions(record, received_on, hearing_on, ended.as_ref().map(|(on, _)| *on), appearance.as_ref());

    let mut entries = Vec::new();
    if let (Some(on), Some(instance)) = (received_on, instance) {
        // 被告（应诉单位）: the ledger tells that the unit was sued, not who appealed.
        let agency = |unit: &String| AgencyOnInstance { agency: unit.clone(), role: AgencyRole::Defendant, received_on: None };
        let agencies = many(units.iter().map(agency).collect());
        let plaintiffs = many(people.clone());
        let court = record.text(Column::Court);
        let matter = record.figure_name(Column::Matter, &vocabulary.matters);
        let category = record.figure_name(Column::Category, &vocabulary.categories);
        let after_reconsideration = record.yes_no(Column::AfterReconsideration);
        let officer = record.text(Column::Officer);
        let note = record.note();
        let papers: Event = match instance {
            LedgerInstance::FirstInstance => ComplaintReceived {
                court,
                plaintiffs,
                agencies,
                matter,
                category,
                after_reconsideration,
                officer,
                note,
                ..ComplaintReceived::default()
            }
            .into(),
            LedgerInstance::SecondInstance => AppealCopyReceived {
                court,
                plaintiffs,
                agencies,
                matter,
                category,
                after_reconsideration,
                note,
                ..AppealCopyReceived::default()
            }
            .into(),
            LedgerInstance::RetrialReview | LedgerInstance::Retrial => {
                RetrialCopyReceived { court, plaintiffs, agencies, matter, note, ..RetrialCopyReceived::default() }.into()
            }
        };
        entries.push(Entry::from_ledger(on, papers));
    }
    if let Some(on) = hearing_on {
        entries.push(Entry::from_ledger(on, HearingHeld { appearances: many(appearance.into_iter().collect()), ..HearingHeld::default() }));
    }
    if let Some((on, code)) = ended {
        match end(&code, on) {
            Some(event) => entries.push(Entry::from_ledger(on, event)),
            None => record.fault(
                Column::Outcome,
                Sentence::new("台账能表达的裁判结果；此种须逐案登记", "an outcome a ledger can tell; this one is recorded case by case"),
            ),
        }
    }
    Told { parties: people, units, entries }
}

/// The instance, from 审级 and from the court's number; they must agree.
fn instance(record: &mut Record, number: Option<&CaseNumber>) -> Option<LedgerInstance> {
    let vocabulary = record.vocabulary;
    let named = record.meaning(Column::Instance, &vocabulary.instances);
    let number = number?;
    let by_number = match (number, number.instance()) {
        (_, Some(Instance::First)) => LedgerInstance::FirstInstance,
        (_, Some(Instance::Second)) => LedgerInstance::SecondInstance,
        (_, Some(Instance::RetrialReview)) => LedgerInstance::RetrialReview,
        (CaseNumber::Court { word, .. }, None) if word.ends_with('再') => LedgerInstance::Retrial,
        _ => {
            let expected =
                Sentence::new("诉讼案件的案号（行初、行终、行申、行监、行再）", "the number of a suit (行初, 行终, 行申, 行监 or 行再)");
            record.fault(Column::Number, expected);
            return None;
        }
    };
    // Ledgers often write 再审 for the review of the application as well; the number tells which it was.
    let agree =
        named.is_none_or(|named| named == by_number || (named == LedgerInstance::Retrial && by_number == LedgerInstance::RetrialReview));
    if !agree {
        record.contradiction(Column::Instance, Column::Number, "与案号不符：", "does not agree with");
        return None;
    }
    Some(by_number)
}

const fn group(instance: LedgerInstance) -> OutcomeGroup {
    match instance {
        LedgerInstance::FirstInstance => OutcomeGroup::FirstInstance,
        LedgerInstance::SecondInstance => OutcomeGroup::SecondInstance,
        LedgerInstance::RetrialReview => OutcomeGroup::RetrialReview,
        LedgerInstance::Retrial => OutcomeGroup::Retrial,
    }
}

/// Who appeared, as far as the ledger tells: the responsible person and the post, or staff in their place.
fn appearance(record: &mut Record) -> Option<Appearance> {
    let vocabulary = record.vocabulary;
    let appeared = record.yes_no(Column::RpAppeared);
    let post = record.text(Column::RpPost);
    let is_staff = post.as_ref().is_some_and(|post| vocabulary.is_staff(&key(post)));
    if appeared == Some(true) && is_staff {
        record.contradiction(
            Column::RpAppeared,
            Column::RpPost,
            "与非负责人的职务并存：",
            "is yes, yet the post is not a responsible person's:",
        );
    }
    if appeared == Some(false) && post.is_some() && !is_staff {
        record.contradiction(
            Column::RpAppeared,
            Column::RpPost,
            "与负责人的职务并存：",
            "is no, yet a responsible person's post is given:",
        );
    }
    let mut appearance = Appearance { attended_by_rp: appeared, ..Appearance::default() };
    if is_staff {
        // The ledger names no one: only that staff went.
        appearance.corresponding_staff = Some(vec![Staff { name: String::new(), post, kind: None, power_of_attorney: None }]);
    } else {
        appearance.rp_post = post;
    }
    (appearance != Appearance::default()).then_some(appearance)
}

/// The event that ends an instance with this outcome on this day (outcomes.md B.1–B.5).
fn end(code: &str, on: Day) -> Option<Event> {
    let ruling = || RulingServed { outcome: Some(code.into()), made_on: Some(on), ..RulingServed::default() }.into();
    let judgment = || JudgmentAnnounced { outcome: Some(code.into()), ..JudgmentAnnounced::default() }.into();
    Some(match code {
        "R-SUIT-DISMISSED" => SuitDismissed::default().into(),
        "R-WITHDRAWN" => WithdrawalPermitted::default().into(),
        "R-DEEMED-WITHDRAWN" => DeemedWithdrawn::default().into(),
        "R-TRANSFERRED" => Transferred::default().into(),
        "R-TERMINATED" | "A-TERMINATED" => LitigationTerminated::default().into(),
        "R-MERGED" => Merged::default().into(),
        "M-MEDIATED" | "A-MEDIATED" | "T-MEDIATED" => MediationEffective::default().into(),
        "A-WITHDRAWN" => AppealWithdrawn { permitted: Some(true), ..AppealWithdrawn::default() }.into(),
        "A-DEEMED-WITHDRAWN" => AppealWithdrawn { deemed: Some(true), ..AppealWithdrawn::default() }.into(),
        "A-AFFIRM" | "A-CHANGE" | "A-COMP-DISMISS" | "T-AFFIRM" | "T-CHANGE" => judgment(),
        "V-DISMISSED" => RetrialApplicationDismissed::default().into(),
        "V-WITHDRAWN" => RetrialApplicationWithdrawn::default().into(),
        "V-DEEMED" => RetrialApplicationWithdrawn { deemed: Some(true), ..RetrialApplicationWithdrawn::default() }.into(),
        "T-TERMINATED" => RetrialTerminated::default().into(),
        code if code.starts_with("V-ORDERED-") => RetrialOrdered { outcome: Some(code.into()), ..RetrialOrdered::default() }.into(),
        code if code.starts_with("J-") => judgment(),
        // Why the plaintiff withdrew after a change (WR-2 to WR-4) the ledger does not say: the outcome itself is kept.
        code if ["R-", "A-", "T-"].iter().any(|group| code.starts_with(group)) => ruling(),
        _ => return None,
    })
}

/// Days in the wrong order, and an appearance without a hearing.
fn contradictions(
    record: &mut Record,
    received_on: Option<Day>,
    hearing_on: Option<Day>,
    concluded_on: Option<Day>,
    appearance: Option<&Appearance>,
) {
    record.in_order((Column::ReceivedOn, received_on), (Column::HearingOn, hearing_on));
    record.in_order((Column::HearingOn, hearing_on), (Column::ConcludedOn, concluded_on));
    record.in_order((Column::ReceivedOn, received_on), (Column::ConcludedOn, concluded_on));
    if let (Some(appearance), None) = (appearance, hearing_on) {
        without_hearing(record, appearance);
    }
    if hearing_on.is_some() && record.is_waiting(Column::RpAppeared) {
        record.contradiction(Column::RpAppeared, Column::HearingOn, "与开庭日期并存：", "excludes a day of a hearing:");
    }
}

/// An appearance belongs to a hearing: one that took place needs its day, and one that did not is not counted without it.
fn without_hearing(record: &mut Record, appearance: &Appearance) {
    let has_column = record.address(Column::HearingOn).is_some();
    match appearance.attended_by_rp {
        _ if record.is_at_fault(Column::HearingOn) || record.is_at_fault(Column::RpAppeared) => {}
        Some(true) if has_column => {
            record.contradiction(
                Column::RpAppeared,
                Column::HearingOn,
                "为是，而未填开庭日期：",
                "is yes, yet no day of a hearing is given:",
            );
        }
        Some(true) => {
            let expected = Sentence::new("另有开庭日期列，出庭须有开庭日期", "a column with the day of the hearing that was attended");
            record.fault(Column::RpAppeared, expected);
        }
        Some(false) | None => {
            let told_by = if appearance.attended_by_rp.is_some() { Column::RpAppeared } else { Column::RpPost };
            let remark = Sentence::new("出庭情况未计入：缺少开庭日期", "the appearance is not counted: the day of the hearing is missing");
            record.notice(told_by, remark);
        }
    }
}
