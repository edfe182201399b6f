//! What the pages of imports say.

use crate::domain::words::{Sentence, Words};

/// All imports.
pub const IMPORTS: Words = Words { zh: "导入台账", en: "Import ledgers" };
/// One import.
pub const IMPORT: Words = Words { zh: "导入", en: "Import" };
/// Unit that runs the files.
pub const HANDLER: Words = Words { zh: "承办机构", en: "Unit that runs the files" };
/// When it is left out.
pub const HANDLER_HINT: Words = Words {
    zh: "台账中的案件由哪个单位承办；可填全称或者简称",
    en: "which unit runs the cases of the ledger, by full or short name",
};
/// The file.
pub const FILE: Words = Words { zh: "台账文件", en: "Ledger" };
/// What files are taken.
pub const FILE_HINT: Words = Words {
    zh: "Excel（.xlsx、.xls）或者 .csv；先预览，确认之后才写入",
    en: "Excel (.xlsx, .xls) or .csv; you see what would come of it before anything is written",
};
/// Nothing chosen.
pub const NO_FILE: Words = Words { zh: "请选择台账文件", en: "choose a ledger" };
/// Looks.
pub const LOOK: Words = Words { zh: "预览", en: "Preview" };
/// Imports so far.
pub const BATCHES: Words = Words { zh: "已导入的批次", en: "Imports so far" };
/// None.
pub const NO_BATCHES: Words = Words { zh: "尚未导入过台账。", en: "No ledger has been taken in yet." };
/// When.
pub const TAKEN_AT: Words = Words { zh: "导入时间", en: "Taken in" };
/// By whom.
pub const TAKEN_BY: Words = Words { zh: "导入人", en: "By" };
/// Cases.
pub const CASES: Words = Words { zh: "案件数", en: "Cases" };
/// Undoes.
pub const UNDO: Words = Words { zh: "撤销", en: "Undo" };
/// It is undone.
pub const UNDONE: Words = Words { zh: "已撤销", en: "undone" };
/// Another is at work.
pub const ANOTHER_RUNS: Words =
    Words { zh: "另一份台账正在导入，请稍后再试", en: "another ledger is being taken in; try again in a moment" };
/// At work.
pub const AT_WORK: Words = Words { zh: "正在读取，此页自动刷新", en: "Reading; this page comes again by itself" };
/// Asks for the page again.
pub const LOOK_AGAIN: Words = Words { zh: "立即刷新", en: "Look again now" };
/// Done.
pub const DONE: Words = Words { zh: "台账已导入。", en: "The ledger has been taken in." };
/// Only a look.
pub const NOTHING_WRITTEN: Words =
    Words { zh: "这是预览，尚未写入任何内容。", en: "This is a preview: nothing has been written." };
/// The same file.
pub const TAKEN_BEFORE: Words = Words {
    zh: "同一文件此前已经导入；只有当时未能导入的行现在可以导入。",
    en: "The same file was taken in before; only rows refused then can be taken now.",
};
/// Rows.
pub const ROWS: Words = Words { zh: "案件行", en: "Rows with cases" };
/// Would be taken.
pub const WOULD_BE_TAKEN: Words = Words { zh: "可以导入", en: "Would be taken in" };
/// Taken.
pub const TAKEN: Words = Words { zh: "已导入", en: "Taken in" };
/// Known.
pub const KNOWN: Words = Words { zh: "此前已导入（重复）", en: "Taken in before (duplicates)" };
/// Refused.
pub const REFUSED: Words = Words { zh: "有误而未导入", en: "Refused" };
/// What a ledger does not carry.
pub const NOT_RECORDED: Words = Words { zh: "台账未载的法定事实", en: "Facts the law asks for and the ledger does not carry" };
/// Faults.
pub const FAULTS: Words = Words { zh: "需要更正的单元格", en: "Cells to correct" };
/// Where.
pub const PLACE: Words = Words { zh: "位置", en: "Place" };
/// What stands there.
pub const STANDS: Words = Words { zh: "现有内容", en: "What stands there" };
/// What was expected.
pub const EXPECTED: Words = Words { zh: "应为", en: "What was expected" };
/// Notices.
pub const NOTICES: Words = Words { zh: "值得注意", en: "Worth knowing" };
/// A remark.
pub const REMARK: Words = Words { zh: "说明", en: "Remark" };
/// Takes it in.
pub const TAKE_IN: Words = Words { zh: "确认导入", en: "Take it in" };
/// The columns.
pub const COLUMNS: Words = Words { zh: "列的对应关系", en: "Which column holds what" };
/// Where the columns come from.
pub const LIKE_HINT: Words = Words {
    zh: "可沿用以前一次导入所确认的对应关系；预览之后仍可逐列更改",
    en: "those of an earlier import can be used again; each can still be changed after the preview",
};
/// Nobody has said.
pub const GUESSED: Words = Words { zh: "按表头自动识别", en: "recognised by their headers" };
/// What a sheet lists.
pub const SHEET_KIND: Words = Words { zh: "本表内容", en: "What this sheet lists" };
/// Where the header is.
pub const HEADER_ROW: Words = Words { zh: "表头所在行", en: "Row of the header" };
/// How the lists are used.
pub const COLUMNS_HINT: Words = Words {
    zh: "逐列选择其内容，然后重新预览。更改本表内容或者表头所在行之后，各列重新识别。带 * 的内容必须有一列。",
    en: "Choose what each column holds, then preview again. After a change of what the sheet lists, or of its row of the header, the columns are recognised anew. What is marked * must have a column.",
};
/// A column.
pub const COLUMN: Words = Words { zh: "列", en: "Column" };
/// Its header.
pub const HEADER: Words = Words { zh: "表头", en: "Header" };
/// Its first value.
pub const SAMPLE: Words = Words { zh: "首个值", en: "First value" };
/// What it holds.
pub const FACT: Words = Words { zh: "所载内容", en: "What it holds" };
/// Nothing that is read.
pub const NOT_READ: Words = Words { zh: "不读", en: "not read" };
/// No row.
pub const NO_ROW: Words = Words { zh: "表头所在行应为从1起的行号", en: "the row of the header is a number from 1" };
/// The mapping as text.
pub const AS_TEXT: Words =
    Words { zh: "以文本填写（可与命令行 --mapping 互用）", en: "As text (the same that --mapping reads)" };
/// The mapping.
pub const MAPPING: Words = Words { zh: "工作表与列", en: "Sheets and columns" };
/// How to change it.
pub const MAPPING_HINT: Words = Words {
    zh: "等号右边写表头文字或者列字母，如 officer = \"K\"；空引号表示不读该列",
    en: "right of the sign stands the text of the header or the letters of the column, as in officer = \"K\"; empty quotes leave a column out",
};
/// Reads again.
pub const READ_AGAIN: Words = Words { zh: "按此重新预览", en: "Preview again with these" };
/// Back.
pub const TO_IMPORTS: Words = Words { zh: "返回导入列表", en: "Back to the imports" };

/// An import was taken back.
pub fn undone(cases: u64) -> Sentence {
    Sentence::new(
        format!("已撤销导入：{cases}件案件不再列出、不再计数。"),
        format!("The import is undone: {cases} cases are in no list and no figure any more."),
    )
}

/// Columns of an earlier import.
pub fn like(file: &str, at: &str) -> Sentence {
    Sentence::new(format!("同“{file}”（{at}导入）"), format!("as in “{file}”, taken in {at}"))
}

/// What is chosen for a column twice, or wrong: the cell, what stands there, what was expected.
pub fn wrong(place: &str, value: &str, expected: &Sentence) -> Sentence {
    Sentence::new(format!("{place}“{value}”应为{}", expected.zh), format!("{place} “{value}”: expected {}", expected.en))
}
