//! The description of the API as one page: rendered here, without a script, so that nothing leaves the origin.

use super::document::{BASE, TITLE};
use super::route::Route;
use crate::domain::markup::escaped;
use crate::domain::words::{Lang, Words};
use crate::http::call::{BodyKind, Needs};
use crate::http::code;

/// The style of the page. Its hash stands in the page's policy.
pub const STYLE: &str = "body{font:16px/1.6 system-ui,sans-serif;max-width:62rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a;background:#fff}\
h1{font-size:1.6rem}h2{font-size:1.2rem;margin-top:2.5rem;border-bottom:1px solid #767676}\
h3{font-size:1rem;margin:1.5rem 0 .3rem}code{font-family:ui-monospace,monospace;font-size:.92em}\
table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.25rem .75rem .25rem 0;border-bottom:1px solid #d0d0d0}\
.method{display:inline-block;min-width:4.5rem;font-weight:700}a{color:#0b4f9e}a:focus-visible{outline:3px solid #0b4f9e}";

const ROUTES: Words = Words { zh: "接口", en: "Routes" };
const CODES: Words = Words { zh: "拒绝代码", en: "Codes of refusal" };
const PARAMETER: Words = Words { zh: "参数", en: "parameter" };
const MEANING: Words = Words { zh: "含义", en: "meaning" };
const STATUS: Words = Words { zh: "状态", en: "status" };
const CODE: Words = Words { zh: "代码", en: "code" };
const NEEDS: Words = Words { zh: "权限", en: "needs" };
const ANYBODY: Words = Words { zh: "无须登录", en: "nobody signed in" };
const ONESELF: Words = Words { zh: "登录即可", en: "anybody signed in" };
const BODY: Words = Words { zh: "内容", en: "body" };
const ANSWERS: Words = Words { zh: "答复", en: "answers" };
const DOCUMENT: Words = Words { zh: "机器可读的说明（OpenAPI 3.1）", en: "the description for machines (OpenAPI 3.1)" };

/// The page in one language.
pub fn page(routes: &[Route], lang: Lang) -> String {
    let say = |words: Words| escaped(words.in_lang(lang));
    let tag = crate::http::language::tag(lang);
    let mut out = format!(
        "<!doctype html><html lang=\"{tag}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <title>{title}</title><style>{STYLE}</style></head><body><main><h1>{title}</h1>\
         <p><a href=\"{BASE}/openapi.json\">{}</a></p><h2>{}</h2>",
        say(DOCUMENT),
        say(ROUTES),
        title = say(TITLE),
    );
    for route in routes {
        out += &section(route, lang);
    }
    out += &format!("<h2>{}</h2><table><tr><th>{}</th><th>{}</th><th>{}</th></tr>", say(CODES), say(CODE), say(STATUS), say(MEANING));
    for code in code::ALL {
        out += &format!("<tr id=\"{0}\"><td><code>{0}</code></td><td>{1}</td><td>{2}</td></tr>", code.name, code.status, say(code.words));
    }
    out + "</table></main></body></html>\n"
}

fn section(route: &Route, lang: Lang) -> String {
    let say = |words: Words| escaped(words.in_lang(lang));
    let needs = match route.terms.needs {
        Needs::Nobody => say(ANYBODY),
        Needs::SignedIn => say(ONESELF),
        Needs::Action(action) => format!("{} (<code>{}</code>)", say(action.words()), action.code()),
    };
    let body = match route.terms.body {
        BodyKind::Nothing | BodyKind::Form | BodyKind::FileForm | BodyKind::DocumentForm | BodyKind::LedgerForm => String::new(),
        BodyKind::Json => format!("; {}: <code>application/json</code>", say(BODY)),
        BodyKind::Document | BodyKind::Ledger => format!("; {}: <code>multipart/form-data</code>", say(BODY)),
    };
    let codes: Vec<String> = route.codes().iter().map(|code| format!("<a href=\"#{0}\"><code>{0}</code></a>", code.name)).collect();
    let mut out = format!(
        "<h3><span class=\"method\">{}</span> <code>{BASE}{}</code></h3><p>{}. {}: {needs}{body}; {}: {}, {}</p>",
        route.method,
        escaped(route.path),
        say(route.words),
        say(NEEDS),
        say(ANSWERS),
        route.answer.status,
        codes.join(", "),
    );
    if !route.parameters.is_empty() {
        out += &format!("<table><tr><th>{}</th><th>{}</th></tr>", say(PARAMETER), say(MEANING));
        for parameter in &route.parameters {
            let meaning = escaped(parameter.description.as_deref().unwrap_or_default());
            out += &format!("<tr><td><code>{}</code></td><td>{meaning}</td></tr>", escaped(&parameter.name));
        }
        out += "</table>";
    }
    out
}
