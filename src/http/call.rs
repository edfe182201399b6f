//! One request on its way: who asks, what came along, and how a handler is run — on a reader, on the writer, or apart.

use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;
use std::time::Duration;

use actix_web::http::header::USER_AGENT;
use actix_web::web::{self, Bytes, Data};
use actix_web::{HttpMessage, HttpRequest};
use chrono::{DateTime, Utc};
use serde_json::json;
use tracing::Span;

use super::credentials::{Credentials, cookie_name};
use super::form::Fields;
use super::observe::{Asker, request_id};
use super::once::{self, Once};
use super::open::{Asking, open};
use super::problem::Problem;
use super::rendered::Rendered;
use super::session::{self, Confirmed, Signed};
use super::state::State;
use super::upload::{self, Upload};
use super::{body, code, csrf, language, lapsed, version};
use crate::domain::Day;
use crate::domain::access::{Action, Denial, Principal, Who};
use crate::domain::audit::AuditAction;
use crate::domain::id::{CaseId, PersonId};
use crate::domain::words::Lang;
use crate::service::{Access, Act, Books, Database, NewCase, Pool, StoreError, Writer};

/// Who may come at all. Which thing they may touch is decided with the thing at hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    /// Anybody: there is nothing to protect, or the caller signs in here.
    Nobody,
    /// Whoever is signed in, about themselves.
    SignedIn,
    /// Who holds the action anywhere.
    Action(Action),
}

/// What body a request carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BodyKind {
    /// None.
    Nothing,
    /// JSON.
    Json,
    /// A document, with fields.
    Document,
    /// A ledger, with fields.
    Ledger,
    /// The fields of a form; among them, when the request rests on a cookie, the token of its session.
    Form,
    /// A form with a small file.
    FileForm,
    /// A form with a document.
    DocumentForm,
    /// A form with a ledger.
    LedgerForm,
}

/// Cookie in which a browser keeps when and whence its person signed in the time before: `2024-06-03T02:00:00Z|10.0.0.7`.
pub const LAST_SIGN_IN: &str = "last-sign-in";
/// How long a request waits for a reader before it is told that the service is busy.
const PATIENCE: Duration = Duration::from_secs(5);
/// Most bytes of the file of a form.
const SMALL_FILE: u64 = 1 << 20;

/// What a route asks of a request before its handler sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Terms {
    /// Who may come.
    pub needs: Needs,
    /// It carries an `Idempotency-Key`.
    pub once: bool,
    /// What body it carries.
    pub body: BodyKind,
    /// What was typed is kept for its person when the session has ended meanwhile; the address shows the form again.
    pub keeps: bool,
}

/// What came along with a request.
#[derive(Debug, Clone)]
pub struct Raw {
    /// Parts of the path by name.
    pub path: Vec<(String, String)>,
    /// The query, as sent.
    pub query: String,
    /// The body in JSON.
    pub body: Bytes,
    /// Path and query as sent.
    pub address: String,
    /// The uploaded file with its fields.
    pub upload: Option<Arc<Upload>>,
    /// What the browser keeps of the sign-in before this one, to be shown.
    pub last_sign_in: Option<String>,
    /// The browser is to show large type.
    pub large_type: bool,
    /// Versions named in `If-Match`.
    pub if_match: Option<Vec<u64>>,
    /// Address of the other end of the connection.
    pub peer: IpAddr,
    /// The same, as the audit trail writes it.
    pub origin: String,
    /// What the browser or program calls itself.
    pub device: String,
}

/// One request, for its handler.
#[derive(Clone)]
pub struct Call {
    /// What all requests share.
    pub state: Data<State>,
    /// Law and registry, one edition for the whole request.
    pub books: Arc<Books>,
    /// Who asks; absent where anybody may come.
    pub signed: Option<Signed>,
    /// What came along.
    pub raw: Raw,
    /// The language to answer in.
    pub lang: Lang,
    /// When it came.
    pub now: DateTime<Utc>,
    /// Its key, where nothing must be done twice.
    pub once: Option<Once>,
}

/// Runs on a reading connection.
pub type ReadFn = dyn Fn(&Call, &mut Database) -> Result<Rendered, Problem> + Send + Sync;
/// Runs on the writer, within the act that keeps its answer.
pub type WriteFn = ReadFn;
/// Runs on a thread of its own, and uses the database as it sees fit.
pub type ApartFn = dyn Fn(&Call) -> Result<Rendered, Problem> + Send + Sync;

/// Runs on a reading connection, in one statement that also tells the epoch of rights: it is put where the last argument says.
pub type InOneFn = dyn Fn(&Call, &mut Database, &mut Option<i64>) -> Result<Rendered, Problem> + Send + Sync;

/// Decides on a reading connection what case is to be opened.
pub type OpenFn = dyn Fn(&Call, &mut Database) -> Result<Opened, Problem> + Send + Sync;
/// Tells of a case that was opened.
pub type AnswerFn = dyn Fn(CaseId) -> Result<Rendered, Problem> + Send + Sync;

/// A handler, and where it runs.
#[derive(Clone)]
pub enum Job {
    /// Reads.
    Read(Arc<ReadFn>),
    /// Reads, and changes nothing anywhere, in one statement.
    InOne(Arc<InOneFn>),
    /// Writes.
    Write(Arc<WriteFn>),
    /// Opens a case: decided on a reader, written with whatever else is opened at that moment.
    Open(Arc<OpenFn>),
    /// Has transactions of its own, or none.
    Apart(Arc<ApartFn>),
}

/// A case that may be opened, and the answer to who opens it.
pub struct Opened {
    /// The case.
    pub case: NewCase,
    /// The answer, once the case has its id.
    pub answer: Arc<AnswerFn>,
}

impl Call {
    /// Who asks.
    ///
    /// # Errors
    /// `not-signed-in`.
    pub fn principal(&self) -> Result<&Principal, Problem> {
        Ok(&self.signed()?.access.principal)
    }

    /// Who asks, in front of the tree of units.
    ///
    /// # Errors
    /// `not-signed-in`.
    pub fn access(&self) -> Result<&Access, Problem> {
        Ok(&self.signed()?.access)
    }

    /// The person who asks.
    ///
    /// # Errors
    /// `not-signed-in`; `forbidden` to a program.
    pub fn person(&self) -> Result<PersonId, Problem> {
        match self.principal()?.who {
            Who::Person(id) => Ok(id),
            Who::Client(_) | Who::Terminal => Err(Problem::of(code::FORBIDDEN)),
        }
    }

    /// Readers and writer, for who must not hold the database the whole time.
    pub fn desk(&self) -> (&Pool, &Writer) {
        (&self.state.pool, &self.state.writer)
    }

    /// The session the request belongs to.
    ///
    /// # Errors
    /// `not-signed-in`.
    pub fn signed(&self) -> Result<&Signed, Problem> {
        self.signed.as_ref().ok_or_else(|| Problem::of(code::NOT_SIGNED_IN))
    }

    /// Who acts, and when.
    ///
    /// # Errors
    /// `not-signed-in`.
    pub fn act(&self) -> Result<Act<'_>, Problem> {
        Ok(Act { actor: &self.principal()?.name, origin: &self.raw.origin, at: self.now })
    }

    /// The fields of the form, or of the form a file came with.
    ///
    /// # Errors
    /// `malformed`.
    pub fn form(&self) -> Result<Fields, Problem> {
        match &self.raw.upload {
            Some(upload) => Ok(Fields::of(upload.fields.clone())),
            None => Fields::read(std::str::from_utf8(&self.raw.body).map_err(|_| Problem::of(code::MALFORMED))?),
        }
    }

    /// The token of the session that a page shows with every change; empty where there is none.
    pub fn token(&self) -> &str {
        self.signed.as_ref().and_then(|signed| signed.csrf.as_deref()).unwrap_or_default()
    }

    /// Puts a refused access into the audit trail, where a form tells the refusal itself.
    ///
    /// # Errors
    /// `not-signed-in`.
    pub fn note_denied(&self, method: &str, denied: Denial) -> Result<(), Problem> {
        let signed = self.signed()?;
        let path = self.raw.address.split('?').next().unwrap_or_default();
        let details = json!({"method": method, "address": path, "why": denied.code()});
        let (id, name) = (signed.actor(), signed.access.principal.name.clone());
        put_denial(&self.state, (id, name), self.raw.origin.clone(), details);
        Ok(())
    }

    /// The day it is in China.
    pub fn today(&self) -> Day {
        crate::clock::day_of(self.now)
    }

    /// Refuses a change that rests on another version than the thing has now.
    ///
    /// # Errors
    /// `version-missing`, `stale`.
    pub fn require_version(&self, now: usize) -> Result<(), Problem> {
        version::require(self.raw.if_match.as_deref(), now as u64)
    }
}

/// Takes a request through: body, person, right, handler. Where it is refused, what is known of who asked stays with the request, so that
/// the page that tells the refusal can be theirs.
///
/// # Errors
/// Whatever refuses it.
pub async fn perform(
    terms: Terms,
    job: Job,
    state: &Data<State>,
    request: &HttpRequest,
    payload: web::Payload,
    lang: Option<Lang>,
) -> Result<Rendered, Problem> {
    let cookies = state.settings.server.cookies;
    let credentials = Credentials::of(request, cookies)?;
    let key = if terms.once { Some(once::key(request.headers())?) } else { None };
    let raw = Raw {
        path: request.match_info().iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
        query: request.query_string().to_owned(),
        body: Bytes::new(),
        address: request.uri().path_and_query().map(ToString::to_string).unwrap_or_default(),
        upload: None,
        last_sign_in: request.cookie(&cookie_name(cookies, LAST_SIGN_IN)).map(|cookie| cookie.value().to_owned()),
        large_type: language::large_type(request, cookies),
        if_match: version::named(request.headers())?,
        peer: peer(request),
        origin: peer(request).to_string(),
        device: request.headers().get(USER_AGENT).and_then(|device| device.to_str().ok()).unwrap_or_default().to_owned(),
    };
    let now = state.clock.now();
    let books = state.shelf.books();
    let mut call = Call { state: state.clone(), books, signed: None, raw, lang: lang.unwrap_or(state.settings.lang), now, once: None };

    // a read is one visit to a reader: who asks is found out where the answer is read
    if let Job::Read(_) | Job::InOne(_) = job {
        let (outcome, signed) = reading(state, move || {
            let pool = call.state.clone().pool.clone();
            let outcome = pool.read(|database| match &job {
                Job::InOne(handler) => in_one(&mut call, database, &**handler, (terms.needs, &credentials, lang)),
                Job::Read(handler) => {
                    sign(&mut call, database, terms.needs, &credentials, lang, Confirmed::First)?;
                    handler(&call, database)
                }
                Job::Write(_) | Job::Open(_) | Job::Apart(_) => Err(Problem::of(code::INTERNAL)),
            });
            (outcome, call.signed)
        })
        .await?;
        note(state, request, signed.as_ref(), now);
        if let (Err(_), Some(signed)) = (&outcome, signed) {
            request.extensions_mut().insert(signed);
        }
        return outcome;
    }

    if let (Job::Open(handler), Credentials::Bearer(token)) = (&job, &credentials) {
        // nobody without a token of ours sends a body; whether their session stands is read with the decision
        state.entrance.verify_access(token, now)?;
        take_body(terms.body, &mut call, request, payload).await?;
        let once = key.map(|key| (key, fingerprint(request, &call)));
        return open(call, Arc::clone(handler), Asking { terms, credentials, lang, once }, request).await;
    }
    let by_cookie = matches!(credentials, Credentials::Cookie(_));
    let in_form = matches!(terms.body, BodyKind::Form | BodyKind::FileForm | BodyKind::DocumentForm | BodyKind::LedgerForm);
    if terms.needs != Needs::Nobody {
        let shown = credentials.clone();
        let signing = move || {
            let outcome = call.state.clone().pool.read(|database| sign(&mut call, database, terms.needs, &shown, lang, Confirmed::First));
            (call, outcome)
        };
        let (signed, outcome) = reading(state, signing).await?;
        call = signed;
        note(state, request, call.signed.as_ref(), now);
        if let Some(signed) = call.signed.as_ref().filter(|_| by_cookie) {
            request.extensions_mut().insert(signed.clone());
        }
        if let Err(problem) = outcome {
            if terms.keeps && problem.code == code::SESSION_OVER {
                lapsed::keep(&call, &credentials, request, payload).await;
            }
            return Err(problem);
        }
        if by_cookie && !in_form {
            csrf::check(request.headers(), call.token())?;
        }
    } else if in_form {
        csrf::check_site(request.headers())?;
    }
    take_body(terms.body, &mut call, request, payload).await?;
    if by_cookie && in_form && call.signed.is_some() {
        csrf::check_token(request.headers(), call.form()?.raw(csrf::CSRF_FIELD).as_bytes(), call.token())?;
    }
    let once = key.map(|key| (key, fingerprint(request, &call)));
    if let Job::Open(handler) = job {
        return open(call, handler, Asking { terms, credentials, lang, once }, request).await;
    }
    if let (Some((key, fingerprint)), Some(signed)) = (once, &call.signed) {
        call.once = Some(Once { actor: signed.actor(), key, fingerprint });
    }
    match job {
        Job::Read(_) | Job::InOne(_) | Job::Open(_) => Err(Problem::of(code::INTERNAL)),
        Job::Apart(handler) => blocking(move || apart(&call, &*handler)).await?,
        Job::Write(handler) => {
            let state = call.state.clone();
            let (reply, outcome) = tokio::sync::oneshot::channel();
            let span = Span::current();
            let act = move |database: &mut Database| {
                span.in_scope(|| match &call.once {
                    Some(key) => once::once(database, key, now, |database| handler(&call, database)),
                    None => handler(&call, database),
                })
            };
            // who no longer waits needs no answer
            state.writer.submit(act, move |result| drop(reply.send(result)));
            outcome.await.unwrap_or_else(|_| Err(Problem::of(code::UNAVAILABLE)))
        }
    }
}

/// What is asked, as a hash.
fn fingerprint(request: &HttpRequest, call: &Call) -> String {
    let address = request.uri().to_string();
    let parts = call.raw.upload.as_deref().map(Upload::parts).unwrap_or_default();
    let parts = std::iter::once(call.raw.body.as_ref()).chain(parts.iter().map(Vec::as_slice));
    let fingerprint = once::fingerprint(request.method().as_str(), &address, parts);
    // keyed: a body may hold personal details, and a bare hash would let them be guessed from a copy of the database
    call.state.entrance.keys().ring().index("idempotency", &fingerprint)
}

/// Runs a handler that has transactions of its own; its answer is kept when it is done.
fn apart(call: &Call, handler: &ApartFn) -> Result<Rendered, Problem> {
    let Some(key) = call.once.clone() else { return handler(call) };
    if let Some(answer) = call.state.pool.read(|database| once::given_before(database, &key, call.now))? {
        return Ok(answer);
    }
    let rendered = handler(call)?;
    let kept = once::kept(&key.fingerprint, &rendered);
    let now = call.now;
    call.state.writer.run(move |database| once::keep(database, &key, &kept, now))?;
    Ok(rendered)
}

/// Finds out who asks and whether they may come at all.
pub(super) fn sign(
    call: &mut Call,
    database: &mut Database,
    needs: Needs,
    credentials: &Credentials,
    lang: Option<Lang>,
    confirmed: Confirmed,
) -> Result<(), Problem> {
    if needs == Needs::Nobody {
        return Ok(());
    }
    let signed = session::signed(&call.state, database, credentials, call.now, confirmed)?;
    call.lang = lang.or(signed.access.lang).unwrap_or(call.state.settings.lang);
    let allowed = match needs {
        Needs::Nobody | Needs::SignedIn => Ok(()),
        Needs::Action(action) => signed.may_come(action),
    };
    call.signed = Some(signed);
    allowed
}

/// Answers, or refuses, by the rights that were kept of who asks, and asks with the answer whether they still stand: if not, nobody
/// sees it, and it is made anew.
fn in_one(
    call: &mut Call,
    database: &mut Database,
    handler: &InOneFn,
    (needs, credentials, lang): (Needs, &Credentials, Option<Lang>),
) -> Result<Rendered, Problem> {
    let mut epoch = None;
    let outcome = sign(call, database, needs, credentials, lang, Confirmed::WithAnswer).and_then(|()| handler(call, database, &mut epoch));
    let Some(kept_under) = call.signed.as_ref().and_then(|signed| signed.unconfirmed) else { return outcome };
    let now = if epoch.is_some() { epoch } else { database.access_epoch()? };
    if now == Some(kept_under) {
        return outcome;
    }
    call.signed = None;
    sign(call, database, needs, credentials, lang, Confirmed::First)?;
    handler(call, database, &mut epoch)
}

async fn take_body(kind: BodyKind, call: &mut Call, request: &HttpRequest, payload: web::Payload) -> Result<(), Problem> {
    let state = call.state.clone();
    let server = &state.settings.server;
    match kind {
        BodyKind::Nothing => {}
        BodyKind::Json => call.raw.body = body::whole(body::JSON, request.headers(), payload, server.max_body, server.body_within).await?,
        BodyKind::Form => call.raw.body = body::whole(body::FORM, request.headers(), payload, server.max_body, server.body_within).await?,
        BodyKind::Document | BodyKind::Ledger | BodyKind::FileForm | BodyKind::DocumentForm | BodyKind::LedgerForm => {
            let most = match kind {
                BodyKind::Document | BodyKind::DocumentForm => server.max_document,
                BodyKind::Ledger | BodyKind::LedgerForm => server.max_ledger,
                _ => SMALL_FILE,
            };
            let upload = upload::receive(&state, request.headers(), payload, most, server.upload_within).await?;
            call.raw.upload = Some(Arc::new(upload));
        }
    }
    Ok(())
}

/// Notes who asked, for the log and the audit trail, and now and then that their session is in use.
pub(super) fn note(state: &State, request: &HttpRequest, signed: Option<&Signed>, now: DateTime<Utc>) {
    let Some(signed) = signed else { return };
    request.extensions_mut().insert(Asker { id: signed.actor(), name: signed.access.principal.name.clone(), lang: signed.access.lang });
    if signed.seen_due {
        let (entrance, session) = (Arc::clone(&state.entrance), signed.session);
        // a session that could not be noted as seen ends a little earlier
        state.writer.submit(move |database| entrance.seen(database, session, now), drop);
    }
}

fn peer(request: &HttpRequest) -> IpAddr {
    request.peer_addr().map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |peer| peer.ip().to_canonical())
}

/// Runs what reads the database on a thread that may be blocked, when there is a reader for it.
pub(super) async fn reading<T: Send + 'static>(state: &Data<State>, work: impl FnOnce() -> T + Send + 'static) -> Result<T, Problem> {
    let turn = match state.reads.try_acquire() {
        Ok(turn) => turn,
        Err(_) => match tokio::time::timeout(PATIENCE, state.reads.acquire()).await {
            Ok(Ok(turn)) => turn,
            _ => return Err(StoreError::Busy.into()),
        },
    };
    let outcome = blocking(work).await;
    drop(turn);
    outcome
}

/// Runs what would block on a thread that may be blocked.
pub(super) async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Problem> {
    let span = Span::current();
    web::block(move || span.in_scope(work)).await.map_err(|error| Problem::internal(&error))
}

/// The answer to a request, whatever becomes of it.
pub async fn answer(terms: Terms, job: Job, state: &Data<State>, request: &HttpRequest, payload: web::Payload) -> actix_web::HttpResponse {
    let lang = language::asked(request.headers());
    match perform(terms, job, state, request, payload, lang).await {
        Ok(rendered) => rendered.respond(),
        Err(problem) => {
            note_denial(state, request, &problem);
            let lang = lang.or_else(|| chosen(request)).unwrap_or(state.settings.lang);
            problem.respond(lang, &request_id(request))
        }
    }
}

/// The language that whoever asks has chosen, once it is known who does.
pub fn chosen(request: &HttpRequest) -> Option<Lang> {
    request.extensions().get::<Asker>().and_then(|asker| asker.lang)
}

/// A refused access stands in the audit trail: who, what, where.
pub fn note_denial(state: &State, request: &HttpRequest, problem: &Problem) {
    let (Some(denied), Some(asker)) = (problem.denied, request.extensions().get::<Asker>().cloned()) else { return };
    let details = json!({"method": request.method().as_str(), "address": request.path(), "why": denied.code()});
    put_denial(state, (asker.id, asker.name), peer(request).to_string(), details);
}

fn put_denial(state: &State, (id, name): (String, String), origin: String, details: serde_json::Value) {
    let now = state.clock.now();
    let audit = move |database: &mut Database| {
        let act = Act { actor: &name, origin: &origin, at: now };
        database.audit_add(&act, AuditAction::AccessRefused, &id, &details)
    };
    state.writer.submit(audit, |kept: Result<(), StoreError>| {
        if let Err(error) = kept {
            tracing::error!(%error, "a refused access is not in the audit trail");
        }
    });
}
