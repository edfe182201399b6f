//! Why a sign-in, or what depends on one, is refused: a stable code, and one sentence.

use chrono::{DateTime, Utc};

use crate::clock;
use crate::crypto::Busy;
use crate::domain::password::PasswordFault;
use crate::domain::words::Sentence;

/// Why. Nothing here tells whether an account exists.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.sentence().en)]
pub enum SignInRefusal {
    /// No such name, a wrong password or code, an account that is no longer active: one answer to all.
    Wrong,
    /// Too many wrong tries with this name or from this address.
    Locked {
        /// The first moment it may be tried again.
        until: DateTime<Utc>,
        /// Seconds until then.
        seconds: u32,
    },
    /// Name and password are right; a one-time or recovery code is needed too.
    SecondFactorNeeded,
    /// Too many sign-ins at once.
    Busy,
    /// The session has ended, or never was; so has every token of it.
    SessionOver,
    /// The one-time link was used, replaced, or its time is over.
    LinkOver,
    /// The new password is refused.
    Password(PasswordFault),
    /// There is a second factor already.
    SecondFactorStands,
    /// There is no second factor to confirm or to take away.
    NoSecondFactor,
    /// The second factor may not be given up: the bureau asks for it.
    SecondFactorRequired,
}

impl SignInRefusal {
    /// Stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Wrong => "sign-in-wrong",
            Self::Locked { .. } => "sign-in-locked",
            Self::SecondFactorNeeded => "second-factor-needed",
            Self::Busy => "sign-in-busy",
            Self::SessionOver => "session-over",
            Self::LinkOver => "link-over",
            Self::Password(fault) => fault.code(),
            Self::SecondFactorStands => "second-factor-stands",
            Self::NoSecondFactor => "no-second-factor",
            Self::SecondFactorRequired => "second-factor-required",
        }
    }

    /// What to tell the person.
    pub fn sentence(&self) -> Sentence {
        let (zh, en) = match self {
            Self::Wrong => ("用户名、口令或验证码不对", "user name, password or code is wrong"),
            Self::Locked { until, .. } => {
                let time = clock::in_china(*until).format("%H:%M");
                return Sentence::new(
                    format!("错误次数过多，请在{time}之后再试"),
                    format!("too many wrong tries; try again after {time} China time"),
                );
            }
            Self::SecondFactorNeeded => {
                ("请输入身份验证器上的验证码或一个恢复码", "a code of the authenticator or a recovery code is needed")
            }
            Self::Busy => ("登录人数过多，请稍后再试", "too many people sign in at once; try again in a moment"),
            Self::SessionOver => ("登录已失效，请重新登录", "the session has ended; sign in again"),
            Self::LinkOver => (
                "一次性链接无效、已用过或已过期，请向安全管理员索取新的链接",
                "the one-time link is not valid, used or out of date; ask the security administrator for another",
            ),
            Self::Password(fault) => return fault.sentence(),
            Self::SecondFactorStands => ("已绑定身份验证器", "an authenticator is set up already"),
            Self::NoSecondFactor => ("尚未绑定身份验证器", "no authenticator is set up"),
            Self::SecondFactorRequired => {
                ("本单位要求使用身份验证器，不能解除", "the bureau asks for an authenticator; it cannot be given up")
            }
        };
        Sentence::new(zh, en)
    }
}

impl From<PasswordFault> for SignInRefusal {
    fn from(fault: PasswordFault) -> Self {
        Self::Password(fault)
    }
}

impl From<Busy> for SignInRefusal {
    fn from(_: Busy) -> Self {
        Self::Busy
    }
}
