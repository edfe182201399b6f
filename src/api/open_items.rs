//! What waits for the administrator.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use super::reply::Found;
use crate::domain::access::{Action, Object};
use crate::http::{Call, Problem};
use crate::service::{self, Database};

/// What waits.
#[derive(Debug, Serialize, ToSchema)]
pub struct OpenItemList {
    /// Oldest first.
    items: Vec<OpenItemBody>,
}

/// Something that waits for the administrator.
#[derive(Debug, Serialize, ToSchema)]
pub struct OpenItemBody {
    /// What kind of thing: `calendar-missing`.
    code: &'static str,
    /// Open since.
    since: NaiveDate,
    /// What is to be done, and why.
    sentence: String,
}

/// `GET /open-items`.
pub(super) fn list(call: &Call, _: &mut Database, (): ()) -> Result<Found<OpenItemList>, Problem> {
    call.access()?.may(Action::HealthRead, &Object::Deployment)?;
    let items = service::open_items(&call.books.law.calendar, call.today()).into_iter().map(|item| OpenItemBody {
        code: item.code,
        since: item.since,
        sentence: item.sentence.in_lang(call.lang).to_owned(),
    });
    Ok(Found(OpenItemList { items: items.collect() }))
}
