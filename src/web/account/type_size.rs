//! The size of the type, remembered by the browser.

use crate::http::credentials::{cookie, removal};
use crate::http::language::{LARGE, TYPE};
use crate::http::{Call, Problem, Rendered, code};
use crate::service::Database;
use crate::web::shell::{go_to, ours, part, query};

/// `GET /type/{size}`: `large` or `normal`.
pub fn choose(call: &Call, _: &mut Database) -> Result<Rendered, Problem> {
    let cookies = call.state.settings.server.cookies;
    let kept = match part(call, "size") {
        LARGE => cookie(cookies, TYPE, LARGE),
        "normal" => removal(cookies, TYPE),
        _ => return Err(Problem::of(code::NOT_FOUND)),
    };
    let fields = query(call)?;
    Ok(go_to(ours(fields.get("to"))).with("set-cookie", kept))
}
