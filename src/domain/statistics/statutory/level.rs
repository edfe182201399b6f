//! The level of an agency, as the tables divide respondents and organs.

use crate::domain::access::{Tree, UnitKind};
use crate::domain::case::parts::words;
use crate::domain::id::UnitId;

words! {
    /// Level of an agency 机关级别.
    AgencyLevel {
        Township = "township-government" "乡镇政府" "township government",
        CountyDepartment = "county-department" "县级政府的部门" "county department",
        County = "county-government" "县级政府" "county government",
        CityDepartment = "city-department" "市（地）级政府的部门" "city department",
        City = "city-government" "市（地）级政府" "city government",
        ProvinceDepartment = "province-department" "省级政府的部门" "provincial department",
        Province = "province-government" "省级政府" "provincial government",
        StateDepartment = "state-department" "国务院部门" "department of the State Council",
    }
}

impl AgencyLevel {
    /// The level of a unit by its kind and the nearest government above it; `None` where the tree does not say. A street office 街道办事处
    /// is counted with the townships, as practice does.
    pub fn of(unit: UnitId, tree: &Tree) -> Option<Self> {
        match tree.get(unit)?.kind? {
            UnitKind::Province => Some(Self::Province),
            UnitKind::City => Some(Self::City),
            UnitKind::County => Some(Self::County),
            UnitKind::Street | UnitKind::Township | UnitKind::Town => Some(Self::Township),
            UnitKind::Department => match Self::organ_over(unit, tree)? {
                Self::Province => Some(Self::ProvinceDepartment),
                Self::City => Some(Self::CityDepartment),
                _ => Some(Self::CountyDepartment),
            },
        }
    }

    /// The level of the nearest people's government above a unit: the organ that reconsiders its acts (23-24).
    pub fn organ_over(unit: UnitId, tree: &Tree) -> Option<Self> {
        let mut at = tree.get(unit)?.parent;
        while let Some(branch) = at.and_then(|id| tree.get(id)) {
            if branch.kind.is_some_and(UnitKind::is_organ) {
                return Self::of(branch.id, tree);
            }
            at = branch.parent;
        }
        None
    }

    /// The level of the organ whose cases a unit handles: its own where it is a government, else that of the government above it.
    pub fn organ_of(handler: UnitId, tree: &Tree) -> Option<Self> {
        match tree.get(handler)?.kind {
            Some(kind) if kind.is_organ() => Self::of(handler, tree),
            _ => Self::organ_over(handler, tree),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::access::Branch;

    #[test]
    fn a_department_has_the_level_of_its_government() {
        let branch = |id: i64, parent: Option<i64>, kind| Branch { id: UnitId(id), parent: parent.map(UnitId), kind };
        let tree = Tree::new([
            branch(1, None, Some(UnitKind::City)),
            branch(2, Some(1), Some(UnitKind::Department)),
            branch(3, Some(1), Some(UnitKind::County)),
            branch(4, Some(3), Some(UnitKind::Department)),
            branch(5, Some(4), Some(UnitKind::Department)),
            branch(6, Some(3), Some(UnitKind::Street)),
            branch(7, Some(3), None),
            branch(8, None, Some(UnitKind::Department)),
        ])
        .unwrap();
        let levels: Vec<Option<AgencyLevel>> = (1..=8).map(|id| AgencyLevel::of(UnitId(id), &tree)).collect();
        use AgencyLevel::{City, CityDepartment, County, CountyDepartment, Township};
        let known = [City, CityDepartment, County, CountyDepartment, CountyDepartment, Township].map(Some);
        assert_eq!(levels, [&known[..], &[None, None]].concat());
        let organs: Vec<Option<AgencyLevel>> = (1..=4).map(|id| AgencyLevel::organ_over(UnitId(id), &tree)).collect();
        assert_eq!(organs, [None, Some(City), Some(City), Some(County)], "the organ over a county is the city");
        assert_eq!(AgencyLevel::organ_of(UnitId(4), &tree), Some(County), "a justice bureau handles the cases of its government");
        assert_eq!(AgencyLevel::organ_of(UnitId(3), &tree), Some(County));
    }
}
