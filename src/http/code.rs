//! THE table of refusals: every code a problem document can carry, with its status and its words.

use crate::domain::words::Words;

/// One kind of refusal. Clients branch on `name`; it never changes its meaning.
#[derive(Debug, PartialEq, Eq)]
pub struct Code {
    /// Stable name.
    pub name: &'static str,
    /// HTTP status.
    pub status: u16,
    /// What it means, in one sentence; the detail of a problem when nothing more is known.
    pub words: Words,
}

const fn code(name: &'static str, status: u16, zh: &'static str, en: &'static str) -> Code {
    Code { name, status, words: Words { zh, en } }
}

/// The request cannot be understood: its JSON, a header, a field of the query.
pub const MALFORMED: &Code = &code("malformed", 400, "请求的写法有误", "the request is malformed");
/// A POST that keeps something carries no key by which a repetition could be known.
pub const KEY_MISSING: &Code = &code(
    "idempotency-key-missing",
    400,
    "请求缺少 Idempotency-Key：重发时须凭它识别，以免重复登记",
    "the request lacks an Idempotency-Key, by which a repetition is known and nothing is done twice",
);
/// Nobody is signed in, or no longer.
pub const NOT_SIGNED_IN: &Code = &code("not-signed-in", 401, "请先登录", "sign in first");
/// The session has ended, or its token has.
pub const SESSION_OVER: &Code = &code("session-over", 401, "登录已失效，请重新登录", "the session has ended; sign in again");
/// Name, password or code is wrong; which of them is not said.
pub const SIGN_IN_WRONG: &Code = &code("sign-in-wrong", 401, "用户名、口令或验证码不对", "user name, password or code is wrong");
/// Name and password are right; a code is needed too.
pub const SECOND_FACTOR_NEEDED: &Code = &code("second-factor-needed", 401, "还需要验证码", "a second factor is needed too");
/// A browser's request that does not come from our own pages.
pub const CROSS_SITE: &Code =
    &code("cross-site", 403, "请求不是从本系统的页面发出的", "the request does not come from a page of this service");
/// Signed in, without the right.
pub const FORBIDDEN: &Code = &code("forbidden", 403, "您没有这项权限", "you have no right to do this");
/// Signed in; something of one's own account must be done before anything else.
pub const DUTY: &Code = &code("duty-first", 403, "请先完成账号设置", "see to your account first");
/// There is no such thing, or none the person may know of.
pub const NOT_FOUND: &Code = &code("not-found", 404, "没有找到", "not found");
/// The thing is there and takes other methods.
pub const METHOD: &Code = &code("method-not-allowed", 405, "此地址不接受这种方法", "this address does not take that method");
/// The client sent its request too slowly.
pub const TOO_SLOW: &Code = &code("too-slow", 408, "请求没有在规定时间内发送完毕", "the request was not sent in time");
/// Something else stands in the way.
pub const CONFLICT: &Code = &code("conflict", 409, "与现有记录冲突", "it conflicts with what is recorded");
/// The law asks for the consent of a head first.
pub const APPROVAL_NEEDED: &Code = &code("approval-needed", 409, "须先经批准，请提请审批", "it needs approval first; request it");
/// The law refuses the step.
pub const REFUSED_BY_LAW: &Code = &code("refused-by-law", 409, "法律不允许这一步", "the law does not allow this step");
/// A one-time link was used, replaced or is out of date.
pub const LINK_OVER: &Code = &code("link-over", 410, "一次性链接已失效", "the one-time link is no longer valid");
/// Somebody else changed the thing since it was read.
pub const STALE: &Code =
    &code("stale", 412, "所依据的版本已不是现在的版本，请重新读取", "it has changed since you read it; read it again first");
/// The body is larger than this address takes.
pub const TOO_LARGE: &Code = &code("too-large", 413, "请求内容超过上限", "the body is larger than this address takes");
/// The body is of a kind this address does not read.
pub const MEDIA_TYPE: &Code =
    &code("unsupported-media-type", 415, "此地址不接受这种内容类型", "this address does not read that content type");
/// A field carries a value that cannot be.
pub const UNACCEPTABLE: &Code = &code("unacceptable", 422, "内容有误", "a value cannot be accepted");
/// The key was used for another request.
pub const KEY_REUSED: &Code =
    &code("idempotency-key-reused", 422, "此 Idempotency-Key 已用于另一项请求", "the Idempotency-Key was used for another request");
/// A change to something that has versions names no version.
pub const VERSION_MISSING: &Code =
    &code("version-missing", 428, "请在 If-Match 中写明所依据的版本", "name the version you have read in If-Match");
/// Too many requests of one kind.
pub const TOO_MANY: &Code = &code("too-many", 429, "请求过于频繁，请稍后再试", "too many requests; try again later");
/// Too many wrong tries.
pub const SIGN_IN_LOCKED: &Code = &code("sign-in-locked", 429, "错误次数过多，请稍后再试", "too many wrong tries; try again later");
/// A fault of ours; the log knows more under the request's number.
pub const INTERNAL: &Code = &code(
    "internal",
    500,
    "系统内部出错，未作任何更改；请把请求编号告知管理员",
    "a fault of the service; nothing was changed. Tell the administrator the number of the request",
);
/// The service cannot answer at the moment.
pub const UNAVAILABLE: &Code = &code(
    "unavailable",
    503,
    "服务暂时不可用，未作任何更改，请稍后再试",
    "the service cannot answer now; nothing was changed, try again later",
);

/// Every code, by status.
pub const ALL: &[&Code] = &[
    MALFORMED,
    KEY_MISSING,
    NOT_SIGNED_IN,
    SESSION_OVER,
    SIGN_IN_WRONG,
    SECOND_FACTOR_NEEDED,
    CROSS_SITE,
    FORBIDDEN,
    DUTY,
    NOT_FOUND,
    METHOD,
    TOO_SLOW,
    CONFLICT,
    APPROVAL_NEEDED,
    REFUSED_BY_LAW,
    LINK_OVER,
    STALE,
    TOO_LARGE,
    MEDIA_TYPE,
    UNACCEPTABLE,
    KEY_REUSED,
    VERSION_MISSING,
    TOO_MANY,
    SIGN_IN_LOCKED,
    INTERNAL,
    UNAVAILABLE,
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn codes_are_unique_and_in_order() {
        let names: BTreeSet<_> = ALL.iter().map(|code| code.name).collect();
        assert_eq!(names.len(), ALL.len());
        assert!(ALL.is_sorted_by_key(|code| code.status));
    }
}
