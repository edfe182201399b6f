//! `fuyi client`: programs that use the API in one role at one unit, confined to some actions.

use clap::{Args, Subcommand};
use secrecy::ExposeSecret;
use serde_json::json;

use super::format::words as one_of;
use super::user::{unit_id, unit_name};
use super::{Context, Exit, Failure, Format, output};
use crate::domain::Day;
use crate::domain::access::{Action, Grant, Role};
use crate::domain::words::Lang;
use crate::i18n::people as words;
use crate::i18n::table::{Column, Table};
use crate::service::{self, Database, Granted, NewClient};

/// Arguments of `fuyi client`.
#[derive(Debug, Args)]
#[command(subcommand_required = true)]
pub struct Client {
    #[command(subcommand)]
    act: Act,
}

/// What can be done with machine clients.
#[derive(Debug, Subcommand)]
enum Act {
    List(List),
    Add(Add),
    Secret(Whose),
    Deactivate(Whose),
}

/// Arguments of `fuyi client list`.
#[derive(Debug, Args)]
pub struct List {
    /// Shape of the list.
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: Format,
}

/// Arguments of `fuyi client add`.
#[derive(Debug, Args)]
pub struct Add {
    /// Name.
    #[arg(value_name = "NAME")]
    pub name: String,
    /// The role it acts in.
    #[arg(value_name = "ROLE", value_parser = one_of(Role::ALL, Role::code))]
    pub role: Role,
    /// The unit whose subtree it reaches; without it the whole deployment.
    #[arg(long, value_name = "UNIT")]
    pub unit: Option<String>,
    /// An action it is confined to; several times for several.
    #[arg(long, value_name = "ACTION", required = true, value_parser = one_of(Action::ALL, Action::code))]
    pub scope: Vec<Action>,
    /// First day the role is no longer in force.
    #[arg(long, value_name = "DAY")]
    pub until: Option<Day>,
}

/// Arguments of the acts on one client.
#[derive(Debug, Args)]
pub struct Whose {
    /// Name.
    #[arg(value_name = "NAME")]
    pub name: String,
}

/// Runs one act. A secret goes to stdout, so that it can be put where the program finds it without being seen.
pub(super) fn run(context: &Context, args: Client) -> Result<Exit, Failure> {
    let mut database = context.database()?;
    let (access, act, lang) = (context.access(&mut database)?, context.act(), context.lang());
    match args.act {
        Act::List(args) => {
            let clients = service::clients(&mut database, &access)?;
            match args.format {
                Format::Json => {
                    let line = |(client, grants): &(service::Client, Vec<Granted>)| {
                        let roles: Vec<_> =
                            grants.iter().map(|granted| json!({"role": granted.grant.role, "unit": granted.grant.unit})).collect();
                        json!({"client": client, "grants": roles})
                    };
                    output::json(&clients.iter().map(line).collect::<Vec<_>>())?;
                }
                Format::Text => output::put(&list(&mut database, &clients, lang)?)?,
            }
        }
        Act::Add(Add { name, role, unit, scope, until }) => {
            let unit = unit_id(&mut database, unit.as_deref())?;
            let new = NewClient { name: name.clone(), scopes: scope, active_from: access.today };
            let grant = Grant { role, unit, from: access.today, until };
            let (_, secret) = service::client_enrol(&mut database, &access, &new, grant, &act)?;
            output::put(&format!("{}\n", secret.expose_secret()))?;
            output::say(&words::client_added(&name), lang);
        }
        Act::Secret(args) => {
            let client = service::client_named(&mut database, &args.name)?;
            let secret = service::client_secret(&mut database, &access, client.id, &act)?;
            output::put(&format!("{}\n", secret.expose_secret()))?;
            output::say(&words::client_secret_made(&args.name), lang);
        }
        Act::Deactivate(args) => {
            let client = service::client_named(&mut database, &args.name)?;
            service::client_deactivate(&mut database, &access, client.id, client.version, &act)?;
            output::say(&words::client_deactivated(&args.name), lang);
        }
    }
    Ok(Exit::Done)
}

fn list(database: &mut Database, clients: &[(service::Client, Vec<Granted>)], lang: Lang) -> Result<String, Failure> {
    let units = database.units_list().map_err(service::ServiceError::from)?;
    let mut table = Table::new(words::CLIENT_COLUMNS.map(|heading| Column::words(heading.in_lang(lang))));
    for (client, grants) in clients {
        let acts_as = grants.iter().map(|granted| {
            let unit = match granted.grant.unit {
                None => words::WHOLE_DEPLOYMENT.in_lang(lang).to_owned(),
                unit => unit_name(&units, unit),
            };
            format!("{} {unit}", granted.grant.role.words().in_lang(lang))
        });
        table.row([
            client.name.clone(),
            acts_as.collect::<Vec<_>>().join("; "),
            client.scopes.iter().map(|action| action.code()).collect::<Vec<_>>().join(" "),
            words::validity(Some(client.active_from), client.active_until),
        ]);
    }
    Ok(table.text())
}
