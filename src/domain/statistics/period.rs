//! Months and stretches of months: the grain in which figures are kept.

use chrono::Datelike;

use crate::domain::Day;

/// A calendar month as the number yyyymm, e.g. 202303.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Month(i32);

impl Month {
    /// Month of a day.
    pub fn of(day: Day) -> Self {
        Self(day.year() * 100 + day.month() as i32)
    }

    /// The month a stored number stands for; `None` when it is not yyyymm.
    pub fn from_number(yyyymm: i32) -> Option<Self> {
        (1..=12).contains(&(yyyymm % 100)).then_some(Self(yyyymm))
    }

    /// The number yyyymm.
    pub const fn number(self) -> i32 {
        self.0
    }
}

/// Months from one to another, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Period {
    /// First month.
    pub from: Month,
    /// Last month.
    pub to: Month,
}

impl Period {
    /// A calendar year.
    pub const fn year(year: i32) -> Self {
        Self { from: Month(year * 100 + 1), to: Month(year * 100 + 12) }
    }

    /// One month.
    pub const fn month(month: Month) -> Self {
        Self { from: month, to: month }
    }

    /// Whether the month counts under `when`.
    pub fn holds(self, month: Month, when: When) -> bool {
        match when {
            When::Within => self.from <= month && month <= self.to,
            When::Before => month < self.from,
            When::Until => month <= self.to,
        }
    }
}

/// Which months a count looks at, seen from a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum When {
    /// The months of the period.
    #[default]
    Within,
    /// All months before it.
    Before,
    /// All months up to its end.
    Until,
}
