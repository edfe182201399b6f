//! Who acts, and what was granted to them.

use super::{Action, Role};
use crate::domain::Day;
use crate::domain::id::{ClientId, PersonId, UnitId};

/// A role granted at a unit for a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Grant {
    /// The role.
    pub role: Role,
    /// The unit whose subtree it reaches; `None`: the whole deployment.
    pub unit: Option<UnitId>,
    /// First day in force.
    pub from: Day,
    /// First day no longer in force: a grant revoked today counts no more today.
    pub until: Option<Day>,
}

impl Grant {
    /// Whether the grant counts on a day.
    pub fn in_force(&self, today: Day) -> bool {
        self.from <= today && self.until.is_none_or(|until| today < until)
    }
}

/// What kind of actor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Who {
    /// The operator at the machine, audited by the name the operating system gives.
    Terminal,
    /// A person who signed in.
    Person(PersonId),
    /// A program with a token of its own.
    Client(ClientId),
}

impl Who {
    /// As stored: `terminal`, `person 7`, `client 3`.
    pub fn code(self) -> String {
        match self {
            Self::Terminal => "terminal".to_owned(),
            Self::Person(id) => format!("person {id}"),
            Self::Client(id) => format!("client {id}"),
        }
    }

    /// The actor a stored word stands for.
    pub fn from_code(code: &str) -> Option<Self> {
        match code.split_once(' ') {
            None => (code == "terminal").then_some(Self::Terminal),
            Some(("person", id)) => Some(Self::Person(PersonId(id.parse().ok()?))),
            Some(("client", id)) => Some(Self::Client(ClientId(id.parse().ok()?))),
            Some(_) => None,
        }
    }
}

/// Who acts in a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Principal {
    /// Which actor.
    pub who: Who,
    /// Name for the audit trail: user name, client name, or the operating system's name of the operator.
    pub name: String,
    /// Everything granted, in force or not.
    pub grants: Vec<Grant>,
    /// The actions a machine client is confined to, within its grants; a person is not confined.
    pub scopes: Vec<Action>,
}

impl Principal {
    /// The operator at the machine.
    pub fn terminal(name: impl Into<String>) -> Self {
        Self { who: Who::Terminal, name: name.into(), grants: Vec::new(), scopes: Vec::new() }
    }

    /// The grants that count on a day. Where the rows contradict themselves — an administrator with a second role — none
    /// counts: a right that should not exist is no right.
    pub fn grants_in_force(&self, today: Day) -> Vec<Grant> {
        let in_force: Vec<Grant> = self.grants.iter().copied().filter(|grant| grant.in_force(today)).collect();
        let excluded = in_force.iter().any(|one| in_force.iter().any(|other| one.role.excludes(other.role)));
        if excluded { Vec::new() } else { in_force }
    }

    /// The roles that count on a day, each once, in the order of the table.
    pub fn roles(&self, today: Day) -> Vec<Role> {
        let grants = self.grants_in_force(today);
        Role::ALL.iter().copied().filter(|role| grants.iter().any(|grant| grant.role == *role)).collect()
    }
}
