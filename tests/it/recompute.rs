//! What is stored as pending is what the law says on any later day; and a changed law shows what it would change before it does.

use std::sync::LazyLock;

use chrono::Days;
use fuyi::domain::Day;
use fuyi::domain::case::{Case, CaseKind, History};
use fuyi::domain::deadline::{Deadline, deadlines, pending};
use fuyi::domain::law::Law;
use proptest::prelude::*;

use crate::walk::walk;

static LAW: LazyLock<Law> = LazyLock::new(|| Law::bundled().unwrap());

/// What a person would be shown of a pending deadline.
type Shown = (String, Day, Option<Day>, Option<Day>, bool, bool);

fn by_the_law(case: &Case, on: Day) -> Vec<Shown> {
    let mut shown: Vec<Shown> = deadlines(&LAW, &case.as_of(on, &LAW), on)
        .into_iter()
        .filter(Deadline::is_pending)
        .map(|deadline| (deadline.rule, deadline.from, deadline.last_day, deadline.nominal_on, deadline.provisional, deadline.ours))
        .collect();
    shown.sort();
    shown
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_pending_on_a_later_day_is_known_beforehand(seed in any::<u64>(), entries in 1_usize..24, seen in 0_u64..40, later in 0_u64..3000) {
        let walked = walk(seed, &LAW);
        let history = History(walked.history.0.iter().take(entries).cloned().collect());
        let Some(last) = history.0.iter().map(|entry| entry.on).max() else { return Ok(()) };
        let case = Case::fold(walked.kind, &history, &LAW);
        let written_on = last + Days::new(seen);
        let rows = pending(&LAW, &case, written_on);
        for on in [written_on, written_on + Days::new(later % 70), written_on + Days::new(later)] {
            let mut read: Vec<Shown> = rows
                .iter()
                .filter(|row| row.is_shown_on(on))
                .map(|row| (row.rule.clone(), row.from, row.safe_on, row.nominal_on, row.provisional, row.ours))
                .collect();
            read.sort();
            prop_assert_eq!(read, by_the_law(&case, on), "on {} of rows written on {}", on, written_on);
        }
    }
}

#[test]
fn silence_opens_the_way_to_court_on_its_own_day() {
    use fuyi::domain::case::Entry;
    use fuyi::domain::case::event::{Accepted, ApplicationReceived};
    let day = |text: &str| text.parse::<Day>().unwrap();
    let history = History(vec![
        Entry::recorded(day("2025-03-03"), ApplicationReceived::default()),
        Entry::recorded(day("2025-03-04"), Accepted::default()),
    ]);
    let case = Case::fold(CaseKind::Reconsideration, &history, &LAW);
    let rows = pending(&LAW, &case, day("2025-03-04"));
    let of = |rule: &str| rows.iter().find(|row| row.rule == rule).unwrap_or_else(|| panic!("{rule}: {rows:#?}"));
    let decide = of("rl23-decide-general");
    assert_eq!((decide.shown_from, decide.safe_on), (day("2025-03-04"), Some(day("2025-05-06"))), "60 days, moved by the May holiday");
    assert_eq!(decide.shown_until, fuyi::domain::deadline::FOREVER, "a duty stays until it is met");
    let sue = of("apl-sue-after-silence");
    assert_eq!((sue.shown_from, sue.from), (day("2025-05-07"), day("2025-05-06")));
    assert_eq!((sue.safe_on, sue.shown_until), (Some(day("2025-05-21")), day("2025-05-21")), "a right ends with its last day");
}
