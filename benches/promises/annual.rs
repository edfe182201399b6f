//! The annual figures from a hundred thousand cases and from a million, beside the same counting of the rows of cases.

use std::hint::black_box;
use std::time::Instant;

use fuyi::service::{Books, Database, annual};
use fuyi::settings::Settings;

use crate::table::{Figure, median, memory, time};
use crate::{Place, plain, program};

const FEW: u64 = 100_000;
const MANY: u64 = 1_000_000;
const RUNS: usize = 21;
const YEAR: i32 = 2023;

pub fn bench(place: &Place<'_>) {
    let books = Books::open(&Settings::load(None, [], []).expect("the settings")).expect("the books");
    for engine in [0, 1] {
        let [few, many] = [FEW, MANY].map(|cases| {
            let (name, url) = place.engines(&format!("annual-{cases}"))[engine].clone();
            program::run(&url, &["generate", "--cases", &cases.to_string(), "--seed", "1"]);
            let figures = of(RUNS, || {
                let mut database = Database::open(&url).expect("a connection");
                drop(black_box(annual(&mut database, &books, YEAR).expect("figures")));
            });
            (name, url, figures)
        });
        let (name, url, figures) = many;
        let counting = "SELECT outcome || ' ' || COUNT(*) AS line FROM cases \
                        WHERE concluded_on BETWEEN '2023-01-01' AND '2023-12-31' GROUP BY outcome";
        let counted = of(3, || drop(black_box(plain::lines(&url, counting))));
        Figure {
            what: format!("annual figures of {MANY} cases, {name}"),
            measured: time(figures),
            beside: Some((format!("one count of the rows {}", time(counted)), figures / counted)),
            promise: Some(("≤ 50 ms", figures <= 0.050)),
        }
        .print();
        let growth = figures / few.2;
        Figure {
            what: format!("… grown from {FEW} cases by"),
            measured: format!("{growth:.2} times"),
            beside: Some((format!("of {FEW} cases {}", time(few.2)), growth)),
            promise: Some(("< 10 times", growth < (MANY / FEW) as f64)),
        }
        .print();
        let run = program::run(&url, &["report", "annual", "--year", &YEAR.to_string()]);
        Figure {
            what: format!("`report annual` of {MANY} cases, {name}: memory"),
            measured: memory(run.peak),
            beside: None,
            promise: Some(("≤ 60 MB", run.peak <= 60 << 10)),
        }
        .print();
    }
}

fn of(runs: usize, work: impl Fn()) -> f64 {
    let measure = || {
        let start = Instant::now();
        work();
        start.elapsed().as_secs_f64()
    };
    measure();
    median((0..runs).map(|_| measure()).collect())
}
