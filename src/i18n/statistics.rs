//! What is said around figures.

use crate::domain::words::{Sentence, Words};

const fn words(zh: &'static str, en: &'static str) -> Words {
    Words { zh, en }
}

/// Columns of the list of definitions.
pub const DEFINITIONS: [Words; 4] = [words("编号", "id"), words("名称", "name"), words("公式", "formula"), words("出处", "source")];
/// Columns of figures.
pub const FIGURES: [Words; 6] = [
    words("编号", "id"),
    words("名称", "name"),
    words("比率", "rate"),
    words("分子/分母", "fraction"),
    words("上年同期", "year before"),
    words("变化", "change"),
];
/// Columns of the cases behind a figure.
pub const CASES: [Words; 5] =
    [words("案号", "number"), words("日期", "day"), words("事实", "fact"), words("代码", "code"), words("计", "counts")];
/// Columns of published sets.
pub const PUBLISHED: [Words; 5] =
    [words("编号", "id"), words("名称", "name"), words("期间", "period"), words("发布时间", "published"), words("SHA-256", "SHA-256")];
/// Columns of what has moved since figures were published.
pub const MOVED: [Words; 5] =
    [words("编号", "id"), words("部分", "part"), words("案号", "number"), words("发布时", "then"), words("现在", "now")];
/// Before the version of a definition.
pub const VERSION: Words = words("版本", "version");
/// Before its formula.
pub const FORMULA: Words = words("公式", "formula");
/// Before its exclusions.
pub const EXCLUSIONS: Words = words("说明", "note");
/// Before its source.
pub const SOURCE: Words = words("出处", "source");
/// Before why it is not computed.
pub const NOT_COMPUTED: Words = words("不计算", "not computed");
/// Before its switches.
pub const SWITCHES: Words = words("选项", "switches");
/// Marks the choice a definition makes by itself.
pub const DEFAULT: Words = words("默认", "default");
/// Numerator.
pub const NUMERATOR: Words = words("分子", "numerator");
/// Denominator.
pub const DENOMINATOR: Words = words("分母", "denominator");
/// A case without a number.
pub const UNNUMBERED: Words = words("无案号", "no number");

/// A file that is no text goes to a file.
pub const NEEDS_OUTPUT: Words = words("docx、xlsx 须用 --output 指定文件", "docx and xlsx are written to a file: name it with --output");

/// A change in percentage points.
pub fn points(points: &str) -> Sentence {
    let sign = if points.starts_with('-') { "" } else { "+" };
    Sentence::new(format!("{sign}{points}个百分点"), format!("{sign}{points} points"))
}

/// A day whose knowledge figures stand for.
pub fn known_on(day: crate::domain::Day) -> Sentence {
    Sentence::new(format!("按{day}当日所知"), format!("as known on {day}"))
}

/// Figures were published.
pub fn published(id: i64, sha256: &str) -> Sentence {
    Sentence::new(format!("已发布，编号 {id}，SHA-256 {sha256}"), format!("published as {id}, SHA-256 {sha256}"))
}

/// How many cases moved.
pub fn moved(count: usize) -> Sentence {
    match count {
        0 => Sentence::new("发布以来各案无变动", "no case has moved since"),
        _ => Sentence::new(format!("发布以来有{count}处按案变动"), format!("{count} changes by case since")),
    }
}

/// More cases follow.
pub fn more(after: i64) -> Sentence {
    Sentence::new(format!("未列完，续列请加 --after {after}"), format!("more follow: --after {after}"))
}
