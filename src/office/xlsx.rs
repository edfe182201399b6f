//! .xlsx: cells are streamed out of the archive, one row in memory at a time; only the text table is held whole.

use std::io::Seek;

use calamine::{CellErrorType, DataRef, Reader, SheetType, SheetVisible, Xlsx, XlsxCellReader, XlsxError};
use zip::ZipArchive;

use super::sheet::{Limits, OfficeError, Source, Wanted};
use crate::domain::ledger::{Address, Cell, CellValue, Row, Rows, SheetInfo};

/// An open .xlsx.
pub(super) struct XlsxBook {
    book: Xlsx<Source>,
    pub sheets: Vec<SheetInfo>,
}

impl XlsxBook {
    pub fn open(mut source: Source, limits: &Limits) -> Result<Self, OfficeError> {
        check_archive(&mut source, limits)?;
        source.rewind()?;
        let book = Xlsx::new(source).map_err(damaged)?;
        let epoch_1904 = book.has_1904_epoch();
        let sheets = book
            .sheets_metadata()
            .iter()
            .filter(|sheet| sheet.typ == SheetType::WorkSheet)
            .map(|sheet| SheetInfo { name: sheet.name.clone(), hidden: sheet.visible != SheetVisible::Visible, epoch_1904 })
            .collect();
        Ok(Self { book, sheets })
    }

    /// Rows the sheet declares.
    pub fn extent(&mut self, sheet: usize) -> Result<u32, OfficeError> {
        Ok(self.cells(sheet)?.dimensions().end.0 + 1)
    }

    pub fn rows(&mut self, sheet: usize) -> Result<Rows<'_, OfficeError>, OfficeError> {
        Ok(Box::new(RowReader { cells: self.cells(sheet)?, ahead: None, ended: false }))
    }

    fn cells(&mut self, sheet: usize) -> Result<XlsxCellReader<'_, Source>, OfficeError> {
        let name = self.sheets.get(sheet).map_or("", |info| info.name.as_str());
        self.book.worksheet_cells_reader(name).map_err(damaged)
    }
}

/// Gathers streamed cells into rows.
struct RowReader<'a> {
    cells: XlsxCellReader<'a, Source>,
    /// The first cell of the next row.
    ahead: Option<Cell>,
    ended: bool,
}

impl Iterator for RowReader<'_> {
    type Item = Result<Row, OfficeError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let mut row = Row::default();
        if let Some(cell) = self.ahead.take() {
            row.number = cell.address.row;
            row.cells.push(cell);
        }
        loop {
            match self.cells.next_cell() {
                Ok(Some(cell)) => {
                    let (line, column) = cell.get_position();
                    let cell = Cell { address: Address { row: line + 1, column }, value: value(cell.get_value()) };
                    if cell.value == CellValue::Empty {
                        continue;
                    }
                    if row.cells.is_empty() {
                        row.number = cell.address.row;
                    } else if cell.address.row != row.number {
                        self.ahead = Some(cell);
                        return Some(Ok(row));
                    }
                    row.cells.push(cell);
                }
                Ok(None) => {
                    self.ended = true;
                    return (!row.cells.is_empty()).then_some(Ok(row));
                }
                Err(fault) => {
                    self.ended = true;
                    return Some(Err(damaged(fault)));
                }
            }
        }
    }
}

fn value(data: &DataRef<'_>) -> CellValue {
    match data {
        DataRef::Empty => CellValue::Empty,
        DataRef::Int(number) => CellValue::Number(*number as f64),
        DataRef::Float(number) => CellValue::Number(*number),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => CellValue::Text(text.clone()),
        DataRef::SharedString(text) => CellValue::Text((*text).to_owned()),
        DataRef::Bool(yes) => CellValue::Bool(*yes),
        DataRef::DateTime(moment) => moment
            .as_datetime()
            .filter(|_| moment.is_datetime())
            .map_or(CellValue::Number(moment.as_f64()), |moment| CellValue::Date(moment.date())),
        DataRef::Error(fault) => error(fault),
    }
}

/// An error value as the spreadsheet shows it.
pub(super) fn error(fault: &CellErrorType) -> CellValue {
    CellValue::Error(fault.to_string())
}

fn damaged(fault: XlsxError) -> OfficeError {
    match fault {
        XlsxError::Password => OfficeError::Password,
        XlsxError::Io(fault) => OfficeError::Io(fault),
        fault => OfficeError::Damaged(fault.to_string()),
    }
}

/// Is it a workbook, and does it unpack to a reasonable size? The sizes are those the archive declares; one that lies about
/// them is found out when it is read, since the archive reader stops where a part ought to end.
fn check_archive(source: &mut Source, limits: &Limits) -> Result<(), OfficeError> {
    const TEXTS: &str = "sharedstrings.xml";
    let bomb = |limit| OfficeError::Bomb { limit, ratio: limits.ratio };
    let archive_fault = |fault: zip::result::ZipError| OfficeError::Damaged(fault.to_string());
    let mut archive = ZipArchive::new(source).map_err(archive_fault)?;
    let (mut packed, mut unpacked, mut is_workbook) = (0_u64, 0_u64, false);
    for index in 0..archive.len() {
        let part = archive.by_index_raw(index).map_err(archive_fault)?;
        let name = part.name().map_err(archive_fault)?.to_lowercase();
        is_workbook |= name.starts_with("xl/") && name.ends_with(".xml");
        let limit = if name.ends_with(TEXTS) { limits.texts } else { limits.unpacked };
        if part.size() > limit {
            return Err(bomb(limit));
        }
        packed = packed.saturating_add(part.compressed_size());
        unpacked = unpacked.saturating_add(part.size());
    }
    if !is_workbook {
        return Err(OfficeError::WrongType(Wanted::NotWorkbook));
    }
    let allowed = limits.unpacked.min(packed.saturating_mul(limits.ratio).max(FREE_OF_RATIO));
    if unpacked > allowed {
        return Err(bomb(limits.unpacked));
    }
    Ok(())
}

/// Below this size an archive is harmless whatever its ratio: a small ledger of equal rows packs very well.
const FREE_OF_RATIO: u64 = 32 << 20;
