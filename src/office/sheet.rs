//! Opening a spreadsheet of any supported kind, within limits.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::path::Path;

use super::csv::CsvBook;
use super::xls::XlsBook;
use super::xlsx::XlsxBook;
use crate::disk;
use crate::domain::ledger::{Address, Row, RowSource, Rows, SheetInfo};
use crate::domain::words::Sentence;

/// How much of a file is read before it is refused. Sizes in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The file itself.
    pub file: u64,
    /// All parts of an .xlsx, unpacked.
    pub unpacked: u64,
    /// The text table of an .xlsx, which is held in memory.
    pub texts: u64,
    /// Unpacked size over packed size; real ledgers stay below 50.
    pub ratio: u64,
    /// Text of one cell; a spreadsheet itself allows 32,767 characters.
    pub cell: usize,
}

impl Default for Limits {
    fn default() -> Self {
        const MIB: u64 = 1 << 20;
        Self { file: 256 * MIB, unpacked: 2_048 * MIB, texts: 256 * MIB, ratio: 200, cell: 128 << 10 }
    }
}

/// Why a file gives no rows, or no further ones.
#[derive(Debug, thiserror::Error)]
pub enum OfficeError {
    /// The disk, not the file.
    #[error("cannot read the file: {0}")]
    Io(#[from] io::Error),
    /// A pipe or a device: it may never end, and cannot be read twice.
    #[error("a pipe or device, not a file on a disk")]
    NoFile,
    /// No bytes at all.
    #[error("the file is empty")]
    Empty,
    /// Something else than a spreadsheet; what it looks like.
    #[error("{0}")]
    WrongType(Wanted),
    /// Encrypted.
    #[error("the file is protected by a password")]
    Password,
    /// A spreadsheet that is damaged.
    #[error("the spreadsheet is damaged: {0}")]
    Damaged(String),
    /// A text table that ends inside a quoted cell.
    #[error("the quotation mark opened in row {row} is never closed; what follows it cannot be told apart")]
    OpenQuote {
        /// Row of the cell, from 1.
        row: u32,
    },
    /// More bytes than allowed.
    #[error("the file is larger than {limit} bytes")]
    TooLarge {
        /// The limit.
        limit: u64,
    },
    /// Unpacks to more than allowed: a zip bomb, or close to one.
    #[error("the file unpacks to more than {limit} bytes or {ratio} times its size")]
    Bomb {
        /// Bytes allowed.
        limit: u64,
        /// Times the packed size allowed.
        ratio: u64,
    },
    /// A cell that holds more text than a spreadsheet can.
    #[error("cell {sheet}!{cell} holds {size} bytes of text, more than {limit}")]
    CellTooLarge {
        /// Name of the sheet.
        sheet: String,
        /// The cell.
        cell: Address,
        /// Bytes found.
        size: usize,
        /// Bytes allowed.
        limit: usize,
    },
}

/// What a file is, when it is no spreadsheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Wanted {
    /// PDF.
    #[error("a PDF document is not a spreadsheet")]
    NotPdf,
    /// A web page, often named .xls by the system that made it.
    #[error("a web page is not a spreadsheet; open it and save it as .xlsx")]
    NotHtml,
    /// A zip archive without a workbook, such as .docx.
    #[error("an archive without a workbook (a .docx, .zip or .ods) is not a supported spreadsheet")]
    NotWorkbook,
    /// An older office file without a workbook, such as .doc.
    #[error("an office file without a workbook (a .doc or .ppt) is not a spreadsheet")]
    NotOle,
    /// Bytes that are no text in a known encoding.
    #[error("the file is neither .xlsx, .xls nor text in UTF-8, UTF-16 or GB18030")]
    NotText,
}

impl OfficeError {
    /// The one sentence people read.
    pub fn sentence(&self) -> Sentence {
        let zh = match self {
            Self::Io(fault) => {
                let why = disk::sentence(fault);
                return Sentence::new(format!("无法读取：{}", why.zh), format!("cannot be read: {}", why.en));
            }
            Self::NoFile => "这是管道或设备，不是磁盘上的文件".to_owned(),
            Self::Empty => "文件是空的".to_owned(),
            Self::WrongType(Wanted::NotPdf) => "这是PDF文件，不是电子表格；请提供.xlsx、.xls或.csv".to_owned(),
            Self::WrongType(Wanted::NotHtml) => "这是网页，不是电子表格；请用表格软件打开后另存为.xlsx".to_owned(),
            Self::WrongType(Wanted::NotWorkbook) => "压缩包内没有工作簿（如.docx、.zip、.ods）；请提供.xlsx、.xls或.csv".to_owned(),
            Self::WrongType(Wanted::NotOle) => "文件内没有工作簿（如.doc、.ppt）；请提供.xlsx、.xls或.csv".to_owned(),
            Self::WrongType(Wanted::NotText) => "文件既不是.xlsx、.xls，也不是UTF-8、UTF-16或GB18030编码的文本".to_owned(),
            Self::Password => "文件设有密码；请取消密码后再导入".to_owned(),
            Self::Damaged(_) => {
                return Sentence::new(
                    "电子表格已损坏或不完整；请用表格软件打开，另存为.xlsx后再导入",
                    "the spreadsheet is damaged or not whole; open it in a spreadsheet program and save it as .xlsx",
                );
            }
            Self::OpenQuote { row } => format!("第{row}行的引号没有结束，其后的内容无法分清"),
            Self::TooLarge { limit } => format!("文件超过{limit}字节的上限"),
            Self::Bomb { limit, ratio } => format!("文件解压后超过{limit}字节或{ratio}倍的上限"),
            Self::CellTooLarge { sheet, cell, size, limit } => format!("单元格{sheet}!{cell}有{size}字节的文字，超过{limit}字节的上限"),
        };
        Sentence::new(zh, self.to_string())
    }
}

/// Anything rows can be read from: a file, or bytes in memory.
pub(super) trait Bytes: Read + Seek + Send {}
impl<T: Read + Seek + Send> Bytes for T {}

/// The source of all three formats.
pub(super) type Source = Box<dyn Bytes>;

/// An open spreadsheet.
pub struct Workbook {
    book: Book,
    limits: Limits,
}

enum Book {
    Xlsx(XlsxBook),
    Xls(XlsBook),
    Csv(CsvBook),
}

/// Opens the spreadsheet at a path.
///
/// # Errors
/// See [`Workbook::read`].
pub fn open(path: &Path, limits: Limits) -> Result<Workbook, OfficeError> {
    let name = path.file_stem().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let kind = std::fs::metadata(path)?.file_type();
    if kind.is_dir() {
        return Err(OfficeError::Io(io::ErrorKind::IsADirectory.into()));
    }
    if !kind.is_file() {
        return Err(OfficeError::NoFile);
    }
    Workbook::read(BufReader::new(File::open(path)?), &name, limits)
}

impl Workbook {
    /// Opens a spreadsheet from its bytes; `name` is the name of the only sheet of a text file.
    ///
    /// # Errors
    /// An empty file, one that is no spreadsheet, is damaged, wants a password or goes beyond the limits.
    pub fn read(bytes: impl Read + Seek + Send + 'static, name: &str, limits: Limits) -> Result<Self, OfficeError> {
        let mut source: Source = Box::new(bytes);
        let size = source.seek(SeekFrom::End(0))?;
        if size == 0 {
            return Err(OfficeError::Empty);
        }
        if size > limits.file {
            return Err(OfficeError::TooLarge { limit: limits.file });
        }
        source.rewind()?;
        let mut magic = Vec::new();
        source.by_ref().take(512).read_to_end(&mut magic)?;
        source.rewind()?;
        let book = match magic.as_slice() {
            [b'P', b'K', 3 | 5 | 7, 4 | 6 | 8, ..] => Book::Xlsx(XlsxBook::open(source, &limits)?),
            [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, ..] => Book::Xls(XlsBook::open(source)?),
            [b'%', b'P', b'D', b'F', ..] => return Err(OfficeError::WrongType(Wanted::NotPdf)),
            magic if is_markup(magic) => return Err(OfficeError::WrongType(Wanted::NotHtml)),
            _ => Book::Csv(CsvBook::open(source, name)?),
        };
        Ok(Self { book, limits })
    }

    /// Rows a sheet says it has, for a progress bar; `None` when the format does not say.
    ///
    /// # Errors
    /// The sheet cannot be opened.
    pub fn extent(&mut self, sheet: usize) -> Result<Option<u32>, OfficeError> {
        match &mut self.book {
            Book::Xlsx(book) => book.extent(sheet).map(Some),
            Book::Xls(book) => book.extent(sheet).map(Some),
            Book::Csv(_) => Ok(None),
        }
    }
}

/// Does the text begin with a tag?
fn is_markup(magic: &[u8]) -> bool {
    let text = String::from_utf8_lossy(magic.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(magic)).trim_start().to_lowercase();
    ["<html", "<!doctype", "<table", "<?xml", "<head", "<meta"].iter().any(|tag| text.starts_with(tag))
}

impl RowSource for Workbook {
    type Error = OfficeError;

    fn sheets(&self) -> &[SheetInfo] {
        match &self.book {
            Book::Xlsx(book) => &book.sheets,
            Book::Xls(book) => &book.sheets,
            Book::Csv(book) => std::slice::from_ref(&book.sheet),
        }
    }

    fn rows(&mut self, sheet: usize) -> Result<Rows<'_, OfficeError>, OfficeError> {
        let name =
            self.sheets().get(sheet).map(|info| info.name.clone()).ok_or_else(|| OfficeError::Damaged(format!("no sheet {sheet}")))?;
        let limit = self.limits.cell;
        let rows = match &mut self.book {
            Book::Xlsx(book) => book.rows(sheet)?,
            Book::Xls(book) => book.rows(sheet)?,
            Book::Csv(book) => book.rows()?,
        };
        Ok(Box::new(rows.map(move |row| row.and_then(|row| within(row, &name, limit)))))
    }
}

/// Refuses a row with a cell that is too large.
fn within(row: Row, sheet: &str, limit: usize) -> Result<Row, OfficeError> {
    use crate::domain::ledger::CellValue::Text;
    match row.cells.iter().find_map(|cell| match &cell.value {
        Text(text) if text.len() > limit => Some((cell.address, text.len())),
        _ => None,
    }) {
        Some((cell, size)) => Err(OfficeError::CellTooLarge { sheet: sheet.to_owned(), cell, size, limit }),
        None => Ok(row),
    }
}
