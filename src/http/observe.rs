//! Around every request: its number, the headers of its answer, a line in the log, the figures.

use std::sync::Arc;
use std::time::Instant;

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage, HttpRequest, web};
use tracing::Instrument;
use uuid::Uuid;

use super::{State, headers};
use crate::domain::words::Lang;

/// The number of a request: told in its answer, its log line and its problem document. Always ours: one sent along is not believed.
#[derive(Debug, Clone)]
pub struct RequestId(pub String);

/// Who asked: noted by whoever finds out.
#[derive(Debug, Clone)]
pub struct Asker {
    /// `person 7`: all the log is told.
    pub id: String,
    /// Name, for the audit trail.
    pub name: String,
    /// The language they have chosen.
    pub lang: Option<Lang>,
}

/// The pattern of the address that was met, noted by its route: finding it again would match every address a second time.
#[derive(Debug, Clone)]
pub struct Met(pub Arc<str>);

/// Header that carries the number of a request.
pub const REQUEST_ID: &str = "x-request-id";

/// Wraps the whole service.
///
/// # Errors
/// Those of the server below us.
pub async fn observe(request: ServiceRequest, next: Next<impl MessageBody + 'static>) -> Result<ServiceResponse<BoxBody>, Error> {
    let started = Instant::now();
    let id = Uuid::now_v7().simple().to_string();
    request.extensions_mut().insert(RequestId(id.clone()));
    let Some(state) = request.app_data::<web::Data<State>>().cloned() else {
        return next.call(request).await.map(ServiceResponse::map_into_boxed_body);
    };
    state.metrics.began();
    // handlers answer refusals themselves: an error here is a fault of the server below us, which answers it
    // whatever is said of the request on the way is said under its number
    let span = tracing::error_span!("request", request_id = id);
    let mut response = next.call(request).instrument(span).await?.map_into_boxed_body();
    headers::lay_on(response.headers_mut());
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(HeaderName::from_static(REQUEST_ID), value);
    }
    let method = method_of(response.request());
    let met = response.request().extensions().get::<Met>().map(|met| Arc::clone(&met.0));
    let route = met.unwrap_or_else(|| response.request().match_pattern().map_or_else(|| "unknown".into(), Into::into));
    let (status, took) = (response.status().as_u16(), started.elapsed());
    state.metrics.answered(method, &route, status, took);
    let asker = response.request().extensions().get::<Asker>().map(|asker| asker.id.clone());
    tracing::info!(
        request_id = id,
        method,
        route = &*route,
        status,
        duration_ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX),
        asker = asker.as_deref().unwrap_or("nobody"),
        "answered"
    );
    Ok(response)
}

/// The number of the request at hand.
pub fn request_id(request: &HttpRequest) -> String {
    request.extensions().get::<RequestId>().map(|id| id.0.clone()).unwrap_or_default()
}

/// A method anybody can invent is no label.
fn method_of(request: &HttpRequest) -> &'static str {
    ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"].into_iter().find(|method| request.method() == *method).unwrap_or("other")
}
