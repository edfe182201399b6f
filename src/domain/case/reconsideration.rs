//! THE transition table of reconsideration 行政复议 (lifecycle.md I.4, II) and of the reconsideration in which a unit of ours is
//! respondent 被复议, which sees only the steps that reach the respondent.

use super::event::Tag::{self, *};
// where a state and an event share a word, the bare word is the state
use super::file::State::{self, Rejected, Suspended, Terminated, *};
use super::guards::*;
use super::transition::{Forbidden, Guard, Laws, Machine, To, Transition, automatic, no, w};
use crate::domain::words::Words;

const fn row(
    id: &'static str,
    from: &'static [State],
    event: Tag,
    guards: &'static [Guard],
    to: To,
    article: &'static str,
    effects: Words,
) -> Transition {
    Transition { id, from, event, to, guards, laws: Laws::Both, automatic: false, article, effects }
}

/// A row that records an attribute and leaves the state.
const fn note(id: &'static str, from: &'static [State], event: Tag, guards: &'static [Guard], article: &'static str) -> Transition {
    row(id, from, event, guards, To::Same, article, Words { zh: "", en: "" })
}

const fn only(laws: Laws, transition: Transition) -> Transition {
    Transition { laws, ..transition }
}

const NOTHING: Words = w("", "");
const REVIEW: &[State] = &[UnderReview, Suspended];
const BEFORE_END: &[State] = &[Received, AwaitingSupplement, UnderReview, Suspended];
const ANY: &[State] = &[
    Received,
    AwaitingSupplement,
    Abandoned,
    Rejected,
    UnderReview,
    Suspended,
    Decided,
    Effective,
    Mediated,
    Terminated,
    HandedOver,
    Closed,
];
/// States outside the decision's effect in which an open opinion letter can still be enforced.
const OTHER: &[State] = &[Received, AwaitingSupplement, Abandoned, Rejected, UnderReview, Suspended, Terminated, HandedOver, Closed];
const SETTLED: &[State] = &[Decided, Effective, Mediated];

/// 行政复议.
pub static RECONSIDERATION: Machine = Machine {
    code: "reconsideration",
    words: w("行政复议", "reconsideration"),
    states: STATES,
    tables: &[MAIN, REVIEW_STEPS, AFTERMATH],
    forbidden: FORBIDDEN,
};

/// 被复议: the higher organ acts, our unit answers.
pub static RESPONDENT: Machine = Machine {
    code: "respondent-reconsideration",
    words: w("被复议", "reconsideration in which our unit is respondent"),
    states: RESPONDENT_STATES,
    tables: &[RESPONDENT_ROWS, AFTERMATH],
    forbidden: RESPONDENT_FORBIDDEN,
};

const STATES: &[(State, Words)] = &[
    (Received, w("已收到申请（审查期）", "application received, under examination")),
    (AwaitingSupplement, w("补正中", "awaiting supplement")),
    (Abandoned, w("视为放弃申请", "treated as abandoned")),
    (Rejected, w("不予受理", "not accepted")),
    (UnderReview, w("审理中", "under review")),
    (Suspended, w("中止", "suspended")),
    (Decided, w("已作出决定（未送达）", "decided, not yet served")),
    (Effective, w("决定生效（履行期）", "decision in effect")),
    (Mediated, w("调解书生效（履行期）", "mediation letter in effect")),
    (Terminated, w("终止", "terminated")),
    (HandedOver, w("移出", "handed over")),
    (Closed, w("结案归档", "closed")),
];

const RESPONDENT_STATES: &[(State, Words)] = &[
    (UnderReview, w("审理中", "under review")),
    (Suspended, w("中止", "suspended")),
    (Decided, w("已作出决定（未送达）", "decided, not yet served")),
    (Effective, w("决定生效（履行期）", "decision in effect")),
    (Mediated, w("调解书生效（履行期）", "mediation letter in effect")),
    (Terminated, w("终止", "terminated")),
    (HandedOver, w("移出", "handed over")),
    (Closed, w("结案归档", "closed")),
];

const MAIN: &[Transition] = &[
    row(
        "R1",
        &[New],
        ApplicationReceived,
        &[OBSTACLE_ENDED],
        To::State(Received),
        "23-30(1)",
        w("审查期限起算", "the review period starts"),
    ),
    only(
        Laws::Only2023,
        row(
            "R2",
            &[New],
            ApplicationForwarded,
            &[],
            To::State(Received),
            "23-32",
            w("自本机关收到之日起算", "the clock runs from OUR receipt"),
        ),
    ),
    row(
        "R3",
        &[Received],
        CorrectionNoticeSent,
        &[FIRST_NOTICE],
        To::State(AwaitingSupplement),
        "23-31(1)",
        w("自申请人收到之日起补正", "time to supplement from the applicant's receipt"),
    ),
    row("R4", &[AwaitingSupplement], SupplementExtended, &[], To::Same, "23-31(2)", w("新的截止日", "new last day")),
    row(
        "R5",
        &[AwaitingSupplement],
        SupplementReceived,
        &[],
        To::State(Received),
        "23-31(3)",
        w("审查期限重新起算", "a fresh review period starts"),
    ),
    row(
        "R6",
        &[AwaitingSupplement],
        SupplementLapsed,
        &[SUPPLEMENT_OVER],
        To::State(Abandoned),
        "23-31(2)",
        w("记录在案", "put on record"),
    ),
    row(
        "R7",
        &[Received],
        Accepted,
        &[NOT_BARRED, NOT_WITHDRAWN_BEFORE, TWO_STAFF, SUMMARY_ALLOWED],
        To::State(UnderReview),
        "23-30(1)",
        w("受理日；送副本、作决定的期限起算", "acceptance; periods to send the copy and to decide start"),
    ),
    automatic(row(
        "R8",
        &[Received],
        DeemedAccepted,
        &[REVIEW_PERIOD_OVER],
        To::State(UnderReview),
        "23-30(3)",
        w("受理日为期限届满之日（2017年法：收到之日）", "accepted on the day of expiry (2017 law: of receipt)"),
    )),
    row(
        "R9",
        &[Received],
        Tag::Rejected,
        &[REFUSED_WITH_REASONS, NAMES_COMPETENT_ORGAN],
        To::State(Rejected),
        "23-30(2)",
        w("前置案件的起诉期限起算", "compulsory-first: period to sue starts"),
    ),
    only(
        Laws::Only2017,
        row("R9-17", &[Received], Redirected, &[], To::State(HandedOver), "17-17(1)", w("告知，不是不予受理", "told, not refused")),
    ),
    only(
        Laws::Only2017,
        row(
            "R9-18",
            &[Received],
            ForwardedByCounty,
            &[],
            To::State(HandedOver),
            "17-18",
            w("七个工作日内转送", "forwarded within seven working days"),
        ),
    ),
    row("R10", &[Rejected], SuperiorOrdered, &[NO_JUSTIFIED_REASON], To::State(UnderReview), "23-35, IR-31", NOTHING),
    row(
        "R10b",
        &[Effective],
        SuperiorOrdered,
        &[DISMISSED, NO_JUSTIFIED_REASON],
        To::State(UnderReview),
        "23-35, IR-48(2)",
        w("期限法律未规定（Q06）", "clock: law silent (Q06)"),
    ),
    row(
        "R10c",
        &[UnderReview],
        SuperiorOrdered,
        &[DECISION_OVERDUE, NO_JUSTIFIED_REASON],
        To::Same,
        "23-35",
        w("立即作出决定", "decide at once"),
    ),
    row("R11", &[Rejected], SuperiorAccepted, &[], To::State(HandedOver), "23-35", NOTHING),
    row("R11b", &[Effective], SuperiorAccepted, &[DISMISSED], To::State(HandedOver), "23-35", NOTHING),
    row("R11c", &[UnderReview], SuperiorAccepted, &[DECISION_OVERDUE], To::State(HandedOver), "23-35", NOTHING),
    row("R12", &[Received, UnderReview, Suspended], Elevated, &[], To::State(HandedOver), "23-38", NOTHING),
    row(
        "R12b",
        &[Received],
        OrganAgreed,
        &[],
        To::HandedOverUnlessUs,
        "IR-30",
        w("协商所用时间不计入", "time of the consultation does not count"),
    ),
    row("R12c", &[Received], OrganDesignated, &[], To::HandedOverUnlessUs, "IR-30", NOTHING),
    row(
        "R13",
        &[UnderReview],
        Tag::Suspended,
        &[SUSPENSION_GROUND],
        To::State(Suspended),
        "23-39",
        w("审理期限停止计算，书面告知", "the period to decide stops; written notice"),
    ),
    row(
        "R14",
        &[Suspended],
        Resumed,
        &[CAUSE_REMOVED],
        To::State(UnderReview),
        "23-39(2), 23-40",
        w("审理期限继续计算，书面告知", "the period goes on; written notice"),
    ),
    row(
        "R15/R16",
        REVIEW,
        Tag::Terminated,
        &[WITHDRAWAL_PERMITTED, LAPSE_GROUND, TERMINATION_LAWFUL],
        To::State(Terminated),
        "23-41",
        w("复议机关决定终止", "the organ decides to terminate"),
    ),
    row(
        "R17",
        &[UnderReview],
        ApplicationDismissed,
        &[REFUSED_WITH_REASONS],
        To::State(Decided),
        "23-33",
        w("结案方式：驳回申请", "outcome: application dismissed"),
    ),
    row("R18", &[UnderReview], DecisionMade, DECISION, To::State(Decided), "23-61..72, 23-75(1)", w("审理期限终止", "the clock stops")),
    row(
        "R19",
        &[Decided],
        DecisionServed,
        &[SERVED_AFTER_DECISION],
        To::State(Effective),
        "23-75(2)",
        w("发生法律效力；救济、履行、重作期限起算", "takes legal effect; remedy, performance and remake periods start"),
    ),
    row(
        "R20",
        REVIEW,
        MediationLetterEffective,
        &[SUSPENDED_FOR_MEDIATION, LETTER_MEDIABLE, LETTER_SIGNED],
        To::State(Mediated),
        "23-73(1)",
        w("监督履行", "performance is watched"),
    ),
    row(
        "R21",
        REVIEW,
        MediationFailed,
        &[SUSPENDED_FOR_MEDIATION],
        To::State(UnderReview),
        "23-73(2)",
        w("及时作出决定", "decide in good time"),
    ),
    row(
        "R22",
        &[UnderReview],
        ConvertedToGeneral,
        &[CONVERTED_IN_TIME],
        To::Same,
        "23-55",
        w("普通程序期限自原受理日起算（A09）", "the general period runs from the ORIGINAL acceptance (A09)"),
    ),
    row("R23", &[UnderReview], Extended, &[EXTENSION_LAWFUL], To::Same, "23-62(1)", w("最多延长三十日", "30 days more at most")),
    row(
        "R24",
        &[Decided, Effective, Mediated],
        Performed,
        &[SERVED],
        To::ClosedWhenNothingOpen,
        "23-77(1)",
        w("诉讼、意见书未了的不归档", "unless litigation or an opinion letter is open"),
    ),
    row(
        "R24b",
        &[Decided, Effective, Mediated],
        ActRemade,
        &[SERVED, NOT_SAME_ACT],
        To::ClosedWhenNothingOpen,
        "23-77(1), 23-64(2)",
        NOTHING,
    ),
    row("R27", &[Effective], Sued, &[], To::Same, "23-10, 23-34", w("被诉，关联案件", "litigated; link")),
    row("R27b", &[Rejected], Sued, &[], To::Same, "23-34, JI-56(2)", w("被诉，关联案件", "litigated; link")),
    row("R27c", &[UnderReview], Sued, &[DECISION_OVERDUE], To::Same, "23-34, APL-45", w("被诉，关联案件", "litigated; link")),
    row(
        "R27d",
        &[Terminated],
        Sued,
        &[WITHDRAWN, NOT_COMPULSORY, ORIGINAL_ACT],
        To::Same,
        "JI-58",
        w("起诉原行政行为", "the original act is sued on"),
    ),
    row(
        "R28",
        &[Effective],
        DecisionRevokedByCourt,
        &[LITIGATED, ORDERED_AGAIN],
        To::State(UnderReview),
        "JI-89",
        w("重新作出复议决定（Q06）", "to be decided again (Q06)"),
    ),
    note("Q01", &[Received, AwaitingSupplement], WithdrawalRequested, &[REPRESENTED_CONSENT], "23-74"),
    row(
        "Q01b",
        &[Received, AwaitingSupplement],
        WithdrawalGranted,
        &[WITHDRAWAL_ASKED],
        To::State(Terminated),
        "23-74",
        w("受理前撤回，不计入受理", "withdrawn before acceptance, outside acceptance statistics"),
    ),
];

const DECISION: &[Guard] = &[
    REPLY_IN,
    OPINIONS_HEARD,
    MAJOR_HEARD,
    MAJOR_CONSULTED,
    DECISION_APPROVED,
    OUTCOME_LAWFUL,
    REMAKE_NEEDS_REVOCATION,
    OMISSION_ONLY,
    VOID_ASKED,
    NOT_WORSE,
];

/// Steps of the review that leave the state (lifecycle.md I.2, I.3, I.5).
const REVIEW_STEPS: &[Transition] = &[
    note("A-copy", REVIEW, CopySent, &[], "23-48, 23-54"),
    note("A-reply", REVIEW, ReplyReceived, &[], "23-48, 23-54"),
    note("A-no-reply", REVIEW, ReplyOverdue, &[REPLY_PERIOD_OVER], "23-70"),
    note("A-third-party", BEFORE_END, ThirdPartyJoined, &[], "23-16"),
    note("A-agent", BEFORE_END, AgentAppointed, &[], "23-17"),
    note("A-opinions", REVIEW, OpinionsHeard, &[], "23-49"),
    note("A-evidence", REVIEW, EvidenceSupplemented, &[CONSENT_TO_EVIDENCE], "23-46(2)"),
    note("A-investigation", REVIEW, InvestigationMade, &[TWO_INVESTIGATORS], "23-45"),
    note("A-inspection", REVIEW, InspectionStarted, &[], "23-43, IR-34(3)"),
    note("A-inspection-end", REVIEW, InspectionEnded, &[], "23-43, IR-34(3)"),
    note("A-appraisal", REVIEW, AppraisalStarted, &[], "IR-37"),
    note("A-appraisal-end", REVIEW, AppraisalEnded, &[], "IR-37"),
    note("A-hearing", REVIEW, HearingDecided, &[GENERAL_PROCEDURE], "23-50"),
    note("A-hearing-notice", REVIEW, HearingNoticeServed, &[GENERAL_PROCEDURE, HEARING_NOTICE_LEAD], "23-51(1)"),
    note("A-hearing-postponed", REVIEW, HearingPostponed, &[], "23-50, 23-51"),
    note("A-hearing-cancelled", REVIEW, HearingCancelled, &[], "23-50, 23-51"),
    note("A-hearing-held", &[UnderReview], HearingHeld, &[GENERAL_PROCEDURE, HEARING_COMPOSED], "23-50, 23-51"),
    only(Laws::Only2023, note("A-committee", REVIEW, CommitteeConsulted, &[GENERAL_PROCEDURE], "23-52")),
    note("A-major", BEFORE_END, MarkedMajor, &[], "23-50(1), 23-52(1)"),
    note("A-stay", BEFORE_END, ExecutionStayed, &[STAY_REASONABLE], "23-42"),
    note("A-normdoc", BEFORE_END, NormdocReviewRequested, &[REVIEW_ASKED_IN_TIME], "23-13, IR-26"),
    note("A-rule-maker", REVIEW, RuleMakerNotified, &[], "23-58(1)"),
    note("A-rule-maker-reply", REVIEW, RuleMakerReplied, &[], "23-58(1)"),
    note("A-normdoc-handled", REVIEW, NormdocHandled, &[], "23-59"),
    note("A-normdoc-transferred", REVIEW, NormdocTransferred, &[], "23-56, 23-57"),
    note("A-normdoc-opinion", REVIEW, NormdocOpinionReturned, &[], "23-60"),
    note("A-mediation", REVIEW, MediationOpened, &[LETTER_MEDIABLE], "23-5"),
    note("A-settled", BEFORE_END, Settled, &[], "23-74(1)"),
    note("A-withdrawal", REVIEW, WithdrawalRequested, &[REPRESENTED_CONSENT], "23-74"),
    note("A-withdrawal-granted", REVIEW, WithdrawalGranted, &[WITHDRAWAL_ASKED], "23-41(i), 23-74(2)"),
    note("A-withdrawal-refused", REVIEW, WithdrawalRefused, &[WITHDRAWAL_ASKED], "23-41(i)"),
    note("A-consultation-failed", &[Received], ConsultationFailed, &[], "IR-30"),
    note("A-inspection-refused", BEFORE_END, InspectionRefused, &[FILE_REFUSED_FOR_SECRETS], "23-47"),
    note("A-published", &[Effective, Mediated, Closed], Published, &[], "23-79(1)"),
    note("A-copied", &[Effective, Mediated, Closed], CopiedToSuperiorDepartment, &[], "23-79(2)"),
    note("A-compensation", ANY, CompensationClaimed, &[], "SCL-12"),
    note("A-compensation-decided", ANY, CompensationDecided, &[], "SCL-13"),
    note("A-compensation-served", ANY, CompensationDecisionServed, &[], "SCL-13"),
    note("A-payment", ANY, PaymentRequested, &[], "SCL-37(3)"),
    note("A-payment-sent", ANY, PaymentApplicationSent, &[], "SCL-37(3)"),
    note("A-paid", ANY, CompensationPaid, &[], "SCL-37(3)"),
];

/// What follows a decision, shared by both sides.
const AFTERMATH: &[Transition] = &[
    note("R25", SETTLED, PerformanceOrdered, &[], "23-77(2)"),
    note("R25b", SETTLED, Interviewed, &[], "23-77(2)"),
    note("R25c", SETTLED, Criticised, &[], "23-77(2)"),
    note("R25d", OTHER, PerformanceOrdered, &[LETTER_OPEN], "23-77(2)"),
    note("R25e", OTHER, Interviewed, &[LETTER_OPEN], "23-77(2)"),
    note("R25f", OTHER, Criticised, &[LETTER_OPEN], "23-77(2)"),
    note("R26", &[Effective, Mediated], EnforcementStarted, &[SUE_PERIOD_OVER], "23-78"),
    row("R29", &[Effective, Mediated, Terminated, Rejected, Abandoned], Archived, &[NOTHING_OPEN], To::State(Closed), "practice", NOTHING),
    note("R30", ANY, OpinionLetterIssued, &[], "23-76"),
    note("R30b", ANY, OpinionFeedbackReceived, &[LETTER_OPEN, LETTER_NAMED], "23-76"),
    note("A-suggestion", ANY, SuggestionLetterIssued, &[], "IR-57(2)"),
    note("A-referred", ANY, Referred, &[], "23-85, 23-86"),
    note("A-suit-ended", ANY, SuitEnded, &[LITIGATED], "practice"),
    note("A-linked", ANY, Linked, &[], "practice"),
    note("A-law", ANY, LawPinned, &[], "23-90"),
    note("A-service-proved", ANY, ServiceProved, &[], "CPL-87"),
];

/// 被复议: the organ's own acts (approval, opinions, committee) are not ours to know, so no row asks for them.
const RESPONDENT_ROWS: &[Transition] = &[
    row("P1", &[New], CopyReceived, &[], To::State(UnderReview), "23-48, 23-54", w("答复期限起算", "the period to reply starts")),
    note("P2", &[UnderReview], ReplySubmitted, &[], "23-48, 23-54"),
    note("P3", REVIEW, EvidenceSupplemented, &[CONSENT_TO_EVIDENCE], "23-46(2)"),
    note("P4", REVIEW, OpinionsHeard, &[], "23-49"),
    note("P5", REVIEW, HearingNoticeServed, &[HEARING_NOTICE_LEAD], "23-51(1)"),
    note("P6", &[UnderReview], HearingHeld, &[], "23-50, 23-51"),
    note("P7", REVIEW, ThirdPartyJoined, &[], "23-16"),
    note("P8", REVIEW, ExecutionStayed, &[STAY_REASONABLE], "23-42"),
    note("P9", REVIEW, MediationOpened, &[LETTER_MEDIABLE], "23-5"),
    note("P10", REVIEW, Settled, &[], "23-74(1)"),
    note("P11", REVIEW, WithdrawalRequested, &[], "23-74"),
    note("P12", &[UnderReview], Extended, &[EXTENSION_LAWFUL], "23-62(1)"),
    note("P13", &[UnderReview], ConvertedToGeneral, &[], "23-55"),
    note("P14", REVIEW, AgentAppointed, &[], "23-17"),
    row("P15", &[UnderReview], Tag::Suspended, &[SUSPENSION_GROUND], To::State(Suspended), "23-39", NOTHING),
    row("P16", &[Suspended], Resumed, &[CAUSE_REMOVED], To::State(UnderReview), "23-39(2)", NOTHING),
    row("P17", REVIEW, Tag::Terminated, &[LAPSE_GROUND, TERMINATION_LAWFUL], To::State(Terminated), "23-41", NOTHING),
    row("P18", &[UnderReview], ApplicationDismissed, &[], To::State(Decided), "23-33", NOTHING),
    row("P19", &[UnderReview], DecisionMade, &[OUTCOME_LAWFUL, REMAKE_NEEDS_REVOCATION], To::State(Decided), "23-61..72", NOTHING),
    row(
        "P20",
        &[Decided],
        DecisionServed,
        &[SERVED_AFTER_DECISION],
        To::State(Effective),
        "23-75(2)",
        w("履行、重作期限起算", "performance and remake periods start"),
    ),
    row("P21", REVIEW, MediationLetterEffective, &[SUSPENDED_FOR_MEDIATION, LETTER_SIGNED], To::State(Mediated), "23-73(1)", NOTHING),
    row("P22", REVIEW, MediationFailed, &[SUSPENDED_FOR_MEDIATION], To::State(UnderReview), "23-73(2)", NOTHING),
    row("P23", REVIEW, Elevated, &[], To::State(HandedOver), "23-38", NOTHING),
    row("P24", &[Decided, Effective, Mediated], Performed, &[SERVED], To::ClosedWhenNothingOpen, "23-77(1)", NOTHING),
    row(
        "P25",
        &[Decided, Effective, Mediated],
        ActRemade,
        &[SERVED, NOT_SAME_ACT],
        To::ClosedWhenNothingOpen,
        "23-77(1), 23-64(2)",
        NOTHING,
    ),
    note("P26", &[Effective], Sued, &[], "23-10"),
];

const FORBIDDEN: &[Forbidden] = &[
    no(
        Tag::Rejected,
        &[UnderReview, Suspended],
        "RI-1",
        "23-30(3), 23-33",
        w("审查期限届满即视为受理，只能驳回申请", "after the review period the case is accepted; only a dismissal is left"),
    ),
    no(
        ApplicationDismissed,
        &[Received, AwaitingSupplement],
        "RI-2",
        "23-33",
        w("驳回申请以已经受理为前提", "an application is dismissed only after acceptance"),
    ),
    no(
        ApplicationReceived,
        ANY,
        "RI-4",
        "23-22(4), 23-30(1)(vii)",
        w("一案一申请：本案已有申请", "one application, one case: this file already has its application"),
    ),
    no(
        Sued,
        &[Received, AwaitingSupplement, Suspended],
        "RI-5",
        "23-29(1), 23-34",
        w("复议期间不得起诉", "no suit while reconsideration is pending"),
    ),
    no(DecisionMade, &[Suspended], "RI-7", "23-39", w("中止期间不得作出决定", "no decision while suspended")),
    no(ApplicationDismissed, &[Suspended], "RI-7", "23-39", w("中止期间不得作出决定", "no decision while suspended")),
    no(
        Extended,
        &[Suspended],
        "RI-7",
        "23-39",
        w("中止期间期限停止计算，不需延期", "while suspended the clock stands; there is nothing to extend"),
    ),
    no(
        EvidenceCollectedByRespondent,
        &[],
        "RI-20",
        "23-46(1)",
        w("复议期间被申请人不得自行收集证据", "the respondent may not collect evidence itself during reconsideration"),
    ),
    no(FeeCharged, &[], "RI-22", "23-87", w("行政复议不收取任何费用", "reconsideration is free of charge")),
];

const RESPONDENT_FORBIDDEN: &[Forbidden] = &[
    no(DecisionMade, &[Suspended], "RI-7", "23-39", w("中止期间不得作出决定", "no decision while suspended")),
    no(Sued, &[UnderReview, Suspended], "RI-5", "23-29(1), 23-34", w("复议期间不得起诉", "no suit while reconsideration is pending")),
    no(
        EvidenceCollectedByRespondent,
        &[],
        "RI-20",
        "23-46(1)",
        w("复议期间被申请人不得自行收集证据", "the respondent may not collect evidence itself during reconsideration"),
    ),
    no(FeeCharged, &[], "RI-22", "23-87", w("行政复议不收取任何费用", "reconsideration is free of charge")),
];
