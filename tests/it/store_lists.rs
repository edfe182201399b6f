//! Lists: every filter, every page, and the index each reads.

use fuyi::domain::access::Scope;
use fuyi::domain::case::{CaseKind, State};
use fuyi::store::{CaseFilter, CaseListed, Cursor, Database, Page, StoreError};

use super::engines::on_both_engines;
use super::samples::*;

fn all_pages(database: &mut Database, filter: &CaseFilter<'_>, size: u32) -> Vec<CaseListed> {
    let mut all: Vec<CaseListed> = Vec::new();
    loop {
        let after: Option<Cursor> = all.last().map(|case| case.cursor);
        let page = database.cases_list(filter, &Scope::everything(), Page { after, size }).expect("a page").cases;
        assert!(page.len() <= size as usize);
        if page.is_empty() {
            return all;
        }
        all.extend(page);
    }
}

#[test]
fn pages_together_are_the_list_in_order() {
    on_both_engines(|engine| {
        let mut database = engine.database();
        furnish(&mut database);
        let unit = database.unit_find(UNITS[1]).expect("a search").expect("the unit").0;
        for filter in [CaseFilter::default(), CaseFilter { unit: Some(unit), ..CaseFilter::default() }] {
            let whole = all_pages(&mut database, &filter, 10_000);
            assert_eq!(whole.len(), if filter.unit.is_some() { 233 } else { 701 });
            assert_eq!(all_pages(&mut database, &filter, 7), whole);
            assert!(whole.windows(2).all(|pair| pair[0].cursor > pair[1].cursor), "newest first, no case twice");
        }
    });
}

#[test]
fn filters_narrow() {
    on_both_engines(|engine| {
        let mut database = engine.database();
        let id = furnish(&mut database);
        let unit = database.unit_find(UNITS[0]).expect("a search").expect("the unit").0;
        let mut count = |filter: CaseFilter<'_>| all_pages(&mut database, &filter, 100).len();
        assert_eq!(count(CaseFilter { year: Some(2024), ..CaseFilter::default() }), 1);
        assert_eq!(count(CaseFilter { year: Some(2018), ..CaseFilter::default() }), 117);
        assert_eq!(count(CaseFilter { year: Some(2018), unit: Some(unit), ..CaseFilter::default() }), 117);
        assert_eq!(count(CaseFilter { year: Some(2019), unit: Some(unit), ..CaseFilter::default() }), 0);
        assert_eq!(count(CaseFilter { kind: Some(CaseKind::Litigation), ..CaseFilter::default() }), 0);
        assert_eq!(count(CaseFilter { kind: Some(CaseKind::Reconsideration), ..CaseFilter::default() }), 701);
        assert_eq!(count(CaseFilter { states: &[State::Closed], ..CaseFilter::default() }), 701);
        assert_eq!(count(CaseFilter { states: &[State::Received], unit: Some(unit), ..CaseFilter::default() }), 0);
        assert_eq!(count(CaseFilter { number_prefix: Some("平湛政复决字〔2018〕1"), ..CaseFilter::default() }), 19);
        assert_eq!(count(CaseFilter { number_prefix: Some("平湛政复决字_2018"), ..CaseFilter::default() }), 0);
        assert_eq!(count(CaseFilter { number_prefix: Some("%"), ..CaseFilter::default() }), 0);
        let newest = database
            .cases_list(&CaseFilter::default(), &Scope::everything(), Page { after: None, size: 1 })
            .expect("a page")
            .cases
            .remove(0);
        assert_eq!(newest.cursor, Cursor { listed_on: day(2024, 3, 1), id });
        assert_eq!((newest.parties.as_str(), newest.outcome.as_deref()), ("李某某", Some("UPHOLD")));
        let entries = vec![received(day(2025, 1, 2), UNITS[0])];
        let open = database.case_create(&new_case(None, entries), &act()).expect("an open case");
        for unit in [None, Some(unit)] {
            let filter = CaseFilter { unit, open: true, ..CaseFilter::default() };
            let listed = all_pages(&mut database, &filter, 100);
            assert!(listed.iter().any(|case| case.cursor.id == open) && listed.iter().all(|case| case.concluded_on.is_none()));
            assert!(listed.iter().all(|case| case.cursor.id != id), "a concluded case is not open");
        }
    });
}

#[test]
fn a_year_no_day_has_is_refused() {
    on_both_engines(|engine| {
        let mut database = engine.database();
        for year in [i32::MIN, -1, 0, 10_000, 300_000, i32::MAX] {
            let filter = CaseFilter { year: Some(year), ..CaseFilter::default() };
            let refused = database.cases_list(&filter, &Scope::everything(), Page { after: None, size: 1 }).expect_err("no such year");
            assert!(matches!(refused, StoreError::UnknownYear { year: asked } if asked == year), "{refused}");
        }
        for year in [1, 9999] {
            let filter = CaseFilter { year: Some(year), ..CaseFilter::default() };
            assert_eq!(database.cases_list(&filter, &Scope::everything(), Page { after: None, size: 1 }).expect("a page").cases, []);
        }
    });
}
