//! What is wrong with the settings: every fault, with its place, its name and what was expected.

use std::fmt;
use std::path::PathBuf;

use crate::domain::words::{Lang, Sentence, Words};

/// The layer a value came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// The compiled-in defaults.
    Manual,
    /// The file named by `--config`.
    File(PathBuf),
    /// An environment variable, by name.
    Environment(String),
    /// A command-line option, as typed.
    Option(&'static str),
}

/// One thing that is wrong with one setting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The layer.
    pub origin: Origin,
    /// Dotted name of the setting; absent when the fault is of the file as a whole.
    pub key: Option<String>,
    /// What is wrong: what was expected and, unless it may hold a secret, what was found.
    pub what: Sentence,
}

const MANUAL: Words = Words { zh: "内置默认设置", en: "built-in defaults" };
const ENVIRONMENT: Words = Words { zh: "环境变量", en: "environment" };
const OPTION: Words = Words { zh: "命令行", en: "command line" };

impl Fault {
    /// `bureau.toml: statistics.decimals: expected …`, in one language.
    pub fn in_lang(&self, lang: Lang) -> String {
        let (place, name) = match &self.origin {
            Origin::Manual => (MANUAL.in_lang(lang).to_owned(), self.key.as_deref()),
            Origin::File(path) => (path.display().to_string(), self.key.as_deref()),
            Origin::Environment(variable) => (ENVIRONMENT.in_lang(lang).to_owned(), Some(variable.as_str())),
            Origin::Option(option) => (OPTION.in_lang(lang).to_owned(), Some(*option)),
        };
        let parts: Vec<&str> = [Some(place.as_str()), name, Some(self.what.in_lang(lang))].into_iter().flatten().collect();
        parts.join(COLON.in_lang(lang))
    }
}

const COLON: Words = Words { zh: "：", en: ": " };

/// Every fault of the settings, at once.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct SettingsFaults(pub Vec<Fault>);

impl SettingsFaults {
    /// The one message: how many faults, then each on its own line.
    pub fn in_lang(&self, lang: Lang) -> String {
        let count = self.0.len();
        let head = match lang {
            Lang::Zh => format!("设置有误，共 {count} 处："),
            Lang::En => format!("the settings have {count} fault{}:", if count == 1 { "" } else { "s" }),
        };
        self.0.iter().fold(head, |text, fault| text + "\n  " + &fault.in_lang(lang))
    }
}

impl fmt::Display for SettingsFaults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.in_lang(Lang::En))
    }
}
