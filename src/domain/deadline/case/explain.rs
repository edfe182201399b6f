//! One deadline for a reader: the words of its rule or instrument, how far off it is, and every step of its computation.

use serde::Serialize;

use super::*;
use crate::domain::deadline::due;
use crate::domain::deadline::trace::{Step, StepKind};
use crate::domain::words::Sentence;

/// A deadline in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Explained {
    /// Id of the rule, or code of the instrument.
    pub rule: String,
    /// What must be done.
    pub obligation: Sentence,
    /// Law and article; for a day fixed by an instrument, the one that lets it.
    pub article: String,
    /// The instrument that fixes the day, where the law leaves the length to it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fixed_by: Option<Sentence>,
    /// What its end means.
    pub kind: PeriodKind,
    /// Who is bound.
    pub bound: Bound,
    /// Whose duty or right it is, seen from the record.
    pub whose: Whose,
    /// The unit or person who must act, where the record names one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// Day of the event it runs from, or for a notice before an event: the day of that event.
    pub from: Day,
    /// Last day that is in time on every reading; `None` while the clock stands.
    pub due_on: Option<Day>,
    /// Last day that is in time on some defensible reading: overdue only after it.
    pub latest_on: Option<Day>,
    /// Last day before a holiday moved it.
    pub nominal_on: Option<Day>,
    /// Depends on a calendar not yet published.
    pub provisional: bool,
    /// Runs from a day that is only presumed.
    pub estimated: bool,
    /// How it stands.
    pub state: DeadlineState,
    /// Day it was met.
    pub met_on: Option<Day>,
    /// Working days left, today not counted, while it is open.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub working_days_left: Option<i64>,
    /// Calendar days by which it is overdue, ran out or was met late.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub days_over: Option<i64>,
    /// Days to warn on, in order, while it is open.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub warn_on: Vec<Day>,
    /// How it was computed.
    pub trace: Vec<Step>,
}

/// The deadlines of a case in words, in the order of [`deadlines`]; warnings come so many working days before.
pub fn explained(law: &Law, case: &Case, today: Day, warn_before: &[u32]) -> Vec<Explained> {
    deadlines(law, case, today).iter().map(|deadline| Explained::new(law, case, deadline, today, warn_before)).collect()
}

/// What must be done and by which article, of a deadline known by the id of its rule or the code of its instrument and the day it runs
/// from. One that the book has no more goes by its id.
pub fn words_of(law: &Law, id: &str, from: Day) -> (Sentence, String) {
    match (law.rules.get(id), Instrument::from_code(id)) {
        (Some(rule), _) => (rule.obligation(), rule.citation()),
        (None, Some(instrument)) => (fixed::obligation(instrument).into(), fixed::citation(law, instrument, law.regime_on(from))),
        (None, None) => (Sentence::new(id, id), String::new()),
    }
}

impl Explained {
    /// The words of one deadline of the case.
    pub fn new(law: &Law, case: &Case, deadline: &Deadline<'_>, today: Day, warn_before: &[u32]) -> Self {
        let (obligation, article, fixed_by) = match deadline.basis {
            Basis::Rule(rule) => (rule.obligation(), rule.citation(), None),
            Basis::Instrument(instrument) => (
                fixed::obligation(instrument).into(),
                fixed::citation(law, instrument, case.regime(deadline.from, law)),
                Some(instrument.words().into()),
            ),
        };
        let Standing { working_days_left, days_over, .. } = deadline.standing(&law.calendar, today);
        Self {
            rule: deadline.basis.id().to_owned(),
            trace: trace(law, case, deadline, &article),
            obligation,
            article,
            fixed_by,
            kind: deadline.basis.kind(),
            bound: deadline.basis.bound(),
            whose: deadline.whose,
            unit: deadline.unit.map(str::to_owned),
            from: deadline.from,
            due_on: deadline.safe_on,
            latest_on: deadline.latest_on,
            nominal_on: deadline.nominal_on,
            provisional: deadline.provisional,
            estimated: deadline.estimated.is_some(),
            state: deadline.state,
            met_on: deadline.met_on,
            working_days_left,
            days_over,
            warn_on: deadline.warn_on(&law.calendar, warn_before),
        }
    }

    /// How it stands, in figures.
    pub fn standing(&self) -> Standing {
        let Self { state, due_on, latest_on, met_on, working_days_left, days_over, .. } = *self;
        Standing { state, due_on, latest_on, met_on, working_days_left, days_over }
    }
}

/// How a deadline was computed: the steps of the engine, and what the case adds to them.
fn trace(law: &Law, case: &Case, deadline: &Deadline<'_>, article: &str) -> Vec<Step> {
    let rule = match deadline.basis {
        Basis::Rule(rule) => rule,
        Basis::Instrument(instrument) => return fixed_day(deadline, instrument, article),
    };
    let extension = match deadline.extended {
        Extended::By(days) => Some(days),
        Extended::Not | Extended::TooLate(_) => None,
    };
    let mut steps = due(law, rule, deadline.start(), &reading::exclusions(case, rule), extension).trace;
    if let Some(presumed) = deadline.estimated {
        let words = presumed.words();
        let article = if presumed == Presumption::PublicNotice { "cpl Art. 95" } else { "cpl Art. 87" };
        let (zh, en) = (format!("{}；送达证明入卷后即为确定", words.zh), format!("{}; firm once its proof is on file", words.en));
        // the presumption concerns the day the period starts from, which the first step says
        steps.insert(steps.len().min(1), Step::said(StepKind::Note, zh, en, article));
    }
    if rule.restarted_by.is_some() && case.converted_on == Some(deadline.from) {
        let (zh, en) = ("转为普通程序，期限自该日重新起算", "converted to the general procedure: the period starts anew on that day");
        steps.insert(steps.len().min(1), Step::said(StepKind::Note, zh.to_owned(), en.to_owned(), rule.citation()));
    }
    if let (Extended::TooLate(approved_on), Some(latest)) = (deadline.extended, deadline.latest_on) {
        steps.push(Step::said(
            StepKind::Note,
            format!("{approved_on}批准的延期晚于期限届满日{latest}，已届满的期限不因此恢复"),
            format!("the extension approved on {approved_on} came after {latest}: it does not revive the period"),
            rule.citation(),
        ));
    }
    if deadline.state == DeadlineState::Lapsed
        && let Some(on) =
            case.accepted_on.filter(|_| case.attributes.deemed_accepted && rule.satisfied_by.iter().any(|event| event == "accepted"))
    {
        steps.push(Step::said(
            StepKind::Note,
            format!("审查期限届满未作出决定，自{on}起视为受理，审理期限从该日起算"),
            format!("no decision within the period: deemed accepted on {on}, from which the period to decide runs"),
            "rl2023 Art. 30(3)",
        ));
    }
    if rule.tested_on_filing && deadline.state == DeadlineState::MetLate {
        steps.push(Step::said(
            StepKind::Note,
            "提出时已超过最长期限；对法律施行前作出的行为是否适用尚无定论，由承办人判断".to_owned(),
            "filed after the long-stop; whether it binds for acts made before the law came into force is not settled, the officer decides"
                .to_owned(),
            rule.citation(),
        ));
    }
    steps
}

fn fixed_day(deadline: &Deadline<'_>, instrument: Instrument, article: &str) -> Vec<Step> {
    let Some((until, latest)) = deadline.safe_on.zip(deadline.latest_on) else { return Vec::new() };
    let words = instrument.words();
    let (zh, en) = (format!("{}确定的日期为{until}", words.zh), format!("day fixed by the {}: {until}", words.en));
    let mut steps = vec![Step::to(StepKind::Start, zh, en, article, until)];
    if latest != until {
        let (zh, en) = (format!("{until}不是工作日，至迟顺延至{latest}"), format!("{until} is not a working day: {latest} at the latest"));
        let skipped = (latest - until).num_days();
        steps.push(Step { skipped, ..Step::to(StepKind::RolledAtLatest, zh, en, "cpl Art. 85(3)", latest) });
    }
    if deadline.provisional {
        let (zh, en) =
            ("该年节假日安排未公布，日期为暂定".to_owned(), "the calendar of that year is not published: provisional".to_owned());
        steps.push(Step::said(StepKind::Provisional, zh, en, ""));
    }
    steps
}
