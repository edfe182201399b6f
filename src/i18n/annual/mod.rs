//! The annual figures as a report: a paragraph as reports word it, then every figure with its base and its definition.

mod chinese;
mod english;
mod tables;
#[cfg(test)]
mod tests;

use std::cmp::Ordering;

use crate::domain::statistics::{AnnualFigures, Compared, Rate, Registry, RoundingMode};
use crate::domain::words::{Lang, Sentence};
use crate::i18n::table::Table;

/// Figures ready to be put into words.
#[derive(Clone, Copy)]
pub struct AnnualReport<'a> {
    /// The figures.
    pub figures: &'a AnnualFigures,
    /// Where the names and formulas of the rates come from.
    pub registry: &'a Registry,
    /// Name of an outcome in the law's lists; an unknown code prints as it is.
    pub outcome_name: &'a dyn Fn(&str) -> Option<Sentence>,
    /// Language.
    pub lang: Lang,
}

impl AnnualReport<'_> {
    /// The paragraph of the report.
    pub fn paragraph(&self) -> String {
        match self.lang {
            Lang::Zh => chinese::paragraph(self.figures),
            Lang::En => english::paragraph(self.figures),
        }
    }

    /// The whole report for a terminal.
    pub fn text(&self) -> String {
        self.report("", Table::text, tables::all(self))
    }

    /// The whole report as Markdown, with the definitions written out.
    pub fn markdown(&self) -> String {
        self.report("## ", Table::markdown, [tables::all(self), vec![tables::definitions(self)]].concat())
    }

    fn report(&self, heading: &str, print: fn(&Table) -> String, tables: Vec<(&str, Table)>) -> String {
        let mut report = format!("{heading}{}\n\n{}\n", self.title(), self.paragraph());
        for (title, table) in tables.iter().filter(|(_, table)| !table.is_empty()) {
            report.push_str(&format!("\n{heading}{title}\n\n{}", print(table)));
        }
        report.push_str(&format!("\n{}\n", self.footnote()));
        report
    }

    fn say(&self, zh: &'static str, en: &'static str) -> &'static str {
        match self.lang {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }

    fn title(&self) -> String {
        let year = self.figures.current.year;
        match self.lang {
            Lang::Zh => format!("{year}年行政复议和行政应诉情况"),
            Lang::En => format!("Reconsideration and litigation response in {year}"),
        }
    }

    fn footnote(&self) -> String {
        let rounding = self.figures.current.litigation.loss_rate.rounding;
        let half_up = rounding.mode == RoundingMode::HalfUp;
        match self.lang {
            Lang::Zh => {
                let mode = if half_up { "四舍五入" } else { "截断" };
                format!("百分比保留{}位小数，{mode}；“—”表示没有基数，不作计算。", rounding.decimals)
            }
            Lang::En => {
                let mode = if half_up { "rounded half-up" } else { "truncated" };
                format!("Percentages have {} decimals, {mode}; “—” means there is no base to compute from.", rounding.decimals)
            }
        }
    }
}

/// How a figure moved since the year before.
enum Trend<'a> {
    /// Nothing to compare with.
    NoBase,
    /// Exactly as the year before.
    Same,
    /// Changed by less than the last decimal printed.
    Hardly,
    /// Up by so much.
    Up(&'a str),
    /// Down by so much.
    Down(&'a str),
}

impl<'a> Trend<'a> {
    fn of_count(count: &'a Compared) -> Self {
        Self::new(Some(count.current.cmp(&count.previous)), count.percent.as_deref())
    }

    fn of_rate(current: &Rate, previous: &Rate, points: Option<&'a str>) -> Self {
        Self::new(current.compare(previous), points)
    }

    fn new(order: Option<Ordering>, by: Option<&'a str>) -> Self {
        let (Some(order), Some(by)) = (order, by) else { return Self::NoBase };
        let size = plain(by.trim_start_matches('-'));
        match order {
            Ordering::Equal => Self::Same,
            _ if size == "0" => Self::Hardly,
            Ordering::Greater => Self::Up(size),
            Ordering::Less => Self::Down(size),
        }
    }
}

/// A decimal number without decimals that say nothing: running text has 100%, not 100.0%.
fn plain(number: &str) -> &str {
    match number.split_once('.') {
        Some((whole, decimals)) if decimals.bytes().all(|digit| digit == b'0') => whole,
        _ => number,
    }
}
