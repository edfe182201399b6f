//! .csv: text in the encodings Chinese offices save, any of three delimiters, streamed.

use std::io::{self, Read, Seek};

use encoding_rs::{Decoder, DecoderResult, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

use super::sheet::{OfficeError, Source, Wanted};
use crate::domain::ledger::{Address, Cell, CellValue, Row, Rows, SheetInfo};

/// Bytes looked at to find the encoding and the delimiter, and read at a time.
const AT_A_TIME: usize = 1 << 14;

/// A line after the last that no text table holds: a quotation mark that was never closed swallows it.
const LAST_LINE: &[u8] = b"\x01\n";

/// An open text table: one sheet, named after its file.
pub(super) struct CsvBook {
    source: Source,
    encoding: &'static Encoding,
    delimiter: u8,
    pub sheet: SheetInfo,
}

impl CsvBook {
    pub fn open(mut source: Source, name: &str) -> Result<Self, OfficeError> {
        let encoding = encoding(&mut source)?;
        source.rewind()?;
        let mut head = Vec::new();
        Utf8::new(&mut source, encoding).take(AT_A_TIME as u64).read_to_end(&mut head)?;
        let sheet = SheetInfo { name: name.to_owned(), hidden: false, epoch_1904: false };
        Ok(Self { source, encoding, delimiter: delimiter(&head), sheet })
    }

    pub fn rows(&mut self) -> Result<Rows<'_, OfficeError>, OfficeError> {
        self.source.rewind()?;
        let text = Utf8::new(&mut self.source, self.encoding).chain(LAST_LINE);
        let reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(self.delimiter).from_reader(text);
        Ok(Box::new(RowReader { reader, record: csv::StringRecord::new(), number: 0 }))
    }
}

/// Turns records into rows, numbered as a spreadsheet would: blank lines count, line breaks inside quotes do not.
struct RowReader<R> {
    reader: csv::Reader<R>,
    record: csv::StringRecord,
    number: u32,
}

impl<R: Read> Iterator for RowReader<R> {
    type Item = Result<Row, OfficeError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let before = self.reader.position().line();
            match self.reader.read_record(&mut self.record) {
                Ok(true) if self.record.len() == 1 && self.record.get(0) == Some("\x01") => return None,
                Ok(true) if self.record.iter().next_back().is_some_and(|text| text.ends_with("\x01\n")) => {
                    self.record.clear();
                    return Some(Err(OfficeError::OpenQuote { row: self.number + 1 }));
                }
                Ok(true) => {
                    let lines = self.reader.position().line() - before;
                    let broken = self.record.iter().map(|field| field.matches('\n').count() as u64).sum::<u64>();
                    self.number += lines.saturating_sub(broken).max(1) as u32;
                    let number = self.number;
                    let cells: Vec<Cell> = self
                        .record
                        .iter()
                        .zip(0..)
                        .filter(|(text, _)| !text.trim().is_empty())
                        .map(|(text, column)| Cell { address: Address { row: number, column }, value: CellValue::Text(text.to_owned()) })
                        .collect();
                    if !cells.is_empty() {
                        return Some(Ok(Row { number, cells }));
                    }
                }
                Ok(false) => return None,
                Err(fault) => return Some(Err(OfficeError::Damaged(fault.to_string()))),
            }
        }
    }
}

/// The delimiter that divides the first lines most often.
fn delimiter(head: &[u8]) -> u8 {
    let mut quoted = false;
    let mut counts = [(b',', 0_u32), (b'\t', 0), (b';', 0)];
    for byte in head {
        quoted ^= *byte == b'"';
        if !quoted && let Some((_, count)) = counts.iter_mut().find(|(delimiter, _)| delimiter == byte) {
            *count += 1;
        }
    }
    // Of equals the last is taken: reversed, so that the comma wins a file of one column.
    counts.iter().rev().max_by_key(|(_, count)| *count).map_or(b',', |(delimiter, _)| *delimiter)
}

/// The encoding in which the whole file is text: by its mark, else by its bytes.
fn encoding(source: &mut Source) -> Result<&'static Encoding, OfficeError> {
    let not_text = || OfficeError::WrongType(Wanted::NotText);
    source.rewind()?;
    let mut head = Vec::new();
    source.by_ref().take(AT_A_TIME as u64).read_to_end(&mut head)?;
    let candidates: &[&'static Encoding] = match Encoding::for_bom(&head) {
        Some((encoding, _)) => &[encoding],
        None if head.contains(&0) => match zeros(&head) {
            (even, odd) if odd > even => &[UTF_16LE],
            _ => &[UTF_16BE],
        },
        None => &[UTF_8, GB18030],
    };
    for encoding in candidates {
        source.rewind()?;
        let mut text = Utf8::new(&mut *source, encoding);
        match io::copy(&mut text, &mut NoControls) {
            Ok(_) => return Ok(encoding),
            Err(fault) if fault.kind() == io::ErrorKind::InvalidData => {}
            Err(fault) => return Err(fault.into()),
        }
    }
    Err(not_text())
}

/// Zero bytes at even and at odd places.
fn zeros(head: &[u8]) -> (usize, usize) {
    let zeros = |start: usize| head.iter().skip(start).step_by(2).filter(|byte| **byte == 0).count();
    (zeros(0), zeros(1))
}

/// Swallows text, and refuses what no text holds.
struct NoControls;

impl io::Write for NoControls {
    fn write(&mut self, text: &[u8]) -> io::Result<usize> {
        let is_control = |byte: &u8| *byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0B | 0x0C | 0x1A);
        if text.iter().any(is_control) { Err(io::ErrorKind::InvalidData.into()) } else { Ok(text.len()) }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Reads bytes of any encoding as UTF-8. Every line ends with one line feed, the last one too, so that lines can be counted.
struct Utf8<R> {
    source: R,
    decoder: Decoder,
    raw: Vec<u8>,
    text: Vec<u8>,
    given: usize,
    after_return: bool,
    ended: bool,
}

impl<R: Read> Utf8<R> {
    fn new(source: R, encoding: &'static Encoding) -> Self {
        Self {
            source,
            decoder: encoding.new_decoder_with_bom_removal(),
            raw: Vec::new(),
            text: Vec::new(),
            given: 0,
            after_return: false,
            ended: false,
        }
    }

    /// Decodes the next stretch of the source.
    fn refill(&mut self) -> io::Result<()> {
        self.given = 0;
        self.text.clear();
        self.raw.clear();
        self.ended = self.source.by_ref().take(AT_A_TIME as u64).read_to_end(&mut self.raw)? == 0;
        let longest = self.decoder.max_utf8_buffer_length_without_replacement(self.raw.len()).unwrap_or(AT_A_TIME * 4);
        self.text.resize(longest + 1, 0);
        let (result, _, written) = self.decoder.decode_to_utf8_without_replacement(&self.raw, &mut self.text, self.ended);
        if result != DecoderResult::InputEmpty {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "bytes that are no text in this encoding"));
        }
        self.text.truncate(written);
        self.feed_lines();
        if self.ended {
            self.text.push(b'\n');
        }
        Ok(())
    }

    /// Turns carriage returns, alone or before a line feed, into line feeds.
    fn feed_lines(&mut self) {
        let after_return = &mut self.after_return;
        self.text.retain_mut(|byte| {
            let second_half = *byte == b'\n' && *after_return;
            *after_return = *byte == b'\r';
            if *after_return {
                *byte = b'\n';
            }
            !second_half
        });
    }
}

impl<R: Read> Read for Utf8<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.given == self.text.len() && !self.ended {
            self.refill()?;
        }
        let ready = &self.text[self.given..];
        let count = ready.len().min(into.len());
        into[..count].copy_from_slice(&ready[..count]);
        self.given += count;
        Ok(count)
    }
}
