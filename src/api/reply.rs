//! What a handler answers. Each kind of answer says itself how the API's document describes it.

use serde::Serialize;
use utoipa::ToSchema;
use utoipa::openapi::{RefOr, Schema};

use super::take::{Schemas, schema_of};
use crate::http::rendered::Content;
use crate::http::{Problem, Rendered, version};

/// How the document describes an answer.
pub struct AnswerDescribed {
    /// HTTP status.
    pub status: u16,
    /// Media type and schema of what follows, when anything does.
    pub content: Option<(&'static str, RefOr<Schema>)>,
    /// Headers of its own, with their meaning.
    pub headers: Vec<(&'static str, &'static str)>,
}

/// An answer of a handler.
pub trait Answer {
    /// Puts it into its form on the line.
    ///
    /// # Errors
    /// It cannot be written as JSON: a fault of ours.
    fn render(self) -> Result<Rendered, Problem>;

    /// Describes it.
    fn describe(schemas: &mut Schemas) -> AnswerDescribed;
}

/// 200 with a body.
pub struct Found<T>(pub T);
/// 200 with a body that has versions.
pub struct Versioned<T>(pub usize, pub T);
/// 201 with the thing made, where it stands, and its version.
pub struct Made<T> {
    /// Its address.
    pub location: String,
    /// Its version.
    pub version: usize,
    /// The thing.
    pub body: T,
}
/// 204.
pub struct Done;
/// A stored file, to be saved and not shown.
pub struct Download(pub Rendered);
const JSON: &str = crate::http::rendered::JSON;

fn json(status: u16, body: &impl Serialize) -> Result<Rendered, Problem> {
    Ok(Rendered::json(status, serde_json::to_vec(body).map_err(|error| Problem::internal(&error))?))
}

impl<T: Serialize + ToSchema> Answer for Found<T> {
    fn render(self) -> Result<Rendered, Problem> {
        json(200, &self.0)
    }

    fn describe(schemas: &mut Schemas) -> AnswerDescribed {
        AnswerDescribed { status: 200, content: Some((JSON, schema_of::<T>(schemas))), headers: Vec::new() }
    }
}

const ETAG: (&str, &str) = ("ETag", "version; name it in If-Match to change the thing");

impl<T: Serialize + ToSchema> Answer for Versioned<T> {
    fn render(self) -> Result<Rendered, Problem> {
        Ok(json(200, &self.1)?.with("etag", version::tag(self.0 as u64)))
    }

    fn describe(schemas: &mut Schemas) -> AnswerDescribed {
        AnswerDescribed { status: 200, content: Some((JSON, schema_of::<T>(schemas))), headers: vec![ETAG] }
    }
}

impl<T: Serialize + ToSchema> Answer for Made<T> {
    fn render(self) -> Result<Rendered, Problem> {
        Ok(json(201, &self.body)?.with("location", self.location).with("etag", version::tag(self.version as u64)))
    }

    fn describe(schemas: &mut Schemas) -> AnswerDescribed {
        let headers = vec![("Location", "address of what was made"), ETAG];
        AnswerDescribed { status: 201, content: Some((JSON, schema_of::<T>(schemas))), headers }
    }
}

impl Answer for Done {
    fn render(self) -> Result<Rendered, Problem> {
        Ok(Rendered { status: 204, headers: Vec::new(), body: Content::Nothing })
    }

    fn describe(_: &mut Schemas) -> AnswerDescribed {
        AnswerDescribed { status: 204, content: None, headers: Vec::new() }
    }
}

impl Answer for Download {
    fn render(self) -> Result<Rendered, Problem> {
        Ok(self.0)
    }

    fn describe(_: &mut Schemas) -> AnswerDescribed {
        let headers = vec![("Content-Disposition", "the file is saved, never shown")];
        AnswerDescribed { status: 200, content: Some(("*/*", utoipa::openapi::schema::empty().into())), headers }
    }
}
