//! Litigation: first instance (lifecycle.md III.3).

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
        may hearing_at: Hour, "开庭时刻" "hour of the hearing";
        may place: String, "地点" "place";
        may summons_on: Day = "summons-served", "传票送达日期" "summons served on";
        may appearance_notice_on: Day = "appearance-notice-served", "出庭通知书送达日期" "appearance notice served on";
    }
    HearingPostponed "hearing-postponed" "延期开庭" "hearing postponed", "通知书 C", "JI-72" {
        may reason: String, "原因" "ground";
        may at_agency_request: bool, "应机关申请（AP-9(3)）" "at the agency's request";
        may hearing_on: Day = "court-hearing-day", "新开庭日期" "new day";
        may hearing_at: Hour, "新开庭时刻" "new hour";
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
        may filed_on: Day = "second-instance-filed", "立案日期" "court filing date";
        may court: String, "上诉法院" "appeal court";
        may agencies: Many<AgencyOnInstance>, "我方机关" "our agencies";
        may plaintiffs: Many<Party>, "原告" "plaintiffs";
        may matter: String, "案由" "matter"; may category: String, "行政管理类别" "management category";
        may against_remand_judgment: bool, "原判系发回重审后作出" "the judgment under appeal followed a remand";
    }
    AppealPeriodsExpired "appeal-periods-expired" "各方上诉期满" "all appeal periods expired", "—", "APL-85" {}
}
