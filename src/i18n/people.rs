//! What is said about units, people, roles and the handing over of cases.

use crate::domain::Day;
use crate::domain::access::Role;
use crate::domain::words::{Sentence, Words};

/// Columns of the list of units.
pub const UNIT_COLUMNS: [Words; 4] = [
    Words { zh: "单位", en: "unit" },
    Words { zh: "简称", en: "short names" },
    Words { zh: "类别", en: "kind" },
    Words { zh: "存续", en: "there" },
];

/// Columns of the list of people.
pub const PERSON_COLUMNS: [Words; 4] = [
    Words { zh: "用户名", en: "user" },
    Words { zh: "姓名", en: "name" },
    Words { zh: "单位", en: "unit" },
    Words { zh: "有效", en: "active" },
];

/// Columns of the list of grants.
pub const GRANT_COLUMNS: [Words; 5] = [
    Words { zh: "授权", en: "grant" },
    Words { zh: "角色", en: "role" },
    Words { zh: "单位", en: "unit" },
    Words { zh: "有效", en: "in force" },
    Words { zh: "授权人", en: "granted by" },
];

/// Columns of the list of machine clients.
pub const CLIENT_COLUMNS: [Words; 4] = [
    Words { zh: "名称", en: "client" },
    Words { zh: "角色", en: "acts as" },
    Words { zh: "许可的操作", en: "actions" },
    Words { zh: "有效", en: "active" },
];

/// In place of a unit.
pub const WHOLE_DEPLOYMENT: Words = Words { zh: "全系统", en: "the whole deployment" };

/// From when, and until which day no more: `2024-01-01..2025-01-01`; an end that is not known is left out.
pub fn validity(from: Option<Day>, until: Option<Day>) -> String {
    match (from, until) {
        (None, None) => String::new(),
        (from, until) => {
            let text = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
            format!("{}..{}", text(from), text(until))
        }
    }
}

/// A list of units read.
pub fn units_put(added: usize, changed: usize) -> Sentence {
    Sentence::new(format!("新增单位{added}个，更新{changed}个"), format!("{added} units added, {changed} changed"))
}

/// A unit added.
pub fn unit_added(unit: &str) -> Sentence {
    Sentence::new(format!("已新增单位“{unit}”"), format!("unit \"{unit}\" added"))
}

/// A unit moved.
pub fn unit_moved(unit: &str) -> Sentence {
    Sentence::new(
        format!("已调整“{unit}”的上级；其案件的可见范围随之调整"),
        format!("\"{unit}\" moved; who reaches its cases moved with it"),
    )
}

/// A unit closed.
pub fn unit_closed(unit: &str, on: Day) -> Sentence {
    Sentence::new(format!("“{unit}”自{on}起不再存续；原有案件不变"), format!("\"{unit}\" is no longer there from {on}; its cases stay"))
}

/// A person added.
pub fn person_added(user: &str) -> Sentence {
    Sentence::new(
        format!("已新增人员“{user}”；授予角色后方可使用"),
        format!("\"{user}\" added; grant a role so that the account can do something"),
    )
}

/// A role granted.
pub fn role_granted(grant: i64, user: &str, role: Role) -> Sentence {
    let Words { zh, en } = role.words();
    Sentence::new(format!("已授予“{user}”{zh}（授权 {grant}）"), format!("\"{user}\" is now {en} (grant {grant})"))
}

/// A grant ended.
pub fn grant_ended(grant: i64) -> Sentence {
    Sentence::new(format!("授权 {grant} 已收回，立即生效"), format!("grant {grant} has ended, at once"))
}

/// An account ended.
pub fn person_deactivated(user: &str) -> Sentence {
    Sentence::new(format!("“{user}”的账号已停用"), format!("the account \"{user}\" has ended"))
}

/// A machine client added.
pub fn client_added(name: &str) -> Sentence {
    Sentence::new(
        format!("已新增接口客户端“{name}”；上面的密钥只显示这一次"),
        format!("the machine client \"{name}\" is added; the secret above is shown this once"),
    )
}

/// Another secret of a machine client.
pub fn client_secret_made(name: &str) -> Sentence {
    Sentence::new(
        format!("“{name}”的密钥已更换，原密钥即刻作废；上面的密钥只显示这一次"),
        format!("\"{name}\" has another secret, shown this once; the one before opens nothing any more"),
    )
}

/// A machine client ended.
pub fn client_deactivated(name: &str) -> Sentence {
    Sentence::new(format!("接口客户端“{name}”已停用"), format!("the machine client \"{name}\" has ended"))
}

/// A case handed over.
pub fn assigned(case: &str) -> Sentence {
    Sentence::new(format!("案件{case}已移交"), format!("case {case} was handed over"))
}
