//! Whose a period is: the role a rule names, found on the record at hand.

use super::Whose;
use crate::domain::case::parts::AgencyRole;
use crate::domain::case::{Case, CaseKind};
use crate::domain::law::Bound;

/// Whose duty or right it is, and the unit the record names for it.
pub(super) fn whose(case: &Case, bound: Bound) -> (Whose, Option<&str>) {
    match case.kind {
        CaseKind::Reconsideration => of_the_organ(case, bound),
        CaseKind::Respondent => of_a_respondent(case, bound),
        CaseKind::Litigation => of_the_sued(case, bound),
    }
}

/// Our government decides, the bureau is its institution (23-4): theirs is ours; the respondent answers for itself.
fn of_the_organ(case: &Case, bound: Bound) -> (Whose, Option<&str>) {
    match bound {
        Bound::ReconsiderationOrgan | Bound::ReconsiderationInstitution | Bound::CountyGovernment => (Whose::Ours, None),
        Bound::Respondent | Bound::Agency | Bound::CompensatingAgency => (Whose::Other, case.respondents.first().map(String::as_str)),
        Bound::Applicant | Bound::Plaintiff => (Whose::Other, case.parties.first().map(|party| party.name.as_str())),
        _ => (Whose::Other, None),
    }
}

/// A unit of ours answers as respondent; the organ is another's.
fn of_a_respondent(case: &Case, bound: Bound) -> (Whose, Option<&str>) {
    match bound {
        Bound::Respondent | Bound::Agency | Bound::CompensatingAgency => (Whose::Ours, case.respondents.first().map(String::as_str)),
        Bound::Applicant | Bound::Plaintiff => (Whose::Other, case.parties.first().map(|party| party.name.as_str())),
        Bound::ReconsiderationOrgan | Bound::ReconsiderationInstitution => (Whose::Other, case.court.as_deref()),
        _ => (Whose::Other, None),
    }
}

/// In litigation our agencies are those on the record, each in its role; where no role is recorded they are the defendants.
fn of_the_sued(case: &Case, bound: Bound) -> (Whose, Option<&str>) {
    use AgencyRole::{Appellant, Appellee, CoDefendantOrgan, CoDefendantOriginal, Defendant, RuleMaker, ThirdParty};
    let in_role = |roles: &[AgencyRole]| case.agencies.iter().find(|agency| roles.contains(&agency.role)).map(|one| one.agency.as_str());
    let only_in = |roles: &[AgencyRole]| in_role(roles).map_or((Whose::Other, None), |agency| (Whose::Ours, Some(agency)));
    let first = case.agencies.first().map(|agency| agency.agency.as_str());
    match bound {
        Bound::Defendant => match in_role(&[Defendant, CoDefendantOriginal, CoDefendantOrgan]) {
            None if !case.agencies.is_empty() => (Whose::Other, None),
            found => (Whose::Ours, found),
        },
        Bound::Appellee => match in_role(&[Appellant]) {
            Some(_) if in_role(&[Appellee]).is_none() => (Whose::Other, None),
            _ => (Whose::Ours, in_role(&[Appellee]).or(first)),
        },
        Bound::Appellant => only_in(&[Appellant]),
        Bound::ThirdParty => only_in(&[ThirdParty]),
        Bound::RuleMaker => only_in(&[RuleMaker]),
        Bound::Party | Bound::Agency | Bound::CompensatingAgency | Bound::Respondent => (Whose::Ours, first),
        Bound::Plaintiff | Bound::Applicant => (Whose::Other, case.parties.first().map(|party| party.name.as_str())),
        Bound::Court | Bound::CourtFirstInstance => (Whose::Other, case.court.as_deref()),
        _ => (Whose::Other, None),
    }
}

/// Whether a period of this role runs for a named addressee: a paper starts the periods of those it binds only.
pub(super) fn concerns(case: &Case, bound: Bound, addressee: &str) -> bool {
    let is_unit = case.respondents.iter().any(|unit| unit == addressee) || case.agencies.iter().any(|unit| unit.agency == addressee);
    match bound {
        Bound::Applicant | Bound::Plaintiff | Bound::RightsHolder => !is_unit,
        Bound::Respondent | Bound::Agency | Bound::CompensatingAgency | Bound::Defendant => is_unit || case.respondents.is_empty(),
        _ => true,
    }
}
