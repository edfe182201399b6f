//! Units as a tree 单位树: who stands above whom.

use std::collections::HashMap;

use crate::domain::case::parts::words;
use crate::domain::id::UnitId;

words! {
    /// What a unit is.
    UnitKind {
        Province = "province" "省（自治区、直辖市）" "province",
        City = "city" "市（州）" "city",
        County = "county" "县（市、区）" "county or district",
        Department = "department" "部门" "department",
        Street = "street" "街道" "street office",
        Township = "township" "乡" "township",
        Town = "town" "镇" "town",
    }
}

impl UnitKind {
    /// A people's government that decides reconsiderations 行政复议机关 (23-24): its head is the head of the organ.
    pub const fn is_organ(self) -> bool {
        matches!(self, Self::Province | Self::City | Self::County)
    }
}

/// A unit's place in the tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Branch {
    /// The unit.
    pub id: UnitId,
    /// The unit above; `None`: directly under the deployment.
    pub parent: Option<UnitId>,
    /// What it is; `None`: not recorded.
    pub kind: Option<UnitKind>,
}

/// Why units make no tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TreeFault {
    /// A unit would stand above itself.
    #[error("unit {0} would stand above itself")]
    Loop(UnitId),
    /// The unit above is not there.
    #[error("there is no unit {0}")]
    Unknown(UnitId),
}

/// The units of a deployment. There is no loop in it: none can be built.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tree(HashMap<UnitId, Branch>);

impl Tree {
    /// The tree of these units, in any order.
    ///
    /// # Errors
    /// A parent that is not among them; a loop.
    pub fn new(branches: impl IntoIterator<Item = Branch>) -> Result<Self, TreeFault> {
        let tree = Self(branches.into_iter().map(|branch| (branch.id, branch)).collect());
        for branch in tree.0.values() {
            // a path longer than the number of units has met one twice
            if tree.path(branch.id).take(tree.0.len() + 1).count() > tree.0.len() {
                return Err(TreeFault::Loop(branch.id));
            }
            if let Some(parent) = branch.parent.filter(|parent| !tree.0.contains_key(parent)) {
                return Err(TreeFault::Unknown(parent));
            }
        }
        Ok(tree)
    }

    /// Whether a unit may stand under another (or directly under the deployment).
    ///
    /// # Errors
    /// Either is unknown; the unit would stand above itself.
    pub fn may_move(&self, unit: UnitId, parent: Option<UnitId>) -> Result<(), TreeFault> {
        for known in std::iter::once(unit).chain(parent) {
            if !self.0.contains_key(&known) {
                return Err(TreeFault::Unknown(known));
            }
        }
        match parent {
            Some(parent) if self.reaches(unit, parent) => Err(TreeFault::Loop(unit)),
            _ => Ok(()),
        }
    }

    /// The unit itself and everything above it, nearest first. Nothing for a unit that is not there.
    pub fn path(&self, unit: UnitId) -> impl Iterator<Item = UnitId> {
        std::iter::successors(self.0.get(&unit), |branch| self.0.get(&branch.parent?)).map(|branch| branch.id)
    }

    /// Whether `lower` is `upper` or stands below it: as many steps as the tree is deep.
    pub fn reaches(&self, upper: UnitId, lower: UnitId) -> bool {
        self.path(lower).any(|unit| unit == upper)
    }

    /// The unit and everything below it, by id.
    pub fn subtree(&self, unit: UnitId) -> Vec<UnitId> {
        let mut units: Vec<UnitId> = self.0.keys().copied().filter(|lower| self.reaches(unit, *lower)).collect();
        units.sort_unstable();
        units
    }

    /// The place of a unit.
    pub fn get(&self, unit: UnitId) -> Option<&Branch> {
        self.0.get(&unit)
    }

    /// Every unit, in no order.
    pub fn units(&self) -> impl Iterator<Item = UnitId> {
        self.0.keys().copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn branch(id: i64, parent: Option<i64>) -> Branch {
        Branch { id: UnitId(id), parent: parent.map(UnitId), kind: None }
    }

    #[test]
    fn a_unit_reaches_itself_and_all_below_it_and_nothing_else() {
        let tree = Tree::new([branch(3, Some(2)), branch(1, None), branch(2, Some(1)), branch(4, Some(1)), branch(5, None)]).unwrap();
        let reached = |upper| (1..=5).filter(|lower| tree.reaches(UnitId(upper), UnitId(*lower))).collect::<Vec<_>>();
        assert_eq!([1, 2, 3, 4, 5].map(reached), [vec![1, 2, 3, 4], vec![2, 3], vec![3], vec![4], vec![5]]);
        assert_eq!(tree.path(UnitId(3)).collect::<Vec<_>>(), [3, 2, 1].map(UnitId));
        assert_eq!(tree.subtree(UnitId(1)), [1, 2, 3, 4].map(UnitId));
        assert!(!tree.reaches(UnitId(9), UnitId(9)), "a unit that is not there reaches nothing");
    }

    #[test]
    fn no_loop_can_be_built_or_moved_into() {
        assert!(matches!(Tree::new([branch(1, Some(2)), branch(2, Some(1))]), Err(TreeFault::Loop(_))));
        assert_eq!(Tree::new([branch(1, Some(1))]), Err(TreeFault::Loop(UnitId(1))));
        assert_eq!(Tree::new([branch(1, Some(7))]), Err(TreeFault::Unknown(UnitId(7))));
        let tree = Tree::new([branch(1, None), branch(2, Some(1)), branch(3, Some(2))]).unwrap();
        assert_eq!(tree.may_move(UnitId(1), Some(UnitId(3))), Err(TreeFault::Loop(UnitId(1))));
        assert_eq!(tree.may_move(UnitId(2), Some(UnitId(2))), Err(TreeFault::Loop(UnitId(2))));
        assert_eq!(tree.may_move(UnitId(3), Some(UnitId(1))), Ok(()));
        assert_eq!(tree.may_move(UnitId(3), None), Ok(()));
        assert_eq!(tree.may_move(UnitId(3), Some(UnitId(8))), Err(TreeFault::Unknown(UnitId(8))));
    }
}
