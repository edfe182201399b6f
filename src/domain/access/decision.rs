//! May they? One object at a time by [`decide`], whole lists by [`scope`]: the same rows of the same table.

use super::policy::{Kinds, POLICY, Relation, Rule};
use super::{Action, Grant, Principal, Role, Tree, Who};
use crate::domain::Day;
use crate::domain::case::CaseKind;
use crate::domain::id::{PersonId, UnitId};
use crate::domain::words::Sentence;

/// What an action is done to, as far as rights depend on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Object<'a> {
    /// The deployment as a whole, or one of its common books.
    Deployment,
    /// A case file, or a part of one.
    Case(CaseObject<'a>),
    /// A request for approval on a case, made by someone.
    Request {
        /// The case.
        case: CaseObject<'a>,
        /// Who asked.
        by: Who,
    },
    /// A unit, its figures, its ledger, its clients.
    Unit(UnitId),
    /// A person, or one of the person's sessions.
    Person {
        /// Who.
        id: PersonId,
        /// Home unit.
        unit: Option<UnitId>,
    },
    /// A grant about to be made or ended, at a unit or for the whole deployment.
    Grant {
        /// To whom.
        to: PersonId,
        /// The unit of the grant.
        unit: Option<UnitId>,
    },
}

/// What rights depend on in a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CaseObject<'a> {
    /// Kind of case.
    pub kind: CaseKind,
    /// Unit that runs the file 承办机构; `None`: not recorded, so that only who reaches the whole deployment handles it.
    pub handler: Option<UnitId>,
    /// Units on the case 涉案单位.
    pub concerned: &'a [UnitId],
}

/// Why something is not allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Denial {
    /// No role in force carries the action.
    NoRole(Action),
    /// A role carries it, but not for this object.
    OutOfReach(Action),
    /// The machine client is not given this scope.
    NotInScope(Action),
    /// Nobody changes the own rights.
    OwnRights,
    /// Nobody approves the own request.
    OwnRequest,
    /// The two roles exclude each other 三员分立.
    Excludes(Role, Role),
}

impl Denial {
    /// A word for programs.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NoRole(_) => "no-role",
            Self::OutOfReach(_) => "out-of-reach",
            Self::NotInScope(_) => "not-in-scope",
            Self::OwnRights => "own-rights",
            Self::OwnRequest => "own-request",
            Self::Excludes(..) => "roles-exclude-each-other",
        }
    }

    /// The reason in both languages.
    pub fn sentence(self) -> Sentence {
        match self {
            Self::NoRole(action) => {
                let words = action.words();
                Sentence::new(format!("您的角色没有“{}”的权限", words.zh), format!("none of your roles may {}", words.en))
            }
            Self::OutOfReach(action) => {
                let words = action.words();
                Sentence::new(format!("该对象不在您“{}”的权限范围内", words.zh), format!("this lies outside of where you may {}", words.en))
            }
            Self::NotInScope(action) => Sentence::new(
                format!("该客户端未获授权范围“{}”", action.code()),
                format!("the client was not given the scope \"{}\"", action.code()),
            ),
            Self::OwnRights => Sentence::new("任何人不得变更自己的权限", "nobody changes the own rights"),
            Self::OwnRequest => Sentence::new("提请人不得审批自己提请的事项", "nobody approves the own request"),
            Self::Excludes(one, other) => Sentence::new(
                format!("“{}”与“{}”不得由同一人担任", one.words().zh, other.words().zh),
                format!("one person cannot be both {} and {}", one.words().en, other.words().en),
            ),
        }
    }
}

/// Whether the principal may do this to the object today.
///
/// # Errors
/// Why not. Whatever no row of the table allows is refused.
pub fn decide(principal: &Principal, action: Action, object: &Object<'_>, tree: &Tree, today: Day) -> Result<(), Denial> {
    if principal.who == Who::Terminal {
        return Ok(());
    }
    let rights = rights(principal, action, today)?;
    if !rights.iter().any(|(grant, rule)| allows(principal, grant.as_ref(), rule, object, tree)) {
        return Err(Denial::OutOfReach(action));
    }
    match object {
        Object::Grant { to, .. } if action == Action::GrantWrite && principal.who == Who::Person(*to) => Err(Denial::OwnRights),
        Object::Request { by, .. } if action == Action::ApprovalDecide && principal.who == *by => Err(Denial::OwnRequest),
        _ => Ok(()),
    }
}

/// The rows of the table that carry the action for the principal, each with the grant it is read at; to oneself none is needed.
fn rights(principal: &Principal, action: Action, today: Day) -> Result<Vec<(Option<Grant>, &'static Rule)>, Denial> {
    if matches!(principal.who, Who::Client(_)) && !principal.scopes.contains(&action) {
        return Err(Denial::NotInScope(action));
    }
    let is_for = |role: Role| !matches!(principal.who, Who::Client(_)) || role.is_for_clients();
    let grants: Vec<Grant> = principal.grants_in_force(today).into_iter().filter(|grant| is_for(grant.role)).collect();
    let mut rights = Vec::new();
    for rule in POLICY.iter().filter(|rule| rule.actions.contains(&action)) {
        match rule.relation {
            Relation::Oneself => rights.push((None, rule)),
            _ => rights.extend(grants.iter().filter(|grant| rule.roles.contains(&grant.role)).map(|grant| (Some(*grant), rule))),
        }
    }
    if rights.is_empty() { Err(Denial::NoRole(action)) } else { Ok(rights) }
}

/// Whether the object stands to the unit of the grant as the row asks.
fn allows(principal: &Principal, grant: Option<&Grant>, rule: &Rule, object: &Object<'_>, tree: &Tree) -> bool {
    let Some(grant) = grant else {
        return matches!(object, Object::Person { id, .. } if principal.who == Who::Person(*id));
    };
    let reaches = |unit: Option<UnitId>| match (grant.unit, unit) {
        (None, _) => true,
        (Some(upper), Some(lower)) => tree.reaches(upper, lower),
        (Some(_), None) => false,
    };
    match (rule.relation, object) {
        (Relation::Handles, Object::Case(case) | Object::Request { case, .. }) => rule.kinds.contains(case.kind) && reaches(case.handler),
        (Relation::Concerned, Object::Case(case) | Object::Request { case, .. }) => {
            rule.kinds.contains(case.kind) && (grant.unit.is_none() || case.concerned.iter().any(|unit| reaches(Some(*unit))))
        }
        (Relation::Subtree, Object::Unit(unit)) => reaches(Some(*unit)),
        (Relation::Subtree, Object::Person { unit, .. } | Object::Grant { unit, .. }) => reaches(*unit),
        (Relation::Common, Object::Deployment) => true,
        (Relation::Deployment | Relation::Subtree, Object::Deployment) => grant.unit.is_none(),
        _ => false,
    }
}

/// What a list or a figure may draw on: the cases and units of any of its reaches, and nothing else.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scope(pub Vec<Reach>);

/// What one unit opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reach {
    /// The unit; `None`: the whole deployment, cases without any unit included.
    pub unit: Option<UnitId>,
    /// Kinds of the cases its subtree handles.
    pub handles: Kinds,
    /// Kinds of the cases that concern its subtree.
    pub concerned: Kinds,
    /// Its subtree itself: units, people, figures.
    pub subtree: bool,
}

impl Reach {
    const fn at(unit: Option<UnitId>) -> Self {
        Self { unit, handles: Kinds::NONE, concerned: Kinds::NONE, subtree: false }
    }

    /// Whether everything the other opens is open here too.
    fn covers(&self, other: &Self, tree: &Tree) -> bool {
        let above = match (self.unit, other.unit) {
            (None, _) => true,
            (Some(upper), Some(lower)) => tree.reaches(upper, lower),
            (Some(_), None) => false,
        };
        above && self.handles.includes(other.handles) && self.concerned.includes(other.concerned) && (self.subtree || !other.subtree)
    }
}

impl Scope {
    /// Everything: the operator at the machine.
    pub fn everything() -> Self {
        Self(vec![Reach { unit: None, handles: Kinds::ALL, concerned: Kinds::ALL, subtree: true }])
    }

    /// Whether a case is within.
    pub fn includes(&self, case: &CaseObject<'_>, tree: &Tree) -> bool {
        self.0.iter().any(|reach| match reach.unit {
            None => reach.handles.and(reach.concerned).contains(case.kind),
            Some(upper) => {
                (reach.handles.contains(case.kind) && case.handler.is_some_and(|unit| tree.reaches(upper, unit)))
                    || (reach.concerned.contains(case.kind) && case.concerned.iter().any(|unit| tree.reaches(upper, *unit)))
            }
        })
    }

    /// The units whose figures and people are within; `None`: all of them, and what belongs to no unit.
    pub fn units(&self, tree: &Tree) -> Option<Vec<UnitId>> {
        let tops: Vec<Option<UnitId>> = self.0.iter().filter(|reach| reach.subtree).map(|reach| reach.unit).collect();
        if tops.contains(&None) {
            return None;
        }
        let mut units: Vec<UnitId> = tops.into_iter().flatten().flat_map(|unit| tree.subtree(unit)).collect();
        units.sort_unstable();
        units.dedup();
        Some(units)
    }
}

/// The row filter of an action: what a list shows is exactly what [`decide`] would allow one by one.
///
/// # Errors
/// As [`decide`], where no role carries the action at all.
pub fn scope(principal: &Principal, action: Action, tree: &Tree, today: Day) -> Result<Scope, Denial> {
    if principal.who == Who::Terminal {
        return Ok(Scope::everything());
    }
    let mut reaches: Vec<Reach> = Vec::new();
    for (grant, rule) in rights(principal, action, today)?.into_iter().filter_map(|(grant, rule)| Some((grant?, rule))) {
        // a unit the tree does not know reaches nothing
        if grant.unit.is_some_and(|unit| tree.get(unit).is_none()) {
            continue;
        }
        let at = reaches.iter().position(|reach| reach.unit == grant.unit).unwrap_or_else(|| {
            reaches.push(Reach::at(grant.unit));
            reaches.len() - 1
        });
        let reach = &mut reaches[at];
        match rule.relation {
            Relation::Handles => reach.handles = reach.handles.and(rule.kinds),
            Relation::Concerned => reach.concerned = reach.concerned.and(rule.kinds),
            Relation::Subtree => reach.subtree = true,
            Relation::Oneself | Relation::Common | Relation::Deployment => {}
        }
    }
    let wider = |at: usize| reaches.iter().enumerate().any(|(other, reach)| other != at && reach.covers(&reaches[at], tree));
    let kept = (0..reaches.len()).filter(|at| !wider(*at)).map(|at| reaches[at]).collect();
    Ok(Scope(kept))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::access::{Branch, ClientId};

    const COUNTY: UnitId = UnitId(1);
    const OWN: UnitId = UnitId(2);
    const BELOW: UnitId = UnitId(3);
    const SIBLING: UnitId = UnitId(4);
    const OTHER: UnitId = UnitId(5);
    const GONE: UnitId = UnitId(99);

    fn tree() -> Tree {
        let branch = |id, parent| Branch { id, parent, kind: None };
        let below = [branch(OWN, Some(COUNTY)), branch(BELOW, Some(OWN)), branch(SIBLING, Some(COUNTY))];
        Tree::new([branch(COUNTY, None), branch(OTHER, None)].into_iter().chain(below)).unwrap()
    }

    fn today() -> Day {
        "2024-03-01".parse().unwrap()
    }

    fn holder(role: Role, unit: Option<UnitId>) -> Principal {
        let grants = vec![Grant { role, unit, from: today(), until: None }];
        Principal { who: Who::Person(PersonId(1)), name: "王某某".into(), grants, scopes: Vec::new() }
    }

    fn may(principal: &Principal, action: Action, object: &Object<'_>) -> Result<(), Denial> {
        decide(principal, action, object, &tree(), today())
    }

    /// Every role, action, kind and place of a case: allowed exactly where a row of the table says so.
    #[test]
    fn a_case_is_open_where_a_row_says_so_and_nowhere_else() {
        let places: [(Option<UnitId>, &[UnitId]); 8] = [
            (Some(OWN), &[OTHER]),
            (Some(BELOW), &[]),
            (Some(SIBLING), &[OWN]),
            (Some(SIBLING), &[SIBLING, BELOW]),
            (Some(COUNTY), &[COUNTY]),
            (Some(OTHER), &[SIBLING]),
            (None, &[]),
            (Some(GONE), &[GONE]),
        ];
        let within = |unit: UnitId| unit == OWN || unit == BELOW;
        for (role, action) in Role::ALL.iter().flat_map(|role| Action::ALL.iter().map(move |action| (*role, *action))) {
            for (kind, (handler, concerned)) in CaseKind::ALL.iter().flat_map(|kind| places.iter().map(move |place| (*kind, *place))) {
                let opens = |relation, near: bool| {
                    near && POLICY.iter().any(|rule| {
                        rule.relation == relation
                            && rule.roles.contains(&role)
                            && rule.actions.contains(&action)
                            && rule.kinds.contains(kind)
                    })
                };
                let expected = opens(Relation::Handles, handler.is_some_and(within))
                    || opens(Relation::Concerned, concerned.iter().any(|unit| within(*unit)));
                let case = CaseObject { kind, handler, concerned };
                let decided = may(&holder(role, Some(OWN)), action, &Object::Case(case));
                assert_eq!(decided.is_ok(), expected, "{role:?} {action:?} {case:?}: {decided:?}");
                let listed = scope(&holder(role, Some(OWN)), action, &tree(), today()).is_ok_and(|scope| scope.includes(&case, &tree()));
                assert_eq!(listed, expected, "{role:?} {action:?} {case:?}");
            }
        }
    }

    #[test]
    fn units_people_and_the_whole_deployment_are_reached_by_place() {
        let system = |unit| holder(Role::SystemAdministrator, unit);
        for (unit, reached) in [(OWN, true), (BELOW, true), (SIBLING, false), (COUNTY, false), (OTHER, false), (GONE, false)] {
            assert_eq!(may(&system(Some(OWN)), Action::UnitWrite, &Object::Unit(unit)).is_ok(), reached, "{unit}");
            let person = Object::Person { id: PersonId(7), unit: Some(unit) };
            assert_eq!(may(&system(Some(OWN)), Action::PersonWrite, &person).is_ok(), reached, "{unit}");
        }
        assert_eq!(may(&system(Some(OWN)), Action::CalendarWrite, &Object::Deployment), Err(Denial::OutOfReach(Action::CalendarWrite)));
        assert_eq!(may(&system(None), Action::CalendarWrite, &Object::Deployment), Ok(()));
        assert_eq!(may(&system(Some(OWN)), Action::RuleBookRead, &Object::Deployment), Ok(()), "the common books are everybody's");
        assert_eq!(may(&system(None), Action::PersonWrite, &Object::Person { id: PersonId(7), unit: None }), Ok(()));
        assert!(may(&system(Some(OWN)), Action::PersonWrite, &Object::Person { id: PersonId(7), unit: None }).is_err());
    }

    #[test]
    fn the_own_account_needs_no_role_and_nobody_elses_is_own() {
        let nobody = Principal { who: Who::Person(PersonId(1)), name: "王某某".into(), grants: Vec::new(), scopes: Vec::new() };
        let account = |id| Object::Person { id: PersonId(id), unit: Some(OWN) };
        assert_eq!(may(&nobody, Action::OwnAccount, &account(1)), Ok(()));
        assert_eq!(may(&nobody, Action::OwnAccount, &account(2)), Err(Denial::OutOfReach(Action::OwnAccount)));
        assert_eq!(may(&nobody, Action::CaseList, &Object::Unit(OWN)), Err(Denial::NoRole(Action::CaseList)));
        assert!(Action::ALL.iter().all(|action| *action == Action::OwnAccount || may(&nobody, *action, &account(1)).is_err()));
    }

    #[test]
    fn a_grant_counts_from_its_first_day_until_the_day_it_ends() {
        let mut officer = holder(Role::CaseOfficer, Some(OWN));
        let on = |principal: &Principal, day: &str| {
            let case = CaseObject { kind: CaseKind::Litigation, handler: Some(OWN), concerned: &[] };
            decide(principal, Action::CaseRead, &Object::Case(case), &tree(), day.parse().unwrap()).is_ok()
        };
        assert_eq!(["2024-02-29", "2024-03-01", "2034-03-01"].map(|day| on(&officer, day)), [false, true, true]);
        officer.grants[0].until = Some("2024-03-02".parse().unwrap());
        assert_eq!(["2024-03-01", "2024-03-02"].map(|day| on(&officer, day)), [true, false]);
        officer.grants[0].until = Some(today());
        assert!(!on(&officer, "2024-03-01"), "revoked today counts no more today");
    }

    #[test]
    fn a_client_has_its_scopes_and_the_operator_everything() {
        let mut client = holder(Role::CaseOfficer, Some(OWN));
        client.who = Who::Client(ClientId(1));
        client.scopes = vec![Action::CaseRead, Action::ApprovalDecide];
        let case = Object::Case(CaseObject { kind: CaseKind::Litigation, handler: Some(OWN), concerned: &[] });
        assert_eq!(may(&client, Action::CaseRead, &case), Ok(()));
        assert_eq!(may(&client, Action::CaseList, &case), Err(Denial::NotInScope(Action::CaseList)));
        client.grants[0].role = Role::Approver;
        assert_eq!(may(&client, Action::ApprovalDecide, &case), Err(Denial::NoRole(Action::ApprovalDecide)), "no program is a head");
        let operator = Principal::terminal("root");
        assert!(Action::ALL.iter().all(|action| may(&operator, *action, &case).is_ok()));
        assert_eq!(scope(&operator, Action::CaseList, &tree(), today()), Ok(Scope::everything()));
    }

    #[test]
    fn a_scope_keeps_no_reach_that_another_covers() {
        let mut officer = holder(Role::CaseOfficer, Some(BELOW));
        officer.grants.push(Grant { unit: Some(COUNTY), ..officer.grants[0] });
        officer.grants.push(Grant { unit: Some(COUNTY), ..officer.grants[0] });
        officer.grants.push(Grant { unit: Some(GONE), ..officer.grants[0] });
        let units: Vec<_> = scope(&officer, Action::CaseList, &tree(), today()).unwrap().0.iter().map(|reach| reach.unit).collect();
        assert_eq!(units, [Some(COUNTY)]);
        let figures = scope(&officer, Action::StatisticsRead, &tree(), today()).unwrap();
        assert_eq!(figures.units(&tree()), Some(vec![COUNTY, OWN, BELOW, SIBLING]));
        assert_eq!(Scope::everything().units(&tree()), None);
    }
}
