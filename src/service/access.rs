//! Who makes a request, and what they may do: as the database has it at that moment, so that a change of rights acts at once.

use std::sync::{Arc, Mutex, PoisonError};

use super::error::ServiceError;
use super::sign_in::Known;
use crate::domain::Day;
use crate::domain::access::{self, Action, Holder, Object, Principal, Scope, Tree, Who};
use crate::domain::id::{CaseId, UnitId};
use crate::domain::words::Lang;
use crate::settings::lang_named;
use crate::store::{Database, Standing};

/// A principal in front of the tree of units as it is now: what every use case asks before it does anything.
#[derive(Debug, Clone)]
pub struct Access {
    /// Who acts.
    pub principal: Principal,
    /// Home unit of a person.
    pub home: Option<UnitId>,
    /// The language a person has chosen.
    pub lang: Option<Lang>,
    /// The units.
    pub tree: Arc<Tree>,
    /// The day.
    pub today: Day,
}

impl Access {
    /// The operator at the machine, by the name the operating system gives.
    ///
    /// # Errors
    /// What the engine reports.
    pub fn terminal(database: &mut Database, name: &str, today: Day) -> Result<Self, ServiceError> {
        let (_, tree) = database.unit_tree()?;
        Ok(Self { principal: Principal::terminal(name), home: None, lang: None, tree: Arc::new(tree), today })
    }

    /// Refuses what the policy table does not allow.
    ///
    /// # Errors
    /// [`ServiceError::Denied`].
    pub fn may(&self, action: Action, object: &Object<'_>) -> Result<(), ServiceError> {
        Ok(access::decide(&self.principal, action, object, &self.tree, self.today)?)
    }

    /// As [`Access::may`], of a stored case; what rights depend on in it.
    ///
    /// # Errors
    /// [`ServiceError::Denied`], or no such case.
    pub fn may_case(&self, database: &mut Database, action: Action, case: CaseId) -> Result<Standing, ServiceError> {
        let standing = database.case_standing(case)?;
        self.may(action, &Object::Case(standing.object()))?;
        Ok(standing)
    }

    /// The row filter of a list or a figure.
    ///
    /// # Errors
    /// [`ServiceError::Denied`] where no role carries the action.
    pub fn scope(&self, action: Action) -> Result<Scope, ServiceError> {
        Ok(access::scope(&self.principal, action, &self.tree, self.today)?)
    }
}

/// The tree of units, kept as long as no unit changes. A service has one of these.
#[derive(Debug, Default)]
pub struct Trees(Mutex<Option<(i64, Arc<Tree>)>>);

impl Trees {
    /// The access of a person or client today, in one query as long as no unit has changed; `None` where there is no such
    /// account, or none that is active.
    ///
    /// # Errors
    /// What the engine reports.
    pub fn access(&self, database: &mut Database, who: Who, today: Day) -> Result<Option<Access>, ServiceError> {
        let (principal, home, lang, revision) = match who {
            Who::Terminal => return Ok(None),
            Who::Person(id) => match database.person_held(id)? {
                Some(held) if held.holder.is_active(today) => {
                    let (home, lang) = (held.holder.unit, lang_named(&held.holder.lang));
                    let principal = Principal { who, name: held.holder.user_name, grants: held.grants, scopes: Vec::new() };
                    (principal, home, lang, held.unit_revision)
                }
                _ => return Ok(None),
            },
            Who::Client(id) => match database.client_held(id)? {
                Some(held) if held.holder.is_active(today) => {
                    let principal = Principal { who, name: held.holder.name, grants: held.grants, scopes: held.holder.scopes };
                    (principal, None, None, held.unit_revision)
                }
                _ => return Ok(None),
            },
        };
        Ok(Some(Access { principal, home, lang, tree: self.tree(database, revision)?, today }))
    }

    /// The access of whoever was found behind a session, with no further query as long as no unit has changed.
    ///
    /// # Errors
    /// What the engine reports.
    pub fn access_of(&self, database: &mut Database, known: Known, today: Day) -> Result<Access, ServiceError> {
        let who = match known.basis.holder {
            Holder::Person(id) => Who::Person(id),
            Holder::Client(id) => Who::Client(id),
        };
        let tree = self.tree(database, known.basis.unit_revision)?;
        let principal = Principal { who, name: known.name, grants: known.basis.grants, scopes: known.scopes };
        Ok(Access { principal, home: known.home, lang: known.lang.as_deref().and_then(lang_named), tree, today })
    }

    fn tree(&self, database: &mut Database, revision: i64) -> Result<Arc<Tree>, ServiceError> {
        // a panic of another request cannot leave a half-made tree: it is put in whole
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((known, tree)) = &*kept
            && *known == revision
        {
            return Ok(Arc::clone(tree));
        }
        let (revision, tree) = database.unit_tree()?;
        let tree = Arc::new(tree);
        *kept = Some((revision, Arc::clone(&tree)));
        Ok(tree)
    }
}
