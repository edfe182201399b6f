//! Where the keys are kept: a file of the service's user alone, or a text from the environment. Never the database.

use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Write};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use chrono::{DateTime, Utc};
use secrecy::{ExposeSecret, SecretString};

use super::keys::Keyring;
use super::token::{AccessClaims, TokenFault, Verified};
use crate::disk;
use crate::domain::words::Sentence;

/// Where the keys come from.
#[derive(Debug, Clone)]
pub enum KeyFile {
    /// A file.
    At(PathBuf),
    /// The text itself, from the environment.
    Given(SecretString),
}

/// Why keys cannot be had. Never repeats any.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", .0.en)]
pub struct KeyFileError(pub Sentence);

/// Everybody but the owner, and writing by the group.
const TOO_OPEN: u32 = 0o027;

impl KeyFile {
    /// Reads the keys; `None` when there is no file yet.
    ///
    /// # Errors
    /// The file cannot be read, others may read it, it holds no ring.
    pub fn read(&self) -> Result<Option<Keyring>, KeyFileError> {
        match self {
            Self::Given(text) => Keyring::parse(text).map(Some).map_err(|fault| self.wrong(&fault.0)),
            Self::At(path) => match read_private(path) {
                Err(cause) if cause.kind() == ErrorKind::NotFound => Ok(None),
                Err(cause) => Err(self.wrong(&disk::sentence(&cause))),
                Ok((_, mode)) if mode & TOO_OPEN != 0 => Err(self.wrong(&Sentence::new(
                    "其他用户也能读写这个文件，请先执行 chmod 600",
                    "others may read or write it; chmod 600 it first",
                ))),
                Ok((text, _)) => Keyring::parse(&text).map(Some).map_err(|fault| self.wrong(&fault.0)),
            },
        }
    }

    /// Reads the keys, making a file with new ones when there is none; whether it was made.
    ///
    /// # Errors
    /// As [`KeyFile::read`], and whatever keeps the file from being written.
    pub fn read_or_make(&self, at: DateTime<Utc>) -> Result<(Keyring, bool), KeyFileError> {
        if let Some(ring) = self.read()? {
            return Ok((ring, false));
        }
        let ring = Keyring::generate(at);
        match self.write(&ring, Replace::Never) {
            Ok(()) => Ok((ring, true)),
            // somebody else made it in between: theirs counts
            Err(_) if self.path().is_some_and(Path::exists) => {
                let gone = || self.wrong(&disk::sentence(&ErrorKind::NotFound.into()));
                self.read()?.ok_or_else(gone).map(|ring| (ring, false))
            }
            Err(error) => Err(error),
        }
    }

    /// Writes the ring in place of the one that is there: whole or not at all.
    ///
    /// # Errors
    /// The keys come from the environment; the file cannot be written.
    pub fn replace(&self, ring: &Keyring) -> Result<(), KeyFileError> {
        self.write(ring, Replace::Always)
    }

    /// The file, if it is one.
    pub fn path(&self) -> Option<&Path> {
        match self {
            Self::At(path) => Some(path),
            Self::Given(_) => None,
        }
    }

    /// A draft beside it, on the disk before it takes the name: a power cut leaves the old ring or the new one.
    fn write(&self, ring: &Keyring, replace: Replace) -> Result<(), KeyFileError> {
        let Some(path) = self.path() else {
            return Err(
                self.wrong(&Sentence::new("密钥来自环境变量，请在那里更换", "the keys come from the environment: change them there"))
            );
        };
        let draft = path.with_added_extension(format!("{}.new", std::process::id()));
        let written = write_private(&draft, &ring.to_text()).and_then(|()| match replace {
            Replace::Always => fs::rename(&draft, path),
            Replace::Never => fs::hard_link(&draft, path).and_then(|()| fs::remove_file(&draft)),
        });
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        written.and_then(|()| File::open(folder)?.sync_all()).map_err(|cause| {
            // best effort: a draft is of no use to anybody
            let _ = fs::remove_file(&draft);
            self.wrong(&disk::sentence(&cause))
        })
    }

    fn wrong(&self, why: &Sentence) -> KeyFileError {
        let (zh, en) = match self {
            Self::At(path) => (format!("密钥文件 {}", path.display()), format!("key file {}", path.display())),
            Self::Given(_) => ("设置项 keys.content".to_owned(), "setting keys.content".to_owned()),
        };
        KeyFileError(Sentence::new(format!("{zh}：{}", why.zh), format!("{en}: {}", why.en)))
    }
}

#[derive(Clone, Copy)]
enum Replace {
    Always,
    Never,
}

fn read_private(path: &Path) -> std::io::Result<(SecretString, u32)> {
    let mode = fs::metadata(path)?.permissions().mode();
    Ok((fs::read_to_string(path)?.into(), mode))
}

fn write_private(path: &Path, text: &SecretString) -> std::io::Result<()> {
    let mut file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(path)?;
    file.write_all(text.expose_secret().as_bytes())?;
    file.sync_all()
}

/// The keys of a running service: read once, read again when the file has changed, shared by all its threads.
#[derive(Debug)]
pub struct Keys {
    file: KeyFile,
    ring: RwLock<Arc<Keyring>>,
    verified: Mutex<Verified>,
}

impl Keys {
    /// Holds a ring that came from `file`.
    pub fn new(file: KeyFile, ring: Keyring) -> Self {
        Self { file, ring: RwLock::new(Arc::new(ring)), verified: Mutex::default() }
    }

    /// The keys of this moment.
    pub fn ring(&self) -> Arc<Keyring> {
        Arc::clone(&self.ring.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// As [`Keyring::verify`]; a token shown again is only asked for its time.
    ///
    /// # Errors
    /// [`TokenFault`].
    pub fn verify(&self, token: &str, now: DateTime<Utc>) -> Result<AccessClaims, TokenFault> {
        Verified::verify(&self.verified, &self.ring(), token, now)
    }

    /// Reads the file again, so that `fuyi keys rotate` reaches a running service; call it more often than
    /// [`SIGNING_DELAY`](super::SIGNING_DELAY). The old keys stay when the file cannot be read.
    ///
    /// # Errors
    /// As [`KeyFile::read`]; the file is gone.
    pub fn reload(&self) -> Result<(), KeyFileError> {
        let read = self.file.read()?.ok_or_else(|| self.file.wrong(&disk::sentence(&ErrorKind::NotFound.into())))?;
        *self.ring.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(read);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> DateTime<Utc> {
        "2024-03-01T00:00:00Z".parse().unwrap()
    }

    #[test]
    fn keys_are_made_once_for_their_owner_alone_and_a_rotation_reaches_who_holds_them() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("fuyi.sqlite.keys");
        let file = KeyFile::At(path.clone());
        assert!(file.read().unwrap().is_none());
        let (ring, made) = file.read_or_make(now()).unwrap();
        assert!(made);
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        let (mut again, made) = file.read_or_make(now()).unwrap();
        assert!(!made && again.ids() == ring.ids());

        let keys = Keys::new(file.clone(), ring);
        again.rotate_signing(now());
        file.replace(&again).unwrap();
        assert_ne!(keys.ring().ids(), again.ids());
        keys.reload().unwrap();
        assert_eq!(keys.ring().ids(), again.ids());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "no draft is left");

        fs::write(&path, "nonsense").unwrap();
        assert!(keys.reload().is_err());
        assert_eq!(keys.ring().ids(), again.ids(), "the old keys stay");
    }

    #[test]
    fn a_file_others_may_read_is_refused_and_a_given_text_cannot_be_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keys");
        let file = KeyFile::At(path.clone());
        let (ring, _) = file.read_or_make(now()).unwrap();
        for (mode, fine) in [(0o600, true), (0o640, true), (0o400, true), (0o644, false), (0o660, false)] {
            fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
            assert_eq!(file.read().is_ok(), fine, "{mode:o}");
        }
        let given = KeyFile::Given(ring.to_text());
        assert_eq!(given.read().unwrap().unwrap().ids(), ring.ids());
        assert!(given.replace(&ring).unwrap_err().0.en.starts_with("setting keys.content: "));
        assert!(KeyFile::Given("x".into()).read().is_err());
        assert!(KeyFile::At("no/such/folder/keys".into()).read_or_make(now()).is_err());
    }
}
