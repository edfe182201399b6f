use std::sync::LazyLock;

use super::*;
use crate::domain::case::event::Tag;
use crate::domain::case::mark::{Extension, Mark};
use crate::domain::case::parts::{Procedure, Regime};
use crate::domain::case::{CaseKind, Instance, Interval, State, Suspension};
use crate::domain::law::{LegalSettings, TransitionStrategy};

static LAW: LazyLock<Law> = LazyLock::new(|| Law::bundled().expect("bundled law"));

fn day(text: &str) -> Day {
    text.parse().expect("a day")
}

/// A case that knows these days and nothing else.
fn case(kind: CaseKind, marks: &[(&'static str, &str)]) -> Case {
    let marks: Vec<_> = marks.iter().map(|(event, on)| Mark::recorded(event, day(on), Day::MIN)).collect();
    let accepted_on = marks.iter().find(|mark| mark.event == "accepted").map(|mark| mark.on);
    Case { state: State::UnderReview, accepted_on, marks, ..Case::new(kind) }
}

fn of<'a, 'b>(deadlines: &'b [Deadline<'a>], rule: &str) -> Option<&'b Deadline<'a>> {
    deadlines.iter().find(|deadline| deadline.basis.id() == rule)
}

#[test]
fn a_reply_before_the_change_of_law_has_ten_calendar_days() {
    let case = case(CaseKind::Reconsideration, &[("accepted", "2023-12-20"), ("copy-sent", "2023-12-21"), ("copy-received", "2023-12-27")]);
    let found = deadlines(&LAW, &case, day("2024-01-02"));
    let reply = of(&found, "rl17-reply").expect("the reply under the 2017 law");
    assert_eq!((reply.nominal_on, reply.safe_on), (Some(day("2024-01-06")), Some(day("2024-01-08"))));
    assert!(of(&found, "rl23-reply-general").is_none());
}

#[test]
fn a_reply_after_the_change_of_law_goes_by_strategy() {
    let case = case(CaseKind::Reconsideration, &[("accepted", "2023-12-20"), ("copy-received", "2024-01-03")]);
    let by_trigger = deadlines(&LAW, &case, day("2024-01-05"));
    assert_eq!(of(&by_trigger, "rl23-reply-general").and_then(|reply| reply.safe_on), Some(day("2024-01-17")));
    assert!(of(&by_trigger, "rl17-reply").is_none());
    let settings = LegalSettings { transition: TransitionStrategy::ByAcceptanceDate, ..LegalSettings::default() };
    let other_law = LAW.clone().with_settings(settings);
    let by_acceptance = deadlines(&other_law, &case, day("2024-01-05"));
    assert_eq!(of(&by_acceptance, "rl17-reply").and_then(|reply| reply.safe_on), Some(day("2024-01-15")));
    let pinned = Case { pinned: Some(Regime::Law2017), ..case.clone() };
    assert!(of(&deadlines(&LAW, &pinned, day("2024-01-05")), "rl17-reply").is_some());
}

#[test]
fn a_case_shows_what_runs_what_was_met_and_what_ran_out() {
    let file = case(
        CaseKind::Reconsideration,
        &[
            ("application-received", "2024-03-01"),
            ("accepted", "2024-03-06"),
            ("copy-sent", "2024-03-18"),
            ("copy-received", "2024-03-19"),
            ("reply-received", "2024-03-29"),
        ],
    );
    let found = deadlines(&LAW, &file, day("2024-04-01"));
    let state = |rule| of(&found, rule).map(|deadline| deadline.state);
    assert_eq!(state("rl23-acceptance-review"), Some(DeadlineState::Met));
    assert_eq!(state("rl23-serve-copy-general"), Some(DeadlineState::MetLate));
    assert_eq!(state("rl23-reply-general"), Some(DeadlineState::Met));
    assert_eq!(state("rl23-decide-general"), Some(DeadlineState::Open));
    assert_eq!(state("rl23-decide-summary"), None);
    assert_eq!(state("rl23-correction-notice"), None, "not needed once accepted");

    let late = deadlines(&LAW, &file, day("2024-05-08"));
    assert_eq!(of(&late, "rl23-decide-general").map(|deadline| deadline.state), Some(DeadlineState::Overdue));
    let silence = of(&late, "apl-sue-after-silence").expect("silence opens the way to court");
    assert_eq!((silence.from, silence.state), (day("2024-05-06"), DeadlineState::Open));

    let decided = Mark::recorded("decision-made", day("2024-05-06"), day("2024-05-06"));
    let file_decided = Case { marks: file.marks.iter().cloned().chain([decided]).collect(), ..file.clone() };
    let in_time = deadlines(&LAW, &file_decided, day("2024-05-08"));
    assert_eq!(of(&in_time, "rl23-decide-general").map(|deadline| deadline.state), Some(DeadlineState::Met));
    assert!(of(&in_time, "apl-sue-after-silence").is_none(), "decided on the last day is no silence");

    let mut summary = file.clone();
    summary.attributes.procedure = Some(Procedure::Summary);
    assert!(of(&deadlines(&LAW, &summary, day("2024-04-01")), "rl23-decide-summary").is_some());

    let stopped = Interval { cause: Tag::Suspended, from: day("2024-04-01"), until: None };
    let suspended = Case { intervals: vec![stopped], ..file.clone() };
    let standing = deadlines(&LAW, &suspended, day("2024-05-08"));
    assert_eq!(of(&standing, "rl23-decide-general").map(|deadline| deadline.state), Some(DeadlineState::Suspended));

    let explained = explained(&LAW, &file, day("2024-04-01"), &[7, 3, 1]);
    let json = serde_json::to_value(explained.iter().find(|deadline| deadline.rule == "rl23-decide-general")).expect("JSON");
    assert_eq!((&json["due_on"], &json["state"], &json["bound"]), (&"2024-05-06".into(), &"open".into(), &"reconsideration-organ".into()));
    assert_eq!(json["trace"][0]["article"], "cpl Art. 85(2)");
}

#[test]
fn a_waiting_period_ends_by_itself_and_starts_what_follows() {
    let mut file = case(CaseKind::Litigation, &[("demand-served", "2024-03-01")]);
    file.instance = Some(Instance::Enforcement);
    let found = deadlines(&LAW, &file, day("2024-03-20"));
    let demand = of(&found, "ael-demand").expect("ten working days after the demand");
    assert_eq!((demand.state, demand.met_on), (DeadlineState::Met, Some(day("2024-03-15"))));
}

#[test]
fn sixty_days_of_suspension_matter_only_on_the_grounds_the_law_names() {
    let mut file = case(CaseKind::Reconsideration, &[("accepted", "2024-03-06"), ("suspended", "2024-03-20")]);
    for (ground, shows) in [("SU-1", true), ("SU-3", false), ("SU-4", true), ("SU-9", false)] {
        file.suspension = Some(Suspension { ground: Some(ground.into()), since: day("2024-03-20") });
        let found = deadlines(&LAW, &file, day("2024-03-21"));
        assert_eq!(of(&found, "rl23-suspension-terminate").is_some(), shows, "{ground}");
        assert_eq!(of(&found, "rl23-normdoc-notify-maker").is_some(), ground == "SU-9", "{ground}");
    }
}

#[test]
fn a_notice_is_due_from_its_safe_day_to_the_minimum() {
    let state = |today, served: Option<&str>| {
        let mut marks = vec![("reconsideration-hearing-day", "2024-04-12")];
        marks.extend(served.map(|on| ("hearing-notice-served", on)));
        let file = case(CaseKind::Reconsideration, &marks);
        let found = deadlines(&LAW, &file, day(today));
        of(&found, "rl23-hearing-notice").map(|notice| notice.state)
    };
    assert_eq!(state("2024-04-02", None), Some(DeadlineState::Open));
    assert_eq!(state("2024-04-05", None), Some(DeadlineState::DueToday));
    assert_eq!(state("2024-04-08", None), Some(DeadlineState::Overdue));
    assert_eq!(state("2024-04-08", Some("2024-04-07")), Some(DeadlineState::Met));
    assert_eq!(state("2024-04-09", Some("2024-04-08")), Some(DeadlineState::MetLate));
}

#[test]
fn an_extension_after_the_last_day_revives_nothing_and_the_trace_says_so() {
    let mut file = case(CaseKind::Reconsideration, &[("accepted", "2024-03-06")]);
    file.extensions = vec![Extension { days: 30, approved_on: day("2024-05-06") }];
    let found = deadlines(&LAW, &file, day("2024-05-08"));
    let in_time = of(&found, "rl23-decide-general").expect("the decision");
    assert_eq!((in_time.extended, in_time.safe_on), (Extended::By(30), Some(day("2024-06-04"))), "the last day is in time");
    file.extensions = vec![Extension { days: 30, approved_on: day("2024-05-07") }];
    let found = deadlines(&LAW, &file, day("2024-05-08"));
    let late = of(&found, "rl23-decide-general").expect("the decision");
    assert_eq!((late.extended, late.state), (Extended::TooLate(day("2024-05-07")), DeadlineState::Overdue));
    let words = Explained::new(&LAW, &file, late, day("2024-05-08"), &[]);
    assert!(words.trace.last().expect("a step").words.zh.contains("2024-05-07批准的延期晚于期限届满日2024-05-06"), "{:?}", words.trace);
}

/// Working days left and days over, as they stand on a day.
fn figures(deadline: &Deadline<'_>, on: &str) -> (Option<i64>, Option<i64>) {
    let standing = deadline.standing(&LAW.calendar, day(on));
    (standing.working_days_left, standing.days_over)
}

#[test]
fn warnings_come_before_the_safe_day_and_on_it_while_it_is_open() {
    let file = case(CaseKind::Reconsideration, &[("accepted", "2024-03-06")]);
    let found = deadlines(&LAW, &file, day("2024-04-01"));
    let decide = of(&found, "rl23-decide-general").expect("the decision");
    // back from Monday 6 May: Tuesday 30 April; Sunday 28th was worked for Labour Day, as was Saturday 11 May
    let warned = ["2024-04-23", "2024-04-28", "2024-04-30", "2024-05-06"].map(day);
    assert_eq!(decide.warn_on(&LAW.calendar, &[7, 3, 1]), warned);
    assert_eq!(decide.warn_on(&LAW.calendar, &[]), [day("2024-05-06")]);
    assert_eq!(figures(decide, "2024-04-30"), (Some(1), None));
    let found = deadlines(&LAW, &file, day("2024-05-09"));
    let overdue = of(&found, "rl23-decide-general").expect("the decision");
    assert_eq!(overdue.warn_on(&LAW.calendar, &[7, 3, 1]), []);
    assert_eq!(figures(overdue, "2024-05-09"), (None, Some(3)));
}
