//! What is said about the people of a case.

use crate::domain::personal::{DetailField, IdentityPaper};
use crate::domain::words::{Sentence, Words};

/// Columns of the list.
pub const COLUMNS: [Words; 6] = [
    Words { zh: "案件", en: "case" },
    Words { zh: "序号", en: "number" },
    Words { zh: "身份", en: "role" },
    Words { zh: "姓名（名称）", en: "name" },
    Words { zh: "信息", en: "detail" },
    Words { zh: "内容（脱敏）", en: "value, masked" },
];

/// In place of a value that no key opens.
pub const NOT_OPENED: Words = Words { zh: "（没有密钥）", en: "(no keys)" };

/// Said with details in full.
pub const NOTED: Words =
    Words { zh: "本次查看及理由已记入审计日志", en: "this look and its reason stand in the audit trail" };

/// The name of a detail, with the paper of an identity number.
pub fn field(field: DetailField, paper: Option<IdentityPaper>) -> Sentence {
    let name = field.words();
    match paper.map(IdentityPaper::words) {
        Some(paper) => Sentence::new(format!("{}（{}）", name.zh, paper.zh), format!("{} ({})", name.en, paper.en)),
        None => name.into(),
    }
}

/// A detail recorded or taken back.
pub fn recorded(field: DetailField, cleared: bool) -> Sentence {
    let name = field.words();
    if cleared {
        Sentence::new(format!("已撤下{}", name.zh), format!("{} taken back", name.en))
    } else {
        Sentence::new(format!("已加密保存{}", name.zh), format!("{} kept, sealed", name.en))
    }
}
