//! The rule book: all periods with their laws and events, checked as a whole when it is read.

use std::collections::HashMap;

use serde::Deserialize;

use super::checks;
use super::entries::*;
use super::fault::{Faults, LawFaults};
use super::marks::Marks;
use super::questions::Ambiguity;
use super::rule::{Rule, toml_day};
use super::settings::LegalSettings;
use crate::domain::Day;
use crate::domain::words::Sentence;

const FILE: &str = "law/periods.toml";

/// All that `config/law/periods.toml` says.
#[derive(Debug, Clone)]
pub struct RuleBook {
    /// Day of the newest text read.
    pub collection_as_of: Day,
    /// How days are counted.
    pub computation: Computation,
    /// From the 2017 to the 2023 law.
    pub transition: Transition,
    /// Laws cited.
    pub laws: Vec<LawEntry>,
    /// Periods, in the order of the book, as the settings read them.
    pub rules: Vec<Rule>,
    /// Dictionary of events.
    pub events: Vec<EventEntry>,
    /// Start-day rules.
    pub start_rules: Vec<StartRule>,
    /// Periods without a statutory number.
    pub variable_periods: Vec<VariablePeriod>,
    /// Periods in hours.
    pub hour_periods: Vec<HourPeriod>,
    /// Known but not read.
    pub unverified: Vec<Unverified>,
    /// Open questions.
    pub ambiguities: Vec<Ambiguity>,
    /// Periods with other readings, as they are written, and where each stands in `rules`.
    as_written: Vec<(usize, Rule)>,
    /// Versions of an id, newest first.
    by_id: HashMap<String, Vec<usize>>,
    event_by_code: HashMap<String, usize>,
    /// Marks of a case file by number, and what each period asks of them.
    pub marks: Marks,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    schema_version: u32,
    #[serde(rename = "title")]
    _title: String,
    #[serde(rename = "source")]
    _source: String,
    #[serde(deserialize_with = "toml_day")]
    collection_as_of: Day,
    computation: Computation,
    transition: Transition,
}

impl RuleBook {
    /// Reads and checks the rule book.
    ///
    /// # Errors
    /// Every entry that does not fit or contradicts another.
    pub fn from_toml(text: &str) -> Result<Self, LawFaults> {
        let mut faults = Faults::of(FILE, text);
        let mut file = faults.parse();
        let laws: Vec<LawEntry> = faults.read_all(&mut file, "law", "key");
        let rules: Vec<Rule> = faults.read_all(&mut file, "period", "id");
        let events: Vec<EventEntry> = faults.read_all(&mut file, "event", "code");
        let start_rules: Vec<StartRule> = faults.read_all(&mut file, "start_rule", "id");
        let variable_periods: Vec<VariablePeriod> = faults.read_all(&mut file, "variable_period", "id");
        let hour_periods: Vec<HourPeriod> = faults.read_all(&mut file, "hour_period", "id");
        let unverified: Vec<Unverified> = faults.read_all(&mut file, "unverified", "id");
        let ambiguities: Vec<Ambiguity> = faults.read_all(&mut file, "ambiguity", "id");
        let head: Option<Head> = faults.read("head", toml::Value::Table(file));
        if let Some(head) = head.as_ref().filter(|head| head.schema_version != 1) {
            let version = head.schema_version;
            faults.note("schema_version", format!("不支持的版本{version}"), format!("version {version} is not supported"));
        }

        let cited = (rules.iter().map(|rule| (&rule.id, &rule.law, &rule.article)))
            .chain(start_rules.iter().map(|rule| (&rule.id, &rule.law, &rule.article)))
            .chain(variable_periods.iter().map(|rule| (&rule.id, &rule.law, &rule.article)))
            .chain(hour_periods.iter().map(|rule| (&rule.id, &rule.law, &rule.article)));
        checks::citations(&mut faults, cited, &laws);
        checks::events(&mut faults, &rules, &events);
        checks::validity(&mut faults, &rules);
        checks::details(&mut faults, &rules);
        checks::questions(&mut faults, &rules, &ambiguities);
        checks::readings(&mut faults, &rules, &events);

        match (head, faults.found()) {
            (Some(head), found) if found.is_empty() => {
                let mut by_id: HashMap<String, Vec<usize>> = HashMap::new();
                for (index, rule) in rules.iter().enumerate() {
                    by_id.entry(rule.id.clone()).or_default().push(index);
                }
                by_id.values_mut().for_each(|versions| versions.sort_by_key(|index| std::cmp::Reverse(rules[*index].effective_from)));
                let event_by_code = events.iter().enumerate().map(|(index, event)| (event.code.clone(), index)).collect();
                let read_otherwise = |(_, rule): &(usize, &Rule)| !rule.readings.is_empty();
                let as_written = rules.iter().enumerate().filter(read_otherwise).map(|(index, rule)| (index, rule.clone())).collect();
                let marks = Marks::of(&rules, &events);
                Ok(Self {
                    collection_as_of: head.collection_as_of,
                    computation: head.computation,
                    transition: head.transition,
                    laws,
                    rules,
                    events,
                    start_rules,
                    variable_periods,
                    hour_periods,
                    unverified,
                    ambiguities,
                    as_written,
                    by_id,
                    event_by_code,
                    marks,
                })
            }
            (_, found) => Err(LawFaults(found)),
        }
    }

    /// Reads the periods as these settings do.
    pub(super) fn read_under(&mut self, settings: &LegalSettings) {
        for (index, written) in &self.as_written {
            self.rules[*index] = written.under(settings);
        }
        self.marks = Marks::of(&self.rules, &self.events);
    }

    /// The period with this id; of several versions the newest.
    pub fn get(&self, id: &str) -> Option<&Rule> {
        self.by_id.get(id)?.first().map(|index| &self.rules[*index])
    }

    /// The version of a period that is in force when its trigger falls on `day`; where none is, the newest.
    pub fn version(&self, id: &str, day: Day) -> Option<&Rule> {
        let mut versions = self.by_id.get(id)?.iter().map(|index| &self.rules[*index]);
        versions.clone().find(|rule| rule.in_force_on(day)).or(versions.next())
    }

    /// What the book shows and never computes: periods fixed by a document, hours, start rules, texts not verified.
    pub fn shown_only(&self) -> impl Iterator<Item = ShownOnly<'_>> {
        let cite = |law: &str, article: &str| format!("{law} {article}");
        let variable = self.variable_periods.iter().map(move |entry| ShownOnly {
            id: &entry.id,
            why: NeverComputed::Variable,
            citation: cite(&entry.law, &entry.article),
            content: Sentence::new(&entry.obligation_zh, &entry.obligation),
            quote: &entry.quote,
            note: Sentence::new("", ""),
        });
        let hours = self.hour_periods.iter().map(move |entry| ShownOnly {
            id: &entry.id,
            why: NeverComputed::Hours,
            citation: cite(&entry.law, &entry.article),
            content: Sentence::new(&entry.obligation_zh, &entry.obligation),
            quote: &entry.quote,
            note: Sentence::new("", ""),
        });
        let starts = self.start_rules.iter().map(move |entry| ShownOnly {
            id: &entry.id,
            why: NeverComputed::Start,
            citation: cite(&entry.law, &entry.article),
            content: Sentence::new(&entry.start_zh, &entry.start),
            quote: &entry.quote,
            note: Sentence::new(&entry.case_zh, &entry.case),
        });
        let unverified = self.unverified.iter().map(|entry| ShownOnly {
            id: &entry.id,
            why: NeverComputed::Unverified,
            citation: entry.source.clone(),
            content: Sentence::new(&entry.content_zh, &entry.content),
            quote: "",
            note: Sentence::new(&entry.note_zh, &entry.note),
        });
        variable.chain(hours).chain(starts).chain(unverified)
    }

    /// The event with this code.
    pub fn event(&self, code: &str) -> Option<&EventEntry> {
        self.event_by_code.get(code).map(|index| &self.events[*index])
    }

    /// Periods that an event, or an entry that stands for it, starts.
    pub fn started_by(&self, mark: &str) -> impl Iterator<Item = &Rule> {
        let positions = self.marks.id(mark).map_or(&[][..], |mark| self.marks.started_by(mark));
        positions.iter().map(|position| &self.rules[*position])
    }
}
