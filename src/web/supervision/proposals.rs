//! Proposals of supervision: raised by the thresholds, decided by people.

use askama::Template;

use super::unit_names;
use crate::domain::access::{Action, Object};
use crate::domain::id::ProposalId;
use crate::http::{Call, Problem, Rendered, code};
use crate::i18n::pages::{self as words, supervision as said};
use crate::i18n::supervision as told;
use crate::service::Database;
use crate::service::supervision::{decide, proposals, raise};
use crate::web::shell::{Shell, go_to, page, part, query, told_at_the_form};

#[derive(Template)]
#[template(path = "supervision/proposals.html", config = "src/web/askama.toml")]
struct Proposals {
    shell: Shell,
    may_raise: bool,
    rows: Vec<Row>,
}

struct Row {
    id: i64,
    unit: String,
    crossed: String,
    proposes: &'static str,
    source: String,
    may_decide: bool,
    typed: String,
}

/// `GET /supervision/proposals`.
pub fn show(call: &Call, database: &mut Database) -> Result<Rendered, Problem> {
    let shell = Shell::of(call, said::PROPOSALS);
    let done = query(call)?.get("done") == "yes";
    shown(call, database, 200, if done { shell.with_said(said::DONE) } else { shell }, None)
}

fn shown(call: &Call, database: &mut Database, status: u16, shell: Shell, typed: Option<(i64, String)>) -> Result<Rendered, Problem> {
    let access = call.access()?;
    let found = proposals(database, access, true)?;
    let names = unit_names(database)?;
    let row = |proposal: crate::service::Proposal| {
        let threshold = call.books.supervision.threshold(&proposal.of.threshold);
        let name = threshold.map_or(proposal.of.threshold.as_str(), |known| known.name.in_lang(call.lang));
        let text = typed.as_ref().filter(|(at, _)| *at == proposal.id.0).map(|(_, text)| text.clone());
        Row {
            id: proposal.id.0,
            unit: names.get(&proposal.of.unit).cloned().unwrap_or_default(),
            crossed: said::crossed(name, proposal.of.count, proposal.of.year).in_lang(call.lang).to_owned(),
            proposes: proposal.of.kind.words().in_lang(call.lang),
            source: threshold.map(|known| known.source.clone()).unwrap_or_default(),
            may_decide: access.may(Action::SupervisionWrite, &Object::Unit(proposal.of.unit)).is_ok(),
            typed: text.unwrap_or_default(),
        }
    };
    let template = Proposals {
        may_raise: access.scope(Action::SupervisionWrite).is_ok(),
        rows: found.into_iter().map(row).collect(),
        shell: shell.below("/supervision", said::SUPERVISION),
    };
    page(status, &template)
}

/// `POST /supervision/proposals`.
pub fn check(call: &Call) -> Result<Rendered, Problem> {
    let asker = call.clone();
    let raised =
        call.state.writer.run(move |database| Ok::<_, Problem>(raise(database, asker.access()?, &asker.books, None, &asker.act()?)?))?;
    let shell = Shell::of(call, said::PROPOSALS).with_said(told::raised(raised));
    call.state.pool.read(|database| shown(call, database, 200, shell, None))
}

/// `POST /supervision/proposals/{proposal}/decision`.
pub fn settle(call: &Call) -> Result<Rendered, Problem> {
    let id = part(call, "proposal").parse().map(ProposalId).map_err(|_| Problem::of(code::NOT_FOUND))?;
    let fields = call.form()?;
    let (accept, text) = (fields.get("do") == "accept", fields.get("text").to_owned());
    let (asker, written) = (call.clone(), text.clone());
    let decided =
        call.state.writer.run(move |database| Ok::<_, Problem>(decide(database, asker.access()?, id, accept, &written, &asker.act()?)?));
    match decided {
        Ok(Some(record)) => Ok(go_to(&format!("/supervision/records/{record}?done=yes"))),
        Ok(None) => Ok(go_to("/supervision/proposals?done=yes")),
        Err(problem) => {
            let shell = Shell::of(call, said::PROPOSALS).with_fault(&told_at_the_form(problem, call.lang)?);
            call.state.pool.read(|database| shown(call, database, 422, shell, Some((id.0, text))))
        }
    }
}
