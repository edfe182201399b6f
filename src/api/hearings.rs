//! Hearings 开庭、听证 and who appeared 出庭应诉.

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use utoipa::{IntoParams, ToSchema};

use super::cases::{CasePath, view};
use super::events::{Recorded, add};
use super::reply::{Found, Made, Versioned};
use super::take::{InBody, InPath, InQuery};
use crate::domain::access::Action;
use crate::domain::case::Entry;
use crate::domain::case::appearance::findings;
use crate::domain::case::event::{Event, Tag};
use crate::domain::case::parts::Appearance;
use crate::http::{Call, Problem};
use crate::service::{self, Database, HearingLine, ServiceError};

/// Hearings of a case.
#[derive(Debug, Serialize, ToSchema)]
pub struct HearingList {
    /// Sittings held, in the order of entry.
    items: Vec<HearingBody>,
    /// Absences and other faults, with their consequences.
    faults: Vec<FaultBody>,
}

/// A sitting that was held.
#[derive(Debug, Serialize, ToSchema)]
pub struct HearingBody {
    /// The day.
    on: NaiveDate,
    /// Kind of sitting.
    sitting: &'static str,
    /// Several cases heard together carry the same group.
    joint_group: Option<String>,
    /// Who appeared, per agency.
    #[schema(value_type = Vec<Object>)]
    appearances: Vec<Appearance>,
}

/// A fault at a court hearing.
#[derive(Debug, Serialize, ToSchema)]
pub struct FaultBody {
    /// Code of the consequence or of the rule.
    rule: &'static str,
    /// Article.
    article: &'static str,
    /// Day of the hearing.
    on: NaiveDate,
    /// The agency, when the hearing names it.
    agency: Option<String>,
    /// What it did.
    what: &'static str,
}

/// A hearing that was held.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewHearing {
    /// The day.
    on: NaiveDate,
    /// Fields of the event `hearing-held`: kind of sitting, presider, who appeared.
    #[schema(value_type = Object)]
    data: Box<RawValue>,
}

/// From the first day of a fortnight to its last.
const FORTNIGHT: Days = Days::new(13);

/// Which days.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct DaysQuery {
    /// First day; today unless said.
    from: Option<NaiveDate>,
    /// Last day, at most a year after the first; a fortnight with the first unless said.
    to: Option<NaiveDate>,
}

/// Hearings of a range of days.
#[derive(Debug, Serialize, ToSchema)]
pub struct Docket {
    /// By day; those put off or called off stand among them.
    items: Vec<DocketEntry>,
}

/// A hearing of a case.
#[derive(Debug, Serialize, ToSchema)]
pub struct DocketEntry {
    /// The day.
    on: NaiveDate,
    /// The hour, `HH:MM`; null where no notice says.
    at: Option<String>,
    /// Kind of sitting.
    sitting: &'static str,
    /// Where it stands: `fixed`, `put-off`, `called-off`, `held`.
    state: &'static str,
    /// Id of the case.
    case: i64,
    /// Kind of case.
    kind: &'static str,
    /// Case number.
    number: Option<String>,
    /// Applicants or plaintiffs.
    parties: String,
    officer: Option<String>,
    court: Option<String>,
    /// Where, as the notice says.
    place: Option<String>,
    /// Several cases heard together carry the same group.
    joint_group: Option<String>,
    /// Who must appear.
    must_appear: Vec<MustAppear>,
    /// Whether it is filed who appeared; null while it is not held.
    appearance_filed: Option<bool>,
    /// Hearings of the same day that stand in its way.
    clashes: Vec<ClashBody>,
}

/// A unit that must appear.
#[derive(Debug, Serialize, ToSchema)]
pub struct MustAppear {
    unit: String,
    /// What it is in the case.
    role: &'static str,
}

/// Another hearing of the same day.
#[derive(Debug, Serialize, ToSchema)]
pub struct ClashBody {
    /// What they share: `officer`, `unit`, `place`.
    what: &'static str,
    /// Id of the other case.
    case: i64,
}

/// `GET /hearings`.
pub(super) fn of_days(call: &Call, database: &mut Database, InQuery(days): InQuery<DaysQuery>) -> Result<Found<Docket>, Problem> {
    let from = days.from.unwrap_or_else(|| call.today());
    let to = days.to.or_else(|| from.checked_add_days(FORTNIGHT)).unwrap_or(from);
    let lines = service::hearings(database, &call.books, call.access()?, from, to)?;
    let entry = |line: HearingLine| DocketEntry {
        on: line.sitting.on,
        at: line.sitting.at.map(|at| at.to_string()),
        sitting: line.sitting.kind.code(),
        state: line.sitting.state.code(),
        case: line.case.0,
        kind: line.kind.code(),
        appearance_filed: line.appearance_filed(),
        number: line.number,
        parties: line.parties,
        officer: line.officer,
        court: line.court,
        place: line.sitting.place,
        joint_group: line.sitting.joint_group,
        must_appear: line.must_appear.iter().map(|(unit, role)| MustAppear { unit: unit.clone(), role: role.in_lang(call.lang) }).collect(),
        clashes: line.clashes.iter().map(|(clash, case)| ClashBody { what: clash.code(), case: case.0 }).collect(),
    };
    Ok(Found(Docket { items: lines.into_iter().map(entry).collect() }))
}

/// `GET /cases/{case}/hearings`.
pub(super) fn list(call: &Call, database: &mut Database, InPath(path): InPath<CasePath>) -> Result<Versioned<HearingList>, Problem> {
    let view = view(call, database, Action::HearingRead, path.case)?;
    let faults = findings(&view.case).into_iter().map(|finding| FaultBody {
        rule: finding.fault.code(),
        article: finding.fault.article(),
        on: finding.on,
        agency: finding.agency,
        what: finding.fault.words().in_lang(call.lang),
    });
    let items = view.case.hearings.iter().map(|hearing| HearingBody {
        on: hearing.on,
        sitting: hearing.sitting.code(),
        joint_group: hearing.joint_group.clone(),
        appearances: hearing.appearances.clone(),
    });
    Ok(Versioned(view.stored.version, HearingList { items: items.collect(), faults: faults.collect() }))
}

/// `POST /cases/{case}/hearings`.
pub(super) fn record(
    call: &Call,
    database: &mut Database,
    (InPath(path), InBody(body)): (InPath<CasePath>, InBody<NewHearing>),
) -> Result<Made<Recorded>, Problem> {
    let event = Event::parse(Tag::HearingHeld.code(), body.data.get()).map_err(ServiceError::from)?;
    add(call, database, Action::HearingRecord, path.case, Entry::recorded(body.on, event), None)
}
