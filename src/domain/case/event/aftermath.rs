//! What follows a decision: performance, opinion letters, suit, the superior.

use serde::{Deserialize, Serialize};

use super::define::{Row, events};
use super::table::Event;
use super::{EventKind, Field};
use crate::domain::Day;
use crate::domain::case::field::*;
use crate::domain::case::parts::*;
use crate::domain::words::Words;

events! {
    Published "published" "公开" "published", "—", "23-79(1)" { may place: String, "公开载体" "where"; }
    CopiedToSuperiorDepartment "copied-to-superior-department" "抄告上一级主管部门" "copied to the superior department", "抄告函 C", "23-79(2)" {}
    OpinionLetterIssued "opinion-letter-issued" "制发意见书" "opinion letter issued", "行政复议意见书 S", "23-76" {
        may addressee: UnitName, "收文机关" "addressee";
        may number: String, "意见书文号" "number of the letter";
        may findings: String, "违法或不当情形" "findings";
        may received_on: Day = "opinion-letter-received", "收到日期" "day received";
    }
    OpinionFeedbackReceived "opinion-feedback-received" "意见书反馈" "opinion feedback received", "反馈函 C", "23-76" {
        may measures: String, "纠正措施" "corrective measures";
        may from: UnitName, "反馈机关" "the unit that answers";
        may number: String, "所反馈意见书文号" "number of the letter it answers";
        may letter_on: Day, "所反馈意见书日期" "day of the letter it answers";
    }
    SuggestionLetterIssued "suggestion-letter-issued" "制发建议书" "suggestion letter issued", "行政复议建议书 S", "IR-57(2)" {
        may addressee: String, "收文机关" "addressee";
        may problem: String, "普遍性问题" "general problem";
    }
    Performed "performed" "履行" "performed", "履行证明 C", "23-77(1); APL-94" {
        may proof: String, "履行证明" "proof";
        may partial: bool, "部分履行" "in part only";
    }
    ActRemade "act-remade" "重新作出行政行为" "act made anew", "重作决定 C", "23-64(2); APL-71" {
        may act_number: String, "新行为文号" "new act number";
        may same_facts_and_reasons: bool, "同一事实和理由作出基本相同行为" "basically the same act on the same facts and reasons";
    }
    PerformanceOrdered "performance-ordered" "责令限期履行" "performance ordered", "责令履行通知书 C", "23-77(2)" {
        may ordered_by: String, "责令机关" "who ordered";
        may until: Day, "履行期限" "last day";
        may received_on: Day, "收到日期" "day received";
    }
    Interviewed "interviewed" "约谈" "responsible person interviewed", "约谈记录 C", "23-77(2)" { may who: String, "被约谈人" "who"; }
    Criticised "criticised" "通报批评" "public criticism", "通报 C", "23-77(2)" { may who: String, "被通报机关" "who"; }
    EnforcementStarted "enforcement-started" "强制执行" "enforcement started", "强制执行申请书 C", "23-78" { may by: String, "执行机关" "by whom"; }
    Referred "referred" "移送线索" "clues or materials referred", "移送函 C", "23-85, 23-86" {
        may to: String, "移送机关" "to whom";
        may what: String, "内容" "what";
    }
    Sued "sued" "被诉" "sued", "应诉通知书 C", "23-10, 23-34; APL-44" {
        may court: String, "法院" "court";
        may number: String, "案号" "case number";
        may original_act_attacked: bool, "起诉原行政行为" "the original act is attacked";
    }
    SuitEnded "suit-ended" "诉讼终结" "the suit has ended", "裁判文书 C", "practice" {
        may outcome: Outcome, "结果" "result";
        may effective_on: Day, "生效日期" "effective on";
    }
    DecisionRevokedByCourt "decision-revoked-by-court" "复议决定被法院撤销并责令重作" "decision revoked by the court, to be decided again", "判决书 S", "JI-89" {
        may ordered_again: bool, "责令重新作出复议决定" "ordered to decide again";
        may effective_on: Day, "判决生效日期" "judgment effective on";
    }
    SuperiorOrdered "superior-ordered" "上级责令纠正" "superior ordered correction", "责令通知书 C", "23-35, 23-40" {
        may organ: String, "上级机关" "organ";
        may no_justified_reason: bool, "无正当理由" "without justified reason";
    }
    SuperiorAccepted "superior-accepted" "上级直接受理" "superior accepted the case itself", "—", "23-35" { may organ: String, "上级机关" "organ"; }
    Elevated "elevated" "上级审理" "taken up by the superior", "—", "23-38" { may organ: String, "上级机关" "organ"; }
    OrganAgreed "organ-agreed" "协商确定受理机关" "organ agreed among several", "—", "IR-30" {
        may organ: String, "受理机关" "organ";
        may is_us: bool, "由本机关受理" "it is us";
    }
    ConsultationFailed "consultation-failed" "协商不成" "consultation failed", "—", "IR-30" {}
    OrganDesignated "organ-designated" "指定受理机关" "organ designated", "指定通知 C", "IR-30" {
        may organ: String, "受理机关" "organ";
        may is_us: bool, "由本机关受理" "it is us";
    }
    EvidenceCollectedByRespondent "evidence-collected-by-respondent" "被申请人自行收集证据" "respondent collected evidence itself", "—", "23-46(1); APL-35" {}
    InspectionRefused "inspection-refused" "拒绝查阅" "inspection of the file refused", "—", "23-47" {
        must secret: bool, "涉及法定保密、安全事项" "listed secret or security reason";
    }
    FeeCharged "fee-charged" "收取费用" "fee charged", "—", "23-87" {}
}
