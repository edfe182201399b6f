//! What a rate is: its formula as sums of terms, and the choices practice leaves open in it.

use std::collections::BTreeSet;

use super::counts::Label;
use super::fact::{Trait, Traits};
use super::measure::{Counted, Measure};
use super::period::When;
use super::sets::OutcomeSet;
use crate::domain::case::Instance;
use crate::domain::words::Sentence;

/// One summand of a numerator or denominator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// What is counted.
    pub measure: Measure,
    /// Only these outcomes; `None` counts every code.
    pub outcomes: Option<OutcomeSet>,
    /// What is left out of them.
    pub unless: Vec<Exception>,
    /// Only these kinds of record; `None` counts all.
    pub instances: Option<Vec<Instance>>,
    /// Which days, seen from the period.
    pub when: When,
    /// The count is taken away.
    pub minus: bool,
    /// Each agency of a case counts, not the case once.
    pub per_agency: bool,
    /// Only facts with all of these.
    pub with: Traits,
    /// No facts with any of these.
    pub without: Traits,
}

/// Facts that do not count: of these codes (any, when there are none) with all these traits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exception {
    /// Codes; empty means every code.
    pub codes: BTreeSet<String>,
    /// Traits, all of which they have.
    pub traits: Traits,
}

/// Numerator and denominator, as sums over the facts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Formula {
    /// Numerator.
    pub numerator: Vec<Term>,
    /// Denominator.
    pub denominator: Vec<Term>,
}

/// How a definition is carried out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Method {
    /// A fraction of counts.
    Fraction(Formula),
    /// A count by itself.
    Count(Vec<Term>),
    /// A rule of comparison or presentation of the engine (TB, SX, RD).
    Rule,
    /// Listed, never computed: the facts are not recorded.
    NotComputable(Sentence),
}

/// A named, versioned definition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Definition {
    /// Id, e.g. FY-ZJ-1.
    pub id: String,
    /// Version of the formula.
    pub version: u32,
    /// Name in reports.
    pub name: Sentence,
    /// The formula in words.
    pub formula: Sentence,
    /// Where the definition is in use.
    pub source: String,
    /// What is left out or counted in a particular way.
    pub exclusions: Option<Sentence>,
    /// How it is carried out.
    pub method: Method,
}

/// A question of counting that practice answers in several ways 统计口径选项.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Switch {
    /// Id, e.g. minor.
    pub id: String,
    /// The question.
    pub question: Sentence,
    /// Where the question comes from.
    pub source: String,
    /// Ids of the definitions it is asked of.
    pub definitions: Vec<String>,
    /// The answers; the first is the one the definition gives by itself.
    pub choices: Vec<Choice>,
}

/// An answer to a [`Switch`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// Id within the switch.
    pub id: String,
    /// The answer in words.
    pub name: Sentence,
    /// What it changes in a formula.
    pub effect: Effect,
}

/// What an answer changes in a formula.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Effect {
    /// Outcomes the numerator counts instead of its own.
    pub numerator: Option<OutcomeSet>,
    /// Outcomes the denominator counts, whatever its own.
    pub denominator: Option<OutcomeSet>,
    /// Codes the numerator counts in addition.
    pub more: BTreeSet<String>,
    /// What the numerator leaves out.
    pub less: Vec<Exception>,
    /// What the denominator leaves out.
    pub denominator_less: Vec<Exception>,
    /// Facts with any of these count nowhere.
    pub without: Traits,
    /// Facts with these count although they do not by themselves.
    pub include: Traits,
    /// Kinds of record; `Some(None)` means all.
    pub instances: Option<Option<Vec<Instance>>>,
    /// Measures that take the place of others.
    pub measures: Vec<(Measure, Measure)>,
    /// Measures that take the place of others in the denominator only.
    pub denominator_measures: Vec<(Measure, Measure)>,
    /// Each agency counts.
    pub per_agency: bool,
}

impl Term {
    /// Everything a measure counts within the period. Third parties are outside every figure unless it says otherwise.
    pub fn of(measure: Measure) -> Self {
        Self {
            measure,
            outcomes: None,
            unless: Vec::new(),
            instances: None,
            when: When::Within,
            minus: false,
            per_agency: false,
            with: Traits::NONE,
            without: Traits::NONE.with(Trait::ThirdParty),
        }
    }

    /// The same, for one kind of record.
    #[must_use]
    pub fn at(self, instance: Instance) -> Self {
        Self { instances: Some(vec![instance]), ..self }
    }

    /// The same, for the outcomes of a set.
    #[must_use]
    pub fn among(self, outcomes: &OutcomeSet) -> Self {
        Self { outcomes: Some(outcomes.clone()), ..self }
    }

    /// The same, before the period.
    #[must_use]
    pub fn before(self) -> Self {
        Self { when: When::Before, ..self }
    }

    /// The same, up to the end of the period.
    #[must_use]
    pub fn until(self) -> Self {
        Self { when: When::Until, ..self }
    }

    /// The same, each agency counted.
    #[must_use]
    pub fn each_agency(self) -> Self {
        Self { per_agency: true, ..self }
    }

    /// 1, or −1 where the count is taken away.
    pub const fn sign(&self) -> i64 {
        if self.minus { -1 } else { 1 }
    }

    /// Whether a sum of its measure belongs to the term.
    pub fn takes(&self, label: &Label) -> bool {
        let Label { counted, instance, code, traits } = label;
        (self.per_agency || *counted == Counted::Case)
            && self.instances.as_ref().is_none_or(|instances| instances.iter().any(|known| known.code() == instance))
            && self.outcomes.as_ref().is_none_or(|outcomes| outcomes.holds(code))
            && traits.has_all(self.with)
            && !traits.has_any(self.without)
            && !self.unless.iter().any(|exception| exception.holds(code, *traits))
    }
}

impl Exception {
    fn holds(&self, code: &str, traits: Traits) -> bool {
        (self.codes.is_empty() || self.codes.contains(code)) && traits.has_all(self.traits)
    }
}

impl Formula {
    /// Every term.
    pub fn terms(&self) -> impl Iterator<Item = &Term> {
        self.numerator.iter().chain(&self.denominator)
    }

    /// The formula under an answer.
    #[must_use]
    pub fn under(&self, effect: &Effect) -> Self {
        let common = |term: &Term, measures: &[(Measure, Measure)]| {
            let mut term = term.clone();
            let swapped = measures.iter().chain(&effect.measures).find(|(from, _)| *from == term.measure);
            term.measure = swapped.map_or(term.measure, |(_, to)| *to);
            term.without = effect.include.iter().fold(term.without, Traits::without);
            term.without = effect.without.iter().fold(term.without, Traits::with);
            term.per_agency |= effect.per_agency;
            term.instances = effect.instances.clone().unwrap_or(term.instances);
            term
        };
        let numerator = self.numerator.iter().map(|term| {
            let mut term = common(term, &[]);
            term.outcomes = effect.numerator.clone().or(term.outcomes).map(|outcomes| outcomes.and(&effect.more));
            term.unless.extend(effect.less.iter().cloned());
            term
        });
        let denominator = self.denominator.iter().map(|term| {
            let mut term = common(term, &effect.denominator_measures);
            term.outcomes = effect.denominator.clone().or(term.outcomes);
            term.unless.extend(effect.denominator_less.iter().cloned());
            term
        });
        Self { numerator: numerator.collect(), denominator: denominator.collect() }
    }
}

impl Switch {
    /// The answer with this id.
    pub fn choice(&self, id: &str) -> Option<&Choice> {
        self.choices.iter().find(|choice| choice.id == id)
    }
}
