//! Every year there is, the newest first, and what waits for the administrator.

use askama::Template;

use crate::domain::access::Action;
use crate::http::{Call, Problem, Rendered};
use crate::i18n::pages::{self as words, books as said};
use crate::service::{self, CalendarListed, Database};
use crate::web::shell::{Shell, page};

#[derive(Template)]
#[template(path = "calendar/list.html", config = "src/web/askama.toml")]
struct List {
    shell: Shell,
    items: Vec<String>,
    may_import: bool,
    years: Vec<Year>,
}

struct Year {
    year: i32,
    state: &'static str,
    version: String,
    days_off: usize,
    make_up_days: usize,
    notice: String,
}

/// `GET /calendar`.
pub fn show(call: &Call, _: &mut Database) -> Result<Rendered, Problem> {
    let lang = call.lang;
    let found = service::calendar_list(&call.books.law.calendar, call.today());
    let year = |listed: CalendarListed| Year {
        year: listed.year,
        state: if listed.published { said::PUBLISHED } else { said::NOT_PUBLISHED }.in_lang(lang),
        version: listed.version.unwrap_or_default(),
        days_off: listed.days_off,
        make_up_days: listed.make_up_days,
        notice: listed.notice.map(|notice| notice.words().in_lang(lang).to_owned()).unwrap_or_default(),
    };
    page(
        200,
        &List {
            shell: Shell::of(call, words::CALENDAR),
            items: found.open_items.iter().map(|item| item.sentence.in_lang(lang).to_owned()).collect(),
            may_import: call.signed()?.may_come(Action::CalendarWrite).is_ok(),
            years: found.years.into_iter().rev().map(year).collect(),
        },
    )
}
