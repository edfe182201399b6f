//! The records of supervision, newest first, and how many there are this year.

use askama::Template;
use chrono::Datelike;

use super::unit_names;
use crate::domain::access::Action;
use crate::domain::id::RecordId;
use crate::domain::statistics::Period;
use crate::domain::supervision::RecordKind;
use crate::http::{Call, Problem, Rendered, headers};
use crate::i18n::pages::{self as words, supervision as said};
use crate::i18n::supervision as told;
use crate::service::supervision::{counts, records};
use crate::service::{Database, RecordFilter, unit_named};
use crate::web::shell::{Shell, page, query};

#[derive(Template)]
#[template(path = "supervision/list.html", config = "src/web/askama.toml")]
struct List {
    shell: Shell,
    may_open: bool,
    /// Code, name, whether it is chosen.
    kinds: Vec<(&'static str, &'static str, bool)>,
    unit: String,
    year: String,
    open: bool,
    columns: [&'static str; 8],
    rows: Vec<Row>,
    next: Option<String>,
    count_columns: [&'static str; 7],
    counts: Vec<(&'static str, [usize; 6])>,
}

struct Row {
    id: i64,
    kind: &'static str,
    number: String,
    unit: String,
    title: String,
    issued: String,
    due: String,
    state: &'static str,
    late: bool,
}

/// Records on a page.
const PAGE: u32 = 50;

/// `GET /supervision`.
pub fn show(call: &Call, database: &mut Database) -> Result<Rendered, Problem> {
    let (fields, access) = (query(call)?, call.access()?);
    let (kind, unit, open) = (RecordKind::from_code(fields.get("kind")), fields.get("unit"), fields.get("open") == "yes");
    let shell = Shell::of(call, said::SUPERVISION);
    let units = match unit {
        "" => None,
        name => Some(unit_named(database, name).map_or_else(|_| Vec::new(), |(unit, _)| vec![unit])),
    };
    let issued = match fields.get("year") {
        "" => None,
        year => Some(Period::parse(year).map_err(|fault| Problem::unacceptable("year", fault.0.zh, fault.0.en))?),
    };
    let days = issued.map(|period| (period.from(), period.to()));
    let filter = RecordFilter { units, kind, issued: days, open, ..RecordFilter::default() };
    let found = records(database, access, &filter, fields.get("before").parse().ok().map(RecordId), PAGE)?;
    let last = found.last().map(|last| last.id).filter(|_| found.len() == PAGE as usize);
    let names = unit_names(database)?;
    let year = Period::year(call.today().year()).map_err(|fault| Problem::unacceptable("period", &fault.0.zh, &fault.0.en))?;
    let permitted = access.scope(Action::SupervisionRead)?.units(&access.tree);
    let of_year = counts(database, year, permitted.as_deref())?;
    let rows = found.into_iter().map(|kept| Row {
        id: kept.id.0,
        kind: kept.record.kind.words().in_lang(call.lang),
        unit: names.get(&kept.unit).cloned().unwrap_or_default(),
        issued: kept.record.issued_on.map(|day| shell.day(day)).unwrap_or_default(),
        due: kept.record.due_on.map(|day| shell.day(day)).unwrap_or_default(),
        state: kept.record.state().words().in_lang(call.lang),
        late: kept.record.is_late(call.today()),
        number: kept.record.number.unwrap_or_default(),
        title: kept.record.title,
    });
    let address = |last: RecordId| {
        let kind = kind.map_or("", RecordKind::code);
        let open = if open { "yes" } else { "" };
        let (year, last) = (fields.get("year"), last.to_string());
        headers::address("/supervision", [("kind", kind), ("unit", unit), ("year", year), ("open", open), ("before", &last)])
    };
    let template = List {
        may_open: access.scope(Action::SupervisionWrite).is_ok(),
        kinds: RecordKind::ALL.iter().map(|known| (known.code(), known.words().in_lang(call.lang), Some(*known) == kind)).collect(),
        unit: unit.to_owned(),
        year: fields.get("year").to_owned(),
        open,
        columns: told::RECORDS.map(|heading| heading.in_lang(call.lang)),
        rows: rows.collect(),
        next: last.map(address),
        count_columns: told::COUNTS.map(|heading| heading.in_lang(call.lang)),
        counts: of_year
            .iter()
            .filter(|count| count.issued + count.due > 0)
            .map(|count| {
                let numbers = [count.issued, count.units, count.replied, count.due, count.in_time, count.closed];
                (count.kind.words().in_lang(call.lang), numbers)
            })
            .collect(),
        shell,
    };
    page(200, &template)
}
