//! The first page: what waits, where one may go, who one is.

use std::net::IpAddr;

use askama::Template;
use chrono::{DateTime, Utc};

use super::shell::{Shell, page};
use crate::clock::in_china;
use crate::domain::access::Action;
use crate::domain::words::Sentence;
use crate::http::{Call, Problem, Rendered, code};
use crate::i18n::pages as words;
use crate::service::{self, Database};

#[derive(Template)]
#[template(path = "workbench.html", config = "src/web/askama.toml")]
struct Workbench {
    shell: Shell,
    items: Vec<String>,
    name: String,
    roles: String,
    last: String,
}

/// `GET /`.
pub fn show(call: &Call, database: &mut Database) -> Result<Rendered, Problem> {
    let signed = call.signed()?;
    if let Some(duty) = signed.duty {
        return Err(Problem { duty: Some(duty), ..Problem::of(code::DUTY) });
    }
    let principal = &signed.access.principal;
    let items = match signed.may_come(Action::RuleBookRead) {
        Ok(()) => service::open_items(&call.books.law.calendar, call.today()),
        Err(_) => Vec::new(),
    };
    let alarms = match signed.may_come(Action::OutboxRead) {
        Ok(()) => service::reminders_watch(database, call.now)?.alarms(),
        Err(_) => Vec::new(),
    };
    let items = items.into_iter().map(|item| item.sentence).chain(alarms);
    let roles: Vec<&str> = principal.roles(call.today()).into_iter().map(|role| role.words().in_lang(call.lang)).collect();
    let name = service::display_name(database, call.person()?)?;
    let shell = Shell::of(call, words::WORKBENCH);
    let roles = if roles.is_empty() { shell.say(words::NO_ROLES).to_owned() } else { roles.join("、") };
    page(
        200,
        &Workbench {
            items: items.map(|item| item.in_lang(call.lang).to_owned()).collect(),
            name: format!("{name} ({})", principal.name),
            roles,
            last: last_sign_in(call.raw.last_sign_in.as_deref())
                .map_or_else(|| shell.say(words::FIRST_SIGN_IN).to_owned(), |last| last.in_lang(call.lang).to_owned()),
            shell,
        },
    )
}

/// The sign-in before this one, as the browser keeps it: `2024-06-03T02:00:00Z|10.0.0.7`.
fn last_sign_in(kept: Option<&str>) -> Option<Sentence> {
    let (at, from) = kept?.split_once('|')?;
    let (at, from): (DateTime<Utc>, IpAddr) = (at.parse().ok()?, from.parse().ok()?);
    Some(words::signed_in_from(&in_china(at).format("%Y-%m-%d %H:%M").to_string(), &from.to_string()))
}
