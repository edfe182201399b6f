//! `fuyi demo`: a way in for each role, to try the product with.

use std::sync::{Arc, Mutex};

use clap::Args;
use secrecy::ExposeSecret;

use super::{Context, Exit, Failure, output};
use crate::i18n::people::WHOLE_DEPLOYMENT;
use crate::i18n::sign_in::{DEMO, DEMO_COLUMNS};
use crate::i18n::table::{Column, Table};
use crate::service::sign_in::Entrance;
use crate::service::{self, DemoSignIn};

/// Arguments of `fuyi demo`.
#[derive(Debug, Args)]
pub struct Demo {}

/// Gives each role of the demo its account and prints how to sign in.
pub(super) fn run(context: &Context, _: Demo) -> Result<Exit, Failure> {
    let (mut database, act, lang) = (context.database()?, context.act(), context.lang());
    let access = context.access(&mut database)?;
    let entrance = Arc::new(Entrance::open(&context.settings, act.at)?.0);
    let mut table = Table::new(DEMO_COLUMNS.map(|heading| Column::words(heading.in_lang(lang))));
    for DemoSignIn { role, unit, user_name, password } in service::demo_people(&Mutex::new(database), &entrance, &access, &act)? {
        let unit = unit.unwrap_or_else(|| WHOLE_DEPLOYMENT.in_lang(lang).to_owned());
        table.row([role.words().in_lang(lang).to_owned(), unit, user_name, password.expose_secret().to_owned()]);
    }
    output::put(&table.text())?;
    output::say(&DEMO.into(), lang);
    Ok(Exit::Done)
}
