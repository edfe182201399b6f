//! Rates from the running totals, beside a scan of the facts; and what keeping them adds to an event's own write.

use std::hint::black_box;
use std::time::Instant;

use fuyi::domain::statistics::Period;
use fuyi::service::figures::{FigureQuery, FigureScope, cases_behind, figure, figures};
use fuyi::service::{Books, Database};
use fuyi::settings::Settings;

use crate::table::{Figure, median, time};
use crate::{Place, plain, program};

const CASES: u64 = 100_000;
const RUNS: usize = 51;

pub fn bench(place: &Place<'_>) {
    let books = Books::open(&Settings::load(None, [], []).expect("the settings")).expect("the books");
    let period = Period::year(2023).expect("a year");
    for (name, url) in place.engines("figures") {
        program::run(&url, &["generate", "--cases", &CASES.to_string(), "--seed", "1"]);
        let mut database = Database::open(&url).expect("a connection");
        let unit = database.units_list().expect("the units")[0].id;
        let query = |scope: FigureScope| FigureQuery { definition: "YS-BS-1".into(), switches: Vec::new(), period, scope };
        let scan = of(3, || {
            let scan = "SELECT code || ' ' || COUNT(*) AS line FROM facts WHERE measure = 'suit-concluded' \
                        AND on_day BETWEEN '2023-01-01' AND '2023-12-31' GROUP BY code";
            drop(black_box(plain::lines(&url, scan)));
        });
        let mut promise = |what: String, scope: FigureScope| {
            let seconds = of(RUNS, || drop(black_box(figure(&mut database, &books, &query(scope.clone())).expect("a figure"))));
            Figure {
                what: format!("{what}, {CASES} cases, {name}"),
                measured: time(seconds),
                beside: Some((format!("one scan of the facts {}", time(scan)), seconds / scan)),
                promise: Some(("≤ 5 ms", seconds <= 0.005)),
            }
            .print();
        };
        promise("loss rate of a year, all units".into(), FigureScope::default());
        promise("loss rate of a year, one unit and below".into(), FigureScope::under(unit));
        let every = of(RUNS, || {
            drop(black_box(figures(&mut database, &books, &[], period, &FigureScope::under(unit)).expect("figures")));
        });
        Figure {
            what: format!("every rate of a unit and year, with the year before, {name}"),
            measured: time(every),
            beside: None,
            promise: Some(("≤ 5 ms", every <= 0.005)),
        }
        .print();
        let page = of(RUNS, || {
            let part = fuyi::service::figures::Part::Numerator;
            drop(black_box(cases_behind(&mut database, &books, &query(FigureScope::under(unit)), part, None, 50).expect("cases")));
        });
        Figure { what: format!("fifty cases behind a figure of a unit, {name}"), measured: time(page), beside: None, promise: None }
            .print();
    }
}

fn of(runs: usize, mut work: impl FnMut()) -> f64 {
    let mut measure = || {
        let start = Instant::now();
        work();
        start.elapsed().as_secs_f64()
    };
    measure();
    median((0..runs).map(|_| measure()).collect())
}
