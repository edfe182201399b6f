//! Where the cases live.

use super::reader::Reader;
use crate::domain::words::Sentence;

/// `[database]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DatabaseSettings {
    /// `sqlite://path` or `postgres://…`; may hold a password, so it is never printed.
    pub url: String,
}

impl DatabaseSettings {
    pub(super) fn read(reader: &mut Reader) -> Option<Self> {
        let known = |url: &str| ["sqlite://", "postgres://", "postgresql://"].iter().any(|scheme| url.starts_with(scheme));
        let expected = Sentence::new("应以 sqlite:// 或 postgres:// 开头", "expected sqlite://… or postgres://…");
        Some(Self { url: reader.secret("database.url", known, expected)? })
    }
}
