//! `fuyi import` of a ledger: its time beside plain INSERTs of the rows it writes, and its memory as the ledger grows.

use crate::table::{Figure, median, memory, time};
use crate::{Place, ledger, plain, program};

/// Rows of the ledger that is timed.
const ROWS: u32 = 30_000;
/// Rows of the ledgers whose memory is compared.
const FEW: u32 = 50_000;
const MANY: u32 = 500_000;
const RUNS: usize = 3;

pub fn bench(place: &Place<'_>) {
    let file = |name: &str| place.directory.join(name).with_extension("xlsx");
    let timed = file("timed");
    ledger::write(&timed, ROWS);
    let timed = timed.to_str().expect("a path");
    for engine in [0, 1] {
        let (mut ours, mut plain, mut name) = (Vec::new(), Vec::new(), "");
        for run in 0..RUNS {
            let (engine_name, url) = place.engines(&format!("import-{run}"))[engine].clone();
            name = engine_name;
            ours.push(program::run(&url, &["import", timed]).seconds);
            let statements = plain::statements(&url);
            plain.push(plain::write(&place.engines(&format!("import-plain-{run}"))[engine].1, &statements));
        }
        let (ours, plain) = (median(ours), median(plain));
        Figure {
            what: format!("import of {ROWS} rows, {name}"),
            measured: time(ours),
            beside: Some((format!("plain INSERTs {}", time(plain)), ours / plain)),
            promise: Some(("≤ 3 times", ours / plain <= 3.0)),
        }
        .print();
    }
    let [few, many] = [FEW, MANY].map(|rows| {
        let name = format!("memory-{rows}");
        ledger::write(&file(&name), rows);
        program::run(&place.sqlite(&name), &["import", file(&name).to_str().expect("a path")])
    });
    Figure {
        what: format!("import of {MANY} rows, SQLite: memory"),
        measured: memory(many.peak),
        beside: Some((format!("import of {FEW} rows {}", memory(few.peak)), many.peak as f64 / few.peak as f64)),
        promise: Some(("bounded: < 2 times", many.peak < 2 * few.peak)),
    }
    .print();
}
