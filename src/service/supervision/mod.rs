//! Supervision 督办: records and their steps, proposals, analyses of lost and corrected cases, legal counsel.

mod analyses;
mod proposals;
mod records;

pub use analyses::{AnalysisLine, NewAnalysis, Why, analyse, analyses, counsel, counsel_acted, counsel_add};
pub use proposals::{decide, proposals, raise, raise_daily};
pub use records::{KindCount, NewRecord, counts, open, record, records, step};
