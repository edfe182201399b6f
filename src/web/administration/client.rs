//! One machine client: what it may do, and the forms that confine it, give it another secret, end it.

use askama::Template;
use secrecy::{ExposeSecret, SecretString};

use super::clients::{actions, acts_as, chosen};
use super::{Choice, again, days, frame, number, seen};
use crate::domain::access::Action;
use crate::domain::id::ClientId;
use crate::domain::words::{Sentence, Words};
use crate::http::form::Fields;
use crate::http::{Call, Problem, Rendered};
use crate::i18n::pages::{self as words, administration as said};
use crate::i18n::people::client_secret_made;
use crate::service::{self, Database};
use crate::web::shell::{Shell, go_to, page};

#[derive(Template)]
#[template(path = "administration/client.html", config = "src/web/askama.toml")]
struct OneClient {
    shell: Shell,
    id: i64,
    version: usize,
    facts: Vec<(Words, String)>,
    /// Shown once.
    secret: Option<String>,
    /// Whoever reads this may change it, and it has not ended.
    may_write: bool,
    actions: Vec<Choice>,
}

/// `GET /administration/clients/{client}`.
pub fn show(call: &Call, database: &mut Database) -> Result<Rendered, Problem> {
    shown(call, database, ClientId(number(call, "client")?), 200, Beside::default())
}

/// A client that was just let in, with its secret.
pub(super) fn shown_with(call: &Call, database: &mut Database, id: ClientId, secret: &SecretString) -> Result<Rendered, Problem> {
    let beside = Beside { secret: Some(secret.expose_secret().to_owned()), ..Beside::default() };
    shown(call, database, id, 200, beside)
}

/// What is shown beside the client as it is.
#[derive(Default)]
struct Beside<'a> {
    fault: Option<&'a Sentence>,
    secret: Option<String>,
    typed: Option<Fields>,
}

fn shown(call: &Call, database: &mut Database, id: ClientId, status: u16, beside: Beside<'_>) -> Result<Rendered, Problem> {
    let (client, grants) = service::client(database, call.access()?, id)?;
    let units = database.units_list()?;
    let mut shell = frame(call, Sentence::new(&*client.name, &*client.name))?.below("/administration/clients", said::CLIENTS);
    if let Some(fault) = beside.fault {
        shell = shell.with_fault(fault);
    }
    if beside.secret.is_some() {
        shell = shell.with_said(client_secret_made(&client.name));
    }
    let allowed: Vec<&str> = client.scopes.iter().map(|action| action.code()).collect();
    let marked = beside.typed.as_ref().map_or(allowed, |typed| typed.all("scope").collect());
    let one = OneClient {
        id: id.0,
        version: client.version,
        facts: vec![
            (said::ACTS_AS, acts_as(&grants, &units, &shell)),
            (said::ACTIONS, client.scopes.iter().map(|action| shell.say(action.words())).collect::<Vec<_>>().join("；")),
            (said::ACTIVE, days(Some(client.active_from), client.active_until, call.lang)),
        ],
        secret: beside.secret,
        may_write: call.signed()?.may_come(Action::ClientWrite).is_ok() && client.is_active(call.today()),
        actions: actions(&marked, &shell),
        shell,
    };
    page(status, &one)
}

/// `POST /administration/clients/{client}`.
pub fn confine(call: &Call) -> Result<Rendered, Problem> {
    done(call, |call, database, client, fields| {
        Ok(service::client_confine(database, call.access()?, client, seen(fields)?, &chosen(fields)?, &call.act()?)?)
    })
}

/// `POST /administration/clients/{client}/end`.
pub fn end(call: &Call) -> Result<Rendered, Problem> {
    done(call, |call, database, client, fields| {
        Ok(service::client_deactivate(database, call.access()?, client, seen(fields)?, &call.act()?)?)
    })
}

/// `POST /administration/clients/{client}/secret`. The secret is shown in this answer and never again.
pub fn secret(call: &Call) -> Result<Rendered, Problem> {
    let (asked, id) = (call.clone(), ClientId(number(call, "client")?));
    let made = call
        .state
        .writer
        .run(move |database: &mut Database| Ok::<_, Problem>(service::client_secret(database, asked.access()?, id, &asked.act()?)?));
    match made {
        Ok(secret) => call.state.pool.read(|database| shown_with(call, database, id, &secret)),
        Err(problem) => refused(call, id, problem, None),
    }
}

type Deed = fn(&Call, &mut Database, ClientId, &Fields) -> Result<(), Problem>;

fn done(call: &Call, deed: Deed) -> Result<Rendered, Problem> {
    let (id, typed, asked) = (ClientId(number(call, "client")?), call.form()?, call.clone());
    let fields = typed.clone();
    match call.state.writer.run(move |database| deed(&asked, database, id, &fields)) {
        Ok(()) => Ok(go_to(&format!("/administration/clients/{id}?done=client-changed"))),
        Err(problem) => refused(call, id, problem, Some(typed)),
    }
}

fn refused(call: &Call, id: ClientId, problem: Problem, typed: Option<Fields>) -> Result<Rendered, Problem> {
    again(call, problem, |status, fault| {
        let beside = Beside { fault: Some(fault), secret: None, typed };
        call.state.pool.read(|database| shown(call, database, id, status, beside))
    })
}
