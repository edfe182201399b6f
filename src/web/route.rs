//! One page or form: method, address, who may come, what it carries, handler.

use std::sync::Arc;

use actix_web::http::Method;

use crate::http::call::{BodyKind, Job, Needs, Terms};
use crate::http::{Call, Problem, Rendered};
use crate::service::Database;

/// One page, or one form.
pub struct Page {
    /// Method.
    pub method: Method,
    /// Address.
    pub path: &'static str,
    /// What a request must show before its handler sees it.
    pub terms: Terms,
    /// The handler.
    pub job: Job,
}

impl Page {
    /// Shows something, on a reading connection.
    pub fn get(path: &'static str, needs: Needs, handler: fn(&Call, &mut Database) -> Result<Rendered, Problem>) -> Self {
        let terms = Terms { needs, once: false, body: BodyKind::Nothing, keeps: false };
        Self { method: Method::GET, path, terms, job: Job::Read(Arc::new(handler)) }
    }

    /// Does what a form asks for. The handler goes to the database itself: it reads, decides, and gives the writer one act.
    pub fn post(path: &'static str, needs: Needs, body: BodyKind, handler: fn(&Call) -> Result<Rendered, Problem>) -> Self {
        let terms = Terms { needs, once: false, body, keeps: false };
        Self { method: Method::POST, path, terms, job: Job::Apart(Arc::new(handler)) }
    }

    /// As [`Page::post`], of a form that is shown at the same address: what is typed is not lost with the session.
    pub fn form(path: &'static str, needs: Needs, handler: fn(&Call) -> Result<Rendered, Problem>) -> Self {
        let page = Self::post(path, needs, BodyKind::Form, handler);
        Self { terms: Terms { keeps: true, ..page.terms }, ..page }
    }
}
