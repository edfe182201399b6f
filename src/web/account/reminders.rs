//! What one wants to be reminded of. Of what is overdue everybody is told.

use askama::Template;

use crate::domain::reminder;
use crate::domain::words::{Sentence, Words};
use crate::http::{Call, Problem, Rendered};
use crate::i18n::pages::{self as words, reminders as said};
use crate::service::{self, Database, ServiceError};
use crate::web::shell::{Shell, page};

#[derive(Template)]
#[template(path = "account/reminders.html", config = "src/web/askama.toml")]
struct Reminders {
    shell: Shell,
    usual: String,
    ahead: String,
    choices: [Choice; 3],
}

struct Choice {
    name: &'static str,
    label: &'static str,
    chosen: bool,
}

/// `GET /account/reminders`.
pub fn show(call: &Call, database: &mut Database) -> Result<Rendered, Problem> {
    let choice = service::reminder_choice(database, call.person()?)?;
    shown(200, call, Shell::of(call, words::REMINDERS_PAGE), &choice, None)
}

/// `POST /account/reminders`.
pub fn choose(call: &Call) -> Result<Rendered, Problem> {
    let (fields, person) = (call.form()?, call.person()?);
    let shell = Shell::of(call, words::REMINDERS_PAGE);
    let typed = fields.get("ahead");
    let ticked = |name: &str| fields.get(name) == "on";
    let mut choice =
        reminder::Choice { ahead: None, on_the_day: ticked("on_the_day"), suits: ticked("suits"), hearings: ticked("hearings") };
    let days: Result<Vec<u32>, _> = typed.split([',', '，', '、', ' ']).filter(|day| !day.is_empty()).map(str::parse).collect();
    let fault = match days {
        Ok(days) => {
            // nothing typed is what the bureau has set; 0 alone is nothing ahead
            choice.ahead = if days.is_empty() { None } else { Some(days.into_iter().filter(|day| *day > 0).collect()) };
            let chosen = choice.clone();
            let kept = call.state.writer.run(move |database| service::reminder_choose(database, person, &chosen));
            match kept {
                Ok(()) => None,
                Err(ServiceError::Said(sentence)) => Some(sentence),
                Err(other) => return Err(other.into()),
            }
        }
        Err(_) => Some(said::NO_DAYS.into()),
    };
    match fault {
        None => shown(200, call, shell.with_said(said::SAVED), &choice, None),
        Some(fault) => shown(422, call, shell.with_fault(&fault), &choice, Some(typed)),
    }
}

fn shown(status: u16, call: &Call, shell: Shell, choice: &reminder::Choice, typed: Option<&str>) -> Result<Rendered, Problem> {
    let list = |days: &[u32]| days.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    let ahead = match &choice.ahead {
        Some(days) if days.is_empty() => "0".to_owned(),
        Some(days) => list(days),
        None => String::new(),
    };
    let usual: Sentence = said::usual(&list(&call.books.schedule.usual));
    let ticked = |name, label: Words, chosen| Choice { name, label: label.in_lang(call.lang), chosen };
    page(
        status,
        &Reminders {
            shell,
            usual: usual.in_lang(call.lang).to_owned(),
            ahead: typed.map_or(ahead, str::to_owned),
            choices: [
                ticked("on_the_day", said::ON_THE_DAY, choice.on_the_day),
                ticked("suits", said::SUITS, choice.suits),
                ticked("hearings", said::HEARINGS, choice.hearings),
            ],
        },
    )
}
