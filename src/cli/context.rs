//! What every subcommand is given.

use crate::clock::Clock;
use crate::domain::words::Lang;
use crate::settings::Settings;

/// The settings of this run and the clock it goes by.
#[derive(Debug, Clone)]
pub struct Context {
    /// All settings, every layer applied.
    pub settings: Settings,
    /// The only source of "now".
    pub clock: Clock,
}

impl Context {
    /// The language to speak.
    pub fn lang(&self) -> Lang {
        self.settings.lang
    }
}
