//! `fuyi generate`, beside plain INSERTs of the rows it writes.

use crate::table::{Figure, median, rate};
use crate::{Place, plain, program};

const CASES: u64 = 100_000;
const RUNS: usize = 3;

pub fn bench(place: &Place<'_>) {
    for (engine, promised) in [(0, true), (1, false)] {
        let (mut ours, mut plain, mut name) = (Vec::new(), Vec::new(), "");
        for run in 0..RUNS {
            let (engine_name, url) = place.engines(&format!("generate-{run}"))[engine].clone();
            name = engine_name;
            ours.push(program::run(&url, &["generate", "--cases", &CASES.to_string(), "--seed", &run.to_string()]).seconds);
            let statements = plain::statements(&url);
            plain.push(plain::write(&place.engines(&format!("generate-plain-{run}"))[engine].1, &statements));
        }
        let (ours, plain) = (median(ours), median(plain));
        Figure {
            what: format!("generate {CASES} cases, {name}"),
            measured: rate(CASES, ours),
            beside: Some((format!("plain INSERTs {}", rate(CASES, plain)), ours / plain)),
            promise: promised.then_some(("≥ 20000/s", CASES as f64 / ours >= 20_000.0)),
        }
        .print();
    }
}
