//! A year's notice on its way in: read from CSV or JSON, and checked against the law before anything is written.

use chrono::Datelike;

use super::fault::{CalendarFault, Place};
use super::festivals::Festivals;
use super::year::{NamedDay, day_faults, is_law_alone, missing_festivals};
use super::{json, rows};

/// The days of one year, as a notice names them, without fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarDraft {
    /// The year.
    pub year: i32,
    /// Addresses of the notice, where the file gives them.
    pub addresses: Vec<String>,
    /// The days, in order.
    pub days: Vec<NamedDay>,
}

/// What a file holds, readable or not.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub year: Option<i32>,
    pub addresses: Vec<String>,
    pub days: Vec<(Place, NamedDay)>,
    pub faults: Vec<CalendarFault>,
}

impl Found {
    pub(super) fn add(&mut self, read: Result<(Place, NamedDay), CalendarFault>) {
        match read {
            Ok(day) => self.days.push(day),
            Err(fault) => self.faults.push(fault),
        }
    }
}

impl CalendarDraft {
    /// Reads a year from CSV as in `config/calendar/cn-days.csv`, or from JSON as public data sets keep it: text that begins with
    /// a brace. The year is `asked`, else what the file says, else that of its last day.
    ///
    /// # Errors
    /// Every fault with its place: lines and values that cannot be read, days outside the year or named twice, make-up working
    /// days that are worked anyway; when there is none of these, the festivals of the law that are missing.
    pub fn read(text: &str, asked: Option<i32>, festivals: &Festivals) -> Result<Self, Vec<CalendarFault>> {
        let text = text.trim_start_matches('\u{feff}');
        let is_json = text.trim_start().starts_with(['{', '[']);
        let Found { year, addresses, mut days, mut faults } = if is_json { json::read(text, festivals) } else { rows::found(text) };
        if days.is_empty() && faults.is_empty() {
            faults.push(CalendarFault::new(Place::Whole, "没有任何日期", "there is no day in it"));
        }
        let last = days.iter().map(|(_, named)| named.day.year()).max();
        let Some(of) = asked.or(year).or(last) else { return Err(faults) };
        if let Some(year) = year.filter(|year| *year != of) {
            let place = Place::Path("year".to_owned());
            faults.push(CalendarFault::new(
                place,
                format!("文件写的是{year}年，不是{of}年"),
                format!("the file is of {year}, not of {of}"),
            ));
        }
        let years = festivals.years();
        if !years.contains(&of) {
            let (first, end) = years.into_inner();
            let zh = format!("{of}年的日历不能导入：年份应在{first}至{end}之间");
            faults.push(CalendarFault::new(
                Place::Whole,
                zh,
                format!("no calendar of {of} is kept: a year lies between {first} and {end}"),
            ));
            return Err(faults);
        }
        faults.extend(day_faults(of, &days));
        if faults.is_empty() {
            faults = missing_festivals(of, &days, festivals);
            if is_law_alone(of, &days, festivals) {
                let zh = "文件只有法律规定的放假日，不是国务院办公厅通知的安排";
                faults.push(CalendarFault::new(Place::Whole, zh, "these are the days off by law alone, not the arrangement of a notice"));
            }
        }
        days.sort_by_key(|(_, named)| named.day);
        let days = days.into_iter().map(|(_, named)| named).collect();
        if faults.is_empty() { Ok(Self { year: of, addresses, days }) } else { Err(faults) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::calendar::{Calendar, CalendarTexts};

    /// 2027 as its notice might say it; the real one is not published yet.
    const YEAR: &str = "date,day,festival_zh,festival_en\n\
        2026-12-31,off,元旦,New Year's Day\n2027-01-01,off,元旦,New Year's Day\n2027-01-02,off,元旦,New Year's Day\n\
        2027-02-05,off,春节,Spring Festival\n2027-02-06,off,春节,Spring Festival\n2027-02-07,off,春节,Spring Festival\n\
        2027-02-08,off,春节,Spring Festival\n2027-02-14,work,春节,Spring Festival\n2027-04-05,off,清明节,Qingming Festival\n\
        2027-05-01,off,劳动节,Labour Day\n2027-05-02,off,劳动节,Labour Day\n2027-06-09,off,端午节,Dragon Boat Festival\n\
        2027-09-15,off,中秋节,Mid-Autumn Festival\n2027/10/1,off,国庆节,National Day\n2027-10-02,off,国庆节,National Day\n2027-10-03,off,国庆节,National Day\n";

    fn read(text: &str, asked: Option<i32>) -> Result<CalendarDraft, Vec<String>> {
        let calendar = Calendar::from_texts(CalendarTexts::BUNDLED).expect("bundled calendar");
        CalendarDraft::read(text, asked, calendar.festivals()).map_err(|faults| faults.iter().map(|fault| fault.sentence().zh).collect())
    }

    #[test]
    fn a_table_as_bundled_is_read_whatever_a_spreadsheet_did_to_it() {
        let draft = read(YEAR, None).expect("no fault");
        assert_eq!((draft.year, draft.days.len()), (2027, 16));
        assert_eq!(draft.days.iter().filter(|named| named.works).count(), 1);
        assert_eq!(read(&format!("\u{feff}{}", YEAR.replace('\n', "\r\n")), Some(2027)), Ok(draft));
    }

    #[test]
    fn every_fault_of_a_table_is_told_by_its_line() {
        for (text, said) in [
            (YEAR.replace("2027-04-05", "2028-04-05"), &["第2行：2026-12-31不在2028年内"][..]),
            (YEAR.replace("2027-04-05", "2026-04-05"), &["第10行：2026-04-05不在2027年内"]),
            (YEAR.replace("2027-02-14", "2027-02-15"), &["第9行：2027-02-15是星期一，本来就上班，不能是调休上班日"]),
            (YEAR.replace("2027-02-08", "2027-02-07"), &["第8行：日期2027-02-07重复"]),
            (YEAR.replace("2027-06-09,off", "2027-06-09,休"), &["第13行：“休”应为 off 或 work"]),
            (YEAR.replace("2027-06-09", "2027-06-31"), &["第13行：“2027-06-31”不是日期（应为 YYYY-MM-DD）"]),
            (YEAR.replace("2027-06-09", "2027-06-10"), &["缺少端午节放假日2027-06-09（《全国年节及纪念日放假办法》（2024年修订）第二条）"]),
            (
                YEAR.replace("2027-05-02,off", "2027-05-02,work"),
                &["缺少劳动节放假日2027-05-02（《全国年节及纪念日放假办法》（2024年修订）第二条）"],
            ),
            (YEAR.replace("2027", "2077"), &["2077年的日历不能导入：年份应在2004至2050之间"]),
            ("# nothing\n".to_owned(), &["没有任何日期"]),
            (
                "2027-01-01,off\nx,off,元旦,x".to_owned(),
                &["第1行：应为四列（date,day,festival_zh,festival_en），实为2列", "第2行：“x”不是日期（应为 YYYY-MM-DD）"],
            ),
        ] {
            let faults = read(&text, None).expect_err("a fault");
            assert!(faults.len() >= said.len(), "{faults:?}");
            for (fault, said) in faults.iter().zip(said) {
                assert_eq!(fault, said);
            }
        }
    }

    /// The same year in the layout of holiday-cn.
    fn holiday_cn() -> serde_json::Value {
        let days = read(YEAR, None).expect("no fault").days;
        let day = |named: &NamedDay| serde_json::json!({"name": named.festival.zh, "date": named.day, "isOffDay": !named.works});
        serde_json::json!({"$schema": "x", "year": 2027, "papers": ["https://www.gov.cn/x"], "days": days.iter().map(day).collect::<Vec<_>>()})
    }

    #[test]
    fn both_public_layouts_of_json_give_the_same_year() {
        let mut table = read(YEAR, None).expect("no fault");
        let draft = read(&holiday_cn().to_string(), None).expect("no fault");
        assert_eq!(draft.addresses, ["https://www.gov.cn/x"]);
        table.addresses.clone_from(&draft.addresses);
        assert_eq!(draft, table);
        let days = table.days.iter().filter(|named| named.day.year() == 2027).map(|named| {
            let value = match (named.works, named.festival.zh.as_str()) {
                (true, festival) => {
                    serde_json::json!({"holiday": false, "name": "补班", "target": festival, "after": true, "wage": 1, "date": named.day})
                }
                (false, "春节") => serde_json::json!({"holiday": true, "name": "初一", "wage": 3, "date": named.day}),
                (false, festival) => serde_json::json!({"holiday": true, "name": festival, "wage": 3, "date": named.day, "rest": 1}),
            };
            (named.day.format("%m-%d").to_string(), value)
        });
        let timor = serde_json::json!({"code": 0, "holiday": days.collect::<serde_json::Map<_, _>>()});
        let read = read(&timor.to_string(), None).expect("no fault");
        assert_eq!((read.year, &read.days[..]), (2027, &table.days[1..]));
    }

    #[test]
    fn every_fault_of_json_is_told_by_its_path() {
        let change = |path: &str, to: serde_json::Value| {
            let mut value = holiday_cn();
            *value.pointer_mut(path).expect("a value") = to;
            value.to_string()
        };
        for (text, said) in [
            (change("/days/3/date", "2027-02-29".into()), "days[3].date：“2027-02-29”不是日期（应为 YYYY-MM-DD）"),
            (change("/days/3/date", 7.into()), "days[3].date：应为文字，不得为空"),
            (change("/days/3/isOffDay", "yes".into()), "days[3].isOffDay：应为 true 或 false"),
            (change("/days/3/name", "".into()), "days[3].name：应为文字，不得为空"),
            (change("/days/4/date", "2027-02-05".into()), "days[4]：日期2027-02-05重复"),
            (change("/days/7/date", "2027-02-15".into()), "days[7]：2027-02-15是星期一，本来就上班，不能是调休上班日"),
            (change("/days/8/date", "2028-04-04".into()), "days[8]：2028-04-04不在2027年内"),
            (change("/year", "2027".into()), "year：缺少年份"),
            (change("/days", serde_json::json!([])), "没有任何日期"),
            ("{\"a\":1}".to_owned(), "不认识这种JSON：应有 days 数组（holiday-cn）或 holiday 对象（timor）"),
            ("{\n\"days\":[,]}".to_owned(), "第2行：第9列起不是JSON"),
            (
                "{\"holiday\":{\"01-01\":{\"holiday\":1,\"date\":\"2027-01-01\"}}}".to_owned(),
                "holiday[\"01-01\"].holiday：应为 true 或 false",
            ),
        ] {
            assert_eq!(read(&text, None).expect_err("a fault")[0], said);
        }
        assert_eq!(read(&holiday_cn().to_string(), Some(2028)).expect_err("a fault")[0], "year：文件写的是2027年，不是2028年");
    }
}
