//! Bounds on what an import may take in, so that a hostile or broken file cannot exhaust the machine.

use super::reader::Reader;

/// `[import]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ImportSettings {
    /// Largest unpacked size of a workbook in bytes.
    pub max_uncompressed_bytes: u64,
    /// Largest text of one cell in bytes.
    pub max_cell_bytes: u64,
    /// How many faults are listed; all are counted.
    pub max_faults: u64,
}

impl ImportSettings {
    pub(super) fn read(reader: &mut Reader) -> Option<Self> {
        let max_uncompressed_bytes = reader.number("import.max-uncompressed-bytes", 1..=u64::MAX);
        let max_cell_bytes = reader.number("import.max-cell-bytes", 1..=u64::MAX);
        let max_faults = reader.number("import.max-faults", 0..=1_000);
        Some(Self { max_uncompressed_bytes: max_uncompressed_bytes?, max_cell_bytes: max_cell_bytes?, max_faults: max_faults? })
    }
}
