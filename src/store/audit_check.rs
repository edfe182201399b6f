//! Whether an audit trail is what it was: each seal against the one before it, each row against its seal.

use std::collections::BTreeMap;

use serde::Serialize;

use super::audit::AuditEntry;
use super::seals::{AuditPart, AuditSeal, digest_of};
use crate::domain::words::Sentence;

/// Faults that are kept; all of them are counted.
const FAULTS_KEPT: usize = 1000;

/// What is wrong with a trail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(tag = "fault", rename_all = "kebab-case")]
pub enum AuditFault {
    /// The row is not as it was sealed.
    Changed {
        /// Its id.
        row: i64,
    },
    /// The row was sealed and is gone.
    Removed {
        /// Its id.
        row: i64,
    },
    /// The row stands in a sealed piece and was not there when it was sealed.
    Inserted {
        /// Its id.
        row: i64,
    },
    /// The seal is not as it was set.
    SealChanged {
        /// Its position.
        seal: i64,
    },
    /// The seal does not continue the one before it: one is missing, or was rewritten.
    ChainBroken {
        /// Its position.
        seal: i64,
    },
    /// The row stands where an earlier one should.
    OutOfOrder {
        /// Its id.
        row: i64,
    },
    /// The line of the file is neither a row nor a seal.
    Unreadable {
        /// Its number, from 1.
        line: u64,
    },
    /// The file ends before the trail does.
    Truncated,
    /// The chain does not contain the seal that was named.
    HeadMissing,
}

/// The outcome of checking a trail.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct AuditCheck {
    /// Rows read.
    pub rows: u64,
    /// Seals read.
    pub seals: u64,
    /// Rows that no seal covers yet.
    pub unsealed: u64,
    /// Digest of the last seal; empty when there is none. Keep it elsewhere.
    pub head: String,
    /// What is wrong, in order; the first thousand.
    pub faults: Vec<AuditFault>,
    /// How much is wrong in all.
    pub fault_count: u64,
}

impl AuditFault {
    /// In words.
    pub fn sentence(self) -> Sentence {
        match self {
            Self::Changed { row } => Sentence::new(format!("第 {row} 行被改动"), format!("row {row} was changed")),
            Self::Removed { row } => Sentence::new(format!("第 {row} 行被删除"), format!("row {row} was removed")),
            Self::Inserted { row } => Sentence::new(format!("第 {row} 行为事后插入"), format!("row {row} was put in later")),
            Self::SealChanged { seal } => Sentence::new(format!("第 {seal} 号封存记录被改动"), format!("seal {seal} was changed")),
            Self::ChainBroken { seal } => Sentence::new(
                format!("第 {seal} 号封存记录与前一号不衔接（有封存记录缺失或被重写）"),
                format!("seal {seal} does not continue the one before it (one is missing or was rewritten)"),
            ),
            Self::OutOfOrder { row } => Sentence::new(format!("第 {row} 行次序不对"), format!("row {row} is out of order")),
            Self::Unreadable { line } => Sentence::new(
                format!("文件第 {line} 行不是审计日志应有的内容"),
                format!("line {line} of the file is not what an audit trail holds"),
            ),
            Self::Truncated => {
                Sentence::new("文件不完整：末尾缺失，或者少了行", "the file is not whole: its end or some of its lines are missing")
            }
            Self::HeadMissing => Sentence::new("链中没有所指明的封存摘要", "the chain does not contain the digest that was named"),
        }
    }
}

/// Checks a trail given in order, one part at a time, and holds no more of it than one seal.
#[derive(Debug, Default)]
pub struct AuditChecker {
    check: AuditCheck,
    /// Position of the last seal.
    position: i64,
    /// Rows of the last seal that have not come yet, with their digests.
    awaited: BTreeMap<i64, String>,
    /// Where the rows of the last seal end.
    sealed_to: i64,
    /// The row that came last.
    row: i64,
    /// The first row no seal covers.
    tail: Option<i64>,
    wanted: Option<String>,
    met: bool,
}

impl AuditChecker {
    /// Checks that the chain contains the seal with this digest, where one is named: the head of an earlier check.
    pub fn new(head: Option<&str>) -> Self {
        Self { wanted: head.map(|head| head.trim().to_lowercase()), ..Self::default() }
    }

    /// Takes the next part.
    pub fn take(&mut self, part: AuditPart<'_>) {
        match part {
            AuditPart::Seal(seal) => self.seal(seal),
            AuditPart::Row(row) => self.row(row),
        }
    }

    fn seal(&mut self, seal: &AuditSeal) {
        self.close();
        if let Some(row) = self.tail.take() {
            self.fault(AuditFault::OutOfOrder { row });
        }
        if seal.previous != self.check.head || seal.id != self.position + 1 {
            self.fault(AuditFault::ChainBroken { seal: seal.id });
        }
        if seal.computed() != seal.digest {
            self.fault(AuditFault::SealChanged { seal: seal.id });
        }
        let rows = seal.digests.lines().filter_map(|line| line.split_once(' '));
        let rows = rows.filter_map(|(id, digest)| Some((id.parse::<i64>().ok()?, digest.to_owned())));
        self.awaited = rows.filter(|(id, _)| *id > self.sealed_to).collect();
        self.met |= self.wanted.as_ref() == Some(&seal.digest);
        self.check.seals += 1;
        self.check.head.clone_from(&seal.digest);
        (self.position, self.sealed_to) = (seal.id, self.sealed_to.max(seal.last_row));
    }

    fn row(&mut self, row: &AuditEntry) {
        self.check.rows += 1;
        if row.id <= self.row {
            self.fault(AuditFault::OutOfOrder { row: row.id });
        }
        self.row = self.row.max(row.id);
        match self.awaited.remove(&row.id) {
            Some(digest) if digest == digest_of(row) => {}
            Some(_) => self.fault(AuditFault::Changed { row: row.id }),
            None if row.id > self.sealed_to => {
                self.check.unsealed += 1;
                self.tail.get_or_insert(row.id);
            }
            None => self.fault(AuditFault::Inserted { row: row.id }),
        }
    }

    /// What of the last seal has not come will not come.
    pub(super) fn close(&mut self) {
        for row in std::mem::take(&mut self.awaited).into_keys() {
            self.fault(AuditFault::Removed { row });
        }
    }

    /// A fault of the file the trail comes from.
    pub(super) fn fault(&mut self, fault: AuditFault) {
        self.check.fault_count += 1;
        if self.check.faults.len() < FAULTS_KEPT {
            self.check.faults.push(fault);
        }
    }

    /// The outcome so far: seals and rows taken, and the last seal.
    pub(super) fn so_far(&self) -> &AuditCheck {
        &self.check
    }

    /// The outcome.
    pub fn finish(mut self) -> AuditCheck {
        self.close();
        if self.wanted.is_some() && !self.met {
            self.fault(AuditFault::HeadMissing);
        }
        self.check
    }
}
