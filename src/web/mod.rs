//! The pages. THE list of them is [`pages`]; a page is a handler with its template beside it. A page asks one use case and shows what it
//! says; it knows no rule of law, and none is without the right it needs.

mod account;
mod approvals;
mod assets;
mod board;
mod books;
mod calendar;
mod cases;
mod figures;
mod forms;
mod imports;
mod mail;
mod refusal;
mod reports;
mod route;
mod shell;
mod workbench;

pub use assets::{Asset, assets};
pub use refusal::{answer, refuse};
pub use route::Page;

use crate::domain::access::Action;
use crate::http::call::BodyKind::{DocumentForm, FileForm, Form, LedgerForm};
use crate::http::call::Needs::{self, Nobody, SignedIn};

const fn needs(action: Action) -> Needs {
    Needs::Action(action)
}

/// Every page, and every form a page sends.
pub fn pages() -> Vec<Page> {
    use Action::{
        ApprovalDecide, ApprovalRequest, CalendarWrite, CaseAssign, CaseCreate, CaseExport, CaseList, CaseRead, DocumentRead,
        DocumentWrite, EventAnnul, EventRecord, ImportRun, ImportUndo, OutboxRead, OutboxRetry, PeriodCompute, Recompute, RuleBookRead,
        StatisticsRead,
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
        Page::get("/cases.csv", needs(CaseExport), cases::export::download),
        Page::get("/cases/{case}", needs(CaseRead), cases::file::show),
        Page::post("/cases/{case}/links", needs(EventRecord), Form, cases::links::add),
        Page::post("/cases/{case}/assignment", needs(CaseAssign), Form, cases::assignment::hand_over),
        Page::post("/cases/{case}/documents", needs(DocumentWrite), DocumentForm, cases::documents::upload),
        Page::get("/cases/{case}/documents/{document}", needs(DocumentRead), cases::documents::download),
        // figures
        Page::get("/board", needs(StatisticsRead), board::show::show),
        Page::get("/figures/cases", needs(CaseList), figures::cases::show),
        // reports
        Page::get("/reports", needs(StatisticsRead), reports::index::show),
        Page::get("/reports/annual", needs(StatisticsRead), reports::annual::show),
        Page::get("/reports/annual.docx", needs(StatisticsRead), reports::annual::word),
        Page::get("/reports/annual.xlsx", needs(StatisticsRead), reports::annual::excel),
        Page::get("/reports/annual.txt", needs(StatisticsRead), reports::annual::text),
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
        // ledgers taken in
        Page::get("/imports", needs(ImportRun), imports::list::show),
        Page::post("/imports", needs(ImportRun), LedgerForm, imports::list::look),
        Page::get("/imports/runs/{run}", needs(ImportRun), imports::run::show),
        Page::post("/imports/runs/{run}", needs(ImportRun), Form, imports::run::go_on),
        Page::post("/imports/{batch}/undo", needs(ImportUndo), Form, imports::list::undo),
        Page::get("/account/reminders", SignedIn, account::reminders::show),
        Page::post("/account/reminders", SignedIn, Form, account::reminders::choose),
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
