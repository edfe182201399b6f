//! A session ended by time while somebody was filling in a form. What was typed is kept as that person's draft: signed in again, they
//! find it where they left it. The form must prove, as ever, that a page of ours made it.

use actix_web::HttpRequest;
use actix_web::web::Payload;
use secrecy::SecretString;

use super::call::{Call, blocking};
use super::credentials::Credentials;
use super::form::Fields;
use super::{Problem, body, code, csrf};
use crate::domain::access::Holder;
use crate::service::Database;

/// Keeps what came with a request whose session is over, when it can be kept: the request is refused in any case.
pub(super) async fn keep(call: &Call, credentials: &Credentials, request: &HttpRequest, payload: Payload) {
    let Credentials::Cookie(cookie) = credentials else { return };
    if csrf::check_site(request.headers()).is_err() {
        return;
    }
    let server = &call.state.settings.server;
    let Ok(typed) = body::whole(body::FORM, request.headers(), payload, server.max_body, server.body_within).await else { return };
    let Ok(fields) = std::str::from_utf8(&typed).map_err(|_| Problem::of(code::MALFORMED)).and_then(Fields::read) else { return };
    let (call, cookie, headers) = (call.clone(), SecretString::from(cookie.as_str()), request.headers().clone());
    let (form, state) = (request.path().to_owned(), call.state.clone());
    let act = move |database: &mut Database| {
        let Some((Holder::Person(person), token)) = call.state.entrance.lapsed(database, &cookie, call.now)? else { return Ok(()) };
        csrf::check_token(&headers, fields.raw(csrf::CSRF_FIELD).as_bytes(), &token)?;
        Ok::<_, Problem>(database.draft_keep(person, &form, &fields.typed(), call.now)?)
    };
    if let Ok(Err(problem)) = blocking(move || state.writer.run(act)).await {
        tracing::warn!(code = problem.code.name, "what was typed into a form could not be kept");
    }
}
