//! The final result of a dispute 争议的最终结果 over its linked records: first instance, appeal, remand, retrial
//! (outcomes.md B.8). To look at an earlier day, fold the histories up to that day: a retrial replaces the earlier result only
//! from its own effect on.

use super::field::Outcome;
use super::file::{Case, Instance, State};
use super::parts::LinkKind;
use crate::domain::law::{Composition, Law};

/// One record of the dispute under its case number.
#[derive(Debug, Clone, Copy)]
pub struct Record<'a> {
    /// Case number, as other records link to it.
    pub number: &'a str,
    /// The folded record.
    pub case: &'a Case,
}

/// What the dispute came to for one agency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Final {
    /// No record has taken effect yet.
    Open,
    /// Sent back or sent down; the new record has not taken effect.
    Pending,
    /// The outcome, and the number of the record it stands in.
    Result {
        /// Outcome of outcomes.md B.1, B.2 or B.4.
        outcome: Outcome,
        /// Case number.
        number: String,
    },
    /// The outcome lets another record stand that is not among the records, or is not linked.
    Unlinked {
        /// Number of the record without its link.
        number: String,
    },
}

/// Result of the last instance that took legal effect, for one agency. Retrial review and supervision decide nothing by
/// themselves: while a retrial is only ordered, the judgment under review stands (execution aside).
pub fn final_result(records: &[Record<'_>], agency: &str, law: &Law) -> Final {
    let last = records
        .iter()
        .filter(|record| took_effect(record.case))
        .max_by_key(|record| (record.case.concluded_on, rank(record.case.instance)));
    last.map_or(Final::Open, |record| result(records, record, agency, law, records.len()))
}

/// What one record says, following the records it lets stand or sends the case back to. `steps` bounds a ring of links.
fn result(records: &[Record<'_>], record: &Record<'_>, agency: &str, law: &Law, steps: usize) -> Final {
    let unlinked = || Final::Unlinked { number: record.number.to_owned() };
    let case = record.case;
    let own = case.results.iter().find(|result| result.agency == agency).map(|result| &result.outcome).or(case.outcome.as_ref());
    let Some(own) = own else { return Final::Open };
    let of = |outcome: Outcome| Final::Result { outcome, number: record.number.to_owned() };
    let Some(entry) = law.codes.outcome(own.as_str()) else { return of(own.clone()) };
    let Some(steps) = steps.checked_sub(1) else { return unlinked() };
    match entry.composition {
        Composition::Own => of(own.clone()),
        Composition::New => match entry.new_result.as_deref().map(Outcome::from).or(case.changed_to.clone()) {
            Some(changed) => of(changed),
            None => unlinked(),
        },
        Composition::Stands => match linked(records, case, &[LinkKind::AppealOf, LinkKind::RetrialOf]) {
            Some(below) => result(records, below, agency, law, steps),
            None => unlinked(),
        },
        Composition::Pending => {
            let sent_back = |other: &&Record<'_>| {
                let back = |link: &super::parts::Link| link.kind == LinkKind::RemandOf && link.number == record.number;
                other.case.links.iter().any(back) && took_effect(other.case)
            };
            let again = records.iter().filter(sent_back).max_by_key(|other| other.case.concluded_on);
            again.map_or(Final::Pending, |again| result(records, again, agency, law, steps))
        }
    }
}

/// The record a record is linked to in one of these ways.
fn linked<'a, 'b>(records: &'a [Record<'b>], case: &Case, kinds: &[LinkKind]) -> Option<&'a Record<'b>> {
    let link = case.links.iter().find(|link| kinds.contains(&link.kind))?;
    records.iter().find(|record| record.number == link.number)
}

fn took_effect(case: &Case) -> bool {
    let decides = !matches!(
        case.instance,
        None | Some(Instance::RetrialReview | Instance::Supervision | Instance::PublicInterest | Instance::Enforcement)
    );
    decides && case.outcome.is_some() && matches!(case.state, State::Effective | State::Performance | State::Ended | State::Closed)
}

/// On the same day the later procedure decides.
fn rank(instance: Option<Instance>) -> usize {
    Instance::ALL.iter().position(|known| Some(*known) == instance).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::case::CaseKind;
    use crate::domain::case::parts::{AgencyResult, Link};

    fn record(instance: Instance, on: &str, outcome: &str, state: State, links: &[(LinkKind, &str)]) -> Case {
        Case {
            instance: Some(instance),
            state,
            concluded_on: Some(on.parse().unwrap()),
            outcome: Some(outcome.into()),
            links: links.iter().map(|(kind, number)| Link { kind: *kind, number: (*number).into() }).collect(),
            ..Case::new(CaseKind::Litigation)
        }
    }

    fn ends(records: &[(&str, &Case)]) -> String {
        let law = Law::bundled().unwrap();
        let records: Vec<Record<'_>> = records.iter().map(|(number, case)| Record { number, case }).collect();
        match final_result(&records, "区公安分局", &law) {
            Final::Result { outcome, number } => format!("{outcome} in {number}"),
            Final::Unlinked { number } => format!("unlinked {number}"),
            other => format!("{other:?}").to_lowercase(),
        }
    }

    #[test]
    fn an_affirmed_judgment_stands_and_a_changed_one_is_replaced() {
        let first = record(Instance::First, "2023-03-01", "J-REVOKE", State::Appealed, &[]);
        assert_eq!(ends(&[("初", &first)]), "open");
        let appeal = |outcome: &str| record(Instance::Second, "2023-06-01", outcome, State::Effective, &[(LinkKind::AppealOf, "初")]);
        for stands in ["A-AFFIRM", "A-WITHDRAWN", "A-DEEMED-WITHDRAWN"] {
            assert_eq!(ends(&[("初", &first), ("终", &appeal(stands))]), "J-REVOKE in 初");
        }
        let changed = Case { changed_to: Some("J-DISMISS-CLAIM".into()), ..appeal("A-CHANGE") };
        assert_eq!(ends(&[("初", &first), ("终", &changed)]), "J-DISMISS-CLAIM in 终");
        assert_eq!(ends(&[("初", &first), ("终", &appeal("A-DISMISS-SUIT"))]), "R-SUIT-DISMISSED in 终");
        assert_eq!(ends(&[("初", &first), ("终", &appeal("A-MEDIATED"))]), "M-MEDIATED in 终");
        assert_eq!(ends(&[("终", &appeal("A-AFFIRM"))]), "unlinked 终");
    }

    #[test]
    fn a_remand_is_pending_until_the_new_record_takes_effect() {
        let first = record(Instance::First, "2023-03-01", "J-REVOKE", State::Appealed, &[]);
        let second = record(Instance::Second, "2023-06-01", "A-REMAND", State::Ended, &[(LinkKind::AppealOf, "初")]);
        assert_eq!(ends(&[("初", &first), ("终", &second)]), "pending");
        let tried = |state| record(Instance::First, "2023-11-01", "J-DISMISS-CLAIM", state, &[(LinkKind::RemandOf, "终")]);
        assert_eq!(ends(&[("初", &first), ("终", &second), ("重", &tried(State::Decided))]), "pending");
        assert_eq!(ends(&[("初", &first), ("终", &second), ("重", &tried(State::Effective))]), "J-DISMISS-CLAIM in 重");
    }

    #[test]
    fn a_retrial_replaces_the_result_only_when_it_takes_effect() {
        let first = record(Instance::First, "2023-03-01", "J-DISMISS-CLAIM", State::Effective, &[]);
        let review = record(Instance::RetrialReview, "2023-09-01", "V-ORDERED-UP", State::Ended, &[(LinkKind::RetrialOf, "初")]);
        assert_eq!(ends(&[("初", &first), ("审", &review)]), "J-DISMISS-CLAIM in 初");
        let retrial = |outcome: &str, state| record(Instance::RetrialSecond, "2024-02-01", outcome, state, &[(LinkKind::RetrialOf, "初")]);
        let changed = Case { changed_to: Some("J-REVOKE".into()), ..retrial("T-CHANGE", State::Effective) };
        assert_eq!(ends(&[("初", &first), ("审", &review), ("再", &changed)]), "J-REVOKE in 再");
        assert_eq!(ends(&[("初", &first), ("再", &retrial("T-AFFIRM", State::Effective))]), "J-DISMISS-CLAIM in 初");
        assert_eq!(ends(&[("初", &first), ("再", &retrial("T-TERMINATED", State::Ended))]), "J-DISMISS-CLAIM in 初");
        assert_eq!(ends(&[("初", &first), ("再", &retrial("T-REMAND", State::Ended))]), "pending");
    }

    #[test]
    fn each_agency_has_its_own_result_and_a_ring_of_links_ends() {
        let own = AgencyResult { agency: "区公安分局".into(), outcome: "J-DISMISS-CLAIM".into(), served_on: None };
        let first = Case { results: vec![own], ..record(Instance::First, "2023-03-01", "J-REVOKE", State::Effective, &[]) };
        assert_eq!(ends(&[("初", &first)]), "J-DISMISS-CLAIM in 初");
        let ring = record(Instance::Second, "2023-06-01", "A-AFFIRM", State::Effective, &[(LinkKind::AppealOf, "终")]);
        assert_eq!(ends(&[("终", &ring)]), "unlinked 终");
    }
}
