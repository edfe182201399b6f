//! Forms at the desk: a case is registered, steps are recorded, mistakes corrected; nothing that was typed is lost.

use fuyi::domain::access::Role;

use super::app::*;
use super::browser::{Browser, controls, hidden, text};
use super::engines::{Engine, on_both_engines};

fn house(engine: &Engine) -> App {
    let mut database = engine.database();
    units(&mut database);
    person(&mut database, "officer", Role::CaseOfficer, Some(BUREAU));
    person(&mut database, "colleague", Role::CaseOfficer, Some(BUREAU));
    person(&mut database, "liaison", Role::Liaison, Some(POLICE));
    person(&mut database, "leader", Role::Leader, Some(COUNTY));
    drop(database);
    App::start(engine)
}

const APPLICATION: [(&str, &str); 7] = [
    ("on", "2024-05-31"),
    ("data.applicants.0.name", "王某某"),
    ("data.applicants.0.kind", "citizen"),
    ("data.respondents.0", POLICE),
    ("data.act_number", "平公（城）行罚决字〔2024〕7号"),
    ("handler", BUREAU),
    ("number", "平湛政复决字[2024]12号"),
];

/// Registers an application; the id of the case.
fn application(browser: &Browser<'_>) -> String {
    let to = browser.submit("/register/application-received", &APPLICATION).expect(303).header("location").to_owned();
    to.trim_start_matches("/cases/").split('/').next().expect("an id").to_owned()
}

/// What the form of a page would send, with some of it changed.
fn changed(page: &str, changes: &[(&str, &str)]) -> Vec<(String, String)> {
    let mut fields: Vec<(String, String)> = controls(page).into_iter().filter(|(name, _)| name != "csrf").collect();
    for (name, value) in changes {
        fields.retain(|(known, _)| known != name);
        fields.push(((*name).to_owned(), (*value).to_owned()));
    }
    fields
}

fn pairs(fields: &[(String, String)]) -> Vec<(&str, &str)> {
    fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
}

#[test]
fn a_case_is_registered_by_its_form() {
    on_both_engines(|engine| {
        let app = house(engine);
        let browser = Browser::of(&app, engine, "officer").speaking("en");
        let index = browser.page("/register");
        for kind in
            ["application-received", "copy-received", "complaint-received", "appeal-copy-received", "retrial-ordered", "demand-served"]
        {
            assert!(index.contains(&format!("href=\"/register/{kind}\"")), "{kind}");
        }
        let form = browser.page("/register/application-received");
        let proposed = controls(&form);
        for (name, value) in [("on", "2024-06-03"), ("handler", BUREAU), ("data.officer", "officer某"), ("data.applicants.1.name", "")] {
            assert!(proposed.contains(&(name.to_owned(), value.to_owned())), "{name}: {proposed:?}");
        }
        assert_eq!(form.matches(" autofocus").count(), 1);
        assert!(form.contains("<button hidden>Record</button>"), "Enter records, whatever other buttons there are");
        assert!(form.contains("<option value=\"平湛区公安分局\">") && form.contains("<summary>"));

        let case = application(&browser);
        let steps = browser.page(&format!("/cases/{case}/steps?registered=application-received"));
        assert!(steps.contains("The case is registered") && steps.contains("平湛政复决字〔2024〕12号"));
        for offered in ["accepted", "rejected", "correction-notice-sent"] {
            assert!(steps.contains(&format!("href=\"/cases/{case}/steps/{offered}\"")), "{offered}");
        }
        assert!(!steps.contains(&format!("href=\"/cases/{case}/steps/decision-made\"")));
        assert!(steps.contains("is possible only in"), "what is not possible says why");

        // sent twice, registered once
        let again = text(browser.submit("/register/application-received", &APPLICATION), 200);
        assert!(again.contains("another case about the same act"), "{again}");
        let taken = text(browser.submit("/register/application-received", &pairs(&changed(&again, &[]))), 422);
        assert!(taken.contains("href=\"#number\"") && taken.contains("is already in use"), "{taken}");
        // the number is taken, the next one is proposed
        let other: Vec<(&str, &str)> =
            APPLICATION.iter().map(|(name, value)| (*name, if *value == "王某某" { "李某某" } else { value })).collect();
        let looked = text(browser.submit("/register/application-received", &other), 200);
        assert!(looked.contains("another case about the same act") && looked.contains(&format!("href=\"/cases/{case}\"")), "{looked}");
        let taken = text(browser.submit("/register/application-received", &pairs(&changed(&looked, &[]))), 422);
        assert!(taken.contains("href=\"#number\"") && taken.contains("李某某"), "{taken}");
        browser.submit("/register/application-received", &[("save", "nothing")]).expect(303);
        let fresh = controls(&browser.page("/register/application-received"));
        assert!(fresh.contains(&("number".to_owned(), "平湛政复决字〔2024〕13号".to_owned())), "{fresh:?}");
    });
}

#[test]
fn a_refusal_names_rule_and_article_and_stands_at_the_field() {
    let engine = Engine::sqlite();
    let app = house(&engine);
    let browser = Browser::of(&app, &engine, "officer").speaking("en");
    let case = application(&browser);
    let accepted = format!("/cases/{case}/steps/accepted");
    let form = browser.page(&accepted);
    assert!(form.contains("five days") || form.contains("Reconsideration Law"), "{form}");
    // the general procedure with one member of staff
    let fields = changed(&form, &[("on", "2024-06-03"), ("data.procedure", "general"), ("data.staff", "1"), ("data.note", "核对过")]);
    let refused = text(browser.submit(&accepted, &pairs(&fields)), 422);
    assert!(refused.contains("There is a problem") && refused.contains("Rule IR-32") && refused.contains("Art. 32"), "{refused}");
    assert!(
        refused.contains("class=\"fault\"") && refused.contains("aria-invalid=\"true\"") || refused.contains("choices wrong"),
        "{refused}"
    );
    assert!(controls(&refused).contains(&("data.note".to_owned(), "核对过".to_owned())));
    // a day ahead of today stands at the day
    let fields = changed(&form, &[("on", "2024-06-04")]);
    assert!(text(browser.submit(&accepted, &pairs(&fields)), 422).contains("href=\"#on\""));
    // a day before the application too
    let fields = changed(&form, &[("on", "2024-05-01"), ("data.procedure", "general")]);
    let refused = text(browser.submit(&accepted, &pairs(&fields)), 422);
    assert!(refused.contains("Rule ORDER") && refused.contains("href=\"#on\""), "{refused}");
    // nothing was recorded, and what was typed waits as a draft
    let again = browser.page(&accepted);
    assert!(again.contains("This is what you typed on 2024-06-03 10:00"), "{again}");
    assert!(controls(&again).contains(&("on".to_owned(), "2024-05-01".to_owned())));
    browser.submit(&accepted, &[("save", "nothing")]).expect(303);
    assert!(!browser.page(&accepted).contains("This is what you typed"));
}

#[test]
fn rows_are_added_without_a_script() {
    let engine = Engine::sqlite();
    let app = house(&engine);
    let browser = Browser::of(&app, &engine, "officer").speaking("en");
    let form = browser.page("/register/application-received");
    let fields = changed(&form, &[("data.applicants.1.name", "赵某某"), ("more", "data.applicants")]);
    let more = text(browser.submit("/register/application-received", &pairs(&fields)), 200);
    let kept = controls(&more);
    assert!(kept.contains(&("data.applicants.1.name".to_owned(), "赵某某".to_owned())));
    assert!(kept.contains(&("data.applicants.2.name".to_owned(), String::new())), "{kept:?}");
    let at = more.find(" autofocus").expect("a cursor");
    assert!(
        more[..at].ends_with("autocomplete=\"off\"")
            && more[..at].rfind("data-applicants-2-name") > more[..at].rfind("data-applicants-1-name")
    );
}

#[test]
fn who_comes_second_sees_both_versions_and_records_again() {
    on_both_engines(|engine| {
        let app = house(engine);
        let (browser, other) = (Browser::of(&app, engine, "officer").speaking("en"), Browser::of(&app, engine, "colleague").speaking("en"));
        let case = application(&browser);
        let (accepted, marked) = (format!("/cases/{case}/steps/accepted"), format!("/cases/{case}/steps/correction-notice-sent"));
        let mine = changed(&browser.page(&accepted), &[("on", "2024-06-03"), ("data.procedure", "general"), ("data.staff", "2")]);
        let theirs = changed(&other.page(&marked), &[("on", "2024-05-31"), ("data.items", "身份证明")]);
        other.submit(&marked, &pairs(&theirs)).expect(303);
        let conflict = text(browser.submit(&accepted, &pairs(&mine)), 409);
        assert!(conflict.contains("The case has changed meanwhile") && conflict.contains("身份证明"), "{conflict}");
        let again = controls(&conflict);
        for pair in mine.iter().filter(|(name, _)| name != "version") {
            assert!(again.contains(pair), "{pair:?}");
        }
        assert_eq!(hidden(&conflict, "version"), "2");
        // the case waits for a supplement now: the law refuses, and says so
        let refused = text(browser.submit(&accepted, &pairs(&changed(&conflict, &[]))), 422);
        assert!(refused.contains("There is a problem"), "{refused}");
    });
}

#[test]
fn a_session_that_ends_in_the_middle_of_a_form_loses_nothing() {
    on_both_engines(|engine| {
        let app = house(engine);
        let browser = Browser::of(&app, engine, "officer").speaking("en");
        let token = browser.token();
        engine.execute("UPDATE sessions SET ends_at = '2024-06-01 00:00:00'").unwrap();
        let fields = [[("csrf", token.as_str())].as_slice(), APPLICATION.as_slice()].concat();
        let sent = browser.post("/register/application-received", &fields).expect(303);
        assert_eq!(sent.header("location"), "/sign-in?to=%2Fregister%2Fapplication-received");
        // without the token of a page of ours nothing is kept
        let forged: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, if *name == "csrf" { "x" } else { value })).collect();
        browser.post("/register/complaint-received", &forged).expect(303);

        let back = browser.post("/sign-in", &[("user", "officer"), ("password", PASSWORD), ("to", "/register/application-received")]);
        assert_eq!(back.expect(303).header("location"), "/register/application-received");
        let form = browser.page("/register/application-received");
        assert!(form.contains("This is what you typed"), "{form}");
        let kept = controls(&form);
        for (name, value) in APPLICATION {
            assert!(kept.contains(&(name.to_owned(), value.to_owned())), "{name}");
        }
        assert!(!browser.page("/register/complaint-received").contains("This is what you typed"));
        browser.submit("/register/application-received", &pairs(&changed(&form, &[]))).expect(303);
        assert!(!browser.page("/register/application-received").contains("This is what you typed"), "what was sent is no draft");
        // it is nobody else's
        let other = Browser::of(&app, engine, "colleague").speaking("en");
        assert!(!other.page("/register/application-received").contains("王某某"));
    });
}

#[test]
fn a_step_that_needs_consent_is_asked_for_and_a_mistake_annulled_with_reason() {
    let engine = Engine::sqlite();
    let app = house(&engine);
    let browser = Browser::of(&app, &engine, "officer").speaking("en");
    let case = application(&browser);
    let accepted = format!("/cases/{case}/steps/accepted");
    let form = browser.page(&accepted);
    let to = browser
        .submit(&accepted, &pairs(&changed(&form, &[("on", "2024-06-03"), ("data.procedure", "general"), ("data.staff", "2")])))
        .expect(303);
    let done = browser.page(to.header("location"));
    assert!(done.contains("Recorded: accepted"), "{done}");
    assert!(done.contains("needs approval"));

    let suspended = format!("/cases/{case}/steps/suspended");
    let form = browser.page(&suspended);
    assert!(form.contains("needs the consent of the head of the institution"), "{form}");
    let without = changed(&form, &[("on", "2024-06-03"), ("data.ground", "SU-1")]);
    let refused = text(browser.submit(&suspended, &pairs(&without)), 422);
    assert!(refused.contains("a request needs a reason") && refused.contains("href=\"#reason\""), "{refused}");
    let with = changed(&refused, &[("reason", "申请人死亡")]);
    let to = browser.submit(&suspended, &pairs(&with)).expect(303);
    assert!(browser.page(to.header("location")).contains("Approval has been asked for"));

    let annulment = format!("/cases/{case}/entries/1/annulment");
    let form = browser.page(&annulment);
    assert!(form.contains("general procedure") && form.contains(&format!("href=\"{accepted}?from=1\"")), "{form}");
    let refused = text(browser.submit(&annulment, &pairs(&changed(&form, &[]))), 422);
    assert!(refused.contains("href=\"#data-reason\""), "{refused}");
    let anew = browser.page(&format!("{accepted}?from=1"));
    assert!(controls(&anew).contains(&("data.staff".to_owned(), "2".to_owned())));
    browser.get(&format!("/cases/{case}/entries/9/annulment")).expect(404);
    browser.get(&format!("{suspended}?from=1")).expect(404);
}

#[test]
fn a_late_application_and_a_known_applicant_are_pointed_out_before_they_are_registered() {
    let engine = Engine::sqlite();
    let app = house(&engine);
    let browser = Browser::of(&app, &engine, "officer").speaking("en");
    application(&browser);
    let late = [
        ("on", "2024-05-31"),
        ("data.applicants.0.name", "王某某"),
        ("data.respondents.0", MARKET),
        ("data.act_known_on", "2024-03-01"),
        ("data.submitted_on", "2024-05-30"),
        ("handler", BUREAU),
    ];
    let shown = text(browser.submit("/register/application-received", &late), 200);
    assert!(shown.contains("out of time: its last day was 2024-04-30"), "{shown}");
    assert!(shown.contains("another case of 王某某"), "{shown}");
    browser.submit("/register/application-received", &pairs(&changed(&shown, &[]))).expect(303);
}

#[test]
fn a_hearing_is_filed_by_the_unit_and_read_by_its_leader() {
    let engine = Engine::sqlite();
    let app = house(&engine);
    let browser = Browser::of(&app, &engine, "liaison").speaking("en");
    assert!(!browser.page("/register").contains("application-received"), "the organ's files are not the unit's");
    browser.get("/register/application-received").expect(403);
    let form = browser.page("/register/complaint-received");
    let proposed = controls(&form);
    for (name, value) in [("data.agencies.0.agency", POLICE), ("data.agencies.0.role", "defendant"), ("handler", POLICE)] {
        assert!(proposed.contains(&(name.to_owned(), value.to_owned())), "{name}: {proposed:?}");
    }
    let fields = changed(&form, &[("on", "2024-03-01"), ("data.court", "平湛区人民法院"), ("data.plaintiffs.0.name", "钱某某")]);
    let to = browser.submit("/register/complaint-received", &pairs(&fields)).expect(303).header("location").to_owned();
    let case = to.trim_start_matches("/cases/").split('/').next().expect("an id").to_owned();
    let held = format!("/cases/{case}/steps/hearing-held");
    let form = browser.page(&held);
    assert!(controls(&form).contains(&("data.appearances.0.agency".to_owned(), POLICE.to_owned())), "who must appear is named");
    for group in ["Who appeared", "The responsible person", "If the responsible person was absent", "Staff and lawyer"] {
        assert!(form.contains(&format!("<h2>{group}</h2>")), "{group}");
    }
    assert!(form.contains("type=\"radio\" id=\"data-appearances-0-attended_by_rp\""));
    let absent = [
        ("on", "2024-04-10"),
        ("data.appearances.0.attended_by_rp", "no"),
        ("data.appearances.0.absence_reason", "JR-1"),
        ("data.appearances.0.corresponding_staff.any", "yes"),
        ("data.appearances.0.corresponding_staff.0.name", "孙某"),
    ];
    let answer = browser.submit(&held, &pairs(&changed(&form, &absent)));
    assert_eq!(answer.status, 303, "{}", String::from_utf8_lossy(&answer.body));
    let leader = Browser::of(&app, &engine, "leader").speaking("en");
    let steps = leader.page(&format!("/cases/{case}/steps"));
    assert!(steps.contains("You may read this case") && !steps.contains(&format!("href=\"/cases/{case}/steps/")), "{steps}");
    leader.get(&held).expect(403);
    // a case nobody told them of is not there
    Browser::of(&app, &engine, "officer").get("/cases/999/steps").expect(404);
}
