//! Views of the list of cases that a person keeps by name.

use super::error::ServiceError;
use crate::domain::id::PersonId;
use crate::store::{Act, Database, SavedView};

/// Characters a name has at most.
const NAME: usize = 40;
/// Views a person keeps at most.
const MOST: usize = 30;
/// Bytes of a query at most.
const QUERY: usize = 1000;

/// Saves a view under a name; one of that name is replaced.
///
/// # Errors
/// A name that is none or too long; too many views; what the engine reports.
pub fn view_save(database: &mut Database, person: PersonId, name: &str, query: &str, act: &Act<'_>) -> Result<(), ServiceError> {
    let name = name.trim();
    if name.is_empty() || name.chars().count() > NAME || name.chars().any(char::is_control) {
        return Err(ServiceError::said(format!("视图名称应为1至{NAME}个字"), format!("the name of a view has 1 to {NAME} characters")));
    }
    if query.len() > QUERY {
        return Err(ServiceError::said("筛选条件过长，无法保存", "the criteria are too long to be kept"));
    }
    database.together(|database| {
        let kept = database.views_of(person)?;
        if kept.len() >= MOST && !kept.iter().any(|view| view.name == name) {
            return Err(ServiceError::said(
                format!("最多保存{MOST}个视图，请先删除一个"),
                format!("{MOST} views at most: remove one first"),
            ));
        }
        Ok(database.view_save(person, &SavedView { name: name.to_owned(), query: query.to_owned() }, act)?)
    })
}
