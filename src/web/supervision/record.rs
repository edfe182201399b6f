//! One record of supervision, and the step that comes next.

use askama::Template;

use super::{day, unit_names};
use crate::domain::Day;
use crate::domain::access::{Action, Object};
use crate::domain::id::RecordId;
use crate::domain::supervision::{Step, StepKind};
use crate::http::form::Fields;
use crate::http::{Call, Problem, Rendered, code};
use crate::i18n::citation::in_full;
use crate::i18n::pages::{self as words, file as filed, supervision as said};
use crate::i18n::supervision as told;
use crate::service::supervision::{CaseNamed, case_named, may_attach, record, step};
use crate::service::{Database, RecordKept};
use crate::web::cases::documents::Paper;
use crate::web::shell::{Shell, go_to, page, part, query, told_at_the_form};

#[derive(Template)]
#[template(path = "supervision/record.html", config = "src/web/askama.toml")]
struct Shown {
    shell: Shell,
    id: i64,
    case: Option<CaseNamed>,
    facts: Vec<(&'static str, String)>,
    late: bool,
    next: Option<Next>,
    papers: Vec<Paper>,
    may_attach: bool,
    typed: Fields,
}

/// The step that comes next and may be taken by who reads.
struct Next {
    code: &'static str,
    name: &'static str,
    issues: bool,
    /// What its text is.
    text: &'static str,
}

/// `GET /supervision/records/{record}`.
pub fn show(call: &Call, database: &mut Database) -> Result<Rendered, Problem> {
    let shell = Shell::of(call, said::RECORD);
    let done = query(call)?.get("done") == "yes";
    let shell = if done { shell.with_said(said::DONE) } else { shell };
    shown(call, database, 200, shell, Fields::default())
}

pub(super) fn named(call: &Call) -> Result<RecordId, Problem> {
    part(call, "record").parse().map(RecordId).map_err(|_| Problem::of(code::NOT_FOUND))
}

pub(super) fn shown(call: &Call, database: &mut Database, status: u16, shell: Shell, typed: Fields) -> Result<Rendered, Problem> {
    let kept = record(database, call.access()?, named(call)?)?;
    let names = unit_names(database)?;
    let unit = names.get(&kept.unit).cloned().unwrap_or_default();
    let next = next(call, &kept)?;
    let case = match kept.case {
        Some(case) => case_named(database, call.access()?, case)?,
        None => None,
    };
    let template = Shown {
        id: kept.id.0,
        case,
        late: kept.record.is_late(call.today()),
        facts: facts(call, &shell, &kept, unit),
        next,
        papers: database.record_documents(kept.id)?.iter().map(|document| Paper::new(&shell, document)).collect(),
        may_attach: may_attach(call.access()?, kept.unit).is_ok(),
        typed,
        shell: shell.below("/supervision", said::SUPERVISION),
    };
    page(status, &template)
}

fn next(call: &Call, kept: &RecordKept) -> Result<Option<Next>, Problem> {
    let access = call.access()?;
    let Some(step) = kept.record.next().into_iter().next() else { return Ok(None) };
    let action = if step == StepKind::Reply { Action::SupervisionReply } else { Action::SupervisionWrite };
    if access.may(action, &Object::Unit(kept.unit)).is_err() {
        return Ok(None);
    }
    let text = match step {
        StepKind::Issue => said::NUMBER,
        StepKind::Reply => said::REPLY,
        StepKind::Close => said::PROOF,
    };
    let name = step.words().in_lang(call.lang);
    Ok(Some(Next { code: step.code(), name, issues: step == StepKind::Issue, text: text.in_lang(call.lang) }))
}

fn facts(call: &Call, shell: &Shell, kept: &RecordKept, unit: String) -> Vec<(&'static str, String)> {
    let (record, row) = (&kept.record, kept.record.kind.row());
    let issued_by = record.organ.clone().unwrap_or_else(|| row.issued_by.in_lang(call.lang).to_owned());
    let shown_day = |day: Option<Day>| day.map(|day| shell.day(day));
    let lines = [
        (said::KIND, Some(record.kind.words().in_lang(call.lang).to_owned())),
        (said::UNIT, Some(unit)),
        (said::TITLE, Some(record.title.clone())),
        (said::ISSUED_BY, Some(issued_by)),
        (said::BASIS, Some(in_full(row.citation, call.lang))),
        (said::STATE, Some(record.state().words().in_lang(call.lang).to_owned())),
        (said::NUMBER, record.number.clone()),
        (said::ISSUED_ON, shown_day(record.issued_on)),
        (said::DUE_ON, shown_day(record.due_on)),
        (said::REPLIED_ON, shown_day(record.replied_on)),
        (said::REPLY, record.reply.clone()),
        (said::CLOSED_ON, shown_day(record.closed_on)),
        (said::PROOF, record.proof.clone()),
    ];
    lines.into_iter().filter_map(|(label, value)| Some((shell.say(label), value?))).collect()
}

/// `POST /supervision/records/{record}/steps`.
pub fn go_on(call: &Call) -> Result<Rendered, Problem> {
    let (id, fields) = (named(call)?, call.form()?);
    let (asker, typed) = (call.clone(), fields.clone());
    let done = call.state.writer.run(move |database| {
        let kind = StepKind::from_code(typed.get("step")).ok_or_else(|| Problem::of(code::NOT_FOUND))?;
        let on = day(typed.get("on"))?.ok_or_else(|| Problem::unacceptable("on", "须填写日期", "a day is needed"))?;
        let text = typed.get("text").to_owned();
        let taken = Step { kind, on, number: text.clone(), due_on: day(typed.get("due_on"))?, text };
        Ok::<_, Problem>(step(database, asker.access()?, &asker.books, id, &taken, &asker.act()?)?)
    });
    match done {
        Ok(()) => Ok(go_to(&format!("/supervision/records/{id}?done=yes"))),
        Err(problem) => {
            let shell = Shell::of(call, said::RECORD).with_fault(&told_at_the_form(problem, call.lang)?);
            call.state.pool.read(|database| shown(call, database, 422, shell, fields))
        }
    }
}
