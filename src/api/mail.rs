//! The outbox: messages and their fate, for who runs the service. What they say is not shown: it is of cases.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::reply::{Done, Found};
use super::take::{InPath, InQuery, place_in_list};
use crate::domain::id::MailId;
use crate::domain::reminder::MailState;
use crate::domain::words::Lang;
use crate::http::{Call, Problem};
use crate::service::{self, Database, MailListed};

/// Which messages to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct MailQuery {
    /// Only those in this state: `waiting`, `claimed`, `sent`, `parked`, `cancelled`.
    state: Option<String>,
    /// Where the list continues: `next` of the page before.
    #[param(minimum = 1)]
    before: Option<i64>,
    /// Messages on a page, 1 to 500; 100 unless said.
    #[param(minimum = 1, maximum = 500)]
    limit: Option<u32>,
}

/// The message an address names.
#[derive(Debug, Deserialize, IntoParams)]
pub struct MailPath {
    /// Id of the message.
    #[param(minimum = 1)]
    mail: i64,
}

/// One page of messages.
#[derive(Debug, Serialize, ToSchema)]
pub struct MailList {
    /// Newest first.
    items: Vec<MailBody>,
    /// Where the list continues; null at its end.
    next: Option<i64>,
}

/// A message.
#[derive(Debug, Serialize, ToSchema)]
pub struct MailBody {
    /// Id.
    id: i64,
    /// `digest`, `due-today`, `suit-served`, `hearing`.
    kind: &'static str,
    /// Whom it is for.
    to: String,
    /// Id of the case it is about, if it is about one.
    case: Option<i64>,
    /// Name of the message on the way.
    message_id: String,
    /// When it was written.
    created_at: DateTime<Utc>,
    /// What has become of it.
    state: &'static str,
    /// How often it was tried.
    attempts: u32,
    /// When it may be tried next.
    next_at: DateTime<Utc>,
    /// An answer was lost: it may have arrived.
    uncertain: bool,
    /// What was said last.
    remark: Option<String>,
    /// When it was sent, put aside or cancelled.
    ended_at: Option<DateTime<Utc>>,
}

/// Messages on a page unless said, and at most.
const PAGE: u32 = 100;
const MOST: u32 = 500;

impl MailBody {
    fn new(listed: MailListed, lang: Lang) -> Self {
        let mail = listed.mail;
        Self {
            id: mail.id.0,
            kind: mail.kind.code(),
            to: listed.to,
            case: mail.case.map(|case| case.0),
            message_id: mail.message_id,
            created_at: mail.created_at,
            state: mail.state.code(),
            attempts: mail.attempts,
            next_at: mail.next_at,
            uncertain: mail.uncertain,
            remark: mail.remark.map(|remark| remark.in_lang(lang).to_owned()),
            ended_at: mail.ended_at,
        }
    }
}

/// `GET /mail`.
pub(super) fn list(call: &Call, database: &mut Database, InQuery(query): InQuery<MailQuery>) -> Result<Found<MailList>, Problem> {
    let limit = query.limit.unwrap_or(PAGE);
    if limit == 0 || limit > MOST {
        return Err(Problem::unacceptable("limit", format!("每页1至{MOST}封"), format!("a page has 1 to {MOST} messages")));
    }
    let named = |state: &str| {
        MailState::from_code(state)
            .ok_or_else(|| Problem::unacceptable("state", format!("没有“{state}”这种状态"), format!("there is no state \"{state}\"")))
    };
    let state = query.state.as_deref().map(named).transpose()?;
    let mails = service::mails(database, call.access()?, state, place_in_list("before", query.before)?.map(MailId), limit)?;
    let next = mails.last().map(|listed| listed.mail.id.0).filter(|_| mails.len() == limit as usize);
    Ok(Found(MailList { items: mails.into_iter().map(|listed| MailBody::new(listed, call.lang)).collect(), next }))
}

/// `POST /mail/{mail}/retry`.
pub(super) fn retry(call: &Call, database: &mut Database, InPath(path): InPath<MailPath>) -> Result<Done, Problem> {
    service::mail_retry(database, call.access()?, Some(MailId(path.mail)), &call.act()?)?;
    Ok(Done)
}
