//! The steps of a computation, in words and in numbers.

use chrono::Datelike;
use serde::Serialize;

use super::count::{Clock, Stretch, next, previous};
use super::{Dates, Ends, consulted, plain_days};
use crate::domain::Day;
use crate::domain::case::event::EventKind;
use crate::domain::case::parts::words;
use crate::domain::law::{BackwardCount, DayEnds, Law, Rule, Unit};
use crate::domain::words::Sentence;

words! {
    /// What a step of a computation does.
    StepKind {
        Start = "start" "起算" "start",
        Length = "length" "计期" "length",
        Skipped = "skipped" "不计" "days passed over",
        Counted = "counted" "计入" "day off that counts",
        Excluded = "excluded" "扣除" "days excluded",
        Standing = "standing" "停止计算" "clock stopped",
        Extension = "extension" "延长" "extension",
        Rolled = "rolled" "顺延" "moved off a day off",
        RolledAtLatest = "rolled-at-latest" "至迟顺延" "moved off a day off on the latest reading",
        OtherStart = "other-start" "另一起算日" "counted from the later start on the latest reading",
        NotRolled = "not-rolled" "不顺延" "not moved",
        WholeDays = "whole-days" "留足整日" "earlier on the safe reading",
        Calendar = "calendar" "日历" "calendar",
        Provisional = "provisional" "暂定" "provisional",
        Note = "note" "说明" "note",
    }
}

/// One step of a computation. The day reached is the day before it plus `added` and `skipped`; see [`replay`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Step {
    /// What it does.
    pub kind: StepKind,
    /// What was done and why.
    pub words: Sentence,
    /// Article it rests on; empty for the calendar.
    pub article: String,
    /// Day reached by it.
    pub on: Option<Day>,
    /// Days that count, in calendar days except for lengths in working days; negative when counted back.
    pub added: i64,
    /// Calendar days passed over; negative when counted back.
    pub skipped: i64,
}

/// The days a trace leads to, found from its numbers alone; `None` while the clock stands.
///
/// # Errors
/// The position of the first step whose day is not the one its numbers give.
pub fn replay(trace: &[Step]) -> Result<Option<Dates>, usize> {
    let mut dates: Option<Dates> = None;
    for (position, step) in trace.iter().enumerate() {
        let Some(Dates { nominal_on, safe_on, latest_on }) = dates.as_mut() else {
            let start = step.on.filter(|_| step.kind == StepKind::Start).ok_or(position)?;
            dates = Some(Dates { nominal_on: start, safe_on: start, latest_on: start });
            continue;
        };
        let moves = |day: &mut Day| *day += chrono::Duration::days(step.added + step.skipped);
        let reached = match step.kind {
            StepKind::Start => return Err(position),
            StepKind::Standing => return Ok(None),
            StepKind::Rolled => {
                moves(safe_on);
                moves(latest_on);
                *latest_on
            }
            StepKind::RolledAtLatest | StepKind::OtherStart => {
                moves(latest_on);
                *latest_on
            }
            StepKind::WholeDays => {
                moves(safe_on);
                *safe_on
            }
            StepKind::NotRolled | StepKind::Calendar | StepKind::Provisional | StepKind::Note => *latest_on,
            StepKind::Length | StepKind::Skipped | StepKind::Counted | StepKind::Excluded | StepKind::Extension => {
                moves(nominal_on);
                (*safe_on, *latest_on) = (*nominal_on, *nominal_on);
                *nominal_on
            }
        };
        if step.on.is_some_and(|on| on != reached) {
            return Err(position);
        }
    }
    Ok(dates)
}

/// The steps of a period that runs forward.
pub(super) fn after(
    law: &Law,
    rule: &Rule,
    clock: &Clock<'_>,
    from: Day,
    ends: Ends,
    extension: Option<u32>,
    dates: Result<Dates, Day>,
) -> Vec<Step> {
    let mut trace = vec![trigger(law, rule, from)];
    let stood = dates.err().and_then(|since| clock.stretches.iter().find(|stretch| stretch.first == since));
    if rule.unit == Unit::WorkingDay {
        let until = ends.length.or(stood.map(|stretch| stretch.first)).unwrap_or(from);
        trace.extend(passed_over(law, rule, clock, from, until, 1));
        trace.extend(ends.length.map(|end| length(rule, from, end, i64::from(rule.length))));
    } else {
        let days = plain_days(law, rule, from);
        let mut end = from + chrono::Duration::days(days);
        trace.push(length(rule, from, end, days));
        for stretch in clock.stretches {
            let Some(skipped) = stretch.days_after(from).filter(|days| *days > 0 && stretch.first <= end) else { continue };
            end += chrono::Duration::days(skipped);
            trace.push(excluded(law, rule, stretch, skipped, skipped, Some(end)));
        }
    }
    if let (Some(end), Some(basis), Some(units), Ok(dates)) = (ends.length, ends.basis, extension, dates) {
        trace.push(extended(rule, units, (end, basis, dates.nominal_on)));
    }
    match dates {
        Err(_) => trace.extend(stood.map(|stretch| standing(rule, stretch))),
        Ok(dates) => trace.extend(end_on_a_day_off(law, dates)),
    }
    trace
}

/// The steps of a notice, counted back from its event.
pub(super) fn before(law: &Law, rule: &Rule, event: Day, dates: Dates) -> Vec<Step> {
    let (minimal, safe) = (dates.nominal_on, dates.safe_on);
    let amount = amount(rule.unit, rule.length);
    let working = rule.unit == Unit::WorkingDay;
    let mut trace = vec![Step::to(
        StepKind::Start,
        format!("应于{event}之前{}完成", amount.zh),
        format!("to be done {} before {event}: {}", amount.en, rule.trigger),
        rule.citation(),
        event,
    )];
    if working {
        trace.extend(passed_over(law, rule, &Clock::new(&law.calendar, &[]), minimal, event, -1));
    }
    let back = (minimal - event).num_days();
    // in working days the days passed over are steps of their own
    let counted = if working { -i64::from(rule.length) } else { back };
    let words = (format!("倒数第{}为{minimal}，最迟当日", amount.zh), format!("{} back is {minimal}, the last lawful day", amount.en));
    trace.push(Step { added: counted, ..Step::to(StepKind::Length, words.0, words.1, rule.citation(), minimal) });
    if law.settings.backward == BackwardCount::Safe {
        let (zh, en) = (format!("留足{}整日为{safe}", amount.zh), format!("to leave {} whole in between: {safe}", amount.en));
        trace.push(Step {
            added: -1,
            skipped: (safe - minimal).num_days() + 1,
            ..Step::to(StepKind::WholeDays, zh, en, rule.citation(), safe)
        });
    }
    trace
}

/// What another text, which counts the same length from another event, adds: the latest day.
pub(super) fn other_start(law: &Law, rule: &Rule, other: Option<Day>, first: Dates, dates: Dates) -> Option<Step> {
    let event = rule.latest_from.as_deref().and_then(|event| law.rules.event(event))?;
    let (zh, en) = (&event.zh, rule.latest_trigger.as_deref().unwrap_or(&event.code));
    let Some(other) = other else {
        return Some(Step::said(
            StepKind::Note,
            format!("另有自{zh}之日起算的读法，该日未记载，未计入至迟日"),
            format!("another reading counts from another day ({en}), which is not recorded: the latest day leaves it out"),
            rule.citation(),
        ));
    };
    let (amount, latest) = (amount(rule.unit, rule.length), described(law, dates.latest_on));
    let (zh, en) = (
        format!("另有自{other} {zh}起算{}的读法，至迟{}", amount.zh, latest.zh),
        format!("on another reading the {} run from {other} ({en}): {} at the latest", amount.en, latest.en),
    );
    let skipped = (dates.latest_on - first.latest_on).num_days();
    Some(Step { skipped, ..Step::to(StepKind::OtherStart, zh, en, rule.citation(), dates.latest_on) })
}

/// The hour at which the last day ends, where the bureau reads another than midnight (A27).
pub(super) fn hour(law: &Law) -> Option<Step> {
    (law.settings.day_ends == DayEnds::CloseOfBusiness).then(|| {
        let (zh, en) =
            ("最后一日有业务时间的，至停止业务活动之时截止", "where there are business hours the last day ends when business closes");
        Step::said(StepKind::Note, zh.to_owned(), en.to_owned(), "civil-code Art. 203(2)")
    })
}

impl Step {
    /// A remark that moves no day.
    pub fn note(zh: String, en: String, article: impl Into<String>) -> Self {
        Self::said(StepKind::Note, zh, en, article)
    }

    /// A step that reaches a day without moving to it.
    pub(super) fn to(kind: StepKind, zh: String, en: String, article: impl Into<String>, on: Day) -> Self {
        Self { on: Some(on), ..Self::said(kind, zh, en, article) }
    }

    /// A step that reaches no day.
    pub(super) fn said(kind: StepKind, zh: String, en: String, article: impl Into<String>) -> Self {
        Self { kind, words: Sentence::new(zh, en), article: article.into(), on: None, added: 0, skipped: 0 }
    }
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

/// What stopped the clock: as the rule calls it, else the event of the case file.
fn causes(rule: &Rule, stretch: &Stretch) -> Sentence {
    let named = |cause: &&'static str| rule.exclusion(cause).and_then(|exclusion| exclusion.name.clone());
    let names = stretch.causes.iter().filter_map(|cause| named(cause).or_else(|| Some(EventKind::of(cause)?.words.into())));
    let (zh, en): (Vec<String>, Vec<String>) = names.map(|name: Sentence| (name.zh, name.en)).unzip();
    Sentence::new(zh.join("、"), en.join(", "))
}

fn cites(rule: &Rule, stretch: &Stretch) -> String {
    let mut cites: Vec<&str> = stretch.causes.iter().filter_map(|cause| rule.exclusion(cause)).map(|found| found.cite.as_str()).collect();
    cites.dedup();
    cites.join("; ")
}

fn trigger(law: &Law, rule: &Rule, from: Day) -> Step {
    let name = law.rules.event(&rule.trigger_event).map_or("", |event| event.zh.as_str());
    Step::to(
        StepKind::Start,
        format!("{from} {name}，当日不计入期间"),
        format!("{from}: {}; the day itself is not counted", rule.trigger),
        "cpl Art. 85(2)",
        from,
    )
}

fn length(rule: &Rule, from: Day, end: Day, added: i64) -> Step {
    let (amount, first) = (amount(rule.unit, rule.length), next(from));
    let words = (format!("自{first}起计{}，至{end}", amount.zh), format!("{} from {first} on: {end}", amount.en));
    Step { added, ..Step::to(StepKind::Length, words.0, words.1, rule.citation(), end) }
}

/// A stretch left out, `units` of the rule long, which moves the end by `skipped` days.
fn excluded(law: &Law, rule: &Rule, stretch: &Stretch, units: i64, skipped: i64, end: Option<Day>) -> Step {
    let last = stretch.until.map_or_else(String::new, |until| previous(until).to_string());
    let unit = if rule.unit == Unit::WorkingDay { Unit::WorkingDay } else { Unit::Day };
    let (names, amount, first) = (causes(rule, stretch), amount(unit, units), stretch.first);
    let (zh, en) = end
        .map(|end| described(law, end))
        .map_or_else(Default::default, |end| (format!("，顺延至{}", end.zh), format!(", on to {}", end.en)));
    let words = (
        format!("{}：{first}至{last}扣除{}{zh}", names.zh, amount.zh),
        format!("{}: {first} to {last} not counted ({}){en}", names.en, amount.en),
    );
    Step { skipped, on: end, ..Step::said(StepKind::Excluded, words.0, words.1, cites(rule, stretch)) }
}

fn standing(rule: &Rule, stretch: &Stretch) -> Step {
    let (names, first) = (causes(rule, stretch), stretch.first);
    let words = (format!("{}：自{first}起期间停止计算，尚未恢复", names.zh), format!("{}: the clock has stood since {first}", names.en));
    Step::said(StepKind::Standing, words.0, words.1, cites(rule, stretch))
}

/// The days strictly between two that a count of working days does not count, run by run, and the days off that it does count.
/// `sign` is -1 when the days are counted back.
fn passed_over(law: &Law, rule: &Rule, clock: &Clock<'_>, from: Day, until: Day, sign: i64) -> Vec<Step> {
    let calendar = &law.calendar;
    let mut steps = Vec::new();
    let mut day = next(from);
    while day < until {
        let first = day;
        if let Some(stretch) = clock.stretch_of(day) {
            day = stretch.until.unwrap_or(until).min(until);
            let working = calendar.working_days_between(previous(first), previous(day));
            steps.push(excluded(law, rule, stretch, working, (day - first).num_days() * sign, None));
            continue;
        }
        if calendar.is_working(day) {
            steps.extend(calendar.reason(day).map(|reason| {
                Step::said(StepKind::Counted, format!("{day}计入（{}）", reason.zh), format!("{day} counted ({})", reason.en), "")
            }));
            day = next(day);
            continue;
        }
        let mut reasons: Vec<Sentence> = Vec::new();
        while day < until && !calendar.is_working(day) && clock.stretch_of(day).is_none() {
            reasons.extend(calendar.reason(day).filter(|reason| !reasons.contains(reason)));
            day = next(day);
        }
        let (zh, en): (Vec<_>, Vec<_>) = reasons.into_iter().map(|reason| (reason.zh, reason.en)).unzip();
        let last = previous(day);
        let range = |to: &str| if first == last { first.to_string() } else { format!("{first}{to}{last}") };
        let words = (format!("{}不计（{}）", range("至"), zh.join("、")), format!("{} not counted ({})", range(" to "), en.join(", ")));
        steps.push(Step { skipped: (day - first).num_days() * sign, ..Step::said(StepKind::Skipped, words.0, words.1, "") });
    }
    steps
}

/// An extension of `units`, from the end of the length by way of the day it is counted from to its own end.
fn extended(rule: &Rule, units: u32, (length, basis, end): (Day, Day, Day)) -> Step {
    let amount = amount(rule.extension_unit.unwrap_or(Unit::Day), units);
    let words = (format!("延长{}，自{basis}起算，至{end}", amount.zh), format!("extended by {} from {basis}: {end}", amount.en));
    let added = i64::from(units);
    let skipped = (end - length).num_days() - added;
    Step { added, skipped, ..Step::to(StepKind::Extension, words.0, words.1, rule.citation(), end) }
}

/// What happens to a last day that is not a working day.
fn end_on_a_day_off(law: &Law, dates: Dates) -> Option<Step> {
    let Dates { nominal_on, safe_on, latest_on } = dates;
    let (nominal, moved) = (described(law, nominal_on), described(law, latest_on));
    let (kind, zh, en) = if safe_on != nominal_on {
        (
            StepKind::Rolled,
            format!("届满日{}，顺延至{}", nominal.zh, moved.zh),
            format!("the last day {} moves to {}", nominal.en, moved.en),
        )
    } else if latest_on != nominal_on {
        (
            StepKind::RolledAtLatest,
            format!("届满日{}；此类期间是否顺延法律未明确，稳妥日为{nominal_on}，至迟顺延至{latest_on}", nominal.zh),
            format!(
                "the last day is {}; whether a period of this kind moves is not settled: {nominal_on} is safe, {latest_on} the latest",
                nominal.en
            ),
        )
    } else if !law.calendar.is_working(nominal_on) {
        (
            StepKind::NotRolled,
            format!("届满日{}，此类期间不顺延", nominal.zh),
            format!("the last day is {}; a period of this kind does not move", nominal.en),
        )
    } else {
        return None;
    };
    Some(Step { skipped: (latest_on - nominal_on).num_days(), ..Step::to(kind, zh, en, "cpl Art. 85(3)", latest_on) })
}

/// Which calendars a computation looked its days up in, or which of them is still awaited.
pub(super) fn calendars(law: &Law, rule: &Rule, from: Day, dates: Dates) -> Option<Step> {
    consulted(rule, from, dates).map(|(first, last)| calendars_between(law, first, last))
}

fn calendars_between(law: &Law, from: Day, until: Day) -> Step {
    if let Some(year) = law.calendar.awaited(from, until) {
        return Step::said(
            StepKind::Provisional,
            format!("{year}年的节假日安排未公布，按周末和法定节日计算，日期为暂定"),
            format!("the calendar of {year} is not published: weekends and statutory festivals only, provisional"),
            "",
        );
    }
    let versions: Vec<&str> = (from.year()..=until.year()).filter_map(|year| law.calendar.version(year)).collect();
    let versions = versions.join("、");
    Step::said(StepKind::Calendar, format!("工作日历版本{versions}"), format!("working-day calendar {}", versions.replace('、', ", ")), "")
}
