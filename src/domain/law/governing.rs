//! Which reconsideration law governs. The 2023 law has no transitional article (23-90), so the choice is a setting.

use super::rule::{Direction, Rule};
use super::{Law, TransitionStrategy};
use crate::domain::Day;
use crate::domain::case::parts::Regime;

impl Law {
    /// The reconsideration law in force on a day.
    pub fn regime_on(&self, day: Day) -> Regime {
        if day < self.rules.transition.switch_date { Regime::Law2017 } else { Regime::Law2023 }
    }

    /// The reconsideration law that governs a period starting on `trigger`: the pinned one, else by strategy. A case that is not
    /// yet accepted goes by the trigger.
    pub fn governing(&self, trigger: Day, accepted_on: Option<Day>, pin: Option<Regime>) -> Regime {
        pin.unwrap_or_else(|| {
            self.regime_on(match self.settings.transition {
                TransitionStrategy::ByTriggerDate => trigger,
                TransitionStrategy::ByAcceptanceDate => accepted_on.unwrap_or(trigger),
            })
        })
    }

    /// The reconsideration law a rule belongs to: that of its own law, or for a Regulation article that ended with the 2017 law,
    /// the 2017 law. `None` for rules that stand apart from the change of law.
    pub fn regime_of(&self, rule: &Rule) -> Option<Regime> {
        let ended = rule.effective_to.is_some_and(|last| last < self.rules.transition.switch_date);
        match rule.law.as_str() {
            "rl2023" => Some(Regime::Law2023),
            "rl2017" => Some(Regime::Law2017),
            "ir2007" if ended => Some(Regime::Law2017),
            _ => None,
        }
    }

    /// Whether a rule applies to a period that starts on `trigger`; `filed_on` is the day on which limits tested on filing are tested.
    pub fn applies(&self, rule: &Rule, trigger: Day, filed_on: Day, accepted_on: Option<Day>, pin: Option<Regime>) -> bool {
        let day = if rule.tested_on_filing && rule.direction == Direction::After { filed_on } else { trigger };
        match self.regime_of(rule) {
            Some(regime) => self.governing(day, accepted_on, pin) == regime,
            None => rule.in_force_on(day),
        }
    }
}
