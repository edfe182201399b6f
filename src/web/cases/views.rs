//! Views of the list that a person keeps by name.

use super::list::again;
use crate::http::form::Fields;
use crate::http::{Call, Problem, Rendered};
use crate::service;
use crate::web::shell::{go_to, ours, told_at_the_form};

/// `POST /cases/views`.
pub fn save(call: &Call) -> Result<Rendered, Problem> {
    let (person, fields) = (call.person()?, call.form()?);
    let (name, query) = (fields.get("name").to_owned(), fields.get("query").to_owned());
    // what is kept is read as an address would be
    let criteria = Fields::read(&query)?;
    let (asker, named, kept) = (call.clone(), name.clone(), query.clone());
    let saved = call.state.writer.run(move |database| {
        let act = asker.act()?;
        Ok::<_, Problem>(service::view_save(database, person, &named, &kept, &act)?)
    });
    match saved {
        Ok(()) => Ok(go_to(ours(&format!("/cases?{query}")))),
        Err(problem) => again(call, &told_at_the_form(problem, call.lang)?, &criteria, &name),
    }
}

/// `POST /cases/views/removal`. One that is gone already is gone.
pub fn remove(call: &Call) -> Result<Rendered, Problem> {
    let (person, fields) = (call.person()?, call.form()?);
    let (asker, name) = (call.clone(), fields.get("name").to_owned());
    call.state.writer.run(move |database| Ok::<_, Problem>(database.view_remove(person, &name, &asker.act()?)?))?;
    Ok(go_to("/cases"))
}
