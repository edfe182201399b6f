//! Mail: a letter goes in, and comes out delivered or with the reason why not. How letters come about and what becomes of them is not
//! known here.

mod feed;
mod files;
mod invitation;
mod letter;
mod smtp;
mod zone;

use std::path::Path;

use lettre::message::Mailbox;

use crate::disk;
use crate::domain::words::Sentence;
use crate::settings::{MailSettings, Transport};

pub use feed::{Dated, feed};
use files::Folder;
pub use letter::{Invitation, Letter};
use smtp::Smtp;

/// Why a letter was not delivered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Undelivered {
    /// The letter itself is at fault, or the server refuses it for good: trying again is no use.
    Refused(Sentence),
    /// The server refuses it for now.
    Later(Sentence),
    /// No delivery is possible at the moment, of this letter or any other.
    Unreachable(Sentence),
    /// The answer was lost: it may have been delivered.
    Lost(Sentence),
}

impl Undelivered {
    /// Why.
    pub fn sentence(&self) -> &Sentence {
        match self {
            Self::Refused(why) | Self::Later(why) | Self::Unreachable(why) | Self::Lost(why) => why,
        }
    }
}

/// Carries letters.
pub trait Carrier: Send + Sync {
    /// Delivers a letter.
    ///
    /// # Errors
    /// Why it was not, as far as that is known.
    fn carry(&self, letter: &Letter) -> Result<(), Undelivered>;
}

/// Why the settings of mail cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", .0.en)]
pub struct MailFault(pub Sentence);

impl MailFault {
    fn said(setting: &str, zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self(Sentence::new(format!("设置 mail.{setting}：{}", zh.into()), format!("setting mail.{setting}: {}", en.into())))
    }

    fn unreadable(setting: &str, path: &Path, cause: &std::io::Error) -> Self {
        let why = disk::sentence(cause);
        Self::said(setting, format!("无法读取 {}：{}", path.display(), why.zh), format!("{} cannot be read: {}", path.display(), why.en))
    }
}

/// The carrier the settings name; `None` where there is none, and letters wait.
///
/// # Errors
/// A sender that is no address, a server without a name, a file that cannot be read.
pub fn open(settings: &MailSettings) -> Result<Option<Box<dyn Carrier>>, MailFault> {
    let sender = || -> Result<Mailbox, MailFault> {
        let expected =
            |_| MailFault::said("from", format!("“{}”不是邮件地址", settings.from), format!("`{}` is no address", settings.from));
        settings.from.parse().map_err(expected)
    };
    Ok(match settings.transport {
        Transport::None => None,
        Transport::Smtp => Some(Box::new(Smtp::open(settings, sender()?)?)),
        Transport::File => Some(Box::new(Folder::open(&settings.folder, sender()?)?)),
    })
}
