//! `fuyi keys`: the keys that sign tokens and seal data.

use clap::{Args, Subcommand};

use super::format::minute;
use super::{Context, Exit, Failure, output};
use crate::i18n::sign_in as words;
use crate::i18n::table::{Column, Table};
use crate::service::sign_in::{keys, rotate_data, rotate_signing};

/// Arguments of `fuyi keys`.
#[derive(Debug, Args)]
#[command(subcommand_required = true)]
pub struct Keys {
    #[command(subcommand)]
    act: Act,
}

/// What can be done with keys.
#[derive(Debug, Subcommand)]
enum Act {
    List(List),
    Rotate(Rotate),
}

/// `fuyi keys list` takes no arguments of its own.
#[derive(Debug, Args)]
pub struct List {}

/// Arguments of `fuyi keys rotate`.
#[derive(Debug, Args)]
pub struct Rotate {
    /// The data key instead of the signing key.
    #[arg(long)]
    pub data: bool,
}

/// Runs one act.
pub(super) fn run(context: &Context, args: Keys) -> Result<Exit, Failure> {
    let lang = context.lang();
    match args.act {
        Act::List(List {}) => {
            let ring = keys(&context.settings)?;
            let mut table = Table::new(words::KEY_COLUMNS.map(|heading| Column::words(heading.in_lang(lang))));
            ring.ids().into_iter().for_each(|(id, made)| table.row([id.to_owned(), minute(made)]));
            output::put(&table.text())?;
        }
        Act::Rotate(args) => {
            let rotate = if args.data { rotate_data } else { rotate_signing };
            let rotation = rotate(&context.settings, &context.act())?;
            output::say(&words::keys_rotated(&rotation.id, rotation.resealed), lang);
        }
    }
    Ok(Exit::Done)
}
