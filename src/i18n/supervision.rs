//! What is said around supervision 督办, on the terminal and on its pages.

use std::path::Path;

use crate::domain::words::{Sentence, Words};

const fn words(zh: &'static str, en: &'static str) -> Words {
    Words { zh, en }
}

/// Columns of the list of records.
pub const RECORDS: [Words; 8] = [
    words("编号", "id"),
    words("种类", "kind"),
    words("文号", "number"),
    words("单位", "unit"),
    words("事由", "title"),
    words("发出", "issued"),
    words("应复", "due"),
    words("状态", "state"),
];
/// Columns of the counts.
pub const COUNTS: [Words; 7] = [
    words("种类", "kind"),
    words("发出", "issued"),
    words("单位数", "units"),
    words("已复", "replied"),
    words("应复", "due"),
    words("按期回复", "in time"),
    words("办结", "closed"),
];
/// Columns of proposals.
pub const PROPOSALS: [Words; 7] = [
    words("编号", "id"),
    words("单位", "unit"),
    words("阈值", "threshold"),
    words("年度", "year"),
    words("数量", "count"),
    words("建议", "proposes"),
    words("状态", "state"),
];
/// Columns of the analyses.
pub const ANALYSES: [Words; 5] =
    [words("案号", "case"), words("事项", "matter"), words("缘由", "why"), words("原因", "causes"), words("措施", "measures")];
/// Columns of legal counsel.
pub const COUNSEL: [Words; 6] = [
    words("编号", "id"),
    words("姓名", "name"),
    words("律师事务所", "firm"),
    words("单位", "unit"),
    words("聘期", "engaged"),
    words("承办案件", "cases"),
];
/// Columns of the cases of a counsel.
pub const COUNSEL_CASES: [Words; 2] = [words("编号", "id"), words("案号", "case")];
/// Columns of the papers of a record.
pub const PAPERS: [Words; 6] = [
    words("编号", "id"),
    words("名称", "name"),
    words("类型", "type"),
    words("字节", "bytes"),
    words("上传时间", "uploaded"),
    words("上传人", "by"),
];
/// The reply is late.
pub const LATE: Words = words("逾期", "late");
/// A lost suit.
pub const LOST: Words = words("败诉", "lost");
/// A corrected act.
pub const CORRECTED: Words = words("纠错", "corrected");
/// No analysis yet.
pub const NOT_ANALYSED: Words = words("尚未分析", "not analysed yet");

/// A record was opened.
pub fn opened(id: i64) -> Sentence {
    Sentence::new(format!("已登记，编号 {id}"), format!("opened as {id}"))
}

/// A step was taken.
pub fn stepped(step: Words) -> Sentence {
    Sentence::new(format!("已{}", step.zh), format!("done: {}", step.en))
}

/// Proposals were raised.
pub fn raised(count: usize) -> Sentence {
    Sentence::new(format!("新生成督办建议{count}项"), format!("{count} new proposals"))
}

/// A proposal was decided.
pub fn decided(record: Option<i64>) -> Sentence {
    match record {
        Some(id) => Sentence::new(format!("已采纳，成为记录 {id}"), format!("accepted: record {id}")),
        None => Sentence::new("已不予采纳", "dismissed"),
    }
}

/// An analysis, a counsel or a case of one was written.
pub const WRITTEN: Words = words("已登记", "recorded");

/// A record has no such paper.
pub fn no_paper(record: i64, paper: i64) -> Sentence {
    Sentence::new(format!("督办记录 {record} 没有编号为 {paper} 的附件"), format!("record {record} has no paper {paper}"))
}

/// A file is larger than documents may be.
pub fn too_large(file: &Path, most: u64) -> Sentence {
    let file = file.display();
    Sentence::new(
        format!("{file} 超过{most}字节（server.max-document-bytes）"),
        format!("{file} has more than {most} bytes (server.max-document-bytes)"),
    )
}

/// The folder of files cannot be used.
pub fn files_unusable(folder: &Path, why: &Sentence) -> Sentence {
    let folder = folder.display();
    Sentence::new(
        format!("无法使用文书文件夹 {folder}（server.files）：{}", why.zh),
        format!("the folder of files {folder} (server.files) cannot be used: {}", why.en),
    )
}
