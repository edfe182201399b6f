//! What a handler takes out of a request: parts of the path, the query, the body, an upload. Each says itself how the API's
//! document describes it, so that the two cannot differ.

use std::sync::Arc;

use actix_web::web::Query;
use serde::de::DeserializeOwned;
use utoipa::openapi::path::{Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::request_body::{RequestBody, RequestBodyBuilder};
use utoipa::openapi::{ContentBuilder, RefOr, Required, Schema};
use utoipa::{IntoParams, ToSchema};

use crate::domain::reading;
use crate::domain::words::Sentence;
use crate::http::call::BodyKind;
use crate::http::headers::escaped;
use crate::http::upload::Upload;
use crate::http::{Problem, Raw, code};

/// Where a list goes on, as the page before said it: an id.
///
/// # Errors
/// `unacceptable`: no id is below 1.
pub fn place_in_list(field: &'static str, id: Option<i64>) -> Result<Option<i64>, Problem> {
    match id {
        Some(..1) => {
            Err(Problem::unacceptable(field, format!("{field} 应为前一页的 next"), format!("{field} takes `next` of the page before")))
        }
        id => Ok(id),
    }
}

/// Schemas by name, as the document lists them.
pub type Schemas = Vec<(String, RefOr<Schema>)>;

/// What the document says of an input.
#[derive(Default)]
pub struct Described {
    /// Parameters of path and query.
    pub parameters: Vec<Parameter>,
    /// The body.
    pub body: Option<RequestBody>,
    /// Which body is read.
    pub kind: Option<BodyKind>,
    /// Schemas it refers to.
    pub schemas: Schemas,
}

/// An input of a handler.
pub trait Take: Sized {
    /// Takes it out of a request.
    ///
    /// # Errors
    /// It is not there, or not what it should be.
    fn take(raw: &Raw) -> Result<Self, Problem>;

    /// Describes it.
    fn describe(described: &mut Described);
}

/// Parts of the path.
pub struct InPath<T>(pub T);
/// The query.
pub struct InQuery<T>(pub T);
/// The body, in JSON.
pub struct InBody<T>(pub T);
/// An uploaded document with the fields beside it.
pub struct InDocument<T>(pub Arc<Upload>, pub T);
/// An uploaded ledger with the fields beside it.
pub struct InLedger<T>(pub Arc<Upload>, pub T);

impl Take for () {
    fn take(raw: &Raw) -> Result<Self, Problem> {
        no_query(raw)
    }

    fn describe(_: &mut Described) {}
}

impl<T: DeserializeOwned + IntoParams> Take for InPath<T> {
    fn take(raw: &Raw) -> Result<Self, Problem> {
        // a part that cannot be what it names leads nowhere
        Query::<T>::from_query(&pairs(&raw.path)).map(|parts| Self(parts.into_inner())).map_err(|_| Problem::of(code::NOT_FOUND))
    }

    fn describe(described: &mut Described) {
        described.parameters.extend(T::into_params(|| Some(ParameterIn::Path)));
    }
}

impl<T: DeserializeOwned + IntoParams> Take for InQuery<T> {
    fn take(raw: &Raw) -> Result<Self, Problem> {
        match Query::<T>::from_query(&raw.query) {
            Ok(query) => Ok(Self(query.into_inner())),
            Err(error) => Err(wrong_query::<T>(&raw.query, &error.to_string())),
        }
    }

    fn describe(described: &mut Described) {
        described.parameters.extend(T::into_params(|| Some(ParameterIn::Query)));
    }
}

impl<T: DeserializeOwned + ToSchema> Take for InBody<T> {
    fn take(raw: &Raw) -> Result<Self, Problem> {
        serde_json::from_slice(&raw.body).map(Self).map_err(|fault| {
            let sentence = reading::json(&fault);
            if fault.is_syntax() || fault.is_eof() {
                return Problem::new(code::MALFORMED, sentence);
            }
            let problem = Problem::new(code::UNACCEPTABLE, sentence);
            match field_of(&fault.to_string()).or_else(|| field_at_fault::<T>(&raw.body)) {
                Some(field) => problem.at(field),
                None => problem,
            }
        })
    }

    fn describe(described: &mut Described) {
        let schema = schema_of::<T>(&mut described.schemas);
        described.kind = Some(BodyKind::Json);
        described.body = Some(content("application/json", schema));
    }
}

impl<T: DeserializeOwned + ToSchema> Take for InDocument<T> {
    fn take(raw: &Raw) -> Result<Self, Problem> {
        fields::<T>(raw).map(|(upload, fields)| Self(upload, fields))
    }

    fn describe(described: &mut Described) {
        describe_upload::<T>(described, BodyKind::Document);
    }
}

impl<T: DeserializeOwned + ToSchema> Take for InLedger<T> {
    fn take(raw: &Raw) -> Result<Self, Problem> {
        fields::<T>(raw).map(|(upload, fields)| Self(upload, fields))
    }

    fn describe(described: &mut Described) {
        describe_upload::<T>(described, BodyKind::Ledger);
    }
}

impl<A: Take, B: Take> Take for (A, B) {
    fn take(raw: &Raw) -> Result<Self, Problem> {
        Ok((A::take(raw)?, B::take(raw)?))
    }

    fn describe(described: &mut Described) {
        A::describe(described);
        B::describe(described);
    }
}

/// The schema of a type, by reference, and all it refers to.
pub fn schema_of<T: ToSchema>(schemas: &mut Schemas) -> RefOr<Schema> {
    T::schemas(schemas);
    schemas.push((T::name().into_owned(), T::schema()));
    utoipa::openapi::Ref::from_schema_name(T::name()).into()
}

fn content(media_type: &str, schema: RefOr<Schema>) -> RequestBody {
    RequestBodyBuilder::new().content(media_type, ContentBuilder::new().schema(Some(schema)).build()).required(Some(Required::True)).build()
}

/// The file stands beside the fields: one object, whose part `file` is bytes.
fn describe_upload<T: ToSchema>(described: &mut Described, kind: BodyKind) {
    T::schemas(&mut described.schemas);
    let file = utoipa::openapi::ObjectBuilder::new()
        .schema_type(utoipa::openapi::schema::Type::String)
        .format(Some(utoipa::openapi::SchemaFormat::Custom("binary".to_owned())));
    let mut schema = T::schema();
    if let RefOr::T(Schema::Object(object)) = &mut schema {
        object.properties.insert("file".to_owned(), file.into());
        object.required.push("file".to_owned());
    }
    described.schemas.push((T::name().into_owned(), schema));
    described.kind = Some(kind);
    described.body = Some(content("multipart/form-data", utoipa::openapi::Ref::from_schema_name(T::name()).into()));
}

fn fields<T: DeserializeOwned>(raw: &Raw) -> Result<(Arc<Upload>, T), Problem> {
    let upload = raw.upload.clone().ok_or_else(|| Problem::of(code::MALFORMED).at("file"))?;
    let fields: Vec<(String, String)> = upload.fields.iter().map(|(name, value)| (name.clone(), value.clone())).collect();
    let query = pairs(&fields);
    match Query::<T>::from_query(&query) {
        Ok(fields) => Ok((upload, fields.into_inner())),
        Err(error) => Err(Problem { code: code::UNACCEPTABLE, ..wrong_query::<T>(&query, &error.to_string()) }),
    }
}

fn pairs(pairs: &[(String, String)]) -> String {
    pairs.iter().map(|(name, value)| format!("{}={}", escaped(name), escaped(value))).collect::<Vec<_>>().join("&")
}

fn no_query(raw: &Raw) -> Result<(), Problem> {
    match raw.query.split(['=', '&']).next() {
        None | Some("") => Ok(()),
        Some(name) => Err(unknown_parameter(name)),
    }
}

fn unknown_parameter(name: &str) -> Problem {
    let name: String = name.chars().take(64).collect();
    Problem::new(code::MALFORMED, Sentence::new(format!("没有“{name}”这个参数"), format!("there is no parameter \"{name}\""))).at(name)
}

/// The name a reader puts between backticks when a field is unknown, missing or written twice.
fn field_of(complaint: &str) -> Option<String> {
    let names = ["unknown field", "missing field", "duplicate field"].iter().any(|start| complaint.starts_with(start));
    names.then(|| complaint.split('`').nth(1).map(str::to_owned)).flatten()
}

/// What is wrong with a query. A reader does not name the field whose value it cannot read: it is the one without which the
/// complaint changes.
fn wrong_query<T: DeserializeOwned>(query: &str, complaint: &str) -> Problem {
    let complaint = complaint.strip_prefix("Query deserialize error: ").unwrap_or(complaint);
    let named = field_of(complaint);
    if let Some(name) = named.as_ref().filter(|_| complaint.starts_with("unknown field")) {
        return unknown_parameter(name);
    }
    let names: Vec<&str> = query.split('&').map(name_of).collect();
    let without = |left_out: &str| {
        let rest: Vec<&str> = query.split('&').filter(|pair| name_of(pair) != left_out).collect();
        Query::<T>::from_query(&rest.join("&")).err().map(|error| error.to_string())
    };
    let culprit =
        || names.iter().find(|name| !without(name).is_some_and(|other| other.ends_with(complaint))).map(|name| (*name).to_owned());
    let field = named.or_else(culprit).unwrap_or_default();
    let sentence = match complaint {
        missing if missing.starts_with("missing field") => {
            Sentence::new(format!("缺少参数“{field}”"), format!("the parameter \"{field}\" is missing"))
        }
        twice if twice.starts_with("duplicate field") => {
            Sentence::new(format!("参数“{field}”写了两次"), format!("the parameter \"{field}\" is given twice"))
        }
        _ => Sentence::new(format!("参数“{field}”的值有误"), format!("the value of the parameter \"{field}\" cannot be read")),
    };
    Problem::new(code::MALFORMED, sentence).at(field)
}

fn name_of(pair: &str) -> &str {
    pair.split('=').next().unwrap_or_default()
}

/// As [`wrong_query`], for the fields of a JSON object.
fn field_at_fault<T: DeserializeOwned>(body: &[u8]) -> Option<String> {
    let object: serde_json::Map<String, serde_json::Value> = serde_json::from_slice(body).ok()?;
    let complaint = |object: &serde_json::Map<String, serde_json::Value>| {
        T::deserialize(&serde_json::Value::Object(object.clone())).err().map(|error| error.to_string())
    };
    let now = complaint(&object)?;
    object
        .keys()
        .find(|name| {
            let mut rest = object.clone();
            rest.remove(name.as_str());
            complaint(&rest).as_ref() != Some(&now)
        })
        .cloned()
}

/// A parameter of a header.
pub fn header(name: &str, required: bool, description: &str) -> Parameter {
    let text = utoipa::openapi::ObjectBuilder::new().schema_type(utoipa::openapi::schema::Type::String);
    ParameterBuilder::new()
        .name(name)
        .parameter_in(ParameterIn::Header)
        .required(if required { Required::True } else { Required::False })
        .description(Some(description))
        .schema(Some(text))
        .build()
}
