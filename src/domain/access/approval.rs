//! Which events need the consent of a head, and whose: one table, with the article of each row.
//!
//! The desk and the API record such an event through a request that its approver decides. What the operator records at the
//! machine, and what a ledger brings, was approved on paper: the event says by whom.

use super::{Kinds, Principal, Role, Tree, Who};
use crate::domain::Day;
use crate::domain::case::CaseKind;
use crate::domain::case::event::Tag;
use crate::domain::case::parts::{Approver, Regime, words};
use crate::domain::id::UnitId;

words! {
    /// Where a request stands.
    ApprovalState {
        Waiting = "waiting" "待审批" "waiting",
        Approved = "approved" "已批准" "approved",
        SentBack = "sent-back" "已退回" "sent back",
        Withdrawn = "withdrawn" "已撤回" "withdrawn",
    }
}

/// A row of the table.
#[derive(Debug, Clone, Copy)]
pub struct NeedsApproval {
    /// The event.
    pub event: Tag,
    /// On cases of these kinds.
    pub kinds: Kinds,
    /// Under this law; `None`: whichever governs.
    pub regime: Option<Regime>,
    /// Whose consent.
    pub approver: Approver,
    /// Article.
    pub article: &'static str,
}

const fn row(event: Tag, kinds: Kinds, regime: Option<Regime>, approver: Approver, article: &'static str) -> NeedsApproval {
    NeedsApproval { event, kinds, regime, approver, article }
}

/// The files of the organ itself.
const OURS: Kinds = Kinds::of(&[CaseKind::Reconsideration]);

/// The table. Suspension, termination and annulment name no approver in the law: practice asks the head of the institution.
pub const APPROVALS: &[NeedsApproval] = &[
    row(Tag::ConvertedToGeneral, OURS, None, Approver::InstitutionHead, "23-55"),
    row(Tag::Extended, OURS, Some(Regime::Law2017), Approver::OrganHead, "17-31"),
    row(Tag::Extended, OURS, Some(Regime::Law2023), Approver::InstitutionHead, "23-62(1)"),
    row(Tag::Suspended, OURS, None, Approver::InstitutionHead, "23-39"),
    row(Tag::Terminated, OURS, None, Approver::InstitutionHead, "23-41"),
    row(Tag::DecisionMade, OURS, None, Approver::OrganHead, "23-61(1)"),
    row(Tag::Annulled, Kinds::ALL, None, Approver::InstitutionHead, "practice"),
];

/// The consent an event needs on a case of this kind under this law, if any.
pub fn approval_of(event: Tag, kind: CaseKind, regime: Regime) -> Option<&'static NeedsApproval> {
    APPROVALS.iter().find(|row| row.event == event && row.kinds.contains(kind) && row.regime.is_none_or(|governs| governs == regime))
}

/// Whether the principal is the head the law names for cases of this handler. The head of the organ 行政复议机关负责人 is an
/// approver granted at a government (or for the whole deployment); where that head delegates to the institution, the
/// delegation is such a grant. The head of the institution 行政复议机构负责人 is any approver who reaches the handler.
pub fn is_head(principal: &Principal, approver: Approver, handler: Option<UnitId>, tree: &Tree, today: Day) -> bool {
    if principal.who == Who::Terminal {
        return true;
    }
    let is_organ = |unit: UnitId| tree.get(unit).and_then(|branch| branch.kind).is_some_and(|kind| kind.is_organ());
    principal.grants_in_force(today).iter().filter(|grant| grant.role == Role::Approver).any(|grant| match grant.unit {
        None => true,
        Some(unit) => {
            handler.is_some_and(|handler| tree.reaches(unit, handler)) && (approver == Approver::InstitutionHead || is_organ(unit))
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::access::{Branch, Grant, UnitKind};
    use crate::domain::id::PersonId;

    #[test]
    fn the_head_is_the_one_the_governing_law_names() {
        let of = |event, kind, regime| approval_of(event, kind, regime).map(|row| (row.approver, row.article));
        let ours = CaseKind::Reconsideration;
        assert_eq!(of(Tag::Extended, ours, Regime::Law2017), Some((Approver::OrganHead, "17-31")));
        assert_eq!(of(Tag::Extended, ours, Regime::Law2023), Some((Approver::InstitutionHead, "23-62(1)")));
        assert_eq!(of(Tag::DecisionMade, ours, Regime::Law2023), Some((Approver::OrganHead, "23-61(1)")));
        assert_eq!(of(Tag::DecisionMade, CaseKind::Litigation, Regime::Law2023), None, "a court decides");
        assert_eq!(of(Tag::Annulled, CaseKind::Litigation, Regime::Law2023), Some((Approver::InstitutionHead, "practice")));
        assert_eq!(of(Tag::Accepted, ours, Regime::Law2023), None);
    }

    #[test]
    fn the_head_of_the_institution_is_no_head_of_the_organ() {
        let (county, bureau, other) = (UnitId(1), UnitId(2), UnitId(3));
        let branch = |id, parent, kind| Branch { id, parent, kind: Some(kind) };
        let tree = Tree::new([
            branch(county, None, UnitKind::County),
            branch(bureau, Some(county), UnitKind::Department),
            branch(other, Some(county), UnitKind::Department),
        ])
        .unwrap();
        let today = "2024-03-01".parse().unwrap();
        let approver_at = |unit| Principal {
            who: Who::Person(PersonId(1)),
            name: "王某某".into(),
            grants: vec![Grant { role: Role::Approver, unit, from: today, until: None }],
            scopes: Vec::new(),
        };
        let heads = |unit| {
            [Approver::InstitutionHead, Approver::OrganHead].map(|head| is_head(&approver_at(unit), head, Some(bureau), &tree, today))
        };
        assert_eq!(heads(Some(bureau)), [true, false]);
        assert_eq!(heads(Some(county)), [true, true]);
        assert_eq!(heads(None), [true, true]);
        assert_eq!(heads(Some(other)), [false, false]);
        assert!(
            !is_head(&approver_at(Some(county)), Approver::InstitutionHead, None, &tree, today),
            "no handler, no head but the deployment's"
        );
    }
}
