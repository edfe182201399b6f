//! The calculator: a rule and a day give the last day, with every step. The question stands in the address, so that it can be sent on.

use askama::Template;

use super::rules::title;
use crate::domain::Day;
use crate::domain::law::Law;
use crate::domain::words::{Lang, Sentence, Words};
use crate::http::form::Fields;
use crate::http::{Call, Problem, Rendered};
use crate::i18n::citation::rule_in_full;
use crate::i18n::pages::{self as words, books as said};
use crate::i18n::tasks::period::length;
use crate::service::{self, Database, PeriodAnswer, PeriodQuestion};
use crate::web::shell::{Shell, page, query};

#[derive(Template)]
#[template(path = "books/calculator.html", config = "src/web/askama.toml")]
struct Calculator {
    shell: Shell,
    /// Title of a law; id and name of its rules.
    groups: Vec<(String, Vec<(String, String)>)>,
    asked: Asked,
    answer: Option<Answer>,
}

/// What was typed.
struct Asked {
    rule: String,
    from: String,
    exclude: Vec<(String, String)>,
    extend: String,
    latest_from: String,
}

struct Answer {
    obligation: String,
    article: String,
    days: Vec<(Words, String)>,
    state: &'static str,
    steps: Vec<StepRow>,
}

struct StepRow {
    kind: &'static str,
    words: String,
    article: String,
    on: String,
}

/// Stretches of days the form has room for.
const STRETCHES: usize = 3;

impl Asked {
    fn of(fields: &Fields) -> Self {
        let (first, until): (Vec<&str>, Vec<&str>) = (fields.all("exclude").collect(), fields.all("until").collect());
        let rows = first.len().max(until.len()).clamp(STRETCHES, 2 * STRETCHES);
        let typed = |days: &[&str], row: usize| days.get(row).copied().unwrap_or_default().to_owned();
        let exclude = (0..rows).map(|row| (typed(&first, row), typed(&until, row))).collect();
        let text = |name| fields.get(name).to_owned();
        Self { rule: text("rule"), from: text("from"), exclude, extend: text("extend"), latest_from: text("latest_from") }
    }

    /// The question, or what cannot be read of it.
    fn question(&self) -> Result<PeriodQuestion, Sentence> {
        let day = |field: Words, text: &str| text.parse::<Day>().map_err(|_| said::not_a_day(field, text));
        let stretch = |(from, until): &(String, String)| Ok((day(said::EXCLUDE_FROM, from)?, day(said::EXCLUDE_UNTIL, until)?));
        let typed = self.exclude.iter().filter(|(from, until)| !(from.is_empty() && until.is_empty()));
        let extend = match self.extend.as_str() {
            "" => None,
            text => Some(text.parse().map_err(|_| said::not_a_number(said::EXTEND, text))?),
        };
        Ok(PeriodQuestion {
            latest_from: Some(&self.latest_from).filter(|text| !text.is_empty()).map(|text| day(said::LATEST_FROM, text)).transpose()?,
            rule: self.rule.clone(),
            from: day(said::FROM, &self.from)?,
            exclude: typed.map(stretch).collect::<Result<_, Sentence>>()?,
            extend,
        })
    }
}

/// `GET /calculator`.
pub fn show(call: &Call, _: &mut Database) -> Result<Rendered, Problem> {
    let (law, lang) = (&call.books.law, call.lang);
    let fields = query(call)?;
    let asked = Asked::of(&fields);
    let shell = Shell::of(call, words::CALCULATOR);
    let groups = groups(law, lang);
    if asked.rule.is_empty() || asked.from.is_empty() {
        return page(200, &Calculator { shell, groups, asked, answer: None });
    }
    let answered = asked.question().and_then(|question| service::period_due(law, &question).map_err(|error| error.sentence()));
    match answered {
        Ok(due) => {
            let answer = Some(answer(law, &due, &shell));
            page(200, &Calculator { shell, groups, asked, answer })
        }
        Err(fault) => page(422, &Calculator { shell: shell.with_fault(&fault), groups, asked, answer: None }),
    }
}

fn groups(law: &Law, lang: Lang) -> Vec<(String, Vec<(String, String)>)> {
    let mut groups = Vec::new();
    for entry in &law.rules.laws {
        let rules = law.rules.rules.iter().filter(|rule| rule.law == entry.key);
        let rules: Vec<(String, String)> = rules
            .map(|rule| {
                let (obligation, length) = (rule.obligation(), length(rule.length, rule.unit));
                (rule.id.clone(), format!("{} ({}) – {}", obligation.in_lang(lang), length.in_lang(lang), rule.id))
            })
            .collect();
        if !rules.is_empty() {
            groups.push((title(entry, lang).to_owned(), rules));
        }
    }
    groups
}

fn answer(law: &Law, due: &PeriodAnswer, shell: &Shell) -> Answer {
    let lang = shell.lang;
    let rule = law.rules.version(&due.rule, due.from);
    let day = |day: Option<Day>| day.map_or_else(|| shell.say(said::CLOCK_STANDS).to_owned(), |day| shell.day(day));
    let mut days = match due.latest_on == due.due_on {
        true => vec![(said::LAST_DAY, day(due.due_on))],
        false => vec![(said::SAFE_DAY, day(due.due_on)), (said::LATEST_DAY, day(due.latest_on))],
    };
    if due.nominal_on != due.due_on {
        days.push((said::NOMINAL_DAY, day(due.nominal_on)));
    }
    let steps = due.trace.iter().map(|step| StepRow {
        kind: step.kind.words().in_lang(lang),
        words: step.words.in_lang(lang).to_owned(),
        article: rule_in_full(&step.article, lang),
        on: step.on.map(|day| shell.day(day)).unwrap_or_default(),
    });
    Answer {
        obligation: rule.map(|rule| rule.obligation().in_lang(lang).to_owned()).unwrap_or_default(),
        article: rule.map(|rule| rule_in_full(&rule.citation(), lang)).unwrap_or_default(),
        days,
        state: shell.say(if due.provisional { said::PROVISIONAL } else { said::FIRM }),
        steps: steps.collect(),
    }
}
