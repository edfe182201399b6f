//! What waits for the decision of whoever reads it, the oldest first.

use askama::Template;

use super::waiting::Request;
use crate::domain::words::Sentence;
use crate::http::{Call, Problem, Rendered};
use crate::i18n::pages::{self as words, cases, file as said};
use crate::service::{self, Database};
use crate::web::shell::{Shell, page, query};

#[derive(Template)]
#[template(path = "approvals/queue.html", config = "src/web/askama.toml")]
struct Queue {
    shell: Shell,
    count: String,
    waiting: Vec<Waiting>,
}

struct Waiting {
    request: Request,
    number: String,
    procedure: &'static str,
    /// The file has changed since.
    stale: bool,
    /// What was typed before the form came back.
    remark: String,
    fault: String,
}

/// Requests on the page, at most.
const MOST: usize = 50;

/// `GET /approvals`.
pub fn show(call: &Call, database: &mut Database) -> Result<Rendered, Problem> {
    let shell = Shell::of(call, words::APPROVALS);
    let shell = match said::done(query(call)?.get("done")) {
        Some(done) => shell.with_said(done),
        None => shell,
    };
    rendered(200, call, database, shell, None)
}

/// The queue again, with what is wrong beside the request it concerns, and what was typed.
///
/// # Errors
/// As the page itself.
pub fn again(call: &Call, fault: &Sentence, at: i64, remark: &str) -> Result<Rendered, Problem> {
    let shell = Shell::of(call, words::APPROVALS).with_fault(fault);
    let fault = (at, fault.in_lang(call.lang).to_owned(), remark.to_owned());
    call.state.pool.read(|database| rendered(422, call, database, shell, Some(fault)))
}

fn rendered(
    status: u16,
    call: &Call,
    database: &mut Database,
    shell: Shell,
    fault: Option<(i64, String, String)>,
) -> Result<Rendered, Problem> {
    let mut waiting = Vec::new();
    for request in service::approvals_to_decide(database, call.access()?, MOST)? {
        let view = service::case_view(database, &call.books, request.asked.case, call.today())?;
        let (fault, remark) = match &fault {
            Some((at, fault, remark)) if *at == request.id.0 => (fault.clone(), remark.clone()),
            _ => (String::new(), String::new()),
        };
        waiting.push(Waiting {
            stale: view.stored.version != request.asked.version,
            procedure: shell.say(crate::domain::case::machine_of(&view.case).words),
            number: view.stored.number.unwrap_or_else(|| format!("{} #{}", shell.say(cases::NO_NUMBER), view.stored.id)),
            request: Request::new(call, &shell, &request, true),
            remark,
            fault,
        });
    }
    page(status, &Queue { count: said::waiting(waiting.len()).in_lang(call.lang).to_owned(), waiting, shell })
}
