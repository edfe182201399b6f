//! A message of the outbox as the letter it is today.

use chrono::{DateTime, Utc};

use crate::clock::day_of;
use crate::domain::Day;
use crate::domain::deadline::{DeadlineState, Standing, words_of};
use crate::domain::masking::{self, Purpose};
use crate::domain::reminder::{Change, Hearing, MailKind, Notice};
use crate::domain::words::{Lang, Sentence};
use crate::i18n::citation::rule_in_full;
use crate::i18n::mail::{self as words, Composed, HearingTold, Line, When};
use crate::i18n::tasks::case::{ESTIMATED, PROVISIONAL, stands};
use crate::mail::{Invitation, Letter};
use crate::service::view::case_page_of;
use crate::service::{Books, ServiceError};
use crate::settings::lang_named;
use crate::store::{Database, Mail, Told, ToldCase};

/// What is to be done with a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Prepared {
    /// Send this.
    Letter(Box<Letter>),
    /// It says nothing any more.
    Cancel(Sentence),
    /// Somebody must see to it first.
    Park(Sentence),
}

/// The letter of a message, as things stand at a moment. With `drop` what no longer holds is taken out of the message for good.
///
/// # Errors
/// A row that cannot be read, or what the engine reports.
pub fn compose(
    database: &mut Database,
    books: &Books,
    pages: &str,
    mail: &Mail,
    now: DateTime<Utc>,
    drop: bool,
) -> Result<Prepared, ServiceError> {
    let today = day_of(now);
    let to = database.recipient(mail.person, today)?;
    if !to.active {
        return Ok(Prepared::Cancel(words::ACCOUNT_ENDED.into()));
    }
    let lang = lang_named(&to.lang).unwrap_or_default();
    let told = match mail.kind {
        MailKind::Digest | MailKind::DueToday => {
            let told = database.told(mail.id, today, drop)?;
            if told.is_empty() {
                return Ok(Prepared::Cancel(words::NOTHING_HOLDS.into()));
            }
            let lines: Vec<Line> = told.into_iter().map(|told| line(books, pages, told, today, lang)).collect();
            Some((words::deadlines(mail.kind, &lines, today, lang), None))
        }
        MailKind::SuitServed | MailKind::Hearing => match (serde_json::from_str(&mail.content), mail.case) {
            (Ok(notice), Some(case)) => Some(notified(books, pages, &database.told_case(case)?, &notice, lang)),
            _ => None,
        },
    };
    let Some((Composed { subject, text, html }, invitation)) = told else { return Ok(Prepared::Park(words::UNREADABLE.into())) };
    let Some(address) = to.email.filter(|email| !email.trim().is_empty()) else { return Ok(Prepared::Park(words::NO_ADDRESS.into())) };
    let letter = Letter { message_id: mail.message_id.clone(), to_name: to.name, to: address, subject, text, html, at: now, invitation };
    Ok(Prepared::Letter(Box::new(letter)))
}

/// Number, else `#` and the id.
fn name(case: &ToldCase) -> String {
    case.number.clone().unwrap_or_else(|| format!("#{}", case.id))
}

/// Masked names: a message leaves the office.
fn parties(case: &ToldCase) -> String {
    let masked = case.parties.split('、').filter_map(|name| masking::name(name, Purpose::Mail, false));
    masked.collect::<Vec<_>>().join("、")
}

fn line(books: &Books, pages: &str, told: Told, today: Day, lang: Lang) -> Line {
    let (due_on, latest_on) = (told.key.due_on, told.latest_on);
    let state = DeadlineState::of_pending(Some(due_on), Some(latest_on), told.estimated, today);
    let standing = Standing::on(today, &books.law.calendar, state, Some(due_on), Some(latest_on), None);
    let (obligation, article) = words_of(&books.law, &told.key.rule, told.key.from);
    let mut stands = stands(standing, today).in_lang(lang).to_owned();
    for (_, flag) in [(told.provisional, PROVISIONAL), (told.estimated, ESTIMATED)].iter().filter(|(holds, _)| *holds) {
        stands.push_str(flag.in_lang(lang));
    }
    Line {
        case: name(&told.case),
        parties: parties(&told.case),
        obligation: obligation.in_lang(lang).to_owned(),
        article: rule_in_full(&article, lang),
        unit: told.unit,
        due_on,
        stands,
        overdue: state == DeadlineState::Overdue,
        link: case_page_of(pages, told.case.id),
    }
}

fn notified(books: &Books, pages: &str, case: &ToldCase, notice: &Notice, lang: Lang) -> (Composed, Option<Invitation>) {
    let (number, link) = (name(case), case_page_of(pages, case.id));
    match notice {
        Notice::SuitServed { on } => (words::suit_served(&number, case.court.as_deref(), &parties(case), *on, link.as_deref(), lang), None),
        Notice::Hearing { hearing, change, before, before_at, place } => {
            let Hearing { instrument, on, .. } = hearing;
            let what = words_of(&books.law, instrument, *on).0;
            let what = what.in_lang(lang);
            let told = HearingTold {
                what,
                case: &number,
                change: *change,
                on: When { on: *on, at: hearing.at },
                before: before.map(|on| When { on, at: *before_at }),
                place: place.as_deref(),
                link: link.as_deref(),
            };
            let composed = words::hearing(&told, lang);
            let invitation = Invitation {
                hearing: hearing.clone(),
                lasts: books.hearing_lasts,
                called_off: *change == Change::CalledOff,
                summary: words::hearing_summary(what, &number, lang),
                place: place.clone(),
                link,
            };
            (composed, Some(invitation))
        }
    }
}
