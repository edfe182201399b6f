//! Staying in: cookies, tokens, their ends, and what happens to a stolen one.

use std::collections::BTreeMap;
use std::thread;

use fuyi::crypto::{ExposeSecret, SecretString};
use fuyi::domain::access::Holder;
use fuyi::service::sign_in::{SignInRefusal, Tokens, client_secret};
use fuyi::store::{Database, NewClient, SessionEnd};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use super::door::{Door, HERE, OTHERS, PASSWORD, address, told};
use super::engines::{Engine, on_both_engines};

const OVER: SignInRefusal = SignInRefusal::SessionOver;

#[test]
fn a_cookie_stands_for_its_person_until_it_is_unused_or_old() {
    on_both_engines(|engine| {
        let mut door = Door::of(engine, &[]);
        let wang = door.member("wang", PASSWORD);
        let (cookie, cross_site) = door.browser("wang", PASSWORD);
        let present = door.cookie(&cookie).unwrap();
        assert_eq!(present.holder, Holder::Person(wang));
        assert_eq!((present.cross_site.as_deref(), present.seen_due), (Some(cross_site.as_str()), false));

        door.wait(29);
        let present = door.cookie(&cookie).unwrap();
        assert!(present.seen_due);
        door.entrance.seen(&mut door.database(), present.session, door.now).unwrap();
        door.wait(29);
        assert!(door.cookie(&cookie).is_ok());
        door.wait(1);
        assert_eq!(door.cookie(&cookie).unwrap_err(), OVER, "unused for half an hour");

        let (cookie, _) = door.browser("wang", PASSWORD);
        for _ in 0..(12 * 60 / 20 - 1) {
            door.wait(20);
            let session = door.cookie(&cookie).unwrap().session;
            door.entrance.seen(&mut door.database(), session, door.now).unwrap();
        }
        door.wait(19);
        assert!(door.cookie(&cookie).is_ok());
        door.wait(1);
        assert_eq!(door.cookie(&cookie).unwrap_err(), OVER, "twelve hours");
    });
}

#[test]
fn a_session_cannot_be_guessed_fixed_or_crossed_with_another() {
    on_both_engines(|engine| {
        let door = Door::of(engine, &[]);
        door.member("wang", PASSWORD);
        door.member("li", OTHERS[0]);
        let (mine, my_token) = door.browser("wang", PASSWORD);
        let (theirs, their_token) = door.browser("li", OTHERS[0]);
        let (again, again_token) = door.browser("wang", PASSWORD);
        assert!(mine.expose_secret() != again.expose_secret() && my_token != again_token && my_token != their_token);
        let (my_id, my_secret) = mine.expose_secret().split_once('.').unwrap();
        let (their_id, _) = theirs.expose_secret().split_once('.').unwrap();
        for cookie in [
            format!("{their_id}.{my_secret}"),
            format!("{my_id}."),
            my_id.to_owned(),
            format!("{my_id}.{}", &my_secret[1..]),
            format!("-{my_id}.{my_secret}"),
            format!("99.{my_secret}"),
            format!("{my_id}.{my_token}"),
            String::new(),
            "9223372036854775808.x".to_owned(),
        ] {
            assert_eq!(door.cookie(&cookie.as_str().into()).unwrap_err(), OVER, "{cookie}");
        }
        let tokens = door.tokens("li", OTHERS[0]);
        let session = door.present(&tokens.access).unwrap().session;
        let as_cookie = format!("{session}.{}", tokens.refresh.expose_secret());
        assert_eq!(door.cookie(&as_cookie.as_str().into()).unwrap_err(), OVER, "tokens are no cookie");
    });
}

#[test]
fn signing_out_ends_one_session_and_leaves_the_others() {
    on_both_engines(|engine| {
        let door = Door::of(engine, &[]);
        let wang = door.member("wang", PASSWORD);
        let (cookie, _) = door.browser("wang", PASSWORD);
        let tokens = door.tokens("wang", PASSWORD);
        let session = door.cookie(&cookie).unwrap().session;
        for _ in 0..2 {
            door.entrance.sign_out(&mut door.database(), session, &door.act()).unwrap();
        }
        assert_eq!(door.trail(2), ["signed-out", "signed-in"], "once");
        assert_eq!(door.cookie(&cookie).unwrap_err(), OVER);
        let left = door.present(&tokens.access).unwrap().session;
        let listed = door.entrance.sessions(&mut door.database(), wang, door.now).unwrap();
        assert_eq!(listed.iter().map(|session| session.id).collect::<Vec<_>>(), [left]);
        door.entrance.sign_out(&mut door.database(), left, &door.act()).unwrap();
        assert_eq!(door.present(&tokens.access).unwrap_err(), OVER, "an access token goes with its session");
        assert_eq!(door.refresh(&tokens.refresh).unwrap_err(), OVER);
    });
}

#[test]
fn sessions_are_ended_by_their_person_or_an_administrator_and_with_the_account() {
    on_both_engines(|engine| {
        let mut door = Door::of(engine, &[]);
        let wang = door.member("wang", PASSWORD);
        let li = door.member("li", OTHERS[0]);
        let tokens: Vec<Tokens> = (0..4).map(|_| door.tokens("wang", PASSWORD)).collect();
        let ids: Vec<_> = tokens.iter().map(|tokens| door.present(&tokens.access).unwrap().session).collect();
        let end =
            |person, session| door.entrance.end_session(&mut door.database(), person, session, SessionEnd::Person, &door.act()).unwrap();
        assert!(!end(li, ids[0]), "somebody else's");
        assert!(end(wang, ids[0]) && !end(wang, ids[0]));
        let stand = |door: &Door<'_>| tokens.iter().map(|tokens| door.present(&tokens.access).is_ok()).collect::<Vec<_>>();
        assert_eq!(stand(&door), [false, true, true, true]);
        let but = Some(ids[1]);
        let ended = door.entrance.end_sessions(&mut door.database(), wang, but, SessionEnd::Administrator, &door.act()).unwrap();
        assert_eq!((ended, stand(&door)), (2, vec![false, true, false, false]));
        door.database().person_deactivate(wang, 1, "2024-03-01".parse().unwrap(), &door.act()).unwrap();
        assert_eq!(stand(&door), [false; 4], "at once");
        assert_eq!(door.refresh(&tokens[1].refresh).unwrap_err(), OVER);
        door.wait(24 * 60 * 3);
        door.sign_in("li", OTHERS[0]).unwrap();
        let left = engine.number("SELECT COUNT(*) AS number FROM sessions");
        assert_eq!((left, engine.number("SELECT COUNT(*) AS number FROM refresh_tokens")), (1, 1), "old rows are swept");
    });
}

#[test]
fn an_access_token_lives_ten_minutes_and_a_refresh_token_half_an_hour() {
    on_both_engines(|engine| {
        let mut door = Door::of(engine, &[]);
        door.member("wang", PASSWORD);
        let tokens = door.tokens("wang", PASSWORD);
        door.wait(9);
        assert!(door.present(&tokens.access).is_ok());
        door.wait(1);
        assert_eq!(door.present(&tokens.access).unwrap_err(), OVER);
        let tokens = door.refresh(&tokens.refresh).unwrap();
        assert!(door.present(&tokens.access).is_ok());
        door.wait(30);
        assert_eq!(door.refresh(&tokens.refresh).unwrap_err(), OVER, "unused");
        let mut tokens = door.tokens("wang", PASSWORD);
        for _ in 0..(12 * 60 / 20 - 1) {
            door.wait(20);
            tokens = door.refresh(&tokens.refresh).unwrap();
        }
        door.wait(20);
        assert_eq!(door.refresh(&tokens.refresh).unwrap_err(), OVER, "twelve hours");
        door.wait(-24 * 60);
        let early = door.tokens("wang", PASSWORD);
        door.wait(-10);
        assert_eq!(door.present(&early.access).unwrap_err(), OVER, "the clock was put back");
    });
}

#[test]
fn a_refresh_token_that_comes_twice_ends_the_session_for_both() {
    on_both_engines(|engine| {
        let door = Door::of(engine, &[]);
        door.member("wang", PASSWORD);
        let first = door.tokens("wang", PASSWORD);
        let other = door.tokens("wang", PASSWORD);
        let second = door.refresh(&first.refresh).unwrap();
        let third = door.refresh(&second.refresh).unwrap();
        assert!(door.present(&third.access).is_ok());
        assert_eq!(door.refresh(&first.refresh).unwrap_err(), OVER);
        assert_eq!(door.trail(1), ["refresh-token-reused"]);
        for tokens in [&first, &second, &third] {
            assert_eq!(door.present(&tokens.access).unwrap_err(), OVER);
            assert_eq!(door.refresh(&tokens.refresh).unwrap_err(), OVER);
        }
        assert!(door.present(&other.access).is_ok(), "another session stands");
        assert_eq!(door.trail(2), ["refresh-token-reused", "signed-in"], "once");
        for token in ["", "x", first.access.expose_secret()] {
            assert_eq!(door.refresh(&token.into()).unwrap_err(), OVER, "{token}");
        }
    });
}

#[test]
fn of_two_who_refresh_at_the_same_moment_one_was_a_thief() {
    on_both_engines(|engine| {
        let door = Door::of(engine, &[]);
        door.member("wang", PASSWORD);
        let tokens = door.tokens("wang", PASSWORD);
        let answers: Vec<bool> = thread::scope(|scope| {
            let refresh = || {
                let mut database = Database::open(&engine.url).expect("a connection");
                told(database.together(|database| door.entrance.refresh(database, &tokens.refresh, address(HERE), door.now))).is_ok()
            };
            let both = [scope.spawn(refresh), scope.spawn(refresh)];
            both.into_iter().map(|one| one.join().expect("an answer")).collect()
        });
        assert_eq!(answers.iter().filter(|given| **given).count(), 1, "{}", engine.name);
        assert_eq!(engine.number("SELECT COUNT(*) AS number FROM sessions WHERE ended_by = 'reuse'"), 1);
    });
}

/// Whatever anybody does with the tokens that were ever given out, a session has one live refresh token at most, and none once
/// a used one came again.
#[test]
fn no_sequence_of_refreshes_leaves_two_live_tokens_of_one_session() {
    for engine in [Engine::sqlite(), Engine::postgres()] {
        let door = Door::of(&engine, &[]);
        door.member("wang", PASSWORD);
        let steps = prop::collection::vec((any::<prop::sample::Index>(), any::<bool>()), 1..24);
        let mut runner = TestRunner::new(Config { cases: 24, failure_persistence: None, ..Config::default() });
        let outcome = runner.run(&steps, |steps| {
            // every token ever given out, with its session and whether it was used
            let mut tokens: Vec<(i64, SecretString, bool)> = Vec::new();
            let mut over: BTreeMap<i64, bool> = BTreeMap::new();
            for (which, begin) in steps {
                if tokens.is_empty() || begin && over.len() < 3 {
                    let new = door.tokens("wang", PASSWORD);
                    let session = door.present(&new.access).expect("in").session.0;
                    over.insert(session, false);
                    tokens.push((session, new.refresh, false));
                    continue;
                }
                let at = which.index(tokens.len());
                let (session, token, used) = &mut tokens[at];
                let session = *session;
                let expected = !*used && !over[&session];
                let answer = door.refresh(token);
                prop_assert_eq!(answer.is_ok(), expected);
                if *used {
                    over.insert(session, true);
                }
                *used = true;
                tokens.extend(answer.ok().map(|new| (session, new.refresh, false)));
            }
            let live = "SELECT COALESCE(MAX(n), 0) AS number FROM \
                        (SELECT COUNT(*) AS n FROM refresh_tokens WHERE used_at IS NULL GROUP BY session_id) AS live";
            prop_assert!(engine.number(live) <= 1);
            for (session, over) in over {
                let query = format!("SELECT COUNT(*) AS number FROM sessions WHERE id = {session} AND ended_at IS NULL");
                prop_assert_eq!(engine.number(&query), i64::from(!over));
            }
            Ok(())
        });
        outcome.unwrap_or_else(|fault| panic!("{}: {fault}", engine.name));
    }
}

#[test]
fn the_engine_itself_refuses_a_second_live_token() {
    on_both_engines(|engine| {
        let door = Door::of(engine, &[]);
        door.member("wang", PASSWORD);
        let session = door.present(&door.tokens("wang", PASSWORD).access).unwrap().session;
        assert!(door.database().refresh_issue(session, "another").is_err());
    });
}

#[test]
fn a_program_signs_in_with_its_secret_and_ends_with_it() {
    on_both_engines(|engine| {
        let mut door = Door::of(engine, &[]);
        let new = NewClient { name: "oa-gateway".to_owned(), scopes: vec![], active_from: "2024-01-01".parse().unwrap() };
        let client = door.database().client_add(&new, &door.act()).unwrap();
        let sign_in = |door: &Door<'_>, name: &str, secret: &SecretString| {
            told(door.database().together(|database| door.entrance.client_sign_in(database, (name, secret), address(HERE), door.now)))
        };
        assert_eq!(sign_in(&door, "oa-gateway", &"x".into()).unwrap_err(), SignInRefusal::Wrong, "no secret yet");
        let secret = client_secret(&mut door.database(), client, &door.act()).unwrap();
        let token = sign_in(&door, "oa-gateway", &secret).unwrap();
        assert_eq!(door.present(&token.access).unwrap().holder, Holder::Client(client));
        assert_eq!(sign_in(&door, "oa-gatewax", &secret).unwrap_err(), SignInRefusal::Wrong);
        let newer = client_secret(&mut door.database(), client, &door.act()).unwrap();
        assert_eq!(door.present(&token.access).unwrap_err(), OVER, "a new secret ends what the old one began");
        assert_eq!(sign_in(&door, "oa-gateway", &secret).unwrap_err(), SignInRefusal::Wrong);
        let token = sign_in(&door, "oa-gateway", &newer).unwrap();
        door.wait(10);
        assert_eq!(door.present(&token.access).unwrap_err(), OVER);
        let token = sign_in(&door, "oa-gateway", &newer).unwrap();
        door.database().client_deactivate(client, 1, "2024-03-01".parse().unwrap(), &door.act()).unwrap();
        assert_eq!(door.present(&token.access).unwrap_err(), OVER);
        assert_eq!(sign_in(&door, "oa-gateway", &newer).unwrap_err(), SignInRefusal::Wrong);
        for _ in 0..4 {
            let _ = sign_in(&door, "oa-gateway", &secret);
        }
        assert!(matches!(sign_in(&door, "oa-gateway", &newer), Err(SignInRefusal::Locked { .. })));
    });
}
