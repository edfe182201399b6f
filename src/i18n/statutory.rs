//! Statutory tables as they are printed: title, heading, figures, and what does not balance.

use super::table::{Column as Printed, Table};
use crate::domain::Day;
use crate::domain::statistics::Period;
use crate::domain::statistics::statutory::{Column, Filled, Layout, Unit};
use crate::domain::words::{Lang, Sentence, Words};

/// Mark on a table that does not balance, or is not to be relied upon yet.
pub const DRAFT: Words = Words { zh: "草稿", en: "DRAFT" };
/// Row of sums.
pub const TOTAL: Words = Words { zh: "合计", en: "total" };
/// Number of a row.
pub const ROW: Words = Words { zh: "行号", en: "row" };
/// Heading of the rows.
pub const ROWS: Words = Words { zh: "类别", en: "rows" };
/// Number of a column.
pub const COLUMN: Words = Words { zh: "栏", en: "column" };
/// Heading of a table that reads downwards.
pub const WHAT: Words = Words { zh: "项目", en: "item" };
/// Number of the form.
pub const FORM_NUMBER: Words = Words { zh: "表号", en: "form" };
/// Version of the layout.
pub const VERSION: Words = Words { zh: "版本", en: "version" };
/// What the layout follows.
pub const SOURCE: Words = Words { zh: "依据", en: "source" };
/// Period.
pub const PERIOD: Words = Words { zh: "期间", en: "period" };
/// Whose cases.
pub const SCOPE: Words = Words { zh: "范围", en: "scope" };
/// It balances.
pub const BALANCED: Words = Words { zh: "勾稽关系：全部平衡", en: "balance rules: all hold" };
/// Headings of the cases behind a cell.
pub const CASES: [Words; 4] = [
    Words { zh: "案号", en: "case" },
    Words { zh: "事项", en: "matter" },
    Words { zh: "计入", en: "adds" },
    Words { zh: "编号", en: "id" },
];

/// What is printed of a table.
#[derive(Debug, Clone, Copy)]
pub struct StatutoryTable<'a> {
    /// Layout.
    pub layout: &'a Layout,
    /// Figures.
    pub filled: &'a Filled,
    /// Period.
    pub period: Period,
    /// As known at the end of this day.
    pub known_on: Option<Day>,
    /// Whose cases; empty: everybody's.
    pub scope: &'a str,
    /// It is marked as a draft.
    pub draft: bool,
    /// Language.
    pub lang: Lang,
}

/// An amount as it is printed in its column.
pub fn amount(column: &Column, amount: i64) -> String {
    match column.unit {
        Unit::Fen => format!("{}{}.{:02}", if amount < 0 { "-" } else { "" }, (amount / 100).abs(), (amount % 100).abs()),
        Unit::Cases | Unit::Persons | Unit::Letters => amount.to_string(),
    }
}

impl StatutoryTable<'_> {
    /// Name of the form, with the mark of a draft.
    pub fn title(&self) -> String {
        let name = self.layout.name.in_lang(self.lang);
        if self.draft { format!("{name} [{}]", DRAFT.in_lang(self.lang)) } else { name.to_owned() }
    }

    /// What stands above the figures: label and text.
    pub fn criteria(&self) -> Vec<(&'static str, String)> {
        let Self { layout, period, known_on, scope, lang, .. } = self;
        let say = |words: Words| words.in_lang(*lang);
        let mut lines = Vec::new();
        lines.extend(layout.number.as_ref().map(|number| (say(FORM_NUMBER), number.clone())));
        lines.push((say(VERSION), layout.version.clone()));
        lines.push((say(SOURCE), layout.source.clone()));
        let known = known_on.map(|day| format!(" · {}", super::statistics::known_on(day).in_lang(*lang)));
        lines.push((say(PERIOD), format!("{period}{}", known.unwrap_or_default())));
        lines.extend((!scope.is_empty()).then(|| (say(SCOPE), (*scope).to_owned())));
        lines
    }

    /// Every rule that is broken, in words, or that all hold.
    pub fn balance(&self) -> Vec<String> {
        let broken: Vec<String> = self.filled.broken.iter().map(|rule| rule.sentence().in_lang(self.lang).to_owned()).collect();
        if broken.is_empty() { vec![BALANCED.in_lang(self.lang).to_owned()] } else { broken }
    }

    /// Name of a column with its group, where they differ.
    pub fn heading(&self, column: &Column) -> String {
        let (group, name) = (self.layout.groups[column.group].name.in_lang(self.lang), column.name.in_lang(self.lang));
        if group == name { name.to_owned() } else { format!("{group}·{name}") }
    }

    /// The form: three lines of heading (group, name, number), its rows, the total; every cell a text.
    pub fn form(&self) -> Vec<Vec<String>> {
        let Self { layout, filled, lang, .. } = self;
        let say = |words: Words| words.in_lang(*lang).to_owned();
        let columns: Vec<(usize, &Column)> = layout.printed().collect();
        let line = |first: [String; 2], cell: &dyn Fn(usize, &Column) -> String| -> Vec<String> {
            first.into_iter().chain(columns.iter().map(|(position, column)| cell(*position, column))).collect()
        };
        let mut lines = vec![
            line([String::new(), String::new()], &|_, column| layout.groups[column.group].name.in_lang(*lang).to_owned()),
            line([say(ROW), say(ROWS)], &|_, column| column.name.in_lang(*lang).to_owned()),
            line([String::new(), String::new()], &|_, column| column.no.map(|no| no.to_string()).unwrap_or_default()),
        ];
        for (row, amounts) in layout.rows.iter().zip(&filled.rows) {
            let first = [row.no.to_string(), row.name.in_lang(*lang).to_owned()];
            lines.push(line(first, &|position, column| amount(column, amounts[position])));
        }
        lines.push(line([String::new(), say(TOTAL)], &|position, column| amount(column, filled.total[position])));
        lines
    }

    /// For a terminal: the columns of the form downwards, with the total and every row that has a figure beside it.
    pub fn text(&self) -> String {
        let Self { layout, filled, lang, .. } = self;
        let shown: Vec<usize> =
            (0..layout.rows.len()).filter(|row| layout.printed().any(|(position, _)| filled.rows[*row][position] != 0)).collect();
        let mut headings =
            vec![Printed::numbers(COLUMN.in_lang(*lang)), Printed::words(WHAT.in_lang(*lang)), Printed::numbers(TOTAL.in_lang(*lang))];
        headings.extend(shown.iter().map(|row| Printed::numbers(layout.rows[*row].name.in_lang(*lang))));
        let mut table = Table::new(headings);
        for (position, column) in layout.printed() {
            let first =
                [column.no.map(|no| no.to_string()).unwrap_or_default(), self.heading(column), amount(column, filled.total[position])];
            table.row(first.into_iter().chain(shown.iter().map(|row| amount(column, filled.rows[*row][position]))));
        }
        let criteria: String = self.criteria().into_iter().map(|(label, text)| format!("{label}  {text}\n")).collect();
        format!("{}\n{criteria}\n{}\n{}\n", self.title(), table.text(), self.balance().join("\n"))
    }
}

/// How many cases more break a rule than are listed.
pub fn more(count: u64) -> Sentence {
    Sentence::new(format!("另有{count}件"), format!("and {count} more"))
}
