//! Approving, sending back, withdrawing. Who may is the service's to say; nobody decides upon the own request.

use super::queue::again;
use crate::domain::id::ApprovalId;
use crate::http::{Call, Problem, Rendered, code};
use crate::service;
use crate::web::shell::{go_to, ours, part, told_at_the_form};

/// `POST /approvals/{approval}/approval`.
pub fn approve(call: &Call) -> Result<Rendered, Problem> {
    decided(call, "approved", |call, database, id, remark| {
        let remark = Some(remark).filter(|remark| !remark.is_empty());
        service::approve(database, call.access()?, &call.books, id, remark, &call.act()?)?;
        Ok(())
    })
}

/// `POST /approvals/{approval}/return`.
pub fn send_back(call: &Call) -> Result<Rendered, Problem> {
    decided(call, "sent-back", |call, database, id, remark| Ok(service::send_back(database, call.access()?, id, remark, &call.act()?)?))
}

/// `POST /approvals/{approval}/withdrawal`.
pub fn withdraw(call: &Call) -> Result<Rendered, Problem> {
    let (id, fields) = (named(call)?, call.form()?);
    let asker = call.clone();
    call.state.writer.run(move |database| {
        let (access, act) = (asker.access()?, asker.act()?);
        Ok::<_, Problem>(service::approval_withdraw(database, access, id, &act)?)
    })?;
    Ok(go_to(&format!("{}?done=withdrawn", ours(fields.get("to")))))
}

type Deed = fn(&Call, &mut service::Database, ApprovalId, &str) -> Result<(), Problem>;

fn decided(call: &Call, done: &str, deed: Deed) -> Result<Rendered, Problem> {
    let (id, fields) = (named(call)?, call.form()?);
    let remark = fields.get("remark").to_owned();
    let (asker, said) = (call.clone(), remark.clone());
    match call.state.writer.run(move |database| deed(&asker, database, id, &said)) {
        Ok(()) => Ok(go_to(&format!("{}?done={done}", ours(fields.get("to"))))),
        Err(problem) => again(call, &told_at_the_form(problem, call.lang)?, id.0, &remark),
    }
}

/// The request an address names.
fn named(call: &Call) -> Result<ApprovalId, Problem> {
    part(call, "approval").parse().map(ApprovalId).map_err(|_| Problem::of(code::NOT_FOUND))
}
