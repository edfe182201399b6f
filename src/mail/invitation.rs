//! Hearings for calendars (iCalendar, RFC 5545; invitations, RFC 5546).

use chrono::{DateTime, Utc};
use icalendar::{Calendar, Component, Event, EventLike, EventStatus, Property};
use lettre::message::Mailbox;

use super::Invitation;
use super::zone::{ends, in_china, starts};

/// The calendar of an invitation, and its method.
pub(super) fn calendar(invitation: &Invitation, from: &Mailbox, to: &Mailbox, at: DateTime<Utc>) -> (String, &'static str) {
    let method = if invitation.called_off { "CANCEL" } else { "REQUEST" };
    let status = if invitation.called_off { EventStatus::Cancelled } else { EventStatus::Confirmed };
    let day = invitation.day();
    let at_hour = invitation.hearing.at.map(|hour| (hour, invitation.lasts));
    let mut event = Event::new();
    event
        .uid(&invitation.hearing.uid)
        .sequence(invitation.hearing.sequence)
        .timestamp(at)
        .starts(starts(day, at_hour))
        .ends(ends(day, at_hour))
        .status(status)
        .summary(&invitation.summary)
        .append_property(Property::new("ORGANIZER", format!("mailto:{}", from.email)).done())
        .append_property(Property::new("ATTENDEE", format!("mailto:{}", to.email)).add_parameter("RSVP", "FALSE").done());
    if let Some(place) = &invitation.place {
        event.location(place);
    }
    if let Some(link) = &invitation.link {
        event.url(link);
    }
    let mut calendar = Calendar::new();
    calendar.append_property(Property::new("METHOD", method).done()).push(event.done());
    (in_china(calendar.to_string()), method)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::reminder::Hearing;

    fn lines(called_off: bool, at: Option<&str>) -> Vec<String> {
        let hearing = Hearing {
            uid: "7@fuyi".into(),
            instrument: "court-hearing".into(),
            on: "2024-06-03".parse().unwrap(),
            at: at.map(|at| at.parse().unwrap()),
            sequence: 2,
        };
        let invitation =
            Invitation {
                hearing, lasts: 90, called_off, summary: "开庭; a,b\n(2024)".into(), place: Some("第一法庭".into()), link: None
            };
        let mailbox = |text: &str| text.parse::<Mailbox>().unwrap();
        let (text, method) = calendar(
            &invitation,
            &mailbox("fuyi@example.org"),
            &mailbox("王某 <wang@example.org>"),
            "2024-05-01T00:00:00Z".parse().unwrap(),
        );
        assert!(text.contains(&format!("METHOD:{method}\r\n")), "{text}");
        text.replace("\r\n ", "").split("\r\n").map(str::to_owned).collect()
    }

    #[test]
    fn an_invitation_is_the_whole_day_or_its_hour_and_one_called_off_is_cancelled() {
        let request = lines(false, None);
        for line in [
            "UID:7@fuyi",
            "SEQUENCE:2",
            "DTSTART;VALUE=DATE:20240603",
            "DTEND;VALUE=DATE:20240604",
            "STATUS:CONFIRMED",
            "DTSTAMP:20240501T000000Z",
            "ORGANIZER:mailto:fuyi@example.org",
            "ATTENDEE;RSVP=FALSE:mailto:wang@example.org",
            "SUMMARY:开庭\\; a\\,b\\n(2024)",
        ] {
            assert!(request.iter().any(|known| known == line), "{line} is missing from {request:#?}");
        }
        let at_nine = lines(false, Some("09:00"));
        for line in ["DTSTART;TZID=Asia/Shanghai:20240603T090000", "DTEND;TZID=Asia/Shanghai:20240603T103000", "TZID:Asia/Shanghai"] {
            assert!(at_nine.iter().any(|known| known == line), "{line} is missing from {at_nine:#?}");
        }
        assert!(lines(true, None).contains(&"STATUS:CANCELLED".to_owned()));
    }
}
