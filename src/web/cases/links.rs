//! Ties between cases: the reconsideration before a suit, the instances of a suit.

use super::file::{Typed, again, case_of};
use crate::domain::case::parts::{Link, LinkKind};
use crate::http::{Call, Problem, Rendered, code};
use crate::service;
use crate::web::shell::{go_to, told_at_the_form};

/// `POST /cases/{case}/links`.
pub fn add(call: &Call) -> Result<Rendered, Problem> {
    let (case, fields) = (case_of(call)?, call.form()?);
    let typed = Typed { number: fields.get("number").to_owned(), kind: fields.get("kind").to_owned(), form: "link", ..Typed::default() };
    let kind = LinkKind::from_code(&typed.kind).ok_or_else(|| Problem::of(code::MALFORMED).at("kind"))?;
    let version = fields.get("version").parse().map_err(|_| Problem::of(code::MALFORMED).at("version"))?;
    let (asker, link) = (call.clone(), Link { number: typed.number.clone(), kind });
    let tied = call.state.writer.run(move |database| {
        let (access, act) = (asker.access()?, asker.act()?);
        Ok::<_, Problem>(service::link(database, access, &asker.books, case, version, &link, &act)?)
    });
    match tied {
        Ok(()) => Ok(go_to(&format!("/cases/{case}?done=linked#linked"))),
        Err(problem) => again(call, &told_at_the_form(problem, call.lang)?, typed),
    }
}
