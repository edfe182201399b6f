//! What-if: a history as JSON, answered with the state it makes, the first refusal, the lawful next steps and the deadlines.

use serde::{Deserialize, Serialize};

use crate::domain::Day;
use crate::domain::case::appearance::{Finding, findings};
use crate::domain::case::transition::NextStep;
use crate::domain::case::{Attributes, Case, CaseKind, Entry, EntryJson, History, Refusal, Replay, machine_of, replay};
use crate::domain::deadline::{Explained, explained};
use crate::domain::law::Law;
use crate::domain::reading;
use crate::domain::words::{Lang, Sentence};

/// A history to replay.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Question {
    kind: CaseKind,
    events: Vec<EntryJson>,
    /// Day to answer for; without it the day of asking.
    today: Option<Day>,
}

/// What a history amounts to.
#[derive(Debug, Serialize)]
pub struct ReplayAnswer {
    /// State code on the day.
    pub state: &'static str,
    /// Name of the state in the chosen language.
    pub state_name: &'static str,
    /// Kind of record, litigation only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instance: Option<&'static str>,
    /// Attributes that change inside a state.
    pub attributes: Attributes,
    /// Outcome code.
    pub outcome: Option<String>,
    /// Name of the outcome in the chosen language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome_name: Option<String>,
    /// Day received.
    pub received_on: Option<Day>,
    /// Day accepted.
    pub accepted_on: Option<Day>,
    /// Day concluded.
    pub concluded_on: Option<Day>,
    /// First event the law refuses; everything else is the case before it.
    pub refused: Option<RefusalAnswer>,
    /// Facts a ledger did not carry.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub not_recorded: Vec<NotRecorded>,
    /// Absences and other faults at court hearings, with their consequences (AP-12, JI-128).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub appearance: Vec<AppearanceFault>,
    /// Lawful next steps.
    pub next: Vec<NextAnswer>,
    /// Statutory periods.
    pub deadlines: Vec<Explained>,
}

/// A refusal in JSON.
#[derive(Debug, Serialize)]
pub struct RefusalAnswer {
    /// Position of the event, from 0.
    pub index: usize,
    /// Its code.
    pub event: String,
    /// Rule.
    pub rule: String,
    /// Article.
    pub article: String,
    /// Reason in the chosen language.
    pub reason: String,
}

/// A fact a ledger did not carry.
#[derive(Debug, Serialize)]
pub struct NotRecorded {
    /// Rule that could not be checked.
    pub rule: &'static str,
    /// What is not recorded.
    pub what: String,
}

/// A fault at a court hearing.
#[derive(Debug, Serialize)]
pub struct AppearanceFault {
    /// Code of the consequence (NA) or of the rule.
    pub rule: &'static str,
    /// Article.
    pub article: &'static str,
    /// Day of the hearing.
    pub on: Day,
    /// The agency, when the hearing names it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agency: Option<String>,
    /// What it did, in the chosen language.
    pub what: &'static str,
}

impl AppearanceFault {
    fn new(finding: Finding, lang: Lang) -> Self {
        let Finding { on, agency, fault } = finding;
        Self { rule: fault.code(), article: fault.article(), on, agency, what: fault.words().in_lang(lang) }
    }
}

/// A lawful next step in JSON.
#[derive(Debug, Serialize)]
pub struct NextAnswer {
    /// Event code.
    pub event: &'static str,
    /// Name in the chosen language.
    pub name: &'static str,
    /// Row of the table.
    pub row: &'static str,
    /// Article.
    pub article: &'static str,
    /// Fields the event must carry.
    pub needs: Vec<&'static str>,
    /// Conditions that do not hold yet.
    pub waits_for: Vec<String>,
}

impl RefusalAnswer {
    fn new(refusal: Refusal, lang: Lang) -> Self {
        Self {
            index: refusal.position,
            event: refusal.event.to_owned(),
            rule: refusal.rule,
            article: refusal.article.to_owned(),
            reason: refusal.reason.in_lang(lang).to_owned(),
        }
    }

    fn unreadable(index: usize, event: &str, sentence: &Sentence, lang: Lang) -> Self {
        Self { index, event: event.to_owned(), rule: "DATA".into(), article: String::new(), reason: sentence.in_lang(lang).to_owned() }
    }
}

impl NextAnswer {
    /// A step in one language.
    pub fn new(step: &NextStep, lang: Lang) -> Self {
        let kind = step.event.kind();
        Self {
            event: kind.code,
            name: kind.words.in_lang(lang),
            row: step.row,
            article: step.article,
            needs: kind.fields.iter().filter(|field| field.must).map(|field| field.name).collect(),
            waits_for: step.waits_for.iter().map(|(rule, reason)| format!("{} ({rule})", reason.in_lang(lang))).collect(),
        }
    }
}

impl ReplayAnswer {
    /// The answer for a replayed history on a day; deadlines warn so many working days before.
    pub fn new(replayed: Replay, today: Day, law: &Law, warn_before: &[u32], lang: Lang) -> Self {
        let (case, next) = replayed.as_of(today, law);
        let deadlines = explained(law, &case, today, warn_before);
        let outcome = case.standing_outcome().map(ToString::to_string);
        let outcome_name = outcome
            .as_deref()
            .and_then(|code| law.codes.outcome(code))
            .map(|entry| if lang == Lang::Zh { entry.zh.clone() } else { entry.en.clone() });
        let state_name = machine_of(&case).state_words(case.state).map_or("—", |words| words.in_lang(lang));
        let appearance = findings(&case).into_iter().map(|finding| AppearanceFault::new(finding, lang)).collect();
        let Case { state, instance, attributes, received_on, accepted_on, concluded_on, .. } = case;
        Self {
            state: state.code(),
            state_name,
            instance: instance.map(|instance| instance.code()),
            attributes,
            outcome,
            outcome_name,
            received_on,
            accepted_on,
            concluded_on,
            refused: replayed.refused.map(|refusal| RefusalAnswer::new(refusal, lang)),
            not_recorded: replayed
                .unrecorded
                .iter()
                .map(|(rule, what)| NotRecorded { rule, what: what.in_lang(lang).to_owned() })
                .collect(),
            appearance,
            next: next.iter().map(|step| NextAnswer::new(step, lang)).collect(),
            deadlines,
        }
    }
}

/// Answers one line; an event that cannot be read is the first refusal.
///
/// # Errors
/// The line is not a history: what is wrong with it, as a sentence.
pub fn replay_line(line: &str, today: Day, law: &Law, warn_before: &[u32], lang: Lang) -> Result<ReplayAnswer, Sentence> {
    let question: Question = serde_json::from_str(line)
        .map_err(|fault| reading::json(&fault))
        .map_err(|fault| Sentence::new(format!("该行不是案件历史：{}", fault.zh), format!("the line is not a history: {}", fault.en)))?;
    let mut history = History::default();
    let mut unreadable = None;
    for (index, json) in question.events.into_iter().enumerate() {
        let code = json.event.clone();
        match Entry::try_from(json) {
            Ok(entry) => history.0.push(entry),
            Err(error) => {
                unreadable = Some(RefusalAnswer::unreadable(index, &code, &error.sentence(), lang));
                break;
            }
        }
    }
    let mut answer = ReplayAnswer::new(replay(question.kind, &history, law), question.today.unwrap_or(today), law, warn_before, lang);
    answer.refused = answer.refused.or(unreadable);
    Ok(answer)
}
