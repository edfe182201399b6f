//! The files of this repository, as a test reads them.

use std::path::{Path, PathBuf};

/// Top of the repository.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A file of the repository.
pub fn read(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Every file below a folder, as paths from the top, in order. Only what is part of the product: no build output, no hidden folder but `.ci`.
pub fn files(below: &str) -> Vec<String> {
    let mut found = Vec::new();
    gather(&root().join(below), &mut found);
    let mut paths: Vec<String> =
        found.iter().map(|path| path.strip_prefix(root()).unwrap().to_str().expect("file names are UTF-8").to_owned()).collect();
    paths.sort();
    paths
}

fn gather(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let foreign = (name.starts_with('.') && name != ".ci") || ["target", "demo-data", "proptest-regressions"].contains(&name.as_str());
        match path.is_dir() {
            true if !foreign => gather(&path, found),
            false if !name.starts_with('.') => found.push(path),
            _ => {}
        }
    }
}

/// A Rust source with comments and the contents of texts blanked out, line for line.
pub fn code(source: &str) -> String {
    let mut code = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(first) = rest.chars().next() {
        let taken = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else if let Some(end) = raw_text(rest) {
            end
        } else if first == '"' {
            text(rest)
        } else if let Some(end) = letter(rest) {
            end
        } else {
            // a name is taken whole, so that the r of `for"` begins no raw text
            let name = rest.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(rest.len());
            let taken = name.max(first.len_utf8());
            code.push_str(&rest[..taken]);
            rest = &rest[taken..];
            continue;
        };
        code.extend(rest[..taken].chars().map(|c| if c == '\n' { '\n' } else { ' ' }));
        rest = &rest[taken..];
    }
    code
}

/// Length of a raw text that begins here.
fn raw_text(rest: &str) -> Option<usize> {
    let body = rest.strip_prefix("br").or_else(|| rest.strip_prefix('r'))?;
    let hashes = body.len() - body.trim_start_matches('#').len();
    let close = format!("\"{}", "#".repeat(hashes));
    let inside = body[hashes..].strip_prefix('"')?;
    let start = rest.len() - inside.len();
    Some(inside.find(&close).map_or(rest.len(), |end| start + end + close.len()))
}

/// Length of the text that begins here.
fn text(rest: &str) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

/// Length of a character literal that begins here; a lifetime is none.
fn letter(rest: &str) -> Option<usize> {
    let inside = rest.strip_prefix('\'')?;
    if inside.starts_with('\\') {
        return inside[2..].find('\'').map(|end| end + 4);
    }
    let c = inside.chars().next()?;
    inside[c.len_utf8()..].starts_with('\'').then(|| c.len_utf8() + 2)
}

#[test]
fn comments_and_texts_are_blanked_and_lines_stay() {
    let source = "let a = \"crate::store\"; // crate::store\nlet b = r#\"x\"y\"#; 'c'; '\\''; &'a str /* \n */ crate::x\n";
    let blanked = code(source);
    assert_eq!(blanked.lines().count(), source.lines().count());
    assert!(!blanked.contains("store") && !blanked.contains('y') && blanked.contains("&'a str") && blanked.ends_with("crate::x\n"));
}
