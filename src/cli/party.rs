//! `fuyi party`: the people of a case and their personal details. A value comes by stdin, so that neither the shell's history nor
//! the list of processes keeps it.

use std::io::{BufRead, Read};
use std::path::Path;

use clap::{Args, Subcommand};
use secrecy::ExposeSecret;
use serde_json::json;

use super::format::words as one_of;
use super::{Context, Exit, Failure, Format, output};
use crate::domain::masking::Purpose;
use crate::domain::personal::{Detail, DetailField, IdentityPaper};
use crate::domain::words::Lang;
use crate::i18n::parties as words;
use crate::i18n::table::{Column, Table};
use crate::i18n::tasks;
use crate::service::{self, PartyView};

/// Bytes of a value that are read: an address has two hundred characters.
const LONGEST: u64 = 4096;

/// Arguments of `fuyi party`.
#[derive(Debug, Args)]
#[command(subcommand_required = true)]
pub struct Party {
    #[command(subcommand)]
    act: Act,
}

/// What can be done with the people of a case.
#[derive(Debug, Subcommand)]
enum Act {
    Show(Show),
    Set(Set),
    Unmask(Unmask),
    Find(Find),
}

/// Arguments of `fuyi party show`.
#[derive(Debug, Args)]
pub struct Show {
    /// Case number or id.
    #[arg(value_name = "CASE")]
    pub case: String,
    /// What it is shown for.
    #[arg(long, value_name = "PURPOSE", default_value = "detail", value_parser = one_of(Purpose::ALL, Purpose::code))]
    pub purpose: Purpose,
    /// Shape of the list.
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: Format,
}

/// Arguments of `fuyi party set`.
#[derive(Debug, Args)]
pub struct Set {
    /// Case number or id.
    #[arg(value_name = "CASE")]
    pub case: String,
    /// Name of the person, as recorded.
    #[arg(value_name = "NAME")]
    pub name: String,
    /// Which detail.
    #[arg(value_name = "FIELD", value_parser = one_of(DetailField::ALL, DetailField::code))]
    pub field: DetailField,
    /// Paper of an identity number.
    #[arg(long, value_name = "PAPER", value_parser = one_of(IdentityPaper::ALL, IdentityPaper::code))]
    pub paper: Option<IdentityPaper>,
    /// Take the detail back.
    #[arg(long, conflicts_with = "paper")]
    pub clear: bool,
}

/// Arguments of `fuyi party unmask`.
#[derive(Debug, Args)]
pub struct Unmask {
    /// Case number or id.
    #[arg(value_name = "CASE")]
    pub case: String,
    /// Name of the person, as recorded.
    #[arg(value_name = "NAME")]
    pub name: String,
    /// Why.
    #[arg(long, value_name = "TEXT")]
    pub reason: String,
    /// Shape of the answer.
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: Format,
}

/// Arguments of `fuyi party find`.
#[derive(Debug, Args)]
pub struct Find {
    /// By which detail.
    #[arg(value_name = "FIELD", value_parser = one_of(DetailField::ALL, DetailField::code))]
    pub field: DetailField,
    /// Paper of an identity number.
    #[arg(long, value_name = "PAPER", value_parser = one_of(IdentityPaper::ALL, IdentityPaper::code))]
    pub paper: Option<IdentityPaper>,
    /// Shape of the list.
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: Format,
}

/// Runs one act.
pub(super) fn run(context: &Context, args: Party) -> Result<Exit, Failure> {
    let mut database = context.database()?;
    let (access, lang) = (context.access(&mut database)?, context.lang());
    let keys = service::keyring(&context.settings)?;
    match args.act {
        Act::Show(args) => {
            let case = service::case_id(&mut database, &args.case)?;
            let parties = service::parties(&mut database, &access, keys.as_ref(), case, args.purpose)?;
            match args.format {
                Format::Json => output::json(&parties)?,
                Format::Text => output::put(&list(parties.iter().map(|party| (None, party)), lang))?,
            }
        }
        Act::Set(args) => {
            let case = service::case_id(&mut database, &args.case)?;
            let detail = if args.clear { None } else { Some(read(args.field, args.paper)?) };
            let change = [(args.field, detail)];
            service::party_write(&mut database, &access, keys.as_ref(), case, &args.name, &change, &context.act())?;
            output::say(&words::recorded(args.field, args.clear), lang);
        }
        Act::Unmask(args) => {
            let case = service::case_id(&mut database, &args.case)?;
            let details = service::party_unmask(&mut database, &access, keys.as_ref(), case, &args.name, &args.reason, &context.act())?;
            match args.format {
                Format::Json => {
                    let items = details
                        .iter()
                        .map(|detail| json!({"field": detail.field, "paper": detail.paper, "value": detail.value.expose_secret()}));
                    output::json(&items.collect::<Vec<_>>())?;
                }
                Format::Text => {
                    let lines = details.iter().map(|detail| {
                        format!("{}  {}\n", words::field(detail.field, detail.paper).in_lang(lang), detail.value.expose_secret())
                    });
                    output::put(&lines.collect::<String>())?;
                }
            }
            output::say(&words::NOTED.into(), lang);
        }
        Act::Find(args) => {
            let detail = read(args.field, args.paper)?;
            let found = service::party_find(&mut database, &access, keys.as_ref(), &detail, &context.act())?;
            match args.format {
                Format::Json => output::json(&found)?,
                Format::Text => {
                    let case = |found: &service::PartyFound| found.case_number.clone().unwrap_or_else(|| format!("#{}", found.case));
                    output::put(&list(found.iter().map(|found| (Some(case(found)), &found.party)), lang))?;
                }
            }
        }
    }
    Ok(Exit::Done)
}

/// A line a person and detail; a person without details has one as well.
fn list<'a>(parties: impl Iterator<Item = (Option<String>, &'a PartyView)>, lang: Lang) -> String {
    let mut table = Table::new(words::COLUMNS.map(|heading| Column::words(heading.in_lang(lang))));
    for (case, party) in parties {
        let who = [case.unwrap_or_default(), party.number.to_string(), party.role.words().in_lang(lang).to_owned(), party.name.clone()];
        if party.details.is_empty() {
            table.row(who.clone());
        }
        for detail in &party.details {
            let value = detail.value.clone().unwrap_or_else(|| words::NOT_OPENED.in_lang(lang).to_owned());
            let field = words::field(detail.field, detail.paper).in_lang(lang).to_owned();
            table.row(who.iter().cloned().chain([field, value]));
        }
    }
    table.text()
}

/// The value on the first line of stdin.
fn read(field: DetailField, paper: Option<IdentityPaper>) -> Result<Detail, Failure> {
    let mut line = String::new();
    let stdin = std::io::stdin().lock();
    stdin.take(LONGEST).read_line(&mut line).map_err(|error| Failure::refused(tasks::unreadable(Path::new("stdin"), &error)))?;
    Detail::read(field, paper, &line).map_err(|fault| Failure::refused(fault.0))
}
