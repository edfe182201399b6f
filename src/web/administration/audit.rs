//! The audit trail 审计日志: filtered, a page at a time; verified; exported.

use askama::Template;

use super::{Choice, frame, given};
use crate::domain::access::Action;
use crate::domain::audit::AuditAction;
use crate::domain::words::Lang;
use crate::http::form::Fields;
use crate::http::{Call, Problem, Rendered, headers, trail};
use crate::i18n::audit::{COLUMNS, checked, moment, verdict};
use crate::i18n::pages::{self as words, administration as said};
use crate::service::{self, AuditEntry, AuditFilter, Database};
use crate::web::shell::{Shell, page, query};

#[derive(Template)]
#[template(path = "administration/audit.html", config = "src/web/askama.toml")]
struct Audit {
    shell: Shell,
    asked: Fields,
    actions: Vec<Choice>,
    columns: [&'static str; 7],
    rows: Vec<[String; 7]>,
    /// Leads on.
    older: Option<String>,
    /// Leads back, where this is not the first page.
    newest: Option<String>,
    may_verify: bool,
    may_export: bool,
}

/// Rows on a page.
const PAGE: u32 = 100;

/// `GET /administration/audit`.
pub fn show(call: &Call, database: &mut Database) -> Result<Rendered, Problem> {
    let asked = query(call)?;
    let before = given(asked.get("before")).and_then(|before| before.parse().ok());
    let filter = AuditFilter {
        action: AuditAction::from_code(asked.get("action")),
        subject: given(asked.get("subject")),
        actor: given(asked.get("actor")),
        before,
    };
    let rows = service::audit_list(database, call.access()?, &filter, PAGE)?;
    let shell = frame(call, said::AUDIT)?;
    let last = rows.last().map(|row| row.id).filter(|_| rows.len() == PAGE as usize);
    let choice = |action: &AuditAction| Choice {
        code: action.code().to_owned(),
        label: shell.say(action.words()).to_owned(),
        chosen: Some(*action) == filter.action,
    };
    let may = |action| call.signed().is_ok_and(|signed| signed.may_come(action).is_ok());
    let audit = Audit {
        actions: AuditAction::ALL.iter().map(choice).collect(),
        columns: COLUMNS.map(|heading| heading.in_lang(call.lang)),
        rows: rows.into_iter().map(|row| cells(row, call.lang)).collect(),
        older: last.map(|last| address(&asked, Some(last.to_string()))),
        newest: before.map(|_| address(&asked, None)),
        may_verify: may(Action::AuditVerify),
        may_export: may(Action::AuditExport),
        asked,
        shell,
    };
    page(200, &audit)
}

/// The list with the filters of an address, from a row on.
fn address(asked: &Fields, before: Option<String>) -> String {
    let filters = ["action", "actor", "subject"].into_iter().filter_map(|name| Some((name, given(asked.get(name))?.to_owned())));
    headers::address("/administration/audit", filters.chain(before.map(|before| ("before", before))))
}

fn cells(row: AuditEntry, lang: Lang) -> [String; 7] {
    let action = AuditAction::from_code(&row.action).map_or(row.action, |action| action.words().in_lang(lang).to_owned());
    [row.id.to_string(), moment(row.at), row.actor, row.origin, action, row.subject, row.details]
}

#[derive(Template)]
#[template(path = "administration/verification.html", config = "src/web/askama.toml")]
struct Verification {
    shell: Shell,
    verdict: String,
    sound: bool,
    told: Vec<String>,
    first: Option<String>,
    faults: Vec<String>,
}

/// `GET /administration/audit/verification`.
pub fn verify(call: &Call, database: &mut Database) -> Result<Rendered, Problem> {
    let asked = query(call)?;
    let check = service::audit_verify(database, call.access()?, given(asked.get("head")))?;
    let faults: Vec<String> = check.faults.iter().map(|fault| fault.sentence().in_lang(call.lang).to_owned()).collect();
    let told = checked(check.rows, check.seals, check.unsealed, &check.head);
    let verification = Verification {
        shell: frame(call, said::VERIFICATION)?.below("/administration/audit", said::AUDIT),
        verdict: verdict(check.fault_count).in_lang(call.lang).to_owned(),
        sound: check.fault_count == 0,
        told: told.iter().map(|sentence| sentence.in_lang(call.lang).to_owned()).collect(),
        first: faults.first().cloned(),
        faults,
    };
    page(200, &verification)
}

/// `POST /administration/audit/export`.
pub fn export(call: &Call) -> Result<Rendered, Problem> {
    trail::export(call)
}
