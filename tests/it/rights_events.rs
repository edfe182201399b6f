//! Who may record what, into which file: every role × every event × every relation, asked of the use case itself, so that no face can forget
//! to ask; and who may open which file.

use std::collections::BTreeMap;

use fuyi::domain::access::{Action, Kinds, Relation, Role, Who, approval_of};
use fuyi::domain::access::{Denial, POLICY};
use fuyi::domain::case::event::{Annulled, EVENTS, Event};
use fuyi::domain::case::parts::Regime;
use fuyi::domain::case::{CaseKind, Entry};
use fuyi::domain::id::CaseId;
use fuyi::service::{self, Access, Books, NewFile, ServiceError, Trees};
use fuyi::settings::Settings;
use fuyi::store::{Database, StoreError};

use super::app::*;
use super::engines::Engine;

/// A file that stands in one relation to the police.
struct File {
    kind: CaseKind,
    handler: &'static str,
    concerned: &'static str,
}

/// Of the police and of each of its neighbours: a file of the organ, one of the respondent, one of a suit, each run and concerned here or
/// elsewhere.
fn files() -> Vec<File> {
    let mut files = Vec::new();
    for place in [POLICE, STATION, MARKET, COUNTY, OTHER_BUREAU] {
        for kind in CaseKind::ALL {
            files.push(File { kind: *kind, handler: place, concerned: MARKET });
            files.push(File { kind: *kind, handler: OTHER_BUREAU, concerned: place });
        }
    }
    files
}

/// The event that opens a file of a kind.
fn first(file: &File) -> Entry {
    let (code, data) = match file.kind {
        CaseKind::Reconsideration => ("application-received", format!(r#"{{"respondents":["{}"]}}"#, file.concerned)),
        CaseKind::Respondent => ("copy-received", format!(r#"{{"respondents":["{}"]}}"#, file.concerned)),
        CaseKind::Litigation => ("complaint-received", format!(r#"{{"agencies":[{{"agency":"{}","role":"defendant"}}]}}"#, file.concerned)),
    };
    Entry::recorded("2024-05-06".parse().unwrap(), Event::parse(code, &data).unwrap())
}

fn new_file(file: &File) -> NewFile {
    NewFile { kind: file.kind, number: None, unit: None, handler: Some(file.handler.to_owned()), entry: first(file) }
}

/// What the table says, read row by row: whether somebody with this role at the police may do this to this file.
fn says(role: Role, action: Action, file: &File) -> bool {
    let within = |unit: &str| [POLICE, STATION].contains(&unit);
    POLICY.iter().filter(|rule| rule.roles.contains(&role) && rule.actions.contains(&action) && rule.kinds.contains(file.kind)).any(
        |rule| match rule.relation {
            Relation::Handles => within(file.handler),
            Relation::Concerned => within(file.concerned),
            _ => false,
        },
    )
}

/// What the use case said.
#[derive(Debug, PartialEq, Eq, Clone, Copy)]
enum Said {
    Denied,
    NeedsApproval,
    /// Nothing of rights: it was recorded, or the law refused it.
    Passed,
}

fn said<T>(result: Result<T, ServiceError>) -> Said {
    match result {
        Err(ServiceError::Denied(Denial::NoRole(_) | Denial::OutOfReach(_))) => Said::Denied,
        Err(ServiceError::NeedsApproval { .. }) => Said::NeedsApproval,
        Err(ServiceError::Denied(other)) => panic!("{other:?}"),
        Ok(_) | Err(_) => Said::Passed,
    }
}

/// Does something and takes it back.
fn tried<T>(database: &mut Database, act: impl FnOnce(&mut Database) -> Result<T, ServiceError>) -> Said {
    let mut told = None;
    let taken_back: Result<(), StoreError> = database.together(|database| {
        told = Some(said(act(database)));
        Err(StoreError::Busy)
    });
    assert!(taken_back.is_err());
    told.expect("it was asked")
}

struct Bureau {
    _engine: Engine,
    database: Database,
    books: Books,
    people: Vec<(Role, Access)>,
}

fn bureau() -> Bureau {
    let engine = Engine::sqlite();
    let mut database = engine.database();
    units(&mut database);
    let (trees, today) = (Trees::default(), "2024-06-03".parse().unwrap());
    let people = Role::ALL.iter().map(|role| {
        let id = person(&mut database, role.code(), *role, Some(POLICE));
        (*role, trees.access(&mut database, Who::Person(id), today).unwrap().unwrap())
    });
    let people = people.collect();
    let books = Books::open(&Settings::load(None, [], []).unwrap()).unwrap();
    Bureau { _engine: engine, database, books, people }
}

#[test]
fn a_file_is_opened_by_whom_the_table_lets() {
    let Bureau { mut database, books, people, .. } = bureau();
    let mut opened = BTreeMap::new();
    for (role, access) in &people {
        for file in files() {
            let expected = if says(*role, Action::CaseCreate, &file) { Said::Passed } else { Said::Denied };
            let found = tried(&mut database, |database| service::opening(database, access, &books, new_file(&file)));
            assert_eq!(found, expected, "{role:?} {:?} run by {} on {}", file.kind, file.handler, file.concerned);
            *opened.entry(*role).or_insert(0) += usize::from(found == Said::Passed);
        }
    }
    // a liaison opens what the own unit answers, an officer all that the own unit runs, nobody else anything
    assert_eq!((opened[&Role::CaseOfficer], opened[&Role::Liaison]), (6, 4), "{opened:?}");
    assert!(opened.iter().all(|(role, count)| [Role::CaseOfficer, Role::Liaison].contains(role) || *count == 0), "{opened:?}");
}

#[test]
fn an_event_is_recorded_by_whose_act_it_is_and_by_nobody_else() {
    let Bureau { mut database, books, people, .. } = bureau();
    let operator = Access::terminal(&mut database, "root", "2024-06-03".parse().unwrap()).unwrap();
    let files: Vec<(File, CaseId)> = files()
        .into_iter()
        .map(|file| {
            let opening = service::opening(&mut database, &operator, &books, new_file(&file)).expect("a lawful file");
            let case = database.case_create(&opening, &act()).expect("a case");
            (file, case)
        })
        .collect();
    let mut recorded: BTreeMap<(Role, &str), usize> = BTreeMap::new();
    for event in EVENTS {
        let parsed = match event.code {
            "annulled" => Event::from(Annulled { entry: Some(0), reason: Some("误记".into()), ..Annulled::default() }),
            code => match Event::parse(code, "{}") {
                Ok(parsed) => parsed,
                Err(error) => panic!("{code}: {error}"),
            },
        };
        let action = service::action_of(&parsed);
        for (file, case) in &files {
            let approval = approval_of(parsed.tag(), file.kind, Regime::Law2023).is_some();
            let entry = Entry::recorded("2024-05-20".parse().unwrap(), parsed.clone());
            for (role, access) in &people {
                let expected = match (says(*role, action, file), approval) {
                    (false, _) => Said::Denied,
                    (true, true) => Said::NeedsApproval,
                    (true, false) => Said::Passed,
                };
                let found = tried(&mut database, |database| {
                    service::record(database, access, &books, &case.to_string(), entry.clone(), None, &act())
                });
                let what = || format!("{role:?} {} into {:?} run by {} on {}", event.code, file.kind, file.handler, file.concerned);
                assert_eq!(found, expected, "{}", what());
                if found != Said::Denied {
                    *recorded.entry((*role, file.kind.code())).or_default() += 1;
                    let own = [POLICE, STATION].contains(&file.handler) || [POLICE, STATION].contains(&file.concerned);
                    assert!(own, "{}: nobody writes into the files of others", what());
                }
            }
        }
    }
    // an approver decides, a leader reads, administrators see no case: none of them records
    let recording: Vec<Role> = recorded.keys().map(|(role, _)| *role).collect();
    assert!(recording.iter().all(|role| [Role::CaseOfficer, Role::Liaison].contains(role)), "{recording:?}");
    assert!(
        !recorded.contains_key(&(Role::Liaison, CaseKind::Reconsideration.code())),
        "the organ's file is not the respondent's to write"
    );
    for kind in Kinds::ANSWERED.iter() {
        let (officer, liaison) = (recorded[&(Role::CaseOfficer, kind.code())], recorded[&(Role::Liaison, kind.code())]);
        assert!(liaison > officer, "a liaison also answers in files that others run: {officer} {liaison}");
    }
}
