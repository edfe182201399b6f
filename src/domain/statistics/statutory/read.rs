//! `config/statistics/tables/*.toml` as they are written, and what is wrong with them.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use toml::Spanned;
use toml::value::Datetime;

use super::layout::{Aspect, Column, Division, Group, Layout, LineRule, Quantity, Relation, Row, State, TableKind, Unit};
use super::level::AgencyLevel;
use super::share::AFTER;
use crate::domain::Day;
use crate::domain::case::Instance;
use crate::domain::law::{CodeBook, InstanceGroup};
use crate::domain::reading;
use crate::domain::statistics::place::{Place, line_of};
use crate::domain::statistics::{Measure, OutcomeSet, Registry, RegistryFaults};
use crate::domain::words::Sentence;

/// The bundled files, by name.
pub(super) const FILES: [(&str, &str); 5] = [
    ("tables/reconsideration-2010.toml", include_str!("../../../../config/statistics/tables/reconsideration-2010.toml")),
    ("tables/reconsideration-2015.toml", include_str!("../../../../config/statistics/tables/reconsideration-2015.toml")),
    ("tables/reconsideration-2018.toml", include_str!("../../../../config/statistics/tables/reconsideration-2018.toml")),
    ("tables/litigation-2011.toml", include_str!("../../../../config/statistics/tables/litigation-2011.toml")),
    ("tables/litigation-2015.toml", include_str!("../../../../config/statistics/tables/litigation-2015.toml")),
];

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct LayoutToml {
    table: TableKind,
    version: Spanned<String>,
    zh: String,
    en: String,
    number: Option<String>,
    valid_from: Datetime,
    valid_until: Option<Datetime>,
    #[serde(default)]
    source: String,
    rows_by: Aspect,
    outcomes_of: Vec<InstanceGroup>,
    #[serde(default)]
    outside: Vec<String>,
    rows: Vec<RowToml>,
    group: Vec<GroupToml>,
    rule: Vec<RuleToml>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RowToml {
    no: Spanned<u16>,
    zh: String,
    en: String,
    #[serde(default)]
    takes: Vec<String>,
    #[serde(default)]
    rest: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct GroupToml {
    id: Spanned<String>,
    zh: String,
    en: String,
    columns: Vec<ColumnToml>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ColumnToml {
    no: Option<u16>,
    id: Spanned<String>,
    zh: String,
    en: String,
    counts: String,
    #[serde(default)]
    of: Vec<String>,
    by: Option<Aspect>,
    #[serde(default)]
    takes: Vec<String>,
    #[serde(default)]
    rest: bool,
    #[serde(default)]
    of_which: bool,
    unit: Option<Unit>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleToml {
    id: Spanned<String>,
    zh: String,
    en: String,
    left: Vec<String>,
    relation: Relation,
    right: Vec<String>,
}

/// Reads and checks layouts: every fault, or all of them.
pub(super) fn layouts(files: &[(&'static str, &str)], codes: &CodeBook, registry: &Registry) -> Result<Vec<Layout>, RegistryFaults> {
    let mut faults = Vec::new();
    let mut layouts: Vec<Layout> = Vec::new();
    for (file, text) in files {
        match toml::from_str::<LayoutToml>(text) {
            Ok(written) => {
                let mut reader = Reader { file, text, codes, registry, faults: &mut faults };
                let line = written.version.span().start;
                let layout = reader.layout(written);
                if layouts.iter().any(|other| other.table == layout.table && other.version == layout.version) {
                    reader.fault(line, &layout.version, "版本重复", "version defined twice");
                }
                let overlaps = |other: &&Layout| {
                    let before = |one: &Layout, other: &Layout| one.valid_until.is_some_and(|until| until < other.valid_from);
                    other.table == layout.table && !before(other, &layout) && !before(&layout, other)
                };
                if let Some(other) = layouts.iter().find(overlaps) {
                    let zh = format!("施行期间与{}版重叠", other.version);
                    reader.fault(line, &layout.version, &zh, &format!("is valid at the same time as version {}", other.version));
                }
                layouts.push(layout);
            }
            Err(fault) => {
                let Sentence { zh, en } = reading::toml(&fault, text);
                faults.push(Sentence::new(format!("{file}：{zh}"), format!("{file}: {en}")));
            }
        }
    }
    if faults.is_empty() { Ok(layouts) } else { Err(RegistryFaults(faults)) }
}

struct Reader<'a> {
    file: &'static str,
    text: &'a str,
    codes: &'a CodeBook,
    registry: &'a Registry,
    faults: &'a mut Vec<Sentence>,
}

impl Reader<'_> {
    fn fault(&mut self, at: usize, id: &str, zh: &str, en: &str) {
        let place = Place { file: self.file, line: line_of(self.text, at) };
        self.faults.push(place.fault(id, zh, en));
    }

    fn day(&mut self, at: usize, id: &str, day: Datetime) -> Day {
        let read = day.date.and_then(|date| Day::from_ymd_opt(date.year.into(), date.month.into(), date.day.into()));
        read.unwrap_or_else(|| {
            self.fault(at, id, "施行日期应为日期", "validity is a day");
            Day::MIN
        })
    }

    fn layout(&mut self, written: LayoutToml) -> Layout {
        let at = written.version.span().start;
        let version = written.version.into_inner();
        if written.source.is_empty() {
            self.fault(at, &version, "缺少出处", "no source given");
        }
        let valid_from = self.day(at, &version, written.valid_from);
        let valid_until = written.valid_until.map(|day| self.day(at, &version, day));
        if valid_until.is_some_and(|until| until < valid_from) {
            self.fault(at, &version, "失效早于施行", "ends before it begins to be valid");
        }
        let outcomes = self.outcomes(&written.outcomes_of);
        let (mut rows, mut numbers) = (Vec::new(), BTreeSet::new());
        for row in written.rows {
            let at = row.no.span().start;
            let no = row.no.into_inner();
            if !numbers.insert(no) {
                self.fault(at, &no.to_string(), "行号重复", "row number used twice");
            }
            rows.push((
                at,
                Row {
                    no,
                    name: Sentence::new(row.zh, row.en),
                    division: Division { by: written.rows_by, takes: row.takes, rest: row.rest },
                },
            ));
        }
        let of_rows: Vec<(usize, String, &Division)> = rows.iter().map(|(at, row)| (*at, row.no.to_string(), &row.division)).collect();
        self.divided(written.rows_by, &of_rows, &written.outside, &outcomes, at, &version);
        let (groups, columns) = self.columns(written.group, &outcomes);
        let rules = written.rule.into_iter().map(|rule| self.rule(rule, &groups, &columns)).collect();
        Layout {
            table: written.table,
            version,
            name: Sentence::new(written.zh, written.en),
            number: written.number,
            valid_from,
            valid_until,
            source: written.source,
            rows_by: written.rows_by,
            outside: written.outside,
            rows: rows.into_iter().map(|(_, row)| row).collect(),
            groups,
            columns,
            rules,
        }
    }

    /// Endings the columns of the outcome must hold: those that close a case after it was taken up.
    fn outcomes(&self, groups: &[InstanceGroup]) -> Vec<String> {
        let of_table = self.codes.outcomes().filter(|entry| groups.contains(&entry.group) && entry.closing);
        let main = of_table.filter(|entry| !entry.flag("before_acceptance") && entry.part_of.is_none());
        main.map(|entry| entry.code.clone()).collect()
    }

    fn columns(&mut self, written: Vec<GroupToml>, outcomes: &[String]) -> (Vec<Group>, Vec<Column>) {
        let (mut groups, mut columns, mut places): (Vec<Group>, Vec<Column>, Vec<usize>) = Default::default();
        let (mut ids, mut numbers) = (BTreeSet::new(), BTreeSet::new());
        for group in written {
            let (at_group, id) = (group.id.span().start, group.id.into_inner());
            if groups.iter().any(|other| other.id == id) {
                self.fault(at_group, &id, "组重复", "group defined twice");
            }
            let (position, first) = (groups.len(), columns.len());
            groups.push(Group { id: id.clone(), name: Sentence::new(group.zh, group.en) });
            for column in group.columns {
                let at = column.id.span().start;
                if !ids.insert(column.id.get_ref().clone()) {
                    self.fault(at, column.id.get_ref(), "栏重复", "column defined twice");
                }
                if column.no.is_some_and(|no| !numbers.insert(no)) {
                    self.fault(at, column.id.get_ref(), "栏号重复", "column number used twice");
                }
                if let Some(column) = self.column(column, position) {
                    columns.push(column);
                    places.push(at);
                }
            }
            let mut by: BTreeMap<Aspect, Vec<(usize, String, &Division)>> = BTreeMap::new();
            for (column, at) in columns[first..].iter().zip(&places[first..]) {
                if let Some(division) = &column.division {
                    by.entry(division.by).or_default().push((*at, column.id.clone(), division));
                }
            }
            for (aspect, divisions) in by {
                self.divided(aspect, &divisions, &[], outcomes, at_group, &id);
            }
        }
        (groups, columns)
    }

    fn column(&mut self, written: ColumnToml, group: usize) -> Option<Column> {
        let (at, id) = (written.id.span().start, written.id.into_inner());
        let counts = match (State::from_code(&written.counts), Measure::from_code(&written.counts)) {
            (Some(state), _) => Quantity::State(state),
            (None, Some(measure)) => Quantity::Flow(measure),
            (None, None) => {
                self.fault(at, &id, &format!("未知的计量 {}", written.counts), &format!("unknown measure {}", written.counts));
                return None;
            }
        };
        let mut of: Vec<OutcomeSet> = Vec::new();
        for name in &written.of {
            match self.registry.set(name) {
                Some(set) => of.push(set.clone()),
                None => self.fault(at, &id, &format!("未知的集合 {name}"), &format!("unknown set {name}")),
            }
        }
        let division = match written.by {
            Some(by) => Some(Division { by, takes: written.takes, rest: written.rest }),
            None if written.takes.is_empty() && !written.rest => None,
            None => {
                self.fault(at, &id, "未写明按什么区分（by）", "does not say what divides it (by)");
                None
            }
        };
        let outcome_of_state =
            matches!(counts, Quantity::State(_)) && division.as_ref().is_some_and(|division| division.by == Aspect::Outcome);
        if outcome_of_state || (matches!(counts, Quantity::State(_)) && !of.is_empty()) {
            self.fault(at, &id, "期初、期末状态没有结案方式", "a state at a boundary has no outcome");
        }
        let unit = written.unit.unwrap_or(Unit::Cases);
        let name = Sentence::new(written.zh, written.en);
        Some(Column { no: written.no, id, group, name, counts, of, division, of_which: written.of_which, unit })
    }

    /// Checks that what stands side by side holds every value of an aspect exactly once.
    fn divided(
        &mut self,
        aspect: Aspect,
        divisions: &[(usize, String, &Division)],
        outside: &[String],
        outcomes: &[String],
        at_all: usize,
        all: &str,
    ) {
        let known: Option<Vec<String>> = match aspect {
            Aspect::Category | Aspect::Matter => None,
            Aspect::Instance => Some(Instance::ALL.iter().map(|instance| instance.code().to_owned()).collect()),
            Aspect::Outcome => Some(outcomes.to_vec()),
            Aspect::RespondentLevel => Some(AgencyLevel::ALL.iter().map(|level| level.code().to_owned()).collect()),
            // a township decides no reconsideration (23-24)
            Aspect::OrganLevel => {
                let organs = AgencyLevel::ALL.iter().filter(|level| **level != AgencyLevel::Township);
                Some(organs.map(|level| level.code().to_owned()).collect())
            }
            Aspect::Origin => Some(vec![AFTER.to_owned()]),
            Aspect::Role => Some(["original", "organ", "both"].map(str::to_owned).to_vec()),
        };
        let rest = divisions.iter().filter(|(.., division)| division.rest).count();
        if rest > 1 {
            self.fault(at_all, all, "“其他”写了两次", "what nothing else holds is named twice");
        }
        let mut taken: BTreeMap<&str, &str> = BTreeMap::new();
        for (at, id, division) in divisions {
            if division.takes.is_empty() != division.rest {
                self.fault(*at, id, "应写明 takes，或 rest = true，二者居一", "needs takes, or rest = true: one of the two");
            }
            for value in &division.takes {
                if let Some(other) = taken.insert(value, id) {
                    self.fault(*at, id, &format!("{value} 已归入 {other}"), &format!("{value} belongs to {other} already"));
                }
                if known.as_ref().is_some_and(|known| !known.contains(value)) {
                    self.fault(*at, id, &format!("没有“{value}”这个值"), &format!("there is no value {value}"));
                }
            }
        }
        for value in outside {
            if known.as_ref().is_some_and(|known| !known.contains(value)) || taken.contains_key(value.as_str()) {
                self.fault(
                    at_all,
                    all,
                    &format!("表外的“{value}”不存在或已归入某行"),
                    &format!("{value}, outside the table, is unknown or has a row"),
                );
            }
        }
        if rest == 0 {
            let hole = |value: &&String| !taken.contains_key(value.as_str()) && !outside.contains(value);
            let holes: Vec<&str> = known.iter().flatten().filter(hole).map(String::as_str).collect();
            if known.is_none() {
                self.fault(at_all, all, "须有“其他”（rest = true）", "needs one that holds the rest (rest = true)");
            } else if !holes.is_empty() {
                let (zh, en) = (format!("{}无处归入", holes.join("、")), format!("nothing holds {}", holes.join(", ")));
                self.fault(at_all, all, &zh, &en);
            }
        }
    }

    fn rule(&mut self, written: RuleToml, groups: &[Group], columns: &[Column]) -> LineRule {
        let (at, id) = (written.id.span().start, written.id.into_inner());
        let mut side = |names: Vec<String>| {
            let mut positions = Vec::new();
            for name in names {
                let found: Vec<usize> = match name.strip_prefix("group:") {
                    Some(group) => {
                        let position = groups.iter().position(|known| known.id == group);
                        let of_group = columns.iter().enumerate().filter(|(_, column)| Some(column.group) == position && !column.of_which);
                        of_group.map(|(position, _)| position).collect()
                    }
                    None => columns.iter().position(|column| column.id == name).into_iter().collect(),
                };
                if found.is_empty() {
                    self.fault(at, &id, &format!("未知的栏 {name}"), &format!("unknown column {name}"));
                }
                positions.extend(found);
            }
            positions
        };
        let (left, right) = (side(written.left), side(written.right));
        LineRule { id, name: Sentence::new(written.zh, written.en), left, relation: written.relation, right }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::law::Law;

    fn faults(text: &str) -> String {
        let law = Law::bundled().unwrap();
        let registry = Registry::bundled(&|_| true).unwrap();
        layouts(&[("t.toml", text)], &law.codes, &registry).map_or_else(|faults| faults.to_string(), |_| String::new())
    }

    const SOUND: &str = "table = 'litigation'
version = '1'
zh = '表'
en = 'table'
valid_from = 2015-01-01
source = 'x'
rows_by = 'instance'
outcomes_of = ['first-instance']
outside = ['retrial-review', 'retrial-first', 'retrial-second', 'supervision', 'public-interest', 'non-litigation-enforcement']
rows = [
  { no = 1, zh = '一审', en = 'first', takes = ['first-instance'] },
  { no = 2, zh = '二审', en = 'second', takes = ['second-instance'] },
]
[[group]]
id = 'ended'
zh = '结案'
en = 'ended'
columns = [
  { no = 1, id = 'lost', zh = '撤销', en = 'revoked', counts = 'suit-concluded', by = 'outcome', takes = ['J-REVOKE'] },
  { no = 2, id = 'other', zh = '其他', en = 'other', counts = 'suit-concluded', by = 'outcome', rest = true },
]
[[rule]]
id = 'B9'
zh = '甲'
en = 'a'
left = ['lost']
relation = '<='
right = ['group:ended']
";

    #[test]
    fn the_bundled_layouts_are_sound() {
        let law = Law::bundled().unwrap();
        let registry = Registry::bundled(&|_| true).unwrap();
        let layouts = layouts(&FILES, &law.codes, &registry).unwrap();
        assert_eq!(layouts.len(), FILES.len());
        let columns = |version: &str| layouts.iter().find(|layout| layout.version == version).map(|layout| layout.printed().count());
        assert_eq!(columns("2015"), Some(45), "the form of 2015 has 45 columns");
        for layout in &layouts {
            for rule in ["B4", "B6"] {
                assert!(layout.rules.iter().any(|known| known.id == rule), "{} has no {rule}", layout.version);
            }
        }
    }

    #[test]
    fn every_fault_names_its_file_and_line() {
        assert_eq!(faults(SOUND), "");
        for (from, to, told) in [
            (
                "counts = 'suit-concluded', by = 'outcome', takes",
                "counts = 'nothing', by = 'outcome', takes",
                "t.toml line 19, lost: unknown measure nothing",
            ),
            ("['lost']", "['nowhere']", "t.toml line 23, B9: unknown column nowhere"),
            ("id = 'other'", "id = 'lost'", "t.toml line 20, lost: column defined twice"),
            ("no = 2, id", "no = 1, id", "t.toml line 20, other: column number used twice"),
            ("{ no = 2, zh", "{ no = 1, zh", "t.toml line 12, 1: row number used twice"),
            (", takes = ['second-instance']", ", takes = ['first-instance']", "t.toml line 12, 2: first-instance belongs to 1 already"),
            ("'retrial-first', ", "", "t.toml line 2, 1: nothing holds retrial-first"),
            ("['J-REVOKE']", "['J-NOTHING']", "t.toml line 19, lost: there is no value J-NOTHING"),
            (", rest = true", ", takes = ['J-VOID']", "t.toml line 15, ended: nothing holds "),
            ("source = 'x'\n", "", "t.toml line 2, 1: no source given"),
            ("rows_by = 'instance'", "rows_by = 'category'", "t.toml line 2, 1: needs one that holds the rest (rest = true)"),
            ("'<='", "'<'", "t.toml: line 27: there is no value \"<\""),
        ] {
            let told_of = faults(&SOUND.replacen(from, to, 1));
            assert!(told_of.contains(told), "{told} not in {told_of}");
        }
    }

    #[test]
    fn two_versions_may_not_hold_at_once() {
        let law = Law::bundled().unwrap();
        let registry = Registry::bundled(&|_| true).unwrap();
        let second = SOUND.replace("version = '1'", "version = '2'");
        let told = layouts(&[("a.toml", SOUND), ("b.toml", &second)], &law.codes, &registry).unwrap_err();
        assert_eq!(told.to_string(), "b.toml line 2, 2: is valid at the same time as version 1");
    }
}
