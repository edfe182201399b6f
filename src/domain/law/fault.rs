//! What is wrong with data of the law: every fault of every file in one error, so that one reading mends them all.

use std::fmt;

use crate::domain::words::{Lang, Sentence};

/// One fault in a data file of the law.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LawFault {
    /// Data file, as named under `config/`.
    pub file: &'static str,
    /// Entry: an id or a code; empty where the fault itself says its line.
    pub entry: String,
    /// What is wrong with it.
    pub what: Sentence,
}

/// All faults found while the law was loaded.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct LawFaults(pub Vec<LawFault>);

impl LawFaults {
    /// All faults, one a line, in one language.
    pub fn in_lang(&self, lang: Lang) -> String {
        let lines = self.0.iter().map(|fault| match fault.entry.as_str() {
            "" => format!("{} {}", fault.file, fault.what.in_lang(lang)),
            entry => format!("{} [{entry}] {}", fault.file, fault.what.in_lang(lang)),
        });
        lines.collect::<Vec<_>>().join("\n")
    }
}

impl fmt::Display for LawFaults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.in_lang(Lang::En))
    }
}

/// Collects the faults of one file.
#[derive(Debug)]
pub(super) struct Faults {
    file: &'static str,
    found: Vec<LawFault>,
}

impl Faults {
    /// Nothing found yet in `file`.
    pub(super) fn of(file: &'static str) -> Self {
        Self { file, found: Vec::new() }
    }

    /// Notes a fault of `entry`.
    pub(super) fn note(&mut self, entry: &str, zh: impl Into<String>, en: impl Into<String>) {
        self.found.push(LawFault { file: self.file, entry: entry.to_owned(), what: Sentence::new(zh, en) });
    }

    /// Reads `value` as a `T`; what does not fit is noted.
    pub(super) fn read<T: serde::de::DeserializeOwned>(&mut self, entry: &str, value: toml::Value) -> Option<T> {
        match value.try_into() {
            Ok(read) => Some(read),
            Err(fault) => {
                let fault = fault.to_string();
                let fault = fault.trim();
                self.note(entry, format!("不符合格式：{fault}"), format!("does not fit: {fault}"));
                None
            }
        }
    }

    /// Reads every entry of the array of tables `name`; entries are named by their `id` key, or else by their position.
    pub(super) fn read_all<T: serde::de::DeserializeOwned>(&mut self, file: &mut toml::Table, name: &str, id: &str) -> Vec<T> {
        let entries = match file.remove(name) {
            Some(toml::Value::Array(entries)) => entries,
            Some(_) => {
                self.note(name, format!("{name} 应为表数组"), format!("{name} must be an array of tables"));
                Vec::new()
            }
            None => Vec::new(),
        };
        let named = |(position, entry): (usize, toml::Value)| {
            let key = entry.get(id).and_then(toml::Value::as_str).map_or_else(|| format!("{name} {}", position + 1), str::to_owned);
            (key, entry)
        };
        entries.into_iter().enumerate().map(named).filter_map(|(key, entry)| self.read(&key, entry)).collect()
    }

    /// Reads the text of the file as TOML.
    pub(super) fn parse(&mut self, text: &str) -> toml::Table {
        text.parse().unwrap_or_else(|fault: toml::de::Error| {
            let fault = fault.to_string();
            self.note("TOML", format!("不是有效的TOML：{fault}"), format!("not valid TOML: {fault}"));
            toml::Table::new()
        })
    }

    /// Notes every key of the file that nobody read.
    pub(super) fn nothing_left(&mut self, file: toml::Table) {
        for key in file.keys() {
            self.note(key, "未知的键", "unknown key");
        }
    }

    /// The faults found.
    pub(super) fn found(self) -> Vec<LawFault> {
        self.found
    }
}
