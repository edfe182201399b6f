//! What is wrong with a text of JSON or TOML, said in two languages.
//!
//! The readers of both formats answer in English. Their few kinds of complaint are known here by their fixed words; what is
//! not known becomes a plain "not well-formed", never a half-translated sentence.

use super::words::Sentence;

/// Why a JSON text cannot be read, with the line only when there are several.
pub fn json(fault: &serde_json::Error) -> Sentence {
    let text = fault.to_string();
    let complaint = text.rsplit_once(" at line ").map_or(text.as_str(), |(complaint, _)| complaint);
    if fault.is_eof() {
        return Sentence::new("JSON不完整", "the JSON is cut short");
    }
    if fault.is_syntax() {
        let column = fault.column();
        return Sentence::new(format!("第{column}列起不是JSON"), format!("not JSON from column {column}"));
    }
    sentence(complaint).unwrap_or_else(|| Sentence::new("格式有误", "not well-formed"))
}

/// Why a TOML text cannot be read, with its line.
pub fn toml(fault: &::toml::de::Error, text: &str) -> Sentence {
    let complaint = fault.message().lines().next().unwrap_or_default();
    let what = sentence(complaint).unwrap_or_else(|| Sentence::new("不是合格的TOML", "not well-formed TOML"));
    match toml_line(fault, text) {
        Some(line) => Sentence::new(format!("第{line}行：{}", what.zh), format!("line {line}: {}", what.en)),
        None => what,
    }
}

/// The line a TOML text cannot be read at, where the reader knows it: all that may be told of a text that holds secrets.
pub fn toml_line(fault: &::toml::de::Error, text: &str) -> Option<usize> {
    fault.span().map(|span| text.get(..span.start).map_or(1, |before| before.matches('\n').count() + 1))
}

/// A reader's complaint in both languages, where it is known.
fn sentence(complaint: &str) -> Option<Sentence> {
    let quoted: Vec<&str> = complaint.split('`').skip(1).step_by(2).collect();
    let list = |from: usize, separator: &str| quoted.get(from..).unwrap_or_default().join(separator);
    let named = quoted.first().copied().unwrap_or_default();
    let choices = |zh: String, en: String| match quoted.len() {
        0 | 1 => Sentence::new(zh, en),
        _ => Sentence::new(format!("{zh}，可为{}", list(1, "、")), format!("{en}; it takes {}", list(1, ", "))),
    };
    Some(if complaint.starts_with("unknown field") {
        choices(format!("没有“{named}”这一项"), format!("there is no field \"{named}\""))
    } else if complaint.starts_with("unknown variant") {
        choices(format!("没有“{named}”这个值"), format!("there is no value \"{named}\""))
    } else if complaint.starts_with("missing field") {
        Sentence::new(format!("缺少“{named}”"), format!("\"{named}\" is missing"))
    } else if complaint.starts_with("duplicate field") {
        Sentence::new(format!("“{named}”写了两次"), format!("\"{named}\" is written twice"))
    } else if complaint.starts_with("duplicate key") {
        Sentence::new("同一项写了两次", "the same key is written twice")
    } else if let Some(found) = complaint.strip_prefix("invalid type: ").or_else(|| complaint.strip_prefix("invalid value: ")) {
        let found = found.split(", expected").next().unwrap_or(found);
        let value = found.split_once(' ').map_or("", |(_, value)| value).trim_matches(['`', '"']);
        match value {
            "" => Sentence::new("值的类型不对", "a value of the wrong type"),
            value => Sentence::new(format!("值“{value}”的类型不对"), format!("\"{value}\" is a value of the wrong type")),
        }
    } else if DAYS.contains(&complaint) {
        Sentence::new("日期应为真实的日子，写作2024-03-01", "a day is a real one, written 2024-03-01")
    } else {
        return None;
    })
}

/// What the reader of days complains of.
const DAYS: [&str; 5] = [
    "input is out of range",
    "no possible date and time matching input",
    "input contains invalid characters",
    "premature end of input",
    "trailing input",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Day;
    use crate::domain::case::EntryJson;
    use crate::domain::ledger::Mapping;

    fn of_json(text: &str) -> Sentence {
        json(&serde_json::from_str::<EntryJson>(text).expect_err("a fault"))
    }

    #[test]
    fn what_a_reader_complains_of_is_said_in_both_languages() {
        for (text, zh, en) in [
            ("{", "JSON不完整", "the JSON is cut short"),
            ("{]", "第2列起不是JSON", "not JSON from column 2"),
            (r#"{"event":"accepted"}"#, "缺少“on”", "\"on\" is missing"),
            (r#"{"event":"accepted","on":"2024-02-30"}"#, DAY_ZH, DAY_EN),
            (r#"{"event":"accepted","on":"昨天"}"#, DAY_ZH, DAY_EN),
            (r#"{"event":7,"on":"2024-02-01"}"#, "值“7”的类型不对", "\"7\" is a value of the wrong type"),
            (r#"{"event":"a","event":"b","on":"2024-02-01"}"#, "“event”写了两次", "\"event\" is written twice"),
        ] {
            assert_eq!(of_json(text), Sentence::new(zh, en), "{text}");
        }
        let unknown = of_json(r#"{"evnt":"accepted"}"#);
        assert!(unknown.zh.starts_with("没有“evnt”这一项，可为event、on、") && unknown.en.contains("it takes event, on,"), "{unknown:?}");
    }

    const DAY_ZH: &str = "日期应为真实的日子，写作2024-03-01";
    const DAY_EN: &str = "a day is a real one, written 2024-03-01";

    #[test]
    fn the_complaints_about_days_are_those_of_the_reader() {
        for text in ["2024-13-01", "2024-02-30", "2024", "2024-02-01x", "x", "", "2024/02/01", "999999999-01-01"] {
            let complaint = text.parse::<Day>().expect_err("no day").to_string();
            assert!(DAYS.contains(&complaint.as_str()), "{text}: {complaint}");
        }
    }

    #[test]
    fn a_fault_of_toml_names_its_line() {
        for (text, zh) in [
            ("\nx = 1", "第2行：没有“x”这一项，可为sheet"),
            ("[[sheet]\n", "第1行：不是合格的TOML"),
            ("[[sheet]]\nname = 'a'\nkind = 'b'\n", "第3行：没有“b”这个值，可为reconsideration"),
        ] {
            let fault = Mapping::from_toml(text).expect_err("a fault");
            assert!(fault.zh.contains(zh) && !fault.zh.contains('\n') && !fault.en.contains('\n'), "{fault:?}");
        }
    }
}
