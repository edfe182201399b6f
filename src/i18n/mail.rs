//! What messages say: short, in the reader's language, as text and as HTML. They name a case by its number and people by a masked name.

use std::fmt;

use crate::domain::Day;
use crate::domain::case::hour::Hour;
use crate::domain::markup::escaped;
use crate::domain::reminder::{Change, MailKind};
use crate::domain::words::{Lang, Sentence, Words};

/// A line about a deadline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Case number, or `#` and its id.
    pub case: String,
    /// Parties, masked.
    pub parties: String,
    /// What must be done.
    pub obligation: String,
    /// Law and article.
    pub article: String,
    /// The unit that must act.
    pub unit: Option<String>,
    /// The earliest day it can be said to end.
    pub due_on: Day,
    /// How it stands: `还有3个工作日`.
    pub stands: String,
    /// It is overdue.
    pub overdue: bool,
    /// Page of the case.
    pub link: Option<String>,
}

/// The words of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Composed {
    /// Subject.
    pub subject: String,
    /// As plain text.
    pub text: String,
    /// As HTML.
    pub html: String,
}

/// Most lines of a part of a digest: it is a reminder, not a ledger.
pub const MOST: usize = 60;

const OVERDUE: Words = Words { zh: "已经逾期", en: "Overdue" };
const COMING: Words = Words { zh: "即将到期", en: "Coming up" };
const FOOT: Words = Words {
    zh: "本邮件由复议系统自动发出，请勿回复。提醒设置见“我的提醒”。",
    en: "Sent by Fuyi; nobody reads replies. Your reminder settings are under “My reminders”.",
};
const OPEN: Words = Words { zh: "打开", en: "open" };

fn more(count: usize) -> Sentence {
    Sentence::new(format!("……另有{count}项，请登录查看"), format!("… and {count} more: sign in to see them"))
}

/// A digest, or what is due today: overdue first, then what comes.
pub fn deadlines(kind: MailKind, lines: &[Line], today: Day, lang: Lang) -> Composed {
    let overdue = lines.iter().filter(|line| line.overdue).count();
    let (all, coming) = (lines.len(), lines.len() - overdue);
    let subject = match kind {
        MailKind::DueToday => Sentence::new(format!("复议提醒：{all}项今日到期"), format!("Fuyi: {all} due today")),
        _ if overdue == 0 => Sentence::new(format!("复议提醒：{coming}项即将到期"), format!("Fuyi: {coming} coming up")),
        _ if coming == 0 => Sentence::new(format!("复议提醒：{overdue}项已逾期"), format!("Fuyi: {overdue} overdue")),
        _ => Sentence::new(
            format!("复议提醒：{overdue}项已逾期，{coming}项即将到期"),
            format!("Fuyi: {overdue} overdue, {coming} coming up"),
        ),
    };
    let mut sheet = Sheet::new(&Sentence::new(format!("截至{today}"), format!("As of {today}")), lang);
    for (heading, part) in [(OVERDUE, true), (COMING, false)] {
        let lines: Vec<&Line> = lines.iter().filter(|line| line.overdue == part).collect();
        if !lines.is_empty() {
            sheet.heading(heading.in_lang(lang));
            lines.iter().take(MOST).for_each(|line| sheet.line(line));
            if lines.len() > MOST {
                sheet.paragraph(more(lines.len() - MOST).in_lang(lang));
            }
        }
    }
    sheet.composed(subject.in_lang(lang))
}

/// A suit that was served.
pub fn suit_served(case: &str, court: Option<&str>, parties: &str, on: Day, link: Option<&str>, lang: Lang) -> Composed {
    let court = court.unwrap_or_default();
    let subject = Sentence::new(format!("新收应诉案件：{case}"), format!("New suit served: {case}"));
    let told = Sentence::new(
        format!("{on}收到{court}的应诉材料：{case}，原告（上诉人、申请人）{parties}。请及时登记答辩和证据的提交。"),
        format!("Papers of {court} arrived on {on}: {case}, brought by {parties}. Have the defence and the evidence submitted in time."),
    );
    let mut sheet = Sheet::new(&told, lang);
    sheet.link(link);
    sheet.composed(subject.in_lang(lang))
}

/// What stands in a calendar for a hearing.
pub fn hearing_summary(what: &str, case: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{what}：{case}"),
        Lang::En => format!("{what}: {case}"),
    }
}

/// A day, with its hour where it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct When {
    /// The day.
    pub on: Day,
    /// The hour.
    pub at: Option<Hour>,
}

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.at {
            Some(at) => write!(f, "{} {at}", self.on),
            None => write!(f, "{}", self.on),
        }
    }
}

/// A hearing fixed, moved or called off.
pub struct HearingTold<'a> {
    /// What must be done: appear, hold the hearing.
    pub what: &'a str,
    /// Case number.
    pub case: &'a str,
    /// What became of it.
    pub change: Change,
    /// Its day and hour.
    pub on: When,
    /// The day and hour it was on.
    pub before: Option<When>,
    /// Where.
    pub place: Option<&'a str>,
    /// Page of the case.
    pub link: Option<&'a str>,
}

/// A message about a hearing.
pub fn hearing(told: &HearingTold<'_>, lang: Lang) -> Composed {
    let HearingTold { what, case, change, on, .. } = *told;
    let words = change.words();
    let subject = Sentence::new(format!("{what}{}：{case}，{on}", words.zh), format!("{what} ({}): {case}, {on}", words.en));
    let place =
        told.place.map_or_else(|| Sentence::new("", ""), |place| Sentence::new(format!("，地点：{place}"), format!(", at {place}")));
    let was =
        told.before.map_or_else(|| Sentence::new("", ""), |was| Sentence::new(format!("（原定{was}）"), format!(" (it was on {was})")));
    let said = match change {
        Change::Fixed => Sentence::new(format!("{case}定于{on}{what}{}。", place.zh), format!("{case}: {what} on {on}{}.", place.en)),
        Change::Moved => Sentence::new(
            format!("{case}改于{on}{what}{}{}。", was.zh, place.zh),
            format!("{case}: {what} moved to {on}{}{}.", was.en, place.en),
        ),
        Change::CalledOff => {
            Sentence::new(format!("{case}原定{on}的安排（{what}）已取消。"), format!("{case}: {what} on {on} is called off."))
        }
    };
    let mut sheet = Sheet::new(&said, lang);
    sheet.link(told.link);
    sheet.composed(subject.in_lang(lang))
}

/// A message being written, as text and as HTML at once.
struct Sheet {
    lang: Lang,
    text: String,
    html: String,
}

impl Sheet {
    fn new(first: &Sentence, lang: Lang) -> Self {
        let mut sheet = Self { lang, text: String::new(), html: String::new() };
        sheet.paragraph(first.in_lang(lang));
        sheet
    }

    fn paragraph(&mut self, text: &str) {
        self.text += &format!("{text}\n\n");
        self.html += &format!("<p>{}</p>\n", escaped(text));
    }

    fn heading(&mut self, text: &str) {
        self.text += &format!("【{text}】\n\n");
        self.html += &format!("<h2>{}</h2>\n", escaped(text));
    }

    fn link(&mut self, link: Option<&str>) {
        if let Some(link) = link {
            self.text += &format!("{link}\n\n");
            self.html += &format!("<p>{}</p>\n", anchor(link, link));
        }
    }

    fn line(&mut self, line: &Line) {
        let unit = line.unit.as_deref().map(|unit| format!("  {unit}")).unwrap_or_default();
        let Line { case, parties, obligation, article, due_on, stands, .. } = line;
        self.text += &format!("{due_on}  {stands}\n{case}  {parties}{unit}\n{obligation}（{article}）\n");
        let link = line.link.as_deref();
        self.text += &link.map(|link| format!("{link}\n")).unwrap_or_default();
        self.text.push('\n');
        let name = link.map_or_else(|| escaped(case), |link| anchor(link, case));
        self.html += &format!(
            "<p><strong>{due_on} {}</strong><br>{name} {}{}<br>{}（{}）{}</p>\n",
            escaped(stands),
            escaped(parties),
            escaped(&unit),
            escaped(obligation),
            escaped(article),
            link.map(|link| format!(" {}", anchor(link, OPEN.in_lang(self.lang)))).unwrap_or_default(),
        );
    }

    fn composed(mut self, subject: &str) -> Composed {
        self.paragraph(FOOT.in_lang(self.lang));
        let tag = match self.lang {
            Lang::Zh => "zh-CN",
            Lang::En => "en",
        };
        let html = format!(
            "<!DOCTYPE html>\n<html lang=\"{tag}\"><head><meta charset=\"utf-8\"><title>{}</title></head><body>\n{}</body></html>\n",
            escaped(subject),
            self.html
        );
        Composed { subject: subject.to_owned(), text: self.text, html }
    }
}

fn anchor(link: &str, text: &str) -> String {
    format!("<a href=\"{}\">{}</a>", escaped(link), escaped(text))
}

/// Why a message is cancelled: nothing of it holds.
pub const NOTHING_HOLDS: Words = Words {
    zh: "所提醒的期限均已变动、完成、中止或知悉",
    en: "every deadline in it has moved, was met, stands still or was acknowledged",
};
/// Why a message is cancelled: the account has ended.
pub const ACCOUNT_ENDED: Words = Words { zh: "收件人账号已停用", en: "the account of the recipient has ended" };
/// Why a message is parked: no address.
pub const NO_ADDRESS: Words = Words { zh: "未登记收件人的电子邮箱", en: "no e-mail address is recorded for the recipient" };
/// Why a message is parked: its content cannot be read.
pub const UNREADABLE: Words = Words { zh: "通知内容无法读取", en: "what it says cannot be read" };

/// Why a message is parked after many tries.
pub fn tried_for(hours: i64, last: &Sentence) -> Sentence {
    Sentence::new(format!("已尝试{hours}小时，仍未送达：{}", last.zh), format!("tried for {hours} hours without success: {}", last.en))
}

/// No run.
pub fn silent(hours: i64) -> Sentence {
    Sentence::new(
        format!("期限提醒已超过{hours}小时没有运行；请检查服务或定时任务"),
        format!("reminders have not run for more than {hours} hours; look at the service or the timer"),
    )
}

/// Something was due and was not sent.
pub fn late(messages: i64, hours: i64) -> Sentence {
    Sentence::new(
        format!("{messages}封邮件到期{hours}小时仍未发出；请检查邮件设置和邮件服务器"),
        format!(
            "{messages} messages were due more than {hours} hours ago and are not sent; look at the settings of mail and at the server"
        ),
    )
}

/// Something was put aside.
pub fn parked(messages: i64) -> Sentence {
    Sentence::new(
        format!("{messages}封邮件无法送达，已搁置待处理"),
        format!("{messages} messages could not be delivered and were put aside"),
    )
}

/// Nobody to tell.
pub fn unaddressed(deadlines: i64) -> Sentence {
    Sentence::new(
        format!("{deadlines}项期限没有可提醒的人员；请指定承办人或授予角色"),
        format!("{deadlines} deadlines have nobody to be told; name an officer or grant a role"),
    )
}

/// A rule that is none.
pub fn no_such_rule(rule: &str) -> Sentence {
    Sentence::new(
        format!("设置 reminders.per-rule：没有期限规则“{rule}”，见 fuyi period list"),
        format!("setting reminders.per-rule: there is no rule `{rule}`; fuyi period list has them"),
    )
}

/// What a run did.
pub fn ran(noted: u64, messages: usize, working: bool) -> Sentence {
    if !working {
        return Sentence::new("今天不是工作日，不发提醒", "not a working day: nobody is reminded");
    }
    Sentence::new(format!("新增提醒{noted}项，邮件{messages}封"), format!("{noted} reminders found, in {messages} messages"))
}

/// What a run found.
pub fn found(noted: u64, working: bool) -> Sentence {
    match working {
        false => ran(0, 0, false),
        true => Sentence::new(format!("新增提醒{noted}项"), format!("{noted} reminders found")),
    }
}

/// What was sent.
pub fn sent(sent: u64, again: u64, parked: u64, cancelled: u64) -> Sentence {
    Sentence::new(
        format!("发出{sent}封，待重试{again}封，搁置{parked}封，取消{cancelled}封"),
        format!("{sent} sent, {again} to be tried again, {parked} put aside, {cancelled} cancelled"),
    )
}

/// A dry run.
pub const DRY_RUN: Words =
    Words { zh: "仅演示，未写入、未发送任何内容。", en: "This was a dry run: nothing was written, nothing sent." };
/// No transport.
pub const NO_TRANSPORT: Words = Words {
    zh: "未设置邮件发送方式（mail.transport），邮件留待发送。",
    en: "No way for mail to leave is set (mail.transport): messages wait.",
};

/// Put back.
pub fn retried(messages: usize) -> Sentence {
    Sentence::new(format!("{messages}封邮件已转为待发送"), format!("{messages} messages wait to be sent again"))
}

/// Columns of the list of messages.
pub const COLUMNS: [Words; 8] = [
    Words { zh: "编号", en: "id" },
    Words { zh: "时间", en: "written" },
    Words { zh: "种类", en: "kind" },
    Words { zh: "收件人", en: "for" },
    Words { zh: "状态", en: "state" },
    Words { zh: "次数", en: "tries" },
    Words { zh: "下次尝试／结束", en: "next try, or end" },
    Words { zh: "说明", en: "remark" },
];

#[cfg(test)]
mod tests {
    use super::*;

    fn line(overdue: bool) -> Line {
        Line {
            case: "平政复决字〔2024〕1号".into(),
            parties: "王某某".into(),
            obligation: "<作出决定>".into(),
            article: "《行政复议法》第六十二条".into(),
            unit: None,
            due_on: "2024-06-03".parse().unwrap(),
            stands: "还有3个工作日".into(),
            overdue,
            link: Some("https://fuyi.example/cases/1".into()),
        }
    }

    #[test]
    fn a_digest_counts_lists_and_escapes() {
        let lines: Vec<Line> = (0..70).map(|n| line(n < 65)).collect();
        let today = "2024-06-01".parse().unwrap();
        let composed = deadlines(MailKind::Digest, &lines, today, Lang::Zh);
        assert_eq!(composed.subject, "复议提醒：65项已逾期，5项即将到期");
        assert!(composed.text.contains("另有5项") && composed.text.contains("https://fuyi.example/cases/1"), "{}", composed.text);
        assert!(composed.html.contains("&lt;作出决定&gt;") && !composed.html.contains("<作出"), "{}", composed.html);
        assert_eq!(composed.html.matches("平政复决字").count(), MOST + 5);
        let english = deadlines(MailKind::DueToday, &lines[69..], today, Lang::En);
        assert_eq!(english.subject, "Fuyi: 1 due today");
        assert!(english.html.contains("lang=\"en\"") && english.text.contains("Coming up"));
    }
}
