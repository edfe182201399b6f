//! `fuyi period`: the calculator of statutory periods.

use clap::{Args, Subcommand};

use super::{Context, Exit, Failure, PeriodFormat, lines, output};
use crate::domain::Day;
use crate::domain::case::event::EventKind;
use crate::domain::law::{Choice, Law, Rule, ShownOnly};
use crate::domain::words::{Lang, Sentence, Words};
use crate::i18n::citation::rule_in_full;
use crate::i18n::table::{Column, Table};
use crate::i18n::tasks::{self, period as words};
use crate::service::{self, PeriodAnswer, PeriodEntry, PeriodQuestion};

/// Arguments of `fuyi period`.
#[derive(Debug, Args)]
#[command(subcommand_required = true)]
pub struct Period {
    #[command(subcommand)]
    act: Act,
}

/// What can be asked.
#[derive(Debug, Subcommand)]
enum Act {
    List(List),
    Show(Show),
    Due(Due),
}

/// `fuyi period list` takes no arguments of its own.
#[derive(Debug, Args)]
pub struct List {}

/// Arguments of `fuyi period show`.
#[derive(Debug, Args)]
pub struct Show {
    /// Id of the rule.
    #[arg(value_name = "RULE")]
    pub rule: String,
}

/// Arguments of `fuyi period due`.
#[derive(Debug, Args)]
pub struct Due {
    /// Id of the rule.
    #[arg(value_name = "RULE", required_unless_present = "stdin", conflicts_with = "stdin")]
    pub rule: Option<String>,
    /// Trigger day.
    #[arg(long, value_name = "DATE", required_unless_present = "stdin", conflicts_with = "stdin")]
    pub from: Option<Day>,
    /// Days that do not count.
    #[arg(long, value_name = "FROM..TO", value_parser = interval, conflicts_with = "stdin")]
    pub exclude: Vec<(Day, Day)>,
    /// Days of an extension.
    #[arg(long, value_name = "N", conflicts_with = "stdin")]
    pub extend: Option<u32>,
    /// Day another text counts it from.
    #[arg(long, value_name = "DATE", conflicts_with = "stdin")]
    pub latest_from: Option<Day>,
    /// Questions from stdin, one JSON object a line.
    #[arg(long)]
    pub stdin: bool,
    /// Shape of the answer.
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: PeriodFormat,
}

fn interval(text: &str) -> Result<(Day, Day), String> {
    let (from, until) = text.split_once("..").ok_or("FROM..TO")?;
    Ok((from.parse().map_err(|_| "FROM..TO")?, until.parse().map_err(|_| "FROM..TO")?))
}

/// Answers.
pub(super) fn run(context: &Context, args: Period) -> Result<Exit, Failure> {
    let (law, lang) = (context.books()?.law, context.lang());
    match args.act {
        Act::List(_) => output::put(&list(&law, lang))?,
        Act::Show(args) => output::put(&match service::period_entry(&law, &args.rule)? {
            PeriodEntry::Period(rule) => show(&law, rule, lang),
            PeriodEntry::ShownOnly(entry) => show_only(&entry, lang),
        })?,
        Act::Due(Due { stdin: true, .. }) => lines::answer(lang, |line| service::period_line(&law, line))?,
        Act::Due(Due { rule: Some(rule), from: Some(from), exclude, extend, latest_from, format, .. }) => {
            let answer = service::period_due(&law, &PeriodQuestion { rule, from, exclude, extend, latest_from })?;
            match format {
                PeriodFormat::Text => output::put(&text(&law, &answer, lang))?,
                PeriodFormat::Json => output::json(&answer)?,
                PeriodFormat::Jsonl => output::json_line(&answer)?,
            }
        }
        Act::Due(_) => return Err(Failure::usage(crate::i18n::usage::missing_arguments("RULE --from", "RULE --from"))),
    }
    Ok(Exit::Done)
}

fn list(law: &Law, lang: Lang) -> String {
    let mut table = Table::new(words::COLUMNS.map(|heading| Column::words(heading.in_lang(lang))));
    for rule in &law.rules.rules {
        table.row([
            rule.id.clone(),
            words::length(rule.length, rule.unit).in_lang(lang).to_owned(),
            rule.obligation().in_lang(lang).to_owned(),
            rule_in_full(&rule.citation(), lang),
        ]);
    }
    for entry in law.rules.shown_only() {
        table.row([
            entry.id.to_owned(),
            words::NEVER_COMPUTED.in_lang(lang).to_owned(),
            entry.why.words().in_lang(lang).to_owned(),
            rule_in_full(&entry.citation, lang),
        ]);
    }
    table.text()
}

/// A rule for a person.
fn show(law: &Law, rule: &Rule, lang: Lang) -> String {
    let trigger = match (lang, law.rules.event(&rule.trigger_event)) {
        (Lang::Zh, Some(event)) => &event.zh,
        _ => &rule.trigger,
    };
    let mut lines = vec![
        (words::CITATION, rule_in_full(&rule.citation(), lang)),
        (words::LENGTH, words::length(rule.length, rule.unit).in_lang(lang).to_owned()),
        (words::BOUND, rule.bound.words().in_lang(lang).to_owned()),
        (words::TRIGGER, format!("{trigger} ({})", rule.trigger_event)),
        (words::SATISFIED_BY, rule.satisfied_by.join(" | ")),
        (words::ON_EXPIRY, rule.on_expiry().in_lang(lang).to_owned()),
        (words::QUOTE, rule.quote.clone()),
        (words::NOTE, rule.note().in_lang(lang).to_owned()),
    ];
    for exclusion in &rule.suspends_during {
        let event = || exclusion.opened_by.as_deref().and_then(EventKind::of).map(|kind| Sentence::from(kind.words));
        let name = exclusion.name.clone().or_else(event).unwrap_or_else(|| Sentence::new(&exclusion.code, &exclusion.code));
        let said = [name.in_lang(lang), &rule_in_full(&exclusion.cite, lang), exclusion.basis().in_lang(lang)].join("  ");
        lines.push((words::EXCLUDED, said));
    }
    for (question, choices) in law.questions_of(rule) {
        let (id, topic, text) = (&question.id, question.topic.in_lang(lang), question.text.in_lang(lang));
        lines.push((words::AMBIGUITY, words::question(id, topic, text).in_lang(lang).to_owned()));
        let chosen = |choice: Choice| format!("law.{} = \"{}\"  {}", choice.setting, choice.code, choice.words.in_lang(lang));
        lines.extend(choices.into_iter().map(|choice| (words::CHOSEN, chosen(choice))));
        lines.push((words::BUILT_IN, question.built_in.as_ref().map(|reading| reading.in_lang(lang).to_owned()).unwrap_or_default()));
    }
    page(&format!("{}  {}", rule.id, rule.obligation().in_lang(lang)), lines, lang)
}

/// An entry that is never computed, for a person.
fn show_only(entry: &ShownOnly<'_>, lang: Lang) -> String {
    let lines = vec![
        (words::CITATION, rule_in_full(&entry.citation, lang)),
        (words::NEVER_COMPUTED, entry.why.words().in_lang(lang).to_owned()),
        (words::CONTENT, entry.content.in_lang(lang).to_owned()),
        (words::QUOTE, entry.quote.to_owned()),
        (words::NOTE, entry.note.in_lang(lang).to_owned()),
    ];
    page(entry.id, lines, lang)
}

/// A title, and under it every line that says something.
fn page(title: &str, lines: Vec<(Words, String)>, lang: Lang) -> String {
    let mut out = format!("{title}\n");
    for (heading, value) in lines.into_iter().filter(|(_, value)| !value.is_empty()) {
        out.push_str(&format!("{}  {value}\n", heading.in_lang(lang)));
    }
    out
}

fn text(law: &Law, answer: &PeriodAnswer, lang: Lang) -> String {
    let due = answer.due_on.map_or_else(|| tasks::case::STANDING.in_lang(lang).to_owned(), |day| day.to_string());
    let provisional = if answer.provisional { tasks::case::PROVISIONAL.in_lang(lang) } else { "" };
    let latest = answer.latest_on.filter(|latest| Some(*latest) != answer.due_on).map(words::latest);
    let latest = latest.as_ref().map_or("", |latest| latest.in_lang(lang));
    let mut out = format!("{due}{latest}{provisional}");
    if let Some(rule) = law.rules.version(&answer.rule, answer.from) {
        out.push_str(&format!("  {} ({})", rule.obligation().in_lang(lang), rule_in_full(&rule.citation(), lang)));
    }
    out.push('\n');
    for step in &answer.trace {
        out.push_str(&format!("    {}\n", step.words.in_lang(lang)));
    }
    out
}
