//! Reminders by e-mail: runs that find what is to be told, messages and their fate, and the alarm when none of this happens.

mod compose;
mod plan;
mod send;
mod watch;

use std::cell::RefCell;
use std::sync::Arc;

use chrono::{DateTime, Utc};

pub use compose::{Prepared, compose};
pub use plan::{RunReport, remind};
pub use send::{Round, send};
pub use watch::{Watch, reminders_watch};

use super::access::Access;
use super::books::Books;
use super::error::ServiceError;
use super::sign_in::Desk;
use crate::clock::day_of;
use crate::domain::Day;
use crate::domain::access::{Action, Object};
use crate::domain::deadline::DeadlineState;
use crate::domain::id::{CaseId, MailId, PersonId};
use crate::domain::reminder::{Choice, MailState};
use crate::mail::{self, Carrier};
use crate::settings::MailSettings;
use crate::store::{Act, Database, DeadlineKey, MailListed, StoreError};

/// A message as a run would write it.
#[derive(Debug, Clone)]
pub struct Foreseen {
    /// The message.
    pub listed: MailListed,
    /// What would be sent.
    pub prepared: Prepared,
}

/// What a run at a moment would do: it is made, looked at, and taken back.
///
/// # Errors
/// As [`remind`].
pub fn remind_dry(
    database: &mut Database,
    books: &Arc<Books>,
    pages: &str,
    now: DateTime<Utc>,
) -> Result<(RunReport, Vec<Foreseen>), ServiceError> {
    enum Taken {
        Back(RunReport, Vec<Foreseen>),
        Failed(ServiceError),
    }
    impl From<StoreError> for Taken {
        fn from(error: StoreError) -> Self {
            Self::Failed(error.into())
        }
    }
    let look = |database: &mut Database| -> Result<(RunReport, Vec<Foreseen>), ServiceError> {
        let report = remind(&Lent(RefCell::new(database)), books, now)?;
        let mut foreseen = Vec::new();
        for listed in database.mails_list(Some(MailState::Waiting), None, u32::MAX)? {
            if listed.mail.created_at == now {
                let prepared = compose(database, books, pages, &listed.mail, now, false)?;
                foreseen.push(Foreseen { listed, prepared });
            }
        }
        foreseen.reverse();
        Ok((report, foreseen))
    };
    let made: Result<(), Taken> = database.together(|database| match look(database) {
        Ok((report, foreseen)) => Err(Taken::Back(report, foreseen)),
        Err(error) => Err(Taken::Failed(error)),
    });
    match made {
        Err(Taken::Back(report, foreseen)) => Ok((report, foreseen)),
        Err(Taken::Failed(error)) => Err(error),
        Ok(()) => Ok((RunReport::default(), Vec::new())),
    }
}

/// A database within an act of somebody else.
struct Lent<'a>(RefCell<&'a mut Database>);

impl Desk for Lent<'_> {
    fn read<T>(&self, look: impl FnOnce(&mut Database) -> Result<T, ServiceError>) -> Result<T, ServiceError> {
        look(&mut self.0.borrow_mut())
    }

    fn write<T: Send + 'static>(
        &self,
        act: impl FnOnce(&mut Database) -> Result<T, ServiceError> + Send + 'static,
    ) -> Result<T, ServiceError> {
        self.0.borrow_mut().together(act)
    }
}

/// The carrier the settings name; `None` where messages wait.
///
/// # Errors
/// Settings that cannot be used.
pub fn carrier(settings: &MailSettings) -> Result<Option<Box<dyn Carrier>>, ServiceError> {
    mail::open(settings).map_err(|fault| ServiceError::Said(fault.0))
}

/// A message, and the letter it is now.
///
/// # Errors
/// [`ServiceError::Denied`]; no such message.
pub fn mail_shown(
    database: &mut Database,
    access: &Access,
    books: &Books,
    pages: &str,
    mail: MailId,
    now: DateTime<Utc>,
) -> Result<(MailListed, Prepared), ServiceError> {
    access.may(Action::OutboxRead, &Object::Deployment)?;
    let listed = database.mail(mail)?;
    let prepared = compose(database, books, pages, &listed.mail, now, false)?;
    Ok((listed, prepared))
}

/// Messages and what became of them, the newest first.
///
/// # Errors
/// [`ServiceError::Denied`], or what the engine reports.
pub fn mails(
    database: &mut Database,
    access: &Access,
    state: Option<MailState>,
    before: Option<MailId>,
    limit: u32,
) -> Result<Vec<MailListed>, ServiceError> {
    access.may(Action::OutboxRead, &Object::Deployment)?;
    Ok(database.mails_list(state, before, limit)?)
}

/// Puts a message that waits or was put aside, or all that were put aside, back to be sent at once; how many.
///
/// # Errors
/// [`ServiceError::Denied`]; no such message.
pub fn mail_retry(database: &mut Database, access: &Access, mail: Option<MailId>, act: &Act<'_>) -> Result<usize, ServiceError> {
    access.may(Action::OutboxRetry, &Object::Deployment)?;
    Ok(database.mail_retry(mail, act)?)
}

/// Which overdue deadline somebody takes note of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overdue<'a> {
    /// Id of the rule, or code of the instrument.
    pub rule: &'a str,
    /// Day it runs from.
    pub from: Day,
    /// Day it was due; `None`: the only one there is.
    pub due_on: Option<Day>,
}

/// Takes note of an overdue deadline of ours: nobody is told of it any more.
///
/// # Errors
/// [`ServiceError::Denied`]; no such case; no such deadline that is overdue.
pub fn acknowledge(
    database: &mut Database,
    access: &Access,
    case: CaseId,
    overdue: &Overdue<'_>,
    act: &Act<'_>,
) -> Result<(), ServiceError> {
    access.may_case(database, Action::OverdueAcknowledge, case)?;
    let meant = |deadline: &crate::store::DeadlineListed| {
        deadline.rule == overdue.rule
            && deadline.from == overdue.from
            && deadline.ours
            && deadline.state == DeadlineState::Overdue
            && (overdue.due_on.is_none() || deadline.safe_on == overdue.due_on)
    };
    let found: Vec<DeadlineKey> = database
        .deadlines_of(case, day_of(act.at))?
        .into_iter()
        .filter(meant)
        .filter_map(|deadline| {
            Some(DeadlineKey { case, rule: deadline.rule, from: deadline.from, unit: deadline.unit, due_on: deadline.safe_on? })
        })
        .collect();
    if found.is_empty() {
        return Err(ServiceError::said("没有这样一项已逾期的期限", "there is no such deadline that is overdue"));
    }
    for key in found {
        database.reminder_acknowledge(&key, act)?;
    }
    Ok(())
}

/// What a person has chosen.
///
/// # Errors
/// What the engine reports.
pub fn reminder_choice(database: &mut Database, person: PersonId) -> Result<Choice, ServiceError> {
    Ok(database.reminder_choice(person)?)
}

/// Most steps a person may choose.
const STEPS: usize = 8;

/// Keeps what a person has chosen.
///
/// # Errors
/// Working days that are not 1 to 60, or too many of them.
pub fn reminder_choose(database: &mut Database, person: PersonId, choice: &Choice) -> Result<(), ServiceError> {
    if let Some(days) = &choice.ahead
        && (days.len() > STEPS || days.iter().any(|day| !(1..=60).contains(day)))
    {
        return Err(ServiceError::said(
            format!("提前的工作日应为 1 至 60，至多{STEPS}个"),
            format!("working days ahead are 1 to 60, at most {STEPS} of them"),
        ));
    }
    Ok(database.reminder_choose(person, choice)?)
}
