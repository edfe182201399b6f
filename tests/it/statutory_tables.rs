//! The statutory tables over stored cases: they balance, every cell leads to its cases, nothing is lost between the years, and a table
//! that does not balance does not leave the house.

use fuyi::domain::case::CaseKind;
use fuyi::domain::id::CaseId;
use fuyi::domain::statistics::Period;
use fuyi::domain::statistics::statutory::TableKind;
use fuyi::service::Books;
use fuyi::service::figures::*;
use fuyi::store::{Database, UnitId};
use serde_json::json;

use super::engines::{Engine, on_both_engines};
use super::figures::{append, books, district, entries, file, on};
use super::samples::day;

fn asked(table: TableKind, period: &str, units: UnitsIn) -> TableQuery {
    let scope = FigureScope { units, ..FigureScope::default() };
    TableQuery { table, version: None, period: Period::parse(period).expect("a period"), scope, known_on: None }
}

fn shown(database: &mut Database, books: &Books, query: &TableQuery) -> TableShown {
    table(database, books, query).expect("a table")
}

/// A column of the total.
fn total(shown: &TableShown, column: &str) -> i64 {
    shown.filled.total[shown.layout.column(column).unwrap_or_else(|| panic!("no column {column}"))]
}

#[test]
fn tables_of_random_histories_balance_for_every_unit_and_year() {
    let books = books();
    on_both_engines(|engine| {
        let (mut database, top) = district(engine, &books);
        let two = database.unit_find("平湛区第02局").expect("a search").expect("the unit").0;
        let mut counted = 0;
        for units in [UnitsIn::All, UnitsIn::Own(top), UnitsIn::Under(top), UnitsIn::Own(two)] {
            for (kind, taken_up) in [(TableKind::Reconsideration, "accepted"), (TableKind::Litigation, "filed")] {
                let mut pending = None;
                for year in ["2021", "2022", "2023"] {
                    let table = shown(&mut database, &books, &asked(kind, year, units.clone()));
                    // the units of the synthetic district have no kind, so that nobody knows the level of the organ
                    let organ_only = |rule: &str| rule == "B4" && kind == TableKind::Reconsideration;
                    assert!(table.filled.broken.iter().all(|rule| organ_only(&rule.rule)), "{units:?} {year}: {:?}", table.filled.broken);
                    let of = |column| total(&table, column);
                    assert_eq!(of("carried-over") + of(taken_up), of("concluded") + of("pending"), "{units:?} {kind:?} {year}");
                    assert!(pending.is_none_or(|before| before == of("carried-over")), "{units:?} {kind:?} {year}");
                    pending = Some(of("pending"));
                    counted += of("concluded");
                }
            }
        }
        assert!(counted > 100, "{counted}");
    });
}

#[test]
fn every_cell_leads_to_its_cases() {
    let books = books();
    let engine = Engine::sqlite();
    let (mut database, top) = district(&engine, &books);
    for (kind, units) in [(TableKind::Reconsideration, UnitsIn::All), (TableKind::Litigation, UnitsIn::Under(top))] {
        let query = asked(kind, "2023", units);
        let table = shown(&mut database, &books, &query);
        let rows = table.layout.rows.iter().map(|row| Some(row.no)).zip(&table.filled.rows).chain([(None, &table.filled.total)]);
        let mut cells = 0;
        for (row, amounts) in rows {
            for (position, column) in table.layout.printed().filter(|(position, _)| amounts[*position] != 0) {
                let (mut after, mut sum): (Option<CaseId>, i64) = (None, 0);
                loop {
                    let page = table_cases(&mut database, &books, &query, row, &column.id, after, 29).expect("cases");
                    sum += page.cases.iter().map(|case| case.amount).sum::<i64>();
                    after = page.next;
                    if after.is_none() {
                        break;
                    }
                }
                assert_eq!(sum, amounts[position], "{row:?} {}", column.id);
                cells += 1;
            }
        }
        assert!(cells > 10, "{cells}");
    }
}

/// A reconsideration of two matters, received on a day.
fn accepted(database: &mut Database, books: &Books, number: &str, received: &str, events: &[(&str, &str, serde_json::Value)]) -> CaseId {
    let unit = super::samples::UNITS[0];
    let opened =
        [("application-received", received, json!({"respondents": [unit], "matter": "行政处罚、信息公开", "category": "市场监管"}))];
    file(database, books, CaseKind::Reconsideration, number, entries(&[&opened[..], events].concat()), &on(day(2024, 1, 5)))
}

#[test]
fn what_does_not_balance_names_its_cases_and_stays_in_the_house() {
    let books = books();
    on_both_engines(|engine| {
        let mut database = engine.database();
        super::samples::write_units(&mut database);
        let decided = |on: &'static str| ("decision-made", on, json!({"outcome": "VOID", "approved_by": "organ-head"}));
        accepted(&mut database, &books, "某政复〔2023〕1号", "2022-12-20", &[("accepted", "2022-12-22", json!({})), decided("2023-02-01")]);
        let wrong = accepted(
            &mut database,
            &books,
            "某政复〔2023〕2号",
            "2023-01-03",
            &[("accepted", "2023-01-05", json!({})), decided("2022-12-31")],
        );
        let query = asked(TableKind::Reconsideration, "2023", UnitsIn::All);
        let table = shown(&mut database, &books, &query);
        let b2 = table.filled.broken.iter().find(|rule| rule.rule == "B2").expect("B2 is broken");
        assert_eq!((b2.left, b2.right, b2.count), (2, 1, 1));
        assert_eq!((b2.cases[0].case, b2.cases[0].number.as_deref()), (wrong, Some("某政复〔2023〕2号")));
        let refused = table.may_leave(false).expect_err("a refusal").to_string();
        assert!(refused.contains("balance rule B2 is broken"), "{refused}");
        assert!(table.may_leave(true).is_ok());
        let of = |column| total(&table, column);
        // carried over by its state at the boundary; a void act stands under 确认违法, two matters under 其他
        assert_eq!((of("carried-over"), of("accepted"), of("concluded"), of("illegal"), of("pending")), (1, 1, 1, 1, 0));
        assert_eq!((of("matter-other"), of("matter-penalty")), (1, 0));
        let row = table.layout.rows.iter().position(|row| row.name.zh == "工商").expect("the row");
        assert_eq!(table.filled.rows[row], table.filled.total, "市场监管 stands in the row of 工商");
    });
}

#[test]
fn a_table_is_the_one_of_its_day() {
    let books = books();
    on_both_engines(|engine| {
        let mut database = engine.database();
        super::samples::write_units(&mut database);
        let unit = super::samples::UNITS[0];
        let opened =
            entries(&[("application-received", "2023-02-01", json!({"respondents": [unit]})), ("accepted", "2023-02-03", json!({}))]);
        let case = file(&mut database, &books, CaseKind::Reconsideration, "某政复〔2023〕3号", opened, &on(day(2023, 2, 4)));
        let decided = entries(&[("decision-made", "2023-03-10", json!({"outcome": "MAINTAIN", "approved_by": "organ-head"}))]);
        append(&mut database, &books, case, decided, &on(day(2024, 1, 10)));
        let of = |database: &mut Database, known_on| {
            let query = TableQuery { known_on, ..asked(TableKind::Reconsideration, "2023", UnitsIn::All) };
            let table = shown(database, &books, &query);
            (total(&table, "maintained"), total(&table, "pending"))
        };
        assert_eq!(of(&mut database, None), (1, 0));
        assert_eq!(of(&mut database, Some(day(2023, 12, 31))), (0, 1), "the decision was recorded later");
        // the layout is that of the end of the period
        let version = |database: &mut Database, period: &str| {
            shown(database, &books, &asked(TableKind::Reconsideration, period, UnitsIn::All)).layout.version
        };
        assert_eq!(["2012", "2015", "2023"].map(|period| version(&mut database, period)), ["2010", "2015", "2018"]);
        let unknown = TableQuery { version: Some("1999".into()), ..asked(TableKind::Litigation, "2023", UnitsIn::All) };
        assert!(table(&mut database, &books, &unknown).expect_err("no such layout").to_string().contains("it has 2011, 2015"));
        let query = asked(TableKind::Litigation, "2023", UnitsIn::Own(UnitId(1)));
        assert!(table_cases(&mut database, &books, &query, Some(9), "filed", None, 5).is_err(), "no such row");
        assert!(table_cases(&mut database, &books, &query, None, "nothing", None, 5).is_err(), "no such column");
    });
}
