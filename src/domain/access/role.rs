//! The roles of the product, and which of them no person may hold together.

use crate::domain::case::parts::words;

words! {
    /// What a person is to the product. A role is granted to a person at a unit and reaches the units below it.
    Role {
        CaseOfficer = "case-officer" "案件承办人" "case officer",
        Approver = "approver" "审批人" "approver",
        Liaison = "liaison" "单位联络员" "unit liaison",
        Leader = "leader" "领导" "leader",
        SystemAdministrator = "system-administrator" "系统管理员" "system administrator",
        SecurityAdministrator = "security-administrator" "安全管理员" "security administrator",
        Auditor = "auditor" "审计管理员" "auditor",
    }
}

impl Role {
    /// One of the three administrators 三员 (GB/T 22239-2019, 8.1.5: system, security and audit management are separate).
    pub const fn is_administrator(self) -> bool {
        matches!(self, Self::SystemAdministrator | Self::SecurityAdministrator | Self::Auditor)
    }

    /// No person may hold both: an administrator holds one role and no other.
    pub fn excludes(self, other: Self) -> bool {
        self != other && (self.is_administrator() || other.is_administrator())
    }

    /// A machine client may act in this role: approving is the judgement of a person, and so is administration.
    pub const fn is_for_clients(self) -> bool {
        matches!(self, Self::CaseOfficer | Self::Liaison | Self::Leader)
    }
}
