//! The rule book: all periods with their laws and events, checked as a whole when it is read.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde::Deserialize;

use super::fault::{Faults, LawFaults};
use super::rule::{Bound, EventKindInBook, Rule, RuleCase, toml_day, toml_day_if_any};
use super::settings::TransitionStrategy;
use crate::domain::Day;
use crate::domain::case::event::EventKind;
use crate::domain::case::{CaseKind, Instance};

const FILE: &str = "law/periods.toml";

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
    pub start: String,
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
    pub note: String,
}

/// A question the texts leave open.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "named as in the rule book")]
pub struct Ambiguity {
    pub id: String,
    pub topic: String,
    pub text: String,
}

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
    /// Periods, in the order of the book.
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
    by_id: HashMap<String, usize>,
    event_by_code: HashMap<String, usize>,
    by_trigger: HashMap<String, Vec<usize>>,
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
        let mut faults = Faults::of(FILE);
        let mut file = faults.parse(text);
        let laws: Vec<LawEntry> = faults.read_all(&mut file, "law", "key");
        let rules: Vec<Rule> = faults.read_all(&mut file, "period", "id");
        let events: Vec<EventEntry> = faults.read_all(&mut file, "event", "code");
        let start_rules: Vec<StartRule> = faults.read_all(&mut file, "start_rule", "id");
        let variable_periods: Vec<VariablePeriod> = faults.read_all(&mut file, "variable_period", "id");
        let hour_periods: Vec<HourPeriod> = faults.read_all(&mut file, "hour_period", "id");
        let unverified = faults.read_all(&mut file, "unverified", "id");
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
        check_citations(&mut faults, cited, &laws);
        check_events(&mut faults, &rules, &events);
        check_validity(&mut faults, &rules);
        check_details(&mut faults, &rules, &ambiguities);

        match (head, faults.found()) {
            (Some(head), found) if found.is_empty() => {
                let mut oldest_first: Vec<usize> = (0..rules.len()).collect();
                oldest_first.sort_by_key(|index| rules[*index].effective_from);
                let by_id = oldest_first.into_iter().map(|index| (rules[index].id.clone(), index)).collect();
                let event_by_code = events.iter().enumerate().map(|(index, event)| (event.code.clone(), index)).collect();
                let mut by_trigger: HashMap<String, Vec<usize>> = HashMap::new();
                for (index, rule) in rules.iter().enumerate() {
                    let also = events.iter().filter(|event| event.code == rule.trigger_event).flat_map(|event| &event.also);
                    for mark in std::iter::once(&rule.trigger_event).chain(also) {
                        by_trigger.entry(mark.clone()).or_default().push(index);
                    }
                }
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
                    by_id,
                    event_by_code,
                    by_trigger,
                })
            }
            (_, found) => Err(LawFaults(found)),
        }
    }

    /// The period with this id; of several versions the newest.
    pub fn get(&self, id: &str) -> Option<&Rule> {
        self.by_id.get(id).map(|index| &self.rules[*index])
    }

    /// The event with this code.
    pub fn event(&self, code: &str) -> Option<&EventEntry> {
        self.event_by_code.get(code).map(|index| &self.events[*index])
    }

    /// Periods that an event, or an entry that stands for it, starts.
    pub fn started_by(&self, mark: &str) -> impl Iterator<Item = &Rule> {
        self.by_trigger.get(mark).into_iter().flatten().map(|index| &self.rules[*index])
    }

    /// Whether an entry or mark of a case file stands for the event of the dictionary.
    pub fn stands_for(&self, mark: &str, event: &str) -> bool {
        mark == event || self.event(event).is_some_and(|entry| entry.also.iter().any(|also| also == mark))
    }
}

fn check_citations<'a>(faults: &mut Faults, cited: impl Iterator<Item = (&'a String, &'a String, &'a String)>, laws: &[LawEntry]) {
    let known: HashSet<&str> = laws.iter().map(|law| law.key.as_str()).collect();
    if known.len() < laws.len() {
        faults.note("law", "法律代号重复", "a law key is used twice");
    }
    for (id, law, article) in cited {
        if !known.contains(law.as_str()) {
            faults.note(id, format!("未知的法律“{law}”"), format!("unknown law `{law}`"));
        }
        if article.trim().is_empty() {
            faults.note(id, "未注明条款", "cites no article");
        }
    }
}

fn check_events(faults: &mut Faults, rules: &[Rule], events: &[EventEntry]) {
    let mut known = HashSet::new();
    for event in events {
        if !known.insert(event.code.as_str()) {
            faults.note(&event.code, "事件重复", "the event is listed twice");
        }
        for also in event.also.iter().filter(|also| EventKind::of(also).is_none()) {
            faults.note(&event.code, format!("案卷中没有条目“{also}”"), format!("a case file has no entry `{also}`"));
        }
    }
    for rule in rules {
        let codes = std::iter::once(&rule.trigger_event).chain(&rule.satisfied_by).chain(&rule.on_lapse);
        for code in codes.filter(|code| !known.contains(code.as_str())) {
            faults.note(&rule.id, format!("事件“{code}”不在事件表中"), format!("event `{code}` is not in the dictionary"));
        }
        let entries = rule.moot_by.iter().chain(&rule.only_after);
        for code in entries.filter(|code| !known.contains(code.as_str()) && EventKind::of(code).is_none()) {
            faults.note(&rule.id, format!("未知的事件“{code}”"), format!("unknown event `{code}`"));
        }
    }
}

fn check_validity(faults: &mut Faults, rules: &[Rule]) {
    let mut versions: BTreeMap<&str, Vec<&Rule>> = BTreeMap::new();
    for rule in rules {
        if rule.effective_to.is_some_and(|last| last < rule.effective_from) {
            faults.note(&rule.id, "失效日早于生效日", "ends before it begins");
        }
        let earlier = versions.entry(&rule.id).or_default();
        for other in earlier.iter() {
            let (first, second) = if other.effective_from <= rule.effective_from { (*other, rule) } else { (rule, *other) };
            if first.effective_from == second.effective_from {
                faults.note(&rule.id, "编号重复", "the id is used twice");
            } else if first.effective_to.is_none_or(|last| last >= second.effective_from) {
                faults.note(&rule.id, "同一编号的有效期重叠", "two versions of the id are in force at once");
            }
        }
        earlier.push(rule);
    }
}

fn check_details(faults: &mut Faults, rules: &[Rule], ambiguities: &[Ambiguity]) {
    let open: HashSet<&str> = ambiguities.iter().map(|ambiguity| ambiguity.id.as_str()).collect();
    for rule in rules {
        if rule.length == 0 {
            faults.note(&rule.id, "期间长度为零", "the length is zero");
        }
        for id in rule.ambiguity.iter().filter(|id| !open.contains(id.as_str())) {
            faults.note(&rule.id, format!("未知的疑义“{id}”"), format!("unknown ambiguity `{id}`"));
        }
        for record in rule.records.iter().flatten() {
            if CaseKind::from_code(record).is_none() && Instance::from_code(record).is_none() {
                faults.note(&rule.id, format!("未知的案卷种类“{record}”"), format!("unknown kind of record `{record}`"));
            }
        }
        for cause in rule.suspends_during.iter().filter_map(|exclusion| exclusion.opened_by.as_ref()) {
            let marked = || crate::domain::case::event::EVENTS.iter().flat_map(|kind| kind.fields).any(|field| field.marks == Some(cause));
            if EventKind::of(cause).is_none() && !marked() {
                faults.note(&rule.id, format!("未知的事件“{cause}”"), format!("unknown event `{cause}`"));
            }
        }
    }
}
