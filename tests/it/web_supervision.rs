//! Supervision by page: legal counsel and their cases, attachments of records.

use fuyi::domain::access::Role;
use serde_json::json;

use super::app::*;
use super::browser::{Browser, text};
use super::engines::{Engine, on_both_engines};
use super::web_hearings::suit;

fn house(engine: &Engine) -> App {
    let mut database = engine.database();
    units(&mut database);
    for (name, role, unit) in [
        ("clerk", Role::CaseOfficer, COUNTY),
        ("wang", Role::CaseOfficer, COUNTY),
        ("qian", Role::Liaison, POLICE),
        ("zhou", Role::Liaison, MARKET),
        ("sun", Role::Liaison, POLICE),
    ] {
        person(&mut database, name, role, Some(unit));
    }
    drop(database);
    App::start(engine)
}

#[test]
fn a_legal_counsel_is_engaged_acts_in_a_case_and_is_ended() {
    on_both_engines(|engine| {
        let app = house(engine);
        let clerk = app.sign_in(engine, "clerk");
        let case = suit(&clerk, "（2024）豫9911行初7号", POLICE);
        let wang = Browser::of(&app, engine, "wang").speaking("zh-CN");
        assert!(wang.page("/supervision").contains("href=\"/supervision/counsel\""));
        assert!(wang.page("/supervision/counsel").contains("尚未登记法律顾问"));
        let typed = [("name", "周某某"), ("firm", "某某律师事务所"), ("unit", POLICE), ("from", "2024-01-01"), ("until", "")];
        let backwards = [&typed[..4], &[("until", "2023-01-01")]].concat();
        let shown = text(wang.submit("/supervision/counsel", &backwards), 422);
        assert!(shown.contains("聘期止于其始之前") && shown.contains("value=\"周某某\""), "what was typed is kept: {shown}");
        assert_eq!(wang.submit("/supervision/counsel", &typed).expect(303).header("location"), "/supervision/counsel?done=yes");
        let list = wang.page("/supervision/counsel");
        assert!(list.contains("周某某") && list.contains("某某律师事务所") && list.contains("尚未登记承办案件"), "{list}");
        wang.submit("/supervision/counsel/1/cases", &[("case", "（2024）豫9911行初7号")]).expect(303);
        let shown = text(wang.submit("/supervision/counsel/1/cases", &[("case", "（2024）豫9911行初99号")]), 422);
        assert!(shown.contains("没有案号为") && shown.contains(&format!("<a href=\"/cases/{case}\">（2024）豫9911行初7号</a>")), "{shown}");
        // a unit sees its own counsel and ends nothing
        let qian = Browser::of(&app, engine, "qian").speaking("en");
        let seen = qian.page("/supervision/counsel");
        assert!(seen.contains("周某某") && !seen.contains("/supervision/counsel/1/end"), "{seen}");
        text(qian.submit("/supervision/counsel/1/end", &[("until", "2024-06-30")]), 403);
        let other = Browser::of(&app, engine, "zhou").speaking("en").page("/supervision/counsel");
        assert!(!other.contains("周某某") && other.contains("No legal counsel is recorded."), "{other}");
        wang.submit("/supervision/counsel/1/end", &[("until", "2024-06-02")]).expect(303);
        let ended = wang.page("/supervision/counsel");
        assert!(ended.contains("2024年6月2日") && ended.contains("已届满") && !ended.contains("/supervision/counsel/1/end"), "{ended}");
        assert!(text(wang.submit("/supervision/counsel/1/end", &[("until", "2024-07-01")]), 422).contains("聘期已经届满"));
        assert_eq!(wang.submit("/supervision/counsel/99/end", &[("until", "2024-07-01")]).status, 404);
        let trail = engine.lines("SELECT action AS line FROM audit WHERE subject = 'counsel 1' ORDER BY id");
        assert_eq!(trail, ["counsel-written", "counsel-acted", "counsel-ended"]);
    });
}

#[test]
fn a_paper_is_attached_to_a_record_by_its_content_and_handed_out_to_be_saved() {
    on_both_engines(|engine| {
        let app = house(engine);
        let clerk = app.sign_in(engine, "clerk");
        let letter = json!({"kind": "supervision-letter", "unit": POLICE, "title": "限期履行"});
        let id = clerk.post("/supervision/records", &letter).expect(201).json()["id"].to_string();
        let target = format!("/supervision/records/{id}/documents");
        let qian = Browser::of(&app, engine, "qian").speaking("zh-CN");
        assert!(qian.page(&format!("/supervision/records/{id}")).contains("尚未上传附件"));
        // the unit that replies may attach; what is no document is refused with the form still there
        let shown = text(qian.upload(&target, "整改.pdf", "不是文书", &[("name", "整改报告")]), 422);
        assert!(shown.contains("只接受 PDF") && shown.contains("value=\"整改报告\""), "{shown}");
        assert!(text(qian.upload(&target, "空.pdf", "", &[]), 422).contains("请选择文件"));
        qian.upload(&target, "整改.pdf", "%PDF-1.7 整改", &[("name", "整改报告")]).expect(303);
        let page = qian.page(&format!("/supervision/records/{id}"));
        assert!(page.contains("整改报告") && page.contains("PDF") && page.contains(&format!("href=\"{target}/1\"")), "{page}");
        let paper = qian.get(&format!("{target}/1")).expect(200);
        assert!(paper.header("content-disposition").starts_with("attachment;") && paper.header("x-content-type-options") == "nosniff");
        assert_eq!(paper.body, "%PDF-1.7 整改".as_bytes());
        // out of reach there is nothing
        let zhou = Browser::of(&app, engine, "zhou");
        assert!([403, 404].contains(&zhou.get(&format!("{target}/1")).status));
        assert!([403, 404].contains(&zhou.upload(&target, "整改.pdf", "%PDF-1.7", &[]).status));
        assert_eq!(qian.get(&format!("{target}/2")).status, 404);
        let trail = engine.lines("SELECT actor AS line FROM audit WHERE action = 'supervision-document-added'");
        assert_eq!(trail, ["qian"]);
        assert_eq!(engine.number("SELECT COUNT(*) AS number FROM supervision_documents"), 1);
    });
}

#[test]
fn counsel_and_papers_are_handled_by_the_api_as_by_page() {
    on_both_engines(|engine| {
        let app = house(engine);
        let (wang, qian, zhou) = (app.sign_in(engine, "wang"), app.sign_in(engine, "qian"), app.sign_in(engine, "zhou"));
        let clerk = app.sign_in(engine, "clerk");
        let (ours, theirs) = (suit(&clerk, "（2024）豫9911行初7号", POLICE), suit(&clerk, "（2024）豫9911行初8号", MARKET));
        let made = wang.post("/supervision/counsel", &json!({"name": "周某某", "unit": POLICE, "from": "2024-01-01"})).expect(201);
        let path = "/supervision/counsel/1";
        assert_eq!(made.header("location"), format!("/api/v1{path}"));
        for case in [ours, theirs] {
            wang.post(&format!("{path}/cases"), &json!({"case": case})).expect(204);
        }
        let cases = wang.get(&format!("{path}/cases")).expect(200).json();
        let named = |case: i64, number: &str| json!({"case": case, "number": number});
        let both = [named(ours, "（2024）豫9911行初7号"), named(theirs, "（2024）豫9911行初8号")];
        assert_eq!(cases, json!({"items": both, "beyond": 0}));
        // a unit sees the cases that concern it, and that there is another
        assert_eq!(qian.get(&format!("{path}/cases")).expect(200).json(), json!({"items": [both[0]], "beyond": 1}));
        let seen = qian.get(path).expect(200).json();
        assert_eq!((&seen["cases"], &seen["cases_beyond"]), (&json!([ours]), &json!(1)));
        let sun = Browser::of(&app, engine, "sun").speaking("zh-CN");
        let page = sun.page("/supervision/counsel");
        assert!(page.contains("行初7号") && !page.contains("行初8号") && page.contains("另有1件不在查阅范围内"), "{page}");
        for out_of_reach in [path.to_owned(), format!("{path}/cases")] {
            zhou.get(&out_of_reach).problem(404, "not-found");
        }
        qian.post(&format!("{path}/end"), &json!({"until": "2024-06-30"})).problem(403, "forbidden");
        wang.post(&format!("{path}/end"), &json!({"until": "2023-12-31"})).expect(422);
        // sent twice with one key it is done once
        let end = wang.request("POST", &format!("{path}/end")).json(&json!({"until": "2024-06-02"}));
        assert_eq!(wang.send(&end).expect(200).json()["until"], "2024-06-02");
        assert_eq!(wang.send(&end).expect(200).json()["until"], "2024-06-02");
        wang.post(&format!("{path}/end"), &json!({"until": "2024-07-01"})).expect(422);
        assert_eq!(engine.number("SELECT COUNT(*) AS number FROM audit WHERE action = 'counsel-ended'"), 1);

        let letter = json!({"kind": "supervision-letter", "unit": POLICE, "title": "限期履行", "case": ours});
        let id = clerk.post("/supervision/records", &letter).expect(201).json()["id"].to_string();
        let target = format!("/supervision/records/{id}/documents");
        let upload =
            |by: &Caller<'_>, content: &[u8]| by.send(&by.request("POST", &target).upload("整改.pdf", content, &[("name", "整改报告")]));
        upload(&qian, b"x").problem(415, "unsupported-media-type");
        let added = upload(&qian, b"%PDF-1.7").expect(201);
        assert_eq!(added.header("location"), format!("/api/v1{target}/1"));
        assert!([403, 404].contains(&upload(&zhou, b"%PDF-1.7").status));
        let list = qian.get(&target).expect(200).json();
        assert_eq!((&list["items"][0]["name"], &list["items"][0]["uploaded_by"]), (&json!("整改报告"), &json!("qian")), "{list}");
        let paper = qian.get(&format!("{target}/1")).expect(200);
        assert!(paper.header("content-disposition").starts_with("attachment;"));
        assert_eq!(paper.body, b"%PDF-1.7");
        qian.get(&format!("{target}/2")).problem(404, "not-found");
        for out_of_reach in [target.clone(), format!("{target}/1")] {
            assert!([403, 404].contains(&zhou.get(&out_of_reach).status), "{out_of_reach}");
        }
        // the record names its case by number, to who may read the case
        let record = sun.page(&format!("/supervision/records/{id}"));
        assert!(record.contains(&format!("<a href=\"/cases/{ours}\">（2024）豫9911行初7号</a>")), "{record}");
    });
}
