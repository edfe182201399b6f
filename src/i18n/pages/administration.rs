//! What the pages of administration say: units, people, machine clients, the audit trail, backups and health.

use super::cases::day;
use crate::domain::Day;
use crate::domain::words::{Sentence, Words};

/// A text in both languages.
const fn w(zh: &'static str, en: &'static str) -> Words {
    Words { zh, en }
}

/// All of it.
pub const ADMINISTRATION: Words = w("系统管理", "Administration");
/// What is there.
pub const HUB_WHY: Words = w(
    "系统管理员、安全管理员、审计管理员各管一项，互不兼任；这里只列出您可以办理的事项。",
    "System, security and audit administrators each have their own part, and nobody has two; listed here is what you may do.",
);
/// Units.
pub const UNITS: Words = w("单位", "Units");
/// What for.
pub const UNITS_WHY: Words = w("单位名录、简称、上下级与存续", "The list of units: names, places, validity");
/// People.
pub const PEOPLE: Words = w("人员", "People");
/// What for.
pub const PEOPLE_WHY: Words = w("账号、角色授权、登录情况与会话", "Accounts, roles, sign-in and sessions");
/// Machine clients.
pub const CLIENTS: Words = w("接口客户端", "Machine clients");
/// What for.
pub const CLIENTS_WHY: Words = w("通过接口使用本系统的程序及其权限", "Programs that use the API, and what they may do");
/// The trail.
pub const AUDIT: Words = w("审计日志", "Audit log");
/// What for.
pub const AUDIT_WHY: Words = w("谁在何时何处做了什么；校验与导出", "Who did what, when, from where; verified and exported");
/// Backups.
pub const BACKUPS: Words = w("备份", "Backups");
/// What for.
pub const BACKUPS_WHY: Words = w("最近一次备份与备份方法", "The last backup, and how to make one");
/// Health.
pub const HEALTH: Words = w("运行状况", "Health");
/// What for.
pub const HEALTH_WHY: Words = w("版本、数据库、就绪检查、提醒与待办", "Version, database, readiness, reminders, open items");
/// Other pages.
pub const MAIL_WHY: Words = w("待发邮件及其去向", "Messages and their fate");
/// Calendar.
pub const CALENDAR_WHY: Words = w("历年放假与调休；导入新一年度", "Days off by year; take a new one in");
/// Rule book.
pub const RULES_WHY: Words = w("法定期限及其出处（只读）", "Statutory periods with their sources, read-only");
/// Imports.
pub const IMPORTS_WHY: Words = w("台账导入批次与撤销", "Ledgers taken in, and undone");
/// Recomputation.
pub const RECOMPUTE_WHY: Words = w("按现行法律与日历重算期限", "Deadlines by the law and calendar of today");

/// Adds.
pub const ADD: Words = w("新增", "Add");
/// Saves.
pub const SAVE: Words = w("保存", "Save");
/// Searches.
pub const FIND: Words = w("查找", "Find");
/// Any text.
pub const SEARCH: Words = w("姓名、用户名或者单位", "Name, user name or unit");
/// Full name.
pub const FULL_NAME: Words = w("单位全称", "Full name");
/// Short names.
pub const SHORT_NAMES: Words = w("简称", "Short names");
/// How to write them.
pub const SHORT_NAMES_HINT: Words = w(
    "多个简称之间用顿号或者逗号隔开；单位更名的，把另一名称登记为简称，案件仍归该单位",
    "several are divided by commas; where a unit is renamed, add the other name here and its cases stay its own",
);
/// Kind.
pub const KIND: Words = w("类别", "Kind");
/// The unit above.
pub const PARENT: Words = w("上级单位", "Unit above");
/// Leave it empty.
pub const PARENT_HINT: Words = w("全称或者简称；不填即直属本系统", "by full or short name; empty: directly under the deployment");
/// First day.
pub const VALID_FROM: Words = w("存续起始日", "There from");
/// Validity.
pub const THERE: Words = w("存续", "There");
/// The unit that took its place.
pub const SUCCESSOR: Words = w("承继单位", "Merged into");
/// Units below.
pub const BELOW: Words = w("下级单位", "Units below");
/// There are none.
pub const NO_UNITS: Words = w(
    "您的权限范围内还没有单位。新增单位，或者用 fuyi unit import 导入单位名录。",
    "There is no unit within your reach yet. Add one, or take a list in with fuyi unit import.",
);
/// Adds a unit.
pub const ADD_UNIT: Words = w("新增单位", "Add a unit");
/// Adds names.
pub const ADD_NAMES: Words = w("添加简称", "Add short names");
/// Moves a unit.
pub const MOVE_UNIT: Words = w("调整上级", "Move it");
/// What comes of it.
pub const MOVE_HINT: Words = w("案件的可见范围随之立即调整", "who reaches its cases moves with it, at once");
/// Ends a unit.
pub const END_UNIT: Words = w("撤并单位", "Close or merge it");
/// The first day it is no longer there.
pub const END_ON: Words = w("自何日起不再存续", "First day it is no longer there");
/// Optional.
pub const SUCCESSOR_HINT: Words = w("未并入其他单位的不填；原有案件不变", "empty where there is none; its cases stay");
/// What is not written.
pub const NOT_RECORDED: Words = w("未登记", "not recorded");
/// Nothing chosen.
pub const NONE: Words = w("无", "none");
/// A day that cannot be read.
pub const NO_SUCH_DAY: Words = w("日期应写作 2024-06-03", "a day is written as 2024-06-03");
/// A day is missing.
pub const DAY_MISSING: Words = w("请填写日期", "give a day");

/// User name.
pub const USER_NAME: Words = w("用户名", "User name");
/// Rules of it.
pub const USER_NAME_HINT: Words = w("2至64个字母、数字或者 . _ -；以后不能更改", "2 to 64 letters, digits, or . _ -; it stays");
/// Name shown.
pub const DISPLAY_NAME: Words = w("姓名", "Name");
/// Home unit.
pub const UNIT: Words = w("所属单位", "Home unit");
/// By which name.
pub const UNIT_HINT: Words = w("全称或者简称；不填即不属于任何单位", "by full or short name; empty: none");
/// E-mail.
pub const EMAIL: Words = w("电子邮箱", "E-mail");
/// Language.
pub const LANGUAGE: Words = w("语言", "Language");
/// Names of languages.
pub const LANGUAGES: [(&str, &str); 2] = [("zh-CN", "中文"), ("en", "English")];
/// Validity of an account.
pub const ACTIVE: Words = w("账号有效", "Active");
/// Adds a person.
pub const ADD_PERSON: Words = w("新增人员", "Add a person");
/// What comes then.
pub const ADD_PERSON_HINT: Words = w(
    "新账号尚无任何权限：由安全管理员授予角色，并交付一次性代码以设置口令。",
    "A new account can do nothing: the security administrator grants it a role and hands over a one-time code for a password.",
);
/// Nobody.
pub const NO_PEOPLE: Words = w("没有符合条件的人员。", "There is nobody here.");
/// Changes a person.
pub const CHANGE_PERSON: Words = w("变更资料", "Change particulars");
/// Ends an account.
pub const END_PERSON: Words = w("停用账号", "End the account");
/// What comes of it.
pub const END_PERSON_HINT: Words = w(
    "自今日起不能登录，全部授权失效；承办的在办案件须先移交。",
    "From today nobody signs in with it and nothing is granted to it; open files must be handed over first.",
);
/// How somebody signs in.
pub const DOOR: Words = w("登录情况", "Sign-in");
/// Password.
pub const PASSWORD: Words = w("口令", "Password");
/// It is set.
pub const PASSWORD_SET: Words = w("已设置", "set");
/// It is not.
pub const PASSWORD_UNSET: Words = w("尚未设置或者已作废", "not set, or revoked");
/// Last sign-in.
pub const LAST_SIGN_IN: Words = w("最近登录", "Last sign-in");
/// Never.
pub const NEVER: Words = w("从未", "never");
/// Second factor.
pub const SECOND_FACTOR: Words = w("身份验证器", "Authenticator");
/// It is set up.
pub const BOUND: Words = w("已绑定", "set up");
/// It is not.
pub const UNBOUND: Words = w("未绑定", "not set up");
/// Locked.
pub const LOCKED: Words = w("登录锁定至", "Locked until");
/// Gives a code.
pub const MAKE_CODE: Words = w("发放一次性代码", "Give a one-time code");
/// What it is for.
pub const MAKE_CODE_HINT: Words = w(
    "本人凭代码自行设置口令；发放后请当面交付，代码只显示这一次。",
    "The person sets a password with it; hand it over in person, it is shown this once.",
);
/// The code.
pub const CODE: Words = w("一次性代码", "One-time code");
/// Takes the authenticator away.
pub const TAKE_SECOND_FACTOR: Words = w("解除遗失的身份验证器", "Take a lost authenticator away");
/// Sessions.
pub const SESSIONS: Words = w("会话", "Sessions");
/// None.
pub const NO_SESSIONS: Words = w("没有进行中的会话。", "Nobody is signed in with this account.");
/// When it began.
pub const STARTED: Words = w("开始", "Began");
/// When it was seen.
pub const SEEN: Words = w("最近使用", "Last seen");
/// From where.
pub const FROM: Words = w("来源", "From");
/// What with.
pub const DEVICE: Words = w("设备", "Device");
/// Ends a session.
pub const END_SESSION: Words = w("结束会话", "End the session");
/// Ends them all.
pub const END_SESSIONS: Words = w("结束全部会话", "End every session");

/// Grants.
pub const GRANTS: Words = w("角色授权", "Roles");
/// None.
pub const NO_GRANTS: Words = w("尚未授予任何角色。", "No role was granted yet.");
/// Role.
pub const ROLE: Words = w("角色", "Role");
/// Where.
pub const SCOPE: Words = w("范围", "Where");
/// In force.
pub const IN_FORCE: Words = w("有效", "In force");
/// By whom.
pub const GRANTED_BY: Words = w("授权人", "Granted by");
/// Ends a grant.
pub const END_GRANT: Words = w("收回", "End");
/// It has ended.
pub const ENDED: Words = w("已失效", "ended");
/// Grants a role.
pub const GRANT_ROLE: Words = w("授予角色", "Grant a role");
/// The unit of a grant.
pub const GRANT_UNIT_HINT: Words =
    w("全称或者简称，权限及于下级单位；不填即全系统", "by full or short name, units below included; empty: the whole deployment");
/// First day.
pub const FROM_DAY: Words = w("起始日", "From");
/// First day no longer.
pub const UNTIL_DAY: Words = w("自何日起失效（可不填）", "Until, that day not included (optional)");
/// Choose a role.
pub const CHOOSE_ROLE: Words = w("请选择角色", "choose a role");

/// Name of a client.
pub const CLIENT_NAME: Words = w("名称", "Name");
/// None.
pub const NO_CLIENTS: Words = w("还没有接口客户端。", "There is no machine client.");
/// What it acts as.
pub const ACTS_AS: Words = w("角色", "Acts as");
/// Its actions.
pub const ACTIONS: Words = w("许可的操作", "Actions");
/// How they are meant.
pub const ACTIONS_HINT: Words =
    w("只许可确实需要的操作；角色没有的权限不会因此获得", "only what it needs; what its role may not do it may not either");
/// Adds one.
pub const ADD_CLIENT: Words = w("新增接口客户端", "Add a machine client");
/// Confines one.
pub const CONFINE: Words = w("变更许可的操作", "Change its actions");
/// Another secret.
pub const NEW_SECRET: Words = w("更换密钥", "Give it another secret");
/// What comes of it.
pub const NEW_SECRET_HINT: Words = w("原密钥及其会话即刻作废", "the one before opens nothing any more, at once");
/// The secret.
pub const SECRET: Words = w("密钥（只显示这一次）", "Secret (shown this once)");
/// Ends one.
pub const END_CLIENT: Words = w("停用接口客户端", "End the client");

/// Columns and filters of the trail.
pub const ACTION: Words = w("操作", "Action");
/// Who.
pub const ACTOR: Words = w("操作人", "Actor");
/// On what.
pub const SUBJECT: Words = w("对象", "Subject");
/// How it is written.
pub const SUBJECT_HINT: Words = w("如 case 12、person 7、database", "such as case 12, person 7, database");
/// Everything.
pub const ALL: Words = w("全部", "All");
/// Filters.
pub const FILTER: Words = w("筛选", "Filter");
/// No row fits.
pub const NO_ROWS: Words = w("没有符合条件的记录。", "No row fits.");
/// Older rows.
pub const OLDER: Words = w("更早的记录", "Older rows");
/// The newest.
pub const NEWEST: Words = w("最近的记录", "The newest rows");
/// Checks.
pub const VERIFY: Words = w("校验审计链", "Verify the chain");
/// What it does.
pub const VERIFY_WHY: Words = w(
    "逐行核对封存记录。填写此前另行保存的封存摘要，还可证明其前的记录未被重写。",
    "Every row is held against its seal. With the digest of a seal kept elsewhere it is also proved that nothing before it was rewritten.",
);
/// An earlier digest.
pub const HEAD: Words = w("此前保存的封存摘要（可不填）", "Digest of an earlier seal (optional)");
/// The outcome.
pub const VERIFICATION: Words = w("审计链校验", "Verification of the chain");
/// What comes first.
pub const FIRST_FAULT: Words = w("首个不符之处", "First fault");
/// All of them.
pub const FAULTS: Words = w("全部不符之处", "All faults");
/// Exports.
pub const EXPORT: Words = w("导出全部", "Export the whole trail");
/// What is in it.
pub const EXPORT_WHY: Words = w(
    "导出为逐行 JSON 文件，可用 fuyi audit verify 离线校验；导出本身记入审计日志。",
    "One file, a line of JSON for each row and seal; fuyi audit verify checks it offline. The export stands in the trail.",
);

/// Version of the program.
pub const VERSION: Words = w("程序版本", "Version");
/// Engine.
pub const ENGINE: Words = w("数据库", "Database");
/// Its size.
pub const SIZE: Words = w("数据库大小", "Size of the database");
/// Its schema.
pub const SCHEMA: Words = w("结构版本", "Schema");
/// Readiness.
pub const READINESS: Words = w("就绪检查", "Readiness");
/// Passed.
pub const OK: Words = w("正常", "well");
/// Not passed.
pub const NOT_OK: Words = w("不正常", "not well");
/// The tail of the trail.
pub const UNSEALED: Words = w("尚未封存的审计记录", "Rows of the audit trail not sealed yet");
/// The last seal.
pub const SEALED_AT: Words = w("最近封存", "Last seal");
/// Reminders.
pub const LAST_RUN: Words = w("最近一次提醒运行", "Last run of reminders");
/// Unsent mail.
pub const UNSENT: Words = w("未发出的邮件", "Messages not sent");
/// Parked mail.
pub const PARKED: Words = w("已搁置的邮件", "Messages put aside");
/// What waits.
pub const OPEN_ITEMS: Words = w("待办事项", "Open items");
/// Nothing.
pub const NOTHING_OPEN: Words = w("没有待办事项。", "Nothing is waiting.");
/// The last backup.
pub const LAST_BACKUP: Words = w("最近一次备份", "Last backup");
/// There is none.
pub const NO_BACKUP: Words = w(
    "审计日志中没有备份记录。请尽快备份；未经 fuyi backup 的数据库级备份不在此列。",
    "The audit trail knows of no backup. Make one soon; backups made without fuyi backup are not known here.",
);
/// Its file.
pub const BACKUP_FILE: Words = w("文件", "File");
/// Its rows.
pub const BACKUP_ROWS: Words = w("行数", "Rows");
/// By whom.
pub const BACKUP_BY: Words = w("备份人", "Made by");
/// When.
pub const BACKUP_AT: Words = w("时间", "When");
/// How to make one.
pub const HOW_TO: Words = w("怎样备份和恢复", "How to back up and restore");
/// Where.
pub const HOW_TO_WHY: Words = w(
    "在服务器上由操作员运行；服务运行中也可以备份，得到的是同一时刻的完整副本，两种数据库通用。密钥文件、文书文件夹不在其中，须另行备份。",
    "Run by the operator at the machine, while the service runs if need be: a copy of one moment that either engine restores from. The key file and the folder of documents are not in it and are backed up beside it.",
);

/// What was done, by the word in the address.
pub const DONE: [(&str, Words); 12] = [
    ("unit-added", w("单位已新增。", "The unit is added.")),
    ("unit-named", w("简称已添加。", "The short names are added.")),
    ("unit-moved", w("上级已调整；案件的可见范围随之调整。", "The unit is moved; who reaches its cases moved with it.")),
    ("unit-ended", w("单位的撤并已登记；原有案件不变。", "The end of the unit is noted; its cases stay.")),
    ("person-added", w("人员已新增；授予角色后方可使用。", "The person is added; grant a role so that the account can do something.")),
    ("person-changed", w("资料已保存。", "The particulars are saved.")),
    ("person-ended", w("账号已停用。", "The account has ended.")),
    ("sessions-ended", w("会话已结束。", "The sessions have ended.")),
    (
        "second-factor-taken",
        w("身份验证器已解除，本人的会话已全部结束。", "The authenticator is taken away, and every session of the person has ended."),
    ),
    ("role-granted", w("角色已授予，立即生效。", "The role is granted, at once.")),
    ("grant-ended", w("授权已收回，立即生效。", "The grant has ended, at once.")),
    ("client-changed", w("接口客户端已变更。", "The client is changed.")),
];

/// From which day, and until which day no more.
pub fn validity(from: Option<Day>, until: Option<Day>) -> Sentence {
    match (from.map(day), until.map(day)) {
        (None, None) => NOT_RECORDED.into(),
        (Some(from), None) => Sentence::new(format!("自{}起", from.zh), format!("from {}", from.en)),
        (None, Some(until)) => Sentence::new(format!("至{}止（不含当日）", until.zh), format!("until {}, that day not included", until.en)),
        (Some(from), Some(until)) => Sentence::new(
            format!("{}至{}（不含当日）", from.zh, until.zh),
            format!("{} until {}, that day not included", from.en, until.en),
        ),
    }
}

/// A code, whose it is and until when.
pub fn code_made(user: &str, ends: &str) -> Sentence {
    Sentence::new(
        format!("已为“{user}”发放一次性代码，有效至{ends}，只显示这一次。"),
        format!("A one-time code for \"{user}\", good until {ends}; it is shown this once."),
    )
}

/// How many.
pub fn count(found: usize) -> Sentence {
    Sentence::new(format!("共{found}项"), format!("{found} in all"))
}

/// The schema of a database beside that of the program.
pub fn schema(found: &str, known: &str) -> Sentence {
    if found == known {
        return Sentence::new(format!("{found}（与程序一致）"), format!("{found}, as the program's"));
    }
    Sentence::new(format!("{found}，程序为{known}"), format!("{found}; the program's is {known}"))
}

/// A size people read.
pub fn size(bytes: u64) -> String {
    const UNITS: [&str; 4] = ["KB", "MB", "GB", "TB"];
    let (mut size, mut unit) = (bytes as f64 / 1024.0, 0);
    while size >= 1024.0 && unit + 1 < UNITS.len() {
        size /= 1024.0;
        unit += 1;
    }
    format!("{size:.1} {}", UNITS[unit])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_is_told_in_the_unit_that_fits() {
        for (bytes, said) in [(0, "0.0 KB"), (1536, "1.5 KB"), (5 << 20, "5.0 MB"), (3 << 30, "3.0 GB"), (5 << 50, "5120.0 TB")] {
            assert_eq!(size(bytes), said);
        }
    }
}
