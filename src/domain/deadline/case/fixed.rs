//! Days an instrument fixes: deadlines of their own, with the instrument as the reason and the article that lets it fix them.

use super::whose::whose;
use super::*;
use crate::domain::case::State;
use crate::domain::case::mark::FixedDay;
use crate::domain::case::parts::Regime;
use crate::domain::words::Words;

/// What puts a hearing in court off; the entries from the second on end an instance and with it what was due in it (JI-61, 69, 79..88).
const COURT_HEARING_OFF: &[&str] = &[
    "hearing-postponed",
    "judgment-announced",
    "judgment-served",
    "ruling-served",
    "withdrawal-permitted",
    "deemed-withdrawn",
    "suit-dismissed",
    "transferred",
    "litigation-terminated",
    "mediation-effective",
    "merged",
];

/// Adds the days that instruments fix in the case.
pub(super) fn add<'a>(law: &Law, case: &'a Case, today: Day, found: &mut Vec<Deadline<'a>>) {
    let known = case.fixed.iter().filter(|fixed| fixed.said_on <= today && !is_superseded(case, fixed, today));
    for fixed in known {
        let deadline = deadline(law, case, fixed, today);
        found.extend(deadline.filter(|new| !found.iter().any(|other| other.basis == new.basis && other.from == new.from)));
    }
}

/// Whether a day fixed by an instrument stands in the place of the statutory one (23-31(2); JI-34, 36).
pub(super) fn replaces(case: &Case, rule: &Rule, today: Day) -> bool {
    case.fixed.iter().filter(|fixed| fixed.said_on <= today).any(|fixed| match fixed.instrument {
        Instrument::SupplementExtension => rule.id == "rl23-correction-submit",
        Instrument::EvidenceExtension => rule.id == "apl-defence",
        _ => false,
    })
}

fn deadline<'a>(law: &Law, case: &'a Case, fixed: &'a FixedDay, today: Day) -> Option<Deadline<'a>> {
    let basis = Basis::Instrument(fixed.instrument);
    let (whose, named) = whose(case, basis.bound());
    // a hearing is held on its day; the end of a period set by an instrument may move off a holiday as any other (CPL-85(1), (3))
    let latest = if is_hearing(fixed.instrument) { fixed.until } else { law.calendar.next_working(fixed.until) };
    let (state, met_on) = state(case, fixed, latest, today)?;
    Some(Deadline {
        basis,
        whose,
        unit: fixed.unit.as_deref().or(named),
        paper: None,
        from: fixed.said_on,
        at_latest_from: None,
        safe_on: Some(fixed.until),
        latest_on: Some(latest),
        nominal_on: Some(fixed.until),
        suspended_since: None,
        provisional: !is_hearing(fixed.instrument) && law.calendar.awaited(fixed.until, latest).is_some(),
        estimated: None,
        extended: Extended::Not,
        state,
        met_on,
    })
}

fn state(case: &Case, fixed: &FixedDay, latest: Day, today: Day) -> Option<(DeadlineState, Option<Day>)> {
    let (satisfied_by, moot_by) = events(fixed.instrument);
    let since = |events: &[&str], first: Day| {
        let happened = case.marks.iter().filter(|mark| events.contains(&mark.event) && mark.on >= first && mark.on <= today);
        happened.map(|mark| mark.on).min()
    };
    if let Some(met_on) = since(satisfied_by, fixed.said_on) {
        let state = if met_on > latest { DeadlineState::MetLate } else { DeadlineState::Met };
        return Some((state, Some(met_on)));
    }
    // a hearing is called off by what comes after it was fixed, not by what made room for it on the same day
    let after = if is_hearing(fixed.instrument) { fixed.said_on.succ_opt().unwrap_or(fixed.said_on) } else { fixed.said_on };
    let over = is_hearing(fixed.instrument) && case.state == State::Closed;
    let not_yet_binding = fixed.instrument == Instrument::Judgment && case.state == State::Appealed;
    if since(moot_by, after).is_some() || over || not_yet_binding {
        return None;
    }
    Some(match today {
        today if today > latest => (DeadlineState::Overdue, None),
        today if today >= fixed.until => (DeadlineState::DueToday, None),
        _ => (DeadlineState::Open, None),
    })
}

/// A later notice, judgment or order takes the place of an earlier one of its kind; suggestions and hearings stand each for itself.
fn is_superseded(case: &Case, fixed: &FixedDay, today: Day) -> bool {
    let replaced = !is_hearing(fixed.instrument) && fixed.instrument != Instrument::JudicialSuggestion;
    replaced
        && case.fixed.iter().any(|other| other.instrument == fixed.instrument && other.said_on > fixed.said_on && other.said_on <= today)
}

const fn is_hearing(instrument: Instrument) -> bool {
    matches!(instrument, Instrument::ReconsiderationHearing | Instrument::CourtHearing)
}

/// Who must act.
pub(super) const fn bound(instrument: Instrument) -> Bound {
    match instrument {
        Instrument::CorrectionNotice | Instrument::SupplementExtension => Bound::Applicant,
        Instrument::Decision | Instrument::RemakeDecision | Instrument::PerformanceOrder => Bound::Respondent,
        Instrument::EvidenceExtension => Bound::Defendant,
        Instrument::Judgment | Instrument::JudicialSuggestion => Bound::Agency,
        Instrument::ReconsiderationHearing => Bound::ReconsiderationInstitution,
        Instrument::CourtHearing => Bound::Party,
    }
}

/// What must be done.
pub(super) const fn obligation(instrument: Instrument) -> Words {
    match instrument {
        Instrument::CorrectionNotice | Instrument::SupplementExtension => {
            Words { zh: "补正申请材料", en: "Supplement the application" }
        }
        Instrument::Decision => Words { zh: "履行行政复议决定", en: "Perform the reconsideration decision" },
        Instrument::RemakeDecision => Words { zh: "重新作出行政行为", en: "Make the administrative act anew" },
        Instrument::PerformanceOrder => Words { zh: "按责令履行通知履行", en: "Perform as ordered" },
        Instrument::Judgment => Words { zh: "履行判决", en: "Perform the judgment" },
        Instrument::EvidenceExtension => Words { zh: "提交答辩状和证据", en: "Submit defence and evidence" },
        Instrument::JudicialSuggestion => Words { zh: "书面答复司法建议", en: "Answer the judicial suggestion in writing" },
        Instrument::ReconsiderationHearing => Words { zh: "举行听证", en: "Hold the hearing" },
        Instrument::CourtHearing => Words { zh: "出庭应诉", en: "Appear in court" },
    }
}

/// The article that lets the instrument fix the day.
pub(super) fn citation(law: &Law, instrument: Instrument, regime: Regime) -> String {
    // periods the rule book lists as having no number of their own
    let listed = match (instrument, regime) {
        (Instrument::SupplementExtension, _) => "vp-supplement-extension",
        (Instrument::Decision, Regime::Law2023) => "vp-perform-duty",
        (Instrument::RemakeDecision, Regime::Law2023) => "vp-remake",
        (Instrument::PerformanceOrder, Regime::Law2023) => "vp-order-to-perform",
        (Instrument::Judgment, _) => "vp-judgment-perform",
        (Instrument::EvidenceExtension, _) => "vp-evidence-extension",
        (Instrument::CorrectionNotice, _) => return "ir2007 Art. 29".to_owned(),
        (Instrument::Decision, Regime::Law2017) => return "rl2017 Art. 28(1)(ii)".to_owned(),
        (Instrument::RemakeDecision, Regime::Law2017) => return "rl2017 Art. 28(1)(iii)".to_owned(),
        (Instrument::PerformanceOrder, Regime::Law2017) => return "rl2017 Art. 32(2)".to_owned(),
        (Instrument::JudicialSuggestion, _) => return "apl Art. 66".to_owned(),
        (Instrument::ReconsiderationHearing, Regime::Law2017) => return "ir2007 Art. 33".to_owned(),
        (Instrument::ReconsiderationHearing, Regime::Law2023) => return "rl2023 Art. 51(1)".to_owned(),
        (Instrument::CourtHearing, _) => return "ji2018 Art. 71".to_owned(),
    };
    let period = law.rules.variable_periods.iter().find(|period| period.id == listed);
    period.map_or_else(|| listed.to_owned(), |period| format!("{} {}", period.law, period.article))
}

/// Entries that satisfy the day, and entries after which it no longer matters.
const fn events(instrument: Instrument) -> (&'static [&'static str], &'static [&'static str]) {
    match instrument {
        Instrument::CorrectionNotice | Instrument::SupplementExtension => {
            (&["supplement-received"], &["supplement-lapsed", "accepted", "deemed-accepted", "rejected", "terminated"])
        }
        Instrument::Decision | Instrument::RemakeDecision | Instrument::PerformanceOrder => {
            (&["performed", "act-remade"], &["decision-revoked-by-court"])
        }
        Instrument::Judgment => (&["performed", "act-remade", "enforced"], &[]),
        Instrument::EvidenceExtension => (&["defence-and-evidence-submitted"], COURT_HEARING_OFF.split_at(1).1),
        Instrument::JudicialSuggestion => (&["suggestion-answered"], &[]),
        Instrument::ReconsiderationHearing => (
            &["hearing-held"],
            &[
                "hearing-cancelled",
                "hearing-postponed",
                "decision-made",
                "terminated",
                "application-dismissed",
                "mediation-letter-effective",
                "elevated",
                "superior-accepted",
            ],
        ),
        Instrument::CourtHearing => (&["hearing-held"], COURT_HEARING_OFF),
    }
}
