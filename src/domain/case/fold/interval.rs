//! The ledger of days that do not count: beginnings and ends as they are recorded, in whatever order, and the intervals they make.

use std::collections::VecDeque;

use crate::domain::Day;
use crate::domain::case::event::Tag;
use crate::domain::case::file::{Case, Interval};
use crate::domain::case::mark::Boundary;

impl Case {
    pub(super) fn open_interval(&mut self, cause: Tag, on: Day) {
        self.bound(Boundary { cause, on, opens: true });
    }

    pub(super) fn close_interval(&mut self, cause: Tag, on: Day) {
        self.bound(Boundary { cause, on, opens: false });
    }

    fn bound(&mut self, boundary: Boundary) {
        self.boundaries.push(boundary);
        self.intervals.retain(|interval| interval.cause != boundary.cause);
        let of_cause = self.boundaries.iter().filter(|known| known.cause == boundary.cause).copied().collect();
        self.intervals.extend(paired(of_cause));
        self.intervals.sort_by_key(|interval| (interval.from, interval.cause as usize, interval.until));
    }
}

/// Pairs beginnings with ends by their days, so that the order of entry does not matter: an end closes the earliest open beginning.
fn paired(mut boundaries: Vec<Boundary>) -> Vec<Interval> {
    boundaries.sort_by_key(|boundary| boundary.on);
    let mut open: VecDeque<Day> = VecDeque::new();
    let mut pairs = Vec::new();
    for on_one_day in boundaries.chunk_by(|one, other| one.on == other.on) {
        let (day, cause) = (on_one_day[0].on, on_one_day[0].cause);
        let mut ends = on_one_day.iter().filter(|boundary| !boundary.opens).count();
        let mut close = |open: &mut VecDeque<Day>, ends: &mut usize| {
            while *ends > 0
                && let Some(from) = open.pop_front()
            {
                *ends -= 1;
                pairs.push(Interval { cause, from, until: Some(day) });
            }
        };
        // what was open before ends first; what begins and ends on one day leaves nothing out
        close(&mut open, &mut ends);
        open.extend(on_one_day.iter().filter(|boundary| boundary.opens).map(|boundary| boundary.on));
        close(&mut open, &mut ends);
    }
    pairs.extend(open.into_iter().filter_map(|from| boundaries.first().map(|first| Interval { cause: first.cause, from, until: None })));
    pairs
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::case::history::CaseKind;

    fn day(of_march: u64) -> Day {
        Day::default() + chrono::Days::new(of_march)
    }

    fn intervals(boundaries: &[(Tag, u64, bool)]) -> Vec<(u64, Option<u64>)> {
        let mut case = Case::new(CaseKind::Reconsideration);
        for (cause, on, opens) in boundaries {
            if *opens { case.open_interval(*cause, day(*on)) } else { case.close_interval(*cause, day(*on)) }
        }
        let days = |on: Day| u64::try_from((on - Day::default()).num_days()).unwrap();
        case.intervals.iter().map(|interval| (days(interval.from), interval.until.map(days))).collect()
    }

    #[test]
    fn an_end_closes_what_was_open_before_it_whenever_it_is_recorded() {
        use Tag::{AppraisalStarted, Suspended};
        assert_eq!(intervals(&[(Suspended, 3, true), (Suspended, 9, false)]), [(3, Some(9))]);
        assert_eq!(intervals(&[(Suspended, 9, false), (Suspended, 3, true)]), [(3, Some(9))], "the end was recorded first");
        assert_eq!(intervals(&[(Suspended, 9, true), (Suspended, 2, true), (Suspended, 5, false)]), [(2, Some(5)), (9, None)]);
        assert_eq!(intervals(&[(Suspended, 3, true), (AppraisalStarted, 4, true), (Suspended, 9, false)]), [(3, Some(9)), (4, None)]);
        assert_eq!(intervals(&[(Suspended, 2, true), (Suspended, 5, false), (Suspended, 5, true)]), [(2, Some(5)), (5, None)]);
        assert_eq!(intervals(&[(Suspended, 5, false)]), [], "nothing was open");
    }

    proptest! {
        #[test]
        fn the_order_of_entry_does_not_matter(
            mut boundaries in prop::collection::vec((Just(Tag::Suspended), 0u64..40, any::<bool>()), 0..12),
            turn in any::<prop::sample::Index>(),
        ) {
            let before = intervals(&boundaries);
            let turn = turn.index(boundaries.len().max(1)).min(boundaries.len());
            boundaries.rotate_left(turn);
            prop_assert_eq!(&intervals(&boundaries), &before);
            boundaries.reverse();
            prop_assert_eq!(&intervals(&boundaries), &before);
        }
    }
}
