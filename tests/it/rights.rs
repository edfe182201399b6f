//! Who may do what, through the use cases: granting, revoking, leaving, approving, on both engines.

use chrono::{DateTime, Utc};
use fuyi::domain::Day;
use fuyi::domain::access::{Action, ApprovalState, Denial, Grant, Object, Role, UnitEntry, UnitKind, Who};
use fuyi::domain::case::event::{ApplicationReceived, DecisionMade, Event, Extended, Performed, Suspended};
use fuyi::domain::case::field::Many;
use fuyi::domain::case::parts::{Approver, Party, Procedure};
use fuyi::domain::case::{CaseKind, Entry};
use fuyi::domain::id::{CaseId, PersonId};
use fuyi::service::{self, Access, Books, NewClient, NewFile, NewPerson, PersonChange, ServiceError, Trees};
use fuyi::settings::Settings;
use fuyi::store::{Act, Database, StoreError};

use super::engines::on_both_engines;

const BUREAU: &str = "平湛区司法局";
const COUNTY: &str = "平湛区人民政府";
const POLICE: &str = "平湛区公安分局";
const OTHER_COUNTY: &str = "临青区人民政府";

fn day(text: &str) -> Day {
    text.parse().expect("a day")
}

fn today() -> Day {
    day("2024-04-01")
}

fn act(actor: &str) -> Act<'_> {
    let at: DateTime<Utc> = "2024-04-01T02:00:00Z".parse().expect("a moment");
    Act { actor, origin: "", at }
}

struct Office {
    database: Database,
    books: Books,
    trees: Trees,
}

impl Office {
    /// Two districts; the one at hand with its justice bureau and its police.
    fn open(mut database: Database) -> Self {
        let unit = |name: &str, kind, parent: Option<&str>| UnitEntry {
            full_name: name.into(),
            kind: Some(kind),
            parent: parent.map(str::to_owned),
            ..UnitEntry::default()
        };
        let units = [
            unit(COUNTY, UnitKind::County, None),
            unit(BUREAU, UnitKind::Department, Some(COUNTY)),
            unit(POLICE, UnitKind::Department, Some(COUNTY)),
            unit(OTHER_COUNTY, UnitKind::County, None),
        ];
        database.units_put(&units, &act("setup")).expect("units");
        let books = Books::open(&Settings::load(None, [], []).expect("settings")).expect("books");
        Self { database, books, trees: Trees::default() }
    }

    fn terminal(&mut self) -> Access {
        Access::terminal(&mut self.database, "root", today()).expect("access")
    }

    /// A person at home in a unit.
    fn person(&mut self, user_name: &str, unit: &str) -> PersonId {
        let unit = self.database.unit_find(unit).expect("a search").expect("the unit").0;
        let access = self.terminal();
        let new = NewPerson {
            user_name: user_name.into(),
            display_name: format!("{user_name}某"),
            unit: Some(unit),
            email: None,
            lang: "zh-CN".into(),
            active_from: today(),
        };
        service::person_add(&mut self.database, &access, new, &act("root")).expect("a person")
    }

    fn grant_by(&mut self, access: &Access, to: PersonId, role: Role, unit: Option<&str>) -> Result<i64, ServiceError> {
        let unit = unit.map(|name| self.database.unit_find(name).expect("a search").expect("the unit").0);
        let grant = Grant { role, unit, from: today(), until: None };
        service::grant(&mut self.database, access, to, grant, &act("granter")).map(|id| id.0)
    }

    fn holder(&mut self, user_name: &str, home: &str, role: Role, unit: Option<&str>) -> PersonId {
        let person = self.person(user_name, home);
        let access = self.terminal();
        self.grant_by(&access, person, role, unit).expect("a grant");
        person
    }

    /// As a request sees a person: rights read anew.
    fn access(&mut self, person: PersonId) -> Access {
        self.trees.access(&mut self.database, Who::Person(person), today()).expect("access").expect("an active account")
    }

    /// A reconsideration against the police, under review.
    fn case(&mut self) -> CaseId {
        let received = ApplicationReceived {
            applicants: Some(Many(vec![Party { name: "王某某".into(), kind: None, agent: None }])),
            respondents: Some(Many(vec![POLICE.into()])),
            officer: Some("case某".into()),
            ..ApplicationReceived::default()
        };
        let file = NewFile {
            kind: CaseKind::Reconsideration,
            number: None,
            unit: None,
            handler: Some(BUREAU.into()),
            entry: Entry::recorded(day("2024-03-01"), received),
        };
        let access = self.terminal();
        let new = service::opening(&mut self.database, &access, &self.books, file).expect("a lawful case");
        let id = self.database.case_create(&new, &act("root")).expect("a case");
        let accepted = fuyi::domain::case::event::Accepted { procedure: Some(Procedure::General), staff: Some(2), ..Default::default() };
        self.record(id, Entry::recorded(day("2024-03-05"), accepted));
        id
    }

    fn record(&mut self, case: CaseId, entry: Entry) {
        let access = self.terminal();
        service::record(&mut self.database, &access, &self.books, &case.to_string(), entry, None, &act("root")).expect("recorded");
    }
}

fn extension() -> Entry {
    let data = Extended { reason: Some("情况复杂".into()), days: Some(30), notified_on: Some(today()), ..Extended::default() };
    Entry::recorded(today(), data)
}

fn denied(result: Result<impl std::fmt::Debug, ServiceError>) -> Denial {
    match result.expect_err("refused") {
        ServiceError::Denied(denial) => denial,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_three_administrators_exclude_each_other_and_every_case_role() {
    on_both_engines(|engine| {
        let mut office = Office::open(engine.database());
        let access = office.terminal();
        for administrator in [Role::SystemAdministrator, Role::SecurityAdministrator, Role::Auditor] {
            let person = office.holder(administrator.code(), COUNTY, administrator, Some(COUNTY));
            for role in Role::ALL.iter().copied().filter(|role| *role != administrator) {
                let refused = denied(office.grant_by(&access, person, role, Some(BUREAU)));
                assert_eq!(refused, Denial::Excludes(role, administrator));
            }
        }
        // two case roles go together; who works for the district from the bureau opens files of the bureau
        let wide = office.holder("wide", BUREAU, Role::CaseOfficer, Some(COUNTY));
        let wide = office.access(wide);
        assert_eq!(service::usual_handler(&mut office.database, &wide).expect("a look").as_deref(), Some(BUREAU));
        let officer = office.holder("officer", BUREAU, Role::CaseOfficer, Some(BUREAU));
        office.grant_by(&access, officer, Role::Approver, Some(BUREAU)).expect("officer and approver");
        assert_eq!(denied(office.grant_by(&access, officer, Role::Auditor, None)), Denial::Excludes(Role::Auditor, Role::CaseOfficer));
        // a row that should not exist gives nothing: not the one right, not the other
        engine
            .execute(&format!(
                "INSERT INTO grants (person_id, role, from_day, granted_at, granted_by) \
                 VALUES ({officer}, 'security-administrator', '2024-01-01', '2024-01-01 00:00:00', 'shell')"
            ))
            .expect("behind the store's back");
        let access = office.access(officer);
        assert_eq!(access.principal.roles(today()), []);
        assert_eq!(denied(access.scope(Action::CaseList)), Denial::NoRole(Action::CaseList));
        assert_eq!(denied(access.scope(Action::GrantWrite)), Denial::NoRole(Action::GrantWrite));
    });
}

#[test]
fn a_security_administrator_grants_within_reach_and_never_to_oneself() {
    on_both_engines(|engine| {
        let mut office = Office::open(engine.database());
        let security = office.holder("security", COUNTY, Role::SecurityAdministrator, Some(COUNTY));
        let (here, there) = (office.person("here", BUREAU), office.person("there", OTHER_COUNTY));
        let access = office.access(security);
        let grant = office.grant_by(&access, here, Role::CaseOfficer, Some(BUREAU)).expect("within reach");
        for (to, unit) in [(here, Some(OTHER_COUNTY)), (here, None), (there, Some(BUREAU)), (there, Some(OTHER_COUNTY))] {
            assert_eq!(denied(office.grant_by(&access, to, Role::CaseOfficer, unit)), Denial::OutOfReach(Action::GrantWrite));
        }
        assert_eq!(denied(office.grant_by(&access, security, Role::SecurityAdministrator, Some(BUREAU))), Denial::OwnRights);
        // what is granted and what is taken back acts on the next request
        let case = office.case();
        assert!(office.access(here).may_case(&mut office.database, Action::CaseRead, case).is_ok());
        service::revoke(&mut office.database, &access, fuyi::domain::id::GrantId(grant), &act("security")).expect("revoked");
        let now = office.access(here);
        assert_eq!(denied(now.may_case(&mut office.database, Action::CaseRead, case)), Denial::NoRole(Action::CaseRead));
        let again = service::revoke(&mut office.database, &access, fuyi::domain::id::GrantId(grant), &act("security"));
        assert!(matches!(again, Err(ServiceError::Store(StoreError::UnknownGrant { .. }))));
        // nobody who does not hold the office grants anything
        let officer = office.holder("officer", BUREAU, Role::CaseOfficer, None);
        let access = office.access(officer);
        assert_eq!(denied(office.grant_by(&access, there, Role::CaseOfficer, Some(BUREAU))), Denial::NoRole(Action::GrantWrite));
        for statement in
            ["DELETE FROM grants", "UPDATE grants SET role = 'leader'", "UPDATE grants SET ended_at = NULL WHERE ended_at IS NOT NULL"]
        {
            assert!(engine.execute(statement).is_err(), "{statement}");
        }
    });
}

#[test]
fn a_unit_that_moves_is_reached_from_its_new_place_at_once() {
    on_both_engines(|engine| {
        let mut office = Office::open(engine.database());
        let case = office.case();
        let leader = office.holder("leader", OTHER_COUNTY, Role::Leader, Some(OTHER_COUNTY));
        let reads = |office: &mut Office| office.access(leader).may_case(&mut office.database, Action::CaseRead, case).is_ok();
        assert!(!reads(&mut office));
        let system = office.holder("system", COUNTY, Role::SystemAdministrator, None);
        let access = office.access(system);
        let bureau = service::unit(&mut office.database, &access, BUREAU).expect("the bureau");
        service::unit_move(&mut office.database, &access, (bureau.id, bureau.version), Some(OTHER_COUNTY), &act("system")).expect("moved");
        assert!(reads(&mut office), "the tree kept in memory is read anew");
        let lower = office.holder("lower", COUNTY, Role::SystemAdministrator, Some(COUNTY));
        let access = office.access(lower);
        let police = service::unit(&mut office.database, &access, POLICE).expect("the police");
        for parent in [Some(OTHER_COUNTY), None] {
            let refused = denied(service::unit_move(&mut office.database, &access, (police.id, police.version), parent, &act("lower")));
            assert_eq!(refused, Denial::OutOfReach(Action::UnitWrite));
        }
        let entry = UnitEntry { full_name: "临青区财政局".into(), parent: Some(OTHER_COUNTY.into()), ..UnitEntry::default() };
        let refused = denied(service::unit_add(&mut office.database, &access, entry, &act("lower")));
        assert_eq!(refused, Denial::OutOfReach(Action::UnitWrite));
        let seen = service::units(&mut office.database, &access).expect("a list");
        assert_eq!(seen.iter().map(|unit| unit.full_name.as_str()).collect::<Vec<_>>(), [COUNTY, POLICE]);
    });
}

#[test]
fn a_respondents_people_log_suits_and_never_see_the_organs_file() {
    on_both_engines(|engine| {
        let mut office = Office::open(engine.database());
        let case = office.case();
        let liaison = office.holder("liaison", POLICE, Role::Liaison, Some(POLICE));
        let leader = office.holder("leader", POLICE, Role::Leader, Some(POLICE));
        for person in [liaison, leader] {
            let access = office.access(person);
            let refused = denied(access.may_case(&mut office.database, Action::CaseRead, case));
            assert_eq!(refused, Denial::OutOfReach(Action::CaseRead));
        }
        let access = office.access(liaison);
        let open = |office: &mut Office, unit: &str, kind| {
            let complaint = fuyi::domain::case::event::ComplaintReceived {
                agencies: Some(Many(vec![fuyi::domain::case::parts::AgencyOnInstance {
                    agency: unit.into(),
                    role: fuyi::domain::case::parts::AgencyRole::Defendant,
                    received_on: None,
                }])),
                plaintiffs: Some(Many(vec![Party { name: "李某某".into(), kind: None, agent: None }])),
                court: Some("平湛区人民法院".into()),
                ..Default::default()
            };
            let entry = Entry::recorded(day("2024-03-01"), complaint);
            let file = NewFile { kind, number: None, unit: None, handler: Some(unit.into()), entry };
            service::opening(&mut office.database, &access, &office.books, file)
        };
        let suit = open(&mut office, POLICE, CaseKind::Litigation).expect("the own suit");
        let suit = office.database.case_create(&suit, &act("liaison")).expect("a suit");
        let entry = Entry::recorded(day("2024-03-12"), fuyi::domain::case::event::DefenceAndEvidenceSubmitted::default());
        service::may_record(&mut office.database, &access, &office.books, suit, &entry).expect("the own reply");
        assert_eq!(service::usual_handler(&mut office.database, &access).expect("a look").as_deref(), Some(POLICE));
        assert_eq!(denied(open(&mut office, BUREAU, CaseKind::Litigation)), Denial::OutOfReach(Action::CaseCreate));
        let reply = Entry::recorded(today(), Performed::default());
        let refused = denied(service::may_record(&mut office.database, &access, &office.books, case, &reply));
        assert_eq!(refused, Denial::OutOfReach(Action::EventRecord));
    });
}

#[test]
fn an_extension_is_recorded_when_its_head_approves_and_not_before() {
    on_both_engines(|engine| {
        let mut office = Office::open(engine.database());
        let case = office.case();
        let officer = office.holder("officer", BUREAU, Role::CaseOfficer, Some(BUREAU));
        let head = office.holder("head", BUREAU, Role::Approver, Some(BUREAU));
        let other = office.holder("other", OTHER_COUNTY, Role::Approver, Some(OTHER_COUNTY));
        let access = office.access(officer);
        let refused = service::may_record(&mut office.database, &access, &office.books, case, &extension()).expect_err("needs approval");
        assert!(matches!(refused, ServiceError::NeedsApproval { approver: Approver::InstitutionHead, article: "23-62(1)", .. }));
        assert!(refused.sentence().zh.contains("第62条"), "{}", refused.sentence().zh);
        let terminal = office.terminal();
        assert!(service::may_record(&mut office.database, &terminal, &office.books, case, &extension()).is_ok(), "approved on paper");

        let ask = |office: &mut Office, access: &Access, entry| {
            service::approval_request(&mut office.database, access, &office.books, case, entry, "案情复杂", &act("officer"))
        };
        let request = ask(&mut office, &access, extension()).expect("asked");
        assert!(matches!(ask(&mut office, &access, extension()), Err(ServiceError::Store(StoreError::ApprovalWaiting { .. }))));
        assert_eq!(
            denied(service::approve(&mut office.database, &access, &office.books, request, None, &act("x"))),
            Denial::NoRole(Action::ApprovalDecide)
        );
        let stranger = office.access(other);
        let refused = denied(service::approve(&mut office.database, &stranger, &office.books, request, None, &act("x")));
        assert_eq!(refused, Denial::OutOfReach(Action::ApprovalDecide));
        let head = office.access(head);
        assert_eq!(service::approvals_to_decide(&mut office.database, &head, 10).expect("a list").len(), 1);
        assert_eq!(service::approvals_to_decide(&mut office.database, &stranger, 10).expect("a list").len(), 0);
        assert_eq!(service::approve(&mut office.database, &head, &office.books, request, None, &act("head")).expect("approved"), 3);
        let history = office.database.case_history(case).expect("the case").history;
        let Event::Extended(data) = &history.0[2].event else { panic!("{:?}", history.0[2]) };
        assert_eq!((data.approved_by, data.approved_on), (Some(Approver::InstitutionHead), Some(today())));
        let again = service::approve(&mut office.database, &head, &office.books, request, None, &act("head"));
        assert!(matches!(again, Err(ServiceError::Store(StoreError::UnknownApproval { .. }))));
        let asked = service::approvals(&mut office.database, &access, case).expect("the requests");
        assert_eq!(asked.iter().map(|request| request.state).collect::<Vec<_>>(), [ApprovalState::Approved]);
        // the law is asked before the head is
        assert!(matches!(ask(&mut office, &access, extension()), Err(ServiceError::Refused(_))), "one extension, no second");
    });
}

#[test]
fn a_request_is_stale_once_the_case_has_changed_and_nobody_approves_the_own() {
    on_both_engines(|engine| {
        let mut office = Office::open(engine.database());
        let case = office.case();
        let both = office.holder("both", BUREAU, Role::CaseOfficer, Some(BUREAU));
        let terminal = office.terminal();
        office.grant_by(&terminal, both, Role::Approver, Some(BUREAU)).expect("approver too");
        let head = office.holder("head", BUREAU, Role::Approver, Some(BUREAU));
        let (both, head) = (office.access(both), office.access(head));
        let suspended = Suspended { ground: Some("SU-1".into()), notified_on: Some(today()), ..Suspended::default() };
        let entry = Entry::recorded(today(), suspended);
        let request =
            service::approval_request(&mut office.database, &both, &office.books, case, entry, "申请人死亡", &act("both")).expect("asked");
        assert_eq!(denied(service::approve(&mut office.database, &both, &office.books, request, None, &act("both"))), Denial::OwnRequest);
        office.record(case, Entry::recorded(today(), fuyi::domain::case::event::CopySent::default()));
        let stale = service::approve(&mut office.database, &head, &office.books, request, None, &act("head")).expect_err("stale");
        assert!(matches!(stale, ServiceError::StaleRequest { seen: 2, now: 3, .. }), "{stale:?}");
        assert_eq!(office.database.case_history(case).expect("the case").version, 3, "nothing was recorded");
        assert!(service::send_back(&mut office.database, &head, request, " ", &act("head")).is_err(), "why?");
        service::send_back(&mut office.database, &head, request, "请补充说明", &act("head")).expect("sent back");
        assert!(engine.execute("UPDATE approvals SET state = 'approved'").is_err(), "decided once");
        assert!(engine.execute("DELETE FROM approvals").is_err());
        // an event that needs nobody is not asked for
        let performed = Entry::recorded(today(), fuyi::domain::case::event::ReplyReceived::default());
        let refused = service::approval_request(&mut office.database, &both, &office.books, case, performed, "x", &act("both"));
        assert!(matches!(refused, Err(ServiceError::Said(_))));
    });
}

#[test]
fn the_head_of_the_institution_does_not_stand_in_for_the_head_of_the_organ() {
    on_both_engines(|engine| {
        let mut office = Office::open(engine.database());
        let case = office.case();
        for entry in [
            Entry::recorded(day("2024-03-06"), fuyi::domain::case::event::CopySent::default()),
            Entry::recorded(day("2024-03-15"), fuyi::domain::case::event::ReplyReceived { complete: Some(true), ..Default::default() }),
            Entry::recorded(
                day("2024-03-20"),
                fuyi::domain::case::event::OpinionsHeard { means: Some("phone".into()), ..Default::default() },
            ),
        ] {
            office.record(case, entry);
        }
        let officer = office.holder("officer", BUREAU, Role::CaseOfficer, Some(BUREAU));
        let (institution, organ) = (
            office.holder("institution", BUREAU, Role::Approver, Some(BUREAU)),
            office.holder("organ", COUNTY, Role::Approver, Some(COUNTY)),
        );
        let (officer, institution, organ) = (office.access(officer), office.access(institution), office.access(organ));
        let decision = Entry::recorded(today(), DecisionMade { outcome: Some("MAINTAIN".into()), ..DecisionMade::default() });
        let request = service::approval_request(&mut office.database, &officer, &office.books, case, decision, "拟维持", &act("officer"))
            .expect("asked");
        let refused = service::approve(&mut office.database, &institution, &office.books, request, None, &act("x")).expect_err("not hers");
        assert!(
            matches!(&refused, ServiceError::NotTheHead { approver: Approver::OrganHead, article } if article == "23-61(1)"),
            "{refused:?}"
        );
        service::approve(&mut office.database, &organ, &office.books, request, Some("同意"), &act("organ")).expect("approved");
        let Event::DecisionMade(data) = &office.database.case_history(case).expect("the case").history.0[5].event else { panic!() };
        assert_eq!(data.approved_by, Some(Approver::OrganHead));
    });
}

#[test]
fn who_is_still_officer_cannot_leave_before_handing_over() {
    on_both_engines(|engine| {
        let mut office = Office::open(engine.database());
        let (case, named) = (office.case(), office.case());
        let leaving = office.holder("case", BUREAU, Role::CaseOfficer, Some(BUREAU));
        let staying = office.holder("staying", BUREAU, Role::CaseOfficer, Some(BUREAU));
        let terminal = office.terminal();
        service::assign(&mut office.database, &terminal, case, None, Some(leaving), &act("root")).expect("assigned");
        let leave = |office: &mut Office| service::person_deactivate(&mut office.database, &terminal, leaving, 1, &act("root"));
        // one by the account, one by the name on the file
        let refused = leave(&mut office).expect_err("two files are open");
        assert!(
            matches!(&refused, ServiceError::StillOfficer { cases, .. } if *cases == [case.to_string(), named.to_string()]),
            "{refused:?}"
        );
        let access = office.access(leaving);
        service::assign(&mut office.database, &access, case, None, Some(staying), &act("case")).expect("handed over");
        assert!(leave(&mut office).is_err());
        service::assign(&mut office.database, &access, named, None, Some(staying), &act("case")).expect("handed over");
        leave(&mut office).expect("nothing is left");
        assert!(office.trees.access(&mut office.database, Who::Person(leaving), today()).expect("a look").is_none(), "at once");
        let back = service::assign(&mut office.database, &terminal, case, None, Some(leaving), &act("root"));
        assert!(back.is_err(), "no case for an account that has ended");
    });
}

#[test]
fn a_client_acts_within_its_scopes_and_never_as_a_head_or_an_administrator() {
    on_both_engines(|engine| {
        let mut office = Office::open(engine.database());
        let case = office.case();
        let security = office.holder("security", COUNTY, Role::SecurityAdministrator, Some(COUNTY));
        let access = office.access(security);
        let bureau = office.database.unit_find(BUREAU).expect("a search").expect("the bureau").0;
        let new = NewClient { name: "年报系统".into(), scopes: vec![Action::CaseRead, Action::GrantWrite], active_from: today() };
        let grant = |role| Grant { role, unit: Some(bureau), from: today(), until: None };
        for role in [Role::Approver, Role::SecurityAdministrator, Role::Auditor, Role::SystemAdministrator] {
            assert!(service::client_add(&mut office.database, &access, &new, grant(role), &act("security")).is_err(), "{role:?}");
        }
        let client =
            service::client_add(&mut office.database, &access, &new, grant(Role::CaseOfficer), &act("security")).expect("a client");
        let client = office.trees.access(&mut office.database, Who::Client(client), today()).expect("a look").expect("active");
        assert!(client.may_case(&mut office.database, Action::CaseRead, case).is_ok());
        assert_eq!(denied(client.may_case(&mut office.database, Action::EventRecord, case)), Denial::NotInScope(Action::EventRecord));
        assert_eq!(denied(client.may(Action::GrantWrite, &Object::Unit(bureau))), Denial::NoRole(Action::GrantWrite));
    });
}

#[test]
fn people_are_changed_within_reach_and_names_are_unique() {
    on_both_engines(|engine| {
        let mut office = Office::open(engine.database());
        let system = office.holder("system", COUNTY, Role::SystemAdministrator, Some(COUNTY));
        let there = office.person("there", OTHER_COUNTY);
        let here = office.person("here", BUREAU);
        let access = office.access(system);
        let change = PersonChange { display_name: Some("张某某".into()), ..PersonChange::default() };
        service::person_change(&mut office.database, &access, here, 1, &change, &act("system")).expect("within reach");
        assert_eq!(
            denied(service::person_change(&mut office.database, &access, there, 1, &change, &act("system"))),
            Denial::OutOfReach(Action::PersonWrite)
        );
        let away = office.database.unit_find(OTHER_COUNTY).expect("a search").map(|(id, _)| id);
        let moved = PersonChange { unit: away, ..PersonChange::default() };
        assert_eq!(
            denied(service::person_change(&mut office.database, &access, here, 2, &moved, &act("system"))),
            Denial::OutOfReach(Action::PersonWrite)
        );
        let new = |user_name: &str| NewPerson {
            user_name: user_name.into(),
            display_name: "李某某".into(),
            unit: None,
            email: None,
            lang: "en".into(),
            active_from: today(),
        };
        let terminal = office.terminal();
        let taken = service::person_add(&mut office.database, &terminal, new(" HERE "), &act("root"));
        assert!(matches!(taken, Err(ServiceError::Store(StoreError::UserNameTaken { name })) if name == "here"));
        for odd in ["", "a", "a b", "a;b", "../x", &"x".repeat(65)] {
            assert!(
                matches!(service::person_add(&mut office.database, &terminal, new(odd), &act("root")), Err(ServiceError::Said(_))),
                "{odd:?}"
            );
        }
        let seen = service::people(&mut office.database, &access).expect("a list");
        assert_eq!(seen.iter().map(|person| person.user_name.as_str()).collect::<Vec<_>>(), ["here", "system"]);
        assert_eq!(service::person(&mut office.database, &access, "here").expect("a person").1, [], "an account manager sees no grants");
    });
}
