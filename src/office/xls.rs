//! .xls: at most 65,536 rows a sheet, read sheet by sheet.

use std::io::{Read, Seek};

use calamine::{Data, Reader, SheetType, SheetVisible, Xls, XlsError};

use super::sheet::{OfficeError, Source, Wanted};
use super::xlsx::error;
use crate::domain::ledger::{Address, Cell, CellValue, Row, Rows, SheetInfo};

/// An open .xls.
pub(super) struct XlsBook {
    book: Xls<Source>,
    pub sheets: Vec<SheetInfo>,
}

impl XlsBook {
    pub fn open(mut source: Source) -> Result<Self, OfficeError> {
        let streams = streams(&mut source)?;
        if streams.encrypted {
            return Err(OfficeError::Password);
        }
        if !streams.workbook {
            return Err(OfficeError::WrongType(Wanted::NotOle));
        }
        source.rewind()?;
        let book = Xls::new(source).map_err(damaged)?;
        let epoch_1904 = book.has_1904_epoch();
        let sheets = book
            .sheets_metadata()
            .iter()
            .filter(|sheet| sheet.typ == SheetType::WorkSheet)
            .map(|sheet| SheetInfo { name: sheet.name.clone(), hidden: sheet.visible != SheetVisible::Visible, epoch_1904 })
            .collect();
        Ok(Self { book, sheets })
    }

    /// Rows the sheet has.
    pub fn extent(&mut self, sheet: usize) -> Result<u32, OfficeError> {
        Ok(self.range(sheet)?.end().map_or(0, |(row, _)| row + 1))
    }

    pub fn rows(&mut self, sheet: usize) -> Result<Rows<'_, OfficeError>, OfficeError> {
        let range = self.range(sheet)?;
        let (first_row, first_column) = range.start().unwrap_or_default();
        let rows: Vec<Row> = range
            .rows()
            .zip(first_row + 1..)
            .map(|(cells, number)| {
                let cells = cells
                    .iter()
                    .zip(first_column..)
                    .map(|(data, column)| Cell { address: Address { row: number, column }, value: value(data) });
                Row { number, cells: cells.filter(|cell| cell.value != CellValue::Empty).collect() }
            })
            .filter(|row| !row.cells.is_empty())
            .collect();
        Ok(Box::new(rows.into_iter().map(Ok)))
    }

    fn range(&mut self, sheet: usize) -> Result<calamine::Range<Data>, OfficeError> {
        let name = self.sheets.get(sheet).map_or("", |info| info.name.as_str());
        self.book.worksheet_range(name).map_err(damaged)
    }
}

fn value(data: &Data) -> CellValue {
    match data {
        Data::Empty => CellValue::Empty,
        Data::Int(number) => CellValue::Number(*number as f64),
        Data::Float(number) => CellValue::Number(*number),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => CellValue::Text(text.clone()),
        Data::Bool(yes) => CellValue::Bool(*yes),
        Data::DateTime(moment) => moment
            .as_datetime()
            .filter(|_| moment.is_datetime())
            .map_or(CellValue::Number(moment.as_f64()), |moment| CellValue::Date(moment.date())),
        Data::Error(fault) => error(fault),
    }
}

fn damaged(fault: XlsError) -> OfficeError {
    match fault {
        XlsError::Password => OfficeError::Password,
        XlsError::Io(fault) => OfficeError::Io(fault),
        fault => OfficeError::Damaged(fault.to_string()),
    }
}

/// Streams a compound file holds, by their names in its directory.
struct Streams {
    encrypted: bool,
    workbook: bool,
}

/// Looks for the names of streams, which stand in the file as UTF-16.
fn streams(source: &mut Source) -> Result<Streams, OfficeError> {
    const AT_A_TIME: usize = 1 << 16;
    let utf16 = |name: &str| name.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let (encrypted, workbook, book) = (utf16("EncryptedPackage"), utf16("Workbook\0"), utf16("Book\0"));
    let holds = |bytes: &[u8], name: &[u8]| bytes.windows(name.len()).any(|window| window == name);
    let mut found = Streams { encrypted: false, workbook: false };
    let mut window = Vec::new();
    while source.by_ref().take(AT_A_TIME as u64).read_to_end(&mut window)? > 0 {
        found.encrypted |= holds(&window, &encrypted);
        found.workbook |= holds(&window, &workbook) || holds(&window, &book);
        window.drain(..window.len().saturating_sub(encrypted.len()));
    }
    Ok(found)
}
