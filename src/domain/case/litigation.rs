//! THE transition tables of litigation 行政应诉 (lifecycle.md III.4): one per kind of record, sharing the rows they have in common.

use super::event::Event;
use super::event::Tag::{self, *};
use super::file::Instance;
use super::file::State::{self, Suspended, *};
use super::guards::litigation::*;
use super::transition::{Forbidden, Guard, Laws, Machine, To, Transition, automatic, no, w};
use crate::domain::words::Words;

const fn row(id: &'static str, from: &'static [State], event: Tag, guards: &'static [Guard], to: To, article: &'static str) -> Transition {
    Transition { id, from, event, to, guards, laws: Laws::Both, automatic: false, article, effects: w("", "") }
}

const fn note(id: &'static str, from: &'static [State], event: Tag, guards: &'static [Guard], article: &'static str) -> Transition {
    row(id, from, event, guards, To::Same, article)
}

const fn with(effects: Words, transition: Transition) -> Transition {
    Transition { effects, ..transition }
}

/// The kind of record an event opens; a file opened by none of them is a first instance, which then refuses the event.
pub fn instance_opened_by(event: &Event) -> Instance {
    match event {
        Event::AppealCopyReceived(_) | Event::AppealFiled(_) => Instance::Second,
        Event::RetrialApplicationFiled(_) | Event::RetrialCopyReceived(_) => Instance::RetrialReview,
        Event::RetrialOrdered(data) if data.by_first_instance_procedure == Some(true) => Instance::RetrialFirst,
        Event::RetrialOrdered(_) => Instance::RetrialSecond,
        Event::SupervisionApplicationFiled(_) => Instance::Supervision,
        Event::ProcuratorialSuggestionReceived(_) => Instance::PublicInterest,
        Event::RemedyPeriodExpired(_) | Event::DemandServed(_) => Instance::Enforcement,
        _ => Instance::First,
    }
}

/// The table of a kind of record.
pub fn machine(instance: Instance) -> &'static Machine {
    match instance {
        Instance::First => &FIRST,
        Instance::Second => &SECOND,
        Instance::RetrialReview => &RETRIAL_REVIEW,
        Instance::RetrialFirst => &RETRIAL_FIRST,
        Instance::RetrialSecond => &RETRIAL_SECOND,
        Instance::Supervision => &SUPERVISION,
        Instance::PublicInterest => &PUBLIC_INTEREST,
        Instance::Enforcement => &ENFORCEMENT,
    }
}

/// Every table of litigation.
pub static MACHINES: &[&Machine] =
    &[&FIRST, &SECOND, &RETRIAL_REVIEW, &RETRIAL_FIRST, &RETRIAL_SECOND, &SUPERVISION, &PUBLIC_INTEREST, &ENFORCEMENT];

macro_rules! machine {
    ($($name:ident $code:literal $zh:literal $en:literal [$($table:ident),+] $states:ident;)+) => {$(
        #[doc = $zh]
        pub static $name: Machine = Machine {
            code: $code,
            words: w($zh, $en),
            states: $states,
            tables: &[$($table),+],
            forbidden: FORBIDDEN,
        };
    )+};
}

machine! {
    FIRST "first-instance" "行政诉讼一审" "first instance" [FIRST_ROWS, TRIAL_ROWS, AFTER_JUDGMENT, ALWAYS] FIRST_STATES;
    SECOND "second-instance" "行政诉讼二审" "second instance" [SECOND_ROWS, TRIAL_ROWS, AFTER_JUDGMENT, ALWAYS] SECOND_STATES;
    RETRIAL_REVIEW "retrial-review" "再审审查" "retrial review" [REVIEW_ROWS, ALWAYS] REVIEW_STATES;
    RETRIAL_FIRST "retrial-first" "再审（一审程序）" "retrial under first-instance procedure" [RETRIAL_OPENING, RETRIAL_FIRST_ROWS, TRIAL_ROWS, AFTER_JUDGMENT, ALWAYS] RETRIAL_FIRST_STATES;
    RETRIAL_SECOND "retrial-second" "再审（二审程序）" "retrial under second-instance procedure" [RETRIAL_OPENING, RETRIAL_SECOND_ROWS, TRIAL_ROWS, AFTER_JUDGMENT, ALWAYS] RETRIAL_SECOND_STATES;
    SUPERVISION "supervision" "检察监督" "procuratorial supervision" [SUPERVISION_ROWS, ALWAYS] REVIEW_STATES;
    PUBLIC_INTEREST "public-interest" "公益诉讼诉前程序" "public interest, before the suit" [PUBLIC_INTEREST_ROWS, ALWAYS] PUBLIC_INTEREST_STATES;
    ENFORCEMENT "non-litigation-enforcement" "非诉执行" "non-litigation enforcement" [ENFORCEMENT_ROWS, ALWAYS] ENFORCEMENT_STATES;
}

const NOTIFIED: (State, Words) = (Notified, w("已收到应诉通知", "notified"));
const IN_TRIAL: (State, Words) = (InTrial, w("审理中", "in trial"));
const SUSPENDED: (State, Words) = (Suspended, w("中止诉讼", "suspended"));
const DECIDED: (State, Words) = (Decided, w("已裁判（上诉期内）", "decided, open to appeal"));
const EFFECTIVE: (State, Words) = (Effective, w("生效", "effective"));
const APPEALED: (State, Words) = (Appealed, w("已上诉", "appealed"));
const ENDED: (State, Words) = (Ended, w("程序终结", "ended"));
const PERFORMANCE: (State, Words) = (Performance, w("履行、执行中", "in performance"));
const CLOSED: (State, Words) = (Closed, w("归档", "closed"));
const PAPERS: (State, Words) = (Notified, w("已收到材料", "papers received"));

const FIRST_STATES: &[(State, Words)] = &[NOTIFIED, IN_TRIAL, SUSPENDED, DECIDED, EFFECTIVE, APPEALED, ENDED, PERFORMANCE, CLOSED];
/// What is decided on appeal takes effect at once.
const SECOND_STATES: &[(State, Words)] = &[NOTIFIED, IN_TRIAL, SUSPENDED, EFFECTIVE, ENDED, PERFORMANCE, CLOSED];
/// A retrial begins with the trial; nobody files a defence.
const RETRIAL_FIRST_STATES: &[(State, Words)] = &[IN_TRIAL, SUSPENDED, DECIDED, EFFECTIVE, APPEALED, ENDED, PERFORMANCE, CLOSED];
const RETRIAL_SECOND_STATES: &[(State, Words)] = &[IN_TRIAL, SUSPENDED, EFFECTIVE, ENDED, PERFORMANCE, CLOSED];
const REVIEW_STATES: &[(State, Words)] = &[PAPERS, (InTrial, w("审查中", "under examination")), ENDED, CLOSED];
const PUBLIC_INTEREST_STATES: &[(State, Words)] = &[PAPERS, ENDED, CLOSED];

const ENFORCEMENT_STATES: &[(State, Words)] = &[
    (Notified, w("催告、申请前", "before the application")),
    (InTrial, w("法院审查中", "examined by the court")),
    (Decided, w("已裁定不予受理或者不准予", "refused, open to review")),
    (Appealed, w("上一级法院复议中", "reviewed by the higher court")),
    (Performance, w("执行中", "being enforced")),
    (Ended, w("程序终结", "ended")),
    (Closed, w("归档", "closed")),
];

const OPEN: &[State] = &[Notified, InTrial];
const LIVE: &[State] = &[Notified, InTrial, Suspended];
const ANY: &[State] = &[Notified, InTrial, Suspended, Decided, Effective, Appealed, Ended, Performance, Closed];
const FINAL: &[State] = &[Effective, Performance, Closed];

const FIRST_ROWS: &[Transition] = &[
    with(
        w("答辩举证、管辖异议期限起算", "periods for defence and jurisdiction objection start"),
        row("L1", &[New], ComplaintReceived, &[NOT_PENDING, NOT_SUED_BEFORE, NO_SUMMARY_AFTER_REMAND], To::State(Notified), "APL-67(1)"),
    ),
    row("L2", &[Notified], DefenceAndEvidenceSubmitted, &[], To::State(InTrial), "APL-67"),
    with(
        w("视为没有相应证据", "evidence deemed absent"),
        automatic(row("L3", &[Notified], DefencePeriodExpired, &[DEFENCE_PERIOD_OVER], To::State(InTrial), "APL-34(2), 67(2)")),
    ),
    note("L4", &[Notified], JurisdictionObjectionFiled, &[OBJECTION_IN_TIME], "JI-10(1)"),
    row("L4a/L4b", OPEN, JurisdictionObjectionDecided, &[OBJECTION_FILED], To::ObjectionResult, "JI-10(2), 101(2)"),
    note("A-evidence-extension", &[Notified], EvidenceExtensionRequested, &[EVIDENCE_REQUEST_IN_TIME], "APL-36(1), JI-34"),
    note("A-evidence-granted", &[Notified], EvidenceExtensionGranted, &[], "APL-36(1), JI-34, 36"),
    with(
        w("审限自原立案之日起算", "limit from the original filing"),
        note("L5", &[InTrial], ConvertedToOrdinary, &[CONVERTED_BEFORE_END], "APL-84, JI-105"),
    ),
    row("L15", OPEN, SuitDismissed, &[], To::State(Decided), "JI-69, 101"),
    row("L17-announced", OPEN, JudgmentAnnounced, FIRST_JUDGMENT, To::State(Decided), "APL-80"),
    with(
        w("各方上诉期限自各自收到之日起算", "each party's time to appeal runs from its own service"),
        row("L17", &[Notified, InTrial, Decided], JudgmentServed, FIRST_JUDGMENT, To::State(Decided), "APL-80, 85"),
    ),
    row("L17-ruling", OPEN, RulingServed, &[JUDGED_IN_THE_CASE, RULING_OUTCOME], To::State(Decided), "JI-101"),
    row("L18", &[InTrial], MediationEffective, &[MEDIABLE, NO_JUDGMENT_FROM_MEDIATION], To::EffectiveOrPerformance, "JI-84..86"),
    row("L11", OPEN, WithdrawalPermitted, &[SUIT_WITHDRAWAL_ASKED], To::State(Ended), "APL-62, WD-2, 5"),
    row("L13", OPEN, DeemedWithdrawn, &[], To::State(Ended), "APL-58, JI-61"),
    row("L16", OPEN, Transferred, &[], To::State(Ended), "APL-22"),
    row("L-merged", OPEN, Merged, &[], To::Same, "APL-27, JI-73"),
    row("L19", &[Decided], AppealFiled, &[DOCUMENT_SERVED, APPEAL_IN_TIME], To::State(Appealed), "APL-85, JI-107"),
    automatic(row(
        "L20/L21",
        &[Decided],
        AppealPeriodsExpired,
        &[DOCUMENT_SERVED, APPEAL_PERIODS_OVER],
        To::EffectiveOrPerformance,
        "APL-85, 94",
    )),
    with(
        w("上诉撤回的，一审裁判生效", "after a withdrawal of the appeal the first-instance judgment takes effect"),
        row("S4-below", &[Appealed], AppealWithdrawn, &[APPEAL_WITHDRAWAL_PERMITTED], To::WhenNoAppealIsLeft(Effective), "WD-8, JI-79, 80"),
    ),
    note("L19b", &[Appealed], AppealFiled, &[APPEAL_IN_TIME], "APL-85, JI-107"),
    note("PIL-24", OPEN, ClaimsMet, &[PUBLIC_INTEREST_SUIT], "PIL-24"),
];

const FIRST_JUDGMENT: &[Guard] = &[
    DEFENCE_CLOSED,
    THE_JUDGMENT_ANNOUNCED,
    JUDGED_IN_THE_CASE,
    JUDGMENT_OUTCOME,
    BOTH_ACTS_JUDGED,
    NO_WORSE_FOR_PLAINTIFF,
    DEFAULT_NOTICE_PROVED,
];

/// What happens during any trial.
const TRIAL_ROWS: &[Transition] = &[
    note("L6-scheduled", OPEN, HearingScheduled, &[], "JI-71"),
    note("L6-postponed", OPEN, HearingPostponed, &[], "JI-72"),
    note("L6", OPEN, HearingHeld, &[DEFENCE_CLOSED], "APL-3(3), JI-71"),
    row("L7", OPEN, LitigationSuspended, &[DEFENCE_CLOSED], To::State(Suspended), "JI-87, APL-61(2)"),
    row("L8", &[Suspended], LitigationResumed, &[], To::State(InTrial), "JI-87(2)"),
    row("L9/L10", &[InTrial, Suspended], LitigationTerminated, &[TERMINATION_GROUND], To::State(Ended), "JI-88"),
    note("L11-asked", LIVE, WithdrawalRequested, &[], "APL-62"),
    note("L12", OPEN, WithdrawalRefused, &[SUIT_WITHDRAWAL_ASKED], "WD-7, JI-79(1), 80(2)"),
    note("L14", &[InTrial], DefendantAbsent, &[SUMMONED], "APL-58, 66(2), JI-79(3)"),
    note("A-defendant-added", OPEN, DefendantAdded, &[], "JI-26, 134"),
    note("A-defendant-changed", OPEN, DefendantChanged, &[], "JI-26"),
    note("A-third-party", LIVE, ThirdPartyJoined, &[], "APL-29, JI-30"),
    note("A-stay", LIVE, StayRuled, &[], "APL-56"),
    note("A-act-changed", LIVE, ActChanged, &[], "JI-81, WD-3, 4"),
];

const AFTER_JUDGMENT: &[Transition] = &[
    row("L22", &[Effective, Performance], Performed, &[], To::ClosedWhenNothingOpen, "APL-94"),
    row("L22b", &[Effective, Performance], ActRemade, &[NOT_BASICALLY_THE_SAME], To::ClosedWhenNothingOpen, "APL-71, 94, JI-90"),
    note("L-enforcement", &[Effective, Performance], EnforcementApplied, &[], "APL-95, 96, JI-153"),
    row("L-enforced", &[Effective, Performance], Enforced, &[], To::State(Closed), "APL-95, 96"),
    note("T1", FINAL, RetrialApplicationFiled, &[FIRST_RETRIAL_APPLICATION], "APL-90, JI-110, RF-1, 2"),
    note("T-copy", FINAL, RetrialCopyReceived, &[], "JI-111"),
    note("T7-below", FINAL, RetrialOrdered, &[], "APL-92, 93, JI-118"),
    note("P-below", FINAL, SupervisionApplicationFiled, &[], "APL-93, JI-117(1)"),
    row("L-archived", &[Effective, Ended], Archived, &[NO_DUTY_LEFT], To::State(Closed), "practice"),
];

/// Rows of every record.
const ALWAYS: &[Transition] = &[
    note("A-judicial-suggestion", ANY, JudicialSuggestionReceived, &[], "APL-66, 96(iv), JI-149, AP-12"),
    note(
        "A-suggestion-answered",
        &[InTrial, Suspended, Decided, Effective, Appealed, Ended, Performance, Closed],
        SuggestionAnswered,
        &[],
        "JI-149(4)",
    ),
    note("A-linked", ANY, Linked, &[], "practice"),
    note("A-law", ANY, LawPinned, &[], "23-90"),
    note("A-service-proved", ANY, ServiceProved, &[], "CPL-87"),
    note("A-fee-notice", ANY, FeeNoticeReceived, &[], "fees 22"),
    note("A-fee-paid", ANY, FeePaid, &[], "fees 22"),
    note("A-compensation", ANY, CompensationClaimed, &[], "SCL-12"),
    note("A-compensation-decided", ANY, CompensationDecided, &[], "SCL-13"),
    note("A-compensation-served", ANY, CompensationDecisionServed, &[], "SCL-13"),
    note("A-payment", ANY, PaymentRequested, &[], "SCL-37(3)"),
    note("A-payment-sent", ANY, PaymentApplicationSent, &[], "SCL-37(3)"),
    note("A-paid", ANY, CompensationPaid, &[], "SCL-37(3)"),
];

const SECOND_ROWS: &[Transition] = &[
    with(
        w("上诉答辩期限起算", "the period to answer the appeal starts"),
        row("S1", &[New], AppealCopyReceived, &[], To::State(Notified), "JI-108"),
    ),
    row("S1b", &[New], AppealFiled, &[], To::State(Notified), "APL-85, JI-107"),
    row("S2", &[Notified], AppealAnswerSubmitted, &[], To::State(InTrial), "JI-108(2)"),
    automatic(row("S2b", &[Notified], DefencePeriodExpired, &[DEFENCE_PERIOD_OVER], To::State(InTrial), "JI-108(2), (3)")),
    note("S3", OPEN, TriedInWriting, &[NO_NEW_FACTS], "APL-86"),
    note("S1c", OPEN, AppealCopyReceived, &[], "JI-107, 108"),
    note("S1d", OPEN, AppealFiled, &[], "JI-107"),
    row("S4", LIVE, AppealWithdrawn, &[APPEAL_WITHDRAWAL_PERMITTED], To::WhenNoAppealIsLeft(Ended), "JI-61, 79, 80, WD-8"),
    row("S5/S6/S8", OPEN, JudgmentAnnounced, SECOND_JUDGMENT, To::FinalResult, "APL-89, 82(3), JI-109, 123(i)"),
    row(
        "S5/S6/S8-served",
        &[Notified, InTrial, Effective, Ended, Performance],
        JudgmentServed,
        SECOND_JUDGMENT,
        To::FinalResult,
        "APL-89, 85",
    ),
    row("S7", OPEN, RulingServed, SECOND_RULING, To::FinalResult, "APL-89(1)(i), (ii), JI-109(1)"),
    row("Q12", OPEN, WithdrawalPermitted, &[SUIT_WITHDRAWAL_ASKED], To::State(Ended), "CPL-JI 336 (APL-101)"),
    row("S-mediation", &[InTrial], MediationEffective, &[NO_JUDGMENT_FROM_MEDIATION], To::EffectiveOrPerformance, "APL-60, JI-109(5), (6)"),
];

const SECOND_JUDGMENT: &[Guard] =
    &[DEFENCE_CLOSED, THE_JUDGMENT_ANNOUNCED, JUDGED_IN_THE_CASE, APPEAL_OUTCOME, NO_SECOND_REMAND, NEW_RESULT_STORED];
const SECOND_RULING: &[Guard] = &[JUDGED_IN_THE_CASE, APPEAL_OUTCOME, NO_SECOND_REMAND];

const REVIEW_ROWS: &[Transition] = &[
    row("T1", &[New], RetrialApplicationFiled, &[FIRST_RETRIAL_APPLICATION], To::State(Notified), "APL-90, JI-110, RF-1, 2"),
    row("T2", &[New], RetrialCopyReceived, &[], To::State(Notified), "JI-111"),
    row("T2b", &[Notified], RetrialResponseSubmitted, &[], To::State(InTrial), "JI-111"),
    automatic(row("T2c", &[Notified], DefencePeriodExpired, &[DEFENCE_PERIOD_OVER], To::State(InTrial), "JI-111")),
    with(w("审查期限重新计算", "the review period restarts"), note("T3", OPEN, OtherPartyAppliedRetrial, &[], "JI-114")),
    note("T-questioning", OPEN, HearingHeld, &[], "JI-115"),
    row("T4", OPEN, RetrialApplicationDismissed, &[], To::State(Ended), "JI-116(2), 117"),
    row("T5", OPEN, RetrialApplicationWithdrawn, &[], To::State(Ended), "JI-115"),
    with(
        w("中止执行（抚恤金等除外）", "enforcement stayed, optional for pensions and the like"),
        row("T6", OPEN, RetrialOrdered, &[], To::State(Ended), "JI-116(1), 118"),
    ),
    note("P-below", &[Ended], SupervisionApplicationFiled, &[], "JI-117(1)"),
    row("T-archived", &[Ended], Archived, &[], To::State(Closed), "practice"),
];

const RETRIAL_OPENING: &[Transition] = &[
    row("T7", &[New], RetrialOrdered, &[], To::State(InTrial), "APL-92, 93"),
    with(
        w("原裁判恢复执行", "enforcement of the old judgment resumes"),
        row("T9", &[InTrial, Suspended], RetrialTerminated, &[], To::State(Ended), "JI-121"),
    ),
    row("T9b", &[InTrial], WithdrawalPermitted, &[SUIT_WITHDRAWAL_ASKED], To::State(Ended), "JI-121"),
    row("T-mediation", &[InTrial], MediationEffective, &[NO_JUDGMENT_FROM_MEDIATION], To::EffectiveOrPerformance, "APL-60"),
];

const RETRIAL_FIRST_ROWS: &[Transition] = &[
    row("T8", &[InTrial], JudgmentAnnounced, RETRIAL_JUDGMENT, To::State(Decided), "JI-119, 122"),
    row("T8-served", &[InTrial, Decided], JudgmentServed, RETRIAL_JUDGMENT, To::State(Decided), "JI-119, 122"),
    row("T10", &[InTrial], RulingServed, RETRIAL_JUDGMENT, To::FinalResult, "JI-122, 123"),
    row("L19", &[Decided], AppealFiled, &[DOCUMENT_SERVED, APPEAL_IN_TIME], To::State(Appealed), "APL-85"),
    automatic(row(
        "L20/L21",
        &[Decided],
        AppealPeriodsExpired,
        &[DOCUMENT_SERVED, APPEAL_PERIODS_OVER],
        To::EffectiveOrPerformance,
        "APL-85, 94",
    )),
];

const RETRIAL_SECOND_ROWS: &[Transition] = &[
    row("T8", &[InTrial], JudgmentAnnounced, RETRIAL_JUDGMENT, To::FinalResult, "JI-119, 122"),
    row("T8-served", &[InTrial, Effective, Ended, Performance], JudgmentServed, RETRIAL_JUDGMENT, To::FinalResult, "JI-119, 122"),
    row("T10", &[InTrial], RulingServed, RETRIAL_JUDGMENT, To::FinalResult, "JI-122, 123"),
];

const RETRIAL_JUDGMENT: &[Guard] = &[THE_JUDGMENT_ANNOUNCED, JUDGED_IN_THE_CASE, RETRIAL_OUTCOME, NEW_RESULT_STORED];

const SUPERVISION_ROWS: &[Transition] = &[
    row("P1", &[New], SupervisionApplicationFiled, &[], To::State(Notified), "APL-93, JI-117(1)"),
    row("P2", &[Notified], SupervisionAccepted, &[], To::State(InTrial), "PSR-11"),
    row("P3", OPEN, SupervisionDecided, &[SUPERVISION_OUTCOME], To::State(Ended), "APL-93, PSR-11, 18-27"),
    row("P-archived", &[Ended], Archived, &[], To::State(Closed), "practice"),
];

const PUBLIC_INTEREST_ROWS: &[Transition] = &[
    with(
        w("两个月（紧急十五日）内书面答复", "answer in two months (fifteen days if urgent)"),
        row("PI1", &[New], ProcuratorialSuggestionReceived, &[], To::State(Notified), "APL-25(4), PIL-21"),
    ),
    row("PI2", &[Notified], SuggestionAnswered, &[], To::ClosedWhenAnswered, "PIL-21(2)"),
    row("PI3", &[Notified], Performed, &[], To::ClosedWhenNothingOpen, "PIL-21"),
    row("PI4", &[Notified], SuitBrought, &[], To::State(Ended), "PIL-21(3)"),
    row("PI-archived", &[Ended], Archived, &[], To::State(Closed), "practice"),
];

const ENFORCEMENT_ROWS: &[Transition] = &[
    row("N1", &[New], RemedyPeriodExpired, &[], To::State(Notified), "APL-97, AEL-53"),
    row("N1b", &[New], DemandServed, &[], To::State(Notified), "AEL-54"),
    note("N2", &[Notified], DemandServed, &[], "AEL-54"),
    row("N3", &[Notified], NonlitEnforcementApplied, &[DEMAND_EXPIRED], To::State(InTrial), "AEL-53, 54, JI-155, 156"),
    note("N4", &[InTrial], NonlitAccepted, &[], "JI-155(3)"),
    row("N5", &[InTrial], NonlitRejected, &[], To::State(Decided), "JI-155(3), AEL-56"),
    row("N6", &[InTrial], NonlitRuled, &[ENFORCEMENT_OUTCOME], To::EnforcementResult, "JI-160, 161, AEL-57, 58"),
    note("N7", &[Decided], NonlitRefusalServed, &[], "JI-161(2)"),
    row("N8", &[Decided], CourtReviewApplied, &[], To::State(Appealed), "JI-155(3), 161(2)"),
    row("N9", &[Appealed], CourtReviewDecided, &[ENFORCEMENT_OUTCOME], To::EnforcementResult, "AEL-56(2), 58(3)"),
    row("N10", &[Performance], Enforced, &[], To::State(Closed), "AEL-59"),
    row("N-archived", &[Decided, Ended], Archived, &[], To::State(Closed), "practice"),
];

const FORBIDDEN: &[Forbidden] = &[
    no(
        EvidenceCollectedByRespondent,
        &[],
        "LI-1",
        "APL-35",
        w("诉讼过程中被告及其代理人不得自行收集证据", "the defendant may not collect evidence during the suit"),
    ),
    no(CounterclaimFiled, &[], "LI-10", "AG-6", w("行政协议案件中行政机关不得反诉", "the agency may not counterclaim in agreement cases")),
    no(
        ConvertedToGeneral,
        &[],
        "L5",
        "APL-84",
        w("诉讼中的转换是“简易转普通（诉讼）”", "in court the conversion is `converted-to-ordinary`"),
    ),
];
