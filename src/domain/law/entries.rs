//! What the rule book holds besides periods: laws, events, how days are counted, and what is never computed.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::rule::{Bound, EventKindInBook, RuleCase, toml_day, toml_day_if_any};
use super::settings::TransitionStrategy;
use crate::domain::Day;
use crate::domain::case::parts::words;
use crate::domain::words::Sentence;

/// A law, regulation or interpretation that periods are taken from.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LawEntry {
    /// Key periods cite it by.
    pub key: String,
    /// Chinese title.
    pub title_zh: String,
    /// English title.
    pub title_en: String,
    /// In force from.
    #[serde(deserialize_with = "toml_day")]
    pub effective_from: Day,
    /// Last day in force.
    #[serde(default, deserialize_with = "toml_day_if_any")]
    pub effective_to: Option<Day>,
    /// Remark.
    pub note: String,
}

/// An event that starts or satisfies periods.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EventEntry {
    /// Code.
    pub code: String,
    /// Chinese name.
    pub zh: String,
    /// How it becomes known.
    pub kind: EventKindInBook,
    /// Where a case file carries it.
    pub source: String,
    /// Entries of a case file that stand for it besides its own code.
    #[serde(default)]
    pub also: Vec<String>,
}

/// How days are counted; each with the text it rests on.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "each field is the heading of the rule it quotes")]
pub struct Computation {
    pub first_day_not_counted: bool,
    pub last_day_on_holiday: String,
    pub posting_in_time_is_enough: bool,
    pub day: String,
    pub working_day: String,
    pub month: String,
    pub year: String,
    pub before_event: String,
    pub working_day_definition: String,
    pub excluded_holidays: String,
    pub suspension: String,
    pub extension: String,
    pub made_versus_served: String,
}

/// From the 2017 to the 2023 law (23-90).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Transition {
    /// First day of the 2023 law.
    #[serde(deserialize_with = "toml_day")]
    pub switch_date: Day,
    /// Strategy unless the bureau chooses.
    pub default_strategy: TransitionStrategy,
    /// The other strategy.
    pub alternative_strategy: TransitionStrategy,
    /// A case may be pinned to one law, with a reason.
    pub case_override: bool,
    /// On the long-stops that run from the making of the act.
    pub act_made_long_stops: String,
    /// Worked examples.
    pub examples: Vec<String>,
    /// Lengths that each law counts in working days.
    pub working_day_lists: BTreeMap<String, Vec<String>>,
}

/// What counts as the day a period starts from.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "named as in the rule book")]
pub struct StartRule {
    pub id: String,
    pub law: String,
    pub article: String,
    pub case: String,
    pub case_zh: String,
    pub start: String,
    pub start_zh: String,
    pub quote: String,
}

/// A period whose length the law leaves to an instrument.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "named as in the rule book")]
pub struct VariablePeriod {
    pub id: String,
    pub law: String,
    pub article: String,
    pub case_kind: RuleCase,
    pub obligation: String,
    pub obligation_zh: String,
    pub bound: Bound,
    pub reminder_relevant: bool,
    pub quote: String,
}

/// A period in hours.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "named as in the rule book")]
pub struct HourPeriod {
    pub id: String,
    pub law: String,
    pub article: String,
    pub bound: Bound,
    pub obligation: String,
    pub obligation_zh: String,
    pub length_hours: u32,
    pub quote: String,
}

/// A rule whose text could not be read: never computed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "named as in the rule book")]
pub struct Unverified {
    pub id: String,
    pub source: String,
    pub content: String,
    pub content_zh: String,
    pub note: String,
    pub note_zh: String,
}

words! {
    /// Why an entry of the rule book is never computed.
    NeverComputed {
        Variable = "variable" "期限由文书确定，法律没有规定天数" "the law leaves its length to a document",
        Hours = "hours" "以小时计算，而案卷只记日期" "it runs in hours, and a file records days",
        Start = "start" "只规定起算日，本身不是期间" "it says from when a period runs and is none itself",
        Unverified = "unverified" "条文未经核实" "its text is not verified",
    }
}

/// An entry of the rule book that is shown and never computed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownOnly<'a> {
    /// Id.
    pub id: &'a str,
    /// Why it is never computed.
    pub why: NeverComputed,
    /// Law and article; for what is not verified its source.
    pub citation: String,
    /// What it says.
    pub content: Sentence,
    /// Words of the article; empty where the text is not verified.
    pub quote: &'a str,
    /// Remark; may be empty.
    pub note: Sentence,
}
