//! Which law a date was computed with: a calendar, a rule book, the choices of the bureau. Two laws with one fingerprint give one date.

use std::fmt::{self, Write};
use std::str::FromStr;

use super::Law;
use crate::domain::case::parts::words;
use crate::domain::hash::{FNV_START, Hasher};

words! {
    /// A part of the law that can change by itself.
    LawPart {
        Calendar = "calendar" "工作日历" "working-day calendar",
        Rules = "rules" "期限规则" "rule book",
        Settings = "settings" "法律适用设置" "legal settings",
    }
}

/// What of the law dates depend on, each part by its hash. Written as three numbers in hexadecimal, joined by dashes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fingerprint([u64; 3]);

impl Fingerprint {
    /// The parts in which another law differs, in the order of [`LawPart::ALL`].
    pub fn differs_in(&self, other: &Self) -> Vec<LawPart> {
        let pairs = self.0.iter().zip(&other.0);
        LawPart::ALL.iter().zip(pairs).filter(|(_, (one, another))| one != another).map(|(part, _)| *part).collect()
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [calendar, rules, settings] = self.0;
        write!(f, "{calendar:016x}-{rules:016x}-{settings:016x}")
    }
}

/// Text that is no fingerprint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a fingerprint of a law")]
pub struct NoFingerprint;

impl FromStr for Fingerprint {
    type Err = NoFingerprint;

    fn from_str(text: &str) -> Result<Self, NoFingerprint> {
        let parts: Result<Vec<u64>, _> = text.split('-').map(|part| u64::from_str_radix(part, 16)).collect();
        parts.ok().and_then(|parts| parts.try_into().ok()).map(Self).ok_or(NoFingerprint)
    }
}

impl Law {
    /// The fingerprint of this law: days of the calendar, periods with their events and code lists, settings.
    pub fn fingerprint(&self) -> Fingerprint {
        let Self { calendar, rules, codes, settings } = self;
        let mut days = Hasher(FNV_START);
        let mut published = calendar.published().flat_map(|year| &year.days).map(|named| (named.day, named.works));
        let years = calendar.festivals().years().filter(|year| !calendar.is_published(*year));
        let mut by_law = years.flat_map(|year| calendar.festivals().of_year(year)).map(|(day, _)| day);
        let mut periods = Hasher(FNV_START);
        let mut choices = Hasher(FNV_START);
        // a hasher takes everything it is given
        let _ = published.try_for_each(|day| write!(days, "{day:?}"));
        let _ = by_law.try_for_each(|day| write!(days, "{day:?}"));
        let _ = write!(periods, "{:?}{:?}{:?}", rules.rules, rules.events, rules.transition)
            .and_then(|()| codes.entries().try_for_each(|entry| write!(periods, "{entry:?}")))
            .and_then(|()| codes.outcomes().try_for_each(|entry| write!(periods, "{entry:?}")));
        let _ = write!(choices, "{settings:?}");
        Fingerprint([days, periods, choices].map(|Hasher(hash)| (hash >> 64) as u64 ^ hash as u64))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::law::{LegalSettings, MonthEnd};

    #[test]
    fn each_part_has_its_own_number_and_the_text_is_read_back() {
        let law = Law::bundled().unwrap();
        let before = law.fingerprint();
        assert_eq!(before, Law::bundled().unwrap().fingerprint());
        assert_eq!(before.to_string().parse(), Ok(before));
        for text in ["", "1-2", "1-2-3-4", "1-2-x"] {
            assert_eq!(text.parse::<Fingerprint>(), Err(NoFingerprint), "{text}");
        }
        let choice = law.clone().with_settings(LegalSettings { month_end: MonthEnd::FirstOfNext, ..law.settings }).fingerprint();
        assert_eq!(before.differs_in(&choice), [LawPart::Settings]);
        let mut next = law.calendar.year(2026).unwrap().clone();
        next.year = 2027;
        let calendar = law.calendar.with_years([next]);
        assert_eq!(before.differs_in(&Law { calendar, ..law.clone() }.fingerprint()), [LawPart::Calendar]);
        let mut longer = law;
        longer.rules.rules[0].length += 1;
        assert_eq!(before.differs_in(&longer.fingerprint()), [LawPart::Rules]);
    }
}
