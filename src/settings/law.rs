//! What the texts of the law leave open and practice decides.

use super::reader::Reader;
use crate::domain::law::LegalSettings;

/// Reads `[law]`: one of the codes of each setting.
pub(super) fn read(reader: &mut Reader) -> Option<LegalSettings> {
    let mut chosen = toml::Table::new();
    let settings = LegalSettings::default().choices();
    for choice in &settings {
        let codes: Vec<_> = choice.codes.iter().map(|code| (*code, *code)).collect();
        if let Some(code) = reader.choice(&format!("law.{}", choice.setting), &codes) {
            chosen.insert(choice.setting.to_owned(), code.into());
        }
    }
    if chosen.len() == settings.len() { chosen.try_into().ok() } else { None }
}
