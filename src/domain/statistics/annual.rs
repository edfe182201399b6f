//! The annual figures: what the yearly rule-of-law report states, computed from the counts of two years and nothing else.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use serde::Serialize;

use super::counts::Counts;
use super::definition::{Definition, Method, Term};
use super::measure::Measure;
use super::rate::{Rate, rate};
use super::registry::Registry;
use super::rounding::Rounding;
use crate::domain::case::Instance;
use crate::domain::words::Sentence;

/// Figures of one year beside those of the year before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AnnualFigures {
    /// The year reported.
    #[serde(flatten)]
    pub current: YearFigures,
    /// What changed since the year before.
    pub change: Change,
    /// The year before.
    pub previous: YearFigures,
    /// Letters, interviews and meetings of supervision 督办, by kind. They are records of their own and stand in no count of cases.
    pub supervision: Vec<Supervised>,
    /// Definitions that are listed and not computed.
    pub not_computed: Vec<NotComputed>,
}

/// Records of supervision of one kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Supervised {
    /// Code of the kind.
    pub kind: &'static str,
    /// Issued in the year.
    pub issued: i64,
    /// Issued in the year before.
    pub issued_before: i64,
}

/// Figures of one year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct YearFigures {
    /// Calendar year.
    pub year: i32,
    /// Reconsideration 行政复议.
    pub reconsideration: Reconsideration,
    /// Litigation response 行政应诉.
    pub litigation: Litigation,
    /// Every rate of the registry that can be computed.
    pub rates: Vec<Rate>,
    /// Every count of the registry.
    pub counts: Vec<Count>,
}

/// A count by its definition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Count {
    /// Id of the definition.
    pub definition: String,
    /// Version of the definition.
    pub version: u32,
    /// Cases, or whatever it counts.
    pub count: i64,
}

/// Reconsideration as the organ; each count belongs to the year of its own date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reconsideration {
    /// Applications received.
    pub received: i64,
    /// Accepted.
    pub accepted: i64,
    /// Decisions not to accept 不予受理.
    pub not_accepted: i64,
    /// All that ended before acceptance, by outcome.
    pub ended_before_acceptance: BTreeMap<String, i64>,
    /// Received and neither accepted nor ended at year end 尚未审查.
    pub unexamined_at_year_end: i64,
    /// Accepted before the year and not concluded at its start 上期结转.
    pub carried_over: i64,
    /// Accepted cases concluded.
    pub concluded: i64,
    /// Accepted by year end and not concluded by then 未审结.
    pub pending_at_year_end: i64,
    /// Concluded, by outcome.
    pub by_outcome: BTreeMap<String, i64>,
    /// Corrected 纠错.
    pub corrected: i64,
    /// Corrected, by set of outcomes, in the order of the statutory form; empty sets are left out.
    pub corrected_by_kind: Vec<Kind>,
    /// Withdrawn after settlement 和解后撤回.
    pub settled_and_withdrawn: i64,
    /// Performance rate.
    pub performance_rate: Rate,
    /// Reconsiderations in which a unit of ours was respondent, received and concluded.
    pub against_our_units: AgainstOurUnits,
}

/// A set of outcomes and how many cases it holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Kind {
    /// Name of the set.
    pub set: String,
    /// Name for people.
    pub name: Sentence,
    /// Cases.
    pub count: i64,
}

/// Reconsiderations before a higher organ 被复议.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AgainstOurUnits {
    /// Received.
    pub received: i64,
    /// Concluded.
    pub concluded: i64,
}

/// Litigation response; first-instance figures count first instances only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Litigation {
    /// First-instance suits whose papers arrived in the year.
    pub first_instance_filed: i64,
    /// First-instance suits open at the start of the year 旧存.
    pub first_instance_carried_over: i64,
    /// First-instance suits concluded.
    pub first_instance_concluded: i64,
    /// First-instance suits open at year end 未结.
    pub first_instance_pending_at_year_end: i64,
    /// First-instance suits lost.
    pub first_instance_lost: i64,
    /// First-instance suits concluded, by outcome.
    pub by_outcome: BTreeMap<String, i64>,
    /// Cases heard in court, every instance.
    pub heard: i64,
    /// Cases in which the responsible person appeared.
    pub appeared: i64,
    /// Loss rate.
    pub loss_rate: Rate,
    /// Appearance rate.
    pub appearance_rate: Rate,
    /// Second-instance cases whose papers arrived in the year.
    pub second_instance_filed: i64,
    /// Second-instance cases concluded.
    pub second_instance_concluded: i64,
    /// Second-instance cases concluded, by outcome.
    pub second_instance_by_outcome: BTreeMap<String, i64>,
}

/// Change since the year before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// First-instance suits.
    pub suits: Compared,
    /// Loss rate, in percentage points (TB-2).
    pub loss_rate_points: Option<String>,
    /// Appearance rate, in percentage points.
    pub appearance_rate_points: Option<String>,
    /// Suits and loss rate both down (SX-1); `None` when a loss rate has no base, so that nothing can be said.
    pub double_decrease: Option<bool>,
    /// Applications received.
    pub received: Compared,
    /// Applications accepted.
    pub accepted: Compared,
    /// Cases concluded.
    pub concluded: Compared,
}

/// A count in both years.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Compared {
    /// The year before.
    pub previous: i64,
    /// The year.
    pub current: i64,
    /// Change in percent (TB-1); `None` when the year before had none.
    pub percent: Option<String>,
}

/// A definition that is listed and not computed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NotComputed {
    /// Id of the definition.
    pub definition: String,
    /// Name.
    pub name: Sentence,
    /// Why.
    pub reason: Sentence,
}

/// The annual figures of `year` from its counts and those of the year before; records of supervision are no counts of cases, and are
/// for the caller to add.
pub fn annual(year: i32, current: &Counts, previous: &Counts, registry: &Registry, rounding: Rounding) -> AnnualFigures {
    let current = year_figures(year, current, registry, rounding);
    let previous = year_figures(year - 1, previous, registry, rounding);
    let change = Change::between(&previous, &current, rounding);
    let not_computed = registry.definitions.iter().filter_map(NotComputed::of).collect();
    AnnualFigures { current, change, previous, supervision: Vec::new(), not_computed }
}

/// Suits and loss rate both down 双下降 (SX-1): fewer suits filed than in the period before, and a lower loss rate by the same definition.
/// `None` when a loss rate has no base, so that nothing can be said.
pub fn double_decrease(filed_then: i64, filed_now: i64, loss_then: &Rate, loss_now: &Rate) -> Option<bool> {
    let fell = loss_now.compare(loss_then)? == Ordering::Less;
    Some(fell && filed_now < filed_then)
}

fn year_figures(year: i32, counts: &Counts, registry: &Registry, rounding: Rounding) -> YearFigures {
    let reader = Reader { counts, rounding };
    YearFigures {
        year,
        reconsideration: reader.reconsideration(registry),
        litigation: reader.litigation(registry),
        rates: registry.definitions.iter().filter_map(|definition| rate(definition, counts, rounding)).collect(),
        counts: registry.definitions.iter().filter_map(|definition| Count::of(definition, counts)).collect(),
    }
}

/// Reads one year out of its counts.
struct Reader<'a> {
    counts: &'a Counts,
    rounding: Rounding,
}

impl Reader<'_> {
    fn count(&self, term: Term) -> i64 {
        self.counts.count(&term)
    }

    fn by_code(&self, term: Term) -> BTreeMap<String, i64> {
        self.counts.by_code(&term)
    }

    fn rate(&self, definition: &Definition) -> Rate {
        rate(definition, self.counts, self.rounding).expect("the registry lets only fractions be chosen for the annual report")
    }

    fn reconsideration(&self, registry: &Registry) -> Reconsideration {
        use Measure::{Accepted, Concluded, NotAccepted, Received};
        let choice = &registry.annual;
        let kinds = registry.division("reconsideration").iter().filter(|set| set.codes().all(|code| choice.corrected.holds(code)));
        Reconsideration {
            received: self.count(Term::of(Received)),
            accepted: self.count(Term::of(Accepted)),
            not_accepted: self.count(Term::of(NotAccepted).among(&choice.not_accepted)),
            ended_before_acceptance: self.by_code(Term::of(NotAccepted)),
            unexamined_at_year_end: self.count(Term::of(Received).until())
                - self.count(Term::of(Accepted).until())
                - self.count(Term::of(NotAccepted).until()),
            carried_over: self.count(Term::of(Accepted).before()) - self.count(Term::of(Concluded).before()),
            concluded: self.count(Term::of(Concluded)),
            pending_at_year_end: self.count(Term::of(Accepted).until()) - self.count(Term::of(Concluded).until()),
            by_outcome: self.by_code(Term::of(Concluded)),
            corrected: self.count(Term::of(Concluded).among(&choice.corrected)),
            corrected_by_kind: kinds
                .map(|set| Kind { set: set.id.clone(), name: set.name.clone(), count: self.count(Term::of(Concluded).among(set)) })
                .filter(|kind| kind.count != 0)
                .collect(),
            settled_and_withdrawn: self.count(Term::of(Concluded).among(&choice.settled)),
            performance_rate: self.rate(&choice.performance_rate),
            against_our_units: AgainstOurUnits {
                received: self.count(Term::of(Measure::RespondentReceived)),
                concluded: self.count(Term::of(Measure::RespondentConcluded)),
            },
        }
    }

    fn litigation(&self, registry: &Registry) -> Litigation {
        let choice = &registry.annual;
        let filed = || Term::of(Measure::Filed).at(Instance::First);
        let concluded = || Term::of(Measure::SuitConcluded).at(Instance::First);
        let appearance_rate = self.rate(&choice.appearance_rate);
        Litigation {
            first_instance_filed: self.count(filed()),
            first_instance_carried_over: self.count(filed().before()) - self.count(concluded().before()),
            first_instance_concluded: self.count(concluded()),
            first_instance_pending_at_year_end: self.count(filed().until()) - self.count(concluded().until()),
            first_instance_lost: self.count(concluded().among(&choice.lost)),
            by_outcome: self.by_code(concluded()),
            heard: self.count(Term::of(Measure::Heard)),
            appeared: self.count(Term::of(Measure::Appeared)),
            loss_rate: self.rate(&choice.loss_rate),
            appearance_rate,
            second_instance_filed: self.count(Term::of(Measure::Filed).at(Instance::Second)),
            second_instance_concluded: self.count(Term::of(Measure::SuitConcluded).at(Instance::Second)),
            second_instance_by_outcome: self.by_code(Term::of(Measure::SuitConcluded).at(Instance::Second)),
        }
    }
}

impl Change {
    fn between(previous: &YearFigures, current: &YearFigures, rounding: Rounding) -> Self {
        let counted = |read: fn(&YearFigures) -> i64| Compared::between(read(previous), read(current), rounding);
        let (loss_then, loss_now) = (&previous.litigation.loss_rate, &current.litigation.loss_rate);
        let suits = counted(|year| year.litigation.first_instance_filed);
        Self {
            loss_rate_points: loss_now.points_since(loss_then),
            appearance_rate_points: current.litigation.appearance_rate.points_since(&previous.litigation.appearance_rate),
            double_decrease: double_decrease(suits.previous, suits.current, loss_then, loss_now),
            suits,
            received: counted(|year| year.reconsideration.received),
            accepted: counted(|year| year.reconsideration.accepted),
            concluded: counted(|year| year.reconsideration.concluded),
        }
    }
}

impl Compared {
    /// A count in two periods.
    pub fn between(previous: i64, current: i64, rounding: Rounding) -> Self {
        Self { previous, current, percent: rounding.change(previous, current) }
    }
}

impl Count {
    fn of(definition: &Definition, counts: &Counts) -> Option<Self> {
        let Method::Count(terms) = &definition.method else { return None };
        Some(Self { definition: definition.id.clone(), version: definition.version, count: counts.sum(terms) })
    }
}

impl NotComputed {
    fn of(definition: &Definition) -> Option<Self> {
        let Method::NotComputable(reason) = &definition.method else { return None };
        Some(Self { definition: definition.id.clone(), name: definition.name.clone(), reason: reason.clone() })
    }
}
