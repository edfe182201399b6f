//! A letter as it goes over the line: text and HTML beside each other, an invitation where there is one. Every header is encoded; nothing
//! of a name or a subject can begin another one.

use chrono::{DateTime, Utc};
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message, MultiPart, SinglePart};

use super::{Undelivered, invitation};
use crate::domain::Day;
use crate::domain::reminder::Hearing;
use crate::domain::words::Sentence;

/// A letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// Name of the message on the way, `<…@…>`.
    pub message_id: String,
    /// Name of whom it is for.
    pub to_name: String,
    /// Address.
    pub to: String,
    /// Subject.
    pub subject: String,
    /// As plain text.
    pub text: String,
    /// As HTML.
    pub html: String,
    /// When it is sent.
    pub at: DateTime<Utc>,
    /// What goes into the calendar.
    pub invitation: Option<Invitation>,
}

/// A hearing for the calendar of whom the letter is for: from its hour where it is known, else the whole day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    /// The hearing.
    pub hearing: Hearing,
    /// Minutes it is taken to last.
    pub lasts: u16,
    /// It was called off.
    pub called_off: bool,
    /// What stands in the calendar.
    pub summary: String,
    /// Where.
    pub place: Option<String>,
    /// Page of the case.
    pub link: Option<String>,
}

impl Invitation {
    /// Its day.
    pub fn day(&self) -> Day {
        self.hearing.on
    }
}

/// The message of a letter.
///
/// # Errors
/// [`Undelivered::Refused`]: an address that is none, a name or subject no header can carry.
pub(super) fn message(letter: &Letter, from: &Mailbox) -> Result<Message, Undelivered> {
    let refused =
        |zh: &str, en: &str, what: &str| Undelivered::Refused(Sentence::new(format!("{zh}：“{what}”"), format!("{en}: `{what}`")));
    for (zh, en, text) in [
        ("姓名中有控制字符", "the name holds control characters", &letter.to_name),
        ("主题中有控制字符", "the subject holds control characters", &letter.subject),
    ] {
        if text.chars().any(char::is_control) {
            let shown: String = text.chars().map(|c| if c.is_control() { '·' } else { c }).collect();
            return Err(refused(zh, en, &shown));
        }
    }
    let address = letter.to.trim().parse().map_err(|_| {
        let shown: String = letter.to.chars().map(|c| if c.is_control() { '·' } else { c }).collect();
        refused("不是邮件地址", "not an e-mail address", &shown)
    })?;
    let to = Mailbox::new(Some(letter.to_name.clone()), address);
    let mut parts =
        MultiPart::alternative().singlepart(SinglePart::plain(letter.text.clone())).singlepart(SinglePart::html(letter.html.clone()));
    if let Some(invitation) = &letter.invitation {
        let (calendar, method) = invitation::calendar(invitation, from, &to, letter.at);
        let media = format!("text/calendar; charset=utf-8; method={method}");
        let media = ContentType::parse(&media).map_err(|error| refused("附件有误", "the invitation is malformed", &error.to_string()))?;
        parts = parts.singlepart(SinglePart::builder().header(media).body(calendar));
    }
    let built = Message::builder()
        .from(from.clone())
        .to(to)
        .subject(letter.subject.clone())
        .date(letter.at.into())
        .message_id(Some(letter.message_id.clone()))
        .multipart(parts);
    let mut message = built.map_err(|error| refused("邮件有误", "the letter is malformed", &error.to_string()))?;
    // no robot answers a robot (RFC 3834)
    message.headers_mut().insert_raw(HeaderValue::new(HeaderName::new_from_ascii_str("Auto-Submitted"), "auto-generated".to_owned()));
    Ok(message)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letter() -> Letter {
        Letter {
            message_id: "<1@fuyi>".into(),
            to_name: "王某某".into(),
            to: "wang@example.org".into(),
            subject: "复议提醒：3项".into(),
            text: "明天到期".into(),
            html: "<p>明天到期</p>".into(),
            at: "2024-06-03T00:00:00Z".parse().unwrap(),
            invitation: None,
        }
    }

    fn formatted(letter: &Letter) -> Result<String, Undelivered> {
        let message = message(letter, &"提醒 <fuyi@example.org>".parse().unwrap())?;
        Ok(String::from_utf8(message.formatted()).unwrap())
    }

    #[test]
    fn a_letter_has_its_name_both_parts_and_no_letter_beyond_ascii() {
        let text = formatted(&letter()).unwrap();
        for header in
            ["Message-ID: <1@fuyi>", "Auto-Submitted: auto-generated", "Date: Mon, 03 Jun 2024 00:00:00", "text/plain", "text/html"]
        {
            assert!(text.contains(header), "{header} is missing from {text}");
        }
        assert!(text.is_ascii(), "{text}");
    }

    #[test]
    fn nothing_breaks_out_of_a_header() {
        for (name, to) in [
            ("王某\r\nBcc: x@example.org", "wang@example.org"),
            ("王某某", "wang@example.org\r\nBcc: x@example.org"),
            ("王某某", "wang"),
            ("王某某", ""),
            ("王某某", "a@b@c"),
        ] {
            let refused = formatted(&Letter { to_name: name.into(), to: to.into(), ..letter() }).unwrap_err();
            assert!(matches!(&refused, Undelivered::Refused(why) if !why.en.contains('\n')), "{name} {to}: {refused:?}");
        }
        let odd = formatted(&Letter { to_name: "Wang \"W\" <x@y>, (z)".into(), subject: "a: b".into(), ..letter() }).unwrap();
        assert_eq!(odd.lines().filter(|line| line.starts_with("To:")).count(), 1, "{odd}");
        assert!(!odd.contains("Bcc"));
    }
}
