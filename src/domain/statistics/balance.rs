//! Balance rules 勾稽关系 B1–B11: what must agree with what before figures may leave the house.

use serde::Serialize;

use super::counts::Counts;
use super::definition::Term;
use super::measure::Measure;
use super::registry::Registry;
use super::sets::OutcomeSet;
use crate::domain::case::Instance;
use crate::domain::words::{Sentence, Words};

/// How a rule is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// [`balance`] compares both sides.
    Checked,
    /// Both sides are read from the same rows, so that they cannot differ.
    ByConstruction,
    /// Its facts are not counted yet.
    NotCounted,
}

/// A balance rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BalanceRule {
    /// Id.
    pub id: &'static str,
    /// What it says.
    pub words: Words,
    /// How it is kept.
    pub standing: Standing,
    /// Which part of the rule today's measures cannot state; empty when they state all of it.
    pub missing: Words,
}

const WHOLE: Words = Words { zh: "", en: "" };

const fn rule(id: &'static str, standing: Standing, zh: &'static str, en: &'static str, missing: Words) -> BalanceRule {
    BalanceRule { id, words: Words { zh, en }, standing, missing }
}

/// Every balance rule.
pub const RULES: [BalanceRule; 11] = [
    rule(
        "B1",
        Standing::Checked,
        "收到 = 受理 + 受理前办结 + 尚未审查",
        "received = accepted + ended before acceptance + not yet examined",
        WHOLE,
    ),
    rule("B2", Standing::Checked, "上期结转 + 受理 = 审结 + 未审结", "carried over + accepted = concluded + pending", WHOLE),
    rule("B3", Standing::Checked, "审结总计 = 各结案方式之和", "concluded = sum over the outcomes", WHOLE),
    rule(
        "B4",
        Standing::NotCounted,
        "受理 = 按被申请人级别 = 按复议机关 = 按事项",
        "accepted = by level of respondent = by organ = by matter",
        Words { zh: "级别、机关、事项未计入汇总", en: "levels, organs and matters are not counted in the totals" },
    ),
    rule(
        "B5",
        Standing::ByConstruction,
        "各行之和 = 合计",
        "the rows of a column add up to its total",
        Words {
            zh: "按单位成立；行政管理类别未计入汇总", en: "holds by unit; management categories are not counted in the totals"
        },
    ),
    rule("B6", Standing::ByConstruction, "上期结转 = 上期末未审结", "carried over = pending at the end of the period before", WHOLE),
    rule("B7", Standing::Checked, "纠错 = 各纠错方式之和", "corrected = sum over the kinds of correction", WHOLE),
    rule("B8", Standing::Checked, "终止 = 撤回 + 和解 + 其他终止", "terminated = withdrawn + settled + terminated otherwise", WHOLE),
    rule(
        "B9",
        Standing::Checked,
        "应诉：旧存 + 新收 = 判决 + 裁定 + 其他结案 + 未结",
        "suits: carried over + filed = judgments + rulings + other endings + pending",
        Words { zh: "裁判结果之和仅核对一审", en: "the sum over results is checked for first instances" },
    ),
    rule(
        "B10",
        Standing::Checked,
        "败诉 = 各败诉结果之和",
        "lost = sum over the losing results",
        Words { zh: "被告级别未计入汇总", en: "levels of defendants are not counted in the totals" },
    ),
    rule(
        "B11",
        Standing::Checked,
        "出庭 ≤ 开庭 ≤ 旧存 + 新收；已履行 ≤ 应履行",
        "appeared ≤ heard ≤ carried over + filed; performed ≤ due",
        Words { zh: "赔偿件数未与案件核对", en: "compensation is not compared with the cases" },
    ),
];

/// A rule the figures break.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Broken {
    /// Id of the rule.
    pub rule: &'static str,
    /// What disagrees.
    pub words: Sentence,
    /// Left side.
    pub left: i64,
    /// Right side.
    pub right: i64,
}

/// Rules of the [`RULES`] marked [`Standing::Checked`] that the counts of a period break.
pub fn balance(counts: &Counts, registry: &Registry) -> Vec<Broken> {
    let check = Check { counts, registry };
    [check.applications(), check.cases(), check.outcomes(), check.suits(), check.appearances()].into_iter().flatten().collect()
}

struct Check<'a> {
    counts: &'a Counts,
    registry: &'a Registry,
}

impl Check<'_> {
    fn count(&self, term: Term) -> i64 {
        self.counts.count(&term)
    }

    fn until(&self, measure: Measure) -> i64 {
        self.count(Term::of(measure).until())
    }

    /// B1: what ended or was accepted had been received.
    fn applications(&self) -> Vec<Broken> {
        let left = self.until(Measure::Accepted) + self.until(Measure::NotAccepted);
        at_most(
            "B1",
            left,
            self.until(Measure::Received),
            "受理与受理前办结之和不得超过收到",
            "accepted and ended before acceptance exceed received",
        )
    }

    /// B2: what was concluded had been accepted.
    fn cases(&self) -> Vec<Broken> {
        let (left, right) = (self.until(Measure::Concluded), self.until(Measure::Accepted));
        at_most("B2", left, right, "累计审结不得超过累计受理", "more cases concluded than accepted")
    }

    /// B3, B7, B8: the outcomes of reconsideration.
    fn outcomes(&self) -> Vec<Broken> {
        let concluded = || Term::of(Measure::Concluded);
        let division = self.registry.division("reconsideration");
        let sum = |holds: &dyn Fn(&OutcomeSet) -> bool| -> i64 {
            division.iter().filter(|set| holds(set)).map(|set| self.count(concluded().among(set))).sum()
        };
        let corrected = &self.registry.annual.corrected;
        let by_code = self.counts.by_code(&concluded());
        let terminated: i64 = by_code.iter().filter(|(code, _)| is_termination(code)).map(|(_, count)| count).sum();
        [
            equal(
                "B3",
                self.count(concluded()),
                sum(&|_| true),
                "审结总计与各结案方式之和不符",
                "cases concluded differ from the sum over outcomes",
            ),
            equal(
                "B7",
                self.count(concluded().among(corrected)),
                sum(&|set| set.codes().all(|code| corrected.holds(code))),
                "纠错与各纠错方式之和不符",
                "cases corrected differ from the sum over kinds",
            ),
            equal(
                "B8",
                terminated,
                sum(&|set| set.codes().all(is_termination)),
                "终止与各终止方式之和不符",
                "cases terminated differ from the sum over kinds",
            ),
        ]
        .concat()
    }

    /// B9, B10: suits filed, concluded, lost.
    fn suits(&self) -> Vec<Broken> {
        let division = self.registry.division("litigation");
        let concluded = || Term::of(Measure::SuitConcluded).at(Instance::First);
        let lost = &self.registry.annual.lost;
        let sum = |holds: &dyn Fn(&OutcomeSet) -> bool| -> i64 {
            division.iter().filter(|set| holds(set)).map(|set| self.count(concluded().among(set))).sum()
        };
        let open = [Instance::First, Instance::Second].into_iter().flat_map(|instance| {
            let until = |measure| self.count(Term::of(measure).at(instance).until());
            let (left, right) = (until(Measure::SuitConcluded), until(Measure::Filed));
            at_most("B9", left, right, "应诉累计审结不得超过累计新收", "more suits concluded than filed")
        });
        open.chain(equal(
            "B9",
            self.count(concluded()),
            sum(&|_| true),
            "一审审结与各裁判结果之和不符",
            "first-instance suits concluded differ from the sum over results",
        ))
        .chain(equal(
            "B10",
            self.count(concluded().among(lost)),
            sum(&|set| set.codes().all(|code| lost.holds(code))),
            "败诉与各败诉结果之和不符",
            "suits lost differ from the sum over losing results",
        ))
        .collect()
    }

    /// B11: parts do not exceed their wholes.
    fn appearances(&self) -> Vec<Broken> {
        let open = self.count(Term::of(Measure::Filed).until()) - self.count(Term::of(Measure::SuitConcluded).before());
        let heard = self.count(Term::of(Measure::Heard));
        let appeared = self.count(Term::of(Measure::Appeared));
        let performed = [
            (Measure::PerformanceDone, Measure::PerformanceDue),
            (Measure::OpinionDone, Measure::OpinionDue),
            (Measure::RespondentDone, Measure::RespondentDue),
            (Measure::JudgmentDone, Measure::JudgmentDue),
        ];
        let performed = performed.into_iter().flat_map(|(done, due)| {
            let (done, due) = (self.count(Term::of(done)), self.count(Term::of(due)));
            at_most("B11", done, due, "已履行不得超过应履行", "more performed than due")
        });
        [
            at_most("B11", appeared, heard, "出庭件数不得超过开庭件数", "more appearances than cases heard"),
            at_most("B11", heard, open, "开庭件数不得超过旧存与新收之和", "more cases heard than were open"),
        ]
        .into_iter()
        .flatten()
        .chain(performed)
        .collect()
    }
}

fn is_termination(code: &str) -> bool {
    code.starts_with("TERM-")
}

fn at_most(rule: &'static str, left: i64, right: i64, zh: &str, en: &str) -> Vec<Broken> {
    broken_unless(left <= right, rule, left, right, zh, en)
}

fn equal(rule: &'static str, left: i64, right: i64, zh: &str, en: &str) -> Vec<Broken> {
    broken_unless(left == right, rule, left, right, zh, en)
}

fn broken_unless(holds: bool, rule: &'static str, left: i64, right: i64, zh: &str, en: &str) -> Vec<Broken> {
    if holds {
        return Vec::new();
    }
    let words = Sentence::new(format!("勾稽关系{rule}：{zh}（{left}，{right}）"), format!("balance rule {rule}: {en} ({left}, {right})"));
    vec![Broken { rule, words, left, right }]
}
