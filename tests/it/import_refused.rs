//! Files that give no rows: each is refused with one clear sentence, in both languages.

use std::io::{Cursor, Write};

use fuyi::domain::ledger::{Plan, RowSource, Vocabulary};
use fuyi::office::{Limits, OfficeError, Workbook};
use rust_xlsxwriter::Workbook as Writer;
use zip::write::SimpleFileOptions;

use super::import_support::open;

/// The sentence a file is refused with.
fn refusal(bytes: impl Into<Vec<u8>>) -> String {
    match open(bytes).and_then(|mut workbook| Plan::of(&mut workbook, &Vocabulary::bundled().unwrap(), None).map(drop)) {
        Ok(()) => panic!("the file was read"),
        Err(fault) => format!("{} | {}", fault.sentence().zh, fault.sentence().en),
    }
}

/// An archive of parts.
fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        archive.start_file(*name, SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated)).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// A workbook of one sheet with this XML.
fn workbook_of(sheet: &str) -> Vec<u8> {
    archive(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("_rels/.rels", br#"<Relationships><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#),
        ("xl/_rels/workbook.xml.rels", br#"<Relationships><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#),
        ("xl/workbook.xml", r#"<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="台账" sheetId="1" r:id="r1"/></sheets></workbook>"#.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ])
}

/// A compound file: its magic number, and the names of its streams somewhere in its directory.
fn compound(streams: &[&str]) -> Vec<u8> {
    let mut bytes = vec![0_u8; 1_536];
    bytes[..8].copy_from_slice(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]);
    for name in streams {
        bytes.extend(name.encode_utf16().flat_map(u16::to_le_bytes));
        bytes.resize(bytes.len().next_multiple_of(128), 0);
    }
    bytes
}

#[test]
fn an_empty_file() {
    assert_eq!(refusal([]), "文件是空的 | the file is empty");
}

#[test]
fn a_file_of_another_type() {
    assert!(refusal(*b"%PDF-1.7 ...").contains("PDF"));
    assert!(refusal("\u{feff}<html><table><tr><td>案号</td></tr></table>").contains("a web page is not a spreadsheet"));
    assert!(refusal(archive(&[("word/document.xml", b"<w/>")])).contains("压缩包内没有工作簿"));
    assert!(refusal(compound(&["WordDocument"])).contains("文件内没有工作簿"));
    assert!(refusal([0x89, b'P', b'N', b'G', 0x0D, 0x0A, 0x1A, 0x0A, 0x00, 0x01, 0xFF]).contains("GB18030"));
}

#[test]
fn a_file_protected_by_a_password() {
    assert_eq!(
        refusal(compound(&["EncryptionInfo", "EncryptedPackage"])),
        "文件设有密码；请取消密码后再导入 | the file is protected by a password"
    );
}

#[test]
fn a_damaged_file() {
    let mut writer = Writer::new();
    writer.add_worksheet().write(0, 0, "案号").unwrap();
    let bytes = writer.save_to_buffer().unwrap();
    assert!(refusal(&bytes[..bytes.len() / 2]).contains("电子表格已损坏"));
}

#[test]
fn a_zip_bomb() {
    let blanks = " ".repeat(64 << 20);
    let sheet = format!("<worksheet><sheetData>{blanks}</sheetData></worksheet>");
    let honest = workbook_of(&sheet);
    assert!(refusal(honest.clone()).contains("解压后超过"));
    // The same archive, saying that its sheet has five hundred bytes.
    let mut lying = honest;
    let size = (sheet.len() as u32).to_le_bytes();
    let places: Vec<usize> = lying.windows(4).enumerate().filter(|(_, window)| *window == size).map(|(place, _)| place).collect();
    assert!(!places.is_empty());
    for place in places {
        lying[place..place + 4].copy_from_slice(&500_u32.to_le_bytes());
    }
    assert!(refusal(lying).contains("the spreadsheet is damaged"));
}

#[test]
fn a_text_table_beyond_its_own_limit_names_that_limit() {
    let texts = "<sst/>".repeat(1_000);
    let bytes = archive(&[("xl/workbook.xml", b"<workbook/>"), ("xl/sharedStrings.xml", texts.as_bytes())]);
    let limits = Limits { texts: 5_999, ..Limits::default() };
    let refused = Workbook::read(Cursor::new(bytes), "台账", limits).err().unwrap();
    assert!(matches!(refused, OfficeError::Bomb { limit: 5_999, .. }), "{refused}");
}

#[test]
fn a_cell_of_ten_megabytes() {
    let text = "案".repeat(10 << 20);
    let sheet =
        format!("<worksheet><sheetData><row r=\"1\"><c r=\"B1\" t=\"inlineStr\"><is><t>{text}</t></is></c></row></sheetData></worksheet>");
    let bytes = workbook_of(&sheet);
    let limits = Limits { ratio: 100_000, ..Limits::default() };
    let mut workbook = Workbook::read(Cursor::new(bytes), "", limits).unwrap();
    let fault = workbook.rows(0).unwrap().next().unwrap().unwrap_err();
    assert!(matches!(&fault, OfficeError::CellTooLarge { size: 31_457_280, .. }), "{fault:?}");
    assert_eq!(fault.sentence().zh, "单元格台账!B1有31457280字节的文字，超过131072字节的上限");
}

#[test]
fn a_ten_megabyte_field_of_text() {
    let csv = format!("案号,备注\n1,\"{}\"\n", "x".repeat(10 << 20));
    assert!(refusal(csv).contains("单元格台账!B2有10485760字节的文字"));
}

#[test]
fn a_file_beyond_the_limit() {
    let limits = Limits { file: 10, ..Limits::default() };
    let fault = Workbook::read(Cursor::new(b"a,b,c,d,e,f,g".to_vec()), "", limits).err().unwrap();
    assert_eq!(fault.sentence().zh, "文件超过10字节的上限");
}

#[test]
fn a_file_that_is_not_there() {
    let fault = fuyi::office::open(std::path::Path::new("没有这个文件.xlsx"), Limits::default()).err().unwrap();
    assert!(fault.sentence().zh.starts_with("无法读取：没有这个文件"));
}
