//! The API's description of itself (OpenAPI 3.1), made from the list of routes: nothing in it is written twice.

use std::collections::BTreeMap;

use actix_web::http::Method;
use actix_web::web::Bytes;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;
use sha2::{Digest, Sha256};
use utoipa::openapi::header::HeaderBuilder;
use utoipa::openapi::path::{HttpMethod, OperationBuilder, PathItem, PathsBuilder};
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme};
use utoipa::openapi::{
    ComponentsBuilder, ContentBuilder, InfoBuilder, ObjectBuilder, OpenApi, OpenApiBuilder, Ref, Response, ResponseBuilder,
    ResponsesBuilder,
};
use utoipa::{PartialSchema, ToSchema};

use super::route::Route;
use super::take::header;
use super::viewer;
use crate::domain::words::{Lang, Words};
use crate::http::call::Needs;
use crate::http::code::Code;
use crate::http::problem::{PROBLEM_JSON, ProblemBody};

/// Where the API stands.
pub const BASE: &str = "/api/v1";

/// Name of the API.
pub(super) const TITLE: Words = Words { zh: "复议 Fuyi 接口", en: "Fuyi API" };
const ABOUT: Words = Words {
    zh: "行政复议与行政应诉案件台账。每一项请求要么整体完成，要么一无所变；拒绝时以 application/problem+json 说明理由，法律不允许的写明条文。",
    en: "Case tracker for administrative reconsideration and litigation response. A request is done whole or not at all; a refusal \
         says why as application/problem+json, with the article where the law refuses.",
};

/// What the API says about itself in both languages, made once: the document for machines and the page for people.
pub struct Documents {
    json: [Bytes; 2],
    page: [Bytes; 2],
    /// Hash of the page's style, as its policy writes it.
    pub(super) style_hash: String,
}

impl Documents {
    /// Describes the routes.
    ///
    /// # Errors
    /// It cannot be written as JSON: a fault of ours.
    pub fn of(routes: &[Route]) -> Result<Self, serde_json::Error> {
        let json = |lang| serde_json::to_vec(&document(routes, lang)).map(Bytes::from);
        let page = |lang| Bytes::from(viewer::page(routes, lang));
        let style_hash = STANDARD.encode(Sha256::digest(viewer::STYLE.as_bytes()));
        Ok(Self { json: [json(Lang::Zh)?, json(Lang::En)?], page: [page(Lang::Zh), page(Lang::En)], style_hash })
    }

    /// The document in one language.
    pub fn json(&self, lang: Lang) -> Bytes {
        in_lang(&self.json, lang)
    }

    /// The page in one language.
    pub fn page(&self, lang: Lang) -> Bytes {
        in_lang(&self.page, lang)
    }
}

fn in_lang([zh, en]: &[Bytes; 2], lang: Lang) -> Bytes {
    match lang {
        Lang::Zh => zh.clone(),
        Lang::En => en.clone(),
    }
}

/// The document in one language.
pub fn document(routes: &[Route], lang: Lang) -> OpenApi {
    let mut paths = PathsBuilder::new();
    let mut components = ComponentsBuilder::new().schema(ProblemBody::name(), ProblemBody::schema());
    for route in routes {
        let method = method_of(&route.method);
        paths = paths.path(format!("{BASE}{}", route.path), PathItem::new(method, operation(route, lang)));
        components = components.schemas_from_iter(route.schemas.iter().cloned());
    }
    let components = components
        .security_scheme("bearer", SecurityScheme::Http(HttpBuilder::new().scheme(HttpAuthScheme::Bearer).bearer_format("JWT").build()))
        .security_scheme("cookie", SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::new("__Host-fuyi-session"))));
    let info = InfoBuilder::new().title(TITLE.in_lang(lang)).description(Some(ABOUT.in_lang(lang))).version(env!("CARGO_PKG_VERSION"));
    OpenApiBuilder::new().info(info).paths(paths).components(Some(components.build())).build()
}

fn operation(route: &Route, lang: Lang) -> OperationBuilder {
    let mut operation = OperationBuilder::new()
        .summary(Some(route.words.in_lang(lang)))
        .operation_id(Some(name(route)))
        .tag(route.path.trim_start_matches('/').split('/').next().unwrap_or_default())
        .parameters(Some(route.parameters.iter().cloned()))
        .request_body(route.body.clone());
    if let Some(action) = route.action() {
        operation = operation.description(Some(format!("{} ({})", action.words().in_lang(lang), action.code())));
    }
    if route.terms.once {
        operation = operation.parameter(header("Idempotency-Key", true, KEY.in_lang(lang)));
    }
    if route.guarded {
        operation = operation.parameter(header("If-Match", true, IF_MATCH.in_lang(lang)));
    }
    let securities = match route.terms.needs {
        Needs::Nobody => vec![SecurityRequirement::default()],
        Needs::SignedIn | Needs::Action(_) => ["bearer", "cookie"].map(|scheme| SecurityRequirement::new(scheme, [""; 0])).to_vec(),
    };
    operation.securities(Some(securities)).responses(responses(route, lang))
}

const KEY: Words = Words {
    zh: "客户端为这项请求取的唯一标识；重发时带上同一标识，只办理一次，并得到同样的答复",
    en: "a name of the client's own for this request; sent again under the same name it is done once and answered the same",
};
const IF_MATCH: Words =
    Words { zh: "所依据版本的 ETag，如 \"7\"", en: "the ETag of the version the change rests on, such as \"7\"" };

/// `getCasesCase` for `GET /cases/{case}`.
fn name(route: &Route) -> String {
    let words = route.path.split(['/', '{', '}', '-', '.']).filter(|word| !word.is_empty());
    let capital = |word: &str| word[..1].to_uppercase() + &word[1..];
    route.method.as_str().to_lowercase() + &words.map(capital).collect::<String>()
}

fn responses(route: &Route, lang: Lang) -> utoipa::openapi::Responses {
    let mut by_status: BTreeMap<u16, Vec<&Code>> = BTreeMap::new();
    for code in route.codes() {
        by_status.entry(code.status).or_default().push(code);
    }
    let mut responses = ResponsesBuilder::new().response(route.answer.status.to_string(), answered(route, lang));
    for (status, codes) in by_status {
        responses = responses.response(status.to_string(), refused(&codes, lang));
    }
    responses.build()
}

fn answered(route: &Route, lang: Lang) -> Response {
    let mut response = ResponseBuilder::new().description(route.words.in_lang(lang));
    if let Some((media_type, schema)) = &route.answer.content {
        response = response.content(*media_type, ContentBuilder::new().schema(Some(schema.clone())).build());
    }
    for (header, meaning) in &route.answer.headers {
        let text = ObjectBuilder::new().schema_type(utoipa::openapi::schema::Type::String);
        response = response.header(*header, HeaderBuilder::new().schema(Some(text)).description(Some(*meaning)).build());
    }
    response.build()
}

fn refused(codes: &[&Code], lang: Lang) -> Response {
    let says: Vec<String> = codes.iter().map(|code| format!("`{}`: {}", code.name, code.words.in_lang(lang))).collect();
    let schema = Ref::from_schema_name(ProblemBody::name());
    let content = ContentBuilder::new().schema(Some(schema)).example(Some(json!({"code": codes.first().map(|code| code.name)}))).build();
    ResponseBuilder::new().description(says.join("; ")).content(PROBLEM_JSON, content).build()
}

fn method_of(method: &Method) -> HttpMethod {
    match *method {
        Method::POST => HttpMethod::Post,
        Method::PUT => HttpMethod::Put,
        Method::PATCH => HttpMethod::Patch,
        Method::DELETE => HttpMethod::Delete,
        _ => HttpMethod::Get,
    }
}
