//! Supervision 督办: records and their steps, proposals, analyses of lost and corrected cases, legal counsel.

mod analyses;
mod counsel;
mod letters;
mod papers;
mod proposals;
mod records;

pub use analyses::{AnalysisLine, NewAnalysis, Why, analyse, analyses};
pub use counsel::{CaseNamed, CounselKnown, case_named, counsel, counsel_acted, counsel_add, counsel_end, counsel_numbered};
pub use letters::{LetterFile, letter, letter_noted};
pub use papers::{may_attach, paper, paper_attach, papers};
pub use proposals::{decide, proposals, raise, raise_daily};
pub use records::{KindCount, NewRecord, counts, open, record, records, step};
