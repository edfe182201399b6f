//! Which cases a unit reaches: a list shows exactly what the policy table would allow one by one, whatever the tree, the grants
//! and the cases, also after units have moved and cases were handed over.

use std::collections::BTreeSet;

use fuyi::domain::Day;
use fuyi::domain::access::{Action, Grant, Object, Principal, Role, UnitEntry, Who, decide, scope};
use fuyi::domain::case::CaseKind;
use fuyi::domain::id::{CaseId, ClientId, PersonId, UnitId};
use fuyi::store::{CaseFilter, Database, NewCase, Page, StoreError, UnitRole};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::engines::{Engine, on_both_engines};
use super::samples::*;

const UNITS: usize = 14;
const CASES: usize = 60;
const PRINCIPALS: usize = 40;

fn name(unit: usize) -> String {
    format!("单位{unit:02}")
}

/// A forest of units, each under an earlier one or under none.
fn plant(database: &mut Database, chance: &mut ChaCha8Rng) -> Vec<UnitId> {
    let list: Vec<UnitEntry> = (0..UNITS)
        .map(|unit| {
            let parent = (unit > 0 && chance.random_range(0..5) > 0).then(|| name(chance.random_range(0..unit)));
            UnitEntry { full_name: name(unit), parent, ..UnitEntry::default() }
        })
        .rev() // a parent may stand further down
        .collect();
    assert_eq!(database.units_put(&list, &act()).expect("units").added, UNITS);
    (0..UNITS).map(|unit| database.unit_find(&name(unit)).expect("a search").expect("the unit").0).collect()
}

fn case(chance: &mut ChaCha8Rng) -> NewCase {
    let units: Vec<UnitRole> =
        (0..chance.random_range(0..3)).map(|_| UnitRole { unit: name(chance.random_range(0..UNITS)), role: "respondent" }).collect();
    let on = day(2020 + chance.random_range(0..4), 1 + chance.random_range(0..12), 1 + chance.random_range(0..28));
    let mut new = new_case(None, vec![accepted(on)]);
    new.kind = CaseKind::ALL[chance.random_range(0..3)];
    new.handler = (chance.random_range(0..4) > 0).then(|| name(chance.random_range(0..UNITS)));
    new.projection.units = units;
    new.projection.tallies.clear();
    new
}

fn principal(chance: &mut ChaCha8Rng, units: &[UnitId], today: Day) -> Principal {
    let roles = if chance.random_range(0..4) == 0 { Role::ALL } else { &Role::ALL[..4] };
    let grants = (0..chance.random_range(0..4))
        .map(|_| Grant {
            role: roles[chance.random_range(0..roles.len())],
            unit: (chance.random_range(0..8) > 0).then(|| units[chance.random_range(0..units.len())]),
            from: today - chrono::Days::new(chance.random_range(0..2) * 9),
            until: (chance.random_range(0..4) == 0).then(|| today + chrono::Days::new(chance.random_range(0..2))),
        })
        .collect();
    let (who, scopes) = match chance.random_range(0..4) {
        0 => (Who::Client(ClientId(1)), vec![Action::CaseList, Action::CaseRead]),
        _ => (Who::Person(PersonId(1)), Vec::new()),
    };
    Principal { who, name: "王某某".into(), grants, scopes }
}

/// Every list equals its decisions; how many lists showed some but not all.
fn agrees(database: &mut Database, cases: &[CaseId], units: &[UnitId], chance: &mut ChaCha8Rng) -> usize {
    let today = day(2024, 3, 1);
    let (_, tree) = database.unit_tree().expect("the tree");
    let mut telling = 0;
    for _ in 0..PRINCIPALS {
        let principal = principal(chance, units, today);
        let action = [Action::CaseList, Action::CaseRead, Action::EventRecord, Action::ApprovalDecide][chance.random_range(0..4)];
        let unit = (chance.random_range(0..3) == 0).then(|| units[chance.random_range(0..units.len())]);
        let kind = (chance.random_range(0..3) == 0).then(|| CaseKind::ALL[chance.random_range(0..3)]);
        let mut allowed = BTreeSet::new();
        for id in cases {
            let standing = database.case_standing(*id).expect("a case");
            let decided = decide(&principal, action, &Object::Case(standing.object()), &tree, today).is_ok();
            if let Ok(scope) = scope(&principal, action, &tree, today) {
                assert_eq!(scope.includes(&standing.object(), &tree), decided, "{principal:?} {action:?} {standing:?}");
            }
            let asked = unit.is_none_or(|unit| standing.concerned.iter().any(|on| tree.reaches(unit, *on)))
                && kind.is_none_or(|kind| kind == standing.kind);
            if decided && asked {
                allowed.insert(*id);
            }
        }
        let mut listed = Vec::new();
        if let Ok(scope) = scope(&principal, action, &tree, today) {
            let filter = CaseFilter { unit, kind, ..CaseFilter::default() };
            loop {
                let after = listed.last().map(|case: &fuyi::store::CaseListed| case.cursor);
                let page = database.cases_list(&filter, &scope, Page { after, size: 7 }).expect("a page").cases;
                if page.is_empty() {
                    break;
                }
                listed.extend(page);
            }
            assert!(listed.windows(2).all(|pair| pair[0].cursor > pair[1].cursor), "newest first, no case twice");
        }
        let listed: BTreeSet<CaseId> = listed.into_iter().map(|case| case.cursor.id).collect();
        assert_eq!(listed, allowed, "{principal:?} {action:?} {unit:?} {kind:?}");
        telling += usize::from(!listed.is_empty() && listed.len() < cases.len());
    }
    telling
}

#[test]
fn a_list_shows_exactly_what_would_be_allowed_one_by_one() {
    on_both_engines(|engine: &Engine| {
        let mut database = engine.database();
        let mut chance = ChaCha8Rng::seed_from_u64(29);
        let units = plant(&mut database, &mut chance);
        let cases: Vec<CaseId> = (0..CASES).map(|_| database.case_create(&case(&mut chance), &act()).expect("a case")).collect();
        let mut telling = agrees(&mut database, &cases, &units, &mut chance);
        // units move, cases are handed over: reach follows
        let mut moved = 0;
        for _ in 0..12 {
            let (unit, parent) = (chance.random_range(0..UNITS), chance.random_range(0..UNITS));
            match database.unit_move(units[unit], (parent != unit).then_some(units[parent]), &act()) {
                Ok(()) => moved += 1,
                Err(StoreError::UnitLoop { .. }) => {}
                Err(error) => panic!("{error}"),
            }
        }
        assert!(moved > 3, "{moved}");
        for case in cases.iter().step_by(3) {
            database.case_assign(*case, Some(units[chance.random_range(0..UNITS)]), None, &act()).expect("handed over");
        }
        telling += agrees(&mut database, &cases, &units, &mut chance);
        assert!(telling > PRINCIPALS / 2, "most lists must tell something: {telling}");
    });
}

#[test]
fn reach_is_what_can_be_computed_again() {
    on_both_engines(|engine| {
        let mut database = engine.database();
        furnish(&mut database);
        let top = UnitEntry { full_name: "平湛区人民政府".into(), ..UnitEntry::default() };
        let below = super::samples::UNITS.map(|unit| UnitEntry {
            full_name: unit.into(),
            parent: Some("平湛区人民政府".into()),
            ..UnitEntry::default()
        });
        database.units_put(&[vec![top], below.to_vec()].concat(), &act()).expect("a tree");
        assert_eq!(database.verify(&SampleFold).expect("a check"), []);
        let county = database.unit_find("平湛区人民政府").expect("a search").expect("the county").0;
        let filter = CaseFilter { unit: Some(county), ..CaseFilter::default() };
        let everything = fuyi::domain::access::Scope::everything();
        assert_eq!(database.cases_list(&filter, &everything, Page { after: None, size: 1000 }).expect("a list").cases.len(), 701);
        // what a hand in the database shell breaks is found and mended
        engine.execute("DELETE FROM case_units WHERE role = '' AND case_id = 1").expect("broken");
        engine.execute("UPDATE units SET path = '/9/' WHERE full_name = '平湛区公安分局'").expect("broken");
        let found = database.verify(&SampleFold).expect("a check");
        assert_eq!(found.len(), 2, "{found:?}");
        assert_eq!(database.rebuild(&SampleFold, &act()).expect("mended"), found);
        assert_eq!(database.verify(&SampleFold).expect("a check"), []);
    });
}

#[test]
fn a_new_case_and_a_new_entry_take_their_places_above() {
    on_both_engines(|engine| {
        let mut database = engine.database();
        let entry = |name: &str, parent: Option<&str>| UnitEntry {
            full_name: name.into(),
            parent: parent.map(str::to_owned),
            ..UnitEntry::default()
        };
        let list = [entry("某省", None), entry("某市", Some("某省")), entry("某区", Some("某市")), entry("某局", Some("某区"))];
        database.units_put(&list, &act()).expect("a tree");
        let mut new = new_case(None, vec![received(day(2024, 3, 1), "某局")]);
        new.handler = Some("某区".into());
        let id = database.case_create(&new, &act()).expect("a case");
        append(&mut database, id, 1, vec![accepted(day(2024, 3, 5))]).expect("an entry");
        let rows = engine.lines(
            "SELECT u.full_name || ' ' || c.role || ' ' || CASE WHEN c.handles THEN 'h' ELSE '-' END || CASE WHEN c.concerned THEN 'c' ELSE '-' END \
             AS line FROM case_units c JOIN units u ON u.id = c.unit_id ORDER BY u.id",
        );
        assert_eq!(rows, ["某省  hc", "某市  hc", "某区  hc", "某局 respondent -c"]);
        assert_eq!(database.verify(&SampleFold).expect("a check"), []);
        let refused = database.units_put(&[entry("某省", Some("某局"))], &act()).expect_err("a loop");
        assert!(matches!(refused, StoreError::UnitLoop { .. }), "{refused}");
        assert_eq!(database.verify(&SampleFold).expect("a check"), [], "nothing of it was kept");
    });
}

#[test]
fn figures_of_some_units_add_up_to_those_of_all() {
    on_both_engines(|engine| {
        let mut database = engine.database();
        furnish(&mut database);
        let units: Vec<UnitId> = database.units_list().expect("the units").iter().map(|unit| unit.id).collect();
        let measures = ["received", "accepted", "concluded"];
        let all = database.tallies_of_years(&measures, 2018..=2024).expect("totals");
        assert_eq!(database.tallies_of_units(&measures, 2018..=2024, &units).expect("totals"), all);
        let parts: i64 = units
            .iter()
            .flat_map(|unit| database.tallies_of_units(&measures, 2018..=2024, &[*unit]).expect("totals"))
            .map(|total| total.count)
            .sum();
        assert!(parts > 1000 && parts == all.iter().map(|total| total.count).sum::<i64>());
        assert_eq!(database.tallies_of_units(&measures, 2018..=2024, &[]).expect("totals"), []);
    });
}

#[test]
fn the_list_of_a_subtree_reads_one_index_in_order() {
    let engine = Engine::sqlite();
    furnish(&mut engine.database());
    // the shape of the query of a reach: equality on the unit, the rest in the index, no sorting
    let plan = engine.lines_of_plan(
        "SELECT c.number FROM case_units u JOIN cases c ON c.id = u.case_id \
         WHERE u.unit_id = 1 AND u.listed_on BETWEEN '0001-01-01' AND '9999-12-31' AND (u.listed_on < '9999-12-31' OR u.case_id < 9) \
         AND ((u.handles AND u.kind IN ('reconsideration')) OR (u.concerned AND u.kind IN ('litigation'))) \
         ORDER BY u.listed_on DESC, u.case_id DESC LIMIT 50",
    );
    assert!(plan.contains("USING COVERING INDEX case_units_listed (unit_id=? AND listed_on>? AND listed_on<?)"), "{plan}");
    assert!(!plan.contains("TEMP B-TREE"), "{plan}");
}
