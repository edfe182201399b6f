//! The queue of requests for approval: reason and article beside each, decided with a remark, never the own.

use fuyi::domain::access::Role;
use serde_json::json;

use super::app::*;
use super::browser::{Browser, text};
use super::engines::{Engine, on_both_engines};

const NUMBER: &str = "平湛政复决字〔2024〕1号";

/// A service with a case under review and an officer's request to suspend it; the id of the case.
fn asked(engine: &Engine) -> (App, i64) {
    let mut database = engine.database();
    units(&mut database);
    person(&mut database, "clerk", Role::CaseOfficer, Some(BUREAU));
    person(&mut database, "wang", Role::CaseOfficer, Some(BUREAU));
    person(&mut database, "zhao", Role::Approver, Some(COUNTY));
    drop(database);
    let app = App::start(engine);
    let clerk = app.sign_in(engine, "clerk");
    let case = json!({"kind": "reconsideration", "number": NUMBER, "handler": BUREAU, "event": {
        "event": "application-received", "on": "2024-05-06", "data": {"applicants": [{"name": "李某某"}], "respondents": [POLICE]},
    }});
    let case = clerk.post("/cases", &case).expect(201).json()["id"].as_i64().expect("an id");
    clerk.post_at(1, &format!("/cases/{case}/events"), &json!({"event": "accepted", "on": "2024-05-10"})).expect(201);
    let suspend = json!({"event": {"event": "suspended", "on": "2024-06-03", "data": {"ground": "SU-1"}}, "reason": "申请人死亡，等待近亲属表明态度"});
    clerk.post_at(2, &format!("/cases/{case}/approvals"), &suspend).expect(201);
    (app, case)
}

#[test]
fn a_head_sees_reason_and_article_and_approves() {
    on_both_engines(|engine| {
        let (app, case) = asked(engine);
        let zhao = Browser::of(&app, engine, "zhao").speaking("zh-CN");
        let queue = zhao.page("/approvals");
        for said in [
            "中止（2024年6月3日）",
            NUMBER,
            "申请人死亡，等待近亲属表明态度",
            "《行政复议法》（2023年修订）第39条",
            "行政复议机构负责人",
            "clerk",
        ] {
            assert!(queue.contains(said), "{said}: {queue}");
        }
        assert!(zhao.page("/").contains("中止（2024年6月3日）"), "it waits on the workbench");
        let done = zhao.submit("/approvals/1/approval", &[("remark", "同意"), ("to", "/approvals")]).expect(303);
        let after = zhao.page(done.header("location"));
        assert!(after.contains("已批准") && after.contains("没有待您审批的事项"), "{after}");
        let file = zhao.page(&format!("/cases/{case}"));
        assert!(file.contains("<span class=\"state\">中止</span>") && file.contains("已批准") && file.contains("：同意"), "{file}");
        text(zhao.submit("/approvals/1/approval", &[("to", "/approvals")]), 404);
    });
}

#[test]
fn a_request_is_sent_back_only_with_a_remark() {
    on_both_engines(|engine| {
        let (app, case) = asked(engine);
        let zhao = Browser::of(&app, engine, "zhao").speaking("zh-CN");
        let again = text(zhao.submit("/approvals/1/return", &[("remark", " "), ("to", "/approvals")]), 422);
        assert!(again.contains("退回应当写明意见") && again.contains("id=\"fault-1\""), "the fault stands at the request: {again}");
        zhao.submit("/approvals/1/return", &[("remark", "请补充证据"), ("to", "/approvals")]).expect(303);
        let wang = Browser::of(&app, engine, "wang").speaking("zh-CN");
        let file = wang.page(&format!("/cases/{case}"));
        assert!(file.contains("已退回") && file.contains("：请补充证据") && file.contains("审理中"), "{file}");
        text(wang.get("/approvals"), 403);
        text(wang.submit("/approvals/1/approval", &[]), 403);
    });
}

#[test]
fn nobody_decides_upon_the_own_request_and_a_changed_file_is_asked_for_again() {
    on_both_engines(|engine| {
        let (app, case) = asked(engine);
        app.sign_in(engine, "wang")
            .post_at(2, &format!("/cases/{case}/events"), &json!({"event": "copy-sent", "on": "2024-05-13"}))
            .expect(201);
        let zhao = Browser::of(&app, engine, "zhao").speaking("zh-CN");
        let queue = zhao.page("/approvals");
        assert!(queue.contains("案卷已有变动") && !queue.contains("<button>批准</button>"), "{queue}");
        assert!(text(zhao.submit("/approvals/1/approval", &[("to", "/approvals")]), 422).contains("id=\"fault-1\""));
        // who asked and is an approver as well decides upon others' requests only
        let mut database = engine.database();
        let clerk = database.person_named("clerk").unwrap().unwrap().id;
        let unit = database.unit_find(COUNTY).unwrap().map(|(id, _)| id);
        let grant = fuyi::domain::access::Grant { role: Role::Approver, unit, from: "2024-01-01".parse().unwrap(), until: None };
        let new = fuyi::store::NewGrant { to: fuyi::domain::access::Holder::Person(clerk), grant };
        database.grant_add(&new, |_| Ok::<_, fuyi::store::StoreError>(()), &act()).unwrap();
        drop(database);
        let both = Browser::new(&app).speaking("zh-CN");
        both.post("/sign-in", &[("user", "clerk"), ("password", PASSWORD), ("to", "/")]).expect(303);
        assert!(both.page("/approvals").contains("没有待您审批的事项"));
        let own = both.submit("/approvals/1/approval", &[("to", "/approvals")]);
        assert_eq!(own.status, 403);
        let file = both.page(&format!("/cases/{case}"));
        assert!(file.contains("/approvals/1/withdrawal") && !file.contains("/approvals#request-1"), "{file}");
        both.submit("/approvals/1/withdrawal", &[("to", &format!("/cases/{case}"))]).expect(303);
        assert!(both.page(&format!("/cases/{case}")).contains("已撤回"));
    });
}
