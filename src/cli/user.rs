//! `fuyi user`: people and what is granted to them.

use clap::{Args, Subcommand};

use super::format::words as one_of;
use super::sign_in::WayIn;
use super::{Context, Exit, Failure, Format, output};
use crate::domain::Day;
use crate::domain::access::{Grant as Granting, Role};
use crate::domain::id::{GrantId, UnitId};
use crate::domain::words::Lang;
use crate::i18n::people as words;
use crate::i18n::table::{Column, Table};
use crate::service::{self, Database, Granted, NewPerson, Person};
use crate::settings::LANGS;

/// Arguments of `fuyi user`.
#[derive(Debug, Args)]
#[command(subcommand_required = true)]
pub struct User {
    #[command(subcommand)]
    act: Act,
}

/// What can be done with people.
#[derive(Debug, Subcommand)]
enum Act {
    List(List),
    Show(Show),
    Add(Add),
    Grant(Grant),
    Revoke(Revoke),
    Deactivate(Deactivate),
    #[command(flatten)]
    WayIn(WayIn),
}

/// Arguments of `fuyi user list`.
#[derive(Debug, Args)]
pub struct List {
    /// Shape of the list.
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: Format,
}

/// Arguments of `fuyi user show`.
#[derive(Debug, Args)]
pub struct Show {
    /// User name.
    #[arg(value_name = "USER")]
    pub user: String,
}

/// Arguments of `fuyi user add`.
#[derive(Debug, Args)]
pub struct Add {
    /// User name.
    #[arg(value_name = "USER")]
    pub user: String,
    /// Name shown.
    #[arg(long, value_name = "NAME")]
    pub name: String,
    /// Home unit.
    #[arg(long, value_name = "UNIT")]
    pub unit: Option<String>,
    /// E-mail.
    #[arg(long, value_name = "ADDRESS")]
    pub email: Option<String>,
}

/// Arguments of `fuyi user grant`.
#[derive(Debug, Args)]
pub struct Grant {
    /// User name.
    #[arg(value_name = "USER")]
    pub user: String,
    /// Role.
    #[arg(value_name = "ROLE", value_parser = one_of(Role::ALL, Role::code))]
    pub role: Role,
    /// The unit whose subtree it reaches; without it the whole deployment.
    #[arg(long, value_name = "UNIT")]
    pub unit: Option<String>,
    /// First day in force; today by itself.
    #[arg(long, value_name = "DAY")]
    pub from: Option<Day>,
    /// First day no longer in force.
    #[arg(long, value_name = "DAY")]
    pub until: Option<Day>,
}

/// Arguments of `fuyi user revoke`.
#[derive(Debug, Args)]
pub struct Revoke {
    /// Id of the grant.
    #[arg(value_name = "GRANT", value_parser = clap::value_parser!(i64).range(1..))]
    pub grant: i64,
}

/// Arguments of `fuyi user deactivate`.
#[derive(Debug, Args)]
pub struct Deactivate {
    /// User name.
    #[arg(value_name = "USER")]
    pub user: String,
}

/// Runs one act.
pub(super) fn run(context: &Context, args: User) -> Result<Exit, Failure> {
    let mut database = context.database()?;
    let (access, act, lang) = (context.access(&mut database)?, context.act(), context.lang());
    match args.act {
        Act::WayIn(way) => way.run(context, &mut database)?,
        Act::List(args) => {
            let people = service::people(&mut database, &access)?;
            match args.format {
                Format::Json => output::json(&people)?,
                Format::Text => output::put(&list(&mut database, &people, lang)?)?,
            }
        }
        Act::Show(args) => {
            let (person, grants) = service::person(&mut database, &access, &args.user)?;
            output::put(&(list(&mut database, &[person], lang)? + "\n" + &granted(&mut database, &grants, lang)?))?;
        }
        Act::Add(Add { user, name, unit, email }) => {
            let unit = unit_id(&mut database, unit.as_deref())?;
            let lang_name = LANGS.iter().find(|(_, known)| *known == lang).map_or("zh-CN", |(name, _)| name);
            let new = NewPerson {
                user_name: user.clone(),
                display_name: name,
                unit,
                email,
                lang: lang_name.to_owned(),
                active_from: access.today,
            };
            service::person_add(&mut database, &access, new, &act)?;
            output::say(&words::person_added(&user), lang);
        }
        Act::Grant(Grant { user, role, unit, from, until }) => {
            let person = service::person_named(&mut database, &user)?;
            let unit = unit_id(&mut database, unit.as_deref())?;
            let grant = Granting { role, unit, from: from.unwrap_or(access.today), until };
            let id = service::grant(&mut database, &access, person.id, grant, &act)?;
            output::say(&words::role_granted(id.0, &user, role), lang);
        }
        Act::Revoke(args) => {
            service::revoke(&mut database, &access, GrantId(args.grant), &act)?;
            output::say(&words::grant_ended(args.grant), lang);
        }
        Act::Deactivate(args) => {
            let person = service::person_named(&mut database, &args.user)?;
            service::person_deactivate(&mut database, &access, person.id, person.version, &act)?;
            output::say(&words::person_deactivated(&args.user), lang);
        }
    }
    Ok(Exit::Done)
}

/// The unit of a name given, if one is.
pub(super) fn unit_id(database: &mut Database, name: Option<&str>) -> Result<Option<UnitId>, Failure> {
    Ok(name.map(|name| service::unit_named(database, name)).transpose()?.map(|(id, _)| id))
}

/// Full name of a unit, for a table.
pub(super) fn unit_name(units: &[service::Unit], id: Option<UnitId>) -> String {
    units.iter().find(|unit| Some(unit.id) == id).map(|unit| unit.full_name.clone()).unwrap_or_default()
}

fn list(database: &mut Database, people: &[Person], lang: Lang) -> Result<String, Failure> {
    let units = database.units_list().map_err(service::ServiceError::from)?;
    let mut table = Table::new(words::PERSON_COLUMNS.map(|heading| Column::words(heading.in_lang(lang))));
    for person in people {
        table.row([
            person.user_name.clone(),
            person.display_name.clone(),
            unit_name(&units, person.unit),
            words::validity(Some(person.active_from), person.active_until),
        ]);
    }
    Ok(table.text())
}

fn granted(database: &mut Database, grants: &[Granted], lang: Lang) -> Result<String, Failure> {
    let units = database.units_list().map_err(service::ServiceError::from)?;
    let mut table = Table::new(words::GRANT_COLUMNS.map(|heading| Column::words(heading.in_lang(lang))));
    for granted in grants {
        let unit = match granted.grant.unit {
            None => words::WHOLE_DEPLOYMENT.in_lang(lang).to_owned(),
            unit => unit_name(&units, unit),
        };
        table.row([
            granted.id.to_string(),
            granted.grant.role.words().in_lang(lang).to_owned(),
            unit,
            words::validity(Some(granted.grant.from), granted.grant.until),
            granted.granted_by.clone(),
        ]);
    }
    Ok(table.text())
}
