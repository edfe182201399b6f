//! One rule of the book: what it says, from which article, and every question it leaves open with the reading chosen now.

use askama::Template;

use crate::domain::case::event::EventKind;
use crate::domain::law::{Ambiguity, Choice, Exclusion, Law, Rule, ShownOnly, Unit};
use crate::domain::words::{Lang, Sentence, Words};
use crate::http::{Call, Problem, Rendered, code};
use crate::i18n::citation::rule_in_full;
use crate::i18n::pages::{self as words, books as said};
use crate::i18n::tasks::period::length;
use crate::service::{self, Database, PeriodEntry};
use crate::web::shell::{Shell, page, part};

#[derive(Template)]
#[template(path = "books/rule.html", config = "src/web/askama.toml")]
struct RulePage<'a> {
    shell: Shell,
    id: &'a str,
    computed: bool,
    facts: Vec<(Words, String)>,
    quote: &'a str,
    exclusions: Vec<String>,
    questions: Vec<Question<'a>>,
}

struct Question<'a> {
    id: &'a str,
    topic: &'a str,
    text: &'a str,
    readings: Vec<(Words, String)>,
}

/// `GET /rules/{rule}`.
pub fn show(call: &Call, _: &mut Database) -> Result<Rendered, Problem> {
    let law = &call.books.law;
    let entry = service::period_entry(law, part(call, "rule")).map_err(|error| Problem::new(code::NOT_FOUND, error.sentence()))?;
    let shell = |title: Sentence| Shell::of(call, title).below("/rules", words::RULES);
    match entry {
        PeriodEntry::Period(rule) => {
            let shell = shell(rule.obligation());
            let facts = facts(law, rule, &shell);
            let exclusions = rule.suspends_during.iter().map(|exclusion| excluded(exclusion, call.lang)).collect();
            let questions = questions(law, rule, call.lang);
            page(200, &RulePage { shell, id: &rule.id, computed: true, facts, quote: &rule.quote, exclusions, questions })
        }
        PeriodEntry::ShownOnly(ShownOnly { id, why, citation, content, quote, note }) => {
            let facts = vec![
                (said::ARTICLE, rule_in_full(&citation, call.lang)),
                (said::WHY, why.words().in_lang(call.lang).to_owned()),
                (said::CONTENT, content.in_lang(call.lang).to_owned()),
                (said::NOTE, note.in_lang(call.lang).to_owned()),
            ];
            let (facts, shell) = (told(facts), shell(Sentence::new(id, id)));
            page(200, &RulePage { shell, id, computed: false, facts, quote, exclusions: Vec::new(), questions: Vec::new() })
        }
    }
}

/// Every fact that says something.
fn told(facts: Vec<(Words, String)>) -> Vec<(Words, String)> {
    facts.into_iter().filter(|(_, value)| !value.is_empty()).collect()
}

/// What the rule says.
fn facts(law: &Law, rule: &Rule, shell: &Shell) -> Vec<(Words, String)> {
    let lang = shell.lang;
    let trigger = match (lang, law.rules.event(&rule.trigger_event)) {
        (Lang::Zh, Some(event)) => &event.zh,
        _ => &rule.trigger,
    };
    let validity = match rule.effective_to {
        Some(last) => format!("{} – {}", shell.day(rule.effective_from), shell.day(last)),
        None => format!("{} –", shell.day(rule.effective_from)),
    };
    told(vec![
        (said::ARTICLE, rule_in_full(&rule.citation(), lang)),
        (said::LENGTH, length(rule.length, rule.unit).in_lang(lang).to_owned()),
        (said::TRIGGER, format!("{trigger} ({})", rule.trigger_event)),
        (said::DIRECTION, rule.direction.words().in_lang(lang).to_owned()),
        (said::BOUND, rule.bound.words().in_lang(lang).to_owned()),
        (said::KIND, rule.kind.words().in_lang(lang).to_owned()),
        (said::PROCEDURE, rule.procedure.words().in_lang(lang).to_owned()),
        (said::SATISFIED_BY, rule.satisfied_by.iter().map(|event| named(law, event, lang)).collect::<Vec<_>>().join("、")),
        (said::EXTENSION, extension(rule, lang)),
        (said::VALIDITY, validity),
        (said::ON_EXPIRY, rule.on_expiry().in_lang(lang).to_owned()),
        (said::NOTE, rule.note().in_lang(lang).to_owned()),
    ])
}

/// An event by its name, where the case core has one.
fn named(law: &Law, event: &str, lang: Lang) -> String {
    let known = EventKind::of(event).map(|kind| kind.words.in_lang(lang).to_owned());
    let in_book = || law.rules.event(event).filter(|_| lang == Lang::Zh).map(|entry| entry.zh.clone());
    known.or_else(in_book).unwrap_or_else(|| event.to_owned())
}

fn extension(rule: &Rule, lang: Lang) -> String {
    if !rule.extendable {
        return said::NO_EXTENSION.in_lang(lang).to_owned();
    }
    let most = rule.extension_length.map(|most| said::extension(&length(most, rule.extension_unit.unwrap_or(Unit::Day))));
    let mut parts = vec![most.unwrap_or_else(|| said::EXTENSION_UNLIMITED.into()).in_lang(lang).to_owned()];
    let remarks = [&rule.extension_approval, &rule.extension_formalities, &rule.extension_grounds, &rule.extension_note];
    parts.extend(remarks.into_iter().flatten().map(|remark| remark.in_lang(lang).to_owned()));
    parts.join(if lang == Lang::En { "; " } else { "；" })
}

fn excluded(exclusion: &Exclusion, lang: Lang) -> String {
    let event = || exclusion.opened_by.as_deref().and_then(EventKind::of).map(|kind| Sentence::from(kind.words));
    let name = exclusion.name.clone().or_else(event).unwrap_or_else(|| Sentence::new(&exclusion.code, &exclusion.code));
    format!("{} ({}): {}", name.in_lang(lang), rule_in_full(&exclusion.cite, lang), exclusion.basis().in_lang(lang))
}

fn questions<'a>(law: &'a Law, rule: &'a Rule, lang: Lang) -> Vec<Question<'a>> {
    let question = |(question, choices): (&'a Ambiguity, Vec<Choice>)| {
        let mut readings = Vec::new();
        for choice in choices {
            readings.push((said::CHOSEN, choice.words.in_lang(lang).to_owned()));
            readings.push((said::SETTING, format!("law.{} = \"{}\" ({})", choice.setting, choice.code, choice.codes.join(" | "))));
        }
        readings.extend(question.built_in.as_ref().map(|reading| (said::BUILT_IN, reading.in_lang(lang).to_owned())));
        Question { id: &question.id, topic: question.topic.in_lang(lang), text: question.text.in_lang(lang), readings }
    };
    law.questions_of(rule).map(question).collect()
}
