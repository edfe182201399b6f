//! The rule book: every period under its law, and what is only shown.

use askama::Template;

use crate::domain::law::{LawEntry, Rule};
use crate::domain::words::Lang;
use crate::http::{Call, Problem, Rendered};
use crate::i18n::citation::rule_in_full;
use crate::i18n::pages::{self as words, books as said};
use crate::i18n::tasks::period::length;
use crate::service::Database;
use crate::web::shell::{Shell, page, query};

#[derive(Template)]
#[template(path = "books/rules.html", config = "src/web/askama.toml")]
struct Rules<'a> {
    shell: Shell,
    find: &'a str,
    /// Key, title, whether it is chosen.
    laws: Vec<(String, String, bool)>,
    filtered: bool,
    listed: String,
    groups: Vec<Group>,
    shown_only: Vec<Entry>,
}

struct Group {
    title: String,
    rules: Vec<Row>,
}

struct Row {
    id: String,
    length: String,
    obligation: String,
    bound: &'static str,
    article: String,
}

struct Entry {
    id: String,
    why: &'static str,
    article: String,
}

/// Title of a law.
pub(super) fn title(law: &LawEntry, lang: Lang) -> &str {
    match lang {
        Lang::Zh => &law.title_zh,
        Lang::En => &law.title_en,
    }
}

/// `GET /rules`.
pub fn list(call: &Call, _: &mut Database) -> Result<Rendered, Problem> {
    let fields = query(call)?;
    let (find, key, lang, book) = (fields.get("q"), fields.get("law"), call.lang, &call.books.law.rules);
    let sought = find.to_lowercase();
    let fits = |texts: &[&str]| sought.is_empty() || texts.iter().any(|text| text.to_lowercase().contains(&sought));
    let row = |rule: &Rule| {
        let obligation = rule.obligation();
        let article = rule_in_full(&rule.citation(), lang);
        fits(&[&rule.id, &obligation.zh, &obligation.en, &article, &rule.quote]).then(|| Row {
            id: rule.id.clone(),
            length: length(rule.length, rule.unit).in_lang(lang).to_owned(),
            obligation: obligation.in_lang(lang).to_owned(),
            bound: rule.bound.words().in_lang(lang),
            article,
        })
    };
    let of_law = |law: &&LawEntry| key.is_empty() || law.key == key;
    let group = |law: &LawEntry| Group {
        title: title(law, lang).to_owned(),
        rules: book.rules.iter().filter(|rule| rule.law == law.key).filter_map(row).collect(),
    };
    let groups: Vec<Group> = book.laws.iter().filter(of_law).map(group).filter(|group| !group.rules.is_empty()).collect();
    let entries = book.shown_only().filter(|entry| {
        let of_law = key.is_empty() || entry.citation.split(' ').next() == Some(key);
        of_law && fits(&[entry.id, entry.content.in_lang(lang), entry.quote, &rule_in_full(&entry.citation, lang)])
    });
    let shown_only = entries
        .map(|entry| Entry { id: entry.id.to_owned(), why: entry.why.words().in_lang(lang), article: rule_in_full(&entry.citation, lang) })
        .collect();
    let has_rules = |law: &&LawEntry| book.rules.iter().any(|rule| rule.law == law.key);
    let laws = book.laws.iter().filter(has_rules).map(|law| (law.key.clone(), title(law, lang).to_owned(), law.key == key));
    let shown = groups.iter().map(|group| group.rules.len()).sum();
    page(
        200,
        &Rules {
            shell: Shell::of(call, words::RULES),
            find,
            laws: laws.collect(),
            filtered: !find.is_empty() || !key.is_empty(),
            listed: said::rules_listed(shown, book.rules.len()).in_lang(lang).to_owned(),
            groups,
            shown_only,
        },
    )
}
