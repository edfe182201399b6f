//! `GET /reports`: what reports there are.

use askama::Template;

use crate::domain::words::Words;
use crate::http::{Call, Problem, Rendered};
use crate::i18n::pages::{self as words, reports as said};
use crate::service::Database;
use crate::web::shell::{Shell, page};

#[derive(Template)]
#[template(path = "reports/index.html", config = "src/web/askama.toml")]
struct Index {
    shell: Shell,
    reports: &'static [(&'static str, Words, Words)],
}

/// Reports: address, name, what it is.
const REPORTS: &[(&str, Words, Words)] = &[
    ("/reports/annual", said::ANNUAL, said::ANNUAL_HINT),
    ("/reports/tables", words::tables::TABLES, words::tables::TABLES_HINT),
    ("/reports/rates", said::RATES, said::RATES_HINT),
    ("/reports/published", said::PUBLISHED, said::PUBLISHED_HINT),
];

/// `GET /reports`.
pub fn show(call: &Call, _: &mut Database) -> Result<Rendered, Problem> {
    page(200, &Index { shell: Shell::of(call, said::REPORTS), reports: REPORTS })
}
