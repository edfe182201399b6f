//! A sheet as it was met, for a person to say what its columns hold: their headers, a value each, and the fact each is read as.

use std::collections::BTreeMap;

use super::cell::{Address, Row};
use super::fault::Fault;
use super::header::Names;
use super::mapping::SheetMapping;
use super::plan::SheetPlan;
use super::text::{clean, excerpt};
use super::vocabulary::{Column, KindWords, SheetKind};
use crate::domain::words::Sentence;

/// One sheet as it was met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetSurvey {
    /// Name on its tab.
    pub name: String,
    /// What it is read as; [`SheetKind::Ignore`] where nothing fits or it is left out.
    pub kind: SheetKind,
    /// First row of the header, from 1; the row with the most cells where no header was recognised.
    pub header_row: u32,
    /// Every column in which something stands, from left to right.
    pub columns: Vec<ColumnSurvey>,
    /// The facts a column of such a sheet can hold; none of a sheet that is not read.
    pub facts: Vec<FactOffer>,
}

/// One column as it was met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnSurvey {
    /// Its header, or where it stands when it has none.
    pub at: Address,
    /// Text of the header, of several rows together; may be empty.
    pub header: String,
    /// The first value below the header, shortened; empty when there is none near the top.
    pub sample: String,
    /// The fact it is read as.
    pub fact: Option<Column>,
    /// How a mapping names it: by its header where that leads to it, else by its letters.
    reference: String,
}

/// A fact a column can be said to hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FactOffer {
    /// The fact.
    pub column: Column,
    /// Without it the sheet cannot be read.
    pub necessary: bool,
}

impl SheetSurvey {
    /// Looks at the first rows of a sheet, beside the reading it was given, if any.
    pub(super) fn of(name: &str, top: &[Row], plan: Option<&SheetPlan>, words: Option<&KindWords>, saved: Option<&SheetMapping>) -> Self {
        // a header names most columns; a row of data below may fill one that has no name
        let most = top.iter().map(|row| row.cells.len()).max().unwrap_or_default();
        let likely = || top.iter().find(|row| row.cells.len() * 4 >= most * 3).map_or(1, |row| row.number);
        let header_row = plan.map(|plan| plan.header_row).or_else(|| saved?.header_row).unwrap_or_else(likely);
        let first_row = plan.map_or(header_row + 1, |plan| plan.first_row);
        let (header, below): (Vec<&Row>, Vec<&Row>) =
            top.iter().filter(|row| row.number >= header_row).partition(|row| row.number < first_row);
        let names = Names::of(&header.into_iter().cloned().collect::<Vec<_>>());
        let mut columns: BTreeMap<u32, String> = names.0.keys().map(|column| (*column, String::new())).collect();
        for cell in below.iter().flat_map(|row| &row.cells) {
            let sample = columns.entry(cell.address.column).or_default();
            if sample.is_empty() {
                *sample = excerpt(clean(&cell.value.to_string()));
            }
        }
        let fact = |at: u32| plan.and_then(|plan| plan.columns.iter().find(|(_, (column, _))| *column == at)).map(|(fact, _)| *fact);
        let column = |(column, sample): (u32, String)| {
            let header = names.0.get(&column).map_or_else(String::new, |(_, shown)| shown.clone());
            let leads_here = !header.is_empty() && names.column(&header) == Some(column);
            let reference = if leads_here { header.clone() } else { Address::letters(column) };
            ColumnSurvey { at: Address { row: header_row, column }, header, sample, fact: fact(column), reference }
        };
        let offers = words.iter().flat_map(|words| &words.columns);
        Self {
            name: name.to_owned(),
            kind: words.map_or(SheetKind::Ignore, |words| words.kind),
            header_row,
            columns: columns.into_iter().map(column).collect(),
            facts: offers.map(|words| FactOffer { column: words.column, necessary: words.necessary }).collect(),
        }
    }

    /// How a mapping names a column.
    pub(super) fn reference(&self, column: u32) -> Option<String> {
        self.columns.iter().find(|met| met.at.column == column).map(|met| met.reference.clone())
    }

    /// What somebody chose, as a mapping. Where they say the sheet lists something else, or has its header elsewhere, what they chose for
    /// the columns was of another sheet: the columns are then guessed anew.
    ///
    /// # Errors
    /// Two columns that are said to hold the same fact: each after the first by its cell.
    pub fn chosen(
        &self,
        kind: SheetKind,
        header_row: u32,
        fact_of: impl Fn(&ColumnSurvey) -> Option<Column>,
    ) -> Result<SheetMapping, Vec<Fault>> {
        let mut mapping = SheetMapping { name: self.name.clone(), kind, header_row: Some(header_row), columns: BTreeMap::new() };
        if kind == SheetKind::Ignore {
            mapping.header_row = None;
        }
        if (kind, header_row) != (self.kind, self.header_row) {
            return Ok(mapping);
        }
        let mut faults = Vec::new();
        let mut taken: BTreeMap<Column, Address> = BTreeMap::new();
        for column in &self.columns {
            let Some(fact) = fact_of(column).filter(|fact| self.facts.iter().any(|offer| offer.column == *fact)) else { continue };
            match taken.get(&fact) {
                None => {
                    taken.insert(fact, column.at);
                    mapping.columns.insert(fact, column.reference.clone());
                }
                Some(first) => faults.push(Fault {
                    sheet: self.name.clone(),
                    row: Some(column.at.row),
                    cell: Some(column.at),
                    value: excerpt(&column.header),
                    expected: Sentence::new(
                        format!("与{}列不同的内容；“{}”只能由一列表示", Address::letters(first.column), fact.words().zh),
                        format!(
                            "something else than column {}; only one column can hold “{}”",
                            Address::letters(first.column),
                            fact.words().en
                        ),
                    ),
                }),
            }
        }
        // what nobody chose is not to be guessed again
        self.facts.iter().for_each(|offer| {
            mapping.columns.entry(offer.column).or_default();
        });
        if faults.is_empty() { Ok(mapping) } else { Err(faults) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ledger::{CellValue, Mapping, Plan, RowSource, Rows, SheetInfo, Vocabulary, cell::Cell};

    /// A workbook of one sheet, typed out.
    struct Typed(Vec<SheetInfo>, Vec<Vec<&'static str>>);

    impl RowSource for Typed {
        type Error = String;

        fn sheets(&self) -> &[SheetInfo] {
            &self.0
        }

        fn rows(&mut self, _: usize) -> Result<Rows<'_, String>, String> {
            let row = |(at, texts): (usize, &Vec<&str>)| {
                let number = at as u32 + 1;
                let cell = |(column, text): (usize, &&str)| Cell {
                    address: Address { row: number, column: column as u32 },
                    value: CellValue::Text((*text).to_owned()),
                };
                Ok(Row { number, cells: texts.iter().enumerate().filter(|(_, text)| !text.is_empty()).map(cell).collect() })
            };
            Ok(Box::new(self.1.iter().enumerate().map(row)))
        }
    }

    fn survey(mapping: Option<&Mapping>) -> Plan {
        let info = SheetInfo { name: "台账".into(), hidden: false, epoch_1904: false };
        let rows =
            vec![vec!["甲乙丙"], vec!["编码", "甲", "乙", "甲", ""], vec!["（2024）1号", "2024-01-02", "公安局", "2024-02-02", "多"]];
        Plan::of(&mut Typed(vec![info], rows), &Vocabulary::bundled().unwrap(), mapping).unwrap()
    }

    fn chosen(plan: &Plan, kind: SheetKind, facts: &[(&str, Column)]) -> Result<SheetMapping, Vec<Fault>> {
        let fact_of = |column: &ColumnSurvey| {
            let letters = Address::letters(column.at.column);
            facts.iter().find(|(at, _)| *at == letters).map(|(_, fact)| *fact)
        };
        plan.surveyed[0].chosen(kind, 2, fact_of)
    }

    #[test]
    fn a_sheet_nobody_knows_is_read_as_its_columns_are_chosen() {
        let plan = survey(None);
        let [sheet] = &plan.surveyed[..] else { panic!("{:?}", plan.surveyed) };
        assert_eq!((sheet.kind, sheet.header_row, sheet.facts.len()), (SheetKind::Ignore, 2, 0));
        let met: Vec<_> = sheet.columns.iter().map(|column| (column.header.as_str(), column.sample.as_str())).collect();
        assert_eq!(met, [("编码", "（2024）1号"), ("甲", "2024-01-02"), ("乙", "公安局"), ("甲", "2024-02-02"), ("", "多")]);
        // first what it lists, then what its columns hold
        let first = chosen(&plan, SheetKind::Reconsideration, &[("A", Column::Number)]).unwrap();
        assert_eq!((first.header_row, first.columns.len()), (Some(2), 0));
        let plan = survey(Some(&Mapping { sheet: vec![first] }));
        assert!(plan.surveyed[0].facts.iter().any(|offer| offer.column == Column::ReceivedOn && offer.necessary));
        let facts = [("A", Column::Number), ("B", Column::ReceivedOn), ("C", Column::Unit), ("D", Column::AcceptedOn), ("E", Column::Note)];
        let mapping = chosen(&plan, SheetKind::Reconsideration, &facts).unwrap();
        // a header that leads to another column is no name for this one
        let of = |column| mapping.columns[&column].as_str();
        assert_eq!([of(Column::Number), of(Column::ReceivedOn), of(Column::AcceptedOn), of(Column::Note)], ["编码", "甲", "D", "E"]);
        let read = survey(Some(&Mapping { sheet: vec![mapping] }));
        let found: BTreeMap<Column, u32> = read.sheets[0].columns.iter().map(|(fact, (at, _))| (*fact, *at)).collect();
        assert_eq!(
            found,
            BTreeMap::from([(Column::Number, 0), (Column::ReceivedOn, 1), (Column::Unit, 2), (Column::AcceptedOn, 3), (Column::Note, 4)])
        );
    }

    #[test]
    fn two_columns_cannot_hold_one_fact() {
        let kind = SheetKind::Reconsideration;
        let first = SheetMapping { name: "台账".into(), kind, header_row: Some(2), columns: BTreeMap::new() };
        let plan = survey(Some(&Mapping { sheet: vec![first] }));
        let faults = chosen(&plan, kind, &[("B", Column::ReceivedOn), ("D", Column::ReceivedOn)]).unwrap_err();
        let [fault] = &faults[..] else { panic!("{faults:?}") };
        assert_eq!((fault.cell.unwrap().to_string(), fault.value.as_str()), ("D2".to_owned(), "甲"));
        assert!(fault.expected.zh.contains("与B列不同") && fault.expected.en.contains("day received"), "{fault:?}");
    }

    #[test]
    fn what_is_left_out_stays_left_out_when_the_mapping_is_used_again() {
        let kind = SheetKind::Reconsideration;
        let columns = BTreeMap::from([(Column::Number, "A".to_owned()), (Column::Note, String::new())]);
        let saved = SheetMapping { name: "台账".into(), kind, header_row: Some(2), columns };
        let mapping = survey(Some(&Mapping { sheet: vec![saved] })).mapping();
        assert_eq!(mapping.sheet[0].columns.get(&Column::Note).map(String::as_str), Some(""));
        let ignored = SheetMapping { name: "台账".into(), kind: SheetKind::Ignore, header_row: None, columns: BTreeMap::new() };
        assert_eq!(survey(Some(&Mapping { sheet: vec![ignored.clone()] })).mapping().sheet, [ignored]);
    }
}
