//! What the operating system says about a file, in two languages.

use std::io::{Error, ErrorKind};

use crate::domain::words::Sentence;

/// Why a file could not be read or written.
pub fn sentence(error: &Error) -> Sentence {
    let (zh, en) = match error.kind() {
        ErrorKind::NotFound => ("没有这个文件或文件夹", "no such file or folder"),
        ErrorKind::PermissionDenied => ("没有权限", "permission denied"),
        ErrorKind::AlreadyExists => ("文件已存在", "the file exists already"),
        ErrorKind::IsADirectory => ("这是文件夹，不是文件", "it is a folder, not a file"),
        ErrorKind::NotADirectory => ("路径中有一段不是文件夹", "a part of the path is not a folder"),
        ErrorKind::ReadOnlyFilesystem => ("磁盘只读", "the disk is read-only"),
        ErrorKind::StorageFull => ("磁盘已满", "the disk is full"),
        ErrorKind::QuotaExceeded => ("磁盘配额已用完", "the disk quota is used up"),
        ErrorKind::FileTooLarge => ("文件超过系统允许的大小", "the file is larger than the system allows"),
        ErrorKind::InvalidFilename => ("文件名不合系统要求", "the system does not take this file name"),
        ErrorKind::InvalidData => ("不是UTF-8文本", "not text in UTF-8"),
        _ => return Sentence::new(format!("系统报告“{error}”"), format!("the system reports \"{error}\"")),
    };
    Sentence::new(zh, en)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_known_cause_is_said_in_both_languages_and_an_unknown_one_is_quoted() {
        assert_eq!(sentence(&ErrorKind::IsADirectory.into()), Sentence::new("这是文件夹，不是文件", "it is a folder, not a file"));
        assert!(sentence(&Error::other("fan on fire")).zh.contains("fan on fire"));
    }
}
