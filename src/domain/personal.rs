//! Personal details 个人信息 of the people in a case: what is kept of each beside the name, and when a value is one.
//!
//! Only what the procedure needs is kept (Personal Information Protection Law, art. 6): who it is (23-22, APL-49), where papers
//! are served, how to call. A refused value is never repeated in what is said about it.

use chrono::Datelike;
use unicode_normalization::UnicodeNormalization;

use super::Day;
use super::case::parts::words;
use super::words::Sentence;

words! {
    /// What is kept of a person beside the name.
    DetailField {
        IdentityNumber = "identity-number" "证件号码" "identity number",
        CreditCode = "credit-code" "统一社会信用代码" "unified social credit code",
        Phone = "phone" "联系电话" "telephone",
        Address = "address" "送达地址" "address for service",
        BirthDate = "birth-date" "出生日期" "date of birth",
    }
    /// Kind of the paper an identity number stands on.
    IdentityPaper {
        ResidentCard = "resident-card" "居民身份证" "resident identity card",
        Passport = "passport" "护照" "passport",
        HongKongMacauPermit = "hong-kong-macau-permit" "港澳居民来往内地通行证" "mainland travel permit for Hong Kong and Macau residents",
        TaiwanPermit = "taiwan-permit" "台湾居民来往大陆通行证" "mainland travel permit for Taiwan residents",
        PermanentResidence = "permanent-residence" "外国人永久居留身份证" "foreign permanent resident identity card",
        OfficerCard = "officer-card" "军官证" "military officer card",
    }
}

/// Characters of an address at most.
const LONGEST_ADDRESS: usize = 200;
/// Nobody in a case was born before.
const FIRST_YEAR: i32 = 1850;

impl DetailField {
    /// Whether the value finds the case again: what is the same for one person everywhere.
    pub const fn is_searchable(self) -> bool {
        matches!(self, Self::IdentityNumber | Self::CreditCode | Self::Phone)
    }
}

/// One detail of one person, valid and in its plain form. `Debug` does not show the value.
#[derive(Clone, PartialEq, Eq)]
pub struct Detail {
    field: DetailField,
    paper: Option<IdentityPaper>,
    value: String,
}

/// Why a value is none: names the field, never the value.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", .0.en)]
pub struct DetailFault(pub Sentence);

impl Detail {
    /// Reads a value as typed: full-width characters, blanks and hyphens between digits are no fault.
    ///
    /// # Errors
    /// [`DetailFault`] where it is no such number (GB 11643, GB 32100), no telephone number, no address, no day.
    pub fn read(field: DetailField, paper: Option<IdentityPaper>, text: &str) -> Result<Self, DetailFault> {
        let tidy: String = text.trim().nfkc().collect();
        let dense = || tidy.chars().filter(|c| !matches!(c, ' ' | '-' | '\u{2010}'..='\u{2015}')).collect::<String>().to_uppercase();
        let paper = (field == DetailField::IdentityNumber).then(|| paper.unwrap_or(IdentityPaper::ResidentCard));
        let value = match (field, paper) {
            (DetailField::IdentityNumber, Some(IdentityPaper::ResidentCard)) => resident_number(dense()),
            (DetailField::IdentityNumber, _) => other_number(dense()),
            (DetailField::CreditCode, _) => credit_code(dense()),
            (DetailField::Phone, _) => phone(&tidy),
            (DetailField::Address, _) => address(&tidy),
            (DetailField::BirthDate, _) => birth_date(&tidy),
        };
        match value {
            Ok(value) => Ok(Self { field, paper, value }),
            Err((zh, en)) => {
                let name = field.words();
                Err(DetailFault(Sentence::new(format!("{}：{zh}", name.zh), format!("{}: {en}", name.en))))
            }
        }
    }

    /// Which detail.
    pub fn field(&self) -> DetailField {
        self.field
    }

    /// The paper an identity number stands on; `None` of everything else.
    pub fn paper(&self) -> Option<IdentityPaper> {
        self.paper
    }

    /// The plain value.
    pub fn value(&self) -> &str {
        &self.value
    }

    /// As one text, for sealing: an identity number with the code of its paper before it.
    pub fn to_text(&self) -> String {
        match self.paper {
            Some(paper) => format!("{} {}", paper.code(), self.value),
            None => self.value.clone(),
        }
    }

    /// From the text of [`Detail::to_text`]; `None` where it is none. It is not checked again: rules may have become stricter.
    pub fn from_text(field: DetailField, text: &str) -> Option<Self> {
        if field != DetailField::IdentityNumber {
            return Some(Self { field, paper: None, value: text.to_owned() });
        }
        let (paper, value) = text.split_once(' ')?;
        Some(Self { field, paper: Some(IdentityPaper::from_code(paper)?), value: value.to_owned() })
    }
}

impl std::fmt::Debug for Detail {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Detail").field("field", &self.field).finish_non_exhaustive()
    }
}

type Value = Result<String, (&'static str, &'static str)>;

/// The citizen's identity number (GB 11643-1999): 17 digits with the day of birth in them, and a check character.
fn resident_number(text: String) -> Value {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    const CHECKS: &[u8; 11] = b"10X98765432";
    let bytes = text.as_bytes();
    let shape = bytes.len() == 18 && bytes[..17].iter().all(u8::is_ascii_digit) && matches!(bytes[17], b'0'..=b'9' | b'X');
    if !shape {
        return Err((
            "应为18位公民身份号码（末位可为X）；其他证件请写明证件种类",
            "expected the 18 characters of a citizen's number; say which paper it is if another",
        ));
    }
    let day = Day::parse_from_str(&text[6..14], "%Y%m%d").ok().filter(|day| day.year() >= FIRST_YEAR);
    if day.is_none() {
        return Err(("第7至14位不是出生日期", "characters 7 to 14 are no day of birth"));
    }
    let sum: u32 = bytes.iter().zip(WEIGHTS).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
    if CHECKS[(sum % 11) as usize] == bytes[17] {
        Ok(text)
    } else {
        Err(("校验位不符，请核对各位数字（GB 11643）", "the check character does not fit, compare it digit by digit (GB 11643)"))
    }
}

/// The number of another paper: letters and digits, with brackets as officers' cards have them.
fn other_number(text: String) -> Value {
    let fits = (5..=30).contains(&text.chars().count()) && text.chars().any(|c| c.is_ascii_digit());
    if fits && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '(' | ')')) {
        Ok(text)
    } else {
        Err(("应为5至30位字母和数字", "expected 5 to 30 letters and digits"))
    }
}

/// The code of an organisation (GB 32100-2015): 17 characters of 31, and a check character.
fn credit_code(text: String) -> Value {
    const LETTERS: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    const PRIME: usize = 31;
    let places: Option<Vec<usize>> = text.chars().map(|c| LETTERS.find(c)).collect();
    let Some([body @ .., check]) = places.as_deref().filter(|places| places.len() == 18) else {
        return Err(("应为18位，不含字母I、O、S、V、Z", "expected 18 characters without the letters I, O, S, V, Z"));
    };
    let sum = body.iter().fold((0, 1), |(sum, weight), place| (sum + place * weight, weight * 3 % PRIME)).0;
    if (PRIME - sum % PRIME) % PRIME == *check {
        Ok(text)
    } else {
        Err(("校验位不符，请逐位核对（GB 32100）", "the check character does not fit, compare it one by one (GB 32100)"))
    }
}

/// A mobile number, a fixed line with its area code, or a foreign number with `+`; kept without separators.
fn phone(text: &str) -> Value {
    let dense: String = text.chars().filter(|c| !matches!(c, ' ' | '-' | '(' | ')' | '\u{2010}'..='\u{2015}')).collect();
    let national = dense.strip_prefix("+86").or_else(|| dense.strip_prefix("0086")).unwrap_or(&dense);
    let foreign = dense.strip_prefix('+').filter(|_| national.len() == dense.len());
    let digits = foreign.unwrap_or(national);
    let fits = digits.bytes().all(|c| c.is_ascii_digit())
        && match (foreign, digits.as_bytes()) {
            (Some(_), digits) => (8..=15).contains(&digits.len()),
            (None, [b'1', b'3'..=b'9', ..]) => digits.len() == 11,
            (None, [b'0', b'1'..=b'9', ..]) => (10..=12).contains(&digits.len()),
            _ => false,
        };
    match (fits, foreign) {
        (true, Some(_)) => Ok(dense),
        (true, None) => Ok(digits.to_owned()),
        (false, _) => Err((
            "应为11位手机号码、带区号的固定电话，或者以+开头的境外号码",
            "expected a mobile number of 11 digits, a fixed line with its area code, or a foreign number with +",
        )),
    }
}

fn address(text: &str) -> Value {
    if text.is_empty() || text.chars().count() > LONGEST_ADDRESS || text.chars().any(char::is_control) {
        return Err(("应为一行文字，不超过200字", "expected one line of at most 200 characters"));
    }
    Ok(text.to_owned())
}

fn birth_date(text: &str) -> Value {
    let day = text.parse::<Day>().ok().filter(|day| day.year() >= FIRST_YEAR);
    day.map(|day| day.to_string()).ok_or(("应为日期，如1980-01-31", "expected a day such as 1980-01-31"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(field: DetailField, text: &str) -> Option<String> {
        Detail::read(field, None, text).ok().map(|detail| detail.value)
    }

    #[test]
    fn a_citizens_number_is_that_of_the_standard() {
        // GB 11643-1999, the examples of its annex
        for number in ["11010519491231002X", "440524188001010014"] {
            assert_eq!(read(DetailField::IdentityNumber, number).as_deref(), Some(number));
        }
        let typed = "１１０１０５ 19491231 002x";
        assert_eq!(read(DetailField::IdentityNumber, typed).as_deref(), Some("11010519491231002X"));
        for wrong in ["", "110105194912310021", "11010519491331002X", "1101051949123100", "110105491231002", "11010519491231002Ⅹ１"] {
            assert_eq!(read(DetailField::IdentityNumber, wrong), None, "{wrong}");
        }
    }

    #[test]
    fn any_wrong_digit_and_any_two_neighbours_exchanged_are_noticed() {
        let number = b"11010519491231002X";
        for place in 0..17 {
            for digit in (b'0'..=b'9').filter(|digit| *digit != number[place]) {
                let mut wrong = number.to_vec();
                wrong[place] = digit;
                assert_eq!(read(DetailField::IdentityNumber, std::str::from_utf8(&wrong).unwrap()), None);
            }
        }
        for place in (0..16).filter(|place| number[*place] != number[place + 1]) {
            let mut wrong = number.to_vec();
            wrong.swap(place, place + 1);
            assert_eq!(read(DetailField::IdentityNumber, std::str::from_utf8(&wrong).unwrap()), None);
        }
    }

    #[test]
    fn a_credit_code_has_its_check_character() {
        for code in ["91350100M000100Y43", "9135 0100 M000 100y 43"] {
            assert_eq!(read(DetailField::CreditCode, code).as_deref(), Some("91350100M000100Y43"), "{code}");
        }
        for wrong in ["91350100M000100Y44", "91350100M000100I43", "91350100M000100Y4", "", "９１"] {
            assert_eq!(read(DetailField::CreditCode, wrong), None, "{wrong}");
        }
    }

    #[test]
    fn telephones_are_kept_in_one_form() {
        for (typed, kept) in [
            ("138 0000 5678", "13800005678"),
            ("１３８－００００－５６７８", "13800005678"),
            ("+86 13800005678", "13800005678"),
            ("0371-65900000", "037165900000"),
            ("(010) 6590 0000", "01065900000"),
            ("+852 2345 6789", "+85223456789"),
        ] {
            assert_eq!(read(DetailField::Phone, typed).as_deref(), Some(kept), "{typed}");
        }
        for wrong in ["", "1380000567", "12800005678", "65900000", "+86 65900000", "138000056789", "call me", "+1", "00"] {
            assert_eq!(read(DetailField::Phone, wrong), None, "{wrong}");
        }
    }

    #[test]
    fn other_papers_addresses_and_days() {
        let passport = Detail::read(DetailField::IdentityNumber, Some(IdentityPaper::Passport), "e1234 5678").unwrap();
        assert_eq!((passport.value(), passport.to_text().as_str()), ("E12345678", "passport E12345678"));
        assert_eq!(Detail::from_text(DetailField::IdentityNumber, &passport.to_text()), Some(passport));
        assert_eq!(Detail::from_text(DetailField::IdentityNumber, "nothing"), None);
        assert!(read(DetailField::Address, "河南省平湛市青禾区幸福路12号").is_some());
        assert!(read(DetailField::Address, "a\nb").is_none() && read(DetailField::Address, " ").is_none());
        assert_eq!(read(DetailField::BirthDate, "1949-12-31").as_deref(), Some("1949-12-31"));
        assert!(read(DetailField::BirthDate, "1949-02-30").is_none() && read(DetailField::BirthDate, "0001-01-01").is_none());
    }

    #[test]
    fn a_refusal_names_the_field_and_never_the_value() {
        for field in DetailField::ALL {
            for text in ["1101051949123100219", "\u{7}", "13800005679000"] {
                if let Err(DetailFault(sentence)) = Detail::read(*field, None, text) {
                    assert!(sentence.zh.starts_with(field.words().zh) && sentence.en.starts_with(field.words().en));
                    assert!(!sentence.zh.contains(text) && !sentence.en.contains(text), "{sentence:?}");
                }
            }
        }
        let detail = Detail::read(DetailField::Phone, None, "13800005678").unwrap();
        assert!(!format!("{detail:?}").contains("13800005678"));
    }
}
