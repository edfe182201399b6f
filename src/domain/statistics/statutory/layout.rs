//! The layout of a statutory table: rows, columns, balance rules, as read from its file.

use super::read::{self, FILES};
use crate::domain::Day;
use crate::domain::case::CaseKind;
use crate::domain::case::parts::words;
use crate::domain::law::CodeBook;
use crate::domain::statistics::{Measure, OutcomeSet, Registry, RegistryFaults};
use crate::domain::words::Sentence;

words! {
    /// Which statutory table.
    TableKind {
        Reconsideration = "reconsideration" "行政复议案件统计报表" "statistical table of reconsideration cases",
        Litigation = "litigation" "行政应诉案件统计报表" "statistical table of suits",
    }
    /// A count that is read from the state of a case at a boundary of the period, or from several of its facts.
    State {
        CarriedOver = "carried-over" "上期结转" "open when the period began",
        Pending = "pending" "未审结" "open when the period ended",
        UnexaminedBefore = "unexamined-before" "上期末尚未审查" "not yet examined when the period began",
        Unexamined = "unexamined" "尚未审查" "not yet examined when the period ended",
        PendingBeforeByDates = "pending-before-by-dates" "上期未审结（按办理日期）" "open when the period began, by the dates of the file",
        OpinionsPerformed = "opinions-performed" "意见书落实数" "opinion letters of the period carried out by its end",
        IncidentalReview = "incidental-review" "附带审查" "accepted in the period with a request to review a normative document",
    }
    /// What divides rows, or the columns of a group.
    Aspect {
        Category = "category" "行政管理类别" "management category",
        Instance = "instance" "审级" "kind of record",
        Outcome = "outcome" "结案方式" "outcome",
        RespondentLevel = "respondent-level" "机关级别" "level of the agency",
        OrganLevel = "organ-level" "复议机关级别" "level of the organ",
        Matter = "matter" "事项" "matter",
        Origin = "origin" "来源" "after a reconsideration or not",
        Role = "role" "应诉机关" "agency that acted, or organ",
    }
    /// What a column is counted in.
    Unit {
        Cases = "cases" "件" "cases",
        Persons = "persons" "人" "persons",
        Letters = "letters" "份" "letters",
        Fen = "fen" "元" "yuan",
    }
    /// How the sides of a balance rule stand to each other.
    Relation {
        Equal = "=" "等于" "equals",
        AtMost = "<=" "不超过" "is at most",
        OnlyIf = "only-if" "须有" "needs",
    }
}

impl TableKind {
    /// The cases it counts.
    pub const fn cases(self) -> CaseKind {
        match self {
            Self::Reconsideration => CaseKind::Reconsideration,
            Self::Litigation => CaseKind::Litigation,
        }
    }
}

/// What a column counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quantity {
    /// A measure, on the days of the period.
    Flow(Measure),
    /// A state.
    State(State),
}

/// The values of an aspect that a row or column holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Division {
    /// What divides.
    pub by: Aspect,
    /// Its values; of a category or matter, words of it.
    pub takes: Vec<String>,
    /// What nothing beside it holds, several values at once, and what is not recorded.
    pub rest: bool,
}

/// A row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its number on the form.
    pub no: u16,
    /// Its name.
    pub name: Sentence,
    /// What it holds.
    pub division: Division,
}

/// A heading over columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Id.
    pub id: String,
    /// Name.
    pub name: Sentence,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its number on the form; `None`: reckoned for the balance, not printed.
    pub no: Option<u16>,
    /// Id.
    pub id: String,
    /// Position of its group.
    pub group: usize,
    /// Name.
    pub name: Sentence,
    /// What it counts.
    pub counts: Quantity,
    /// Only these outcomes; empty: every one.
    pub of: Vec<OutcomeSet>,
    /// What divides it from its neighbours.
    pub division: Option<Division>,
    /// It stands beside the other columns of its group, not added to them 其中.
    pub of_which: bool,
    /// What it is counted in.
    pub unit: Unit,
}

/// A balance rule 勾稽关系 of a layout.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineRule {
    /// Id, e.g. B2; several equations may share it.
    pub id: String,
    /// What it says.
    pub name: Sentence,
    /// Positions of the columns summed on the left.
    pub left: Vec<usize>,
    /// How the sides stand.
    pub relation: Relation,
    /// Positions of the columns summed on the right.
    pub right: Vec<usize>,
}

/// A statutory table as one version lays it out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    /// Which table.
    pub table: TableKind,
    /// Version.
    pub version: String,
    /// Name of the form.
    pub name: Sentence,
    /// Number of the form 表号, where known.
    pub number: Option<String>,
    /// First last-day of periods it is printed for.
    pub valid_from: Day,
    /// Last such day; `None`: still in use.
    pub valid_until: Option<Day>,
    /// The instrument it follows.
    pub source: String,
    /// What divides the rows.
    pub rows_by: Aspect,
    /// Values of it that belong to no row: such cases are not of this table.
    pub outside: Vec<String>,
    /// Rows.
    pub rows: Vec<Row>,
    /// Headings.
    pub groups: Vec<Group>,
    /// Columns.
    pub columns: Vec<Column>,
    /// Balance rules.
    pub rules: Vec<LineRule>,
}

/// Every layout there is, checked.
#[derive(Debug, Clone)]
pub struct Layouts(Vec<Layout>);

impl Layouts {
    /// The bundled layouts.
    ///
    /// # Errors
    /// Every fault of the files, each with file and line.
    pub fn bundled(codes: &CodeBook, registry: &Registry) -> Result<Self, RegistryFaults> {
        Self::read(&FILES, codes, registry)
    }

    /// Reads layouts, by name of file and text.
    ///
    /// # Errors
    /// As [`Layouts::bundled`].
    pub fn read(files: &[(&'static str, &str)], codes: &CodeBook, registry: &Registry) -> Result<Self, RegistryFaults> {
        read::layouts(files, codes, registry).map(Self)
    }

    /// Every layout.
    pub fn iter(&self) -> impl Iterator<Item = &Layout> {
        self.0.iter()
    }

    /// The layout a period that ends on a day is printed in; with a version, that one whatever the day.
    pub fn of(&self, table: TableKind, to: Day, version: Option<&str>) -> Option<&Layout> {
        self.0.iter().filter(|layout| layout.table == table).find(|layout| match version {
            Some(version) => layout.version == version,
            None => layout.valid_from <= to && layout.valid_until.is_none_or(|until| to <= until),
        })
    }
}

impl Layout {
    /// The column with an id.
    pub fn column(&self, id: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.id == id)
    }

    /// Columns that are printed, with their positions.
    pub fn printed(&self) -> impl Iterator<Item = (usize, &Column)> {
        self.columns.iter().enumerate().filter(|(_, column)| column.no.is_some())
    }

    /// The place among `divisions` where a value belongs: the one that names it, else the rest. Several values at once, and a value that is
    /// not recorded, belong to the rest. `None`: nowhere.
    pub(super) fn place<'a>(divisions: impl Iterator<Item = &'a Division> + Clone, value: &Value<'_>) -> Option<usize> {
        let rest = || divisions.clone().position(|division| division.rest);
        let named = match value {
            Value::One(text) => divisions.clone().position(|division| division.takes.iter().any(|known| known == text)).or_else(|| {
                let main = text.split_once('.').map(|(main, _)| main)?;
                divisions.clone().position(|division| division.takes.iter().any(|known| known == main))
            }),
            Value::Text(text) => {
                let mut places: Vec<usize> = text.split(SEPARATORS).filter_map(|piece| by_words(divisions.clone(), piece.trim())).collect();
                places.sort_unstable();
                places.dedup();
                <[usize; 1]>::try_from(places).ok().map(|[only]| only)
            }
            Value::Several | Value::Unknown => None,
        };
        named.or_else(rest)
    }
}

/// What stands between the matters of one application.
const SEPARATORS: [char; 6] = ['、', '；', ';', '，', ',', '/'];

/// The first division one of whose words is the text, else the first one of whose words stands in it.
fn by_words<'a>(divisions: impl Iterator<Item = &'a Division> + Clone, text: &str) -> Option<usize> {
    let holds = |division: &Division, same: &dyn Fn(&str) -> bool| division.takes.iter().any(|word| same(word));
    divisions
        .clone()
        .position(|division| holds(division, &|word| word == text))
        .or_else(|| divisions.clone().position(|division| holds(division, &|word| text.contains(word))))
}

/// The value of an aspect in a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Value<'a> {
    /// A code.
    One(&'a str),
    /// Words of a ledger.
    Text(&'a str),
    /// More than one: several respondents.
    Several,
    /// Not recorded.
    Unknown,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_has_one_place_or_the_rest() {
        let division =
            |takes: &[&str], rest| Division { by: Aspect::Matter, takes: takes.iter().map(|&word| word.to_owned()).collect(), rest };
        let columns = [division(&["行政处罚", "处罚"], false), division(&["信息公开"], false), division(&[], true)];
        let place = |value: Value<'_>| Layout::place(columns.iter(), &value);
        assert_eq!(place(Value::Text("治安处罚决定")), Some(0));
        assert_eq!(place(Value::Text("信息公开")), Some(1));
        assert_eq!(place(Value::Text("行政处罚、信息公开")), Some(2), "two matters stand under 其他, never twice");
        assert_eq!(place(Value::Text("行政处罚；没收处罚")), Some(0));
        assert_eq!(place(Value::Unknown), Some(2));
        assert_eq!(Layout::place(columns[..2].iter(), &Value::Text("婚姻登记")), None);
        assert_eq!(Layout::place([division(&["VARY"], false)].iter(), &Value::One("VARY.a")), Some(0));
    }
}
