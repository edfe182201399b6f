//! What proves who somebody is: passwords of one's own, one-time links, second factors; and that none of it can be read.

use fuyi::crypto::{ExposeSecret, SecretString};
use fuyi::domain::access::{Duty, Role};
use fuyi::domain::id::PersonId;
use fuyi::domain::password::PasswordFault;
use fuyi::service::sign_in::{Attempt, FirstAccount, Present, Proof, SignInRefusal};
use fuyi::store::SessionKind;
use totp_rs::{Algorithm, Builder, Secret, Totp};

use super::door::{Door, HERE, OTHERS, PASSWORD, address, told};
use super::engines::on_both_engines;

const WRONG: SignInRefusal = SignInRefusal::Wrong;

fn change(door: &Door<'_>, present: &Present, person: PersonId, current: &str, new: &str) -> Result<(), SignInRefusal> {
    let whose = (person, present.session, address(HERE));
    told(door.entrance.change_password(&door.desk, whose, (&current.into(), &new.into()), door.now))
}

#[test]
fn a_password_is_changed_by_who_knows_it_and_every_other_session_ends() {
    on_both_engines(|engine| {
        let mut door = Door::of(engine, &[]);
        let wang = door.member("wang", PASSWORD);
        let (here, elsewhere) = (door.tokens("wang", PASSWORD), door.tokens("wang", PASSWORD));
        let present = door.present(&here.access).unwrap();
        assert_eq!(change(&door, &present, wang, OTHERS[0], OTHERS[1]).unwrap_err(), WRONG);
        for (new, fault) in [
            ("short", PasswordFault::TooShort { least: 12 }),
            ("password12345", PasswordFault::Common),
            ("xk2-WANG-pq8_v", PasswordFault::Name),
            ("王某某-kq2Lm9-pq8", PasswordFault::Name),
            (PASSWORD, PasswordFault::Former),
        ] {
            let refusal = change(&door, &present, wang, PASSWORD, new).unwrap_err();
            assert_eq!(refusal, SignInRefusal::Password(fault), "{new}");
        }
        assert!(door.present(&elsewhere.access).is_ok());
        door.wait(1);
        change(&door, &present, wang, PASSWORD, OTHERS[0]).unwrap();
        assert_eq!(door.trail(1), ["password-changed"]);
        assert!(door.present(&here.access).is_ok());
        assert_eq!(door.present(&elsewhere.access).unwrap_err(), SignInRefusal::SessionOver);
        assert_eq!(door.sign_in("wang", PASSWORD).unwrap_err(), WRONG);
        door.sign_in("wang", OTHERS[0]).unwrap();
    });
}

#[test]
fn the_last_five_passwords_cannot_be_chosen_again_and_the_sixth_can() {
    on_both_engines(|engine| {
        let mut door = Door::of(engine, &[]);
        let wang = door.member("wang", PASSWORD);
        let present = door.present(&door.tokens("wang", PASSWORD).access).unwrap();
        let mut current = PASSWORD;
        for new in &OTHERS[..4] {
            door.wait(1);
            change(&door, &present, wang, current, new).unwrap();
            current = new;
        }
        let former = SignInRefusal::Password(PasswordFault::Former);
        for new in [PASSWORD].iter().chain(&OTHERS[..4]) {
            assert_eq!(change(&door, &present, wang, current, new).unwrap_err(), former, "{new}");
        }
        door.wait(1);
        change(&door, &present, wang, current, OTHERS[4]).unwrap();
        assert_eq!(change(&door, &present, wang, OTHERS[4], OTHERS[0]).unwrap_err(), former);
        change(&door, &present, wang, OTHERS[4], PASSWORD).unwrap();
        assert_eq!(engine.number("SELECT COUNT(*) AS number FROM former_passwords"), 4, "and the one in use");
    });
}

#[test]
fn a_stolen_session_cannot_try_passwords() {
    on_both_engines(|engine| {
        let door = Door::of(engine, &[]);
        let wang = door.member("wang", PASSWORD);
        let present = door.present(&door.tokens("wang", PASSWORD).access).unwrap();
        for _ in 0..4 {
            assert_eq!(change(&door, &present, wang, OTHERS[0], OTHERS[1]).unwrap_err(), WRONG);
        }
        for password in [OTHERS[0], PASSWORD] {
            let refusal = change(&door, &present, wang, password, OTHERS[1]).unwrap_err();
            assert!(matches!(refusal, SignInRefusal::Locked { .. }), "{refusal}");
        }
    });
}

#[test]
fn who_must_change_the_password_comes_in_for_nothing_else() {
    on_both_engines(|engine| {
        let mut door = Door::of(engine, &[("FUYI_SIGN_IN_PASSWORD_DAYS", "90")]);
        let wang = door.member("wang", PASSWORD);
        door.wait(90 * 24 * 60);
        let tokens = door.tokens("wang", PASSWORD);
        let present = door.present(&tokens.access).unwrap();
        assert_eq!(present.duty, Some(Duty::ChangePassword));
        let tokens = door.refresh(&tokens.refresh).unwrap();
        assert_eq!(door.present(&tokens.access).unwrap().duty, Some(Duty::ChangePassword), "refreshing is no way out");
        change(&door, &present, wang, PASSWORD, OTHERS[0]).unwrap();
        assert_eq!(door.present(&tokens.access).unwrap().duty, None);
        assert_eq!(door.sign_in("wang", OTHERS[0]).unwrap().duty, None);
    });
}

#[test]
fn a_revoked_password_opens_nothing_and_cannot_be_chosen_again() {
    on_both_engines(|engine| {
        let door = Door::of(engine, &[]);
        let wang = door.member("wang", PASSWORD);
        let before = door.tokens("wang", PASSWORD);
        door.entrance.revoke_password(&mut door.database(), wang, &door.act()).unwrap();
        assert_eq!(door.present(&before.access).unwrap_err(), SignInRefusal::SessionOver);
        assert_eq!(door.sign_in("wang", PASSWORD).unwrap_err(), WRONG, "who found it has nothing");
        assert_eq!(door.set_up(wang, PASSWORD).unwrap_err(), SignInRefusal::Password(PasswordFault::Former));
        door.set_up(wang, OTHERS[0]).unwrap();
        door.sign_in("wang", OTHERS[0]).unwrap();
    });
}

#[test]
fn a_one_time_link_is_good_once_for_a_day_and_the_newest_only() {
    on_both_engines(|engine| {
        let mut door = Door::of(engine, &[]);
        let wang = door.person("wang");
        let make = |door: &Door<'_>| door.entrance.set_up_code(&mut door.database(), wang, &door.act()).unwrap();
        let (first, second) = (make(&door), make(&door));
        assert_eq!((second.user_name.as_str(), second.ends - door.now), ("wang", chrono::TimeDelta::hours(24)));
        assert_eq!(door.use_code(&first.code, PASSWORD).unwrap_err(), SignInRefusal::LinkOver, "replaced");
        assert_eq!(door.use_code(&"x".into(), PASSWORD).unwrap_err(), SignInRefusal::LinkOver);
        let refusal = door.use_code(&second.code, "password12345").unwrap_err();
        assert_eq!(refusal, SignInRefusal::Password(PasswordFault::Common), "and is not used up by it");
        door.use_code(&second.code, PASSWORD).unwrap();
        assert_eq!(door.use_code(&second.code, OTHERS[0]).unwrap_err(), SignInRefusal::LinkOver, "used");
        let session = door.tokens("wang", PASSWORD);
        let third = make(&door);
        assert!(door.sign_in("wang", PASSWORD).is_ok(), "a link alone changes nothing");
        door.wait(24 * 60 - 1);
        for _ in 0..5 {
            door.sign_in("wang", OTHERS[0]).unwrap_err();
        }
        door.use_code(&third.code, OTHERS[0]).unwrap();
        assert!(door.sign_in("wang", OTHERS[0]).is_ok(), "no longer locked");
        assert_eq!(door.refresh(&session.refresh).unwrap_err(), SignInRefusal::SessionOver);
        let fourth = make(&door);
        door.wait(24 * 60);
        assert_eq!(door.use_code(&fourth.code, OTHERS[1]).unwrap_err(), SignInRefusal::LinkOver, "a day");
        let fifth = make(&door);
        door.database().person_deactivate(wang, 1, "2024-03-01".parse().unwrap(), &door.act()).unwrap();
        assert_eq!(door.use_code(&fifth.code, OTHERS[1]).unwrap_err(), SignInRefusal::LinkOver, "no longer active");
        assert!(door.entrance.set_up_code(&mut door.database(), wang, &door.act()).is_err());
    });
}

/// The telephone of a person.
fn telephone(base32: &SecretString) -> Totp {
    let secret = Secret::try_from_base32(base32.expose_secret()).expect("base32");
    Builder::new()
        .with_algorithm(Algorithm::SHA1)
        .with_digits(6)
        .with_skew(1)
        .with_step_duration(30)
        .with_secret(secret)
        .build_noncompliant()
}

fn code(door: &Door<'_>, telephone: &Totp) -> String {
    telephone.generate(u64::try_from(door.now.timestamp()).expect("after 1970")).to_string()
}

/// Sets up a second factor in a session of the person; the telephone and the recovery codes.
fn enrol(door: &mut Door<'_>, person: PersonId, present: &Present) -> (Totp, Vec<SecretString>) {
    let enrolment = told(door.entrance.begin_second_factor(&mut door.database(), person)).expect("a secret");
    assert!(enrolment.address.expose_secret().contains(enrolment.secret.expose_secret()));
    let telephone = telephone(&enrolment.secret);
    let code = code(door, &telephone).into();
    let confirm = |code: &SecretString| {
        told(
            door.database()
                .together(|database| door.entrance.confirm_second_factor(database, (person, present.session), code, &door.act())),
        )
    };
    assert_eq!(confirm(&"000000".into()).unwrap_err(), WRONG);
    let codes = confirm(&code).expect("confirmed");
    assert_eq!(confirm(&code).unwrap_err(), SignInRefusal::SecondFactorStands);
    door.wait(1);
    (telephone, codes)
}

#[test]
fn a_second_factor_is_asked_for_and_each_code_counts_once() {
    on_both_engines(|engine| {
        let mut door = Door::of(engine, &[]);
        let wang = door.member("wang", PASSWORD);
        let (here, elsewhere) = (door.tokens("wang", PASSWORD), door.tokens("wang", PASSWORD));
        let present = door.present(&here.access).unwrap();
        let (telephone, codes) = enrol(&mut door, wang, &present);
        assert!(door.present(&here.access).is_ok());
        assert_eq!(door.present(&elsewhere.access).unwrap_err(), SignInRefusal::SessionOver);

        assert_eq!(door.sign_in("wang", PASSWORD).unwrap_err(), SignInRefusal::SecondFactorNeeded);
        assert_eq!(door.sign_in("wang", OTHERS[0]).unwrap_err(), WRONG);
        let now = code(&door, &telephone);
        assert_eq!(door.with_code("wang", OTHERS[0], &now).unwrap_err(), WRONG, "a wrong password uses no code up");
        door.with_code("wang", PASSWORD, &now).unwrap();
        assert_eq!(door.with_code("wang", PASSWORD, &now).unwrap_err(), WRONG, "a code seen over the shoulder");
        door.now -= chrono::TimeDelta::seconds(30);
        let before = code(&door, &telephone);
        door.now += chrono::TimeDelta::seconds(60);
        assert_eq!(door.with_code("wang", PASSWORD, &before).unwrap_err(), WRONG, "older than one that was used");
        let spaced = format!(" {} ", code(&door, &telephone));
        door.with_code("wang", PASSWORD, &spaced).unwrap();

        assert_eq!(codes.len(), 10);
        let typed = codes[0].expose_secret().to_uppercase().replace('-', " ");
        door.with_code("wang", PASSWORD, &typed).unwrap();
        assert_eq!(door.trail(2), ["signed-in", "recovery-code-used"]);
        assert_eq!(door.with_code("wang", PASSWORD, &typed).unwrap_err(), WRONG, "once");
        door.with_code("wang", PASSWORD, codes[1].expose_secret()).unwrap();
        assert_eq!(engine.number("SELECT COUNT(*) AS number FROM recovery_codes"), 8);
        for _ in 0..4 {
            assert_eq!(door.with_code("wang", PASSWORD, "123456").unwrap_err(), WRONG);
        }
        assert!(matches!(door.with_code("wang", PASSWORD, "123456"), Err(SignInRefusal::Locked { .. })), "codes cannot be tried out");
    });
}

#[test]
fn another_persons_code_or_secret_opens_nothing() {
    on_both_engines(|engine| {
        let mut door = Door::of(engine, &[]);
        let (wang, li) = (door.member("wang", PASSWORD), door.member("li", OTHERS[0]));
        let present = door.present(&door.tokens("wang", PASSWORD).access).unwrap();
        let (mine, my_codes) = enrol(&mut door, wang, &present);
        let present = door.present(&door.tokens("li", OTHERS[0]).access).unwrap();
        enrol(&mut door, li, &present);
        assert_eq!(door.with_code("li", OTHERS[0], &code(&door, &mine)).unwrap_err(), WRONG);
        assert_eq!(door.with_code("li", OTHERS[0], my_codes[0].expose_secret()).unwrap_err(), WRONG);
        let moved = format!(
            "UPDATE second_factors SET secret = (SELECT secret FROM second_factors WHERE person_id = {wang}) WHERE person_id = {li}"
        );
        engine.execute(&moved).unwrap();
        let attempt = Attempt { second_factor: Some(code(&door, &mine).as_str().into()), ..door.attempt("li", OTHERS[0]) };
        assert!(door.entrance.sign_in(&door.desk, attempt, door.now).is_err(), "a sealed secret opens in its own place only");
    });
}

#[test]
fn administrators_need_a_second_factor_where_the_bureau_says_so() {
    on_both_engines(|engine| {
        let mut door = Door::of(engine, &[("FUYI_SIGN_IN_SECOND_FACTOR", "administrators")]);
        let (officer, auditor) = (door.member("officer", PASSWORD), door.member("auditor", OTHERS[0]));
        door.grant(officer, Role::CaseOfficer);
        door.grant(auditor, Role::Auditor);
        assert_eq!(door.sign_in("officer", PASSWORD).unwrap().duty, None);
        let tokens = door.tokens("auditor", OTHERS[0]);
        let present = door.present(&tokens.access).unwrap();
        assert_eq!(present.duty, Some(Duty::SetUpSecondFactor));
        let (telephone, _) = enrol(&mut door, auditor, &present);
        assert_eq!(door.present(&tokens.access).unwrap().duty, None);
        let give_up = |door: &Door<'_>, person, code: &str| {
            told(door.database().together(|database| door.entrance.give_up_second_factor(database, person, &code.into(), &door.act())))
        };
        assert_eq!(give_up(&door, auditor, &code(&door, &telephone)).unwrap_err(), SignInRefusal::SecondFactorRequired);
        assert_eq!(give_up(&door, officer, "123456").unwrap_err(), SignInRefusal::NoSecondFactor);

        let present = door.present(&door.tokens("officer", PASSWORD).access).unwrap();
        let (telephone, _) = enrol(&mut door, officer, &present);
        assert_eq!(give_up(&door, officer, "123456").unwrap_err(), WRONG);
        give_up(&door, officer, &code(&door, &telephone)).unwrap();
        assert_eq!(door.sign_in("officer", PASSWORD).unwrap().duty, None);

        let take = |door: &Door<'_>| told(door.database().together(|db| door.entrance.take_away_second_factor(db, auditor, &door.act())));
        take(&door).unwrap();
        assert_eq!(door.trail(1), ["second-factor-removed"]);
        assert_eq!(door.present(&tokens.access).unwrap_err(), SignInRefusal::SessionOver);
        assert_eq!(door.sign_in("auditor", OTHERS[0]).unwrap().duty, Some(Duty::SetUpSecondFactor));
        assert_eq!(take(&door).unwrap_err(), SignInRefusal::NoSecondFactor);
        door.reopen(&[("FUYI_SIGN_IN_SECOND_FACTOR", "everybody")]);
        assert_eq!(door.sign_in("officer", PASSWORD).unwrap().duty, Some(Duty::SetUpSecondFactor));
    });
}

#[test]
fn a_database_without_people_gets_three_administrators_and_no_password() {
    on_both_engines(|engine| {
        let door = Door::of(engine, &[]);
        let roles = [Role::SecurityAdministrator, Role::SystemAdministrator, Role::Auditor];
        let accounts: Vec<FirstAccount> = roles
            .into_iter()
            .map(|role| FirstAccount { role, user_name: role.code().to_owned(), display_name: role.words().zh.to_owned() })
            .collect();
        let mut twice = accounts.clone();
        twice[2].user_name = accounts[0].user_name.clone();
        assert!(door.entrance.bootstrap(&mut door.database(), &twice, &door.act()).is_err());
        assert_eq!(engine.number("SELECT COUNT(*) AS number FROM people"), 0, "all or none");
        let codes = door.entrance.bootstrap(&mut door.database(), &accounts, &door.act()).unwrap();
        assert_eq!(engine.number("SELECT COUNT(*) AS number FROM credentials"), 0);
        for (role, code) in roles.iter().zip(&codes) {
            assert_eq!(code.user_name, role.code());
            door.use_code(&code.code, PASSWORD).unwrap();
            door.sign_in(role.code(), PASSWORD).unwrap();
        }
        let again = door.entrance.bootstrap(&mut door.database(), &accounts, &door.act()).unwrap_err();
        assert!(again.sentence().zh.contains("已有用户"));
    });
}

#[test]
fn nothing_that_opens_anything_stands_in_the_database_or_the_trail() {
    on_both_engines(|engine| {
        let mut door = Door::of(engine, &[]);
        let wang = door.member("wang", PASSWORD);
        let code_kept = door.entrance.set_up_code(&mut door.database(), wang, &door.act()).unwrap().code;
        let tokens = door.tokens("wang", PASSWORD);
        let present = door.present(&tokens.access).unwrap();
        let (telephone, codes) = enrol(&mut door, wang, &present);
        let attempt = Attempt {
            kind: SessionKind::Browser,
            second_factor: Some(code(&door, &telephone).as_str().into()),
            ..door.attempt("wang", PASSWORD)
        };
        let mut shown = format!("{attempt:?} {tokens:?} {codes:?} {present:?} {:?} {:?}", door.entrance, door.settings);
        let signed_in = door.try_in(attempt).unwrap();
        shown += &format!("{signed_in:?}");
        let Proof::Browser { cookie, cross_site } = signed_in.proof else { panic!("asked for a cookie") };
        shown += &format!("{:?}", door.cookie(&cookie));
        door.sign_in(OTHERS[0], OTHERS[1]).unwrap_err();

        let mut secrets = vec![PASSWORD.to_owned(), OTHERS[0].to_owned(), OTHERS[1].to_owned(), cross_site];
        let cookie_secret = cookie.expose_secret().split_once('.').unwrap().1.to_owned();
        secrets.extend([cookie_secret, tokens.refresh.expose_secret().to_owned(), code_kept.expose_secret().to_owned()]);
        secrets.push(tokens.access.expose_secret().rsplit_once('.').unwrap().1.to_owned());
        secrets.extend(codes.iter().map(|code| code.expose_secret().to_owned()));
        secrets.push(telephone.secret().to_base32());
        let keys = std::fs::read_to_string(door.keys()).unwrap();
        secrets.extend(keys.lines().filter_map(|line| Some(line.strip_prefix("secret = \"")?.trim_end_matches('"').to_owned())));
        assert_eq!(secrets.len(), 4 + 4 + 10 + 1 + 3);

        let tables = ["credentials", "former_passwords", "second_factors", "recovery_codes", "set_up_links", "sessions", "refresh_tokens"];
        let tables = tables.iter().chain(&["sign_in_failures", "audit", "people"]);
        let stored: Vec<String> = tables.flat_map(|table| everything(engine, table)).collect();
        assert!(stored.len() > 20, "{stored:?}");
        for secret in secrets {
            assert!(!shown.contains(&secret), "{secret} is shown");
            assert!(!stored.iter().any(|row| row.contains(&secret)), "{secret} is stored");
        }
    });
}

/// Every row of a table as one text.
fn everything(engine: &super::engines::Engine, table: &str) -> Vec<String> {
    let columns = match engine.name {
        "SQLite" => engine.lines(&format!("SELECT name AS line FROM pragma_table_info('{table}')")),
        _ => engine.lines(&format!("SELECT column_name::text AS line FROM information_schema.columns WHERE table_name = '{table}'")),
    };
    let texts: Vec<String> = columns.iter().map(|column| format!("COALESCE(CAST({column} AS TEXT), '')")).collect();
    engine.lines(&format!("SELECT {} AS line FROM {table}", texts.join(" || ' ' || ")))
}
