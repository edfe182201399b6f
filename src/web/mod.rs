//! The pages. THE list of them is [`pages`]; a page is a handler with its template beside it. A page asks one use case and shows what it
//! says; it knows no rule of law, and none is without the right it needs.

mod account;
mod administration;
mod approvals;
mod assets;
mod board;
mod books;
mod calendar;
mod cases;
mod figures;
mod forms;
mod hearings;
mod imports;
mod mail;
mod refusal;
mod reports;
mod route;
mod shell;
mod supervision;
mod tables;
mod workbench;

pub use assets::{Asset, assets};
pub use refusal::{answer, refuse};
pub use route::Page;

use administration::person_deeds;

use crate::domain::access::Action;
use crate::http::call::BodyKind::{DocumentForm, FileForm, Form, LedgerForm};
use crate::http::call::Needs::{self, Nobody, SignedIn};

const fn needs(action: Action) -> Needs {
    Needs::Action(action)
}

/// Every page, and every form a page sends.
pub fn pages() -> Vec<Page> {
    use Action::{
        ApprovalDecide, ApprovalRequest, AuditExport, AuditRead, AuditVerify, CalendarWrite, CaseAssign, CaseCreate, CaseExport, CaseList,
        CaseRead, ClientRead, ClientWrite, CredentialReset, DocumentRead, DocumentWrite, EventAnnul, EventRecord, GrantWrite, HealthRead,
        HearingRead, ImportRun, ImportUndo, OutboxRead, OutboxRetry, PeriodCompute, PersonRead, PersonWrite, Recompute, RuleBookRead,
        SessionEnd, StatisticsPublish, StatisticsRead, SupervisionRead, SupervisionReply, SupervisionWrite, UnitRead, UnitWrite,
    };
    vec![
        Page::get("/", SignedIn, workbench::show),
        Page::get("/language/{lang}", Nobody, account::language::choose),
        Page::get("/type/{size}", Nobody, account::type_size::choose),
        // one's own account
        Page::get("/sign-in", Nobody, account::sign_in::show),
        Page::post("/sign-in", Nobody, Form, account::sign_in::sign_in),
        Page::post("/sign-out", SignedIn, Form, account::sign_in::sign_out),
        Page::get("/set-up", Nobody, account::password::set_up_show),
        Page::post("/set-up", Nobody, Form, account::password::set_up),
        Page::get("/account/password", SignedIn, account::password::show),
        Page::post("/account/password", SignedIn, Form, account::password::change),
        Page::get("/account/second-factor", SignedIn, account::second_factor::show),
        Page::post("/account/second-factor", SignedIn, Form, account::second_factor::begin),
        Page::post("/account/second-factor/confirmation", SignedIn, Form, account::second_factor::confirm),
        // cases
        Page::get("/cases", needs(CaseList), cases::list::show),
        Page::post("/cases/views", needs(CaseList), Form, cases::views::save),
        Page::post("/cases/views/removal", needs(CaseList), Form, cases::views::remove),
        Page::get("/cases.csv", needs(CaseExport), cases::export::csv),
        Page::get("/cases.xlsx", needs(CaseExport), cases::export::excel),
        Page::get("/cases/{case}", needs(CaseRead), cases::file::show),
        Page::post("/cases/{case}/links", needs(EventRecord), Form, cases::links::add),
        Page::post("/cases/{case}/assignment", needs(CaseAssign), Form, cases::assignment::hand_over),
        Page::post("/cases/{case}/documents", needs(DocumentWrite), DocumentForm, cases::documents::upload),
        Page::get("/cases/{case}/documents/{document}", needs(DocumentRead), cases::documents::download),
        // figures
        Page::get("/board", needs(StatisticsRead), board::show::show),
        Page::get("/board.xlsx", needs(StatisticsRead), board::export::excel),
        Page::get("/board.csv", needs(StatisticsRead), board::export::csv),
        Page::get("/figures/cases", needs(CaseList), figures::cases::show),
        Page::get("/figures/cases.xlsx", needs(CaseExport), figures::files::cases_excel),
        Page::get("/figures/cases.csv", needs(CaseExport), figures::files::cases_csv),
        // reports
        Page::get("/reports", needs(StatisticsRead), reports::index::show),
        Page::get("/reports/annual", needs(StatisticsRead), reports::annual::show),
        Page::get("/reports/annual.docx", needs(StatisticsRead), reports::annual::word),
        Page::get("/reports/annual.xlsx", needs(StatisticsRead), reports::annual::excel),
        Page::get("/reports/annual.txt", needs(StatisticsRead), reports::annual::text),
        Page::get("/reports/rates", needs(StatisticsRead), reports::rates::show),
        Page::get("/reports/rates.xlsx", needs(StatisticsRead), reports::rates::excel),
        Page::get("/reports/rates.csv", needs(StatisticsRead), reports::rates::csv),
        Page::get("/reports/published", needs(StatisticsRead), reports::published::show),
        Page::post("/reports/published", needs(StatisticsPublish), Form, reports::published::publish),
        // approvals
        Page::get("/approvals", needs(ApprovalDecide), approvals::queue::show),
        Page::post("/approvals/{approval}/approval", needs(ApprovalDecide), Form, approvals::deeds::approve),
        Page::post("/approvals/{approval}/return", needs(ApprovalDecide), Form, approvals::deeds::send_back),
        Page::post("/approvals/{approval}/withdrawal", needs(ApprovalRequest), Form, approvals::deeds::withdraw),
        // cases opened, added to, corrected
        Page::get("/register", needs(CaseCreate), forms::register::index),
        Page::get("/register/{kind}", needs(CaseCreate), forms::register::show),
        Page::form("/register/{kind}", needs(CaseCreate), forms::register::register),
        Page::get("/cases/{case}/steps", needs(CaseRead), forms::steps::show),
        Page::get("/cases/{case}/steps/{event}", needs(EventRecord), forms::step::show),
        Page::form("/cases/{case}/steps/{event}", needs(EventRecord), forms::step::record),
        Page::get("/cases/{case}/entries/{position}/annulment", needs(EventAnnul), forms::annulment::show),
        Page::form("/cases/{case}/entries/{position}/annulment", needs(EventAnnul), forms::annulment::annul),
        // hearings
        Page::get("/hearings", needs(HearingRead), hearings::docket::show),
        Page::get("/hearings.csv", needs(CaseExport), hearings::export::csv),
        Page::get("/hearings.xlsx", needs(CaseExport), hearings::export::excel),
        Page::get("/hearings/feed", needs(HearingRead), hearings::feed::show),
        Page::post("/hearings/feed", needs(HearingRead), Form, hearings::feed::make),
        Page::post("/hearings/feed/revocation", needs(HearingRead), Form, hearings::feed::revoke),
        Page::get("/feeds/{token}.ics", Nobody, hearings::feed::serve),
        // ledgers taken in
        Page::get("/imports", needs(ImportRun), imports::list::show),
        Page::post("/imports", needs(ImportRun), LedgerForm, imports::list::look),
        Page::get("/imports/runs/{run}", needs(ImportRun), imports::run::show),
        Page::post("/imports/runs/{run}", needs(ImportRun), Form, imports::run::go_on),
        Page::post("/imports/{batch}/undo", needs(ImportUndo), Form, imports::list::undo),
        Page::get("/account/reminders", SignedIn, account::reminders::show),
        Page::post("/account/reminders", SignedIn, Form, account::reminders::choose),
        // the statutory tables
        Page::get("/reports/tables", needs(StatisticsRead), tables::show::show),
        Page::get("/reports/tables.csv", needs(StatisticsRead), tables::file::csv),
        Page::get("/reports/tables.xlsx", needs(StatisticsRead), tables::file::excel),
        Page::get("/reports/tables/cases", needs(StatisticsRead), tables::cases::show),
        // supervision
        Page::get("/supervision", needs(SupervisionRead), supervision::list::show),
        Page::get("/supervision/new", needs(SupervisionWrite), supervision::new::show),
        Page::form("/supervision/new", needs(SupervisionWrite), supervision::new::add),
        Page::get("/supervision/records/{record}", needs(SupervisionRead), supervision::record::show),
        Page::post("/supervision/records/{record}/steps", needs(SupervisionReply), Form, supervision::record::go_on),
        Page::get("/supervision/records/{record}/letter.docx", needs(SupervisionRead), supervision::papers::letter),
        Page::post("/supervision/records/{record}/documents", needs(SupervisionReply), DocumentForm, supervision::papers::upload),
        Page::get("/supervision/records/{record}/documents/{document}", needs(SupervisionRead), supervision::papers::download),
        Page::get("/supervision/proposals", needs(SupervisionRead), supervision::proposals::show),
        Page::post("/supervision/proposals", needs(SupervisionWrite), Form, supervision::proposals::check),
        Page::post("/supervision/proposals/{proposal}/decision", needs(SupervisionWrite), Form, supervision::proposals::settle),
        Page::get("/supervision/analyses", needs(SupervisionRead), supervision::analyses::show),
        Page::post("/supervision/analyses", needs(SupervisionWrite), Form, supervision::analyses::write),
        Page::get("/supervision/counsel", needs(SupervisionRead), supervision::counsel::show),
        Page::post("/supervision/counsel", needs(SupervisionWrite), Form, supervision::counsel::add),
        Page::post("/supervision/counsel/{counsel}/end", needs(SupervisionWrite), Form, supervision::counsel::end),
        Page::post("/supervision/counsel/{counsel}/cases", needs(SupervisionWrite), Form, supervision::counsel::acted),
        // administration: units
        Page::get("/administration", needs(HealthRead), administration::hub::show),
        Page::get("/administration/units", needs(UnitRead), administration::units::show),
        Page::post("/administration/units", needs(UnitWrite), Form, administration::units::add),
        Page::get("/administration/units/{unit}", needs(UnitRead), administration::unit::show),
        Page::post("/administration/units/{unit}/names", needs(UnitWrite), Form, administration::unit::name),
        Page::post("/administration/units/{unit}/place", needs(UnitWrite), Form, administration::unit::relocate),
        Page::post("/administration/units/{unit}/end", needs(UnitWrite), Form, administration::unit::end),
        // people, what is granted to them, how they come in
        Page::get("/administration/people", needs(PersonRead), administration::people::show),
        Page::post("/administration/people", needs(PersonWrite), Form, administration::people::add),
        Page::get("/administration/people/{person}", needs(PersonRead), administration::person::show),
        Page::post("/administration/people/{person}", needs(PersonWrite), Form, person_deeds::change),
        Page::post("/administration/people/{person}/end", needs(PersonWrite), Form, person_deeds::end),
        Page::post("/administration/people/{person}/set-up-code", needs(CredentialReset), Form, person_deeds::set_up_code),
        Page::post("/administration/people/{person}/second-factor", needs(CredentialReset), Form, person_deeds::take_second_factor),
        Page::post("/administration/people/{person}/sessions", needs(SessionEnd), Form, person_deeds::end_sessions),
        Page::post("/administration/people/{person}/grants", needs(GrantWrite), Form, person_deeds::grant),
        Page::post("/administration/grants/{grant}/end", needs(GrantWrite), Form, person_deeds::end_grant),
        // machine clients
        Page::get("/administration/clients", needs(ClientRead), administration::clients::show),
        Page::post("/administration/clients", needs(ClientWrite), Form, administration::clients::add),
        Page::get("/administration/clients/{client}", needs(ClientRead), administration::client::show),
        Page::post("/administration/clients/{client}", needs(ClientWrite), Form, administration::client::confine),
        Page::post("/administration/clients/{client}/secret", needs(ClientWrite), Form, administration::client::secret),
        Page::post("/administration/clients/{client}/end", needs(ClientWrite), Form, administration::client::end),
        // the audit trail, health, backups
        Page::get("/administration/audit", needs(AuditRead), administration::audit::show),
        Page::get("/administration/audit/verification", needs(AuditVerify), administration::audit::verify),
        Page::post("/administration/audit/export", needs(AuditExport), Form, administration::audit::export),
        Page::get("/administration/health", needs(HealthRead), administration::health::show),
        Page::get("/administration/backups", needs(HealthRead), administration::health::backups),
        // the outbox
        Page::get("/mail", needs(OutboxRead), mail::list),
        Page::post("/mail/{mail}/retry", needs(OutboxRetry), Form, mail::retry),
        // the books
        Page::get("/calculator", needs(PeriodCompute), books::calculator::show),
        Page::get("/rules", needs(RuleBookRead), books::rules::list),
        Page::get("/rules/{rule}", needs(RuleBookRead), books::rule::show),
        Page::get("/calendar", needs(RuleBookRead), calendar::list::show),
        Page::get("/calendar/import", needs(CalendarWrite), calendar::import::show),
        Page::post("/calendar/import", needs(CalendarWrite), FileForm, calendar::import::preview),
        Page::post("/calendar/import/confirmation", needs(CalendarWrite), Form, calendar::import::confirm),
        Page::get("/calendar/{year}", needs(RuleBookRead), calendar::year::show),
        Page::get("/deadlines/recompute", needs(Recompute), calendar::recompute::show),
        Page::post("/deadlines/recompute", needs(Recompute), Form, calendar::recompute::apply),
    ]
}
