//! The body of a request, within its size and its time.

use std::time::Duration;

use actix_web::http::header::{CONTENT_TYPE, HeaderMap};
use actix_web::web::{Bytes, Payload};

use super::code;
use super::problem::Problem;

/// Media type of JSON.
pub const JSON: &str = "application/json";
/// Media type of a form.
pub const FORM: &str = "application/x-www-form-urlencoded";

/// Reads a whole body of a media type and at most `limit` bytes that arrives within `time`.
///
/// # Errors
/// Another content type, too large, too slow, broken off.
pub async fn whole(media_type: &str, headers: &HeaderMap, payload: Payload, limit: usize, time: Duration) -> Result<Bytes, Problem> {
    if !is(headers, media_type) {
        return Err(Problem::of(code::MEDIA_TYPE));
    }
    match tokio::time::timeout(time, payload.to_bytes_limited(limit)).await {
        Err(_) => Err(Problem::of(code::TOO_SLOW)),
        Ok(Err(_)) => Err(Problem::of(code::TOO_LARGE)),
        Ok(Ok(Err(_))) => Err(Problem::of(code::MALFORMED)),
        Ok(Ok(Ok(bytes))) => Ok(bytes),
    }
}

/// Whether the body is of a media type, whatever its parameters.
pub fn is(headers: &HeaderMap, media_type: &str) -> bool {
    let Some(Ok(value)) = headers.get(CONTENT_TYPE).map(|value| value.to_str()) else { return false };
    value.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case(media_type)
}
