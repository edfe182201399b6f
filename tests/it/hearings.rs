//! Hearings by day: those fixed, put off and held, who must appear, what stands in each other's way, and who may see them.

use fuyi::domain::case::docket::SittingState;
use fuyi::domain::case::event::Event;
use fuyi::domain::case::{CaseKind, Entry};
use fuyi::service::{Access, Books, Clash, NewFile, hearings, opening, record};
use fuyi::settings::Settings;
use fuyi::store::{CaseId, Database};

use super::engines::on_both_engines;
use super::samples::*;

fn entry(on: &str, code: &str, data: &str) -> Entry {
    Entry::recorded(on.parse().expect("a day"), Event::parse(code, data).unwrap_or_else(|fault| panic!("{fault}")))
}

fn suit(database: &mut Database, access: &Access, books: &Books, unit: &str) -> CaseId {
    let data = format!(r#"{{"court":"平湛区人民法院","agencies":[{{"agency":"{unit}","role":"defendant"}}]}}"#);
    let entry = entry("2024-03-01", "complaint-received", &data);
    let file = NewFile { kind: CaseKind::Litigation, number: None, handler: None, unit: None, entry };
    let case = opening(database, access, books, file).expect("a suit");
    database.case_create(&case, &act()).expect("a case")
}

#[test]
fn hearings_are_listed_by_day_with_what_stands_in_their_way() {
    on_both_engines(|engine| {
        let mut database = engine.database();
        write_units(&mut database);
        let books = Books::open(&Settings::load(None, [], []).expect("the settings")).expect("the books");
        let today = day(2024, 6, 3);
        let access = Access::terminal(&mut database, "root", today).expect("the terminal");
        let (one, other) = (suit(&mut database, &access, &books, UNITS[0]), suit(&mut database, &access, &books, UNITS[0]));
        let third = suit(&mut database, &access, &books, UNITS[1]);
        let add = |database: &mut Database, case: CaseId, on: &str, code: &str, data: &str| {
            record(database, &access, &books, &case.to_string(), entry(on, code, data), None, &act()).expect("an entry");
        };
        add(&mut database, one, "2024-03-20", "hearing-scheduled", r#"{"hearing_on":"2024-06-10","place":"第三法庭"}"#);
        add(&mut database, other, "2024-03-21", "hearing-scheduled", r#"{"hearing_on":"2024-05-10","place":"第一法庭"}"#);
        add(&mut database, other, "2024-04-21", "hearing-postponed", r#"{"hearing_on":"2024-06-10"}"#);
        add(&mut database, third, "2024-03-21", "hearing-scheduled", r#"{"hearing_on":"2024-05-20","place":"第一法庭"}"#);
        add(&mut database, third, "2024-05-20", "hearing-held", r#"{"appearances":[{"attended_by_rp":true,"rp_kind":"RP-DEPUTY"}]}"#);
        let listed = |database: &mut Database, from, until| hearings(database, &books, &access, from, until).expect("hearings");

        let june = listed(&mut database, day(2024, 6, 1), day(2024, 6, 30));
        assert_eq!(
            june.iter().map(|line| (line.case, line.sitting.state)).collect::<Vec<_>>(),
            [(one, SittingState::Fixed), (other, SittingState::Fixed)]
        );
        assert_eq!(june[0].must_appear.iter().map(|(unit, role)| (unit.as_str(), role.zh)).collect::<Vec<_>>(), [(UNITS[0], "被告")]);
        assert_eq!((june[0].clashes.as_slice(), june[1].clashes.as_slice()), (&[(Clash::Unit, other)][..], &[(Clash::Unit, one)][..]));
        assert_eq!((june[1].sitting.place.as_deref(), june[0].appearance_filed()), (Some("第一法庭"), None));

        let may = listed(&mut database, day(2024, 5, 1), day(2024, 5, 31));
        let told: Vec<_> = may.iter().map(|line| (line.case, line.sitting.state, line.appearance_filed())).collect();
        assert_eq!(told, [(other, SittingState::PutOff, None), (third, SittingState::Held, Some(true))]);
        assert!(may.iter().all(|line| line.clashes.is_empty()), "what is over stands in nobody's way");
        assert_eq!(listed(&mut database, day(2024, 6, 11), day(2024, 12, 31)), []);

        // two that begin an hour and a half apart: in each other's way while a hearing is taken to last two hours, not while it lasts one
        add(&mut database, one, "2024-06-01", "hearing-postponed", r#"{"hearing_on":"2024-07-01","hearing_at":"09:00"}"#);
        add(&mut database, other, "2024-06-01", "hearing-postponed", r#"{"hearing_on":"2024-07-01","hearing_at":"10:30"}"#);
        for (minutes, ways) in [("120", 1), ("60", 0)] {
            let settings = Settings::load(None, [("FUYI_HEARINGS_MINUTES".to_owned(), minutes.to_owned())], []).expect("the settings");
            let books = Books::open(&settings).expect("the books");
            let july = hearings(&mut database, &books, &access, day(2024, 7, 1), day(2024, 7, 1)).expect("hearings");
            assert_eq!(july.iter().map(|line| line.clashes.len()).collect::<Vec<_>>(), [ways, ways], "{minutes}");
        }
        assert!(Settings::load(None, [("FUYI_HEARINGS_MINUTES".to_owned(), "5".to_owned())], []).is_err());
        for (from, until) in [(day(2024, 6, 2), day(2024, 6, 1)), (day(2024, 1, 1), day(2025, 1, 1))] {
            assert!(hearings(&mut database, &books, &access, from, until).is_err(), "{from} {until}");
        }
    });
}
