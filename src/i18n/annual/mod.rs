//! The annual figures as a report: the words of a template, then every figure with its base and its definition.

mod tables;
mod template;
#[cfg(test)]
mod tests;

use std::cmp::Ordering;

use crate::domain::statistics::{AnnualFigures, Compared, Rate, Registry, RoundingMode};
use crate::domain::words::{Lang, Sentence};
use crate::i18n::table::Table;

pub use template::{Counted, Paragraph, ParagraphKind, Piece, Template};

/// Figures ready to be put into words.
#[derive(Clone, Copy)]
pub struct AnnualReport<'a> {
    /// The figures.
    pub figures: &'a AnnualFigures,
    /// Where the names and formulas of the rates come from.
    pub registry: &'a Registry,
    /// Name of an outcome in the law's lists; an unknown code prints as it is.
    pub outcome_name: &'a dyn Fn(&str) -> Option<Sentence>,
    /// What words it.
    pub template: &'a Template,
    /// Language.
    pub lang: Lang,
}

impl AnnualReport<'_> {
    /// The words of the report.
    ///
    /// # Errors
    /// What the template gets wrong with these figures, with its line.
    pub fn paragraphs(&self) -> Result<Vec<Paragraph>, Sentence> {
        self.template.paragraphs(self.figures, self.lang)
    }

    /// The tables behind the words, each with its title; empty ones are left out.
    pub fn tables(&self) -> Vec<(&'static str, Table)> {
        tables::all(self).into_iter().filter(|(_, table)| !table.is_empty()).collect()
    }

    /// What each figure means and where it comes from.
    pub fn definitions(&self) -> (&'static str, Table) {
        tables::definitions(self)
    }

    /// The whole report for a terminal.
    ///
    /// # Errors
    /// As [`AnnualReport::paragraphs`].
    pub fn text(&self) -> Result<String, Sentence> {
        self.report(["", "", "", ""], Table::text, self.tables())
    }

    /// The whole report as Markdown, with the definitions written out.
    ///
    /// # Errors
    /// As [`AnnualReport::paragraphs`].
    pub fn markdown(&self) -> Result<String, Sentence> {
        self.report(["# ", "## ", "### ", "> "], Table::markdown, [self.tables(), vec![self.definitions()]].concat())
    }

    fn report(&self, marks: [&str; 4], print: fn(&Table) -> String, tables: Vec<(&str, Table)>) -> Result<String, Sentence> {
        let [title, first, second, remark] = marks;
        let line = |paragraph: &Paragraph| {
            let mark = match paragraph.kind {
                ParagraphKind::Title => title,
                ParagraphKind::First => first,
                ParagraphKind::Second => second,
                ParagraphKind::Text => "",
                ParagraphKind::Remark => remark,
            };
            format!("{mark}{}", paragraph.text())
        };
        let mut report = self.paragraphs()?.iter().map(line).collect::<Vec<_>>().join("\n\n") + "\n";
        for (title, table) in &tables {
            report.push_str(&format!("\n{first}{title}\n\n{}", print(table)));
        }
        report.push_str(&format!("\n{}\n", self.footnote()));
        Ok(report)
    }

    fn say(&self, zh: &'static str, en: &'static str) -> &'static str {
        match self.lang {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }

    /// How percentages are printed.
    pub fn footnote(&self) -> String {
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
