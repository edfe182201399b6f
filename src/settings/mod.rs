//! Settings: `config/default.toml` (compiled in, and the manual) < `--config FILE` < `FUYI_*` < command-line options.
//!
//! One file a topic. Every fault of every layer is found before one error lists them all.

mod database;
mod fault;
mod hearings;
mod import;
mod keys;
mod law;
mod layers;
mod mail;
mod reader;
mod reminders;
mod report;
mod server;
mod sign_in;
mod statistics;

use std::path::Path;

pub use database::DatabaseSettings;
pub use fault::{Fault, Origin, SettingsFaults};
pub use hearings::HearingSettings;
pub use import::ImportSettings;
pub use keys::KeySettings;
use layers::Layers;
pub use mail::{MailSettings, Security, Transport};
use reader::Reader;
pub use reminders::RemindersSettings;
pub use report::ReportSettings;
pub use server::{Cookies, ServerSettings};
pub use sign_in::{SecondFactorFor, SignInSettings};
pub use statistics::StatisticsSettings;

use crate::domain::law::LegalSettings;
use crate::domain::words::{Lang, Sentence};

/// The defaults, with the meaning of every setting in comments.
pub const MANUAL: &str = include_str!("../../config/default.toml");

/// All settings of one run.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    /// Language of messages, tables and help.
    pub lang: Lang,
    /// Filter of diagnostics, in the notation of `tracing_subscriber::EnvFilter`.
    pub log: String,
    /// Whether diagnostics are objects of JSON, one a line.
    pub log_json: bool,
    /// Where the cases live.
    pub database: DatabaseSettings,
    /// How figures are printed.
    pub statistics: StatisticsSettings,
    /// What words the annual report.
    pub report: ReportSettings,
    /// Bounds on what an import may take in.
    pub import: ImportSettings,
    /// How long hearings are taken to last.
    pub hearings: HearingSettings,
    /// When to remind of a deadline.
    pub reminders: RemindersSettings,
    /// How mail leaves.
    pub mail: MailSettings,
    /// What the texts of the law leave open.
    pub law: LegalSettings,
    /// The service over HTTP.
    pub server: ServerSettings,
    /// How people prove who they are.
    pub sign_in: SignInSettings,
    /// Where the keys come from.
    pub keys: KeySettings,
}

/// A setting given on the command line: the option as typed (`--database`), the setting it sets, its value.
pub type Override = (&'static str, &'static str, String);

impl Settings {
    /// Puts the layers on each other: defaults, the file if there is one, the `FUYI_*` variables among `environment`, and
    /// `overrides`.
    ///
    /// # Errors
    /// [`SettingsFaults`] with every fault of every layer: an unreadable file, an unknown name, a value of the wrong shape.
    pub fn load(
        file: Option<&Path>,
        environment: impl IntoIterator<Item = (String, String)>,
        overrides: impl IntoIterator<Item = Override>,
    ) -> Result<Self, SettingsFaults> {
        let mut layers = Layers::of(MANUAL);
        if let Some(path) = file {
            match std::fs::read_to_string(path) {
                Ok(text) => layers.lay_file(path, &text),
                Err(error) => layers.refuse_file(path, &error),
            }
        }
        layers.lay_environment(environment);
        layers.lay_overrides(overrides);
        Self::read(layers)
    }

    fn read(layers: Layers) -> Result<Self, SettingsFaults> {
        let mut reader = Reader::over(layers);
        let lang = reader.choice("lang", LANGS);
        let log = reader.text("log");
        let log_json = reader.choice("log-format", &[("text", false), ("json", true)]);
        let database = DatabaseSettings::read(&mut reader);
        let statistics = StatisticsSettings::read(&mut reader);
        let report = ReportSettings::read(&mut reader);
        let import = ImportSettings::read(&mut reader);
        let hearings = HearingSettings::read(&mut reader);
        let reminders = RemindersSettings::read(&mut reader);
        let mail = MailSettings::read(&mut reader);
        let law = law::read(&mut reader);
        let sign_in = SignInSettings::read(&mut reader);
        let keys = KeySettings::read(&mut reader);
        let server = ServerSettings::read(&mut reader);
        // whatever could not be read has left a fault
        let whole = || {
            Some(Self {
                lang: lang?,
                log: log?,
                log_json: log_json?,
                database: database?,
                statistics: statistics?,
                report: report?,
                import: import?,
                hearings: hearings?,
                reminders: reminders?,
                mail: mail?,
                law: law?,
                sign_in: sign_in?,
                keys: keys?,
                server: server?,
            })
        };
        let faults = reader.into_faults();
        whole().filter(|_| faults.is_empty()).ok_or(SettingsFaults(faults))
    }
}

/// The languages by the names settings and `--lang` give them.
pub const LANGS: &[(&str, Lang)] = &[("zh-CN", Lang::Zh), ("en", Lang::En)];

/// The language of a name such as `zh-CN`.
pub fn lang_named(name: &str) -> Option<Lang> {
    LANGS.iter().find(|(known, _)| *known == name).map(|(_, lang)| *lang)
}

/// "one of a, b, c" in both languages.
fn one_of<T>(choices: &[(&str, T)]) -> Sentence {
    let quoted: Vec<String> = choices.iter().map(|(name, _)| format!("\"{name}\"")).collect();
    Sentence::new(format!("应为 {} 之一", quoted.join("、")), format!("expected one of {}", quoted.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::law::{MonthEnd, OuterLimits};

    fn from(text: &str, environment: &[(&str, &str)]) -> Result<Settings, SettingsFaults> {
        let mut layers = Layers::of(MANUAL);
        layers.lay_file(Path::new("bureau.toml"), text);
        layers.lay_environment(environment.iter().map(|(name, value)| (name.to_string(), value.to_string())));
        Settings::read(layers)
    }

    #[test]
    fn the_manual_alone_is_a_whole_set_of_settings() {
        let settings = Settings::load(None, [], []).unwrap();
        assert_eq!(settings.lang, Lang::Zh);
        assert_eq!(settings.database.url, "sqlite://fuyi.sqlite");
        assert_eq!(
            settings.statistics,
            StatisticsSettings { rounding: crate::domain::statistics::RoundingMode::HalfUp, decimals: 1, small_base: 10 }
        );
        assert_eq!(settings.import.max_cell_bytes, 65536);
        assert_eq!(settings.reminders.before_working_days, [7, 3, 1]);
        assert_eq!(settings.hearings.minutes, 120);
    }

    #[test]
    fn the_environment_goes_above_the_file_and_an_option_above_both() {
        let text = "lang = \"en\"\n[statistics]\ndecimals = 2\n[import]\nmax-faults = 5\n";
        let settings = from(text, &[("FUYI_IMPORT_MAX_FAULTS", "7"), ("PATH", "/bin")]).unwrap();
        assert_eq!((settings.lang, settings.statistics.decimals, settings.import.max_faults), (Lang::En, 2, 7));

        let variable = ("FUYI_DATABASE_URL".to_string(), "sqlite://variable".to_string());
        let option = ("--database", "database.url", "sqlite://option".to_string());
        assert_eq!(Settings::load(None, [variable], [option]).unwrap().database.url, "sqlite://option");
    }

    #[test]
    fn a_list_of_numbers_is_written_as_such_or_with_commas() {
        let days = |settings: Result<Settings, SettingsFaults>| settings.map(|settings| settings.reminders.before_working_days);
        assert_eq!(days(from("[reminders]\nbefore-working-days = [10, 2]\n", &[])).unwrap(), [10, 2]);
        assert_eq!(days(from("", &[("FUYI_REMINDERS_BEFORE_WORKING_DAYS", "5, 1")])).unwrap(), [5, 1]);
        for wrong in ["[0]", "[61]", "[\"a\"]", "3"] {
            let faults = days(from(&format!("[reminders]\nbefore-working-days = {wrong}\n"), &[])).unwrap_err().in_lang(Lang::En);
            assert!(faults.contains("reminders.before-working-days: expected a list of whole numbers from 1 to 60"), "{faults}");
        }
    }

    #[test]
    fn rules_may_have_days_of_their_own() {
        let settings = from("[reminders]\nper-rule = \"court-hearing: 10, 1; apl-defence:5\"\n", &[]).unwrap().reminders;
        assert_eq!(settings.schedule().of("court-hearing"), [10, 1]);
        assert_eq!((settings.schedule().of("apl-defence"), settings.schedule().of("other")), (&[5][..], &[7, 3, 1][..]));
        for wrong in ["court-hearing", "a: 0", "a: 1; a: 2", "a: 61", "a: x"] {
            let faults = from(&format!("[reminders]\nper-rule = \"{wrong}\"\n"), &[]).unwrap_err().in_lang(Lang::En);
            assert!(faults.contains("reminders.per-rule: expected rule: days"), "{faults}");
        }
    }

    #[test]
    fn the_password_of_the_mail_server_is_never_shown() {
        let settings = from("[mail]\nuser = \"u\"\n", &[("FUYI_MAIL_PASSWORD", "secret")]).unwrap();
        assert_eq!(settings.mail.password.as_deref(), Some("secret"));
        assert!(!format!("{settings:?}").contains("secret"));
    }

    #[test]
    fn one_error_lists_every_fault_with_its_place_and_what_was_expected() {
        let text = "lang = \"fr\"\ncolour = 1\n[statistics]\ndecimals = 9\nrounding = 3\n[import]\nmax-faults = \"many\"\n";
        let faults = from(text, &[("FUYI_DATABASE_URL", "mysql://root:secret@host"), ("FUYI_DATABSE_URL", "x")]).unwrap_err();
        let (en, zh) = (faults.in_lang(Lang::En), faults.in_lang(Lang::Zh));
        for said in [
            "7 faults",
            "bureau.toml: lang: expected one of \"zh-CN\", \"en\", found \"fr\"",
            "bureau.toml: colour: no setting has this name",
            "bureau.toml: statistics.decimals: expected a whole number from 0 to 6, found 9",
            "bureau.toml: statistics.rounding: expected one of \"half-up\", \"truncate\", found 3",
            "bureau.toml: import.max-faults: expected a whole number from 0",
            "environment: FUYI_DATABASE_URL: expected sqlite://",
            "environment: FUYI_DATABSE_URL: no setting has this name",
        ] {
            assert!(en.contains(said), "{said:?} is missing from:\n{en}");
        }
        assert!(zh.contains("共 7 处"), "{zh}");
        assert!(zh.contains("bureau.toml：statistics.decimals：应为 0 至 6 的整数，实为 9"), "{zh}");
        assert!(!en.contains("secret") && !zh.contains("secret"), "a password is never repeated");
    }

    #[test]
    fn a_file_that_is_not_toml_or_not_there_is_one_fault_naming_the_file() {
        let faults = from("lang = ", &[]).unwrap_err();
        assert!(faults.in_lang(Lang::En).contains("bureau.toml: line 1: "), "{}", faults.in_lang(Lang::En));
        let faults = Settings::load(Some(Path::new("no-such-file.toml")), [], []).unwrap_err();
        assert!(faults.in_lang(Lang::Zh).contains("no-such-file.toml：无法读取"), "{}", faults.in_lang(Lang::Zh));
    }

    #[test]
    fn the_law_is_read_as_practice_chose_it() {
        assert_eq!(Settings::load(None, [], []).unwrap().law, LegalSettings::default());
        let law = from("[law]\nmonth-end = \"first-of-next\"\n", &[("FUYI_LAW_OUTER_LIMITS", "never")]).unwrap().law;
        assert_eq!(law, LegalSettings { month_end: MonthEnd::FirstOfNext, outer_limits: OuterLimits::Never, ..LegalSettings::default() });
        let faults = from("[law]\nbackward = \"sideways\"\n", &[]).unwrap_err().in_lang(Lang::En);
        assert!(faults.contains("law.backward: expected one of \"safe\", \"minimal\", found \"sideways\""), "{faults}");
    }
}
