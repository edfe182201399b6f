//! The demo ledger that travels with the product.

use std::collections::BTreeMap;
use std::path::Path;

use chrono::Datelike;
use fuyi::domain::case::event::Event;
use fuyi::domain::case::{self, CaseKind, Entry, History};
use fuyi::domain::law::Law;
use fuyi::domain::ledger::{Row, RowSource};
use fuyi::office::{Limits, Workbook, open};

use super::demo_ledger;
use super::import_support::read_workbook;

const COMMITTED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/config/demo/ledger.xlsx");

fn rows(workbook: &mut Workbook) -> Vec<(String, Vec<Row>)> {
    let sheets = workbook.sheets().to_vec();
    sheets.into_iter().enumerate().map(|(index, info)| (info.name, workbook.rows(index).unwrap().map(Result::unwrap).collect())).collect()
}

/// `FUYI_WRITE_DEMO=1 cargo test demo` writes the file anew after the generator has changed.
#[test]
fn the_committed_demo_ledger_is_what_the_generator_writes() {
    let bytes = demo_ledger::workbook();
    if std::env::var_os("FUYI_WRITE_DEMO").is_some() {
        std::fs::write(COMMITTED, &bytes).unwrap();
    }
    let generated = rows(&mut super::import_support::open(bytes).unwrap());
    let committed = rows(&mut open(Path::new(COMMITTED), Limits::default()).unwrap());
    assert_eq!(generated, committed);
}

#[test]
fn the_demo_ledger_is_messy_but_without_fault() {
    let read = read_workbook(open(Path::new(COMMITTED), Limits::default()).unwrap(), None, &[]);
    let faults: Vec<&str> = read.report.lines().filter(|line| line.starts_with("fault")).collect();
    assert!(faults.is_empty(), "{faults:#?}");
    assert_eq!(read.plan.units.len(), 20);
    assert_eq!(read.cases.len(), 112 + 94);
    insta::assert_snapshot!(read.plan.mapping().to_toml());
}

/// Adds one to a line of the figures.
fn count(figures: &mut BTreeMap<String, u32>, year: i32, name: &str) {
    *figures.entry(format!("{year} {name}")).or_default() += 1;
}

/// The totals the demo must give, counted from the entries alone.
#[test]
fn the_demo_ledger_gives_the_totals_of_the_district() {
    let read = read_workbook(open(Path::new(COMMITTED), Limits::default()).unwrap(), None, &[]);
    let mut figures = BTreeMap::new();
    for case in &read.cases {
        let first_instance = case.entries.iter().any(|entry| matches!(entry.event, Event::ComplaintReceived(_)));
        for Entry { on, event, .. } in &case.entries {
            let year = on.year();
            match (case.kind, event) {
                (CaseKind::Reconsideration, Event::Performed(_)) => count(&mut figures, year, "performed"),
                (CaseKind::Reconsideration, Event::DecisionMade(data)) => {
                    count(&mut figures, year, &format!("decided {}", data.outcome.as_ref().unwrap()));
                }
                (CaseKind::Reconsideration, Event::Terminated(data)) => {
                    let reason = data.reason.as_ref().map_or("", |reason| reason.as_str());
                    count(&mut figures, year, &format!("terminated {reason}"));
                }
                (CaseKind::Litigation, Event::HearingHeld(data)) if first_instance => {
                    count(&mut figures, year, "heard");
                    if data.appearances.iter().flat_map(|list| list.iter()).any(|appearance| appearance.attended_by_rp == Some(true)) {
                        count(&mut figures, year, "appeared");
                    }
                }
                (CaseKind::Litigation, Event::JudgmentAnnounced(data)) => {
                    count(&mut figures, year, &format!("judged {}", data.outcome.as_ref().unwrap()));
                }
                (_, event) => count(&mut figures, year, event.code()),
            }
        }
    }
    insta::assert_debug_snapshot!(figures);
}

/// Dates, order and outcomes of every case of the demo stand before the law's own table.
#[test]
fn every_case_of_the_demo_ledger_is_lawful_as_far_as_the_ledger_tells() {
    let law = Law::bundled().unwrap();
    let read = read_workbook(open(Path::new(COMMITTED), Limits::default()).unwrap(), None, &[]);
    for ledger_case in &read.cases {
        let result = case::append(ledger_case.kind, &History::default(), &ledger_case.entries, &law);
        assert!(result.is_ok(), "{} row {}: {:?}", ledger_case.sheet, ledger_case.row, result.err());
    }
}
