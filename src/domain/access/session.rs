//! Whose a session is, and what it may not do yet.

use serde::Serialize;

use crate::domain::id::{ClientId, PersonId};

/// Whose a session or a grant is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Holder {
    /// A person who signed in.
    Person(PersonId),
    /// A program with a secret of its own.
    Client(ClientId),
}

/// What a person who has signed in must do before anything else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Duty {
    /// 修改口令: the password is too old.
    ChangePassword,
    /// 绑定双因素: the bureau asks for a second factor and there is none yet.
    SetUpSecondFactor,
}

impl Duty {
    /// Stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::ChangePassword => "change-password",
            Self::SetUpSecondFactor => "set-up-second-factor",
        }
    }

    /// The duty of a code.
    pub fn of(code: &str) -> Option<Self> {
        [Self::ChangePassword, Self::SetUpSecondFactor].into_iter().find(|duty| duty.code() == code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duty_goes_by_its_code() {
        for duty in [Duty::ChangePassword, Duty::SetUpSecondFactor] {
            assert_eq!(Duty::of(duty.code()), Some(duty));
        }
        assert_eq!(Duty::of("rest"), None);
    }
}
