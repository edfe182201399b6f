//! Days and hours of China as calendars read them (RFC 5545, 3.3.5 and 3.6.5).

use chrono::{Days, NaiveDate, NaiveDateTime, TimeDelta};
use icalendar::{CalendarDateTime, DatePerhapsTime};

use crate::domain::case::hour::Hour;

/// Name of the time zone.
const ZONE: &str = "Asia/Shanghai";
/// Its definition: one offset, since China keeps no summer time.
const DEFINITION: &str = "BEGIN:VTIMEZONE\r\nTZID:Asia/Shanghai\r\nBEGIN:STANDARD\r\nDTSTART:19920101T000000\r\n\
    TZOFFSETFROM:+0800\r\nTZOFFSETTO:+0800\r\nTZNAME:CST\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n";

/// When something of a day begins: at its hour, or with the day.
pub(super) fn starts(on: NaiveDate, at: Option<(Hour, u16)>) -> DatePerhapsTime {
    at.map_or(DatePerhapsTime::Date(on), |(hour, _)| zoned(on, i64::from(hour.minutes())))
}

/// When it ends: after the minutes it lasts, or with the day.
pub(super) fn ends(on: NaiveDate, at: Option<(Hour, u16)>) -> DatePerhapsTime {
    let next = on.checked_add_days(Days::new(1)).unwrap_or(on);
    at.map_or(DatePerhapsTime::Date(next), |(hour, lasts)| zoned(on, i64::from(hour.minutes()) + i64::from(lasts)))
}

fn zoned(on: NaiveDate, minutes: i64) -> DatePerhapsTime {
    let date_time = NaiveDateTime::from(on) + TimeDelta::minutes(minutes);
    DatePerhapsTime::DateTime(CalendarDateTime::WithTimezone { date_time, tzid: ZONE.to_owned() })
}

/// A calendar with the definition of the time zone, where it names it.
pub(super) fn in_china(calendar: String) -> String {
    const FIRST: &str = "BEGIN:VEVENT\r\n";
    if calendar.contains(ZONE) { calendar.replacen(FIRST, &format!("{DEFINITION}{FIRST}"), 1) } else { calendar }
}

#[cfg(test)]
mod tests {
    use crate::mail::{Dated, feed};

    #[test]
    fn an_hour_is_told_in_the_time_zone_of_china_which_is_defined_once() {
        let at = |uid: &str, hour: Option<&str>| Dated {
            uid: uid.into(),
            on: "2024-06-03".parse().unwrap(),
            at: hour.map(|hour| (hour.parse().unwrap(), 120)),
            summary: "开庭".into(),
            place: None,
            description: None,
            link: None,
            called_off: false,
        };
        let days = [at("a@fuyi", Some("09:30")), at("b@fuyi", Some("23:00")), at("c@fuyi", None)];
        let text = feed("复议", &days, "2024-05-01T00:00:00Z".parse().unwrap());
        let times = |line: &str| text.split("\r\n").filter(|known| *known == line).count();
        for (line, wanted) in [
            ("DTSTART;TZID=Asia/Shanghai:20240603T093000", 1),
            ("DTEND;TZID=Asia/Shanghai:20240603T113000", 1),
            ("DTEND;TZID=Asia/Shanghai:20240604T010000", 1),
            ("DTSTART;VALUE=DATE:20240603", 1),
            ("BEGIN:VTIMEZONE", 1),
            ("TZID:Asia/Shanghai", 1),
            ("TZOFFSETTO:+0800", 1),
            ("TRANSP:OPAQUE", 2),
        ] {
            assert_eq!(times(line), wanted, "{line} in {text}");
        }
        assert!(text.find("END:VTIMEZONE") < text.find("BEGIN:VEVENT"), "{text}");
    }
}
