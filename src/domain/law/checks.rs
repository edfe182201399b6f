//! What must hold in a rule book as a whole: every fault is noted with its line.

use std::collections::{BTreeMap, HashSet};

use super::entries::{EventEntry, LawEntry};
use super::fault::Faults;
use super::questions::Ambiguity;
use super::rule::Rule;
use super::settings::LegalSettings;
use crate::domain::case::event::EventKind;
use crate::domain::case::{CaseKind, Instance};

pub(super) fn citations<'a>(faults: &mut Faults<'_>, cited: impl Iterator<Item = (&'a String, &'a String, &'a String)>, laws: &[LawEntry]) {
    let known: HashSet<&str> = laws.iter().map(|law| law.key.as_str()).collect();
    if known.len() < laws.len() {
        faults.note("law", "法律代号重复", "a law key is used twice");
    }
    for (id, law, article) in cited {
        if !known.contains(law.as_str()) {
            faults.note_at(id, law, format!("未知的法律“{law}”"), format!("unknown law `{law}`"));
        }
        if article.trim().is_empty() {
            faults.note_at(id, "article", "未注明条款", "cites no article");
        }
    }
}

pub(super) fn events(faults: &mut Faults<'_>, rules: &[Rule], events: &[EventEntry]) {
    let mut known = HashSet::new();
    for event in events {
        if !known.insert(event.code.as_str()) {
            faults.note(&event.code, "事件重复", "the event is listed twice");
        }
        for also in event.also.iter().filter(|also| EventKind::of(also).is_none()) {
            faults.note_at(&event.code, also, format!("案卷中没有条目“{also}”"), format!("a case file has no entry `{also}`"));
        }
    }
    for rule in rules {
        let starts = std::iter::once(&rule.trigger_event).chain(&rule.latest_from).chain(&rule.restarted_by);
        let codes = starts.chain(&rule.satisfied_by).chain(&rule.on_lapse);
        for code in codes.filter(|code| !known.contains(code.as_str())) {
            faults.note_at(&rule.id, code, format!("事件“{code}”不在事件表中"), format!("event `{code}` is not in the dictionary"));
        }
        let entries = rule.moot_by.iter().chain(&rule.only_after);
        for code in entries.filter(|code| !known.contains(code.as_str()) && EventKind::of(code).is_none()) {
            faults.note_at(&rule.id, code, format!("未知的事件“{code}”"), format!("unknown event `{code}`"));
        }
    }
}

pub(super) fn validity(faults: &mut Faults<'_>, rules: &[Rule]) {
    let mut versions: BTreeMap<&str, Vec<&Rule>> = BTreeMap::new();
    for rule in rules {
        if rule.effective_to.is_some_and(|last| last < rule.effective_from) {
            faults.note_at(&rule.id, "effective_to", "失效日早于生效日", "ends before it begins");
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

pub(super) fn details(faults: &mut Faults<'_>, rules: &[Rule]) {
    for rule in rules {
        if rule.length == 0 {
            faults.note_at(&rule.id, "length = 0", "期间长度为零", "the length is zero");
        }
        for record in rule.records.iter().flatten() {
            if CaseKind::from_code(record).is_none() && Instance::from_code(record).is_none() {
                faults.note_at(&rule.id, record, format!("未知的案卷种类“{record}”"), format!("unknown kind of record `{record}`"));
            }
        }
        for exclusion in rule.suspends_during.iter().filter(|exclusion| exclusion.cite.trim().is_empty()) {
            let code = &exclusion.code;
            faults.note_at(&rule.id, code, format!("扣除情形“{code}”未注明条款"), format!("the exclusion `{code}` cites no article"));
        }
        for cause in rule.suspends_during.iter().filter_map(|exclusion| exclusion.opened_by.as_ref()) {
            let marked = || crate::domain::case::event::EVENTS.iter().flat_map(|kind| kind.fields).any(|field| field.marks == Some(cause));
            if EventKind::of(cause).is_none() && !marked() {
                faults.note_at(&rule.id, cause, format!("未知的事件“{cause}”"), format!("unknown event `{cause}`"));
            }
        }
    }
}

pub(super) fn questions(faults: &mut Faults<'_>, rules: &[Rule], ambiguities: &[Ambiguity]) {
    let mut known = HashSet::new();
    for question in ambiguities {
        if !known.insert(question.id.as_str()) {
            faults.note(&question.id, "疑义编号重复", "the ambiguity is listed twice");
        }
        for setting in question.settings.iter().filter(|setting| LegalSettings::default().chosen(setting).is_none()) {
            faults.note_at(&question.id, &quoted(setting), format!("未知的设置“{setting}”"), format!("unknown setting `{setting}`"));
        }
        if question.settings.is_empty() {
            faults.note(&question.id, "未说明由哪项设置选择", "names no setting that chooses");
        }
    }
    for rule in rules {
        for id in rule.ambiguity.iter().filter(|id| !known.contains(id.as_str())) {
            faults.note_at(&rule.id, &quoted(id), format!("未知的疑义“{id}”"), format!("unknown ambiguity `{id}`"));
        }
    }
}

pub(super) fn readings(faults: &mut Faults<'_>, rules: &[Rule], events: &[EventEntry]) {
    let settings = LegalSettings::default();
    for rule in rules {
        for reading in &rule.readings {
            let (setting, code) = (&reading.setting, &reading.choice);
            if settings.chosen(setting).is_none_or(|choice| choice.code == code || !choice.codes.contains(&code.as_str())) {
                faults.note_at(
                    &rule.id,
                    "readings",
                    format!("设置“{setting}”没有可另选的“{code}”"),
                    format!("the setting `{setting}` has no choice `{code}` beside its default"),
                );
            }
            let named = reading.trigger_event.iter().chain(&reading.latest_from).chain(&reading.restarted_by);
            let named = named.chain(reading.satisfied_by.iter().flatten());
            for event in named.filter(|event| !events.iter().any(|known| known.code == **event)) {
                faults.note_at(
                    &rule.id,
                    &quoted(event),
                    format!("事件“{event}”不在事件表中"),
                    format!("event `{event}` is not in the dictionary"),
                );
            }
        }
    }
}

fn quoted(code: &str) -> String {
    format!("\"{code}\"")
}
