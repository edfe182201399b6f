//! Synthetic histories of several years, for benches and trials: lawful, anonymised, and the same for the same seed.

use std::ops::ControlFlow;

use chrono::{Datelike, Days, NaiveDate};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::ahead::ahead;
use super::books::Books;
use super::error::ServiceError;
use crate::clock::day_of;
use crate::domain::Day;
use crate::domain::case::event::*;
use crate::domain::case::field::Many;
use crate::domain::case::parts::*;
use crate::domain::case::{Case, CaseKind, Entry, History};
use crate::store::{Act, BulkCase, Database, NewBatch, NewCase, StoreError};

/// First and last year of the synthetic cases.
const YEARS: std::ops::RangeInclusive<i32> = 2016..=2024;
/// Units of the synthetic district: departments, then townships and streets.
const DEPARTMENTS: u32 = 40;
const TOWNS: u32 = 24;
const SURNAMES: [&str; 12] = ["王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙"];
const MATTERS: [&str; 6] = ["行政处罚", "举报投诉处理", "信息公开", "行政不作为", "行政征收", "行政许可"];
const CATEGORIES: [&str; 5] = ["公安", "市场监管", "自然资源", "城市管理", "其他"];

/// Writes so many synthetic cases in one batch; their number.
///
/// # Errors
/// The same seed was used in this database before, or what the engine reports.
pub fn generate(url: &str, books: &Books, cases: u64, seed: u64, act: &Act<'_>) -> Result<u64, ServiceError> {
    let today = day_of(act.at);
    let (fresh, mut database) = Database::create_for(url)?;
    books.remembered_by(&mut database)?;
    let file_name = format!("synthetic-{seed}");
    let batch = NewBatch { file_name: &file_name, file_sha256: &file_name, mapping: "", units: &units() };
    let tell = |put: &mut dyn FnMut(BulkCase) -> ControlFlow<()>| {
        let _ = synthetic(seed, cases).try_for_each(|(number, kind, history)| put(bulk(books, number, kind, history, today)));
    };
    let loaded: Result<_, StoreError> =
        ahead(tell, |mut cases| database.bulk_load(&batch, |put| Iterator::try_for_each(&mut cases, put), act));
    let cases = loaded?.cases;
    fresh.keep();
    Ok(cases)
}

/// Units of the synthetic district with a short name each.
fn units() -> Vec<(String, Vec<String>)> {
    (0..DEPARTMENTS + TOWNS).map(|index| (unit(index), vec![unit(index).replace("平湛区", "区")])).collect()
}

fn unit(index: u32) -> String {
    match index {
        index if index < DEPARTMENTS => format!("平湛区第{:02}局", index + 1),
        index => format!("平湛区第{:02}街道办事处", index - DEPARTMENTS + 1),
    }
}

fn bulk(books: &Books, number: String, kind: CaseKind, history: History, today: Day) -> BulkCase {
    let case = Case::fold(kind, &history, &books.law);
    let projection = books.projection(&case, &history, today);
    BulkCase { case: NewCase { kind, number: Some(number), handler: None, entries: history.0, projection }, origin: None }
}

/// Case numbers, kinds and lawful histories, in the order of their numbers.
pub fn synthetic(seed: u64, cases: u64) -> impl Iterator<Item = (String, CaseKind, History)> {
    let mut chance = ChaCha8Rng::seed_from_u64(seed);
    (0..cases).map(move |index| {
        let year = YEARS.start() + (index % YEARS.count() as u64) as i32;
        let sequence = index / YEARS.count() as u64 + 1;
        let day = chance.random_range(0..330);
        let start = NaiveDate::from_yo_opt(year, 1).unwrap_or_default() + Days::new(day);
        let mut told = Told { chance: &mut chance, on: start, entries: Vec::with_capacity(8) };
        if sequence.is_multiple_of(3) {
            told.suit();
            (format!("（{year}）合{seed:04}行初{sequence}号"), CaseKind::Litigation, History(told.entries))
        } else {
            told.reconsideration();
            (format!("合{seed}政复决字〔{year}〕{sequence}号"), CaseKind::Reconsideration, History(told.entries))
        }
    })
}

/// A history being told, day after day.
struct Told<'a> {
    chance: &'a mut ChaCha8Rng,
    on: Day,
    entries: Vec<Entry>,
}

impl Told<'_> {
    fn tell(&mut self, days_later: u64, event: impl Into<Event>) {
        self.on = self.on + Days::new(days_later);
        self.entries.push(Entry::recorded(self.on, event));
    }

    fn roll(&mut self, percent: u32) -> bool {
        self.chance.random_range(0..100) < percent
    }

    fn one_of<'b>(&mut self, words: &[&'b str]) -> &'b str {
        words[self.chance.random_range(0..words.len())]
    }

    fn party(&mut self) -> Many<Party> {
        let name = format!("{}某{}", self.one_of(&SURNAMES), if self.roll(50) { "某" } else { "" });
        Many(vec![Party { name, kind: Some(PartyKind::Citizen), agent: None }])
    }

    fn unit(&mut self) -> String {
        unit(self.chance.random_range(0..DEPARTMENTS + TOWNS))
    }

    fn reconsideration(&mut self) {
        let omission = self.roll(20);
        let received = ApplicationReceived {
            applicants: Some(self.party()),
            respondents: Some(Many(vec![self.unit()])),
            matter: Some(if omission { "行政不作为" } else { self.one_of(&MATTERS) }.into()),
            category: Some(self.one_of(&CATEGORIES).into()),
            omission: Some(omission),
            ..ApplicationReceived::default()
        };
        self.tell(0, received);
        if self.roll(8) {
            let ground = Some(Many(vec![self.one_of(&["RJ-2", "RJ-4", "RJ-5"]).into()]));
            return self.tell(3, Rejected { ground, ..Rejected::default() });
        }
        let later = self.chance.random_range(0..4);
        self.tell(later, Accepted { procedure: Some(Procedure::General), staff: Some(2), ..Accepted::default() });
        let received_on = Some(self.on + Days::new(4));
        self.tell(2, CopySent { received_on, ..CopySent::default() });
        self.tell(9, ReplyReceived { complete: Some(true), ..ReplyReceived::default() });
        if self.roll(20) {
            let reason = Some(self.one_of(&["settlement", "act-changed", "other"]).into());
            self.tell(5, WithdrawalRequested { reason, ..WithdrawalRequested::default() });
            self.tell(1, WithdrawalGranted::default());
            return self.tell(1, Terminated { ground: Some("TE-1".into()), ..Terminated::default() });
        }
        self.tell(6, OpinionsHeard { means: Some("phone".into()), ..OpinionsHeard::default() });
        let outcome = match (omission, self.chance.random_range(0..100)) {
            (true, 0..30) => "PERFORM",
            (true, _) => "DISMISS-CLAIM",
            (false, 0..60) => "MAINTAIN",
            (false, 60..75) => "REVOKE-REMAKE",
            (false, 75..85) => "REVOKE",
            (false, 85..93) => "ILLEGAL-NOTHING-TO-REVOKE",
            (false, _) => "VARY",
        };
        let later = self.chance.random_range(5..38);
        let performance_until = (outcome == "PERFORM").then(|| self.on + Days::new(later + 60));
        let made = DecisionMade {
            outcome: Some(outcome.into()),
            approved_by: Some(Approver::OrganHead),
            performance_until,
            ..DecisionMade::default()
        };
        self.tell(later, made);
        if self.on.year() == *YEARS.end() && self.on.month() == 12 {
            return; // the last ones are still to be served
        }
        self.tell(3, DecisionServed::default());
        if ["PERFORM", "REVOKE-REMAKE", "VARY"].contains(&outcome) && self.roll(95) {
            self.tell(30, Performed::default());
        }
    }

    fn suit(&mut self) {
        let agency = self.unit();
        let received = ComplaintReceived {
            court: Some("平湛区人民法院".into()),
            plaintiffs: Some(self.party()),
            agencies: Some(Many(vec![AgencyOnInstance { agency, role: AgencyRole::Defendant, received_on: None }])),
            matter: Some(self.one_of(&MATTERS).into()),
            category: Some(self.one_of(&CATEGORIES).into()),
            ..ComplaintReceived::default()
        };
        self.tell(0, received);
        self.tell(12, DefenceAndEvidenceSubmitted::default());
        if self.roll(15) {
            self.tell(10, WithdrawalRequested::default());
            let reason = Some(self.one_of(&["WR-1", "WR-2"]).into());
            return self.tell(2, WithdrawalPermitted { reason, ..WithdrawalPermitted::default() });
        }
        let appeared = self.roll(90);
        let appearance =
            Appearance { attended_by_rp: Some(appeared), rp_kind: appeared.then(|| "RP-DEPUTY".into()), ..Appearance::default() };
        self.tell(20, HearingHeld { appearances: Some(Many(vec![appearance])), ..HearingHeld::default() });
        let outcome = match self.chance.random_range(0..100) {
            0..70 => "J-DISMISS-CLAIM",
            70..82 => "J-REVOKE-REMAKE",
            82..92 => "J-ILLEGAL-NOTHING",
            _ => "J-PERFORM",
        };
        self.tell(35, JudgmentAnnounced { outcome: Some(outcome.into()), ..JudgmentAnnounced::default() });
        self.tell(5, JudgmentServed::default());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::case::replay;
    use crate::domain::law::Law;

    #[test]
    fn synthetic_histories_are_lawful_and_repeat_with_their_seed() {
        let law = Law::bundled().unwrap();
        for (number, kind, history) in synthetic(7, 3_000) {
            assert_eq!(replay(kind, &history, &law).refused, None, "{number}");
        }
        assert!(synthetic(7, 500).eq(synthetic(7, 500)));
        assert!(!synthetic(7, 500).eq(synthetic(8, 500)));
    }
}
