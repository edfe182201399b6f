//! `fuyi serve`: the service over HTTP, until the terminal or the system stops it.

use clap::Args;

use super::{Context, Exit, Failure, output};
use crate::i18n::tasks;
use crate::server::{Server, stopped};

/// Arguments of `fuyi serve`; everything else is a setting of `[server]`.
#[derive(Debug, Args)]
pub struct Serve {}

/// Serves.
pub(super) fn run(context: &Context, _: Serve) -> Result<Exit, Failure> {
    let server = Server::bind(context.settings.clone(), context.clock).map_err(|error| Failure::refused(error.sentence()))?;
    output::say(&tasks::serving(server.address()), context.lang());
    server.run(stopped()).map_err(|error| Failure::refused(error.sentence()))?;
    output::say(&tasks::STOPPED.into(), context.lang());
    Ok(Exit::Done)
}
