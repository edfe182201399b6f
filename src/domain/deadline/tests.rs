mod edges;

use std::sync::LazyLock;

use chrono::Days;
use proptest::prelude::*;

use super::*;
use crate::domain::case::event::Tag;
use crate::domain::law::{LegalSettings, SuspensionCounting};

/// Read once for all tests.
static LAW: LazyLock<Law> = LazyLock::new(|| Law::bundled().expect("bundled law"));

fn law() -> Law {
    LAW.clone()
}

fn day(text: &str) -> Day {
    text.parse().expect("a day")
}

fn stretch(from: &str, until: Option<&str>) -> Interval {
    Interval { cause: Tag::Suspended, from: day(from), until: until.map(day) }
}

fn computed(law: &Law, rule: &str, from: &str, excluded: &[Interval], extension: Option<u32>) -> Due {
    due(law, law.rules.get(rule).expect("a rule"), day(from), excluded, extension)
}

#[test]
fn both_laws_give_sixty_days_and_name_their_own_approver() {
    let law = law();
    let (old, new) = (law.rules.get("rl17-decide").expect("2017"), law.rules.get("rl23-decide-general").expect("2023"));
    let on = day("2023-12-20");
    assert_eq!(due(&law, old, on, &[], None).safe_on, due(&law, new, on, &[], None).safe_on);
    assert!(old.extension_approval.as_ref().is_some_and(|who| who.zh.contains("行政复议机关的负责人")));
    assert!(new.extension_approval.as_ref().is_some_and(|who| who.zh.contains("行政复议机构的负责人")));
}

#[test]
fn an_extension_counts_from_the_nominal_day_and_rolls_once() {
    // Sixty days from 2024-03-06 end on Sunday 2024-05-05 (Labour Day holiday); thirty more end on 2024-06-04, a Tuesday.
    let law = law();
    let plain = computed(&law, "rl23-decide-general", "2024-03-06", &[], None);
    assert_eq!((plain.nominal_on, plain.safe_on), (Some(day("2024-05-05")), Some(day("2024-05-06"))));
    let extended = computed(&law, "rl23-decide-general", "2024-03-06", &[], Some(30));
    assert_eq!((extended.nominal_on, extended.safe_on), (Some(day("2024-06-04")), Some(day("2024-06-04"))));
    let settings = LegalSettings { extension: ExtensionBasis::RolledDay, ..LegalSettings::default() };
    let from_rolled = computed(&law.with_settings(settings), "rl23-decide-general", "2024-03-06", &[], Some(30));
    assert_eq!(from_rolled.nominal_on, Some(day("2024-06-05")));
}

#[test]
fn overlapping_suspensions_count_once_and_an_open_one_stops_the_clock() {
    let law = law();
    let twice = [stretch("2024-04-01", Some("2024-04-11")), stretch("2024-04-06", Some("2024-04-16"))];
    let due = computed(&law, "rl23-decide-general", "2024-03-01", &twice, None);
    assert_eq!(due.nominal_on, Some(day("2024-05-15")));
    assert_eq!(due.trace.iter().filter(|step| step.words.zh.contains("扣除15日")).count(), 1);
    let open = computed(&law, "rl23-decide-general", "2024-03-01", &[stretch("2024-04-01", None)], None);
    assert_eq!((open.safe_on, open.suspended_since), (None, Some(day("2024-04-01"))));
    let too_late = computed(&law, "rl23-decide-general", "2024-03-01", &[stretch("2024-06-01", None)], None);
    assert_eq!(too_late.safe_on, Some(day("2024-04-30")));
    let settings = LegalSettings { suspension: SuspensionCounting::BothDays, ..LegalSettings::default() };
    let both = computed(&law.with_settings(settings), "rl23-decide-general", "2024-03-01", &twice, None);
    assert_eq!(both.nominal_on, Some(day("2024-05-16")));
}

#[test]
fn months_end_on_the_last_day_of_a_shorter_month() {
    let law = law();
    assert_eq!(computed(&law, "apl-decide-first", "2023-08-31", &[], None).nominal_on, Some(day("2024-02-29")));
    let settings = LegalSettings { month_end: MonthEnd::FirstOfNext, ..LegalSettings::default() };
    assert_eq!(computed(&law.with_settings(settings), "apl-decide-first", "2023-08-31", &[], None).nominal_on, Some(day("2024-03-01")));
}

#[test]
fn a_notice_leaves_whole_days_and_fails_at_the_minimum() {
    let law = law();
    let notice = computed(&law, "rl23-hearing-notice", "2024-04-12", &[], None);
    // Back from Friday 12th: 11, 10, 9, 8, then Sunday 7th, worked for Qingming; before it Wednesday 3rd.
    assert_eq!((notice.nominal_on, notice.safe_on), (Some(day("2024-04-07")), Some(day("2024-04-03"))));
    assert_eq!(notice.latest_on, Some(day("2024-04-07")));
}

#[test]
fn days_in_an_unpublished_year_are_provisional() {
    let law = law();
    assert!(!computed(&law, "rl23-decide-general", "2026-10-08", &[], None).provisional);
    assert!(computed(&law, "rl23-decide-general", "2026-12-01", &[], None).provisional);
    assert!(computed(&law, "rl23-reply-general", "2026-12-28", &[], None).provisional);
}

#[test]
fn a_trace_says_each_step_with_its_reason() {
    let steps = |rule, from, excluded: &[Interval], extension| {
        let trace = computed(&law(), rule, from, excluded, extension).trace;
        let lines = trace.into_iter().map(|step| format!("{} | {} | {}", step.words.zh, step.words.en, step.article));
        lines.map(|line| line.trim_end_matches(" | ").to_owned()).collect::<Vec<_>>().join("\n")
    };
    insta::assert_snapshot!(steps("rl23-decide-general", "2024-03-06", &[stretch("2024-04-01", Some("2024-04-11"))], Some(5)), @r"
    2024-03-06 受理，当日不计入期间 | 2024-03-06: The application was accepted; the day itself is not counted | cpl Art. 85(2)
    自2024-03-07起计60日，至2024-05-05 | 60 days from 2024-03-07 on: 2024-05-05 | rl2023 Art. 62(1)
    中止：2024-04-01至2024-04-10扣除10日，顺延至2024-05-15 | review suspended: 2024-04-01 to 2024-04-10 not counted (10 days), on to 2024-05-15 | rl2023 Art. 39
    延长5日，自2024-05-15起算，至2024-05-20 | extended by 5 days from 2024-05-15: 2024-05-20 | rl2023 Art. 62(1)
    工作日历版本2024.1 | working-day calendar 2024.1
    ");
    insta::assert_snapshot!(steps("rl23-decide-general", "2024-03-06", &[], None), @r"
    2024-03-06 受理，当日不计入期间 | 2024-03-06: The application was accepted; the day itself is not counted | cpl Art. 85(2)
    自2024-03-07起计60日，至2024-05-05 | 60 days from 2024-03-07 on: 2024-05-05 | rl2023 Art. 62(1)
    届满日2024-05-05（劳动节放假），顺延至2024-05-06 | the last day 2024-05-05 (Labour Day holiday) moves to 2024-05-06 | cpl Art. 85(3)
    工作日历版本2024.1 | working-day calendar 2024.1
    ");
    insta::assert_snapshot!(steps("rl23-reply-general", "2024-04-02", &[], None), @r"
    2024-04-02 被申请人收到申请书副本，当日不计入期间 | 2024-04-02: Respondent received the copy of the application; the day itself is not counted | cpl Art. 85(2)
    2024-04-04至2024-04-06不计（清明节放假） | 2024-04-04 to 2024-04-06 not counted (Qingming Festival holiday)
    2024-04-07计入（清明节调休上班） | 2024-04-07 counted (make-up working day for Qingming Festival)
    2024-04-13至2024-04-14不计（星期六、星期日） | 2024-04-13 to 2024-04-14 not counted (Saturday, Sunday)
    自2024-04-03起计10个工作日，至2024-04-17 | 10 working days from 2024-04-03 on: 2024-04-17 | rl2023 Art. 48
    工作日历版本2024.1 | working-day calendar 2024.1
    ");
    insta::assert_snapshot!(steps("rl23-reply-general", "2024-04-10", &[stretch("2024-04-12", Some("2024-04-20"))], None), @r"
    2024-04-10 被申请人收到申请书副本，当日不计入期间 | 2024-04-10: Respondent received the copy of the application; the day itself is not counted | cpl Art. 85(2)
    中止：2024-04-12至2024-04-19扣除6个工作日 | review suspended: 2024-04-12 to 2024-04-19 not counted (6 working days)
    2024-04-20至2024-04-21不计（星期六、星期日） | 2024-04-20 to 2024-04-21 not counted (Saturday, Sunday)
    2024-04-27不计（星期六） | 2024-04-27 not counted (Saturday)
    2024-04-28计入（劳动节调休上班） | 2024-04-28 counted (make-up working day for Labour Day)
    2024-05-01至2024-05-05不计（劳动节放假） | 2024-05-01 to 2024-05-05 not counted (Labour Day holiday)
    自2024-04-11起计10个工作日，至2024-05-06 | 10 working days from 2024-04-11 on: 2024-05-06 | rl2023 Art. 48
    工作日历版本2024.1 | working-day calendar 2024.1
    ");
    insta::assert_snapshot!(steps("rl23-decide-general", "2024-03-06", &[stretch("2024-04-01", None)], None), @r"
    2024-03-06 受理，当日不计入期间 | 2024-03-06: The application was accepted; the day itself is not counted | cpl Art. 85(2)
    自2024-03-07起计60日，至2024-05-05 | 60 days from 2024-03-07 on: 2024-05-05 | rl2023 Art. 62(1)
    中止：自2024-04-01起期间停止计算，尚未恢复 | review suspended: the clock has stood since 2024-04-01 | rl2023 Art. 39
    ");
    insta::assert_snapshot!(steps("rl23-hearing-notice", "2027-01-05", &[], None), @r"
    应于2027-01-05之前5个工作日完成 | to be done 5 working days before 2027-01-05: The day of the hearing (听证) | rl2023 Art. 51(1)
    2027-01-01至2027-01-03不计（元旦放假、星期六、星期日） | 2027-01-01 to 2027-01-03 not counted (New Year's Day holiday, Saturday, Sunday)
    倒数第5个工作日为2026-12-28，最迟当日 | 5 working days back is 2026-12-28, the last lawful day | rl2023 Art. 51(1)
    留足5个工作日整日为2026-12-25 | to leave 5 working days whole in between: 2026-12-25 | rl2023 Art. 51(1)
    2027年的节假日安排未公布，按周末和法定节日计算，日期为暂定 | the calendar of 2027 is not published: weekends and statutory festivals only, provisional
    ");
}

/// The end of a period, found by looking at one day after the other.
fn simulate(law: &Law, rule: &Rule, from: Day, excluded: &[Interval], extension: u32) -> Option<(Day, Day)> {
    let out = |day: Day| excluded.iter().any(|interval| interval.from <= day && interval.until.is_none_or(|until| day < until));
    let horizon = from + Days::new(4000);
    let count = |from: Day, n: u32, working: bool| {
        let counts = |day: &Day| !out(*day) && (!working || law.calendar.is_working(*day));
        if n == 0 { Some(from) } else { from.iter_days().skip(1).take_while(|day| *day < horizon).filter(counts).nth(n as usize - 1) }
    };
    let length = match rule.unit {
        Unit::WorkingDay | Unit::Day => rule.length,
        Unit::Month | Unit::Year => {
            let end = from.checked_add_months(chrono::Months::new(months(rule))).expect("in range");
            u32::try_from((end - from).num_days()).expect("forward")
        }
    };
    let nominal = count(count(from, length, rule.unit == Unit::WorkingDay)?, extension, false)?;
    let last = nominal.iter_days().take_while(|day| *day < horizon).find(|day| law.calendar.is_working(*day) && !out(*day))?;
    Some((nominal, last))
}

fn excluded() -> impl Strategy<Value = Vec<(u64, Option<u64>)>> {
    prop::collection::vec((0u64..200, prop::option::weighted(0.9, 0u64..40)), 0..4)
}

/// Intervals around `from`, from twenty days before it on.
fn around(from: Day, excluded: Vec<(u64, Option<u64>)>) -> Vec<Interval> {
    let interval = |(offset, length): (u64, Option<u64>)| {
        let opened = from + Days::new(offset) - Days::new(20);
        Interval { cause: Tag::Suspended, from: opened, until: length.map(|length| opened + Days::new(length)) }
    };
    excluded.into_iter().map(interval).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn due_equals_looking_at_every_day(start in 0u64..8000, excluded in excluded(), extension in 0u32..31) {
        let law = law();
        let from = day("2004-01-01") + Days::new(start);
        let excluded = around(from, excluded);
        for id in ["rl23-decide-general", "rl23-decide-summary", "rl23-reply-general", "rl23-reply-summary", "apl-decide-first", "apl-appeal-judgment"] {
            let rule = law.rules.get(id).expect("a rule");
            let extension = if rule.extendable { extension } else { 0 };
            let due = due(&law, rule, from, &excluded, Some(extension));
            let expected = simulate(&law, rule, from, &excluded, extension);
            prop_assert_eq!(due.nominal_on.zip(due.safe_on), expected, "{} from {} {:?}", id, from, excluded);
            prop_assert_eq!(due.suspended_since.is_some(), expected.is_none());
        }
    }

    #[test]
    fn a_trace_replayed_gives_the_same_days(start in 0u64..9000, excluded in excluded(), extension in 0u32..31, choices in choices()) {
        let law = law().with_settings(choices);
        let from = day("2003-06-01") + Days::new(start);
        let excluded = around(from, excluded);
        for rule in &law.rules.rules {
            let trace = due(&law, rule, from, &excluded, Some(extension)).trace;
            let dates = dates(&law, rule, from, &excluded, Some(extension)).ok();
            prop_assert_eq!(replay(&trace), Ok(dates), "{} from {} {:?} {:#?}", rule.id, from, excluded, trace);
            prop_assert!(dates.is_none_or(|dates| dates.safe_on <= dates.latest_on));
        }
    }
}

/// Every reading of everything that moves a date.
fn choices() -> impl Strategy<Value = LegalSettings> {
    let either = prop::bool::ANY;
    (either, either, either, either, 0usize..OuterLimits::ALL.len()).prop_map(|(month, both, rolled, minimal, outer)| LegalSettings {
        month_end: if month { MonthEnd::LastDay } else { MonthEnd::FirstOfNext },
        suspension: if both { SuspensionCounting::BothDays } else { SuspensionCounting::UntilResumption },
        extension: if rolled { ExtensionBasis::RolledDay } else { ExtensionBasis::NominalDay },
        backward: if minimal { BackwardCount::Minimal } else { BackwardCount::Safe },
        outer_limits: OuterLimits::ALL[outer],
        ..LegalSettings::default()
    })
}
