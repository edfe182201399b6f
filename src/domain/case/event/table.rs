//! The table of the vocabulary: code, Chinese and English name, paper, article; then each field, what it `must` or `may` say, and
//! the event of `periods.toml` its day stands for.

use serde::{Deserialize, Serialize};

use super::define::events;
use super::{EventError, EventKind, Field};
use crate::domain::Day;
use crate::domain::case::field::*;
use crate::domain::case::mark::ServedPaper;
use crate::domain::case::parts::*;
use crate::domain::words::Words;

events! {
    // ── the file itself ────────────────────────────────────────────────────────────────────────────────────────
    Annulled "annulled" "撤销误记" "entry annulled", "—", "practice" {
        must entry: u32, "被撤销条目序号（自0起）" "position of the annulled entry, from 0";
        must reason: String, "理由" "reason";
    }
    LawPinned "law-pinned" "确定适用法律" "governing law pinned", "—", "23-90" {
        must regime: Regime, "适用法律" "governing law";
        must reason: String, "理由" "reason";
    }
    Linked "linked" "关联案件" "case linked", "—", "practice" { must to: Link, "关联案件" "the other case"; }
    ServiceProved "service-proved" "送达证明入卷" "proof of service on file", "送达回证 S", "CPL-87" {
        must paper: ServedPaper, "文书" "paper"; must services: Many<Service>, "逐个送达" "per addressee";
    }
    Archived "archived" "结案归档" "archived", "卷宗 C", "practice" {}

    // ── reconsideration: application to acceptance (lifecycle.md I.3) ──────────────────────────────────────────
    ApplicationReceived "application-received" "收到申请" "application received", "申请书 S / 申请笔录 S", "23-22, 23-30" {
        may submitted_on: Day = "application-submitted", "提出日期（邮戳日）" "day submitted or postmarked";
        may channel: Channel, "提出方式" "channel";
        may applicants: Many<Party>, "申请人" "applicants";
        may applicant_count: u32, "申请人总数" "number of applicants";
        may respondents: Many<UnitName>, "被申请人" "respondents";
        may third_parties: Many<Party>, "第三人" "third parties";
        may act: String, "被申请行政行为" "the act";
        may act_number: String, "行为文号" "document number of the act";
        may act_made_on: Day = "act-made", "行为作出日期" "day the act was made";
        may act_known_on: Day = "act-known", "知道行为日期" "day the act was known";
        may content_known_on: Day = "act-content-known", "知道内容日期" "day its content was known";
        may remedy_known_on: Day = "remedy-known", "知道救济权利日期" "day the remedies were known";
        may duty_requested_on: Day = "duty-request-received", "履职申请日期" "day performance was requested";
        may real_estate: bool, "涉及不动产" "concerns real estate";
        may omission: bool, "不履行法定职责" "failure to act";
        may compulsory_first: bool, "复议前置" "reconsideration is compulsory first";
        may on_the_spot: bool, "当场作出" "act made on the spot";
        may matter: String, "复议事项" "matter"; may category: String, "行政管理类别" "management category";
        may amount: Money, "涉案金额" "amount involved";
        may major: bool, "重大、疑难、复杂" "major, difficult or complex";
        may incidental_review: bool, "附带审查申请" "incidental review requested";
        may incidental_review_on: Day = "normdoc-review-requested", "附带审查申请日期" "day incidental review was requested";
        may compensation_claimed: bool, "一并请求赔偿" "compensation claimed";
        may asks_void: bool, "请求确认无效" "asks to confirm the act void";
        may agreement: bool, "行政协议" "concerns an administrative agreement";
        may justice_bureau_is_respondent: bool, "本局为被申请人" "the justice bureau itself is respondent";
        may accepted_elsewhere: bool, "其他机关或法院已受理" "already accepted by an organ or court";
        may barred_by_withdrawal: bool, "撤回后同一事实理由再申请" "same facts and reasons after a permitted withdrawal";
        may withdrawal_involuntary: bool, "证明撤回违背真实意思" "the earlier withdrawal is proved involuntary";
        may several_organs_on: Day = "applications-received-by-several-organs", "数机关同时收到日期" "day several organs received it";
        may officer: String, "承办人" "case officer";
    }
    ApplicationForwarded "application-forwarded" "处罚机关转送" "application forwarded by the penalising agency", "—", "23-32" {
        may agency_received_on: Day = "application-received-by-penalising-agency", "处罚机关收到日期" "day the agency received it";
        may forwarded_on: Day, "转送日期" "day forwarded";
        may agency_view: String, "处罚机关意见" "the agency's view";
        must ground: Many<ForwardingGround>, "转送情形" "on-the-spot or electronic-monitoring penalty";
        may applicants: Many<Party>, "申请人" "applicants";
        may respondents: Many<UnitName>, "被申请人" "respondents";
        may matter: String, "复议事项" "matter"; may category: String, "行政管理类别" "management category";
    }
    Redirected "redirected" "告知向有关机关提出" "applicant told the competent organ", "告知书 C", "17-17(1)" {
        may competent_organ: String, "有权机关" "competent organ";
    }
    ForwardedByCounty "forwarded-by-county" "县级政府转送" "forwarded by the county government", "转送函 C", "17-18" {
        may competent_organ: String, "有权机关" "competent organ";
    }
    CorrectionNoticeSent "correction-notice-sent" "补正通知" "correction notice sent", "补正通知 S", "23-31(1)" {
        may items: String, "补正事项（一次性）" "everything to be supplemented, at once";
        may received_on: Day = "correction-notice-received", "申请人收到日期" "day the applicant received it"; may until: Day, "通知书确定的补正期限（2017年法律）" "last day the notice gives (2017 law)";
    }
    SupplementExtended "supplement-extended" "延长补正期" "time to supplement extended", "通知书 C", "23-31(2)" {
        must reason: String, "正当理由" "justified reason";
        must until: Day, "新的截止日" "new last day";
    }
    SupplementReceived "supplement-received" "收到补正材料" "supplement received", "—", "23-31(3)" {}
    SupplementLapsed "supplement-lapsed" "逾期不补正" "supplement lapsed", "记录在案 S", "23-31(2)" {
        must no_justified_reason: bool, "无正当理由" "found to be without justified reason";
    }
    Accepted "accepted" "受理" "accepted", "受理通知书 C", "23-30(1), 23-36" {
        may procedure: Procedure, "审理程序" "procedure chosen";
        may ground: SummaryGround, "适用简易程序情形" "summary ground";
        may clear: bool, "事实清楚、权利义务明确、争议不大" "facts and duties clear, little dispute";
        may staff: u32, "承办人数" "number of staff";
        may officer: String, "承办人" "case officer";
    }
    DeemedAccepted "deemed-accepted" "视为受理" "deemed accepted", "—", "23-30(3)" {}
    Rejected "rejected" "不予受理" "not accepted", "不予受理决定书 S", "23-30(2)" {
        must ground: Many<RejectionGround>, "不予受理情形" "grounds";
        may reason: String, "理由" "reasons";
        may competent_organ: String, "有管辖权的机关" "competent organ";
        may served_on: Day = "rejection-or-dismissal-received", "送达日期" "day served";
    }

    // ── review ────────────────────────────────────────────────────────────────────────────────────────────────
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

    // ── after the decision ────────────────────────────────────────────────────────────────────────────────────
    Published "published" "公开" "published", "—", "23-79(1)" { may place: String, "公开载体" "where"; }
    CopiedToSuperiorDepartment "copied-to-superior-department" "抄告上一级主管部门" "copied to the superior department", "抄告函 C", "23-79(2)" {}
    OpinionLetterIssued "opinion-letter-issued" "制发意见书" "opinion letter issued", "行政复议意见书 S", "23-76" {
        may addressee: UnitName, "收文机关" "addressee";
        may findings: String, "违法或不当情形" "findings";
        may received_on: Day = "opinion-letter-received", "收到日期" "day received";
    }
    OpinionFeedbackReceived "opinion-feedback-received" "意见书反馈" "opinion feedback received", "反馈函 C", "23-76" {
        may measures: String, "纠正措施" "corrective measures";
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

    // ── litigation: first instance (lifecycle.md III.3) ────────────────────────────────────────────────────────
    ComplaintReceived "complaint-received" "收到起诉状副本" "copy of the complaint received", "起诉状副本、应诉通知书、举证通知书 C", "APL-67, AP-5" {
        may court: String, "受理法院" "court";
        may filed_on: Day = "case-filed", "立案日期" "court filing date";
        may procedure: CourtProcedure, "审理程序" "procedure";
        may summary_ground: CourtSummaryGround, "简易程序情形" "summary ground";
        may plaintiffs: Many<Party>, "原告" "plaintiffs";
        may third_parties: Many<Party>, "第三人" "third parties";
        may agencies: Many<AgencyOnInstance>, "被诉机关" "our agencies";
        may act: String, "被诉行政行为" "act or omission";
        may matter: String, "案由" "matter"; may category: String, "行政管理类别" "management category";
        may claims: String, "诉讼请求" "claims";
        may evidence_period_from: Day = "evidence-period-start", "举证期限起算日" "evidence period starts";
        may after_reconsideration: bool, "经复议" "after a reconsideration";
        may reconsideration_pending: bool, "复议尚未审结" "a reconsideration is pending";
        may after_remand: bool, "发回重审" "after a remand";
        may compensation: bool, "行政赔偿" "compensation suit";
        may agreement: bool, "行政协议" "concerns an agreement";
        may discretionary: bool, "赔偿、补偿或自由裁量案件" "compensation, recompense or discretion";
        may public_interest: bool, "公益诉讼" "public-interest suit";
        may same_facts_after_withdrawal: bool, "撤诉后同一事实理由再起诉" "same facts and reasons after a permitted withdrawal";
        may officer: String, "承办人" "case officer";
    }
    DefenceAndEvidenceSubmitted "defence-and-evidence-submitted" "答辩举证" "defence and evidence submitted", "答辩状 S, 证据清单 C", "APL-67, 34" {
        may agency: UnitName, "机关" "agency";
        may received_by_court_on: Day = "defence-received-by-court", "法院收到日期" "day the court received it";
        may evidence: String, "证据、规范性文件目录" "evidence and normative documents";
    }
    DefencePeriodExpired "defence-period-expired" "答辩举证期限届满" "period for the defence expired", "—", "APL-34(2), 67(2)" {}
    EvidenceExtensionRequested "evidence-extension-requested" "申请延期举证" "extension for evidence requested", "申请书 C", "APL-36(1), JI-34" {
        may reason: String, "理由" "reason";
    }
    EvidenceExtensionGranted "evidence-extension-granted" "准许延期举证" "extension for evidence granted", "通知书 C", "APL-36(1), JI-34, 36" {
        may until: Day, "新的截止日" "new last day";
        may obstacle_removed_on: Day = "obstacle-removed", "正当事由消除日期" "obstacle removed on";
    }
    JurisdictionObjectionFiled "jurisdiction-objection-filed" "管辖异议" "jurisdiction objection filed", "申请书 C", "JI-10(1)" {}
    JurisdictionObjectionDecided "jurisdiction-objection-decided" "管辖异议裁定" "jurisdiction objection decided", "裁定书 S", "JI-10(2), 101(2)" {
        must upheld: bool, "异议成立" "upheld";
        may to_court: String, "移送法院" "transferred to";
    }
    DefendantAdded "defendant-added" "追加被告" "defendant added", "通知书 C", "JI-26, 134" {
        may agency: AgencyOnInstance, "机关" "agency";
        may consent: bool, "原告同意" "plaintiff consents";
    }
    DefendantChanged "defendant-changed" "变更被告" "defendant changed", "通知书 C", "JI-26" {
        may agency: AgencyOnInstance, "机关" "agency";
        may consent: bool, "原告同意" "plaintiff consents";
    }
    Merged "merged" "合并审理" "merged", "决定 C", "APL-27, JI-73" {
        may ground: MergerGround, "情形" "ground";
        may with: Many<String>, "合并案件" "linked cases";
        may lead: bool, "本案为主案" "this is the lead case";
    }
    StayRuled "stay-ruled" "停止执行裁定" "stay of execution ruled", "裁定书 S", "APL-56" { must ground: CourtStayGround, "情形" "ground"; }
    HearingScheduled "hearing-scheduled" "排期开庭" "hearing scheduled", "传票 S, 出庭通知书 S", "JI-71, AP-5(2)" {
        may hearing_on: Day = "court-hearing-day", "开庭日期" "day of the hearing";
        may place: String, "地点" "place";
        may summons_on: Day = "summons-served", "传票送达日期" "summons served on";
        may appearance_notice_on: Day = "appearance-notice-served", "出庭通知书送达日期" "appearance notice served on";
    }
    HearingPostponed "hearing-postponed" "延期开庭" "hearing postponed", "通知书 C", "JI-72" {
        may reason: String, "原因" "ground";
        may at_agency_request: bool, "应机关申请（AP-9(3)）" "at the agency's request";
        may hearing_on: Day = "court-hearing-day", "新开庭日期" "new day";
    }
    ConvertedToOrdinary "converted-to-ordinary" "简易转普通" "converted to ordinary procedure", "裁定书 S", "APL-84, JI-105" {}
    LitigationSuspended "litigation-suspended" "中止诉讼" "suit suspended", "裁定书 S", "JI-87(1)" {
        must ground: LitigationSuspensionGround, "情形" "ground";
    }
    LitigationResumed "litigation-resumed" "恢复诉讼" "suit resumed", "裁定书 S", "JI-87(2)" { may cause_removed_on: Day, "原因消除日期" "cause removed on"; }
    ActChanged "act-changed" "被告改变行政行为" "defendant changed the act", "书面告知 S", "JI-81, WD-3, 4" {
        may what: String, "改变内容" "what";
        may told_court_on: Day, "书面告知法院日期" "court told in writing on";
    }
    WithdrawalPermitted "withdrawal-permitted" "准许撤诉" "withdrawal of the suit permitted", "裁定书 S", "APL-62, WD-2, JI-79..81" {
        may reason: WithdrawalReason, "撤诉原因" "reason";
    }
    DeemedWithdrawn "deemed-withdrawn" "按撤诉处理" "deemed withdrawn", "裁定书 S", "APL-58, JI-61" { may fee_unpaid: bool, "未交费" "fee unpaid"; }
    DefendantAbsent "defendant-absent" "被告缺席" "defendant absent or left", "—", "APL-58, 66(2), JI-79(3)" {
        may properly_summoned: bool, "经合法传唤" "properly summoned";
        may justified: bool, "有正当理由" "with justified reason";
        may agency: UnitName, "机关" "agency";
    }
    SuitDismissed "suit-dismissed" "驳回起诉" "suit dismissed", "裁定书 S", "JI-69, 101" {
        must ground: Many<DismissalGround>, "情形" "grounds";
        may served_on: Day = "ruling-served", "送达日期" "day served";
    }
    Transferred "transferred" "移送" "transferred", "裁定书 S", "APL-22, JI-10" { may to_court: String, "受移送法院" "to which court"; }
    LitigationTerminated "litigation-terminated" "终结诉讼" "suit terminated", "裁定书 S", "JI-88" {
        must ground: LitigationTerminationGround, "情形" "ground";
    }
    JudgmentAnnounced "judgment-announced" "宣判" "judgment announced", "判决书 S", "APL-80" {
        may outcome: Outcome, "裁判结果" "outcome";
        may results: Many<AgencyResult>, "逐机关结果" "outcome per agency";
        may changed_to: Outcome, "改判后的结果" "new result after a change";
        may worsens: bool, "加重原告义务或减损权益" "worse for the plaintiff";
        may opposite_claims: bool, "利害关系人同为原告且请求相反" "interested persons sue with opposite claims";
        may reconsideration_decided: bool, "一并裁判复议决定" "the reconsideration decision is judged as well";
        may performance_until: Day, "履行期限" "performance period ends";
        may partial_award: bool, "部分支持" "less than claimed";
        may procedural_only: bool, "仅因程序违法" "for a procedural breach only";
        may default_judgment: bool, "缺席判决" "default judgment";
        may notice_proved: bool, "开庭通知送达有据" "arrival of the hearing notice is proved";
        may during_trial: bool, "诉讼中已改变或已履行" "cured during the trial";
        may fee_borne_by_us: bool, "诉讼费由机关负担" "costs borne by the agency";
    }
    JudgmentServed "judgment-served" "送达判决书" "judgment served", "判决书 S", "APL-80, 85" {
        may outcome: Outcome, "裁判结果" "outcome";
        may results: Many<AgencyResult>, "逐机关结果和送达" "outcome and service per agency";
        may changed_to: Outcome, "改判后的结果" "new result after a change";
        may judgment_on: Day, "裁判日期" "date of the judgment";
        may worsens: bool, "加重原告义务或减损权益" "worse for the plaintiff";
        may opposite_claims: bool, "利害关系人同为原告且请求相反" "interested persons sue with opposite claims";
        may reconsideration_decided: bool, "一并裁判复议决定" "the reconsideration decision is judged as well";
        may performance_until: Day = "performance-period-ended", "履行期限" "performance period ends";
        may appeal_court: String, "上诉法院" "appeal court";
        may last_party_served_on: Day, "最后一方送达日期" "day the last party was served";
    }
    RulingServed "ruling-served" "裁定送达" "ruling served", "裁定书 S", "JI-101" {
        must outcome: Outcome, "裁定结果" "outcome";
        may made_on: Day = "ruling-made", "裁定日期" "date of the ruling";
        may appealable: bool, "可上诉" "appealable";
        may changed_to: Outcome, "变更后的结果" "new result after a change";
    }
    MediationEffective "mediation-effective" "法院调解书生效" "court mediation effective", "调解书 S", "APL-60, JI-85" {
        may last_signed_on: Day, "最后一方签收日期" "last party signed on";
        may as_judgment: bool, "据以制作判决书" "turned into a judgment";
    }
    CounterclaimFiled "counterclaim-filed" "行政机关反诉" "counterclaim filed by the agency", "—", "AG-6" {}
    AppealFiled "appeal-filed" "提起上诉" "appeal filed", "上诉状 S", "APL-85, JI-107" {
        may by: String, "上诉人" "who";
        may by_us: bool, "我方上诉" "by our agency";
        may scope: String, "上诉范围" "scope";
        may fee_paid: bool, "已交费" "fee paid";
        may received_by_court_on: Day = "appeal-received-by-court", "法院收到日期" "day the court received it";
        may court: String, "上诉法院" "appeal court";
        may agencies: Many<AgencyOnInstance>, "我方机关" "our agencies";
        may plaintiffs: Many<Party>, "原告" "plaintiffs";
        may matter: String, "案由" "matter"; may category: String, "行政管理类别" "management category";
        may against_remand_judgment: bool, "原判系发回重审后作出" "the judgment under appeal followed a remand";
    }
    AppealPeriodsExpired "appeal-periods-expired" "各方上诉期满" "all appeal periods expired", "—", "APL-85" {}

    // ── second instance, retrial, supervision, public interest, enforcement ────────────────────────────────────
    AppealCopyReceived "appeal-copy-received" "收到上诉状副本" "copy of the appeal received", "上诉状副本 C", "JI-108(2)" {
        may court: String, "法院" "court";
        may appellant: String, "上诉人" "appellant";
        may agencies: Many<AgencyOnInstance>, "我方机关" "our agencies";
        may plaintiffs: Many<Party>, "原告" "plaintiffs";
        may matter: String, "案由" "matter"; may category: String, "行政管理类别" "management category";
        may after_reconsideration: bool, "经复议" "after a reconsideration";
        may received_by_court_on: Day = "appeal-received-by-court", "法院收到上诉日期" "day the court received the appeal";
        may filed_on: Day, "立案日期" "court filing date";
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
    RetrialApplicationDismissed "retrial-application-dismissed" "驳回再审申请" "retrial application dismissed", "裁定书 S", "JI-116(2)" {}
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
