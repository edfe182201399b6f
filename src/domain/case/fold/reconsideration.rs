//! What each event says of a reconsideration 行政复议、被复议.

use crate::domain::Day;
use crate::domain::case::event::{Event, Tag};
use crate::domain::case::field::{DecisionPart, Many};
use crate::domain::case::file::*;
use crate::domain::case::history::{Entry, Source};
use crate::domain::case::mark::{Extension, Mark};
use crate::domain::case::parts::*;
use crate::domain::case::periods;
use crate::domain::law::{AcceptanceDay, ForwardedApplication, Law, RemakeStart};

impl Case {
    pub(super) fn record_reconsideration(&mut self, entry: &Entry, regime: Regime, law: &Law) {
        let on = entry.on;
        let attributes = &mut self.attributes;
        match &entry.event {
            Event::ApplicationReceived(data) => {
                self.received_on = Some(on);
                if data.submitted_on.is_none() {
                    // no postmark is recorded: what came in was submitted by then
                    self.marks.push(Mark::recorded("application-submitted", on, on));
                }
                attributes.omission = data.omission;
                attributes.asks_void = data.asks_void;
                attributes.agreement = data.agreement;
                attributes.compulsory_first = data.compulsory_first;
                attributes.major = data.major == Some(true);
                attributes.real_estate = data.real_estate == Some(true);
                attributes.amount = data.amount;
                attributes.accepted_elsewhere = data.accepted_elsewhere == Some(true);
                attributes.barred_by_withdrawal = data.barred_by_withdrawal == Some(true) && data.withdrawal_involuntary != Some(true);
                self.applicant_count = data.applicant_count;
                self.take_parties(data.applicants.as_ref(), data.respondents.as_ref());
                self.take_topic(data.matter.as_ref(), data.category.as_ref(), data.officer.as_ref());
            }
            Event::ApplicationForwarded(data) => {
                self.received_on = Some(on);
                let submitted_on = match law.settings.forwarded_application {
                    ForwardedApplication::AgencyReceipt => data.agency_received_on.unwrap_or(on),
                    ForwardedApplication::OrganReceipt => on,
                };
                self.marks.push(Mark::recorded("application-submitted", submitted_on, on));
                // the organ's own review runs from its own receipt (23-32(2))
                self.marks.push(Mark::recorded(Tag::ApplicationReceived.code(), on, on));
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
                attributes.supplement_until = periods::supplement_due(data.received_on, regime, law).or(data.until);
                self.open_interval(Tag::CorrectionNoticeSent, on);
            }
            Event::SupplementExtended(data) => attributes.supplement_until = data.until,
            Event::SupplementReceived(_) => self.close_interval(Tag::CorrectionNoticeSent, on),
            Event::SupplementLapsed(_) => self.conclude(on, "ABANDONED".into()),
            Event::Accepted(data) => {
                // a ledger's acceptance is the day its column says
                let accepted = match (regime, law.settings.acceptance_day, entry.source) {
                    (Regime::Law2017, _, Source::Recorded) => self.received_on.unwrap_or(on),
                    (Regime::Law2023, AcceptanceDay::ReceiptDay, Source::Recorded) => self.complete_on().unwrap_or(on),
                    _ => on,
                };
                self.accepted_on = Some(accepted);
                if accepted != on {
                    self.marks.pop();
                    self.marks.push(Mark::recorded(Tag::Accepted.code(), accepted, on));
                }
                self.attributes.procedure = Some(data.procedure.unwrap_or(Procedure::General));
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
            Event::HearingPostponed(_) => attributes.hearing = Some(HearingStatus::Postponed),
            Event::HearingCancelled(_) => attributes.hearing = Some(HearingStatus::Cancelled),
            Event::CommitteeConsulted(_) => attributes.committee_consulted = true,
            Event::MarkedMajor(_) => attributes.major = true,
            Event::ConvertedToGeneral(_) => {
                attributes.procedure = Some(Procedure::General);
                self.converted_on = Some(on);
            }
            Event::Extended(data) => {
                attributes.extended_days = data.days;
                let approved_on = data.approved_on.unwrap_or(on);
                self.extensions.extend(data.days.map(|days| Extension { days, approved_on }));
            }
            Event::Suspended(data) => {
                self.suspension = Some(Suspension { ground: data.ground.as_ref().map(|ground| ground.as_str().into()), since: on });
                self.open_interval(Tag::Suspended, on);
            }
            Event::ExecutionStayed(_) => attributes.execution_stayed = true,
            Event::MediationOpened(data) => {
                attributes.mediation_open = true;
                attributes.discretionary = data.discretionary.or(attributes.discretionary);
            }
            Event::MediationFailed(_) => attributes.mediation_open = false,
            Event::MediationLetterEffective(_) => {
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
                self.conclude(on, outcome);
            }
            Event::ApplicationDismissed(_) => self.conclude(on, "DISMISS-APPLICATION".into()),
            Event::DecisionMade(data) => {
                attributes.procedural_only = data
                    .ground
                    .as_ref()
                    .is_some_and(|grounds| !grounds.0.is_empty() && grounds.iter().all(|ground| ground.as_str() == "G2"));
                self.compensation = data.compensation.or(self.compensation);
                self.grounds = data.ground.clone().map_or_else(Vec::new, Into::into);
                if let Some(outcome) = data.outcome.clone() {
                    self.conclude(on, outcome);
                    self.owe_performance(data.performance_until, true, law);
                    if let Some(duty) = &mut self.performance {
                        duty.days_from_service = data.performance_days.filter(|_| data.performance_until.is_none());
                        duty.set_by_document |= duty.days_from_service.is_some();
                    }
                    let owed =
                        |part: &DecisionPart| law.codes.code(DecisionPart::LIST, part.as_str()).is_some_and(|entry| entry.flag("duty"));
                    if data.parts.iter().flat_map(Many::iter).any(owed) {
                        let duty = self.performance.get_or_insert_default();
                        duty.due_on = duty.due_on.or(data.performance_until);
                        duty.set_by_document |= data.performance_until.is_some();
                    }
                }
            }
            Event::DecisionServed(data) => {
                let served =
                    data.services.iter().flat_map(Many::iter).filter_map(|service| service.on).max().or(data.received_on).unwrap_or(on);
                attributes.served_on = Some(served);
                if let Some(duty) = &mut self.performance
                    && let Some(days) = duty.days_from_service
                {
                    duty.due_on = periods::days_after(law, served, days);
                } else if self.performance.as_ref().is_some_and(|duty| duty.due_on.is_none()) {
                    let remake = self
                        .standing_outcome()
                        .and_then(|outcome| law.codes.outcome(outcome.as_str()))
                        .is_some_and(|entry| entry.flag("remake"));
                    let start = match law.settings.remake_start {
                        RemakeStart::Served => Some(served),
                        RemakeStart::Made => self.redecided.as_ref().map(|(made, _)| *made).or(self.concluded_on),
                    };
                    let due = start.filter(|_| remake).and_then(|start| periods::last_day(law, "ir07-remake", start, &[], None));
                    self.owe_performance(due, false, law);
                }
            }
            Event::OpinionLetterIssued(_) => attributes.opinion_letters_open += 1,
            Event::OpinionFeedbackReceived(_) => attributes.opinion_letters_open = attributes.opinion_letters_open.saturating_sub(1),
            Event::PerformanceOrdered(data) => self.owe_performance(data.until, true, law),
            Event::Sued(_) => attributes.litigated = true,
            Event::SuitEnded(_) => attributes.litigated = false,
            Event::DecisionRevokedByCourt(data) => {
                attributes.litigated = false;
                attributes.overturned_by_court = true;
                self.performance = self.performance.take().filter(|duty| duty.performed_on.is_some());
                self.decide_anew(data.effective_on.unwrap_or(on));
            }
            Event::SuperiorOrdered(_) if self.state != State::UnderReview => {
                self.accepted_on = self.accepted_on.or(Some(on));
                self.attributes.procedure = self.attributes.procedure.or(Some(Procedure::General));
                self.reopen();
                self.decide_anew(on);
            }
            Event::SuperiorAccepted(_) | Event::Elevated(_) => {
                self.reopen();
                self.conclude(on, "HANDED-OVER".into());
            }
            Event::OrganAgreed(data) if data.is_us != Some(true) => self.conclude(on, "HANDED-OVER".into()),
            Event::OrganDesignated(data) if data.is_us != Some(true) => self.conclude(on, "HANDED-OVER".into()),
            _ => {}
        }
    }

    /// 视为受理: on expiry of the review period (23-30(3)); under the 2017 law on the day of receipt (17-17(2)).
    pub(super) fn deem_accepted(&mut self, day: Day, regime: Regime) {
        let accepted = match regime {
            Regime::Law2023 => day,
            Regime::Law2017 => self.received_on.unwrap_or(day),
        };
        self.accepted_on = Some(accepted);
        self.marks.push(Mark::recorded(Tag::DeemedAccepted.code(), accepted, day));
        self.attributes.deemed_accepted = true;
        self.attributes.procedure = Some(Procedure::General);
    }

    /// The day the organ had a complete application: it received it, or what was to be supplemented.
    fn complete_on(&self) -> Option<Day> {
        let supplements = self.intervals.iter().filter(|interval| interval.cause == Tag::CorrectionNoticeSent);
        supplements.filter_map(|interval| interval.until).max().or(self.received_on)
    }

    /// A new decision is due: the law sets no period for it, so the ordinary one runs again from this day (Q06).
    fn decide_anew(&mut self, from: Day) {
        self.decide_from = Some(from);
        self.attributes.extended_days = None;
        self.attributes.served_on = None;
    }

    fn reopen(&mut self) {
        self.concluded_on = None;
        self.outcome = None;
        self.performance = None;
        self.attributes.served_on = None;
    }
}
