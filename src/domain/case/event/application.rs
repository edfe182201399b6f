//! Reconsideration from the application to acceptance (lifecycle.md I.3).

use serde::{Deserialize, Serialize};

use super::define::{Row, events};
use super::table::Event;
use super::{EventKind, Field};
use crate::domain::Day;
use crate::domain::case::field::*;
use crate::domain::case::parts::*;
use crate::domain::words::Words;

events! {
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
        may obstacle_from: Day, "不可抗力等障碍开始日期" "day an obstacle to applying began";
        may obstacle_removed_on: Day, "障碍消除日期" "day the obstacle was removed";
        may several_organs_on: Day = "applications-received-by-several-organs", "数机关同时收到日期" "day several organs received it";
        may officer: String, "承办人" "case officer";
    }
    ApplicationForwarded "application-forwarded" "处罚机关转送" "application forwarded by the penalising agency", "—", "23-32" {
        may agency_received_on: Day = "application-received-by-penalising-agency", "处罚机关收到日期" "day the agency received it";
        may forwarded_on: Day, "转送日期" "day forwarded";
        may act_made_on: Day = "act-made", "行为作出日期" "day the act was made";
        may act_known_on: Day = "act-known", "知道行为日期" "day the act was known";
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
}
