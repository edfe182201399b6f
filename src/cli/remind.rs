//! `fuyi remind`: one run of the reminders, and what may be sent is sent.

use std::sync::{Arc, Mutex};

use chrono::{DateTime, Utc};
use clap::Args;
use serde_json::json;

use super::format::minute;
use super::{Context, Exit, Failure, Format, output};
use crate::domain::words::Lang;
use crate::i18n::mail as words;
use crate::i18n::table::{Column, Table};
use crate::service::{self, Foreseen, Prepared};

/// Arguments of `fuyi remind`.
#[derive(Debug, Args)]
pub struct Remind {
    /// The moment to run as of; now unless said.
    #[arg(long, value_name = "TIMESTAMP")]
    pub now: Option<DateTime<Utc>>,
    /// Show what would happen, write and send nothing.
    #[arg(long)]
    pub dry_run: bool,
    /// Shape of the outcome.
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: Format,
}

/// Runs once.
pub(super) fn run(context: &Context, args: Remind) -> Result<Exit, Failure> {
    let books = Arc::new(context.books()?);
    let settings = &context.settings.mail;
    let now = args.now.unwrap_or_else(|| context.clock.now());
    let mut database = context.database()?;
    if args.dry_run {
        let (report, foreseen) = service::remind_dry(&mut database, &books, &settings.pages, now)?;
        match args.format {
            Format::Json => output::json(&json!({"run": report, "messages": foreseen.iter().map(document).collect::<Vec<_>>()}))?,
            Format::Text => output::put(&table(&foreseen, context.lang()))?,
        }
        output::say(&words::ran(report.noted, foreseen.len(), report.working), context.lang());
        output::say(&words::DRY_RUN.into(), context.lang());
        return Ok(Exit::Done);
    }
    // a carrier that cannot be had is told before anything is done
    let carrier = service::carrier(settings)?;
    let desk = Mutex::new(database);
    let report = service::remind(&desk, &books, now)?;
    let clock = || args.now.unwrap_or_else(|| context.clock.now());
    let round = carrier.map(|carrier| service::send(&desk, &books, &*carrier, settings, clock)).transpose()?;
    if args.format == Format::Json {
        output::json(&json!({"run": report, "sent": round}))?;
    }
    output::say(&words::found(report.noted, report.working), context.lang());
    match round {
        Some(round) => output::say(&words::sent(round.sent, round.again, round.parked, round.cancelled), context.lang()),
        None => output::say(&words::NO_TRANSPORT.into(), context.lang()),
    }
    Ok(Exit::Done)
}

fn subject(foreseen: &Foreseen, lang: Lang) -> String {
    match &foreseen.prepared {
        Prepared::Letter(letter) => letter.subject.clone(),
        Prepared::Cancel(why) | Prepared::Park(why) => why.in_lang(lang).to_owned(),
    }
}

fn table(foreseen: &[Foreseen], lang: Lang) -> String {
    let [_, written, kind, to, .., remark] = words::COLUMNS;
    let mut table = Table::new([written, kind, to, remark].map(|heading| Column::words(heading.in_lang(lang))));
    for one in foreseen {
        let mail = &one.listed.mail;
        let cells = [minute(mail.created_at), mail.kind.words().in_lang(lang).to_owned(), one.listed.to.clone(), subject(one, lang)];
        table.row(cells);
    }
    table.text()
}

fn document(foreseen: &Foreseen) -> serde_json::Value {
    let letter = match &foreseen.prepared {
        Prepared::Letter(letter) => json!({"to": letter.to, "subject": letter.subject, "text": letter.text}),
        Prepared::Cancel(why) | Prepared::Park(why) => json!({"problem": why}),
    };
    json!({"kind": foreseen.listed.mail.kind, "person": foreseen.listed.mail.person, "name": foreseen.listed.to, "letter": letter})
}
