//! How long hearings are taken to last.

use super::reader::Reader;

/// `[hearings]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HearingSettings {
    /// Minutes a hearing is taken to last.
    pub minutes: u16,
}

impl HearingSettings {
    pub(super) fn read(reader: &mut Reader) -> Option<Self> {
        let minutes = reader.number("hearings.minutes", 15..=720)?;
        Some(Self { minutes: u16::try_from(minutes).ok()? })
    }
}
