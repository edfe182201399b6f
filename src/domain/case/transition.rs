//! What the tables are made of, and how they are asked: may this event be recorded now, and if not, which article says so.
//!
//! A [`Machine`] is one table of [`Transition`]s. It is the only source: [`decide`] validates with it, [`next`] lists the
//! lawful next steps with it, and `fuyi lifecycle` prints it.

use super::event::{Event, Tag};
use super::file::{Case, State};
use super::history::{CaseKind, Entry, Source};
use super::parts::Regime;
use super::{machine_of, openings};
use crate::domain::Day;
use crate::domain::law::{CodeEntry, Law};
use crate::domain::words::{Sentence, Words};

/// Where a transition leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum To {
    /// To this state.
    State(State),
    /// The state stays; only attributes change.
    Same,
    /// To `closed`, unless a suit, an opinion letter or part of the performance is still open.
    ClosedWhenNothingOpen,
    /// To `performance` when the result imposes duties, else to `effective`.
    EffectiveOrPerformance,
    /// To `ended` when the result sends the case back or down, else as [`To::EffectiveOrPerformance`].
    FinalResult,
    /// To `performance` when enforcement is permitted, to `decided` (or at the higher court `ended`) when it is refused.
    EnforcementResult,
    /// Stays with us when the event says so, else to `handed-over`.
    HandedOverUnlessUs,
    /// When the last open appeal is withdrawn: on appeal to `ended`, below as [`To::EffectiveOrPerformance`]; else it stays.
    WhenNoAppealIsLeft(State),
    /// To `closed` when the answer says the duty is performed.
    ClosedWhenAnswered,
    /// To `ended` when the objection is upheld, else to `in-trial`.
    ObjectionResult,
}

/// Which reconsideration law a row belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Laws {
    /// Both.
    Both,
    /// Only cases under the 2017 law.
    Only2017,
    /// Only cases under the 2023 law.
    Only2023,
}

impl Laws {
    /// Whether the row exists under this law.
    pub fn include(self, regime: Regime) -> bool {
        match self {
            Self::Both => true,
            Self::Only2017 => regime == Regime::Law2017,
            Self::Only2023 => regime == Regime::Law2023,
        }
    }
}

/// One row of a table.
#[derive(Debug)]
pub struct Transition {
    /// Row of lifecycle.md, e.g. `R7`; rows that only set attributes start with `A`.
    pub id: &'static str,
    /// States it starts from.
    pub from: &'static [State],
    /// The event.
    pub event: Tag,
    /// Where it leads.
    pub to: To,
    /// Conditions.
    pub guards: &'static [Guard],
    /// Law it belongs to.
    pub laws: Laws,
    /// Happens by itself when its day has passed.
    pub automatic: bool,
    /// Article.
    pub article: &'static str,
    /// What follows.
    pub effects: Words,
}

/// A condition of a transition.
#[derive(Debug, Clone, Copy)]
pub struct Guard {
    /// Rule of lifecycle.md it enforces, e.g. `RI-6`.
    pub rule: &'static str,
    /// Article.
    pub article: &'static str,
    /// The condition in words.
    pub words: Words,
    /// Looks at the case and, when an event is proposed, at its data.
    pub check: fn(&Step<'_>) -> Check,
}

/// A step somebody wants to take.
pub struct Step<'a> {
    /// The case before the step.
    pub case: &'a Case,
    /// The law.
    pub law: &'a Law,
    /// Day of the step.
    pub on: Day,
    /// Law that governs the step.
    pub regime: Regime,
    /// The event; `None` while only asking what the case still waits for.
    pub event: Option<&'a Event>,
}

/// What a guard found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Check {
    /// Satisfied.
    Holds,
    /// A fact is absent from the case or from the event: refused, unless a ledger is being read, which cannot know it.
    NotRecorded(Sentence),
    /// A recorded fact contradicts the condition.
    Broken(Sentence),
}

impl Check {
    /// `Holds` when the condition is true, `Broken` otherwise.
    pub fn ensure(holds: bool, zh: &str, en: &str) -> Self {
        if holds { Self::Holds } else { Self::Broken(Sentence::new(zh, en)) }
    }

    /// `Holds` when the condition is true, `NotRecorded` otherwise.
    pub fn recorded(holds: bool, zh: &str, en: &str) -> Self {
        if holds { Self::Holds } else { Self::NotRecorded(Sentence::new(zh, en)) }
    }
}

/// An event that no state allows, or not this one, for a reason of its own.
#[derive(Debug)]
pub struct Forbidden {
    /// The event.
    pub event: Tag,
    /// States; empty means every state.
    pub states: &'static [State],
    /// Rule, e.g. `RI-2`.
    pub rule: &'static str,
    /// Article.
    pub article: &'static str,
    /// Reason.
    pub words: Words,
}

/// Words of a table, in both languages.
pub(super) const fn w(zh: &'static str, en: &'static str) -> Words {
    Words { zh, en }
}

/// The same row, happening by itself when its day has passed.
pub(super) const fn automatic(transition: Transition) -> Transition {
    Transition { automatic: true, ..transition }
}

/// A refusal with a reason of its own.
pub(super) const fn no(event: Tag, states: &'static [State], rule: &'static str, article: &'static str, words: Words) -> Forbidden {
    Forbidden { event, states, rule, article, words }
}

/// One transition table: reconsideration, or one kind of litigation record.
#[derive(Debug)]
pub struct Machine {
    /// Code.
    pub code: &'static str,
    /// Name.
    pub words: Words,
    /// States with their Chinese and English names.
    pub states: &'static [(State, Words)],
    /// Its own rows, then the rows it shares with others.
    pub tables: &'static [&'static [Transition]],
    /// Refusals with a reason of their own.
    pub forbidden: &'static [Forbidden],
}

impl Machine {
    /// Every row.
    pub fn transitions(&self) -> impl Iterator<Item = &'static Transition> {
        self.tables.iter().flat_map(|table| table.iter())
    }

    /// The row for an event in a state, if there is one.
    pub fn row(&self, state: State, event: Tag, regime: Regime) -> Option<&'static Transition> {
        self.transitions().find(|row| row.event == event && row.from.contains(&state) && row.laws.include(regime))
    }

    /// Name of a state in this table.
    pub fn state_words(&self, state: State) -> Option<Words> {
        self.states.iter().find(|(known, _)| *known == state).map(|(_, words)| *words)
    }
}

/// Why an event is refused: the rule, its article and a sentence.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", reason.en)]
pub struct Refusal {
    /// Position the entry would have had.
    pub position: usize,
    /// Code of the event.
    pub event: &'static str,
    /// Rule, e.g. `RI-6` or the row `R18`.
    pub rule: String,
    /// Article.
    pub article: &'static str,
    /// Reason.
    pub reason: Sentence,
}

/// Allows or refuses an entry. The case must be the fold of everything before the entry.
///
/// Returns the facts that could not be checked because a ledger does not carry them.
///
/// # Errors
/// The first condition the entry breaks.
pub fn decide(case: &Case, position: usize, entry: &Entry, law: &Law) -> Result<Vec<(&'static str, Sentence)>, Refusal> {
    let before = case.ready_for(entry, law);
    let regime = before.regime(entry.on, law);
    let tag = entry.event.tag();
    let refuse = |rule: &str, article: &'static str, reason: Sentence| Refusal {
        position,
        event: tag.code(),
        rule: rule.to_owned(),
        article,
        reason,
    };
    let machine = machine_of(&before);
    let Some(row) = machine.row(before.state, tag, regime) else {
        let (rule, article, reason) = no_cell(machine, before.state, tag, regime);
        return Err(refuse(&rule, article, reason));
    };
    if let Some(earliest) = earliest(row, &before)
        && entry.on < earliest
    {
        return Err(refuse("ORDER", row.article, earlier_than_the_case(entry.on, earliest)));
    }
    let step = Step { case: &before, law, on: entry.on, regime, event: Some(&entry.event) };
    let mut unrecorded = Vec::new();
    for guard in row.guards {
        match (guard.check)(&step) {
            Check::Holds => {}
            Check::NotRecorded(what) if entry.source == Source::Ledger => unrecorded.push((guard.rule, what)),
            Check::NotRecorded(reason) | Check::Broken(reason) => return Err(refuse(guard.rule, guard.article, reason)),
        }
    }
    for field in entry.event.missing() {
        let reason = Sentence::new(
            format!("未记载{}（{}）", field.words.zh, field.name),
            format!("{} (`{}`) is not recorded", field.words.en, field.name),
        );
        match entry.source {
            Source::Ledger => unrecorded.push((row.id, reason)),
            Source::Recorded => return Err(refuse(row.id, row.article, reason)),
        }
    }
    match unknown_code(&before, &entry.event, regime, law) {
        Some((rule, article, reason)) => Err(refuse(rule, article, reason)),
        None => Ok(unrecorded),
    }
}

/// A lawful next step and what it still waits for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NextStep {
    /// The row.
    pub row: &'static str,
    /// The event.
    pub event: Tag,
    /// Article.
    pub article: &'static str,
    /// Conditions of the case that do not hold yet: rule and reason. Empty: the step can be taken today.
    pub waits_for: Vec<(&'static str, Sentence)>,
}

/// The steps the tables allow from here, as of a day.
pub fn next(case: &Case, today: Day, law: &Law) -> Vec<NextStep> {
    let case = case.as_of(today, law);
    let machines = if case.state == State::New { openings(case.kind) } else { vec![machine_of(&case)] };
    let regime = case.regime(today, law);
    let step = Step { case: &case, law, on: today, regime, event: None };
    machines
        .iter()
        .flat_map(|machine| machine.transitions())
        .filter(|row| row.from.contains(&case.state) && row.laws.include(regime))
        .map(|row| NextStep {
            row: row.id,
            event: row.event,
            article: row.article,
            waits_for: row
                .guards
                .iter()
                .filter_map(|guard| match (guard.check)(&step) {
                    Check::Holds => None,
                    Check::NotRecorded(reason) | Check::Broken(reason) => Some((guard.rule, reason)),
                })
                .collect(),
        })
        .collect()
}

/// Why a cell of the table is empty: a rule of its own, or the states the event belongs to.
pub fn no_cell(machine: &'static Machine, state: State, event: Tag, regime: Regime) -> (String, &'static str, Sentence) {
    if let Some(forbidden) =
        machine.forbidden.iter().find(|row| row.event == event && (row.states.is_empty() || row.states.contains(&state)))
    {
        return (forbidden.rule.to_owned(), forbidden.article, forbidden.words.into());
    }
    let rows: Vec<_> = machine.transitions().filter(|row| row.event == event).collect();
    let kind = event.kind();
    let Some(first) = rows.first() else {
        let reason = Sentence::new(
            format!("“{}”不是{}中的事项", kind.words.zh, machine.words.zh),
            format!("“{}” does not occur in {}", kind.words.en, machine.words.en),
        );
        return (kind.code.to_owned(), kind.article, reason);
    };
    if !rows.iter().any(|row| row.laws.include(regime)) {
        let reason = Sentence::new(
            format!("{}没有“{}”", regime.words().zh, kind.words.zh),
            format!("the {} does not know “{}”", regime.words().en, kind.words.en),
        );
        return (first.id.to_owned(), first.article, reason);
    }
    let states: Vec<Words> =
        machine.states.iter().filter(|(state, _)| rows.iter().any(|row| row.from.contains(state))).map(|(_, words)| *words).collect();
    let here = machine.state_words(state).unwrap_or(Words { zh: "尚无记载", en: "an empty file" });
    let join = |pick: fn(&Words) -> &'static str, separator: &str| states.iter().map(pick).collect::<Vec<_>>().join(separator);
    let reason = if states.is_empty() {
        Sentence::new(
            format!("“{}”只能是案卷的第一项，本案现为“{}”", kind.words.zh, here.zh),
            format!("“{}” can only open a file; this case is “{}”", kind.words.en, here.en),
        )
    } else {
        Sentence::new(
            format!("“{}”只能发生在“{}”阶段，本案现为“{}”", kind.words.zh, join(|words| words.zh, "、"), here.zh),
            format!("“{}” is possible only in “{}”; this case is “{}”", kind.words.en, join(|words| words.en, ", "), here.en),
        )
    };
    (first.id.to_owned(), first.article, reason)
}

/// Days before this one a row cannot belong to: a step to another state comes after the last one; what is only noted may be
/// recorded late, but not from before the application, the acceptance or the end it presupposes.
fn earliest(row: &Transition, case: &Case) -> Option<Day> {
    let possible_in = |states: &[State]| row.from.iter().any(|state| states.contains(state));
    if row.to != To::Same {
        Some(case.since)
    } else if possible_in(&[State::Received, State::AwaitingSupplement, State::Notified]) {
        case.received_on
    } else if possible_in(&[State::UnderReview, State::Suspended, State::InTrial]) {
        case.received_on.max(case.accepted_on.filter(|_| case.kind == CaseKind::Reconsideration))
    } else {
        case.concluded_on.or(case.received_on)
    }
}

fn earlier_than_the_case(on: Day, since: Day) -> Sentence {
    Sentence::new(
        format!("日期{on}早于本案可以发生该事项的日期{since}"),
        format!("{on} is earlier than {since}, the first day on which this could happen in the case"),
    )
}

/// The first code of the event that its list does not know under the governing law.
fn unknown_code(case: &Case, event: &Event, regime: Regime, law: &Law) -> Option<(&'static str, &'static str, Sentence)> {
    let mut fault = None;
    event.codes(&mut |list, code| {
        let known = law.codes.code(list, code);
        let elsewhere = known.is_some_and(|entry| belongs_elsewhere(case, entry));
        if fault.is_some() || !elsewhere && known.is_some_and(|entry| entry.exists_under(regime)) {
            return;
        }
        let (rule, article) = match list {
            "suspension-ground" => ("RI-8", "23-39"),
            "termination-ground" => ("TE", "23-41"),
            "rejection-ground" => ("RI-3", "23-30(1)"),
            _ => (event.code(), event.kind().article),
        };
        let reason = match known {
            Some(entry) if elsewhere => Sentence::new(
                format!("“{}”（{code}）不适用于{}", entry.zh, machine_of(case).words.zh),
                format!("{code} “{}” has no place in {}", entry.en, machine_of(case).words.en),
            ),
            Some(entry) => Sentence::new(
                format!("{}不适用“{}”（{code}）", regime.words().zh, entry.zh),
                format!("the {} does not provide {code} “{}”", regime.words().en, entry.en),
            ),
            None => Sentence::new(format!("代码{code}不在清单{list}中"), format!("`{code}` is not a code of the list {list}")),
        };
        fault = Some((rule, article, reason));
    });
    fault
}

/// A reason that leads to an outcome of the other procedure: a withdrawn suit is no terminated reconsideration.
pub(in crate::domain) fn belongs_elsewhere(case: &Case, entry: &CodeEntry) -> bool {
    let of_reconsideration = |outcome: &str| outcome.starts_with("TERM-");
    entry.text("outcome").is_some_and(|outcome| of_reconsideration(outcome) == (case.kind == CaseKind::Litigation))
}
