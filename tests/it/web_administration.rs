//! The pages of administration: each of the three administrators finds their part and no other; what is refused is told at the form.

use fuyi::domain::access::Role;
use serde_json::json;

use super::app::*;
use super::browser::{Browser, hidden, text};
use super::engines::{Engine, on_both_engines};
use super::store_seals::tamper;

/// The three administrators, an officer, and a database with units.
fn house(engine: &Engine) -> App {
    let mut database = engine.database();
    units(&mut database);
    for (name, role) in [
        ("system", Role::SystemAdministrator),
        ("security", Role::SecurityAdministrator),
        ("auditor", Role::Auditor),
        ("clerk", Role::CaseOfficer),
    ] {
        person(&mut database, name, role, (!role.is_administrator()).then_some(BUREAU));
    }
    drop(database);
    App::start(engine)
}

fn unit(engine: &Engine, name: &str) -> i64 {
    engine.number(&format!("SELECT id AS number FROM units WHERE full_name = '{name}'"))
}

fn person_of(engine: &Engine, name: &str) -> i64 {
    engine.number(&format!("SELECT id AS number FROM people WHERE user_name = '{name}'"))
}

fn rows(engine: &Engine, action: &str) -> i64 {
    engine.number(&format!("SELECT COUNT(*) AS number FROM audit WHERE action = '{action}'"))
}

/// The page a form leads to.
fn after(browser: &Browser<'_>, target: &str, fields: &[(&str, &str)]) -> String {
    let to = browser.submit(target, fields).expect(303).header("location").to_owned();
    browser.page(&to)
}

#[test]
fn each_administrator_is_offered_their_part_and_no_other() {
    on_both_engines(|engine| {
        let app = house(engine);
        let places = [
            ("/administration/units", [true, true, true]),
            ("/administration/people", [true, true, true]),
            ("/administration/clients", [false, true, true]),
            ("/administration/audit", [false, false, true]),
            ("/administration/health", [true, true, true]),
            ("/administration/backups", [true, true, true]),
            ("/calendar", [true, false, false]),
            ("/mail", [true, false, false]),
            ("/imports", [false, false, false]),
        ];
        for (at, name) in ["system", "security", "auditor"].into_iter().enumerate() {
            let browser = Browser::of(&app, engine, name).speaking("zh-CN");
            let hub = browser.page("/administration");
            let main = hub.split("<main").nth(1).expect("a main part");
            for (address, to) in &places {
                assert_eq!(main.contains(&format!("href=\"{address}\"")), to[at], "{name} {address}");
            }
            let (unit, person) = (unit(engine, POLICE), person_of(engine, "clerk"));
            let unit = browser.page(&format!("/administration/units/{unit}"));
            assert_eq!(unit.contains("/place\""), name == "system", "{name}: {unit}");
            let person = browser.page(&format!("/administration/people/{person}"));
            assert_eq!(person.contains("停用账号"), name == "system", "{name}: {person}");
            assert_eq!(person.contains("id=\"grants\""), name != "system", "{name}: {person}");
            assert_eq!(person.contains("/set-up-code\"") && person.contains("授予角色"), name == "security", "{name}: {person}");
        }
        let clerk = Browser::of(&app, engine, "clerk").speaking("zh-CN");
        text(clerk.get("/administration"), 403);
        let units = clerk.page("/administration/units");
        assert!(units.contains(BUREAU) && !units.contains(POLICE) && !units.contains("<form class=\"stack\""), "{units}");
        assert!(!clerk.page("/").contains("href=\"/administration\""), "nobody is offered what they may not open");
    });
}

#[test]
fn units_are_added_named_moved_and_ended_and_a_stale_form_is_told() {
    on_both_engines(|engine| {
        let app = house(engine);
        let system = Browser::of(&app, engine, "system").speaking("zh-CN");
        let added = after(
            &system,
            "/administration/units",
            &[
                ("name", "平湛区城管局"),
                ("aliases", "城管局、区城管"),
                ("kind", "department"),
                ("parent", COUNTY),
                ("valid_from", "2024-01-01"),
            ],
        );
        assert!(added.contains("单位已新增") && added.contains("区城管、城管局") | added.contains("城管局、区城管"), "{added}");
        let id = unit(engine, "平湛区城管局");
        let target = format!("/administration/units/{id}");
        let list = system.page("/administration/units");
        assert!(list.contains(&format!("class=\"level-1\"><a href=\"{target}\"")), "below the county: {list}");
        for (fields, said) in [
            (vec![("name", "平湛区城管局")], "已有名为"),
            (vec![("name", " ")], "单位全称不能为空"),
            (vec![("name", "甲局"), ("parent", "无此单位")], "无此单位"),
            (vec![("name", "甲局"), ("valid_from", "昨天")], "日期应写作"),
        ] {
            let shown = text(system.submit("/administration/units", &fields), 422);
            assert!(shown.contains("请更正以下内容") && shown.contains(said), "{said}: {shown}");
        }
        let version = hidden(&added, "version");
        let named = after(&system, &format!("{target}/names"), &[("version", &version), ("aliases", "执法局")]);
        assert!(named.contains("简称已添加") && named.contains("执法局"), "{named}");
        let stale = text(system.submit(&format!("{target}/place"), &[("version", &version), ("parent", BUREAU)]), 412);
        assert!(stale.contains("请更正以下内容") && stale.contains(&format!("value=\"{BUREAU}\"")), "{stale}");
        let version = hidden(&stale, "version");
        let moved = after(&system, &format!("{target}/place"), &[("version", &version), ("parent", BUREAU)]);
        assert!(moved.contains("上级已调整") && moved.contains(BUREAU), "{moved}");
        let version = hidden(&moved, "version");
        assert!(text(system.submit(&format!("{target}/end"), &[("version", &version), ("on", "")]), 422).contains("请填写日期"));
        let ended = after(&system, &format!("{target}/end"), &[("version", &version), ("on", "2024-07-01"), ("successor", MARKET)]);
        assert!(ended.contains("2024年1月1日至2024年7月1日（不含当日）") && ended.contains(MARKET), "{ended}");
        assert_eq!((rows(engine, "unit-moved"), rows(engine, "unit-closed")), (1, 1));
        text(system.get("/administration/units/999999"), 404);
    });
}

#[test]
fn people_get_an_account_from_one_administrator_and_rights_and_a_way_in_from_another() {
    on_both_engines(|engine| {
        let app = house(engine);
        let system = Browser::of(&app, engine, "system").speaking("zh-CN");
        let new = [("user_name", "Sun"), ("display_name", "孙某某"), ("unit", BUREAU), ("email", "sun@example.org"), ("lang", "en")];
        let added = after(&system, "/administration/people", &new);
        assert!(added.contains("人员已新增") && added.contains("孙某某") && added.contains("sun@example.org"), "{added}");
        let taken = text(system.submit("/administration/people", &new), 409);
        assert!(taken.contains("请更正以下内容") && taken.contains("value=\"sun@example.org\""), "what was typed is kept: {taken}");
        let id = person_of(engine, "sun");
        let target = format!("/administration/people/{id}");
        assert!(system.page("/administration/people?q=%E5%AD%99").contains(&target), "found by name");

        let security = Browser::of(&app, engine, "security").speaking("zh-CN");
        let granted =
            after(&security, &format!("{target}/grants"), &[("role", "case-officer"), ("at", BUREAU), ("from", ""), ("until", "")]);
        assert!(granted.contains("角色已授予") && granted.contains("案件承办人"), "{granted}");
        // what the policy refuses is told at the form, and stands in the trail
        let refusals = rows(engine, "access-refused");
        let both = text(security.submit(&format!("{target}/grants"), &[("role", "auditor"), ("at", "")]), 403);
        assert!(both.contains("不得由同一人担任") && both.contains("请更正以下内容"), "{both}");
        let own = format!("/administration/people/{}/grants", person_of(engine, "security"));
        let own = text(security.submit(&own, &[("role", "leader"), ("at", "")]), 403);
        assert!(own.contains("任何人不得变更自己的权限"), "{own}");
        for (fields, said) in [
            (vec![("role", "")], "请选择角色"),
            (vec![("role", "leader"), ("at", "无此单位")], "无此单位"),
            (vec![("role", "leader"), ("from", "2024-06-03"), ("until", "2024-06-01")], "晚于"),
        ] {
            assert!(text(security.submit(&format!("{target}/grants"), &fields), 422).contains(said), "{said}");
        }
        let patience = std::time::Instant::now();
        while rows(engine, "access-refused") < refusals + 2 && patience.elapsed().as_secs() < 20 {
            std::thread::sleep(std::time::Duration::from_millis(50));
        }
        assert_eq!(rows(engine, "access-refused"), refusals + 2);

        let code = text(security.submit(&format!("{target}/set-up-code"), &[]), 200);
        let secret = code.split("<code>").nth(1).and_then(|rest| rest.split('<').next()).expect("a code").to_owned();
        assert!(!security.page(&target).contains(&secret), "it is shown once");
        let sun = Browser::new(&app);
        sun.post("/set-up", &[("code", &secret), ("new", PASSWORD), ("again", PASSWORD)]).expect(303);
        sun.post("/sign-in", &[("user", "sun"), ("password", PASSWORD), ("to", "/")]).expect(303);
        sun.page("/cases");
        let door = security.page(&target);
        assert!(door.contains("已设置") && door.contains("127.0.0.1") && door.contains("name=\"session\""), "{door}");
        after(&security, &format!("{target}/sessions"), &[("session", &hidden(&door, "session"))]);
        sun.get("/cases").expect(303);
        assert!(security.page(&target).contains("没有进行中的会话"));
        assert!(text(security.submit(&format!("{target}/second-factor"), &[]), 409).contains("尚未绑定身份验证器"));

        let grant = engine.number(&format!("SELECT MAX(id) AS number FROM grants WHERE person_id = {id}"));
        let ended = after(&security, &format!("/administration/grants/{grant}/end"), &[("person", &id.to_string())]);
        assert!(ended.contains("授权已收回") && ended.contains("<del>案件承办人</del>"), "{ended}");

        let page = system.page(&target);
        let version = hidden(&page, "version");
        let particulars =
            |name: &'static str| [("display_name", name), ("unit", BUREAU), ("email", "sun@example.org"), ("lang", "zh-CN")].to_vec();
        let changed = [particulars("孙小某"), vec![("version", version.as_str())]].concat();
        assert!(after(&system, &target, &changed).contains("孙小某"));
        let stale = text(system.submit(&target, &[particulars("孙大某"), vec![("version", version.as_str())]].concat()), 412);
        assert!(stale.contains("value=\"孙大某\"") && stale.contains("<dd>孙小某</dd>"), "both are shown: {stale}");
        let ended = after(&system, &format!("{target}/end"), &[("version", &hidden(&stale, "version"))]);
        assert!(ended.contains("账号已停用") && !ended.contains("停用账号"), "{ended}");
    });
}

#[test]
fn a_program_is_let_in_confined_and_ended() {
    on_both_engines(|engine| {
        let app = house(engine);
        let security = Browser::of(&app, engine, "security").speaking("zh-CN");
        assert!(security.page("/administration/clients").contains("还没有接口客户端"));
        let fields = [("name", "督办平台"), ("role", "leader"), ("at", COUNTY), ("scope", "case-list"), ("scope", "statistics-read")];
        let made = text(security.submit("/administration/clients", &fields), 200);
        let secret = made.split("<code>").nth(1).and_then(|rest| rest.split('<').next()).expect("a secret").to_owned();
        let id = engine.number("SELECT MAX(id) AS number FROM clients");
        let target = format!("/administration/clients/{id}");
        let sign_in = |secret: &str| {
            let body = json!({"name": "督办平台", "secret": secret});
            app.send(&super::http::Request::new("POST", "/api/v1/sessions/client").json(&body))
        };
        sign_in(&secret).expect(201);
        let shown = security.page(&target);
        assert!(!shown.contains(&secret) && shown.contains("value=\"statistics-read\" checked"), "{shown}");
        assert!(!shown.contains("value=\"grant-write\""), "no program may do what its roles never may");
        let version = hidden(&shown, "version");
        let none = text(security.submit(&target, &[("version", &version)]), 422);
        assert!(none.contains("至少须有一项权限"), "{none}");
        let confined = after(&security, &target, &[("version", &version), ("scope", "case-list")]);
        assert!(!confined.contains("value=\"statistics-read\" checked"), "{confined}");
        text(security.submit(&target, &[("version", &version), ("scope", "case-read")]), 412);
        let other = text(security.submit(&format!("{target}/secret"), &[]), 200);
        assert!(!other.contains(&secret));
        sign_in(&secret).expect(401);
        let ended = after(&security, &format!("{target}/end"), &[("version", &hidden(&other, "version"))]);
        assert!(!ended.contains("/secret\""), "{ended}");
        let auditor = Browser::of(&app, engine, "auditor").speaking("en").page(&target);
        assert!(auditor.contains("督办平台") && !auditor.contains("<form class=\"sheet\""), "{auditor}");
    });
}

#[test]
fn the_trail_is_filtered_paged_verified_and_exported() {
    on_both_engines(|engine| {
        let app = house(engine);
        let system = app.sign_in(engine, "system");
        for at in 0..120 {
            system.post("/people", &json!({"user_name": format!("p{at:03}"), "display_name": "某某"})).expect(201);
        }
        let auditor = Browser::of(&app, engine, "auditor").speaking("en");
        let first = auditor.page("/administration/audit?action=person-added&actor=system");
        assert!(first.matches("person added").count() > 100 && first.contains("rel=\"next\""), "{first}");
        let next = first.split("rel=\"next\"").next().and_then(|before| before.rsplit("href=\"").next()).expect("a next page");
        let next = next.split('"').next().unwrap_or_default().replace("&#38;", "&");
        assert!(next.starts_with("/administration/audit?action=person-added&actor=system&before="), "{next}");
        let second = auditor.page(&next);
        assert!(!second.contains("rel=\"next\"") && second.contains("The newest rows"), "{second}");
        assert!(auditor.page("/administration/audit?subject=person+999999").contains("No row fits"));
        let sound = auditor.page("/administration/audit/verification");
        assert!(sound.contains("the audit trail is whole"), "{sound}");
        let wrong = auditor.page("/administration/audit/verification?head=0000");
        assert!(wrong.contains("First fault") && wrong.contains("does not contain the digest"), "{wrong}");
        // the first row that is not what it was is named
        engine.database().audit_seal(app.now).expect("a seal");
        tamper(engine, "UPDATE audit SET actor = 'somebody else' WHERE id = (SELECT MIN(id) FROM audit)");
        let first = engine.number("SELECT MIN(id) AS number FROM audit");
        let changed = auditor.page("/administration/audit/verification");
        assert!(changed.contains(&format!("<b>First fault</b> row {first} was changed")) && changed.contains("1 faults"), "{changed}");
        let file = auditor.submit("/administration/audit/export", &[]).expect(200);
        assert!(file.header("content-disposition").starts_with("attachment;") && !file.body.is_empty());
        assert_eq!(rows(engine, "audit-exported"), 1);
    });
}

#[test]
fn health_and_backups_tell_what_is_known_and_nothing_else() {
    on_both_engines(|engine| {
        let app = house(engine);
        let system = Browser::of(&app, engine, "system").speaking("en");
        let health = system.page("/administration/health");
        let name = if engine.url.starts_with("sqlite") { "SQLite 3." } else { "PostgreSQL " };
        assert!(health.contains(env!("CARGO_PKG_VERSION")) && health.contains(name) && health.contains(", as the program"), "{health}");
        assert!(health.contains("the database can be written") && !health.contains("not well"), "{health}");
        let before = system.page("/administration/backups");
        assert!(before.contains("The audit trail knows of no backup") && before.contains("fuyi backup FILE"), "{before}");
        let file = engine.path("nightly.fuyi");
        engine.fuyi(["backup", &file.display().to_string()]).done();
        let after = system.page("/administration/backups");
        assert!(after.contains("<dd>nightly.fuyi</dd>") && !after.contains("knows of no backup"), "{after}");
    });
}
