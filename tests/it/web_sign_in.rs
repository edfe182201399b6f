//! Coming in and going out by the pages: cookies, locks, one-time codes, duties, and forms that other sites send.

use chrono::TimeDelta;
use fuyi::domain::access::Role;
use fuyi::http::call::BodyKind;
use fuyi::store::Database;

use super::app::*;
use super::browser::{Browser, hidden, set_up_code, text};
use super::engines::{Engine, on_both_engines};
use super::http::Request;

fn house(engine: &Engine, settings: &[(&str, &str)]) -> App {
    let mut database = engine.database();
    units(&mut database);
    person(&mut database, "wang", Role::CaseOfficer, Some(BUREAU));
    person(&mut database, "li", Role::SystemAdministrator, None);
    drop(database);
    App::with(engine, settings)
}

#[test]
fn a_person_sets_a_password_comes_in_and_goes_out() {
    on_both_engines(|engine| {
        let app = house(engine, &[]);
        let browser = Browser::new(&app).speaking("zh-CN");
        let code = set_up_code(&app, engine, "wang");
        let different = text(browser.post("/set-up", &[("code", &code), ("new", PASSWORD), ("again", "x")]), 422);
        assert!(different.contains("两次输入的新口令不一致") && !different.contains(&code), "{different}");
        let weak = text(browser.post("/set-up", &[("code", &code), ("new", "123"), ("again", "123")]), 422);
        assert!(weak.contains("请更正以下内容"));
        let set = browser.post("/set-up", &[("code", &code), ("new", PASSWORD), ("again", PASSWORD)]).expect(303);
        assert!(browser.page(set.header("location")).contains("口令已保存"));
        text(browser.post("/set-up", &[("code", &code), ("new", PASSWORD), ("again", PASSWORD)]), 410);

        let wrong = text(browser.post("/sign-in", &[("user", "wang"), ("password", "wrong"), ("to", "/rules")]), 401);
        assert!(wrong.contains("用户名、口令或验证码不对") && wrong.contains("value=\"wang\"") && hidden(&wrong, "to") == "/rules");
        let come_in = || browser.post("/sign-in", &[("user", " WANG "), ("password", PASSWORD), ("to", "/rules?q=%E5%A4%8D")]).expect(303);
        assert_eq!(come_in().header("location"), "/rules?q=%E5%A4%8D");
        assert!(browser.page("/").contains("首次登录"), "there was no sign-in before");
        come_in();
        let first = browser.page("/");
        assert!(first.contains("wang某") && first.contains("案件承办人") && first.contains("2024-06-03 10:00，来自 127.0.0.1"), "{first}");

        let session = browser.cookie("fuyi-session");
        let out = browser.submit("/sign-out", &[]).expect(303);
        assert_eq!(browser.cookie("fuyi-session"), "");
        assert!(browser.page(out.header("location")).contains("您已退出登录"));
        let again = app.send(&Request::new("GET", "/rules").header("cookie", &format!("fuyi-session={session}")));
        assert!(again.expect(303).header("location").starts_with("/sign-in"), "the session is over for whoever kept its cookie");
    });
}

#[test]
fn too_many_wrong_tries_lock_the_name() {
    on_both_engines(|engine| {
        let app = house(engine, &[("FUYI_SIGN_IN_TRIES", "3")]);
        let browser = Browser::of(&app, engine, "wang").speaking("zh-CN");
        let last = (0..3).map(|_| browser.post("/sign-in", &[("user", "wang"), ("password", "wrong")])).last().expect("an answer");
        assert!(text(last, 429).contains("错误次数过多，请在10:10之后再试"));
        let right = browser.post("/sign-in", &[("user", "wang"), ("password", PASSWORD)]);
        assert!(text(right, 429).contains("错误次数过多"), "the right password opens nothing now");
    });
}

#[test]
fn a_form_of_another_site_changes_nothing() {
    on_both_engines(|engine| {
        let app = house(engine, &[]);
        let browser = Browser::of(&app, engine, "li").speaking("en");
        let mut database = engine.database();
        person(&mut database, "clerk", Role::CaseOfficer, Some(BUREAU));
        person(&mut database, "zhao", Role::Approver, Some(COUNTY));
        person(&mut database, "security", Role::SecurityAdministrator, None);
        person(&mut database, "auditor", Role::Auditor, None);
        drop(database);
        let others = ["clerk", "zhao", "security", "auditor"].map(|name| Browser::of(&app, engine, name).speaking("en"));
        let pages = fuyi::web::pages();
        let forms: Vec<_> = pages.iter().filter(|page| page.method == "POST" && !["/sign-in", "/set-up"].contains(&page.path)).collect();
        assert!(forms.len() > 6);
        let rows = engine.lines("SELECT action AS line FROM audit WHERE action <> 'access-refused' ORDER BY id").len();
        for page in forms {
            let send = |browser: &Browser<'_>, site: &str, token: &str| {
                let request = Request::new("POST", page.path).header("sec-fetch-site", site);
                match page.terms.body {
                    BodyKind::FileForm | BodyKind::DocumentForm | BodyKind::LedgerForm => {
                        browser.send(request.upload("a.csv", b"x", &[("csrf", token)]))
                    }
                    _ => browser.send(request.body("application/x-www-form-urlencoded", format!("csrf={token}&reason=x").as_bytes())),
                }
            };
            // by everybody it is refused, and by whoever may come for the site's sake
            let told = others.iter().chain([&browser]).map(|browser| {
                let token = browser.token();
                [("same-origin", ""), ("same-origin", "wrong"), ("cross-site", token.as_str())]
                    .map(|(site, token)| text(send(browser, site, token), 403).contains("does not come from a page of this service"))
            });
            let told: Vec<[bool; 3]> = told.collect();
            assert!(told.contains(&[true; 3]), "{}: {told:?}", page.path);
        }
        let forged = Request::new("POST", "/sign-in").header("sec-fetch-site", "cross-site");
        text(Browser::new(&app).send(forged.body("application/x-www-form-urlencoded", b"user=li&password=x")), 403);
        assert_eq!(engine.lines("SELECT action AS line FROM audit WHERE action <> 'access-refused' ORDER BY id").len(), rows);
        browser.page("/");
    });
}

#[test]
fn an_old_password_is_changed_before_anything_else() {
    on_both_engines(|engine| {
        let app = house(engine, &[("FUYI_SIGN_IN_PASSWORD_DAYS", "30")]);
        let browser = Browser::of(&app, engine, "wang").speaking("en");
        browser.page("/rules");
        let long_ago = (NOW.parse::<chrono::DateTime<chrono::Utc>>().unwrap() - TimeDelta::days(31)).format("%Y-%m-%d 00:00:00");
        engine.execute(&format!("UPDATE credentials SET set_at = '{long_ago}'")).unwrap();
        browser.post("/sign-in", &[("user", "wang"), ("password", PASSWORD)]).expect(303);
        for page in ["/", "/rules", "/calculator"] {
            assert_eq!(browser.get(page).expect(303).header("location"), "/account/password", "{page}");
        }
        assert!(browser.page("/account/password").contains("Change your password before you go on"));
        let new = "另一句很长的口令 2024 年";
        let wrong = browser.submit("/account/password", &[("current", "no"), ("new", new), ("again", new)]);
        assert!(text(wrong, 401).contains("There is a problem"));
        let done = browser.submit("/account/password", &[("current", PASSWORD), ("new", new), ("again", new)]);
        assert!(text(done, 200).contains("Your password is changed"));
        browser.page("/rules");
    });
}

#[test]
fn a_second_factor_is_set_up_where_the_bureau_asks_for_it() {
    on_both_engines(|engine| {
        let app = house(engine, &[("FUYI_SIGN_IN_SECOND_FACTOR", "administrators")]);
        let browser = Browser::of(&app, engine, "li").speaking("en");
        assert_eq!(browser.get("/calendar/import").expect(303).header("location"), "/account/second-factor");
        assert!(browser.page("/account/second-factor").contains("Set up an authenticator before you go on"));
        let begun = text(browser.submit("/account/second-factor", &[]), 200);
        let address = begun.split("otpauth://").nth(1).and_then(|rest| rest.split('<').next()).expect("an address");
        let address = format!("otpauth://{}", address.replace("&#38;", "&"));
        let wrong = browser.submit("/account/second-factor/confirmation", &[("code", "000000")]);
        assert!(text(wrong, 401).contains("There is a problem"));
        let now = NOW.parse::<chrono::DateTime<chrono::Utc>>().unwrap().timestamp();
        let telephone = totp_rs::Totp::from_url(address).unwrap();
        let code = telephone.generate(now.unsigned_abs()).to_string();
        let done = text(browser.submit("/account/second-factor/confirmation", &[("code", &code)]), 200);
        assert!(done.contains("Recovery codes") && done.matches("<li><code>").count() >= 8, "{done}");
        browser.page("/calendar/import");
        assert!(Database::open(&engine.url).is_ok());
    });
}
