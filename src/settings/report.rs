//! What words the annual report.

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
}

impl ReportSettings {
    pub(super) fn read(reader: &mut Reader) -> Option<Self> {
        let mut file = |key: &str| reader.text(key).map(|path| Some(PathBuf::from(path)).filter(|path| !path.as_os_str().is_empty()));
        let (template_zh, template_en) = (file("report.template-zh"), file("report.template-en"));
        Some(Self { template_zh: template_zh?, template_en: template_en? })
    }

    /// The template of a language.
    pub fn template(&self, lang: Lang) -> Option<&PathBuf> {
        match lang {
            Lang::Zh => self.template_zh.as_ref(),
            Lang::En => self.template_en.as_ref(),
        }
    }
}
