//! What a page loads besides itself: one style sheet, one script it can do without and an icon, each addressed by its content, so that a
//! browser may keep it for ever.

use actix_web::HttpResponse;
use actix_web::http::header::{CACHE_CONTROL, CONTENT_TYPE};

/// A file that belongs to the pages.
#[derive(Debug, Clone, Copy)]
pub struct Asset {
    name: &'static str,
    media_type: &'static str,
    content: &'static str,
    hash: u64,
}

/// The style sheet: the frame and fields of every page, then what the pages of cases, the forms of events, and the other places add.
pub const STYLE: Asset = Asset::new(
    "style.css",
    "text/css; charset=utf-8",
    concat!(include_str!("style.css"), include_str!("desk.css"), include_str!("forms.css"), include_str!("places.css")),
);
/// The script: it warns before what was typed is left behind, and moves through tables by keys. Pages do without it.
pub const SCRIPT: Asset = Asset::new("desk.js", "text/javascript; charset=utf-8", include_str!("desk.js"));
/// The icon.
pub const ICON: Asset = Asset::new("icon.svg", "image/svg+xml", include_str!("icon.svg"));

/// Every one of them.
pub fn assets() -> [Asset; 3] {
    [STYLE, SCRIPT, ICON]
}

impl Asset {
    const fn new(name: &'static str, media_type: &'static str, content: &'static str) -> Self {
        Self { name, media_type, content, hash: hash(content.as_bytes()) }
    }

    /// Where it is. Another content has another address.
    pub fn address(&self) -> String {
        format!("/assets/{:016x}/{}", self.hash, self.name)
    }

    /// The file.
    pub fn answer(&self) -> HttpResponse {
        HttpResponse::Ok()
            .insert_header((CONTENT_TYPE, self.media_type))
            .insert_header((CACHE_CONTROL, "public, max-age=31536000, immutable"))
            .body(self.content)
    }
}

/// Hash of a content (FNV-1a), computed when the program is built.
const fn hash(bytes: &[u8]) -> u64 {
    let (mut hash, mut at) = (0xCBF2_9CE4_8422_2325_u64, 0);
    while at < bytes.len() {
        hash = (hash ^ bytes[at] as u64).wrapping_mul(0x0000_0100_0000_01B3);
        at += 1;
    }
    hash
}
