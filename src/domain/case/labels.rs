//! What the parts of an event are called: one row a part, in the order a form asks for them. A part that is missing here, or has
//! another type than the data, does not compile.

use super::event::Field;
use super::field::*;
use super::kind::Kind;
use super::parts::*;
use crate::domain::Day;
use crate::domain::words::Words;

/// Describes something made of parts: each `must` be there or `may`, with its type and its label in both languages.
macro_rules! labels {
    ($($name:ident { $($need:ident $field:ident: $ty:ty, $zh:literal $en:literal;)+ })+) => {$(
        impl FieldValue for $name {
            fn kind() -> Kind {
                Kind::Part(&[$(Field {
                    name: stringify!($field),
                    must: labels!(@must $need),
                    words: Words { zh: $zh, en: $en },
                    type_name: stringify!($ty),
                    type_kind: <$ty as FieldValue>::kind,
                    marks: None,
                }),+])
            }

            fn codes<'a>(&'a self, see: &mut dyn FnMut(&'static str, &'a str)) {
                let Self { $($field),+ } = self;
                $(labels!(@codes $need $field: $ty, see);)+
            }
        }
    )+};
    (@must must) => { true };
    (@must may) => { false };
    (@codes must $field:ident: $ty:ty, $see:ident) => { <$ty as FieldValue>::codes($field, $see) };
    (@codes may $field:ident: $ty:ty, $see:ident) => {
        if let Some(value) = $field {
            <$ty as FieldValue>::codes(value, $see);
        }
    };
}

labels! {
    Party {
        must name: String, "姓名或者名称" "name";
        may kind: PartyKind, "法律性质" "legal nature";
        may agent: String, "代理人" "agent";
    }
    AgencyOnInstance {
        must agency: UnitName, "机关" "agency";
        must role: AgencyRole, "诉讼地位" "role";
        may received_on: Day, "该机关收到材料日期" "day this agency received the papers, when it differs";
    }
    AgencyResult {
        must agency: UnitName, "机关" "agency";
        must outcome: Outcome, "结果" "outcome";
        may served_on: Day, "送达该机关日期" "day the document reached this agency";
    }
    Service {
        must addressee: String, "受送达人" "addressee";
        may on: Day, "收到日期" "day it arrived";
        may sent_on: Day, "发出或者公告日期" "day it was sent, or the public notice issued";
        may mode: ServiceMode, "送达方式" "how it was served";
        may proof: String, "送达证明" "proof of service";
    }
    Signature {
        must party: String, "签字盖章人" "who signed or sealed";
        must on: Day, "日期" "day";
    }
    Link {
        must number: String, "案号" "case number";
        must kind: LinkKind, "关系" "how the cases are tied";
    }
    Staff {
        must name: String, "姓名" "name";
        may post: String, "单位、职务" "unit and post";
        may kind: StaffKind, "工作人员类别" "why the person counts as corresponding staff";
        may power_of_attorney: bool, "盖章的授权委托书" "power of attorney under seal";
    }
    Appearance {
        may agency: UnitName, "机关" "agency";
        may role: AgencyRole, "本次开庭中的地位（与本审级不同时）" "role, where it differs from the instance";
        may attended_by_rp: bool, "负责人出庭" "the responsible person appeared";
        may rp_name: String, "负责人姓名" "name of the responsible person";
        may rp_post: String, "负责人职务" "post of the responsible person";
        may rp_kind: ResponsiblePersonKind, "负责人类别" "which responsible person";
        may rp_in_charge: bool, "分管被诉行为所涉领域" "in charge of the field of the act";
        may identity_proof: IdentityProof, "身份证明" "identity papers";
        may spoke: bool, "负责人发言" "spoke at the hearing";
        may spoke_on_resolution: bool, "就实质性化解争议发言" "spoke on resolving the dispute";
        may left_early: LeftEarly, "中途退庭" "left before the end";
        may refused_to_explain: bool, "拒绝说明，致使庭审无法进行" "refused to explain, so that the hearing could not go on";
        may absence_reason: AbsenceReason, "未出庭的理由" "reason given for the absence";
        may absence_proof_on: Day, "提交证明材料日期" "day the proof was submitted";
        may court_finding: CourtFinding, "法院对理由的认定" "what the court found about the reason";
        may absent_after_postponement: bool, "应机关申请延期后仍未出庭" "absent again after a postponement the agency asked for";
        may corresponding_staff: Vec<Staff>, "相应的工作人员出庭" "corresponding staff appeared";
        may lawyer: bool, "律师出庭" "a lawyer appeared";
        may court_notified: CourtNotice, "法院通知负责人出庭" "whether the court called for the responsible person";
        may notice_category: NoticeCategory, "通知出庭的情形" "why the court called for the responsible person";
        may notice_received_on: Day, "收到出庭通知日期" "day the notice arrived";
        may designated: UnitName, "共同被告中确定出庭的机关" "agency chosen among the co-defendants";
        may na_code: AbsenceConsequence, "法院指出的情形" "what the court stated";
        may recorded_in_judgment: bool, "裁判文书载明" "stated in the judgment document";
        may result_on_the_spot: OnTheSpot, "当庭取得的效果" "reached on the spot";
    }
}
