//! The calculator: when a period ends that starts on a given day, and why.

use chrono::Datelike;
use serde::{Deserialize, Serialize};

use super::error::ServiceError;
use crate::domain::Day;
use crate::domain::case::Interval;
use crate::domain::case::event::Tag;
use crate::domain::deadline::{Start, Step, dates, due};
use crate::domain::law::{Direction, Law, Rule, ShownOnly};
use crate::domain::reading;
use crate::domain::words::{Lang, Sentence};
use crate::i18n::citation::rule_in_full;

/// What is asked: a rule, the day it starts on (for a notice: the day of the event), days that do not count, an extension.
#[derive(Debug, Clone)]
pub struct PeriodQuestion {
    /// Id of the rule.
    pub rule: String,
    /// Trigger day.
    pub from: Day,
    /// Intervals that do not count: first day, day it goes on.
    pub exclude: Vec<(Day, Day)>,
    /// Units of an approved extension.
    pub extend: Option<u32>,
    /// Day another text counts it from, for a rule that names such an event.
    pub latest_from: Option<Day>,
}

/// A question as a line of JSON: days are texts still, so that a wrong one is refused with the rule it was meant for.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct QuestionLine {
    rule: String,
    from: String,
    #[serde(default)]
    exclude: Vec<(String, String)>,
    #[serde(default)]
    extend: Option<u32>,
    #[serde(default)]
    latest_from: Option<String>,
}

/// When the period ends.
#[derive(Debug, Clone, Serialize)]
pub struct PeriodAnswer {
    /// Id of the rule.
    pub rule: String,
    /// Trigger day.
    pub from: Day,
    /// Last day that is in time on every reading.
    pub due_on: Option<Day>,
    /// Last day that is in time on some defensible reading.
    pub latest_on: Option<Day>,
    /// Last day before a holiday moved it.
    pub nominal_on: Option<Day>,
    /// Depends on a calendar not yet published.
    pub provisional: bool,
    /// How it was computed.
    pub trace: Vec<Step>,
}

/// An entry of the rule book.
#[derive(Debug)]
pub enum PeriodEntry<'a> {
    /// A period.
    Period(&'a Rule),
    /// Shown, and never computed.
    ShownOnly(ShownOnly<'a>),
}

/// The last day that can be written in four digits of a year.
const LAST_YEAR: i32 = 9999;

/// Computes the end of a period.
///
/// # Errors
/// An unknown rule or one that is never computed; an interval that ends before it starts; an extension the rule does not allow; a day
/// before the calendar or out of reach. All of them name the article.
pub fn period_due(law: &Law, question: &PeriodQuestion) -> Result<PeriodAnswer, ServiceError> {
    period(law, &question.rule)?;
    let rule = law.rules.version(&question.rule, question.from).ok_or_else(|| unknown(&question.rule))?;
    if rule.direction == Direction::Before && !question.exclude.is_empty() {
        return Err(refused(rule, "提前通知的期限没有可扣除的时间", "a notice before an event has no days that do not count"));
    }
    if rule.suspends_during.is_empty() && !question.exclude.is_empty() {
        return Err(refused(rule, "该期限没有可扣除的时间", "this period has no days that do not count"));
    }
    if question.latest_from.is_some() && rule.latest_from.is_none() {
        return Err(refused(rule, "该期限没有另一起算日", "no other text counts this period from another day"));
    }
    for (from, until) in &question.exclude {
        if until < from {
            return Err(refused(
                rule,
                format!("不计入的时间{from}至{until}：结束日早于开始日"),
                format!("excluded days {from} to {until}: the end lies before the start"),
            ));
        }
    }
    if let Some(units) = question.extend {
        extension_allowed(rule, units)?;
    }
    let (first, from) = (law.calendar.begins_on(), question.from);
    if from < first {
        return Err(refused(
            rule,
            format!("{from}早于日历的第一日{first}"),
            format!("{from} lies before {first}, where the calendar begins"),
        ));
    }
    let excluded: Vec<Interval> =
        question.exclude.iter().map(|(from, until)| Interval { cause: Tag::Suspended, from: *from, until: Some(*until) }).collect();
    let given = [Some(from), question.latest_from].into_iter().chain(excluded.iter().map(|interval| interval.until));
    let in_reach = given.flatten().all(|day| day.year() <= LAST_YEAR);
    let start = Start { on: from, at_latest: question.latest_from };
    if !in_reach || dates(law, rule, start, &excluded, question.extend).is_ok_and(|dates| dates.latest_on.year() > LAST_YEAR) {
        return Err(refused(rule, format!("日期超出{LAST_YEAR}年"), format!("a day lies after the year {LAST_YEAR}")));
    }
    let mut due = due(law, rule, start, &excluded, question.extend);
    // the first step says from when; right behind it stands what is odd about that day
    due.trace.splice(1..1, outside_validity(rule, from));
    Ok(PeriodAnswer {
        rule: question.rule.clone(),
        from,
        due_on: due.safe_on,
        latest_on: due.latest_on,
        nominal_on: due.nominal_on,
        provisional: due.provisional,
        trace: due.trace,
    })
}

/// What is to be said of a day on which the rule did not apply. A limit tested on filing goes by another day.
fn outside_validity(rule: &Rule, from: Day) -> Option<Step> {
    if rule.in_force_on(from) || rule.tested_on_filing {
        return None;
    }
    let (first, last) = (rule.effective_from, rule.effective_to);
    let until = |word: &str| last.map_or_else(String::new, |last| format!("{word}{last}"));
    Some(Step::note(
        format!("{from}不在本规则的适用时间内（自{first}起{}），仅供参考", until("至")),
        format!("{from} lies outside the time the rule applies (from {first}{}): for orientation only", until(" until ")),
        rule.citation(),
    ))
}

/// The entry of the rule book with an id.
///
/// # Errors
/// There is none.
pub fn period_entry<'a>(law: &'a Law, id: &str) -> Result<PeriodEntry<'a>, ServiceError> {
    let shown_only = || law.rules.shown_only().find(|entry| entry.id == id).map(PeriodEntry::ShownOnly);
    law.rules.get(id).map(PeriodEntry::Period).or_else(shown_only).ok_or_else(|| unknown(id))
}

/// The period with an id.
///
/// # Errors
/// There is none, or it is never computed: why, with its article.
pub fn period<'a>(law: &'a Law, id: &str) -> Result<&'a Rule, ServiceError> {
    match period_entry(law, id)? {
        PeriodEntry::Period(rule) => Ok(rule),
        PeriodEntry::ShownOnly(ShownOnly { id, why, citation, .. }) => Err(ServiceError::said(
            format!("“{id}”不予计算：{}（{}）", why.words().zh, rule_in_full(&citation, Lang::Zh)),
            format!("{id} is never computed: {} ({})", why.words().en, rule_in_full(&citation, Lang::En)),
        )),
    }
}

fn unknown(id: &str) -> ServiceError {
    ServiceError::said(format!("没有名为“{id}”的期限规则，见 fuyi period list"), format!("there is no rule `{id}`; see fuyi period list"))
}

/// What is wrong with a question about a rule, with its article.
fn refused(rule: &Rule, zh: impl std::fmt::Display, en: impl std::fmt::Display) -> ServiceError {
    let citation = rule.citation();
    ServiceError::said(format!("{zh}（{}）", rule_in_full(&citation, Lang::Zh)), format!("{en} ({})", rule_in_full(&citation, Lang::En)))
}

fn extension_allowed(rule: &Rule, units: u32) -> Result<(), ServiceError> {
    match rule.extension_length {
        _ if !rule.extendable => Err(refused(rule, "该期限不得延长", "this period knows no extension")),
        Some(most) if units > most => Err(refused(rule, format!("延长最多{most}日"), format!("an extension has at most {most} days"))),
        _ => Ok(()),
    }
}

/// Answers one line of JSON.
///
/// # Errors
/// The line is no question, or the question has no answer: what is wrong with it, as a sentence.
pub fn period_line(law: &Law, line: &str) -> Result<PeriodAnswer, Sentence> {
    let line: QuestionLine = serde_json::from_str(line).map_err(|error| {
        let why = reading::json(&error);
        Sentence::new(format!("该行不是期限问题：{}", why.zh), format!("the line is not a question: {}", why.en))
    })?;
    question(law, line).and_then(|question| period_due(law, &question)).map_err(|error| error.sentence())
}

fn question(law: &Law, line: QuestionLine) -> Result<PeriodQuestion, ServiceError> {
    let rule = period(law, &line.rule)?;
    let day = |field: &str, text: &str| {
        text.parse::<Day>().map_err(|_| {
            refused(
                rule,
                format!("{field}“{text}”不是真实的日子，应写作2024-03-01"),
                format!("{field} `{text}` is not a real day, written 2024-03-01"),
            )
        })
    };
    let interval = |(from, until): &(String, String)| Ok((day("exclude", from)?, day("exclude", until)?));
    Ok(PeriodQuestion {
        from: day("from", &line.from)?,
        exclude: line.exclude.iter().map(interval).collect::<Result<_, ServiceError>>()?,
        extend: line.extend,
        latest_from: line.latest_from.as_deref().map(|text| day("latest_from", text)).transpose()?,
        rule: line.rule,
    })
}
