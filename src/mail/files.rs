//! Letters as files: for a trial without a mail server.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use lettre::message::Mailbox;

use super::{Carrier, Letter, MailFault, Undelivered, letter};
use crate::disk;

/// A folder of `.eml` files, each named after its message: a letter that is sent again is the same file.
pub(super) struct Folder {
    path: PathBuf,
    from: Mailbox,
}

impl Folder {
    pub(super) fn open(path: &Path, from: Mailbox) -> Result<Self, MailFault> {
        fs::create_dir_all(path).map_err(|cause| MailFault::unreadable("folder", path, &cause))?;
        Ok(Self { path: path.to_owned(), from })
    }

    /// The file appears under its name only when it is whole.
    fn write(&self, name: &str, content: &[u8]) -> io::Result<()> {
        let (whole, part) = (self.path.join(format!("{name}.eml")), self.path.join(format!("{name}.part")));
        fs::write(&part, content).and_then(|()| fs::rename(&part, &whole)).inspect_err(|_| {
            // what could not be written whole is no letter
            let _ = fs::remove_file(&part);
        })
    }
}

impl Carrier for Folder {
    fn carry(&self, letter: &Letter) -> Result<(), Undelivered> {
        let message = letter::message(letter, &self.from)?;
        let name: String = letter.message_id.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
        self.write(&name, &message.formatted()).map_err(|cause| Undelivered::Unreachable(disk::sentence(&cause)))
    }
}
