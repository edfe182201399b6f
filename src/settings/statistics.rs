//! How figures are printed.

use super::reader::Reader;

/// How a rate is rounded for print; the fraction itself is always kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rounding {
    /// 四舍五入, the usage of the national forms.
    HalfUp,
    /// 四舍六入五成双 (GB/T 8170).
    HalfEven,
    /// Cut off.
    Down,
}

const ROUNDINGS: &[(&str, Rounding)] = &[("half-up", Rounding::HalfUp), ("half-even", Rounding::HalfEven), ("down", Rounding::Down)];

/// `[statistics]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StatisticsSettings {
    /// Rounding of a printed rate.
    pub rounding: Rounding,
    /// Decimals of a printed percentage, 0 to 6.
    pub decimals: u32,
}

impl StatisticsSettings {
    pub(super) fn read(reader: &mut Reader) -> Option<Self> {
        let rounding = reader.choice("statistics.rounding", ROUNDINGS);
        let decimals = reader.number("statistics.decimals", 0..=6).and_then(|n| u32::try_from(n).ok());
        Some(Self { rounding: rounding?, decimals: decimals? })
    }
}
