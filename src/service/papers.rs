//! Which files are kept as documents, and under which names.

use crate::domain::words::Sentence;
use crate::store::NewDocument;

/// Longest name of a document, in characters.
pub const NAME: usize = 200;

/// Why a file is not kept as a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unfit {
    /// Its content is of no kind that is kept.
    Kind,
    /// Its name is none.
    Name,
}

impl Unfit {
    /// In words.
    pub fn sentence(self) -> Sentence {
        match self {
            Self::Kind => Sentence::new(
                "只接受 PDF、OFD、Word、Excel、PNG、JPEG、TIFF 文件（按内容识别）",
                "documents are PDF, OFD, Word, Excel, PNG, JPEG or TIFF, told by their content",
            ),
            Self::Name => Sentence::new(format!("名称应为1至{NAME}个字符"), format!("a name has 1 to {NAME} characters")),
        }
    }
}

/// The document a file becomes under a name: its media type as its content tells it (`None`: of no kind that is kept), the SHA-256 of its
/// content, hexadecimal, and its bytes.
///
/// # Errors
/// [`Unfit`].
pub fn fit<'a>(name: &'a str, media_type: Option<&'a str>, sha256: &'a str, size: u64) -> Result<NewDocument<'a>, Unfit> {
    let media_type = media_type.ok_or(Unfit::Kind)?;
    let name = name.trim();
    if name.is_empty() || name.chars().count() > NAME || name.chars().any(char::is_control) {
        return Err(Unfit::Name);
    }
    Ok(NewDocument { name, media_type, sha256, size })
}
