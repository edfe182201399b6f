//! The deadlines of a case: short histories with what runs on which day, and what must hold of every history.

use std::sync::LazyLock;

use chrono::Days;
use fuyi::clock::Clock;
use fuyi::domain::Day;
use fuyi::domain::case::event::Event;
use fuyi::domain::case::{Case, CaseKind, Entry, History, State, replay};
use fuyi::domain::deadline::{self, Basis, Dates, Deadline, DeadlineState, Explained, Whose, deadlines};
use fuyi::domain::law::{Bound, Law, LegalSettings, TransitionStrategy};
use fuyi::i18n::tasks::case::{stands, whose};
use proptest::prelude::*;

use crate::walk::walk;

static LAW: LazyLock<Law> = LazyLock::new(|| Law::bundled().unwrap());

/// Each block is one history. `## ` says what it shows; then the kind of case (and `by-acceptance-date`, where that law governs);
/// then a line for each entry: day, event, data. A line with `=` says what runs on a day: rule (`@` the unit, where several have one
/// each), due day (`..` the latest, where it differs), state, and any of `ours`, `other`, `estimated`, `provisional`;
/// `none` when nothing runs by that rule.
const HISTORIES: &[(&str, &str)] = &[
    ("reconsideration", include_str!("fixtures/deadlines/reconsideration.txt")),
    ("litigation", include_str!("fixtures/deadlines/litigation.txt")),
];

/// One block.
struct Shown<'a> {
    title: &'a str,
    kind: CaseKind,
    law: Law,
    history: History,
    expected: Vec<&'a str>,
}

fn read(block: &str) -> Shown<'_> {
    let mut lines = block.lines();
    let title = lines.next().unwrap().trim_start_matches("## ");
    let mut head = lines.next().unwrap().split_whitespace();
    let kind = CaseKind::from_code(head.next().unwrap()).unwrap_or_else(|| panic!("{title}: what kind of case?"));
    let transition = head.next().map_or(TransitionStrategy::ByTriggerDate, |code| TransitionStrategy::from_code(code).unwrap());
    let law = LAW.clone().with_settings(LegalSettings { transition, ..LegalSettings::default() });
    let (expected, entries): (Vec<&str>, Vec<&str>) = lines.partition(|line| line.starts_with('='));
    let entry = |line: &&str| {
        let mut parts = line.splitn(3, ' ');
        let (on, code) = (parts.next().unwrap().parse().unwrap_or_else(|_| panic!("{title}: {line}")), parts.next().unwrap());
        let event = Event::parse(code, parts.next().unwrap_or_default()).unwrap_or_else(|fault| panic!("{title}: {fault}"));
        Entry::recorded(on, event)
    };
    Shown { title, kind, law, history: History(entries.iter().map(entry).collect()), expected }
}

/// How a deadline is written in the histories.
fn written(deadline: &Deadline<'_>) -> Vec<String> {
    let day = |day: Option<Day>| day.map_or_else(|| "—".to_owned(), |day| day.to_string());
    let due = match (deadline.safe_on, deadline.latest_on) {
        (safe, latest) if safe == latest => day(safe),
        (safe, latest) => format!("{}..{}", day(safe), day(latest)),
    };
    let flags = [deadline.estimated.map(|_| "estimated"), deadline.provisional.then_some("provisional")];
    let words = [due.as_str(), deadline.state.code(), deadline.whose.code()];
    words.into_iter().chain(flags.into_iter().flatten()).map(str::to_owned).collect()
}

#[test]
fn short_histories_show_what_runs_on_each_day() {
    let mut wrong = Vec::new();
    let mut compared = 0;
    for (file, text) in HISTORIES {
        for block in text.split("\n\n").map(str::trim).filter(|block| block.starts_with("## ")) {
            let Shown { title, kind, law, history, expected } = read(block);
            assert_eq!(replay(kind, &history, &law).refused, None, "{file}: {title}");
            assert!(!expected.is_empty(), "{file}: {title} expects nothing");
            for line in expected {
                compared += 1;
                let mut words = line.trim_start_matches('=').split_whitespace();
                let today: Day = words.next().unwrap().parse().unwrap_or_else(|_| panic!("{title}: {line}"));
                let (rule, unit) = words.next().map(|rule| rule.split_once('@').unwrap_or((rule, ""))).unwrap();
                let known = history.0.iter().filter(|entry| entry.on <= today).cloned().collect();
                let case = Case::fold(kind, &History(known), &law).as_of(today, &law);
                let found = deadlines(&law, &case, today);
                let of_rule: Vec<_> = found
                    .iter()
                    .filter(|known| known.basis.id() == rule && (unit.is_empty() || known.unit == Some(unit)))
                    .map(written)
                    .collect();
                let words: Vec<&str> = words.collect();
                let fits = match words[..] {
                    ["none"] => of_rule.is_empty(),
                    _ => of_rule.iter().any(|found| words.iter().all(|word| found.iter().any(|known| known == word))),
                };
                if !fits {
                    wrong.push(format!("{file}: {title}\n  {line}\n  found {of_rule:?}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(compared > 60, "{compared} lines compared");
}

/// The review of a case is due on 2024-05-06, a day that ends in China at 16:00 UTC.
#[test]
fn what_is_due_today_is_not_overdue_until_the_day_ends_in_china() {
    let text = "## x\nreconsideration\n2024-03-01 application-received\n2024-03-06 accepted {\"staff\":2}";
    let case = replay(CaseKind::Reconsideration, &read(text).history, &LAW).case;
    let state = |instant: &str| {
        let today = Clock::fixed(instant.parse().unwrap()).today();
        let found = deadlines(&LAW, &case, today);
        found.iter().find(|known| known.basis.id() == "rl23-decide-general").map(|known| known.state)
    };
    assert_eq!(state("2024-05-05T15:59:59Z"), Some(DeadlineState::Open));
    assert_eq!(state("2024-05-05T16:00:00Z"), Some(DeadlineState::DueToday));
    assert_eq!(state("2024-05-06T15:59:59Z"), Some(DeadlineState::DueToday));
    assert_eq!(state("2024-05-06T16:00:00Z"), Some(DeadlineState::Overdue));
}

/// How each deadline stands, in words.
#[test]
fn a_deadline_says_how_far_off_it_is_in_both_languages() {
    let text = "## x\nreconsideration\n2024-03-01 application-received\n2024-03-06 accepted {\"staff\":2}\n\
                2024-03-11 suspended {\"ground\":\"SU-1\"}\n2024-03-13 resumed\n2024-03-20 copy-sent {\"received_on\":\"2024-03-21\"}\n\
                2024-03-22 hearing-notice-served {\"hearing_on\":\"2024-04-12\"}";
    let history = read(text).history;
    let said = |rule: &str, today: &str| {
        let today: Day = today.parse().unwrap();
        let known = history.0.iter().filter(|entry| entry.on <= today).cloned().collect();
        let case = Case::fold(CaseKind::Reconsideration, &History(known), &LAW).as_of(today, &LAW);
        let words = deadline::explained(&LAW, &case, today, &[]);
        let words = words.iter().find(|words| words.rule == rule).unwrap_or_else(|| panic!("{rule} on {today}"));
        let stands = stands(words.standing(), today);
        (stands.zh, stands.en)
    };
    for (rule, today, zh, en) in [
        ("rl23-decide-general", "2024-03-12", "停止计算", "clock stopped"),
        ("rl23-decide-general", "2024-04-30", "还有2个工作日", "2 working days left"),
        ("rl23-decide-general", "2024-05-06", "还有1个工作日", "1 working day left"),
        ("rl23-decide-general", "2024-05-07", "今天到期", "due today"),
        ("rl23-decide-general", "2024-05-08", "已超期1天", "1 day overdue"),
        ("rl23-decide-general", "2024-05-17", "已超期10天", "10 days overdue"),
        ("rl23-serve-copy-general", "2024-04-01", "2024-03-20完成，逾期5天", "met on 2024-03-20, 5 days late"),
        ("rl23-acceptance-review", "2024-04-01", "2024-03-06完成", "met on 2024-03-06"),
        ("rl23-suspension-terminate", "2024-04-01", "2024-03-13完成", "met on 2024-03-13"),
    ] {
        assert_eq!(said(rule, today), (zh.to_owned(), en.to_owned()), "{rule} on {today}");
    }
    assert_eq!(whose(Whose::Other, Bound::Respondent, Some("平湛区公安分局")).zh, "他方：被申请人 平湛区公安分局");
}

/// The deadlines of a history as written, on a day.
fn on_a_day(kind: CaseKind, history: &History, today: Day) -> Vec<String> {
    let case = Case::fold(kind, history, &LAW).as_of(today, &LAW);
    let line = |known: &Deadline<'_>| {
        let (from, met) = (known.from, known.met_on);
        format!("{} {:?} from {from}: {} met {met:?} {:?}", known.basis.id(), known.unit, written(known).join(" "), known.extended)
    };
    deadlines(&LAW, &case, today).iter().map(line).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    /// What was recorded late counts from its own day: any lawful order of entry that leads to the same state gives
    /// the same deadlines.
    #[test]
    fn the_order_of_entry_does_not_matter(seed in any::<u64>(), moves in prop::collection::vec(any::<(prop::sample::Index, prop::sample::Index)>(), 1..8)) {
        let walk = walk(seed, &LAW);
        prop_assume!(walk.history.0.len() > 2);
        let last = walk.history.0.iter().map(|entry| entry.on).max().unwrap();
        for (which, place) in moves {
            let mut late = walk.history.clone();
            let (from, to) = (which.index(late.0.len()), place.index(late.0.len()));
            // which law governs is no event but a choice: the last one made counts
            if matches!(late.0[from].event, Event::LawPinned(_)) {
                continue;
            }
            let entry = late.0.remove(from);
            late.0.insert(to.max(from), entry);
            let replayed = replay(walk.kind, &late, &LAW);
            if replayed.refused.is_some() || replayed.case.state != walk.case.state {
                continue;
            }
            for later in [0, 30, 400] {
                let today = last + Days::new(later);
                prop_assert_eq!(on_a_day(walk.kind, &late, today), on_a_day(walk.kind, &walk.history, today), "{:#?}", late);
            }
        }
    }

    /// The words of a deadline come from the same computation: its trace, replayed, ends on the days that were decided.
    #[test]
    fn a_trace_leads_to_the_days_decided(seed in any::<u64>(), later in 0u64..200) {
        let walk = walk(seed, &LAW);
        let Some(last) = walk.history.0.last() else { return Ok(()) };
        let today = last.on + Days::new(later);
        let case = walk.case.as_of(today, &LAW);
        for known in deadlines(&LAW, &case, today) {
            let words = Explained::new(&LAW, &case, &known, today, &[7, 3, 1]);
            let reached = deadline::replay(&words.trace).map_err(|step| TestCaseError::fail(format!("step {step} of {words:#?}")))?;
            let reached = reached.map(|Dates { nominal_on, safe_on, latest_on }| (nominal_on, safe_on, latest_on));
            let decided = known.nominal_on.zip(known.safe_on).zip(known.latest_on).map(|((nominal, safe), latest)| (nominal, safe, latest));
            prop_assert_eq!(reached, decided, "{:#?}", words);
            let shown = words.trace.iter().any(|step| step.kind == deadline::StepKind::Provisional);
            prop_assert_eq!(known.provisional, shown, "{:#?}", words);
            prop_assert!(words.warn_on.iter().all(|day| Some(*day) <= known.safe_on));
        }
    }
}

/// When its case is over the organ has nothing left to do but what outlives it; in a closed suit our agencies only what the law
/// or the judgment asks of them afterwards.
#[test]
fn closing_a_case_leaves_no_duty_of_the_review_open() {
    let over = [State::Closed, State::Terminated, State::Rejected, State::Abandoned, State::HandedOver];
    let mut closed = 0;
    for seed in 0..1_500 {
        let walk = walk(seed, &LAW);
        let Some(last) = walk.history.0.last() else { continue };
        let today = last.on + Days::new(45);
        let case = walk.case.as_of(today, &LAW);
        if walk.kind != CaseKind::Reconsideration || !over.contains(&case.state) {
            continue;
        }
        closed += 1;
        let open = deadlines(&LAW, &case, today).into_iter().find(|known| known.whose == Whose::Ours && known.state.is_open());
        assert_eq!(open, None, "seed {seed}: {:#?}", walk.history);
    }
    assert!(closed > 50, "only {closed} walks end");
}

/// What may be left for our agencies once the file of a suit is closed: to perform, to answer a suggestion, to pay compensation, and
/// what a later step of others starts. Nothing of the trial itself: no defence, no evidence, no hearing.
const AFTER_A_SUIT: [&str; 14] = [
    "ji-enforce-apply",
    "ji-nonlit-refuse-review",
    "ji-nonlit-reject-review",
    "ji-retrial-apply",
    "ji-retrial-response",
    "judgment",
    "judicial-suggestion",
    "pil-reply",
    "pil-reply-urgent",
    "psr16-apply",
    "scl-decide",
    "scl-pay-apply",
    "scl-refusal-notice",
    "scl-serve",
];

#[test]
fn a_closed_suit_leaves_only_what_follows_it() {
    let mut closed = 0;
    for seed in 0..3_000 {
        let walk = walk(seed, &LAW);
        let Some(last) = walk.history.0.last() else { continue };
        let today = last.on + Days::new(45);
        let case = walk.case.as_of(today, &LAW);
        if walk.kind != CaseKind::Litigation || case.state != State::Closed {
            continue;
        }
        closed += 1;
        let mut open = deadlines(&LAW, &case, today).into_iter().filter(|known| known.whose == Whose::Ours && known.state.is_open());
        let trial = open.find(|known| !AFTER_A_SUIT.contains(&known.basis.id()));
        assert_eq!(trial, None, "seed {seed}: {:#?}", walk.history);
    }
    assert!(closed > 50, "only {closed} walks are closed");
}

/// The day an instrument fixes names the instrument, and the article that lets it.
#[test]
fn a_day_fixed_by_a_decision_says_so() {
    let block = HISTORIES[0].1.split("\n\n").find(|block| block.contains("performance_until")).unwrap();
    let Shown { kind, history, .. } = read(block.trim());
    let today = history.0.last().unwrap().on;
    let case = Case::fold(kind, &history, &LAW);
    let found = deadlines(&LAW, &case, today);
    let fixed = found.iter().find(|known| matches!(known.basis, Basis::Instrument(_))).unwrap();
    let words = Explained::new(&LAW, &case, fixed, today, &[]);
    assert_eq!(words.article, "rl2023 Art. 66");
    assert_eq!(words.fixed_by.map(|instrument| instrument.zh).as_deref(), Some("行政复议决定书"));
    assert!(words.trace[0].words.zh.contains("行政复议决定书确定的日期为"), "{:?}", words.trace);
}
