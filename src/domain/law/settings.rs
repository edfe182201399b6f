//! What the texts of the law leave open, decided by the bureau. Defaults are those of the rule book's assumptions.

use serde::{Deserialize, Serialize};

use crate::domain::case::parts::words;
use crate::domain::words::Words;

words! {
    /// Which law governs a period of a case that straddles 2024-01-01 (A11).
    TransitionStrategy {
        ByTriggerDate = "by-trigger-date" "以期间起算日确定适用法律" "the law in force on the day the period starts",
        ByAcceptanceDate = "by-acceptance-date" "以受理日确定适用法律" "the law in force on the day of acceptance governs the whole case",
    }
    /// A month that has no such day (A22; Civil Code, Art. 202, by analogy).
    MonthEnd {
        LastDay = "last-day" "以当月最后一日为届满日" "the last day of the month",
        FirstOfNext = "first-of-next" "以次月第一日为届满日" "the first day of the month after",
    }
    /// Which days of a suspension do not count (A07).
    SuspensionCounting {
        UntilResumption = "until-resumption" "中止当日起至恢复前一日不计入" "from its first day to the day before the review resumes",
        BothDays = "both-days" "中止当日和恢复当日均不计入" "its first day and the day the review resumes as well",
    }
    /// What an extension is counted from (A04).
    ExtensionBasis {
        NominalDay = "nominal-day" "自顺延前的届满日起算" "the last day before any holiday moved it",
        RolledDay = "rolled-day" "自顺延后的届满日起算" "the last day as moved by a holiday",
    }
    /// How a notice of N days before an event is counted (A10).
    BackwardCount {
        Safe = "safe" "期间届满前留足整日（多计一日）" "N whole days lie between",
        Minimal = "minimal" "事件日前第N日" "the N-th day before the event",
    }
    /// Whether long-stops, caps and waiting periods move off a holiday (A25).
    OuterLimits {
        OthersRights = "others-rights" "他人权利顺延；本方义务以不顺延为稳妥，至迟顺延" "rights of others move; a duty of ours is safe unmoved and over only when moved",
        Always = "always" "一律顺延" "always",
        Never = "never" "一律不顺延" "never",
    }
    /// The day of acceptance under the 2023 law (A01).
    AcceptanceDay {
        DecisionDay = "decision-day" "以决定受理之日为受理之日" "the day of the decision to accept",
        ReceiptDay = "receipt-day" "以收到申请（补正材料）之日为受理之日" "the day the application, or its supplement, was received",
    }
    /// How days are counted where one text says working days and another does not (A06, A20).
    DayCount {
        Plain = "plain" "自然日" "calendar days",
        Working = "working" "工作日" "working days",
    }
    /// From when the periods of an incidental review run (A12).
    IncidentalReviewStart {
        Request = "request" "自提出申请（发现依据不合法）之日起算" "the day of the request, or the day the doubt was found",
        Suspension = "suspension" "自中止之日起算" "the day the review is suspended for it",
    }
    /// From when the period to remake an act runs (A13).
    RemakeStart {
        Served = "served" "自决定书送达之日起算" "the day the decision is served",
        Made = "made" "自决定作出之日起算" "the day the decision is made",
    }
    /// From when the six months to apply for retrial run (A17).
    RetrialStart {
        Both = "both" "自送达之日起算为稳妥，至迟自裁判生效之日起算" "safe from the day of service, at the latest from the day the judgment takes effect",
        Effect = "effect" "自裁判生效之日起算" "the day the judgment takes effect",
        Service = "service" "自裁判送达之日起算" "the day the judgment is served",
    }
    /// Time to sue after silence on a claim for compensation (A21).
    CompensationSuit {
        ThreeMonths = "three-months" "三个月（国家赔偿法）" "three months (State Compensation Law)",
        SixMonths = "six-months" "六个月（行政诉讼法）" "six months (Administrative Litigation Law)",
    }
    /// Whether a second correction notice may follow the first (A02).
    CorrectionNotices {
        Once = "once" "只能一次性通知" "one notice only, everything at once",
        Again = "again" "可以再次通知" "another notice may follow a supplement that is still incomplete",
    }
    /// When an application handed to the penalising agency is made (A03).
    ForwardedApplication {
        AgencyReceipt = "agency-receipt" "以处罚机关收到之日为提出申请之日" "the day the penalising agency receives it",
        OrganReceipt = "organ-receipt" "以复议机关收到之日为提出申请之日" "the day the reconsideration organ receives it",
    }
    /// Whether an obstacle moves the one-year cap of those not told of their remedies (A05).
    ObstacleAndCap {
        Unmoved = "unmoved" "一年为最长期限，不因障碍延长" "the year is an outer limit that no obstacle moves",
        Moved = "moved" "障碍期间不计入一年" "the days of the obstacle do not count towards the year",
    }
    /// Whether a reply that came late is treated as none (A08).
    LateReply {
        AsMissing = "as-missing" "视同未答复，可以适用第70条" "as none: Art. 70 is open to the organ",
        NotMissing = "not-missing" "不视同未答复，不适用第70条" "not as none: Art. 70 is not open",
    }
    /// From when the sixty days run after the summary procedure became the general one (A09).
    ConversionStart {
        Acceptance = "acceptance" "自受理之日起算" "the day of acceptance",
        Conversion = "conversion" "自转为普通程序之日起算" "the day of the conversion",
    }
    /// How long a reply that was running when the procedure was converted may take (A09).
    ConversionReply {
        Stays = "stays" "仍为简易程序的五个工作日" "the five working days of the summary procedure stay",
        General = "general" "改为普通程序的十个工作日" "the ten working days of the general procedure",
    }
    /// From when the fifteen days of a defendant added or put in another's place run (A14).
    AddedDefendant {
        OwnReceipt = "own-receipt" "自其收到起诉状副本之日起算" "the day it receives the complaint",
        Joinder = "joinder" "自法院追加、变更之日起算" "the day the court adds it",
    }
    /// When a judgment of first instance served on different days takes effect (A15).
    EffectOfJudgment {
        LastPeriod = "last-period" "最后一个上诉期限届满时，对各方同时生效" "for all when the last appeal period has run out",
        EachParty = "each-party" "各方上诉期限届满时，对该方生效" "for each party when its own appeal period has run out",
    }
    /// From when the limit of the second instance runs (A16).
    SecondInstanceStart {
        Receipt = "receipt" "自收到上诉状之日起算" "the day the court receives the appeal",
        Filing = "filing" "自立案之日起算" "the day the court files it as a case",
    }
    /// From when the six months to ask the procuratorate for supervision run (A18).
    SupervisionStart {
        Both = "both" "自作出裁定之日起算为稳妥，至迟自送达之日起算" "safe from the making of the ruling, at the latest from its service",
        Made = "made" "自作出裁定之日起算" "the day the ruling is made",
        Served = "served" "自裁定送达之日起算" "the day the ruling is served",
    }
    /// How long the court's review of a retrial application lasts before it counts as expired (A18).
    RetrialReview {
        SixMonths = "six-months" "六个月（《适用解释》）" "six months (ji2018 Art. 112)",
        ThreeMonths = "three-months" "三个月（2016年监督规则所采）" "three months, as the 2016 Rules assumed",
    }
    /// From when the three months to apply for non-litigation enforcement run (A19).
    NonlitStart {
        Both = "both" "自复议或者诉讼期限届满起算为稳妥，至迟自起诉期限届满起算" "safe from the first remedy that ran out, at the latest from the end of the period to sue",
        FirstRemedy = "first-remedy" "自复议或者诉讼期限届满起算（《行政强制法》）" "the end of the period for reconsideration or suit (Compulsion Law)",
        SuePeriod = "sue-period" "自起诉期限届满起算（《适用解释》）" "the end of the period to sue (ji2018)",
    }
    /// What keeps the period to decide (A26).
    DecisionKept {
        Made = "made" "以作出决定为准" "making the decision",
        Served = "served" "以送达决定书为准" "serving the decision",
    }
    /// When a last day ends (A27; Civil Code, Art. 203(2), by analogy).
    DayEnds {
        Midnight = "midnight" "截止于二十四时" "at 24:00",
        CloseOfBusiness = "close-of-business" "截止于停止业务活动之时" "when business closes",
    }
    /// Weekend days worked by order of a holiday notice (A23, A24).
    MakeUpDays {
        Working = "working" "视为工作日" "are working days",
        Off = "off" "仍视为休息日" "stay days off",
    }
}

/// Every choice the engine leaves to the bureau.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct LegalSettings {
    /// Cases that straddle two laws (A11).
    pub transition: TransitionStrategy,
    /// Months without the day (A22).
    pub month_end: MonthEnd,
    /// Days of a suspension (A07).
    pub suspension: SuspensionCounting,
    /// Start of an extension (A04).
    pub extension: ExtensionBasis,
    /// Notices before an event: the day to warn at; the minimal count is the last lawful day in any case (A10).
    pub backward: BackwardCount,
    /// Long-stops, caps and waiting periods that end on a day off (A25).
    pub outer_limits: OuterLimits,
    /// Day of acceptance (A01).
    pub acceptance_day: AcceptanceDay,
    /// Five and ten days of the Regulation (A06).
    pub regulation_days: DayCount,
    /// Start of the periods of incidental review (A12).
    pub incidental_review_start: IncidentalReviewStart,
    /// Start of the period to remake an act (A13).
    pub remake_start: RemakeStart,
    /// Start of the period to apply for retrial (A17).
    pub retrial_start: RetrialStart,
    /// Five and seven days of non-litigation enforcement (A20).
    pub enforcement_days: DayCount,
    /// Time to sue for compensation after silence (A21).
    pub compensation_suit: CompensationSuit,
    /// Make-up working days (A23, A24).
    pub make_up_days: MakeUpDays,
    /// A second correction notice (A02).
    pub correction_notices: CorrectionNotices,
    /// Applications handed to the penalising agency (A03).
    pub forwarded_application: ForwardedApplication,
    /// Obstacle and one-year cap (A05).
    pub obstacle_and_cap: ObstacleAndCap,
    /// Late replies (A08).
    pub late_reply: LateReply,
    /// Start of the sixty days after a conversion (A09).
    pub conversion_start: ConversionStart,
    /// Replies that were running at a conversion (A09).
    pub conversion_reply: ConversionReply,
    /// Defendants added later (A14).
    pub added_defendant: AddedDefendant,
    /// Effect of a judgment served on different days (A15).
    pub effect_of_judgment: EffectOfJudgment,
    /// Start of the limit of the second instance (A16).
    pub second_instance_start: SecondInstanceStart,
    /// Start of the period to ask for supervision (A18).
    pub supervision_start: SupervisionStart,
    /// Length of the court's review of a retrial application (A18).
    pub retrial_review: RetrialReview,
    /// Start of the period for non-litigation enforcement (A19).
    pub nonlit_start: NonlitStart,
    /// What keeps the period to decide (A26).
    pub decision_kept: DecisionKept,
    /// End of a last day (A27).
    pub day_ends: DayEnds,
}

impl Default for LegalSettings {
    fn default() -> Self {
        Self {
            transition: TransitionStrategy::ByTriggerDate,
            month_end: MonthEnd::LastDay,
            suspension: SuspensionCounting::UntilResumption,
            extension: ExtensionBasis::NominalDay,
            backward: BackwardCount::Safe,
            outer_limits: OuterLimits::OthersRights,
            acceptance_day: AcceptanceDay::DecisionDay,
            regulation_days: DayCount::Plain,
            incidental_review_start: IncidentalReviewStart::Request,
            remake_start: RemakeStart::Served,
            retrial_start: RetrialStart::Both,
            enforcement_days: DayCount::Plain,
            compensation_suit: CompensationSuit::ThreeMonths,
            make_up_days: MakeUpDays::Working,
            correction_notices: CorrectionNotices::Once,
            forwarded_application: ForwardedApplication::AgencyReceipt,
            obstacle_and_cap: ObstacleAndCap::Unmoved,
            late_reply: LateReply::AsMissing,
            conversion_start: ConversionStart::Acceptance,
            conversion_reply: ConversionReply::Stays,
            added_defendant: AddedDefendant::OwnReceipt,
            effect_of_judgment: EffectOfJudgment::LastPeriod,
            second_instance_start: SecondInstanceStart::Receipt,
            supervision_start: SupervisionStart::Both,
            retrial_review: RetrialReview::SixMonths,
            nonlit_start: NonlitStart::Both,
            decision_kept: DecisionKept::Made,
            day_ends: DayEnds::Midnight,
        }
    }
}

/// What was chosen for one setting of `[law]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// Name of the setting, without `law.`.
    pub setting: &'static str,
    /// What was chosen.
    pub code: &'static str,
    /// What was chosen, for people.
    pub words: Words,
    /// All that can be chosen.
    pub codes: Vec<&'static str>,
}

impl LegalSettings {
    /// Every setting with what was chosen.
    pub fn choices(&self) -> [Choice; 28] {
        [
            choice("transition", self.transition, TransitionStrategy::ALL, TransitionStrategy::code, TransitionStrategy::words),
            choice("month-end", self.month_end, MonthEnd::ALL, MonthEnd::code, MonthEnd::words),
            choice("suspension", self.suspension, SuspensionCounting::ALL, SuspensionCounting::code, SuspensionCounting::words),
            choice("extension", self.extension, ExtensionBasis::ALL, ExtensionBasis::code, ExtensionBasis::words),
            choice("backward", self.backward, BackwardCount::ALL, BackwardCount::code, BackwardCount::words),
            choice("outer-limits", self.outer_limits, OuterLimits::ALL, OuterLimits::code, OuterLimits::words),
            choice("acceptance-day", self.acceptance_day, AcceptanceDay::ALL, AcceptanceDay::code, AcceptanceDay::words),
            choice("regulation-days", self.regulation_days, DayCount::ALL, DayCount::code, DayCount::words),
            choice(
                "incidental-review-start",
                self.incidental_review_start,
                IncidentalReviewStart::ALL,
                IncidentalReviewStart::code,
                IncidentalReviewStart::words,
            ),
            choice("remake-start", self.remake_start, RemakeStart::ALL, RemakeStart::code, RemakeStart::words),
            choice("retrial-start", self.retrial_start, RetrialStart::ALL, RetrialStart::code, RetrialStart::words),
            choice("enforcement-days", self.enforcement_days, DayCount::ALL, DayCount::code, DayCount::words),
            choice("compensation-suit", self.compensation_suit, CompensationSuit::ALL, CompensationSuit::code, CompensationSuit::words),
            choice("make-up-days", self.make_up_days, MakeUpDays::ALL, MakeUpDays::code, MakeUpDays::words),
            choice(
                "correction-notices",
                self.correction_notices,
                CorrectionNotices::ALL,
                CorrectionNotices::code,
                CorrectionNotices::words,
            ),
            choice(
                "forwarded-application",
                self.forwarded_application,
                ForwardedApplication::ALL,
                ForwardedApplication::code,
                ForwardedApplication::words,
            ),
            choice("obstacle-and-cap", self.obstacle_and_cap, ObstacleAndCap::ALL, ObstacleAndCap::code, ObstacleAndCap::words),
            choice("late-reply", self.late_reply, LateReply::ALL, LateReply::code, LateReply::words),
            choice("conversion-start", self.conversion_start, ConversionStart::ALL, ConversionStart::code, ConversionStart::words),
            choice("conversion-reply", self.conversion_reply, ConversionReply::ALL, ConversionReply::code, ConversionReply::words),
            choice("added-defendant", self.added_defendant, AddedDefendant::ALL, AddedDefendant::code, AddedDefendant::words),
            choice("effect-of-judgment", self.effect_of_judgment, EffectOfJudgment::ALL, EffectOfJudgment::code, EffectOfJudgment::words),
            choice(
                "second-instance-start",
                self.second_instance_start,
                SecondInstanceStart::ALL,
                SecondInstanceStart::code,
                SecondInstanceStart::words,
            ),
            choice("supervision-start", self.supervision_start, SupervisionStart::ALL, SupervisionStart::code, SupervisionStart::words),
            choice("retrial-review", self.retrial_review, RetrialReview::ALL, RetrialReview::code, RetrialReview::words),
            choice("nonlit-start", self.nonlit_start, NonlitStart::ALL, NonlitStart::code, NonlitStart::words),
            choice("decision-kept", self.decision_kept, DecisionKept::ALL, DecisionKept::code, DecisionKept::words),
            choice("day-ends", self.day_ends, DayEnds::ALL, DayEnds::code, DayEnds::words),
        ]
    }

    /// What was chosen for the setting of this name.
    pub fn chosen(&self, setting: &str) -> Option<Choice> {
        self.choices().into_iter().find(|choice| choice.setting == setting)
    }
}

fn choice<T: Copy>(setting: &'static str, chosen: T, all: &[T], code: fn(T) -> &'static str, words: fn(T) -> Words) -> Choice {
    Choice { setting, code: code(chosen), words: words(chosen), codes: all.iter().map(|value| code(*value)).collect() }
}
