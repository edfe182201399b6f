//! The calculator: when a period ends that starts on a given day, and why.

use serde::{Deserialize, Serialize};

use super::error::ServiceError;
use crate::domain::Day;
use crate::domain::case::Interval;
use crate::domain::case::event::Tag;
use crate::domain::deadline::{Step, due};
use crate::domain::law::{Law, Rule};
use crate::domain::reading;
use crate::domain::words::{Lang, Sentence};
use crate::i18n::citation::rule_in_full;

/// What is asked: a rule, the day it starts on (for a notice: the day of the event), days that do not count, an extension.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PeriodQuestion {
    /// Id of the rule.
    pub rule: String,
    /// Trigger day.
    pub from: Day,
    /// Intervals that do not count: first day, day it goes on.
    #[serde(default)]
    pub exclude: Vec<(Day, Day)>,
    /// Days of an approved extension.
    #[serde(default)]
    pub extend: Option<u32>,
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

/// Computes the end of a period.
///
/// # Errors
/// An unknown rule; an interval that ends before it starts; an extension the rule does not allow; a day out of reach.
pub fn period_due(law: &Law, question: &PeriodQuestion) -> Result<PeriodAnswer, ServiceError> {
    let rule = period(law, &question.rule)?;
    for (from, until) in &question.exclude {
        if until < from {
            return Err(ServiceError::said(
                format!("不计入的时间{from}至{until}：结束日早于开始日"),
                format!("excluded days {from} to {until}: the end lies before the start"),
            ));
        }
    }
    if let Some(days) = question.extend {
        extension_allowed(rule, days)?;
    }
    let first = law.calendar.begins_on();
    if question.from < first {
        return Err(ServiceError::said(
            format!("{}早于日历的第一日{first}", question.from),
            format!("{} lies before {first}, where the calendar begins", question.from),
        ));
    }
    let excluded: Vec<Interval> =
        question.exclude.iter().map(|(from, until)| Interval { cause: Tag::Suspended, from: *from, until: Some(*until) }).collect();
    let due = due(law, rule, question.from, &excluded, question.extend);
    Ok(PeriodAnswer {
        rule: question.rule.clone(),
        from: question.from,
        due_on: due.safe_on,
        latest_on: due.latest_on,
        nominal_on: due.nominal_on,
        provisional: due.provisional,
        trace: due.trace,
    })
}

/// The rule with an id.
///
/// # Errors
/// There is none.
pub fn period<'a>(law: &'a Law, id: &str) -> Result<&'a Rule, ServiceError> {
    law.rules.get(id).ok_or_else(|| {
        ServiceError::said(
            format!("没有名为“{id}”的期限规则，见 fuyi period list"),
            format!("there is no rule `{id}`; see fuyi period list"),
        )
    })
}

fn extension_allowed(rule: &Rule, days: u32) -> Result<(), ServiceError> {
    let refuse = |zh: String, en: String| Err(ServiceError::Said(Sentence::new(zh, en)));
    let (zh, en) = (rule_in_full(&rule.citation(), Lang::Zh), rule_in_full(&rule.citation(), Lang::En));
    if !rule.extendable {
        return refuse(format!("该期限不得延长（{zh}）"), format!("this period knows no extension ({en})"));
    }
    match rule.extension_length {
        Some(most) if days > most => refuse(format!("延长最多{most}日（{zh}）"), format!("an extension has at most {most} days ({en})")),
        _ => Ok(()),
    }
}

/// Answers one line of JSON.
///
/// # Errors
/// The line is no question, or the question has no answer: what is wrong with it, as a sentence.
pub fn period_line(law: &Law, line: &str) -> Result<PeriodAnswer, Sentence> {
    let question: PeriodQuestion = serde_json::from_str(line).map_err(|error| {
        let why = reading::json(&error);
        Sentence::new(format!("该行不是期限问题：{}", why.zh), format!("the line is not a question: {}", why.en))
    })?;
    period_due(law, &question).map_err(|error| error.sentence())
}
