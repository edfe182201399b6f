//! Personal details: never in the clear at rest, masked wherever they come out, seen in full only with a reason.

use fuyi::crypto::{ExposeSecret, KeyFile, Keyring};
use fuyi::domain::audit::AuditAction;
use fuyi::domain::masking::Purpose;
use fuyi::domain::personal::{Detail, DetailField};
use fuyi::service::{self, Access, ServiceError};
use fuyi::store::{AuditFilter, CaseId, Database};

use super::engines::{Engine, on_both_engines};
use super::program::{Ran, fed, fuyi};
use super::samples::*;

/// Invented, with check characters that fit.
const IDENTITY: &str = "11010519491231002X";
const PHONE: &str = "13800005678";
const ADDRESS: &str = "河南省平湛市青禾区幸福路12号3单元";
/// What of them may never show.
const HIDDEN: [&str; 4] = [IDENTITY, "19491231", PHONE, "幸福路"];

fn ring() -> Keyring {
    Keyring::generate(act().at)
}

fn detail(field: DetailField, text: &str) -> (DetailField, Option<Detail>) {
    (field, Some(Detail::read(field, None, text).expect("a detail")))
}

fn terminal(database: &mut Database) -> Access {
    Access::terminal(database, "王某某", day(2024, 6, 1)).expect("the operator")
}

/// A case of 李某某, with three details.
fn furnished(engine: &Engine, keys: &Keyring) -> (Database, Access, CaseId) {
    let mut database = engine.database();
    write_units(&mut database);
    let case = database.case_create(&new_case(None, vec![received(day(2024, 3, 1), UNITS[0])]), &act()).expect("a case");
    let access = terminal(&mut database);
    let changes =
        [detail(DetailField::IdentityNumber, IDENTITY), detail(DetailField::Phone, "138-0000-5678"), detail(DetailField::Address, ADDRESS)];
    service::party_write(&mut database, &access, Some(keys), case, "李某某", &changes, &act()).expect("kept");
    (database, access, case)
}

fn said(result: Result<impl Sized, ServiceError>) -> String {
    result.err().expect("a refusal").sentence().en
}

fn last(database: &mut Database) -> (String, String, String) {
    let row = database.audit_list(&AuditFilter::default(), 1).expect("the trail").remove(0);
    (row.action, row.subject, row.details)
}

fn unmasked(database: &mut Database, access: &Access, keys: &Keyring, case: CaseId) -> Result<Vec<String>, ServiceError> {
    let details = service::party_unmask(database, access, Some(keys), case, "李某某", "核对送达地址", &act())?;
    Ok(details.iter().map(|detail| detail.value.expose_secret().to_owned()).collect())
}

#[test]
fn details_are_shown_masked_and_in_full_only_with_a_reason_that_is_audited() {
    on_both_engines(|engine| {
        let keys = ring();
        let (mut database, access, case) = furnished(engine, &keys);
        let (action, subject, details) = last(&mut database);
        assert_eq!((action.as_str(), subject), ("party-details-written", format!("case {case}")));
        assert!(details.contains("identity-number") && !details.contains("李某某"), "{details}");

        let shown = service::parties(&mut database, &access, Some(&keys), case, Purpose::Detail).expect("the parties");
        let values: Vec<_> = shown[0].details.iter().map(|detail| detail.value.clone().expect("a value")).collect();
        assert_eq!(values, ["河南省平湛市青禾区***", "110***********002X", "138****5678"]);
        for purpose in Purpose::ALL {
            let shown = service::parties(&mut database, &access, Some(&keys), case, *purpose).expect("the parties");
            let text = serde_json::to_string(&shown).expect("JSON");
            assert!(HIDDEN.iter().all(|hidden| !text.contains(hidden)), "{purpose:?}: {text}");
            let details = if matches!(purpose, Purpose::Detail | Purpose::Export) { 3 } else { 0 };
            assert_eq!(shown[0].details.len(), details, "{purpose:?}");
        }
        let mail = service::parties(&mut database, &access, Some(&keys), case, Purpose::Mail).expect("the parties");
        assert_eq!(mail[0].name, "李某某");

        let rows = engine.number("SELECT COUNT(*) AS number FROM audit");
        for reason in ["", "  ", "看看"] {
            let refused = service::party_unmask(&mut database, &access, Some(&keys), case, "李某某", reason, &act());
            assert!(said(refused).contains("say why"));
        }
        assert!(
            said(service::party_unmask(&mut database, &access, Some(&keys), case, "张某某", "核对送达地址", &act())).contains("nobody")
        );
        assert_eq!(engine.number("SELECT COUNT(*) AS number FROM audit"), rows, "nothing was seen");
        assert_eq!(unmasked(&mut database, &access, &keys, case).expect("in full"), [ADDRESS, IDENTITY, PHONE]);
        let (action, _, details) = last(&mut database);
        assert!(action == AuditAction::PartyDetailsRead.code() && details.contains("核对送达地址"), "{details}");
        assert!(HIDDEN.iter().all(|hidden| !details.contains(hidden)), "{details}");
    });
}

#[test]
fn what_rests_in_the_database_and_in_a_backup_is_sealed() {
    on_both_engines(|engine| {
        let keys = ring();
        let (mut database, access, case) = furnished(engine, &keys);
        let backup = engine.path("fuyi.backup");
        database.backup(&backup).expect("a backup");
        let mut files = vec![std::fs::read(&backup).expect("the file")];
        if let Some(path) = engine.url.strip_prefix("sqlite://") {
            files.extend(["", "-wal"].iter().map(|end| std::fs::read(format!("{path}{end}")).expect("the file")));
        }
        for bytes in files {
            for hidden in HIDDEN {
                assert!(!bytes.windows(hidden.len()).any(|window| window == hidden.as_bytes()), "{hidden}");
            }
        }
        // restored on the other engine, the same keys open it
        let other = if engine.name == "SQLite" { Engine::postgres() } else { Engine::sqlite() };
        let mut restored = Database::restore(&backup, &other.url).expect("restored");
        assert_eq!(unmasked(&mut restored, &access, &keys, case).expect("in full"), [ADDRESS, IDENTITY, PHONE]);
        // other keys do not, and nothing is audited as seen
        let rows = other.number("SELECT COUNT(*) AS number FROM audit");
        assert!(said(unmasked(&mut restored, &access, &ring(), case)).contains("not in the key file"));
        assert!(said(service::parties(&mut restored, &access, Some(&ring()), case, Purpose::Detail)).contains("not in the key file"));
        assert_eq!(other.number("SELECT COUNT(*) AS number FROM audit"), rows);
    });
}

#[test]
fn a_seal_moved_to_another_row_does_not_open() {
    on_both_engines(|engine| {
        let keys = ring();
        let (mut database, access, case) = furnished(engine, &keys);
        let others = [received(day(2024, 3, 2), UNITS[0])];
        let other = database.case_create(&new_case(None, others.to_vec()), &act()).expect("a case");
        let own = [detail(DetailField::Phone, "13900001234")];
        service::party_write(&mut database, &access, Some(&keys), other, "李某某", &own, &act()).expect("kept");
        // another case, the product's own guard taken away
        let take = |field: &str| format!("(SELECT d.sealed FROM party_details d WHERE d.case_id = {case} AND d.field = '{field}')");
        let moved = format!("UPDATE party_details SET sealed = {} WHERE case_id = {other}", take("phone"));
        assert_eq!(engine.execute(&moved).expect("moved"), 1);
        assert!(said(unmasked(&mut database, &access, &keys, other)).contains("belongs elsewhere"));
        // another field of the same person
        let moved = format!("UPDATE party_details SET sealed = {} WHERE case_id = {case} AND field = 'address'", take("phone"));
        assert_eq!(engine.execute(&moved).expect("moved"), 1);
        assert!(said(unmasked(&mut database, &access, &keys, case)).contains("belongs elsewhere"));
    });
}

#[test]
fn earlier_values_stay_and_only_the_seal_of_a_row_may_change() {
    on_both_engines(|engine| {
        let keys = ring();
        let (mut database, access, case) = furnished(engine, &keys);
        let mut write = |change| service::party_write(&mut database, &access, Some(&keys), case, "李某某", &[change], &act());
        write(detail(DetailField::Phone, "13900001234")).expect("kept");
        write((DetailField::Address, None)).expect("taken back");
        assert_eq!(engine.number("SELECT COUNT(*) AS number FROM party_details"), 5);
        assert_eq!(unmasked(&mut database, &access, &keys, case).expect("in full"), [IDENTITY, "13900001234"]);
        // an old seal put in the place of the new one
        let old = "UPDATE party_details SET sealed = (SELECT d.sealed FROM party_details d WHERE d.field = 'phone' AND d.version = 1) \
                   WHERE field = 'phone' AND version = 2";
        assert_eq!(engine.execute(old).expect("moved"), 1);
        assert!(said(unmasked(&mut database, &access, &keys, case)).contains("belongs elsewhere"));
        for statement in [
            "DELETE FROM party_details",
            "UPDATE party_details SET party = '张某某'",
            "UPDATE party_details SET index_hash = NULL",
            "UPDATE party_details SET version = 9",
        ] {
            assert!(engine.execute(statement).is_err(), "{statement}");
        }
    });
}

#[test]
fn somebody_is_found_by_the_exact_number_and_the_search_is_audited() {
    on_both_engines(|engine| {
        let keys = ring();
        let (mut database, access, case) = furnished(engine, &keys);
        let mut find = |field, text: &str| {
            let detail = Detail::read(field, None, text).expect("a detail");
            service::party_find(&mut database, &access, Some(&keys), &detail, &act())
        };
        for (field, text) in [(DetailField::IdentityNumber, "11010519491231002x"), (DetailField::Phone, "+86 138 0000 5678")] {
            let found = find(field, text).expect("found");
            assert_eq!(found.iter().map(|found| found.case).collect::<Vec<_>>(), [case]);
            let text = serde_json::to_string(&found).expect("JSON");
            assert!(HIDDEN.iter().all(|hidden| !text.contains(hidden)), "{text}");
        }
        assert_eq!(find(DetailField::IdentityNumber, "440524188001010014").expect("nobody"), []);
        assert_eq!(find(DetailField::Phone, "13900001234").expect("nobody"), []);
        assert!(said(find(DetailField::Address, ADDRESS)).contains("cannot be looked for"));
        let (action, subject, details) = last(&mut database);
        assert_eq!((action.as_str(), subject.as_str()), ("party-searched", "parties"));
        assert!(!details.contains("13900001234"), "{details}");
        // a value that counts no more does not find
        let change = [detail(DetailField::Phone, "13900001234")];
        service::party_write(&mut database, &access, Some(&keys), case, "李某某", &change, &act()).expect("kept");
        let old = Detail::read(DetailField::Phone, None, PHONE).expect("a detail");
        assert_eq!(service::party_find(&mut database, &access, Some(&keys), &old, &act()).expect("nobody"), []);
    });
}

#[test]
fn without_keys_no_detail_is_kept_and_everything_else_works() {
    on_both_engines(|engine| {
        let keys = ring();
        let (mut database, access, case) = furnished(engine, &keys);
        let change = [detail(DetailField::Phone, PHONE)];
        assert!(said(service::party_write(&mut database, &access, None, case, "李某某", &change, &act())).contains("without keys"));
        assert!(said(service::party_unmask(&mut database, &access, None, case, "李某某", "核对送达地址", &act())).contains("without keys"));
        let shown = service::parties(&mut database, &access, None, case, Purpose::Detail).expect("the parties");
        assert!(shown[0].details.len() == 3 && shown[0].details.iter().all(|detail| detail.value.is_none()), "{shown:?}");
        let nobody = service::party_write(&mut database, &access, Some(&keys), case, "赵某某", &change, &act());
        assert!(said(nobody).contains("nobody in case"));
    });
}

#[test]
fn keys_are_rotated_under_everybodys_eyes_and_old_seals_go() {
    on_both_engines(|engine| {
        let file = KeyFile::At(engine.path("keys"));
        let (keys, _) = file.read_or_make(act().at).expect("keys");
        let (mut database, access, case) = furnished(engine, &keys);
        let environment = [("FUYI_KEYS_FILE", engine.path("keys").display().to_string()), ("FUYI_DATABASE_URL", engine.url.clone())];
        let environment = environment.map(|(name, value)| (name.to_owned(), value));
        let settings = fuyi::settings::Settings::load(None, environment, []).expect("settings");
        let seals = || engine.lines("SELECT sealed AS line FROM party_details ORDER BY field");
        let before = seals();
        let rotation = service::sign_in::rotate_data(&settings, &act()).expect("rotated");
        assert_eq!(rotation.resealed, 3);
        assert!(seals().iter().zip(&before).all(|(new, old)| new != old && new.contains(&rotation.id)));
        assert_eq!(last(&mut database).0, "details-resealed");
        let keys = file.read().expect("keys").expect("keys");
        assert_eq!(unmasked(&mut database, &access, &keys, case).expect("in full"), [ADDRESS, IDENTITY, PHONE]);
        let phone = Detail::read(DetailField::Phone, None, PHONE).expect("a detail");
        assert_eq!(service::party_find(&mut database, &access, Some(&keys), &phone, &act()).expect("found").len(), 1);
    });
}

#[test]
fn no_output_and_no_log_of_the_program_holds_a_hidden_value() {
    on_both_engines(|engine| {
        let keys = engine.path("keys");
        KeyFile::At(keys.clone()).read_or_make(act().at).expect("keys");
        let call = |arguments: &[&str], input: &str| -> Ran {
            let mut command = fuyi(["--database", engine.url.as_str()]);
            fed(command.args(arguments).env("FUYI_KEYS_FILE", &keys).env("FUYI_LOG", "trace"), input.as_bytes())
        };
        let data = r#"{"applicants": [{"name": "李某某", "agent": "钱某某"}]}"#;
        call(&["migrate"], "").done();
        call(&["case", "record", "application-received", "--new", "reconsideration", "--on", "2024-03-01", "--data", data], "").done();
        let mut said = String::new();
        let mut outputs = |arguments: &[&str], input: &str| {
            let ran = call(arguments, input);
            assert_eq!(ran.code, Some(0), "{ran:?}");
            said += &(ran.stdout + &ran.stderr);
        };
        outputs(&["party", "set", "1", "李某某", "identity-number"], &format!("{IDENTITY}\n"));
        outputs(&["party", "set", "1", "李某某", "phone"], PHONE);
        outputs(&["party", "set", "1", "钱某某", "address"], ADDRESS);
        for format in ["text", "json"] {
            for line in ["case list", "case show 1", "party show 1", "party show 1 --purpose export", "audit list"] {
                outputs(&line.split(' ').chain(["--format", format]).collect::<Vec<_>>(), "");
            }
            outputs(&["party", "find", "identity-number", "--format", format], IDENTITY);
        }
        outputs(&["verify"], "");
        outputs(&["party", "set", "1", "钱某某", "address", "--clear"], "");
        assert!(said.contains("110***********002X") && said.contains("138****5678") && said.contains("TRACE") | said.contains("DEBUG"));
        for hidden in HIDDEN {
            assert!(!said.contains(hidden), "{hidden}");
        }
        let full = call(&["party", "unmask", "1", "李某某", "--reason", "核对身份"], "");
        assert!(full.stdout.contains(IDENTITY) && full.stdout.contains(PHONE), "{full:?}");
        assert!(HIDDEN.iter().all(|hidden| !full.stderr.contains(hidden)), "{full:?}");
        let refused = call(&["--lang", "en", "party", "set", "1", "李某某", "phone"], "1380000567");
        assert!(refused.code == Some(1) && refused.stderr.contains("telephone: expected") && !refused.stderr.contains("1380000567"));
    });
}
