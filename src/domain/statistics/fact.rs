//! Facts of a case: dated, divided by outcome, agency and what else the figures ask for. Every numerator and every denominator is a
//! sum of facts, so that the cases behind a figure are those whose facts it sums.

use super::measure::{Counted, Measure};
use crate::domain::Day;
use crate::domain::case::Case;
use crate::domain::case::parts::{UnitName, words};

words! {
    /// What sets a fact apart where practice differs on whether it counts (outcomes.md B.7, appearance.md section 11).
    Trait {
        /// The case is linked to the one that stands for its series, or was merged into it.
        Follower = "follower" "系列案非主案" "follows the lead case of its series",
        /// The defendant changed the act during the suit (JI-81).
        ActChanged = "act-changed" "诉讼中改变行政行为" "the act was changed during the suit",
        /// The agency is the organ that maintained the act, co-defendant with the original agency (APL-26(2)).
        MaintainingOrgan = "maintaining-organ" "复议维持共同被告" "organ that maintained the act, as co-defendant",
        /// The agency takes part as third party (AP-1(3)).
        ThirdParty = "third-party" "第三人" "third party",
        /// Another of the co-defendants was chosen to send its responsible person (AP-3).
        OtherDesignated = "other-designated" "共同被告中确定由其他机关出庭" "another co-defendant was chosen to appear",
        /// The suit followed a reconsideration.
        AfterReconsideration = "after-reconsideration" "复议后应诉" "suit after a reconsideration",
        /// The court found a breach of procedure only.
        Procedural = "procedural" "仅因程序违法" "for a breach of procedure only",
        /// The duty is performed in part only (23-77(1); APL-94).
        InPart = "in-part" "部分履行" "performed in part only",
        /// It was performed after enforcement 强制执行 had begun (23-78; APL-95, 96).
        Enforced = "enforced" "经强制执行" "performed by enforcement",
    }
}

words! {
    /// By what figures are divided, one thing at a time.
    Dimension {
        /// Everything, once.
        All = "all" "全部" "everything",
        /// A unit itself.
        Own = "unit" "单位" "unit",
        /// A unit and all below it.
        Under = "subtree" "单位及下级" "unit and all below it",
        Matter = "matter" "事项" "matter",
        Category = "category" "行政管理类别" "management category",
        Officer = "officer" "承办人" "officer",
        Court = "court" "法院" "court",
    }
}

/// A set of [`Trait`]s.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Traits(i32);

impl Traits {
    /// No trait.
    pub const NONE: Self = Self(0);

    /// The set a stored number stands for; bits no trait has are dropped.
    pub const fn from_bits(bits: i32) -> Self {
        Self(bits & ((1 << Trait::ALL.len()) - 1))
    }

    /// The number it is stored as: one bit a trait, in the order of [`Trait::ALL`].
    pub const fn bits(self) -> i32 {
        self.0
    }

    /// The set with one more.
    #[must_use]
    pub const fn with(self, one: Trait) -> Self {
        Self(self.0 | (1 << one as i32))
    }

    /// The set without one.
    #[must_use]
    pub const fn without(self, one: Trait) -> Self {
        Self(self.0 & !(1 << one as i32))
    }

    /// The set with one more, where it holds.
    #[must_use]
    pub const fn with_if(self, one: Trait, holds: bool) -> Self {
        if holds { self.with(one) } else { self }
    }

    /// Whether it has this one.
    pub const fn has(self, one: Trait) -> bool {
        self.0 & (1 << one as i32) != 0
    }

    /// Whether it has all of these.
    pub const fn has_all(self, those: Self) -> bool {
        self.0 & those.0 == those.0
    }

    /// Whether it has any of these.
    pub const fn has_any(self, those: Self) -> bool {
        self.0 & those.0 != 0
    }

    /// Its traits, in order.
    pub fn iter(self) -> impl Iterator<Item = Trait> {
        Trait::ALL.iter().copied().filter(move |one| self.has(*one))
    }
}

impl FromIterator<Trait> for Traits {
    fn from_iter<I: IntoIterator<Item = Trait>>(traits: I) -> Self {
        traits.into_iter().fold(Self::NONE, Self::with)
    }
}

/// One fact: so much of a measure, on a day, for an agency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// What is counted.
    pub measure: Measure,
    /// Day that places it in a period.
    pub on: Day,
    /// Unit it is counted for; empty when not recorded.
    pub unit: UnitName,
    /// Kind of record (litigation), else empty.
    pub instance: &'static str,
    /// Outcome or other code that divides the measure; may be empty.
    pub code: String,
    /// What sets it apart.
    pub traits: Traits,
    /// Place among the facts that tell one thing of several agencies, from 0. Facts of one thing stand together; in any scope the first
    /// of them that lies within counts the case, the others count it again.
    pub rank: u16,
    /// How many; days or fen where the measure says so.
    pub count: i64,
}

/// What a case is about, by which its figures can be divided. Empty: not recorded.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Topic {
    /// Matter 事项／案由.
    pub matter: String,
    /// Management category 行政管理类别.
    pub category: String,
    /// Officer 承办人.
    pub officer: String,
    /// Court; the organ where a unit of ours is respondent.
    pub court: String,
}

/// Everything one case adds to the figures.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CaseFacts {
    /// What it is about.
    pub topic: Topic,
    /// Its facts.
    pub facts: Vec<Fact>,
}

impl Topic {
    /// What it says in each dimension that is not about units.
    pub fn members(&self) -> [(Dimension, &str); 5] {
        [
            (Dimension::All, ""),
            (Dimension::Matter, &self.matter),
            (Dimension::Category, &self.category),
            (Dimension::Officer, &self.officer),
            (Dimension::Court, &self.court),
        ]
    }

    /// The topic of a folded case.
    pub fn of(case: &Case) -> Self {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        Self { matter: text(&case.matter), category: text(&case.category), officer: text(&case.officer), court: text(&case.court) }
    }
}

/// The facts that lie within a scope, each as the case itself or as the same case again for a further agency: the one rule by which
/// a case with several agencies is one case in every unit, subtree and whole it belongs to.
pub fn counted(facts: &[Fact], within: impl Fn(&Fact) -> bool) -> impl Iterator<Item = (&Fact, Counted)> {
    counted_by(facts, |fact| fact.rank, move |fact| within(fact))
}

/// As [`counted`], of facts in another shape that know their rank.
pub fn counted_by<T>(
    facts: impl IntoIterator<Item = T>,
    rank: impl Fn(&T) -> u16,
    within: impl Fn(&T) -> bool,
) -> impl Iterator<Item = (T, Counted)> {
    let mut taken = false;
    facts.into_iter().filter_map(move |fact| {
        taken &= rank(&fact) > 0;
        if !within(&fact) {
            return None;
        }
        let counted = if taken { Counted::Further } else { Counted::Case };
        taken = true;
        Some((fact, counted))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fact(unit: &str, rank: u16) -> Fact {
        Fact {
            measure: Measure::Filed,
            on: "2023-01-03".parse().unwrap(),
            unit: unit.to_owned(),
            instance: "",
            code: String::new(),
            traits: Traits::NONE,
            rank,
            count: 1,
        }
    }

    #[test]
    fn the_first_agency_within_a_scope_counts_the_case() {
        let facts = [fact("甲", 0), fact("乙", 1), fact("丙", 2), fact("乙", 0), fact("丙", 0)];
        let lines = |units: &[&str]| -> Vec<String> {
            counted(&facts, |fact| units.contains(&fact.unit.as_str())).map(|(fact, counted)| format!("{}{counted:?}", fact.unit)).collect()
        };
        assert_eq!(lines(&["甲", "乙", "丙"]), ["甲Case", "乙Further", "丙Further", "乙Case", "丙Case"]);
        assert_eq!(lines(&["乙", "丙"]), ["乙Case", "丙Further", "乙Case", "丙Case"]);
        assert_eq!(lines(&["丙"]), ["丙Case", "丙Case"]);
        assert_eq!(lines(&[]), Vec::<String>::new());
    }

    #[test]
    fn traits_keep_as_numbers() {
        let some: Traits = [Trait::Follower, Trait::Procedural].into_iter().collect();
        assert_eq!(Traits::from_bits(some.bits()), some);
        assert_eq!(some.iter().collect::<Vec<_>>(), [Trait::Follower, Trait::Procedural]);
        assert!(some.has_any(Traits::NONE.with(Trait::Follower)) && !some.has_all(Traits::NONE.with(Trait::ThirdParty)));
        assert_eq!(some.without(Trait::Procedural), Traits::NONE.with(Trait::Follower));
        assert_eq!(Traits::from_bits(i32::MAX).iter().count(), Trait::ALL.len());
    }
}
