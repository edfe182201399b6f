//! `fuyi serve`: the service over HTTP, until the terminal or the system stops it.

use clap::Args;

use super::{Context, Exit, Failure, output};
use crate::i18n::sign_in::{NOBODY_YET, keys_made};
use crate::i18n::tasks;
use crate::server::{Server, stopped};
use crate::service::{self, Access};

/// Arguments of `fuyi serve`; everything else is a setting of `[server]`.
#[derive(Debug, Args)]
pub struct Serve {}

/// Serves.
pub(super) fn run(context: &Context, _: Serve) -> Result<Exit, Failure> {
    let server = Server::bind(context.settings.clone(), context.clock).map_err(|error| Failure::refused(error.sentence()))?;
    if let Some(path) = server.made_keys() {
        output::say(&keys_made(path), context.lang());
    }
    let mut database = context.database()?;
    let access = Access::terminal(&mut database, &context.actor, context.clock.today())?;
    if service::people(&mut database, &access)?.is_empty() {
        output::say(&NOBODY_YET.into(), context.lang());
    }
    drop(database);
    output::say(&tasks::serving(server.address()), context.lang());
    server.run(stopped()).map_err(|error| Failure::refused(error.sentence()))?;
    output::say(&tasks::STOPPED.into(), context.lang());
    Ok(Exit::Done)
}
