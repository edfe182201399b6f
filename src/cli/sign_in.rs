//! The parts of `fuyi user` that give people a way in, or take it away. No password is ever typed or shown here.

use clap::{Args, Subcommand};
use secrecy::ExposeSecret;

use super::format::minute;
use super::{Context, Failure, Format, output};
use crate::domain::access::Role;
use crate::domain::words::Lang;
use crate::i18n::sign_in as words;
use crate::i18n::table::{Column, Table};
use crate::service::sign_in::{Entrance, FirstAccount, SetUpCode};
use crate::service::{self, Database, SessionEnd};

/// What `fuyi user` can do about ways in.
#[derive(Debug, Subcommand)]
pub enum WayIn {
    /// Gives a database without people its three administrators.
    Bootstrap(Bootstrap),
    /// A one-time code for one person.
    SetUpLink(Whose),
    /// Somebody else may know the password of one person: it opens nothing any more, and here is a one-time code to set another.
    Password(Whose),
    /// Ends every session of one person.
    SignOut(Whose),
    /// Takes the lost authenticator of one person away.
    ResetSecondFactor(Whose),
}

/// Arguments of `fuyi user bootstrap`.
#[derive(Debug, Args)]
pub struct Bootstrap {
    /// User name of the security administrator.
    #[arg(long, value_name = "USER", default_value = "security")]
    pub security: String,
    /// User name of the system administrator.
    #[arg(long, value_name = "USER", default_value = "system")]
    pub system: String,
    /// User name of the auditor.
    #[arg(long, value_name = "USER", default_value = "auditor")]
    pub auditor: String,
    /// Shape of the list.
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: Format,
}

/// Arguments of the acts about one person's way in.
#[derive(Debug, Args)]
pub struct Whose {
    /// User name.
    #[arg(value_name = "USER")]
    pub user: String,
}

impl WayIn {
    /// Runs one act.
    pub(super) fn run(self, context: &Context, database: &mut Database) -> Result<(), Failure> {
        let (act, lang) = (context.act(), context.lang());
        let (entrance, made) = Entrance::open(&context.settings, act.at)?;
        match self {
            Self::Bootstrap(args) => {
                let codes = entrance.bootstrap(database, &args.accounts(), &act)?;
                print(&codes, args.format, lang)?;
            }
            Self::SetUpLink(args) => {
                let person = service::person_named(database, &args.user)?;
                print(&[entrance.set_up_code(database, person.id, &act)?], Format::Text, lang)?;
            }
            Self::Password(args) => {
                let person = service::person_named(database, &args.user)?;
                let code = database.together(|database| {
                    entrance.revoke_password(database, person.id, &act)?;
                    entrance.set_up_code(database, person.id, &act)
                })?;
                print(&[code], Format::Text, lang)?;
            }
            Self::SignOut(args) => {
                let person = service::person_named(database, &args.user)?;
                let ended = entrance.end_sessions(database, person.id, None, SessionEnd::Administrator, &act)?;
                output::say(&words::sessions_ended(&person.user_name, ended), lang);
            }
            Self::ResetSecondFactor(args) => {
                let person = service::person_named(database, &args.user)?;
                let taken = database.together(|database| entrance.take_away_second_factor(database, person.id, &act))?;
                taken.map_err(|refusal| Failure::refused(refusal.sentence()))?;
                output::say(&words::second_factor_taken(&person.user_name), lang);
            }
        }
        if let Some(path) = made {
            output::say(&words::keys_made(&path), lang);
        }
        Ok(())
    }
}

impl Bootstrap {
    fn accounts(&self) -> [FirstAccount; 3] {
        let three =
            [(Role::SecurityAdministrator, &self.security), (Role::SystemAdministrator, &self.system), (Role::Auditor, &self.auditor)];
        three.map(|(role, user)| FirstAccount { role, user_name: user.clone(), display_name: role.words().zh.to_owned() })
    }
}

fn print(codes: &[SetUpCode], format: Format, lang: Lang) -> Result<(), Failure> {
    match format {
        Format::Json => {
            let line = |code: &SetUpCode| serde_json::json!({"user": code.user_name, "code": code.code.expose_secret(), "ends": code.ends});
            output::json(&codes.iter().map(line).collect::<Vec<_>>())?;
        }
        Format::Text => {
            let mut table = Table::new(words::CODE_COLUMNS.map(|heading| Column::words(heading.in_lang(lang))));
            for code in codes {
                table.row([code.user_name.clone(), code.code.expose_secret().to_owned(), minute(code.ends)]);
            }
            output::put(&table.text())?;
            output::say(&words::CODES.into(), lang);
        }
    }
    Ok(())
}
