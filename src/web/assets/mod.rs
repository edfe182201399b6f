//! What a page loads besides itself: one style sheet, addressed by its content, so that a browser may keep it for ever.

use actix_web::HttpResponse;
use actix_web::http::header::{CACHE_CONTROL, CONTENT_TYPE};

/// The style sheet.
const CSS: &str = include_str!("style.css");

/// Hash of the style sheet (FNV-1a), computed when the program is built.
const HASH: u64 = hash(CSS.as_bytes());

const fn hash(bytes: &[u8]) -> u64 {
    let (mut hash, mut at) = (0xCBF2_9CE4_8422_2325_u64, 0);
    while at < bytes.len() {
        hash = (hash ^ bytes[at] as u64).wrapping_mul(0x0000_0100_0000_01B3);
        at += 1;
    }
    hash
}

/// Address of the style sheet.
pub fn address() -> String {
    format!("/assets/{HASH:016x}/style.css")
}

/// The style sheet. Another content has another address.
pub async fn style() -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, "text/css; charset=utf-8"))
        .insert_header((CACHE_CONTROL, "public, max-age=31536000, immutable"))
        .body(CSS)
}
