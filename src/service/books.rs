//! The books a use case decides by: the law with this bureau's choices, and the registry of figures.

use std::path::Path;

use super::error::ServiceError;
use crate::domain::Day;
use crate::domain::calendar::CalendarYear;
use crate::domain::case::mark::Instrument;
use crate::domain::case::{Case, CaseKind, History};
use crate::domain::deadline::pending;
use crate::domain::law::Law;
use crate::domain::reminder::Schedule;
use crate::domain::statistics::statutory::Layouts;
use crate::domain::statistics::{ABSENT, APPEARED, CaseFacts, Registry, Rounding, facts};
use crate::domain::supervision::SupervisionBooks;
use crate::domain::words::Lang;
use crate::i18n::annual::Template;
use crate::i18n::letter::LetterTemplate;
use crate::i18n::mail::no_such_rule;
use crate::i18n::tasks::unreadable;
use crate::settings::Settings;
use crate::store::{Database, Projection, Projector};

/// Law and registry, read once a run.
#[derive(Debug, Clone)]
pub struct Books {
    /// The law.
    pub law: Law,
    /// Definitions of figures.
    pub registry: Registry,
    /// Layouts of the statutory tables.
    pub layouts: Layouts,
    /// Thresholds of supervision and causes of lost cases.
    pub supervision: SupervisionBooks,
    /// How rates are printed.
    pub rounding: Rounding,
    /// Below this denominator a rate is shown as a fraction only, and ranked with nothing.
    pub small_base: i64,
    /// Minutes a hearing is taken to last.
    pub hearing_lasts: u16,
    /// Working days before a deadline on which it is brought to mind.
    pub warn_before: Vec<u32>,
    /// The same, with the rules that differ.
    pub schedule: Schedule,
    /// What words the annual report, in Chinese and in English.
    pub templates: [Template; 2],
    /// What words letters of supervision, in Chinese and in English.
    pub letters: [LetterTemplate; 2],
}

impl Books {
    /// Opens the bundled books with the choices of the settings.
    ///
    /// # Errors
    /// Faults of the bundled files.
    pub fn open(settings: &Settings) -> Result<Self, ServiceError> {
        let law = Law::bundled()?.with_settings(settings.law);
        let registry = Registry::bundled(&|code| {
            let listed = ["absence-reason", "correction-ground"].into_iter().any(|list| law.codes.code(list, code).is_some());
            listed || law.codes.outcome(code).is_some() || [APPEARED, ABSENT].contains(&code)
        })?;
        let layouts = Layouts::bundled(&law.codes, &registry)?;
        let supervision = SupervisionBooks::bundled(&|definition| registry.definition(definition).is_some())?;
        let rounding = Rounding { mode: settings.statistics.rounding, decimals: settings.statistics.decimals };
        let small_base = settings.statistics.small_base;
        let schedule = settings.reminders.schedule();
        let known = |rule: &str| law.rules.get(rule).is_some() || Instrument::ALL.iter().any(|instrument| instrument.code() == rule);
        if let Some(unknown) = schedule.by_rule.keys().find(|rule| !known(rule)) {
            return Err(ServiceError::Said(no_such_rule(unknown)));
        }
        let templates = [template(settings, Lang::Zh, &registry)?, template(settings, Lang::En, &registry)?];
        let letters = [letters(settings, Lang::Zh)?, letters(settings, Lang::En)?];
        Ok(Self {
            templates,
            letters,
            law,
            registry,
            layouts,
            supervision,
            rounding,
            small_base,
            hearing_lasts: settings.hearings.minutes,
            warn_before: settings.reminders.before_working_days.clone(),
            schedule,
        })
    }

    /// Opens the books as [`Books::open`], with the calendars that were taken in at this database laid over the bundled ones. Where there is
    /// no database yet, the bundled ones stand.
    ///
    /// # Errors
    /// As [`Books::open`]; a database of another version, or what the engine reports.
    pub fn of_database(settings: &Settings, url: &str) -> Result<Self, ServiceError> {
        let books = Self::open(settings)?;
        Ok(match Database::open_if_any(url)? {
            Some(mut database) => books.with_calendar(database.calendars()?.into_iter().map(|stored| stored.calendar)),
            None => books,
        })
    }

    /// The same books with these years' calendars laid over: how a running program takes up one that has just been imported.
    pub fn with_calendar(&self, years: impl IntoIterator<Item = CalendarYear>) -> Self {
        let mut books = self.clone();
        books.law.calendar = self.law.calendar.with_years(years);
        books
    }

    /// What words the annual report in a language.
    pub const fn template(&self, lang: Lang) -> &Template {
        let [chinese, english] = &self.templates;
        match lang {
            Lang::Zh => chinese,
            Lang::En => english,
        }
    }

    /// What words letters in a language.
    pub const fn letter_template(&self, lang: Lang) -> &LetterTemplate {
        let [chinese, english] = &self.letters;
        match lang {
            Lang::Zh => chinese,
            Lang::En => english,
        }
    }

    /// Working days within which a date is near: the longest warning.
    pub fn soon(&self) -> i64 {
        self.warn_before.iter().max().copied().map_or(0, i64::from)
    }

    /// What the store keeps of a folded case, with what is pending in it from `today` on.
    pub fn projection(&self, case: &Case, history: &History, today: Day) -> Projection {
        Projection::new(case, history, self.facts(case), pending(&self.law, case, today))
    }

    /// What a folded case adds to the figures.
    pub fn facts(&self, case: &Case) -> CaseFacts {
        facts(case, &self.law, &self.registry.annual.lost)
    }

    /// The same for whole histories, as seen on a day.
    pub fn on(&self, today: Day) -> BooksOn<'_> {
        BooksOn { books: self, today, law: self.law.fingerprint().to_string() }
    }

    /// Notes in a database without cases by which law the deadlines of its cases will be computed.
    pub(super) fn remembered_by(&self, database: &mut Database) -> Result<(), ServiceError> {
        Ok(database.law_remember(&self.law.fingerprint().to_string())?)
    }
}

/// The template of a language: the file of the settings, else the bundled one.
fn template(settings: &Settings, lang: Lang, registry: &Registry) -> Result<Template, ServiceError> {
    match settings.report.template(lang) {
        Some(path) => template_of(path, registry),
        None => Template::bundled(lang, registry).map_err(ServiceError::Said),
    }
}

/// The template of a file.
///
/// # Errors
/// A file that cannot be read, or what is wrong with the template, with its line.
pub fn template_of(path: &Path, registry: &Registry) -> Result<Template, ServiceError> {
    let (name, text) = named(path)?;
    Template::read(&name, &text, registry).map_err(ServiceError::Said)
}

/// The template of letters in a language: the file of the settings, else the bundled one.
fn letters(settings: &Settings, lang: Lang) -> Result<LetterTemplate, ServiceError> {
    let template = match settings.report.letters(lang) {
        Some(path) => {
            let (name, text) = named(path)?;
            LetterTemplate::read(&name, &text)
        }
        None => LetterTemplate::bundled(lang),
    };
    template.map_err(ServiceError::Said)
}

/// Name and text of a file.
fn named(path: &Path) -> Result<(String, String), ServiceError> {
    let text = std::fs::read_to_string(path).map_err(|fault| ServiceError::Said(unreadable(path, &fault)))?;
    Ok((path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned(), text))
}

/// The books as they are opened on a day.
#[derive(Debug)]
pub struct BooksOn<'a> {
    books: &'a Books,
    today: Day,
    law: String,
}

impl Projector for BooksOn<'_> {
    fn project(&self, kind: CaseKind, history: &History) -> Projection {
        self.books.projection(&Case::fold(kind, history, &self.books.law), history, self.today)
    }

    fn today(&self) -> Day {
        self.today
    }

    fn law(&self) -> &str {
        &self.law
    }
}
