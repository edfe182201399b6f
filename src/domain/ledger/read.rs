//! Rows of cells → cases, one row after the other.

use std::collections::{HashMap, HashSet};

use super::cell::{Address, Row};
use super::fault::{Fault, Faults, Notice};
use super::outcome::OutcomeNames;
use super::plan::SheetPlan;
use super::record::Record;
use super::text::key;
use super::units::Units;
use super::vocabulary::{Column, KindWords, SheetKind, Vocabulary};
use super::{entries, litigation, reconsideration};
use crate::domain::case::parts::{Party, UnitName};
use crate::domain::case::{CaseKind, CaseNumber, Entry};
use crate::domain::hash::{FNV_START, fnv};
use crate::domain::words::Sentence;

/// A case as one row of a ledger tells it.
#[derive(Debug, Clone, PartialEq)]
pub struct LedgerCase {
    /// Name of the sheet.
    pub sheet: String,
    /// Row, from 1.
    pub row: u32,
    /// Kind of case.
    pub kind: CaseKind,
    /// Its number.
    pub number: CaseNumber,
    /// Cell of the number.
    pub number_cell: Option<Address>,
    /// Applicants or plaintiffs.
    pub parties: Vec<Party>,
    /// Our units by full name, in the order of the cell; the first answers for the case.
    pub units: Vec<UnitName>,
    /// What happened, as far as the ledger tells, in the order it happened.
    pub entries: Vec<Entry>,
    /// Stable hash of kind, number and history: the same row read again gives the same.
    pub fingerprint: u128,
}

/// What became of a row.
#[derive(Debug, Clone, PartialEq)]
pub enum Reading {
    /// A case.
    Case(Box<LedgerCase>),
    /// A row that cannot be taken, and every reason why.
    Refused(Vec<Fault>),
}

/// A ledger being read. It holds words, units and what was noticed; rows pass through one by one.
pub struct Ledger<'a> {
    vocabulary: &'a Vocabulary,
    units: &'a Units,
    outcomes: &'a OutcomeNames,
    notices: Faults<Notice>,
    noticed: HashSet<String>,
}

impl<'a> Ledger<'a> {
    /// A ledger whose units and outcomes are looked up in these lists.
    pub fn new(vocabulary: &'a Vocabulary, units: &'a Units, outcomes: &'a OutcomeNames) -> Self {
        Self { vocabulary, units, outcomes, notices: Faults::default(), noticed: HashSet::new() }
    }

    /// What should be known and keeps nothing from being taken: names outside the lists of figures, rows passed over.
    pub fn notices(&self) -> &Faults<Notice> {
        &self.notices
    }

    /// Reads the rows of one sheet, from its first row to its last; rows above the data, blank rows, subtotals and repeated
    /// headers give nothing. Of earlier rows only their numbers are remembered, as hashes.
    pub fn read<'r, E>(
        &'r mut self,
        sheet: &'r SheetPlan,
        rows: impl Iterator<Item = Result<Row, E>> + 'r,
    ) -> impl Iterator<Item = Result<Reading, E>> + 'r {
        let words = self.vocabulary.kind(sheet.kind).zip(case_kind(sheet.kind));
        let mut seen = HashMap::new();
        rows.filter_map(move |row| match (row, words) {
            (Err(fault), _) => Some(Err(fault)),
            (Ok(_), None) => None,
            (Ok(row), Some((words, kind))) => self.row(sheet, words, kind, &row, &mut seen).map(Ok),
        })
    }

    fn row(&mut self, sheet: &SheetPlan, words: &KindWords, kind: CaseKind, row: &Row, seen: &mut HashMap<u128, u32>) -> Option<Reading> {
        if row.number < sheet.first_row || self.is_filler(sheet, words, row) {
            return None;
        }
        let mut record = Record::new(self.vocabulary, words, self.units, sheet, row);
        let number = entries::number(&mut record, kind);
        let told = match kind {
            CaseKind::Litigation => litigation::told(&mut record, number.as_ref(), self.outcomes),
            CaseKind::Reconsideration | CaseKind::Respondent => reconsideration::told(&mut record, self.outcomes),
        };
        if let Some(number) = &number {
            let first = *seen.entry(fnv(FNV_START, &number.normalised())).or_insert(row.number);
            if first != row.number {
                let expected = Sentence::new(
                    format!("本表内不重复的案号；第{first}行已有"),
                    format!("a number that is not in the sheet twice; row {first} has it"),
                );
                record.fault(Column::Number, expected);
            }
        }
        let number_cell = record.address(Column::Number);
        let (faults, notices) = (record.faults, record.notices);
        for notice in notices {
            if self.noticed.len() < Faults::<Notice>::KEPT && self.noticed.insert(notice.value.clone()) {
                self.notices.push(notice);
            }
        }
        match number {
            Some(number) if faults.is_empty() => {
                let fingerprint = fingerprint(kind, &number, &told.entries);
                let reconsideration::Told { parties, units, entries } = told;
                Some(Reading::Case(Box::new(LedgerCase {
                    sheet: sheet.name.clone(),
                    row: row.number,
                    kind,
                    number,
                    number_cell,
                    parties,
                    units,
                    entries,
                    fingerprint,
                })))
            }
            _ => Some(Reading::Refused(faults)),
        }
    }

    /// A row that holds no case: blank, a subtotal, the header again, or a line under the table (填表人：…).
    fn is_filler(&mut self, sheet: &SheetPlan, words: &KindWords, row: &Row) -> bool {
        let texts: Vec<String> =
            row.cells.iter().map(|cell| key(&cell.value.to_string())).filter(|text| !text.is_empty()).take(3).collect();
        let Some(first) = texts.first() else { return true };
        if self.vocabulary.is_subtotal(first) {
            return true;
        }
        let names_itself =
            |(column, (at, _)): &(&Column, &(u32, String))| words.column(&key(&row.value(*at).to_string())) == Some(**column);
        if words.column(first).is_some() && sheet.columns.iter().filter(names_itself).count() * 2 > sheet.columns.len() {
            return true;
        }
        let holds = |column| sheet.columns.get(&column).is_some_and(|(at, _)| !key(&row.value(*at).to_string()).is_empty());
        let case_facts = [Column::Number, Column::ReceivedOn, Column::Party, Column::Unit, Column::ConcludedOn, Column::Outcome];
        let aside = !case_facts.into_iter().any(holds) || (texts.len() <= 2 && !holds(Column::Number));
        if aside && !(texts.len() == 1 && holds(Column::RowNo)) {
            let remark = Sentence::new("不是案件的行，已跳过", "a row that is no case, passed over");
            let cell = row.cells.first().map(|cell| cell.address);
            self.notices.push(Notice { sheet: sheet.name.clone(), cell, value: super::text::excerpt(first), remark });
        }
        aside
    }
}

const fn case_kind(kind: SheetKind) -> Option<CaseKind> {
    match kind {
        SheetKind::Reconsideration => Some(CaseKind::Reconsideration),
        SheetKind::Respondent => Some(CaseKind::Respondent),
        SheetKind::Litigation => Some(CaseKind::Litigation),
        SheetKind::Units | SheetKind::Ignore => None,
    }
}

fn fingerprint(kind: CaseKind, number: &CaseNumber, entries: &[Entry]) -> u128 {
    let start = fnv(fnv(FNV_START, kind.code()), &number.normalised());
    entries.iter().fold(start, |hash, entry| {
        let hash = fnv(fnv(hash, entry.event.code()), &entry.event.data());
        fnv(fnv(hash, &entry.on.to_string()), if entry.undated { "undated" } else { "dated" })
    })
}
