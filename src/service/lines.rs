//! Lists of cases as people read them: each case with its next date, a page on the screen or all of them in a file.

use serde_json::json;

use super::access::Access;
use super::books::Books;
use super::cases::CaseQuery;
use super::error::ServiceError;
use super::view::{CasePage, case_page};
use crate::clock::in_china;
use crate::domain::Day;
use crate::domain::access::Action;
use crate::domain::audit::AuditAction;
use crate::domain::case::{CaseKind, Instance, machine_for};
use crate::domain::deadline::{Standing, words_of};
use crate::domain::masking::{self, Purpose};
use crate::domain::words::{Lang, Sentence, Words};
use crate::i18n::pages::cases as words;
use crate::office::{Cell, Sheet};
use crate::store::{Act, CaseListed, Cursor, Database, DeadlineListed};

/// Cases an exported file holds at most.
const MOST: usize = 20_000;
/// Cases looked up at a time for it.
const TOGETHER: u32 = 500;

/// The next thing that must be done in a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NextDate {
    /// What must be done.
    pub obligation: Sentence,
    /// Law and article.
    pub article: String,
    /// How it stands.
    pub standing: Standing,
    /// Depends on a calendar not yet published.
    pub provisional: bool,
    /// Runs from a day that is only presumed.
    pub estimated: bool,
}

/// A case of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseLine {
    /// The case.
    pub case: CaseListed,
    /// What must be done next in it, where anything is pending.
    pub next: Option<NextDate>,
}

/// One page of a list.
#[derive(Debug)]
pub struct LinePage {
    /// Cases in order.
    pub lines: Vec<CaseLine>,
    /// Where the list continues, when it does.
    pub next: Option<Cursor>,
}

/// A list as a table for a file.
#[derive(Debug)]
pub struct CaseTable {
    /// The table.
    pub sheet: Sheet,
    /// Cases in it.
    pub cases: usize,
}

/// The name of the state of a listed case, as its own procedure calls it; `None` for a code nobody knows.
pub fn state_words(case: &CaseListed) -> Option<Words> {
    let instance = case.instance.as_deref().and_then(Instance::from_code);
    let machine = machine_for(CaseKind::from_code(&case.kind)?, instance);
    machine.states.iter().find(|(state, _)| state.code() == case.state).map(|(_, words)| *words)
}

/// A stored deadline in words, as it stands on a day.
pub fn next_date(books: &Books, deadline: &DeadlineListed, today: Day) -> NextDate {
    let (obligation, article) = words_of(&books.law, &deadline.rule, deadline.from);
    let standing = Standing::on(today, &books.law.calendar, deadline.state, deadline.safe_on, deadline.latest_on, None);
    NextDate { obligation, article, standing, provisional: deadline.provisional, estimated: deadline.estimated }
}

/// One page of the cases somebody may see, each with its next date.
///
/// # Errors
/// As [`case_page`].
pub fn case_lines(database: &mut Database, books: &Books, query: &CaseQuery, access: &Access) -> Result<LinePage, ServiceError> {
    let CasePage { cases, next } = case_page(database, books, query, access)?;
    let ids: Vec<_> = cases.iter().map(|case| case.cursor.id).collect();
    let mut ahead = database.deadlines_next(&ids, access.today)?;
    let line = |case: CaseListed| {
        let next = ahead.remove(&case.cursor.id).map(|deadline| next_date(books, &deadline, access.today));
        CaseLine { case, next }
    };
    Ok(LinePage { lines: cases.into_iter().map(line).collect(), next })
}

/// Every case a query finds, as a table that says what it shows, when and for whom; names are masked. Before it leaves the house,
/// [`case_table_noted`] puts it into the audit trail.
///
/// # Errors
/// As [`case_lines`]; [`ServiceError::Denied`] for who may not export.
pub fn case_table(
    database: &mut Database,
    books: &Books,
    query: &CaseQuery,
    access: &Access,
    criteria: &[String],
    lang: Lang,
    act: &Act<'_>,
) -> Result<CaseTable, ServiceError> {
    access.scope(Action::CaseExport)?;
    let mut lines: Vec<CaseLine> = Vec::new();
    let mut query = CaseQuery { limit: TOGETHER, after: None, ..query.clone() };
    while lines.len() < MOST {
        let page = case_lines(database, books, &query, access)?;
        lines.extend(page.lines);
        query.after = page.next;
        if page.next.is_none() {
            break;
        }
    }
    let cut = query.after.is_some();
    lines.truncate(MOST);
    let say = |words: Words| words.in_lang(lang).to_owned();
    let said = if criteria.is_empty() { say(words::NO_CRITERIA) } else { criteria.join("；") };
    let at = in_china(act.at).format("%Y-%m-%d %H:%M").to_string();
    let head = [
        vec![say(words::EXPORT_TITLE), words::exported(lines.len(), cut).in_lang(lang).to_owned()],
        vec![say(words::CRITERIA), said],
        vec![say(words::EXPORTED_AT), at],
        vec![say(words::EXPORTED_BY), act.actor.to_owned()],
        vec![say(words::MASKED)],
        Vec::new(),
    ];
    let sheet = Sheet {
        name: say(words::EXPORT_TITLE),
        head: head.into(),
        columns: COLUMNS.iter().map(|column| say(*column)).collect(),
        rows: lines.iter().map(|line| row(books, line, access.today, lang).into_iter().map(Cell::Text).collect()).collect(),
    };
    Ok(CaseTable { sheet, cases: lines.len() })
}

/// Notes in the audit trail that such a file was made, and by which criteria.
///
/// # Errors
/// What the engine reports.
pub fn case_table_noted(database: &mut Database, cases: usize, criteria: &[String], act: &Act<'_>) -> Result<(), ServiceError> {
    Ok(database.audit_add(act, AuditAction::CasesExported, "cases", &json!({"cases": cases, "criteria": criteria}))?)
}

/// Columns of the file.
const COLUMNS: [Words; 15] = [
    words::ID,
    words::NUMBER,
    words::KIND,
    words::INSTANCE,
    words::STATE,
    words::PARTIES,
    words::MATTER,
    words::OFFICER,
    words::RECEIVED,
    words::ACCEPTED,
    words::CONCLUDED,
    words::OUTCOME,
    words::NEXT_DATE,
    words::NEXT_DATE_DAY,
    words::NEXT_DATE_STATE,
];

fn row(books: &Books, line: &CaseLine, today: Day, lang: Lang) -> Vec<String> {
    let CaseLine { case, next } = line;
    let kind = CaseKind::from_code(&case.kind).map_or(case.kind.as_str(), |kind| kind.words().in_lang(lang)).to_owned();
    let instance = case.instance.as_deref().and_then(Instance::from_code).map(|instance| instance.words().in_lang(lang).to_owned());
    let day = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
    let outcome = case.outcome.as_deref().map(|code| match (books.law.codes.outcome(code), lang) {
        (Some(entry), Lang::Zh) => entry.zh.clone(),
        (Some(entry), Lang::En) => entry.en.clone(),
        (None, _) => code.to_owned(),
    });
    vec![
        case.cursor.id.to_string(),
        case.number.clone().unwrap_or_default(),
        kind,
        instance.unwrap_or_default(),
        state_words(case).map_or(case.state.as_str(), |words| words.in_lang(lang)).to_owned(),
        masking::names(&case.parties, Purpose::Export, false),
        case.matter.clone().unwrap_or_default(),
        case.officer.clone().unwrap_or_default(),
        day(case.received_on),
        day(case.accepted_on),
        day(case.concluded_on),
        outcome.unwrap_or_default(),
        next.as_ref().map(|next| next.obligation.in_lang(lang).to_owned()).unwrap_or_default(),
        day(next.as_ref().and_then(|next| next.standing.due_on)),
        next.as_ref().map(|next| words::due::stands(&next.standing, today, books.soon()).in_lang(lang).to_owned()).unwrap_or_default(),
    ]
}
