//! The layers laid on each other: one flat map from dotted name to value and where it came from.

use std::collections::BTreeMap;
use std::path::Path;

use toml::{Table, Value};

use super::Override;
use super::fault::{Fault, Origin};
use crate::disk;
use crate::domain::reading;
use crate::domain::words::Sentence;

/// Variables of this prefix steer the tests, not the product.
const TESTS: &str = "FUYI_TEST_";

/// Values by dotted name, each with the layer that gave it, and the faults met while laying.
#[derive(Debug)]
pub(super) struct Layers {
    pub values: BTreeMap<String, (Value, Origin)>,
    pub faults: Vec<Fault>,
}

impl Layers {
    /// The lowest layer: the compiled-in manual, which alone says what names exist.
    pub fn of(manual: &str) -> Self {
        let mut layers = Self { values: BTreeMap::new(), faults: Vec::new() };
        if let Some(table) = layers.parse(manual, &Origin::Manual) {
            flatten(table, "", &mut |key, value| {
                layers.values.insert(key, (value, Origin::Manual));
            });
        }
        layers
    }

    /// Lays the text of a file on what is there.
    pub fn lay_file(&mut self, path: &Path, text: &str) {
        let origin = Origin::File(path.to_owned());
        if let Some(table) = self.parse(text, &origin) {
            flatten(table, "", &mut |key, value| self.lay(key, value, origin.clone()));
        }
    }

    /// Notes that a file cannot be read.
    pub fn refuse_file(&mut self, path: &Path, error: &std::io::Error) {
        let what = disk::sentence(error);
        let what = Sentence::new(format!("无法读取：{}", what.zh), format!("cannot be read: {}", what.en));
        self.faults.push(Fault { origin: Origin::File(path.to_owned()), key: None, what });
    }

    /// Lays the `FUYI_*` variables: `FUYI_DATABASE_URL` is `database.url`.
    pub fn lay_environment(&mut self, environment: impl IntoIterator<Item = (String, String)>) {
        let names: BTreeMap<String, String> = self.values.keys().map(|key| (variable(key), key.clone())).collect();
        let mut ours: Vec<_> = environment.into_iter().filter(|(name, _)| name.starts_with("FUYI_") && !name.starts_with(TESTS)).collect();
        ours.sort();
        for (name, text) in ours {
            let key = names.get(&name).cloned().unwrap_or_else(|| name.clone());
            self.lay_text(key, text, Origin::Environment(name));
        }
    }

    /// Lays what command-line options say.
    pub fn lay_overrides(&mut self, overrides: impl IntoIterator<Item = Override>) {
        for (option, key, text) in overrides {
            self.lay_text(key.to_owned(), text, Origin::Option(option));
        }
    }

    /// A text takes the type of the value it replaces where it can be read so; the reader refuses it where it cannot.
    fn lay_text(&mut self, key: String, text: String, origin: Origin) {
        let value = match self.values.get(&key) {
            Some((Value::Integer(_), _)) => text.parse().map(Value::Integer).unwrap_or(Value::String(text)),
            Some((Value::Boolean(_), _)) => text.parse().map(Value::Boolean).unwrap_or(Value::String(text)),
            _ => Value::String(text),
        };
        self.lay(key, value, origin);
    }

    fn lay(&mut self, key: String, value: Value, origin: Origin) {
        match self.values.get_mut(&key) {
            Some(slot) => *slot = (value, origin),
            None => {
                let what =
                    Sentence::new("没有这个设置项，见 config/default.toml", "no setting has this name; config/default.toml lists them");
                self.faults.push(Fault { origin, key: Some(key), what });
            }
        }
    }

    fn parse(&mut self, text: &str, origin: &Origin) -> Option<Table> {
        match text.parse::<Table>() {
            Ok(table) => Some(table),
            Err(error) => {
                let what = reading::toml(&error, text);
                self.faults.push(Fault { origin: origin.clone(), key: None, what });
                None
            }
        }
    }
}

/// The environment variable of a setting.
fn variable(key: &str) -> String {
    format!("FUYI_{}", key.replace(['.', '-'], "_").to_uppercase())
}

fn flatten(table: Table, prefix: &str, see: &mut dyn FnMut(String, Value)) {
    for (name, value) in table {
        let key = format!("{prefix}{name}");
        match value {
            Value::Table(inner) => flatten(inner, &format!("{key}."), see),
            value => see(key, value),
        }
    }
}
