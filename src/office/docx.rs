//! Documents for Word in the layout of GB/T 9704-2012 党政机关公文格式: A4, type area 版心 of 156 × 225 mm, 22 lines of 28 characters.

use std::io::Cursor;

use docx_rs::{
    AlignmentType, DocGrid, DocGridType, Docx, Footer, LineSpacing, LineSpacingType, PageMargin, PageNum, Paragraph, Run, RunFonts,
    SpecialIndentType, Table, TableCell, TableLayoutType, TableRow, WidthType,
};

/// A document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Document {
    /// Title, centred.
    pub title: String,
    /// Paragraphs in order.
    pub paragraphs: Vec<(Level, String)>,
    /// Tables behind them: heading of each, columns, rows.
    pub tables: Vec<(String, Vec<String>, Vec<Vec<String>>)>,
}

/// What a paragraph is (GB/T 9704-2012, 7.3.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// First level 一、: 黑体.
    First,
    /// Second level （一）: 楷体.
    Second,
    /// Text: 仿宋.
    Text,
    /// A remark on the document: 仿宋, smaller.
    Remark,
    /// 发文字号: centred (7.2.5).
    Number,
    /// 主送机关: flush left (7.3.2).
    Addressee,
    /// 发文机关署名 and 成文日期: to the right, four characters free (7.3.5).
    Signature,
}

/// Twentieths of a point in a millimetre, as whole numbers over 100.
const TWIPS_PER_100_MM: u32 = 5669;

/// A length of millimetres in twentieths of a point.
const fn mm(length: u32) -> u32 {
    (length * TWIPS_PER_100_MM + 50) / 100
}

/// A4.
const PAGE: (u32, u32) = (210, 297);
/// 天头 37 mm, 订口 28 mm, and what the type area of 156 × 225 mm leaves on the other sides.
const MARGINS: (u32, u32, u32, u32) = (37, 26, 35, 28);
/// 3号 is 16 points; sizes are in half points.
const BODY: usize = 32;
/// 2号, 22 points.
const TITLE: usize = 44;
/// 4号, 14 points.
const PAGE_NUMBER: usize = 28;
/// 5号, 10.5 points, inside tables.
const SMALL: usize = 21;
/// 22 lines in 225 mm.
const LINE: u32 = mm(225) / 22;
/// Two characters of the body.
const TWO_CHARACTERS: i32 = 2 * 16 * 20;

/// 方正小标宋; where it is not installed Word and WPS fall back to a Song face.
const SONG: &str = "方正小标宋简体";
/// 仿宋.
const FANG_SONG: &str = "仿宋_GB2312";
/// 黑体.
const HEI: &str = "黑体";
/// 楷体.
const KAI: &str = "楷体_GB2312";
/// Letters and digits in the text.
const LATIN: &str = "Times New Roman";

/// The file.
///
/// # Errors
/// What the writer of archives reports.
pub fn docx(document: &Document) -> Result<Vec<u8>, String> {
    let (top, right, bottom, left) = MARGINS;
    let margin = |length: u32| i32::try_from(mm(length)).unwrap_or_default();
    let margins = PageMargin::new().top(margin(top)).right(margin(right)).bottom(margin(bottom)).left(margin(left));
    // the page number stands 7 mm below the type area (7.5)
    let margins = margins.footer(margin(bottom - 7 - 5)).header(margin(15)).gutter(0);
    let mut file = Docx::new().page_size(mm(PAGE.0), mm(PAGE.1)).page_margin(margins).default_fonts(fonts(FANG_SONG)).default_size(BODY);
    file = with_grid(file);
    file = file.footer(footer(true)).even_footer(footer(false));
    let title = paragraph(&document.title, SONG, TITLE).align(AlignmentType::Center).line_spacing(exactly(LINE + LINE / 3));
    file = file.add_paragraph(title).add_paragraph(paragraph("", FANG_SONG, BODY).line_spacing(exactly(LINE)));
    for (level, text) in &document.paragraphs {
        let (font, size) = match level {
            Level::First => (HEI, BODY),
            Level::Second => (KAI, BODY),
            Level::Text | Level::Number | Level::Addressee | Level::Signature => (FANG_SONG, BODY),
            Level::Remark => (FANG_SONG, PAGE_NUMBER),
        };
        let plain = paragraph(text, font, size).line_spacing(exactly(LINE));
        let set = plain.clone().align(AlignmentType::Both).indent(None, Some(SpecialIndentType::FirstLine(TWO_CHARACTERS)), None, None);
        file = file.add_paragraph(match level {
            Level::First => set.keep_next(true).outline_lvl(0),
            Level::Second => set.keep_next(true).outline_lvl(1),
            Level::Text | Level::Remark => set,
            Level::Number => plain.align(AlignmentType::Center),
            Level::Addressee => plain.align(AlignmentType::Left),
            Level::Signature => plain.align(AlignmentType::Right).indent(None, None, Some(2 * TWO_CHARACTERS), None),
        });
    }
    for (heading, columns, rows) in &document.tables {
        let heading = paragraph(heading, HEI, BODY).line_spacing(exactly(LINE)).keep_next(true);
        file = file.add_paragraph(heading).add_table(table(columns, rows));
    }
    let mut bytes = Cursor::new(Vec::new());
    file.build().pack(&mut bytes).map_err(|fault| fault.to_string())?;
    Ok(bytes.into_inner())
}

/// 22 lines a page, 28 characters a line.
fn with_grid(mut file: Docx) -> Docx {
    let line = usize::try_from(LINE).unwrap_or_default();
    // what the pitch of 28 characters in 156 mm adds to 16 points, in 4096ths of a point
    let pitch = i64::from(mm(156)) * 4096 / 20 / 28 - 16 * 4096;
    let grid = DocGrid::with_empty().grid_type(DocGridType::LinesAndChars).line_pitch(line);
    file.document.section_property.doc_grid = Some(grid.char_space(isize::try_from(pitch).unwrap_or_default()));
    file
}

fn fonts(east_asia: &str) -> RunFonts {
    RunFonts::new().east_asia(east_asia).ascii(LATIN).hi_ansi(LATIN).cs(LATIN)
}

fn run(text: &str, font: &str, size: usize) -> Run {
    Run::new().add_text(text).fonts(fonts(font)).size(size)
}

fn paragraph(text: &str, font: &str, size: usize) -> Paragraph {
    Paragraph::new().add_run(run(text, font, size))
}

fn exactly(line: u32) -> LineSpacing {
    LineSpacing::new().line_rule(LineSpacingType::Exact).line(i32::try_from(line).unwrap_or_default())
}

/// — n —, in 4号, one character from the outer edge: to the right on odd pages, to the left on even ones (7.5).
fn footer(odd: bool) -> Footer {
    let one_character = 14 * 20;
    let (side, left, right) =
        if odd { (AlignmentType::Right, None, Some(one_character)) } else { (AlignmentType::Left, Some(one_character), None) };
    let dash =
        |text: &str| Run::new().add_text(text).fonts(RunFonts::new().east_asia("宋体").ascii("宋体").hi_ansi("宋体")).size(PAGE_NUMBER);
    let number = Paragraph::new().align(side).indent(left, None, right, None);
    Footer::new().add_paragraph(number.size(PAGE_NUMBER).add_run(dash("— ")).add_page_num(PageNum::new()).add_run(dash(" —")))
}

fn table(columns: &[String], rows: &[Vec<String>]) -> Table {
    let width = usize::try_from(mm(156)).unwrap_or_default() / columns.len().max(1);
    let cell = |text: &String, font: &str| TableCell::new().width(width, WidthType::Dxa).add_paragraph(paragraph(text, font, SMALL));
    let row = |cells: &[String], font: &str| TableRow::new(cells.iter().map(|text| cell(text, font)).collect());
    let rows = std::iter::once(row(columns, HEI)).chain(rows.iter().map(|cells| row(cells, FANG_SONG)));
    Table::new(rows.collect())
        .layout(TableLayoutType::Fixed)
        .width(width * columns.len(), WidthType::Dxa)
        .set_grid(vec![width; columns.len()])
}
