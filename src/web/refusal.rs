//! How a page is answered, and how a refusal is told there: by a page with the number of the request, or by the way to sign in.

use std::sync::Arc;

use actix_web::http::Method;
use actix_web::http::header::ACCEPT;
use actix_web::web::{Data, Payload};
use actix_web::{HttpMessage, HttpRequest, HttpResponse};
use askama::Template;

use super::shell::{Shell, go_to, page};
use crate::domain::access::Duty;
use crate::http::call::{self, BodyKind, Job, Needs, Terms};
use crate::http::credentials::Credentials;
use crate::http::observe::request_id;
use crate::http::session::{Signed, duty_words};
use crate::http::{Problem, State, code, headers, language};
use crate::i18n::citation::in_full;
use crate::i18n::pages as words;

#[derive(Template)]
#[template(path = "refusal.html", config = "src/web/askama.toml")]
struct Refusal<'a> {
    shell: Shell,
    detail: String,
    article: Option<String>,
    request_id: &'a str,
}

/// The answer to a request for a page, whatever becomes of it.
pub async fn answer(terms: Terms, job: Job, state: &Data<State>, request: &HttpRequest, payload: Payload) -> HttpResponse {
    let lang = language::remembered(request, state.settings.server.cookies);
    match call::perform(terms, job, state, request, payload, lang).await {
        Ok(rendered) => rendered.respond(),
        Err(problem) => {
            call::note_denial(state, request, &problem);
            let shown = terms.keeps || request.method() != Method::POST;
            refused(state, request, &problem, shown)
        }
    }
}

/// Tells a refusal where no page answers: to who reads pages by a page, to programs by a problem document.
pub async fn refuse(state: &Data<State>, request: &HttpRequest, payload: Payload, problem: &Problem) -> HttpResponse {
    let accept = request.headers().get(ACCEPT).and_then(|accept| accept.to_str().ok()).unwrap_or_default();
    if accept.contains("text/html") {
        // no route has found out who asks
        if matches!(Credentials::of(request, state.settings.server.cookies), Ok(Credentials::Cookie(_))) {
            let terms = Terms { needs: Needs::SignedIn, once: false, body: BodyKind::Nothing, keeps: false };
            let nothing = Job::Read(Arc::new(|_, _| Err(Problem::of(code::NOT_FOUND))));
            let _ = call::perform(terms, nothing, state, request, payload, None).await;
        }
        return refused(state, request, problem, request.method() != Method::POST);
    }
    problem.respond(language::asked(request.headers()).unwrap_or(state.settings.lang), &request_id(request))
}

/// `shown`: the address shows a page, so that one can come back to it.
fn refused(state: &State, request: &HttpRequest, problem: &Problem, shown: bool) -> HttpResponse {
    let address = request.uri().path_and_query().map_or("/", |address| address.as_str());
    if problem.code == code::NOT_SIGNED_IN || problem.code == code::SESSION_OVER {
        let back = if shown { address } else { "/" };
        return go_to(&format!("/sign-in?to={}", headers::escaped(back))).respond();
    }
    match problem.duty {
        Some(Duty::ChangePassword) => return go_to("/account/password").respond(),
        Some(Duty::SetUpSecondFactor) => return go_to("/account/second-factor").respond(),
        None => {}
    }
    let lang = language::remembered(request, state.settings.server.cookies).or_else(|| call::chosen(request));
    let lang = lang.unwrap_or(state.settings.lang);
    let large = language::large_type(request, state.settings.server.cookies);
    let shell = Shell::plain(lang, problem.code.words, address).with_type(large, address);
    let shell = match request.extensions().get::<Signed>() {
        Some(signed) => shell.around(signed, address),
        None => shell,
    };
    match told(shell, problem, &request_id(request)) {
        Ok(mut response) => {
            if let Some(methods) = problem.allow.as_deref().and_then(|methods| methods.parse().ok()) {
                response.headers_mut().insert(actix_web::http::header::ALLOW, methods);
            }
            response
        }
        Err(problem) => problem.respond(lang, &request_id(request)),
    }
}

fn told(shell: Shell, problem: &Problem, request_id: &str) -> Result<HttpResponse, Problem> {
    let lang = shell.lang;
    let detail = problem.duty.map_or_else(|| problem.detail.clone(), duty_words);
    let template = Refusal {
        shell,
        detail: detail.in_lang(lang).to_owned(),
        article: problem.article.as_deref().map(|article| in_full(article, lang)),
        request_id,
    };
    Ok(page(problem.code.status, &template)?.respond())
}
