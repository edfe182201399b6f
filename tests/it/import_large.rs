//! A large ledger passes through row by row.

use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use fuyi::domain::ledger::RowSource;
use fuyi::office::{Limits, Workbook};

/// Counts the bytes read from a file.
struct Counted(BufReader<File>, Arc<AtomicU64>);

impl Read for Counted {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let count = self.0.read(into)?;
        self.1.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }
}

impl Seek for Counted {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        self.0.seek(to)
    }
}

/// After one row of twenty thousand, only a small part of the sheet may have been read: rows are pulled, not held.
#[test]
fn rows_are_pulled_and_not_held() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("large.xlsx");
    let mut writer = rust_xlsxwriter::Workbook::new();
    let sheet = writer.add_worksheet();
    for row in 0..20_000_u32 {
        for column in 0..10_u16 {
            sheet.write(row, column, f64::from(row.wrapping_mul(2_654_435_761) % 1_000_003) + f64::from(column) / 7.0).unwrap();
        }
    }
    writer.save(&path).unwrap();
    let size = std::fs::metadata(&path).unwrap().len();

    let read = Arc::new(AtomicU64::new(0));
    let mut workbook =
        Workbook::read(Counted(BufReader::new(File::open(&path).unwrap()), Arc::clone(&read)), "", Limits::default()).unwrap();
    assert_eq!(workbook.extent(0).unwrap(), Some(20_000));
    read.store(0, Ordering::Relaxed);
    let mut rows = workbook.rows(0).unwrap();
    assert_eq!(rows.next().unwrap().unwrap().cells.len(), 10);
    let after_one = read.load(Ordering::Relaxed);
    assert!(after_one < size / 10, "{after_one} of {size} bytes were read for one row");
    assert_eq!(rows.map(|row| row.unwrap().number).last(), Some(20_000));
    assert!(read.load(Ordering::Relaxed) > size / 2);
}
