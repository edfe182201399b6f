//! How urgent a case is, by what we must or may still do in it: the word a list of cases shows and filters by.

use crate::domain::Day;
use crate::domain::case::parts::words;

words! {
    /// The most urgent of our duties and rights pending in a case, on a day.
    Urgency {
        Overdue = "overdue" "已超期" "overdue",
        Today = "today" "今天到期" "due today",
        Soon = "soon" "即将到期" "due soon",
        Later = "later" "尚有时日" "due later",
        None = "none" "无期限" "no date",
    }
}

/// The days urgency is measured by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct UrgencyDays {
    /// The day it is read on.
    pub today: Day,
    /// Last day that is soon.
    pub soon_until: Day,
}

impl Urgency {
    /// Of the deadlines pending in a case: whether one has run out on any reading of the law, and the earliest day one can be
    /// said to end (none while every clock stands).
    pub fn of(any_overdue: bool, next_on: Option<Day>, days: UrgencyDays) -> Self {
        match next_on {
            _ if any_overdue => Self::Overdue,
            None => Self::None,
            Some(next) if next <= days.today => Self::Today,
            Some(next) if next <= days.soon_until => Self::Soon,
            Some(_) => Self::Later,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_urgent_counts() {
        let day = |text: &str| text.parse::<Day>().unwrap();
        let days = UrgencyDays { today: day("2024-03-01"), soon_until: day("2024-03-08") };
        for (overdue, next, expected) in [
            (true, Some("2024-02-01"), Urgency::Overdue),
            (false, Some("2024-02-29"), Urgency::Today),
            (false, Some("2024-03-01"), Urgency::Today),
            (false, Some("2024-03-02"), Urgency::Soon),
            (false, Some("2024-03-08"), Urgency::Soon),
            (false, Some("2024-03-09"), Urgency::Later),
            (false, None, Urgency::None),
        ] {
            assert_eq!(Urgency::of(overdue, next.map(day), days), expected, "{next:?}");
        }
    }
}
