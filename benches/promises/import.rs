//! `fuyi import` of a ledger: its time beside plain INSERTs of the rows it writes, and its memory as the ledger grows.

use crate::ledger::{self, Texts};
use crate::table::{Figure, median, memory, time};
use crate::{Place, plain, program};

const ROWS: u32 = 50_000;
const MANY: u32 = 500_000;
const RUNS: usize = 3;

pub fn bench(place: &Place<'_>) {
    let file = |name: &str| place.directory.join(name).with_extension("xlsx");
    let few = file("few");
    ledger::write(&few, ROWS, Texts::Inline);
    let few = few.to_str().expect("a path");
    let mut peak = 0;
    for engine in [0, 1] {
        let (mut ours, mut plain, mut name) = (Vec::new(), Vec::new(), "");
        for run in 0..RUNS {
            let (engine_name, url) = place.engines(&format!("import-{run}"))[engine].clone();
            name = engine_name;
            let import = program::run(&url, &["import", few]);
            ours.push(import.seconds);
            peak = peak.max(import.peak);
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
    for (texts, what) in [(Texts::Inline, "texts in the cells"), (Texts::Shared, "texts in a table")] {
        let many = file(what);
        ledger::write(&many, MANY, texts);
        let run = program::run(&place.sqlite(what), &["import", many.to_str().expect("a path")]);
        Figure {
            what: format!("memory of an import of {MANY} rows, {what}"),
            measured: memory(run.peak),
            beside: Some((format!("of {ROWS} rows {}; took {}", memory(peak), time(run.seconds)), run.peak as f64 / peak as f64)),
            promise: None,
        }
        .print();
    }
}
