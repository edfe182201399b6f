//! What a password 口令 must be: long, not one that is tried first, not a name everybody knows, not a former one.
//!
//! A list of a thousand common passwords is beaten by adding an exclamation mark. Instead a password is taken apart into
//! pieces: a common word of `config/passwords/common.txt`, a run (`aaaa`, `1234`, `qwer`), a year or a date is one piece,
//! anything else is one piece a character. `Fuyi@2024!` is four pieces however long it looks. The fewest pieces it can be
//! taken into must reach [`LEAST_PIECES`]. (OWASP ASVS 2.1.1, 2.1.7; NIST SP 800-63B, 5.1.1.2.)

use std::collections::HashSet;

use unicode_normalization::UnicodeNormalization;

use super::words::Sentence;

const COMMON: &str = include_str!("../../config/passwords/common.txt");

/// Pieces a password must have at least.
pub const LEAST_PIECES: usize = 6;
/// Characters a password may have at most: a bound on work, far above any passphrase.
pub const MOST: usize = 256;
/// Rows of the keyboard and the alphabet: neighbours on them, either way, are a run.
const ROWS: [&str; 11] = [
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
    "!qaz@wsx#edc$rfv%tgb^yhn&ujm",
    "!@#$%^&*()",
    "qazwsxedcrfvtgbyhnujm",
    "147258369",
    "1q2w3e4r5t6y7u8i9o0p",
];
/// The shortest run that counts as one piece.
const SHORTEST_RUN: usize = 3;

/// Why a password is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PasswordFault {
    /// Fewer characters than the bureau asks for.
    TooShort {
        /// As many as it must have.
        least: usize,
    },
    /// More characters than [`MOST`].
    TooLong,
    /// Made of what is tried first.
    Common,
    /// Holds the user name, the person's name or a name of the unit.
    Name,
    /// One of the last ones.
    Former,
}

impl PasswordFault {
    /// Stable code.
    pub fn code(self) -> &'static str {
        match self {
            Self::TooShort { .. } => "password-too-short",
            Self::TooLong => "password-too-long",
            Self::Common => "password-common",
            Self::Name => "password-name",
            Self::Former => "password-former",
        }
    }

    /// What to tell the person.
    pub fn sentence(self) -> Sentence {
        match self {
            Self::TooShort { least } => {
                Sentence::new(format!("口令至少{least}个字符"), format!("a password has at least {least} characters"))
            }
            Self::TooLong => Sentence::new(format!("口令至多{MOST}个字符"), format!("a password has at most {MOST} characters")),
            Self::Common => Sentence::new(
                "口令由常见的词、键盘顺序、年份或重复字符组成，容易猜到",
                "the password is made of common words, keyboard runs, years or repetitions and easily guessed",
            ),
            Self::Name => Sentence::new(
                "口令不能含有用户名、姓名或单位名称",
                "a password must not hold the user name, the person's name or the unit's",
            ),
            Self::Former => Sentence::new("最近用过这个口令", "the password was used recently"),
        }
    }
}

/// The password as it is hashed: Unicode NFKC, so that full-width letters and the same letter typed on another keyboard are
/// the same password (NIST SP 800-63B, 5.1.1.2).
pub fn normalised(password: &str) -> String {
    password.nfkc().collect()
}

/// Checks a password, normalised or not. `names` are the names it must not hold: shorter ones than three characters, or two
/// of Chinese, say nothing.
///
/// # Errors
/// The first [`PasswordFault`] found; [`PasswordFault::Former`] is for those who know the former ones.
pub fn check(password: &str, least: usize, names: &[&str]) -> Result<(), PasswordFault> {
    let password = normalised(password).to_lowercase();
    let length = password.chars().count();
    if length < least {
        return Err(PasswordFault::TooShort { least });
    }
    if length > MOST {
        return Err(PasswordFault::TooLong);
    }
    let telling = |name: &str| name.chars().count() >= if name.is_ascii() { 3 } else { 2 };
    let names = names.iter().map(|name| normalised(name).to_lowercase());
    if names.filter(|name| telling(name)).any(|name| password.contains(&name)) {
        return Err(PasswordFault::Name);
    }
    if pieces(&password) < LEAST_PIECES {
        return Err(PasswordFault::Common);
    }
    Ok(())
}

/// The fewest pieces a lower-case password can be taken into.
fn pieces(password: &str) -> usize {
    let words: HashSet<&str> = COMMON.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace).collect();
    let longest = words.iter().map(|word| word.len()).max().unwrap_or(0);
    let typed: Vec<char> = password.chars().collect();
    let plain: Vec<char> = typed.iter().map(|c| plain(*c)).collect();
    let is_word =
        |from: usize, to: usize| [&typed, &plain].into_iter().any(|letters| words.contains(String::from_iter(&letters[from..to]).as_str()));
    // fewest[n]: the first n characters
    let mut fewest = vec![0; typed.len() + 1];
    for to in 1..=typed.len() {
        fewest[to] = fewest[to - 1] + 1;
        for from in (0..to).rev() {
            let is_piece = is_run(&typed[from..to]) || is_date(&typed[from..to]) || to - from <= longest && is_word(from, to);
            if is_piece {
                fewest[to] = fewest[to].min(fewest[from] + 1);
            }
        }
        fewest[to] = repeated(&typed[..to], &fewest).map_or(fewest[to], |pieces| pieces.min(fewest[to]));
    }
    fewest[typed.len()]
}

/// When the end of a text says the same twice or more, the repetition is one piece more than what is repeated.
fn repeated(text: &[char], fewest: &[usize]) -> Option<usize> {
    let most = (2..=text.len() / 2).filter_map(|length| {
        let unit = &text[text.len() - length..];
        let times = text.rchunks(length).take_while(|chunk| *chunk == unit).count();
        (times > 1).then(|| fewest[text.len() - length * (times - 1)] + 1)
    });
    most.min()
}

/// The letter a sign stands for.
fn plain(sign: char) -> char {
    match sign {
        '0' => 'o',
        '1' | '!' | '|' => 'i',
        '3' => 'e',
        '4' | '@' => 'a',
        '5' | '$' => 's',
        '7' => 't',
        other => other,
    }
}

/// One character again and again, or neighbours on a row, either way.
fn is_run(text: &[char]) -> bool {
    if text.len() < SHORTEST_RUN {
        return false;
    }
    if text.iter().all(|c| *c == text[0]) {
        return true;
    }
    let (ahead, back): (String, String) = (text.iter().collect(), text.iter().rev().collect());
    ROWS.iter().any(|row| row.contains(&ahead) || row.contains(&back))
}

/// A year from 1900 to 2099, or a date that begins with one: `2024`, `202403`, `20240301`; or month and day.
fn is_date(text: &[char]) -> bool {
    if !text.iter().all(char::is_ascii_digit) {
        return false;
    }
    let number = |from: usize, to: usize| text[from..to].iter().fold(0, |n, c| n * 10 + c.to_digit(10).unwrap_or(0));
    let (year, month, day) = (1900..=2099, 1..=12, 1..=31);
    match text.len() {
        4 => year.contains(&number(0, 4)) || month.contains(&number(0, 2)) && day.contains(&number(2, 4)),
        6 => {
            let long = year.contains(&number(0, 4)) && month.contains(&number(4, 6));
            long || month.contains(&number(2, 4)) && day.contains(&number(4, 6))
        }
        8 => year.contains(&number(0, 4)) && month.contains(&number(4, 6)) && day.contains(&number(6, 8)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(password: &str) -> Option<PasswordFault> {
        check(password, 12, &["wangmoumou", "王某某", "临青市司法局", "临司"]).err()
    }

    #[test]
    fn what_is_tried_first_is_refused_however_it_is_dressed() {
        for password in [
            "password1234",
            "P@ssw0rd!2024",
            "Passw0rd@123456",
            "qwertyuiop123",
            "1qaz2wsx3edc",
            "1q2w3e4r5t6y",
            "woaini5201314",
            "WoAiNi1314520!",
            "admin@12345678",
            "Admin123!@#$",
            "fuyi2024fuyi2024",
            "xingzhengfuyi1",
            "Sifaju@20240301",
            "aaaaaaaaaaaaaa",
            "abcabcabcabcabc",
            "x7x7x7x7x7x7x7x7",
            "123456789012",
            "098765432109",
            "19900101199001",
            "zhangsan19900101",
            "ｆｕｙｉ＠２０２４１２３",
            "iloveyou520520",
            "Renminzhengfu12345",
            "!QAZ@WSX#EDC",
        ] {
            assert_eq!(fault(password), Some(PasswordFault::Common), "{password}: {}", pieces(&normalised(password).to_lowercase()));
        }
    }

    #[test]
    fn long_ones_of_ones_own_are_taken() {
        for password in [
            "tR7-kq2Lm9_x",
            "correct horse battery staple",
            "梅雨时节家家雨青草池塘处处蛙",
            "seven brown owls nap by noon",
            "Zu spät kommt der Regen",
            "k9#vTq!bW2z&",
        ] {
            assert_eq!(fault(password), None, "{password}: {}", pieces(password));
        }
    }

    #[test]
    fn length_and_names() {
        assert_eq!(fault("tR7-kq2Lm9_"), Some(PasswordFault::TooShort { least: 12 }));
        assert_eq!(fault(&"tR7-kq2Lm9_x".repeat(22)), Some(PasswordFault::TooLong));
        for password in ["tR7-WangMouMou-kq2", "xK9-王某某-vTqbW2z", "xK9-临司-vTqbW2z!", "ｗａｎｇｍｏｕｍｏｕ-kq2Lm9"] {
            assert_eq!(fault(password), Some(PasswordFault::Name), "{password}");
        }
        assert_eq!(check("tR7-kq2Lm9_x", 12, &["", "x", "王", "t7"]), Ok(()), "such a short name says nothing");
    }

    #[test]
    fn the_same_letters_from_another_keyboard_are_the_same_password() {
        assert_eq!(normalised("ＡＢＣ１２３"), "ABC123");
        assert_eq!(normalised("e\u{301}"), normalised("é"));
        assert_ne!(normalised("Abc"), normalised("abc"));
    }

    #[test]
    fn every_fault_speaks_both_languages() {
        use PasswordFault::*;
        for fault in [TooShort { least: 12 }, TooLong, Common, Name, Former] {
            assert!(fault.code().starts_with("password-") && fault.sentence().zh != fault.sentence().en);
        }
    }
}
