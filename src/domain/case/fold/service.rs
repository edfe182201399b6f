//! Whom a paper reached, and when: periods that run from service run for each addressee from its own day.

use std::collections::HashSet;

use crate::domain::Day;
use crate::domain::case::event::{Event, OpinionFeedbackReceived, Tag};
use crate::domain::case::field::Many;
use crate::domain::case::file::Case;
use crate::domain::case::history::Entry;
use crate::domain::case::mark::{Mark, OpinionLetter, Presumption, ServedPaper};
use crate::domain::case::parts::{AgencyOnInstance, Service};
use crate::domain::case::periods;
use crate::domain::law::{AddedDefendant, Law};

/// An addressee where the file names one.
type Addressee = Option<Box<str>>;

impl Case {
    /// Notes for each addressee of a paper when it arrived.
    pub(super) fn record_service(&mut self, entry: &Entry, law: &Law) {
        if entry.undated {
            return;
        }
        let on = entry.on;
        match &entry.event {
            Event::CopySent(data) => {
                let respondents = self.respondents.iter().map(|unit| Some(unit.as_str().into())).collect();
                self.reached(ServedPaper::Copy, on, data.received_on, respondents);
            }
            Event::CorrectionNoticeSent(data) => self.reached(ServedPaper::CorrectionNotice, on, data.received_on, Vec::new()),
            Event::Rejected(data) => self.reached(ServedPaper::Refusal, on, data.served_on, Vec::new()),
            Event::ApplicationDismissed(data) => self.reached(ServedPaper::Refusal, on, data.served_on, Vec::new()),
            Event::OpinionLetterIssued(data) => {
                let addressee = data.addressee.as_deref().map(Into::into);
                let number = data.number.as_deref().map(Into::into);
                self.letters.push(OpinionLetter { number, issued_on: on, addressee: addressee.clone(), answered: false });
                self.reached(ServedPaper::OpinionLetter, on, data.received_on, vec![addressee]);
                let letter = u16::try_from(self.letters.len() - 1).ok();
                let arrival = self.marks.iter_mut().rev().find(|mark| mark.event == ServedPaper::OpinionLetter.arrival());
                arrival.into_iter().for_each(|mark| mark.paper = letter);
                self.match_feedbacks(Tag::OpinionFeedbackReceived.code());
            }
            Event::OpinionFeedbackReceived(data) => {
                self.feedbacks.push((on, data.clone()));
                self.match_feedbacks(entry.event.code());
            }
            Event::RuleMakerNotified(data) => self.reached(ServedPaper::RuleMakerNotice, on, data.received_on, Vec::new()),
            Event::NormdocTransferred(data) => {
                let addressee = data.to.as_deref().map(Into::into);
                self.reached(ServedPaper::Transfer, on, data.received_on, vec![addressee]);
            }
            Event::DecisionServed(data) => match &data.services {
                Some(services) => self.decision_reached(on, services, law),
                None => {
                    let parties = self.parties.iter().map(|party| Some(party.name.as_str().into())).collect();
                    self.reached(ServedPaper::Decision, on, data.received_on.or(Some(on)), parties);
                }
            },
            Event::ServiceProved(data) => {
                for service in data.services.iter().flat_map(Many::iter) {
                    if let Some(paper) = data.paper {
                        self.served(paper, on, service, true, law);
                    }
                }
            }
            Event::ComplaintReceived(data) => self.papers_reached("complaint-received", on, data.agencies.as_ref()),
            Event::DefendantAdded(data) => self.joined(on, data.agency.as_ref(), law),
            Event::DefendantChanged(data) => self.joined(on, data.agency.as_ref(), law),
            Event::AppealCopyReceived(data) => self.papers_reached("appeal-copy-received", on, data.agencies.as_ref()),
            Event::JudgmentServed(data) => {
                for result in data.results.iter().flat_map(Many::iter) {
                    let (event, party) = ("judgment-served", Some(result.agency.as_str().into()));
                    self.marks.push(Mark { party, ..Mark::recorded(event, result.served_on.unwrap_or(on), on) });
                }
            }
            // one agency's answer is not another's
            Event::DefenceAndEvidenceSubmitted(data) => self.done_by(entry.event.code(), data.agency.as_deref()),
            Event::ReplyReceived(data) => self.done_by(entry.event.code(), data.respondent.as_deref()),
            _ => {}
        }
    }

    /// Names who did what the entry just noted.
    fn done_by(&mut self, event: &str, unit: Option<&str>) {
        if let Some(mark) = self.marks.iter_mut().rev().find(|mark| mark.event == event) {
            mark.party = unit.map(Into::into);
        }
    }

    /// A paper went out and reached its addressees on one day; without that day, it is presumed to be the day it was sent.
    fn reached(&mut self, paper: ServedPaper, sent_on: Day, received_on: Option<Day>, addressees: Vec<Addressee>) {
        let event = paper.arrival();
        self.marks.retain(|mark| !(mark.event == event && mark.said_on == sent_on && mark.party.is_none() && mark.paper.is_none()));
        let (on, presumed) = received_on.map_or((sent_on, Some(Presumption::SentOn)), |day| (day, None));
        for party in if addressees.is_empty() { vec![None] } else { addressees } {
            self.marks.push(Mark { party, presumed, ..Mark::recorded(event, on, sent_on) });
        }
    }

    /// The decision, served one by one. A party that is not named counts from the others' service until its own is recorded.
    fn decision_reached(&mut self, on: Day, services: &Many<Service>, law: &Law) {
        for service in services.iter() {
            self.served(ServedPaper::Decision, on, service, false, law);
        }
        let served: HashSet<&str> = services.iter().map(|service| service.addressee.as_str()).collect();
        let forgotten = self.parties.iter().map(|party| &party.name).chain(&self.respondents);
        let forgotten: Vec<Addressee> =
            forgotten.filter(|name| !served.contains(name.as_str())).map(|name| Some(name.as_str().into())).collect();
        let event = ServedPaper::Decision.arrival();
        let others = Some(Presumption::OthersServed);
        self.marks.extend(forgotten.into_iter().map(|party| Mark { party, presumed: others, ..Mark::recorded(event, on, on) }));
    }

    /// Service on one addressee: when it arrived as far as is known.
    fn served(&mut self, paper: ServedPaper, said_on: Day, service: &Service, from_proof: bool, law: &Law) {
        let (on, presumed) = match (service.on, &service.proof) {
            (Some(on), Some(_)) => (on, None),
            (Some(on), None) => (on, Some(Presumption::NotProved)),
            (None, _) => {
                let sent_on = service.sent_on.unwrap_or(said_on);
                let public = service.mode.as_ref().filter(|mode| mode.as_str() == "public-notice");
                match public.and_then(|_| periods::last_day(law, "cpl-announcement", sent_on, &[], None)) {
                    Some(deemed) => (deemed, Some(Presumption::PublicNotice)),
                    None => (sent_on, Some(Presumption::SentOn)),
                }
            }
        };
        let party = Some(service.addressee.as_str().into());
        self.marks.push(Mark { party, presumed, from_proof, ..Mark::recorded(paper.arrival(), on, said_on) });
    }

    /// An agency became defendant in the course of the suit: its papers reached it on a day of its own (A14).
    fn joined(&mut self, on: Day, agency: Option<&AgencyOnInstance>, law: &Law) {
        let joinder = law.settings.added_defendant == AddedDefendant::Joinder;
        let agency = agency.map(|agency| AgencyOnInstance { received_on: agency.received_on.filter(|_| !joinder), ..agency.clone() });
        self.papers_reached_one("complaint-received", on, agency.as_ref());
    }

    /// The open opinion letter a feedback answers: the one it names by number, day or addressee, else the earliest.
    pub(in crate::domain::case) fn letter_answered_by(&self, feedback: &OpinionFeedbackReceived) -> Option<usize> {
        let named = |letter: &OpinionLetter| {
            feedback.number.as_deref().is_none_or(|number| letter.number.as_deref() == Some(number))
                && feedback.letter_on.is_none_or(|day| letter.issued_on == day)
                && feedback.from.as_deref().is_none_or(|unit| letter.addressee.as_deref().is_none_or(|addressee| addressee == unit))
        };
        let open = self.letters.iter().enumerate().filter(|(_, letter)| !letter.answered && named(letter));
        open.min_by_key(|(_, letter)| (letter.issued_on, &letter.number, &letter.addressee)).map(|(place, _)| place)
    }

    /// Gives each feedback its letter anew, in the order of their days: what is recorded late finds the letter it would have found
    /// in time.
    fn match_feedbacks(&mut self, code: &str) {
        self.letters.iter_mut().for_each(|letter| letter.answered = false);
        let mut order: Vec<usize> = (0..self.feedbacks.len()).collect();
        order.sort_by_key(|&place| {
            let (on, data) = &self.feedbacks[place];
            (*on, &data.number, data.letter_on, &data.from)
        });
        let mut answers = vec![None; self.feedbacks.len()];
        for place in order {
            answers[place] = self.letter_answered_by(&self.feedbacks[place].1);
            answers[place].into_iter().for_each(|letter: usize| self.letters[letter].answered = true);
        }
        let marks = self.marks.iter_mut().filter(|mark| mark.event == code);
        marks.zip(answers).for_each(|(mark, letter)| mark.paper = letter.and_then(|letter| u16::try_from(letter).ok()));
    }

    fn papers_reached(&mut self, event: &'static str, on: Day, agencies: Option<&Many<AgencyOnInstance>>) {
        for agency in agencies.into_iter().flat_map(Many::iter) {
            self.papers_reached_one(event, on, Some(agency));
        }
    }

    fn papers_reached_one(&mut self, event: &'static str, on: Day, agency: Option<&AgencyOnInstance>) {
        if let Some(agency) = agency {
            let party = Some(agency.agency.as_str().into());
            self.marks.push(Mark { party, ..Mark::recorded(event, agency.received_on.unwrap_or(on), on) });
        }
    }
}
