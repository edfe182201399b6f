//! The hearings of a range of days within a scope: who must appear, whether it is filed who did, and what stands in each other's way.

use super::access::Access;
use super::books::Books;
use super::error::ServiceError;
use crate::domain::Day;
use crate::domain::access::Action;
use crate::domain::case::docket::{Sitting, SittingState, docket};
use crate::domain::case::parts::words;
use crate::domain::case::{Case, CaseKind};
use crate::domain::words::Words;
use crate::store::{CaseId, Database};

words! {
    /// Why two hearings of one day stand in each other's way.
    Clash {
        Officer = "officer" "同一承办人" "same officer",
        Unit = "unit" "同一应出庭单位" "same unit must appear",
        Place = "place" "同一地点" "same place",
    }
}

/// A hearing of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HearingLine {
    /// The case.
    pub case: CaseId,
    /// Its kind.
    pub kind: CaseKind,
    /// Its number.
    pub number: Option<String>,
    /// Applicants or plaintiffs.
    pub parties: String,
    /// Officer.
    pub officer: Option<String>,
    /// Court, litigation only.
    pub court: Option<String>,
    /// The hearing.
    pub sitting: Sitting,
    /// Units that must appear, with what they are in the case: in court the responsible person of each agency (APL-3(3)), before
    /// the reconsideration organ the respondent (23-51).
    pub must_appear: Vec<(String, Words)>,
    /// Other hearings that are still to be held and stand in its way: of the same time where both hours are known, else of the same day.
    pub clashes: Vec<(Clash, CaseId)>,
    /// Its day has come, and whoever asks may file that it was held and who appeared.
    pub may_file: bool,
}

impl HearingLine {
    /// Whether it is filed who appeared; `None` while it is not held.
    pub fn appearance_filed(&self) -> Option<bool> {
        (self.sitting.state == SittingState::Held).then_some(!self.sitting.appearances.is_empty())
    }
}

/// What a respondent is, where the instance has no roles.
const RESPONDENT: Words = Words { zh: "被申请人", en: "respondent" };
/// Days of one question at most.
const DAYS: i64 = 366;
/// Cases of one answer at most.
const MOST: usize = 5_000;

/// The hearings of these days, by day; those put off or called off stand among them.
///
/// # Errors
/// [`ServiceError::Denied`]; the days are more than a year, or run backwards; what the engine reports.
pub fn hearings(database: &mut Database, books: &Books, access: &Access, from: Day, until: Day) -> Result<Vec<HearingLine>, ServiceError> {
    if until < from || (until - from).num_days() >= DAYS {
        return Err(ServiceError::said(
            format!("起止日期应先后有序，且不超过{DAYS}天"),
            format!("the first day comes before the last, and they span at most {DAYS} days"),
        ));
    }
    let scope = access.scope(Action::HearingRead)?;
    let mut lines = Vec::new();
    for case in database.cases_heard(from, until, &scope, MOST)? {
        let folded = Case::fold(case.kind, &case.history, &books.law);
        let respondents = folded.respondents.iter().map(|unit| (unit.clone(), RESPONDENT));
        let agencies = folded.agencies.iter().map(|agency| (agency.agency.clone(), agency.role.words()));
        let must_appear: Vec<(String, Words)> = respondents.chain(agencies).collect();
        let sittings: Vec<Sitting> =
            docket(case.kind, &case.history).into_iter().filter(|sitting| (from..=until).contains(&sitting.on)).collect();
        let due = |sitting: &Sitting| sitting.state == SittingState::Fixed && sitting.on <= access.today;
        let may_file = sittings.iter().any(due) && access.may_case(database, Action::HearingRecord, case.id).is_ok();
        lines.extend(sittings.into_iter().map(|sitting| HearingLine {
            may_file: may_file && due(&sitting),
            case: case.id,
            kind: case.kind,
            number: case.number.clone(),
            parties: case.parties.clone(),
            officer: case.officer.clone(),
            court: case.court.clone(),
            sitting,
            must_appear: must_appear.clone(),
            clashes: Vec::new(),
        }));
    }
    lines.sort_by_key(|line| (line.sitting.on, line.sitting.at, line.case));
    let clashes: Vec<Vec<(Clash, CaseId)>> = lines.iter().map(|line| clashes(line, &lines, books.hearing_lasts)).collect();
    lines.iter_mut().zip(clashes).for_each(|(line, clashes)| line.clashes = clashes);
    Ok(lines)
}

/// Whether two hearings of one day, taken to last so many minutes, may be under way at once. Where an hour is not known, it is for people to
/// say.
fn at_once(one: &Sitting, other: &Sitting, lasts: u16) -> bool {
    match (one.at, other.at) {
        (Some(one), Some(other)) => one.minutes().abs_diff(other.minutes()) < lasts,
        _ => true,
    }
}

/// What stands in the way of a hearing that is still to be held; lines are by day.
fn clashes(line: &HearingLine, lines: &[HearingLine], lasts: u16) -> Vec<(Clash, CaseId)> {
    if line.sitting.state != SittingState::Fixed {
        return Vec::new();
    }
    let begin = lines.partition_point(|other| other.sitting.on < line.sitting.on);
    let same_day = lines[begin..].iter().take_while(|other| other.sitting.on == line.sitting.on);
    let mut found = Vec::new();
    let fixed = same_day.filter(|other| other.case != line.case && other.sitting.state == SittingState::Fixed);
    for other in fixed.filter(|other| at_once(&line.sitting, &other.sitting, lasts)) {
        let units = line.must_appear.iter().any(|(unit, _)| other.must_appear.iter().any(|(there, _)| there == unit));
        let same = |one: &Option<String>, other: &Option<String>| one.is_some() && one == other;
        let ways = [
            (Clash::Officer, same(&line.officer, &other.officer)),
            (Clash::Unit, units),
            (Clash::Place, same(&line.sitting.place, &other.sitting.place) && line.court == other.court),
        ];
        found.extend(ways.into_iter().filter(|(_, stands)| *stands).map(|(clash, _)| (clash, other.case)));
    }
    found
}
