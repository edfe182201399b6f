//! A district's cases over nine years, a million of them, below one county: what lists, single cases and pages are read from.

use std::sync::OnceLock;

use fuyi::domain::access::{UnitEntry, UnitKind};
use fuyi::store::Database;

use crate::{Place, plain, program, service};

/// The county above every unit.
pub const COUNTY: &str = "平湛区人民政府";

/// How many cases: a million, or what `FUYI_BENCH_CASES` says for a quick look.
pub fn cases() -> u64 {
    std::env::var("FUYI_BENCH_CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(1_000_000)
}

/// The database of each engine, filled when first asked for; or those that `FUYI_BENCH_DATABASES` names, filled before.
pub fn engines(place: &Place<'_>) -> &'static [(&'static str, String)] {
    static ENGINES: OnceLock<Vec<(&str, String)>> = OnceLock::new();
    let kept = |urls: String| {
        let name = |url: &str| if url.starts_with("sqlite") { "SQLite" } else { "PostgreSQL" };
        urls.split_whitespace().map(|url| (name(url), url.to_owned())).collect()
    };
    ENGINES.get_or_init(|| {
        std::env::var("FUYI_BENCH_DATABASES").map(kept).unwrap_or_else(|_| {
            let engines = place.engines("million");
            engines.iter().for_each(|(_, url)| fill(url));
            engines.to_vec()
        })
    })
}

/// Departments, then townships and streets, as `fuyi generate` has them.
const DEPARTMENTS: u64 = 40;
const TOWNS: u64 = 24;

/// The name of one of the departments, from 0.
pub fn unit(index: u64) -> String {
    format!("平湛区第{:02}局", index % DEPARTMENTS + 1)
}

fn fill(url: &str) {
    let county = UnitEntry { full_name: COUNTY.to_owned(), kind: Some(UnitKind::County), ..UnitEntry::default() };
    let names = (0..DEPARTMENTS).map(unit).chain((1..=TOWNS).map(|index| format!("平湛区第{index:02}街道办事处")));
    let below = names.map(|full_name| UnitEntry {
        full_name,
        parent: Some(COUNTY.to_owned()),
        kind: Some(UnitKind::Department),
        ..UnitEntry::default()
    });
    let units: Vec<UnitEntry> = std::iter::once(county).chain(below).collect();
    Database::create(url).expect("a database").units_put(&units, &service::act()).expect("the units");
    program::run(url, &["generate", "--cases", &cases().to_string(), "--seed", "1"]);
    // the county runs its cases, as a bureau's ledger would say
    let county = format!("(SELECT id FROM units WHERE full_name = '{COUNTY}')");
    plain::execute_one(url, &format!("UPDATE cases SET handler_id = {county}"));
    plain::execute_one(url, &format!("UPDATE case_units SET handles = TRUE WHERE unit_id = {county}"));
    if url.starts_with("postgres") {
        // the server does it by itself a while after a large load
        plain::execute_one(url, "VACUUM ANALYZE");
    }
}
