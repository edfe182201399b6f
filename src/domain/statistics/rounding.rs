//! Percentages in exact whole-number arithmetic: no floating point touches a published figure.

use serde::{Deserialize, Serialize};

/// How a percentage is cut to its decimals (RD-1, RD-2; both occur in published reports).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RoundingMode {
    /// Half away from zero 四舍五入.
    #[default]
    HalfUp,
    /// Later digits cut off 截断.
    Truncate,
}

/// Rounding mode and number of decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rounding {
    /// Mode.
    pub mode: RoundingMode,
    /// Decimals, at most [`Rounding::MOST_DECIMALS`].
    pub decimals: u8,
}

impl Default for Rounding {
    fn default() -> Self {
        Self { mode: RoundingMode::HalfUp, decimals: 1 }
    }
}

impl Rounding {
    /// Most decimals a percentage can be asked for.
    pub const MOST_DECIMALS: u8 = 6;

    /// Half-up to so many decimals.
    pub const fn half_up(decimals: u8) -> Self {
        Self { mode: RoundingMode::HalfUp, decimals }
    }

    /// Truncated to so many decimals.
    pub const fn truncate(decimals: u8) -> Self {
        Self { mode: RoundingMode::Truncate, decimals }
    }

    /// `part` of `whole` in percent. `None` without a base: nothing divided by nothing is not 100 %.
    pub fn percent(self, part: i64, whole: i64) -> Option<String> {
        self.quotient(i128::from(part) * 100, whole.into())
    }

    /// Change from `previous` to `current` in percent of `previous` (TB-1). `None` without a base.
    pub fn change(self, previous: i64, current: i64) -> Option<String> {
        self.quotient((i128::from(current) - i128::from(previous)) * 100, previous.into())
    }

    /// Difference of two fractions (part, whole) in percentage points (TB-2): the exact fractions are subtracted, then
    /// rounded once. `None` when either has no base.
    pub fn points(self, previous: (i64, i64), current: (i64, i64)) -> Option<String> {
        if previous.1 <= 0 || current.1 <= 0 {
            return None;
        }
        let cross = |(part, _): (i64, i64), (_, whole): (i64, i64)| i128::from(part) * i128::from(whole);
        let difference = cross(current, previous).checked_sub(cross(previous, current))?;
        self.quotient(difference.checked_mul(100)?, i128::from(previous.1) * i128::from(current.1))
    }

    /// `numerator / denominator` as a decimal number. `None` for a denominator that is not positive, or for counts so
    /// large (beyond 10^12) that the exact product does not fit.
    fn quotient(self, numerator: i128, denominator: i128) -> Option<String> {
        if denominator <= 0 {
            return None;
        }
        let decimals = u32::from(self.decimals.min(Self::MOST_DECIMALS));
        let unit = 10_i128.pow(decimals);
        let scaled = numerator.checked_abs()?.checked_mul(unit)?;
        let (cut, rest) = (scaled / denominator, scaled % denominator);
        let up = self.mode == RoundingMode::HalfUp && rest >= denominator - rest;
        let digits = cut + i128::from(up);
        let sign = if numerator < 0 && digits != 0 { "-" } else { "" };
        let (whole, fraction) = (digits / unit, digits % unit);
        Some(match decimals {
            0 => format!("{sign}{whole}"),
            _ => format!("{sign}{whole}.{fraction:0width$}", width = decimals as usize),
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn rounds_as_reports_do() {
        let one = Rounding::default();
        assert_eq!(one.percent(2, 29).as_deref(), Some("6.9"));
        assert_eq!(one.percent(11, 44).as_deref(), Some("25.0"));
        assert_eq!(one.percent(0, 29).as_deref(), Some("0.0"));
        assert_eq!(one.percent(1, 2000).as_deref(), Some("0.1"), "0.05 goes up");
        assert_eq!(Rounding::truncate(1).percent(1, 2000).as_deref(), Some("0.0"));
        assert_eq!(Rounding::half_up(0).percent(1, 200).as_deref(), Some("1"));
        assert_eq!(one.change(46, 31).as_deref(), Some("-32.6"));
        assert_eq!(one.change(100_000, 99_999).as_deref(), Some("0.0"), "never a negative zero");
        assert_eq!(one.points((11, 44), (2, 29)).as_deref(), Some("-18.1"));
    }

    #[test]
    fn nothing_of_nothing_is_no_percentage() {
        assert_eq!(Rounding::default().percent(0, 0), None);
        assert_eq!(Rounding::default().change(0, 5), None);
        assert_eq!(Rounding::default().points((0, 0), (1, 2)), None);
        assert_eq!(Rounding::default().points((1, 2), (0, 0)), None);
    }

    #[test]
    fn points_come_from_the_exact_fractions() {
        // 1/3 = 33.3, 1/6 = 16.7: the rounded rates differ by 16.6, the fractions by 16.7
        assert_eq!(Rounding::default().points((1, 6), (1, 3)).as_deref(), Some("16.7"));
    }

    #[test]
    fn published_rates_come_out() {
        // 上海市 2014, 重庆市 2020, 江苏法院 2022, 山东法院 2018: (part, whole, rounding, printed)
        let published = [
            (77 + 63 + 43 + 8, 4696, Rounding::half_up(1), "4.1"),
            (4955, 6200, Rounding::half_up(1), "79.9"),
            (4696, 5631, Rounding::half_up(1), "83.4"),
            (3086, 3246, Rounding::half_up(2), "95.07"),
            (1313 + 572, 3086, Rounding::half_up(2), "61.08"),
            (413, 3086, Rounding::half_up(2), "13.38"),
            (12865, 14427 - 1436, Rounding::half_up(2), "99.03"),
            (1376, 17701, Rounding::half_up(1), "7.8"),
            (2683, 16373, Rounding::truncate(1), "16.3"),
            (2683, 16373, Rounding::half_up(1), "16.4"),
        ];
        for (part, whole, rounding, printed) in published {
            assert_eq!(rounding.percent(part, whole).as_deref(), Some(printed), "{part}/{whole}");
        }
        assert_ne!(Rounding::half_up(1).percent(7448, 12628).as_deref(), Some("59.5"), "printed, and does not reproduce");
    }

    /// Long division by hand, digit by digit: a second way to the same number.
    fn by_long_division(part: u64, whole: u64, decimals: u8, half_up: bool) -> String {
        let (part, whole) = (u128::from(part) * 100, u128::from(whole));
        let mut digits = (part / whole).to_string().into_bytes();
        let point = digits.len();
        let mut rest = part % whole;
        for _ in 0..=decimals {
            rest *= 10;
            digits.push(b'0' + (rest / whole) as u8);
            rest %= whole;
        }
        let next = digits.pop().unwrap_or(b'0');
        let mut carry = half_up && next >= b'5';
        for digit in digits.iter_mut().rev() {
            if !carry {
                break;
            }
            carry = *digit == b'9';
            *digit = if carry { b'0' } else { *digit + 1 };
        }
        let text = String::from_utf8(digits).unwrap();
        let (whole, fraction) = text.split_at(point);
        let whole = if carry { format!("1{whole}") } else { whole.to_owned() };
        if decimals == 0 { whole } else { format!("{whole}.{fraction}") }
    }

    proptest! {
        #[test]
        fn agrees_with_long_division(part in 0u64..1_000_000_000_000, whole in 1u64..1_000_000_000_000, decimals in 0u8..=6, half_up: bool) {
            let mode = if half_up { RoundingMode::HalfUp } else { RoundingMode::Truncate };
            let rounded = Rounding { mode, decimals }.percent(part as i64, whole as i64);
            prop_assert_eq!(rounded, Some(by_long_division(part, whole, decimals, half_up)));
        }

        #[test]
        fn change_and_its_mirror_differ_by_the_sign_only(previous in 1i64..1_000_000, step in 1i64..1_000_000) {
            let rounding = Rounding::default();
            let (up, down) = (rounding.change(previous, previous + step), rounding.change(previous, previous - step));
            prop_assert_eq!(up.as_deref(), down.as_deref().map(|text| text.trim_start_matches('-')));
        }
    }
}
