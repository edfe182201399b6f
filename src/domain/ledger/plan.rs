//! How a workbook is going to be read: which sheets list what, where their headers are, which column holds which fact.

use std::collections::BTreeMap;

use serde::Serialize;

use super::cell::{Address, Row, RowSource, SheetInfo};
use super::fault::{Fault, Notice};
use super::header::{Header, SEARCHED_ROWS};
use super::mapping::{Mapping, SheetMapping};
use super::survey::SheetSurvey;
use super::text::{excerpt, key};
use super::units::Units;
use super::vocabulary::{Column, KindWords, SheetKind, Vocabulary};
use crate::domain::words::Sentence;

/// The reading of a whole workbook, guessed or as a saved mapping says.
#[derive(Debug, Clone, Default)]
pub struct Plan {
    /// Sheets to read, in the order of their tabs; sheets of cases and lists of units.
    pub sheets: Vec<SheetPlan>,
    /// Every sheet in which something stands, as it was met: what a person chooses from.
    pub surveyed: Vec<SheetSurvey>,
    /// Sheets that a mapping leaves out.
    pub left_out: Vec<String>,
    /// Units that the workbook itself lists; empty when it has no such sheet.
    pub units: Units,
    /// Sheets and columns nobody knows, hidden sheets.
    pub notices: Vec<Notice>,
    /// Necessary columns that are missing, short names that lead to two units, a mapping that does not fit.
    pub faults: Vec<Fault>,
}

/// The reading of one sheet.
#[derive(Debug, Clone, Serialize)]
pub struct SheetPlan {
    /// Position in the workbook, from 0.
    pub index: usize,
    /// Name of the sheet.
    pub name: String,
    /// What it lists.
    pub kind: SheetKind,
    /// First row of the header, from 1.
    pub header_row: u32,
    /// First row below the header, from 1.
    pub first_row: u32,
    /// Column (from 0) and header of each fact.
    pub columns: BTreeMap<Column, (u32, String)>,
    /// Facts a mapping leaves out, whatever the header says.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub left_out: Vec<Column>,
    /// Every necessary column is there; otherwise the sheet cannot be read, and [`Plan::faults`] says why.
    pub complete: bool,
    /// Serial numbers of days count from 1904.
    pub epoch_1904: bool,
}

impl Plan {
    /// Looks at the first rows of every sheet; reads lists of units to their end.
    ///
    /// # Errors
    /// The workbook cannot be read. What its sheets lack is in [`Plan::faults`].
    pub fn of<S: RowSource>(source: &mut S, vocabulary: &Vocabulary, mapping: Option<&Mapping>) -> Result<Self, S::Error> {
        let mut plan = Self::default();
        for index in 0..source.sheets().len() {
            let info = source.sheets()[index].clone();
            let top = source.rows(index)?.take(SEARCHED_ROWS).collect::<Result<Vec<Row>, _>>()?;
            if top.is_empty() {
                continue;
            }
            if info.hidden {
                plan.notice(&info.name, None, "", Sentence::new("工作表已隐藏，仍会读取", "the sheet is hidden and is read all the same"));
            }
            let saved = mapping.and_then(|mapping| mapping.sheet.iter().find(|sheet| key(&sheet.name) == key(&info.name)));
            let sheet = plan.sheet(index, &info, &top, vocabulary, saved);
            let kind = sheet.as_ref().map(|sheet| sheet.kind).or_else(|| saved.map(|saved| saved.kind));
            let words = kind.and_then(|kind| vocabulary.kind(kind));
            plan.surveyed.push(SheetSurvey::of(&info.name, &top, sheet.as_ref(), words, saved));
            let Some(sheet) = sheet else { continue };
            if sheet.kind == SheetKind::Units && sheet.complete {
                plan.list_units(&sheet, source.rows(index)?)?;
            }
            plan.sheets.push(sheet);
        }
        for saved in mapping.iter().flat_map(|mapping| &mapping.sheet) {
            if !source.sheets().iter().any(|info| key(&info.name) == key(&saved.name)) {
                plan.fault(
                    &saved.name,
                    None,
                    "",
                    Sentence::new("列映射所指的工作表，但文件中没有", "a sheet the mapping names, but the workbook has none of that name"),
                );
            }
        }
        if plan.cases().next().is_none() && plan.faults.is_empty() {
            let name = source.sheets().first().map_or(String::new(), |info| info.name.clone());
            plan.fault(
                &name,
                None,
                "",
                Sentence::new(
                    "至少一张案件台账（表头含案号、收到日期、被申请人或被告等列）",
                    "at least one sheet of cases, with a header naming number, day received, respondent or defendant",
                ),
            );
        }
        Ok(plan)
    }

    /// The sheets of cases that can be read.
    pub fn cases(&self) -> impl Iterator<Item = &SheetPlan> {
        self.sheets.iter().filter(|sheet| sheet.kind != SheetKind::Units && sheet.complete)
    }

    /// The reading as a mapping to save, to look at and to correct.
    pub fn mapping(&self) -> Mapping {
        let named = |sheet: &SheetPlan, at: u32| {
            let survey = self.surveyed.iter().find(|survey| survey.name == sheet.name);
            survey.and_then(|survey| survey.reference(at)).unwrap_or_else(|| Address::letters(at))
        };
        let read = |sheet: &SheetPlan| sheet.columns.iter().map(|(fact, (at, _))| (*fact, named(sheet, *at))).collect::<Vec<_>>();
        let sheet = |sheet: &SheetPlan| SheetMapping {
            name: sheet.name.clone(),
            kind: sheet.kind,
            header_row: Some(sheet.header_row),
            columns: read(sheet).into_iter().chain(sheet.left_out.iter().map(|column| (*column, String::new()))).collect(),
        };
        let left_out = self.left_out.iter().map(|name| SheetMapping {
            name: name.clone(),
            kind: SheetKind::Ignore,
            header_row: None,
            columns: BTreeMap::new(),
        });
        Mapping { sheet: self.sheets.iter().map(sheet).chain(left_out).collect() }
    }

    fn sheet(
        &mut self,
        index: usize,
        info: &SheetInfo,
        top: &[Row],
        vocabulary: &Vocabulary,
        saved: Option<&SheetMapping>,
    ) -> Option<SheetPlan> {
        let (words, mut header) = match saved {
            Some(saved) if saved.kind == SheetKind::Ignore => {
                self.left_out.push(info.name.clone());
                return None;
            }
            Some(saved) => {
                let words = vocabulary.kind(saved.kind)?;
                let Some(header) = Header::find(top, words, saved.header_row) else {
                    self.fault(&info.name, None, "", Sentence::new("列映射所指的表头行", "the header row the mapping names"));
                    return None;
                };
                (words, header)
            }
            None => {
                let Some(found) = guess(&info.name, top, vocabulary) else {
                    self.notice(
                        &info.name,
                        None,
                        "",
                        Sentence::new("未识别为案件台账或单位名录，未读取", "not recognised as a sheet of cases or units, not read"),
                    );
                    return None;
                };
                found
            }
        };
        for (column, wanted) in saved.iter().flat_map(|saved| &saved.columns) {
            header.columns.remove(column);
            match header.names.column(wanted) {
                _ if wanted.is_empty() => {}
                Some(at) if words.words_of(*column).is_some() => {
                    header.columns.retain(|_, other| *other != at);
                    header.columns.insert(*column, at);
                }
                _ => self.fault(&info.name, Some(header.row), wanted, Sentence::new("列映射所指的列", "the column the mapping names")),
            }
        }
        let left_out = saved.iter().flat_map(|saved| &saved.columns).filter(|(_, wanted)| wanted.is_empty()).map(|(column, _)| *column);
        let complete = self.check_columns(info, &header, words);
        Some(SheetPlan {
            index,
            name: info.name.clone(),
            kind: words.kind,
            header_row: header.row,
            first_row: header.last_row + 1,
            columns: header.columns.iter().map(|(column, at)| (*column, (*at, header.names.shown(*at)))).collect(),
            left_out: left_out.collect(),
            complete,
            epoch_1904: info.epoch_1904,
        })
    }

    fn check_columns(&mut self, info: &SheetInfo, header: &Header, words: &KindWords) -> bool {
        let mut complete = true;
        for missing in words.columns.iter().filter(|words| words.necessary && !header.columns.contains_key(&words.column)) {
            let expected = Sentence::new(
                format!("必要的列“{}”，表头中没有", missing.label),
                format!("the necessary column “{}” ({}), which the header lacks", missing.label, missing.column.words().en),
            );
            self.fault(&info.name, Some(header.row), "", expected);
            complete = false;
        }
        for (column, (_, shown)) in header.names.0.iter().filter(|(column, _)| !header.columns.values().any(|known| known == *column)) {
            let cell = Address { row: header.last_row, column: *column };
            self.notice(&info.name, Some(cell), shown, Sentence::new("未识别的列，未读取", "unknown column, not read"));
        }
        complete
    }

    fn list_units<E>(&mut self, sheet: &SheetPlan, rows: impl Iterator<Item = Result<Row, E>>) -> Result<(), E> {
        const BETWEEN_NAMES: [char; 7] = ['、', ';', '；', ',', '，', '/', '\n'];
        let text = |row: &Row, column| sheet.columns.get(&column).map_or(String::new(), |(at, _)| row.value(*at).to_string());
        for row in rows {
            let row = row?;
            let full_name = text(&row, Column::UnitName);
            if row.number < sheet.first_row || key(&full_name).is_empty() {
                continue;
            }
            for taken in self.units.add(&full_name, text(&row, Column::UnitAliases).split(BETWEEN_NAMES)).err().into_iter().flatten() {
                let expected = Sentence::new(
                    format!("只属于一个单位的名称；“{}”已属于{}", taken.name, taken.taken_by),
                    format!("a name of one unit only; “{}” already belongs to {}", taken.name, taken.taken_by),
                );
                self.fault(&sheet.name, Some(row.number), &taken.name, expected);
            }
        }
        Ok(())
    }

    fn fault(&mut self, sheet: &str, row: Option<u32>, value: &str, expected: Sentence) {
        self.faults.push(Fault { sheet: sheet.to_owned(), row, cell: None, value: excerpt(value), expected });
    }

    fn notice(&mut self, sheet: &str, cell: Option<Address>, value: &str, remark: Sentence) {
        self.notices.push(Notice { sheet: sheet.to_owned(), cell, value: excerpt(value), remark });
    }
}

/// The kind of sheet whose words fit best: recognised columns, then the title; `None` when too little fits.
fn guess<'v>(name: &str, top: &[Row], vocabulary: &'v Vocabulary) -> Option<(&'v KindWords, Header)> {
    const TITLE_WEIGHS: i32 = 3;
    const MISSING_WEIGHS: i32 = 2;
    let merit = |words: &KindWords, header: &Header| {
        let above = top.iter().take_while(|row| row.number < header.row).flat_map(|row| &row.cells).map(|cell| cell.value.to_string());
        let title = key(&above.chain([name.to_owned()]).collect::<String>());
        let missing = words.columns.iter().filter(|words| words.necessary && !header.columns.contains_key(&words.column)).count();
        let necessary = words.columns.iter().filter(|words| words.necessary).count();
        (missing * 2 <= necessary)
            .then(|| header.columns.len() as i32 + TITLE_WEIGHS * words.title(&title) - MISSING_WEIGHS * missing as i32)
    };
    vocabulary
        .kinds
        .iter()
        .filter_map(|words| Header::find(top, words, None).map(|header| (words, header)))
        .filter_map(|(words, header)| merit(words, &header).map(|merit| (merit, words, header)))
        .max_by_key(|(merit, ..)| *merit)
        .map(|(_, words, header)| (words, header))
}
