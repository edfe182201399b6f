//! Reminders from the stored deadline to the letter: every step once, to whom it is due, and nothing that no longer holds.

use std::collections::BTreeMap;
use std::process::Command;
use std::sync::Mutex;

use fuyi::domain::access::Role;
use fuyi::domain::case::CaseKind;
use fuyi::domain::id::MailId;
use fuyi::domain::reminder::{Choice, MailState};
use fuyi::domain::words::Sentence;
use fuyi::service::{self, Access, Act, Overdue, Undelivered};
use fuyi::settings::Settings;
use fuyi::store::{PersonChange, StoreError};

use super::app::*;
use super::engines::{Engine, on_both_engines};
use super::reminders_support::*;

#[test]
fn every_step_is_told_once_and_a_missed_run_is_made_up_for() {
    on_both_engines(|engine| {
        let mut bureau = Bureau::new(engine);
        review(&mut bureau);
        assert_eq!(bureau.morning("2024-04-19"), Vec::<String>::new(), "eight working days ahead");
        assert_eq!(bureau.morning("2024-04-20"), Vec::<String>::new(), "a day off");
        // 7 working days before Tuesday the 30th, with Sunday the 28th worked
        let first = bureau.morning("2024-04-22");
        assert_eq!(first, ["officer@example.org: Fuyi: 1 coming up"]);
        assert_eq!(bureau.morning("2024-04-22"), Vec::<String>::new(), "once");
        // the run of the third day before is missed: the next one brings it
        assert_eq!(bureau.morning("2024-04-27"), Vec::<String>::new(), "a Saturday");
        assert_eq!(bureau.morning("2024-04-28"), ["officer@example.org: Fuyi: 1 coming up"], "a Sunday worked");
        assert_eq!(bureau.morning("2024-04-29"), ["officer@example.org: Fuyi: 1 coming up"]);
        assert_eq!(bureau.morning("2024-04-30"), ["officer@example.org: Fuyi: 1 due today"]);
        let steps = engine.lines("SELECT step AS line FROM reminders ORDER BY noted_at, step");
        assert_eq!(steps, ["ahead 7", "ahead 3", "ahead 1", "day"]);
    });
}

#[test]
fn a_letter_names_case_day_and_article_and_masks_people() {
    on_both_engines(|engine| {
        let mut bureau = Bureau::new(engine);
        let case = review(&mut bureau);
        bureau.run(instant("2024-04-22"));
        bureau.send(instant("2024-04-22"));
        let letter = bureau.post.letters.lock().unwrap().remove(0);
        for said in ["2024-04-30", "7 working days left", "王某某", &format!("https://fuyi.example/cases/{case}")] {
            assert!(letter.text.contains(said) && letter.html.contains(said), "{said}: {}", letter.text);
        }
        assert!(!letter.text.contains("王小明") && !letter.html.contains("王小明"), "{}", letter.text);
    });
}

#[test]
fn overdue_climbs_every_working_day_until_a_head_takes_note() {
    on_both_engines(|engine| {
        let mut bureau = Bureau::new(engine);
        let case = review(&mut bureau);
        let officer = bureau.database.person_named("officer").unwrap().unwrap().id;
        // escalation is nobody's choice
        let quiet = Choice { ahead: Some(Vec::new()), on_the_day: false, suits: false, hearings: false };
        bureau.database.reminder_choose(officer, &quiet).unwrap();
        assert_eq!(bureau.morning("2024-04-30"), Vec::<String>::new());
        let overdue = |who: &[&str]| who.iter().map(|who| format!("{who}@example.org: Fuyi: 1 overdue")).collect::<Vec<_>>();
        assert_eq!(bureau.morning("2024-05-06"), overdue(&["officer"]), "the first working day after the holidays");
        assert_eq!(bureau.morning("2024-05-07"), overdue(&["approver", "officer"]));
        assert_eq!(bureau.morning("2024-05-08"), overdue(&["approver", "leader", "officer"]));
        assert_eq!(bureau.morning("2024-05-09"), overdue(&["approver", "leader", "officer"]));
        let act = Act { actor: "leader", origin: "", at: instant("2024-05-09") };
        let access = Access::terminal(&mut bureau.database, "leader", "2024-05-09".parse().unwrap()).unwrap();
        let named = |rule, from: &str| Overdue { rule, from: from.parse().unwrap(), due_on: None };
        assert!(service::acknowledge(&mut bureau.database, &access, case, &named("rl23-decide-general", "2024-03-02"), &act).is_err());
        service::acknowledge(&mut bureau.database, &access, case, &named("rl23-decide-general", "2024-03-01"), &act).unwrap();
        assert_eq!(bureau.morning("2024-05-10"), Vec::<String>::new());
        let trail = bureau.database.audit_list(&Default::default(), 1).unwrap().remove(0);
        assert_eq!((trail.action.as_str(), trail.subject), ("overdue-acknowledged", format!("case {case}")));
    });
}

#[test]
fn what_moves_is_met_or_stands_still_is_cancelled_before_it_leaves() {
    on_both_engines(|engine| {
        for (event, data, then) in [
            (
                "extended",
                r#"{"days":30,"approved_by":"institution-head","approved_on":"2024-04-23","notified_on":"2024-04-23"}"#,
                "2024-05-22",
            ),
            ("suspended", r#"{"ground":"SU-1"}"#, ""),
            ("decision-made", r#"{"outcome":"MAINTAIN","approved_by":"organ-head"}"#, ""),
        ] {
            let engine = fresh(engine.name);
            let mut bureau = Bureau::new(&engine);
            let case = review(&mut bureau);
            bureau.run(instant("2024-04-22"));
            let entry = fuyi::domain::case::event::Event::parse(event, data)
                .map(|event| fuyi::domain::case::Entry::recorded("2024-04-23".parse().unwrap(), event));
            let at = Act { actor: "officer", origin: "", at: instant("2024-04-23") };
            let access = bureau.at("2024-04-23");
            let recorded = entry
                .map_err(Into::into)
                .and_then(|entry| service::record(&mut bureau.database, &access, &bureau.books, &case.to_string(), entry, None, &at));
            recorded.unwrap_or_else(|error| panic!("{event}: {}", error.sentence().en));
            let round = bureau.send(instant("2024-04-23"));
            assert_eq!((round.sent, round.cancelled), (0, 1), "{event}");
            assert_eq!(bureau.states(), ["cancelled 1"], "{event}");
            if !then.is_empty() {
                assert_eq!(bureau.morning(then).len(), 1, "{event}: the new day has steps of its own");
            }
        }
    });
}

fn fresh(name: &str) -> Engine {
    if name == "SQLite" { super::engines::Engine::sqlite() } else { super::engines::Engine::postgres() }
}

const SUIT: &str = r#"{"court":"平湛区人民法院","plaintiffs":[{"name":"李小红","kind":"citizen"}]}"#;

#[test]
fn a_suit_and_its_hearings_are_told_at_once_with_invitations_that_follow() {
    on_both_engines(|engine| {
        let mut bureau = Bureau::new(engine);
        colleague(&mut bureau.database, "liaison", Role::Liaison, Some(POLICE));
        colleague(&mut bureau.database, "chief", Role::Leader, Some(POLICE));
        let case = bureau.open(CaseKind::Litigation, "2024-05-06", "complaint-received", SUIT, POLICE);
        bureau.send(instant("2024-05-06"));
        assert_eq!(bureau.post.taken(), ["chief", "liaison"].map(|who| format!("{who}@example.org: New suit served: #{case}")));
        bureau.record(case, "2024-05-13", "hearing-scheduled", r#"{"hearing_on":"2024-06-20","place":"第一法庭"}"#);
        bureau.send(instant("2024-05-13"));
        let invitations = |bureau: &Bureau<'_>| -> Vec<(String, u32, bool, String)> {
            let letters: Vec<_> = bureau.post.letters.lock().unwrap().drain(..).collect();
            let told = letters.into_iter().filter_map(|letter| letter.invitation.map(|invitation| (letter.to, invitation)));
            told.map(|(to, invitation)| (to, invitation.hearing.sequence, invitation.called_off, invitation.hearing.on.to_string()))
                .collect()
        };
        let to =
            |sequence, off, on: &str| ["chief", "liaison"].map(|who| (format!("{who}@example.org"), sequence, off, on.to_owned())).to_vec();
        let sorted = |mut told: Vec<(String, u32, bool, String)>| {
            told.sort();
            told
        };
        assert_eq!(sorted(invitations(&bureau)), to(0, false, "2024-06-20"));
        let uid = engine.lines("SELECT uid AS line FROM hearings_told");
        bureau.record(case, "2024-05-20", "hearing-postponed", r#"{"hearing_on":"2024-06-27"}"#);
        bureau.send(instant("2024-05-20"));
        assert_eq!(sorted(invitations(&bureau)), to(1, false, "2024-06-27"));
        assert_eq!(engine.lines("SELECT uid AS line FROM hearings_told"), uid, "the same hearing");
        // moved again and again before anything left: only the last is sent
        bureau.record(case, "2024-05-21", "hearing-postponed", r#"{"hearing_on":"2024-07-01"}"#);
        bureau.record(case, "2024-05-22", "hearing-postponed", r#"{"hearing_on":"2024-07-02"}"#);
        bureau.send(instant("2024-05-22"));
        assert_eq!(sorted(invitations(&bureau)), to(3, false, "2024-07-02"));
        bureau.record(case, "2024-05-23", "hearing-postponed", "{}");
        bureau.send(instant("2024-05-23"));
        assert_eq!(sorted(invitations(&bureau)), to(4, true, "2024-07-02"));
        assert_eq!(engine.number("SELECT COUNT(*) AS number FROM hearings_told"), 0);
    });
}

#[test]
fn an_hour_is_told_with_its_day_and_a_change_of_it_is_a_change() {
    on_both_engines(|engine| {
        let mut bureau = Bureau::new(engine);
        colleague(&mut bureau.database, "liaison", Role::Liaison, Some(POLICE));
        let case = bureau.open(CaseKind::Litigation, "2024-05-06", "complaint-received", SUIT, POLICE);
        bureau.send(instant("2024-05-06"));
        let _ = bureau.post.taken();
        let told = |bureau: &mut Bureau<'_>, day: &str, data: &str| -> Vec<(u32, String, String)> {
            bureau.record(case, day, "hearing-scheduled", data);
            bureau.send(instant(day));
            let letters: Vec<_> = bureau.post.letters.lock().unwrap().drain(..).collect();
            let one = |letter: fuyi::mail::Letter| {
                let hearing = letter.invitation.expect("an invitation").hearing;
                (hearing.sequence, hearing.at.map(|at| at.to_string()).unwrap_or_default(), format!("{} {}", letter.subject, letter.text))
            };
            letters.into_iter().map(one).collect()
        };
        let first = told(&mut bureau, "2024-05-13", r#"{"hearing_on":"2024-06-20"}"#);
        assert_eq!((first[0].0, first[0].1.as_str(), first[0].2.contains("2024-06-20 ")), (0, "", true), "{first:?}");
        let hour = told(&mut bureau, "2024-05-14", r#"{"hearing_on":"2024-06-20","hearing_at":"09:30"}"#);
        assert_eq!((hour[0].0, hour[0].1.as_str()), (1, "09:30"));
        assert!(hour[0].2.contains("2024-06-20 09:30"), "{hour:?}");
        let later = told(&mut bureau, "2024-05-15", r#"{"hearing_on":"2024-06-20","hearing_at":"15:00"}"#);
        assert!(later[0].2.contains("moved to 2024-06-20 15:00 (it was on 2024-06-20 09:30)"), "{later:?}");
        // what says no more than was known is told to nobody
        assert_eq!(told(&mut bureau, "2024-05-16", r#"{"hearing_on":"2024-06-20","place":"第一法庭"}"#), []);
    });
}

#[test]
fn a_message_is_kept_with_its_event_or_not_at_all() {
    on_both_engines(|engine| {
        let mut bureau = Bureau::new(engine);
        colleague(&mut bureau.database, "liaison", Role::Liaison, Some(POLICE));
        let file = service::NewFile {
            kind: CaseKind::Litigation,
            number: None,
            unit: Some(POLICE.to_owned()),
            handler: Some(BUREAU.to_owned()),
            entry: fuyi::domain::case::Entry::recorded(
                "2024-05-06".parse().unwrap(),
                fuyi::domain::case::event::Event::parse("complaint-received", SUIT).unwrap(),
            ),
        };
        let access = bureau.at("2024-05-06");
        let new = service::opening(&mut bureau.database, &access, &bureau.books, file).unwrap();
        let undone: Result<(), StoreError> = bureau.database.together(|database| {
            database.case_create(&new, &act())?;
            Err(StoreError::Busy)
        });
        assert!(undone.is_err());
        assert_eq!(bureau.states(), Vec::<String>::new());
        bureau.database.case_create(&new, &act()).unwrap();
        assert_eq!(bureau.states(), ["waiting 1"]);
    });
}

fn why() -> Sentence {
    Sentence::new("试", "a trial")
}

#[test]
fn what_is_not_delivered_is_tried_again_put_aside_or_given_back() {
    on_both_engines(|engine| {
        let mut bureau = Bureau::new(engine);
        review(&mut bureau);
        let start = instant("2024-04-22");
        bureau.run(start);
        let answer = |undelivered| bureau.post.answers.lock().unwrap().push_back(undelivered);
        // for now: after a minute or two
        answer(Undelivered::Later(why()));
        assert_eq!(bureau.send(start).again, 1);
        assert_eq!(bureau.send(start).sent, 0, "not at once");
        let name = || engine.lines("SELECT message_id AS line FROM outbox");
        let first = name();
        // an answer that is lost: the same message goes again
        answer(Undelivered::Lost(why()));
        assert_eq!(bureau.send(start + hours(1)).again, 1);
        assert_eq!(engine.number("SELECT COUNT(*) AS number FROM outbox WHERE uncertain"), 1);
        assert_eq!(bureau.send(start + hours(2)).sent, 1);
        let letters: Vec<String> = bureau.post.letters.lock().unwrap().drain(..).map(|letter| letter.message_id).collect();
        assert_eq!(letters, [first[0].clone(), first[0].clone()]);
        assert_eq!(name(), first);
        // for good: a person must see to it
        bureau.run(instant("2024-04-26"));
        answer(Undelivered::Refused(why()));
        assert_eq!(bureau.send(instant("2024-04-26")).parked, 1);
        assert_eq!(bureau.send(instant("2024-04-26") + hours(1)), Default::default(), "not by itself");
        let mail = bureau.database.mails_list(Some(MailState::Parked), None, 9).unwrap().remove(0).mail;
        assert_eq!((mail.remark, mail.attempts), (Some(why()), 1));
        let at = Act { actor: "admin", origin: "", at: instant("2024-04-26") + hours(1) };
        bureau.database.mail_retry(Some(mail.id), &at).unwrap();
        assert_eq!(bureau.send(at.at).sent, 1);
        assert!(matches!(bureau.database.mail_retry(Some(mail.id), &at), Err(StoreError::UnknownMail { .. })), "what was sent is sent");
        assert!(matches!(bureau.database.mail_retry(Some(MailId(999)), &at), Err(StoreError::UnknownMail { .. })));
    });
}

#[test]
fn three_days_without_a_server_lose_nothing_and_end_in_one_digest() {
    on_both_engines(|engine| {
        let mut bureau = Bureau::new(engine);
        review(&mut bureau);
        let second = review(&mut bureau);
        *bureau.post.always.lock().unwrap() = Some(Undelivered::Unreachable(why()));
        bureau.run(instant("2024-04-24"));
        for hour in 0..72 {
            bureau.send(instant("2024-04-24") + hours(hour));
        }
        assert_eq!(bureau.states(), ["waiting 1"]);
        for day in ["2024-04-25", "2024-04-26"] {
            bureau.run(instant(day));
            bureau.send(instant(day));
        }
        // one of the two is met meanwhile
        bureau.record(second, "2024-04-26", "decision-made", r#"{"outcome":"MAINTAIN","approved_by":"organ-head"}"#);
        *bureau.post.always.lock().unwrap() = None;
        bureau.run(instant("2024-04-28"));
        bureau.send(instant("2024-04-28"));
        assert_eq!(bureau.post.taken(), ["officer@example.org: Fuyi: 1 coming up"], "the nearest step, and one message");
        assert_eq!(engine.number("SELECT COUNT(*) AS number FROM outbox WHERE state = 'sent'"), 1);
        assert_eq!(engine.number("SELECT COUNT(*) AS number FROM outbox WHERE state NOT IN ('sent', 'cancelled')"), 0);
        // a message that cannot leave for five days is put aside, in words
        bureau.run(instant("2024-04-29"));
        *bureau.post.always.lock().unwrap() = Some(Undelivered::Unreachable(why()));
        bureau.send(instant("2024-04-29"));
        assert_eq!(bureau.send(instant("2024-04-29") + hours(121)).parked + bureau.send(instant("2024-04-29") + hours(122)).cancelled, 1);
    });
}

#[test]
fn wrong_addresses_and_names_that_break_headers_are_put_aside_in_words() {
    on_both_engines(|engine| {
        let mut bureau = Bureau::new(engine);
        review(&mut bureau);
        let officer = bureau.database.person_named("officer").unwrap().unwrap().id;
        let folder = engine.directory.path().join("post");
        let variables =
            [("FUYI_MAIL_TRANSPORT", "file"), ("FUYI_MAIL_FROM", "fuyi@example.org"), ("FUYI_MAIL_FOLDER", folder.to_str().unwrap())];
        let settings = Settings::load(None, variables.map(|(n, v)| (n.to_owned(), v.to_owned())), []).unwrap();
        let carrier = service::carrier(&settings.mail).unwrap().unwrap();
        let send = |bureau: &Bureau<'_>, day: &str| {
            service::send(&bureau.desk, &bureau.books, &*carrier, &settings.mail, || instant(day)).unwrap()
        };
        let change = |bureau: &mut Bureau<'_>, email: &str, name: &str| {
            let change = PersonChange { email: Some(email.into()), display_name: Some(name.into()), ..PersonChange::default() };
            let seen = bureau.database.person(officer).unwrap().version;
            bureau.database.person_change(officer, seen, &change, &act()).unwrap();
        };
        for (email, name, said) in [
            ("", "王某某", "no e-mail address is recorded"),
            ("wang", "王某某", "not an e-mail address"),
            ("wang@example.org\r\nBcc: x@example.org", "王某某", "not an e-mail address"),
            ("wang@example.org", "王\r\nBcc: x@example.org", "control characters"),
        ] {
            change(&mut bureau, email, name);
            bureau.run(instant("2024-04-22"));
            bureau.engine.execute("UPDATE outbox SET state = 'waiting', next_at = created_at").unwrap();
            assert_eq!(send(&bureau, "2024-04-22").parked, 1, "{email:?} {name:?}");
            let remark = bureau.database.mails_list(Some(MailState::Parked), None, 1).unwrap().remove(0).mail.remark.unwrap();
            assert!(remark.en.contains(said) && !remark.en.contains('\n'), "{remark:?}");
        }
        change(&mut bureau, "wang@example.org", "王某某");
        let at = Act { at: instant("2024-04-22"), ..act() };
        bureau.database.mail_retry(None, &at).unwrap();
        assert_eq!(send(&bureau, "2024-04-22").sent, 1);
        let files: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
        assert!(files.len() == 1 && files[0].ends_with(".eml"), "{files:?}");
    });
}

#[test]
fn two_workers_at_once_send_everything_once() {
    on_both_engines(|engine| {
        let mut bureau = Bureau::new(engine);
        let case = review(&mut bureau);
        for number in 0..60 {
            colleague(&mut bureau.database, &format!("more{number}"), Role::CaseOfficer, Some(BUREAU));
        }
        assert_eq!(bureau.run(instant("2024-04-22")).noted, 61, "case {case}");
        let rounds: Mutex<Vec<u64>> = Mutex::default();
        std::thread::scope(|scope| {
            for _ in 0..3 {
                scope.spawn(|| {
                    let desk = Mutex::new(engine.database());
                    let round = service::send(&desk, &bureau.books, &bureau.post, &bureau.settings.mail, || instant("2024-04-22")).unwrap();
                    rounds.lock().unwrap().push(round.sent);
                });
            }
        });
        assert_eq!(rounds.lock().unwrap().iter().sum::<u64>(), 61);
        let mut count: BTreeMap<String, u32> = BTreeMap::new();
        for letter in bureau.post.letters.lock().unwrap().iter() {
            *count.entry(letter.to.clone()).or_default() += 1;
        }
        assert!(count.len() == 61 && count.values().all(|times| *times == 1), "{count:?}");
    });
}

#[test]
fn a_clock_that_runs_ahead_and_back_sends_nothing_twice_and_loses_nothing() {
    on_both_engines(|engine| {
        let mut bureau = Bureau::new(engine);
        review(&mut bureau);
        assert_eq!(bureau.morning("2024-04-22").len(), 1);
        // a year ahead for one morning, with a server that puts it off
        *bureau.post.always.lock().unwrap() = Some(Undelivered::Later(why()));
        assert_eq!(bureau.morning("2025-04-21"), Vec::<String>::new());
        assert!(engine.number("SELECT COUNT(*) AS number FROM outbox WHERE state = 'waiting'") > 0);
        *bureau.post.always.lock().unwrap() = None;
        // back: what was found for next year does not hold now, and the steps go on as if nothing had been
        assert_eq!(bureau.morning("2024-04-25"), Vec::<String>::new());
        assert_eq!(engine.number("SELECT COUNT(*) AS number FROM outbox WHERE state NOT IN ('sent', 'cancelled')"), 0);
        assert_eq!(bureau.morning("2024-04-29"), ["officer@example.org: Fuyi: 1 coming up"]);
        assert_eq!(bureau.morning("2024-04-30"), ["officer@example.org: Fuyi: 1 due today"]);
        let watch = service::reminders_watch(&mut bureau.database, instant("2024-04-30")).unwrap();
        assert_eq!(watch.last_run.unwrap().day.to_string(), "2024-04-30", "a run of next year is none");
    });
}

#[test]
fn new_year_without_a_calendar_is_told_by_the_festivals_of_the_law() {
    on_both_engines(|engine| {
        let mut bureau = Bureau::new(engine);
        // a calendar nobody has published yet: 1 January 2027 is off by law, the days before are not
        let case = bureau.open(CaseKind::Reconsideration, "2026-11-05", "application-received", APPLICATION, MARKET);
        bureau.record(case, "2026-11-05", "accepted", r#"{"procedure":"general","staff":2}"#);
        let told: Vec<(&str, usize)> = ["2026-12-24", "2026-12-29", "2026-12-31", "2027-01-01", "2027-01-04"]
            .into_iter()
            .map(|day| (day, bureau.morning(day).len()))
            .collect();
        assert_eq!(told[3], ("2027-01-01", 0), "nobody is told of anything at New Year: {told:?}");
        assert!(told.iter().map(|(_, letters)| letters).sum::<usize>() >= 3, "{told:?}");
        let days = engine
            .lines("SELECT step || ' ' || COUNT(*) AS line FROM reminders GROUP BY step, rule, due_on, person_id HAVING COUNT(*) > 1");
        assert_eq!(days, Vec::<String>::new());
    });
}

#[test]
fn nobody_misses_that_nothing_comes() {
    on_both_engines(|engine| {
        let mut bureau = Bureau::new(engine);
        let alarms = |bureau: &mut Bureau<'_>, at| -> Vec<String> {
            service::reminders_watch(&mut bureau.database, at).unwrap().alarms().into_iter().map(|alarm| alarm.en).collect()
        };
        let start = instant("2024-04-22");
        assert_eq!(alarms(&mut bureau, start), Vec::<String>::new(), "nothing to be reminded of");
        review(&mut bureau);
        assert!(alarms(&mut bureau, start)[0].contains("have not run"));
        bureau.run(start);
        assert_eq!(alarms(&mut bureau, start + hours(1)), Vec::<String>::new());
        assert_eq!(alarms(&mut bureau, start + hours(3)).len(), 1, "due and not sent: no transport is set");
        assert!(alarms(&mut bureau, start + hours(27)).iter().any(|alarm| alarm.contains("26 hours")));
        bureau.send(start);
        assert_eq!(alarms(&mut bureau, start + hours(3)), Vec::<String>::new());
        assert_eq!(alarms(&mut bureau, start + hours(27)).len(), 1);
        // a file that nobody runs
        let lost = bureau.open(CaseKind::Litigation, "2024-04-22", "complaint-received", SUIT, OTHER_BUREAU);
        let other = bureau.database.unit_find(OTHER_BUREAU).unwrap().map(|(id, _)| id);
        bureau.database.case_assign(lost, other, None, &act()).unwrap();
        bureau.run(instant("2024-05-06"));
        assert!(alarms(&mut bureau, instant("2024-05-06")).iter().any(|alarm| alarm.contains("nobody to be told")));
    });
}

#[test]
fn a_dry_run_shows_what_would_be_told_and_leaves_no_trace() {
    on_both_engines(|engine| {
        let mut bureau = Bureau::new(engine);
        review(&mut bureau);
        let rows = || {
            ["outbox", "reminders", "reminder_runs", "audit"].map(|table| engine.number(&format!("SELECT COUNT(*) AS number FROM {table}")))
        };
        let before = rows();
        let (report, foreseen) = service::remind_dry(&mut bureau.database, &bureau.books, "", instant("2024-04-22")).unwrap();
        assert_eq!((report.noted, foreseen.len()), (1, 1));
        assert!(matches!(&foreseen[0].prepared, service::Prepared::Letter(letter) if letter.subject == "Fuyi: 1 coming up"));
        assert_eq!(rows(), before);
    });
}

#[test]
fn claiming_reads_an_index_of_what_is_not_sent() {
    let engine = super::engines::Engine::sqlite();
    engine.database();
    let plan = engine.lines_of_plan(
        "UPDATE outbox SET state = 'claimed' WHERE id IN (SELECT id FROM outbox WHERE state IN ('waiting', 'claimed') AND next_at <= '2024-01-01' ORDER BY next_at, id LIMIT 20)",
    );
    assert!(plan.contains("USING COVERING INDEX outbox_next") || plan.contains("USING INDEX outbox_next"), "{plan}");
    assert!(!plan.contains("TEMP B-TREE") && !plan.contains("SCAN outbox"), "{plan}");
}

#[test]
fn a_letter_that_finds_no_room_waits_until_there_is_some() {
    on_both_engines(|engine| {
        let mut bureau = Bureau::new(engine);
        review(&mut bureau);
        bureau.run(instant("2024-04-22"));
        let folder = engine.directory.path().join("full");
        std::fs::create_dir(&folder).unwrap();
        let ours =
            [("FUYI_MAIL_TRANSPORT", "file"), ("FUYI_MAIL_FROM", "fuyi@example.org"), ("FUYI_MAIL_FOLDER", folder.to_str().unwrap())];
        let settings = Settings::load(None, ours.map(|(name, value)| (name.to_owned(), value.to_owned())), []).unwrap();
        let carrier = service::carrier(&settings.mail).unwrap().unwrap();
        let send = |at| service::send(&bureau.desk, &bureau.books, &*carrier, &settings.mail, || at).unwrap();
        let id = engine.lines("SELECT message_id AS line FROM outbox").remove(0);
        let name: String = id.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
        // whatever is written there finds the disk full
        std::os::unix::fs::symlink("/dev/full", folder.join(format!("{name}.part"))).unwrap();
        let start = instant("2024-04-22");
        assert_eq!(send(start).again, 1);
        let mail = bureau.database.mails_list(Some(MailState::Waiting), None, 9).unwrap().remove(0).mail;
        assert!(mail.remark.unwrap().en.contains("disk is full"));
        assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 0, "no half of a letter");
        assert_eq!(send(start + hours(2)).sent, 1);
    });
}

/// Only the embedded engine writes files of ours.
#[test]
fn a_run_that_finds_no_room_says_so_and_the_next_one_makes_up_for_it() {
    let engine = Engine::sqlite();
    let mut bureau = Bureau::new(&engine);
    review(&mut bureau);
    let folder = engine.directory.path().join("post");
    let remind = |limit: &str| {
        // a write beyond the limit fails instead of ending the program
        let script = format!("trap '' XFSZ; ulimit -f {limit}; exec \"$0\" --lang en --database \"$1\" remind --now 2024-04-22T00:30:00Z");
        let mut command = Command::new("sh");
        command.env_clear().args(["-c", &script, env!("CARGO_BIN_EXE_fuyi"), &engine.url]);
        command.env("FUYI_MAIL_TRANSPORT", "file").env("FUYI_MAIL_FROM", "fuyi@example.org").env("FUYI_MAIL_FOLDER", &folder);
        command.output().unwrap()
    };
    let full = remind("8");
    let said = String::from_utf8_lossy(&full.stderr).into_owned();
    assert!(!full.status.success() && said.starts_with("error: ") && said.lines().count() == 1, "{said}");
    assert_eq!(bureau.states().iter().filter(|state| state.starts_with("sent")).count(), 0);
    let whole = remind("unlimited");
    assert!(whole.status.success(), "{}", String::from_utf8_lossy(&whole.stderr));
    assert_eq!(bureau.states(), ["sent 1"]);
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 1);
}
