//! What a person says the sheets and columns of a ledger hold: lists to choose from, with what was recognised chosen already.

use super::run::place;
use crate::domain::ledger::{Address, Column, ColumnSurvey, Fault, Mapping, SheetKind, SheetSurvey};
use crate::domain::words::{Lang, Sentence};
use crate::http::form::Fields;
use crate::i18n::pages::imports as said;
use crate::web::forms::Choice;

/// One sheet.
pub(super) struct SheetChoice {
    /// Its place among those met; part of the names of its fields.
    pub at: usize,
    pub name: String,
    pub kinds: Vec<Choice>,
    pub header_row: String,
    /// It is read, so that its columns can be chosen.
    pub reads: bool,
    pub columns: Vec<ColumnChoice>,
}

/// One column.
pub(super) struct ColumnChoice {
    /// Name of its field.
    pub name: String,
    pub letters: String,
    pub header: String,
    pub sample: String,
    pub choices: Vec<Choice>,
}

/// Name of the field of a column.
fn name(sheet: usize, column: &ColumnSurvey) -> String {
    format!("column-{sheet}-{}", Address::letters(column.at.column))
}

/// The lists, with what was typed over what was recognised.
pub(super) fn choices(sheets: &[SheetSurvey], typed: &Fields, lang: Lang) -> Vec<SheetChoice> {
    let one = |(at, sheet): (usize, &SheetSurvey)| {
        let or = |field: String, known: &str| if typed.has(&field) { typed.get(&field).to_owned() } else { known.to_owned() };
        let kind = or(format!("kind-{at}"), sheet.kind.code());
        let choice = |value: &str, label: String, chosen: &str| Choice { value: value.to_owned(), label, chosen: value == chosen };
        let column = |column: &ColumnSurvey| {
            let fact = or(name(at, column), column.fact.map_or("", Column::code));
            let offers = sheet.facts.iter().map(|offer| {
                let star = if offer.necessary { " *" } else { "" };
                choice(offer.column.code(), format!("{}{star}", offer.column.words().in_lang(lang)), &fact)
            });
            ColumnChoice {
                name: name(at, column),
                letters: Address::letters(column.at.column),
                header: column.header.clone(),
                sample: column.sample.clone(),
                choices: std::iter::once(choice("", said::NOT_READ.in_lang(lang).to_owned(), &fact)).chain(offers).collect(),
            }
        };
        SheetChoice {
            at,
            name: sheet.name.clone(),
            kinds: SheetKind::ALL.iter().map(|known| choice(known.code(), known.words().in_lang(lang).to_owned(), &kind)).collect(),
            header_row: or(format!("header-{at}"), &sheet.header_row.to_string()),
            reads: !sheet.facts.is_empty(),
            columns: sheet.columns.iter().map(column).collect(),
        }
    };
    sheets.iter().enumerate().map(one).collect()
}

/// What was chosen, as a mapping.
///
/// # Errors
/// A sentence for every choice that cannot be, with its cell.
pub(super) fn chosen(sheets: &[SheetSurvey], fields: &Fields) -> Result<Mapping, Vec<Sentence>> {
    let (mut mapping, mut faults) = (Mapping::default(), Vec::new());
    let told = |fault: &Fault| {
        said::wrong(&place(&fault.sheet, fault.row, fault.cell.map(|cell| cell.to_string())), &fault.value, &fault.expected)
    };
    for (at, sheet) in sheets.iter().enumerate() {
        let kind = SheetKind::from_code(fields.get(&format!("kind-{at}"))).unwrap_or(sheet.kind);
        let row = fields.get(&format!("header-{at}"));
        let Some(row) = row.parse().ok().filter(|row| *row > 0) else {
            faults.push(said::wrong(&sheet.name, row, &said::NO_ROW.into()));
            continue;
        };
        match sheet.chosen(kind, row, |column| Column::from_code(fields.get(&name(at, column)))) {
            Ok(sheet) => mapping.sheet.push(sheet),
            Err(found) => faults.extend(found.iter().map(told)),
        }
    }
    if faults.is_empty() { Ok(mapping) } else { Err(faults) }
}
