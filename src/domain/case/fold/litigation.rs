//! What each event says of a suit 行政应诉 and of the records that follow it.

use crate::domain::Day;
use crate::domain::case::event::{Event, Tag};
use crate::domain::case::field::{Many, Outcome};
use crate::domain::case::file::*;
use crate::domain::case::history::{CaseKind, Entry};
use crate::domain::case::mark::Mark;
use crate::domain::case::parts::*;
use crate::domain::case::periods;
use crate::domain::law::{EffectOfJudgment, Law};

impl Case {
    pub(super) fn record_litigation(&mut self, entry: &Entry, law: &Law) {
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
            Event::AppealCopyReceived(data) if self.state == State::New => {
                attributes.appeals_open = 1;
                attributes.after_remand = data.against_remand_judgment == Some(true);
                attributes.after_reconsideration = data.after_reconsideration;
                self.take_papers(on, data.court.as_ref(), data.agencies.as_ref(), data.plaintiffs.as_ref());
                self.take_topic(data.matter.as_ref(), data.category.as_ref(), None);
            }
            Event::AppealFiled(data) if self.state == State::New => {
                attributes.appeals_open = 1;
                attributes.after_remand = data.against_remand_judgment == Some(true);
                self.take_papers(on, data.court.as_ref(), data.agencies.as_ref(), data.plaintiffs.as_ref());
                self.take_topic(data.matter.as_ref(), data.category.as_ref(), None);
            }
            Event::AppealCopyReceived(_) | Event::AppealFiled(_) => attributes.appeals_open += 1,
            Event::RetrialApplicationFiled(data) if self.state == State::New => {
                self.take_papers(on, data.court.as_ref(), data.agencies.as_ref(), None);
            }
            Event::RetrialCopyReceived(data) if self.state == State::New => {
                self.take_papers(on, data.court.as_ref(), data.agencies.as_ref(), data.plaintiffs.as_ref());
                self.take_topic(data.matter.as_ref(), None, None);
            }
            Event::RetrialOrdered(data) if self.state == State::New => {
                self.take_papers(on, data.court.as_ref(), data.agencies.as_ref(), None);
            }
            // the record under review keeps its own result; the retrial has a record of its own
            Event::RetrialOrdered(data) if self.instance == Some(Instance::RetrialReview) => {
                self.conclude(on, data.outcome.clone().unwrap_or_else(|| "V-ORDERED-SELF".into()));
            }
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
                // the evidence is not deemed absent before the new last day; until the obstacle is gone there is none (JI-34)
                let after = |removed| periods::last_day(law, "ji-defer-evidence-submit", removed, &[], None);
                let until = data.until.or_else(|| data.obstacle_removed_on.and_then(after));
                self.turns = self.turns.and_then(|(_, tag)| Some((until?, tag)));
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
            Event::JurisdictionObjectionFiled(_) => self.open_interval(Tag::JurisdictionObjectionFiled, on),
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
            Event::JurisdictionObjectionDecided(data) => {
                self.close_interval(Tag::JurisdictionObjectionFiled, on);
                if data.upheld == Some(true) {
                    self.conclude(on, "R-TRANSFERRED".into());
                }
            }
            Event::LitigationTerminated(_) => {
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
                self.owe_by_judgment(data.performance_until, law);
            }
            Event::JudgmentServed(data) => {
                self.settle_results(data.results.as_ref());
                self.changed_to = data.changed_to.clone().or(self.changed_to.take());
                let ours = data.results.iter().flat_map(Many::iter).filter_map(|result| result.served_on);
                self.attributes.served_on = match law.settings.effect_of_judgment {
                    EffectOfJudgment::LastPeriod => ours.chain(data.last_party_served_on).chain([on]).max(),
                    EffectOfJudgment::EachParty => ours.max().or(Some(on)),
                };
                let outcome = data.outcome.clone().or_else(|| self.outcome.clone());
                let made_on = data.judgment_on.or(self.concluded_on).unwrap_or(on);
                self.conclude_judgment(made_on, outcome);
                self.owe_by_judgment(data.performance_until, law);
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
                self.owe_performance(None, false, law);
            }
            Event::Merged(data) if data.lead == Some(false) => self.conclude(on, "R-MERGED".into()),
            Event::AppealWithdrawn(data) => {
                attributes.appeals_open = attributes.appeals_open.saturating_sub(1);
                if self.instance != Some(Instance::Second) || attributes.appeals_open > 0 {
                    return; // the judgment below keeps its own result; another appeal goes on
                }
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

    /// Notes the day a judgment or ruling takes effect 生效, when a step leads there: by its service where it is final, else when the
    /// appeal periods have run out, for all or for each party by itself (A15).
    pub(super) fn note_effect(&mut self, to: State, by: Tag, on: Day, law: &Law) {
        use Tag::{AppealPeriodsExpired, AppealWithdrawn, JudgmentServed, MediationEffective, RulingServed};
        let leads_there = matches!(by, AppealPeriodsExpired | AppealWithdrawn | JudgmentServed | MediationEffective | RulingServed);
        if self.kind != CaseKind::Litigation || !leads_there || !matches!(to, State::Effective | State::Performance) {
            return;
        }
        let on = match by {
            AppealPeriodsExpired => self.turns.map_or(on, |(last, _)| last),
            JudgmentServed => self.attributes.served_on.unwrap_or(on),
            _ => on,
        };
        let own_end = |result: &AgencyResult| match by {
            JudgmentServed => result.served_on,
            AppealPeriodsExpired => periods::last_day(law, periods::appeal_rule(self), result.served_on?, &[], None),
            _ => None,
        };
        let each = if law.settings.effect_of_judgment == EffectOfJudgment::EachParty { self.results.as_slice() } else { &[] };
        let each = each.iter().filter_map(|result| Some((own_end(result)?, Some(result.agency.as_str().into()))));
        let mut effects: Vec<_> = each.collect();
        if effects.is_empty() {
            effects.push((on, None));
        }
        self.marks.extend(effects.into_iter().map(|(day, party)| Mark { party, ..Mark::recorded("judgment-effective", day, on) }));
    }

    /// Owes what a judgment orders. One that fixes a last day imposes a duty, also where it only affirms the one below (APL-72, 89(1)(i)).
    fn owe_by_judgment(&mut self, until: Option<Day>, law: &Law) {
        if until.is_some() {
            self.performance.get_or_insert_default();
        }
        self.owe_performance(until, true, law);
        if let Some(duty) = &mut self.performance {
            duty.due_on = until.or(duty.due_on);
            duty.set_by_document |= until.is_some();
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

    fn conclude_judgment(&mut self, on: Day, outcome: Option<Outcome>) {
        let lead = outcome.or_else(|| self.results.first().map(|result| result.outcome.clone()));
        if let Some(outcome) = lead {
            self.conclude(on, outcome);
        }
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
}
