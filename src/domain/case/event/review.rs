//! The review, to the decision and its service (lifecycle.md I.3).

use serde::{Deserialize, Serialize};

use super::define::{Row, events};
use super::table::Event;
use super::{EventKind, Field};
use crate::domain::Day;
use crate::domain::case::field::*;
use crate::domain::case::hour::Hour;
use crate::domain::case::parts::*;
use crate::domain::words::Words;

events! {
    CopySent "copy-sent" "发送申请书副本" "copy sent to the respondent", "答复通知书 C", "23-48, 23-54" {
        may received_on: Day = "copy-received", "被申请人收到日期" "day the respondent received it";
        may reply_due_on: Day, "答复期限" "reply due";
    }
    CopyReceived "copy-received" "收到申请书副本" "copy of the application received (we are respondent)", "答复通知书 C", "23-48, 23-54" {
        may organ: String, "复议机关" "reconsideration organ";
        may applicants: Many<Party>, "申请人" "applicants";
        may respondents: Many<UnitName>, "被申请人" "our unit";
        may act: String, "被申请行政行为" "the act";
        may matter: String, "复议事项" "matter"; may category: String, "行政管理类别" "management category";
        may accepted_on: Day = "accepted", "受理日期" "day the organ accepted";
        may procedure: Procedure, "审理程序" "procedure";
        may omission: bool, "不履行法定职责" "failure to act";
    }
    ReplyReceived "reply-received" "收到答复" "reply received", "书面答复 S", "23-48, 23-54" {
        may evidence: String, "证据、依据目录" "list of evidence and basis";
        may complete: bool, "材料齐全" "complete"; may respondent: UnitName, "被申请人" "the respondent that replied";
    }
    ReplySubmitted "reply-submitted" "提交答复" "reply submitted (we are respondent)", "书面答复 S", "23-48, 23-54" {
        may evidence: String, "证据、依据目录" "list of evidence and basis";
    }
    ReplyOverdue "reply-overdue" "逾期未答复" "reply overdue", "—", "23-70" {}
    ThirdPartyJoined "third-party-joined" "第三人参加" "third party joined", "第三人参加通知书 C", "23-16; APL-29" {
        may who: Many<Party>, "第三人" "who";
        may own_request: bool, "依申请" "by own request";
        may opposite_request: bool, "提出相反请求" "made the opposite request";
    }
    AgentAppointed "agent-appointed" "委托代理人" "agent appointed", "授权委托书 S", "23-17" {
        may person: String, "代理人" "agent";
        may powers: String, "权限、期限" "powers and term";
    }
    OpinionsHeard "opinions-heard" "听取意见" "opinions heard", "听取意见记录 C", "23-49" {
        may means: HearingMeans, "方式" "means";
        may person: String, "听取人、陈述人" "who heard and who spoke";
        may impossible: String, "无法听取的原因" "why impossible, for a party's reason";
    }
    EvidenceSupplemented "evidence-supplemented" "被申请人补充证据" "respondent supplemented evidence", "—", "23-46(2)" {
        must reason: String, "对方提出新理由或证据" "new ground or evidence by the other side";
        must consent: bool, "复议机构同意" "consent of the institution";
    }
    InvestigationMade "investigation-made" "调查取证" "investigation made", "调查笔录 S", "23-45" { must staff: u32, "调查人员数" "number of staff"; }
    InspectionStarted "inspection-started" "现场勘验开始" "on-site inspection started", "勘验笔录 S", "23-43, IR-34(3)" {}
    InspectionEnded "inspection-ended" "现场勘验结束" "on-site inspection ended", "勘验笔录 S", "23-43, IR-34(3)" {}
    AppraisalStarted "appraisal-started" "鉴定开始" "appraisal started", "委托书 C", "IR-37" {
        may commissioned_by: String, "委托人" "who commissioned it";
    }
    AppraisalEnded "appraisal-ended" "鉴定结束" "appraisal ended", "鉴定意见 S", "IR-37" {}
    HearingDecided "hearing-decided" "决定听证" "hearing decided upon", "—", "23-50" {}
    HearingNoticeServed "hearing-notice-served" "听证通知" "hearing notice served", "听证通知书 C", "23-51(1)" {
        may hearing_on: Day = "reconsideration-hearing-day", "听证日期" "day of the hearing";
        may hearing_at: Hour, "听证时刻" "hour of the hearing";
        may place: String, "地点" "place"; may matters: String, "事项" "matters";
    }
    HearingCancelled "hearing-cancelled" "取消听证" "hearing cancelled", "通知书 C", "23-50, 23-51" { may reason: String, "原因" "reason"; }
    HearingHeld "hearing-held" "举行听证／开庭" "hearing held", "听证笔录 S / 庭审笔录", "23-50, 23-51; APL-3(3), AP" {
        may sitting: SittingKind, "类型" "kind of sitting";
        may mode: HearingMode, "形式" "mode";
        may sequence_no: u32, "本审级第几次" "number within the instance";
        may joint_group: String, "合并开庭组" "joint hearing group";
        may presider: String, "主持人" "presider";
        may hearing_officers: u32, "听证员人数" "number of hearing officers";
        may recorder: String, "记录员" "recorder";
        may applicant_absent: bool, "申请人无正当理由缺席" "applicant absent without justified reason";
        may plaintiff_absent: bool, "原告缺席" "plaintiff absent";
        may appearances: Many<Appearance>, "出庭情况（逐机关）" "who appeared, per agency";
    }
    CommitteeConsulted "committee-consulted" "提请复议委员会咨询" "committee consulted", "咨询意见 S", "23-52" {
        may ground: CommitteeGround, "情形" "ground";
        must opinion: String, "咨询意见" "opinion (must be recorded)";
    }
    MarkedMajor "marked-major" "认定重大、疑难、复杂" "found major, difficult or complex", "—", "23-50(1), 23-52(1)" {}
    ConvertedToGeneral "converted-to-general" "简易转普通" "converted to the general procedure", "—", "23-55" {
        may reason: String, "原因" "reason";
        must approved_by: Approver, "批准人" "approved by";
        may approved_on: Day, "批准日期" "approved on";
    }
    Extended "extended" "延期" "review extended", "延期通知书 C", "23-62(1)" {
        may reason: String, "情况复杂的理由" "why complex";
        must approved_by: Approver, "批准人" "approved by";
        may approved_on: Day, "批准日期" "approved on";
        must days: u32, "延长天数" "days";
        must notified_on: Day, "书面告知当事人日期" "parties informed in writing on";
    }
    Suspended "suspended" "中止" "review suspended", "中止通知书 C", "23-39" {
        must ground: SuspensionGround, "中止情形" "ground";
        may explanation: String, "其他情形说明" "explanation";
        may notified_on: Day, "书面告知日期" "parties informed in writing on";
        may agreed: bool, "申请人、被申请人同意" "applicant and respondent agree";
        may doubt_found_on: Day = "basis-doubt-found", "发现依据不合法日期" "day the doubt about the basis was found";
    }
    Resumed "resumed" "恢复审理" "review resumed", "恢复审理通知书 C", "23-39(2)" {
        may cause_removed_on: Day, "中止原因消除日期" "cause removed on";
        may notified_on: Day, "书面告知日期" "parties informed in writing on";
        may ordered_by_superior: bool, "上级责令恢复" "ordered by the superior (23-40)";
    }
    ExecutionStayed "execution-stayed" "停止执行" "execution stayed", "停止执行决定书 C", "23-42" {
        must ground: StayGround, "情形" "ground";
        may reasonable: bool, "要求合理" "the request is found reasonable";
        may scope: String, "范围" "scope";
    }
    NormdocReviewRequested "normdoc-review-requested" "提出附带审查申请" "incidental review requested", "申请书 C", "23-13, IR-26" {
        may document: String, "规范性文件" "the document";
        may basis_unknown: bool, "申请时不知道依据" "basis unknown when applying";
    }
    RuleMakerNotified "rule-maker-notified" "书面通知制定机关" "rule-maker notified", "通知书 C", "23-58(1)" {
        may received_on: Day = "rule-maker-notice-received", "制定机关收到日期" "day the rule-maker received it";
    }
    RuleMakerReplied "rule-maker-replied" "制定机关答复" "rule-maker replied", "书面答复 S", "23-58(1)" {}
    NormdocHandled "normdoc-handled" "规范性文件处理完毕" "document dealt with", "—", "23-59" { may part: DecisionPart, "处理结果" "result"; }
    NormdocTransferred "normdoc-transferred" "转送有权机关" "transferred to the competent organ", "转送函 C", "23-56, 23-57" {
        may to: String, "有权机关" "competent organ";
        may received_on: Day = "normdoc-transfer-received", "收到转送日期" "day it received the transfer";
    }
    NormdocOpinionReturned "normdoc-opinion-returned" "收到处理意见" "opinion returned", "处理意见 S", "23-60" {}
    MediationOpened "mediation-opened" "开展调解" "mediation opened", "—", "23-5" {
        may discretionary: bool, "自由裁量或赔偿补偿案件" "discretionary act or compensation (2017)";
    }
    MediationFailed "mediation-failed" "调解不成" "mediation failed", "—", "23-73(2)" {}
    MediationLetterEffective "mediation-letter-effective" "调解书生效" "mediation letter effective", "行政复议调解书 S", "23-73(1)" {
        may content: String, "内容" "content";
        must signatures: Many<Signature>, "各方签字盖章" "signature or seal of each party";
        must sealed_on: Day, "复议机关盖章日期" "organ's seal";
    }
    Settled "settled" "和解" "parties settled", "和解协议 S", "23-74(1), IR-40" {
        may content: String, "内容" "content";
        may lawful: bool, "合法性审查通过" "legality checked";
    }
    WithdrawalRequested "withdrawal-requested" "申请撤回" "withdrawal requested", "撤回申请书 C", "23-74, 23-41(i); APL-62" {
        may by: String, "申请人" "by whom";
        may reason: WithdrawalReason, "原因" "reason";
        may consent_of_represented: bool, "被代表人同意" "consent of those represented";
    }
    WithdrawalGranted "withdrawal-granted" "准予撤回" "withdrawal permitted by the institution", "—", "23-41(i), 23-74(2)" {}
    WithdrawalRefused "withdrawal-refused" "不准撤回／不准撤诉" "withdrawal refused", "裁定书 S", "23-41(i); WD-7, JI-79, 80" {
        may reason: String, "理由" "reason";
    }
    Terminated "terminated" "终止" "review terminated", "终止决定书 C", "23-41" {
        must ground: TerminationGround, "终止情形" "ground";
        may reason: WithdrawalReason, "撤回原因" "reason of the withdrawal";
        may served_on: Day, "送达日期" "day served";
    }
    ApplicationDismissed "application-dismissed" "驳回申请" "application dismissed after acceptance", "驳回申请决定书 S", "23-33" {
        must ground: Many<RejectionGround>, "不符合受理条件的情形" "grounds";
        may reason: String, "理由" "reasons";
        may served_on: Day = "rejection-or-dismissal-received", "送达日期" "day served";
    }
    DecisionMade "decision-made" "作出决定" "decision made", "行政复议决定书 S", "23-61, 23-75(1)" {
        must outcome: Outcome, "结案方式" "closing outcome";
        may parts: DecisionParts, "附带处理" "ancillary parts";
        may ground: Many<CorrectionGround>, "纠错理由" "grounds of correction";
        must approved_by: Approver, "批准" "head's consent or collective discussion";
        may worsens: bool, "更为不利" "worse for the applicant";
        may performance_days: u32, "履行或重作期限（天）" "performance or remake period, days";
        may performance_until: Day, "履行或重作截止日" "performance or remake last day";
        may compensation: Money, "赔偿数额" "compensation";
        may remedies_stated: bool, "载明救济途径和期限" "remedies and their time limit stated";
        may number: String, "决定书文号" "number of the decision";
    }
    DecisionServed "decision-served" "送达决定书" "decision served", "送达回证 S", "23-75(2), 23-88(1)" {
        may services: Many<Service>, "逐个送达" "per addressee";
        may received_on: Day = "decision-received", "收到日期" "day received";
    }
}
