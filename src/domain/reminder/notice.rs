//! What cannot wait for the next digest: a new suit, a hearing fixed, moved or called off.

use serde::{Deserialize, Serialize};

use crate::domain::Day;
use crate::domain::case::event::Tag;
use crate::domain::case::hour::Hour;
use crate::domain::case::mark::Instrument;
use crate::domain::case::parts::words;
use crate::domain::case::{Entry, Source};

words! {
    /// What became of a hearing.
    Change {
        Fixed = "fixed" "已排期" "fixed",
        Moved = "moved" "已改期" "moved",
        CalledOff = "called-off" "已取消" "called off",
    }
}

/// A hearing as people were told of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hearing {
    /// What it is known by in a calendar, however often it moves (RFC 5545, 3.8.4.7).
    pub uid: String,
    /// Code of the instrument that fixes its day.
    pub instrument: String,
    /// Its day.
    pub on: Day,
    /// Its hour, where the notice says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Hour>,
    /// How often it has changed (RFC 5545, 3.8.7.4).
    pub sequence: u32,
}

/// What is told at once, as stored with its message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "notice", rename_all = "kebab-case")]
pub enum Notice {
    /// A suit was served on us.
    SuitServed {
        /// The day.
        on: Day,
    },
    /// A hearing.
    Hearing {
        /// As it stands now; where it was called off, as it was.
        hearing: Hearing,
        /// What became of it.
        change: Change,
        /// The day it was on before.
        before: Option<Day>,
        /// The hour it was at before.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        before_at: Option<Hour>,
        /// Where, if the entry says so.
        place: Option<String>,
    },
}

/// Whether an entry says that a suit was served on us. What a ledger brings happened long ago.
pub fn suit_served(entry: &Entry) -> bool {
    let tags = [Tag::ComplaintReceived, Tag::AppealCopyReceived, Tag::RetrialCopyReceived];
    entry.source == Source::Recorded && tags.contains(&entry.event.tag())
}

/// Whether a deadline of this rule or instrument is the day of a hearing.
pub fn is_hearing(rule: &str) -> bool {
    [Instrument::CourtHearing, Instrument::ReconsiderationHearing].iter().any(|instrument| instrument.code() == rule)
}

/// A hearing ahead: code of its instrument, day, hour.
pub type Ahead = (String, Day, Option<Hour>);

/// A hearing, what became of it, the day and hour it was on.
pub type Changed = (Hearing, Change, Option<(Day, Option<Hour>)>);

/// What is to be told of the hearings of a case, and which are ahead from now on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Telling {
    /// What changed: the hearing, what became of it, the day and hour it was on.
    pub changes: Vec<Changed>,
    /// The hearings ahead.
    pub ahead: Vec<Hearing>,
}

impl Telling {
    /// Compares what people were told with what is ahead now (instrument, day and hour); `held`: a hearing was held just now, `uid` makes a
    /// name for a new one.
    pub fn of(told: Vec<Hearing>, ahead: &[Ahead], today: Day, held: bool, mut uid: impl FnMut() -> String) -> Self {
        let mut new: Vec<Ahead> = ahead.to_vec();
        let mut telling = Self::default();
        let mut gone = Vec::new();
        for hearing in told {
            match new.iter().position(|(instrument, on, at)| (instrument, on, at) == (&hearing.instrument, &hearing.on, &hearing.at)) {
                Some(at) => {
                    new.remove(at);
                    telling.ahead.push(hearing);
                }
                // its day has passed, or it took place: nothing to tell
                None if hearing.on < today || held && hearing.on == today => {}
                None => gone.push(hearing),
            }
        }
        for hearing in gone {
            let next = Hearing { sequence: hearing.sequence + 1, ..hearing.clone() };
            match new.iter().position(|(instrument, ..)| *instrument == hearing.instrument) {
                Some(at) => {
                    let (_, on, hour) = new.remove(at);
                    let moved = Hearing { on, at: hour, ..next };
                    telling.changes.push((moved.clone(), Change::Moved, Some((hearing.on, hearing.at))));
                    telling.ahead.push(moved);
                }
                None => telling.changes.push((next, Change::CalledOff, Some((hearing.on, hearing.at)))),
            }
        }
        for (instrument, on, at) in new {
            let hearing = Hearing { uid: uid(), instrument, on, at, sequence: 0 };
            telling.changes.push((hearing.clone(), Change::Fixed, None));
            telling.ahead.push(hearing);
        }
        telling
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn told(told: Vec<Hearing>, ahead: &[&str], held: bool) -> Telling {
        let hour = |text: &str| text.split_once(' ').map(|(_, hour)| hour.parse().unwrap());
        let ahead: Vec<Ahead> = ahead.iter().map(|on| ("court-hearing".to_owned(), day(&on[..10]), hour(on))).collect();
        let mut number = 0;
        Telling::of(told, &ahead, day("2024-05-10"), held, || {
            number += 1;
            format!("new{number}")
        })
    }

    fn said(telling: &Telling) -> Vec<(&str, &str, u32, String)> {
        telling
            .changes
            .iter()
            .map(|(hearing, change, _)| (hearing.uid.as_str(), change.code(), hearing.sequence, hearing.on.to_string()))
            .collect()
    }

    #[test]
    fn a_hearing_keeps_its_name_and_its_sequence_rises() {
        let first = told(Vec::new(), &["2024-06-03"], false);
        assert_eq!(said(&first), [("new1", "fixed", 0, "2024-06-03".into())]);
        assert_eq!(told(first.ahead.clone(), &["2024-06-03"], false), Telling { changes: Vec::new(), ahead: first.ahead.clone() });
        let moved = told(first.ahead, &["2024-06-17"], false);
        assert_eq!(said(&moved), [("new1", "moved", 1, "2024-06-17".into())]);
        assert_eq!(moved.changes[0].2, Some((day("2024-06-03"), None)));
        // an hour that is said or changes is a change of the same hearing
        let at_nine = told(moved.ahead.clone(), &["2024-06-17 09:00"], false);
        assert_eq!(said(&at_nine), [("new1", "moved", 2, "2024-06-17".into())]);
        assert_eq!(at_nine.changes[0].0.at.map(|at| at.to_string()), Some("09:00".to_owned()));
        assert_eq!(told(at_nine.ahead.clone(), &["2024-06-17 09:00"], false).changes, []);
        let off = told(moved.ahead, &[], false);
        assert_eq!(said(&off), [("new1", "called-off", 2, "2024-06-17".into())]);
        assert!(off.ahead.is_empty());
    }

    #[test]
    fn a_second_hearing_is_another_and_one_held_or_past_is_told_of_no_more() {
        let first = told(Vec::new(), &["2024-06-03"], false);
        let both = told(first.ahead, &["2024-06-03", "2024-06-04"], false);
        assert_eq!(said(&both), [("new1", "fixed", 0, "2024-06-04".into())]);
        assert_eq!(both.ahead.len(), 2);
        let at = |on: &str| vec![Hearing { uid: "u".into(), instrument: "court-hearing".into(), on: day(on), at: None, sequence: 3 }];
        assert_eq!(told(at("2024-05-09"), &[], false), Telling::default());
        assert_eq!(told(at("2024-05-10"), &[], true), Telling::default());
        assert_eq!(said(&told(at("2024-05-10"), &[], false)), [("u", "called-off", 4, "2024-05-10".into())]);
    }

    #[test]
    fn a_notice_is_read_back_as_written() {
        let hearing =
            Hearing { uid: "u".into(), instrument: "court-hearing".into(), on: day("2024-05-09"), at: "09:30".parse().ok(), sequence: 3 };
        for notice in [
            Notice::SuitServed { on: day("2024-05-09") },
            Notice::Hearing {
                hearing,
                change: Change::Moved,
                before: Some(day("2024-05-01")),
                before_at: None,
                place: Some("第一法庭".into()),
            },
        ] {
            let text = serde_json::to_string(&notice).unwrap();
            assert_eq!(serde_json::from_str::<Notice>(&text).unwrap(), notice, "{text}");
        }
        // one written before hours were recorded
        let old = r#"{"notice":"hearing","hearing":{"uid":"u","instrument":"court-hearing","on":"2024-05-09","sequence":3},"change":"fixed","before":null,"place":null}"#;
        assert!(matches!(serde_json::from_str(old).unwrap(), Notice::Hearing { hearing: Hearing { at: None, .. }, before_at: None, .. }));
        assert!(is_hearing("court-hearing") && is_hearing("reconsideration-hearing") && !is_hearing("apl-defence"));
    }
}
