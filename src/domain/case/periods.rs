//! The statutory periods the tables themselves ask about. Lengths and articles are in the rule book; this file only says which
//! rule applies to which moment of a case.

use super::event::Tag;
use super::file::{Case, Instance, Interval, State};
use super::history::CaseKind;
use super::parts::{Procedure, Regime};
use crate::domain::Day;
use crate::domain::deadline;
use crate::domain::law::{ConversionReply, ConversionStart, Law};

/// Last day of a rule's period that starts on `from`, or `None` when an exclusion is still open or the rule is unknown.
pub fn last_day(law: &Law, rule: &str, from: Day, excluded: &[Interval], extension: Option<u32>) -> Option<Day> {
    let rule = law.rules.version(rule, from)?;
    deadline::last_day(law, rule, from, excluded, extension)
}

/// The day after which the state changes by itself, and the event that stands for it.
pub fn turns(case: &Case, entered_by: Tag, on: Day, law: &Law) -> Option<(Day, Tag)> {
    let (rule, from, tag) = match (case.kind, case.instance, case.state) {
        (CaseKind::Reconsideration, _, State::Received) => {
            let rule = match (case.regime(on, law), entered_by) {
                (Regime::Law2017, _) => "rl17-acceptance-review",
                (Regime::Law2023, Tag::SupplementReceived) => "rl23-review-after-correction",
                (Regime::Law2023, _) => "rl23-acceptance-review",
            };
            (rule, on, Tag::DeemedAccepted)
        }
        (CaseKind::Litigation, Some(Instance::First), State::Notified) => ("apl-defence", on, Tag::DefencePeriodExpired),
        (CaseKind::Litigation, Some(Instance::Second), State::Notified) if entered_by == Tag::AppealCopyReceived => {
            ("ji-appeal-answer", on, Tag::DefencePeriodExpired)
        }
        (CaseKind::Litigation, Some(Instance::RetrialReview), State::Notified) if entered_by == Tag::RetrialCopyReceived => {
            ("ji-retrial-response", on, Tag::DefencePeriodExpired)
        }
        (CaseKind::Litigation, Some(Instance::First | Instance::RetrialFirst), State::Decided) => {
            (appeal_rule(case), case.attributes.served_on?, Tag::AppealPeriodsExpired)
        }
        _ => return None,
    };
    last_day(law, rule, from, &[], None).map(|day| (day, tag))
}

/// Judgments may be appealed for fifteen days, rulings for ten (APL-85).
pub fn appeal_rule(case: &Case) -> &'static str {
    if case.attributes.ruling { "apl-appeal-ruling" } else { "apl-appeal-judgment" }
}

/// Last day for the applicant to supplement; the 2017 law and the Regulation set no number (IR-29).
pub fn supplement_due(received_on: Option<Day>, regime: Regime, law: &Law) -> Option<Day> {
    match regime {
        Regime::Law2017 => None,
        Regime::Law2023 => last_day(law, "rl23-correction-submit", received_on?, &[], None),
    }
}

/// The last of so many calendar days a document gives from a day, moved off days that are not working days (CPL-85(3)).
pub fn days_after(law: &Law, from: Day, days: u32) -> Option<Day> {
    from.checked_add_days(chrono::Days::new(u64::from(days))).map(|last| law.calendar.next_working(last))
}

/// The rule for the reply to a copy that was received on a day.
pub fn reply_rule(case: &Case, regime: Regime, received_on: Day, law: &Law) -> &'static str {
    let summary = match law.settings.conversion_reply {
        ConversionReply::Stays => case.was_summary_on(received_on),
        ConversionReply::General => case.attributes.procedure == Some(Procedure::Summary),
    };
    match (regime, summary) {
        (Regime::Law2017, _) => "rl17-reply",
        (Regime::Law2023, true) => "rl23-reply-summary",
        (Regime::Law2023, false) => "rl23-reply-general",
    }
}

/// Last day of the latest reply period, where the day the copy arrived is proved.
pub fn reply_by(case: &Case, regime: Regime, law: &Law) -> Option<Day> {
    let received = case.marks.iter().rev().find(|mark| mark.is_proved("copy-received")).map(|mark| mark.on)?;
    last_day(law, reply_rule(case, regime, received, law), received, &[], None)
}

/// Last day to report what was corrected upon an opinion letter 行政复议意见书 that arrived on a day (23-76; IR-57(1)).
pub fn opinion_by(law: &Law, received_on: Day) -> Option<Day> {
    ["rl23-opinion-feedback", "ir07-opinion-feedback"].into_iter().find_map(|rule| last_day(law, rule, received_on, &[], None))
}

/// The rule for making the decision.
pub fn decide_rule(regime: Regime, procedure: Option<Procedure>) -> &'static str {
    match (regime, procedure) {
        (Regime::Law2017, _) => "rl17-decide",
        (Regime::Law2023, Some(Procedure::Summary)) => "rl23-decide-summary",
        (Regime::Law2023, _) => "rl23-decide-general",
    }
}

/// Last day to decide, with exclusions and, when asked for, the extension; `None` before acceptance or while suspended.
pub fn decide_by(case: &Case, law: &Law, with_extension: bool) -> Option<Day> {
    let converted = case.converted_on.filter(|_| law.settings.conversion_start == ConversionStart::Conversion);
    let accepted = case.decide_from.max(converted).or(case.accepted_on)?;
    let rule = decide_rule(case.regime(accepted, law), case.attributes.procedure);
    last_day(law, rule, accepted, &case.intervals, case.attributes.extended_days.filter(|_| with_extension))
}

/// Whether the period to decide has run out on a day without a decision (23-34, 23-35; APL-45).
pub fn decision_overdue(case: &Case, on: Day, law: &Law) -> bool {
    decide_by(case, law, true).is_some_and(|last| on > last)
}
