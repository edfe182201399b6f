//! For those who watch over the service: is it there, can it work, what does it do. No personal data.

use actix_web::web::{self, Data};
use actix_web::{HttpRequest, HttpResponse};
use serde::Serialize;

use crate::http::{Problem, State, language};
use crate::service::{self, Watch};

/// `GET /healthz`: the process answers.
pub async fn health() -> HttpResponse {
    HttpResponse::Ok().content_type("application/json").body("{\"status\":\"ok\"}")
}

/// What keeps the service from working, and what somebody should see to.
#[derive(Debug, Serialize)]
struct Readiness {
    ready: bool,
    checks: Vec<Check>,
    warnings: Vec<String>,
}

#[derive(Debug, Serialize)]
struct Check {
    name: &'static str,
    ok: bool,
}

/// `GET /readyz`: it can read and write.
pub async fn readiness(request: HttpRequest, state: Data<State>) -> HttpResponse {
    let lang = language::asked(request.headers()).unwrap_or(state.settings.lang);
    let checked = state.clone();
    let checks = web::block(move || service::readiness(&checked.pool.read(|database| database.is_current()), &checked.writer));
    let checks = match checks.await {
        Ok(checks) => checks.map(|check| Check { name: check.name, ok: check.ok }).into(),
        Err(_) => vec![Check { name: "threads", ok: false }],
    };
    let ready = checks.iter().all(|check| check.ok);
    let calendar = service::calendar_missing(&state.shelf.books(), state.clock.today());
    let mut warnings: Vec<String> = calendar.into_iter().map(|missing| missing.in_lang(lang).to_owned()).collect();
    warnings.extend(watch(&state).await.into_iter().flat_map(|watch| watch.alarms()).map(|alarm| alarm.in_lang(lang).to_owned()));
    let body = Readiness { ready, checks, warnings };
    let mut response = if ready { HttpResponse::Ok() } else { HttpResponse::ServiceUnavailable() };
    response.json(body)
}

/// How reminders stand; nothing where the database does not say.
async fn watch(state: &Data<State>) -> Option<Watch> {
    let asked = state.clone();
    let looked = web::block(move || asked.pool.read(|database| service::reminders_watch(database, asked.clock.now()))).await;
    looked.ok().and_then(Result::ok)
}

/// `GET /metrics`, in the text format of Prometheus.
pub async fn metrics(request: HttpRequest, state: Data<State>) -> HttpResponse {
    match state.metrics.text(&state.pool, &state.writer, watch(&state).await) {
        Ok(text) => HttpResponse::Ok().content_type("text/plain; version=0.0.4; charset=utf-8").body(text),
        Err(error) => {
            let lang = language::asked(request.headers()).unwrap_or(state.settings.lang);
            Problem::internal(&error).respond(lang, &crate::http::observe::request_id(&request))
        }
    }
}
