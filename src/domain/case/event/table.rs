//! The vocabulary: every event by name, in the order of the specification. The row of each stands in the file of its noun; an event
//! without a row, or a row without its name here, does not compile.

use super::aftermath::*;
use super::application::*;
use super::define::{Row, vocabulary};
use super::file::*;
use super::first_instance::*;
use super::later_instances::*;
use super::review::*;
use super::{EventError, EventKind, Field};
use crate::domain::Day;

vocabulary! {
    // the file itself
    Annulled LawPinned Linked ServiceProved Archived
    // reconsideration: application to acceptance (lifecycle.md I.3)
    ApplicationReceived ApplicationForwarded Redirected ForwardedByCounty CorrectionNoticeSent SupplementExtended
    SupplementReceived SupplementLapsed Accepted DeemedAccepted Rejected
    // review
    CopySent CopyReceived ReplyReceived ReplySubmitted ReplyOverdue ThirdPartyJoined AgentAppointed OpinionsHeard
    EvidenceSupplemented InvestigationMade InspectionStarted InspectionEnded AppraisalStarted AppraisalEnded HearingDecided
    HearingNoticeServed HearingCancelled HearingHeld CommitteeConsulted MarkedMajor ConvertedToGeneral Extended Suspended Resumed
    ExecutionStayed NormdocReviewRequested RuleMakerNotified RuleMakerReplied NormdocHandled NormdocTransferred
    NormdocOpinionReturned MediationOpened MediationFailed MediationLetterEffective Settled WithdrawalRequested WithdrawalGranted
    WithdrawalRefused Terminated ApplicationDismissed DecisionMade DecisionServed
    // after the decision
    Published CopiedToSuperiorDepartment OpinionLetterIssued OpinionFeedbackReceived SuggestionLetterIssued Performed ActRemade
    PerformanceOrdered Interviewed Criticised EnforcementStarted Referred Sued SuitEnded DecisionRevokedByCourt SuperiorOrdered
    SuperiorAccepted Elevated OrganAgreed ConsultationFailed OrganDesignated EvidenceCollectedByRespondent InspectionRefused
    FeeCharged
    // litigation: first instance (lifecycle.md III.3)
    ComplaintReceived DefenceAndEvidenceSubmitted DefencePeriodExpired EvidenceExtensionRequested EvidenceExtensionGranted
    JurisdictionObjectionFiled JurisdictionObjectionDecided DefendantAdded DefendantChanged Merged StayRuled HearingScheduled
    HearingPostponed ConvertedToOrdinary LitigationSuspended LitigationResumed ActChanged WithdrawalPermitted DeemedWithdrawn
    DefendantAbsent SuitDismissed Transferred LitigationTerminated JudgmentAnnounced JudgmentServed RulingServed
    MediationEffective CounterclaimFiled AppealFiled AppealPeriodsExpired
    // second instance, retrial, supervision, public interest, enforcement
    AppealCopyReceived AppealAnswerSubmitted TriedInWriting AppealWithdrawn RetrialApplicationFiled RetrialCopyReceived
    RetrialResponseSubmitted OtherPartyAppliedRetrial RetrialApplicationWithdrawn RetrialOrdered RetrialApplicationDismissed
    RetrialTerminated SupervisionApplicationFiled SupervisionAccepted SupervisionDecided JudicialSuggestionReceived
    ProcuratorialSuggestionReceived SuggestionAnswered SuitBrought ClaimsMet EnforcementApplied Enforced RemedyPeriodExpired
    DemandServed NonlitEnforcementApplied NonlitAccepted NonlitRejected NonlitRuled NonlitRefusalServed CourtReviewApplied
    CourtReviewDecided CompensationClaimed CompensationDecided CompensationDecisionServed PaymentRequested PaymentApplicationSent
    CompensationPaid FeeNoticeReceived FeePaid
}
