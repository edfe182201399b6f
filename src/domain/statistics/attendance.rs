//! One agency at the court hearings of one instance: did its responsible person appear (appearance.md section 11).

use crate::domain::Day;
use crate::domain::case::Hearing;
use crate::domain::case::parts::{Appearance, CourtFinding, CourtNotice};

/// Code of the head in person 正职 among the responsible persons (AP-2).
const HEAD: &str = "RP-CHIEF";

/// Code of a fact for an agency whose responsible person appeared.
pub const APPEARED: &str = "appeared";

/// Code of a fact for one that did not, without a reason the court accepted.
pub const ABSENT: &str = "absent";

/// One agency at the court hearings of one instance.
pub(super) struct Attendance<'a> {
    unit: &'a str,
    /// Day of each hearing, in order, and what is recorded about the agency there.
    hearings: Vec<(Day, Option<&'a Appearance>)>,
}

impl<'a> Attendance<'a> {
    /// The agency at these hearings, in order of days. What names no agency is about the only one.
    pub(super) fn of(unit: &'a str, only: bool, trials: &[&'a Hearing]) -> Self {
        let names = |appearance: &&Appearance| match appearance.agency.as_deref() {
            Some(agency) => agency == unit || unit.is_empty(),
            None => only,
        };
        Self { unit, hearings: trials.iter().map(|hearing| (hearing.on, hearing.appearances.iter().find(names))).collect() }
    }

    /// The agency.
    pub(super) fn unit(&self) -> &'a str {
        self.unit
    }

    /// Day of each hearing, and how the agency stood there: as [`Attendance::code`].
    pub(super) fn hearings(&self) -> impl Iterator<Item = (Day, &'a str)> {
        self.hearings.iter().map(|(on, appearance)| {
            let code = match appearance {
                Some(appearance) if attended(appearance) => APPEARED,
                Some(appearance) => accepted_reason(appearance).unwrap_or(ABSENT),
                None => ABSENT,
            };
            (*on, code)
        })
    }

    fn any(&self, holds: impl Fn(&Appearance) -> bool) -> bool {
        self.hearings.iter().filter_map(|(_, appearance)| *appearance).any(holds)
    }

    /// Appeared in at least one hearing, and missed no later one the court had called for again (AP-7(1); preset
    /// `per-instance-plain`).
    pub(super) fn appeared(&self) -> bool {
        let Some(first) = self.hearings.iter().position(|(_, appearance)| appearance.is_some_and(attended)) else { return false };
        let since = self.hearings[first].0;
        !self.hearings[first + 1..]
            .iter()
            .filter_map(|(_, appearance)| *appearance)
            .any(|later| called_for(later, since) && !attended(later))
    }

    /// The head in person was at one of them.
    pub(super) fn by_head(&self) -> bool {
        self.any(|appearance| attended(appearance) && appearance.rp_kind.as_ref().is_some_and(|kind| kind.as_str() == HEAD))
    }

    /// Spoke on resolving the dispute (AP-11(3)).
    pub(super) fn spoke_on_resolution(&self) -> bool {
        self.any(|appearance| attended(appearance) && appearance.spoke_on_resolution == Some(true))
    }

    /// The court called for the responsible person.
    pub(super) fn notified(&self) -> bool {
        self.any(notified)
    }

    /// Another co-defendant was chosen to appear (AP-3), and this one did not.
    pub(super) fn another_was_designated(&self) -> bool {
        !self.appeared() && self.any(|appearance| appearance.designated.as_deref().is_some_and(|chosen| chosen != self.unit))
    }

    /// [`APPEARED`], the code of a reason the court accepted, or [`ABSENT`].
    pub(super) fn code(&self) -> &'a str {
        if self.appeared() { APPEARED } else { self.accepted_reason().unwrap_or(ABSENT) }
    }

    /// Which of several agencies speaks for the case: the one in court, then the one excused.
    pub(super) fn standing(&self) -> u8 {
        match self.code() {
            APPEARED => 0,
            ABSENT => 2,
            _ => 1,
        }
    }

    fn accepted_reason(&self) -> Option<&'a str> {
        self.hearings.iter().filter_map(|(_, appearance)| *appearance).find_map(accepted_reason)
    }
}

/// Reason of an absence the court accepted; one it accepted without a recorded reason is another legitimate one (AP-8(iv)).
fn accepted_reason(appearance: &Appearance) -> Option<&str> {
    let accepted = !attended(appearance) && appearance.court_finding == Some(CourtFinding::Accepted);
    accepted.then(|| appearance.absence_reason.as_ref().map_or("JR-4", |reason| reason.as_str()))
}

fn attended(appearance: &Appearance) -> bool {
    appearance.attended() == Some(true)
}

fn notified(appearance: &Appearance) -> bool {
    matches!(appearance.court_notified, Some(CourtNotice::MayNotify | CourtNotice::ShallNotify))
}

/// The court called for the responsible person again after `since`.
fn called_for(appearance: &Appearance, since: Day) -> bool {
    let fresh_paper = appearance.court_notified.is_none() && appearance.notice_received_on.is_some_and(|received| received > since);
    notified(appearance) || fresh_paper
}
