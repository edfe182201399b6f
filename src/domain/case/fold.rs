//! The fold: how each event changes the case. It trusts its history; whether an event was allowed is for `transition`.

use std::borrow::Cow;

use super::event::{Event, Tag};
use super::field::{Many, Outcome};
use super::file::*;
use super::history::{CaseKind, Entry, History, Source};
use super::machine_of;
use super::parts::*;
use super::periods;
use super::transition::To;
use crate::domain::Day;
use crate::domain::law::Law;

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
            attributes: Attributes::default(),
            suspension: None,
            last_suspension: None,
            marks: Vec::new(),
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
            self.enter(to, tag, entry.on, entry.source, law);
        }
    }

    /// An empty litigation file becomes the kind of record its first event opens.
    fn open(&mut self, event: &Event) {
        if self.state == State::New && self.kind == CaseKind::Litigation {
            self.instance = Some(super::litigation::instance_opened_by(event));
        }
    }

    /// The case as an entry finds it: opened, and with what has happened by itself before. Borrowed when nothing has.
    pub(super) fn ready_for(&self, entry: &Entry, law: &Law) -> Cow<'_, Self> {
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
        self.enter(to, tag, day, Source::Recorded, law);
    }

    /// 视为受理: on expiry of the review period (23-30(3)); under the 2017 law on the day of receipt (17-17(2)).
    fn deem_accepted(&mut self, day: Day, regime: Regime) {
        let accepted = match regime {
            Regime::Law2023 => day,
            Regime::Law2017 => self.received_on.unwrap_or(day),
        };
        self.accepted_on = Some(accepted);
        self.marks.push((Tag::Accepted.code(), accepted));
        self.attributes.deemed_accepted = true;
        self.attributes.procedure = Some(Procedure::General);
    }

    /// Puts the case into a state and starts the clock that ends it by itself, if the state has one.
    fn enter(&mut self, state: State, by: Tag, on: Day, source: Source, law: &Law) {
        if state != self.state || by == Tag::SupplementReceived || by == Tag::JudgmentServed {
            if state != self.state {
                self.since = self.since.max(on);
            }
            self.state = state;
            self.turns = match source {
                Source::Recorded => periods::turns(self, by, on, law),
                Source::Ledger => None,
            };
        }
    }

    fn target(&self, to: To, event: &Event, law: &Law) -> State {
        match to {
            To::State(state) => state,
            To::Same => self.state,
            To::ClosedWhenNothingOpen if self.something_open() => self.state,
            To::ClosedWhenNothingOpen => State::Closed,
            To::EffectiveOrPerformance => self.effective_or_performance(law),
            To::FinalResult if self.outcome_flag("pending", law) => State::Ended,
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
        let duty = self
            .results
            .iter()
            .map(|result| &result.outcome)
            .chain(&self.changed_to)
            .chain(&self.outcome)
            .any(|outcome| law.codes.outcome(outcome.as_str()).is_some_and(|entry| entry.flag("duty")));
        if duty { State::Performance } else { State::Effective }
    }

    fn outcome_flag(&self, flag: &str, law: &Law) -> bool {
        self.outcome.as_ref().and_then(|outcome| law.codes.outcome(outcome.as_str())).is_some_and(|entry| entry.flag(flag))
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

    fn reopen(&mut self) {
        self.concluded_on = None;
        self.outcome = None;
        self.performance = None;
    }

    /// Ground of the latest suspension, also after the review was resumed.
    pub fn suspension_ground(&self) -> Option<&str> {
        self.suspension.as_ref().or(self.last_suspension.as_ref()).and_then(|suspension| suspension.ground.as_deref())
    }

    fn open_interval(&mut self, cause: Tag, from: Day) {
        self.intervals.push(Interval { cause, from, until: None });
    }

    fn close_interval(&mut self, cause: Tag, until: Day) {
        if let Some(interval) = self.intervals.iter_mut().rev().find(|interval| interval.cause == cause && interval.until.is_none()) {
            interval.until = Some(until);
        }
    }

    /// Owes performance when the outcome says so; the period comes from the document, else from the Regulation.
    fn owe_performance(&mut self, due_on: Option<Day>, set_by_document: bool, law: &Law) {
        let owed = self.standing_outcome().and_then(|outcome| law.codes.outcome(outcome.as_str())).is_some_and(|entry| entry.flag("duty"));
        if owed {
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

    fn settle_results(&mut self, results: Option<&Many<AgencyResult>>) {
        for result in results.into_iter().flat_map(Many::iter) {
            match self.results.iter_mut().find(|known| known.agency == result.agency) {
                Some(known) => *known = result.clone(),
                None => self.results.push(result.clone()),
            }
        }
    }

    /// What the event itself says.
    fn record(&mut self, entry: &Entry, regime: Regime, law: &Law) {
        if !entry.undated {
            self.marks.push((entry.event.code(), entry.on));
        }
        let marks = &mut self.marks;
        entry.event.marked_days(&mut |mark, day| marks.push((mark, day)));
        match self.kind {
            CaseKind::Litigation => self.record_litigation(entry, law),
            _ => self.record_reconsideration(entry, regime, law),
        }
        self.record_common(entry);
    }

    fn record_common(&mut self, entry: &Entry) {
        match &entry.event {
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

    fn record_reconsideration(&mut self, entry: &Entry, regime: Regime, law: &Law) {
        let on = entry.on;
        let attributes = &mut self.attributes;
        match &entry.event {
            Event::ApplicationReceived(data) => {
                self.received_on = Some(on);
                attributes.omission = data.omission;
                attributes.asks_void = data.asks_void;
                attributes.agreement = data.agreement;
                attributes.compulsory_first = data.compulsory_first;
                attributes.major = data.major == Some(true);
                attributes.real_estate = data.real_estate == Some(true);
                attributes.accepted_elsewhere = data.accepted_elsewhere == Some(true);
                attributes.barred_by_withdrawal = data.barred_by_withdrawal == Some(true) && data.withdrawal_involuntary != Some(true);
                self.take_parties(data.applicants.as_ref(), data.respondents.as_ref());
                self.take_topic(data.matter.as_ref(), data.category.as_ref(), data.officer.as_ref());
            }
            Event::ApplicationForwarded(data) => {
                self.received_on = Some(on);
                self.take_parties(data.applicants.as_ref(), data.respondents.as_ref());
                self.take_topic(data.matter.as_ref(), data.category.as_ref(), None);
            }
            Event::CopyReceived(data) => {
                self.received_on = Some(on);
                self.accepted_on = data.accepted_on;
                attributes.procedure = data.procedure;
                attributes.omission = data.omission;
                self.court = data.organ.clone();
                self.take_parties(data.applicants.as_ref(), data.respondents.as_ref());
                self.take_topic(data.matter.as_ref(), data.category.as_ref(), None);
            }
            Event::CorrectionNoticeSent(data) => {
                attributes.correction_noticed = true;
                attributes.supplement_until = periods::supplement_due(data.received_on, regime, law);
                self.open_interval(Tag::CorrectionNoticeSent, on);
            }
            Event::SupplementExtended(data) => attributes.supplement_until = data.until,
            Event::SupplementReceived(_) => self.close_interval(Tag::CorrectionNoticeSent, on),
            Event::SupplementLapsed(_) => self.conclude(on, "ABANDONED".into()),
            Event::Accepted(data) => {
                self.accepted_on = Some(on);
                attributes.procedure = Some(data.procedure.unwrap_or(Procedure::General));
                self.officer = data.officer.clone().or(self.officer.take());
            }
            Event::DeemedAccepted(_) => {
                let day = self.turns.map_or(on, |(day, _)| day);
                self.marks.pop();
                self.deem_accepted(day, regime);
            }
            Event::Rejected(_) => self.conclude(on, "NOT-ACCEPTED".into()),
            Event::Redirected(_) | Event::ForwardedByCounty(_) => self.conclude(on, "REDIRECTED".into()),
            Event::CopySent(_) => attributes.copy_sent = Some(on),
            Event::ReplyReceived(_) | Event::ReplySubmitted(_) => attributes.reply = Some(Reply::Received),
            Event::ReplyOverdue(_) => attributes.reply = Some(Reply::Overdue),
            Event::OpinionsHeard(_) => attributes.opinions_heard = true,
            Event::InspectionStarted(_) | Event::AppraisalStarted(_) => self.open_interval(entry.event.tag(), on),
            Event::InspectionEnded(_) => self.close_interval(Tag::InspectionStarted, on),
            Event::AppraisalEnded(_) => self.close_interval(Tag::AppraisalStarted, on),
            Event::HearingDecided(_) => attributes.hearing = Some(HearingStatus::DecidedToHold),
            Event::HearingNoticeServed(_) => attributes.hearing = Some(HearingStatus::Noticed),
            Event::HearingCancelled(_) => attributes.hearing = Some(HearingStatus::Cancelled),
            Event::CommitteeConsulted(_) => attributes.committee_consulted = true,
            Event::MarkedMajor(_) => attributes.major = true,
            Event::ConvertedToGeneral(_) => attributes.procedure = Some(Procedure::General),
            Event::Extended(data) => attributes.extended_days = data.days,
            Event::Suspended(data) => {
                self.suspension = Some(Suspension { ground: data.ground.as_ref().map(|ground| ground.as_str().into()), since: on });
                self.open_interval(Tag::Suspended, on);
            }
            Event::Resumed(_) => self.resume(on),
            Event::ExecutionStayed(_) => attributes.execution_stayed = true,
            Event::MediationOpened(data) => {
                attributes.mediation_open = true;
                attributes.discretionary = data.discretionary.or(attributes.discretionary);
            }
            Event::MediationFailed(_) => {
                attributes.mediation_open = false;
                self.resume(on);
            }
            Event::MediationLetterEffective(_) => {
                self.resume(on);
                self.attributes.mediation_open = false;
                self.conclude(on, "MEDIATED".into());
                self.owe_performance(None, false, law);
            }
            Event::Settled(_) => attributes.settled = Some(on),
            Event::WithdrawalGranted(_) => {
                let reason = match attributes.withdrawal.take() {
                    Some(Withdrawal::Pending(reason)) => reason,
                    _ => None,
                };
                attributes.withdrawal = Some(Withdrawal::Granted(reason));
                if self.accepted_on.is_none() && self.suspension.is_none() {
                    let outcome = self.withdrawal_outcome(None, "TERM-WITHDRAWN", law);
                    self.conclude(on, outcome);
                }
            }
            Event::Terminated(data) => {
                let ground = data.ground.as_ref().and_then(|ground| law.codes.code("termination-ground", ground.as_str()));
                let outcome = match ground.and_then(|ground| ground.text("outcome")) {
                    Some(outcome) => outcome.into(),
                    None => self.withdrawal_outcome(data.reason.as_ref().map(|reason| reason.as_str()), "TERM-WITHDRAWN", law),
                };
                self.resume(on);
                self.conclude(on, outcome);
            }
            Event::ApplicationDismissed(_) => self.conclude(on, "DISMISS-APPLICATION".into()),
            Event::DecisionMade(data) => {
                attributes.procedural_only = data
                    .ground
                    .as_ref()
                    .is_some_and(|grounds| !grounds.0.is_empty() && grounds.iter().all(|ground| ground.as_str() == "G2"));
                self.compensation = data.compensation.or(self.compensation);
                if let Some(outcome) = data.outcome.clone() {
                    self.conclude(on, outcome);
                    self.owe_performance(data.performance_until, true, law);
                }
            }
            Event::DecisionServed(data) => {
                let served = data.services.iter().flat_map(Many::iter).map(|service| service.on).max().unwrap_or(on);
                attributes.served_on = Some(served);
                if self.performance.as_ref().is_some_and(|duty| duty.due_on.is_none()) {
                    let remake = self
                        .standing_outcome()
                        .and_then(|outcome| law.codes.outcome(outcome.as_str()))
                        .is_some_and(|entry| entry.flag("remake"));
                    let due = if remake { periods::last_day(law, "ir07-remake", served, &[], None) } else { None };
                    self.owe_performance(due, false, law);
                }
            }
            Event::OpinionLetterIssued(_) => attributes.opinion_letters_open += 1,
            Event::OpinionFeedbackReceived(_) => attributes.opinion_letters_open = attributes.opinion_letters_open.saturating_sub(1),
            Event::PerformanceOrdered(data) => self.owe_performance(data.until, true, law),
            Event::Sued(_) => attributes.litigated = true,
            Event::SuitEnded(_) => attributes.litigated = false,
            Event::DecisionRevokedByCourt(_) => {
                attributes.litigated = false;
                attributes.overturned_by_court = true;
                attributes.served_on = None;
            }
            Event::SuperiorOrdered(_) if self.state != State::UnderReview => {
                self.accepted_on = self.accepted_on.or(Some(on));
                self.attributes.procedure = self.attributes.procedure.or(Some(Procedure::General));
                self.reopen();
            }
            Event::SuperiorAccepted(_) | Event::Elevated(_) => {
                self.resume(on);
                self.reopen();
                self.conclude(on, "HANDED-OVER".into());
            }
            Event::OrganAgreed(data) if data.is_us != Some(true) => self.conclude(on, "HANDED-OVER".into()),
            Event::OrganDesignated(data) if data.is_us != Some(true) => self.conclude(on, "HANDED-OVER".into()),
            _ => {}
        }
    }

    fn record_litigation(&mut self, entry: &Entry, law: &Law) {
        let on = entry.on;
        let attributes = &mut self.attributes;
        match &entry.event {
            Event::ComplaintReceived(data) => {
                attributes.court_procedure = data.procedure;
                attributes.after_remand = data.after_remand == Some(true);
                attributes.public_interest = data.public_interest == Some(true);
                attributes.discretionary = [data.discretionary, data.compensation].into_iter().flatten().reduce(|one, other| one || other);
                attributes.agreement = data.agreement;
                attributes.after_reconsideration = data.after_reconsideration;
                self.take_papers(on, data.court.as_ref(), data.agencies.as_ref(), data.plaintiffs.as_ref());
                self.take_topic(data.matter.as_ref(), data.category.as_ref(), data.officer.as_ref());
            }
            Event::AppealCopyReceived(data) => {
                attributes.after_remand = data.against_remand_judgment == Some(true);
                attributes.after_reconsideration = data.after_reconsideration;
                self.take_papers(on, data.court.as_ref(), data.agencies.as_ref(), data.plaintiffs.as_ref());
                self.take_topic(data.matter.as_ref(), data.category.as_ref(), None);
            }
            Event::AppealFiled(data) if self.state == State::New => {
                attributes.after_remand = data.against_remand_judgment == Some(true);
                self.take_papers(on, data.court.as_ref(), data.agencies.as_ref(), data.plaintiffs.as_ref());
                self.take_topic(data.matter.as_ref(), data.category.as_ref(), None);
            }
            Event::RetrialApplicationFiled(data) if self.state == State::New => {
                self.take_papers(on, data.court.as_ref(), data.agencies.as_ref(), None);
            }
            Event::RetrialCopyReceived(data) => {
                self.take_papers(on, data.court.as_ref(), data.agencies.as_ref(), data.plaintiffs.as_ref());
                self.take_topic(data.matter.as_ref(), None, None);
            }
            Event::RetrialOrdered(data) => match self.state {
                State::New => self.take_papers(on, data.court.as_ref(), data.agencies.as_ref(), None),
                _ => self.conclude(on, data.outcome.clone().unwrap_or_else(|| "V-ORDERED-SELF".into())),
            },
            Event::SupervisionApplicationFiled(data) if self.state == State::New => {
                self.take_papers(on, None, data.agencies.as_ref(), None);
            }
            Event::ProcuratorialSuggestionReceived(data) if self.state == State::New => {
                attributes.urgent = data.urgent == Some(true);
                self.take_papers(on, data.from.as_ref(), data.agencies.as_ref(), None);
                self.take_topic(data.matter.as_ref(), None, None);
            }
            Event::RemedyPeriodExpired(data) => {
                self.take_papers(on, None, data.agencies.as_ref(), data.obligor.as_ref());
                self.take_topic(data.matter.as_ref(), None, None);
            }
            Event::DefenceAndEvidenceSubmitted(_)
            | Event::DefencePeriodExpired(_)
            | Event::AppealAnswerSubmitted(_)
            | Event::RetrialResponseSubmitted(_) => attributes.defence_closed = true,
            Event::EvidenceExtensionGranted(data) => {
                if let (Some(until), Some((_, tag))) = (data.until, self.turns) {
                    self.turns = Some((until, tag));
                }
            }
            Event::DefendantAdded(data) => self.agencies.extend(data.agency.clone()),
            Event::DefendantChanged(data) => {
                if let Some(agency) = data.agency.clone() {
                    self.agencies = vec![agency];
                }
            }
            Event::ConvertedToOrdinary(_) => attributes.court_procedure = Some(CourtProcedure::Ordinary),
            Event::LitigationSuspended(data) => {
                self.suspension = Some(Suspension { ground: data.ground.as_ref().map(|ground| ground.as_str().into()), since: on });
                self.open_interval(Tag::LitigationSuspended, on);
            }
            Event::LitigationResumed(_) => {
                self.last_suspension = self.suspension.take();
                self.close_interval(Tag::LitigationSuspended, on);
            }
            Event::ActChanged(_) => attributes.act_changed = true,
            Event::ClaimsMet(_) => attributes.claims_met = true,
            Event::TriedInWriting(_) => attributes.tried_in_writing = true,
            Event::WithdrawalPermitted(data) => {
                let reason = data.reason.as_ref().map(|reason| reason.as_str());
                let outcome = match self.instance {
                    Some(Instance::First) if attributes.public_interest && attributes.claims_met => "PI-WITHDRAWN".into(),
                    Some(Instance::First) if reason.is_none() && attributes.act_changed => "R-WITHDRAWN-CHANGED".into(),
                    Some(Instance::First) => self.withdrawal_outcome(reason, "R-WITHDRAWN", law),
                    Some(Instance::Second) => "A-SUIT-WITHDRAWN".into(),
                    _ => "T-TERMINATED".into(),
                };
                self.conclude(on, outcome);
            }
            Event::DeemedWithdrawn(_) => self.conclude(on, "R-DEEMED-WITHDRAWN".into()),
            Event::SuitDismissed(data) => {
                self.attributes.served_on = data.served_on;
                self.attributes.ruling = true;
                self.conclude(on, "R-SUIT-DISMISSED".into());
            }
            Event::Transferred(_) => self.conclude(on, "R-TRANSFERRED".into()),
            Event::JurisdictionObjectionDecided(data) if data.upheld == Some(true) => self.conclude(on, "R-TRANSFERRED".into()),
            Event::LitigationTerminated(_) => {
                self.suspension = None;
                self.close_interval(Tag::LitigationSuspended, on);
                let outcome = match self.instance {
                    Some(Instance::Second) => "A-TERMINATED",
                    Some(Instance::RetrialFirst | Instance::RetrialSecond) => "T-TERMINATED",
                    _ => "R-TERMINATED",
                };
                self.conclude(on, outcome.into());
            }
            Event::JudgmentAnnounced(data) => {
                self.settle_results(data.results.as_ref());
                self.changed_to = data.changed_to.clone();
                self.attributes.procedural_only = data.procedural_only == Some(true);
                self.conclude_judgment(on, data.outcome.clone());
                self.owe_performance(data.performance_until, true, law);
            }
            Event::JudgmentServed(data) => {
                self.settle_results(data.results.as_ref());
                self.changed_to = data.changed_to.clone().or(self.changed_to.take());
                let served = data.results.iter().flat_map(Many::iter).filter_map(|result| result.served_on);
                self.attributes.served_on = served.chain(data.last_party_served_on).chain([on]).max();
                let outcome = data.outcome.clone().or_else(|| self.outcome.clone());
                let made_on = data.judgment_on.or(self.concluded_on).unwrap_or(on);
                self.conclude_judgment(made_on, outcome);
                self.owe_performance(data.performance_until, true, law);
            }
            Event::RulingServed(data) => {
                self.attributes.served_on = Some(on);
                self.attributes.ruling = true;
                self.changed_to = data.changed_to.clone();
                if let Some(outcome) = data.outcome.clone() {
                    self.conclude(data.made_on.unwrap_or(on), outcome);
                }
            }
            Event::MediationEffective(_) => {
                let outcome = match self.instance {
                    Some(Instance::Second) => "A-MEDIATED",
                    Some(Instance::RetrialFirst | Instance::RetrialSecond) => "T-MEDIATED",
                    _ => "M-MEDIATED",
                };
                self.conclude(on, outcome.into());
            }
            Event::Merged(data) if data.lead == Some(false) => self.conclude(on, "R-MERGED".into()),
            Event::AppealWithdrawn(data) => {
                self.conclude(on, if data.deemed == Some(true) { "A-DEEMED-WITHDRAWN" } else { "A-WITHDRAWN" }.into());
            }
            Event::RetrialApplicationDismissed(_) => self.conclude(on, "V-DISMISSED".into()),
            Event::RetrialApplicationWithdrawn(data) => {
                self.conclude(on, if data.deemed == Some(true) { "V-DEEMED" } else { "V-WITHDRAWN" }.into());
            }
            Event::RetrialTerminated(_) => self.conclude(on, "T-TERMINATED".into()),
            Event::SupervisionDecided(data) => self.conclude_judgment(on, data.outcome.clone()),
            Event::NonlitRuled(data) => self.conclude_judgment(on, data.outcome.clone()),
            Event::NonlitRejected(_) => self.conclude(on, "N-NOT-ACCEPTED".into()),
            Event::CourtReviewDecided(data) => self.conclude_judgment(on, data.outcome.clone()),
            Event::Enforced(_) => self.mark_performed(on, false),
            _ => {}
        }
    }

    fn conclude_judgment(&mut self, on: Day, outcome: Option<Outcome>) {
        let lead = outcome.or_else(|| self.results.first().map(|result| result.outcome.clone()));
        if let Some(outcome) = lead {
            self.conclude(on, outcome);
        }
    }

    fn resume(&mut self, on: Day) {
        self.last_suspension = self.suspension.take().or(self.last_suspension.take());
        self.close_interval(Tag::Suspended, on);
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

    fn take_papers(
        &mut self,
        on: Day,
        court: Option<&String>,
        agencies: Option<&Many<AgencyOnInstance>>,
        plaintiffs: Option<&Many<Party>>,
    ) {
        self.received_on = Some(on);
        self.court = court.cloned();
        self.agencies = agencies.map_or_else(Vec::new, |many| many.0.clone());
        self.parties = plaintiffs.map_or_else(Vec::new, |many| many.0.clone());
    }

    fn take_topic(&mut self, matter: Option<&String>, category: Option<&String>, officer: Option<&String>) {
        self.matter = matter.cloned();
        self.category = category.cloned();
        self.officer = officer.cloned();
    }
}
