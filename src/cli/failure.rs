//! How a run ends.

use std::process::ExitCode;

use crate::domain::words::{Lang, Sentence};
use crate::service::ServiceError;
use crate::settings::SettingsFaults;

/// Exit codes; others script against them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// 0: done.
    Done,
    /// 1: refused or failed; nothing half-written.
    Refused,
    /// 2: called in a way the command line does not know.
    Usage,
    /// 3: an import was taken in part; the refused rows were listed.
    Partly,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Done => 0,
            Exit::Refused => 1,
            Exit::Usage => 2,
            Exit::Partly => 3,
        })
    }
}

/// Why a run ends without its work done: one clear sentence, and the code to exit with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// Exit code.
    pub exit: Exit,
    /// What to tell the person, in both languages.
    pub sentence: Sentence,
}

impl Failure {
    /// Refused or failed, exit code 1.
    pub fn refused(sentence: impl Into<Sentence>) -> Self {
        Self { exit: Exit::Refused, sentence: sentence.into() }
    }

    /// Called wrongly, exit code 2.
    pub fn usage(sentence: impl Into<Sentence>) -> Self {
        Self { exit: Exit::Usage, sentence: sentence.into() }
    }
}

impl From<SettingsFaults> for Failure {
    fn from(faults: SettingsFaults) -> Self {
        Self::refused(Sentence::new(faults.in_lang(Lang::Zh), faults.in_lang(Lang::En)))
    }
}

impl From<ServiceError> for Failure {
    fn from(error: ServiceError) -> Self {
        Self::refused(error.sentence())
    }
}
