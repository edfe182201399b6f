//! `fuyi mail`: the outbox, and what became of each message.

use chrono::{DateTime, Utc};
use clap::{Args, Subcommand};
use serde_json::{Value, json};

use super::format::{minute, words as one_of};
use super::{Context, Exit, Failure, Format, output};
use crate::domain::id::MailId;
use crate::domain::reminder::MailState;
use crate::domain::words::Lang;
use crate::i18n::mail as words;
use crate::i18n::table::{Column, Table};
use crate::service::{self, MailListed, Prepared};

/// Arguments of `fuyi mail`.
#[derive(Debug, Args)]
#[command(subcommand_required = true)]
pub struct Mail {
    #[command(subcommand)]
    act: Act,
}

/// What can be done with messages.
#[derive(Debug, Subcommand)]
enum Act {
    List(List),
    Retry(Retry),
    Show(Show),
}

/// Arguments of `fuyi mail list`.
#[derive(Debug, Args)]
pub struct List {
    /// Only those in this state.
    #[arg(long, value_name = "STATE", value_parser = one_of(MailState::ALL, MailState::code))]
    pub state: Option<MailState>,
    /// Only those before this one.
    #[arg(long, value_name = "ID")]
    pub before: Option<i64>,
    /// At most this many.
    #[arg(long, value_name = "N", default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    pub limit: u32,
    /// Shape of the list.
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: Format,
}

/// Arguments of `fuyi mail retry`.
#[derive(Debug, Args)]
pub struct Retry {
    /// The message.
    #[arg(value_name = "ID", required_unless_present = "all")]
    pub mail: Option<i64>,
    /// All that were put aside.
    #[arg(long, conflicts_with = "mail")]
    pub all: bool,
}

/// Arguments of `fuyi mail show`.
#[derive(Debug, Args)]
pub struct Show {
    /// The message.
    #[arg(value_name = "ID")]
    pub mail: i64,
    /// Shape of the message.
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: Format,
}

/// Runs one act.
pub(super) fn run(context: &Context, args: Mail) -> Result<Exit, Failure> {
    let lang = context.lang();
    let mut database = context.database()?;
    let access = context.access(&mut database)?;
    match args.act {
        Act::List(List { state, before, limit, format }) => {
            let mails = service::mails(&mut database, &access, state, before.map(MailId), limit)?;
            match format {
                Format::Json => output::json(&mails.iter().map(document).collect::<Vec<_>>())?,
                Format::Text => output::put(&table(&mails, lang))?,
            }
        }
        Act::Retry(Retry { mail, .. }) => {
            let retried = service::mail_retry(&mut database, &access, mail.map(MailId), &context.act())?;
            output::say(&words::retried(retried), lang);
        }
        Act::Show(Show { mail, format }) => {
            let pages = &context.settings.mail.pages;
            let (listed, prepared) =
                service::mail_shown(&mut database, &access, &context.books()?, pages, MailId(mail), context.clock.now())?;
            match format {
                Format::Json => output::json(&whole(&listed, &prepared))?,
                Format::Text => output::put(&text(&listed, &prepared, lang))?,
            }
        }
    }
    Ok(Exit::Done)
}

fn moment(at: DateTime<Utc>) -> String {
    minute(at)
}

fn table(mails: &[MailListed], lang: Lang) -> String {
    let mut table = Table::new(words::COLUMNS.map(|heading| Column::words(heading.in_lang(lang))));
    for MailListed { mail, to } in mails {
        table.row([
            mail.id.to_string(),
            moment(mail.created_at),
            mail.kind.words().in_lang(lang).to_owned(),
            to.clone(),
            mail.state.words().in_lang(lang).to_owned(),
            mail.attempts.to_string(),
            moment(mail.ended_at.unwrap_or(mail.next_at)),
            mail.remark.as_ref().map(|remark| remark.in_lang(lang).to_owned()).unwrap_or_default(),
        ]);
    }
    table.text()
}

fn document(listed: &MailListed) -> Value {
    let mail = &listed.mail;
    json!({
        "id": mail.id, "kind": mail.kind, "person": mail.person, "to": listed.to, "case": mail.case, "message_id": mail.message_id,
        "created_at": mail.created_at, "state": mail.state, "attempts": mail.attempts, "next_at": mail.next_at,
        "uncertain": mail.uncertain, "remark": mail.remark, "ended_at": mail.ended_at,
    })
}

fn whole(listed: &MailListed, prepared: &Prepared) -> Value {
    let mut document = document(listed);
    document["letter"] = match prepared {
        Prepared::Letter(letter) => json!({"to": letter.to, "subject": letter.subject, "text": letter.text, "html": letter.html}),
        Prepared::Cancel(why) | Prepared::Park(why) => json!({"problem": why}),
    };
    document
}

fn text(listed: &MailListed, prepared: &Prepared, lang: Lang) -> String {
    let head = table(std::slice::from_ref(listed), lang);
    match prepared {
        Prepared::Letter(letter) => format!("{head}\n{} <{}>\n{}\n\n{}", letter.to_name, letter.to, letter.subject, letter.text),
        Prepared::Cancel(why) | Prepared::Park(why) => format!("{head}\n{}\n", why.in_lang(lang)),
    }
}
