//! Hearings as a table to be taken away: what a page of hearings shows, names masked as in every file, with its criteria.

use serde_json::json;

use super::access::Access;
use super::books::Books;
use super::error::ServiceError;
use super::export::head;
use super::hearings::{HearingLine, hearings};
use crate::domain::Day;
use crate::domain::access::Action;
use crate::domain::audit::AuditAction;
use crate::domain::case::docket::SittingState;
use crate::domain::masking::{self, Purpose};
use crate::domain::words::{Lang, Sentence, Words};
use crate::i18n::pages::{cases, hearings as words};
use crate::office::{Cell, Sheet};
use crate::store::{Act, Database};

/// Columns of the file.
const COLUMNS: [Words; 13] = [
    words::DAY,
    words::HOUR,
    words::NUMBER,
    words::KIND,
    words::SITTING,
    words::STATE,
    words::PARTIES,
    words::OFFICER,
    words::COURT,
    words::ROOM,
    words::MUST_APPEAR,
    words::APPEARANCE,
    words::CLASHES,
];

/// The hearings of these days as a table.
///
/// # Errors
/// [`ServiceError::Denied`] for who may not export; otherwise as [`hearings`].
pub fn hearing_table(
    database: &mut Database,
    books: &Books,
    access: &Access,
    (from, until): (Day, Day),
    lang: Lang,
    act: &Act<'_>,
) -> Result<Sheet, ServiceError> {
    access.scope(Action::CaseExport)?;
    let lines = hearings(database, books, access, from, until)?;
    let title = words::EXPORT_TITLE.in_lang(lang);
    let criteria = criteria(from, until, lines.len(), lang);
    Ok(Sheet {
        name: title.to_owned(),
        head: head(title, &criteria, act, lang),
        columns: COLUMNS.iter().map(|column| column.in_lang(lang).to_owned()).collect(),
        rows: lines.iter().map(|line| row(line, &lines, lang).into_iter().map(Cell::Text).collect()).collect(),
    })
}

/// Notes in the audit trail that such a file was made, and of which days.
///
/// # Errors
/// What the engine reports.
pub fn hearing_table_noted(database: &mut Database, (from, until): (Day, Day), hearings: usize, act: &Act<'_>) -> Result<(), ServiceError> {
    let details = json!({"from": from, "until": until, "hearings": hearings});
    Ok(database.audit_add(act, AuditAction::HearingsExported, "hearings", &details)?)
}

fn criteria(from: Day, until: Day, count: usize, lang: Lang) -> Vec<String> {
    let days = words::days(&cases::day(from), &cases::day(until));
    [days, words::count(count), cases::MASKED.into()].iter().map(|said: &Sentence| said.in_lang(lang).to_owned()).collect()
}

fn row(line: &HearingLine, all: &[HearingLine], lang: Lang) -> Vec<String> {
    let sitting = &line.sitting;
    let said = |words: Words| words.in_lang(lang).to_owned();
    let number = |line: &HearingLine| line.number.clone().unwrap_or_else(|| format!("{} #{}", said(cases::NO_NUMBER), line.case));
    let units = line.must_appear.iter().map(|(unit, role)| words::with_role(unit, *role).in_lang(lang).to_owned());
    let appeared = sitting.appearances.len();
    let filed: Option<Sentence> = match (sitting.state, appeared) {
        (SittingState::Held, 0) => Some(words::NOT_FILED.into()),
        (SittingState::Held, _) => Some(words::filed(appeared, line.must_appear.len().max(appeared))),
        _ => None,
    };
    let clashes = line.clashes.iter().map(|(clash, other)| {
        let other = all.iter().find(|beside| beside.case == *other).map_or_else(|| format!("#{other}"), number);
        format!("{} {other}", said(clash.words()))
    });
    vec![
        sitting.on.to_string(),
        sitting.at.map(|at| at.to_string()).unwrap_or_default(),
        number(line),
        said(line.kind.words()),
        said(sitting.kind.words()),
        said(sitting.state.words()),
        masking::names(&line.parties, Purpose::Export, false),
        line.officer.clone().unwrap_or_default(),
        line.court.clone().unwrap_or_default(),
        sitting.place.clone().unwrap_or_default(),
        units.collect::<Vec<_>>().join("；"),
        filed.map(|filed| filed.in_lang(lang).to_owned()).unwrap_or_default(),
        clashes.collect::<Vec<_>>().join("；"),
    ]
}
