//! Letters of supervision 督办函、提醒函、约谈通知、意见书、建议书 and the answers to suggestions of courts and procuratorates, worded by a
//! template that a bureau may replace.

use minijinja::value::Value;

use super::pages::cases::day;
use super::worded::{Context, Worded, environment};
use crate::domain::Day;
use crate::domain::supervision::RecordKind;
use crate::domain::words::{Lang, Sentence};

const CHINESE: &str = include_str!("../../config/report/letters.zh.txt");
const ENGLISH: &str = include_str!("../../config/report/letters.en.txt");

/// What is known of a record when its letter is written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LetterFacts {
    /// Kind of the record.
    pub kind: Option<RecordKind>,
    /// Number of the letter 发文字号.
    pub number: Option<String>,
    /// Unit addressed.
    pub unit: String,
    /// What it is about.
    pub title: String,
    /// Who signs it; of a suggestion from outside, the court or procuratorate.
    pub issuer: String,
    /// Where it comes from in the law.
    pub basis: String,
    /// Case it is about.
    pub case: Option<String>,
    /// Day of issue.
    pub issued_on: Option<Day>,
    /// Last day to reply.
    pub due_on: Option<Day>,
    /// Day of the reply.
    pub replied_on: Option<Day>,
    /// The reply.
    pub reply: Option<String>,
    /// Day on which the letter is written out.
    pub today: Option<Day>,
}

/// What a line of a letter is (GB/T 9704-2012, 7.2 and 7.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LetterPart {
    /// 标题.
    Title,
    /// 发文字号, centred.
    Number,
    /// 主送机关, flush left.
    Addressee,
    /// First level 一、.
    First,
    /// 正文.
    Text,
    /// 发文机关署名、成文日期, to the right.
    Signature,
    /// A remark on the letter, no part of it.
    Remark,
}

/// A template of letters, read and tried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LetterTemplate(Worded);

/// The names a template may use.
const NAMES: [&str; 12] =
    ["kind", "name", "number", "unit", "title", "issuer", "basis", "case", "issued_on", "due_on", "replied_on", "reply"];
/// The same, and the day.
const TODAY: &str = "today";

impl LetterTemplate {
    /// The bundled template of a language.
    ///
    /// # Errors
    /// As [`LetterTemplate::read`].
    pub fn bundled(lang: Lang) -> Result<Self, Sentence> {
        match lang {
            Lang::Zh => Self::read("letters.zh.txt", CHINESE),
            Lang::En => Self::read("letters.en.txt", ENGLISH),
        }
    }

    /// Reads a template and tries it on a letter of every kind, with all that can be known and with the least.
    ///
    /// # Errors
    /// What is wrong, with the name of the template and the line.
    pub fn read(name: &str, text: &str) -> Result<Self, Sentence> {
        let template = Self(Worded::new(name, text));
        template.0.check_names(&environment(), ["内容", "fact"], |name| NAMES.contains(&name) || name == TODAY)?;
        let some = || Some("（2024）1号".to_owned());
        let on = Day::from_ymd_opt(2024, 3, 1);
        for kind in RecordKind::ALL {
            let least = LetterFacts { kind: Some(*kind), ..LetterFacts::default() };
            let most = LetterFacts {
                number: some(),
                case: some(),
                reply: some(),
                issued_on: on,
                due_on: on,
                replied_on: on,
                today: on,
                ..least.clone()
            };
            for facts in [least, most] {
                template.lines(&facts, Lang::Zh)?;
            }
        }
        Ok(template)
    }

    /// The lines of a letter.
    ///
    /// # Errors
    /// What a template can get wrong only with these facts, with its line.
    pub fn lines(&self, facts: &LetterFacts, lang: Lang) -> Result<Vec<(LetterPart, String)>, Sentence> {
        let said = |on: Option<Day>| Value::from(on.map(|on| day(on).in_lang(lang).to_owned()));
        let text = |text: &Option<String>| Value::from(text.clone());
        let facts = [
            ("kind", Value::from(facts.kind.map(RecordKind::code))),
            ("name", Value::from(facts.kind.map(|kind| kind.words().in_lang(lang)))),
            ("number", text(&facts.number)),
            ("unit", Value::from(facts.unit.as_str())),
            ("title", Value::from(facts.title.as_str())),
            ("issuer", Value::from(facts.issuer.as_str())),
            ("basis", Value::from(facts.basis.as_str())),
            ("case", text(&facts.case)),
            ("issued_on", said(facts.issued_on)),
            ("due_on", said(facts.due_on)),
            ("replied_on", said(facts.replied_on)),
            ("reply", text(&facts.reply)),
            (TODAY, said(facts.today)),
        ];
        let context = Context(facts.into_iter().map(|(name, value)| (name.to_owned(), value)).collect());
        let text = self.0.rendered(&environment(), context)?;
        Ok(text.lines().map(str::trim).filter(|line| !line.is_empty()).map(read).collect())
    }
}

fn read(line: &str) -> (LetterPart, String) {
    let marks = [
        ("## ", LetterPart::First),
        ("# ", LetterPart::Title),
        ("^ ", LetterPart::Number),
        ("< ", LetterPart::Addressee),
        ("| ", LetterPart::Signature),
        ("> ", LetterPart::Remark),
    ];
    let marked = marks.into_iter().find_map(|(mark, part)| Some((part, line.strip_prefix(mark)?.trim())));
    let (part, text) = marked.unwrap_or((LetterPart::Text, line));
    (part, text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(kind: RecordKind) -> LetterFacts {
        LetterFacts {
            kind: Some(kind),
            number: Some("平司督〔2024〕3号".into()),
            unit: "平湛区公安分局".into(),
            title: "限期履行行政复议决定".into(),
            issuer: "平湛区司法局".into(),
            basis: "《行政复议法》第四条第三款".into(),
            issued_on: Day::from_ymd_opt(2024, 3, 4),
            due_on: Day::from_ymd_opt(2024, 3, 20),
            ..LetterFacts::default()
        }
    }

    #[test]
    fn every_kind_is_worded_in_both_languages() {
        for lang in [Lang::Zh, Lang::En] {
            let template = LetterTemplate::bundled(lang).unwrap();
            for kind in RecordKind::ALL {
                let lines = template.lines(&facts(*kind), lang).unwrap();
                let of = |wanted: LetterPart| lines.iter().filter(|(part, _)| *part == wanted).count();
                assert_eq!((of(LetterPart::Title), of(LetterPart::Addressee), of(LetterPart::Signature)), (1, 1, 2), "{kind:?} {lines:?}");
                assert!(
                    of(LetterPart::Text) > 0 && lines.iter().all(|(_, text)| !text.contains("none") && !text.contains("{{")),
                    "{lines:?}"
                );
            }
        }
        let lines = LetterTemplate::bundled(Lang::Zh).unwrap().lines(&facts(RecordKind::SupervisionLetter), Lang::Zh).unwrap();
        let said = |part, text: &str| lines.contains(&(part, text.to_owned()));
        assert!(said(LetterPart::Title, "关于限期履行行政复议决定的督办函") && said(LetterPart::Number, "平司督〔2024〕3号"), "{lines:?}");
        assert!(said(LetterPart::Addressee, "平湛区公安分局：") && said(LetterPart::Signature, "2024年3月4日"), "{lines:?}");
        assert!(lines.iter().any(|(_, text)| text.contains("于2024年3月20日前")), "{lines:?}");
    }

    #[test]
    fn a_template_with_a_fault_is_refused_with_its_line() {
        let refused = |text: &str| LetterTemplate::read("ours.txt", text).unwrap_err().zh;
        assert_eq!(refused("# {{ title }}\n\n{{ addressee }}"), "模板 ours.txt 第3行：没有名为“addressee”的内容");
        assert!(refused("# {{ title }\n").starts_with("模板 ours.txt 第1行：语法有误"));
        assert!(refused("{% for a in range(9999999) %}{{ title }}{% endfor %}").contains("模板 ours.txt"));
    }
}
