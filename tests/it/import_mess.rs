//! Messy ledgers, one kind of mess at a time, and what is made of them.

use fuyi::domain::ledger::RowSource;
use rust_xlsxwriter::{Format, Formula, Workbook, Worksheet};

use super::import_support::{open, read};

const REVIEWS: &[&str] = &["序号", "案号", "收到申请日期", "申请人", "被申请人", "受理日期", "审结日期", "结案方式", "履行情况"];
const SUITS: &[&str] =
    &["案号", "审级", "原告", "被告", "收到应诉通知书日期", "开庭日期", "负责人是否出庭", "出庭负责人职务", "裁判日期", "裁判结果"];
const UNITS: &[&str] = &["青禾区民政局", "青禾区公安局"];

fn write(sheet: &mut Worksheet, rows: &[&[&str]]) {
    for (row, cells) in (0..).zip(rows) {
        for (column, text) in (0..).zip(*cells) {
            if !text.is_empty() {
                sheet.write(row, column, *text).unwrap();
            }
        }
    }
}

/// A workbook of one sheet.
fn sheet(name: &str, rows: &[&[&str]]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name(name).unwrap();
    write(sheet, rows);
    workbook.save_to_buffer().unwrap()
}

#[test]
fn days_in_every_way_and_wrong_ones() {
    let row = |number: &'static str, received: &'static str| vec!["", number, received, "王某", "青禾区民政局"];
    let rows = [
        row("青复〔2022〕1号", "２０２２年２月１６日"),
        row("青复[2022]2号", " 2022. 2. 16 "),
        row("青复【2022】3号", "20220216"),
        row("青复（2022）4号", "44608"),
        row("青复(2022)5号", "2022-02-16 00:00:00"),
        row("青复〔2022〕6号", "22.2.16"),
        row("青复〔2022〕7号", "2022.2.30"),
        row("青复〔2022〕8号", "2202-02-16"),
        row("青复〔2022〕9号", "二月"),
        row("青复〔2022〕10号", ""),
        row("青复2022-11号", "2022-02-16"),
    ];
    let mut all = vec![REVIEWS];
    all.extend(rows.iter().map(Vec::as_slice));
    insta::assert_snapshot!(read(sheet("复议", &all), None, UNITS).report);
}

#[test]
fn titles_filler_merged_headers_subtotals_and_a_repeated_header() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name("2023年").unwrap();
    write(
        sheet,
        &[
            &["青禾区行政复议案件统计台账"],
            &["填报单位：青禾区司法局", "", "", "统计期间：2023年"],
            &["序号", "案 号", "申请", "", "被申请人", "受理", "", "审结", "", "经费（元）"],
            &["", "", "申请人", "收到申请\n日期", "", "受理日期", "审理程序", "审结日期", "结案方式", ""],
            &["1", "青复〔2023〕1号", "王某某等3人", "2023-03-01", "青禾区民政局", "2023-03-03", "简易", "2023-03-30", "调解", "200"],
            &["小计", "1件"],
            &["序号", "案号", "申请人", "收到申请日期", "被申请人", "受理日期", "审理程序", "审结日期", "结案方式", "经费（元）"],
            &["2", "青复〔2023〕2号", "李某、张某", "2023-04-01", "青禾区民政局、青禾区公安局", "2023-04-03", "普通", "", "审理中"],
            &["合 计：2件"],
            &["填表人：甲", "", "", "联系电话"],
        ],
    );
    let bold = Format::new();
    sheet.merge_range(0, 0, 0, 9, "青禾区行政复议案件统计台账", &bold).unwrap();
    sheet.merge_range(2, 2, 2, 3, "申请", &bold).unwrap();
    sheet.merge_range(2, 5, 2, 6, "受理", &bold).unwrap();
    sheet.merge_range(2, 0, 3, 0, "序号", &bold).unwrap();
    insta::assert_snapshot!(read(workbook.save_to_buffer().unwrap(), None, UNITS).report);
}

#[test]
fn rows_that_contradict_themselves() {
    let rows: &[&[&str]] = &[
        REVIEWS,
        &["1", "青复〔2023〕1号", "2023-03-10", "王某", "青禾区民政局", "2023-03-09", "2023-04-01", "维持"],
        &["2", "青复〔2023〕2号", "2023-03-10", "王某", "青禾区民政局", "2023-03-12", "2023-03-11", "维持"],
        &["3", "青复〔2023〕3号", "2023-03-10", "王某", "青禾区民政局", "2023-03-12", "2023-03-12", "不予受理"],
        &["4", "青复〔2023〕4号", "2023-03-10", "王某", "青禾区民政局", "2023-03-12", "", "维持"],
        &["5", "青复〔2023〕5号", "2023-03-10", "王某", "青禾区民政局", "2023-03-12", "2023-04-01", "审理中"],
        &["6", "青复〔2023〕6号", "2023-03-10", "王某", "青禾区民政局", "2023-03-12", "", "审理中", "已履行"],
        &["7", "青复(2023)1号", "2023-03-10", "王某", "青禾区民政局", "2023-03-12", "2023-04-01", "维持"],
        &["8", "（2023）豫9911行初1号", "2023-03-10", "王某", "青禾区民政局"],
        &["9", "青复〔2023〕9号", "2023-03-10", "王某", "青禾区民政局", "2023-03-12", "", "审理中", "部分履行"],
    ];
    insta::assert_snapshot!(read(sheet("行政复议", rows), None, UNITS).report);
}

#[test]
fn suits_that_contradict_themselves() {
    let rows: &[&[&str]] = &[
        SUITS,
        &["（2023）豫9911行初1号", "二审", "王某", "青禾区民政局", "2023-03-10"],
        &["（2023）豫9911行初2号", "一审", "王某", "青禾区民政局", "2023-03-10", "2023-03-01", "是", "局长", "2023-04-01", "判决撤销"],
        &["（2023）豫9911行初3号", "一审", "王某", "青禾区民政局", "2023-03-10", "2023-04-10", "是", "局长", "2023-04-01", "判决撤销"],
        &["（2023）豫9911行初4号", "一审", "王某", "青禾区民政局", "2023-03-10", "未开庭", "是", "局长", "2023-04-01", "判决撤销"],
        &["（2023）豫9911行初5号", "一审", "王某", "青禾区民政局", "2023-03-10", "2023-03-20", "是", "工作人员", "2023-04-01", "判决撤销"],
        &["（2023）豫9911行初6号", "一审", "王某", "青禾区民政局", "2023-03-10", "2023-03-20", "×", "局长", "2023-04-01", "判决撤销"],
        &["（2023）豫9911行初7号", "一审", "王某", "青禾区民政局", "2023-03-10", "2023-03-20", "未开庭", "", "2023-02-01", "判决撤销"],
        &["（2023）豫9911行审8号", "", "王某", "青禾区民政局", "2023-03-10"],
        &["（2023）豫9911民初9号", "一审", "王某", "青禾区民政局", "2023-03-10"],
    ];
    insta::assert_snapshot!(read(sheet("行政应诉", rows), None, UNITS).report);
}

#[test]
fn an_appearance_without_a_hearing_never_vanishes() {
    let number = "（2023）豫9911行初1号";
    let suit = |hearing, appeared, post| {
        let row = &[number, "一审", "王某", "青禾区民政局", "2023-03-10", hearing, appeared, post, "2023-04-01", "判决撤销"];
        read(sheet("应诉", &[SUITS, row]), None, UNITS)
    };
    for (hearing, appeared, post) in [("", "是", ""), ("未开庭", "√", ""), ("/", "出庭", "局长")] {
        let read = suit(hearing, appeared, post);
        assert!(read.cases.is_empty(), "{}", read.report);
        assert!(read.report.contains("fault 应诉!G2") && read.report.contains("开庭日期 F2"), "{}", read.report);
    }
    for (hearing, appeared, post, cell) in [("", "否", "", "G2"), ("/", "×", "", "G2"), ("", "未出庭", "", "G2"), ("", "", "局长", "H2")]
    {
        let read = suit(hearing, appeared, post);
        assert_eq!(read.cases.len(), 1, "{}", read.report);
        assert!(read.report.contains("出庭情况未计入：缺少开庭日期") && read.report.contains(cell), "{}", read.report);
    }
    for (hearing, appeared) in [("", ""), ("/", "/"), ("未开庭", "未开庭"), ("2023-03-20", "否"), ("2023-03-20", "是")] {
        let read = suit(hearing, appeared, "");
        assert_eq!(read.cases.len(), 1, "{}", read.report);
        assert!(!read.report.contains("缺少开庭日期"), "{}", read.report);
    }
    let without = |appeared| {
        let header: &[&str] = &["案号", "审级", "原告", "被告", "收到应诉通知书日期", "负责人是否出庭", "裁判日期", "裁判结果"];
        let row = &[number, "一审", "王某", "青禾区民政局", "2023-03-10", appeared, "2023-04-01", "判决撤销"];
        read(sheet("应诉", &[header, row]), None, UNITS)
    };
    assert!(without("是").cases.is_empty() && without("是").report.contains("开庭日期列"), "{}", without("是").report);
    assert!(without("否").report.contains("缺少开庭日期") && without("否").cases.len() == 1, "{}", without("否").report);
    assert!(!without("/").report.contains("缺少开庭日期") && without("/").cases.len() == 1, "{}", without("/").report);
}

#[test]
fn suits_of_every_instance_and_ending() {
    let rows: &[&[&str]] = &[
        SUITS,
        &[
            "（2023）豫9911行初1号",
            "一审",
            "王某",
            "青禾区民政局",
            "2023-03-10",
            "2023-03-20",
            "否",
            "工作人员",
            "2023-04-01",
            "判决确认违法",
        ],
        &["（2023）豫9911行初2号", "第一审", "王某", "青禾区民政局", "2023-03-10", "/", "/", "", "2023-04-01", "裁定不予立案"],
        &["（2023）豫9911行初3号", "", "王某", "青禾区民政局", "2023-03-10", "", "", "", "2023-04-01", "按撤诉处理"],
        &["（2023）豫9911行初4号", "一审", "王某", "青禾区民政局", "2023-03-10", "", "", "", "2023-04-01", "改变行政行为后撤诉"],
        &["（2023）豫99行终5号", "二审", "王某", "青禾区民政局", "2023-03-10", "", "", "", "2023-04-01", "改判"],
        &["（2023）豫99行终6号", "二审", "王某", "青禾区民政局", "2023-03-10", "", "", "", "2023-04-01", "发回重审"],
        &["（2023）豫行申7号", "再审", "王某", "青禾区民政局", "2023-03-10", "", "", "", "2023-04-01", "驳回再审申请"],
        &["（2023）豫行再8号", "再审", "王某", "青禾区民政局", "2023-03-10", "", "", "", "未结", "未结"],
    ];
    insta::assert_snapshot!(read(sheet("应诉", rows), None, UNITS).report);
}

#[test]
fn words_nobody_knows_are_never_guessed() {
    let rows: &[&[&str]] = &[
        &["案号", "收到申请日期", "被申请人", "审理程序", "复议事项", "审结日期", "结案方式", "律师"],
        &["青复〔2023〕1号", "2023-03-10", "区民政局", "快速程序", "行政处罚", "2023-04-01", "基本维持", "甲"],
        &["青复〔2023〕2号", "2023-03-10", "青禾区民政局", "普通", "行政检查", "2023-04-01", "移出", "甲"],
        &["青复〔2023〕3号", "2023-03-10", "青禾区 民政局", "普通", "行政检查", "2023-04-01", "撤回申请终止", "甲"],
    ];
    insta::assert_snapshot!(read(sheet("行政复议", rows), None, UNITS).report);
}

#[test]
fn formulas_give_their_value_and_errors_are_faults() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name("行政复议").unwrap();
    write(sheet, &[REVIEWS]);
    for row in 1..=2 {
        sheet.write_formula(row, 1, Formula::new("CONCAT(…)").set_result(format!("青复〔2023〕{row}号"))).unwrap();
        sheet.write_formula(row, 2, Formula::new("TODAY()").set_result("44995")).unwrap();
        sheet.write(row, 4, "青禾区民政局").unwrap();
    }
    sheet.write_formula(2, 5, Formula::new("Z9").set_result("#REF!")).unwrap();
    insta::assert_snapshot!(read(workbook.save_to_buffer().unwrap(), None, UNITS).report);
}

#[test]
fn a_list_of_units_hidden_sheets_and_sheets_nobody_knows() {
    let mut workbook = Workbook::new();
    write(
        workbook.add_worksheet().set_name("应诉").unwrap(),
        &[
            SUITS,
            &["（2023）豫9911行初1号", "一审", "王某", "民政", "2023-03-10"],
            &["（2023）豫9911行初2号", "一审", "王某", "区教育局", "2023-03-10"],
        ],
    );
    write(
        workbook.add_worksheet().set_name("单位名录").unwrap().set_hidden(true),
        &[&["单位全称", "简称"], &["青禾区民政局", "区民政局、民政"], &["青禾区公安局", "区公安局；民政"], &["青禾区教育局", ""]],
    );
    write(workbook.add_worksheet().set_name("值班表").unwrap(), &[&["日期", "姓名"], &["2023-01-01", "甲"]]);
    workbook.add_worksheet().set_name("Sheet4").unwrap();
    insta::assert_snapshot!(read(workbook.save_to_buffer().unwrap(), None, &[]).report);
}

#[test]
fn necessary_columns_that_are_missing() {
    let rows: &[&[&str]] = &[&["案号", "申请人", "被申请人", "结案方式"], &["青复〔2023〕1号", "王某", "青禾区民政局", "维持"]];
    insta::assert_snapshot!(read(sheet("行政复议", rows), None, UNITS).report);
    insta::assert_snapshot!("no_sheet_of_cases", read(sheet("值班表", &[&["日期", "姓名"], &["2023-01-01", "甲"]]), None, UNITS).report);
}

#[test]
fn a_saved_mapping_overrides_the_guess() {
    let rows: &[&[&str]] =
        &[&["登记号", "来件日", "对方", "我方", "说法"], &["青复〔2023〕1号", "2023-03-10", "王某", "青禾区民政局", "2023-04-01", "维持"]];
    let mapping = r#"
        [[sheet]]
        name = "Sheet1"
        kind = "reconsideration"
        header_row = 1
        [sheet.columns]
        number = "登记号"
        received_on = "B"
        party = "对方"
        unit = "我方"
        concluded_on = "E"
        outcome = "F"
        officer = "经手人"

        [[sheet]]
        name = "没有的表"
        kind = "ignore"
    "#;
    insta::assert_snapshot!(read(sheet("Sheet1", rows), Some(mapping), UNITS).report);
    assert!(read(sheet("Sheet1", rows), None, UNITS).cases.is_empty());
}

#[test]
fn reconsiderations_in_which_we_are_respondent() {
    let rows: &[&[&str]] = &[
        &["案号", "复议机关", "申请人", "被申请人", "收到申请书副本日期", "答复日期", "审结日期", "结案方式"],
        &["临政复决字〔2023〕8号", "临州市人民政府", "王某", "青禾区民政局", "2023-03-10", "2023-03-18", "2023-05-01", "撤销并责令重作"],
        &["临政复决字〔2023〕9号", "临州市人民政府", "王某", "青禾区民政局", "2023-03-10", "2023-03-08", "", ""],
    ];
    insta::assert_snapshot!(read(sheet("被复议案件", rows), None, UNITS).report);
}

#[test]
fn text_files_in_every_encoding_and_with_every_delimiter() {
    let text = "青禾区行政复议台账\n\n案号,收到申请日期,申请人,被申请人,审结日期,结案方式\n青复〔2023〕1号,2023/3/10,\"王某\n李某\",青禾区民政局,,\n\n青复〔2023〕2号,2023/3/10,王某,民政局,,";
    let expected = read(text, None, UNITS).report;
    insta::assert_snapshot!(expected);
    let utf16 = |order: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(order).collect::<Vec<u8>>();
    let marked = |mark: &[u8], bytes: Vec<u8>| [mark, &bytes].concat();
    for (name, bytes) in [
        ("UTF-8 with its mark", marked(b"\xEF\xBB\xBF", text.into())),
        ("GB18030", encoding_rs::GB18030.encode(text).0.into_owned()),
        ("UTF-16 little-endian", marked(b"\xFF\xFE", utf16(u16::to_le_bytes))),
        ("UTF-16 big-endian", marked(b"\xFE\xFF", utf16(u16::to_be_bytes))),
        ("tabs", text.replace(',', "\t").into()),
        ("semicolons", text.replace(',', ";").into()),
        ("CRLF", text.replace('\n', "\r\n").into()),
    ] {
        let report = read(bytes, None, UNITS).report;
        assert_eq!(report, expected, "{name}");
    }
}

#[test]
fn the_same_row_gives_the_same_fingerprint() {
    let rows: &[&[&str]] = &[SUITS, &["（2023）豫9911行初1号", "一审", "王某", "青禾区民政局", "2023-03-10"]];
    let messy: &[&[&str]] = &[SUITS, &[], &["〔2023〕豫9911行初01号", "一审", " 王某", "青禾区民政局\u{3000}", "2023年3月10日"]];
    let changed: &[&[&str]] = &[SUITS, &["（2023）豫9911行初1号", "一审", "王某", "青禾区民政局", "2023-03-11"]];
    let print = |rows| read(sheet("应诉", rows), None, UNITS).cases[0].fingerprint;
    assert_eq!(print(rows), print(messy));
    assert_ne!(print(rows), print(changed));
}

/// The fixture was made with a spreadsheet writer of the older format: a title, a real date, a serial number, a day that does
/// not exist, a subtotal, and a list of units.
#[test]
fn the_older_format() {
    insta::assert_snapshot!(read(include_bytes!("fixtures/ledger.xls").as_slice(), None, &[]).report);
}

/// A workbook of the older format says from when it counts days in a record of its own (Date1904, type 0x22, length 2).
#[test]
fn the_older_format_may_count_days_from_1904() {
    let epochs = |bytes: Vec<u8>| open(bytes).unwrap().sheets().iter().map(|sheet| sheet.epoch_1904).collect::<Vec<_>>();
    let mut bytes = include_bytes!("fixtures/ledger.xls").to_vec();
    assert!(epochs(bytes.clone()).iter().all(|since_1904| !since_1904));
    let record = bytes.windows(6).position(|window| window == [0x22, 0, 2, 0, 0, 0]).unwrap();
    bytes[record + 4] = 1;
    assert!(epochs(bytes).iter().all(|since_1904| *since_1904));
}
