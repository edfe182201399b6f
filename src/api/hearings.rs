//! Hearings 开庭、听证 and who appeared 出庭应诉.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use utoipa::ToSchema;

use super::cases::{CasePath, view};
use super::events::{Recorded, add};
use super::reply::{Made, Versioned};
use super::take::{InBody, InPath};
use crate::domain::access::Action;
use crate::domain::case::Entry;
use crate::domain::case::appearance::findings;
use crate::domain::case::event::{Event, Tag};
use crate::domain::case::parts::Appearance;
use crate::http::{Call, Problem};
use crate::service::{Database, ServiceError};

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
