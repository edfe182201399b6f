//! Handing a case over to another officer or another unit.

use super::file::{Typed, again, case_of};
use crate::domain::id::{PersonId, UnitId};
use crate::http::form::Fields;
use crate::http::{Call, Problem, Rendered, code};
use crate::i18n::pages::file as said;
use crate::service;
use crate::web::shell::{go_to, told_at_the_form};

/// `POST /cases/{case}/assignment`.
pub fn hand_over(call: &Call) -> Result<Rendered, Problem> {
    let (case, fields) = (case_of(call)?, call.form()?);
    let (officer, unit) = (chosen(&fields, "officer")?.map(PersonId), chosen(&fields, "unit")?.map(UnitId));
    if officer.is_none() && unit.is_none() {
        return again(call, &said::NOTHING_CHOSEN.into(), Typed { form: "assign", ..Typed::default() });
    }
    let asker = call.clone();
    let done = call.state.writer.run(move |database| {
        let (access, act) = (asker.access()?, asker.act()?);
        Ok::<_, Problem>(service::assign(database, access, case, unit, officer, &act)?)
    });
    match done {
        // whoever hands a case to another unit may no longer see it
        Ok(()) if call.state.pool.read(|database| Ok::<_, Problem>(may_still_read(call, database, case)))? => {
            Ok(go_to(&format!("/cases/{case}?done=assigned")))
        }
        Ok(()) => Ok(go_to("/cases")),
        Err(problem) => again(call, &told_at_the_form(problem, call.lang)?, Typed { form: "assign", ..Typed::default() }),
    }
}

fn may_still_read(call: &Call, database: &mut service::Database, case: service::CaseId) -> bool {
    call.access().is_ok_and(|access| access.may_case(database, crate::domain::access::Action::CaseRead, case).is_ok())
}

/// The id a list of choices sends; nothing where none was chosen.
fn chosen(fields: &Fields, name: &str) -> Result<Option<i64>, Problem> {
    match fields.get(name) {
        "" => Ok(None),
        text => text.parse().map(Some).map_err(|_| Problem::of(code::MALFORMED).at(name)),
    }
}
