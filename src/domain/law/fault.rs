//! What is wrong with data of the law: every fault of every file in one error, so that one reading mends them all.

use std::fmt;

use crate::domain::reading;
use crate::domain::words::{Lang, Sentence};

/// One fault in a data file of the law.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LawFault {
    /// Data file, as named under `config/`.
    pub file: &'static str,
    /// Line it stands on, from 1; `None` where the fault itself says its line or something is missing altogether.
    pub line: Option<usize>,
    /// Entry: an id or a code; may be empty where the line says it all.
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
        let lines = self.0.iter().map(|fault| {
            let place = match (fault.line, lang) {
                (None, _) => String::new(),
                (Some(line), Lang::Zh) => format!(" 第{line}行"),
                (Some(line), Lang::En) => format!(" line {line}"),
            };
            let entry = if fault.entry.is_empty() { String::new() } else { format!(" [{}]", fault.entry) };
            format!("{}{place}{entry} {}", fault.file, fault.what.in_lang(lang))
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
pub(super) struct Faults<'a> {
    file: &'static str,
    text: &'a str,
    found: Vec<LawFault>,
}

impl<'a> Faults<'a> {
    /// Nothing found yet in `file`, which says `text`.
    pub(super) fn of(file: &'static str, text: &'a str) -> Self {
        Self { file, text, found: Vec::new() }
    }

    /// Notes a fault of `entry`; of several of that name, of the last.
    pub(super) fn note(&mut self, entry: &str, zh: impl Into<String>, en: impl Into<String>) {
        self.note_at(entry, "", zh, en);
    }

    /// Notes a fault of `entry` that stands where it says `part`.
    pub(super) fn note_at(&mut self, entry: &str, part: &str, zh: impl Into<String>, en: impl Into<String>) {
        let line = line_of(self.text, entry, part);
        self.found.push(LawFault { file: self.file, line, entry: entry.to_owned(), what: Sentence::new(zh, en) });
    }

    /// Reads `value` as a `T`; what does not fit is noted.
    pub(super) fn read<T: serde::de::DeserializeOwned>(&mut self, entry: &str, value: toml::Value) -> Option<T> {
        match value.try_into() {
            Ok(read) => Some(read),
            Err(fault) => {
                let fault: toml::de::Error = fault;
                // the reader names a wrong value or key between backticks
                let part = fault.message().split('`').nth(1).unwrap_or_default().to_owned();
                let Sentence { zh, en } = reading::toml(&fault, self.text);
                self.note_at(entry, &part, zh, en);
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

    /// Reads the file as TOML.
    pub(super) fn parse(&mut self) -> toml::Table {
        self.text.parse().unwrap_or_else(|fault: toml::de::Error| {
            let what = reading::toml(&fault, self.text);
            self.found.push(LawFault { file: self.file, line: None, entry: String::new(), what });
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

/// The line, from 1, of `entry` in a text of tables: where it says `part`, else where its id, its key or its header stands.
fn line_of(text: &str, entry: &str, part: &str) -> Option<usize> {
    let is_name = |line: &str| match line.split_once('=') {
        Some((key, value)) => {
            (matches!(key.trim(), "id" | "key" | "code") && value.trim().trim_matches('"') == entry) || key.trim() == entry
        }
        None => line.trim().trim_matches(['[', ']']) == entry,
    };
    let lines: Vec<&str> = text.lines().collect();
    // an entry without a name goes by the position of its header
    if let Some((table, position)) = entry.rsplit_once(' ').and_then(|(table, position)| Some((table, position.parse::<usize>().ok()?))) {
        let header = format!("[[{table}]]");
        return lines.iter().enumerate().filter(|(_, line)| **line == header).nth(position.checked_sub(1)?).map(|(number, _)| number + 1);
    }
    let opens = |line: &&str| line.starts_with('[');
    let names = lines.iter().enumerate().filter(|(_, line)| is_name(line)).map(|(number, _)| number);
    let mut found = None;
    for name in names {
        let start = lines[..=name].iter().rposition(opens).unwrap_or(0);
        let end = lines[name + 1..].iter().position(opens).map_or(lines.len(), |more| name + 1 + more);
        let said = (start..end).find(|number| !part.is_empty() && lines[*number].contains(part));
        match said {
            Some(line) => return Some(line + 1),
            None => found = Some(name + 1),
        }
    }
    found
}
