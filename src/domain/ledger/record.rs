//! One row under the eyes of its sheet's plan: typed facts out of cells, and every fault on the way.

use std::collections::HashMap;
use std::fmt::Display;

use super::cell::{Address, CellValue, Row};
use super::fault::{Fault, Notice};
use super::plan::SheetPlan;
use super::text::{clean, excerpt, key};
use super::units::Units;
use super::value::day_of;
use super::vocabulary::{Column, KindWords, Vocabulary};
use crate::domain::Day;
use crate::domain::case::parts::UnitName;
use crate::domain::words::Sentence;

/// A row being read.
pub(super) struct Record<'a> {
    pub vocabulary: &'a Vocabulary,
    pub words: &'a KindWords,
    pub units: &'a Units,
    pub sheet: &'a SheetPlan,
    pub row: &'a Row,
    pub faults: Vec<Fault>,
    pub notices: Vec<Notice>,
    at_fault: Vec<Column>,
}

impl<'a> Record<'a> {
    pub fn new(vocabulary: &'a Vocabulary, words: &'a KindWords, units: &'a Units, sheet: &'a SheetPlan, row: &'a Row) -> Self {
        Self { vocabulary, words, units, sheet, row, faults: Vec::new(), notices: Vec::new(), at_fault: Vec::new() }
    }

    /// The address of a column in this row; `None` when the sheet has no such column.
    pub fn address(&self, column: Column) -> Option<Address> {
        self.sheet.columns.get(&column).map(|(at, _)| Address { row: self.row.number, column: *at })
    }

    /// What stands in a column; an error value is a fault of its cell.
    fn value(&mut self, column: Column) -> &'a CellValue {
        const EMPTY: &CellValue = &CellValue::Empty;
        let value = self.address(column).map_or(EMPTY, |address| self.row.value(address.column));
        if let CellValue::Error(_) = value {
            self.fault(column, Sentence::new("公式的有效结果，而非错误值", "the result of a formula, not an error value"));
            return EMPTY;
        }
        value
    }

    /// The text of a column; `None` when it is empty, says "nothing here" or "not yet".
    pub fn text(&mut self, column: Column) -> Option<String> {
        let text = match self.value(column) {
            CellValue::Empty => return None,
            CellValue::Text(text) => clean(text).to_owned(),
            value => value.to_string(),
        };
        let key = key(&text);
        (!self.vocabulary.is_blank(&key) && !self.words.is_waiting(column, &key)).then_some(text)
    }

    /// The remark, as it is written.
    pub fn note(&mut self) -> Option<String> {
        self.text(Column::Note)
    }

    /// The cell says "not yet": 审理中, 未开庭.
    pub fn is_waiting(&self, column: Column) -> bool {
        self.address(column).is_some_and(|address| self.words.is_waiting(column, &key(&self.row.value(address.column).to_string())))
    }

    /// The day in a column.
    pub fn day(&mut self, column: Column) -> Option<Day> {
        let value = self.value(column);
        if let CellValue::Text(_) = value {
            self.text(column)?;
        }
        day_of(value, self.sheet.epoch_1904, self.vocabulary.years).unwrap_or_else(|expected| {
            self.fault(column, expected);
            None
        })
    }

    /// The day in a column that must hold one.
    pub fn necessary_day(&mut self, column: Column) -> Option<Day> {
        let day = self.day(column);
        if day.is_none() && !self.is_at_fault(column) {
            self.fault(
                column,
                Sentence::new("日期，如2022-01-17、2022年1月17日、2022.1.17或20220117", "a day, as in 2022-01-17, 2022.1.17 or 20220117"),
            );
        }
        day
    }

    /// The meaning of the word in a column; an unknown word is a fault.
    pub fn meaning<T: Clone>(&mut self, column: Column, meanings: &HashMap<String, T>) -> Option<T> {
        let word = self.text(column)?;
        let meaning = meanings.get(&key(&word)).cloned();
        if meaning.is_none() {
            let expected = known_words(meanings);
            self.fault(column, Sentence::new(format!("已知的用语：{expected}"), format!("a known word: {expected}")));
        }
        meaning
    }

    /// Yes or no.
    pub fn yes_no(&mut self, column: Column) -> Option<bool> {
        if let CellValue::Bool(yes) = self.value(column) {
            return Some(*yes);
        }
        let vocabulary = self.vocabulary;
        let word = self.text(column)?;
        let yes = vocabulary.yes_no.get(&key(&word)).copied();
        if yes.is_none() {
            self.fault(column, Sentence::new("是或否（√、×、出庭、未出庭等）", "yes or no (是, 否, √, ×, 出庭, 未出庭 …)"));
        }
        yes
    }

    /// The name used in figures for the word in a column; a word no list knows is kept as it is, and noticed.
    pub fn figure_name(&mut self, column: Column, names: &HashMap<String, String>) -> Option<String> {
        let word = self.text(column)?;
        let known = names.get(&key(&word)).cloned();
        if known.is_none() {
            self.notice(column, Sentence::new("未列入分类的名称，照原文保留", "a name no list knows, kept as it is written"));
        }
        known.or(Some(word))
    }

    /// The names in a column, one by one.
    pub fn names(&mut self, column: Column) -> Vec<String> {
        let text = self.text(column).unwrap_or_default();
        let names = text.split(|c| self.vocabulary.separators.contains(&c)).map(clean).filter(|name| !name.is_empty());
        names.map(str::to_owned).collect()
    }

    /// The units in a column that must name one, by full name. Nothing is guessed: an unknown name is a fault, with the
    /// nearest known names as a hint.
    pub fn necessary_units(&mut self) -> Vec<UnitName> {
        let column = Column::Unit;
        let whole = self.text(column).unwrap_or_default();
        if let Some(unit) = self.units.resolve(&whole) {
            return vec![unit.to_owned()];
        }
        let names = self.names(column);
        if names.is_empty() && !self.is_at_fault(column) {
            self.fault(column, Sentence::new("单位名称", "the name of a unit"));
        }
        let mut units = Vec::new();
        for name in names {
            match self.units.resolve(&name) {
                Some(unit) => units.push(unit.to_owned()),
                None => {
                    let like = self.units.like(&name).join("、");
                    let hint = |words: &str| if like.is_empty() { String::new() } else { format!("{words}{like}") };
                    let expected = Sentence::new(
                        format!("单位名录中的全称或简称；“{name}”不在其中{}", hint("，相近的有：")),
                        format!("a name in the list of units; “{name}” is not in it{}", hint("; the nearest are ")),
                    );
                    self.fault(column, expected);
                }
            }
        }
        units
    }

    /// A fault of a cell.
    pub fn fault(&mut self, column: Column, expected: Sentence) {
        let cell = self.address(column);
        let value = cell.map_or(String::new(), |cell| self.row.value(cell.column).to_string());
        self.at_fault.push(column);
        self.faults.push(Fault { sheet: self.sheet.name.clone(), row: Some(self.row.number), cell, value: excerpt(&value), expected });
    }

    /// Something to know about a cell that keeps nothing from being taken.
    pub fn notice(&mut self, column: Column, remark: Sentence) {
        let cell = self.address(column);
        let value = cell.map_or(String::new(), |cell| clean(&self.row.value(cell.column).to_string()).to_owned());
        self.notices.push(Notice { sheet: self.sheet.name.clone(), cell, value: excerpt(&value), remark });
    }

    /// The cell has a fault already; what follows from it is not reported again.
    pub fn is_at_fault(&self, column: Column) -> bool {
        self.at_fault.contains(&column)
    }

    /// Two cells that cannot both be right: `zh` and `en` go between their names.
    pub fn contradiction(&mut self, one: Column, other: Column, zh: &str, en: &str) {
        if self.is_at_fault(one) || self.is_at_fault(other) {
            return;
        }
        let expected = Sentence::new(
            format!("互不矛盾的内容；{}{zh}{}", self.named(one, |words| words.0), self.named(other, |words| words.0)),
            format!("cells that agree; {} {en} {}", self.named(one, |words| words.1), self.named(other, |words| words.1)),
        );
        self.fault(one, expected);
    }

    /// Checks that one day does not come before another.
    pub fn in_order(&mut self, earlier: (Column, Option<Day>), later: (Column, Option<Day>)) {
        if let (Some(first), Some(then)) = (earlier.1, later.1)
            && then < first
        {
            self.contradiction(later.0, earlier.0, "早于", "is before");
        }
    }

    /// 审结日期 L5（2022-02-18）.
    fn named(&self, column: Column, in_lang: impl Fn((String, String)) -> String) -> String {
        let header = self.sheet.columns.get(&column).map_or_else(|| column.words().zh.to_owned(), |(_, header)| header.clone());
        let place = self.address(column).map_or(String::new(), |address| format!(" {address}"));
        let value = self.address(column).map_or(String::new(), |address| excerpt(clean(&self.row.value(address.column).to_string())));
        let (zh, en) = if value.is_empty() {
            ("（空）".to_owned(), " (empty)".to_owned())
        } else {
            (format!("（{value}）"), format!(" ({value})"))
        };
        in_lang((format!("{header}{place}{zh}"), format!("{header}{place}{en}")))
    }
}

/// The words a list knows, for people.
fn known_words<K: Display + Ord, T>(meanings: &HashMap<K, T>) -> String {
    let mut words: Vec<&K> = meanings.keys().collect();
    words.sort();
    words.iter().map(ToString::to_string).collect::<Vec<_>>().join("、")
}
