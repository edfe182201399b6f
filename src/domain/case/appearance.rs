//! What follows from who appeared at a court hearing (appearance.md): absence with consequences (NA-1 to NA-5, AP-12(1)) and
//! sending only a lawyer (JI-128(2)). Derived from recorded facts; what is not recorded has no consequence.

use super::file::{Case, Hearing};
use super::parts::{Appearance, CourtFinding, CourtNotice, IdentityProof, LeftEarly, SittingKind, words};
use crate::domain::Day;

words! {
    /// Why an appearance has consequences.
    Fault {
        NoReason = "NA-1" "负责人未出庭，未说明理由或者理由不成立" "not appeared, no reason given or reason not accepted",
        AgainAbsent = "NA-2" "延期后再次无正当理由未出庭" "postponed at its request, then absent again",
        NobodyCame = "NA-3" "负责人和工作人员均未出庭" "neither the responsible person nor staff appeared",
        LeftWithoutLeave = "NA-4" "未经许可中途退庭" "left the courtroom without leave",
        RefusedToExplain = "NA-5" "拒绝说明，致使庭审无法进行" "refused to explain, and the hearing could not go on",
        OnlyLawyer = "LI-11" "仅委托律师出庭" "only a lawyer was sent",
    }
}

impl Fault {
    /// Article.
    pub const fn article(self) -> &'static str {
        match self {
            Self::NoReason => "AP-12(1)(i)",
            Self::AgainAbsent => "AP-12(1)(ii)",
            Self::NobodyCame => "AP-12(1)(iii), APL-3(3)",
            Self::LeftWithoutLeave => "AP-12(1)(iv)",
            Self::RefusedToExplain => "AP-12(1)(v)",
            Self::OnlyLawyer => "JI-128(2)",
        }
    }
}

/// A fault of one agency at one hearing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Day of the hearing.
    pub on: Day,
    /// The agency; `None` for the file's only one.
    pub agency: Option<String>,
    /// What it did.
    pub fault: Fault,
}

/// The faults of every agency at every court hearing 开庭 of the record, in the order of the hearings.
pub fn findings(case: &Case) -> Vec<Finding> {
    let mut trials: Vec<&Hearing> = case.hearings.iter().filter(|hearing| hearing.sitting == SittingKind::Trial).collect();
    trials.sort_by_key(|hearing| hearing.on);
    let mut found = Vec::new();
    for (number, hearing) in trials.iter().enumerate() {
        for appearance in &hearing.appearances {
            let fulfilled = trials[..number].iter().any(|earlier| {
                earlier.appearances.iter().any(|before| before.agency == appearance.agency && before.attended() == Some(true))
            });
            let faults = faults(appearance, fulfilled);
            found.extend(faults.into_iter().map(|fault| Finding { on: hearing.on, agency: appearance.agency.clone(), fault }));
        }
    }
    found
}

/// `fulfilled`: the responsible person appeared at an earlier hearing of this instance, which generally is enough (AP-7(1)).
fn faults(appearance: &Appearance, fulfilled: bool) -> Vec<Fault> {
    let absent = appearance.attended() == Some(false);
    let no_staff = appearance.corresponding_staff.as_ref().is_some_and(Vec::is_empty);
    let called_again = matches!(appearance.court_notified, Some(CourtNotice::MayNotify | CourtNotice::ShallNotify));
    let another_designated = appearance.designated.is_some() && appearance.designated != appearance.agency;
    let excused = fulfilled && !called_again || another_designated;
    let unjustified = match appearance.court_finding {
        Some(CourtFinding::Accepted) => false,
        Some(CourtFinding::Rejected) => true,
        Some(CourtFinding::NoneRecorded) | None => appearance.absence_reason.is_none(),
    };
    let mut faults = Vec::new();
    if let Some(stated) = appearance.na_code.as_ref().and_then(|code| Fault::from_code(code.as_str())) {
        faults.push(stated);
    } else if absent && no_staff {
        faults.push(Fault::NobodyCame);
    } else if absent && unjustified && appearance.absent_after_postponement == Some(true) {
        faults.push(Fault::AgainAbsent);
    } else if absent && unjustified && !excused {
        faults.push(Fault::NoReason);
    }
    let also = [
        (appearance.left_early == Some(LeftEarly::WithoutLeave), Fault::LeftWithoutLeave),
        (appearance.refused_to_explain == Some(true), Fault::RefusedToExplain),
        (absent && no_staff && appearance.lawyer == Some(true), Fault::OnlyLawyer),
    ];
    for (_, fault) in also.into_iter().filter(|(holds, _)| *holds) {
        if !faults.contains(&fault) {
            faults.push(fault);
        }
    }
    faults
}

impl Appearance {
    /// Whether the responsible person appeared; with identity papers rejected the law treats them as absent (AP-6(2)).
    pub fn attended(&self) -> Option<bool> {
        self.attended_by_rp.map(|there| there && self.identity_proof != Some(IdentityProof::Rejected))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::case::parts::Staff;

    fn absent() -> Appearance {
        Appearance { attended_by_rp: Some(false), ..Appearance::default() }
    }

    fn staffed(appearance: Appearance) -> Appearance {
        let staff = Staff { name: "王某".into(), post: None, kind: Some("CS-HANDLER".into()), power_of_attorney: Some(true) };
        Appearance { corresponding_staff: Some(vec![staff]), ..appearance }
    }

    #[test]
    fn each_fault_follows_from_its_facts() {
        let claimed = Appearance { absence_reason: Some("JR-3".into()), ..staffed(absent()) };
        let rejected = Appearance { court_finding: Some(CourtFinding::Rejected), ..claimed.clone() };
        let papers = Appearance { attended_by_rp: Some(true), identity_proof: Some(IdentityProof::Rejected), ..staffed(absent()) };
        let again = Appearance { absent_after_postponement: Some(true), ..rejected.clone() };
        let nobody = Appearance { corresponding_staff: Some(Vec::new()), ..absent() };
        let lawyer = Appearance { lawyer: Some(true), ..nobody.clone() };
        let left = Appearance { attended_by_rp: Some(true), left_early: Some(LeftEarly::WithoutLeave), ..Appearance::default() };
        let silent = Appearance { attended_by_rp: Some(true), refused_to_explain: Some(true), ..Appearance::default() };
        let designated = Appearance { agency: Some("甲局".into()), designated: Some("乙局".into()), ..staffed(absent()) };
        for (appearance, expected) in [
            (Appearance::default(), vec![]),
            (staffed(absent()), vec![Fault::NoReason]),
            (claimed, vec![]),
            (rejected, vec![Fault::NoReason]),
            (papers, vec![Fault::NoReason]),
            (again, vec![Fault::AgainAbsent]),
            (nobody, vec![Fault::NobodyCame]),
            (lawyer, vec![Fault::NobodyCame, Fault::OnlyLawyer]),
            (left, vec![Fault::LeftWithoutLeave]),
            (silent, vec![Fault::RefusedToExplain]),
            (designated, vec![]),
        ] {
            assert_eq!(faults(&appearance, false), expected, "{appearance:?}");
        }
    }

    #[test]
    fn having_appeared_once_is_enough_unless_the_court_calls_again() {
        assert_eq!(faults(&staffed(absent()), true), []);
        let called = Appearance { court_notified: Some(CourtNotice::ShallNotify), ..staffed(absent()) };
        assert_eq!(faults(&called, true), [Fault::NoReason]);
    }
}
