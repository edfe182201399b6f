//! What the acts of supervision leave in the audit trail, by API and by page.

use serde_json::{Value, json};

use super::app::*;
use super::audit_acts::Leaves::Row;
use super::audit_acts::{Act, Leaves, World, id};

impl<'a> World<'a> {
    /// A record of supervision, opened.
    fn record(&self) -> i64 {
        let body = json!({"kind": "supervision-letter", "unit": COUNTY, "title": "限期履行"});
        id(&self.officer.post("/supervision/records", &body).expect(201).json())
    }

    /// A legal counsel.
    fn counsel(&self) -> i64 {
        let made = self.officer.post("/supervision/counsel", &json!({"name": "周某某", "unit": COUNTY, "from": "2024-01-01"}));
        id(&made.expect(201).json())
    }

    /// A letter nobody has answered in time: a threshold is crossed once more.
    fn late(&self) {
        let (path, number) = (format!("/supervision/records/{}/steps", self.record()), self.name());
        let issue = json!({"step": "issue", "on": "2024-05-10", "number": number, "due_on": "2024-05-13"});
        self.officer.post(&path, &issue).expect(200);
    }

    /// A proposal that waits.
    fn proposal(&self) -> i64 {
        self.late();
        self.officer.post("/supervision/proposals", &json!({})).expect(200);
        id(&self.officer.get("/supervision/proposals?open=true").expect(200).json()["items"][0])
    }

    /// A route of supervision, about to be used as it is meant to be.
    pub fn supervision_route(&self, method: &str, path: &str) -> Act<'a> {
        let (app, officer) = (self.app, &self.officer);
        let post = |leaves: Leaves, caller: &Caller<'a>, path: String, body: Value| -> Act<'a> {
            let request = caller.request("POST", &path).json(&body);
            (leaves, Box::new(move || app.send(&request)))
        };
        match (method, path) {
            ("POST", "/supervision/records") => {
                post(Row("supervision-opened"), officer, path.into(), json!({"kind": "interview", "unit": COUNTY, "title": "败诉较多"}))
            }
            ("POST", "/supervision/records/{record}/steps") => {
                let body = json!({"step": "issue", "on": "2024-05-10", "number": self.name()});
                post(Row("supervision-stepped"), officer, format!("/supervision/records/{}/steps", self.record()), body)
            }
            ("POST", "/supervision/proposals") => {
                self.late();
                post(Row("proposals-raised"), officer, path.into(), json!({}))
            }
            ("POST", "/supervision/proposals/{proposal}/decision") => {
                let path = format!("/supervision/proposals/{}/decision", self.proposal());
                post(Row("proposal-decided"), officer, path, json!({"accept": false, "text": "已整改"}))
            }
            ("POST", "/supervision/analyses") => {
                let body = json!({"case": self.case(), "causes": ["law"], "responsible": "某科", "measures": "培训", "on": "2024-05-10"});
                post(Row("case-analysed"), officer, path.into(), body)
            }
            ("POST", "/supervision/counsel") => {
                post(Row("counsel-written"), officer, path.into(), json!({"name": "周某某", "unit": COUNTY, "from": "2024-01-01"}))
            }
            ("POST", "/supervision/records/{record}/documents") => {
                let path = format!("/supervision/records/{}/documents", self.record());
                let request = officer.request("POST", &path).upload("函.pdf", b"%PDF-1.7", &[]);
                (Row("supervision-document-added"), Box::new(move || app.send(&request)))
            }
            ("POST", "/supervision/counsel/{counsel}/end") => {
                let path = format!("/supervision/counsel/{}/end", self.counsel());
                post(Row("counsel-ended"), officer, path, json!({"until": "2024-12-31"}))
            }
            ("POST", "/supervision/counsel/{counsel}/cases") => {
                let path = format!("/supervision/counsel/{}/cases", self.counsel());
                post(Row("counsel-acted"), officer, path, json!({"case": self.case()}))
            }
            _ => panic!("{method} {path} has no row in the test of the audit trail"),
        }
    }

    /// A form of supervision, about to be sent as its page sends it.
    pub fn supervision_form(&self, path: &str) -> Act<'a> {
        let submit = |leaves: Leaves, path: String, fields: Vec<(&'static str, String)>| {
            self.submitted(leaves, self.browser("officer"), path, fields)
        };
        match path {
            "/supervision/new" => {
                let typed = [("kind", "reminder-letter"), ("unit", COUNTY), ("title", "按期答辩")];
                submit(Row("supervision-opened"), path.to_owned(), typed.map(|(name, value)| (name, value.to_owned())).to_vec())
            }
            "/supervision/records/{record}/steps" => {
                let path = format!("/supervision/records/{}/steps", self.record());
                let fields = vec![("step", "issue".to_owned()), ("on", "2024-05-10".to_owned()), ("text", self.name())];
                submit(Row("supervision-stepped"), path, fields)
            }
            "/supervision/records/{record}/documents" => {
                let (browser, path) = (self.browser("officer"), format!("/supervision/records/{}/documents", self.record()));
                (Row("supervision-document-added"), Box::new(move || browser.upload(&path, "函.pdf", "%PDF-1.7", &[])))
            }
            "/supervision/counsel" => {
                let typed = [("name", "周某某"), ("unit", COUNTY), ("from", "2024-01-01")];
                submit(Row("counsel-written"), path.to_owned(), typed.map(|(name, value)| (name, value.to_owned())).to_vec())
            }
            "/supervision/counsel/{counsel}/end" => {
                let path = format!("/supervision/counsel/{}/end", self.counsel());
                submit(Row("counsel-ended"), path, vec![("until", "2024-12-31".to_owned())])
            }
            "/supervision/counsel/{counsel}/cases" => {
                let path = format!("/supervision/counsel/{}/cases", self.counsel());
                submit(Row("counsel-acted"), path, vec![("case", self.case().to_string())])
            }
            "/supervision/proposals" => {
                self.late();
                submit(Row("proposals-raised"), path.to_owned(), vec![])
            }
            "/supervision/proposals/{proposal}/decision" => {
                let path = format!("/supervision/proposals/{}/decision", self.proposal());
                let fields = vec![("do", "accept".to_owned()), ("text", "督促答复".to_owned())];
                submit(Row("proposal-decided supervision-opened"), path, fields)
            }
            "/supervision/analyses" => {
                let fields = [("causes", "law"), ("responsible", "某科"), ("measures", "培训"), ("on", "2024-05-10"), ("period", "2024")];
                let fields = fields.map(|(name, value)| (name, value.to_owned())).into_iter().chain([("case", self.case().to_string())]);
                submit(Row("case-analysed"), path.to_owned(), fields.collect())
            }
            _ => panic!("the form {path} has no row in the test of the audit trail"),
        }
    }
}
