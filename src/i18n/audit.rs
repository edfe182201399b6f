//! What is said about the audit trail.

use std::path::Path;

use chrono::{NaiveDateTime, TimeDelta};

use crate::domain::words::{Sentence, Words};

/// Columns of the trail.
pub const COLUMNS: [Words; 7] = [
    Words { zh: "行", en: "row" },
    Words { zh: "时间", en: "time" },
    Words { zh: "操作人", en: "actor" },
    Words { zh: "来源", en: "from" },
    Words { zh: "操作", en: "action" },
    Words { zh: "对象", en: "subject" },
    Words { zh: "详情", en: "details" },
];

/// A stored moment as the clock on the wall in China shows it (UTC+8).
pub fn moment(utc: NaiveDateTime) -> String {
    (utc + TimeDelta::hours(8)).format("%Y-%m-%d %H:%M:%S").to_string()
}

/// An export written.
pub fn exported(file: &Path, rows: u64, seals: u64) -> Sentence {
    let file = file.display();
    Sentence::new(
        format!("审计日志已导出至 {file}：{rows}行，封存记录{seals}条；本次导出已记入审计日志"),
        format!("audit trail exported to {file}: {rows} rows, {seals} seals; the export stands in the trail"),
    )
}

/// What was checked, and which digest to keep.
pub fn checked(rows: u64, seals: u64, unsealed: u64, head: &str) -> Vec<Sentence> {
    let mut lines = vec![Sentence::new(
        format!("共{rows}行，封存记录{seals}条，尚未封存{unsealed}行"),
        format!("{rows} rows, {seals} seals, {unsealed} rows not sealed yet"),
    )];
    if !head.is_empty() {
        lines.push(Sentence::new(format!("末次封存摘要：{head}"), format!("digest of the last seal: {head}")));
        lines.push(Sentence::new(
            "请将该摘要另行保存于本系统之外；以后用 --head 核对，可以证明此前的记录未被重写",
            "keep this digest outside of this system: --head proves later that nothing before it was rewritten",
        ));
    }
    lines
}

/// The outcome of a check.
pub fn verdict(faults: u64) -> Sentence {
    match faults {
        0 => Sentence::new("审计日志完整", "the audit trail is whole"),
        n => Sentence::new(format!("审计日志有{n}处不符"), format!("{n} faults in the audit trail")),
    }
}
