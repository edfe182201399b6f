//! Searching a million cases by any part of a name, a number or a unit's name, beside one case by its number.

use std::time::Instant;

use fuyi::domain::access::Scope;
use fuyi::domain::search::Terms;
use fuyi::store::{CaseFilter, Database, Page};

use crate::table::{Figure, rate, time};
use crate::{Place, million, plain};

/// Searches a second that are promised, on either engine.
const PROMISED: f64 = 1000.0;
/// Rounds through the queries.
const ROUNDS: usize = 20;
/// Cases of a page.
const PAGE: u32 = 50;

/// What people type: names, frequent and rare, parts of numbers in every bracket style, units; one that finds nothing.
const QUERIES: [&str; 16] = [
    "王某某",
    "王某",
    "李",
    "孙某 2019",
    "合0007政复决字〔2019〕1234号",
    "[2020]1234",
    "（２０２１）777号",
    "行初12345",
    "12345",
    "4321号",
    "政复决字〔2018〕12",
    "区第05局",
    "第12局 王某某",
    "第03街道办事处",
    "欧阳",
    "〔2016〕 赵某某",
];

pub fn bench(place: &Place<'_>) {
    for (name, url) in million::engines(place) {
        let cases = million::cases();
        let mut database = Database::open(url).expect("the database");
        let number = plain::lines(url, "SELECT number AS line FROM cases WHERE number IS NOT NULL ORDER BY id LIMIT 1").remove(0);
        let start = Instant::now();
        for _ in 0..1000 {
            assert!(database.case_find(&number).expect("a search").is_some());
        }
        let alone = start.elapsed().as_secs_f64() / 1000.0;
        let readers = std::thread::available_parallelism().map_or(1, usize::from);
        let start = Instant::now();
        let mut each: Vec<(f64, &str)> = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..readers).map(|_| scope.spawn(|| searches(url))).collect();
            threads.into_iter().flat_map(|thread| thread.join().expect("searches")).collect()
        });
        let whole = start.elapsed().as_secs_f64();
        each.sort_by(|one, other| one.0.total_cmp(&other.0));
        let count = each.len();
        let inside: f64 = each.iter().map(|(seconds, _)| seconds).sum();
        let (slowest, query) = each[count - 1];
        Figure {
            what: format!("search {cases} cases, {readers} readers, {name}"),
            measured: rate(count as u64, whole),
            beside: Some((format!("one case by its number {}", rate(1, alone)), inside / count as f64 / alone)),
            promise: Some(("≥ 1000/s", count as f64 / whole >= PROMISED)),
        }
        .print();
        let spread = format!("{} median, {} slowest ({query})", time(each[count / 2].0), time(slowest));
        Figure { what: "of these".into(), measured: spread, beside: None, promise: None }.print();
    }
}

/// Asks every query so many times on a connection of its own: how long each took.
fn searches(url: &str) -> Vec<(f64, &'static str)> {
    let mut database = Database::open(url).expect("the database");
    let mut each = Vec::new();
    for query in QUERIES.iter().cycle().take(QUERIES.len() * ROUNDS) {
        let terms = Terms::read(query);
        let filter = CaseFilter { terms: Some(&terms), ..CaseFilter::default() };
        let start = Instant::now();
        database.cases_list(&filter, &Scope::everything(), Page { after: None, size: PAGE }).expect("a page");
        each.push((start.elapsed().as_secs_f64(), *query));
    }
    each
}
