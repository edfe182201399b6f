//! Where the keys come from.

use std::fmt;
use std::path::PathBuf;

use super::reader::Reader;
use crate::domain::words::Sentence;

/// `[keys]`.
#[derive(Clone, PartialEq, Eq)]
pub struct KeySettings {
    /// File of the keys, if one is named.
    pub file: Option<PathBuf>,
    /// The keys themselves, if the environment holds them.
    pub content: Option<String>,
}

impl KeySettings {
    pub(super) fn read(reader: &mut Reader) -> Option<Self> {
        let file = reader.text("keys.file");
        let content = reader.secret("keys.content", |_| true, Sentence::new("应为文字", "expected a text"));
        Some(Self {
            file: Some(file?).filter(|file| !file.is_empty()).map(PathBuf::from),
            content: Some(content?).filter(|text| !text.is_empty()),
        })
    }
}

/// Never shows a key.
impl fmt::Debug for KeySettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("KeySettings").field("file", &self.file).field("content", &self.content.as_ref().map(|_| "…")).finish()
    }
}
