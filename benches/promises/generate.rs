//! `fuyi generate`, beside plain INSERTs of the rows it writes.

use crate::table::{Figure, median, rate};
use crate::{Place, plain, program};

const RUNS: usize = 3;

pub fn bench(place: &Place<'_>) {
    // PostgreSQL checks every reference row by row and takes several times as long
    for (engine, cases, promised) in [(0, 60_000_u64, true), (1, 10_000, false)] {
        let (mut ours, mut plain, mut name) = (Vec::new(), Vec::new(), "");
        for run in 0..RUNS {
            let (engine_name, url) = place.engines(&format!("generate-{run}"))[engine].clone();
            name = engine_name;
            ours.push(program::run(&url, &["generate", "--cases", &cases.to_string(), "--seed", &run.to_string()]).seconds);
            let statements = plain::statements(&url);
            plain.push(plain::write(&place.engines(&format!("generate-plain-{run}"))[engine].1, &statements));
        }
        let (ours, plain) = (median(ours), median(plain));
        Figure {
            what: format!("generate {cases} cases, {name}"),
            measured: rate(cases, ours),
            beside: Some((format!("plain INSERTs {}", rate(cases, plain)), ours / plain)),
            promise: promised.then_some(("≥ 20000/s", cases as f64 / ours >= 20_000.0)),
        }
        .print();
    }
}
