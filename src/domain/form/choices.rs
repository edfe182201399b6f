//! Which codes of a list an event can carry in a case: what a form offers. What it does not offer, the law would refuse.

use crate::domain::Day;
use crate::domain::case::event::{EventKind, Field};
use crate::domain::case::transition::belongs_elsewhere;
use crate::domain::case::{Case, Instance};
use crate::domain::law::{CodeEntry, InstanceGroup, Law};

/// The codes of a list, in the order of the law.
pub fn choices<'a>(list: &'a str, field: &Field, kind: &EventKind, case: &Case, on: Day, law: &'a Law) -> Vec<&'a CodeEntry> {
    let regime = case.regime(on, law);
    let all = || law.codes.list(list).filter(|entry| entry.exists_under(regime) && !belongs_elsewhere(case, entry));
    let carried = |entry: &&CodeEntry| match law.codes.outcome(&entry.code).filter(|_| list == crate::domain::case::field::Outcome::LIST) {
        None => true,
        // what a judgment is changed to is another judgment of the first instance
        Some(outcome) if field.name == "changed_to" => outcome.group == InstanceGroup::FirstInstance,
        Some(outcome) => outcome.events.iter().any(|event| event == kind.code) && is_of(outcome.group, case.instance),
    };
    let fitting: Vec<&CodeEntry> = all().filter(carried).collect();
    if fitting.is_empty() { all().collect() } else { fitting }
}

/// Whether an outcome of these proceedings can end this instance.
fn is_of(group: InstanceGroup, instance: Option<Instance>) -> bool {
    match instance {
        Some(Instance::First) => matches!(group, InstanceGroup::FirstInstance | InstanceGroup::PublicInterest),
        Some(Instance::Second) => group == InstanceGroup::SecondInstance,
        Some(Instance::RetrialFirst | Instance::RetrialSecond) => group == InstanceGroup::Retrial,
        Some(Instance::RetrialReview | Instance::Supervision | Instance::PublicInterest | Instance::Enforcement) | None => true,
    }
}
