//! Uploaded documents: each file under the SHA-256 of its content, in a folder nothing is served from by path. The same content
//! is kept once; a name somebody gave a file is never a path.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use uuid::Uuid;

/// The folder of documents.
#[derive(Debug, Clone)]
pub struct Files {
    folder: PathBuf,
}

/// A file that is arriving. Unless it is kept it is gone when this is dropped.
#[derive(Debug)]
pub struct Incoming {
    path: PathBuf,
    file: File,
    hash: Sha256,
    size: u64,
}

/// A file that has arrived and is on the disk, not kept yet.
#[derive(Debug)]
pub struct Arrived {
    /// Where it waits.
    path: PathBuf,
    /// SHA-256 of its content, hexadecimal.
    pub sha256: String,
    /// Bytes.
    pub size: u64,
    /// What its content says it is; `None` for a kind we do not keep.
    pub kind: Option<FileKind>,
}

/// A stored file, open for reading.
#[derive(Debug)]
pub struct Opened {
    file: File,
    /// Bytes.
    pub size: u64,
}

/// A file of the moment, to be written, read and forgotten. Its folder is gone when this is dropped.
#[derive(Debug)]
pub struct Scratch {
    folder: PathBuf,
    path: PathBuf,
}

/// Bytes read at once.
const CHUNK: usize = 64 << 10;
/// Where files arrive.
const ARRIVING: &str = "arriving";

impl Files {
    /// Uses a folder, making it when it is missing. What an earlier run left half-arrived is removed.
    ///
    /// # Errors
    /// What the system says.
    pub fn open(folder: &Path) -> io::Result<Self> {
        let arriving = folder.join(ARRIVING);
        if arriving.exists() {
            fs::remove_dir_all(&arriving)?;
        }
        Self::beside(folder)
    }

    /// Uses a folder in which a service may be at work, making it when it is missing: what is arriving there goes on arriving.
    ///
    /// # Errors
    /// What the system says.
    pub fn beside(folder: &Path) -> io::Result<Self> {
        fs::create_dir_all(folder.join(ARRIVING))?;
        Ok(Self { folder: folder.to_owned() })
    }

    /// Begins to take a file in.
    ///
    /// # Errors
    /// What the system says.
    pub fn receive(&self) -> io::Result<Incoming> {
        let path = self.folder.join(ARRIVING).join(Uuid::new_v4().simple().to_string());
        let file = OpenOptions::new().read(true).write(true).create_new(true).open(&path)?;
        Ok(Incoming { path, file, hash: Sha256::new(), size: 0 })
    }

    /// Keeps a file that has arrived, on the disk when this returns. Content kept before is kept once.
    ///
    /// # Errors
    /// What the system says.
    pub fn keep(&self, arrived: &Arrived) -> io::Result<()> {
        let path = self.place(&arrived.sha256);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
            fs::hard_link(&arrived.path, &path).or_else(|error| if path.exists() { Ok(()) } else { Err(error) })?;
            File::open(folder)?.sync_all()?;
        }
        Ok(())
    }

    /// A place for a file of the moment, under the name it will go out by.
    ///
    /// # Errors
    /// What the system says.
    pub fn scratch(&self, name: &str) -> io::Result<Scratch> {
        let folder = self.folder.join(ARRIVING).join(Uuid::new_v4().simple().to_string());
        fs::create_dir(&folder)?;
        let path = folder.join(name);
        Ok(Scratch { folder, path })
    }

    /// Opens the file with a content.
    ///
    /// # Errors
    /// What the system says; a name that is no SHA-256.
    pub fn read(&self, sha256: &str) -> io::Result<Opened> {
        if sha256.len() != 64 || !sha256.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(io::ErrorKind::NotFound.into());
        }
        let file = File::open(self.place(sha256))?;
        let size = file.metadata()?.len();
        Ok(Opened { file, size })
    }

    fn place(&self, sha256: &str) -> PathBuf {
        let (folder, name) = sha256.split_at(2);
        self.folder.join(folder).join(name)
    }
}

impl Scratch {
    /// Where the file is to be written.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Opens what was written there: it can be read to its end although its name is gone.
    ///
    /// # Errors
    /// What the system says.
    pub fn open(&self) -> io::Result<Opened> {
        let file = File::open(&self.path)?;
        let size = file.metadata()?.len();
        Ok(Opened { file, size })
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // what cannot be removed now is removed at the next start
        let _gone = fs::remove_dir_all(&self.folder);
    }
}

impl Incoming {
    /// Takes the next bytes; the size so far.
    ///
    /// # Errors
    /// What the system says.
    pub fn write(&mut self, bytes: &[u8]) -> io::Result<u64> {
        self.file.write_all(bytes)?;
        self.hash.update(bytes);
        self.size += bytes.len() as u64;
        Ok(self.size)
    }

    /// The file is whole: puts it on the disk and looks what it is.
    ///
    /// # Errors
    /// What the system says.
    pub fn finish(mut self) -> io::Result<Arrived> {
        self.file.sync_all()?;
        self.file.seek(SeekFrom::Start(0))?;
        let kind = FileKind::of(&mut self.file)?;
        let hash = std::mem::take(&mut self.hash).finalize();
        let sha256 = hash.iter().map(|byte| format!("{byte:02x}")).collect();
        // what is left of this is dropped without taking the file along
        let path = std::mem::take(&mut self.path);
        Ok(Arrived { path, sha256, size: self.size, kind })
    }
}

impl Arrived {
    /// Where it waits, for a reader that wants a path.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

impl Drop for Incoming {
    fn drop(&mut self) {
        if !self.path.as_os_str().is_empty() {
            // a file that cannot be removed is removed at the next start
            let _ = fs::remove_file(&self.path);
        }
    }
}

impl Drop for Arrived {
    fn drop(&mut self) {
        // what is kept has a second name
        let _ = fs::remove_file(&self.path);
    }
}

impl Opened {
    /// The next bytes; none at the end.
    ///
    /// # Errors
    /// What the system says.
    pub fn chunk(&mut self) -> io::Result<Vec<u8>> {
        let mut chunk = vec![0; CHUNK];
        let read = self.file.read(&mut chunk)?;
        chunk.truncate(read);
        Ok(chunk)
    }
}

/// A kind of file, known by its content whatever its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// PDF.
    Pdf,
    /// OFD 版式文档 (GB/T 33190).
    Ofd,
    /// Word, `.docx`.
    Docx,
    /// Excel, `.xlsx`.
    Xlsx,
    /// Word or Excel before 2007 (OLE).
    Ole,
    /// PNG.
    Png,
    /// JPEG.
    Jpeg,
    /// TIFF.
    Tiff,
}

impl FileKind {
    /// Every kind.
    pub const ALL: &[Self] = &[Self::Pdf, Self::Ofd, Self::Docx, Self::Xlsx, Self::Ole, Self::Png, Self::Jpeg, Self::Tiff];

    /// The media type it is sent as.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Ofd => "application/ofd",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Ole => "application/x-ole-storage",
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Tiff => "image/tiff",
        }
    }

    /// What a content is. An archive is told by the names in it; nothing is unpacked.
    fn of(file: &mut File) -> io::Result<Option<Self>> {
        let mut head = [0; 8];
        let read = file.read(&mut head)?;
        let head = &head[..read];
        const MARKS: &[(&[u8], FileKind)] = &[
            (b"%PDF-", FileKind::Pdf),
            (b"\x89PNG\r\n\x1a\n", FileKind::Png),
            (b"\xff\xd8\xff", FileKind::Jpeg),
            (b"II*\0", FileKind::Tiff),
            (b"MM\0*", FileKind::Tiff),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", FileKind::Ole),
        ];
        if let Some((_, kind)) = MARKS.iter().find(|(mark, _)| head.starts_with(mark)) {
            return Ok(Some(*kind));
        }
        if !head.starts_with(b"PK\x03\x04") {
            return Ok(None);
        }
        file.seek(SeekFrom::Start(0))?;
        let Ok(archive) = zip::ZipArchive::new(file) else { return Ok(None) };
        let holds = |name: &str| archive.file_names().flatten().any(|held| held == name);
        Ok(match () {
            () if holds("OFD.xml") => Some(Self::Ofd),
            () if holds("word/document.xml") => Some(Self::Docx),
            () if holds("xl/workbook.xml") => Some(Self::Xlsx),
            () => None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arrived(files: &Files, content: &[u8]) -> Arrived {
        let mut incoming = files.receive().unwrap();
        incoming.write(content).unwrap();
        incoming.finish().unwrap()
    }

    #[test]
    fn a_content_is_kept_once_and_read_back_whole() {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::open(folder.path()).unwrap();
        let content = [b"%PDF-1.7 ".as_slice(), &vec![7; 3 * CHUNK]].concat();
        let (one, other) = (arrived(&files, &content), arrived(&files, &content));
        assert_eq!((one.kind, one.size), (Some(FileKind::Pdf), content.len() as u64));
        files.keep(&one).unwrap();
        files.keep(&other).unwrap();
        let sha256 = one.sha256.clone();
        drop((one, other));
        let mut opened = files.read(&sha256).unwrap();
        let mut back = Vec::new();
        loop {
            match opened.chunk().unwrap() {
                chunk if chunk.is_empty() => break,
                chunk => back.extend(chunk),
            }
        }
        assert_eq!(back, content);
        assert_eq!(fs::read_dir(folder.path().join(ARRIVING)).unwrap().count(), 0, "nothing is left behind");
    }

    #[test]
    fn what_is_not_kept_is_gone_and_no_name_is_a_path() {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::open(folder.path()).unwrap();
        drop(files.receive().unwrap());
        drop(arrived(&files, b"x"));
        assert_eq!(fs::read_dir(folder.path().join(ARRIVING)).unwrap().count(), 0);
        for name in ["", "..", "../../etc/passwd", &"g".repeat(64), &"é".repeat(32)] {
            assert_eq!(files.read(name).unwrap_err().kind(), io::ErrorKind::NotFound, "{name}");
        }
    }

    #[test]
    fn a_kind_is_known_by_content() {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::open(folder.path()).unwrap();
        let archive = |name: &str| {
            let mut writer = zip::ZipWriter::new(io::Cursor::new(Vec::new()));
            writer.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
            writer.write_all(b"<x/>").unwrap();
            writer.finish().unwrap().into_inner()
        };
        for (content, kind) in [
            (archive("OFD.xml"), Some(FileKind::Ofd)),
            (archive("word/document.xml"), Some(FileKind::Docx)),
            (archive("xl/workbook.xml"), Some(FileKind::Xlsx)),
            (archive("evil.exe"), None),
            (b"PK\x03\x04 no archive".to_vec(), None),
            (b"MZ".to_vec(), None),
            (b"<html><script>".to_vec(), None),
            (b"\x89PNG\r\n\x1a\n".to_vec(), Some(FileKind::Png)),
            (Vec::new(), None),
        ] {
            assert_eq!(arrived(&files, &content).kind, kind);
        }
    }
}
