//! What `--help` says: one line for every subcommand and every argument, found by path.

use crate::domain::words::{Sentence, Words};

/// The text of one subcommand, or of one argument of it.
#[derive(Debug, Clone, Copy)]
pub struct Help {
    /// Subcommands joined by a blank (`case record`); empty for the program itself.
    pub command: &'static str,
    /// Name of the argument; absent for the subcommand itself.
    pub argument: Option<&'static str>,
    /// The line.
    pub words: Words,
}

const fn command(command: &'static str, zh: &'static str, en: &'static str) -> Help {
    Help { command, argument: None, words: Words { zh, en } }
}

const fn argument(command: &'static str, argument: &'static str, zh: &'static str, en: &'static str) -> Help {
    Help { command, argument: Some(argument), words: Words { zh, en } }
}

/// The line of a subcommand or argument; the options of the program serve all subcommands.
pub fn find(path: &str, name: Option<&str>) -> Option<Words> {
    let of = |command: &str| HELP.iter().find(|help| help.command == command && help.argument == name).map(|help| help.words);
    of(path).or_else(|| name.and_then(|_| of("")))
}

/// What follows the line of an argument: the values it takes and the one it has by itself.
pub fn values(possible: &[String], default: Option<&str>) -> Sentence {
    let zh = (!possible.is_empty()).then(|| possible.join("、")).into_iter().chain(default.map(|value| format!("默认 {value}")));
    let en = (!possible.is_empty()).then(|| possible.join(", ")).into_iter().chain(default.map(|value| format!("default {value}")));
    let (zh, en) = (zh.collect::<Vec<_>>().join("；"), en.collect::<Vec<_>>().join("; "));
    if zh.is_empty() { Sentence::new("", "") } else { Sentence::new(format!("［{zh}］"), format!(" [{en}]")) }
}

/// The whole table.
pub const HELP: &[Help] = &[
    command("", "行政复议与行政应诉案件台账", "case tracker for administrative reconsideration and litigation response"),
    argument(
        "",
        "database",
        "数据库地址：sqlite://文件 或 postgres://…（FUYI_DATABASE_URL）",
        "database: sqlite://file or postgres://… (FUYI_DATABASE_URL)",
    ),
    argument(
        "",
        "config",
        "设置文件（TOML），只需写出与默认不同的行",
        "settings file (TOML) with only the lines that differ from the defaults",
    ),
    argument("", "lang", "语言（FUYI_LANG）", "language (FUYI_LANG)"),
    argument("", "help", "显示帮助", "print help"),
    argument("", "version", "显示版本", "print version"),
    argument("", "format", "输出格式", "output format"),
    // import
    command("import", "导入 Excel 或 CSV 台账（.xlsx、.xls、.csv）", "import a ledger (.xlsx, .xls, .csv)"),
    argument("import", "file", "台账文件", "the ledger"),
    argument("import", "dry-run", "只演示会发生什么，不写入", "show what would happen, write nothing"),
    argument("import", "strict", "有一处错误即整份退回", "refuse the whole file if anything in it is wrong"),
    argument("import", "handler", "承办机构（全称或简称）", "unit that runs the files, by full or short name"),
    argument("import", "mapping", "列对应关系文件，代替自动识别", "column mapping to use instead of the guess"),
    argument("import", "save-mapping", "把本次识别的列对应关系存入文件", "save the column mapping of this run to a file"),
    argument("import", "undo", "撤销一个导入批次", "undo an import batch"),
    // report
    command("report", "统计报表", "figures"),
    command("report annual", "年度法治政府建设报告所用数据与文字", "figures and paragraph of the annual rule-of-law report"),
    argument("report annual", "year", "年度", "year"),
    // case
    command("case", "案件：查询、登记、推演", "cases: look up, record, try out"),
    command("case list", "列出案件，新收在前", "list cases, newest first"),
    argument("case list", "kind", "案件种类", "kind of case"),
    argument("case list", "unit", "单位（全称或简称）", "unit, by full or short name"),
    argument("case list", "year", "收到申请或应诉通知的年度", "year the application or notice to respond arrived"),
    argument("case list", "open", "只列未结案件", "only cases not yet concluded"),
    argument("case list", "limit", "至多列出多少件", "list at most this many"),
    command("case show", "一件案件：状态、经过、可为之事、期限", "one case: state, history, lawful next steps, deadlines"),
    argument("case show", "case", "案号或编号", "case number or id"),
    command("case record", "登记一项程序事件", "record a procedural event"),
    argument("case record", "event", "事件代码，见 fuyi lifecycle", "event code, see fuyi lifecycle"),
    argument("case record", "case", "记入哪件案件：案号或编号", "the case: its number or id"),
    argument("case record", "new", "另立新案，并给出种类", "open a new case of this kind"),
    argument("case record", "unit", "新案所属单位（全称或简称）", "unit of the new case, by full or short name"),
    argument("case record", "handler", "新案的承办机构（全称或简称）", "unit that runs the new file, by full or short name"),
    argument("case record", "number", "案号，立案时或以后给出", "number of the case, when it opens or later"),
    argument("case record", "on", "事件发生之日，如 2024-03-01", "day of the event, such as 2024-03-01"),
    argument("case record", "data", "事件内容（JSON）", "data of the event (JSON)"),
    command("case assign", "移交案件：变更承办机构或者承办人", "hand a case to another unit or officer"),
    argument("case assign", "case", "案号或编号", "case number or id"),
    argument("case assign", "handler", "新的承办机构（全称或简称）", "unit that runs the file from now on"),
    argument("case assign", "officer", "新的承办人（用户名）", "user name of the officer from now on"),
    command(
        "case replay",
        "推演：从标准输入逐行读案卷，逐行回答，不用数据库",
        "what if: read a history a line from stdin, answer a line, no database",
    ),
    // parties
    command("party", "当事人及其个人信息：加密保存，脱敏显示", "the people of a case and their details: kept sealed, shown masked"),
    command("party show", "列出一件案件的当事人和代理人", "list the people of a case"),
    argument("party show", "case", "案号或编号", "case number or id"),
    argument("party show", "purpose", "显示的用途，决定脱敏的程度", "what it is shown for; it decides what is masked"),
    command("party set", "保存一项个人信息，内容从标准输入读取", "keep one detail; the value is read from stdin"),
    argument("party set", "case", "案号或编号", "case number or id"),
    argument("party set", "name", "姓名（名称），与案件中一致", "name, as the case has it"),
    argument("party set", "field", "哪一项", "which detail"),
    argument("party set", "paper", "证件种类，不写即居民身份证", "paper of an identity number; the resident card if not said"),
    argument("party set", "clear", "撤下这一项", "take the detail back"),
    command(
        "party unmask",
        "查看一人的个人信息原值；须写明理由，记入审计日志",
        "see one person's details in full; the reason goes into the audit trail",
    ),
    argument("party unmask", "case", "案号或编号", "case number or id"),
    argument("party unmask", "name", "姓名（名称），与案件中一致", "name, as the case has it"),
    argument("party unmask", "reason", "理由", "why"),
    command(
        "party find",
        "按证件号码、统一社会信用代码或者电话查找案件，内容从标准输入读取",
        "find cases by identity number, credit code or telephone, read from stdin",
    ),
    argument("party find", "field", "按哪一项", "by which detail"),
    argument("party find", "paper", "证件种类，不写即居民身份证", "paper of an identity number; the resident card if not said"),
    // audit
    command("audit", "审计日志：查询、导出、校验", "the audit trail: list, export, verify"),
    command("audit list", "列出审计日志，新的在前", "list the trail, newest first"),
    argument("audit list", "action", "只列此类操作", "only this action"),
    argument("audit list", "subject", "只列此对象，如“case 12”", "only this subject, such as \"case 12\""),
    argument("audit list", "actor", "只列此人的操作", "only by this actor"),
    argument("audit list", "before", "只列此行之前的", "only rows before this one"),
    argument("audit list", "limit", "至多列出多少行", "list at most this many"),
    command(
        "audit export",
        "把全部审计日志导出为一个文件，供另处保存和校验",
        "write the whole trail into one file, to be kept and checked elsewhere",
    ),
    argument("audit export", "file", "要写的文件，须尚不存在", "file to write; it must not exist"),
    command("audit verify", "校验审计日志：逐行指出改动、删除、插入", "check the trail: every changed, removed or inserted row is named"),
    argument("audit verify", "file", "要校验的导出文件，代替数据库", "an export to check in place of the database"),
    argument(
        "audit verify",
        "head",
        "以前保存的封存摘要，须在链中",
        "digest of a seal kept from an earlier check; the chain must contain it",
    ),
    // units, people, rights
    command("unit", "单位：层级、名称、存续", "units: their tree, names and validity"),
    command("unit import", "导入单位名录（.csv、.xlsx、.xls 的第一张表）", "import a list of units (first sheet of .csv, .xlsx, .xls)"),
    argument(
        "unit import",
        "file",
        "名录：单位全称、简称、类别、上级单位、设立日期、撤销日期",
        "the list: full_name, short_names, kind, parent, valid_from, valid_until",
    ),
    command("unit list", "按层级列出单位", "list the units as a tree"),
    command("unit show", "显示一个单位（JSON）", "show one unit (JSON)"),
    argument("unit show", "name", "全称或简称", "full or short name"),
    command("unit add", "新增一个单位", "add a unit"),
    argument("unit add", "name", "全称", "full name"),
    argument("unit add", "short", "简称，可重复", "short name; may be repeated"),
    argument("unit add", "kind", "类别", "what it is"),
    argument("unit add", "under", "上级单位（全称或简称）", "the unit above, by full or short name"),
    argument("unit add", "from", "设立日期", "first day it is there"),
    command("unit move", "调整一个单位的上级", "put a unit under another"),
    argument("unit move", "name", "全称或简称", "full or short name"),
    argument("unit move", "under", "新的上级单位", "the unit above from now on"),
    argument("unit move", "top", "不再有上级单位", "under no unit"),
    command("unit close", "单位撤销或者合并；原有案件不变", "note that a unit was dissolved or merged; its cases stay"),
    argument("unit close", "name", "全称或简称", "full or short name"),
    argument("unit close", "on", "自哪一日起不再存续", "first day it is no longer there"),
    argument("unit close", "into", "并入的单位", "the unit it was merged into"),
    command("user", "人员与角色", "people and their roles"),
    command("user list", "列出人员", "list people"),
    command("user show", "显示一名人员及其授权", "show one person and what is granted"),
    argument("user show", "user", "用户名", "user name"),
    command("user add", "新增一名人员", "add a person"),
    argument("user add", "user", "用户名", "user name"),
    argument("user add", "name", "姓名", "name shown"),
    argument("user add", "unit", "所在单位（全称或简称）", "home unit, by full or short name"),
    argument("user add", "email", "电子邮箱", "e-mail"),
    command("user grant", "授予角色", "grant a role"),
    argument("user grant", "user", "用户名", "user name"),
    argument("user grant", "role", "角色", "role"),
    argument(
        "user grant",
        "unit",
        "范围：该单位及其下级；不写为全系统",
        "reach: this unit and those below it; without it the whole deployment",
    ),
    argument("user grant", "from", "自哪一日起有效，默认今天", "first day in force, today by itself"),
    argument("user grant", "until", "自哪一日起不再有效", "first day no longer in force"),
    command("user revoke", "收回一项授权，立即生效", "end a grant, at once"),
    argument("user revoke", "grant", "授权编号，见 fuyi user show", "id of the grant, see fuyi user show"),
    command("user deactivate", "停用账号；须先移交未办结案件", "end an account; open cases must be handed over first"),
    argument("user deactivate", "user", "用户名", "user name"),
    command(
        "user bootstrap",
        "为新数据库设立安全、系统、审计三名管理员，输出各自的一次性代码",
        "give a new database its three administrators, each with a one-time code",
    ),
    argument("user bootstrap", "security", "安全管理员的用户名", "user name of the security administrator"),
    argument("user bootstrap", "system", "系统管理员的用户名", "user name of the system administrator"),
    argument("user bootstrap", "auditor", "审计管理员的用户名", "user name of the auditor"),
    command("user set-up-link", "输出一次性代码，供本人设置口令", "print a one-time code with which the person sets a password"),
    argument("user set-up-link", "user", "用户名", "user name"),
    command(
        "user password",
        "口令可能已泄露：立即作废，结束其全部会话，并输出一次性代码",
        "take a password out of force at once, end all sessions, print a one-time code",
    ),
    argument("user password", "user", "用户名", "user name"),
    command("user sign-out", "结束一名人员的全部会话", "end every session of a person"),
    argument("user sign-out", "user", "用户名", "user name"),
    command("user reset-second-factor", "解除遗失的身份验证器", "take a lost authenticator away"),
    argument("user reset-second-factor", "user", "用户名", "user name"),
    command("keys", "密钥：签发令牌、加密数据", "keys: what signs tokens and seals data"),
    command("keys list", "列出密钥的编号与生成时间", "list the ids of the keys, and when they were made"),
    command("keys rotate", "更换签名密钥，不影响已登录的人员", "add a signing key; nobody is signed out"),
    argument("keys rotate", "data", "更换数据密钥，并重新加密库内数据", "add a data key instead, and seal the database under it"),
    command("access", "权限", "rights"),
    command("access matrix", "输出全部权限：角色、权限、范围、依据", "print every right: role, action, where, reason"),
    // lifecycle
    command("lifecycle", "输出全部程序状态、事件与法条依据", "print every state, event and transition with its article"),
    // upkeep
    command("period", "法定期限计算", "statutory periods"),
    command("period list", "列出全部期限规则", "list every rule"),
    command("period show", "显示一项期限规则及法条原文", "show a rule with the text of the law"),
    argument("period show", "rule", "规则代码，见 fuyi period list", "id of the rule, see fuyi period list"),
    command("period due", "计算期限届满日并说明理由", "compute the last day, and say why"),
    argument("period due", "rule", "规则代码，见 fuyi period list", "id of the rule, see fuyi period list"),
    argument("period due", "from", "起算日，如 2024-03-01", "day it starts on, such as 2024-03-01"),
    argument("period due", "exclude", "不计入的时间，可重复", "days that do not count; may be repeated"),
    argument("period due", "extend", "批准延长的天数", "days of an approved extension"),
    argument("period due", "stdin", "从标准输入逐行读取问题（JSON）", "questions from stdin, one JSON object a line"),
    command("calendar", "工作日历：放假与调休", "working-day calendar: days off and make-up days"),
    command("calendar list", "列出各年日历、版本、依据和待办", "list the years with version, notice and what is to be done"),
    command("calendar show", "显示一年的放假日和调休上班日", "show the days off and make-up days of a year"),
    argument("calendar show", "year", "年份", "year"),
    argument("calendar show", "edition", "历次版本之一，如 2027.i1", "one of its versions, such as 2027.i1"),
    command("calendar import", "导入一年的节假日安排（CSV 或 JSON）", "take in a year's notice (CSV or JSON)"),
    argument(
        "calendar import",
        "file",
        "文件：本程序的 CSV，或 holiday-cn、timor 的 JSON",
        "file: CSV as shown by calendar show, or JSON of holiday-cn or timor",
    ),
    argument("calendar import", "year", "必须是这一年", "it must be of this year"),
    argument("calendar import", "notice", "通知的标题和文号", "title and number of the notice"),
    argument(
        "calendar import",
        "replace",
        "替换该年已有的日历，旧版本仍可查看",
        "replace the calendar the year has; the old version stays readable",
    ),
    // deadlines
    command("deadlines", "在办期限：到期清单、法规变更后重算", "pending deadlines: what is due, and recomputing after a change of law"),
    command("deadlines list", "列出在办期限，先到期者在前", "list pending deadlines, the earliest day first"),
    argument("deadlines list", "until", "只列该日及以前届满的，如 2024-03-01", "only those due by this day, such as 2024-03-01"),
    argument("deadlines list", "unit", "只列该单位应办的（全称或简称）", "only those this unit must keep, by full or short name"),
    argument("deadlines list", "ours", "只列本机关及本区单位的义务和权利", "only duties and rights of our own"),
    argument("deadlines list", "overdue", "只列已逾期的", "only those that are overdue"),
    argument("deadlines list", "limit", "至多列出多少项", "list at most this many"),
    command(
        "deadlines recompute",
        "日历、期限规则或设置变更后，预览各期限的新旧届满日",
        "show what a change of calendar, rule book or settings moves",
    ),
    argument("deadlines recompute", "apply", "写入预览所示的变动，并记入审计日志", "write what the preview shows, as one audited act"),
    argument("deadlines recompute", "reason", "变动理由，记入审计日志", "reason, for the audit trail"),
    // reminders
    command("remind", "运行一次期限提醒，并发送待发邮件", "run the reminders once, and send what may be sent"),
    argument(
        "remind",
        "now",
        "按此时刻运行，如 2024-06-03T00:30:00Z，默认现在",
        "as of this moment, such as 2024-06-03T00:30:00Z; now by itself",
    ),
    argument("remind", "dry-run", "只演示会提醒什么，不写入、不发送", "show what would be told, write and send nothing"),
    command("mail", "待发邮件：查询、重发", "the outbox: list messages, send them again"),
    command("mail list", "列出邮件及其去向，新的在前", "list messages and their fate, newest first"),
    argument("mail list", "state", "只列此状态的", "only those in this state"),
    argument("mail list", "before", "只列此编号之前的", "only those before this id"),
    argument("mail list", "limit", "至多列出多少封", "list at most this many"),
    command("mail retry", "把待发或搁置的邮件转为立即重发", "put a waiting or parked message back to be sent at once"),
    argument("mail retry", "mail", "邮件编号", "id of the message"),
    argument("mail retry", "all", "全部已搁置的邮件", "all that were put aside"),
    command("mail show", "显示一封邮件及其去向", "show a message and its fate"),
    argument("mail show", "mail", "邮件编号", "id of the message"),
    command("serve", "启动服务（JSON 接口），地址见设置 server.address", "serve the JSON API; setting server.address says where"),
    command("migrate", "把数据库升级到本程序的版本", "bring the database to this program's version"),
    command("backup", "把数据库完整备份到一个文件", "back up the whole database to a file"),
    argument("backup", "file", "备份文件（不得已存在）", "backup file (must not exist yet)"),
    command("restore", "从备份文件恢复到空数据库", "restore a backup into an empty database"),
    argument("restore", "file", "备份文件", "backup file"),
    command("verify", "核对：由事件重算的结果与库内留存是否一致", "check that what is stored equals what the events say"),
    argument("verify", "rebuild", "不一致时按事件重建", "rebuild from the events what differs"),
    command("generate", "生成多年的模拟案卷，供试用与测速", "fill a database with synthetic histories for trials and benches"),
    argument("generate", "cases", "件数", "number of cases"),
    argument("generate", "seed", "随机种子，同种子同结果", "seed; the same seed gives the same cases"),
];
