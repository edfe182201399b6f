//! A file that appears under its name only when it is whole and on disk, for its owner's eyes only.

use std::fs::{File, OpenOptions};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::error::StoreError;
use crate::domain::reading;
use crate::domain::words::Sentence;

/// A file being written beside its name. Dropped unfinished, nothing is left of it.
pub(super) struct WholeFile {
    asked: PathBuf,
    partial: PathBuf,
    file: BufWriter<File>,
}

impl WholeFile {
    /// Begins a file that is not there yet. People are told of the file they asked for.
    pub(super) fn create(asked: &Path) -> Result<Self, StoreError> {
        if asked.exists() {
            return Err(StoreError::io(asked, &std::io::ErrorKind::AlreadyExists.into()));
        }
        let partial = partial_name(asked);
        // a process that was killed may have had our id and left its piece
        let _ = std::fs::remove_file(&partial);
        let file = for_the_owner_only().open(&partial).map_err(|cause| StoreError::io(asked, &cause))?;
        Ok(Self { asked: asked.to_owned(), partial, file: BufWriter::with_capacity(1 << 16, file) })
    }

    /// Writes a piece.
    pub(super) fn write(&mut self, bytes: &[u8]) -> Result<(), StoreError> {
        self.file.write_all(bytes).map_err(|cause| StoreError::io(&self.asked, &cause))
    }

    /// Puts all of it on disk, still without its name.
    pub(super) fn sync(&mut self) -> Result<(), StoreError> {
        let on_disk = self.file.flush().and_then(|()| self.file.get_ref().sync_all());
        on_disk.map_err(|cause| StoreError::io(&self.asked, &cause))
    }

    /// Gives it its name.
    pub(super) fn finish(mut self) -> Result<(), StoreError> {
        self.sync()?;
        let named = std::fs::rename(&self.partial, &self.asked).and_then(|()| sync_folder_of(&self.asked));
        named.map_err(|cause| StoreError::io(&self.asked, &cause))
    }
}

impl Drop for WholeFile {
    fn drop(&mut self) {
        // best effort, and nothing to do once it has its name: the error at hand says why there is no file
        let _ = std::fs::remove_file(&self.partial);
    }
}

/// Makes `line` one line of JSON of a value, with its line feed.
pub(super) fn json_line(line: &mut Vec<u8>, value: &impl Serialize) -> Result<(), StoreError> {
    line.clear();
    serde_json::to_writer(&mut *line, value).map_err(|fault| StoreError::Unreadable {
        place: Sentence::new("待写出的一行", "a row to be written"),
        reason: reading::json(&fault),
    })?;
    line.push(b'\n');
    Ok(())
}

/// A new file that nobody else may read: it holds the names of people.
fn for_the_owner_only() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// A new name lasts through a power cut only once its folder is on disk too. Only unix opens folders.
fn sync_folder_of(file: &Path) -> std::io::Result<()> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

fn partial_name(to: &Path) -> PathBuf {
    let mut name = to.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.partial", std::process::id()));
    to.with_file_name(name)
}
