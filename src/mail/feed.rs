//! What a calendar subscribes to (iCalendar, RFC 5545): days and hours, each known by a name that stays.

use chrono::{DateTime, NaiveDate, Utc};
use icalendar::{Calendar, Component, Event, EventLike, EventStatus, Property};

use super::zone::{ends, in_china, starts};
use crate::domain::case::hour::Hour;

/// Something of a day, or of an hour of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dated {
    /// Its name, which stays.
    pub uid: String,
    /// The day.
    pub on: NaiveDate,
    /// The hour in China and the minutes it lasts; without it, the whole day.
    pub at: Option<(Hour, u16)>,
    /// What it is, in one line.
    pub summary: String,
    /// Where.
    pub place: Option<String>,
    /// What else there is to say.
    pub description: Option<String>,
    /// Where more is found.
    pub link: Option<String>,
    /// It does not take place on that day.
    pub called_off: bool,
}

/// How often a calendar should ask again.
const AGAIN: &str = "PT4H";

/// The feed of a name.
pub fn feed(name: &str, days: &[Dated], at: DateTime<Utc>) -> String {
    let mut calendar = Calendar::new();
    calendar.name(name).append_property(Property::new("X-PUBLISHED-TTL", AGAIN));
    for day in days {
        calendar.push(event(day, at));
    }
    in_china(calendar.to_string())
}

fn event(day: &Dated, at: DateTime<Utc>) -> Event {
    let mut event = Event::new();
    event
        .uid(&day.uid)
        .timestamp(at)
        .starts(starts(day.on, day.at))
        .ends(ends(day.on, day.at))
        .status(if day.called_off { EventStatus::Cancelled } else { EventStatus::Confirmed })
        .summary(&day.summary)
        // a whole day of this kind does not keep anybody from meeting others; an hour does
        .append_property(Property::new("TRANSP", if day.at.is_some() { "OPAQUE" } else { "TRANSPARENT" }));
    if let Some(place) = &day.place {
        event.location(place);
    }
    if let Some(description) = &day.description {
        event.description(description);
    }
    if let Some(link) = &day.link {
        event.url(link);
    }
    event.done()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_is_told_whole_and_what_is_called_off_says_so() {
        let day = |uid: &str, called_off| Dated {
            uid: uid.into(),
            on: "2024-06-03".parse().unwrap(),
            at: None,
            summary: "开庭; a,b".into(),
            place: Some("第一法庭".into()),
            description: None,
            link: Some("https://fuyi.test/cases/7".into()),
            called_off,
        };
        assert!(!feed("复议", &[day("c@fuyi", false)], "2024-05-01T00:00:00Z".parse().unwrap()).contains("VTIMEZONE"));
        let text = feed("复议", &[day("hearing-7-2024-06-03@fuyi", false), day("b@fuyi", true)], "2024-05-01T00:00:00Z".parse().unwrap());
        let lines: Vec<String> = text.replace("\r\n ", "").split("\r\n").map(str::to_owned).collect();
        for (line, times) in [
            ("BEGIN:VEVENT", 2),
            ("UID:hearing-7-2024-06-03@fuyi", 1),
            ("DTSTART;VALUE=DATE:20240603", 2),
            ("DTEND;VALUE=DATE:20240604", 2),
            ("STATUS:CONFIRMED", 1),
            ("STATUS:CANCELLED", 1),
            ("SUMMARY:开庭\\; a\\,b", 2),
            ("LOCATION:第一法庭", 2),
            ("URL:https://fuyi.test/cases/7", 2),
            ("X-WR-CALNAME:复议", 1),
            ("END:VCALENDAR", 1),
        ] {
            assert_eq!(lines.iter().filter(|known| *known == line).count(), times, "{line} in {lines:#?}");
        }
    }
}
