//! Case files and lists for a terminal.

use std::collections::HashSet;
use std::fmt::Write;

use crate::domain::Day;
use crate::domain::deadline::Explained;
use crate::domain::words::{Lang, Words};
use crate::i18n::citation::{in_full, rule_in_full};
use crate::i18n::table::{Column, Table};
use crate::i18n::tasks::case as words;
use crate::service::{CaseFile, CaseListed, state_words};

/// One case file: state, history, what may happen next and by when.
pub(super) fn file(file: &CaseFile, today: Day, lang: Lang) -> String {
    let answer = &file.answer;
    let number = file.number.clone().unwrap_or_else(|| format!("#{}", file.id));
    let mut out = format!("{number}  {}\n", file.kind.words().in_lang(lang));
    let mut line = |text: String| {
        let _ = writeln!(out, "{text}");
    };
    let withdrawn = if file.withdrawn { words::WITHDRAWN.in_lang(lang) } else { "" };
    line(format!("{}  {}{withdrawn}", words::STATE.in_lang(lang), answer.state_name));
    if let Some(outcome) = &answer.outcome {
        let name = answer.outcome_name.as_deref().unwrap_or_default();
        line(format!("{}  {name} {outcome}", words::OUTCOME.in_lang(lang)));
    }
    line(format!("\n{}", words::HISTORY.in_lang(lang)));
    for entry in &file.history {
        let undated = if entry.entry.undated { words::UNDATED.in_lang(lang) } else { "" };
        let annulled = if entry.annulled { words::ANNULLED.in_lang(lang) } else { "" };
        line(format!("  {:>3}  {undated}{}  {}{annulled}", entry.position, entry.entry.on, entry.name));
    }
    line(format!("\n{}", words::DEADLINES.in_lang(lang)));
    for deadline in &answer.deadlines {
        line(format!("  {}", in_one_line(deadline, today, lang)));
        for step in &deadline.trace {
            line(format!("      {}", step.words.in_lang(lang)));
        }
    }
    line(format!("\n{}", words::NEXT.in_lang(lang)));
    for step in &answer.next {
        line(format!("  {}  {} ({})", step.event, step.name, in_full(step.article, lang)));
        if !step.needs.is_empty() {
            line(format!("      {}{}", words::NEEDS.in_lang(lang), step.needs.join(words::AND.in_lang(lang))));
        }
        for reason in &step.waits_for {
            line(format!("      {}{reason}", words::WAITS_FOR.in_lang(lang)));
        }
    }
    if !answer.not_recorded.is_empty() {
        line(format!("\n{}", words::NOT_RECORDED.in_lang(lang)));
        let mut said = HashSet::new();
        for fact in answer.not_recorded.iter().filter(|fact| said.insert(&fact.what)) {
            line(format!("  {} ({})", fact.what, fact.rule));
        }
    }
    out
}

/// A deadline: its day and how sure that is, how it stands, what must be done, by whom, and why.
fn in_one_line(deadline: &Explained, today: Day, lang: Lang) -> String {
    let due = deadline.due_on.map_or_else(|| words::STANDING.in_lang(lang).to_owned(), |day| day.to_string());
    let flag = |holds: bool, flag: Words| if holds { flag.in_lang(lang) } else { "" };
    let (provisional, estimated) = (flag(deadline.provisional, words::PROVISIONAL), flag(deadline.estimated, words::ESTIMATED));
    let stands = words::stands(deadline.standing(), today);
    let who = words::whose(deadline.whose, deadline.bound, deadline.unit.as_deref());
    format!(
        "{due}{provisional}{estimated}  {}  {}  {} ({})",
        stands.in_lang(lang),
        deadline.obligation.in_lang(lang),
        who.in_lang(lang),
        rule_in_full(&deadline.article, lang)
    )
}

/// A list of cases.
pub(super) fn list(cases: &[CaseListed], lang: Lang) -> String {
    let columns: Vec<Column> = words::COLUMNS.iter().map(|heading| Column::words(heading.in_lang(lang))).collect();
    let mut table = Table::new(columns);
    let day = |day: Option<Day>| day.map_or_else(String::new, |day| day.to_string());
    for case in cases {
        table.row([
            case.cursor.id.to_string(),
            case.number.clone().unwrap_or_default(),
            state_words(case).map_or(case.state.as_str(), |words| words.in_lang(lang)).to_owned(),
            case.parties.clone(),
            day(case.received_on),
            day(case.accepted_on),
            day(case.concluded_on),
        ]);
    }
    table.text()
}
