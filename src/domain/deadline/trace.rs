//! The steps of a computation, in words.

use super::Step;
use super::count::{Clock, Stretch, next, previous};
use crate::domain::Day;
use crate::domain::case::event::EventKind;
use crate::domain::law::{Law, Rule, Unit};
use crate::domain::words::Sentence;

fn step(zh: String, en: String, article: impl Into<String>, on: Option<Day>) -> Step {
    Step { words: Sentence::new(zh, en), article: article.into(), on }
}

/// `10个工作日` / `10 working days`.
fn amount(unit: Unit, n: impl std::fmt::Display) -> Sentence {
    let words = unit.words();
    Sentence::new(format!("{n}{}", words.zh), format!("{n} {}", words.en))
}

/// The day and why it is special, as in `2024-04-06（清明节放假）`.
fn described(law: &Law, day: Day) -> Sentence {
    match law.calendar.reason(day) {
        Some(reason) => Sentence::new(format!("{day}（{}）", reason.zh), format!("{day} ({})", reason.en)),
        None => Sentence::new(day.to_string(), day.to_string()),
    }
}

fn causes(stretch: &Stretch) -> Sentence {
    let names: Vec<_> = stretch.causes.iter().filter_map(|cause| EventKind::of(cause)).map(|kind| kind.words).collect();
    let zh: Vec<_> = names.iter().map(|words| words.zh).collect();
    let en: Vec<_> = names.iter().map(|words| words.en).collect();
    Sentence::new(zh.join("、"), en.join(", "))
}

fn cites(rule: &Rule, stretch: &Stretch) -> String {
    let mut cites: Vec<&str> = stretch.causes.iter().filter_map(|cause| rule.exclusion(cause)).map(|found| found.cite.as_str()).collect();
    cites.dedup();
    cites.join("; ")
}

pub(super) fn trigger(law: &Law, rule: &Rule, from: Day) -> Step {
    let name = law.rules.event(&rule.trigger_event).map_or("", |event| event.zh.as_str());
    step(
        format!("{from} {name}，当日不计入期间"),
        format!("{from}: {}; the day itself is not counted", rule.trigger),
        "cpl Art. 85(2)",
        Some(from),
    )
}

pub(super) fn length(rule: &Rule, from: Day, end: Day) -> Step {
    let amount = amount(rule.unit, rule.length);
    step(
        format!("自{}起计{}，至{end}", next(from), amount.zh),
        format!("{} from {} on: {end}", amount.en, next(from)),
        rule.citation(),
        Some(end),
    )
}

pub(super) fn excluded(law: &Law, rule: &Rule, stretch: &Stretch, left_out: i64, end: Day) -> Step {
    let last = stretch.until.map_or_else(String::new, |until| previous(until).to_string());
    let unit = if rule.unit == Unit::WorkingDay { Unit::WorkingDay } else { Unit::Day };
    let (names, amount, end_words) = (causes(stretch), amount(unit, left_out), described(law, end));
    step(
        format!("{}：{}至{last}扣除{}，顺延至{}", names.zh, stretch.first, amount.zh, end_words.zh),
        format!("{}: {} to {last} not counted ({}), on to {}", names.en, stretch.first, amount.en, end_words.en),
        cites(rule, stretch),
        Some(end),
    )
}

pub(super) fn standing(rule: &Rule, stretch: &Stretch) -> Step {
    let names = causes(stretch);
    step(
        format!("{}：自{}起期间停止计算，尚未恢复", names.zh, stretch.first),
        format!("{}: the clock has stood since {}", names.en, stretch.first),
        cites(rule, stretch),
        None,
    )
}

/// Days that are not working days and were passed over, and weekend days that were worked and counted.
pub(super) fn days_passed_over(clock: &Clock<'_>, from: Day, end: Day) -> Vec<Step> {
    let mut steps = Vec::new();
    let mut day = next(from);
    while day < end {
        let first = day;
        let mut reasons: Vec<Sentence> = Vec::new();
        while day < end && !clock.calendar.is_working(day) && !clock.leaves_out(day) {
            reasons.extend(clock.calendar.reason(day).filter(|reason| !reasons.contains(reason)));
            day = next(day);
        }
        if first < day {
            let (zh, en): (Vec<_>, Vec<_>) = reasons.into_iter().map(|reason| (reason.zh, reason.en)).unzip();
            let last = previous(day);
            let (range_zh, range_en) = if first == last {
                (first.to_string(), first.to_string())
            } else {
                (format!("{first}至{last}"), format!("{first} to {last}"))
            };
            let words = (format!("{range_zh}不计（{}）", zh.join("、")), format!("{range_en} not counted ({})", en.join(", ")));
            steps.push(step(words.0, words.1, "", None));
            continue;
        }
        if clock.calendar.is_working(day)
            && !clock.leaves_out(day)
            && let Some(reason) = clock.calendar.reason(day)
        {
            steps.push(step(format!("{day}计入（{}）", reason.zh), format!("{day} counted ({})", reason.en), "", None));
        }
        day = next(day);
    }
    steps
}

pub(super) fn extension(rule: &Rule, days: u32, basis: Day, end: Day) -> Step {
    let amount = amount(rule.extension_unit.unwrap_or(Unit::Day), days);
    step(
        format!("延长{}，自{basis}起算，至{end}", amount.zh),
        format!("extended by {} from {basis}: {end}", amount.en),
        rule.citation(),
        Some(end),
    )
}

pub(super) fn rolled(law: &Law, nominal: Day, end: Day) -> Step {
    let nominal = described(law, nominal);
    step(format!("届满日{}，顺延至{end}", nominal.zh), format!("the last day {} moves to {end}", nominal.en), "cpl Art. 85(3)", Some(end))
}

pub(super) fn not_rolled(law: &Law, nominal: Day) -> Step {
    let words = described(law, nominal);
    step(
        format!("届满日{}，此类期间不顺延", words.zh),
        format!("the last day is {}; a period of this kind does not move", words.en),
        "cpl Art. 85(3)",
        Some(nominal),
    )
}

pub(super) fn event(rule: &Rule, event: Day) -> Step {
    let amount = amount(rule.unit, rule.length);
    step(
        format!("应于{event}之前{}完成", amount.zh),
        format!("to be done {} before {event}: {}", amount.en, rule.trigger),
        rule.citation(),
        Some(event),
    )
}

pub(super) fn minimal(rule: &Rule, day: Day) -> Step {
    let amount = amount(rule.unit, rule.length);
    step(
        format!("倒数第{}为{day}，最迟当日", amount.zh),
        format!("{} back is {day}, the last lawful day", amount.en),
        rule.citation(),
        Some(day),
    )
}

pub(super) fn safe(rule: &Rule, day: Day) -> Step {
    let amount = amount(rule.unit, rule.length);
    step(format!("留足{}整日为{day}", amount.zh), format!("to leave {} whole in between: {day}", amount.en), rule.citation(), Some(day))
}

pub(super) fn provisional(year: i32) -> Step {
    step(
        format!("{year}年的节假日安排未公布，按周末和法定节日计算，日期为暂定"),
        format!("the calendar of {year} is not published: weekends and statutory festivals only, provisional"),
        "",
        None,
    )
}
