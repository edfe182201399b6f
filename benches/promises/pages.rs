//! Every page over a million cases, for those who run them and for those who only read them: the time from request to answer.

use fuyi::domain::access::Role;

use crate::Place;
use crate::load;
use crate::million::{self, COUNTY};
use crate::service::{self, Service};
use crate::table::{Figure, median, time};

/// Requests of one page.
const RUNS: usize = 41;
/// What the names in an address stand for.
const NAMES: [(&str, &str); 5] =
    [("{case}", "500"), ("{position}", "0"), ("{year}", "2024"), ("{kind}", "reconsideration"), ("{lang}", "zh-CN")];

pub fn bench(place: &Place<'_>) {
    for (engine, url) in million::engines(place) {
        let service = Service::start(url, place.directory);
        for (name, role) in [("officer", Role::CaseOfficer), ("leader", Role::Leader)] {
            let token = service.person(&format!("pages-{name}"), role, COUNTY);
            let pages = fuyi::web::pages();
            for page in pages.iter().filter(|page| page.method.as_str() == "GET") {
                let address = NAMES.iter().fold(page.path.to_owned(), |address, (name, value)| address.replace(name, value));
                let asked = load::times(service.address, RUNS, || service::get(&address, &token));
                // pages of others, and addresses of things that are not there, are no pages of theirs
                if !address.contains('{') && asked.iter().all(|(status, _)| *status == 200) {
                    let median = median(asked.into_iter().map(|(_, seconds)| seconds).collect());
                    // a file is no page: it takes as long as what is asked to be in it
                    let promise = (!address.contains('.')).then_some(("≤ 5 ms", median <= 0.005));
                    Figure { what: format!("page {address}, {name}, {engine}"), measured: time(median), beside: None, promise }.print();
                }
            }
        }
    }
}
