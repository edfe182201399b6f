//! Versions of things that change: `ETag` tells the one read, `If-Match` names the one a change rests on.

use actix_web::http::header::{HeaderMap, IF_MATCH};

use super::code;
use super::problem::Problem;
use crate::domain::words::Sentence;

/// The `ETag` of a version.
pub fn tag(version: u64) -> String {
    format!("\"{version}\"")
}

/// The versions `If-Match` names; `None` without the header.
///
/// # Errors
/// A header that names no versions: `*` would let a change pass that rests on nothing read.
pub fn named(headers: &HeaderMap) -> Result<Option<Vec<u64>>, Problem> {
    if !headers.contains_key(IF_MATCH) {
        return Ok(None);
    }
    let mut versions = Vec::new();
    for value in headers.get_all(IF_MATCH) {
        let text = value.to_str().map_err(|_| malformed())?;
        for tag in text.split(',').map(str::trim) {
            let quoted = tag.strip_prefix('"').and_then(|tag| tag.strip_suffix('"')).ok_or_else(malformed)?;
            // a tag that is none of ours matches nothing, as any other version
            versions.push(quoted.parse().unwrap_or(u64::MAX));
        }
    }
    Ok(Some(versions))
}

fn malformed() -> Problem {
    Problem::new(
        code::MALFORMED,
        Sentence::new("If-Match 应为读取时 ETag 的值，如 \"7\"", "If-Match takes the ETag you have read, such as \"7\""),
    )
    .at("If-Match")
}

/// Refuses a change that rests on another version than the thing has now.
///
/// # Errors
/// `version-missing`, `stale`.
pub fn require(named: Option<&[u64]>, now: u64) -> Result<(), Problem> {
    match named {
        None => Err(Problem { version: Some(now), ..Problem::of(code::VERSION_MISSING) }),
        Some(versions) if versions.contains(&now) => Ok(()),
        Some(_) => Err(Problem::stale(now)),
    }
}

#[cfg(test)]
mod tests {
    use actix_web::http::header::HeaderValue;

    use super::*;

    fn of(value: &'static str) -> Result<Option<Vec<u64>>, Problem> {
        let mut headers = HeaderMap::new();
        headers.insert(IF_MATCH, HeaderValue::from_static(value));
        named(&headers)
    }

    #[test]
    fn a_change_names_the_version_it_rests_on() {
        assert_eq!(named(&HeaderMap::new()), Ok(None));
        assert_eq!(of("\"3\""), Ok(Some(vec![3])));
        assert_eq!(of("\"3\", \"4\""), Ok(Some(vec![3, 4])));
        assert_eq!(of("\"abc\""), Ok(Some(vec![u64::MAX])));
        for wrong in ["*", "3", "W/\"3\"", ""] {
            assert_eq!(of(wrong).unwrap_err().code, code::MALFORMED, "{wrong}");
        }
        assert_eq!(require(Some(&[3]), 3), Ok(()));
        assert_eq!(require(Some(&[2]), 3).unwrap_err(), Problem::stale(3));
        assert_eq!(require(None, 3).unwrap_err().code, code::VERSION_MISSING);
    }
}
