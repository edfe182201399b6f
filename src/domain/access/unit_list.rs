//! A sheet that lists units 单位名录 with their places: rows in, entries out, or every fault by cell.

use super::UnitKind;
use crate::domain::Day;
use crate::domain::ledger::{Cell, CellValue, Fault, Row, clean, key, parse_day};
use crate::domain::words::Sentence;

/// What is said of a unit; what is not said stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UnitEntry {
    /// Full name: by it a unit is known.
    pub full_name: String,
    /// Short names to add.
    pub aliases: Vec<String>,
    /// What it is.
    pub kind: Option<UnitKind>,
    /// The unit above, by any of its names; it may stand further down in the same list.
    pub parent: Option<String>,
    /// First day it was there.
    pub valid_from: Option<Day>,
    /// First day it was no longer there.
    pub valid_until: Option<Day>,
}

/// The columns of the list, each with the headings it goes by.
const COLUMNS: [(Field, &[&str]); 6] = [
    (Field::FullName, &["单位全称", "全称", "单位名称", "full_name", "name"]),
    (Field::Aliases, &["简称", "单位简称", "别名", "short_names"]),
    (Field::Kind, &["类别", "单位类别", "kind"]),
    (Field::Parent, &["上级", "上级单位", "parent"]),
    (Field::From, &["设立日期", "valid_from"]),
    (Field::Until, &["撤销日期", "valid_until"]),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    FullName,
    Aliases,
    Kind,
    Parent,
    From,
    Until,
}

/// What people write for a kind, beside its code.
const KINDS: [(UnitKind, &[&str]); 7] = [
    (UnitKind::Province, &["省", "自治区", "直辖市"]),
    (UnitKind::City, &["市", "州", "设区的市"]),
    (UnitKind::County, &["县", "区", "县区", "区县", "县级市"]),
    (UnitKind::Department, &["部门", "局", "工作部门"]),
    (UnitKind::Street, &["街道", "街道办事处"]),
    (UnitKind::Township, &["乡", "民族乡"]),
    (UnitKind::Town, &["镇"]),
];

impl UnitKind {
    /// The kind a word means: its code, or what people write.
    pub fn named(text: &str) -> Option<Self> {
        let wanted = key(text);
        let written = || KINDS.iter().find(|(_, words)| words.contains(&wanted.as_str())).map(|(kind, _)| *kind);
        Self::from_code(&wanted).or_else(written)
    }
}

/// Reads the list: the first row names the columns, each further row a unit.
///
/// # Errors
/// Every cell that cannot be read, and what was expected there.
pub fn read_units(sheet: &str, rows: &[Row]) -> Result<Vec<UnitEntry>, Vec<Fault>> {
    let mut faults = Vec::new();
    let columns: Vec<(u32, Field)> = rows.first().map(|row| row.cells.iter().filter_map(column).collect()).unwrap_or_default();
    if !columns.iter().any(|(_, field)| *field == Field::FullName) {
        let expected = Sentence::new("首行有“单位全称”一列", "a first row with a column 单位全称 or full_name");
        return Err(vec![Fault {
            sheet: sheet.to_owned(),
            row: rows.first().map(|row| row.number),
            cell: None,
            value: String::new(),
            expected,
        }]);
    }
    let mut entries = Vec::new();
    for row in rows.iter().skip(1) {
        let mut entry = UnitEntry::default();
        for cell in &row.cells {
            let Some((_, field)) = columns.iter().find(|(column, _)| *column == cell.address.column) else { continue };
            if let Err(expected) = entry.take(*field, &cell.value) {
                let value = cell.value.to_string();
                faults.push(Fault { sheet: sheet.to_owned(), row: Some(row.number), cell: Some(cell.address), value, expected });
            }
        }
        if entry.full_name.is_empty() {
            let expected = Sentence::new("单位全称", "the full name of a unit");
            faults.push(Fault { sheet: sheet.to_owned(), row: Some(row.number), cell: None, value: String::new(), expected });
        }
        entries.push(entry);
    }
    if faults.is_empty() { Ok(entries) } else { Err(faults) }
}

fn column(cell: &Cell) -> Option<(u32, Field)> {
    let heading = key(&cell.value.to_string());
    COLUMNS.iter().find(|(_, names)| names.contains(&heading.as_str())).map(|(field, _)| (cell.address.column, *field))
}

impl UnitEntry {
    fn take(&mut self, field: Field, value: &CellValue) -> Result<(), Sentence> {
        let text = value.to_string();
        let text = clean(&text);
        if text.is_empty() {
            return Ok(());
        }
        let day = || parse_day(text).map(Some);
        match field {
            Field::FullName => self.full_name = text.to_owned(),
            Field::Aliases => {
                let names = text.split(['、', '，', ',', ';', '；', '\n']).map(clean).filter(|name| !name.is_empty());
                self.aliases.extend(names.map(str::to_owned));
            }
            Field::Kind => self.kind = Some(UnitKind::named(text).ok_or_else(a_kind)?),
            Field::Parent => self.parent = Some(text.to_owned()),
            Field::From => self.valid_from = day()?,
            Field::Until => self.valid_until = day()?,
        }
        Ok(())
    }
}

fn a_kind() -> Sentence {
    let codes = UnitKind::ALL.iter().map(|kind| kind.code()).collect::<Vec<_>>();
    Sentence::new(format!("省、市、县、区、部门、街道、乡、镇之一，或 {}", codes.join("、")), format!("one of {}", codes.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ledger::Address;

    fn rows(lines: &[&[&str]]) -> Vec<Row> {
        let cell = |row: usize, column: usize, text: &str| Cell {
            address: Address { row: row as u32 + 1, column: column as u32 },
            value: CellValue::Text(text.to_owned()),
        };
        let cells = |row: usize, line: &[&str]| {
            line.iter().enumerate().filter(|(_, text)| !text.is_empty()).map(|(column, text)| cell(row, column, text)).collect()
        };
        lines.iter().enumerate().map(|(row, line)| Row { number: row as u32 + 1, cells: cells(row, line) }).collect()
    }

    #[test]
    fn a_list_is_read_with_its_places_and_days() {
        let list = rows(&[
            &["序号", "单位全称", "简称", "类别", "上级单位", "设立日期", "撤销日期"],
            &["1", "平湛区公安分局", "区公安分局、公安分局", "部门", "平湛区人民政府", "2019-03-01", ""],
            &["2", " 平湛区人民政府 ", "", "county", "", "", ""],
        ]);
        let units = read_units("名录", &list).unwrap();
        assert_eq!(units.len(), 2);
        assert_eq!(units[0].aliases, ["区公安分局", "公安分局"]);
        assert_eq!((units[0].kind, units[0].parent.as_deref()), (Some(UnitKind::Department), Some("平湛区人民政府")));
        assert_eq!(units[0].valid_from, Some("2019-03-01".parse().unwrap()));
        assert_eq!((units[1].full_name.as_str(), units[1].kind), ("平湛区人民政府", Some(UnitKind::County)));
    }

    #[test]
    fn every_fault_names_its_cell() {
        let list = rows(&[&["全称", "类别", "设立日期"], &["某局", "星球", "2019-02-30"], &["", "镇", ""]]);
        let faults = read_units("名录", &list).unwrap_err();
        let said: Vec<_> = faults.iter().map(|fault| (fault.row, fault.cell.map(|cell| cell.to_string()), fault.value.as_str())).collect();
        assert_eq!(said, [(Some(2), Some("B2".into()), "星球"), (Some(2), Some("C2".into()), "2019-02-30"), (Some(3), None, "")]);
        assert_eq!(read_units("名录", &[]).unwrap_err().len(), 1);
    }
}
