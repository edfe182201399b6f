//! Search and filters: whatever is asked, a list shows exactly the cases a look at each of them would find, in its order, and the
//! index behind it follows every act.

use std::collections::{BTreeMap, BTreeSet};

use fuyi::domain::access::{Kinds, Reach, Scope};
use fuyi::domain::case::{CaseKind, State};
use fuyi::domain::deadline::{Urgency, UrgencyDays};
use fuyi::domain::id::{CaseId, UnitId};
use fuyi::domain::search::{Folded, Terms, fold};
use fuyi::service::{Books, generate};
use fuyi::settings::Settings;
use fuyi::store::{CaseFilter, CaseListed, CaseSort, Database, Difference, Page};

use super::engines::{Engine, on_both_engines};
use super::samples::*;

fn everything(database: &mut Database, filter: &CaseFilter<'_>, scope: &Scope, size: u32) -> Vec<CaseListed> {
    let (mut all, mut after) = (Vec::new(), None);
    loop {
        let page = database.cases_list(filter, scope, Page { after, size }).expect("a page");
        all.extend(page.cases);
        after = page.next;
        if after.is_none() {
            return all;
        }
    }
}

fn ids(cases: &[CaseListed]) -> Vec<CaseId> {
    cases.iter().map(|case| case.cursor.id).collect()
}

fn synthetic(engine: &Engine, cases: u64) -> Database {
    let books = Books::open(&Settings::load(None, [], []).expect("the settings")).expect("the books");
    generate(&engine.url, &books, cases, 7, &act()).expect("cases");
    Database::open(&engine.url).expect("the database")
}

/// Units by case, and names by unit.
type Places = (BTreeMap<CaseId, Vec<UnitId>>, Vec<(UnitId, String)>);

/// Units on each case, or above one that is, and every folded name of each unit.
fn units(database: &mut Database, engine: &Engine) -> Places {
    let lines = engine.lines("SELECT case_id || ' ' || unit_id AS line FROM case_units WHERE concerned ORDER BY case_id, unit_id");
    let mut of_cases: BTreeMap<CaseId, Vec<UnitId>> = BTreeMap::new();
    for line in lines {
        let (case, unit) = line.split_once(' ').expect("two ids");
        of_cases.entry(CaseId(case.parse().expect("an id"))).or_default().push(UnitId(unit.parse().expect("an id")));
    }
    let units = database.units_list().expect("the units");
    let names = units.into_iter().flat_map(|unit| {
        let id = unit.id;
        unit.aliases.into_iter().chain([unit.full_name]).map(move |name| (id, fold(&name)))
    });
    (of_cases, names.collect())
}

const QUERIES: &[&str] = &[
    "王",
    "王某",
    "王某某",
    "某某 王",
    "李某 2020",
    "[2018]",
    "〔2018〕1",
    "（２０１８）第0012号",
    "政复决字〔2019〕3号",
    "合0007行初",
    "行初1",
    "12号",
    "12",
    "123",
    "2号",
    "5",
    "号",
    "0007",
    "第05局",
    "区第05局 王某某",
    "街道",
    "平湛区第1",
    "诸葛",
    "3 9 6",
    "没有",
    "〔2018〕12 第03局",
];

#[test]
fn a_search_finds_exactly_the_cases_that_hold_the_text() {
    on_both_engines(|engine| {
        let mut database = synthetic(engine, 1500);
        let (of_cases, names) = units(&mut database, engine);
        let whole = everything(&mut database, &CaseFilter::default(), &Scope::everything(), 10_000);
        assert_eq!(whole.len(), 1500);
        let one_unit = names[3].0;
        let scopes =
            [Scope::everything(), Scope(vec![Reach { unit: Some(one_unit), handles: Kinds::ALL, concerned: Kinds::ALL, subtree: false }])];
        for query in QUERIES {
            let terms = Terms::read(query);
            let fits = |case: &CaseListed| {
                let folded = Folded::new(case.number.as_deref(), [case.parties.as_str()]);
                let on = &of_cases[&case.cursor.id];
                terms.iter().all(|term| folded.contains(term) || names.iter().any(|(unit, name)| name.contains(term) && on.contains(unit)))
            };
            for (scope, within) in scopes.iter().zip([None, Some(one_unit)]) {
                let seen = |case: &&CaseListed| within.is_none_or(|unit| of_cases[&case.cursor.id].contains(&unit));
                let expected: Vec<CaseId> = whole.iter().filter(|case| fits(case)).filter(seen).map(|case| case.cursor.id).collect();
                let filter = CaseFilter { terms: Some(&terms), ..CaseFilter::default() };
                for size in [7, 50, 5000] {
                    assert_eq!(ids(&everything(&mut database, &filter, scope, size)), expected, "{query} by {size} {within:?}");
                }
                let filter = CaseFilter { sort: CaseSort::Number, ..filter };
                let mut by_number = ids(&everything(&mut database, &filter, scope, 11));
                let mut sorted = expected.clone();
                by_number.sort();
                sorted.sort();
                assert_eq!(by_number, sorted, "{query} by number");
            }
        }
    });
}

#[test]
fn filters_and_orders_agree_with_a_look_at_every_case() {
    on_both_engines(|engine| {
        let mut database = synthetic(engine, 900);
        let days = UrgencyDays { today: day(2023, 11, 20), soon_until: day(2024, 1, 10) };
        let with_days = CaseFilter { days, ..CaseFilter::default() };
        let whole = everything(&mut database, &with_days, &Scope::everything(), 10_000);
        let unit = database.unit_find("区第03局").expect("a search").expect("the unit").0;
        let on_unit = ids(&everything(&mut database, &CaseFilter { unit: Some(unit), ..with_days }, &Scope::everything(), 10_000));
        assert!(!on_unit.is_empty());
        type Test<'a> = Box<dyn Fn(&CaseListed) -> bool + 'a>;
        let is =
            |field: fn(&CaseListed) -> Option<&str>, value: &'static str| -> Test<'_> { Box::new(move |case| field(case) == Some(value)) };
        let mut filters: Vec<(CaseFilter<'_>, Test<'_>)> = vec![
            (CaseFilter { matter: Some("信息公开"), ..with_days }, is(|case| case.matter.as_deref(), "信息公开")),
            (CaseFilter { category: Some("公安"), ..with_days }, is(|case| case.category.as_deref(), "公安")),
            (CaseFilter { outcome: Some("VARY"), ..with_days }, is(|case| case.outcome.as_deref(), "VARY")),
            (CaseFilter { officer: Some("王某某"), ..with_days }, Box::new(|_| false)),
            (
                CaseFilter { states: &[State::Closed, State::Rejected], ..with_days },
                Box::new(|case| ["closed", "rejected"].contains(&case.state.as_str())),
            ),
            (
                CaseFilter { matter: Some("信息公开"), unit: Some(unit), kind: Some(CaseKind::Litigation), ..with_days },
                Box::new(|case| {
                    case.matter.as_deref() == Some("信息公开") && on_unit.contains(&case.cursor.id) && case.kind == "litigation"
                }),
            ),
            (
                CaseFilter { year: Some(2019), category: Some("公安"), ..with_days },
                Box::new(|case| case.cursor.listed_on.to_string().starts_with("2019") && case.category.as_deref() == Some("公安")),
            ),
        ];
        for due in Urgency::ALL {
            filters.push((CaseFilter { due: Some(*due), ..with_days }, Box::new(|case| case.due == *due)));
        }
        for (filter, test) in &filters {
            let expected: Vec<&CaseListed> = whole.iter().filter(|case| test(case)).collect();
            for sort in CaseSort::ALL {
                let found = everything(&mut database, &CaseFilter { sort: *sort, ..*filter }, &Scope::everything(), 13);
                let mut expected: Vec<CaseId> = expected
                    .iter()
                    .filter(|case| *sort != CaseSort::NextDate || case.next_on.is_some())
                    .map(|case| case.cursor.id)
                    .collect();
                let mut listed = ids(&found);
                match sort {
                    CaseSort::Received => {}
                    CaseSort::NextDate => assert!(found.is_sorted_by_key(|case| case.next_on), "the nearest date first"),
                    CaseSort::Number => assert!(found.windows(2).all(|two| order(&two[0]) >= order(&two[1])), "the highest number first"),
                }
                if *sort != CaseSort::Received {
                    expected.sort();
                    listed.sort();
                }
                assert_eq!(listed, expected, "{filter:?} {sort:?}");
            }
        }
        let urgencies: BTreeSet<Urgency> = whole.iter().map(|case| case.due).collect();
        assert!(urgencies.len() >= 2, "{urgencies:?}");
    });
}

/// Year and sequence of a number.
fn order(case: &CaseListed) -> (String, String, u32) {
    let number = case.number.as_deref().expect("a number");
    let year: String = number.chars().skip_while(|c| !matches!(c, '〔' | '（')).skip(1).take(4).collect();
    let head: String = number.trim_end_matches('号').trim_end_matches(|c: char| c.is_ascii_digit()).into();
    let sequence = number[head.len()..].trim_end_matches('号').parse().expect("a sequence");
    let word = head.replace(['〔', '〕', '（', '）'], "").replacen(&year, "", 1);
    (year, word, sequence)
}

#[test]
fn the_index_follows_every_act_and_is_made_anew_where_it_is_wrong() {
    on_both_engines(|engine| {
        let mut database = engine.database();
        let id = furnish(&mut database);
        let found = |database: &mut Database, query: &str| {
            let terms = Terms::read(query);
            let filter = CaseFilter { terms: Some(&terms), ..CaseFilter::default() };
            everything(database, &filter, &Scope::everything(), 100).len()
        };
        let in_state = |database: &mut Database, state: State| {
            let filter = CaseFilter { states: &[state], ..CaseFilter::default() };
            everything(database, &filter, &Scope::everything(), 100).len()
        };
        assert_eq!((found(&mut database, "李某"), found(&mut database, "〔2024〕1号")), (701, 1));
        assert_eq!(database.verify(&SampleFold).expect("a check"), []);

        // a case goes on: its state, its number, its people
        let open = database.case_create(&new_case(None, vec![received(day(2025, 1, 2), UNITS[0])]), &act()).expect("a case");
        assert_eq!(in_state(&mut database, State::Received), 1);
        append(&mut database, open, 1, vec![accepted(day(2025, 1, 6))]).expect("an entry");
        assert_eq!((in_state(&mut database, State::Received), in_state(&mut database, State::UnderReview)), (0, 1));
        assert_eq!(database.verify(&SampleFold).expect("a check"), []);

        // a copy is found by the same
        let file = engine.directory.path().join("copy.backup");
        database.backup(&file).expect("a copy");
        let copy = format!("sqlite://{}", engine.directory.path().join("copy.sqlite").display());
        let mut restored = Database::restore(&file, &copy).expect("restored");
        assert_eq!((found(&mut restored, "李某"), found(&mut restored, "〔2018〕66号")), (702, 1));
        assert_eq!(restored.verify(&SampleFold).expect("a check"), []);

        // what is tampered with is found and made anew
        engine.execute("DELETE FROM postings WHERE place IN (SELECT MAX(place) FROM postings)").expect("a deletion");
        engine.execute("INSERT INTO postings (token, place) VALUES (1, 2)").expect("an invention");
        assert_eq!(database.verify(&SampleFold).expect("a check"), [Difference::Search]);
        assert_eq!(database.rebuild(&SampleFold, &act()).expect("a rebuild"), [Difference::Search]);
        assert_eq!(database.verify(&SampleFold).expect("a check"), []);
        assert_eq!(found(&mut database, "李某"), 702);

        // an import that is undone is found no more
        let batch = database.batches_list().expect("the batches")[0].id;
        database.batch_undo(batch, &SampleFold, &act()).expect("undone");
        assert_eq!((found(&mut database, "李某"), found(&mut database, "〔2018〕66号")), (2, 0));
        assert_eq!(database.verify(&SampleFold).expect("a check"), []);
        assert!(found(&mut database, "〔2024〕1号") == 1 && database.case_history(id).is_ok());
    });
}
