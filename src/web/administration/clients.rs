//! The list of machine clients, and the form that lets one in.

use askama::Template;

use super::client::shown_with;
use super::{Choice, again, day, days, frame, names, roles, unit_name, unit_of};
use crate::domain::access::{Action, Grant, Role};
use crate::http::form::Fields;
use crate::http::{Call, Problem, Rendered, code};
use crate::i18n::pages::{self as words, administration as said};
use crate::service::{self, Client, Database, Granted, NewClient, Unit};
use crate::web::shell::{Shell, page};

#[derive(Template)]
#[template(path = "administration/clients.html", config = "src/web/askama.toml")]
struct Clients {
    shell: Shell,
    rows: Vec<Row>,
    /// For who may add one.
    may_add: bool,
    typed: Fields,
    roles: Vec<Choice>,
    actions: Vec<Choice>,
    names: Vec<String>,
}

struct Row {
    id: i64,
    name: String,
    acts_as: String,
    actions: String,
    active: String,
    over: bool,
}

/// `GET /administration/clients`.
pub fn show(call: &Call, database: &mut Database) -> Result<Rendered, Problem> {
    list(call, database, 200, frame(call, said::CLIENTS)?, Fields::default())
}

fn list(call: &Call, database: &mut Database, status: u16, shell: Shell, typed: Fields) -> Result<Rendered, Problem> {
    let units = database.units_list()?;
    let found = service::clients(database, call.access()?)?;
    let clients = Clients {
        rows: found.into_iter().map(|(client, grants)| Row::new(client, &grants, &units, call, &shell)).collect(),
        may_add: call.signed()?.may_come(Action::ClientWrite).is_ok(),
        roles: roles(call.lang, typed.get("role"), Role::is_for_clients),
        actions: actions(&typed.all("scope").collect::<Vec<_>>(), &shell),
        names: names(&service::units(database, call.access()?)?),
        typed,
        shell,
    };
    page(status, &clients)
}

/// What a client may be allowed, with what was chosen.
pub(super) fn actions(chosen: &[&str], shell: &Shell) -> Vec<Choice> {
    let choice = |action: Action| Choice {
        code: action.code().to_owned(),
        label: shell.say(action.words()).to_owned(),
        chosen: chosen.contains(&action.code()),
    };
    service::client_actions().into_iter().map(choice).collect()
}

/// The actions a form names.
pub(super) fn chosen(fields: &Fields) -> Result<Vec<Action>, Problem> {
    let known = |text: &str| Action::from_code(text).ok_or_else(|| Problem::of(code::MALFORMED).at("scope"));
    fields.all("scope").map(known).collect()
}

/// What a client acts as, and where.
pub(super) fn acts_as(grants: &[Granted], units: &[Unit], shell: &Shell) -> String {
    let each = grants.iter().map(|granted| {
        let unit = unit_name(units, granted.grant.unit, shell.lang);
        format!("{} · {unit}", shell.say(granted.grant.role.words()))
    });
    each.collect::<Vec<_>>().join("；")
}

impl Row {
    fn new(client: Client, grants: &[Granted], units: &[Unit], call: &Call, shell: &Shell) -> Self {
        Self {
            id: client.id.0,
            acts_as: acts_as(grants, units, shell),
            actions: client.scopes.iter().map(|action| shell.say(action.words())).collect::<Vec<_>>().join("；"),
            active: days(Some(client.active_from), client.active_until, shell.lang),
            over: !client.is_active(call.today()),
            name: client.name,
        }
    }
}

/// `POST /administration/clients`. The secret is shown in this answer and never again.
pub fn add(call: &Call) -> Result<Rendered, Problem> {
    let (typed, asked) = (call.form()?, call.clone());
    let fields = typed.clone();
    let done = call.state.writer.run(move |database: &mut Database| {
        let role = Role::from_code(fields.get("role"));
        let role = role.ok_or_else(|| Problem::new(code::UNACCEPTABLE, said::CHOOSE_ROLE).at("role"))?;
        let new = NewClient { name: fields.get("name").to_owned(), scopes: chosen(&fields)?, active_from: asked.today() };
        let grant = Grant { role, unit: unit_of(database, fields.get("at"))?, from: asked.today(), until: day(&fields, "until")? };
        Ok::<_, Problem>(service::client_enrol(database, asked.access()?, &new, grant, &asked.act()?)?)
    });
    match done {
        Ok((id, secret)) => call.state.pool.read(|database| shown_with(call, database, id, &secret)),
        Err(problem) => again(call, problem, |status, fault| {
            let shell = frame(call, said::CLIENTS)?.with_fault(fault);
            call.state.pool.read(|database| list(call, database, status, shell, typed))
        }),
    }
}
