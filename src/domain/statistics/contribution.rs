//! What one case adds to the figures, read off the folded case: the only place where procedure becomes numbers.

use super::measure::{Counted, Measure};
use super::sets::OutcomeSet;
use super::tally::Tally;
use crate::domain::Day;
use crate::domain::case::field::Outcome;
use crate::domain::case::parts::{AgencyRole, Appearance, CourtFinding, CourtNotice, SittingKind};
use crate::domain::case::{Case, CaseKind, Hearing};

/// Code of the head in person 正职 among the responsible persons (AP-2).
const HEAD: &str = "RP-CHIEF";

/// Everything the case contributes to the figures.
///
/// A case with several agencies counts once, under its first agency; the others are tallied beside it
/// ([`Counted::Further`]). Where the agencies fared differently the case counts with the first result in `lost`: a suit is
/// lost when one of our agencies lost it. A day that is not recorded adds nothing.
pub fn tallies(case: &Case, lost: &OutcomeSet) -> Vec<Tally> {
    let mut counts = Counts { instance: case.instance.map_or("", |instance| instance.code()), tallies: Vec::new() };
    match case.kind {
        CaseKind::Reconsideration => counts.reconsideration(case),
        CaseKind::Respondent => counts.respondent(case),
        CaseKind::Litigation => counts.litigation(case, lost),
    }
    counts.tallies
}

/// The tallies of one case as they gather.
struct Counts {
    instance: &'static str,
    tallies: Vec<Tally>,
}

impl Counts {
    fn reconsideration(&mut self, case: &Case) {
        let units = units_or_unknown(case.respondents.iter().map(String::as_str));
        let outcome = code(case.outcome.as_ref());
        self.each(Measure::Received, case.received_on, &units, "");
        self.each(Measure::Accepted, case.accepted_on, &units, "");
        let ended = if case.accepted_on.is_some() { Measure::Concluded } else { Measure::NotAccepted };
        self.each(ended, case.concluded_on, &units, outcome);
        if let (Some(duty), Some(_), Some(concluded)) = (&case.performance, case.accepted_on, case.concluded_on) {
            let day = Some(duty.due_on.unwrap_or(concluded));
            self.each(Measure::PerformanceDue, day, &units, outcome);
            self.each(Measure::PerformanceDone, day.filter(|_| duty.performed_on.is_some()), &units, outcome);
        }
    }

    fn respondent(&mut self, case: &Case) {
        let units = units_or_unknown(case.respondents.iter().map(String::as_str));
        self.each(Measure::RespondentReceived, case.received_on, &units, "");
        self.each(Measure::RespondentConcluded, case.concluded_on, &units, code(case.outcome.as_ref()));
    }

    fn litigation(&mut self, case: &Case, lost: &OutcomeSet) {
        let mut ours = case.agencies.iter().filter(|ours| answers_for_the_act(ours.role)).map(|ours| ours.agency.as_str()).peekable();
        if ours.peek().is_none() && !case.agencies.is_empty() {
            return; // only as third party: outside every rate, since nothing of ours is judged
        }
        let units = units_or_unknown(ours);
        self.each(Measure::Filed, case.received_on, &units, "");

        let mut results: Vec<(&str, &str)> = units.iter().map(|&unit| (unit, code(result_of(case, unit)))).collect();
        results.sort_by_key(|(_, outcome)| !lost.holds(outcome));
        self.count(Measure::SuitConcluded, case.concluded_on, &results, Counted::Case);
        if let Some(changed_to) = &case.changed_to {
            self.each(Measure::SuitChanged, case.concluded_on, &units, changed_to.as_str());
        }
        self.hearings(case, &units);
    }

    fn hearings(&mut self, case: &Case, units: &[&str]) {
        let mut trials: Vec<&Hearing> = case.hearings.iter().filter(|hearing| hearing.sitting == SittingKind::Trial).collect();
        trials.sort_by_key(|hearing| hearing.on);
        let Some(first) = trials.first().map(|hearing| hearing.on) else { return };

        let attendance: Vec<Attendance<'_>> = units.iter().map(|&unit| Attendance::of(unit, units.len() == 1, &trials)).collect();
        let those = |holds: fn(&Attendance<'_>) -> bool| -> Vec<(&str, &str)> {
            attendance.iter().filter(|attendance| holds(attendance)).map(|attendance| (attendance.unit, "")).collect()
        };
        let once = Counted::Case;
        self.each(Measure::Heard, Some(first), units, "");
        self.count(Measure::Appeared, Some(first), &those(|agency| agency.appeared()), once);
        self.count(Measure::AppearedHead, Some(first), &those(|agency| agency.appeared() && agency.any(by_head)), once);
        self.count(Measure::Spoke, Some(first), &those(|agency| agency.appeared() && agency.any(spoke_on_resolution)), once);
        self.count(Measure::Notified, Some(first), &those(|agency| agency.notified()), once);
        self.count(Measure::AppearedNotified, Some(first), &those(|agency| agency.notified() && agency.appeared()), once);

        // one agency in court answers for the case (AP-3): the absence of another is its own figure, not the case's
        let justified: Vec<(&str, &str)> =
            attendance.iter().filter_map(|agency| Some((agency.unit, agency.justified_absence()?))).collect();
        let counted = if attendance.iter().any(Attendance::appeared) { Counted::Further } else { once };
        self.count(Measure::JustifiedAbsence, Some(first), &justified, counted);

        for agency in &attendance {
            for (hearing, appearance) in &agency.hearings {
                let unit = [(agency.unit, "")];
                self.count(Measure::HeardHearings, Some(*hearing), &unit, once);
                let attended = appearance.is_some_and(attended);
                self.count(Measure::AppearedHearings, Some(*hearing).filter(|_| attended), &unit, once);
            }
        }
    }

    /// Counts the case once, under the first unit, and again for the others.
    fn each(&mut self, measure: Measure, on: Option<Day>, units: &[&str], code: &str) {
        let units: Vec<(&str, &str)> = units.iter().map(|&unit| (unit, code)).collect();
        self.count(measure, on, &units, Counted::Case);
    }

    /// Counts (unit, code) pairs on a day: the first as `first`, the others as further agencies.
    fn count(&mut self, measure: Measure, on: Option<Day>, units: &[(&str, &str)], first: Counted) {
        let Some(on) = on else { return };
        for (position, &(unit, code)) in units.iter().enumerate() {
            let counted = if position == 0 { first } else { Counted::Further };
            self.tallies.push(Tally {
                measure: measure.tally_code(counted),
                on,
                unit: unit.to_owned(),
                instance: self.instance,
                code: code.to_owned(),
                count: 1,
            });
        }
    }
}

/// One agency at the court hearings of one instance.
struct Attendance<'a> {
    unit: &'a str,
    /// Day of each hearing, in order, and what is recorded about the agency there.
    hearings: Vec<(Day, Option<&'a Appearance>)>,
}

impl<'a> Attendance<'a> {
    fn of(unit: &'a str, only: bool, trials: &[&'a Hearing]) -> Self {
        let names = |appearance: &&Appearance| match appearance.agency.as_deref() {
            Some(agency) => agency == unit || unit.is_empty(),
            None => only,
        };
        Self { unit, hearings: trials.iter().map(|hearing| (hearing.on, hearing.appearances.iter().find(names))).collect() }
    }

    fn any(&self, holds: fn(&Appearance) -> bool) -> bool {
        self.hearings.iter().filter_map(|(_, appearance)| *appearance).any(holds)
    }

    /// Appeared in at least one hearing, and missed no later one the court had called for again (AP-7(1); preset
    /// `per-instance-plain`).
    fn appeared(&self) -> bool {
        let Some(first) = self.hearings.iter().position(|(_, appearance)| appearance.is_some_and(attended)) else { return false };
        let since = self.hearings[first].0;
        !self.hearings[first + 1..]
            .iter()
            .filter_map(|(_, appearance)| *appearance)
            .any(|later| called_for(later, since) && !attended(later))
    }

    fn notified(&self) -> bool {
        self.any(notified)
    }

    /// Reason of an absence the court accepted, when the agency did not appear.
    fn justified_absence(&self) -> Option<&'a str> {
        let accepted = |appearance: &&'a Appearance| !attended(appearance) && appearance.court_finding == Some(CourtFinding::Accepted);
        let excused = self.hearings.iter().filter_map(|(_, appearance)| *appearance).find(accepted).filter(|_| !self.appeared())?;
        Some(excused.absence_reason.as_ref().map_or("", |reason| reason.as_str()))
    }
}

fn attended(appearance: &Appearance) -> bool {
    appearance.attended() == Some(true)
}

fn by_head(appearance: &Appearance) -> bool {
    attended(appearance) && appearance.rp_kind.as_ref().is_some_and(|kind| kind.as_str() == HEAD)
}

fn spoke_on_resolution(appearance: &Appearance) -> bool {
    attended(appearance) && appearance.spoke_on_resolution == Some(true)
}

fn notified(appearance: &Appearance) -> bool {
    matches!(appearance.court_notified, Some(CourtNotice::MayNotify | CourtNotice::ShallNotify))
}

/// The court called for the responsible person again after `since`.
fn called_for(appearance: &Appearance, since: Day) -> bool {
    let fresh_paper = appearance.court_notified.is_none() && appearance.notice_received_on.is_some_and(|received| received > since);
    notified(appearance) || fresh_paper
}

/// Third parties and rule-makers are in the file but do not answer for the act.
fn answers_for_the_act(role: AgencyRole) -> bool {
    !matches!(role, AgencyRole::ThirdParty | AgencyRole::RuleMaker)
}

/// What the court decided as to one agency.
fn result_of<'a>(case: &'a Case, unit: &str) -> Option<&'a Outcome> {
    case.results.iter().find(|result| result.agency == unit).map(|result| &result.outcome).or(case.outcome.as_ref())
}

fn code(outcome: Option<&Outcome>) -> &str {
    outcome.map_or("", Outcome::as_str)
}

/// Each unit once, however many roles it has. A case whose agency is not recorded still counts, under no unit.
fn units_or_unknown<'a>(names: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut units: Vec<&str> = Vec::new();
    for name in names {
        if !units.contains(&name) {
            units.push(name);
        }
    }
    if units.is_empty() { vec![""] } else { units }
}
