//! What an administrator may do, in one place.

use askama::Template;

use crate::domain::access::Action;
use crate::domain::words::Words;
use crate::http::{Call, Problem, Rendered};
use crate::i18n::pages::{self as words, administration as said, imports};
use crate::service::Database;
use crate::web::shell::{Shell, page};

#[derive(Template)]
#[template(path = "administration/hub.html", config = "src/web/askama.toml")]
struct Hub {
    shell: Shell,
    places: Vec<&'static Place>,
}

/// A page, with the right it needs.
struct Place {
    address: &'static str,
    label: Words,
    why: Words,
    needs: Action,
}

const fn place(address: &'static str, label: Words, why: Words, needs: Action) -> Place {
    Place { address, label, why, needs }
}

const PLACES: &[Place] = &[
    place("/administration/units", said::UNITS, said::UNITS_WHY, Action::UnitRead),
    place("/administration/people", said::PEOPLE, said::PEOPLE_WHY, Action::PersonRead),
    place("/administration/clients", said::CLIENTS, said::CLIENTS_WHY, Action::ClientRead),
    place("/administration/audit", said::AUDIT, said::AUDIT_WHY, Action::AuditRead),
    place("/calendar", words::CALENDAR, said::CALENDAR_WHY, Action::RuleBookRead),
    place("/rules", words::RULES, said::RULES_WHY, Action::RuleBookRead),
    place("/deadlines/recompute", words::RECOMPUTE, said::RECOMPUTE_WHY, Action::Recompute),
    place("/mail", words::MAIL, said::MAIL_WHY, Action::OutboxRead),
    place("/imports", imports::IMPORTS, said::IMPORTS_WHY, Action::ImportRun),
    place("/administration/backups", said::BACKUPS, said::BACKUPS_WHY, Action::HealthRead),
    place("/administration/health", said::HEALTH, said::HEALTH_WHY, Action::HealthRead),
];

/// `GET /administration`.
pub fn show(call: &Call, _: &mut Database) -> Result<Rendered, Problem> {
    let signed = call.signed()?;
    let places = PLACES.iter().filter(|place| signed.may_come(place.needs).is_ok()).collect();
    page(200, &Hub { shell: Shell::of(call, said::ADMINISTRATION), places })
}
