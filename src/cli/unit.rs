//! `fuyi unit`: the tree of units.

use std::collections::HashMap;
use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::format::words as one_of;
use super::{Context, Exit, Failure, Format, output};
use crate::domain::Day;
use crate::domain::access::{UnitEntry, UnitKind};
use crate::domain::id::UnitId;
use crate::domain::words::Lang;
use crate::i18n::people as words;
use crate::i18n::table::{Column, Table};
use crate::service::{self, Limits};

/// Arguments of `fuyi unit`.
#[derive(Debug, Args)]
#[command(subcommand_required = true)]
pub struct Unit {
    #[command(subcommand)]
    act: Act,
}

/// What can be done with units.
#[derive(Debug, Subcommand)]
enum Act {
    Import(Import),
    List(List),
    Show(Show),
    Add(Add),
    Move(Move),
    Close(Close),
}

/// Arguments of `fuyi unit import`.
#[derive(Debug, Args)]
pub struct Import {
    /// The list.
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
}

/// Arguments of `fuyi unit list`.
#[derive(Debug, Args)]
pub struct List {
    /// Shape of the list.
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: Format,
}

/// Arguments of `fuyi unit show`.
#[derive(Debug, Args)]
pub struct Show {
    /// Any name of the unit.
    #[arg(value_name = "NAME")]
    pub name: String,
}

/// Arguments of `fuyi unit add`.
#[derive(Debug, Args)]
pub struct Add {
    /// Full name.
    #[arg(value_name = "NAME")]
    pub name: String,
    /// Short names.
    #[arg(long, value_name = "NAME")]
    pub short: Vec<String>,
    /// What it is.
    #[arg(long, value_name = "KIND", value_parser = one_of(UnitKind::ALL, UnitKind::code))]
    pub kind: Option<UnitKind>,
    /// The unit above.
    #[arg(long, value_name = "NAME")]
    pub under: Option<String>,
    /// First day it is there.
    #[arg(long, value_name = "DAY")]
    pub from: Option<Day>,
}

/// Arguments of `fuyi unit move`.
#[derive(Debug, Args)]
pub struct Move {
    /// Any name of the unit.
    #[arg(value_name = "NAME")]
    pub name: String,
    /// The unit above from now on.
    #[arg(long, value_name = "NAME", required_unless_present = "top", conflicts_with = "top")]
    pub under: Option<String>,
    /// Under no unit.
    #[arg(long)]
    pub top: bool,
}

/// Arguments of `fuyi unit close`.
#[derive(Debug, Args)]
pub struct Close {
    /// Any name of the unit.
    #[arg(value_name = "NAME")]
    pub name: String,
    /// First day it is no longer there.
    #[arg(long, value_name = "DAY")]
    pub on: Day,
    /// The unit it was merged into.
    #[arg(long, value_name = "NAME")]
    pub into: Option<String>,
}

/// Runs one act.
pub(super) fn run(context: &Context, args: Unit) -> Result<Exit, Failure> {
    let mut database = context.database()?;
    let (access, act, lang) = (context.access(&mut database)?, context.act(), context.lang());
    match args.act {
        Act::Import(args) => {
            let put = service::units_import(&mut database, &access, &args.file, Limits::default(), &act)?;
            output::say(&words::units_put(put.added, put.changed), lang);
        }
        Act::List(args) => {
            let units = service::units(&mut database, &access)?;
            match args.format {
                Format::Json => output::json(&units)?,
                Format::Text => output::put(&tree(&units, lang))?,
            }
        }
        Act::Show(args) => output::json(&service::unit(&mut database, &access, &args.name)?)?,
        Act::Add(Add { name, short, kind, under, from }) => {
            let entry =
                UnitEntry { full_name: name.clone(), aliases: short, kind, parent: under, valid_from: from, ..UnitEntry::default() };
            service::unit_add(&mut database, &access, entry, &act)?;
            output::say(&words::unit_added(&name), lang);
        }
        Act::Move(args) => {
            let unit = service::unit(&mut database, &access, &args.name)?;
            service::unit_move(&mut database, &access, (unit.id, unit.version), args.under.as_deref(), &act)?;
            output::say(&words::unit_moved(&args.name), lang);
        }
        Act::Close(args) => {
            let unit = service::unit(&mut database, &access, &args.name)?;
            service::unit_close(&mut database, &access, (unit.id, unit.version), args.on, args.into.as_deref(), &act)?;
            output::say(&words::unit_closed(&args.name, args.on), lang);
        }
    }
    Ok(Exit::Done)
}

/// The units as a tree, those below a unit indented under it.
fn tree(units: &[service::Unit], lang: Lang) -> String {
    let known: std::collections::HashSet<UnitId> = units.iter().map(|unit| unit.id).collect();
    let mut below: HashMap<Option<UnitId>, Vec<&service::Unit>> = HashMap::new();
    for unit in units {
        below.entry(unit.parent.filter(|parent| known.contains(parent))).or_default().push(unit);
    }
    let mut table = Table::new(words::UNIT_COLUMNS.map(|heading| Column::words(heading.in_lang(lang))));
    let mut waiting: Vec<(usize, &service::Unit)> = tops(&below, None, 0);
    while let Some((depth, unit)) = waiting.pop() {
        table.row([
            format!("{}{}", "　".repeat(depth), unit.full_name),
            unit.aliases.join("、"),
            unit.kind.map(|kind| kind.words().in_lang(lang).to_owned()).unwrap_or_default(),
            words::validity(unit.valid_from, unit.valid_until),
        ]);
        waiting.extend(tops(&below, Some(unit.id), depth + 1));
    }
    table.text()
}

/// What stands directly below, last first: the list is a stack.
fn tops<'a>(
    below: &HashMap<Option<UnitId>, Vec<&'a service::Unit>>,
    unit: Option<UnitId>,
    depth: usize,
) -> Vec<(usize, &'a service::Unit)> {
    below.get(&unit).into_iter().flatten().rev().map(|unit| (depth, *unit)).collect()
}
