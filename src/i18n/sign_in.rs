//! What is said about ways in and about keys.

use std::path::Path;

use crate::domain::words::{Sentence, Words};

/// Columns of one-time codes.
pub const CODE_COLUMNS: [Words; 3] = [
    Words { zh: "用户名", en: "user" },
    Words { zh: "一次性代码", en: "one-time code" },
    Words { zh: "有效至（北京时间）", en: "good until (China time)" },
];

/// Columns of the ways in for trials.
pub const DEMO_COLUMNS: [Words; 4] = [
    Words { zh: "角色", en: "role" },
    Words { zh: "单位", en: "unit" },
    Words { zh: "用户名", en: "user" },
    Words { zh: "口令", en: "password" },
];

/// After the ways in for trials.
pub const DEMO: Words = Words {
    zh: "以上账号仅供试用，口令每次随机生成；正式使用请另建数据库并运行 fuyi user bootstrap。",
    en: "These accounts are for trials, with new random passwords each time; for real work take another database and run fuyi user bootstrap.",
};

/// Columns of keys.
pub const KEY_COLUMNS: [Words; 2] = [Words { zh: "密钥", en: "key" }, Words { zh: "生成（北京时间）", en: "made (China time)" }];

/// After the codes.
pub const CODES: Words = Words {
    zh: "请分别当面或另行转交本人；凭代码自行设置口令，用后即失效，不会再次显示。",
    en: "Give each to its person alone. With it they set a password of their own; it works once and is not shown again.",
};

/// A key file was made.
pub fn keys_made(path: &Path) -> Sentence {
    let path = path.display();
    Sentence::new(
        format!("已生成密钥文件 {path}；请另存一份，不要与数据库备份放在一起"),
        format!("key file {path} made; keep a copy of it, apart from the backups of the database"),
    )
}

/// A service nobody can sign in to.
pub const NOBODY_YET: Words = Words {
    zh: "尚无用户，无人可以登录：请运行 fuyi user bootstrap",
    en: "there are no people yet, nobody can sign in: run fuyi user bootstrap",
};

/// Keys rotated.
pub fn keys_rotated(id: &str, resealed: u64) -> Sentence {
    match resealed {
        0 => Sentence::new(format!("已启用新密钥 {id}"), format!("new key {id} added")),
        n => Sentence::new(format!("已启用新密钥 {id}，重新加密{n}项"), format!("new key {id} added, {n} values sealed again")),
    }
}

/// Sessions ended.
pub fn sessions_ended(user: &str, count: usize) -> Sentence {
    Sentence::new(format!("已结束“{user}”的{count}个会话"), format!("{count} sessions of \"{user}\" ended"))
}

/// A second factor taken away.
pub fn second_factor_taken(user: &str) -> Sentence {
    Sentence::new(format!("已解除“{user}”的身份验证器"), format!("the authenticator of \"{user}\" was taken away"))
}
