//! Whom a reminder is told: the officer, then the approver, then the leader of the unit, each nearest to the unit that must act. Nobody
//! is told of a case that the policy table does not let them read.

use std::sync::Arc;

use crate::domain::Day;
use crate::domain::access::{Action, CaseObject, Kinds, Object, Principal, Role, Tree, decide};
use crate::domain::case::CaseKind;
use crate::domain::id::{PersonId, UnitId};

/// How far up a reminder is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Rung {
    /// Who runs the file, and the liaison of the unit that must act.
    Officer,
    /// The approver as well.
    Approver,
    /// The leader of the unit as well.
    Leader,
}

impl Rung {
    /// The rung of the n-th working day overdue: officer, approver, leader.
    pub const fn of_overdue(days: i64) -> Self {
        match days {
            ..=1 => Self::Officer,
            2 => Self::Approver,
            _ => Self::Leader,
        }
    }
}

/// A person with an active account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Colleague {
    /// Who.
    pub id: PersonId,
    /// With all that is granted.
    pub principal: Principal,
}

/// What of a case decides who is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct OnFile<'a> {
    /// Kind of case.
    pub kind: CaseKind,
    /// Unit that runs the file.
    pub handler: Option<UnitId>,
    /// Units on the case.
    pub concerned: &'a [UnitId],
    /// Person who runs it, where an account is named.
    pub officer: Option<PersonId>,
    /// Unit of ours that must act; `None`: who runs the file.
    pub unit: Option<UnitId>,
}

/// The people of a deployment on a day.
#[derive(Debug, Clone)]
pub struct Directory {
    people: Vec<Colleague>,
    tree: Arc<Tree>,
    today: Day,
}

impl Directory {
    /// These people, whose accounts are active on the day.
    pub fn new(people: Vec<Colleague>, tree: Arc<Tree>, today: Day) -> Self {
        Self { people, tree, today }
    }

    /// Who is told of a deadline of the case, up to a rung, by id. A rung without anybody is taken by the next one above.
    pub fn told(&self, file: &OnFile<'_>, rung: Rung) -> Vec<PersonId> {
        let mut told = Vec::new();
        for up in [Rung::Officer, Rung::Approver, Rung::Leader] {
            if up <= rung || told.is_empty() {
                told.extend(self.on(up, file));
            }
        }
        sorted(told)
    }

    /// Who is told of a hearing or a new suit: who runs the file, the unit, and its leader, who must appear (APL-3(3)).
    pub fn told_of_hearing(&self, file: &OnFile<'_>) -> Vec<PersonId> {
        let mut told = self.told(file, Rung::Officer);
        if Kinds::ANSWERED.contains(file.kind) {
            told.extend(self.on(Rung::Leader, file));
        }
        sorted(told)
    }

    fn on(&self, rung: Rung, file: &OnFile<'_>) -> Vec<PersonId> {
        let acting = file.unit.or(file.handler);
        match rung {
            Rung::Approver => self.nearest(Role::Approver, file.handler.or(file.unit), file),
            Rung::Leader => self.nearest(Role::Leader, acting, file),
            Rung::Officer => {
                let named =
                    file.officer.filter(|officer| self.people.iter().any(|person| person.id == *officer && self.reads(person, file)));
                let mut found: Vec<PersonId> = named.into_iter().collect();
                if Kinds::ANSWERED.contains(file.kind) {
                    found.extend(self.nearest(Role::Liaison, acting, file));
                }
                if found.is_empty() { self.nearest(Role::CaseOfficer, file.handler.or(file.unit), file) } else { found }
            }
        }
    }

    /// Those who hold the role nearest above a unit and may read the case.
    fn nearest(&self, role: Role, unit: Option<UnitId>, file: &OnFile<'_>) -> Vec<PersonId> {
        let path: Vec<UnitId> = unit.map(|unit| self.tree.path(unit).collect()).unwrap_or_default();
        let distance = |granted: Option<UnitId>| match granted {
            None => Some(path.len()),
            Some(granted) => path.iter().position(|unit| *unit == granted),
        };
        let mut found: Vec<(usize, PersonId)> = Vec::new();
        for person in &self.people {
            let grants = person.principal.grants_in_force(self.today);
            let near = grants.iter().filter(|grant| grant.role == role).filter_map(|grant| distance(grant.unit)).min();
            found.extend(near.filter(|_| self.reads(person, file)).map(|near| (near, person.id)));
        }
        let nearest = found.iter().map(|(near, _)| *near).min();
        found.into_iter().filter(|(near, _)| Some(*near) == nearest).map(|(_, id)| id).collect()
    }

    fn reads(&self, person: &Colleague, file: &OnFile<'_>) -> bool {
        let case = Object::Case(CaseObject { kind: file.kind, handler: file.handler, concerned: file.concerned });
        decide(&person.principal, Action::DeadlineRead, &case, &self.tree, self.today).is_ok()
    }
}

fn sorted(mut ids: Vec<PersonId>) -> Vec<PersonId> {
    ids.sort_unstable();
    ids.dedup();
    ids
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::access::{Branch, Grant, Who};

    const COUNTY: UnitId = UnitId(1);
    const BUREAU: UnitId = UnitId(2);
    const POLICE: UnitId = UnitId(3);
    const STATION: UnitId = UnitId(4);

    fn today() -> Day {
        "2024-03-01".parse().unwrap()
    }

    fn directory(people: &[(i64, Role, Option<UnitId>)]) -> Directory {
        let branch = |id, parent| Branch { id, parent, kind: None };
        let tree = [branch(COUNTY, None), branch(BUREAU, Some(COUNTY)), branch(POLICE, Some(COUNTY)), branch(STATION, Some(POLICE))];
        let colleague = |(id, role, unit): &(i64, Role, Option<UnitId>)| Colleague {
            id: PersonId(*id),
            principal: Principal {
                who: Who::Person(PersonId(*id)),
                name: format!("p{id}"),
                grants: vec![Grant { role: *role, unit: *unit, from: today(), until: None }],
                scopes: Vec::new(),
            },
        };
        Directory::new(people.iter().map(colleague).collect(), Arc::new(Tree::new(tree).unwrap()), today())
    }

    fn told(directory: &Directory, file: &OnFile<'_>) -> [Vec<i64>; 3] {
        [Rung::Officer, Rung::Approver, Rung::Leader].map(|rung| directory.told(file, rung).into_iter().map(|id| id.0).collect())
    }

    const OURS: OnFile<'_> =
        OnFile { kind: CaseKind::Reconsideration, handler: Some(BUREAU), concerned: &[POLICE], officer: None, unit: None };
    const SUIT: OnFile<'_> =
        OnFile { kind: CaseKind::Litigation, handler: Some(BUREAU), concerned: &[STATION], officer: None, unit: Some(STATION) };

    #[test]
    fn overdue_climbs_from_the_officer_to_the_leader_of_the_unit() {
        let people = [
            (1, Role::CaseOfficer, Some(BUREAU)),
            (2, Role::CaseOfficer, Some(BUREAU)),
            (3, Role::Approver, Some(BUREAU)),
            (4, Role::Approver, Some(COUNTY)),
            (5, Role::Leader, Some(BUREAU)),
            (6, Role::Leader, Some(POLICE)),
            (7, Role::Liaison, Some(POLICE)),
            (8, Role::CaseOfficer, None),
        ];
        let directory = directory(&people);
        assert_eq!(told(&directory, &OURS), [vec![1, 2], vec![1, 2, 3], vec![1, 2, 3, 5]]);
        let named = OnFile { officer: Some(PersonId(2)), ..OURS };
        assert_eq!(told(&directory, &named), [vec![2], vec![2, 3], vec![2, 3, 5]]);
        // the unit sued: its liaison and its leader, from the unit above where it has none
        assert_eq!(told(&directory, &SUIT), [vec![7], vec![3, 7], vec![3, 6, 7]]);
        let hearing: Vec<i64> = directory.told_of_hearing(&OnFile { officer: Some(PersonId(1)), ..SUIT }).iter().map(|id| id.0).collect();
        assert_eq!(hearing, [1, 6, 7]);
    }

    #[test]
    fn who_may_not_read_a_case_is_not_told_of_it() {
        let directory =
            directory(&[(1, Role::Liaison, Some(POLICE)), (2, Role::SystemAdministrator, None), (3, Role::Leader, Some(POLICE))]);
        assert_eq!(
            told(&directory, &OnFile { officer: Some(PersonId(2)), unit: Some(POLICE), ..OURS }),
            [vec![], vec![], Vec::<i64>::new()]
        );
    }

    #[test]
    fn a_rung_without_anybody_is_taken_by_the_next() {
        let leader = directory(&[(9, Role::Leader, Some(COUNTY))]);
        assert_eq!(told(&leader, &OURS), [vec![9], vec![9], vec![9]]);
        let everywhere = directory(&[(1, Role::CaseOfficer, None)]);
        assert_eq!(told(&everywhere, &OnFile { handler: None, ..OURS })[0], [1], "a file without a handler is the deployment's");
        let gone = OnFile { officer: Some(PersonId(77)), ..OURS };
        assert_eq!(told(&everywhere, &gone)[0], [1], "an account that has ended is not told");
    }
}
