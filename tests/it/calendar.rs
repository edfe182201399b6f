//! A year's calendar taken in: from every layout, whole or not at all, on both engines; dates follow it at once.

use fuyi::domain::calendar::{CalendarTexts, Place};
use fuyi::domain::words::Lang;
use fuyi::service::{Books, Shelf, open_items};
use fuyi::settings::Settings;
use fuyi::store::{Database, NewCalendar, StoreError};
use serde_json::{Value, json};

use super::engines::{Engine, on_both_engines};
use super::samples::{act, day};

/// An arrangement of 2027 made up for these tests; the notice is not published yet.
pub const YEAR: &str = "date,day,festival_zh,festival_en\n\
    2026-12-31,off,元旦,New Year's Day\n2027-01-01,off,元旦,New Year's Day\n\
    2027-02-05,off,春节,Spring Festival\n2027-02-06,off,春节,Spring Festival\n2027-02-07,off,春节,Spring Festival\n2027-02-08,off,春节,Spring Festival\n\
    2027-04-05,off,清明节,Qingming Festival\n2027-05-01,off,劳动节,Labour Day\n2027-05-02,off,劳动节,Labour Day\n\
    2027-06-09,off,端午节,Dragon Boat Festival\n2027-09-15,off,中秋节,Mid-Autumn Festival\n\
    2027-10-01,off,国庆节,National Day\n2027-10-02,off,国庆节,National Day\n2027-10-03,off,国庆节,National Day\n2027-10-04,off,国庆节,National Day\n\
    2027-10-05,off,国庆节,National Day\n2027-10-06,off,国庆节,National Day\n2027-10-07,off,国庆节,National Day\n2027-10-09,work,国庆节,National Day\n";

/// The same arrangement in the layout of the public data set holiday-cn.
pub fn holiday_cn() -> String {
    let day = |line: &str| {
        let cells: Vec<&str> = line.split(',').collect();
        json!({"name": cells[2], "date": cells[0], "isOffDay": cells[1] == "off"})
    };
    let days: Vec<Value> = YEAR.lines().skip(1).map(day).collect();
    json!({"year": 2027, "papers": ["https://www.gov.cn/x"], "days": days}).to_string()
}

/// The reply of ten working days to a copy received before National Day: last day, whether it is provisional.
fn reply_due(engine: &Engine) -> (String, bool) {
    let answer = engine.fuyi(["period", "due", "rl23-reply-general", "--from", "2027-09-27", "--format", "json"]).json();
    (answer["due_on"].as_str().unwrap().to_owned(), answer["provisional"].as_bool().unwrap())
}

fn shown(engine: &Engine, year: &str) -> Value {
    engine.fuyi(["calendar", "show", year, "--format", "json"]).json()
}

#[test]
fn a_provisional_date_turns_firm_when_its_year_is_taken_in() {
    on_both_engines(|engine| {
        engine.database();
        // Friday 1 October is off by law; the rest of the week is known only from the notice
        assert_eq!(reply_due(engine), ("2027-10-12".to_owned(), true));
        let table = engine.file("2027.csv", YEAR);
        let notice = "国务院办公厅关于2027年部分节假日安排的通知";
        let done = engine.fuyi(["--lang", "en", "calendar", "import", &table, "--year", "2027", "--notice", notice]);
        assert_eq!((done.code, done.stdout.as_str()), (Some(0), ""));
        assert!(done.stderr.contains("version 2027.i1): 18 days off, 1 make-up days"), "{}", done.stderr);
        // off to the 7th; Saturday the 9th is worked and counts
        assert_eq!(reply_due(engine), ("2027-10-15".to_owned(), false));
        let year = shown(engine, "2027");
        assert_eq!((&year["version"], &year["published"], &year["notice"]["title"]), (&json!("2027.i1"), &json!(true), &json!(notice)));
        assert!(
            year["days"]
                .as_array()
                .unwrap()
                .contains(&json!({"date": "2027-10-09", "day": "work", "festival": {"zh": "国庆节", "en": "National Day"}}))
        );
        assert_eq!(year["imported"]["by"].as_str().map(str::is_empty), Some(false));
        let trail = engine.database().audit_list(&Default::default(), 1).unwrap().remove(0);
        assert_eq!((trail.action.as_str(), trail.subject.as_str()), ("calendar-imported", "calendar 2027.i1"));
    });
}

#[test]
fn the_deadlines_of_a_case_follow_a_corrected_calendar() {
    on_both_engines(|engine| {
        engine.database().units_write(&[("平湛区公安分局".to_owned(), vec![])], &act()).unwrap();
        let number = "平政复决字〔2024〕1号";
        let case = ["--unit", "平湛区公安分局", "--number", number, "--on", "2024-04-01"];
        engine.fuyi(["case", "record", "application-received", "--new", "reconsideration"].into_iter().chain(case)).done();
        let review = || {
            let shown = engine.fuyi(["case", "show", number, "--format", "json"]).json();
            let deadlines = shown["deadlines"].as_array().expect("deadlines").clone();
            deadlines.iter().find(|deadline| deadline["rule"] == "rl23-acceptance-review").expect("the review")["due_on"].clone()
        };
        assert_eq!(review(), "2024-04-09");
        // Sunday 7 April was worked for Qingming; a calendar that forgets it gives a day more
        let bundled = engine.fuyi(["calendar", "show", "2024", "--format", "csv"]).done();
        let forgetful = engine.file("2024.csv", bundled.replace("2024-04-07,work,清明节,Qingming Festival\n", ""));
        engine.fuyi(["calendar", "import", &forgetful, "--replace"]).done();
        assert_eq!(review(), "2024-04-10");
        engine.fuyi(["calendar", "import", &engine.file("again.csv", bundled), "--replace"]).done();
        assert_eq!(review(), "2024-04-09");
    });
}

#[test]
fn the_same_year_in_another_layout_changes_nothing_and_another_year_needs_consent() {
    on_both_engines(|engine| {
        let json = engine.file("2027.json", holiday_cn());
        engine.fuyi(["calendar", "import", &json]).done();
        assert_eq!(shown(engine, "2027")["notice"]["addresses"], json!(["https://www.gov.cn/x"]));
        let rows = engine.rows();
        let same = engine.fuyi(["calendar", "import", &engine.file("2027.csv", YEAR)]);
        assert!(same.code == Some(0) && same.stderr.contains("未作任何改动"), "{same:?}");
        assert_eq!(engine.rows(), rows);

        let other = engine.file("other.csv", YEAR.replace("2027-10-09,work", "2027-10-10,work"));
        let (zh, en) = engine.refused(&["calendar", "import", &other]);
        assert!(zh.contains("2027.i1") && zh.contains("--replace") && en.contains("--replace"), "{zh} {en}");
        assert_eq!(engine.rows(), rows);
        engine.fuyi(["calendar", "import", &other, "--replace", "--notice", "更正〔2027〕1号"]).done();
        let year = shown(engine, "2027");
        assert_eq!((&year["version"], &year["versions"]), (&json!("2027.i2"), &json!(["2027.i1", "2027.i2"])));
        // Sunday the 10th instead of Saturday the 9th
        assert_eq!(reply_due(engine), ("2027-10-15".to_owned(), false));
        let text = engine.fuyi(["calendar", "show", "2027"]).done();
        assert!(text.contains("更正〔2027〕1号\n") && text.contains("调休上班：10日（国庆节）"), "{text}");
        let old = engine.fuyi(["calendar", "show", "2027", "--edition", "2027.i1", "--format", "csv"]).done();
        assert_eq!(old, YEAR);
        assert!(engine.refused(&["calendar", "show", "2027", "--edition", "2027.i3"]).0.contains("2027.i1、2027.i2"));
        assert!(engine.refused(&["calendar", "show", "1999"]).1.contains("2004"));
    });
}

#[test]
fn a_bundled_year_may_be_corrected_and_stays_readable() {
    let engine = Engine::sqlite();
    let bundled = engine.fuyi(["calendar", "show", "2026", "--format", "csv"]).done();
    assert_eq!(engine.files(), Vec::<String>::new(), "looking makes no database");
    let same = engine.file("2026.csv", &bundled);
    engine.fuyi(["calendar", "import", &same]).done();
    let fewer = engine.file("fewer.csv", bundled.replace("2026-01-04,work,元旦,New Year's Day\n", ""));
    assert!(engine.refused(&["calendar", "import", &fewer]).0.contains("版本 2026.1"));
    assert_eq!(engine.files(), ["2026.csv", "fewer.csv"], "neither made a database");
    engine.fuyi(["calendar", "import", &fewer, "--replace"]).done();
    assert_eq!(shown(&engine, "2026")["version"], "2026.i1");
    assert_eq!(engine.fuyi(["calendar", "show", "2026", "--edition", "2026.1", "--format", "csv"]).done(), bundled);
    let due =
        |from: &str| engine.fuyi(["period", "due", "rl23-acceptance-review", "--from", from, "--format", "json"]).json()["due_on"].clone();
    // five working days, without Sunday the 4th
    assert_eq!(due("2025-12-31"), "2026-01-09");
}

#[test]
fn a_file_that_is_no_calendar_is_told_in_one_sentence_and_leaves_nothing() {
    let engine = Engine::sqlite();
    for (name, text, words) in [
        ("a.csv", YEAR.replace("2027-02-05,off", "2027-02-05,闭"), "a.csv：第4行：“闭”应为 off 或 work"),
        (
            "a.csv",
            YEAR.replace("2027-02-05", "2027-02-06").replace("2027-10-09", "2027-10-08"),
            "第5行：日期2027-02-06重复；第20行：2027-10-08是星期五",
        ),
        ("a.csv", YEAR.replace("2027-06-09,off", "2027-06-10,off"), "缺少端午节放假日2027-06-09"),
        ("a.json", holiday_cn().replace("2027-06-09", "2027-06-31"), "days[9].date：“2027-06-31”不是日期"),
        ("a.json", "{\"year\":2027,\"days\":[]}".to_owned(), "没有任何日期"),
        ("a.json", "{\"year\":".to_owned(), "第1行：JSON不完整"),
        ("a.csv", "x\n".repeat(400_000), "第1行：应为四列"),
        ("a.csv", "#\n".repeat(600_000), "字节的上限"),
    ] {
        let file = engine.file(name, text);
        let (zh, en) = engine.refused(&["calendar", "import", &file]);
        assert!(zh.contains(words) && en.contains(name) && zh.chars().count() < 1500, "{zh} | {en}");
        std::fs::remove_file(engine.path(name)).unwrap();
    }
    let binary = engine.file("a.csv", b"\xff\xfe\x00");
    assert!(engine.refused(&["calendar", "import", &binary]).0.contains("不是UTF-8文本"));
    assert!(engine.refused(&["calendar", "import", "没有.csv"]).0.contains("没有这个文件"));
    assert!(engine.refused(&["calendar", "import", &engine.file("b.csv", YEAR), "--year", "2026"]).0.contains("不在2026年内"));
    // what the law alone fixes is no notice: taken in, it would pass a guess off as firm
    let law = engine.fuyi(["calendar", "show", "2027", "--format", "csv"]).done();
    assert!(engine.refused(&["calendar", "import", &engine.file("c.csv", law)]).0.contains("不是国务院办公厅通知的安排"));
    assert!(!engine.files().iter().any(|name| name.contains("sqlite")), "{:?}", engine.files());
}

/// What an import would write, read from the table above.
fn new_calendar<'a>(books: &'a Books, replaces: Option<&'a str>) -> NewCalendar<'a> {
    let year = books.law.calendar.year(2026).expect("bundled");
    NewCalendar { year: 2026, notice: None, addresses: &[], source_sha256: "00", days: &year.days, replaces }
}

fn books() -> Books {
    Books::open(&Settings::load(None, [], []).expect("the settings")).expect("the books")
}

#[test]
fn an_import_that_fails_on_its_last_step_leaves_nothing() {
    let books = books();
    on_both_engines(|engine| {
        let mut database = engine.database();
        engine.execute("ALTER TABLE audit RENAME TO audit_elsewhere").unwrap();
        database.calendar_import(&new_calendar(&books, Some("2026.1")), &act()).expect_err("no audit, no import");
        engine.execute("ALTER TABLE audit_elsewhere RENAME TO audit").unwrap();
        let left =
            ["calendar_years", "calendar_days", "audit"].map(|table| engine.number(&format!("SELECT COUNT(*) AS number FROM {table}")));
        assert_eq!(left, [0, 0, 0]);
        assert_eq!(database.calendars().unwrap(), []);
    });
}

#[test]
fn of_those_who_replace_the_same_version_at_once_one_succeeds() {
    let books = books();
    on_both_engines(|engine| {
        let mut database = engine.database();
        let import = || Database::open(&engine.url).expect("open").calendar_import(&new_calendar(&books, Some("2026.1")), &act());
        let ends: Vec<_> = std::thread::scope(|scope| {
            let racers: Vec<_> = (0..4).map(|_| scope.spawn(import)).collect();
            racers.into_iter().map(|racer| racer.join().expect("no panic")).collect()
        });
        let (won, late): (Vec<_>, Vec<_>) = ends.into_iter().partition(Result::is_ok);
        assert_eq!(won.into_iter().flatten().collect::<Vec<_>>(), ["2026.i1"]);
        for refusal in late.into_iter().map(|late| late.expect_err("too late")) {
            assert!(matches!(refusal, StoreError::CalendarTaken { year: 2026 }), "{refusal}");
        }
        assert_eq!(database.calendar_import(&new_calendar(&books, Some("2026.i1")), &act()).unwrap(), "2026.i2");
        let versions: Vec<String> = database.calendar_editions(2026).unwrap().into_iter().map(|stored| stored.calendar.version).collect();
        assert_eq!(versions, ["2026.i2", "2026.i1"]);
        assert_eq!(database.calendars().unwrap().len(), 1);
    });
}

#[test]
fn editions_cannot_be_altered_and_verify_finds_who_did() {
    on_both_engines(|engine| {
        engine.fuyi(["calendar", "import", &engine.file("2027.csv", YEAR)]).done();
        for statement in [
            "UPDATE calendar_years SET notice = 'x'",
            "DELETE FROM calendar_years",
            "UPDATE calendar_days SET works = NOT works",
            "DELETE FROM calendar_days",
        ] {
            assert!(engine.execute(statement).is_err(), "{statement}");
        }
        engine.fuyi(["verify"]).done();
        // a day added behind the store's back is no update
        engine
            .execute("INSERT INTO calendar_days SELECT calendar_id, DATE '2027-10-08', works, festival_zh, festival_en FROM calendar_days WHERE works".replace(if engine.name == "SQLite" { "DATE " } else { "\0" }, "").as_str())
            .unwrap();
        let found = engine.fuyi(["verify"]);
        assert!(found.code == Some(1) && found.stdout.contains("日历 2027.i1"), "{found:?}");
    });
}

#[test]
fn a_backup_carries_the_calendars_to_either_engine() {
    on_both_engines(|engine| {
        engine.fuyi(["calendar", "import", &engine.file("2027.csv", YEAR)]).done();
        let file = engine.path("all.backup");
        engine.fuyi(["backup", file.to_str().unwrap()]).done();
        for target in [Engine::sqlite(), Engine::postgres()] {
            target.fuyi(["restore", file.to_str().unwrap()]).done();
            assert_eq!(shown(&target, "2027"), shown(engine, "2027"));
            assert_eq!(reply_due(&target), ("2027-10-15".to_owned(), false));
            target.fuyi(["verify"]).done();
            let next = YEAR.replace("2027-10-09,work", "2027-10-10,work");
            target.fuyi(["calendar", "import", &target.file("next.csv", next), "--replace"]).done();
            assert_eq!(Database::open(&target.url).unwrap().calendars().unwrap()[0].calendar.version, "2027.i2");
        }
    });
}

#[test]
fn from_november_on_the_missing_year_is_asked_for() {
    let books = books();
    let asked = |books: &Books, today| {
        let items = open_items(&books.law.calendar, today);
        items
            .into_iter()
            .map(|item| (item.code, item.since, item.sentence.in_lang(Lang::Zh).chars().take(4).collect()))
            .collect::<Vec<(_, _, String)>>()
    };
    assert_eq!(asked(&books, day(2026, 10, 31)), []);
    let item = ("calendar-missing", day(2026, 11, 1), "2027".to_owned());
    for today in [day(2026, 11, 1), day(2027, 3, 1)] {
        assert_eq!(asked(&books, today), std::slice::from_ref(&item));
    }
    assert_eq!(asked(&books, day(2027, 12, 31)).len(), 2);
    // a program that runs on takes the new year up
    let mut year = books.law.calendar.year(2026).unwrap().clone();
    year.year = 2027;
    let reloaded = books.with_calendar([year]);
    assert_eq!((asked(&reloaded, day(2026, 12, 1)), asked(&books, day(2026, 12, 1)).len()), (vec![], 1));
}

#[test]
fn the_list_names_every_year_with_its_notice() {
    let engine = Engine::sqlite();
    let list = engine.fuyi(["calendar", "list", "--format", "json"]).json();
    let years = list["years"].as_array().unwrap();
    assert_eq!((&years[0]["year"], &years[22]["year"]), (&json!(2004), &json!(2026)));
    for year in &years[..23] {
        assert_eq!((&year["published"], &year["version"]), (&json!(true), &json!(format!("{}.1", year["year"]))));
        assert!(year["notice"]["title"].as_str().unwrap().contains("部分节假日安排的通知"), "{year}");
        assert!(year["notice"]["number"].is_null(), "no document number is invented: {year}");
    }
    let text = engine.fuyi(["--lang", "en", "calendar", "list"]).done();
    assert!(text.contains("2026.1") && text.contains("the source gives no document number"), "{text}");
}

#[test]
fn the_tables_of_the_calendar_are_told_by_file_and_line() {
    let broken = CalendarTexts { notices: "2024,2024.1", ..CalendarTexts::BUNDLED };
    let faults = fuyi::domain::calendar::Calendar::from_texts(broken).expect_err("faults");
    let (file, fault) = faults.iter().find(|(file, _)| *file == "calendar/notices.csv").expect("the file");
    assert_eq!((*file, &fault.place), ("calendar/notices.csv", &Place::Line(1)));
    assert!(fault.sentence().zh.starts_with("第1行：应为六列") && fault.to_string().starts_with("line 1: expected"), "{fault}");
}

#[test]
fn a_running_service_takes_up_what_was_imported_from_the_terminal() {
    on_both_engines(|engine| {
        let mut database = engine.database();
        let environment = [("FUYI_DATABASE_URL".to_owned(), engine.url.clone())];
        let settings = Settings::load(None, environment, []).unwrap();
        let shelf = Shelf::open(&settings, &engine.url).unwrap();
        let version = || shelf.books().law.calendar.version(2027).map(str::to_owned);
        assert!(!shelf.refresh_if_newer(&mut database).unwrap(), "nothing was imported");
        assert_eq!(version(), None);
        for (edition, year) in [("2027.i1", YEAR.to_owned()), ("2027.i2", YEAR.replace("2027-10-09,work", "2027-10-10,work"))] {
            let table = engine.file("2027.csv", &year);
            assert_eq!(engine.fuyi(["calendar", "import", &table, "--replace"]).code, Some(0), "{edition}");
            assert!(shelf.refresh_if_newer(&mut database).unwrap(), "{edition} is newer");
            assert_eq!(version().as_deref(), Some(edition));
            let kept = shelf.books();
            assert!(!shelf.refresh_if_newer(&mut database).unwrap(), "{edition} is known");
            assert!(std::sync::Arc::ptr_eq(&kept, &shelf.books()), "what is known is not filled in again");
        }
    });
}
