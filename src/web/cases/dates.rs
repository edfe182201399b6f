//! How a date stands, in words and in the class that colours them.

use crate::domain::Day;
use crate::domain::deadline::{DeadlineState, Standing};
use crate::domain::words::Lang;
use crate::i18n::pages::cases::due;
use crate::service::NextDate;
use crate::web::shell::Shell;

/// A date of a list.
pub struct Due {
    /// The day; empty while the clock stands.
    pub day: String,
    /// How it stands; words carry it, the class only colours.
    pub stands: String,
    /// Class of the style sheet.
    pub class: &'static str,
    /// What must be done.
    pub what: String,
}

impl Due {
    /// A date as a page shows it; near means within `soon` working days.
    pub fn new(next: &NextDate, shell: &Shell, today: Day, soon: i64) -> Self {
        Self {
            day: next.standing.due_on.map(|day| shell.day(day)).unwrap_or_default(),
            stands: stands(&next.standing, (next.provisional, next.estimated), today, soon, shell.lang),
            class: class(&next.standing, soon),
            what: next.obligation.in_lang(shell.lang).to_owned(),
        }
    }
}

/// How a date stands, and whether it is provisional or estimated.
pub fn stands(standing: &Standing, (provisional, estimated): (bool, bool), today: Day, soon: i64, lang: Lang) -> String {
    let mut words = due::stands(standing, today, soon).in_lang(lang).to_owned();
    for (_, flag) in [(provisional, due::PROVISIONAL), (estimated, due::ESTIMATED)].iter().filter(|(holds, _)| *holds) {
        words.push_str(" · ");
        words.push_str(flag.in_lang(lang));
    }
    words
}

/// The class of a date: how loud it is.
pub fn class(standing: &Standing, soon: i64) -> &'static str {
    match (standing.state, standing.working_days_left) {
        (DeadlineState::Overdue, _) => "overdue",
        (DeadlineState::DueToday, _) => "today",
        (DeadlineState::Open, Some(left)) if left <= soon => "soon",
        (DeadlineState::Met | DeadlineState::MetLate | DeadlineState::Lapsed, _) => "done",
        _ => "later",
    }
}
