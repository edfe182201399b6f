//! The language of the pages, remembered by the browser.

use crate::http::credentials::cookie;
use crate::http::language::{LANGUAGE, named, tag};
use crate::http::{Call, Problem, Rendered, code};
use crate::service::Database;
use crate::web::shell::{go_to, ours, part, query};

/// `GET /language/{lang}`.
pub fn choose(call: &Call, _: &mut Database) -> Result<Rendered, Problem> {
    let lang = named(part(call, "lang")).ok_or_else(|| Problem::of(code::NOT_FOUND))?;
    let fields = query(call)?;
    Ok(go_to(ours(fields.get("to"))).with("set-cookie", cookie(call.state.settings.server.cookies, LANGUAGE, tag(lang))))
}
