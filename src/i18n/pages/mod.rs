//! What the pages say: their frame, the workbench, and one's own account. What the books say stands in [`books`].

pub mod administration;
pub mod board;
pub mod books;
pub mod cases;
pub mod export;
pub mod figures;
pub mod file;
pub mod forms;
pub mod hearings;
pub mod imports;
pub mod reminders;
pub mod reports;
pub mod supervision;
pub mod tables;
pub mod workbench;

use crate::domain::access::Duty;
use crate::domain::words::{Sentence, Words};

/// The product.
pub const PRODUCT: Words = Words { zh: "复议 Fuyi", en: "Fuyi 复议" };
/// First link of a page.
pub const SKIP: Words = Words { zh: "跳到正文", en: "Skip to content" };
/// Name of the navigation.
pub const NAVIGATION: Words = Words { zh: "主导航", en: "Main" };
/// Name of the way here.
pub const BREADCRUMBS: Words = Words { zh: "当前位置", en: "You are here" };
/// Signs out.
pub const SIGN_OUT: Words = Words { zh: "退出登录", en: "Sign out" };
/// Signs in.
pub const SIGN_IN: Words = Words { zh: "登录", en: "Sign in" };
/// Name of the other language, in that language.
pub const OTHER_LANGUAGE: Words = Words { zh: "English", en: "中文" };
/// Switches to large type.
pub const LARGE_TYPE: Words = Words { zh: "大字版", en: "Large type" };
/// Switches back.
pub const NORMAL_TYPE: Words = Words { zh: "标准字号", en: "Normal type" };
/// Cases.
pub const CASES: Words = Words { zh: "案件", en: "Cases" };
/// What waits for the decision of a head.
pub const APPROVALS: Words = Words { zh: "审批", en: "Approvals" };
/// First page.
pub const WORKBENCH: Words = Words { zh: "工作台", en: "Workbench" };
/// Calculator.
pub const CALCULATOR: Words = Words { zh: "期限计算器", en: "Calculator" };
/// Rule book.
pub const RULES: Words = Words { zh: "期限规则", en: "Rules" };
/// Calendar.
pub const CALENDAR: Words = Words { zh: "工作日历", en: "Calendar" };
/// Taking a calendar in.
pub const CALENDAR_IMPORT: Words = Words { zh: "导入工作日历", en: "Import a calendar" };
/// Recomputing deadlines.
pub const RECOMPUTE: Words = Words { zh: "重算期限", en: "Recompute deadlines" };
/// Changing the password.
pub const PASSWORD_PAGE: Words = Words { zh: "修改口令", en: "Change password" };
/// Setting up the second factor.
pub const SECOND_FACTOR_PAGE: Words = Words { zh: "绑定身份验证器", en: "Set up an authenticator" };
/// The outbox.
pub const MAIL: Words = Words { zh: "待发邮件", en: "Outbox" };
/// One's own reminders.
pub const REMINDERS_PAGE: Words = Words { zh: "我的提醒", en: "My reminders" };
/// Setting a password with a code.
pub const SET_UP_PAGE: Words = Words { zh: "用一次性代码设置口令", en: "Set a password with a one-time code" };
/// User name.
pub const USER_NAME: Words = Words { zh: "用户名", en: "User name" };
/// Password.
pub const PASSWORD: Words = Words { zh: "口令", en: "Password" };
/// Code of the authenticator.
pub const CODE: Words = Words { zh: "验证码", en: "Authenticator code" };
/// When a code is needed.
pub const CODE_HINT: Words = Words {
    zh: "仅在已绑定身份验证器时填写；也可填写一个恢复码",
    en: "Only if you have set up an authenticator; a recovery code will do as well",
};
/// Leads to the set-up page.
pub const HAVE_A_CODE: Words =
    Words { zh: "收到了一次性代码？设置口令", en: "Have you been given a one-time code? Set your password" };
/// One-time code.
pub const SET_UP_CODE: Words = Words { zh: "一次性代码", en: "One-time code" };
/// Where the code comes from.
pub const SET_UP_HINT: Words = Words {
    zh: "由安全管理员交给您本人，只能使用一次",
    en: "The security administrator gives it to you in person; it works once",
};
/// Current password.
pub const CURRENT_PASSWORD: Words = Words { zh: "现在的口令", en: "Current password" };
/// New password.
pub const NEW_PASSWORD: Words = Words { zh: "新口令", en: "New password" };
/// New password again.
pub const REPEAT_PASSWORD: Words = Words { zh: "再次输入新口令", en: "New password again" };
/// They differ.
pub const PASSWORDS_DIFFER: Words = Words { zh: "两次输入的新口令不一致", en: "the two new passwords differ" };
/// Saves it.
pub const SAVE_PASSWORD: Words = Words { zh: "保存口令", en: "Save the password" };
/// It is saved.
pub const PASSWORD_SAVED: Words = Words { zh: "口令已保存，请登录。", en: "Your password is saved. Sign in with it." };
/// It is changed.
pub const PASSWORD_CHANGED: Words =
    Words { zh: "口令已修改，其他会话已结束。", en: "Your password is changed; your other sessions have ended." };
/// Signed out.
pub const SIGNED_OUT: Words = Words { zh: "您已退出登录。", en: "You have signed out." };
/// Begins.
pub const BEGIN: Words = Words { zh: "开始", en: "Begin" };
/// What an authenticator is.
pub const SECOND_FACTOR_WHY: Words = Words {
    zh: "身份验证器是手机上的应用，每30秒给出一个六位验证码。绑定后，登录时除口令外还须填写验证码。",
    en: "An authenticator is an application on your phone that shows a six-digit code every 30 seconds. Once it is set up, signing in asks for a code beside the password.",
};
/// Key to be typed in.
pub const SECOND_FACTOR_KEY: Words =
    Words { zh: "在身份验证器中新增账号，输入此密钥", en: "Add an account in the authenticator and type this key" };
/// Address to be opened.
pub const SECOND_FACTOR_ADDRESS: Words = Words { zh: "或在手机上打开此地址", en: "Or open this address on the phone" };
/// Confirms.
pub const CONFIRM: Words = Words { zh: "确认", en: "Confirm" };
/// Recovery codes.
pub const RECOVERY: Words = Words { zh: "恢复码", en: "Recovery codes" };
/// What they are for.
pub const RECOVERY_WHY: Words = Words {
    zh: "请抄下并妥善保管：没有手机时，每个恢复码可代替验证码登录一次。此页只显示这一次。",
    en: "Write them down and keep them safe: without your phone, each of them replaces a code once. They are shown only now.",
};
/// Heading of what is wrong with a form.
pub const THERE_IS_A_PROBLEM: Words = Words { zh: "请更正以下内容", en: "There is a problem" };
/// Number of a request.
pub const REQUEST_NUMBER: Words = Words { zh: "请求编号", en: "Request number" };
/// Leads home.
pub const BACK_HOME: Words = Words { zh: "返回工作台", en: "Back to the workbench" };
/// Heading.
pub const WHO_I_AM: Words = Words { zh: "我的账号", en: "My account" };
/// Name.
pub const NAME: Words = Words { zh: "姓名", en: "Name" };
/// Roles.
pub const ROLES: Words = Words { zh: "角色", en: "Roles" };
/// None.
pub const NO_ROLES: Words = Words { zh: "尚未授予角色", en: "none granted yet" };
/// The sign-in before.
pub const LAST_SIGN_IN: Words = Words { zh: "上次登录", en: "Last sign-in" };
/// There was none.
pub const FIRST_SIGN_IN: Words =
    Words { zh: "这是首次登录，或浏览器未保存记录", en: "this is the first one, or the browser has kept no note of it" };
/// Heading of what waits.
pub const OPEN_ITEMS: Words = Words { zh: "待办事项", en: "Open items" };
/// Nothing waits.
pub const NOTHING_OPEN: Words = Words { zh: "没有待办事项。", en: "Nothing is waiting." };
/// Heading of the links.
pub const MAY_OPEN: Words = Words { zh: "可以使用", en: "Go to" };

/// What must be done before anything else.
pub fn duty(duty: Duty) -> Words {
    match duty {
        Duty::ChangePassword => Words { zh: "继续之前请先修改口令。", en: "Change your password before you go on." },
        Duty::SetUpSecondFactor => {
            Words { zh: "继续之前请先绑定身份验证器。", en: "Set up an authenticator before you go on." }
        }
    }
}

/// When and whence somebody signed in.
pub fn signed_in_from(at: &str, from: &str) -> Sentence {
    Sentence::new(format!("{at}，来自 {from}"), format!("{at} (China time), from {from}"))
}
