//! A large ledger in .xlsx: reviews, suits and the list of units, as a bureau keeps them.

use std::path::Path;

use chrono::{Datelike, Days, NaiveDate};
use rust_xlsxwriter::Workbook;

const REVIEW: [&str; 13] = [
    "序号",
    "案号",
    "收到申请日期",
    "申请人",
    "申请人类型",
    "被申请人",
    "行政管理类别",
    "复议事项",
    "受理日期",
    "承办人",
    "审结日期",
    "结案方式",
    "履行情况",
];
const SUIT: [&str; 12] = [
    "序号",
    "案号",
    "受理法院",
    "审级",
    "原告",
    "被告（应诉单位）",
    "案由",
    "收到应诉通知书日期",
    "开庭日期",
    "负责人是否出庭",
    "裁判日期",
    "裁判结果",
];
const OUTCOMES: [&str; 8] = ["维持", "维持", "撤销并责令重作", "确认违法", "责令履行", "驳回复议请求", "和解撤回", "不予受理"];
const JUDGMENTS: [&str; 5] = ["判决驳回诉讼请求", "判决驳回诉讼请求", "判决撤销", "判决确认违法", "裁定准许撤诉"];
const MATTERS: [&str; 6] = ["行政处罚", "举报投诉处理", "信息公开", "行政许可", "行政征收", "其他"];
const UNITS: u32 = 64;
const YEARS: u32 = 9;

/// Writes a ledger of so many rows, a third of them suits, nine years long.
pub fn write(path: &Path, rows: u32) {
    let mut workbook = Workbook::new();
    let mut sheet = |name: &str, header: &[&str], rows: u32, row: fn(u32) -> Vec<String>| {
        let sheet = workbook.add_worksheet_with_constant_memory().expect("a sheet");
        sheet.set_name(name).expect("a name");
        sheet.write_row(0, 0, header.iter().copied()).expect("a header");
        for index in 0..rows {
            sheet.write_row(index + 1, 0, row(index)).expect("a row");
        }
    };
    sheet("单位名录", &["单位全称", "简称"], UNITS, |index| vec![unit(index), unit(index).replace("平湛区", "区")]);
    sheet("行政复议案件台账", &REVIEW, rows - rows / 3, review);
    sheet("行政应诉案件台账", &SUIT, rows / 3, suit);
    workbook.save(path).expect("a file");
}

/// A number that looks thrown, the same for the same row.
fn dice(index: u32, below: u32) -> usize {
    (index.wrapping_mul(2_654_435_761) >> 8) as usize % below as usize
}

fn unit(index: u32) -> String {
    format!("平湛区第{:02}局", index % UNITS + 1)
}

fn person(index: u32) -> String {
    let surnames = ["王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴"];
    format!("{}某{}", surnames[dice(index, 10)], ["某", ""][dice(index, 2)])
}

fn year(index: u32) -> u32 {
    2015 + index % YEARS
}

fn day(index: u32, later: u64) -> String {
    let first = NaiveDate::from_ymd_opt(year(index) as i32, 1, 5).expect("a day");
    let day = first + Days::new(dice(index, 240) as u64 + later);
    match dice(index, 3) {
        0 => format!("{}.{}.{}", day.year(), day.month(), day.day()),
        1 => format!("{}年{}月{}日", day.year(), day.month(), day.day()),
        _ => day.to_string(),
    }
}

fn review(index: u32) -> Vec<String> {
    let outcome = OUTCOMES[dice(index, 8)];
    let refused = outcome == "不予受理";
    let performed = ["撤销并责令重作", "确认违法", "责令履行"].contains(&outcome);
    vec![
        (index + 1).to_string(),
        format!("平政复决字〔{}〕{}号", year(index), index / YEARS + 1),
        day(index, 0),
        person(index),
        "自然人".into(),
        unit(dice(index, UNITS) as u32),
        "公安".into(),
        MATTERS[dice(index, 6)].into(),
        if refused { String::new() } else { day(index, 3) },
        "甲承办".into(),
        day(index, if refused { 4 } else { 45 }),
        outcome.into(),
        if performed { "已履行" } else { "" }.into(),
    ]
}

fn suit(index: u32) -> Vec<String> {
    vec![
        (index + 1).to_string(),
        format!("（{}）豫9911行初{}号", year(index), index / YEARS + 1),
        "平湛区人民法院".into(),
        "一审".into(),
        person(index),
        unit(dice(index, UNITS) as u32),
        MATTERS[dice(index, 6)].into(),
        day(index, 0),
        day(index, 40),
        ["是", "否"][dice(index, 10) / 8].into(),
        day(index, 70),
        JUDGMENTS[dice(index, 5)].into(),
    ]
}
