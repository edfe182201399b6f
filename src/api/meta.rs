//! The API about itself: its description, and a page that shows it.

use actix_web::http::header::{CONTENT_LANGUAGE, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};

use super::document::Documents;
use crate::http::{State, language};

/// `GET /api/v1/openapi.json`.
pub async fn openapi(request: HttpRequest, state: Data<State>, documents: Data<Documents>) -> HttpResponse {
    let lang = language::asked(request.headers()).unwrap_or(state.settings.lang);
    HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, "application/json"))
        .insert_header((CONTENT_LANGUAGE, language::tag(lang)))
        .body(documents.json(lang))
}

/// What the page of the viewer may load: its own style, and nothing from anywhere else.
const POLICY: &str = "default-src 'none'; style-src 'sha256-{}'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/// `GET /api/v1/docs`: the description as a page, without a script.
pub async fn viewer(request: HttpRequest, state: Data<State>, documents: Data<Documents>) -> HttpResponse {
    let lang = language::asked(request.headers()).unwrap_or(state.settings.lang);
    HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, "text/html; charset=utf-8"))
        .insert_header((CONTENT_LANGUAGE, language::tag(lang)))
        .insert_header((CONTENT_SECURITY_POLICY, POLICY.replace("{}", &documents.style_hash)))
        .body(documents.page(lang))
}
