//! Legal counsel 法律顾问: whom they advise and until when, and the cases they acted in.

use super::analyses::said;
use crate::domain::Day;
use crate::domain::access::{Action, Object, Scope};
use crate::domain::id::{CaseId, CounselId};
use crate::service::access::Access;
use crate::service::error::ServiceError;
use crate::store::{Act, Counsel, Database, NewCounsel, StoreError};

/// A legal counsel, with the cases they acted in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CounselKnown {
    /// Id.
    pub id: CounselId,
    /// What was recorded.
    pub of: NewCounsel,
    /// The cases that may be read, in order of id.
    pub cases: Vec<CaseNamed>,
    /// How many cases there are beside these, which whoever asks may not read.
    pub beyond: usize,
}

/// A case by what it is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseNamed {
    /// Id.
    pub id: CaseId,
    /// Case number 案号, normalised; `None`: it has none.
    pub number: Option<String>,
}

impl CaseNamed {
    /// Its number, or `#` and its id where it has none.
    pub fn called(&self) -> String {
        self.number.clone().unwrap_or_else(|| format!("#{}", self.id))
    }
}

/// A case by what it is called, where whoever asks may read it.
///
/// # Errors
/// What the engine reports.
pub fn case_named(database: &mut Database, access: &Access, case: CaseId) -> Result<Option<CaseNamed>, ServiceError> {
    let numbers = database.case_numbers(&[case], &readable(access))?;
    Ok(numbers.into_iter().next().map(|(id, number)| CaseNamed { id, number }))
}

/// The cases whoever asks may read; none, where no role of theirs reads cases.
fn readable(access: &Access) -> Scope {
    access.scope(Action::CaseRead).unwrap_or_default()
}

/// Legal counsel of the units within reach, with the cases they acted in.
///
/// # Errors
/// [`ServiceError::Denied`], or what the engine reports.
pub fn counsel(database: &mut Database, access: &Access) -> Result<Vec<CounselKnown>, ServiceError> {
    let permitted = access.scope(Action::SupervisionRead)?.units(&access.tree);
    let found = database.counsel_list(permitted.as_deref())?;
    let acted: Vec<CaseId> = found.iter().flat_map(|one| one.cases.iter().copied()).collect();
    let numbers = database.case_numbers(&acted, &readable(access))?;
    let known = |one: Counsel| {
        let named = |id: CaseId| Some(CaseNamed { id, number: numbers.get(&id)?.clone() });
        let cases: Vec<CaseNamed> = one.cases.iter().filter_map(|id| named(*id)).collect();
        CounselKnown { id: one.id, of: one.of, beyond: one.cases.len() - cases.len(), cases }
    };
    Ok(found.into_iter().map(known).collect())
}

/// A legal counsel within reach, with the cases they acted in.
///
/// # Errors
/// [`ServiceError::Denied`]; no such counsel; what the engine reports.
pub fn counsel_numbered(database: &mut Database, access: &Access, id: CounselId) -> Result<CounselKnown, ServiceError> {
    Ok(counsel(database, access)?.into_iter().find(|one| one.id == id).ok_or(StoreError::UnknownRecord { record: id.0 })?)
}

/// Records a legal counsel of a unit.
///
/// # Errors
/// [`ServiceError::Denied`]; no name; days that run backwards.
pub fn counsel_add(database: &mut Database, access: &Access, new: &NewCounsel, act: &Act<'_>) -> Result<CounselId, ServiceError> {
    access.may(Action::SupervisionWrite, &Object::Unit(new.unit))?;
    let name = said(&new.name, "法律顾问姓名", "the name of the counsel")?;
    if new.until.is_some_and(|until| until < new.from) {
        return Err(ServiceError::said("聘期止于其始之前", "the engagement ends before it begins"));
    }
    Ok(database.counsel_add(&NewCounsel { name, ..new.clone() }, act)?)
}

/// Ends the engagement of a counsel on a day.
///
/// # Errors
/// [`ServiceError::Denied`]; no such counsel; one whose engagement has ended; a day before it began.
pub fn counsel_end(database: &mut Database, access: &Access, id: CounselId, until: Day, act: &Act<'_>) -> Result<(), ServiceError> {
    let counsel = to_write(database, access, id)?;
    if counsel.of.until.is_some_and(|ended| ended < access.today) {
        return Err(ServiceError::said("聘期已经届满", "the engagement has ended already"));
    }
    if until < counsel.of.from {
        return Err(ServiceError::said("聘期止于其始之前", "the engagement ends before it begins"));
    }
    Ok(database.counsel_end(id, until, act)?)
}

/// A counsel of a unit within reach of who writes.
fn to_write(database: &mut Database, access: &Access, id: CounselId) -> Result<Counsel, ServiceError> {
    let units = access.scope(Action::SupervisionWrite)?.units(&access.tree);
    let found = database.counsel_list(units.as_deref())?.into_iter().find(|counsel| counsel.id == id);
    Ok(found.ok_or(StoreError::UnknownRecord { record: id.0 })?)
}

/// Notes that a counsel acted in a case.
///
/// # Errors
/// [`ServiceError::Denied`]; no such counsel.
pub fn counsel_acted(database: &mut Database, access: &Access, id: CounselId, case: CaseId, act: &Act<'_>) -> Result<(), ServiceError> {
    to_write(database, access, id)?;
    access.may_case(database, Action::CaseRead, case)?;
    Ok(database.counsel_acted(id, case, act)?)
}
