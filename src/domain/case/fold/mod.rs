//! The fold: how each event changes the case. It trusts its history; whether an event was allowed is for `transition`.

mod fixed;
mod interval;
mod litigation;
mod reconsideration;
mod service;

use std::borrow::Cow;

use crate::domain::Day;
use crate::domain::case::event::{Event, Tag};
use crate::domain::case::field::{Many, Outcome};
use crate::domain::case::file::*;
use crate::domain::case::history::{CaseKind, Entry, History, Source};
use crate::domain::case::machine_of;
use crate::domain::case::mark::Mark;
use crate::domain::case::parts::*;
use crate::domain::case::periods;
use crate::domain::case::transition::To;
use crate::domain::law::{Composition, Law};

impl Case {
    /// An empty file.
    pub fn new(kind: CaseKind) -> Self {
        Self {
            kind,
            instance: None,
            state: State::New,
            since: Day::MIN,
            turns: None,
            pinned: None,
            received_on: None,
            accepted_on: None,
            decide_from: None,
            concluded_on: None,
            outcome: None,
            changed_to: None,
            redecided: None,
            results: Vec::new(),
            respondents: Vec::new(),
            agencies: Vec::new(),
            parties: Vec::new(),
            matter: None,
            category: None,
            officer: None,
            court: None,
            hearings: Vec::new(),
            performance: None,
            compensation: None,
            grounds: Vec::new(),
            applicant_count: None,
            attributes: Attributes::default(),
            suspension: None,
            past_suspensions: Vec::new(),
            converted_on: None,
            letters: Vec::new(),
            feedbacks: Vec::new(),
            marks: Vec::new(),
            fixed: Vec::new(),
            extensions: Vec::new(),
            boundaries: Vec::new(),
            intervals: Vec::new(),
            links: Vec::new(),
        }
    }

    /// The case a history makes. Annulled entries are as if they had never been.
    pub fn fold(kind: CaseKind, history: &History, law: &Law) -> Self {
        let mut case = Self::new(kind);
        for (_, entry) in history.live() {
            case.apply(entry, law);
        }
        case
    }

    /// The case as it stood at the end of a day: what happened later is not looked at, whenever it was recorded.
    pub fn fold_until(kind: CaseKind, history: &History, day: Day, law: &Law) -> Self {
        let mut case = Self::new(kind);
        for (_, entry) in history.live().filter(|(_, entry)| entry.on <= day) {
            case.apply(entry, law);
        }
        case.as_of(day, law)
    }

    /// The case as of a day: with the changes that happen by themselves when a period has run out.
    pub fn as_of(&self, today: Day, law: &Law) -> Self {
        let mut case = self.clone();
        while let Some((day, tag)) = case.turns
            && day < today
        {
            case.turn(day, tag, law);
        }
        case
    }

    /// The reconsideration law that governs a step taken on a day (periods.toml `[transition]`).
    pub fn regime(&self, on: Day, law: &Law) -> Regime {
        law.governing(on, self.accepted_on.or(self.received_on), self.pinned)
    }

    /// Outcome that stands today: the re-decision when there was one.
    pub fn standing_outcome(&self) -> Option<&Outcome> {
        self.redecided.as_ref().map(|(_, outcome)| outcome).or(self.outcome.as_ref())
    }

    /// Adds one entry.
    pub fn apply(&mut self, entry: &Entry, law: &Law) {
        self.advance(entry, law);
        self.open(&entry.event);
        let tag = entry.event.tag();
        let regime = self.regime(entry.on, law);
        let row = machine_of(self).row(self.state, tag, regime);
        self.record(entry, regime, law);
        if let Some(row) = row {
            let to = self.target(row.to, &entry.event, law);
            if !entry.undated {
                self.note_effect(to, tag, entry.on, law);
            }
            self.enter(to, tag, entry.on, entry.source, law);
        }
    }

    /// An empty litigation file becomes the kind of record its first event opens.
    fn open(&mut self, event: &Event) {
        if self.state == State::New && self.kind == CaseKind::Litigation {
            self.instance = Some(crate::domain::case::litigation::instance_opened_by(event));
        }
    }

    /// The case as an entry finds it: opened, and with what has happened by itself before. Borrowed when nothing has.
    pub(in crate::domain::case) fn ready_for(&self, entry: &Entry, law: &Law) -> Cow<'_, Self> {
        let turns = self.turns.is_some_and(|(day, _)| day < entry.on);
        if !turns && self.state != State::New {
            return Cow::Borrowed(self);
        }
        let mut case = self.clone();
        case.advance(entry, law);
        case.open(&entry.event);
        Cow::Owned(case)
    }

    /// Lets pass what happens by itself before an entry: silence becomes acceptance, the period for the defence runs out.
    /// A ledger does not carry what would stop those clocks, so nothing happens by itself in a history taken from one.
    fn advance(&mut self, entry: &Entry, law: &Law) {
        while let Some((day, tag)) = self.turns
            && day < entry.on
            && entry.event.tag() != tag
            && entry.source == Source::Recorded
        {
            self.turn(day, tag, law);
        }
    }

    /// The change that happens by itself at the end of `day`.
    fn turn(&mut self, day: Day, tag: Tag, law: &Law) {
        let regime = self.regime(day, law);
        let Some(row) = machine_of(self).row(self.state, tag, regime) else {
            self.turns = None;
            return;
        };
        if tag == Tag::DeemedAccepted {
            self.deem_accepted(day, regime);
        } else {
            self.attributes.defence_closed = true;
        }
        let to = match row.to {
            To::State(state) => state,
            To::EffectiveOrPerformance => self.effective_or_performance(law),
            _ => self.state,
        };
        self.note_effect(to, tag, day, law);
        self.enter(to, tag, day, Source::Recorded, law);
    }

    /// Puts the case into a state and starts the clock that ends it by itself, if the state has one.
    fn enter(&mut self, state: State, by: Tag, on: Day, source: Source, law: &Law) {
        if state != self.state || by == Tag::SupplementReceived || by == Tag::JudgmentServed {
            if state != self.state {
                self.since = self.since.max(on);
            }
            if self.state == State::Suspended && state != State::Suspended {
                self.end_suspension(on);
            }
            self.state = state;
            self.turns = match source {
                Source::Recorded => periods::turns(self, by, on, law),
                Source::Ledger => None,
            };
        }
    }

    /// However it is left, a suspension ends with its state, and the clocks that stood in it go on.
    fn end_suspension(&mut self, on: Day) {
        self.past_suspensions.extend(self.suspension.take());
        self.close_interval(if self.kind == CaseKind::Litigation { Tag::LitigationSuspended } else { Tag::Suspended }, on);
    }

    fn target(&self, to: To, event: &Event, law: &Law) -> State {
        match to {
            To::State(state) => state,
            To::Same => self.state,
            To::ClosedWhenNothingOpen if self.something_open() => self.state,
            To::ClosedWhenNothingOpen => State::Closed,
            To::EffectiveOrPerformance => self.effective_or_performance(law),
            To::FinalResult if self.is_sent_back(law) => State::Ended,
            To::FinalResult => self.effective_or_performance(law),
            To::EnforcementResult => match (self.outcome.as_ref().map(Outcome::as_str), self.state) {
                (Some("N-PERMITTED"), _) => State::Performance,
                (_, State::Appealed) => State::Ended,
                _ => State::Decided,
            },
            To::HandedOverUnlessUs => match event {
                Event::OrganAgreed(data) if data.is_us == Some(true) => self.state,
                Event::OrganDesignated(data) if data.is_us == Some(true) => self.state,
                _ => State::HandedOver,
            },
            To::WhenNoAppealIsLeft(_) if self.attributes.appeals_open > 0 => self.state,
            To::WhenNoAppealIsLeft(State::Ended) => State::Ended,
            To::WhenNoAppealIsLeft(_) => self.effective_or_performance(law),
            To::ClosedWhenAnswered => match event {
                Event::SuggestionAnswered(data) if data.performed == Some(true) => State::Closed,
                _ => self.state,
            },
            To::ObjectionResult => match event {
                Event::JurisdictionObjectionDecided(data) if data.upheld == Some(true) => State::Ended,
                _ => State::InTrial,
            },
        }
    }

    /// A suit, an opinion letter or the rest of a partial performance keeps a case open (R24, R29).
    pub fn something_open(&self) -> bool {
        self.attributes.litigated || self.attributes.opinion_letters_open > 0 || self.attributes.partly_performed
    }

    fn effective_or_performance(&self, law: &Law) -> State {
        if self.imposes_duties(law) { State::Performance } else { State::Effective }
    }

    /// The result orders one of us to do something (23-77; APL-94): the outcome, the new one after a change, or one agency's own.
    fn imposes_duties(&self, law: &Law) -> bool {
        let own = self.results.iter().map(|result| &result.outcome);
        let duty = |outcome: &Outcome| law.codes.outcome(outcome.as_str()).is_some_and(|entry| entry.flag("duty"));
        own.chain(&self.changed_to).chain(self.standing_outcome()).any(duty)
    }

    /// Remanded or sent down: this record ends, another one goes on (outcomes.md B.8).
    fn is_sent_back(&self, law: &Law) -> bool {
        let entry = self.outcome.as_ref().and_then(|outcome| law.codes.outcome(outcome.as_str()));
        entry.is_some_and(|entry| entry.composition == Composition::Pending)
    }

    fn conclude(&mut self, on: Day, outcome: Outcome) {
        match (&self.outcome, self.attributes.overturned_by_court) {
            (Some(_), true) => self.redecided = Some((on, outcome)),
            _ => {
                self.concluded_on = Some(on);
                self.outcome = Some(outcome);
            }
        }
    }

    /// Whether the summary procedure applied on a day, also when it was converted later.
    pub fn was_summary_on(&self, day: Day) -> bool {
        self.attributes.procedure == Some(Procedure::Summary) || self.converted_on.is_some_and(|converted| day < converted)
    }

    /// Ground of the suspension that began on a day, also after the review was resumed.
    pub fn suspension_ground(&self, since: Day) -> Option<&str> {
        let mut begun = self.past_suspensions.iter().chain(&self.suspension).filter(|suspension| suspension.since == since);
        begun.next_back().and_then(|suspension| suspension.ground.as_deref())
    }

    /// Owes performance when the outcome says so; the period comes from the document, else from the Regulation.
    fn owe_performance(&mut self, due_on: Option<Day>, set_by_document: bool, law: &Law) {
        if self.imposes_duties(law) {
            let duty = self.performance.get_or_insert_default();
            duty.set_by_document |= set_by_document && due_on.is_some();
            duty.due_on = due_on.or(duty.due_on);
        }
    }

    fn mark_performed(&mut self, on: Day, partial: bool) {
        self.attributes.partly_performed = partial;
        if !partial {
            self.performance.get_or_insert_default().performed_on = Some(on);
        }
    }

    /// What the event itself says.
    fn record(&mut self, entry: &Entry, regime: Regime, law: &Law) {
        // what is performed in part is not performed
        let partial = matches!(&entry.event, Event::Performed(data) if data.partial == Some(true));
        if !entry.undated && !partial {
            self.marks.push(Mark::recorded(entry.event.code(), entry.on, entry.on));
        }
        let marks = &mut self.marks;
        entry.event.marked_days(&mut |mark, day| marks.push(Mark::recorded(mark, day, entry.on)));
        match self.kind {
            CaseKind::Litigation => self.record_litigation(entry, law),
            _ => self.record_reconsideration(entry, regime, law),
        }
        self.record_common(entry);
        self.record_service(entry, law);
        self.record_fixed_day(entry, regime, law);
    }

    fn record_common(&mut self, entry: &Entry) {
        match &entry.event {
            Event::ApplicationReceived(data) => {
                if let Some(day) = data.several_organs_on {
                    self.open_interval(Tag::OrganAgreed, day);
                }
                // what kept the applicant from applying does not count towards the time to apply (23-20(2))
                if let (Some(from), Some(until)) = (data.obstacle_from, data.obstacle_removed_on)
                    && from <= until
                {
                    self.open_interval(Tag::ApplicationReceived, from);
                    self.close_interval(Tag::ApplicationReceived, until);
                }
            }
            Event::OrganAgreed(_) | Event::OrganDesignated(_) => self.close_interval(Tag::OrganAgreed, entry.on),
            Event::LawPinned(data) => self.pinned = data.regime,
            Event::Linked(data) => self.links.extend(data.to.clone()),
            Event::HearingHeld(data) => {
                let default = if self.kind == CaseKind::Litigation { SittingKind::Trial } else { SittingKind::ReconsiderationHearing };
                self.attributes.hearing =
                    Some(HearingStatus::Held).filter(|_| self.kind != CaseKind::Litigation).or(self.attributes.hearing);
                self.hearings.push(Hearing {
                    on: entry.on,
                    sitting: data.sitting.unwrap_or(default),
                    joint_group: data.joint_group.clone(),
                    appearances: data.appearances.clone().map_or_else(Vec::new, Into::into),
                });
            }
            Event::ThirdPartyJoined(data) => self.attributes.opposite_request |= data.opposite_request == Some(true),
            Event::WithdrawalRequested(data) => self.attributes.withdrawal = Some(Withdrawal::Pending(data.reason.clone())),
            Event::WithdrawalRefused(_) => self.attributes.withdrawal = Some(Withdrawal::Refused),
            Event::Performed(data) => self.mark_performed(entry.on, data.partial == Some(true)),
            Event::ActRemade(_) => self.mark_performed(entry.on, false),
            Event::CompensationDecided(data) => self.compensation = data.amount.or(self.compensation),
            _ => {}
        }
    }

    /// Outcome of a withdrawal by its reason: the one given now, else the one given when it was asked for, else a settlement on file.
    fn withdrawal_outcome(&self, reason: Option<&str>, otherwise: &str, law: &Law) -> Outcome {
        let asked = match &self.attributes.withdrawal {
            Some(Withdrawal::Pending(reason) | Withdrawal::Granted(reason)) => reason.as_ref().map(|reason| reason.as_str()),
            _ => None,
        };
        match reason.or(asked).and_then(|reason| law.codes.code("withdrawal-reason", reason)).and_then(|entry| entry.text("outcome")) {
            Some(outcome) => outcome.into(),
            None if self.attributes.settled.is_some() => "TERM-SETTLED".into(),
            None => otherwise.into(),
        }
    }

    fn take_parties(&mut self, applicants: Option<&Many<Party>>, respondents: Option<&Many<UnitName>>) {
        self.parties = applicants.map_or_else(Vec::new, |many| many.0.clone());
        self.respondents = respondents.map_or_else(Vec::new, |many| many.0.clone());
    }

    fn take_topic(&mut self, matter: Option<&String>, category: Option<&String>, officer: Option<&String>) {
        self.matter = matter.cloned();
        self.category = category.cloned();
        self.officer = officer.cloned();
    }
}
