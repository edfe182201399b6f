//! How the service is, and what is known of backups.

use askama::Template;

use super::{frame, moment};
use crate::clock::in_china;
use crate::domain::words::Words;
use crate::http::{Call, Problem, Rendered};
use crate::i18n::pages::{self as words, administration as said};
use crate::service::{self, Check, Database, Health, Vitals};
use crate::web::shell::{Shell, page};

#[derive(Template)]
#[template(path = "administration/health.html", config = "src/web/askama.toml")]
struct HealthPage {
    shell: Shell,
    facts: Vec<(Words, String)>,
    checks: [Check; 3],
    /// What somebody must be told, and what waits.
    open: Vec<String>,
}

#[derive(Template)]
#[template(path = "administration/backups.html", config = "src/web/askama.toml")]
struct Backups {
    shell: Shell,
    /// The last one the trail knows.
    last: Option<Vec<(Words, String)>>,
    facts: Vec<(Words, String)>,
}

fn looked(call: &Call, database: &mut Database) -> Result<Health, Problem> {
    Ok(service::health(database, call.access()?, &call.books, &call.state.writer, call.now)?)
}

fn of_database(vitals: &Vitals, shell: &Shell) -> Vec<(Words, String)> {
    vec![
        (said::ENGINE, vitals.engine.clone()),
        (said::SIZE, said::size(vitals.bytes)),
        (said::SCHEMA, said::schema(&vitals.schema, &vitals.known).in_lang(shell.lang).to_owned()),
    ]
}

/// `GET /administration/health`.
pub fn show(call: &Call, database: &mut Database) -> Result<Rendered, Problem> {
    let (shell, health) = (frame(call, said::HEALTH)?, looked(call, database)?);
    let never = || shell.say(said::NEVER).to_owned();
    let mut facts = vec![(said::VERSION, env!("CARGO_PKG_VERSION").to_owned())];
    facts.extend(of_database(&health.vitals, &shell));
    facts.push((said::UNSEALED, health.vitals.unsealed.to_string()));
    facts.push((said::SEALED_AT, health.vitals.sealed_at.map_or_else(never, moment)));
    let last_run = health.watch.last_run.map(|run| in_china(run.at).format("%Y-%m-%d %H:%M").to_string());
    facts.push((said::LAST_RUN, last_run.unwrap_or_else(never)));
    facts.push((said::UNSENT, health.watch.counts.unsent.to_string()));
    facts.push((said::PARKED, health.watch.counts.parked.to_string()));
    let alarms = health.watch.alarms().into_iter().chain(health.open_items.into_iter().map(|item| item.sentence));
    let open = alarms.map(|sentence| sentence.in_lang(call.lang).to_owned()).collect();
    page(200, &HealthPage { facts, checks: health.checks, open, shell })
}

/// `GET /administration/backups`.
pub fn backups(call: &Call, database: &mut Database) -> Result<Rendered, Problem> {
    let (shell, health) = (frame(call, said::BACKUPS)?, looked(call, database)?);
    let last = health.backed_up.map(|backup| {
        vec![
            (said::BACKUP_AT, moment(backup.at)),
            (said::BACKUP_BY, backup.by),
            (said::BACKUP_FILE, backup.file),
            (said::BACKUP_ROWS, backup.rows.to_string()),
        ]
    });
    page(200, &Backups { last, facts: of_database(&health.vitals, &shell), shell })
}
