//! What is done to a person: particulars changed, the account ended, roles granted and ended, sessions ended, a way in given again.

use secrecy::ExposeSecret;

use super::people::language;
use super::person::{Beside, named, page_of, shown};
use super::{again, day, given, seen, unit_of};
use crate::clock::in_china;
use crate::domain::access::{Grant, Role};
use crate::domain::id::{GrantId, PersonId, SessionId};
use crate::http::form::Fields;
use crate::http::{Call, Problem, Rendered, code};
use crate::i18n::pages::administration as said;
use crate::service::{self, Database, PersonChange};
use crate::web::shell::{go_to, part};

/// `POST /administration/people/{person}`.
pub fn change(call: &Call) -> Result<Rendered, Problem> {
    done(call, "person-changed", |call, database, person, fields| {
        let change = PersonChange {
            display_name: given(fields.get("display_name")).map(str::to_owned),
            unit: unit_of(database, fields.get("unit"))?,
            email: given(fields.get("email")).map(str::to_owned),
            lang: Some(language(fields.get("lang")).to_owned()),
        };
        Ok(service::person_change(database, call.access()?, person, seen(fields)?, &change, &call.act()?)?)
    })
}

/// `POST /administration/people/{person}/end`.
pub fn end(call: &Call) -> Result<Rendered, Problem> {
    done(call, "person-ended", |call, database, person, fields| {
        Ok(service::person_deactivate(database, call.access()?, person, seen(fields)?, &call.act()?)?)
    })
}

/// `POST /administration/people/{person}/sessions`: the one the form names, or all.
pub fn end_sessions(call: &Call) -> Result<Rendered, Problem> {
    done(call, "sessions-ended", |call, database, person, fields| {
        let session = match fields.get("session") {
            "" => None,
            id => Some(SessionId(id.parse().map_err(|_| Problem::of(code::MALFORMED))?)),
        };
        service::person_sessions_end(database, call.access()?, &call.state.entrance, (person, session), &call.act()?)?;
        Ok(())
    })
}

/// `POST /administration/people/{person}/second-factor`.
pub fn take_second_factor(call: &Call) -> Result<Rendered, Problem> {
    done(call, "second-factor-taken", |call, database, person, _| {
        service::person_second_factor_take(database, call.access()?, &call.state.entrance, person, &call.act()?)??;
        Ok(())
    })
}

/// `POST /administration/people/{person}/grants`.
pub fn grant(call: &Call) -> Result<Rendered, Problem> {
    done(call, "role-granted", |call, database, person, fields| {
        let role = Role::from_code(fields.get("role"));
        let role = role.ok_or_else(|| Problem::new(code::UNACCEPTABLE, said::CHOOSE_ROLE).at("role"))?;
        let unit = unit_of(database, fields.get("at"))?;
        let grant = Grant { role, unit, from: day(fields, "from")?.unwrap_or(call.today()), until: day(fields, "until")? };
        service::grant(database, call.access()?, person, grant, &call.act()?)?;
        Ok(())
    })
}

/// `POST /administration/grants/{grant}/end`.
pub fn end_grant(call: &Call) -> Result<Rendered, Problem> {
    let grant = GrantId(part(call, "grant").parse().map_err(|_| Problem::of(code::NOT_FOUND))?);
    let person = PersonId(call.form()?.get("person").parse().map_err(|_| Problem::of(code::MALFORMED))?);
    let asked = call.clone();
    let outcome =
        call.state.writer.run(move |database| Ok::<_, Problem>(service::revoke(database, asked.access()?, grant, &asked.act()?)?));
    match outcome {
        Ok(()) => Ok(go_to(&format!("/administration/people/{person}?done=grant-ended"))),
        Err(problem) => again(call, problem, |status, fault| {
            let beside = Beside { fault: Some(fault), ..Beside::default() };
            call.state.pool.read(|database| page_of(call, database, person, status, beside))
        }),
    }
}

/// `POST /administration/people/{person}/set-up-code`. The code is shown in this answer and never again.
pub fn set_up_code(call: &Call) -> Result<Rendered, Problem> {
    let (asked, person) = (call.clone(), named(call)?);
    let outcome = call.state.writer.run(move |database: &mut Database| {
        Ok::<_, Problem>(service::person_set_up_code(database, asked.access()?, &asked.state.entrance, person, &asked.act()?)?)
    });
    match outcome {
        Ok(made) => {
            let ends = in_china(made.ends).format("%Y-%m-%d %H:%M").to_string();
            let beside = Beside {
                done: Some(said::code_made(&made.user_name, &ends)),
                code: Some(made.code.expose_secret().to_owned()),
                ..Beside::default()
            };
            call.state.pool.read(|database| shown(call, database, 200, beside))
        }
        Err(problem) => refused(call, problem, Fields::default()),
    }
}

type Deed = fn(&Call, &mut Database, PersonId, &Fields) -> Result<(), Problem>;

fn done(call: &Call, done: &str, deed: Deed) -> Result<Rendered, Problem> {
    let (person, typed, asked) = (named(call)?, call.form()?, call.clone());
    let fields = typed.clone();
    match call.state.writer.run(move |database| deed(&asked, database, person, &fields)) {
        Ok(()) => Ok(go_to(&format!("/administration/people/{person}?done={done}"))),
        Err(problem) => refused(call, problem, typed),
    }
}

fn refused(call: &Call, problem: Problem, typed: Fields) -> Result<Rendered, Problem> {
    again(call, problem, |status, fault| {
        let beside = Beside { fault: Some(fault), typed, ..Beside::default() };
        call.state.pool.read(|database| shown(call, database, status, beside))
    })
}
