//! Figures from cases, end to end within the domain: builders here, one file a theme.

mod annual;
mod appearance;
mod properties;
mod tallies;

use std::sync::LazyLock;

use crate::domain::Day;
use crate::domain::case::parts::{AgencyOnInstance, AgencyRole, Appearance, SittingKind};
use crate::domain::case::{Case, CaseKind, Hearing, Instance, PerformanceDuty};
use crate::domain::statistics::{Registry, Tally, Totals};

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

/// Tallies of a case under the bundled sets.
pub fn tallies_of(case: &Case) -> Vec<Tally> {
    super::tallies(case, &registry().annual.lost)
}

/// Totals of many cases.
pub fn totals_of<'a>(cases: impl IntoIterator<Item = &'a Case>) -> Totals {
    cases.into_iter().flat_map(tallies_of).collect()
}
