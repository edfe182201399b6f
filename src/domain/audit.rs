//! What the audit trail 审计日志 can say was done: a closed vocabulary, so that the trail can be listed and searched by it.

use super::case::parts::words;

words! {
    /// An act or a security event, one row of the trail.
    AuditAction {
        CaseCreated = "case-created" "立案登记" "case opened",
        CaseAppended = "case-appended" "登记事项" "event recorded",
        CaseAssigned = "case-assigned" "移交案件" "case handed over",
        DocumentAdded = "document-added" "上传文书" "document uploaded",
        BatchTaken = "batch-taken" "导入台账" "ledger imported",
        BatchUndone = "batch-undone" "撤销导入" "import undone",
        Rebuilt = "rebuilt" "重建缓存" "derived data rebuilt",
        DeadlinesRecomputed = "deadlines-recomputed" "重算期限" "deadlines recomputed",
        OverdueAcknowledged = "overdue-acknowledged" "知悉逾期期限" "overdue deadline acknowledged",
        MailRetried = "mail-retried" "重发邮件" "message put back for sending",
        CalendarImported = "calendar-imported" "导入工作日历" "calendar imported",
        CasesExported = "cases-exported" "导出案件列表" "list of cases exported",
        HearingsExported = "hearings-exported" "导出开庭列表" "list of hearings exported",
        ApprovalRequested = "approval-requested" "提请审批" "approval requested",
        ApprovalDecided = "approval-decided" "审批" "approval decided",
        PartyDetailsWritten = "party-details-written" "登记当事人信息" "personal details recorded",
        PartyDetailsRead = "party-details-read" "查看当事人信息原值" "personal details seen in full",
        PartySearched = "party-searched" "按证件号码等查找当事人" "party looked for by number",
        DetailsResealed = "details-resealed" "更换密钥后重新加密" "personal details sealed under the new key",
        UnitsWritten = "units-written" "登记单位" "units written",
        UnitsChanged = "units-changed" "变更单位" "units changed",
        UnitMoved = "unit-moved" "调整上级单位" "unit moved",
        UnitClosed = "unit-closed" "撤销单位" "unit closed",
        PersonAdded = "person-added" "新增人员" "person added",
        PersonChanged = "person-changed" "变更人员" "person changed",
        PersonDeactivated = "person-deactivated" "停用账号" "account ended",
        RoleGranted = "role-granted" "授予角色" "role granted",
        GrantEnded = "grant-ended" "收回角色" "grant ended",
        ClientAdded = "client-added" "新增接口客户端" "machine client added",
        ClientChanged = "client-changed" "变更接口客户端的权限" "scopes of a client changed",
        ClientDeactivated = "client-deactivated" "停用接口客户端" "machine client ended",
        ClientSecretMade = "client-secret-made" "生成客户端密钥" "secret of a client made",
        SignedIn = "signed-in" "登录" "signed in",
        SignInFailed = "sign-in-failed" "登录失败" "sign-in failed",
        SignedOut = "signed-out" "退出登录" "signed out",
        SessionEnded = "session-ended" "结束会话" "session ended",
        RefreshTokenReused = "refresh-token-reused" "刷新令牌被重复使用" "refresh token used twice",
        PasswordChanged = "password-changed" "修改口令" "password changed",
        PasswordChangeFailed = "password-change-failed" "修改口令失败" "change of password failed",
        PasswordRevoked = "password-revoked" "作废口令" "password revoked",
        SecondFactorSetUp = "second-factor-set-up" "启用第二因素" "second factor set up",
        SecondFactorRemoved = "second-factor-removed" "停用第二因素" "second factor removed",
        RecoveryCodeUsed = "recovery-code-used" "使用恢复码" "recovery code used",
        SetUpLinkMade = "set-up-link-made" "生成设置链接" "set-up link made",
        SetUpLinkUsed = "set-up-link-used" "使用设置链接" "set-up link used",
        KeysRotated = "keys-rotated" "更换密钥" "keys rotated",
        ViewSaved = "view-saved" "保存列表视图" "view of a list saved",
        ViewRemoved = "view-removed" "删除列表视图" "view of a list removed",
        FeedMade = "feed-made" "生成日历订阅地址" "calendar feed made",
        FeedRevoked = "feed-revoked" "作废日历订阅地址" "calendar feed revoked",
        AccessRefused = "access-refused" "拒绝访问" "access refused",
        AuditExported = "audit-exported" "导出审计日志" "audit trail exported",
        SupervisionOpened = "supervision-opened" "登记督办事项" "record of supervision opened",
        LetterExported = "letter-exported" "导出督办文书" "letter of supervision exported",
        SupervisionStepped = "supervision-stepped" "督办事项办理" "record of supervision carried on",
        SupervisionDocumentAdded = "supervision-document-added" "上传督办附件" "attachment of supervision uploaded",
        ProposalsRaised = "proposals-raised" "生成督办建议" "proposals of supervision raised",
        ProposalDecided = "proposal-decided" "处理督办建议" "proposal of supervision decided",
        CaseAnalysed = "case-analysed" "一案一分析" "lost or corrected case analysed",
        CounselWritten = "counsel-written" "登记法律顾问" "legal counsel recorded",
        CounselEnded = "counsel-ended" "终止聘任法律顾问" "engagement of a legal counsel ended",
        CounselActed = "counsel-acted" "登记法律顾问承办案件" "case of a legal counsel recorded",
        TableExported = "table-exported" "导出统计报表" "statutory table exported",
        FiguresExported = "figures-exported" "导出统计数据" "figures exported",
        FiguresPublished = "figures-published" "发布统计数据" "figures published",
        BackedUp = "backed-up" "备份数据库" "database backed up",
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn codes_and_words_are_unique() {
        let all = AuditAction::ALL.iter();
        let texts: HashSet<&str> = all.flat_map(|action| [action.code(), action.words().zh, action.words().en]).collect();
        assert_eq!(texts.len(), AuditAction::ALL.len() * 3);
    }
}
