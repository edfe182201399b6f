//! The words of ledgers, from `config/ledger/*.toml`: names of columns and sheets, words for yes and no, for procedures,
//! instances, matters. Whoever meets a new word adds it there.

use std::collections::{HashMap, HashSet};

use serde::Deserialize;

use super::text::key;
use crate::domain::case::parts::{PartyKind, Procedure, words};

words! {
    /// What a sheet lists.
    SheetKind {
        Reconsideration = "reconsideration" "行政复议" "reconsiderations (we are the organ)",
        Respondent = "respondent-reconsideration" "被复议" "reconsiderations in which a unit of ours is respondent",
        Litigation = "litigation" "行政应诉" "suits",
        Units = "units" "单位名录" "units and their short names",
        Ignore = "ignore" "不读" "not to be read",
    }
    /// The fact a column holds, one name for all kinds of sheet.
    Column {
        RowNo = "row_no" "序号" "row number",
        Number = "number" "案号" "case number",
        Organ = "organ" "复议机关" "reconsideration organ",
        Court = "court" "受理法院" "court",
        Instance = "instance" "审级" "instance",
        ReceivedOn = "received_on" "收到日期" "day received",
        Party = "party" "申请人/原告" "applicant or plaintiff",
        PartyKind = "party_kind" "申请人类型" "kind of applicant",
        Unit = "unit" "被申请人/被告" "our unit",
        Category = "category" "行政管理类别" "management category",
        Matter = "matter" "事项/案由" "matter",
        AfterReconsideration = "after_reconsideration" "是否经复议" "after a reconsideration",
        AcceptedOn = "accepted_on" "受理日期" "day accepted",
        Procedure = "procedure" "审理程序" "procedure",
        Officer = "officer" "承办人" "case officer",
        RepliedOn = "replied_on" "答复日期" "day of the reply",
        HearingOn = "hearing_on" "开庭日期" "day of the hearing",
        RpAppeared = "rp_appeared" "负责人是否出庭" "responsible person appeared",
        RpPost = "rp_post" "出庭负责人职务" "post of the responsible person",
        ConcludedOn = "concluded_on" "审结/裁判日期" "day concluded",
        Outcome = "outcome" "结案方式/裁判结果" "outcome",
        Performance = "performance" "履行情况" "performance",
        Note = "note" "备注" "remark",
        UnitName = "unit_name" "单位全称" "full name of the unit",
        UnitAliases = "unit_aliases" "简称" "short names of the unit",
    }
}

/// 审级 as a ledger tells it: it does not divide retrials by procedure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum LedgerInstance {
    /// 一审.
    FirstInstance,
    /// 二审.
    SecondInstance,
    /// 再审审查.
    RetrialReview,
    /// 再审.
    Retrial,
}

/// 履行情况 as a ledger tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Performance {
    /// 已履行.
    Performed,
    /// 部分履行.
    Partial,
    /// 未履行.
    Open,
}

/// The bundled words do not fit together.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("config/ledger/{file}: {fault}")]
pub struct VocabularyFault {
    /// File of `config/ledger`.
    pub file: &'static str,
    /// What does not fit.
    pub fault: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WordsFile {
    date: Years,
    mark: Marks,
    party_kind: Synonyms<PartyKind>,
    procedure: Synonyms<Procedure>,
    instance: Synonyms<LedgerInstance>,
    performance: Synonyms<Performance>,
    staff: Staff,
    category: Synonyms<String>,
    matter: Synonyms<String>,
}

type Synonyms<T> = HashMap<T, Vec<String>>;

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Years {
    pub earliest_year: i32,
    pub latest_year: i32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Marks {
    blank: Vec<String>,
    yes: Vec<String>,
    no: Vec<String>,
    subtotal: Vec<String>,
    separator: Vec<char>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Staff {
    posts: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct KindFile {
    kind: SheetKind,
    titles: Vec<String>,
    not_titles: Vec<String>,
    column: Vec<ColumnFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ColumnFile {
    field: Column,
    #[serde(default)]
    necessary: bool,
    headers: Vec<String>,
    #[serde(default)]
    waiting: Vec<String>,
}

/// The words of one kind of sheet.
#[derive(Debug, Clone)]
pub(super) struct KindWords {
    pub kind: SheetKind,
    titles: Vec<String>,
    not_titles: Vec<String>,
    pub columns: Vec<ColumnWords>,
    by_header: HashMap<String, Column>,
}

/// The words of one column.
#[derive(Debug, Clone)]
pub(super) struct ColumnWords {
    pub column: Column,
    pub necessary: bool,
    /// The name by which people are told about the column.
    pub label: String,
    waiting: HashSet<String>,
}

impl KindWords {
    /// The column a header names, by its key; what stands in brackets may be left out.
    pub fn column(&self, header: &str) -> Option<Column> {
        self.by_header.get(header).or_else(|| self.by_header.get(&super::text::outside_brackets(header))).copied()
    }

    /// How much a title or the name of a tab speaks for this kind: 1, 0 or −1.
    pub fn title(&self, title: &str) -> i32 {
        if self.not_titles.iter().any(|word| title.contains(word)) {
            -1
        } else {
            i32::from(self.titles.iter().any(|word| title.contains(word)))
        }
    }

    /// The words of a column of this kind.
    pub fn words_of(&self, column: Column) -> Option<&ColumnWords> {
        self.columns.iter().find(|words| words.column == column)
    }

    /// The cell says "not yet": 审理中, 未开庭.
    pub fn is_waiting(&self, column: Column, key: &str) -> bool {
        self.words_of(column).is_some_and(|words| words.waiting.contains(key))
    }
}

/// All words of ledgers.
#[derive(Debug, Clone)]
pub struct Vocabulary {
    pub(super) years: Years,
    pub(super) kinds: Vec<KindWords>,
    pub(super) separators: Vec<char>,
    pub(super) party_kinds: HashMap<String, PartyKind>,
    pub(super) procedures: HashMap<String, Procedure>,
    pub(super) instances: HashMap<String, LedgerInstance>,
    pub(super) performances: HashMap<String, Performance>,
    pub(super) categories: HashMap<String, String>,
    pub(super) matters: HashMap<String, String>,
    pub(super) yes_no: HashMap<String, bool>,
    blank: HashSet<String>,
    subtotal: Vec<String>,
    staff_posts: HashSet<String>,
}

impl Vocabulary {
    /// The words compiled into the product.
    ///
    /// # Errors
    /// A file that is no TOML of the expected shape, or a word with two meanings; a test reads them all.
    pub fn bundled() -> Result<Self, VocabularyFault> {
        const KINDS: [(&str, &str); 4] = [
            ("reconsideration.toml", include_str!("../../../config/ledger/reconsideration.toml")),
            ("respondent.toml", include_str!("../../../config/ledger/respondent.toml")),
            ("litigation.toml", include_str!("../../../config/ledger/litigation.toml")),
            ("units.toml", include_str!("../../../config/ledger/units.toml")),
        ];
        let file = "words.toml";
        let fault = |fault| VocabularyFault { file, fault };
        let words: WordsFile = read(file, include_str!("../../../config/ledger/words.toml"))?;
        let yes_no = HashMap::from([(true, words.mark.yes), (false, words.mark.no)]);
        Ok(Self {
            years: words.date,
            kinds: KINDS.into_iter().map(|(file, text)| kind(file, text)).collect::<Result<_, _>>()?,
            separators: words.mark.separator,
            party_kinds: by_word(words.party_kind).map_err(fault)?,
            procedures: by_word(words.procedure).map_err(fault)?,
            instances: by_word(words.instance).map_err(fault)?,
            performances: by_word(words.performance).map_err(fault)?,
            categories: by_word(words.category).map_err(fault)?,
            matters: by_word(words.matter).map_err(fault)?,
            yes_no: by_word(yes_no).map_err(fault)?,
            blank: words.mark.blank.iter().map(|word| key(word)).collect(),
            subtotal: words.mark.subtotal.iter().map(|word| key(word)).collect(),
            staff_posts: words.staff.posts.iter().map(|word| key(word)).collect(),
        })
    }

    /// The words of one kind of sheet.
    pub(super) fn kind(&self, kind: SheetKind) -> Option<&KindWords> {
        self.kinds.iter().find(|words| words.kind == kind)
    }

    /// The key says "nothing here".
    pub(super) fn is_blank(&self, key: &str) -> bool {
        key.is_empty() || self.blank.contains(key)
    }

    /// The key begins a row that adds up others.
    pub(super) fn is_subtotal(&self, key: &str) -> bool {
        self.subtotal.iter().any(|word| key.starts_with(word.as_str()))
    }

    /// The post is not one of a responsible person.
    pub(super) fn is_staff(&self, key: &str) -> bool {
        self.staff_posts.contains(key)
    }
}

fn read<T: for<'de> Deserialize<'de>>(file: &'static str, text: &str) -> Result<T, VocabularyFault> {
    toml::from_str(text).map_err(|fault| VocabularyFault { file, fault: fault.to_string() })
}

fn kind(file: &'static str, text: &str) -> Result<KindWords, VocabularyFault> {
    let KindFile { kind, titles, not_titles, column } = read(file, text)?;
    let keys = |words: &[String]| words.iter().map(|word| key(word)).collect();
    let headers = column.iter().map(|words| (words.field, words.headers.clone())).collect();
    Ok(KindWords {
        kind,
        titles: keys(&titles),
        not_titles: keys(&not_titles),
        by_header: by_word(headers).map_err(|fault| VocabularyFault { file, fault })?,
        columns: column
            .into_iter()
            .map(|words| ColumnWords {
                column: words.field,
                necessary: words.necessary,
                label: words.headers.first().cloned().unwrap_or_default(),
                waiting: words.waiting.iter().map(|word| key(word)).collect(),
            })
            .collect(),
    })
}

/// Turns "meaning: words" into "word: meaning"; a word with two meanings is a fault.
fn by_word<T: Clone + PartialEq>(synonyms: Synonyms<T>) -> Result<HashMap<String, T>, String> {
    let mut by_word = HashMap::new();
    for (meaning, words) in synonyms {
        for word in words {
            if by_word.insert(key(&word), meaning.clone()).is_some_and(|other| other != meaning) {
                return Err(format!("`{word}` has two meanings"));
            }
        }
    }
    Ok(by_word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bundled_words_fit_together() {
        let vocabulary = Vocabulary::bundled().unwrap();
        let suits = vocabulary.kind(SheetKind::Litigation).unwrap();
        assert_eq!(suits.column(&key("被告（应诉单位）")), Some(Column::Unit));
        assert_eq!(suits.column(&key("被告（我方）")), Some(Column::Unit));
        assert_eq!(suits.column(&key("律师")), None);
        assert!(suits.is_waiting(Column::HearingOn, &key("未开庭")));
        assert_eq!(vocabulary.kinds.iter().map(|words| words.title("区被复议案件台账")).collect::<Vec<_>>(), [-1, 1, 0, 0]);
        assert!(vocabulary.is_subtotal(&key("合 计：")) && vocabulary.is_blank("/") && vocabulary.is_staff("工作人员"));
    }

    #[test]
    fn a_word_with_two_meanings_is_refused() {
        let fault = by_word(HashMap::from([(1, vec!["是".to_owned()]), (2, vec!["是".to_owned()])])).unwrap_err();
        assert_eq!(fault, "`是` has two meanings");
    }
}
