//! A statutory table as it fills, case by case, and the balance rules it breaks.

use serde::Serialize;

use super::layout::{Layout, LineRule, Relation};
use super::share::Share;
use crate::domain::id::CaseId;
use crate::domain::words::Sentence;

/// A case that breaks a balance rule by itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Unbalanced {
    /// The case.
    pub case: CaseId,
    /// Its number, normalised.
    pub number: Option<String>,
    /// What it adds to the left side.
    pub left: i64,
    /// What it adds to the right side.
    pub right: i64,
}

/// A balance rule 勾稽关系 a table breaks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BrokenBalance {
    /// Id of the rule.
    pub rule: String,
    /// What it says.
    pub words: Sentence,
    /// Left side of the whole table.
    pub left: i64,
    /// Right side.
    pub right: i64,
    /// The first of the cases that break it.
    pub cases: Vec<Unbalanced>,
    /// How many do.
    pub count: u64,
}

/// A table with its figures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Filled {
    /// By row and column of the layout.
    pub rows: Vec<Vec<i64>>,
    /// By column: counted on its own, not from the rows.
    pub total: Vec<i64>,
    /// Rules that are broken; a table may leave the house when there are none.
    pub broken: Vec<BrokenBalance>,
}

/// A table that is being filled: memory does not grow with the cases.
#[derive(Debug)]
pub struct Filling<'a> {
    layout: &'a Layout,
    rows: Vec<Vec<i64>>,
    total: Vec<i64>,
    /// One for each rule of the layout, the last for B5.
    breaks: Vec<(Vec<Unbalanced>, u64)>,
}

/// Cases told of a broken rule.
const TOLD: usize = 50;

impl<'a> Filling<'a> {
    /// An empty table.
    pub fn new(layout: &'a Layout) -> Self {
        let columns = vec![0; layout.columns.len()];
        Self {
            layout,
            rows: vec![columns.clone(); layout.rows.len()],
            total: columns,
            breaks: vec![(Vec::new(), 0); layout.rules.len() + 1],
        }
    }

    /// Adds what a case adds.
    pub fn add(&mut self, case: CaseId, number: Option<&str>, share: &Share) {
        let add = |sums: &mut Vec<i64>| sums.iter_mut().zip(&share.amounts).for_each(|(sum, amount)| *sum += amount);
        add(&mut self.total);
        if let Some(row) = share.row {
            add(&mut self.rows[row]);
        }
        let rules = self.layout.rules.iter().map(|rule| rule.sides(&share.amounts)).chain([(1, i64::from(share.row.is_some()))]);
        let relations = self.layout.rules.iter().map(|rule| rule.relation).chain([Relation::Equal]);
        for ((cases, count), ((left, right), relation)) in self.breaks.iter_mut().zip(rules.zip(relations)) {
            if !relation.holds(left, right) {
                *count += 1;
                if cases.len() < TOLD {
                    cases.push(Unbalanced { case, number: number.map(str::to_owned), left, right });
                }
            }
        }
    }

    /// The table, with the rules that are broken by a case, or by the whole.
    pub fn end(self) -> Filled {
        let Self { layout, rows, total, breaks } = self;
        let summed = |row: &Vec<i64>| row.iter().sum::<i64>();
        let b5 = (summed(&total), rows.iter().map(summed).sum::<i64>());
        let b5_words = Sentence::new("各行之和 = 合计", "the rows of a column add up to its total");
        let rules = layout.rules.iter().map(|rule| (rule.id.clone(), rule.name.clone(), rule.sides(&total), rule.relation));
        let rules = rules.chain([("B5".to_owned(), b5_words, b5, Relation::Equal)]);
        let broken = rules.zip(breaks).filter_map(|((rule, words, (left, right), relation), (cases, count))| {
            let holds = relation.holds(left, right) && count == 0;
            (!holds).then_some(BrokenBalance { rule, words, left, right, cases, count })
        });
        let broken = broken.collect();
        Filled { rows, total, broken }
    }
}

impl LineRule {
    /// Both sides of the rule over some amounts by column.
    pub fn sides(&self, amounts: &[i64]) -> (i64, i64) {
        let sum = |columns: &[usize]| columns.iter().map(|column| amounts[*column]).sum();
        (sum(&self.left), sum(&self.right))
    }
}

impl Relation {
    /// Whether two sides stand so.
    pub const fn holds(self, left: i64, right: i64) -> bool {
        match self {
            Self::Equal => left == right,
            Self::AtMost => left <= right,
            Self::OnlyIf => left == 0 || right > 0,
        }
    }
}

impl BrokenBalance {
    /// The rule in one sentence, with both sides.
    pub fn sentence(&self) -> Sentence {
        let Self { rule, words, left, right, count, .. } = self;
        Sentence::new(
            format!("勾稽关系{rule}不平：{}（{left}，{right}），涉及{count}件案件", words.zh),
            format!("balance rule {rule} is broken: {} ({left}, {right}), by {count} cases", words.en),
        )
    }
}
