//! What `fuyi calendar` says.

use crate::domain::words::{Sentence, Words};

/// Year.
pub const YEAR: Words = Words { zh: "年份", en: "Year" };
/// Month.
pub const MONTH: Words = Words { zh: "月份", en: "Month" };
/// What is off and what is worked.
pub const ARRANGEMENT: Words = Words { zh: "安排", en: "Arrangement" };
/// State.
pub const STATE: Words = Words { zh: "状态", en: "State" };
/// Version.
pub const VERSION: Words = Words { zh: "版本", en: "Version" };
/// Days off.
pub const DAYS_OFF: Words = Words { zh: "放假日", en: "Days off" };
/// Make-up working days.
pub const MAKE_UP: Words = Words { zh: "调休上班日", en: "Make-up days" };
/// Notice.
pub const NOTICE: Words = Words { zh: "依据", en: "Notice" };
/// Published.
pub const PUBLISHED: Words = Words { zh: "已公布", en: "published" };
/// Not published.
pub const PROVISIONAL: Words = Words { zh: "暂定", en: "provisional" };
/// Heading of what waits.
pub const OPEN_ITEMS: Words = Words { zh: "待办", en: "To be done" };
/// Heading of addresses.
pub const ADDRESS: Words = Words { zh: "原文", en: "Text" };
/// Heading of the other versions.
pub const VERSIONS: Words = Words { zh: "历次版本", en: "Versions" };
/// Heading of the import.
pub const IMPORTED: Words = Words { zh: "导入", en: "Taken in" };
/// Before days off.
pub const OFF: Words = Words { zh: "放假：", en: "off: " };
/// Before make-up days.
pub const WORK: Words = Words { zh: "调休上班：", en: "make-up: " };
/// Between groups of days of one month.
pub const THEN: Words = Words { zh: "；", en: "; " };
/// Between days.
pub const AND: Words = Words { zh: "、", en: ", " };

/// A month of a year.
pub fn month(year: i32, month: u32) -> Sentence {
    Sentence::new(format!("{year}年{month}月"), format!("{year}-{month:02}"))
}

/// Days in a row and what they are for: `1日至3日（元旦）`.
pub fn stretch(first: u32, last: u32, festival: &Sentence) -> Sentence {
    let (zh, en) = if first == last {
        (format!("{first}日"), first.to_string())
    } else {
        (format!("{first}日至{last}日"), format!("{first} to {last}"))
    };
    Sentence::new(format!("{zh}（{}）", festival.zh), format!("{en} ({})", festival.en))
}

/// A year without a notice.
pub fn not_published(year: i32, article: &Sentence) -> Sentence {
    Sentence::new(
        format!("{year}年的节假日安排尚未公布：以下仅为{}规定的放假日，涉及该年的期限均为暂定", article.zh),
        format!(
            "the notice of {year} is not published: below are the days off of the {} alone, and dates that reach the year are provisional",
            article.en
        ),
    )
}

/// A year taken in.
pub fn imported(year: i32, version: &str, replaces: Option<&str>, days_off: usize, make_up_days: usize) -> Sentence {
    let (zh, en) = replaces.map_or_else(Default::default, |old| (format!("，替换版本 {old}"), format!(", in place of {old}")));
    Sentence::new(
        format!("已导入{year}年日历（版本 {version}{zh}）：放假{days_off}日，调休上班{make_up_days}日；期限随即按此计算"),
        format!(
            "calendar of {year} taken in (version {version}{en}): {days_off} days off, {make_up_days} make-up days; dates follow it from now on"
        ),
    )
}

/// A year that had these days already.
pub fn unchanged(year: i32, version: &str) -> Sentence {
    Sentence::new(
        format!("{year}年日历（版本 {version}）与此文件相同，未作任何改动"),
        format!("the calendar of {year} (version {version}) is the same; nothing changes"),
    )
}
