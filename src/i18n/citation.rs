//! Articles in full: `23-62(1)` is short for the tables; people read 《行政复议法》（2023年修订）第62条第1款.

use crate::domain::words::{Lang, Words};

/// Keys of the tables and the law each stands for (lifecycle.md, periods.toml `[[law]]`).
const LAWS: &[(&str, Words)] = &[
    ("23", Words { zh: "《行政复议法》（2023年修订）", en: "Reconsideration Law (2023)" }),
    ("17", Words { zh: "《行政复议法》（2017年修正）", en: "Reconsideration Law (2017)" }),
    ("IR", Words { zh: "《行政复议法实施条例》", en: "Implementing Regulations" }),
    ("APL", Words { zh: "《行政诉讼法》", en: "Administrative Litigation Law" }),
    ("JI", Words { zh: "《行政诉讼法司法解释》（2018）", en: "SPC Interpretation (2018)" }),
    ("AP", Words { zh: "《负责人出庭应诉规定》（2020）", en: "Appearance Provisions (2020)" }),
    ("WD", Words { zh: "《撤诉规定》（2008）", en: "Withdrawal Provisions (2008)" }),
    ("CP", Words { zh: "《行政赔偿规定》（2022）", en: "Compensation Provisions (2022)" }),
    ("AG", Words { zh: "《行政协议规定》（2019）", en: "Agreement Provisions (2019)" }),
    ("RF", Words { zh: "《再审立案规定》（2017）", en: "Retrial Filing Provisions (2017)" }),
    ("PSR", Words { zh: "《行政诉讼监督规则（试行）》（2016）", en: "Procuratorial Supervision Rules (2016)" }),
    ("PIL", Words { zh: "《检察公益诉讼解释》（2018）", en: "Public-Interest Interpretation (2018)" }),
    ("AEL", Words { zh: "《行政强制法》", en: "Administrative Compulsion Law" }),
    ("CPL", Words { zh: "《民事诉讼法》", en: "Civil Procedure Law" }),
    ("CPL-JI", Words { zh: "《民事诉讼法司法解释》（2022）", en: "Civil Procedure Interpretation (2022)" }),
    ("SCL", Words { zh: "《国家赔偿法》", en: "State Compensation Law" }),
    ("fees", Words { zh: "《诉讼费用交纳办法》", en: "Litigation Costs Measures" }),
];

/// Writes a citation of the tables in full. What is not a citation (`practice`) is left as it is, in Chinese 实务.
pub fn in_full(citation: &str, lang: Lang) -> String {
    let mut law = None;
    let parts: Vec<String> = citation
        .split([',', ';'])
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(|part| {
            if let Some((key, words)) = LAWS.iter().filter(|(key, _)| begins_with(part, key)).max_by_key(|(key, _)| key.len()) {
                // the title once, however many articles of it follow
                let title = (law != Some(words)).then_some(words);
                law = Some(words);
                return article(title, &part[key.len() + 1..], lang);
            }
            match part {
                "practice" => Words { zh: "实务", en: "practice" }.in_lang(lang).to_owned(),
                // a bare number goes on with the law named before it: `APL-67, 34`
                number if number.starts_with(|first: char| first.is_ascii_digit()) && law.is_some() => article(None, number, lang),
                other => other.to_owned(),
            }
        })
        .collect();
    parts.join(if lang == Lang::Zh { "、" } else { ", " })
}

/// Keys of the rule book and the keys of the tables they mean.
const RULE_LAWS: &[(&str, &str)] = &[
    ("rl2023", "23"),
    ("rl2017", "17"),
    ("ir2007", "IR"),
    ("apl", "APL"),
    ("ji2018", "JI"),
    ("ap2020", "AP"),
    ("wd2008", "WD"),
    ("psr2016", "PSR"),
    ("cpl", "CPL"),
    ("cpl-ji", "CPL-JI"),
    ("scl", "SCL"),
    ("cp2022", "CP"),
    ("ag2019", "AG"),
    ("rf2017", "RF"),
    ("fees2006", "fees"),
    ("ael", "AEL"),
    ("pil2018", "PIL"),
];

/// Writes the citation of a rule, such as `rl2023 Art. 62(1)`, in full.
pub fn rule_in_full(citation: &str, lang: Lang) -> String {
    let key = citation.split_once(' ').and_then(|(law, rest)| {
        let (_, key) = RULE_LAWS.iter().find(|(known, _)| *known == law)?;
        Some((key, rest.strip_prefix("Arts. ").or(rest.strip_prefix("Art. "))?))
    });
    match key {
        // what follows a first article ("with …", "also …") is kept in the words of the rule book
        Some((key, place)) => {
            let (first, rest) = place.split_at(place.find(" (").or(place.find(" with")).or(place.find(" via")).unwrap_or(place.len()));
            in_full(&format!("{key}-{first}"), lang) + rest
        }
        None => citation.to_owned(),
    }
}

fn begins_with(part: &str, key: &str) -> bool {
    part.strip_prefix(key).is_some_and(|rest| {
        let mut rest = rest.chars();
        matches!(rest.next(), Some('-' | ' ')) && rest.next().is_some_and(|digit| digit.is_ascii_digit())
    })
}

/// `62(1)(v)` → 第62条第1款第(v)项; ranges (`61..72`) and anything else keep their form.
fn article(law: Option<&Words>, place: &str, lang: Lang) -> String {
    let title = law.map_or("", |words| words.in_lang(lang));
    if lang == Lang::En {
        let separator = if title.is_empty() { "" } else { ", " };
        return format!("{title}{separator}Art. {}", place.replace("..", "–"));
    }
    let (number, rest) = place.split_at(place.find('(').unwrap_or(place.len()));
    let mut text = format!("{title}第{}条", number.replace("..", "条至第"));
    for level in rest.split(['(', ')']).filter(|level| !level.trim().is_empty()) {
        match level {
            level if level.bytes().all(|digit| digit.is_ascii_digit()) => text.push_str(&format!("第{level}款")),
            level => match ROMAN.iter().position(|roman| *roman == level) {
                Some(index) => text.push_str(&format!("第（{}）项", CHINESE[index])),
                None => return format!("{title}第{place}条"),
            },
        }
    }
    text
}

const ROMAN: [&str; 14] = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv"];
const CHINESE: [&str; 14] = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四"];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::case::machines;

    #[test]
    fn citations_are_written_in_full() {
        for (short, zh, en) in [
            ("23-62(1)", "《行政复议法》（2023年修订）第62条第1款", "Reconsideration Law (2023), Art. 62(1)"),
            ("23-39(1)(vi)", "《行政复议法》（2023年修订）第39条第1款第（六）项", "Reconsideration Law (2023), Art. 39(1)(vi)"),
            ("APL-67, 34", "《行政诉讼法》第67条、第34条", "Administrative Litigation Law, Art. 67, Art. 34"),
            ("23-61..72", "《行政复议法》（2023年修订）第61条至第72条", "Reconsideration Law (2023), Art. 61–72"),
            (
                "CPL-JI 336 (APL-101)",
                "《民事诉讼法司法解释》（2022）第336 (APL-101)条",
                "Civil Procedure Interpretation (2022), Art. 336 (APL-101)",
            ),
            ("practice", "实务", "practice"),
        ] {
            assert_eq!(in_full(short, Lang::Zh), zh);
            assert_eq!(in_full(short, Lang::En), en);
        }
    }

    #[test]
    fn every_rule_names_its_law() {
        assert_eq!(rule_in_full("rl2017 Art. 31(1)", Lang::Zh), "《行政复议法》（2017年修正）第31条第1款");
        let law = crate::domain::law::Law::bundled().unwrap();
        for rule in &law.rules.rules {
            let full = rule_in_full(&rule.citation(), Lang::Zh);
            assert!(full.starts_with('《') && full.contains('条'), "{}: {full}", rule.id);
        }
    }

    #[test]
    fn every_article_of_the_tables_names_its_law() {
        for row in machines().flat_map(|machine| machine.transitions()) {
            let full = in_full(row.article, Lang::Zh);
            assert!(full.contains('《') || full.contains("实务"), "{}: {full}", row.id);
        }
    }
}
