//! A browser sends its cookie with every request to us, whoever's page made it. So a request that changes something and rests on
//! a cookie must show twice that a page of ours made it: by what the browser says of it, and by the token of its session.

use actix_web::http::header::{HeaderMap, HeaderName};
use subtle::ConstantTimeEq;

use super::code;
use super::problem::Problem;

/// Header that carries the token of the session.
pub const CSRF_TOKEN: HeaderName = HeaderName::from_static("x-csrf-token");
const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Checks a request that changes something and rests on a cookie; `expected` is the token of its session.
///
/// # Errors
/// `cross-site`.
pub fn check(headers: &HeaderMap, expected: &str) -> Result<(), Problem> {
    // an old browser does not say; then the token alone decides
    let site = headers.get(SEC_FETCH_SITE).map(|site| site.as_bytes());
    let ours = site.is_none_or(|site| site == b"same-origin");
    let token = headers.get(CSRF_TOKEN).map(|token| token.as_bytes()).unwrap_or_default();
    let known = !expected.is_empty() && bool::from(token.ct_eq(expected.as_bytes()));
    if ours && known { Ok(()) } else { Err(Problem::of(code::CROSS_SITE)) }
}

#[cfg(test)]
mod tests {
    use actix_web::http::header::HeaderValue;

    use super::*;

    #[test]
    fn both_signs_are_needed() {
        for (site, token, passes) in [
            (Some("same-origin"), Some("secret"), true),
            (None, Some("secret"), true),
            (Some("cross-site"), Some("secret"), false),
            (Some("same-site"), Some("secret"), false),
            (Some("none"), Some("secret"), false),
            (Some("same-origin"), Some("Secret"), false),
            (Some("same-origin"), Some(""), false),
            (Some("same-origin"), None, false),
        ] {
            let mut headers = HeaderMap::new();
            site.map(|site| headers.insert(SEC_FETCH_SITE, HeaderValue::from_static(site)));
            token.map(|token| headers.insert(CSRF_TOKEN, HeaderValue::from_static(token)));
            assert_eq!(check(&headers, "secret").is_ok(), passes, "{site:?} {token:?}");
        }
        assert!(check(&HeaderMap::new(), "").is_err(), "a session without a token lets nothing pass");
    }
}
