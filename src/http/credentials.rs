//! What a request shows to say who asks: a bearer token (programs) or a cookie (browsers).

use actix_web::HttpRequest;
use actix_web::cookie::{Cookie, SameSite};
use actix_web::http::header::AUTHORIZATION;

use super::code;
use super::problem::Problem;
use crate::domain::words::Sentence;
use crate::settings::Cookies;

/// What a request shows.
#[derive(Clone, PartialEq, Eq)]
pub enum Credentials {
    /// Nothing.
    Nothing,
    /// `Authorization: Bearer …`.
    Bearer(String),
    /// The cookie of a browser's session.
    Cookie(String),
}

/// The cookie of a browser's session.
pub const SESSION: &str = "session";

/// Name of a cookie. A browser takes a `__Host-` cookie only through TLS, for the whole host, from nobody else.
pub fn cookie_name(cookies: Cookies, name: &str) -> String {
    match cookies {
        Cookies::Secure => format!("__Host-fuyi-{name}"),
        Cookies::Plain => format!("fuyi-{name}"),
    }
}

/// A cookie as `Set-Cookie` writes it. No script can read it, no other site can send it.
pub fn cookie(cookies: Cookies, name: &str, value: &str) -> String {
    built(cookies, name, value).to_string()
}

/// What makes a browser forget a cookie.
pub fn removal(cookies: Cookies, name: &str) -> String {
    let mut cookie = built(cookies, name, "");
    cookie.make_removal();
    cookie.to_string()
}

fn built(cookies: Cookies, name: &str, value: &str) -> Cookie<'static> {
    Cookie::build(cookie_name(cookies, name), value.to_owned())
        .path("/")
        .http_only(true)
        .secure(cookies == Cookies::Secure)
        .same_site(SameSite::Strict)
        .finish()
}

impl Credentials {
    /// Reads what a request shows. A request that shows both rests on the bearer token: no page of another site can send one.
    ///
    /// # Errors
    /// An `Authorization` of another kind, or several.
    pub fn of(request: &HttpRequest, cookies: Cookies) -> Result<Self, Problem> {
        let mut authorizations = request.headers().get_all(AUTHORIZATION);
        match (authorizations.next(), authorizations.next()) {
            (Some(one), None) => {
                let text = one.to_str().map_err(|_| malformed())?;
                let (scheme, token) = text.split_once(' ').ok_or_else(malformed)?;
                if !scheme.eq_ignore_ascii_case("bearer") {
                    return Err(malformed());
                }
                Ok(Self::Bearer(token.trim().to_owned()))
            }
            (Some(_), Some(_)) => Err(malformed()),
            (None, _) => match request.cookie(&cookie_name(cookies, SESSION)) {
                Some(cookie) => Ok(Self::Cookie(cookie.value().to_owned())),
                None => Ok(Self::Nothing),
            },
        }
    }
}

fn malformed() -> Problem {
    Problem::new(code::NOT_SIGNED_IN, Sentence::new("Authorization 应为 Bearer 令牌", "Authorization takes one Bearer token"))
        .at("Authorization")
}
