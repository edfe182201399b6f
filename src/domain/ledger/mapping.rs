//! The saved mapping of a ledger: which sheet lists what, and which column holds which fact.
//!
//! ```toml
//! [[sheet]]
//! name = "行政复议案件台账"
//! kind = "reconsideration"
//! header_row = 3
//!
//! [sheet.columns]
//! received_on = "收到申请日期"   # the text of the header
//! officer = "K"                  # or the letters of the column
//! note = ""                      # or nothing: the column is not read
//! ```

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::vocabulary::{Column, SheetKind};
use crate::domain::reading;
use crate::domain::words::Sentence;

/// How the sheets of a ledger are to be read; what it leaves out is guessed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    /// The sheets it speaks of.
    #[serde(default)]
    pub sheet: Vec<SheetMapping>,
}

/// How one sheet is to be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SheetMapping {
    /// Name of the sheet.
    pub name: String,
    /// What it lists; `ignore` leaves it out.
    pub kind: SheetKind,
    /// First row of the header, from 1; absent, it is searched for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub header_row: Option<u32>,
    /// Text of the header or letters of the column, by the fact it holds; empty: not read.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub columns: BTreeMap<Column, String>,
}

impl Mapping {
    /// Reads a saved mapping.
    ///
    /// # Errors
    /// Text that is no mapping; the sentence names the line and what was expected.
    pub fn from_toml(text: &str) -> Result<Self, Sentence> {
        toml::from_str(text).map_err(|fault| reading::toml(&fault, text))
    }

    /// The mapping as a file to save.
    pub fn to_toml(&self) -> String {
        toml::to_string(self).expect("a mapping is plain text and numbers")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mapping_reads_back_and_a_wrong_one_is_refused() {
        let columns = BTreeMap::from([(Column::ReceivedOn, "收到申请日期".to_owned()), (Column::Officer, "K".to_owned())]);
        let sheet = SheetMapping { name: "台账".into(), kind: SheetKind::Reconsideration, header_row: Some(3), columns };
        let mapping = Mapping { sheet: vec![sheet] };
        assert_eq!(Mapping::from_toml(&mapping.to_toml()), Ok(mapping));
        let fault = Mapping::from_toml("[[sheet]]\nname = '台账'\nkind = 'ledger'").unwrap_err();
        assert!(fault.en.contains("there is no value \"ledger\""), "{}", fault.en);
    }
}
