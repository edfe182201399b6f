//! What a form begins with: today, the own unit, who has to appear or to be served. A proposal, to be read and changed; nothing is
//! recorded that was not shown.

use crate::domain::Day;
use crate::domain::case::event::{Event, Tag};
use crate::domain::case::parts::SittingKind;
use crate::domain::case::{Case, CaseKind, State};
use crate::domain::form::Typed;
use crate::service;

/// What is known before anything is typed.
pub struct Known<'a> {
    /// The day.
    pub today: Day,
    /// The case as it stands.
    pub case: &'a Case,
    /// Name of who fills in the form.
    pub person: &'a str,
    /// Unit that answers for itself, where who fills in the form belongs to it.
    pub own_unit: Option<&'a str>,
}

/// Puts the proposals for an event where nothing was typed.
pub fn begin(tag: Tag, known: &Known<'_>, typed: &mut Typed) {
    let case = known.case;
    typed.suggest("on", known.today.to_string());
    let has = |name: &str| tag.kind().fields.iter().any(|field| field.name == name);
    if case.state == State::New {
        if has("officer") {
            typed.suggest("data.officer", known.person);
        }
        if let (Some(unit), Ok(mut event)) = (known.own_unit, Event::parse(tag.code(), "")) {
            service::name_unit(&mut event, unit.to_owned());
            for (name, value) in Typed::of_event(&event).pairs() {
                typed.suggest(name, value);
            }
        }
    }
    if has("agency") && case.agencies.len() == 1 && !has("consent") {
        typed.suggest("data.agency", case.agencies[0].agency.as_str());
    }
    match tag {
        Tag::HearingHeld => hearing(case, typed),
        Tag::DecisionServed | Tag::ServiceProved => {
            for (row, addressee) in everybody(case).enumerate() {
                typed.suggest(&format!("data.services.{row}.addressee"), addressee);
            }
        }
        Tag::MediationLetterEffective => {
            for (row, party) in everybody(case).enumerate() {
                typed.suggest(&format!("data.signatures.{row}.party"), party);
            }
        }
        _ => {}
    }
}

fn everybody(case: &Case) -> impl Iterator<Item = &str> {
    let parties = case.parties.iter().map(|party| party.name.as_str());
    parties.chain(case.respondents.iter().map(String::as_str))
}

fn hearing(case: &Case, typed: &mut Typed) {
    let in_court = case.kind == CaseKind::Litigation;
    let sitting = if in_court { SittingKind::Trial } else { SittingKind::ReconsiderationHearing };
    typed.suggest("data.sitting", sitting.code());
    if !in_court {
        return;
    }
    let before = case.hearings.iter().filter(|hearing| hearing.sitting == SittingKind::Trial).count();
    typed.suggest("data.sequence_no", (before + 1).to_string());
    for (row, agency) in case.agencies.iter().enumerate() {
        typed.suggest(&format!("data.appearances.{row}.agency"), agency.agency.as_str());
    }
}
