//! What the store is given and gives back: the projection of a case.

use chrono::{DateTime, NaiveDateTime, SubsecRound, Utc};

use crate::domain::Day;
use crate::domain::case::field::Outcome;
use crate::domain::case::{Case, CaseKind, History, Instance, ParticipantRole, State};
use crate::domain::deadline::Pending;
use crate::domain::statistics::Tally;

/// A unit on a case: its name as recorded (full or alias), and its role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitRole {
    /// Name as recorded.
    pub unit: String,
    /// Code of the role: `respondent` in a reconsideration, otherwise the role of the agency on the instance.
    pub role: &'static str,
}

/// What the lists show of a case and what it adds to the figures: computed from its history, never written by hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Projection {
    /// State after the last entry.
    pub state: State,
    /// Kind of record, litigation only.
    pub instance: Option<Instance>,
    /// Units on the case; only a unit's first mention counts.
    pub units: Vec<UnitRole>,
    /// Names of applicants or plaintiffs, joined by 、.
    pub parties: String,
    /// Names of third parties 第三人, joined by 、.
    pub third_parties: String,
    /// Matter 事项／案由.
    pub matter: Option<String>,
    /// Management category 行政管理类别.
    pub category: Option<String>,
    /// Officer 承办人.
    pub officer: Option<String>,
    /// Court.
    pub court: Option<String>,
    /// The day lists sort and select the case by: received, else accepted, else the day of its first entry.
    pub listed_on: Day,
    /// Day received.
    pub received_on: Option<Day>,
    /// Day accepted.
    pub accepted_on: Option<Day>,
    /// Day concluded.
    pub concluded_on: Option<Day>,
    /// Closing outcome.
    pub outcome: Option<Outcome>,
    /// What the case adds to the figures.
    pub tallies: Vec<Tally>,
    /// What is pending in it, from the day it was projected on.
    pub deadlines: Vec<Pending>,
}

impl Projection {
    /// The projection of a folded case. `history` is what it was folded from, `tallies` what it adds to the figures,
    /// `deadlines` what is pending in it.
    pub fn new(case: &Case, history: &History, tallies: Vec<Tally>, deadlines: Vec<Pending>) -> Self {
        let opened_on = history.0.first().map_or(Day::MIN, |entry| entry.on);
        let respondents = case.respondents.iter().map(|unit| UnitRole { unit: unit.clone(), role: "respondent" });
        let agencies = case.agencies.iter().map(|agency| UnitRole { unit: agency.agency.clone(), role: agency.role.code() });
        Self {
            state: case.state,
            instance: case.instance,
            units: respondents.chain(agencies).collect(),
            parties: case.parties.iter().map(|party| party.name.as_str()).collect::<Vec<_>>().join("、"),
            third_parties: third_parties(history),
            matter: case.matter.clone(),
            category: case.category.clone(),
            officer: case.officer.clone(),
            court: case.court.clone(),
            listed_on: case.received_on.or(case.accepted_on).unwrap_or(opened_on),
            received_on: case.received_on,
            accepted_on: case.accepted_on,
            concluded_on: case.concluded_on,
            outcome: case.outcome.clone(),
            tallies,
            deadlines,
        }
    }
}

/// Names of the third parties of a history, joined by 、.
pub(super) fn third_parties(history: &History) -> String {
    let people = history.participants().into_iter().filter(|person| person.role == ParticipantRole::ThirdParty);
    people.map(|person| person.name).collect::<Vec<_>>().join("、")
}

/// Folds a history: how the store recomputes projections and totals without knowing any law.
pub trait Projector {
    /// What the history of a case of this kind amounts to.
    fn project(&self, kind: CaseKind, history: &History) -> Projection;

    /// The day from which it says what is pending.
    fn today(&self) -> Day;

    /// The fingerprint of the law it goes by.
    fn law(&self) -> &str;
}

/// An instant as stored: UTC, whole microseconds, because PostgreSQL keeps no more.
pub(super) fn stored(at: DateTime<Utc>) -> NaiveDateTime {
    at.naive_utc().trunc_subsecs(6)
}
