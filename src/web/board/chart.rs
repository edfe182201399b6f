//! A chart by month, drawn on the server: bars with patterns as well as colours. The table beside it has the numbers.

use crate::service::figures::Months;

/// Groups of bars on a grid.
pub struct Chart {
    /// What it shows, for who cannot see it.
    pub description: String,
    /// Bars.
    pub bars: Vec<Bar>,
    /// Lines of the grid.
    pub lines: Vec<GridLine>,
    /// Months under them.
    pub months: Vec<(u32, usize)>,
    /// What each kind of bar stands for.
    pub keys: Vec<Key>,
}

/// A bar.
pub struct Bar {
    /// Left edge.
    pub x: u32,
    /// Upper edge.
    pub y: u32,
    /// Height.
    pub height: u32,
    /// Which series, from 1.
    pub series: usize,
}

/// A line of the grid with its value.
pub struct GridLine {
    /// Height.
    pub y: u32,
    /// Value.
    pub value: i64,
}

/// A kind of bar.
pub struct Key {
    /// Left edge.
    pub x: u32,
    /// Which series, from 1.
    pub series: usize,
    /// Name.
    pub name: String,
}

/// Left edge of the first month.
const LEFT: u32 = 36;
/// Width of a month.
const MONTH: u32 = 56;
/// Width of a bar.
const BAR: u32 = 14;
/// Upper edge of the grid.
const TOP: u32 = 28;
/// Height of the grid.
const HEIGHT: u32 = 150;

impl Chart {
    /// The months of some counts; `None` where there is nothing to draw.
    pub fn new(description: String, series: &[Months], names: Vec<String>) -> Option<Self> {
        let most = series.iter().flat_map(|months| months.now).max().filter(|most| *most > 0)?;
        let step = step(most);
        let scale = (most + step - 1) / step * step;
        let height = |value: i64| u32::try_from(value.max(0) * i64::from(HEIGHT) / scale).unwrap_or(0);
        let mut bars = Vec::new();
        for (position, months) in (0..).zip(series) {
            for (month, value) in (0..).zip(months.now) {
                let height = height(value);
                let x = LEFT + 4 + month * MONTH + position * (BAR + 2);
                bars.push(Bar { x, y: TOP + HEIGHT - height, height, series: position as usize + 1 });
            }
        }
        let lines = (0..=scale / step).map(|at| GridLine { y: TOP + HEIGHT - height(at * step), value: at * step });
        let keys = names.into_iter().zip(0..).map(|(name, at)| Key { x: LEFT + at * 200, series: at as usize + 1, name });
        Some(Self {
            description,
            bars,
            lines: lines.collect(),
            months: (0..12).map(|month: u32| (LEFT + month * MONTH + MONTH / 2, month as usize + 1)).collect(),
            keys: keys.collect(),
        })
    }
}

/// A round distance between the lines of a grid that needs no more than five of them.
fn step(most: i64) -> i64 {
    let mut step = 1;
    loop {
        for factor in [1, 2, 5] {
            if most <= step * factor * 5 {
                return step * factor;
            }
        }
        step *= 10;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_grid_holds_every_bar_in_few_lines() {
        for most in [1, 4, 5, 6, 11, 49, 51, 999, 123_456] {
            let step = step(most);
            let lines = (most + step - 1) / step;
            assert!(lines <= 5 && lines * step >= most, "{most}: {lines} lines of {step}");
        }
    }
}
