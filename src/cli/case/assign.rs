//! `fuyi case assign`: hand a case to a unit, an officer, or both.

use clap::Args;

use crate::cli::{Context, Exit, Failure, output};
use crate::i18n::people as words;
use crate::service;

/// Arguments of `fuyi case assign`.
#[derive(Debug, Args)]
pub struct Assign {
    /// Case number or id.
    #[arg(value_name = "CASE")]
    pub case: String,
    /// Unit that runs the file from now on.
    #[arg(long, value_name = "NAME", required_unless_present = "officer")]
    pub handler: Option<String>,
    /// User name of the officer who runs it from now on.
    #[arg(long, value_name = "USER")]
    pub officer: Option<String>,
}

/// Hands over.
pub(super) fn run(context: &Context, args: Assign) -> Result<Exit, Failure> {
    let mut database = context.database()?;
    let access = context.access(&mut database)?;
    let case = service::case_id(&mut database, &args.case)?;
    let handler = args.handler.as_deref().map(|name| service::unit_named(&mut database, name)).transpose()?.map(|(id, _)| id);
    let officer = args.officer.as_deref().map(|name| service::person_named(&mut database, name)).transpose()?.map(|person| person.id);
    service::assign(&mut database, &access, case, handler, officer, &context.act())?;
    output::say(&words::assigned(&args.case), context.lang());
    Ok(Exit::Done)
}
