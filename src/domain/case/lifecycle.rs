//! The tables as documentation: the same rows that validate, printed for people (Markdown) and programs (JSON).

use std::fmt::Write;

use serde::Serialize;

use super::event::{EVENTS, EventKind, Tag};
use super::file::State;
use super::machines;
use super::transition::{Laws, Machine, To, Transition};
use crate::domain::law::Law;
use crate::domain::words::{Lang, Words};

/// Everything the tables say, as data.
#[derive(Debug, Serialize)]
pub struct Lifecycle {
    machines: Vec<MachineDoc>,
    events: Vec<EventDoc>,
    codes: Vec<CodeDoc>,
}

#[derive(Debug, Serialize)]
struct MachineDoc {
    code: &'static str,
    zh: &'static str,
    en: &'static str,
    states: Vec<NamedDoc>,
    transitions: Vec<TransitionDoc>,
    refused: Vec<RefusedDoc>,
}

#[derive(Debug, Serialize)]
struct NamedDoc {
    code: &'static str,
    zh: &'static str,
    en: &'static str,
}

#[derive(Debug, Serialize)]
struct TransitionDoc {
    id: &'static str,
    from: Vec<&'static str>,
    event: &'static str,
    guards: Vec<GuardDoc>,
    to: String,
    laws: &'static [&'static str],
    automatic: bool,
    article: &'static str,
    effects: Words2,
}

#[derive(Debug, Serialize)]
struct GuardDoc {
    rule: &'static str,
    article: &'static str,
    zh: &'static str,
    en: &'static str,
}

#[derive(Debug, Serialize)]
struct RefusedDoc {
    event: &'static str,
    states: Vec<&'static str>,
    rule: &'static str,
    article: &'static str,
    zh: &'static str,
    en: &'static str,
}

#[derive(Debug, Serialize)]
struct EventDoc {
    code: &'static str,
    zh: &'static str,
    en: &'static str,
    document: &'static str,
    article: &'static str,
    fields: Vec<FieldDoc>,
}

#[derive(Debug, Serialize)]
struct FieldDoc {
    name: &'static str,
    required: bool,
    zh: &'static str,
    en: &'static str,
    value: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    marks: Option<&'static str>,
}

#[derive(Debug, Serialize)]
struct CodeDoc {
    list: String,
    code: String,
    zh: String,
    en: String,
    article: String,
}

#[derive(Debug, Serialize)]
struct Words2 {
    zh: &'static str,
    en: &'static str,
}

impl From<Words> for Words2 {
    fn from(words: Words) -> Self {
        Self { zh: words.zh, en: words.en }
    }
}

/// Collects what the tables, the vocabulary and the code lists say.
pub fn lifecycle(law: &Law) -> Lifecycle {
    Lifecycle {
        machines: machines().map(machine_doc).collect(),
        events: EVENTS.iter().map(event_doc).collect(),
        codes: law
            .codes
            .entries()
            .map(|entry| CodeDoc {
                list: entry.list.clone(),
                code: entry.code.clone(),
                zh: entry.zh.clone(),
                en: entry.en.clone(),
                article: entry.article.clone(),
            })
            .collect(),
    }
}

fn machine_doc(machine: &'static Machine) -> MachineDoc {
    MachineDoc {
        code: machine.code,
        zh: machine.words.zh,
        en: machine.words.en,
        states: machine.states.iter().map(|(state, words)| NamedDoc { code: state.code(), zh: words.zh, en: words.en }).collect(),
        transitions: machine.transitions().map(|row| transition_doc(machine, row)).collect(),
        refused: machine
            .forbidden
            .iter()
            .map(|row| RefusedDoc {
                event: row.event.code(),
                states: row.states.iter().map(|state| state.code()).collect(),
                rule: row.rule,
                article: row.article,
                zh: row.words.zh,
                en: row.words.en,
            })
            .collect(),
    }
}

/// A row shared by several tables starts only from the states this one has.
fn starts(machine: &Machine, row: &Transition) -> Vec<&'static str> {
    row.from.iter().filter(|state| **state == State::New || machine.state_words(**state).is_some()).map(|state| state.code()).collect()
}

fn transition_doc(machine: &Machine, row: &'static Transition) -> TransitionDoc {
    TransitionDoc {
        id: row.id,
        from: starts(machine, row),
        event: row.event.code(),
        guards: row
            .guards
            .iter()
            .map(|guard| GuardDoc { rule: guard.rule, article: guard.article, zh: guard.words.zh, en: guard.words.en })
            .collect(),
        to: target(row.to),
        laws: laws(row.laws),
        automatic: row.automatic,
        article: row.article,
        effects: row.effects.into(),
    }
}

fn event_doc(event: &'static EventKind) -> EventDoc {
    EventDoc {
        code: event.code,
        zh: event.words.zh,
        en: event.words.en,
        document: event.document,
        article: event.article,
        fields: event
            .fields
            .iter()
            .map(|field| FieldDoc {
                name: field.name,
                required: field.must,
                zh: field.words.zh,
                en: field.words.en,
                value: field.shape(),
                marks: field.marks,
            })
            .collect(),
    }
}

fn target(to: To) -> String {
    match to {
        To::State(state) => state.code(),
        To::Same => "same",
        To::ClosedWhenNothingOpen => "closed, or same while a suit, a letter or part of the performance is open",
        To::EffectiveOrPerformance => "performance when duties are imposed, else effective",
        To::FinalResult => "ended when remanded or sent down, else performance or effective",
        To::EnforcementResult => "performance when permitted, else decided, after review ended",
        To::HandedOverUnlessUs => "handed-over, or same when it is us",
        To::WhenNoAppealIsLeft(State::Ended) => "ended when no other appeal is left, else same",
        To::WhenNoAppealIsLeft(_) => "performance or effective when no other appeal is left, else same",
        To::ClosedWhenAnswered => "closed when the duty is performed, else same",
        To::ObjectionResult => "ended when upheld, else in-trial",
    }
    .to_owned()
}

fn laws(laws: Laws) -> &'static [&'static str] {
    match laws {
        Laws::Both => &["2017", "2023"],
        Laws::Only2017 => &["2017"],
        Laws::Only2023 => &["2023"],
    }
}

/// The tables as a Markdown document in one language; codes are the same in both.
pub fn markdown(law: &Law, lang: Lang) -> String {
    let say = |words: Words| words.in_lang(lang);
    let head = |zh: &'static str, en: &'static str| Words { zh, en }.in_lang(lang);
    let mut out = String::new();
    let mut line = |text: String| {
        let _ = writeln!(out, "{text}");
    };
    line(format!("# {}\n", head("案件流程", "Lifecycle of a case")));
    for machine in machines() {
        line(format!("## {} `{}`\n", say(machine.words), machine.code));
        line(format!("| {} | {} |\n|---|---|", head("状态", "state"), head("含义", "meaning")));
        for (state, words) in machine.states {
            line(format!("| `{}` | {} |", state.code(), say(*words)));
        }
        line(format!(
            "\n| # | {} | {} | {} | {} | {} | {} |\n|---|---|---|---|---|---|---|",
            head("自", "from"),
            head("事项", "event"),
            head("条件", "guard"),
            head("至", "to"),
            head("效果", "effects"),
            head("依据", "article")
        ));
        for row in machine.transitions() {
            line(markdown_row(machine, row, lang));
        }
        line(format!(
            "\n| {} | {} | {} | {} | {} |\n|---|---|---|---|---|",
            head("不得", "refused"),
            head("状态", "states"),
            head("规则", "rule"),
            head("理由", "reason"),
            head("依据", "article")
        ));
        for row in machine.forbidden {
            let states = if row.states.is_empty() { head("任何", "any").to_owned() } else { codes(row.states) };
            line(format!(
                "| `{}` {} | {states} | {} | {} | {} |",
                row.event.code(),
                say(row.event.kind().words),
                row.rule,
                say(row.words),
                row.article
            ));
        }
        line(String::new());
    }
    line(format!("## {}\n", head("事项及其记载内容", "Events and their data")));
    for tag in Tag::ALL {
        let event = tag.kind();
        line(format!(
            "### `{}` {} ({})\n\n{}: {}\n",
            event.code,
            say(event.words),
            event.article,
            head("文书", "document"),
            event.document
        ));
        for field in event.fields {
            let must = if field.must { head("（必填）", " (required)") } else { "" };
            line(format!("- `{}`{must} {} — {}", field.name, say(field.words), field.shape()));
        }
        line(String::new());
    }
    line(format!(
        "## {}\n\n| {} | {} | {} | {} |\n|---|---|---|---|",
        head("代码", "Codes"),
        head("清单", "list"),
        head("代码", "code"),
        head("含义", "meaning"),
        head("依据", "article")
    ));
    for entry in law.codes.entries() {
        let meaning = if lang == Lang::Zh { &entry.zh } else { &entry.en };
        line(format!("| {} | `{}` | {meaning} | {} |", entry.list, entry.code, entry.article));
    }
    out
}

fn markdown_row(machine: &Machine, row: &Transition, lang: Lang) -> String {
    let guards: Vec<_> =
        row.guards.iter().map(|guard| format!("{} {} ({})", guard.rule, guard.words.in_lang(lang), guard.article)).collect();
    let automatic = if row.automatic { " ⏱" } else { "" };
    let laws = match row.laws {
        Laws::Both => "",
        Laws::Only2017 => " [2017]",
        Laws::Only2023 => " [2023]",
    };
    format!(
        "| {}{laws} | {} | `{}` {}{automatic} | {} | {} | {} | {} |",
        row.id,
        starts(machine, row).iter().map(|code| format!("`{code}`")).collect::<Vec<_>>().join(" "),
        row.event.code(),
        row.event.kind().words.in_lang(lang),
        guards.join("; "),
        target(row.to),
        row.effects.in_lang(lang),
        row.article
    )
}

fn codes(states: &[State]) -> String {
    states.iter().map(|state| format!("`{}`", state.code())).collect::<Vec<_>>().join(" ")
}
