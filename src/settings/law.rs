//! What the texts of the law leave open and practice decides.

use super::reader::Reader;
use crate::domain::law::{BackwardCount, ExtensionBasis, LegalSettings, MonthEnd, OuterLimits, SuspensionCounting, TransitionStrategy};

/// Reads `[law]`.
pub(super) fn read(reader: &mut Reader) -> Option<LegalSettings> {
    let transition = reader.choice("law.transition", &by_code(TransitionStrategy::ALL, TransitionStrategy::code));
    let month_end = reader.choice("law.month-end", &by_code(MonthEnd::ALL, MonthEnd::code));
    let suspension = reader.choice("law.suspension", &by_code(SuspensionCounting::ALL, SuspensionCounting::code));
    let extension = reader.choice("law.extension", &by_code(ExtensionBasis::ALL, ExtensionBasis::code));
    let backward = reader.choice("law.backward", &by_code(BackwardCount::ALL, BackwardCount::code));
    let outer_limits = reader.choice("law.outer-limits", &by_code(OuterLimits::ALL, OuterLimits::code));
    Some(LegalSettings {
        transition: transition?,
        month_end: month_end?,
        suspension: suspension?,
        extension: extension?,
        backward: backward?,
        outer_limits: outer_limits?,
    })
}

fn by_code<T: Copy>(all: &[T], code: impl Fn(T) -> &'static str) -> Vec<(&'static str, T)> {
    all.iter().map(|value| (code(*value), *value)).collect()
}
