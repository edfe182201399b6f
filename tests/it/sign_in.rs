//! Coming in: one answer to every wrong try, locks that grow, and nothing that tells who exists.

use std::cell::RefCell;

use fuyi::domain::access::Duty;
use fuyi::service::ServiceError;
use fuyi::service::sign_in::{Attempt, Desk, Proof, SignInRefusal};
use fuyi::store::{Database, SessionKind};

use super::door::{Door, HERE, OTHERS, PASSWORD, address, told};
use super::engines::on_both_engines;

#[test]
fn every_wrong_try_gets_one_answer_for_one_hash() {
    on_both_engines(|engine| {
        let door = Door::of(engine, &[]);
        door.member("wang", PASSWORD);
        door.person("without-password");
        let left = door.member("left", PASSWORD);
        door.database().person_deactivate(left, 1, "2024-02-01".parse().unwrap(), &door.act()).unwrap();
        let later = door.member("later", PASSWORD);
        door.database().person_deactivate(later, 1, "2024-03-02".parse().unwrap(), &door.act()).unwrap();
        for (name, password, fits) in [
            ("wang", PASSWORD, true),
            (" Wang ", PASSWORD, true),
            ("ｗａｎｇ", "ｔR7-kq2Lm9_x", true),
            ("later", PASSWORD, true),
            ("wang", OTHERS[0], false),
            ("wang", "", false),
            ("wang", "tr7-KQ2lM9_X", false),
            ("nobody", PASSWORD, false),
            ("", "", false),
            ("without-password", PASSWORD, false),
            ("left", PASSWORD, false),
            ("wang' OR 1=1 --", PASSWORD, false),
        ] {
            let before = door.entrance.hashes_computed();
            let answer = door.sign_in(name, password);
            assert_eq!(door.entrance.hashes_computed() - before, 1, "{name}");
            match answer {
                Ok(signed_in) => assert!(fits && signed_in.duty.is_none(), "{name}"),
                Err(refusal) => assert!(!fits && refusal == SignInRefusal::Wrong, "{name}: {refusal}"),
            }
        }
    });
}

#[test]
fn five_wrong_tries_lock_a_name_that_exists_and_one_that_does_not_alike() {
    on_both_engines(|engine| {
        let mut door = Door::of(engine, &[]);
        door.member("wang", PASSWORD);
        let start = door.now;
        let mut stories = Vec::new();
        for name in ["wang", "nobody"] {
            door.now = start;
            let mut story = Vec::new();
            for _ in 0..6 {
                story.push(door.sign_in(name, OTHERS[0]).unwrap_err());
            }
            door.wait(9);
            story.push(door.sign_in(name, PASSWORD).err().unwrap_or(SignInRefusal::Busy));
            door.wait(1);
            story.push(door.sign_in(name, OTHERS[0]).unwrap_err());
            door.wait(19);
            story.push(door.sign_in(name, PASSWORD).err().unwrap_or(SignInRefusal::Busy));
            stories.push(story);
        }
        assert_eq!(stories[0], stories[1]);
        let codes: Vec<&str> = stories[0].iter().map(SignInRefusal::code).collect();
        let (wrong, locked) = ("sign-in-wrong", "sign-in-locked");
        assert_eq!(codes, [wrong, wrong, wrong, wrong, locked, locked, locked, locked, locked]);
        assert!(stories[0][7].sentence().zh.contains("09:30"), "{:?}", stories[0][7].sentence());
        door.wait(1);
        assert!(door.sign_in("wang", PASSWORD).is_ok(), "twenty minutes after the sixth");
        for _ in 0..4 {
            assert_eq!(door.sign_in("wang", OTHERS[0]).unwrap_err(), SignInRefusal::Wrong, "a success begins anew");
        }
    });
}

#[test]
fn while_a_name_is_locked_nothing_is_hashed_and_nothing_told() {
    on_both_engines(|engine| {
        let door = Door::of(engine, &[]);
        door.member("wang", PASSWORD);
        for _ in 0..5 {
            door.sign_in("wang", OTHERS[0]).unwrap_err();
        }
        let before = door.entrance.hashes_computed();
        let refusals = [PASSWORD, OTHERS[0]].map(|password| door.sign_in("wang", password).unwrap_err());
        assert_eq!(refusals[0], refusals[1]);
        assert_eq!(door.entrance.hashes_computed(), before);
        assert_eq!(door.trail(2), ["sign-in-failed"; 2]);
    });
}

#[test]
fn an_address_that_tries_many_names_is_locked_and_an_office_of_clumsy_people_is_not() {
    on_both_engines(|engine| {
        let mut door = Door::of(engine, &[("FUYI_SIGN_IN_TRIES_PER_ADDRESS", "6")]);
        door.member("wang", PASSWORD);
        for _ in 0..5 {
            for _ in 0..3 {
                door.sign_in("wang", OTHERS[0]).unwrap_err();
            }
            assert!(door.sign_in("wang", PASSWORD).is_ok(), "the slips of who comes in are forgiven");
        }
        for number in 0..5 {
            assert_eq!(door.sign_in(&format!("name-{number}"), PASSWORD).unwrap_err(), SignInRefusal::Wrong);
            assert!(door.sign_in("wang", PASSWORD).is_ok(), "which forgives no tries at other names");
        }
        assert!(matches!(door.sign_in("name-5", PASSWORD), Err(SignInRefusal::Locked { .. })));
        assert!(matches!(door.sign_in("wang", PASSWORD), Err(SignInRefusal::Locked { .. })));
        let elsewhere = Attempt { address: address("198.51.100.1"), ..door.attempt("wang", PASSWORD) };
        assert!(door.try_in(elsewhere).is_ok());
        door.wait(10);
        assert!(door.sign_in("wang", PASSWORD).is_ok());
    });
}

/// Somebody else comes between the look and the act.
struct Between<'a, F>(&'a Door<'a>, RefCell<Option<F>>);

impl<F: FnOnce()> Desk for Between<'_, F> {
    fn read<T>(&self, look: impl FnOnce(&mut Database) -> Result<T, ServiceError>) -> Result<T, ServiceError> {
        self.0.desk.read(look)
    }

    fn write<T: Send + 'static>(
        &self,
        act: impl FnOnce(&mut Database) -> Result<T, ServiceError> + Send + 'static,
    ) -> Result<T, ServiceError> {
        self.1.take().expect("one act")();
        self.0.desk.write(act)
    }
}

#[test]
fn what_happens_while_a_password_is_hashed_counts() {
    on_both_engines(|engine| {
        let door = Door::of(engine, &[]);
        let wang = door.member("wang", PASSWORD);
        let between = |happens: &dyn Fn()| {
            let desk = Between(&door, RefCell::new(Some(happens)));
            told(door.entrance.sign_in(&desk, door.attempt("wang", PASSWORD), door.now)).err()
        };
        let others_guess = || {
            for _ in 0..5 {
                door.sign_in("wang", OTHERS[0]).unwrap_err();
            }
        };
        assert!(matches!(between(&others_guess), Some(SignInRefusal::Locked { .. })), "a hundred tries at once are five");
        door.set_up(wang, PASSWORD).unwrap_err();
        door.set_up(wang, OTHERS[1]).unwrap();
        door.set_up(wang, OTHERS[2]).unwrap();
        let desk = Between(&door, RefCell::new(Some(|| door.set_up(wang, OTHERS[3]).unwrap())));
        let answer = told(door.entrance.sign_in(&desk, door.attempt("wang", OTHERS[2]), door.now));
        assert_eq!(answer.err(), Some(SignInRefusal::Wrong), "the password was changed");
    });
}

#[test]
fn the_sign_in_before_is_shown_and_each_is_written_down() {
    on_both_engines(|engine| {
        let mut door = Door::of(engine, &[]);
        let wang = door.member("wang", PASSWORD);
        assert_eq!(door.sign_in("wang", PASSWORD).unwrap().last, None);
        let first = door.now;
        door.wait(5);
        let last = door.sign_in("wang", PASSWORD).unwrap().last.unwrap();
        assert_eq!((last.at.and_utc(), last.from.as_str()), (first, HERE));
        door.sign_in("nobody", "an utterly secret thing").unwrap_err();
        let trail = door.database().audit_list(&Default::default(), 2).unwrap();
        assert_eq!((trail[0].action.as_str(), trail[0].subject.as_str()), ("sign-in-failed", "nobody"));
        assert_eq!((trail[1].action.as_str(), trail[1].actor.as_str()), ("signed-in", "wang"));
        assert_eq!(trail[1].subject, format!("person {wang}"));
        assert!(trail.iter().all(|entry| entry.origin == HERE));
    });
}

#[test]
fn a_dearer_hash_is_made_when_its_owner_comes_in() {
    on_both_engines(|engine| {
        let mut door = Door::of(engine, &[]);
        let wang = door.member("wang", PASSWORD);
        let phc = |door: &Door<'_>| door.database().credential(wang).unwrap().unwrap().password;
        let cheap = phc(&door);
        assert!(cheap.contains("m=8,t=1,p=1"), "{cheap}");
        door.reopen(&[("FUYI_SIGN_IN_HASH_PASSES", "2")]);
        door.sign_in("wang", OTHERS[0]).unwrap_err();
        assert_eq!(phc(&door), cheap);
        door.sign_in("wang", PASSWORD).unwrap();
        assert!(phc(&door).contains("m=8,t=2,p=1"));
        door.sign_in("wang", PASSWORD).unwrap();
    });
}

#[test]
fn a_password_grows_old_where_the_bureau_says_so() {
    on_both_engines(|engine| {
        let mut door = Door::of(engine, &[("FUYI_SIGN_IN_PASSWORD_DAYS", "90")]);
        door.member("wang", PASSWORD);
        door.wait(90 * 24 * 60 - 1);
        assert_eq!(door.sign_in("wang", PASSWORD).unwrap().duty, None);
        door.wait(1);
        assert_eq!(door.sign_in("wang", PASSWORD).unwrap().duty, Some(Duty::ChangePassword));
    });
}

#[test]
fn a_person_may_have_as_many_sessions_as_the_bureau_allows() {
    on_both_engines(|engine| {
        let door = Door::of(engine, &[("FUYI_SIGN_IN_SESSIONS_PER_PERSON", "2")]);
        let wang = door.member("wang", PASSWORD);
        let tokens: Vec<_> = (0..4).map(|_| door.tokens("wang", PASSWORD)).collect();
        let stand: Vec<bool> = tokens.iter().map(|tokens| door.present(&tokens.access).is_ok()).collect();
        assert_eq!(stand, [false, false, true, true]);
        assert_eq!(door.entrance.sessions(&mut door.database(), wang, door.now).unwrap().len(), 2);
    });
}

#[test]
fn what_a_browser_says_of_itself_is_kept_short_and_on_one_line() {
    on_both_engines(|engine| {
        let door = Door::of(engine, &[]);
        let wang = door.member("wang", PASSWORD);
        let device = format!("evil\r\nSet-Cookie: x\u{0}{}", "y".repeat(10_000));
        let signed_in = door.try_in(Attempt { device, kind: SessionKind::Browser, ..door.attempt("wang", PASSWORD) }).unwrap();
        assert!(matches!(signed_in.proof, Proof::Browser { .. }));
        let kept = door.entrance.sessions(&mut door.database(), wang, door.now).unwrap().remove(0).device;
        assert!(kept.starts_with("evilSet-Cookie") && kept.chars().count() == 200, "{kept}");
    });
}
