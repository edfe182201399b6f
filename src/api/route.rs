//! One route: what it is called, who may come, what it takes and answers, and the handler. Everything the document says of it
//! follows from here.

use std::sync::Arc;

use actix_web::http::Method;
use utoipa::openapi::path::Parameter;
use utoipa::openapi::request_body::RequestBody;

use super::reply::{Answer, AnswerDescribed};
use super::take::{Described, Schemas, Take};
use crate::domain::access::Action;
use crate::domain::id::CaseId;
use crate::domain::words::Words;
use crate::http::call::{BodyKind, Job, Needs, Opened, Terms};
use crate::http::code::{self, Code};
use crate::http::{Call, Problem};
use crate::service::{Database, NewCase};

/// A route of the API.
pub struct Route {
    /// HTTP method.
    pub method: Method,
    /// Path below `/api/v1`, with `{names}`.
    pub path: &'static str,
    /// What it does, in a few words.
    pub words: Words,
    /// What a request must show before its handler sees it.
    pub terms: Terms,
    /// It changes something that has versions, and names in `If-Match` the one it rests on.
    pub guarded: bool,
    /// The handler.
    pub job: Job,
    /// Parameters of path and query.
    pub parameters: Vec<Parameter>,
    /// The body it takes.
    pub body: Option<RequestBody>,
    /// The answer it gives.
    pub answer: AnswerDescribed,
    /// Schemas all this refers to.
    pub schemas: Schemas,
}

/// What a route is called and who may come.
type About = (&'static str, Needs, &'static str, &'static str);

/// A case that may be opened, and what is answered once it has its id.
pub struct Opens<A> {
    /// The case.
    pub case: NewCase,
    /// The answer.
    pub answer: Box<dyn Fn(CaseId) -> A + Send + Sync>,
}

impl Route {
    fn new<I: Take, A: Answer>(method: Method, (path, needs, zh, en): About, once: bool, job: Job) -> Self {
        let mut described = Described::default();
        I::describe(&mut described);
        let mut schemas = described.schemas;
        let answer = A::describe(&mut schemas);
        let terms = Terms { needs, once, body: described.kind.unwrap_or(BodyKind::Nothing), keeps: false };
        let words = Words { zh, en };
        let (parameters, body) = (described.parameters, described.body);
        Self { method, path, words, terms, guarded: false, job, parameters, body, answer, schemas }
    }

    /// Reads, on a reading connection.
    pub fn get<I: Take + 'static, A: Answer + 'static>(
        path: &'static str,
        needs: Needs,
        (zh, en): (&'static str, &'static str),
        handler: fn(&Call, &mut Database, I) -> Result<A, Problem>,
    ) -> Self {
        let job = Job::Read(Arc::new(move |call, database| handler(call, database, I::take(&call.raw)?)?.render()));
        Self::new::<I, A>(Method::GET, (path, needs, zh, en), false, job)
    }

    /// As [`Route::get`], in one statement that also tells the epoch of rights: it is put where the last argument of the handler says.
    pub fn get_in_one<I: Take + 'static, A: Answer + 'static>(
        path: &'static str,
        needs: Needs,
        (zh, en): (&'static str, &'static str),
        handler: fn(&Call, &mut Database, I, &mut Option<i64>) -> Result<A, Problem>,
    ) -> Self {
        let job = Job::InOne(Arc::new(move |call, database, epoch| handler(call, database, I::take(&call.raw)?, epoch)?.render()));
        Self::new::<I, A>(Method::GET, (path, needs, zh, en), false, job)
    }

    /// Does something, on the writer; sent twice it is done once.
    pub fn post<I: Take + 'static, A: Answer + 'static>(
        path: &'static str,
        needs: Needs,
        words: (&'static str, &'static str),
        handler: fn(&Call, &mut Database, I) -> Result<A, Problem>,
    ) -> Self {
        Self::write(Method::POST, path, needs, words, handler)
    }

    /// Opens a case, together with whatever else is opened at that moment; sent twice it is done once.
    pub fn open<I: Take + 'static, A: Answer + 'static>(
        path: &'static str,
        needs: Needs,
        (zh, en): (&'static str, &'static str),
        handler: fn(&Call, &mut Database, I) -> Result<Opens<A>, Problem>,
    ) -> Self {
        let job = Job::Open(Arc::new(move |call, database| {
            let Opens { case, answer } = handler(call, database, I::take(&call.raw)?)?;
            Ok(Opened { case, answer: Arc::new(move |id| answer(id).render()) })
        }));
        Self::new::<I, A>(Method::POST, (path, needs, zh, en), true, job)
    }

    /// Changes something that has versions: two changes that rest on the same one are never both made.
    pub fn patch<I: Take + 'static, A: Answer + 'static>(
        path: &'static str,
        needs: Needs,
        words: (&'static str, &'static str),
        handler: fn(&Call, &mut Database, I) -> Result<A, Problem>,
    ) -> Self {
        Self::write(Method::PATCH, path, needs, words, handler).guarded()
    }

    /// Ends something.
    pub fn delete<I: Take + 'static, A: Answer + 'static>(
        path: &'static str,
        needs: Needs,
        words: (&'static str, &'static str),
        handler: fn(&Call, &mut Database, I) -> Result<A, Problem>,
    ) -> Self {
        Self::write(Method::DELETE, path, needs, words, handler)
    }

    fn write<I: Take + 'static, A: Answer + 'static>(
        method: Method,
        path: &'static str,
        needs: Needs,
        (zh, en): (&'static str, &'static str),
        handler: fn(&Call, &mut Database, I) -> Result<A, Problem>,
    ) -> Self {
        let job = Job::Write(Arc::new(move |call, database| handler(call, database, I::take(&call.raw)?)?.render()));
        let once = method == Method::POST;
        Self::new::<I, A>(method, (path, needs, zh, en), once, job)
    }

    /// Does something that has transactions of its own, or none. The handler sees to repetitions itself.
    pub fn apart<I: Take + 'static, A: Answer + 'static>(
        method: Method,
        path: &'static str,
        needs: Needs,
        (zh, en): (&'static str, &'static str),
        handler: fn(&Call, I) -> Result<A, Problem>,
    ) -> Self {
        let job = Job::Apart(Arc::new(move |call| handler(call, I::take(&call.raw)?)?.render()));
        Self::new::<I, A>(method, (path, needs, zh, en), false, job)
    }

    /// It changes something that has versions.
    pub fn guarded(self) -> Self {
        Self { guarded: true, ..self }
    }

    /// It keeps answers for repetitions although its handler runs apart.
    pub fn once(self) -> Self {
        Self { terms: Terms { once: true, ..self.terms }, ..self }
    }

    /// The action it needs, when it needs one.
    pub fn action(&self) -> Option<Action> {
        match self.terms.needs {
            Needs::Action(action) => Some(action),
            Needs::Nobody | Needs::SignedIn => None,
        }
    }

    /// Every refusal it can answer with.
    pub fn codes(&self) -> Vec<&'static Code> {
        let mut codes = vec![code::MALFORMED, code::INTERNAL, code::UNAVAILABLE];
        if self.terms.needs != Needs::Nobody {
            codes.extend([code::NOT_SIGNED_IN, code::SESSION_OVER, code::FORBIDDEN, code::NOT_FOUND]);
        }
        if self.method != Method::GET {
            codes.extend([code::CROSS_SITE, code::CONFLICT, code::UNACCEPTABLE, code::TOO_MANY]);
        }
        if self.action().is_some() {
            codes.push(code::DUTY);
        }
        if self.method != Method::GET && self.action().is_some() {
            codes.extend([code::REFUSED_BY_LAW, code::APPROVAL_NEEDED]);
        }
        if self.method != Method::GET && self.action().is_none() {
            codes.extend([code::SIGN_IN_WRONG, code::SECOND_FACTOR_NEEDED, code::SESSION_OVER, code::SIGN_IN_LOCKED, code::LINK_OVER]);
        }
        if self.method == Method::GET && !self.parameters.is_empty() {
            codes.extend([code::NOT_FOUND, code::UNACCEPTABLE]);
        }
        if self.terms.once {
            codes.extend([code::KEY_MISSING, code::KEY_REUSED]);
        }
        if self.guarded {
            codes.extend([code::STALE, code::VERSION_MISSING]);
        }
        if self.terms.body != BodyKind::Nothing {
            codes.extend([code::TOO_SLOW, code::TOO_LARGE, code::MEDIA_TYPE]);
        }
        // in the order of the table, each once
        code::ALL.iter().copied().filter(|known| codes.contains(known)).collect()
    }
}
