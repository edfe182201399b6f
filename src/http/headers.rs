//! The headers every answer carries, whatever it is.

use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};

/// What a browser may do with an answer that is no page: nothing.
pub const NOTHING: &str = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/// Every header and its value. A page sets a policy of its own before these are laid on.
const ALWAYS: [(HeaderName, &str); 8] = [
    (header::CONTENT_SECURITY_POLICY, NOTHING),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::PERMISSIONS_POLICY, "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    (header::CROSS_ORIGIN_OPENER_POLICY, "same-origin"),
    (header::CROSS_ORIGIN_RESOURCE_POLICY, "same-origin"),
    (header::CACHE_CONTROL, "no-store"),
];

/// Lays them on an answer; what the answer has already said itself stays.
pub fn lay_on(headers: &mut HeaderMap) {
    for (name, value) in ALWAYS {
        if !headers.contains_key(&name) {
            headers.insert(name, HeaderValue::from_static(value));
        }
    }
}

/// A file name as `Content-Disposition` writes it (RFC 6266, RFC 8187): what is not plain ASCII is escaped, so that a name can
/// never end the header.
pub fn attachment(name: &str) -> String {
    let plain: String = name.chars().map(|c| if c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_') { c } else { '_' }).collect();
    format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{}", escaped(name))
}

/// A path with a query, its values escaped.
pub fn address<N: AsRef<str>, V: AsRef<str>>(path: &str, pairs: impl IntoIterator<Item = (N, V)>) -> String {
    let pairs = pairs.into_iter().map(|(name, value)| format!("{}={}", name.as_ref(), escaped(value.as_ref())));
    let query: Vec<String> = pairs.collect();
    if query.is_empty() { path.to_owned() } else { format!("{path}?{}", query.join("&")) }
}

/// A text with every byte escaped that is not unreserved (RFC 3986).
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => out.push(char::from(byte)),
            byte => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_never_ends_the_header() {
        let header = attachment("裁定\r\nSet-Cookie: a=\"b\";.pdf");
        assert!(HeaderValue::from_str(&header).is_ok());
        assert!(!header.contains('\r') && !header.contains('\n'));
        assert_eq!(header.matches('"').count(), 2, "{header}");
        assert!(header.ends_with("filename*=UTF-8''%E8%A3%81%E5%AE%9A%0D%0ASet-Cookie%3A%20a%3D%22b%22%3B.pdf"), "{header}");
    }
}
