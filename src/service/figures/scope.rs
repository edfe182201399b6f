//! Whose cases a figure counts.

use serde::{Deserialize, Serialize};

use crate::domain::access::Tree;
use crate::domain::case::Instance;
use crate::domain::id::UnitId;
use crate::domain::statistics::{Dimension, Fact, Topic};

/// Which units' cases.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum UnitsIn {
    /// Every unit's, and those of none recorded.
    #[default]
    All,
    /// One unit's own.
    Own(UnitId),
    /// Those of a unit and all below it.
    Under(UnitId),
    /// Those of any of these units themselves: what somebody may see, say.
    Among(Vec<UnitId>),
}

/// Whose cases a figure counts; every part narrows it. An empty matter, category, officer or court means that none is recorded.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct FigureScope {
    /// Units.
    #[serde(default)]
    pub units: UnitsIn,
    /// Kind of record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instance: Option<Instance>,
    /// Matter 事项／案由.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub matter: Option<String>,
    /// Management category 行政管理类别.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    /// Officer 承办人.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub officer: Option<String>,
    /// Court.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub court: Option<String>,
}

impl FigureScope {
    /// One unit and all below it.
    pub fn under(unit: UnitId) -> Self {
        Self { units: UnitsIn::Under(unit), ..Self::default() }
    }

    /// The scope within what somebody may see: `None` is everything. What is asked for beyond that is left out.
    #[must_use]
    pub fn within(self, permitted: Option<&[UnitId]>, tree: &Tree) -> Self {
        let Some(permitted) = permitted else { return self };
        let units = match &self.units {
            UnitsIn::All => permitted.to_vec(),
            UnitsIn::Own(unit) => vec![*unit],
            UnitsIn::Under(unit) => tree.subtree(*unit),
            UnitsIn::Among(units) => units.clone(),
        };
        let seen: Vec<UnitId> = units.into_iter().filter(|unit| permitted.contains(unit)).collect();
        // nearly always one subtree, which has running totals
        let top = seen.iter().copied().find(|top| tree.subtree(*top) == seen);
        let units = match (&self.units, top) {
            (UnitsIn::Own(unit), _) if seen == [*unit] => UnitsIn::Own(*unit),
            (UnitsIn::Own(_) | UnitsIn::Among(_), _) | (_, None) => UnitsIn::Among(seen),
            (_, Some(top)) => UnitsIn::Under(top),
        };
        Self { units, ..self }
    }

    /// The running totals that hold the scope, where it is narrowed by at most one thing beside the kind of record.
    pub(super) fn member(&self) -> Option<(Dimension, String)> {
        let units = match &self.units {
            UnitsIn::All => None,
            UnitsIn::Own(unit) => Some((Dimension::Own, unit.to_string())),
            UnitsIn::Under(unit) => Some((Dimension::Under, unit.to_string())),
            UnitsIn::Among(units) => match units[..] {
                [unit] => Some((Dimension::Own, unit.to_string())),
                _ => return None,
            },
        };
        let topics = [
            (Dimension::Matter, &self.matter),
            (Dimension::Category, &self.category),
            (Dimension::Officer, &self.officer),
            (Dimension::Court, &self.court),
        ];
        let topics = topics.into_iter().filter_map(|(dimension, member)| Some((dimension, member.clone()?)));
        let narrowed: Vec<(Dimension, String)> = units.into_iter().chain(topics).collect();
        match <[(Dimension, String); 1]>::try_from(narrowed) {
            Ok([one]) => Some(one),
            Err(narrowed) if narrowed.is_empty() => Some((Dimension::All, String::new())),
            Err(_) => None,
        }
    }

    /// Whether a case is about what the scope asks for, units aside.
    pub(super) fn holds_topic(&self, topic: &Topic) -> bool {
        let holds = |wanted: &Option<String>, said: &String| wanted.as_ref().is_none_or(|wanted| wanted == said);
        holds(&self.matter, &topic.matter)
            && holds(&self.category, &topic.category)
            && holds(&self.officer, &topic.officer)
            && holds(&self.court, &topic.court)
    }

    /// Whether a fact is of the kind of record asked for.
    pub(super) fn holds_instance(&self, fact: &Fact) -> bool {
        self.instance.is_none_or(|instance| instance.code() == fact.instance)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::access::Branch;

    #[test]
    fn nobody_sees_beyond_what_is_permitted() {
        let branch = |id: i64, parent: Option<i64>| Branch { id: UnitId(id), parent: parent.map(UnitId), kind: None };
        let tree = Tree::new([branch(1, None), branch(2, Some(1)), branch(3, Some(2)), branch(4, Some(1))]).unwrap();
        let mine = [UnitId(2), UnitId(3)];
        let asked = |units: UnitsIn| FigureScope { units, ..FigureScope::default() }.within(Some(&mine), &tree).units;
        assert_eq!(asked(UnitsIn::All), UnitsIn::Under(UnitId(2)));
        assert_eq!(asked(UnitsIn::Under(UnitId(1))), UnitsIn::Under(UnitId(2)));
        assert_eq!(asked(UnitsIn::Own(UnitId(3))), UnitsIn::Own(UnitId(3)));
        assert_eq!(asked(UnitsIn::Own(UnitId(4))), UnitsIn::Among(vec![]));
        assert_eq!(asked(UnitsIn::Among(vec![UnitId(3), UnitId(4)])), UnitsIn::Among(vec![UnitId(3)]));
        assert_eq!(FigureScope::default().within(None, &tree), FigureScope::default());
    }

    #[test]
    fn one_thing_at_a_time_has_running_totals() {
        let all = FigureScope::default();
        assert_eq!(all.member(), Some((Dimension::All, String::new())));
        assert_eq!(FigureScope { instance: Some(Instance::First), ..all.clone() }.member(), Some((Dimension::All, String::new())));
        assert_eq!(FigureScope::under(UnitId(7)).member(), Some((Dimension::Under, "7".into())));
        let court = FigureScope { court: Some("某法院".into()), ..all.clone() };
        assert_eq!(court.member(), Some((Dimension::Court, "某法院".into())));
        assert_eq!(FigureScope { units: UnitsIn::Own(UnitId(7)), ..court }.member(), None);
        let among = |units: &[i64]| FigureScope { units: UnitsIn::Among(units.iter().map(|unit| UnitId(*unit)).collect()), ..all.clone() };
        assert_eq!(among(&[3]).member(), Some((Dimension::Own, "3".into())));
        assert_eq!((among(&[3, 4]).member(), among(&[]).member()), (None, None));
    }
}
