//! What both kinds of case have in common: numbers, people, and the words that stand for outcomes.

use super::outcome::{OutcomeGroup, OutcomeNames};
use super::record::Record;
use super::text::{clean, key};
use super::vocabulary::{Column, Vocabulary};
use crate::domain::Day;
use crate::domain::case::field::Many;
use crate::domain::case::parts::Party;
use crate::domain::case::{CaseKind, CaseNumber};
use crate::domain::words::Sentence;

/// The number of the case, which every row must carry.
pub(super) fn number(record: &mut Record, kind: CaseKind) -> Option<CaseNumber> {
    let text = record.text(Column::Number).unwrap_or_default();
    let number = match CaseNumber::parse(&text) {
        Ok(number) => number,
        Err(_) if record.is_at_fault(Column::Number) => return None,
        Err(fault) => {
            let fault = fault.sentence();
            record.fault(Column::Number, Sentence::new(format!("合格的案号；{}", fault.zh), format!("a sound case number; {}", fault.en)));
            return None;
        }
    };
    if !number.fits(kind) {
        record.fault(
            Column::Number,
            match kind {
                CaseKind::Litigation => {
                    Sentence::new("法院案号，如（2023）豫0411行初12号", "a court's number, such as （2023）豫0411行初12号")
                }
                _ => Sentence::new("复议案号，如某政复决字〔2023〕59号", "a number of a reconsideration, such as 某政复决字〔2023〕59号"),
            },
        );
        return None;
    }
    Some(number)
}

/// The applicants or plaintiffs, and how many there are when the ledger says 张某某等3人.
pub(super) fn parties(record: &mut Record, vocabulary: &Vocabulary) -> (Vec<Party>, Option<u32>) {
    let kind = record.meaning(Column::PartyKind, &vocabulary.party_kinds);
    let mut count = None;
    let parties = record
        .names(Column::Party)
        .into_iter()
        .map(|name| {
            let together = name
                .strip_suffix('人')
                .and_then(|name| name.rsplit_once('等'))
                .and_then(|(name, number)| Some((name, key(number).parse().ok()?)));
            let name = together.map_or(name.as_str(), |(first, number)| {
                count = Some(number);
                first
            });
            Party { name: clean(name).to_owned(), kind, agent: None }
        })
        .collect();
    (parties, count)
}

/// A list of values, or nothing recorded.
pub(super) fn many<T>(values: Vec<T>) -> Option<Many<T>> {
    (!values.is_empty()).then_some(Many(values))
}

/// The end of a case: its day and the code of its outcome. A ledger that gives one of them without the other contradicts
/// itself.
pub(super) fn ending(record: &mut Record, names: &OutcomeNames, group: OutcomeGroup) -> Option<(Day, String)> {
    let on = record.day(Column::ConcludedOn);
    let word = record.text(Column::Outcome);
    let code = word.as_ref().and_then(|word| names.outcome(group, word)).map(str::to_owned);
    if let (Some(word), None) = (&word, &code) {
        record.fault(
            Column::Outcome,
            Sentence::new(format!("已知的结案方式；“{word}”不在其中"), format!("a known outcome; “{word}” is none")),
        );
    }
    match (on, &word) {
        (Some(_), None) => record.contradiction(Column::ConcludedOn, Column::Outcome, "已填，而无结果：", "is given without an outcome:"),
        (None, Some(_)) => record.contradiction(Column::Outcome, Column::ConcludedOn, "已填，而无日期：", "is given without its day:"),
        _ => {}
    }
    Some((on?, code?))
}
