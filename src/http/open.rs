//! Opening a case. The many who register at once are decided upon side by side, on readers, and written together: the writer does
//! for all of them what it would do for one. What a decision rests on is looked at again where it is written; if it stands no
//! more, the decision is made anew.

use std::sync::Arc;

use actix_web::HttpRequest;

use super::call::{Call, OpenFn, Opened, Terms, note, reading, sign};
use super::credentials::Credentials;
use super::once::{self, Once};
use super::problem::Problem;
use super::rendered::Rendered;
use super::session::Confirmed;
use crate::domain::id::CaseId;
use crate::domain::words::Lang;
use crate::service::{Keeping, Opening, StoreError};

/// What a request that opens a case came with.
pub(super) struct Asking {
    /// What the route asks of it.
    pub terms: Terms,
    /// What it shows.
    pub credentials: Credentials,
    /// The language it asks for.
    pub lang: Option<Lang>,
    /// Its key, and what is asked as a hash.
    pub once: Option<(String, String)>,
}

/// How often a decision is made before the service says that too much changes at once.
const TRIES: usize = 5;

/// What a reader came to.
enum Decided {
    /// It was answered before.
    Before(Rendered),
    /// The case may be opened.
    Now(Box<Opened>),
}

/// Decides, writes, answers.
///
/// # Errors
/// Whatever refuses it.
pub(super) async fn open(mut call: Call, handler: Arc<OpenFn>, asking: Asking, request: &HttpRequest) -> Result<Rendered, Problem> {
    let (state, asking) = (call.state.clone(), Arc::new(asking));
    for _ in 0..TRIES {
        let (handler, asked) = (Arc::clone(&handler), Arc::clone(&asking));
        let deciding = move || {
            let decided = decide(&mut call, &*handler, &asked);
            (call, decided)
        };
        let (back, decided) = reading(&state, deciding).await?;
        call = back;
        note(&state, request, call.signed.as_ref(), call.now);
        let opened = match decided? {
            Decided::Before(answer) => return Ok(answer),
            Decided::Now(opened) => opened,
        };
        let answer = Arc::clone(&opened.answer);
        let (reply, outcome) = tokio::sync::oneshot::channel();
        // who no longer waits needs no answer
        state.writer.open_case(opening(&call, opened)?, move |result| drop(reply.send(result)));
        match outcome.await.unwrap_or(Err(StoreError::Busy)) {
            Ok(id) => return answer(id),
            Err(StoreError::RightsChanged) => {}
            Err(error) => return given_meanwhile(call, error).await,
        }
    }
    Err(StoreError::RightsChanged.into())
}

/// One visit to a reader: who asks, whether it was answered before, what is to be opened.
fn decide(call: &mut Call, handler: &OpenFn, asking: &Asking) -> Result<Decided, Problem> {
    call.state.clone().pool.read(|database| {
        sign(call, database, asking.terms.needs, &asking.credentials, asking.lang, Confirmed::First)?;
        if let Some((key, fingerprint)) = &asking.once {
            let once = Once { actor: call.signed()?.actor(), key: key.clone(), fingerprint: fingerprint.clone() };
            if let Some(answer) = once::given_before(database, &once, call.now)? {
                return Ok(Decided::Before(answer));
            }
            call.once = Some(once);
        }
        handler(call, database).map(|opened| Decided::Now(Box::new(opened)))
    })
}

/// What the writer is handed.
fn opening(call: &Call, opened: Box<Opened>) -> Result<Opening, Problem> {
    let (signed, Opened { case, answer: tell }) = (call.signed()?, *opened);
    let keep = call.once.clone().map(|Once { actor, key, fingerprint }| {
        let answer = move |id: CaseId| tell(id).ok().map(|rendered| once::kept(&fingerprint, &rendered));
        Keeping { actor, key, since: call.now - once::KEPT_FOR, answer: Box::new(answer) }
    });
    Ok(Opening {
        case,
        actor: signed.access.principal.name.clone(),
        origin: call.raw.origin.clone(),
        at: call.now,
        basis: Some(signed.basis.clone()),
        keep,
    })
}

/// A request that could not be written may be the second of two that were sent at once: it is answered as the first.
async fn given_meanwhile(call: Call, error: StoreError) -> Result<Rendered, Problem> {
    let Some(key) = call.once.clone() else { return Err(error.into()) };
    let (state, now) = (call.state.clone(), call.now);
    let pool = state.pool.clone();
    let given = reading(&state, move || pool.read(|database| once::given_before(database, &key, now))).await??;
    given.ok_or_else(|| error.into())
}
