//! The audit trail in a file, to be kept elsewhere and checked without any database.
//!
//! Lines of JSON. The first says what the file is and which seal is the last: `{"fuyi-audit":1,"head":"…"}`. Then each seal,
//! `{"seal":{…}}`, and after it its rows, `{"row":{…}}`; after the last seal's rows those that no seal covers yet. The last line
//! counts: `{"end":{"seals":3,"rows":2041}}`. A file cut short has no such line.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::audit::{self, Act, AuditEntry};
use super::audit_check::{AuditCheck, AuditChecker, AuditFault};
use super::connection::Database;
use super::error::StoreError;
use super::seals::{self, AuditPart, AuditSeal};
use super::whole_file::{WholeFile, json_line};
use crate::domain::audit::AuditAction;

const FORMAT: u32 = 1;
/// Bytes of the longest line that is read: the row of a large act is some megabytes.
const LONGEST: u64 = 16 << 20;

/// A line of the file.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
enum Line<S, R> {
    Seal(S),
    Row(R),
    End(Counts),
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Header {
    #[serde(rename = "fuyi-audit")]
    format: u32,
    head: String,
}

/// What an export holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Counts {
    /// Seals.
    pub seals: u64,
    /// Rows.
    pub rows: u64,
}

impl Database {
    /// Writes the whole trail into a file, which gets its name only once the export itself stands in the trail: nothing leaves
    /// unnoticed.
    ///
    /// # Errors
    /// There is such a file already, it cannot be written, or what the engine reports.
    pub fn audit_export(&mut self, to: &Path, act: &Act<'_>) -> Result<Counts, StoreError> {
        let mut file = WholeFile::create(to)?;
        let (mut line, mut counts) = (Vec::new(), Counts::default());
        let head = self.read(|connection| {
            let head = seals::head(connection)?;
            json_line(&mut line, &Header { format: FORMAT, head: head.clone() })?;
            file.write(&line)?;
            seals::walk(connection, |part| {
                match part {
                    AuditPart::Seal(seal) => {
                        counts.seals += 1;
                        json_line(&mut line, &Line::<_, ()>::Seal(seal))?;
                    }
                    AuditPart::Row(row) => {
                        counts.rows += 1;
                        json_line(&mut line, &Line::<(), _>::Row(row))?;
                    }
                }
                file.write(&line)
            })?;
            Ok::<_, StoreError>(head)
        })?;
        json_line(&mut line, &Line::<(), ()>::End(counts))?;
        file.write(&line)?;
        file.sync()?;
        let name = to.file_name().unwrap_or_default().to_string_lossy();
        let details = json!({"file": name, "rows": counts.rows, "seals": counts.seals, "head": head});
        self.write(|connection| audit::write(connection, act, AuditAction::AuditExported, "audit", &details))?;
        file.finish()?;
        Ok(counts)
    }
}

impl AuditCheck {
    /// Checks a file of [`Database::audit_export`], a line at a time.
    ///
    /// # Errors
    /// The file cannot be read at all; whatever is wrong with what it says is a fault of the check.
    pub fn of_file(path: &Path, head: Option<&str>) -> Result<Self, StoreError> {
        let file = File::open(path).map_err(|cause| StoreError::io(path, &cause))?;
        let mut lines = Lines { file: BufReader::with_capacity(1 << 16, file), line: String::new(), number: 0 };
        let mut checker = AuditChecker::new(head);
        let told = lines.next().map_err(|cause| StoreError::io(path, &cause))?;
        let promised = match told {
            Next::End => {
                checker.fault(AuditFault::Truncated);
                return Ok(checker.finish());
            }
            Next::Line => serde_json::from_str::<Header>(&lines.line).ok().filter(|header| header.format == FORMAT),
            Next::NoText => None,
        };
        let Some(promised) = promised else {
            checker.fault(AuditFault::Unreadable { line: 1 });
            return Ok(checker.finish());
        };
        let mut end = None;
        loop {
            let read = lines.next().map_err(|cause| StoreError::io(path, &cause))?;
            let line = match read {
                Next::End => break,
                Next::Line => serde_json::from_str::<Line<AuditSeal, AuditEntry>>(&lines.line).ok(),
                Next::NoText => None,
            };
            match line {
                // whatever follows the end does not belong to it
                Some(Line::Seal(_) | Line::Row(_)) | None if end.is_some() => checker.fault(AuditFault::Unreadable { line: lines.number }),
                Some(Line::Seal(seal)) => checker.take(AuditPart::Seal(&seal)),
                Some(Line::Row(row)) => checker.take(AuditPart::Row(&row)),
                Some(Line::End(counts)) => end = Some(counts),
                None => checker.fault(AuditFault::Unreadable { line: lines.number }),
            }
        }
        checker.close();
        let found = checker.so_far();
        let counted = Counts { seals: found.seals, rows: found.rows };
        if end != Some(counted) || found.head != promised.head {
            checker.fault(AuditFault::Truncated);
        }
        Ok(checker.finish())
    }
}

/// A file read a line at a time.
struct Lines {
    file: BufReader<File>,
    line: String,
    number: u64,
}

/// What came next.
enum Next {
    Line,
    /// Not text, or longer than any line of an export.
    NoText,
    End,
}

impl Lines {
    fn next(&mut self) -> io::Result<Next> {
        self.number += 1;
        let mut bytes = std::mem::take(&mut self.line).into_bytes();
        bytes.clear();
        if self.file.by_ref().take(LONGEST).read_until(b'\n', &mut bytes)? == 0 {
            return Ok(Next::End);
        }
        if bytes.len() as u64 == LONGEST && bytes.last() != Some(&b'\n') {
            self.file.skip_until(b'\n')?;
            return Ok(Next::NoText);
        }
        match String::from_utf8(bytes) {
            Ok(line) => {
                self.line = line;
                Ok(Next::Line)
            }
            Err(_) => Ok(Next::NoText),
        }
    }
}
