//! The JSON API. THE list of routes is [`routes`]; one noun a file. A route parses, asks one use case, renders; it knows no rule
//! of law, and no route is without the action it needs.

mod approvals;
mod assignment;
mod audit;
mod calendar;
mod cases;
mod clients;
mod counsel;
mod deadlines;
mod document;
mod documents;
mod events;
mod health;
mod hearings;
mod imports;
mod mail;
mod me;
mod meta;
mod open_items;
mod parties;
mod people;
mod people_sessions;
mod periods;
mod reply;
mod route;
mod sessions;
mod statistics;
mod statistics_tables;
mod supervision;
mod take;
mod units;
mod viewer;

pub use document::{BASE, Documents, document};
pub use health::{health, metrics, readiness};
pub use meta::{openapi, viewer};
pub use route::Route;

use actix_web::http::Method;

use crate::domain::access::Action;
use crate::http::call::Needs::{self, Nobody, SignedIn};

const fn needs(action: Action) -> Needs {
    Needs::Action(action)
}

/// Every route below [`BASE`]. Who wants to know who answers what reads on here.
pub fn routes() -> Vec<Route> {
    use Action::*;
    vec![
        // the rules, for everybody's calculations
        Route::get("/periods", needs(RuleBookRead), ("法定期限规则", "rules of statutory periods"), periods::list),
        Route::get("/periods/{rule}", needs(RuleBookRead), ("一项期限规则及法条原文", "one rule, with the text of the law"), periods::show),
        Route::get("/periods/{rule}/due", needs(PeriodCompute), ("计算期限届满日并说明理由", "when a period ends, and why"), periods::due),
        Route::get(
            "/lifecycle",
            needs(RuleBookRead),
            ("程序状态、事件与法条依据", "states, events and transitions, with articles"),
            events::lifecycle,
        ),
        Route::get(
            "/calendar",
            needs(RuleBookRead),
            ("已公布的工作日历年度", "years whose working-day calendar is published"),
            calendar::years,
        ),
        // before the year, which would take their names for one
        Route::apart(
            Method::POST,
            "/calendar/preview",
            needs(CalendarWrite),
            ("预览导入一年的工作日历", "what taking a year's calendar in would change"),
            calendar::preview,
        ),
        Route::apart(
            Method::POST,
            "/calendar/imports",
            needs(CalendarWrite),
            ("导入一年的工作日历", "take a year's calendar in"),
            calendar::take_in,
        )
        .once(),
        Route::get(
            "/calendar/{year}",
            needs(RuleBookRead),
            ("一年的放假与调休", "days off and make-up working days of a year"),
            calendar::year,
        ),
        Route::get("/open-items", needs(HealthRead), ("待管理员办理的事项", "what waits for the administrator"), open_items::list),
        // cases
        Route::get("/cases", needs(CaseList), ("案件列表，新收在前", "cases, newest first"), cases::list),
        Route::open("/cases", needs(CaseCreate), ("立案登记", "open a case file"), cases::create),
        Route::get_in_one("/cases/{case}", needs(CaseRead), ("一件案件", "one case"), cases::show),
        Route::get("/cases/{case}/events", needs(CaseRead), ("案件经过", "the history of a case"), events::list),
        Route::post("/cases/{case}/events", needs(EventRecord), ("登记一项程序事件", "record a procedural event"), events::record)
            .guarded(),
        Route::post(
            "/cases/{case}/events/{position}/annulment",
            needs(EventAnnul),
            ("撤销一项误记", "annul an entry made by mistake"),
            events::annul,
        )
        .guarded(),
        Route::get("/cases/{case}/next", needs(CaseRead), ("依法可为的下一步", "lawful next steps"), events::next),
        Route::get("/cases/{case}/deadlines", needs(DeadlineRead), ("案件的法定期限", "the deadlines of a case"), deadlines::list),
        Route::post(
            "/cases/{case}/deadlines/acknowledgement",
            needs(OverdueAcknowledge),
            ("知悉一项逾期期限，不再提醒", "take note of an overdue deadline: nobody is told of it any more"),
            deadlines::acknowledge,
        ),
        Route::get("/hearings", needs(HearingRead), ("一段日期内的开庭、听证", "hearings of a range of days"), hearings::of_days),
        Route::get("/cases/{case}/hearings", needs(HearingRead), ("开庭、听证与出庭情况", "hearings and who appeared"), hearings::list),
        Route::post(
            "/cases/{case}/hearings",
            needs(HearingRecord),
            ("登记开庭、听证与出庭", "record a hearing and who appeared"),
            hearings::record,
        )
        .guarded(),
        Route::get("/cases/{case}/parties", needs(PartyRead), ("当事人", "the parties"), parties::list),
        Route::post(
            "/cases/{case}/parties/{party}/details",
            needs(PartyWrite),
            ("登记当事人信息", "record personal details"),
            parties::write,
        )
        .guarded(),
        Route::apart(
            Method::POST,
            "/cases/{case}/parties/{party}/unmasking",
            needs(PartyUnmask),
            ("说明理由查看原值", "see personal details in full, with a reason"),
            parties::unmask,
        )
        .guarded(),
        Route::apart(
            Method::POST,
            "/parties/search",
            needs(PartyRead),
            ("按证件号码等查找当事人", "find the cases of a person by number"),
            parties::search,
        ),
        Route::post("/cases/{case}/assignment", needs(CaseAssign), ("移交案件", "hand a case over"), assignment::assign),
        Route::get("/cases/{case}/documents", needs(DocumentRead), ("案件文书", "documents of a case"), documents::list),
        Route::post("/cases/{case}/documents", needs(DocumentWrite), ("上传文书", "upload a document"), documents::upload),
        Route::get("/cases/{case}/documents/{document}", needs(DocumentRead), ("下载文书", "download a document"), documents::download),
        Route::get(
            "/cases/{case}/approvals",
            needs(ApprovalRead),
            ("案件的审批事项", "requests for approval on a case"),
            approvals::of_case,
        ),
        Route::post("/cases/{case}/approvals", needs(ApprovalRequest), ("提请审批", "request an approval"), approvals::request).guarded(),
        // approvals
        Route::get("/approvals", needs(ApprovalDecide), ("待我审批", "requests I may decide"), approvals::to_decide),
        Route::post("/approvals/{approval}/approval", needs(ApprovalDecide), ("批准", "approve"), approvals::approve),
        Route::post("/approvals/{approval}/return", needs(ApprovalDecide), ("退回", "send back"), approvals::send_back),
        Route::post("/approvals/{approval}/withdrawal", needs(ApprovalRequest), ("撤回", "withdraw"), approvals::withdraw),
        // sessions and one's own account
        Route::apart(Method::POST, "/sessions", Nobody, ("登录", "sign in"), sessions::sign_in),
        Route::apart(Method::POST, "/sessions/refresh", Nobody, ("更换令牌", "get new tokens"), sessions::refresh),
        Route::apart(Method::POST, "/sessions/client", Nobody, ("接口客户端登录", "sign a machine client in"), sessions::client),
        Route::apart(
            Method::POST,
            "/sessions/set-up",
            Nobody,
            ("凭一次性代码设置口令", "set a password with a one-time code"),
            sessions::set_up,
        ),
        Route::delete("/sessions/current", SignedIn, ("退出登录", "sign out"), sessions::sign_out),
        Route::get("/me", SignedIn, ("本人账号与权限", "who I am and what I may do"), me::show),
        Route::apart(Method::PUT, "/me/password", SignedIn, ("修改口令", "change my password"), me::change_password),
        Route::apart(
            Method::POST,
            "/me/second-factor",
            SignedIn,
            ("开始绑定身份验证器", "begin to set up an authenticator"),
            me::begin_second_factor,
        ),
        Route::apart(
            Method::POST,
            "/me/second-factor/confirmation",
            SignedIn,
            ("确认身份验证器", "confirm the authenticator"),
            me::confirm_second_factor,
        ),
        Route::apart(
            Method::POST,
            "/me/second-factor/removal",
            SignedIn,
            ("解除身份验证器", "give the authenticator up"),
            me::give_up_second_factor,
        ),
        Route::get("/me/reminders", SignedIn, ("本人的提醒设置", "my reminder settings"), me::reminders),
        Route::apart(Method::PUT, "/me/reminders", SignedIn, ("修改提醒设置", "change my reminder settings"), me::choose_reminders),
        Route::get("/me/sessions", SignedIn, ("本人的会话", "my sessions"), me::sessions),
        Route::delete("/me/sessions/{session}", SignedIn, ("结束本人的一个会话", "end a session of mine"), me::end_session),
        // units, people, grants
        Route::get("/units", needs(UnitRead), ("单位名录", "units"), units::list),
        Route::post("/units", needs(UnitWrite), ("新增单位", "add a unit"), units::create),
        Route::get("/units/{unit}", needs(UnitRead), ("一个单位", "one unit"), units::show),
        Route::post("/units/{unit}/move", needs(UnitWrite), ("调整上级", "put a unit under another"), units::relocate).guarded(),
        Route::post("/units/{unit}/closure", needs(UnitWrite), ("撤并单位", "close or merge a unit"), units::close).guarded(),
        Route::get("/people", needs(PersonRead), ("人员", "people"), people::list),
        Route::post("/people", needs(PersonWrite), ("新增人员", "add a person"), people::create),
        Route::get("/people/{person}", needs(PersonRead), ("一名人员", "one person"), people::show),
        Route::patch("/people/{person}", needs(PersonWrite), ("修改人员", "change a person"), people::change),
        Route::post("/people/{person}/deactivation", needs(PersonWrite), ("停用账号", "end an account"), people::deactivate).guarded(),
        Route::apart(
            Method::POST,
            "/people/{person}/set-up-code",
            needs(CredentialReset),
            ("发放一次性代码", "give a one-time code"),
            people::set_up_code,
        ),
        Route::get("/people/{person}/sessions", needs(SessionRead), ("人员的会话", "sessions of a person"), people_sessions::list),
        Route::delete(
            "/people/{person}/sessions",
            needs(SessionEnd),
            ("结束人员的全部会话", "end every session of a person"),
            people_sessions::end_all,
        ),
        Route::delete(
            "/people/{person}/sessions/{session}",
            needs(SessionEnd),
            ("结束人员的一个会话", "end a session of a person"),
            people_sessions::end,
        ),
        Route::delete(
            "/people/{person}/second-factor",
            needs(CredentialReset),
            ("解除人员遗失的身份验证器", "take a lost authenticator away"),
            people_sessions::take_second_factor,
        ),
        Route::get("/people/{person}/grants", needs(GrantRead), ("人员的授权", "grants of a person"), people::grants),
        Route::post("/people/{person}/grants", needs(GrantWrite), ("授予角色", "grant a role"), people::grant),
        Route::delete("/grants/{grant}", needs(GrantWrite), ("收回授权", "end a grant"), people::revoke),
        // machine clients
        Route::get("/clients", needs(ClientRead), ("接口客户端", "machine clients"), clients::list),
        Route::apart(
            Method::POST,
            "/clients",
            needs(ClientWrite),
            ("新增接口客户端，密钥只显示一次", "let a program in; its secret is shown once"),
            clients::create,
        ),
        Route::get("/clients/{client}", needs(ClientRead), ("一个接口客户端", "one machine client"), clients::show),
        Route::patch(
            "/clients/{client}",
            needs(ClientWrite),
            ("变更接口客户端的权限", "confine a client to other actions"),
            clients::confine,
        ),
        Route::apart(
            Method::POST,
            "/clients/{client}/secret",
            needs(ClientWrite),
            ("更换接口客户端的密钥", "give a client another secret"),
            clients::secret,
        ),
        Route::post("/clients/{client}/deactivation", needs(ClientWrite), ("停用接口客户端", "end a client"), clients::deactivate)
            .guarded(),
        // figures
        Route::get("/statistics/annual/{year}", needs(StatisticsRead), ("年度统计", "annual figures"), statistics::annual),
        Route::get("/statistics/definitions", needs(StatisticsRead), ("指标定义", "definitions of figures"), statistics::definitions),
        Route::get(
            "/statistics/figures",
            needs(StatisticsRead),
            ("任意期间和范围的比率", "rates for any period and scope"),
            statistics::figures,
        ),
        Route::get("/statistics/figures/cases", needs(StatisticsRead), ("比率背后的案件", "the cases behind a rate"), statistics::cases),
        Route::get("/statistics/tables/{table}", needs(StatisticsRead), ("统计报表", "a statutory table"), statistics_tables::table),
        Route::get(
            "/statistics/tables/{table}/cases",
            needs(StatisticsRead),
            ("统计报表一格背后的案件", "the cases behind a cell of a statutory table"),
            statistics_tables::cases,
        ),
        Route::get("/statistics/published", needs(StatisticsRead), ("已发布的统计数据", "figures as published"), statistics::published),
        // supervision
        Route::get("/supervision/records", needs(SupervisionRead), ("督办记录", "records of supervision"), supervision::list),
        Route::post("/supervision/records", needs(SupervisionWrite), ("登记督办事项", "open a record"), supervision::open),
        Route::get("/supervision/records/{record}", needs(SupervisionRead), ("一项督办记录", "one record"), supervision::show),
        Route::post(
            "/supervision/records/{record}/steps",
            needs(SupervisionReply),
            ("编号发出、登记回复、办结", "issue, reply, close"),
            supervision::step,
        ),
        Route::get("/supervision/counts", needs(SupervisionRead), ("督办数量", "how many records there are"), supervision::counts),
        Route::get("/supervision/proposals", needs(SupervisionRead), ("督办建议", "proposals of supervision"), supervision::proposals),
        Route::post(
            "/supervision/proposals",
            needs(SupervisionWrite),
            ("按阈值生成督办建议", "raise proposals by the thresholds"),
            supervision::raise,
        ),
        Route::post(
            "/supervision/proposals/{proposal}/decision",
            needs(SupervisionWrite),
            ("采纳或者不予采纳", "accept or dismiss a proposal"),
            supervision::decide,
        ),
        Route::get(
            "/supervision/analyses",
            needs(SupervisionRead),
            ("败诉、纠错案件及其分析", "lost and corrected cases, with their analysis"),
            supervision::analyses,
        ),
        Route::post("/supervision/analyses", needs(SupervisionWrite), ("登记一案一分析", "analyse a case"), supervision::analyse),
        Route::get(
            "/supervision/records/{record}/letter",
            needs(SupervisionRead),
            ("导出督办文书", "the letter of a record, for Word"),
            supervision::letter,
        ),
        Route::get(
            "/supervision/records/{record}/documents",
            needs(SupervisionRead),
            ("督办记录的附件", "papers of a record"),
            supervision::papers,
        ),
        Route::post(
            "/supervision/records/{record}/documents",
            needs(SupervisionReply),
            ("上传督办记录的附件", "attach a paper to a record"),
            supervision::attach,
        ),
        Route::get(
            "/supervision/records/{record}/documents/{document}",
            needs(SupervisionRead),
            ("下载督办记录的附件", "download a paper of a record"),
            supervision::paper,
        ),
        Route::get("/supervision/counsel", needs(SupervisionRead), ("法律顾问", "legal counsel"), counsel::list),
        Route::post("/supervision/counsel", needs(SupervisionWrite), ("登记法律顾问", "record a legal counsel"), counsel::add),
        Route::get("/supervision/counsel/{counsel}", needs(SupervisionRead), ("一名法律顾问", "one legal counsel"), counsel::show),
        Route::post(
            "/supervision/counsel/{counsel}/end",
            needs(SupervisionWrite),
            ("登记聘期届满", "end the engagement of a counsel"),
            counsel::end,
        ),
        Route::get(
            "/supervision/counsel/{counsel}/cases",
            needs(SupervisionRead),
            ("法律顾问承办的案件", "the cases a counsel acted in"),
            counsel::cases,
        ),
        Route::post(
            "/supervision/counsel/{counsel}/cases",
            needs(SupervisionWrite),
            ("登记法律顾问承办的案件", "note that a counsel acted in a case"),
            counsel::acted,
        ),
        // the outbox
        Route::get("/mail", needs(OutboxRead), ("待发邮件及其去向，最近在前", "messages and their fate, newest first"), mail::list),
        Route::post("/mail/{mail}/retry", needs(OutboxRetry), ("重发一封邮件", "put a message back for sending"), mail::retry),
        // the audit trail
        Route::get("/audit", needs(AuditRead), ("审计记录，最近在前", "the audit trail, newest first"), audit::list),
        Route::apart(Method::POST, "/audit/exports", needs(AuditExport), ("导出审计记录", "the whole trail as one file"), audit::export),
        Route::get("/audit/verification", needs(AuditVerify), ("校验审计链", "verify the audit chain"), audit::verify),
        // ledgers
        Route::get("/imports", needs(ImportRun), ("导入批次", "imports"), imports::list),
        Route::apart(Method::POST, "/imports", needs(ImportRun), ("导入台账", "import a ledger"), imports::take_in).once(),
        Route::post("/imports/{batch}/undo", needs(ImportUndo), ("撤销一个导入批次", "undo an import"), imports::undo),
    ]
}
