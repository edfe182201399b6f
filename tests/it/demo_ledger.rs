//! Writes the demo ledger: two years of an invented district, with the mess real ledgers have and anonymised people.

use chrono::{Datelike, Days, NaiveDate};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet};

const DISTRICT: &str = "青禾区";

/// Full name and short names of each unit, and the management category its acts fall under.
const UNITS: &[(&str, &[&str], &str)] = &[
    ("青禾区人民政府", &["区政府", "青禾区政府"], "其他"),
    ("临州市公安局青禾分局", &["公安青禾分局", "青禾公安分局"], "公安"),
    ("青禾区市场监督管理局", &["区市场监管局", "区市监局"], "市场监管"),
    ("青禾区人力资源和社会保障局", &["区人社局", "区人力资源社会保障局"], "人力资源和社会保障"),
    ("青禾区自然资源局", &["区自然资源局"], "自然资源"),
    ("青禾区城市管理局", &["区城管局", "区城市管理局"], "城市管理"),
    ("青禾区住房和城乡建设局", &["区住建局"], "住房城乡建设"),
    ("青禾区农业农村和水利局", &["区农业农村和水利局", "区农水局"], "农业农村"),
    ("青禾区卫生健康委员会", &["区卫健委"], "卫生健康"),
    ("青禾区教育体育局", &["区教体局"], "教育"),
    ("青禾区民政局", &["区民政局"], "民政"),
    ("青禾区应急管理局", &["区应急局", "区应急管理局"], "应急管理"),
    ("青禾区交通运输局", &["区交通局"], "交通运输"),
    ("青禾区退役军人事务局", &["区退役军人局"], "退役军人事务"),
    ("青禾区柳塘乡人民政府", &["柳塘乡政府", "柳塘乡"], "其他"),
    ("青禾区东岸街道办事处", &["东岸街道", "东岸办事处"], "其他"),
    ("青禾区纺织路街道办事处", &["纺织路街道", "纺织路办事处"], "其他"),
    ("青禾区石桥街道办事处", &["石桥街道", "石桥办事处"], "其他"),
    ("青禾区望山街道办事处", &["望山街道"], "其他"),
    ("青禾区新华路街道办事处", &["新华路街道"], "其他"),
];

const MATTERS: &[&str] = &[
    "行政处罚",
    "行政处罚",
    "信息公开",
    "举报投诉处理",
    "行政不作为",
    "行政强制措施",
    "工伤认定",
    "行政许可",
    "行政征收",
    "行政确权",
    "行政协议",
    "其他",
];

/// Reconsiderations that ended in a year, by outcome; the last two of 2022 ended in 2023.
const REVIEWS: [(i32, &[(&str, usize)]); 2] = [
    (
        2022,
        &[
            ("维持", 16),
            ("撤销并责令重作", 6),
            ("确认违法", 5),
            ("责令履行", 2),
            ("驳回复议申请", 2),
            ("驳回复议请求", 4),
            ("和解撤回", 5),
            ("撤回申请终止", 2),
            ("不予受理", 4),
        ],
    ),
    (
        2023,
        &[
            ("维持", 22),
            ("撤销并责令重作", 6),
            ("确认违法", 4),
            ("责令履行", 3),
            ("驳回复议申请", 3),
            ("驳回复议请求", 5),
            ("和解撤回", 10),
            ("撤回申请终止", 2),
            ("不予受理", 5),
        ],
    ),
];

/// Outcome, how many, how many of them heard, how many of those with the responsible person.
type FirstInstances = &'static [(&'static str, usize, usize, usize)];

/// Outcome, how many.
type SecondInstances = &'static [(&'static str, usize)];

/// First instances that ended in a year, by outcome, each with how many were heard and at how many of those the responsible
/// person appeared; and second instances.
const SUITS: [(i32, FirstInstances, SecondInstances); 2] = [
    (
        2022,
        &[
            ("判决驳回诉讼请求", 19, 18, 15),
            ("判决撤销并责令重作", 4, 3, 3),
            ("判决确认违法", 5, 5, 5),
            ("判决责令履行", 2, 2, 2),
            ("裁定准许撤诉", 6, 5, 5),
            ("裁定驳回起诉", 5, 5, 5),
            ("按撤诉处理", 2, 0, 0),
            ("裁定不予立案", 1, 0, 0),
        ],
        &[("驳回上诉维持原判", 9), ("改判", 1)],
    ),
    (
        2023,
        &[
            ("判决驳回诉讼请求", 17, 14, 14),
            ("判决撤销", 1, 1, 1),
            ("判决确认违法", 1, 1, 1),
            ("裁定准许撤诉", 5, 5, 5),
            ("裁定驳回起诉", 4, 3, 3),
            ("按撤诉处理", 1, 0, 0),
        ],
        &[("驳回上诉维持原判", 7)],
    ),
];

/// A small generator of numbers: the same on every machine and in every version.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % bound
    }

    fn pick<'a, T: ?Sized>(&mut self, choices: &[&'a T]) -> &'a T {
        choices[self.below(choices.len())]
    }

    fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last + 1));
        }
    }
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

fn after(day: NaiveDate, days: usize) -> NaiveDate {
    day.checked_add_days(Days::new(days as u64)).unwrap()
}

/// The bytes of the demo ledger.
pub fn workbook() -> Vec<u8> {
    let mut dice = Dice(20_240_101);
    let mut workbook = Workbook::new();
    let made_on = ExcelDateTime::from_ymd(2024, 1, 1).unwrap();
    workbook.set_properties(&DocProperties::new().set_title("行政复议、行政应诉案件台账（演示）").set_creation_datetime(&made_on));
    reviews(workbook.add_worksheet(), &mut dice);
    suits(workbook.add_worksheet(), &mut dice);
    units(workbook.add_worksheet());
    workbook.save_to_buffer().unwrap()
}

/// A sheet being filled, row by row.
struct Table<'a> {
    sheet: &'a mut Worksheet,
    row: u32,
}

impl<'a> Table<'a> {
    fn new(sheet: &'a mut Worksheet, name: &str, title: &str, header: &[&str]) -> Self {
        sheet.set_name(name).unwrap();
        sheet.merge_range(0, 0, 0, header.len() as u16 - 1, title, &Format::new()).unwrap();
        sheet.write(1, 0, "填报单位：青禾区司法局").unwrap();
        sheet.write(1, 3, "统计期间：2022年—2023年").unwrap();
        for (column, text) in (0..).zip(header) {
            sheet.write(2, column, *text).unwrap();
        }
        Self { sheet, row: 2 }
    }

    fn next_row(&mut self) -> u32 {
        self.row += 1;
        self.sheet.write(self.row, 0, self.row - 2).unwrap();
        self.row - 2
    }

    fn text(&mut self, column: u16, text: &str) {
        if !text.is_empty() {
            self.sheet.write(self.row, column, text).unwrap();
        }
    }

    /// A day in one of the ways people write it.
    fn day(&mut self, column: u16, day: Option<NaiveDate>, dice: &mut Dice) {
        let Some(day) = day else { return };
        let (y, m, d) = (day.year(), day.month(), day.day());
        let text = match dice.below(12) {
            0 => day.format("%Y-%m-%d").to_string(),
            1 => format!("{y}/{m}/{d}"),
            2 | 3 => format!("{y}.{m}.{d}"),
            4 | 5 => format!("{y}年{m}月{d}日"),
            6 => day.format("%Y%m%d").to_string(),
            7 => format!("{y}年{m}月{d}日")
                .chars()
                .map(|c| if c.is_ascii_digit() { char::from_u32(u32::from(c) + 0xFEE0).unwrap() } else { c })
                .collect(),
            _ => {
                self.sheet.write_with_format(self.row, column, &day, &Format::new().set_num_format("yyyy-mm-dd")).unwrap();
                return;
            }
        };
        self.text(column, &text);
    }

    fn total(&mut self, cases: u32) {
        self.row += 2;
        self.text(0, "合计");
        self.text(1, &format!("{cases}件"));
    }
}

fn person(dice: &mut Dice) -> (String, &'static str) {
    const SURNAMES: &str = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕";
    if dice.below(4) == 0 {
        let first: Vec<char> = "恒瑞鼎泽嘉禾".chars().collect();
        let second: Vec<char> = "达丰顺茂兴和".chars().collect();
        let trade = dice.pick(&["商贸有限公司", "建材有限公司", "餐饮服务部", "便利店", "物流有限公司", "养殖专业合作社", "置业有限公司"]);
        (format!("临州{}{}{trade}", first[dice.below(6)], second[dice.below(6)]), "法人或者其他组织")
    } else {
        let surnames: Vec<char> = SURNAMES.chars().collect();
        (format!("{}{}", surnames[dice.below(surnames.len())], dice.pick(&["某某", "某某", "某"])), "自然人")
    }
}

fn spaced(text: &str, dice: &mut Dice) -> String {
    format!("{}{text}{}", dice.pick(&["", "", " "]), dice.pick(&["", "", " ", "\u{3000}"]))
}

/// Days spread over a year from early January to the end of its tenth month.
fn spread(year: i32, index: usize, of: usize) -> NaiveDate {
    after(day(year, 1, 8), index * 290 / of)
}

fn reviews(sheet: &mut Worksheet, dice: &mut Dice) {
    let header = [
        "序号",
        "案号",
        "收到申请日期",
        "申请人",
        "申请人类型",
        "被申请人",
        "行政管理类别",
        "复议事项",
        "受理日期",
        "审理程序",
        "承办人",
        "审结日期",
        "结案方式",
        "履行情况",
        "备注",
    ];
    let mut table = Table::new(sheet, "行政复议案件台账", &format!("{DISTRICT}行政复议案件台账"), &header);
    for (year, outcomes) in REVIEWS {
        let mut cases: Vec<&str> = outcomes.iter().flat_map(|(outcome, count)| std::iter::repeat_n(*outcome, *count)).collect();
        dice.shuffle(&mut cases);
        let regular = cases.len();
        // Late in the year: two that ended in the next one, or four that have not ended.
        cases.extend(if year == 2022 { ["维持", "驳回复议请求"].as_slice() } else { &["审理中", "", "", "审理中"] });
        for (index, outcome) in cases.iter().enumerate() {
            let (number, received) = match (year, index.checked_sub(regular)) {
                (_, None) => (index + 1, spread(year, index, regular)),
                (2022, Some(late)) => ([66, 78][late], after(day(2022, 11, 18), late * 28)),
                (_, Some(late)) => (index + 1, after(day(2023, 11, 20), late * 8)),
            };
            review(&mut table, dice, year, number, received, outcome);
        }
    }
    let cases = table.row - 2;
    table.total(cases);
}

fn review(table: &mut Table, dice: &mut Dice, year: i32, number: usize, received: NaiveDate, outcome: &str) {
    table.next_row();
    let (open, close) = [("〔", "〕"), ("〔", "〕"), ("[", "]"), ("【", "】"), ("（", "）"), ("(", ")")][dice.below(6)];
    let (name, kind) = person(dice);
    let (unit, short_names, category) = UNITS[1 + dice.below(UNITS.len() - 1)];
    let unit = if dice.below(3) == 0 { unit } else { dice.pick(short_names) };
    let accepted = (outcome != "不予受理").then(|| after(received, dice.below(5)));
    let concluded = match (outcome, accepted) {
        ("" | "审理中", _) => None,
        (_, Some(accepted)) => Some(after(accepted, if received.month() >= 11 { 50 } else { 24 + dice.below(25) })),
        (_, None) => Some(after(received, 1 + dice.below(2))),
    };
    let performed = matches!(outcome, "撤销并责令重作" | "确认违法" | "责令履行");
    table.text(1, &format!("临青政复决字{open}{year}{close}{number}号"));
    table.day(2, Some(received), dice);
    table.text(3, &spaced(&name, dice));
    table.text(4, kind);
    table.text(5, unit);
    table.text(6, category);
    table.text(7, dice.pick(MATTERS));
    table.day(8, accepted, dice);
    table.text(9, dice.pick(&["普通程序", "普通程序", "普通", "一般程序"]));
    table.text(10, dice.pick(&["甲承办", "乙承办", "丙承办"]));
    table.day(11, concluded, dice);
    table.text(12, outcome);
    table.text(13, if performed { "已履行" } else { "" });
    table.text(14, dice.pick(&["", "", "", "材料补正一次", "群体性", "涉企"]));
}

/// A suit before it is written down.
struct Suit {
    received: NaiveDate,
    second: bool,
    outcome: &'static str,
    heard: bool,
    appeared: bool,
}

fn suits(sheet: &mut Worksheet, dice: &mut Dice) {
    let header = [
        "序号",
        "案号",
        "受理法院",
        "审级",
        "原告",
        "被告（应诉单位）",
        "案由",
        "是否经复议",
        "收到应诉通知书日期",
        "开庭日期",
        "负责人是否出庭",
        "出庭负责人职务",
        "裁判日期",
        "裁判结果",
        "备注",
    ];
    let mut table = Table::new(sheet, "行政应诉案件台账", &format!("{DISTRICT}行政应诉案件台账"), &header);
    for (year, first, second) in SUITS {
        let mut suits: Vec<Suit> = Vec::new();
        for (outcome, count, heard, appeared) in first {
            suits.extend((0..*count).map(|index| Suit {
                received: day(year, 1, 1),
                second: false,
                outcome,
                heard: index < *heard,
                appeared: index < *appeared,
            }));
        }
        for (outcome, count) in second {
            suits.extend((0..*count).map(|_| Suit { received: day(year, 1, 1), second: true, outcome, heard: false, appeared: false }));
        }
        dice.shuffle(&mut suits);
        let count = suits.len();
        for (index, suit) in suits.iter_mut().enumerate() {
            suit.received = after(day(year, 1, 5), index * 240 / count);
        }
        for (outcome, received) in [("审理中", day(year, 11, 24)), ("未结", day(year, 12, 20))] {
            suits.push(Suit { received, second: false, outcome, heard: false, appeared: false });
        }
        let (mut first_number, mut second_number) = (11, 40);
        for suit in &suits {
            let number = if suit.second { &mut second_number } else { &mut first_number };
            *number += 1;
            let number = *number;
            write_suit(&mut table, dice, year, number, suit);
        }
    }
    let cases = table.row - 2;
    table.total(cases);
}

fn write_suit(table: &mut Table, dice: &mut Dice, year: i32, number: usize, suit: &Suit) {
    table.next_row();
    let (open, close) = [("（", "）"), ("(", ")"), ("〔", "〕")][dice.below(3)];
    let government = !suit.second && dice.below(8) == 0;
    let (unit, short_names, _) = if government { UNITS[0] } else { UNITS[1 + dice.below(UNITS.len() - 1)] };
    let (court_code, court) =
        if suit.second || government { ("豫99", "临州市中级人民法院") } else { ("豫9911", "临州市青禾区人民法院") };
    let ended = !matches!(suit.outcome, "审理中" | "未结");
    let hearing = suit.heard.then(|| after(suit.received, 25 + dice.below(30)));
    let judged = ended.then(|| after(hearing.unwrap_or(after(suit.received, 30)), 21 + dice.below(30)));
    let (name, _) = person(dice);
    let head = if government {
        "区长"
    } else if unit.ends_with("乡人民政府") {
        "乡长"
    } else if unit.ends_with("办事处") || unit.ends_with("委员会") {
        "主任"
    } else {
        "局长"
    };
    let (appeared, post) = match (suit.heard, suit.appeared) {
        (true, true) => (dice.pick(&["是", "√", "出庭"]), format!("{}{head}", dice.pick(&["", "副", "党组成员、副"]))),
        (true, false) => (dice.pick(&["否", "×", "未出庭"]), "工作人员".to_owned()),
        (false, _) => (dice.pick(&["", "/", "未开庭"]), String::new()),
    };
    table.text(1, &format!("{open}{year}{close}{court_code}行{}{number}号", if suit.second { "终" } else { "初" }));
    table.text(2, court);
    table.text(3, if suit.second { "二审" } else { "一审" });
    table.text(4, &name);
    table.text(5, if dice.below(3) == 0 { unit } else { dice.pick(short_names) });
    table.text(6, dice.pick(MATTERS));
    table.text(7, dice.pick(&["否", "否", "是"]));
    table.day(8, Some(suit.received), dice);
    table.day(9, hearing, dice);
    table.text(10, appeared);
    table.text(11, &post);
    table.day(12, judged, dice);
    table.text(13, suit.outcome);
}

fn units(sheet: &mut Worksheet) {
    sheet.set_name("单位名录").unwrap();
    for (column, text) in (0..).zip(["序号", "单位全称", "简称"]) {
        sheet.write(0, column, text).unwrap();
    }
    for (row, (unit, short_names, _)) in (1..).zip(UNITS) {
        sheet.write(row, 0, row).unwrap();
        sheet.write(row, 1, *unit).unwrap();
        sheet.write(row, 2, short_names.join("、")).unwrap();
    }
}
