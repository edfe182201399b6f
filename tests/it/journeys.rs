//! The day of each role in a real browser, from signing in to signing out, with JavaScript and without, in both languages: the running
//! program over the bundled ledger, every page on the way inspected.

use std::collections::BTreeSet;

use fuyi::clock::Clock;
use serde_json::json;

use super::chromium::{Chromium, DESK, PHONE, Screen, key};
use super::demo::{Demo, Inspection, sign_out};
use super::engines::Engine;

/// A way through the pages: in one language, with or without scripts.
struct Way<'a> {
    demo: &'a Demo,
    chromium: Chromium,
    /// One of these ways is inspected: pages are the same in the others but for their words.
    inspection: Option<Inspection>,
    chinese: bool,
    /// Tells the cases of one way from those of another.
    mark: &'static str,
}

/// The same act, four times.
fn in_every_way(demo: &Demo, whose: &str, journey: impl Fn(&mut Way<'_>)) {
    for (scripts, ways) in [(true, [(true, "甲"), (false, "乙")]), (false, [(true, "丙"), (false, "丁")])] {
        let mut chromium = Chromium::open(demo.address, Screen { scripts, ..DESK });
        for (chinese, mark) in ways {
            let inspection = (scripts && chinese).then(Inspection::begin);
            let mut way = Way { demo, chromium, inspection, chinese, mark };
            journey(&mut way);
            if let Some(inspection) = way.inspection {
                inspection.finish(whose);
            }
            chromium = way.chromium;
        }
    }
}

impl Way<'_> {
    /// The words of the way's language.
    fn say(&self, chinese: &'static str, english: &'static str) -> &'static str {
        if self.chinese { chinese } else { english }
    }

    /// Comes in by the front door.
    fn sign_in(&mut self, user: &str) -> &mut Self {
        self.demo.come_in(&self.chromium, user, if self.chinese { "zh-CN" } else { "en" });
        self.seen()
    }

    /// The page shown is looked at.
    fn seen(&mut self) -> &mut Self {
        let lang = if self.chinese { "zh-CN" } else { "en" };
        assert_eq!(self.chromium.run("return document.documentElement.lang", json!([])), lang);
        if let Some(inspection) = &mut self.inspection {
            inspection.shown(&self.chromium);
        }
        self
    }

    /// Follows a link to where it leads.
    #[track_caller]
    fn follow(&mut self, address: &str) -> &mut Self {
        let link = format!("main a[href='{address}'], .top a[href='{address}'], .crumbs a[href='{address}']");
        self.chromium.follow(&link, address.split(['?', '#']).next().unwrap_or_default());
        self.seen()
    }

    /// Sends the form of an event.
    fn record(&mut self) -> &mut Self {
        self.chromium.click("form.sheet .do button:not([name])");
        self
    }

    /// The page shown comes to say something.
    #[track_caller]
    fn told(&mut self, chinese: &'static str, english: &'static str) -> &mut Self {
        self.chromium.says(self.say(chinese, english));
        self.seen()
    }

    /// An address that is nothing of theirs is refused, and leads back to the workbench.
    #[track_caller]
    fn refused(&mut self, address: &str) -> &mut Self {
        self.chromium.go(address);
        let title = self.chromium.text("h1").to_lowercase();
        let (forbidden, unknown) =
            if self.chinese { ("您没有这项权限", "没有找到") } else { ("you have no right", "not found") };
        assert!(title.contains(forbidden) || title.contains(unknown), "{address}: {title}");
        self.seen().follow("/")
    }

    /// Ids of the cases the page lists.
    fn rows(&self) -> BTreeSet<i64> {
        let rows = self.chromium.run("return [...document.querySelectorAll('tbody th a')].map(a => a.pathname.split('/')[2])", json!([]));
        rows.as_array().expect("rows").iter().filter_map(|id| id.as_str()?.parse().ok()).collect()
    }

    /// Ids of all cases of a list, from every page of it.
    fn listed(&mut self, address: &str) -> BTreeSet<i64> {
        let mut found = BTreeSet::new();
        self.chromium.go(address);
        loop {
            let rows =
                self.chromium.run("return [...document.querySelectorAll('tbody th a')].map(a => a.pathname.split('/')[2])", json!([]));
            found.extend(rows.as_array().expect("rows").iter().filter_map(|id| id.as_str()?.parse::<i64>().ok()));
            if !self.chromium.has("a[rel=next]") {
                return found;
            }
            let next = self.chromium.run("return document.querySelector('a[rel=next]').getAttribute('href')", json!([]));
            self.chromium.go(next.as_str().expect("an address"));
        }
    }

    /// Id of the case the page shown is about.
    fn case(&self) -> String {
        self.chromium.place().split('/').nth(2).expect("a case").split('?').next().unwrap_or_default().to_owned()
    }
}

/// The day the running program lives in.
fn today() -> String {
    Clock::system().today().to_string()
}

/// Registers an application for reconsideration and has it accepted; the case stands open at its steps.
fn under_review(way: &mut Way<'_>, name: &str) -> String {
    let name = format!("{name}{}", way.mark);
    way.follow("/register").follow("/register/application-received");
    way.chromium
        .fill("[name='data.applicants.0.name']", &name)
        .fill("[name='data.respondents.0']", "青禾区市场监督管理局")
        .fill("[name='data.act']", "行政处罚决定")
        .fill("[name='data.act_number']", &format!("关于{name}的处罚决定"));
    way.record().told("案件已登记", "The case is registered");
    let case = way.case();
    way.follow(&format!("/cases/{case}/steps/accepted"));
    way.chromium.choose("data.procedure", "general").fill("[name='data.staff']", "2");
    way.record().told("已登记：受理", "Recorded: accepted");
    case
}

#[test]
fn an_officer_logs_a_case_and_a_head_decides_what_is_asked_of_them() {
    let demo = Demo::start(Engine::sqlite());
    in_every_way(&demo, "officer and approver", |way| {
        way.sign_in("officer");
        let extended = under_review(way, "欧阳");
        way.follow(&format!("/cases/{extended}/steps/extended"));
        way.chromium
            .fill("[name='data.days']", "30")
            .fill_day("[name='data.notified_on']", &today())
            .fill("[name='reason']", "案情复杂，需要鉴定");
        way.record().told("已提请审批：延期", "Approval has been asked for: review extended");
        way.follow(&format!("/cases/{extended}")).told("案情复杂，需要鉴定", "案情复杂，需要鉴定");
        // in another case a step is recorded that never happened: to take it back needs the consent of a head
        let case = under_review(way, "夏侯");
        let file = format!("/cases/{case}");
        way.follow(&format!("{file}/steps/copy-sent")).record().told("已登记：发送申请书副本", "Recorded: copy sent");
        way.follow(&file).follow(&format!("{file}/entries/2/annulment"));
        way.record().told("请更正以下内容", "There is a problem");
        way.chromium.fill("[name='data.reason']", "登记错了案件");
        way.record().told("已提请审批：", "Approval has been asked for");
        // the case is found again by the name of a party
        way.follow("/cases");
        way.chromium.fill("[name=q]", &format!("夏侯{}", way.mark)).press(key::ENTER);
        way.told("本页1件", "1 case on this page");
        assert!(way.chromium.has(&format!("tbody a[href='{file}']")));
        sign_out(&way.chromium);

        way.sign_in("approver").follow("/approvals");
        assert!(!way.chromium.has("a[href='/register']"), "who approves does not register");
        let asked = |way: &Way<'_>, case: &str| {
            let of_case =
                "return [...document.querySelectorAll('section.queue')].find(s => s.querySelector(`a[href='/cases/${arguments[0]}']`))
                .getAttribute('aria-labelledby').split('-')[1]";
            way.chromium.run(of_case, json!([case])).as_str().expect("a number").to_owned()
        };
        let extension = asked(way, &extended);
        // to send back without a word is not possible
        way.chromium.click(&format!("button[formaction='/approvals/{extension}/return']"));
        way.told("退回应当写明意见", "There is a problem");
        way.chromium.fill(&format!("#remark-{extension}"), "请先补充鉴定委托书");
        way.chromium.click(&format!("button[formaction='/approvals/{extension}/return']"));
        way.told("已退回", "sent back");
        let annulment = asked(way, &case);
        way.chromium.click(&format!("form[action='/approvals/{annulment}/approval'] button:not([formaction])"));
        way.told("已批准，", "Approved;");
        way.chromium.go(&file);
        way.seen();
        assert_eq!(way.chromium.texts(".line > li.annulled").len(), 1, "the mistake is struck out, and still there");
        assert!(!way.chromium.has("a[href*='/annulment']"), "who approves records nothing");
        sign_out(&way.chromium);

        way.sign_in("officer");
        way.chromium.go(&format!("/cases/{extended}"));
        way.told("请先补充鉴定委托书", "请先补充鉴定委托书");
        // what was taken back is recorded anew from its old content
        way.chromium.go(&format!("{file}/entries/2/annulment"));
        way.follow(&format!("{file}/steps/copy-sent?from=2")).record().told("已登记：发送申请书副本", "Recorded: copy sent");
        sign_out(&way.chromium);
    });
}

/// Ids a query answers.
fn ids(demo: &Demo, query: &str) -> BTreeSet<i64> {
    let lines = demo.engine.lines(&format!("SELECT CAST(found.id AS TEXT) AS line FROM ({query}) AS found"));
    lines.iter().filter_map(|id| id.parse().ok()).collect()
}

/// A query for the cases of a unit and of those below it.
fn cases_of(unit: &str) -> String {
    format!("SELECT case_id AS id FROM case_units JOIN units ON units.id = unit_id WHERE full_name = '{unit}'")
}

#[test]
fn a_liaison_files_who_appeared_from_a_telephone_and_sees_only_the_own_unit() {
    const OWN: &str = "青禾区市场监督管理局";
    let demo = Demo::start(Engine::sqlite());
    // its suits; how the institution decides about its acts is not for it to read
    let own = format!("{} AND case_units.kind <> 'reconsideration'", cases_of(OWN));
    let foreign = demo.engine.number(&format!("SELECT MIN(id) AS number FROM cases WHERE id NOT IN ({own})"));
    in_every_way(&demo, "liaison", |way| {
        way.sign_in("liaison");
        way.chromium.resize(PHONE);
        way.follow("/cases");
        let theirs = ids(&demo, &own);
        assert!(!theirs.is_empty() && way.listed("/cases?size=100") == theirs, "the cases of the unit, and no others");
        way.refused(&format!("/cases/{foreign}")).refused("/approvals");

        way.follow("/register").follow("/register/complaint-received");
        assert_eq!(way.chromium.value("[name='data.agencies.0.agency']"), OWN, "the own unit is proposed");
        way.chromium.fill_day("[name='on']", "2026-03-02").fill("[name='data.court']", "青禾区人民法院");
        way.chromium.fill("[name='data.plaintiffs.0.name']", &format!("司马{}", way.mark));
        way.record().told("案件已登记", "The case is registered");
        let case = way.case();
        way.follow(&format!("/cases/{case}/steps/hearing-held"));
        assert_eq!(way.chromium.value("[name='data.appearances.0.agency']"), OWN, "who must appear is named");
        way.chromium.fill_day("[name='on']", "2026-04-10");
        way.chromium.choose("data.appearances.0.attended_by_rp", "yes");
        way.chromium.fill("[name='data.appearances.0.rp_name']", "孙某某").fill("[name='data.appearances.0.rp_post']", "副局长");
        assert_eq!(way.chromium.sticks_out(), None, "the form fits a telephone");
        way.record().told("已登记：举行听证／开庭", "Recorded: hearing held");
        way.follow(&format!("/cases/{case}"));
        assert!(way.chromium.text("section[aria-labelledby=hearings]").contains("孙某某"));
        way.chromium.resize(DESK);
        sign_out(&way.chromium);
    });
}

#[test]
fn a_leader_goes_from_the_figures_to_the_file_and_changes_nothing() {
    let demo = Demo::start(Engine::postgres());
    let (all, of_unit) = (ids(&demo, "SELECT id FROM cases"), ids(&demo, &cases_of("青禾区城市管理局")));
    in_every_way(&demo, "leader", |way| {
        way.sign_in("leader");
        assert!(!way.chromium.texts(".counts li").is_empty(), "the day in figures");
        way.follow("/cases");
        assert_eq!(way.listed("/cases?size=100"), all, "every case below the government");
        // a figure leads to the cases it counts
        way.follow("/board");
        const FIGURE: &str = "return [...document.querySelectorAll('.tiles a.figure')].find(a => a.querySelector('b').innerText === '31').getAttribute('href')";
        let counted = way.chromium.run(FIGURE, json!([])).as_str().expect("the suits of the last year in the ledger").to_owned();
        way.follow(&counted);
        assert_eq!(way.listed(&counted).len(), 31);
        way.chromium.go("/cases");
        // down to one unit, then to one of its cases
        way.chromium.click("main summary").fill("[name=unit]", "青禾区城市管理局").press(key::ENTER);
        way.chromium.says(way.say("清除全部", "Clear all"));
        way.seen();
        assert_eq!(way.rows(), of_unit, "the cases of the unit, and no others");
        way.chromium.click("tbody th a");
        way.chromium.says(way.say("案件经过", "What happened"));
        way.seen();
        let case = way.case();
        assert!(!way.chromium.has("a[href*='/annulment'], main a[href*='/steps/'], main form"), "nothing can be written");
        way.chromium.go(&format!("/cases/{case}/steps"));
        way.told("您可以查阅本案，但不能登记事项", "You may read this case, but not record anything");
        way.refused("/register").refused(&format!("/cases/{case}/steps/hearing-held"));
        sign_out(&way.chromium);
    });
}

#[test]
fn administrators_come_go_and_never_see_a_case() {
    let demo = Demo::start(Engine::sqlite());
    in_every_way(&demo, "administrators", |way| {
        for user in ["system", "security", "auditor"] {
            way.sign_in(user);
            for address in way
                .chromium
                .run("return [...document.querySelectorAll('.top nav a')].map(a => a.getAttribute('href'))", json!([]))
                .as_array()
                .expect("links")
            {
                way.follow(address.as_str().expect("an address"));
            }
            way.refused("/cases").refused("/cases/1");
            sign_out(&way.chromium);
        }
    });
}
