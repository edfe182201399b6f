//! One line a figure: what was measured, what the machine does in the same run, their ratio, what is promised.

/// A figure of the table.
pub struct Figure<'a> {
    pub what: String,
    pub measured: String,
    /// What it is compared with, in the same run, and how many times that was taken.
    pub beside: Option<(String, f64)>,
    /// What is promised, and whether it holds; nothing for a figure that is only worth knowing.
    pub promise: Option<(&'a str, bool)>,
}

pub fn head() {
    println!("{:<46} {:>18}  {:<46} {:>7}  promised", "figure", "measured", "beside it, in the same run", "ratio");
}

impl Figure<'_> {
    pub fn print(self) {
        let Self { what, measured, beside, promise } = self;
        let (beside, ratio) = beside.map_or_else(Default::default, |(words, ratio)| (words, format!("{ratio:.2}")));
        let promise =
            promise.map_or_else(String::new, |(words, holds)| format!("{words} {}", if holds { "holds" } else { "DOES NOT HOLD" }));
        println!("{what:<46} {measured:>18}  {beside:<46} {ratio:>7}  {promise}");
    }
}

/// The middle one.
pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// Seconds, in a unit that suits them.
pub fn time(seconds: f64) -> String {
    match seconds {
        seconds if seconds < 1e-6 => format!("{:.0} ns", seconds * 1e9),
        seconds if seconds < 1e-3 => format!("{:.2} µs", seconds * 1e6),
        seconds if seconds < 1.0 => format!("{:.2} ms", seconds * 1e3),
        seconds => format!("{seconds:.2} s"),
    }
}

/// KiB, in a unit that suits them.
pub fn memory(kib: u64) -> String {
    format!("{:.1} MB", kib as f64 / 1024.0)
}

/// How many in a second.
pub fn rate(count: u64, seconds: f64) -> String {
    format!("{:.0}/s", count as f64 / seconds)
}
