//! A browser sends its cookie with every request to us, whoever's page made it. So a request that changes something and rests on
//! a cookie must show twice that a page of ours made it: by what the browser says of it, and by the token of its session.

use actix_web::http::header::{HOST, HeaderMap, HeaderName, ORIGIN};
use subtle::ConstantTimeEq;

use super::code;
use super::problem::Problem;

/// Header that carries the token of the session.
pub const CSRF_TOKEN: HeaderName = HeaderName::from_static("x-csrf-token");
const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Field of a form that carries the token of the session.
pub const CSRF_FIELD: &str = "csrf";

/// Checks a request that changes something and rests on a cookie; `expected` is the token of its session.
///
/// # Errors
/// `cross-site`.
pub fn check(headers: &HeaderMap, expected: &str) -> Result<(), Problem> {
    check_token(headers, headers.get(CSRF_TOKEN).map(|token| token.as_bytes()).unwrap_or_default(), expected)
}

/// As [`check`], of a token that came in a form.
///
/// # Errors
/// `cross-site`.
pub fn check_token(headers: &HeaderMap, token: &[u8], expected: &str) -> Result<(), Problem> {
    // an old browser does not say where a request comes from; then the token alone decides
    check_site(headers)?;
    let known = !expected.is_empty() && bool::from(token.ct_eq(expected.as_bytes()));
    if known { Ok(()) } else { Err(Problem::of(code::CROSS_SITE)) }
}

/// Checks a form that opens a session, so that there is no token yet: that a browser does not say another site has sent it. It names
/// the site in one header, or in an older one the page's origin.
///
/// # Errors
/// `cross-site`.
pub fn check_site(headers: &HeaderMap) -> Result<(), Problem> {
    let ours = match (headers.get(SEC_FETCH_SITE), headers.get(ORIGIN)) {
        (Some(site), _) => site.as_bytes() == b"same-origin",
        (None, Some(origin)) => {
            let origin = origin.to_str().ok().and_then(|origin| origin.split_once("://")).map(|(_, host)| host.as_bytes());
            origin.is_some() && origin == headers.get(HOST).map(|host| host.as_bytes())
        }
        (None, None) => true,
    };
    if ours { Ok(()) } else { Err(Problem::of(code::CROSS_SITE)) }
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

    #[test]
    fn a_browser_that_names_only_the_origin_is_believed() {
        for (origin, passes) in [("http://fuyi.test", true), ("http://evil.test", false), ("null", false)] {
            let mut headers = HeaderMap::new();
            headers.insert(HOST, HeaderValue::from_static("fuyi.test"));
            headers.insert(ORIGIN, HeaderValue::from_static(origin));
            assert_eq!(check_site(&headers).is_ok(), passes, "{origin}");
        }
    }
}
