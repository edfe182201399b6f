//! What words the annual report, and letters.

use std::path::PathBuf;

use super::reader::Reader;
use crate::domain::words::Lang;

/// `[report]`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ReportSettings {
    /// File of the Chinese template; `None`: the bundled one.
    pub template_zh: Option<PathBuf>,
    /// File of the English template; `None`: the bundled one.
    pub template_en: Option<PathBuf>,
    /// File of the Chinese template of letters; `None`: the bundled one.
    pub letters_zh: Option<PathBuf>,
    /// File of the English template of letters; `None`: the bundled one.
    pub letters_en: Option<PathBuf>,
}

impl ReportSettings {
    pub(super) fn read(reader: &mut Reader) -> Option<Self> {
        let mut file = |key: &str| reader.text(key).map(|path| Some(PathBuf::from(path)).filter(|path| !path.as_os_str().is_empty()));
        let (template_zh, template_en) = (file("report.template-zh"), file("report.template-en"));
        let (letters_zh, letters_en) = (file("report.letters-zh"), file("report.letters-en"));
        Some(Self { template_zh: template_zh?, template_en: template_en?, letters_zh: letters_zh?, letters_en: letters_en? })
    }

    /// The template of letters in a language.
    pub fn letters(&self, lang: Lang) -> Option<&PathBuf> {
        match lang {
            Lang::Zh => self.letters_zh.as_ref(),
            Lang::En => self.letters_en.as_ref(),
        }
    }

    /// The template of a language.
    pub fn template(&self, lang: Lang) -> Option<&PathBuf> {
        match lang {
            Lang::Zh => self.template_zh.as_ref(),
            Lang::En => self.template_en.as_ref(),
        }
    }
}
