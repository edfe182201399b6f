//! The parts an event is made of: people, agencies, hearings and who appeared (appearance.md §10).

use serde::{Deserialize, Serialize};

use super::field::{
    AbsenceConsequence, AbsenceReason, DecisionPart, NoticeCategory, Outcome, ResponsiblePersonKind, ServiceMode, StaffKind,
};
use crate::domain::Day;

/// Declares the words a field may hold; each variant says its Chinese term and its word in JSON.
macro_rules! words {
    ($($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident = $code:literal $zh:literal $en:literal),+ $(,)? })+) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        pub enum $name {
            $(#[doc = $zh] #[doc = " — "] #[doc = $en] $(#[$vmeta])* #[serde(rename = $code)] $variant,)+
        }

        impl $name {
            /// Every value, in the order of the law.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word used in data.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }

            /// The term people read.
            pub const fn words(self) -> $crate::domain::words::Words {
                match self { $(Self::$variant => $crate::domain::words::Words { zh: $zh, en: $en }),+ }
            }

            /// The value a word of the data stands for.
            pub fn from_code(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.code() == code)
            }
        }

        impl $crate::domain::case::field::FieldValue for $name {
            fn kind() -> $crate::domain::case::kind::Kind {
                $crate::domain::case::kind::Kind::Word(&[$(($code, $crate::domain::words::Words { zh: $zh, en: $en })),+])
            }
        }
    )+};
}
pub(crate) use words;

words! {
    /// Legal nature of a party (23-14; APL-25).
    PartyKind {
        Citizen = "citizen" "公民" "citizen",
        LegalPerson = "legal-person" "法人" "legal person",
        Organisation = "organisation" "其他组织" "other organisation",
        LegalPersonOrOrganisation = "legal-person-or-organisation" "法人或者其他组织" "legal person or other organisation (not distinguished)",
    }
    /// Procedure of a reconsideration (23-53, 23-48).
    Procedure {
        General = "general" "普通程序" "general procedure",
        Summary = "summary" "简易程序" "summary procedure",
    }
    /// Procedure of a court (APL-82).
    CourtProcedure {
        Ordinary = "ordinary" "普通程序" "ordinary procedure",
        Summary = "summary" "简易程序" "summary procedure",
    }
    /// How an application came in (23-22, 23-32).
    Channel {
        Post = "post" "邮寄" "post",
        Internet = "internet" "互联网" "internet",
        InPerson = "in-person" "当面" "in person",
        Oral = "oral" "口头" "oral",
        ViaAgency = "via-agency" "处罚机关转送" "through the penalising agency",
    }
    /// Who approved a step (23-55, 23-61(1), 23-62(1); 17-31).
    Approver {
        InstitutionHead = "institution-head" "行政复议机构负责人" "head of the institution",
        OrganHead = "organ-head" "行政复议机关负责人" "head of the organ",
        Collective = "collective" "集体讨论" "collective discussion",
    }
    /// Role of an agency of ours on an instance (lifecycle.md III.1).
    AgencyRole {
        Defendant = "defendant" "被告" "defendant",
        CoDefendantOriginal = "co-defendant-original" "共同被告（原行政机关）" "co-defendant, original agency",
        CoDefendantOrgan = "co-defendant-organ" "共同被告（复议机关）" "co-defendant, reconsideration organ",
        ThirdParty = "third-party" "第三人" "third party",
        Appellant = "appellant" "上诉人" "appellant",
        Appellee = "appellee" "被上诉人" "appellee",
        RetrialApplicant = "retrial-applicant" "再审申请人" "retrial applicant",
        RetrialRespondent = "retrial-respondent" "再审被申请人" "retrial respondent",
        EnforcementApplicant = "enforcement-applicant" "申请执行人" "enforcement applicant",
        RuleMaker = "rule-maker" "规范性文件制定机关" "rule-maker addressed by a judicial suggestion",
        SuggestionAddressee = "suggestion-addressee" "被建议机关" "addressee of a procuratorial suggestion",
    }
    /// Kind of sitting; only 开庭 counts towards appearance by default (appearance.md §10).
    SittingKind {
        Trial = "trial" "开庭" "court hearing",
        PreTrial = "pre-trial" "庭前会议" "pre-trial meeting",
        EvidenceExchange = "evidence-exchange" "证据交换" "exchange of evidence",
        Questioning = "questioning" "询问、谈话" "questioning",
        ReconsiderationHearing = "reconsideration-hearing" "听证" "reconsideration hearing",
        Announcement = "announcement" "宣判" "announcement of judgment",
    }
    /// Where a hearing was held.
    HearingMode {
        InCourt = "in-court" "到庭" "in court",
        Online = "online" "线上" "online",
        Circuit = "circuit" "巡回审判" "circuit",
    }
    /// How strongly the court called for the responsible person (AP-4; JI-129).
    CourtNotice {
        NotNotified = "none" "未通知" "not notified",
        MayNotify = "may" "可以通知类" "notified, discretionary category",
        ShallNotify = "shall" "应当通知类" "notified, mandatory category",
        WrittenSuggestion = "written-suggestion" "书面建议" "written suggestion",
    }
    /// What the court found about a claimed reason of absence (AP-9(2)).
    CourtFinding {
        Accepted = "accepted" "认可" "accepted",
        Rejected = "rejected" "不予认可" "rejected",
        NoneRecorded = "none" "未作认定" "none recorded",
    }
    /// State of the identity papers (AP-6).
    IdentityProof {
        Submitted = "submitted" "已提交" "submitted",
        Corrected = "corrected" "已补正" "corrected",
        Rejected = "rejected" "视为未出庭" "rejected, treated as absent",
    }
    /// Leaving before the end (AP-12(1)(iv)).
    LeftEarly {
        WithLeave = "with-leave" "经许可退庭" "with leave",
        WithoutLeave = "without-leave" "未经许可中途退庭" "without leave",
    }
    /// Effect reached at the hearing.
    OnTheSpot {
        Settled = "settled" "当庭和解" "settled",
        Mediated = "mediated" "当庭调解" "mediated",
        Withdrew = "withdrew" "当庭撤诉" "withdrew",
    }
    /// Penalties whose applications may go through the penalising agency (23-32).
    ForwardingGround {
        OnTheSpot = "on-the-spot" "当场作出的处罚" "penalty made on the spot",
        Monitoring = "electronic-monitoring" "电子技术监控设备记录的处罚" "penalty on electronic monitoring records",
    }
    /// Which reconsideration law governs.
    Regime {
        Law2017 = "2017" "2017年行政复议法" "2017 law",
        Law2023 = "2023" "2023年行政复议法" "2023 law",
    }
    /// How a case file is tied to another.
    LinkKind {
        Reconsideration = "reconsideration" "复议前案" "the reconsideration before the suit",
        FirstInstance = "first-instance" "一审" "the first instance",
        AppealOf = "appeal-of" "上诉前审" "the instance appealed from",
        RetrialOf = "retrial-of" "再审前审" "the instance under review or retrial",
        RemandOf = "remand-of" "发回重审前审" "the instance that remanded",
        Joined = "joined" "并案" "joined case",
        Suit = "suit" "后续诉讼" "the suit that followed",
        TransferOf = "transfer-of" "移送前案" "the case it was transferred from",
    }
}

/// Name of one of our units or of another organ, as registered (full name).
pub type UnitName = String;

/// Applicant, plaintiff or third party.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Party {
    /// Name as recorded.
    pub name: String,
    /// Legal nature.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<PartyKind>,
    /// Agent or representative (23-15, 23-17).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agent: Option<String>,
}

/// An agency of ours on an instance and the role it has there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AgencyOnInstance {
    /// The unit.
    pub agency: UnitName,
    /// Its role.
    pub role: AgencyRole,
    /// Day this agency received the papers, when it differs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub received_on: Option<Day>,
}

/// What one agency got out of a judgment or ruling; outcomes differ per agency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AgencyResult {
    /// The unit.
    pub agency: UnitName,
    /// Its outcome.
    pub outcome: Outcome,
    /// Day the document reached this agency.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub served_on: Option<Day>,
}

/// Service on one addressee (CPL-87: 送达回证).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Service {
    /// Who was served.
    pub addressee: String,
    /// When it arrived; `None` while unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<Day>,
    /// When it was sent, or the public notice issued.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sent_on: Option<Day>,
    /// How.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mode: Option<ServiceMode>,
    /// Proof of service on file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proof: Option<String>,
}

/// Signature of one party under a mediation letter (23-73(1)).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signature {
    /// Who signed or sealed.
    pub party: String,
    /// When.
    pub on: Day,
}

/// Another case file this one is tied to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Link {
    /// Its case number.
    pub number: String,
    /// The tie.
    pub kind: LinkKind,
}

/// A staff member sent in place of, or with, the responsible person (AP-10, JI-130, 131).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Staff {
    /// Name.
    pub name: String,
    /// Unit and post.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub post: Option<String>,
    /// Why the person counts as corresponding staff.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<StaffKind>,
    /// Written power of attorney under seal (JI-131(2)).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub power_of_attorney: Option<bool>,
}

/// Who appeared for one agency at one hearing (appearance.md §10). Absent facts are not recorded, never "no".
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Appearance {
    /// The agency; without it the file's only agency.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agency: Option<UnitName>,
    /// Role when it differs from the role on the instance.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<AgencyRole>,
    /// How the court called for the responsible person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub court_notified: Option<CourtNotice>,
    /// Category of the notice (NC).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notice_category: Option<NoticeCategory>,
    /// Day the notice arrived.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notice_received_on: Option<Day>,
    /// Agency chosen among the co-defendants (AP-3).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub designated: Option<UnitName>,
    /// The responsible person appeared.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attended_by_rp: Option<bool>,
    /// Name of the responsible person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rp_name: Option<String>,
    /// Post of the responsible person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rp_post: Option<String>,
    /// Which kind of responsible person (RP).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rp_kind: Option<ResponsiblePersonKind>,
    /// Shares charge of the act's field (AP-2(1)).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rp_in_charge: Option<bool>,
    /// State of the identity papers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub identity_proof: Option<IdentityProof>,
    /// Spoke at all (AP-11(2)).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub spoke: Option<bool>,
    /// Spoke on resolving the dispute (AP-11(3)).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub spoke_on_resolution: Option<bool>,
    /// Left before the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub left_early: Option<LeftEarly>,
    /// Refused to explain and the hearing could not go on (AP-12(1)(v)).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refused_to_explain: Option<bool>,
    /// Reason claimed (JR).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub absence_reason: Option<AbsenceReason>,
    /// Proof submitted on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub absence_proof_on: Option<Day>,
    /// What the court found.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub court_finding: Option<CourtFinding>,
    /// Absent again after a postponement asked for by the agency (AP-12(1)(ii)).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub absent_after_postponement: Option<bool>,
    /// Corresponding staff present.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub corresponding_staff: Option<Vec<Staff>>,
    /// A lawyer was present for the agency.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lawyer: Option<bool>,
    /// Consequence the court stated (NA); otherwise it is derived.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub na_code: Option<AbsenceConsequence>,
    /// Stated in the judgment document (AP-12).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recorded_in_judgment: Option<bool>,
    /// Effect reached on the spot.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub result_on_the_spot: Option<OnTheSpot>,
}

/// Parts of a decision are codes like any other.
pub type DecisionParts = super::field::Many<DecisionPart>;
