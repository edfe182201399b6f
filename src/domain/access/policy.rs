//! THE policy table: role × action × relation × kinds of case, each row with its reason. What no row allows is refused.
//!
//! [`decide`](super::decide) reads it for one object, [`scope`](super::scope) for lists and figures, `fuyi access matrix` prints it.

use super::Action::{self, *};
use super::Role::{self, *};
use crate::domain::case::CaseKind;
use crate::domain::case::parts::words;
use crate::domain::words::Words;

words! {
    /// How an object stands to the unit (or person) a grant was made at.
    Relation {
        Handles = "handles" "承办（本级及下级单位承办的案件）" "cases handled by the unit or one below it",
        Concerned = "concerned" "涉案（本级及下级单位涉案的案件）" "cases that concern the unit or one below it",
        Subtree = "subtree" "本级及下级单位" "the unit, those below it, and their people and figures",
        Oneself = "self" "本人" "oneself",
        Common = "common" "公用（规则、日历等）" "the common books, wherever the grant stands",
        Deployment = "deployment" "全系统" "the whole deployment: the grant must reach all of it",
    }
}

/// A set of kinds of case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct Kinds(u8);

impl Kinds {
    /// No case at all.
    pub const NONE: Self = Self(0);
    /// Every kind.
    pub const ALL: Self = Self::of(&[CaseKind::Reconsideration, CaseKind::Respondent, CaseKind::Litigation]);
    /// Files in which a unit of ours answers for itself: as respondent, or before a court.
    pub const ANSWERED: Self = Self::of(&[CaseKind::Respondent, CaseKind::Litigation]);

    /// These kinds.
    pub const fn of(kinds: &[CaseKind]) -> Self {
        let (mut bits, mut at) = (0, 0);
        while at < kinds.len() {
            bits |= 1 << kinds[at] as u8;
            at += 1;
        }
        Self(bits)
    }

    /// Whether the kind is among them.
    pub const fn contains(self, kind: CaseKind) -> bool {
        self.0 & (1 << kind as u8) != 0
    }

    /// Either's kinds.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Every kind of `other` is among these.
    pub const fn includes(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// The kinds, in the order of [`CaseKind::ALL`].
    pub fn iter(self) -> impl Iterator<Item = CaseKind> {
        CaseKind::ALL.iter().copied().filter(move |kind| self.contains(*kind))
    }
}

/// A row of the table.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// Who; what one does to oneself needs no role at all.
    pub roles: &'static [Role],
    /// May do what.
    pub actions: &'static [Action],
    /// To objects that stand so to the unit of the grant.
    pub relation: Relation,
    /// Of which kinds of case; nothing where the objects are no cases.
    pub kinds: Kinds,
    /// Why.
    pub why: Words,
}

const fn rule(
    roles: &'static [Role],
    actions: &'static [Action],
    relation: Relation,
    kinds: Kinds,
    zh: &'static str,
    en: &'static str,
) -> Rule {
    Rule { roles, actions, relation, kinds, why: Words { zh, en } }
}

/// What everyone who runs files reads of a case, personal details masked.
const LOOK: &[Action] = &[CaseList, CaseRead, HearingRead, PartyRead, DocumentRead, DeadlineRead, ApprovalRead];
/// What everyone who runs files does to a case.
const RUN: &[Action] =
    &[CaseCreate, EventRecord, EventAnnul, HearingRecord, PartyWrite, PartyUnmask, DocumentWrite, ApprovalRequest, CaseExport];

/// The table. No order matters: rows only add.
pub const POLICY: &[Rule] = &[
    rule(&[CaseOfficer], LOOK, Relation::Handles, Kinds::ALL, "承办机构办案（复议法第四条）", "the institution runs the files (23-4)"),
    rule(&[CaseOfficer], RUN, Relation::Handles, Kinds::ALL, "承办机构办案（复议法第四条）", "the institution runs the files (23-4)"),
    rule(&[CaseOfficer], &[CaseAssign], Relation::Handles, Kinds::ALL, "离岗须先移交", "nobody leaves before the files are handed over"),
    rule(
        &[CaseOfficer],
        LOOK,
        Relation::Concerned,
        Kinds::ANSWERED,
        "本单位涉案的应诉、被复议案件",
        "suits and respondent's files of the own unit",
    ),
    rule(
        &[CaseOfficer],
        &[StatisticsRead, StatisticsPublish, ImportRun, ImportUndo],
        Relation::Subtree,
        Kinds::NONE,
        "台账与统计由承办机构负责",
        "ledgers and figures are the institution's",
    ),
    rule(&[Approver], LOOK, Relation::Handles, Kinds::ALL, "审批须阅卷", "who approves reads the file"),
    rule(
        &[Approver],
        &[ApprovalDecide],
        Relation::Handles,
        Kinds::ALL,
        "负责人批准（复议法第五十五、六十一、六十二条）",
        "approval by the head (23-55, 61, 62)",
    ),
    rule(
        &[Approver],
        &[OverdueAcknowledge],
        Relation::Handles,
        Kinds::ALL,
        "逾期须经负责人知悉（复议法第八十条）",
        "the head takes note of what is overdue (23-80)",
    ),
    rule(&[Approver], &[StatisticsRead], Relation::Subtree, Kinds::NONE, "负责人掌握全局", "the head knows the figures"),
    rule(
        &[Liaison],
        LOOK,
        Relation::Handles,
        Kinds::ANSWERED,
        "本单位的应诉、被复议案件；不得查看复议机关案卷",
        "suits and respondent's files of the own unit, never the organ's file",
    ),
    rule(
        &[Liaison],
        LOOK,
        Relation::Concerned,
        Kinds::ANSWERED,
        "本单位涉案的应诉、被复议案件",
        "suits and respondent's files that concern it",
    ),
    rule(
        &[Liaison],
        RUN,
        Relation::Handles,
        Kinds::ANSWERED,
        "单位登记应诉、答复、开庭、出庭、履行",
        "the unit logs suits, replies, hearings, appearance and performance",
    ),
    rule(
        &[Liaison],
        &[EventRecord, HearingRecord, DocumentWrite],
        Relation::Concerned,
        Kinds::ANSWERED,
        "涉案单位登记答复、开庭、出庭、履行",
        "a unit concerned logs its replies, hearings, appearance and performance",
    ),
    rule(&[Liaison], &[StatisticsRead], Relation::Subtree, Kinds::NONE, "本单位数字", "the figures of the own unit"),
    rule(&[Leader], LOOK, Relation::Handles, Kinds::ALL, "领导只读本级及下级承办的案件", "a leader reads what the units below run"),
    rule(
        &[Leader],
        LOOK,
        Relation::Concerned,
        Kinds::ANSWERED,
        "负责人应当出庭应诉（行诉法第三条第三款）",
        "the responsible person appears in court (APL-3(3))",
    ),
    rule(
        &[Leader],
        &[OverdueAcknowledge],
        Relation::Handles,
        Kinds::ALL,
        "逾期须经负责人知悉（复议法第八十条）",
        "the leader takes note of what is overdue (23-80)",
    ),
    rule(
        &[Leader],
        &[OverdueAcknowledge],
        Relation::Concerned,
        Kinds::ANSWERED,
        "本单位逾期由负责人知悉",
        "the leader takes note of what the own unit has let pass",
    ),
    rule(&[Leader], &[StatisticsRead], Relation::Subtree, Kinds::NONE, "考核与通报", "supervision by figures"),
    rule(
        &[CaseOfficer],
        &[SupervisionRead, SupervisionWrite, SupervisionReply],
        Relation::Subtree,
        Kinds::NONE,
        "指导、监督由办案机构承担（复议法第四条第三款，条例第五十三条）",
        "guidance and supervision are the institution's (23-4(3), IR-53)",
    ),
    rule(
        &[Approver, Leader],
        &[SupervisionRead],
        Relation::Subtree,
        Kinds::NONE,
        "负责人掌握督办情况",
        "who leads knows what is supervised",
    ),
    rule(
        &[Liaison],
        &[SupervisionRead, SupervisionReply],
        Relation::Subtree,
        Kinds::NONE,
        "被督办单位回复本单位的函件（复议法第七十六条）",
        "the unit addressed replies to its letters (23-76)",
    ),
    rule(
        &[SystemAdministrator],
        &[UnitRead, UnitWrite, PersonRead, PersonWrite, SessionRead],
        Relation::Subtree,
        Kinds::NONE,
        "系统管理：单位与账号（GB/T 22239-2019 8.1.5.1）",
        "system management: units and accounts (GB/T 22239-2019, 8.1.5.1)",
    ),
    rule(
        &[SystemAdministrator],
        &[CalendarWrite, Recompute, SettingsRead, OutboxRead, OutboxRetry, HealthRead],
        Relation::Deployment,
        Kinds::NONE,
        "系统管理：配置与运行（GB/T 22239-2019 8.1.5.1）",
        "system management: settings and running (GB/T 22239-2019, 8.1.5.1)",
    ),
    rule(
        &[SecurityAdministrator],
        &[UnitRead, PersonRead, CredentialReset, GrantRead, GrantWrite, ClientRead, ClientWrite, SessionRead, SessionEnd],
        Relation::Subtree,
        Kinds::NONE,
        "安全管理：授权与凭据（GB/T 22239-2019 8.1.5.3）",
        "security management: rights and credentials (GB/T 22239-2019, 8.1.5.3)",
    ),
    rule(
        &[SecurityAdministrator],
        &[SettingsRead, HealthRead],
        Relation::Deployment,
        Kinds::NONE,
        "安全配置核查",
        "checks the security settings",
    ),
    rule(
        &[Auditor],
        &[AuditRead, AuditVerify, AuditExport, SettingsRead, HealthRead],
        Relation::Deployment,
        Kinds::NONE,
        "审计管理（GB/T 22239-2019 8.1.5.2；网络安全法第二十一条）",
        "audit management (GB/T 22239-2019, 8.1.5.2)",
    ),
    rule(
        &[Auditor],
        &[UnitRead, PersonRead, GrantRead, ClientRead, SessionRead],
        Relation::Subtree,
        Kinds::NONE,
        "审计管理：核对权限",
        "audit management: reviews rights",
    ),
    rule(
        &[CaseOfficer, Approver, Liaison, Leader],
        &[UnitRead, PersonRead],
        Relation::Subtree,
        Kinds::NONE,
        "知悉同事与分工",
        "knows whom one works with",
    ),
    rule(
        &[CaseOfficer, Approver, Liaison, Leader, SystemAdministrator],
        &[PeriodCompute, RuleBookRead],
        Relation::Common,
        Kinds::NONE,
        "规则公开",
        "the rules are public",
    ),
    rule(
        Role::ALL,
        &[OwnAccount],
        Relation::Oneself,
        Kinds::NONE,
        "账号归本人（GB/T 22239-2019 8.1.4.1）",
        "an account belongs to one person (GB/T 22239-2019, 8.1.4.1)",
    ),
];

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    /// Actions that show or change what is in a case.
    const CONTENT: &[Action] = &[
        CaseList,
        CaseRead,
        CaseCreate,
        CaseAssign,
        EventRecord,
        EventAnnul,
        HearingRead,
        HearingRecord,
        PartyRead,
        PartyWrite,
        PartyUnmask,
        DocumentRead,
        DocumentWrite,
        DeadlineRead,
        ApprovalRead,
        ApprovalRequest,
        ApprovalDecide,
        OverdueAcknowledge,
        CaseExport,
        ImportRun,
        ImportUndo,
    ];

    #[test]
    fn no_administrator_touches_a_case_and_no_other_role_touches_rights() {
        let rights = [PersonWrite, UnitWrite, CredentialReset, GrantWrite, ClientWrite, SessionEnd, AuditRead, AuditExport, CalendarWrite];
        for rule in POLICY {
            let forbidden: &[Action] = if rule.roles.iter().any(|role| role.is_administrator()) { CONTENT } else { &rights };
            assert!(!rule.actions.iter().any(|action| forbidden.contains(action)), "{rule:?}");
        }
        let of = |role: Role| -> HashSet<Action> {
            POLICY.iter().filter(|rule| rule.roles.contains(&role)).flat_map(|rule| rule.actions).copied().collect()
        };
        let changing =
            [UnitWrite, PersonWrite, CredentialReset, GrantWrite, ClientWrite, SessionEnd, AuditVerify, AuditExport, CalendarWrite];
        for (one, other) in [(SystemAdministrator, SecurityAdministrator), (SystemAdministrator, Auditor), (SecurityAdministrator, Auditor)]
        {
            let shared: Vec<_> = of(one).intersection(&of(other)).copied().filter(|action| changing.contains(action)).collect();
            assert!(shared.is_empty(), "{one:?} and {other:?} share {shared:?}");
        }
    }

    #[test]
    fn a_row_of_cases_names_kinds_and_no_other_row_does() {
        for rule in POLICY {
            let of_cases = matches!(rule.relation, Relation::Handles | Relation::Concerned);
            assert_eq!(of_cases, rule.kinds != Kinds::NONE, "{rule:?}");
            let content = rule.actions.iter().all(|action| CONTENT.contains(action) && !matches!(action, ImportRun | ImportUndo));
            assert_eq!(of_cases, content, "{rule:?}");
        }
    }

    #[test]
    fn a_liaison_and_a_leader_of_a_respondent_never_see_the_organs_file() {
        for rule in POLICY.iter().filter(|rule| rule.kinds.contains(CaseKind::Reconsideration)) {
            assert_eq!(rule.relation, Relation::Handles, "{rule:?}");
            assert!(!rule.roles.contains(&Liaison), "{rule:?}");
        }
    }

    #[test]
    fn every_action_is_somebodys_but_the_upkeep_of_the_machine() {
        let granted: HashSet<Action> = POLICY.iter().flat_map(|rule| rule.actions).copied().collect();
        let nobodys: Vec<Action> = Action::ALL.iter().copied().filter(|action| !granted.contains(action)).collect();
        assert_eq!(nobodys, [Upkeep]);
    }

    #[test]
    fn no_right_is_written_twice() {
        let mut seen = HashSet::new();
        for rule in POLICY {
            for (role, action) in rule.roles.iter().flat_map(|role| rule.actions.iter().map(move |action| (*role, *action))) {
                assert!(seen.insert((role, action, rule.relation)), "{role:?} {action:?} {:?}", rule.relation);
            }
        }
    }

    #[test]
    fn sets_of_kinds() {
        assert!(Kinds::ALL.iter().eq(CaseKind::ALL.iter().copied()));
        assert_eq!(Kinds::ANSWERED.and(Kinds::of(&[CaseKind::Reconsideration])), Kinds::ALL);
        assert!(Kinds::ALL.includes(Kinds::ANSWERED) && !Kinds::ANSWERED.includes(Kinds::ALL));
    }
}
