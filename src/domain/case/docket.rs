//! The hearings of a case 开庭、听证: fixed, put off, called off, held, as its entries say.

use super::event::Event;
use super::history::{CaseKind, History};
use super::hour::Hour;
use super::parts::{Appearance, SittingKind, words};
use crate::domain::Day;

words! {
    /// Where a hearing stands.
    SittingState {
        Fixed = "fixed" "已排期" "fixed",
        PutOff = "put-off" "已延期" "put off",
        CalledOff = "called-off" "已取消" "called off",
        Held = "held" "已举行" "held",
    }
}

/// A hearing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sitting {
    /// Its day.
    pub on: Day,
    /// Its hour, where the notice says.
    pub at: Option<Hour>,
    /// What kind of sitting.
    pub kind: SittingKind,
    /// Where, as the notice says; where it is put off to another day without a place, the same as before.
    pub place: Option<String>,
    /// Where it stands.
    pub state: SittingState,
    /// Several case numbers heard together carry the same group.
    pub joint_group: Option<String>,
    /// Who appeared, per agency, where it has been filed 出庭情况.
    pub appearances: Vec<Appearance>,
}

/// The hearings of a case, by day.
pub fn docket(kind: CaseKind, history: &History) -> Vec<Sitting> {
    let usual = if kind == CaseKind::Litigation { SittingKind::Trial } else { SittingKind::ReconsiderationHearing };
    let mut sittings: Vec<Sitting> = Vec::new();
    for (_, entry) in history.live() {
        match &entry.event {
            Event::HearingNoticeServed(data) => fix(&mut sittings, usual, (data.hearing_on, data.hearing_at), data.place.clone()),
            Event::HearingScheduled(data) => fix(&mut sittings, usual, (data.hearing_on, data.hearing_at), data.place.clone()),
            Event::HearingPostponed(data) => {
                let place = last_fixed(&mut sittings).and_then(|put_off| {
                    put_off.state = SittingState::PutOff;
                    put_off.place.clone()
                });
                fix(&mut sittings, usual, (data.hearing_on, data.hearing_at), place);
            }
            Event::HearingCancelled(_) => {
                if let Some(called_off) = last_fixed(&mut sittings) {
                    called_off.state = SittingState::CalledOff;
                }
            }
            Event::HearingHeld(data) => {
                let fixed = sittings.iter().position(|sitting| sitting.on == entry.on && sitting.state == SittingState::Fixed);
                let fixed = fixed.map(|at| sittings.remove(at));
                let (at, place) = fixed.map_or((None, None), |fixed| (fixed.at, fixed.place));
                sittings.push(Sitting {
                    on: entry.on,
                    at,
                    kind: data.sitting.unwrap_or(usual),
                    place,
                    state: SittingState::Held,
                    joint_group: data.joint_group.clone(),
                    appearances: data.appearances.clone().map_or_else(Vec::new, Into::into),
                });
            }
            _ => {}
        }
    }
    sittings.sort_by_key(|sitting| (sitting.on, sitting.at));
    sittings
}

/// The hearing fixed last that has not been held or called off.
fn last_fixed(sittings: &mut [Sitting]) -> Option<&mut Sitting> {
    sittings.iter_mut().rev().find(|sitting| sitting.state == SittingState::Fixed)
}

/// A notice without a day fixes nothing; a second one for the same day only says more of it.
fn fix(sittings: &mut Vec<Sitting>, kind: SittingKind, (on, at): (Option<Day>, Option<Hour>), place: Option<String>) {
    let Some(on) = on else { return };
    match sittings.iter_mut().find(|sitting| sitting.on == on && sitting.state == SittingState::Fixed) {
        Some(known) => {
            known.place = place.or(known.place.take());
            known.at = at.or(known.at);
        }
        None => {
            sittings.push(Sitting { on, at, kind, place, state: SittingState::Fixed, joint_group: None, appearances: Vec::new() });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::case::Entry;

    fn told(kind: CaseKind, events: &[(&str, &str, &str)]) -> Vec<(String, SittingState, Option<String>)> {
        let entry = |(on, code, data): &(&str, &str, &str)| Entry::recorded(on.parse().unwrap(), Event::parse(code, data).unwrap());
        let sittings = docket(kind, &History(events.iter().map(entry).collect()));
        sittings.into_iter().map(|sitting| (sitting.on.to_string(), sitting.state, sitting.place)).collect()
    }

    #[test]
    fn a_hearing_is_fixed_put_off_and_held() {
        let place = Some("第三法庭".to_owned());
        let events = [
            ("2024-03-01", "hearing-scheduled", r#"{"hearing_on":"2024-04-01","place":"第三法庭"}"#),
            ("2024-03-20", "hearing-postponed", r#"{"hearing_on":"2024-04-15"}"#),
            ("2024-04-15", "hearing-held", r#"{"appearances":[{"attended_by_rp":true}]}"#),
            ("2024-05-20", "hearing-held", "{}"),
        ];
        let expected = [
            ("2024-04-01".to_owned(), SittingState::PutOff, place.clone()),
            ("2024-04-15".to_owned(), SittingState::Held, place.clone()),
            ("2024-05-20".to_owned(), SittingState::Held, None),
        ];
        assert_eq!(told(CaseKind::Litigation, &events), expected);
        assert_eq!(told(CaseKind::Litigation, &events[..2])[1], ("2024-04-15".to_owned(), SittingState::Fixed, place));
    }

    #[test]
    fn an_hour_is_kept_until_another_is_said_and_stands_only_for_its_day() {
        let hours = |events: &[(&str, &str, &str)]| {
            let entry = |(on, code, data): &(&str, &str, &str)| Entry::recorded(on.parse().unwrap(), Event::parse(code, data).unwrap());
            let history = History(events.iter().map(entry).collect());
            docket(CaseKind::Litigation, &history).into_iter().map(|sitting| sitting.at.map(|at| at.to_string())).collect::<Vec<_>>()
        };
        let at = |hour: &str| Some(hour.to_owned());
        let events = [
            ("2024-03-01", "hearing-scheduled", r#"{"hearing_on":"2024-04-01","hearing_at":"09:30"}"#),
            ("2024-03-02", "hearing-scheduled", r#"{"hearing_on":"2024-04-01","place":"第三法庭"}"#),
            ("2024-03-03", "hearing-scheduled", r#"{"hearing_on":"2024-04-01","hearing_at":"14:30"}"#),
            ("2024-03-20", "hearing-postponed", r#"{"hearing_on":"2024-04-15"}"#),
        ];
        assert_eq!(hours(&events[..2]), [at("09:30")]);
        assert_eq!(hours(&events[..3]), [at("14:30")]);
        assert_eq!(hours(&events), [at("14:30"), None], "the hour of the old day says nothing of the new one");
        let held = ("2024-04-01", "hearing-held", "{}");
        assert_eq!(hours(&[events[0], held]), [at("09:30")]);
    }

    #[test]
    fn a_hearing_called_off_is_no_longer_fixed_and_an_annulled_notice_fixes_nothing() {
        let notice = ("2024-03-01", "hearing-notice-served", r#"{"hearing_on":"2024-04-01"}"#);
        let off = ("2024-03-05", "hearing-cancelled", "{}");
        assert_eq!(told(CaseKind::Reconsideration, &[notice, off]), [("2024-04-01".to_owned(), SittingState::CalledOff, None)]);
        let annulled = ("2024-03-05", "annulled", r#"{"entry":0,"reason":"误录"}"#);
        assert_eq!(told(CaseKind::Reconsideration, &[notice, annulled]), []);
        assert_eq!(told(CaseKind::Reconsideration, &[notice, notice]).len(), 1);
        assert_eq!(told(CaseKind::Reconsideration, &[("2024-03-01", "hearing-notice-served", "{}")]), []);
    }
}
