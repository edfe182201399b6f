//! Figures from cases, end to end within the domain: builders here, one file a theme.

mod annual;
mod appearance;
mod golden;
mod properties;
mod single;
mod switches;

use std::sync::LazyLock;

use crate::domain::Day;
use crate::domain::case::parts::{AgencyOnInstance, AgencyRole, Appearance, SittingKind};
use crate::domain::case::{Case, CaseKind, Hearing, Instance, PerformanceDuty};
use crate::domain::law::Law;
use crate::domain::statistics::{CaseFacts, Counts, Fact, Period, Registry, facts};

/// The bundled registry, read once.
pub fn registry() -> &'static Registry {
    static REGISTRY: LazyLock<Registry> = LazyLock::new(|| Registry::bundled(&|_| true).unwrap());
    &REGISTRY
}

/// A day written 2023-03-05.
pub fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// A case file with nothing in it.
pub fn blank(kind: CaseKind) -> Case {
    Case::new(kind)
}

/// A reconsideration against `respondents`, received and accepted on these days.
pub fn reconsideration(received: &str, accepted: Option<&str>, respondents: &[&str]) -> Case {
    Case {
        received_on: Some(day(received)),
        accepted_on: accepted.map(day),
        respondents: respondents.iter().map(|&unit| unit.to_owned()).collect(),
        ..blank(CaseKind::Reconsideration)
    }
}

/// A suit against `defendants`, filed on a day.
pub fn suit(instance: Instance, filed: &str, defendants: &[&str]) -> Case {
    let defendant = |&unit: &&str| AgencyOnInstance { agency: unit.to_owned(), role: AgencyRole::Defendant, received_on: None };
    Case {
        instance: Some(instance),
        received_on: Some(day(filed)),
        agencies: defendants.iter().map(defendant).collect(),
        ..blank(CaseKind::Litigation)
    }
}

impl Case {
    /// The case concluded.
    pub fn ended(self, on: &str, outcome: &str) -> Self {
        Self { concluded_on: Some(day(on)), outcome: Some(outcome.into()), ..self }
    }

    /// The case with a duty to perform.
    pub fn with_duty(self, due: Option<&str>, performed: Option<&str>) -> Self {
        Self {
            performance: Some(PerformanceDuty { due_on: due.map(day), performed_on: performed.map(day), ..PerformanceDuty::default() }),
            ..self
        }
    }

    /// The case with one more sitting.
    pub fn heard(mut self, on: &str, sitting: SittingKind, appearances: &[Appearance]) -> Self {
        self.hearings.push(Hearing { on: day(on), sitting, joint_group: None, appearances: appearances.to_vec() });
        self
    }
}

/// What the responsible person of an agency did.
pub fn attendance(agency: &str, attended: bool) -> Appearance {
    Appearance { agency: Some(agency.to_owned()), attended_by_rp: Some(attended), ..Appearance::default() }
}

/// The bundled law, read once.
pub fn law() -> &'static Law {
    static LAW: LazyLock<Law> = LazyLock::new(|| Law::bundled().unwrap());
    &LAW
}

/// Facts of a case under the bundled sets.
pub fn facts_of(case: &Case) -> CaseFacts {
    facts(case, law(), &registry().annual.lost)
}

/// The calendar year.
pub fn year(year: i32) -> Period {
    Period::year(year).unwrap()
}

/// Counts of many cases in a period, of what lies within a scope.
pub fn counts_within(cases: &[Case], period: Period, within: impl Fn(&Fact) -> bool) -> Counts {
    let facts: Vec<CaseFacts> = cases.iter().map(facts_of).collect();
    Counts::of(&facts, period, within)
}

/// Counts of many cases in a period.
pub fn counts_of(cases: &[Case], period: Period) -> Counts {
    counts_within(cases, period, |_| true)
}
