//! The outbox: every message and its fate, for the administrator; what they say is of cases and is not shown.

use askama::Template;

use super::shell::{Shell, go_to, page, part, query};
use crate::clock::in_china;
use crate::domain::id::MailId;
use crate::domain::reminder::MailState;
use crate::http::{Call, Problem, Rendered, code};
use crate::i18n::mail::COLUMNS;
use crate::i18n::pages::{self as words, reminders as said};
use crate::service::{self, Database, MailListed};

#[derive(Template)]
#[template(path = "mail.html", config = "src/web/askama.toml")]
struct Outbox {
    shell: Shell,
    alarms: Vec<String>,
    states: Vec<Choice>,
    columns: [&'static str; 8],
    rows: Vec<Row>,
    next: Option<String>,
}

struct Choice {
    code: &'static str,
    label: &'static str,
    chosen: bool,
}

struct Row {
    id: i64,
    cells: [String; 7],
    may_retry: bool,
}

/// Messages on a page.
const PAGE: u32 = 100;

/// `GET /mail`.
pub fn list(call: &Call, database: &mut Database) -> Result<Rendered, Problem> {
    let fields = query(call)?;
    let (state, before) = (MailState::from_code(fields.get("state")), fields.get("before").parse().ok().map(MailId));
    let mails = service::mails(database, call.access()?, state, before, PAGE)?;
    let last = mails.last().map(|listed| listed.mail.id).filter(|_| mails.len() == PAGE as usize);
    let chosen = state.map(MailState::code).unwrap_or_default();
    let alarms = service::reminders_watch(database, call.now)?.alarms();
    let shell = Shell::of(call, words::MAIL);
    let lang = call.lang;
    let choice = |known: &MailState| Choice { code: known.code(), label: known.words().in_lang(lang), chosen: Some(*known) == state };
    page(
        200,
        &Outbox {
            shell: if fields.get("done") == "retry" { shell.with_said(said::RETRIED) } else { shell },
            alarms: alarms.iter().map(|alarm| alarm.in_lang(lang).to_owned()).collect(),
            states: MailState::ALL.iter().map(choice).collect(),
            columns: COLUMNS.map(|heading| heading.in_lang(lang)),
            rows: mails.into_iter().map(|listed| row(listed, call)).collect(),
            next: last.map(|last| format!("/mail?state={chosen}&before={last}")),
        },
    )
}

fn row(listed: MailListed, call: &Call) -> Row {
    let (mail, lang) = (listed.mail, call.lang);
    let minute = |at| in_china(at).format("%Y-%m-%d %H:%M").to_string();
    Row {
        id: mail.id.0,
        may_retry: matches!(mail.state, MailState::Waiting | MailState::Parked),
        cells: [
            minute(mail.created_at),
            mail.kind.words().in_lang(lang).to_owned(),
            listed.to,
            mail.state.words().in_lang(lang).to_owned(),
            mail.attempts.to_string(),
            minute(mail.ended_at.unwrap_or(mail.next_at)),
            mail.remark.map(|remark| remark.in_lang(lang).to_owned()).unwrap_or_default(),
        ],
    }
}

/// `POST /mail/{mail}/retry`.
pub fn retry(call: &Call) -> Result<Rendered, Problem> {
    let mail = part(call, "mail").parse().map(MailId).map_err(|_| Problem::of(code::NOT_FOUND))?;
    let asked = call.clone();
    call.state.writer.run(move |database| Ok::<_, Problem>(service::mail_retry(database, asked.access()?, Some(mail), &asked.act()?)?))?;
    Ok(go_to("/mail?done=retry"))
}
