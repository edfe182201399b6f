//! Reads typed values out of the layers, noting each fault instead of stopping at the first.

use std::ops::RangeInclusive;
use std::str::FromStr;

use toml::Value;

use super::fault::Fault;
use super::layers::Layers;
use super::one_of;
use crate::domain::words::Sentence;

/// The merged layers and the faults so far. A method answers `None` exactly when it has noted a fault.
pub(super) struct Reader(Layers);

impl Reader {
    pub fn over(layers: Layers) -> Self {
        Self(layers)
    }

    pub fn into_faults(self) -> Vec<Fault> {
        self.0.faults
    }

    /// Any text.
    pub fn text(&mut self, key: &str) -> Option<String> {
        let read = self.value(key).and_then(Value::as_str).map(str::to_owned);
        self.or_fault(key, read, || Sentence::new("应为文字", "expected a text"), true)
    }

    /// A text of a certain shape which may hold a secret: a fault does not repeat it.
    pub fn secret(&mut self, key: &str, fits: impl Fn(&str) -> bool, expected: Sentence) -> Option<String> {
        let read = self.value(key).and_then(Value::as_str).filter(|text| fits(text)).map(str::to_owned);
        self.or_fault(key, read, || expected, false)
    }

    /// A text that can be read as a value of its own kind.
    pub fn parsed<T: FromStr>(&mut self, key: &str, expected: impl FnOnce() -> Sentence) -> Option<T> {
        let read = self.value(key).and_then(Value::as_str).and_then(|text| text.parse().ok());
        self.or_fault(key, read, expected, true)
    }

    /// A whole number within bounds.
    pub fn number(&mut self, key: &str, bounds: RangeInclusive<u64>) -> Option<u64> {
        let read = self.value(key).and_then(Value::as_integer).and_then(|n| u64::try_from(n).ok()).filter(|n| bounds.contains(n));
        let (least, most) = (bounds.start(), bounds.end());
        let expected = || match *most {
            u64::MAX => Sentence::new(format!("应为不小于 {least} 的整数"), format!("expected a whole number from {least}")),
            most => Sentence::new(format!("应为 {least} 至 {most} 的整数"), format!("expected a whole number from {least} to {most}")),
        };
        self.or_fault(key, read, expected, true)
    }

    /// Whole numbers within bounds: a list, or in a variable `7,3,1`.
    pub fn numbers(&mut self, key: &str, bounds: RangeInclusive<u32>) -> Option<Vec<u32>> {
        let within = |n: u32| Some(n).filter(|n| bounds.contains(n));
        let read = self.value(key).and_then(|value| match value {
            Value::Array(list) => list.iter().map(|n| n.as_integer().and_then(|n| u32::try_from(n).ok()).and_then(within)).collect(),
            Value::String(text) => text.split(',').map(|n| n.trim().parse().ok().and_then(within)).collect(),
            _ => None,
        });
        let (least, most) = (bounds.start(), bounds.end());
        let expected = || {
            Sentence::new(format!("应为 {least} 至 {most} 的整数列表"), format!("expected a list of whole numbers from {least} to {most}"))
        };
        self.or_fault(key, read, expected, true)
    }

    /// One of a few names.
    pub fn choice<T: Copy>(&mut self, key: &str, choices: &[(&str, T)]) -> Option<T> {
        let named = |text: &str| choices.iter().find(|(name, _)| *name == text).map(|(_, value)| *value);
        let read = self.value(key).and_then(Value::as_str).and_then(named);
        self.or_fault(key, read, || one_of(choices), true)
    }

    fn value(&self, key: &str) -> Option<&Value> {
        self.0.values.get(key).map(|(value, _)| value)
    }

    fn or_fault<T>(&mut self, key: &str, read: Option<T>, expected: impl FnOnce() -> Sentence, show: bool) -> Option<T> {
        if read.is_none()
            && let Some((value, origin)) = self.0.values.get(key)
        {
            let Sentence { zh, en } = expected();
            let what =
                if show { Sentence::new(format!("{zh}，实为 {value}"), format!("{en}, found {value}")) } else { Sentence { zh, en } };
            self.0.faults.push(Fault { origin: origin.clone(), key: Some(key.to_owned()), what });
        }
        read
    }
}
