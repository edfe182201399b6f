//! What the tests of ledgers share: reading a whole workbook, and showing what came of it.

use std::fmt::Write as _;
use std::io::Cursor;

use fuyi::domain::case::EntryJson;
use fuyi::domain::law::Law;
use fuyi::domain::ledger::{Ledger, LedgerCase, Mapping, OutcomeNames, Plan, Reading, RowSource, Units, Vocabulary};
use fuyi::office::{Limits, OfficeError, Workbook};

/// The law's names of outcomes.
pub fn outcomes() -> OutcomeNames {
    OutcomeNames::of(&Law::bundled().unwrap().codes)
}

/// Everything that came of a workbook.
pub struct Read {
    pub plan: Plan,
    pub cases: Vec<LedgerCase>,
    pub report: String,
}

/// Opens bytes as a workbook.
pub fn open(bytes: impl Into<Vec<u8>>) -> Result<Workbook, OfficeError> {
    Workbook::read(Cursor::new(bytes.into()), "台账", Limits::default())
}

/// Reads a workbook to its end, with the units it lists itself, or else the given ones.
pub fn read(bytes: impl Into<Vec<u8>>, mapping: Option<&str>, known_units: &[&str]) -> Read {
    read_workbook(open(bytes).unwrap(), mapping, known_units)
}

/// The same of an open workbook.
pub fn read_workbook(mut workbook: Workbook, mapping: Option<&str>, known_units: &[&str]) -> Read {
    let vocabulary = Vocabulary::bundled().unwrap();
    let mapping = mapping.map(|text| Mapping::from_toml(text).unwrap());
    let plan = Plan::of(&mut workbook, &vocabulary, mapping.as_ref()).unwrap();
    let mut units = plan.units.clone();
    for unit in known_units {
        Units::add(&mut units, unit, []).unwrap();
    }
    let outcomes = outcomes();
    let mut ledger = Ledger::new(&vocabulary, &units, &outcomes);
    let (mut cases, mut report) = (Vec::new(), String::new());
    for fault in &plan.faults {
        writeln!(
            report,
            "fault {}!{}: `{}` {} | {}",
            fault.sheet,
            fault.row.unwrap_or(0),
            fault.value,
            fault.expected.zh,
            fault.expected.en
        )
        .unwrap();
    }
    for notice in &plan.notices {
        writeln!(
            report,
            "notice {}!{}: `{}` {}",
            notice.sheet,
            notice.cell.map_or(String::new(), |cell| cell.to_string()),
            notice.value,
            notice.remark.zh
        )
        .unwrap();
    }
    for sheet in plan.cases() {
        for reading in ledger.read(sheet, workbook.rows(sheet.index).unwrap()) {
            match reading.unwrap() {
                Reading::Case(case) => {
                    writeln!(report, "{}!{} {} {}", case.sheet, case.row, case.number.normalised(), case.units.join("、")).unwrap();
                    for entry in &case.entries {
                        writeln!(report, "    {}", serde_json::to_string(&EntryJson::from(entry)).unwrap()).unwrap();
                    }
                    cases.push(*case);
                }
                Reading::Refused(faults) => {
                    for fault in faults {
                        let place = fault.cell.map_or_else(|| fault.row.unwrap_or(0).to_string(), |cell| cell.to_string());
                        writeln!(report, "fault {}!{place}: `{}` {} | {}", fault.sheet, fault.value, fault.expected.zh, fault.expected.en)
                            .unwrap();
                    }
                }
            }
        }
    }
    for notice in &ledger.notices().kept {
        writeln!(
            report,
            "notice {}!{}: `{}` {}",
            notice.sheet,
            notice.cell.map_or(String::new(), |cell| cell.to_string()),
            notice.value,
            notice.remark.zh
        )
        .unwrap();
    }
    Read { plan, cases, report }
}
