//! What is said about requests for the consent of a head.

use crate::domain::words::{Sentence, Words};

/// Columns of the list.
pub const COLUMNS: [Words; 8] = [
    Words { zh: "事项", en: "request" },
    Words { zh: "案件", en: "case" },
    Words { zh: "拟登记", en: "event" },
    Words { zh: "日期", en: "day" },
    Words { zh: "依据", en: "article" },
    Words { zh: "理由", en: "reason" },
    Words { zh: "提请人", en: "asked by" },
    Words { zh: "状态", en: "state" },
];

/// A request approved.
pub fn approved(request: i64) -> Sentence {
    Sentence::new(format!("事项 {request} 已批准并登记"), format!("request {request} is approved and recorded"))
}

/// A request sent back.
pub fn sent_back(request: i64) -> Sentence {
    Sentence::new(format!("事项 {request} 已退回"), format!("request {request} was sent back"))
}
