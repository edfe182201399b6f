//! One case, one analysis 一案一分析: which cases were lost or corrected, and why.

use serde::Serialize;

use crate::domain::Day;
use crate::domain::access::Action;
use crate::domain::id::CaseId;
use crate::domain::statistics::Period;
use crate::service::access::Access;
use crate::service::books::Books;
use crate::service::error::ServiceError;
use crate::service::figures::{FigureQuery, FigureScope, Part, cases_behind};
use crate::store::{Act, Analysis, Database};

/// Why a case is to be analysed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Why {
    /// The suit was lost (numerator of YS-BS-1).
    Lost,
    /// The act was corrected on reconsideration (numerator of FY-ZJ-1).
    Corrected,
}

/// A lost or corrected case, and its analysis.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnalysisLine {
    /// The case.
    pub case: CaseId,
    /// Its number, normalised.
    pub number: Option<String>,
    /// What it is about.
    pub matter: Option<String>,
    /// Why it is to be analysed.
    pub why: Why,
    /// The analysis; `None`: not written yet.
    pub analysis: Option<Analysis>,
}

/// An analysis to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAnalysis {
    /// Codes of its causes, at least one.
    pub causes: Vec<String>,
    /// Who answers for it.
    pub responsible: String,
    /// What is done about it.
    pub measures: String,
    /// Day of the analysis.
    pub on: Day,
}

/// Cases of one list at most.
const MOST: usize = 1000;
/// Characters of a text at most.
const LONGEST: usize = 2000;

/// The cases of a period that were lost or corrected, of the units within reach, each with its analysis.
///
/// # Errors
/// [`ServiceError::Denied`]; what the engine reports.
pub fn analyses(database: &mut Database, access: &Access, books: &Books, period: Period) -> Result<Vec<AnalysisLine>, ServiceError> {
    let permitted = access.scope(Action::SupervisionRead)?.units(&access.tree);
    let scope = FigureScope::default().within(permitted.as_deref(), &access.tree);
    let mut lines = Vec::new();
    for (definition, why) in [("YS-BS-1", Why::Lost), ("FY-ZJ-1", Why::Corrected)] {
        let query = FigureQuery { definition: definition.to_owned(), switches: Vec::new(), period, scope: scope.clone() };
        let found = cases_behind(database, books, &query, Part::Numerator, None, MOST)?;
        let ids: Vec<CaseId> = found.cases.iter().map(|case| case.case).collect();
        let mut written = database.analyses_of(&ids)?;
        for case in found.cases {
            let at = written.iter().position(|analysis| analysis.case == case.case);
            let analysis = at.map(|at| written.swap_remove(at));
            lines.push(AnalysisLine { case: case.case, number: case.number, matter: case.matter, why, analysis });
        }
    }
    Ok(lines)
}

/// Writes the analysis of a case. One that was written before holds no longer; what it said stays known of the days it held.
///
/// # Errors
/// [`ServiceError::Denied`]; no cause, or an unknown one; a text that is missing; a day that lies ahead.
pub fn analyse(
    database: &mut Database,
    access: &Access,
    books: &Books,
    case: CaseId,
    new: &NewAnalysis,
    act: &Act<'_>,
) -> Result<(), ServiceError> {
    access.scope(Action::SupervisionWrite)?;
    access.may_case(database, Action::CaseRead, case)?;
    if new.causes.is_empty() {
        return Err(ServiceError::said("须至少写明一项原因", "an analysis names at least one cause"));
    }
    if let Some(unknown) = new.causes.iter().find(|code| books.supervision.cause(code).is_none()) {
        return Err(ServiceError::said(format!("没有代码为“{unknown}”的原因"), format!("there is no cause \"{unknown}\"")));
    }
    let responsible = said(&new.responsible, "责任单位或者责任人", "who answers for it")?;
    let measures = said(&new.measures, "整改措施", "what is done about it")?;
    if new.on > access.today {
        return Err(ServiceError::said(format!("{}尚未到来", new.on), format!("{} lies ahead", new.on)));
    }
    let mut causes = new.causes.clone();
    causes.sort_unstable();
    causes.dedup();
    let analysis = Analysis { case, causes, responsible, measures, on: new.on, by: act.actor.to_owned() };
    Ok(database.analysis_put(&analysis, act)?)
}

/// A text somebody has to write, trimmed.
pub(super) fn said(text: &str, zh: &str, en: &str) -> Result<String, ServiceError> {
    let text = text.trim();
    match text.chars().count() {
        0 => Err(ServiceError::said(format!("须写明{zh}"), format!("{en} is missing"))),
        1..=LONGEST => Ok(text.to_owned()),
        _ => Err(ServiceError::said(format!("{zh}超过{LONGEST}字"), format!("{en} has more than {LONGEST} characters"))),
    }
}
