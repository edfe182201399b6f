//! The pages. THE list of them is [`pages`]; a page is a handler with its template beside it. A page asks one use case and shows what it
//! says; it knows no rule of law, and none is without the right it needs.

mod account;
mod assets;
mod books;
mod calendar;
mod mail;
mod refusal;
mod route;
mod shell;
mod workbench;

pub use assets::{address as style_address, style};
pub use refusal::{answer, refuse};
pub use route::Page;

use crate::domain::access::Action;
use crate::http::call::BodyKind::{FileForm, Form};
use crate::http::call::Needs::{self, Nobody, SignedIn};

const fn needs(action: Action) -> Needs {
    Needs::Action(action)
}

/// Every page, and every form a page sends.
pub fn pages() -> Vec<Page> {
    use Action::{CalendarWrite, OutboxRead, OutboxRetry, PeriodCompute, Recompute, RuleBookRead};
    vec![
        Page::get("/", SignedIn, workbench::show),
        Page::get("/language/{lang}", Nobody, account::language::choose),
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
