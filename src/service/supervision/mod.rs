//! Supervision 督办: records and their steps, proposals, analyses of lost and corrected cases, legal counsel.

mod analyses;
mod letters;
mod proposals;
mod records;

pub use analyses::{AnalysisLine, NewAnalysis, Why, analyse, analyses, counsel, counsel_acted, counsel_add, counsel_end};
pub use letters::{LetterFile, letter, letter_noted};
pub use proposals::{decide, proposals, raise, raise_daily};
pub use records::{KindCount, NewRecord, counts, may_attach, open, record, records, step};
