//! The audit of what we build on, offline: `deny.toml` against the lock file and `cargo metadata`.

use std::collections::BTreeMap;
use std::process::Command;

use serde_json::Value;

use crate::tree::{read, root};

fn rules() -> toml::Table {
    read("deny.toml").parse().unwrap()
}

fn texts(list: &toml::Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|value| value.as_str().unwrap()).collect()
}

/// The packages of this platform with their licences, from what cargo has on disk.
fn packages() -> Vec<Value> {
    let version = Command::new(env!("CARGO")).arg("-vV").output().unwrap();
    let version = String::from_utf8(version.stdout).unwrap();
    let host = version.lines().find_map(|line| line.strip_prefix("host: ")).expect("cargo -vV names its host");
    let metadata = Command::new(env!("CARGO"))
        .current_dir(root())
        .args(["metadata", "--offline", "--locked", "--format-version", "1", "--filter-platform", host])
        .output()
        .unwrap();
    assert!(metadata.status.success(), "{}", String::from_utf8_lossy(&metadata.stderr));
    let metadata: Value = serde_json::from_slice(&metadata.stdout).unwrap();
    metadata["packages"].as_array().unwrap().clone()
}

/// Is a licence expression met by the allowed licences? `/` is the old spelling of `OR`; `AND` binds closer than `OR`.
fn met(expression: &str, allowed: &[&str]) -> bool {
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ").replace(" WITH ", "+WITH+");
    let words: Vec<String> = spaced.split_whitespace().map(|word| word.replace("+WITH+", " WITH ")).collect();
    let mut rest = words.as_slice();
    let answer = either(&mut rest, allowed);
    answer && rest.is_empty()
}

fn either(rest: &mut &[String], allowed: &[&str]) -> bool {
    let mut answer = both(rest, allowed);
    while rest.first().is_some_and(|word| word == "OR") {
        *rest = &rest[1..];
        answer |= both(rest, allowed);
    }
    answer
}

fn both(rest: &mut &[String], allowed: &[&str]) -> bool {
    let mut answer = one(rest, allowed);
    while rest.first().is_some_and(|word| word == "AND") {
        *rest = &rest[1..];
        answer &= one(rest, allowed);
    }
    answer
}

fn one(rest: &mut &[String], allowed: &[&str]) -> bool {
    let Some((word, after)) = rest.split_first() else { return false };
    *rest = after;
    if word != "(" {
        return allowed.contains(&word.as_str());
    }
    let answer = either(rest, allowed);
    *rest = rest.get(1..).unwrap_or_default();
    answer
}

#[test]
fn every_licence_is_an_allowed_one() {
    let rules = rules();
    let allowed = texts(&rules["licenses"]["allow"]);
    let packages = packages();
    assert!(packages.len() > 50, "cargo metadata lists the whole tree");
    let refused: Vec<String> = packages
        .iter()
        .filter(|package| !met(package["license"].as_str().unwrap_or_default(), &allowed))
        .map(|package| format!("{} {}: {}", package["name"], package["version"], package["license"]))
        .collect();
    assert!(refused.is_empty(), "licences deny.toml does not allow:\n{}", refused.join("\n"));
}

#[test]
fn every_dependency_comes_from_the_registry_and_none_is_banned() {
    let lock: toml::Table = read("Cargo.lock").parse().unwrap();
    let rules = rules();
    let registries = texts(&rules["sources"]["allow-registry"]);
    let banned: BTreeMap<&str, &str> = rules["bans"]["deny"]
        .as_array()
        .unwrap()
        .iter()
        .map(|ban| (ban["crate"].as_str().unwrap(), ban["reason"].as_str().unwrap()))
        .collect();
    let mut refused = Vec::new();
    for package in lock["package"].as_array().unwrap() {
        let name = package["name"].as_str().unwrap();
        if let Some(reason) = banned.get(name) {
            refused.push(format!("{name} is banned: {reason}"));
        }
        match package.get("source").and_then(toml::Value::as_str) {
            None if name == env!("CARGO_PKG_NAME") => {}
            Some(source) if source.strip_prefix("registry+").is_some_and(|registry| registries.contains(&registry)) => {}
            source => refused.push(format!("{name} comes from {source:?}")),
        }
    }
    assert!(refused.is_empty(), "{}", refused.join("\n"));
}

#[test]
fn every_direct_dependency_says_why_it_is_here() {
    let manifest = read("Cargo.toml");
    let mut lines = manifest.lines().skip_while(|line| *line != "[dependencies]");
    let (mut reason, mut silent) = (false, Vec::new());
    for line in lines.by_ref().take_while(|line| line.ends_with("dependencies]") || !line.starts_with('[')) {
        if line.starts_with('#') {
            reason = true;
        } else if line.is_empty() || line.starts_with('[') {
            reason = false;
        } else if !reason && line.contains('=') {
            silent.push(line);
        }
    }
    assert!(silent.is_empty(), "without a reason: {silent:?}");
}

#[test]
fn a_licence_expression_is_read_as_written() {
    let allowed = ["MIT", "Apache-2.0 WITH LLVM-exception", "Zlib"];
    for (expression, answer) in [
        ("MIT", true),
        ("GPL-3.0", false),
        ("GPL-3.0 OR MIT", true),
        ("GPL-3.0 AND MIT", false),
        ("GPL-3.0/MIT", true),
        ("(GPL-3.0 OR MIT) AND Zlib", true),
        ("MIT OR Zlib AND GPL-3.0", true),
        ("(MIT OR Zlib) AND GPL-3.0", false),
        ("Apache-2.0 WITH LLVM-exception", true),
        ("Apache-2.0", false),
        ("", false),
        ("MIT MIT", false),
    ] {
        assert_eq!(met(expression, &allowed), answer, "{expression}");
    }
}
