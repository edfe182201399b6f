//! The API's description of itself: whole, strict, and never different from the list of routes.

use std::collections::BTreeSet;

use fuyi::api::{BASE, routes};
use fuyi::domain::words::Lang;
use serde_json::Value;

fn document() -> Value {
    serde_json::to_value(fuyi::api::document(&routes(), Lang::En)).unwrap()
}

#[test]
fn every_route_is_described_and_nothing_else() {
    let document = document();
    assert_eq!(document["openapi"], "3.1.0");
    let described: BTreeSet<String> = document["paths"]
        .as_object()
        .unwrap()
        .iter()
        .flat_map(|(path, methods)| methods.as_object().unwrap().keys().map(move |method| format!("{} {path}", method.to_uppercase())))
        .collect();
    let listed: BTreeSet<String> = routes().iter().map(|route| format!("{} {BASE}{}", route.method, route.path)).collect();
    assert_eq!(described, listed);
    assert_eq!(listed.len(), routes().len(), "no route is listed twice");
    assert!(listed.len() > 50);
}

#[test]
fn every_route_says_how_it_refuses() {
    let document = document();
    for route in routes() {
        let method = route.method.as_str().to_lowercase();
        let operation = &document["paths"][format!("{BASE}{}", route.path)][method];
        let responses = operation["responses"].as_object().unwrap();
        for code in route.codes() {
            let response = &responses[&code.status.to_string()];
            assert!(response["description"].as_str().unwrap().contains(code.name), "{} {}", route.path, code.name);
            let schema = &response["content"]["application/problem+json"]["schema"]["$ref"];
            assert_eq!(*schema, "#/components/schemas/Problem", "{}", route.path);
        }
        for status in ["500", "503"] {
            assert!(responses.contains_key(status), "{}: {status}", route.path);
        }
        let parameters = operation["parameters"].as_array().cloned().unwrap_or_default();
        let named: BTreeSet<&str> = parameters.iter().filter_map(|parameter| parameter["name"].as_str()).collect();
        for part in route.path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}')) {
            assert!(named.contains(part), "{}: {part} is not described", route.path);
        }
    }
}

#[test]
fn no_body_takes_a_field_it_does_not_know() {
    let document = document();
    let schemas = &document["components"]["schemas"];
    for route in routes() {
        let method = route.method.as_str().to_lowercase();
        let content = &document["paths"][format!("{BASE}{}", route.path)][method]["requestBody"]["content"];
        for (_, media) in content.as_object().into_iter().flatten() {
            let name = media["schema"]["$ref"].as_str().unwrap().rsplit('/').next().unwrap();
            assert_eq!(schemas[name]["additionalProperties"], false, "{}: {name}", route.path);
        }
    }
}

#[test]
fn every_reference_leads_somewhere() {
    let text = document().to_string();
    let document: Value = serde_json::from_str(&text).unwrap();
    for reference in text.split("\"$ref\":\"#/").skip(1).map(|rest| rest.split('"').next().unwrap()) {
        let target = reference.split('/').fold(&document, |at, part| &at[part]);
        assert!(!target.is_null(), "{reference}");
    }
}
