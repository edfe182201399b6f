//! Litigation: appeal, retrial, supervision, public interest, enforcement; compensation and fees.

use serde::{Deserialize, Serialize};

use super::define::{Row, events};
use super::table::Event;
use super::{EventKind, Field};
use crate::domain::Day;
use crate::domain::case::field::*;
use crate::domain::case::parts::*;
use crate::domain::words::Words;

events! {
    AppealCopyReceived "appeal-copy-received" "收到上诉状副本" "copy of the appeal received", "上诉状副本 C", "JI-108(2)" {
        may court: String, "法院" "court";
        may appellant: String, "上诉人" "appellant";
        may agencies: Many<AgencyOnInstance>, "我方机关" "our agencies";
        may plaintiffs: Many<Party>, "原告" "plaintiffs";
        may matter: String, "案由" "matter"; may category: String, "行政管理类别" "management category";
        may after_reconsideration: bool, "经复议" "after a reconsideration";
        may received_by_court_on: Day = "appeal-received-by-court", "法院收到上诉日期" "day the court received the appeal";
        may filed_on: Day = "second-instance-filed", "立案日期" "court filing date";
        may against_remand_judgment: bool, "原判系发回重审后作出" "the judgment under appeal followed a remand";
    }
    AppealAnswerSubmitted "appeal-answer-submitted" "提出上诉答辩" "answer to the appeal submitted", "答辩状 S", "JI-108(2)" {
        may agency: UnitName, "机关" "agency";
    }
    TriedInWriting "tried-in-writing" "书面审理" "tried in writing", "—", "APL-86" {
        may no_new_facts: bool, "没有新的事实、证据或者理由" "no new facts, evidence or reasons";
    }
    AppealWithdrawn "appeal-withdrawn" "撤回上诉" "appeal withdrawn", "裁定书 S", "JI-79, 80, WD-8" {
        may permitted: bool, "准许" "permitted";
        may deemed: bool, "按撤回处理" "deemed withdrawn";
    }
    RetrialApplicationFiled "retrial-application-filed" "申请再审" "retrial applied for", "再审申请书 S", "APL-90, JI-110" {
        may court: String, "法院" "court";
        may by: String, "申请人" "who";
        may by_us: bool, "我方申请" "by our agency";
        may ground: String, "APL-91 情形" "ground of APL-91";
        may agencies: Many<AgencyOnInstance>, "我方机关" "our agencies";
        may second_application: bool, "再次申请" "not the first application";
        may against_retrial_judgment: bool, "针对再审裁判" "against a retrial judgment";
        may filed_on: Day = "retrial-review-filed", "立案日期" "court filing date";
    }
    RetrialCopyReceived "retrial-copy-received" "收到再审申请书副本" "copy of the retrial application received", "应诉通知书 S", "JI-111, RF-10" {
        may court: String, "法院" "court";
        may applicant: String, "再审申请人" "applicant";
        may agencies: Many<AgencyOnInstance>, "我方机关" "our agencies";
        may plaintiffs: Many<Party>, "原告" "plaintiffs";
        may matter: String, "案由" "matter";
        may filed_on: Day = "retrial-review-filed", "立案日期" "court filing date";
    }
    RetrialResponseSubmitted "retrial-response-submitted" "提交再审书面意见" "response to the retrial application submitted", "书面意见 S", "JI-111" {}
    OtherPartyAppliedRetrial "other-party-applied-retrial" "对方也申请再审" "the other party also applied for retrial", "再审申请书 S", "JI-114" {}
    RetrialApplicationWithdrawn "retrial-application-withdrawn" "撤回再审申请" "retrial application withdrawn", "裁定书 S", "JI-115" {
        may deemed: bool, "按撤回处理" "deemed withdrawn";
    }
    RetrialOrdered "retrial-ordered" "裁定再审" "retrial ordered", "裁定书 S", "JI-116, 118; APL-92, 93" {
        may outcome: Outcome, "方式（提审、指令、本院）" "how: up, down, self";
        may court: String, "法院" "court";
        may filed_on: Day = "retrial-filed", "再审立案日期" "retrial filed on";
        may by_first_instance_procedure: bool, "按一审程序" "under first-instance procedure";
        may initiated_by: String, "启动主体" "who started it";
        may execution_stayed: bool, "中止执行" "enforcement stayed";
        may agencies: Many<AgencyOnInstance>, "我方机关" "our agencies";
    }
    RetrialApplicationDismissed "retrial-application-dismissed" "驳回再审申请" "retrial application dismissed", "裁定书 S", "JI-116(2)" {
        may served_on: Day = "retrial-dismissal-served", "送达日期" "day the ruling was served";
    }
    RetrialTerminated "retrial-terminated" "终结再审程序" "retrial terminated", "裁定书 S", "JI-121" { may reason: String, "原因" "reason"; }
    SupervisionApplicationFiled "supervision-application-filed" "申请检察监督" "procuratorial supervision applied for", "监督申请书 S", "APL-93, JI-117(1)" {
        may ground: String, "情形" "which of JI-117(1)";
        may by_us: bool, "我方申请" "by our agency";
        may received_on: Day = "supervision-application-received", "检察院收到日期" "day the procuratorate received it";
        may agencies: Many<AgencyOnInstance>, "我方机关" "our agencies";
    }
    SupervisionAccepted "supervision-accepted" "检察院受理" "supervision accepted", "受理通知书 S", "PSR-11" {}
    SupervisionDecided "supervision-decided" "检察监督决定" "supervision decided", "抗诉书 / 再审检察建议书 / 不支持监督申请决定书 S", "APL-93, PSR-11" {
        must outcome: Outcome, "结果" "result";
        may received_by_court_on: Day = "protest-received-by-court", "法院收到抗诉书日期" "day the court received the protest";
    }
    JudicialSuggestionReceived "judicial-suggestion-received" "收到司法建议" "judicial suggestion received", "司法建议书 S", "APL-66, 96(iv); JI-149; AP-12" {
        may from: String, "法院" "from";
        may due_on: Day, "答复期限" "answer due";
    }
    ProcuratorialSuggestionReceived "procuratorial-suggestion-received" "收到检察建议" "procuratorial suggestion received", "检察建议书 S", "PIL-21, APL-25(4)" {
        may from: String, "检察院" "from";
        may urgent: bool, "紧急（15日）" "urgent, 15 days";
        may public_interest: bool, "公益诉讼诉前" "pre-suit, public interest";
        may agencies: Many<AgencyOnInstance>, "被建议机关" "our agencies";
        may matter: String, "领域" "matter";
    }
    SuggestionAnswered "suggestion-answered" "书面答复建议" "suggestion answered", "复函 C", "PIL-21(2), JI-149(4)" {
        may performed: bool, "已依法履职" "duty performed";
    }
    SuitBrought "suit-brought" "提起公益诉讼" "public-interest suit brought", "公益诉讼起诉书 S", "APL-25(4), PIL-21(3)" {
        may number: String, "案号" "case number";
    }
    ClaimsMet "claims-met" "诉讼请求全部实现" "all claims met during the suit", "—", "PIL-24" {}
    EnforcementApplied "enforcement-applied" "申请执行" "enforcement applied for", "执行申请书 S", "APL-95..97, JI-153" {
        may by: String, "申请人" "by whom";
    }
    Enforced "enforced" "执行完毕" "enforced", "—", "APL-95, 96" { may measures: String, "措施" "measures"; }
    RemedyPeriodExpired "remedy-period-expired" "复议、起诉期限届满" "remedy periods expired", "—", "APL-97, AEL-53" {
        may agencies: Many<AgencyOnInstance>, "申请机关" "our agency";
        may obligor: Many<Party>, "被执行人" "obligor";
        may sue_period_expired_on: Day = "sue-period-expired", "起诉期限届满日期" "day the period to sue ran out";
        may matter: String, "事项" "matter";
    }
    DemandServed "demand-served" "送达催告书" "demand served", "催告书 S", "AEL-54" {}
    NonlitEnforcementApplied "nonlit-enforcement-applied" "申请非诉执行" "non-litigation enforcement applied for", "强制执行申请书 S", "APL-97, AEL-53, JI-155" {
        may court: String, "法院" "court";
    }
    NonlitAccepted "nonlit-accepted" "受理非诉执行申请" "enforcement application accepted", "受理通知书 C", "JI-155(3)" {}
    NonlitRejected "nonlit-rejected" "不予受理执行申请" "enforcement application not accepted", "裁定书 S", "JI-155(3), AEL-56" {}
    NonlitRuled "nonlit-ruled" "裁定是否准予执行" "ruled whether to permit enforcement", "裁定书 S", "JI-160, 161, AEL-57, 58" {
        must outcome: Outcome, "准予、不准予" "permitted or refused";
    }
    NonlitRefusalServed "nonlit-refusal-served" "送达不准予执行裁定" "refusal served", "裁定书 S", "JI-161(2), AEL-58" {}
    CourtReviewApplied "court-review-applied" "向上一级法院申请复议" "review by the higher court applied for", "复议申请书 S", "JI-155(3), 161(2)" {}
    CourtReviewDecided "court-review-decided" "上一级法院复议裁定" "review decided by the higher court", "裁定书 S", "AEL-56(2), 58(3)" {
        must outcome: Outcome, "结果" "result";
    }
    CompensationClaimed "compensation-claimed" "收到赔偿申请" "compensation claimed", "赔偿申请书 S", "SCL-12" {}
    CompensationDecided "compensation-decided" "作出赔偿决定" "compensation decided", "赔偿决定书 S", "SCL-13" {
        may amount: Money, "数额" "amount";
    }
    CompensationDecisionServed "compensation-decision-served" "送达赔偿决定" "compensation decision served", "送达回证 S", "SCL-13" {}
    PaymentRequested "payment-requested" "收到支付申请" "payment requested", "支付申请 S", "SCL-37(3)" {}
    PaymentApplicationSent "payment-application-sent" "提出支付申请" "payment applied for at the finance department", "支付申请 S", "SCL-37(3)" {}
    CompensationPaid "compensation-paid" "支付赔偿金" "compensation paid", "—", "SCL-37(3)" {}
    FeeNoticeReceived "fee-notice-received" "收到交费通知" "fee notice received", "交费通知 C", "fees 22" {}
    FeePaid "fee-paid" "交纳受理费" "fee paid", "—", "fees 22" {}
}
