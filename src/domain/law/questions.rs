//! What the texts leave open (疑义): which periods a question touches, and which reading is followed now.

use serde::Deserialize;

use super::Law;
use super::rule::{Direction, PeriodKind, Rule, Unit};
use super::settings::Choice;
use crate::domain::case::parts::words;
use crate::domain::words::Sentence;

words! {
    /// Sort of periods a question touches.
    Scope {
        Months = "months" "以月、年计的期间" "periods of months and years",
        WorkingDays = "working-days" "以工作日计的期间" "periods of working days",
        DaysOff = "days-off" "届满日可能顺延的期间" "periods whose end may move off a day off",
        OuterLimits = "outer-limits" "最长期限、上限和等待期" "long-stops, caps and waiting periods",
        Notices = "notices" "倒计期间" "notices before an event",
        Suspensions = "suspensions" "中止时停止计算的期间" "periods a suspension stops",
        ChangeOfLaw = "change-of-law" "随新旧复议法而定的期间" "periods of one of the two reconsideration laws",
        Every = "every" "所有期间" "every period",
    }
}

/// A question the texts leave open.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ambiguity {
    /// Id, for instance `A07`.
    pub id: String,
    /// Sort of periods it touches, besides those that name it.
    #[serde(default)]
    pub scope: Option<Scope>,
    /// What it is about.
    pub topic: Sentence,
    /// What the texts say and do not say.
    pub text: Sentence,
    /// Settings of `[law]` that choose the reading, without `law.`.
    #[serde(default)]
    pub settings: Vec<String>,
    /// What is left without a choice: the reading that is followed, and why there is no other.
    #[serde(default)]
    pub built_in: Option<Sentence>,
}

impl Law {
    /// The open questions a rule touches, each with what this bureau has chosen.
    pub fn questions_of<'a>(&'a self, rule: &'a Rule) -> impl Iterator<Item = (&'a Ambiguity, Vec<Choice>)> {
        let touches =
            |question: &&Ambiguity| rule.ambiguity.contains(&question.id) || question.scope.is_some_and(|scope| self.in_scope(rule, scope));
        let chosen =
            |question: &'a Ambiguity| (question, question.settings.iter().filter_map(|setting| self.settings.chosen(setting)).collect());
        self.rules.ambiguities.iter().filter(touches).map(chosen)
    }

    fn in_scope(&self, rule: &Rule, scope: Scope) -> bool {
        let suspension = |cause: &String| matches!(cause.as_str(), "suspended" | "litigation-suspended");
        match scope {
            Scope::Months => matches!(rule.unit, Unit::Month | Unit::Year),
            Scope::WorkingDays => rule.unit == Unit::WorkingDay,
            Scope::DaysOff => rule.direction == Direction::After,
            Scope::OuterLimits => matches!(rule.kind, PeriodKind::LongStop | PeriodKind::Cap | PeriodKind::Waiting),
            Scope::Notices => rule.direction == Direction::Before,
            Scope::Suspensions => rule.suspends_during.iter().filter_map(|exclusion| exclusion.opened_by.as_ref()).any(suspension),
            Scope::ChangeOfLaw => self.regime_of(rule).is_some(),
            Scope::Every => true,
        }
    }
}
