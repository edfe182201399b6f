//! What the tests of ledgers share: reading a whole workbook, and showing what came of it.

use std::fmt::Write as _;
use std::io::Cursor;

use fuyi::domain::case::EntryJson;
use fuyi::domain::ledger::{Ledger, LedgerCase, Mapping, OutcomeGroup, OutcomeTable, Plan, Reading, RowSource, Units, Vocabulary};
use fuyi::office::{Limits, OfficeError, Workbook};

/// Names of outcomes as ledgers write them.
pub fn outcomes() -> OutcomeTable {
    use OutcomeGroup::{FirstInstance as First, Reconsideration as Review, RetrialReview, SecondInstance as Second};
    [
        (Review, "维持", "MAINTAIN"),
        (Review, "撤销并责令重作", "REVOKE-REMAKE"),
        (Review, "确认违法", "ILLEGAL"),
        (Review, "责令履行", "PERFORM"),
        (Review, "驳回复议请求", "DISMISS-CLAIM"),
        (Review, "驳回复议申请", "DISMISS-APPLICATION"),
        (Review, "和解撤回", "TERM-SETTLED"),
        (Review, "撤回申请终止", "TERM-WITHDRAWN"),
        (Review, "不予受理", "NOT-ACCEPTED"),
        (Review, "调解", "MEDIATED"),
        (Review, "移出", "HANDED-OVER"),
        (First, "判决驳回诉讼请求", "J-DISMISS-CLAIM"),
        (First, "判决撤销", "J-REVOKE"),
        (First, "判决撤销并责令重作", "J-REVOKE-REMAKE"),
        (First, "判决确认违法", "J-ILLEGAL"),
        (First, "判决责令履行", "J-PERFORM"),
        (First, "裁定准许撤诉", "R-WITHDRAWN"),
        (First, "改变行政行为后撤诉", "R-WITHDRAWN-CHANGED"),
        (First, "按撤诉处理", "R-DEEMED-WITHDRAWN"),
        (First, "裁定驳回起诉", "R-SUIT-DISMISSED"),
        (First, "裁定不予立案", "R-NOT-FILED"),
        (Second, "驳回上诉维持原判", "A-AFFIRM"),
        (Second, "改判", "A-CHANGE"),
        (Second, "发回重审", "A-REMAND"),
        (RetrialReview, "驳回再审申请", "V-DISMISSED"),
    ]
    .into_iter()
    .collect()
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
