//! What the law of today would move: previewed first, applied with a reason as one audited act.

use askama::Template;

use crate::domain::access::{Action, Object};
use crate::http::{Call, Problem, Rendered};
use crate::i18n::pages::{self as words, books as said};
use crate::i18n::tasks::deadlines::applied;
use crate::service::{self, Change, Database, End, ServiceError};
use crate::web::shell::{Shell, page};

#[derive(Template)]
#[template(path = "calendar/recompute.html", config = "src/web/askama.toml")]
struct Recompute {
    shell: Shell,
    found: String,
    rows: Vec<Row>,
    more: Option<String>,
    current: bool,
}

struct Row {
    case: String,
    obligation: String,
    old: String,
    new: String,
    reason: String,
}

/// Most changes a page lists.
const LISTED: usize = 500;
/// Longest reason, in characters.
const LONGEST: usize = 500;

/// `GET /deadlines/recompute`.
pub fn show(call: &Call, _: &mut Database) -> Result<Rendered, Problem> {
    previewed(200, call, frame(call)?)
}

/// `POST /deadlines/recompute`.
pub fn apply(call: &Call) -> Result<Rendered, Problem> {
    let (shell, fields) = (frame(call)?, call.form()?);
    let reason: String = fields.get("reason").chars().take(LONGEST).collect();
    if reason.is_empty() {
        return previewed(422, call, shell.with_fault(&said::REASON_MISSING.into()));
    }
    let url = &call.state.settings.database.url;
    let done = service::recompute_apply(url, &call.books, call.today(), Some(&reason), &call.act()?)?;
    previewed(200, call, shell.with_said(applied(done.cases, done.changed)))
}

fn frame(call: &Call) -> Result<Shell, Problem> {
    call.access()?.may(Action::Recompute, &Object::Deployment)?;
    Ok(Shell::of(call, words::RECOMPUTE))
}

fn previewed(status: u16, call: &Call, shell: Shell) -> Result<Rendered, Problem> {
    // who keeps the calendar reads no cases: such a case is told by its id alone
    let sees_cases = call.access()?.scope(Action::CaseList).is_ok();
    let mut rows = Vec::new();
    let mut put = |change: &Change| {
        if rows.len() < LISTED {
            rows.push(row(change, sees_cases, &shell));
        }
        Ok::<(), ServiceError>(())
    };
    let preview = service::recompute_preview(&call.state.settings.database.url, &call.books, call.today(), &mut put)?;
    let more = (preview.changes > rows.len() as u64).then(|| said::only_first(rows.len()).in_lang(call.lang).to_owned());
    let found = said::moves(preview.cases, preview.changes, preview.is_current()).in_lang(call.lang).to_owned();
    page(status, &Recompute { shell, found, rows, more, current: preview.changes == 0 && preview.is_current() })
}

fn row(change: &Change, sees_cases: bool, shell: &Shell) -> Row {
    let end = |end: Option<End>| match end.and_then(|end| Some((end.due_on?, end.provisional))) {
        Some((day, true)) => format!("{}{}", shell.day(day), shell.say(said::PROVISIONAL_SHORT)),
        Some((day, false)) => shell.day(day),
        None => shell.say(said::NONE).to_owned(),
    };
    let number = change.number.clone().filter(|_| sees_cases);
    Row {
        case: number.unwrap_or_else(|| format!("#{}", change.case)),
        obligation: change.obligation.in_lang(shell.lang).to_owned(),
        old: end(change.old),
        new: end(change.new),
        reason: change.reason.in_lang(shell.lang).to_owned(),
    }
}
