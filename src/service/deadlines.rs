//! What is due, and what a change of the law would move: previewed first, applied as one act.

use std::ops::ControlFlow;

use serde::Serialize;

use super::ahead::ahead;
use super::books::Books;
use super::cases::unit_of;
use super::error::ServiceError;
use crate::domain::Day;
use crate::domain::case::Case;
use crate::domain::deadline::{DeadlineState, Pending, Standing, deadlines, words_of};
use crate::domain::law::{Fingerprint, LawPart};
use crate::domain::words::Sentence;
use crate::i18n::tasks::deadlines as words;
use crate::store::{Act, CaseId, CasePending, Database, DeadlineCounts, DeadlineFilter, DeadlineListed, Recomputed, StoreError};

/// Which deadlines to list.
#[derive(Debug, Default)]
pub struct DueQuery {
    /// Only those due on this day or earlier.
    pub until: Option<Day>,
    /// Only those this unit must keep, by full or short name.
    pub unit: Option<String>,
    /// Only our own duties and rights.
    pub ours: bool,
    /// Only those that are overdue.
    pub overdue: bool,
    /// At most this many.
    pub limit: u32,
}

/// What is due.
#[derive(Debug, Serialize)]
pub struct DueList {
    /// The day it is read on.
    pub on: Day,
    /// How many stand how, over the whole of what was asked for.
    pub counts: DeadlineCounts,
    /// The deadlines were computed with another calendar, rule book or settings than those of today.
    pub law_has_changed: bool,
    /// The earliest ones.
    pub deadlines: Vec<DueLine>,
}

/// One deadline of a list.
#[derive(Debug, Serialize)]
pub struct DueLine {
    /// The case.
    pub case: CaseId,
    /// Case number.
    pub number: Option<String>,
    /// Officer.
    pub officer: Option<String>,
    /// The unit of the district that must act.
    pub unit: Option<String>,
    /// Id of the rule, or code of the instrument that fixes the day.
    pub rule: String,
    /// What must be done.
    pub obligation: Sentence,
    /// Law and article.
    pub article: String,
    /// Day it runs from.
    pub from: Day,
    /// The earliest day it can be said to end: what reminders go by.
    pub due_on: Option<Day>,
    /// The latest day it can be said to end.
    pub latest_on: Option<Day>,
    /// Depends on a calendar not yet published.
    pub provisional: bool,
    /// Runs from a day that is only presumed.
    pub estimated: bool,
    /// Our duty or right, seen from the record.
    pub ours: bool,
    /// How it stands.
    pub state: DeadlineState,
    /// Working days left, today not counted, while it is open.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub working_days_left: Option<i64>,
    /// Calendar days by which it is overdue.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub days_over: Option<i64>,
}

impl DueLine {
    /// How it stands, in figures.
    pub fn standing(&self) -> Standing {
        let Self { state, due_on, latest_on, working_days_left, days_over, .. } = *self;
        Standing { state, due_on, latest_on, met_on: None, working_days_left, days_over }
    }
}

/// What is due, the earliest day first.
///
/// # Errors
/// An unknown unit, or what the engine reports.
pub fn due(url: &str, books: &Books, query: &DueQuery, today: Day) -> Result<DueList, ServiceError> {
    let mut database = Database::open(url)?;
    let unit = query.unit.as_deref().map(|name| unit_of(&mut database, name)).transpose()?;
    let filter = DeadlineFilter { unit, until: query.until, ours: query.ours, overdue: query.overdue, ..DeadlineFilter::on(today) };
    let listed = database.deadlines_due(&filter, None, query.limit)?;
    let units = database.units_list()?;
    let law_has_changed = database.law_remembered()?.is_some_and(|law| law != books.law.fingerprint().to_string());
    let line = |deadline: DeadlineListed| {
        let (obligation, article) = words_of(&books.law, &deadline.rule, deadline.from);
        let Standing { state, working_days_left, days_over, .. } =
            Standing::on(today, &books.law.calendar, deadline.state, deadline.safe_on, deadline.latest_on, None);
        let unit = deadline.unit.and_then(|id| units.iter().find(|unit| unit.id == id)).map(|unit| unit.full_name.clone());
        DueLine {
            case: deadline.case,
            number: deadline.number,
            officer: deadline.officer,
            unit,
            rule: deadline.rule,
            obligation,
            article,
            from: deadline.from,
            due_on: deadline.safe_on,
            latest_on: deadline.latest_on,
            provisional: deadline.provisional,
            estimated: deadline.estimated,
            ours: deadline.ours,
            state,
            working_days_left,
            days_over,
        }
    };
    Ok(DueList {
        on: today,
        counts: database.deadlines_count(&filter)?,
        law_has_changed,
        deadlines: listed.into_iter().map(line).collect(),
    })
}

/// The end of a deadline, under one law.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct End {
    /// The earliest day it can be said to end; nothing while the clock stands.
    pub due_on: Option<Day>,
    /// The latest.
    pub latest_on: Option<Day>,
    /// Depends on a calendar not yet published.
    pub provisional: bool,
}

impl End {
    fn of(stored: &Pending) -> Self {
        Self { due_on: stored.safe_on, latest_on: stored.latest_on, provisional: stored.provisional }
    }
}

/// What becomes of a pending deadline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// The case.
    pub case: CaseId,
    /// Case number.
    pub number: Option<String>,
    /// Id of the rule, or code of the instrument that fixes the day.
    pub rule: String,
    /// What must be done.
    pub obligation: Sentence,
    /// Day it runs from now.
    pub from: Day,
    /// Its end as stored; nothing when it is new.
    pub old: Option<End>,
    /// Its end under the law of today; nothing when it is pending no more.
    pub new: Option<End>,
    /// Why.
    pub reason: Sentence,
}

/// What a preview found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Preview {
    /// Cases looked at.
    pub cases: u64,
    /// Deadlines pending today that change.
    pub changes: u64,
    /// The law the deadlines were last computed with; nothing when they never were.
    pub law_before: Option<String>,
    /// The law of today.
    pub law: String,
}

impl Preview {
    /// Whether the deadlines were computed with the law of today.
    pub fn is_current(&self) -> bool {
        self.law_before.as_ref() == Some(&self.law)
    }
}

/// Tells every deadline pending today that the law of today moves, opens or drops, case by case; writes nothing.
///
/// # Errors
/// What `put` answers, an entry that cannot be read, or what the engine reports.
pub fn recompute_preview<E: From<ServiceError>>(
    url: &str,
    books: &Books,
    today: Day,
    put: &mut dyn FnMut(&Change) -> Result<(), E>,
) -> Result<Preview, E> {
    let failed = |error: StoreError| E::from(ServiceError::from(error));
    let mut database = Database::open(url).map_err(failed)?;
    let law_before = database.law_remembered().map_err(failed)?;
    let law = books.law.fingerprint();
    let why = Why::of(law_before.as_deref(), &law);
    let mut preview = Preview { cases: 0, changes: 0, law_before, law: law.to_string() };
    let tell = |put: &mut dyn FnMut(Result<CasePending, StoreError>) -> ControlFlow<()>| {
        let mut put_case = |case| put(Ok(case)).is_continue();
        if let Err(error) = database.pending_cases(&mut put_case) {
            // whoever has stopped listening has his own error
            let _ = put(Err(error));
        }
    };
    ahead(tell, |cases| {
        for case in cases {
            let case = case.map_err(failed)?;
            preview.cases += 1;
            for change in changes(books, &case, today, &why) {
                preview.changes += 1;
                put(&change)?;
            }
        }
        Ok(preview)
    })
}

/// Computes all deadlines with the law of today and stores them, as one act.
///
/// # Errors
/// An entry that cannot be read, or what the engine reports; nothing is changed then.
pub fn recompute_apply(url: &str, books: &Books, today: Day, reason: Option<&str>, act: &Act<'_>) -> Result<Recomputed, ServiceError> {
    Ok(Database::open(url)?.deadlines_recompute(&books.on(today), reason, act)?)
}

/// What changed about the law, for the reasons.
enum Why {
    /// These parts.
    Parts(Vec<LawPart>),
    /// The deadlines were never computed as a whole.
    NeverComputed,
}

impl Why {
    fn of(before: Option<&str>, law: &Fingerprint) -> Self {
        match before.and_then(|text| text.parse::<Fingerprint>().ok()) {
            Some(before) => Self::Parts(before.differs_in(law)),
            None => Self::NeverComputed,
        }
    }

    fn reason(&self, old: Option<End>, new: Option<End>) -> Sentence {
        let what = match (old, new) {
            (None, _) => words::OPENED,
            (_, None) => words::DROPPED,
            (Some(old), Some(new)) if old.due_on == new.due_on && old.latest_on == new.latest_on => {
                match (old.provisional, new.provisional) {
                    (true, false) => words::SETTLED,
                    (false, true) => words::UNSETTLED,
                    _ => words::RESTARTED,
                }
            }
            (Some(_), Some(End { due_on: None, .. })) => words::STOPPED,
            _ => words::MOVED,
        };
        match self {
            Self::Parts(parts) => words::because(parts, what),
            Self::NeverComputed => words::never_computed(what),
        }
    }
}

/// What the law of today changes about the deadlines of a case that are pending today.
fn changes(books: &Books, case: &CasePending, today: Day, why: &Why) -> Vec<Change> {
    let folded = Case::fold(case.kind, &case.history, &books.law);
    let turned = folded.turns.is_some_and(|(last, _)| last < today).then(|| folded.as_of(today, &books.law));
    let mut new = deadlines(&books.law, turned.as_ref().unwrap_or(&folded), today);
    new.retain(|deadline| deadline.state.is_open());
    let mut old: Vec<&Pending> = case.deadlines.iter().filter(|deadline| deadline.is_shown_on(today)).collect();
    new.retain(|new| take(&mut old, |old| old.ends_as(new)).is_none());
    let mut found = Vec::with_capacity(new.len() + old.len());
    let mut change = |rule: &str, from: Day, old: Option<End>, new: Option<End>| {
        found.push(Change {
            case: case.id,
            number: case.number.clone(),
            rule: rule.to_owned(),
            obligation: words_of(&books.law, rule, from).0,
            from,
            old,
            new,
            reason: why.reason(old, new),
        });
    };
    for new in &new {
        let rule = new.basis.id();
        let before = take(&mut old, |old| old.rule == rule && old.from == new.from).or_else(|| take(&mut old, |old| old.rule == rule));
        let after = End { due_on: new.safe_on, latest_on: new.latest_on, provisional: new.provisional };
        change(rule, new.from, before.map(End::of), Some(after));
    }
    old.into_iter().for_each(|old| change(&old.rule, old.from, Some(End::of(old)), None));
    found
}

fn take<'a>(from: &mut Vec<&'a Pending>, is: impl Fn(&Pending) -> bool) -> Option<&'a Pending> {
    from.iter().position(|pending| is(pending)).map(|position| from.remove(position))
}
