//! How figures are printed.

use super::reader::Reader;
use crate::domain::statistics::RoundingMode;

const MODES: &[(&str, RoundingMode)] = &[("half-up", RoundingMode::HalfUp), ("truncate", RoundingMode::Truncate)];

/// `[statistics]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StatisticsSettings {
    /// Rounding of a printed rate.
    pub rounding: RoundingMode,
    /// Decimals of a printed percentage, 0 to 6.
    pub decimals: u8,
    /// Smallest denominator of a rate that is printed as a percentage and ranked.
    pub small_base: i64,
}

impl StatisticsSettings {
    pub(super) fn read(reader: &mut Reader) -> Option<Self> {
        let rounding = reader.choice("statistics.rounding", MODES);
        let decimals = reader.number("statistics.decimals", 0..=6).and_then(|n| u8::try_from(n).ok());
        let small_base = reader.number("statistics.small-base", 0..=10_000).and_then(|n| i64::try_from(n).ok());
        Some(Self { rounding: rounding?, decimals: decimals?, small_base: small_base? })
    }
}
