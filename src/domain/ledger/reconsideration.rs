//! A row of 行政复议案件台账 or 被复议案件台账 → the history it tells.

use super::entries::{ending, many, parties};
use super::outcome::{OutcomeGroup, OutcomeNames};
use super::record::Record;
use super::vocabulary::{Column, Performance, SheetKind};
use crate::domain::Day;
use crate::domain::case::Entry;
use crate::domain::case::event::*;
use crate::domain::case::parts::{Party, UnitName};
use crate::domain::words::Sentence;

/// What a row tells about a case.
pub(super) struct Told {
    pub parties: Vec<Party>,
    pub units: Vec<UnitName>,
    pub entries: Vec<Entry>,
}

/// Reads a row of a sheet of reconsiderations.
pub(super) fn told(record: &mut Record, names: &OutcomeNames) -> Told {
    let vocabulary = record.vocabulary;
    let (people, count) = parties(record, vocabulary);
    let units = record.necessary_units();
    let matter = record.figure_name(Column::Matter, &vocabulary.matters);
    let category = record.figure_name(Column::Category, &vocabulary.categories);
    let procedure = record.meaning(Column::Procedure, &vocabulary.procedures);
    let officer = record.text(Column::Officer);
    let note = record.note();
    let received_on = record.necessary_day(Column::ReceivedOn);
    let accepted_on = record.day(Column::AcceptedOn);
    let replied_on = record.day(Column::RepliedOn);
    let ended = ending(record, names, OutcomeGroup::Reconsideration);
    let performance = record.meaning(Column::Performance, &vocabulary.performances);
    contradictions(record, received_on, accepted_on, replied_on, ended.as_ref(), performance);

    let mut entries = Vec::new();
    let applicants = many(people.clone());
    let respondents = many(units.clone());
    if let Some(on) = received_on {
        entries.push(if record.sheet.kind == SheetKind::Respondent {
            let organ = record.text(Column::Organ);
            Entry::from_ledger(
                on,
                CopyReceived { organ, applicants, respondents, matter, category, accepted_on, procedure, note, ..CopyReceived::default() },
            )
        } else {
            let application = ApplicationReceived {
                applicants,
                applicant_count: count,
                respondents,
                matter,
                category,
                officer,
                note,
                ..ApplicationReceived::default()
            };
            Entry::from_ledger(on, application)
        });
    }
    if let Some(on) = accepted_on.filter(|_| record.sheet.kind == SheetKind::Reconsideration) {
        entries.push(Entry::from_ledger(on, Accepted { procedure, ..Accepted::default() }));
    }
    if let Some(on) = replied_on {
        entries.push(Entry::from_ledger(on, ReplySubmitted::default()));
    }
    if let Some((on, code)) = ended {
        match end(&code) {
            Some(event) => entries.push(Entry::from_ledger(on, event)),
            None => record.fault(
                Column::Outcome,
                Sentence::new("台账能表达的结案方式；此种须逐案登记", "an outcome a ledger can tell; this one is recorded case by case"),
            ),
        }
        // The ledger knows that it was performed, not when: the day of the decision is only the earliest it can have been.
        match performance {
            Some(Performance::Performed) => entries.push(Entry::from_ledger(on, Performed::default()).undated()),
            Some(Performance::Partial) => {
                entries.push(Entry::from_ledger(on, Performed { partial: Some(true), ..Performed::default() }).undated())
            }
            Some(Performance::Open) | None => {}
        }
    }
    Told { parties: people, units, entries }
}

/// The event that ends a reconsideration with this outcome (outcomes.md A.1).
fn end(code: &str) -> Option<Event> {
    let terminated = |ground: &str, reason: Option<&str>| {
        Some(Terminated { ground: Some(ground.into()), reason: reason.map(Into::into), ..Terminated::default() }.into())
    };
    match code {
        "NOT-ACCEPTED" => Some(Rejected::default().into()),
        "ABANDONED" => Some(SupplementLapsed::default().into()),
        "REDIRECTED" => Some(Redirected::default().into()),
        "DISMISS-APPLICATION" => Some(ApplicationDismissed::default().into()),
        "MEDIATED" => Some(MediationLetterEffective::default().into()),
        "TERM-SETTLED" => terminated("TE-1", Some("settlement")),
        "TERM-CHANGED" => terminated("TE-1", Some("act-changed")),
        // The ledger says that it was withdrawn and not settled; why, it does not say.
        "TERM-WITHDRAWN" => terminated("TE-1", None),
        "TERM-DEATH" => terminated("TE-2", None),
        "TERM-ENTITY" => terminated("TE-3", None),
        "TERM-CRIMINAL" => terminated("TE-4", None),
        "TERM-60" => terminated("TE-5", None),
        "HANDED-OVER" | "OTHER-END" => None,
        code => Some(DecisionMade { outcome: Some(code.into()), ..DecisionMade::default() }.into()),
    }
}

/// Days in the wrong order, and facts that exclude each other.
fn contradictions(
    record: &mut Record,
    received_on: Option<Day>,
    accepted_on: Option<Day>,
    replied_on: Option<Day>,
    ended: Option<&(Day, String)>,
    performance: Option<Performance>,
) {
    let concluded_on = ended.map(|(on, _)| *on);
    if record.sheet.kind == SheetKind::Reconsideration {
        record.in_order((Column::ReceivedOn, received_on), (Column::AcceptedOn, accepted_on));
    }
    record.in_order((Column::AcceptedOn, accepted_on), (Column::ConcludedOn, concluded_on));
    record.in_order((Column::ReceivedOn, received_on), (Column::ConcludedOn, concluded_on));
    record.in_order((Column::ReceivedOn, received_on), (Column::RepliedOn, replied_on));
    record.in_order((Column::RepliedOn, replied_on), (Column::ConcludedOn, concluded_on));
    let before_acceptance = ended.is_some_and(|(_, code)| matches!(code.as_str(), "NOT-ACCEPTED" | "ABANDONED" | "REDIRECTED"));
    if before_acceptance && accepted_on.is_some() {
        record.contradiction(Column::Outcome, Column::AcceptedOn, "与受理日期并存：", "excludes a day of acceptance:");
    }
    if matches!(performance, Some(Performance::Performed | Performance::Partial)) && ended.is_none() {
        record.contradiction(Column::Performance, Column::ConcludedOn, "已填，而案件未结：", "is given for a case that has not ended:");
    }
}
