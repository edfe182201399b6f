//! The language of an answer: what the request asks for, else the bureau's; and whether a browser wants large type.

use actix_web::HttpRequest;
use actix_web::http::header::{ACCEPT_LANGUAGE, HeaderMap};

use super::credentials::cookie_name;
use crate::domain::words::Lang;
use crate::settings::Cookies;

/// The language of `Accept-Language` (RFC 9110) that we speak and the caller likes best; `None` when none is named.
pub fn asked(headers: &HeaderMap) -> Option<Lang> {
    let ranges = headers.get(ACCEPT_LANGUAGE)?.to_str().ok()?;
    let mut best: Option<(f32, Lang)> = None;
    for range in ranges.split(',') {
        let mut parts = range.split(';');
        let tag = parts.next().unwrap_or_default().trim();
        let weight = parts.find_map(|part| part.trim().strip_prefix("q=")).map_or(Some(1.0), |q| q.parse::<f32>().ok());
        let primary = tag.split('-').next().unwrap_or_default();
        let lang = match primary.to_ascii_lowercase().as_str() {
            "zh" => Lang::Zh,
            "en" => Lang::En,
            _ => continue,
        };
        if let Some(weight) = weight.filter(|weight| *weight > 0.0)
            && best.is_none_or(|(most, _)| weight > most)
        {
            best = Some((weight, lang));
        }
    }
    best.map(|(_, lang)| lang)
}

/// Cookie that remembers the language of the pages.
pub const LANGUAGE: &str = "language";

/// The language a person has chosen for the pages, as their browser remembers it.
pub fn remembered(request: &HttpRequest, cookies: Cookies) -> Option<Lang> {
    named(request.cookie(&cookie_name(cookies, LANGUAGE))?.value())
}

/// Cookie that remembers large type.
pub const TYPE: &str = "type";
/// Its value.
pub const LARGE: &str = "large";

/// Whether a person has chosen large type 大字版, as their browser remembers it.
pub fn large_type(request: &HttpRequest, cookies: Cookies) -> bool {
    request.cookie(&cookie_name(cookies, TYPE)).is_some_and(|cookie| cookie.value() == LARGE)
}

/// The language of a tag settings and people give.
pub fn named(tag: &str) -> Option<Lang> {
    crate::settings::lang_named(tag)
}

/// The tag of a language (RFC 5646).
pub const fn tag(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "zh-CN",
        Lang::En => "en",
    }
}

#[cfg(test)]
mod tests {
    use actix_web::http::header::HeaderValue;

    use super::*;

    #[test]
    fn the_language_liked_best_is_spoken() {
        for (header, lang) in [
            ("zh-CN,zh;q=0.9,en;q=0.8", Some(Lang::Zh)),
            ("en-GB, zh;q=0.5", Some(Lang::En)),
            ("fr, en;q=0.1, zh;q=0.3", Some(Lang::Zh)),
            ("fr", None),
            ("en;q=0, *", None),
            ("en;q=often", None),
            ("", None),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(ACCEPT_LANGUAGE, HeaderValue::from_static(header));
            assert_eq!(asked(&headers), lang, "{header}");
        }
    }
}
