//! The letter of a record 督办函、提醒函、约谈通知、意见书 …: worded by the template, in the layout of an official document.

use serde_json::json;

use super::records::record;
use crate::domain::audit::AuditAction;
use crate::domain::id::RecordId;
use crate::domain::words::Lang;
use crate::i18n::citation::in_full;
use crate::i18n::letter::{LetterFacts, LetterPart};
use crate::office::{self, Document, Level};
use crate::service::access::Access;
use crate::service::books::Books;
use crate::service::error::ServiceError;
use crate::service::export::unwritable_document;
use crate::store::{Act, Database};

/// A letter, whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LetterFile {
    /// Its title, from which the file has its name.
    pub title: String,
    /// A document for Word.
    pub bytes: Vec<u8>,
}

/// The letter of a record as a document for Word (GB/T 9704-2012).
///
/// # Errors
/// As [`record`]; what the template gets wrong with this record.
pub fn letter(database: &mut Database, access: &Access, books: &Books, id: RecordId, lang: Lang) -> Result<LetterFile, ServiceError> {
    let kept = record(database, access, id)?;
    let units = database.units_list()?;
    let name = |unit| units.iter().find(|known| known.id == unit).map(|known| known.full_name.clone());
    let case = kept.case.map(|case| database.told_case(case)).transpose()?;
    let row = kept.record.kind.row();
    let issuer = kept.record.organ.clone().or_else(|| name(access.home?)).unwrap_or_else(|| row.issued_by.in_lang(lang).to_owned());
    let facts = LetterFacts {
        kind: Some(kept.record.kind),
        number: kept.record.number,
        unit: name(kept.unit).unwrap_or_default(),
        title: kept.record.title,
        issuer,
        basis: in_full(row.citation, lang),
        case: case.map(|case| case.number.unwrap_or_else(|| format!("#{}", case.id))),
        issued_on: kept.record.issued_on,
        due_on: kept.record.due_on,
        replied_on: kept.record.replied_on,
        reply: kept.record.reply,
        today: Some(access.today),
    };
    let lines = books.letter_template(lang).lines(&facts, lang).map_err(ServiceError::Said)?;
    let mut document = Document::default();
    for (part, text) in lines {
        let level = match part {
            LetterPart::Title => {
                document.title = text;
                continue;
            }
            LetterPart::Number => Level::Number,
            LetterPart::Addressee => Level::Addressee,
            LetterPart::First => Level::First,
            LetterPart::Text => Level::Text,
            LetterPart::Signature => Level::Signature,
            LetterPart::Remark => Level::Remark,
        };
        document.paragraphs.push((level, text));
    }
    let bytes = office::docx(&document).map_err(|fault| unwritable_document(&fault))?;
    Ok(LetterFile { title: document.title, bytes })
}

/// Notes in the audit trail that the letter of a record was taken away.
///
/// # Errors
/// What the engine reports.
pub fn letter_noted(database: &mut Database, id: RecordId, lang: Lang, act: &Act<'_>) -> Result<(), ServiceError> {
    let details = json!({"lang": if lang == Lang::Zh { "zh-CN" } else { "en" }});
    Ok(database.audit_add(act, AuditAction::LetterExported, &format!("supervision {id}"), &details)?)
}
