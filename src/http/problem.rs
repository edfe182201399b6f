//! Problem documents (RFC 9457): how every refusal is told. Nothing internal leaves the house: what only an administrator can
//! use goes to the log under the request's number.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::{ALLOW, CONTENT_LANGUAGE, RETRY_AFTER, WWW_AUTHENTICATE};
use serde::Serialize;
use utoipa::ToSchema;

use super::code::{self, Code};
use super::{language, session};
use crate::domain::access::{Denial, Duty};
use crate::domain::words::{Lang, Sentence};
use crate::service::{ServiceError, StoreError};

/// Why a request was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Kind of refusal.
    pub code: &'static Code,
    /// What happened this time.
    pub detail: Sentence,
    /// Article of the law that refuses.
    pub article: Option<String>,
    /// Row or guard of the transition table that refuses.
    pub rule: Option<String>,
    /// Field of the request at fault.
    pub field: Option<String>,
    /// Version of the thing now.
    pub version: Option<u64>,
    /// Seconds to wait before trying again.
    pub retry_after: Option<u32>,
    /// Methods the address takes.
    pub allow: Option<String>,
    /// What must be done first.
    pub duty: Option<Duty>,
    /// The right that was missing, for the audit trail.
    pub denied: Option<Denial>,
}

/// A problem document as JSON writes it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Problem)]
pub struct ProblemBody<'a> {
    /// Where the code is explained.
    #[serde(rename = "type")]
    pub kind: String,
    /// What the code means.
    pub title: &'a str,
    /// HTTP status.
    pub status: u16,
    /// What happened this time, in the caller's language.
    pub detail: &'a str,
    /// Stable name of the kind of refusal.
    pub code: &'a str,
    /// Number of the request in the service's log.
    pub request_id: &'a str,
    /// Article of the law that refuses.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub article: Option<&'a str>,
    /// Row or guard of the transition table that refuses.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub rule: Option<&'a str>,
    /// Field of the request at fault.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub field: Option<&'a str>,
    /// Version of the thing now.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub version: Option<u64>,
    /// What must be done first: `change-password` or `set-up-second-factor`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub duty: Option<&'a str>,
}

/// Media type of problem documents.
pub const PROBLEM_JSON: &str = "application/problem+json";

impl Problem {
    /// A refusal told in the words of its code.
    pub fn of(code: &'static Code) -> Self {
        Self::new(code, code.words)
    }

    /// A refusal told in words of its own.
    pub fn new(code: &'static Code, detail: impl Into<Sentence>) -> Self {
        let detail = detail.into();
        Self {
            code,
            detail,
            article: None,
            rule: None,
            field: None,
            version: None,
            retry_after: None,
            allow: None,
            duty: None,
            denied: None,
        }
    }

    /// The same, naming the field at fault.
    pub fn at(self, field: impl Into<String>) -> Self {
        Self { field: Some(field.into()), ..self }
    }

    /// A value of a field that cannot be accepted.
    pub fn unacceptable(field: &str, zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self::new(code::UNACCEPTABLE, Sentence::new(zh, en)).at(field)
    }

    /// The thing has another version by now.
    pub fn stale(version: u64) -> Self {
        Self { version: Some(version), ..Self::of(code::STALE) }
    }

    /// The service cannot do it now; come back after some seconds.
    pub fn later(code: &'static Code, seconds: u32) -> Self {
        Self { retry_after: Some(seconds), ..Self::of(code) }
    }

    /// A fault of ours: the cause goes to the log only.
    pub fn internal(cause: &dyn std::fmt::Display) -> Self {
        tracing::error!(%cause, "internal fault");
        Self::of(code::INTERNAL)
    }

    /// The answer.
    pub fn respond(&self, lang: Lang, request_id: &str) -> HttpResponse {
        let status = StatusCode::from_u16(self.code.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = HttpResponse::build(status);
        response.insert_header((CONTENT_LANGUAGE, language::tag(lang)));
        if let Some(seconds) = self.retry_after {
            response.insert_header((RETRY_AFTER, seconds.to_string()));
        }
        if let Some(methods) = &self.allow {
            response.insert_header((ALLOW, methods.as_str()));
        }
        if status == StatusCode::UNAUTHORIZED {
            response.insert_header((WWW_AUTHENTICATE, "Bearer realm=\"fuyi\""));
        }
        let detail = self.duty.map_or_else(|| self.detail.clone(), session::duty_words);
        let body = ProblemBody {
            kind: format!("/api/v1/docs#{}", self.code.name),
            title: self.code.words.in_lang(lang),
            status: self.code.status,
            detail: detail.in_lang(lang),
            code: self.code.name,
            request_id,
            article: self.article.as_deref(),
            rule: self.rule.as_deref(),
            field: self.field.as_deref(),
            version: self.version,
            duty: self.duty.map(Duty::code),
        };
        response.content_type(PROBLEM_JSON).body(serde_json::to_vec(&body).unwrap_or_default())
    }
}

/// Seconds after which a busy database may be tried again.
const SOON: u32 = 2;

impl From<ServiceError> for Problem {
    fn from(error: ServiceError) -> Self {
        match error {
            ServiceError::Store(error) => error.into(),
            ServiceError::Refused(ref refusal) => Self {
                article: Some(refusal.article.to_owned()).filter(|article| !article.is_empty()),
                rule: Some(refusal.rule.clone()),
                ..Self::new(code::REFUSED_BY_LAW, error.sentence())
            },
            ServiceError::Event(ref fault) => {
                let field = if matches!(fault, crate::domain::case::event::EventError::UnknownEvent(_)) { "event" } else { "data" };
                Self::new(code::UNACCEPTABLE, error.sentence()).at(field)
            }
            ServiceError::Said(sentence) => Self::new(code::UNACCEPTABLE, sentence),
            // whether the thing is there at all is nobody's business who may not see it
            ServiceError::Denied(denial @ Denial::OutOfReach(_)) => Self { denied: Some(denial), ..Self::of(code::NOT_FOUND) },
            ServiceError::Denied(denial) => Self { denied: Some(denial), ..Self::new(code::FORBIDDEN, error.sentence()) },
            ServiceError::NeedsApproval { article, .. } => {
                Self { article: Some(article.to_owned()), ..Self::new(code::APPROVAL_NEEDED, error.sentence()) }
            }
            ServiceError::NotTheHead { ref article, .. } => {
                Self { article: Some(article.clone()), ..Self::new(code::FORBIDDEN, error.sentence()) }
            }
            ServiceError::StaleRequest { .. } | ServiceError::StillOfficer { .. } => Self::new(code::CONFLICT, error.sentence()),
            ServiceError::Rows(_) | ServiceError::Calendar { .. } => Self::new(code::UNACCEPTABLE, error.sentence()).at("file"),
            ServiceError::Office(_) => Self::new(code::UNACCEPTABLE, error.sentence()).at("file"),
            ServiceError::Law(_)
            | ServiceError::Registry(_)
            | ServiceError::Vocabulary(_)
            | ServiceError::Keys(_)
            | ServiceError::Sealed(_) => Self::internal(&error),
        }
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Stale { found, .. } | StoreError::Outdated { found, .. } => {
                Self { version: Some(found as u64), ..Self::new(code::STALE, error.sentence()) }
            }
            StoreError::UnknownCase { .. }
            | StoreError::UnknownBatch { .. }
            | StoreError::UnknownFigureSet { .. }
            | StoreError::UnknownPerson { .. }
            | StoreError::UnknownClient { .. }
            | StoreError::UnknownGrant { .. }
            | StoreError::UnknownApproval { .. }
            | StoreError::UnknownRecord { .. }
            | StoreError::UnknownMail { .. } => Self::new(code::NOT_FOUND, error.sentence()),
            StoreError::NumberTaken { .. }
            | StoreError::UnitNameTaken { .. }
            | StoreError::UserNameTaken { .. }
            | StoreError::ClientNameTaken { .. }
            | StoreError::RecordNumberTaken { .. }
            | StoreError::ApprovalWaiting { .. }
            | StoreError::UnitLoop { .. }
            | StoreError::Withdrawn { .. }
            | StoreError::CalendarTaken { .. }
            | StoreError::BatchUndone { .. }
            | StoreError::BatchTouched { .. } => Self::new(code::CONFLICT, error.sentence()),
            StoreError::UnknownUnit { .. } => Self::new(code::UNACCEPTABLE, error.sentence()).at("unit"),
            StoreError::UnknownYear { .. } => Self::new(code::UNACCEPTABLE, error.sentence()).at("year"),
            StoreError::NoEntries => Self::new(code::UNACCEPTABLE, error.sentence()),
            StoreError::Locked
            | StoreError::RightsChanged
            | StoreError::Busy
            | StoreError::Full
            | StoreError::ReadOnly
            | StoreError::NotKept { .. }
            | StoreError::Unreachable { .. } => {
                tracing::error!(%error, "the database cannot be used");
                Self::later(code::UNAVAILABLE, SOON)
            }
            error => Self::internal(&error),
        }
    }
}
