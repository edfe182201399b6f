//! What a case is found by: any part of its number, however it is typed, and any part of a party's name.
//!
//! **Folding.** Texts and queries are folded alike: compatibility forms (NFKC), case, brackets, blanks, name dots, 第 and leading
//! noughts before a sequence make no difference. A blank or comma in a query parts terms; each of them must be found.
//!
//! **Tokens.** Chinese names have two or three characters, so that an index of threes misses them and one of words has nothing to
//! part them by. A name gives each of its pairs of characters and each character. A number is a stem and a sequence: 〔2023〕 and
//! all that stands before the sequence is shared by thousands, so the stem as a whole is one token and the short list of stems is
//! searched itself; the sequence gives itself, and all its threes and fours of digits. What people type of a number is mostly its
//! tail, 〔2023〕59 or 行初12: what stands last before the sequence, with the sequence, is one token, too. Matter, category,
//! officer, state and outcome are tokens as well: a filter is a list like any other. A token is one number: its kind above 42 bits
//! of content.
//!
//! **Finding.** A term is read as [`alternatives`]: lists of tokens of which a case that fits must carry at least one each. They
//! promise to lose nothing, and may let through too much; [`Folded::contains`] decides.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;

use super::hash::{FNV_START, fnv};

/// Characters of a query that are read; what stands after them narrows nothing.
const LONGEST: usize = 80;
/// Terms of a query that are read.
const TERMS: usize = 6;
/// Pairs of a term that are looked up; a longer term is looked up by every second pair.
const PAIRS: usize = 6;
/// Stems that are looked up one by one; of more than these hardly any case lacks one.
const STEMS: usize = 32;

/// What a case is filtered by besides its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Attribute {
    /// Code of its state.
    State,
    /// Matter 事项／案由.
    Matter,
    /// Management category 行政管理类别.
    Category,
    /// Officer 承办人, by name.
    Officer,
    /// Code of its closing outcome.
    Outcome,
}

/// What a number is made of, as the kind of its token.
#[derive(Clone, Copy)]
enum Kind {
    Characters = 0,
    Stem = 1,
    Digits = 2,
    Sequence = 3,
    Attribute = 4,
    Tail = 5,
}

const CONTENT: u32 = 42;
const CHARACTER: u32 = 21;

fn token(kind: Kind, content: i64) -> i64 {
    ((kind as i64) << CONTENT) | (content & ((1 << CONTENT) - 1))
}

fn hashed(kind: Kind, text: &str) -> i64 {
    token(kind, fnv(FNV_START, text) as i64)
}

fn pair(first: char, second: Option<char>) -> i64 {
    let second = second.map_or(0, |second| i64::from(u32::from(second)));
    token(Kind::Characters, (i64::from(u32::from(first)) << CHARACTER) | second)
}

fn sequence(digits: &str) -> i64 {
    hashed(Kind::Sequence, digits)
}

fn tailed(tail: &str, digits: &str) -> i64 {
    hashed(Kind::Tail, &format!("{tail}{digits}"))
}

/// The token of some digits anywhere in a sequence.
fn within(digits: &str) -> i64 {
    hashed(Kind::Digits, digits)
}

/// Digits that stand together are looked up by so many: of fours few cases have the same, threes serve a shorter query.
const TOGETHER: [usize; 2] = [3, 4];

/// The tokens of so many digits of a sequence that stand together.
fn runs(digits: &str, length: usize) -> impl Iterator<Item = i64> + '_ {
    (length..=digits.len()).map(move |end| within(&digits[end - length..end]))
}

/// The longest of them that a query of these digits has.
fn longest_runs(digits: &str) -> Lists {
    let length = TOGETHER.into_iter().filter(|length| *length <= digits.len()).max().unwrap_or_default();
    runs(digits, length).map(|run| vec![run]).collect()
}

/// What stands last in a stem: its bracket, or the characters after its last digit or bracket.
fn tail(stem: &str) -> &str {
    match stem.strip_suffix(')') {
        Some(open) => &stem[open.rfind('(').unwrap_or_default()..],
        None => &stem[stem.rfind(|character: char| character == ')' || character.is_ascii_digit()).map_or(0, |at| at + 1)..],
    }
}

/// The token of a stem.
pub fn stem_token(stem: &str) -> i64 {
    hashed(Kind::Stem, stem)
}

/// The token of what a case is filtered by.
pub fn attribute_token(attribute: Attribute, value: &str) -> i64 {
    hashed(Kind::Attribute, &format!("{} {value}", attribute as u8))
}

/// A text as it is compared.
pub fn fold(text: &str) -> String {
    // most texts hold nothing that has another form, and are compared by the hundred
    match text.chars().all(has_one_form) {
        true => folded(text.chars()),
        false => folded(text.nfkc().flat_map(char::to_lowercase)),
    }
}

/// Whether a character is its own compatibility form in lower case, whatever stands beside it.
fn has_one_form(character: char) -> bool {
    matches!(character, '\u{4e00}'..='\u{9fff}' | 'a'..='z' | '0'..='9' | '(' | ')' | '〔' | '〕' | '、' | ' ')
}

fn folded(characters: impl Iterator<Item = char>) -> String {
    let mut characters = characters.filter_map(plain).peekable();
    let mut folded = String::new();
    let mut last = '\0';
    while let Some(character) = characters.next() {
        let idle = matches!(character, '第' | '0') && opens_sequence(last) && characters.peek().is_some_and(char::is_ascii_digit);
        if !idle {
            folded.push(character);
            last = character;
        }
    }
    folded
}

/// A character as it is compared; blanks, marks nobody sees and the dots of names are not.
fn plain(character: char) -> Option<char> {
    match character {
        '〔' | '【' | '[' | '﹝' | '{' | '〈' | '<' => Some('('),
        '〕' | '】' | ']' | '﹞' | '}' | '〉' | '>' => Some(')'),
        '·' | '•' | '・' | '‧' | '∙' | '⋅' | '.' | '\u{feff}' | '\u{200b}'..='\u{200f}' => None,
        blank if blank.is_whitespace() || blank.is_control() => None,
        other => Some(other),
    }
}

/// Whether a sequence may begin after it: after the year of an organ's number, or the type of case of a court's.
fn opens_sequence(character: char) -> bool {
    matches!(character, ')' | '初' | '终' | '申' | '监' | '再' | '抗' | '审' | '执' | '他' | '辖' | '保')
}

/// A number taken apart: what stands before its sequence, the sequence, and what follows.
fn parts(number: &str) -> (&str, &str, &str) {
    let end = number.rfind(|character: char| character.is_ascii_digit()).map_or(number.len(), |at| at + 1);
    let start = number[..end].rfind(|character: char| !character.is_ascii_digit());
    let start = start.map_or(0, |at| at + number[at..].chars().next().map_or(0, char::len_utf8));
    match number[start..end].starts_with(|character: char| character.is_ascii_digit()) {
        true => (&number[..start], &number[start..end], &number[end..]),
        false => (number, "", ""),
    }
}

/// The texts of a case, folded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folded {
    number: Option<String>,
    names: Vec<String>,
}

impl Folded {
    /// Of a number and of lists of names, each joined by 、.
    pub fn new<'a>(number: Option<&str>, names: impl IntoIterator<Item = &'a str>) -> Self {
        let names = names.into_iter().flat_map(|list| list.split('、')).map(fold).filter(|name| !name.is_empty());
        Self { number: number.map(fold), names: names.collect() }
    }

    /// Whether a folded term is part of one of them.
    pub fn contains(&self, term: &str) -> bool {
        self.number.iter().chain(&self.names).any(|text| text.contains(term))
    }

    /// What stands before the sequence of its number.
    pub fn stem(&self) -> Option<&str> {
        self.number.as_deref().map(|number| parts(number).0)
    }

    /// The tokens of its texts, ascending, each once.
    pub fn tokens(&self) -> Vec<i64> {
        let mut tokens = Vec::with_capacity(16);
        if let Some(number) = &self.number {
            let (stem, digits, rest) = parts(number);
            tokens.push(stem_token(stem));
            if !digits.is_empty() {
                tokens.push(sequence(digits));
                tokens.push(tailed(tail(stem), digits));
                TOGETHER.into_iter().for_each(|length| tokens.extend(runs(digits, length)));
            }
            // 号之一: rare, and told by its pairs; a plain 号 tells nothing
            tokens.extend(pairs(rest));
        }
        for name in &self.names {
            tokens.extend(name.chars().map(|character| pair(character, None)));
            tokens.extend(pairs(name));
        }
        tokens.sort_unstable();
        tokens.dedup();
        tokens
    }
}

fn pairs(text: &str) -> impl Iterator<Item = i64> + '_ {
    text.chars().zip(text.chars().skip(1)).map(|(first, second)| pair(first, Some(second)))
}

/// What is searched for: folded terms, each of which must be found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Terms(Vec<String>);

impl Terms {
    /// The terms of a query as typed; none where it holds nothing to look for.
    pub fn read(query: &str) -> Self {
        let shortened: String = query.chars().take(LONGEST).collect();
        let parted = shortened.split(|character: char| character.is_whitespace() || matches!(character, '、' | ',' | '，' | ';' | '；'));
        let mut terms: Vec<String> = parted.map(fold).filter(|term| !term.is_empty()).collect();
        terms.dedup();
        terms.truncate(TERMS);
        Self(terms)
    }

    /// The terms.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }

    /// Whether there is nothing to look for.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Of each inner list a case carries at least one token; no list at all: any case may fit.
pub type Lists = Vec<Vec<i64>>;

/// The ways in which a term may be part of a case, given the stems of all numbers there are.
pub fn alternatives<'a>(term: &str, stems: impl IntoIterator<Item = &'a str> + Clone) -> Vec<Lists> {
    let characters: Vec<char> = term.chars().collect();
    let mut ways = vec![of_name(&characters)];
    let containing: Vec<i64> = stems.clone().into_iter().filter(|stem| stem.contains(term)).map(stem_token).collect();
    if !containing.is_empty() {
        ways.push(vec![containing]);
    }
    let (before, digits, after) = parts(term);
    match (before, digits, after) {
        ("号", "", "") => ways.push(Vec::new()),
        (_, "", _) => {}
        _ if !after.is_empty() && !after.starts_with('号') => {}
        ("", ..) => ways.push(within_sequence(digits, after.is_empty())),
        _ => {
            let ending: Vec<&str> = stems.into_iter().filter(|stem| stem.ends_with(before)).collect();
            if !ending.is_empty() {
                let mut lists = match after {
                    "" => begins_sequence(digits),
                    _ => {
                        let tails: BTreeSet<&str> = ending.iter().map(|stem| tail(stem)).collect();
                        vec![tails.into_iter().map(|tail| tailed(tail, digits)).collect()]
                    }
                };
                if ending.len() <= STEMS {
                    lists.push(ending.into_iter().map(stem_token).collect());
                }
                ways.push(lists);
            }
        }
    }
    if ways.iter().any(Vec::is_empty) { vec![Vec::new()] } else { ways }
}

fn of_name(characters: &[char]) -> Lists {
    match characters {
        [] => Vec::new(),
        [only] => vec![vec![pair(*only, None)]],
        _ => {
            let pairs: Vec<i64> = characters.windows(2).map(|two| pair(two[0], Some(two[1]))).collect();
            let last = pairs.len() - 1;
            let step = if pairs.len() > PAIRS { 2 } else { 1 };
            let mut chosen: Vec<i64> = pairs.iter().copied().step_by(step).chain([pairs[last]]).collect();
            chosen.sort_unstable();
            chosen.dedup();
            chosen.into_iter().map(|pair| vec![pair]).collect()
        }
    }
}

/// Digits anywhere in a sequence, or at its end.
fn within_sequence(digits: &str, anywhere: bool) -> Lists {
    match digits.len() {
        1 => Vec::new(),
        2 => {
            let each = |digit: char| [Some(format!("{digit}{digits}")), anywhere.then(|| format!("{digits}{digit}"))];
            let longer = ('0'..='9').flat_map(each).flatten().map(|three| within(&three));
            vec![longer.chain([sequence(digits)]).collect()]
        }
        _ => longest_runs(digits),
    }
}

/// Digits a sequence begins with.
fn begins_sequence(digits: &str) -> Lists {
    match digits.len() {
        1 => Vec::new(),
        2 => vec![('0'..='9').map(|next| within(&format!("{digits}{next}"))).chain([sequence(digits)]).collect()],
        _ => longest_runs(digits),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn finds(query: &str, number: Option<&str>, names: &str) -> bool {
        let folded = Folded::new(number, [names]);
        Terms::read(query).iter().all(|term| folded.contains(term))
    }

    #[test]
    fn a_number_is_found_by_any_part_of_it_however_typed() {
        for query in [
            "平湛政复决字〔2023〕59号",
            "[2023]59",
            "（2023）59号",
            "【２０２３】第059号",
            "〔2023〕 59号",
            "政复决字 59",
            "59号",
            "5",
            "号",
            "{2023}",
        ] {
            assert!(finds(query, Some("平湛政复决字〔2023〕59号"), "王某某"), "{query}");
        }
        for query in ["豫0411行初12", "(2023)豫", "行初 12号", "2023 王某", "0411", "行初第012号"] {
            assert!(finds(query, Some("（2023）豫0411行初12号"), "王某某"), "{query}");
        }
        for query in ["〔2022〕59", "60号", "决59"] {
            assert!(!finds(query, Some("平湛政复决字〔2023〕59号"), "王某某"), "{query}");
        }
    }

    #[test]
    fn a_name_is_found_by_any_part_of_it_in_every_script() {
        for (query, names) in [
            ("某", "张某、王某某"),
            ("王某某", "张某、王某某"),
            ("吐尔逊", "买买提·吐尔逊"),
            ("买买提吐尔逊", "买买提•吐尔逊"),
            ("买买提・吐", "买买提·吐尔逊"),
            ("ＡＢＣ有限", "平湛Abc有限公司"),
            ("𬭛", "𬭛某"),
            ("john", "John Smith"),
            ("张 王", "张某、王某某"),
        ] {
            assert!(finds(query, None, names), "{query}");
        }
        assert!(!finds("某王", None, "张某、王某某"), "names are not one text");
    }

    #[test]
    fn a_query_of_blanks_asks_for_nothing() {
        assert!(Terms::read(" 、，\u{3000}· ").is_empty());
    }

    #[test]
    fn what_tells_little_stays_short() {
        let folded = Folded::new(Some("平湛政复决字〔2023〕59号"), ["王某某"]);
        // 王某 某某, 王 某; the stem; 59, (2023)59
        assert_eq!(folded.tokens().len(), 7);
        assert_eq!(folded.stem(), Some("平湛政复决字(2023)"));
    }

    proptest! {
        #[test]
        fn no_part_of_a_case_is_lost_by_its_tokens(
            word in "[合平湛]{1,3}政复决字",
            year in 2016_u32..2020,
            number in 1_u32..200_000,
            part in "(之[一二])?",
            court in any::<bool>(),
            name in "[王李某明a-c1-3]{1,9}",
            cut in any::<[prop::sample::Index; 3]>(),
        ) {
            let number = match court {
                true => format!("（{year}）豫0411行初{number}号{part}"),
                false => format!("{word}〔{year}〕{number}号"),
            };
            let folded = Folded::new(Some(&number), [name.as_str()]);
            let tokens = folded.tokens();
            let stems = [folded.stem().unwrap(), "别政复决字(2018)"];
            let text: Vec<char> = fold(if cut[2].index(2) == 0 { &number } else { &name }).chars().collect();
            let (one, other) = (cut[0].index(text.len()), cut[1].index(text.len()));
            let term: String = text[one.min(other)..=one.max(other)].iter().collect();
            prop_assert!(folded.contains(&term));
            let carried = |lists: &Lists| lists.iter().all(|list| list.iter().any(|token| tokens.binary_search(token).is_ok()));
            prop_assert!(alternatives(&term, stems).iter().any(carried), "{term} of {number} {name}");
        }

        #[test]
        fn what_has_one_form_is_told_right(text in "[一-龥a-z0-9()〔〕、 第初]{0,20}") {
            prop_assert!(text.chars().all(has_one_form));
            prop_assert_eq!(fold(&text), folded(text.nfkc().flat_map(char::to_lowercase)));
        }
    }
}
