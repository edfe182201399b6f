//! The units of the district, by full name and by the short names in use.

use std::collections::{BTreeMap, HashMap};

use super::text::{clean, key};

/// Full names and short names, each leading to one unit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Units {
    by_name: HashMap<String, String>,
    short_names: BTreeMap<String, Vec<String>>,
}

/// A name that already belongs to another unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitFault {
    /// The name.
    pub name: String,
    /// The unit it belongs to.
    pub taken_by: String,
}

impl Units {
    /// Adds a unit; adding it again with further short names joins them.
    ///
    /// # Errors
    /// Each name that leads to another unit already; the others are added.
    pub fn add<'a>(&mut self, full_name: &'a str, short_names: impl IntoIterator<Item = &'a str>) -> Result<(), Vec<UnitFault>> {
        let full_name = clean(full_name);
        let mut faults = Vec::new();
        for name in std::iter::once(full_name).chain(short_names.into_iter().map(clean)).filter(|name| !name.is_empty()) {
            match self.by_name.get(&key(name)) {
                Some(unit) if unit != full_name => faults.push(UnitFault { name: name.to_owned(), taken_by: unit.clone() }),
                Some(_) => {}
                None => {
                    self.by_name.insert(key(name), full_name.to_owned());
                    let names = self.short_names.entry(full_name.to_owned()).or_default();
                    if name != full_name {
                        names.push(name.to_owned());
                    }
                }
            }
        }
        if faults.is_empty() { Ok(()) } else { Err(faults) }
    }

    /// The full name of the unit a name stands for, exactly after folding widths and blanks.
    pub fn resolve(&self, name: &str) -> Option<&str> {
        self.by_name.get(&key(name)).map(String::as_str)
    }

    /// Full names and their short names, by full name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[String])> {
        self.short_names.iter().map(|(full_name, names)| (full_name.as_str(), names.as_slice()))
    }

    /// How many units.
    pub fn len(&self) -> usize {
        self.short_names.len()
    }

    /// No unit is known.
    pub fn is_empty(&self) -> bool {
        self.short_names.is_empty()
    }

    /// Full names most like an unknown one: a hint for people, never an answer.
    pub fn like(&self, name: &str) -> Vec<&str> {
        const HINTS: usize = 3;
        let wanted = key(name);
        let mut scored: Vec<(usize, &str)> = self
            .by_name
            .iter()
            .map(|(known, unit)| {
                (
                    wanted.chars().filter(|c| known.contains(*c)).count() * 100 / wanted.chars().count().max(known.chars().count()).max(1),
                    unit.as_str(),
                )
            })
            .filter(|(score, _)| *score >= 60)
            .collect();
        scored.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
        let mut hints = Vec::new();
        for (_, unit) in scored {
            if !hints.contains(&unit) {
                hints.push(unit);
            }
        }
        hints.truncate(HINTS);
        hints
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_exact_and_belong_to_one_unit() {
        let mut units = Units::default();
        units.add("青禾区市场监督管理局", ["区市监局", "区市场监管局"]).unwrap();
        assert_eq!(units.resolve(" 区 市监局"), Some("青禾区市场监督管理局"));
        assert_eq!(units.resolve("市监局"), None);
        assert_eq!(units.like("区市场监督局"), ["青禾区市场监督管理局"]);
        let fault = units.add("青禾区民政局", ["区民政局", "区市监局"]).unwrap_err();
        assert_eq!(fault, [UnitFault { name: "区市监局".into(), taken_by: "青禾区市场监督管理局".into() }]);
        assert_eq!(units.resolve("区民政局"), Some("青禾区民政局"));
    }
}
