//! The engine against a counter that knows nothing but the next day: walk one day at a time and ask whether it counts.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{LazyLock, Mutex};

use chrono::{Datelike, Days, Months, Weekday};
use fuyi::domain::Day;
use fuyi::domain::case::Interval;
use fuyi::domain::case::event::Tag;
use fuyi::domain::deadline::{Due, Start, due};
use fuyi::domain::law::{
    BackwardCount, Direction, ExtensionBasis, Law, LegalSettings, MakeUpDays, MonthEnd, OuterLimits, PeriodKind, Rule, SuspensionCounting,
    Unit,
};
use proptest::prelude::*;
use proptest::test_runner::{RngAlgorithm, TestCaseError, TestRng, TestRunner};

static LAW: LazyLock<Law> = LazyLock::new(|| Law::bundled().unwrap_or_else(|faults| panic!("{faults}")));

/// Days of the notices, and whether each is a working day.
static NAMED: LazyLock<BTreeMap<Day, bool>> =
    LazyLock::new(|| LAW.calendar.published().flat_map(|year| &year.days).map(|named| (named.day, named.works)).collect());

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn is_weekend(day: Day) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

fn tomorrow(day: Day) -> Day {
    day + Days::new(1)
}

fn yesterday(day: Day) -> Day {
    day - Days::new(1)
}

/// A question put to both.
#[derive(Debug, Clone)]
struct Question {
    rule: usize,
    from: Day,
    excluded: Vec<(Day, Option<Day>)>,
    extension: u32,
    /// Day another text counts the same length from.
    other: Option<Day>,
    settings: LegalSettings,
}

impl Question {
    fn rule(&self) -> &'static Rule {
        &LAW.rules.rules[self.rule]
    }

    /// The law under the settings of the question. Two are kept, one of either calendar: to build one takes longer than to count.
    fn engine(&self) -> Due {
        static KEPT: [Mutex<Option<Law>>; 2] = [Mutex::new(None), Mutex::new(None)];
        let mut kept = KEPT[usize::from(self.make_up_days_work())].lock().unwrap();
        let law = kept.take().unwrap_or_else(|| LAW.clone()).with_settings(self.settings);
        let due = {
            let start = Start { on: self.from, at_latest: self.other };
            due(&law, &law.rules.rules[self.rule], start, &intervals(&self.excluded), Some(self.extension))
        };
        *kept = Some(law);
        due
    }

    fn make_up_days_work(&self) -> bool {
        self.settings.make_up_days == MakeUpDays::Working
    }

    /// Length and unit as the settings read the rule.
    fn length(&self) -> (u32, Unit) {
        let rule = self.rule();
        let chosen = |setting: &str, choice: &str| self.settings.chosen(setting).is_some_and(|chosen| chosen.code == choice);
        let readings = rule.readings.iter().filter(|reading| chosen(&reading.setting, &reading.choice));
        readings.fold((rule.length, rule.unit), |(length, unit), reading| (reading.length.unwrap_or(length), reading.unit.unwrap_or(unit)))
    }
}

fn intervals(excluded: &[(Day, Option<Day>)]) -> Vec<Interval> {
    excluded.iter().map(|(from, until)| Interval { cause: Tag::Suspended, from: *from, until: *until }).collect()
}

/// The nominal day, the safe and the latest one; `None` while the clock stands.
type Ends = Option<(Day, Day, Day)>;

fn ends(due: &Due) -> Ends {
    Some((due.nominal_on?, due.safe_on?, due.latest_on?))
}

/// Counts on fingers.
struct Fingers<'a>(&'a Question);

impl Fingers<'_> {
    fn works(&self, day: Day) -> bool {
        LAW.calendar.is_working(day) && (self.0.make_up_days_work() || !is_weekend(day))
    }

    /// Whether some stretch leaves the day out (A07).
    fn left_out(&self, day: Day) -> bool {
        let resumption_too = self.0.settings.suspension == SuspensionCounting::BothDays;
        self.0.excluded.iter().any(|(from, until)| *from <= day && until.is_none_or(|until| day < until || resumption_too && day == until))
    }

    /// Whether some stretch leaves out the day and every day after it.
    fn never_again(&self, day: Day) -> bool {
        self.0.excluded.iter().any(|(from, until)| *from <= day && until.is_none())
    }

    /// The day on which `n` more days, or working days, have counted.
    fn count(&self, from: Day, n: u32, working: bool) -> Option<Day> {
        let (mut day, mut counted) = (from, 0);
        while counted < n {
            day = tomorrow(day);
            if self.never_again(day) {
                return None;
            }
            counted += u32::from(!self.left_out(day) && (!working || self.works(day)));
        }
        Some(day)
    }

    /// Calendar days until the same number of the month comes up again `months` later, or that month has ended without it (A22).
    fn days_of_months(&self, months: u32) -> u32 {
        let (mut day, mut begun, mut days) = (self.0.from, 0, 0);
        loop {
            day = tomorrow(day);
            days += 1;
            begun += u32::from(day.day() == 1);
            if begun == months && day.day() == self.0.from.day() {
                return days;
            }
            if begun > months {
                return if self.0.settings.month_end == MonthEnd::FirstOfNext { days } else { days - 1 };
            }
        }
    }

    /// The first working day that counts, the day itself included.
    fn move_on(&self, mut day: Day) -> Option<Day> {
        while !self.works(day) || self.left_out(day) {
            if self.never_again(day) {
                return None;
            }
            day = tomorrow(day);
        }
        Some(day)
    }

    /// Whether the end moves off a holiday: on every reading, on some reading (A25).
    fn moves(&self) -> (bool, bool) {
        let (rule, choice) = (self.0.rule(), self.0.settings.outer_limits);
        match rule.kind {
            PeriodKind::Deadline | PeriodKind::Limitation | PeriodKind::Notice => (true, true),
            PeriodKind::LongStop | PeriodKind::Cap | PeriodKind::Waiting => (
                choice == OuterLimits::Always || choice == OuterLimits::OthersRights && !rule.reminder_relevant,
                choice != OuterLimits::Never,
            ),
        }
    }

    /// Safe by the first start; over only by the later one.
    fn ends(&self) -> Ends {
        let first = self.ends_of_first_start()?;
        let later = self.0.other.filter(|other| self.0.rule().direction == Direction::After && *other > self.0.from);
        let Some(other) = later else { return Some(first) };
        let second = Fingers(&Question { from: other, other: None, ..self.0.clone() }).ends()?;
        Some((first.0, first.1, first.2.max(second.2)))
    }

    fn ends_of_first_start(&self) -> Ends {
        let (rule, (length, unit)) = (self.0.rule(), self.0.length());
        if rule.direction == Direction::Before {
            let (minimal, safe) = (self.back(length, unit), self.back(length + 1, unit));
            return Some((minimal, if self.0.settings.backward == BackwardCount::Safe { safe } else { minimal }, minimal));
        }
        let (always, on_some_reading) = self.moves();
        let mut end = match unit {
            Unit::WorkingDay => self.count(self.0.from, length, true)?,
            Unit::Day => self.count(self.0.from, length, false)?,
            Unit::Month => self.count(self.0.from, self.days_of_months(length), false)?,
            Unit::Year => self.count(self.0.from, self.days_of_months(12 * length), false)?,
        };
        if rule.extendable && self.0.extension > 0 {
            let moved_first = self.0.settings.extension == ExtensionBasis::RolledDay && on_some_reading;
            let basis = if moved_first { self.move_on(end)? } else { end };
            end = self.count(basis, self.0.extension, rule.extension_unit == Some(Unit::WorkingDay))?;
        }
        let latest = if on_some_reading { self.move_on(end)? } else { end };
        Some((end, if always { latest } else { end }, latest))
    }

    /// The `n`-th day, or working day, before the event.
    fn back(&self, n: u32, unit: Unit) -> Day {
        let (mut day, mut counted) = (self.0.from, 0);
        while counted < n {
            day = yesterday(day);
            counted += u32::from(unit != Unit::WorkingDay || self.works(day));
        }
        day
    }
}

/// Any combination of the choices the texts leave open; those that do not concern counting must not change it.
fn any_settings() -> impl Strategy<Value = LegalSettings> {
    let choices = LegalSettings::default().choices();
    let picks: Vec<_> = choices.into_iter().map(|choice| (Just(choice.setting), prop::sample::select(choice.codes))).collect();
    picks.prop_map(|picked| {
        let settings = picked.into_iter().map(|(setting, code)| (setting.to_owned(), code.into())).collect();
        serde_json::from_value(serde_json::Value::Object(settings)).unwrap()
    })
}

/// A rule of any shape as likely as any other: lengths are few, and the many rules of ten or fifteen days would crowd out the rest.
fn any_rule() -> impl Strategy<Value = usize> {
    let mut shapes: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (index, rule) in LAW.rules.rules.iter().enumerate() {
        shapes.entry(shape(rule)).or_default().push(index);
    }
    prop::sample::select(shapes.into_values().collect::<Vec<_>>()).prop_flat_map(prop::sample::select)
}

/// All of a rule that counting depends on.
fn shape(rule: &Rule) -> String {
    let Rule { direction, unit, length, kind, extendable, extension_unit, reminder_relevant, .. } = rule;
    format!("{direction:?} {length} {unit:?} {kind:?} {extendable} {extension_unit:?} {reminder_relevant}")
}

/// Any day of the calendar, a day shortly before a day of a notice, or one whose period ends on a day of a notice.
fn any_trigger(rule: usize) -> impl Strategy<Value = Day> {
    let Rule { length, unit, .. } = &LAW.rules.rules[rule];
    let (length, unit) = (*length, *unit);
    let (first, last) = (day("2004-01-01"), day("2026-12-31"));
    let back = move |named: Day| match unit {
        Unit::Day => named - Days::new(u64::from(length)),
        Unit::WorkingDay => named - Days::new(u64::from(length * 7 / 5)),
        Unit::Month => named - Months::new(length),
        Unit::Year => named - Months::new(12 * length),
    };
    let named = || prop::sample::select(NAMED.keys().copied().collect::<Vec<_>>());
    prop_oneof![
        (0u64..8401).prop_map(move |days| first + Days::new(days)),
        (named(), 0u64..95).prop_map(|(named, before)| named - Days::new(before)),
        named().prop_map(back),
    ]
    .prop_map(move |day| day.clamp(first, last))
}

fn any_question() -> impl Strategy<Value = Question> {
    // an offset from the trigger, a length, and whether it is still open
    let stretch = (0u64..230, 0u64..45, prop::bool::weighted(0.04));
    let stretches = prop_oneof![2 => Just(Vec::new()), 5 => prop::collection::vec(stretch, 1..=6)];
    let extension = prop_oneof![Just(0), 1u32..=60];
    let triggered = any_rule().prop_flat_map(|rule| (Just(rule), any_trigger(rule)));
    let other = prop_oneof![5 => Just(None), 1 => (0u64..250).prop_map(Some)];
    (triggered, stretches, extension, any_settings(), other).prop_map(|((rule, from), stretches, extension, settings, other)| {
        let excluded = stretches.into_iter().map(|(offset, length, open)| {
            let first = from + Days::new(offset) - Days::new(30);
            (first, (!open).then(|| first + Days::new(length)))
        });
        let extension = LAW.rules.rules[rule].extension_length.map_or(extension, |most| extension.min(most));
        Question { rule, from, excluded: excluded.collect(), extension, other: other.map(|days| from + Days::new(days)), settings }
    })
}

fn agree(question: &Question) -> Result<Ends, TestCaseError> {
    let (found, counted) = (question.engine(), Fingers(question).ends());
    prop_assert_eq!(ends(&found), counted, "{} {:?}", question.rule().id, question);
    prop_assert_eq!(found.suspended_since.is_some(), counted.is_none());
    Ok(counted)
}

fn cases(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, max_shrink_iters: 2000, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(cases(512))]
    #[test]
    fn the_engine_counts_as_one_counts_on_fingers(question in any_question()) {
        agree(&question)?;
    }
}

/// What of the calendar and of the law a question touches.
fn classes(question: &Question, ends: Ends) -> Vec<&'static str> {
    let (rule, from) = (question.rule(), question.from);
    let festival = |day: Day| NAMED.get(&day) == Some(&false);
    let make_up = |day: Day| NAMED.get(&day) == Some(&true) && is_weekend(day);
    let unit = question.length().1;
    let mut classes = vec![match unit {
        Unit::WorkingDay => "working days",
        Unit::Day => "days",
        Unit::Month => "months",
        Unit::Year => "years",
    }];
    let mut note = |holds: bool, class: &'static str| classes.extend(holds.then_some(class));
    note(rule.direction == Direction::Before, "backward");
    note(festival(from), "triggered on a holiday");
    note(make_up(from), "triggered on a make-up day");
    let overlap = |(at, one): (usize, &(Day, Option<Day>))| {
        question.excluded[at + 1..].iter().any(|other| one.0 < other.1.unwrap_or(Day::MAX) && other.0 < one.1.unwrap_or(Day::MAX))
    };
    note(question.excluded.iter().enumerate().any(overlap), "overlapping stretches");
    note(ends.is_none(), "the clock stands");
    note(rule.extendable && question.extension > 0 && ends.is_some(), "extended");
    note(question.other.is_some() && ends != Fingers(&Question { other: None, ..question.clone() }).ends(), "two starts");
    if let Some((nominal, safe, last)) = ends {
        note(safe < last && rule.direction == Direction::After, "two readings");
        note(question.length() != (rule.length, rule.unit), "another reading of the length");
        note(make_up(nominal) && !question.make_up_days_work(), "ends on a make-up day that stays off");
        note(festival(nominal), "ends on a holiday");
        note(make_up(nominal), "ends on a make-up day");
        note(make_up(last) && last != nominal, "moves to a make-up day");
        note(last > nominal && rule.direction == Direction::After, "moves");
        let plain = Question { excluded: Vec::new(), ..question.clone() };
        note(Fingers(&plain).ends() != ends, "stretches that matter");
        if unit == Unit::WorkingDay {
            let (first, last) = (from.min(last), from.max(last));
            let passed: Vec<Day> = first.iter_days().take_while(|day| *day <= last).collect();
            note(passed.iter().copied().any(make_up), "working days across a make-up day");
            note(passed.windows(7).any(|week| week.iter().copied().all(festival)), "working days across a long holiday");
        }
    }
    classes
}

/// How many of a thousand questions touch each class at the least.
const CORNERS: [(&str, u32); 21] = [
    ("two starts", 50),
    ("working days", 100),
    ("days", 300),
    ("months", 100),
    ("years", 50),
    ("backward", 20),
    ("triggered on a holiday", 50),
    ("triggered on a make-up day", 10),
    ("ends on a holiday", 60),
    ("ends on a make-up day", 30),
    ("moves", 150),
    ("moves to a make-up day", 10),
    ("working days across a make-up day", 20),
    ("working days across a long holiday", 10),
    ("overlapping stretches", 250),
    ("stretches that matter", 250),
    ("the clock stands", 25),
    ("extended", 30),
    ("two readings", 2),
    ("another reading of the length", 10),
    ("ends on a make-up day that stays off", 10),
];

#[test]
fn the_questions_reach_the_corners_of_calendar_and_law() {
    const CASES: u32 = 2000;
    let mut runner = TestRunner::new_with_rng(cases(CASES), TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let hits: Mutex<BTreeMap<&str, u32>> = Mutex::default();
    let shapes: Mutex<BTreeSet<String>> = Mutex::default();
    let settings: Mutex<BTreeSet<(&str, &str)>> = Mutex::default();
    let outcome = runner.run(&any_question(), |question| {
        let ends = agree(&question)?;
        for class in classes(&question, ends) {
            *hits.lock().unwrap().entry(class).or_default() += 1;
        }
        shapes.lock().unwrap().insert(shape(question.rule()));
        settings.lock().unwrap().extend(question.settings.choices().map(|choice| (choice.setting, choice.code)));
        Ok(())
    });
    outcome.unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(shapes.into_inner().unwrap(), LAW.rules.rules.iter().map(shape).collect(), "rules of every shape are asked");
    let choices =
        LegalSettings::default().choices().into_iter().flat_map(|choice| choice.codes.into_iter().map(move |code| (choice.setting, code)));
    assert_eq!(settings.into_inner().unwrap(), choices.collect(), "under every choice the texts leave open");
    let hits = hits.into_inner().unwrap();
    assert_eq!(hits.keys().copied().collect::<BTreeSet<_>>(), CORNERS.iter().map(|(class, _)| *class).collect());
    for (class, least) in CORNERS {
        let share = hits.get(class).map_or(0, |hits| hits * 1000 / CASES);
        assert!(share >= least, "{class}: {share} of a thousand, {least} wanted; {hits:#?}");
    }
}

/// One rule of each shape.
fn one_of_each_shape() -> impl Iterator<Item = usize> {
    let shapes: BTreeMap<String, usize> = LAW.rules.rules.iter().enumerate().map(|(index, rule)| (shape(rule), index)).collect();
    shapes.into_values()
}

fn stretch(from: &str, until: &str) -> (Day, Option<Day>) {
    (day(from), Some(day(until)))
}

fn ask(rule: usize, from: Day, excluded: &[(Day, Option<Day>)]) -> Due {
    due(&LAW, &LAW.rules.rules[rule], from, &intervals(excluded), None)
}

fn earlier(one: (Day, Day, Day), other: (Day, Day, Day)) -> bool {
    one.0 < other.0 || one.1 < other.1 || one.2 < other.2
}

#[test]
fn a_later_trigger_never_gives_an_earlier_end() {
    let suspended = [stretch("2024-02-05", "2024-02-20"), stretch("2024-02-14", "2024-03-04"), stretch("2024-09-13", "2024-10-09")];
    for rule in one_of_each_shape() {
        // two days may share the last day of a shorter month, and the second lose fewer days of a stretch: months are asked without one
        let counted = matches!(LAW.rules.rules[rule].unit, Unit::Day | Unit::WorkingDay);
        for excluded in [&[][..], &suspended[..if counted { suspended.len() } else { 0 }]] {
            let mut before = (Day::MIN, Day::MIN, Day::MIN);
            for from in day("2023-12-20").iter_days().take_while(|from| *from <= day("2025-03-05")) {
                let after = ends(&ask(rule, from, excluded)).unwrap();
                let falls = earlier(after, before);
                assert!(!falls, "{} from {from}: {before:?}, then {after:?}", LAW.rules.rules[rule].id);
                before = after;
            }
        }
    }
}

#[test]
fn one_more_stretch_never_gives_an_earlier_end() {
    let stretches = [
        stretch("2024-03-11", "2024-03-11"),
        stretch("2024-03-01", "2024-03-08"),
        stretch("2024-03-05", "2024-03-20"),
        stretch("2024-04-03", "2024-04-08"),
        stretch("2024-02-01", "2024-03-02"),
        stretch("2024-04-30", "2024-05-07"),
        (day("2024-08-01"), None),
    ];
    for rule in one_of_each_shape() {
        for from in ["2024-02-07", "2024-02-29", "2024-03-04", "2024-03-31"].map(day) {
            let mut before = ends(&ask(rule, from, &[]));
            for some in 1..=stretches.len() {
                let after = ends(&ask(rule, from, &stretches[..some]));
                // while the clock stands the end lies beyond every day
                let falls = match (before, after) {
                    (Some(before), Some(after)) => earlier(after, before),
                    (before, after) => before.is_none() && after.is_some(),
                };
                assert!(!falls, "{} from {from}: {before:?}, then {after:?} with {:?}", LAW.rules.rules[rule].id, &stretches[..some]);
                before = after;
            }
        }
    }
}

#[test]
fn overlapping_stretches_are_their_union_in_any_order() {
    let open = |from: &str| (day(from), None);
    let table = [
        // overlapping
        (vec![stretch("2024-03-11", "2024-03-20"), stretch("2024-03-15", "2024-03-25")], vec![stretch("2024-03-11", "2024-03-25")]),
        // one inside the other
        (vec![stretch("2024-03-11", "2024-04-20"), stretch("2024-03-15", "2024-03-25")], vec![stretch("2024-03-11", "2024-04-20")]),
        // end to end
        (vec![stretch("2024-03-11", "2024-03-20"), stretch("2024-03-20", "2024-03-25")], vec![stretch("2024-03-11", "2024-03-25")]),
        // the same twice
        (vec![stretch("2024-03-11", "2024-03-20"), stretch("2024-03-11", "2024-03-20")], vec![stretch("2024-03-11", "2024-03-20")]),
        // resumed on the day it was suspended
        (vec![stretch("2024-03-11", "2024-03-11")], vec![]),
        // a chain of three, and one apart
        (
            vec![
                stretch("2024-03-11", "2024-03-15"),
                stretch("2024-03-13", "2024-03-19"),
                stretch("2024-03-19", "2024-03-22"),
                stretch("2024-04-08", "2024-04-10"),
            ],
            vec![stretch("2024-03-11", "2024-03-22"), stretch("2024-04-08", "2024-04-10")],
        ),
        // an open one swallows what follows
        (vec![open("2024-03-11"), stretch("2024-03-15", "2024-03-25")], vec![open("2024-03-11")]),
        (vec![stretch("2024-03-04", "2024-03-25"), open("2024-03-11")], vec![open("2024-03-04")]),
    ];
    for rule in one_of_each_shape() {
        for from in ["2024-02-07", "2024-03-04", "2024-03-12"].map(day) {
            for (mut parts, union) in table.clone() {
                let whole = ask(rule, from, &union);
                for _ in 0..parts.len() {
                    let found = ask(rule, from, &parts);
                    let (id, answer) = (&LAW.rules.rules[rule].id, (ends(&found), found.suspended_since));
                    assert_eq!(answer, (ends(&whole), whole.suspended_since), "{id} from {from}: {parts:?}");
                    parts.rotate_left(1);
                }
            }
        }
    }
}
