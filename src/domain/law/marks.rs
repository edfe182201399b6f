//! The marks of a case file as small numbers, and what each period asks of them, so that a whole case is read without comparing texts.

use std::collections::HashMap;

use super::entries::EventEntry;
use super::rule::Rule;
use crate::domain::case::event::EVENTS;

/// Number of an event of a case file or of the dictionary.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MarkId(u16);

/// A set of marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkSet(Box<[u64]>);

impl MarkSet {
    /// Whether the mark is in it.
    pub fn contains(&self, mark: MarkId) -> bool {
        self.0[usize::from(mark.0) / 64] & (1 << (mark.0 % 64)) != 0
    }
}

/// What a period asks of the marks of a case; every event with all that stands for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleMarks {
    /// Marks that satisfy it.
    pub satisfied_by: MarkSet,
    /// Marks after which it no longer matters.
    pub moot_by: MarkSet,
    /// Marks one of which must have happened.
    pub only_after: Option<MarkSet>,
    /// Marks another text counts it from.
    pub latest_from: Option<MarkSet>,
    /// Marks that start it anew.
    pub restarted_by: Option<MarkSet>,
    /// Mark that its expiry is.
    pub on_lapse: Option<MarkId>,
    /// Its end is itself the event waited for, as with service by public notice.
    pub ends_by_itself: bool,
}

/// Every mark and every rule by number.
#[derive(Debug, Clone)]
pub struct Marks {
    ids: HashMap<String, MarkId>,
    rules: Vec<RuleMarks>,
    started_by: Vec<Vec<usize>>,
}

impl Marks {
    /// Numbers the events of case files and dictionary, and reads the rules by them. The rules were checked to name known events.
    pub(super) fn of(rules: &[Rule], events: &[EventEntry]) -> Self {
        let codes = EVENTS.iter().flat_map(|kind| std::iter::once(kind.code).chain(kind.fields.iter().filter_map(|field| field.marks)));
        let mut ids: HashMap<String, MarkId> = HashMap::new();
        for code in codes.chain(events.iter().map(|event| event.code.as_str())) {
            let next = MarkId(u16::try_from(ids.len()).unwrap_or(u16::MAX));
            ids.entry(code.to_owned()).or_insert(next);
        }
        let also: HashMap<&str, &[String]> = events.iter().map(|event| (event.code.as_str(), event.also.as_slice())).collect();
        let standing_for = |code: &'_ String| {
            let others = also.get(code.as_str()).copied().unwrap_or_default();
            std::iter::once(code).chain(others).filter_map(|code| ids.get(code).copied()).collect::<Vec<_>>()
        };
        let words = ids.len().div_ceil(64);
        let set = |codes: &mut dyn Iterator<Item = &String>| {
            let mut bits = vec![0; words];
            for mark in codes.flat_map(standing_for) {
                bits[usize::from(mark.0) / 64] |= 1 << (mark.0 % 64);
            }
            MarkSet(bits.into())
        };
        let mut started_by = vec![Vec::new(); ids.len()];
        for (index, rule) in rules.iter().enumerate() {
            for mark in std::iter::once(&rule.trigger_event).chain(&rule.restarted_by).flat_map(standing_for) {
                started_by[usize::from(mark.0)].push(index);
            }
        }
        let set_of = |code: &Option<String>| code.as_ref().map(|code| set(&mut std::iter::once(code)));
        let read = |rule: &Rule| RuleMarks {
            satisfied_by: set(&mut rule.satisfied_by.iter()),
            moot_by: set(&mut rule.moot_by.iter()),
            only_after: set_of(&rule.only_after),
            latest_from: set_of(&rule.latest_from),
            restarted_by: set_of(&rule.restarted_by),
            on_lapse: rule.on_lapse.as_ref().and_then(|event| ids.get(event).copied()),
            ends_by_itself: rule.on_lapse.as_ref().is_some_and(|event| rule.satisfied_by.is_empty() || rule.satisfied_by.contains(event)),
        };
        let read = rules.iter().map(read).collect();
        Self { ids, rules: read, started_by }
    }

    /// Number of a mark, by its code.
    pub fn id(&self, code: &str) -> Option<MarkId> {
        self.ids.get(code).copied()
    }

    /// What the rule at a position of the book asks.
    pub fn of_rule(&self, position: usize) -> &RuleMarks {
        &self.rules[position]
    }

    /// Positions of the rules that a mark starts.
    pub fn started_by(&self, mark: MarkId) -> &[usize] {
        &self.started_by[usize::from(mark.0)]
    }
}
