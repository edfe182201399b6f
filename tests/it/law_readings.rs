//! Every question the texts leave open, every choice of the bureau, and an example worked by hand that each choice answers otherwise.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use fuyi::domain::Day;
use fuyi::domain::case::event::Event;
use fuyi::domain::case::{Case, CaseKind, Entry, History, Interval, event::Tag, replay};
use fuyi::domain::deadline::{deadlines, due, explained};
use fuyi::domain::law::{Law, LegalSettings};

static LAW: LazyLock<Law> = LazyLock::new(|| Law::bundled().unwrap_or_else(|faults| panic!("{faults}")));

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn under(setting: &str, choice: &str) -> Law {
    LAW.clone().with_settings(toml::from_str::<LegalSettings>(&format!("{setting} = \"{choice}\"")).unwrap())
}

/// What an example asks of a law.
enum Ask {
    /// The safe and the latest last day of a rule from a day, excluded days, an extension.
    Due(&'static str, &'static str, &'static [(&'static str, &'static str)], Option<u32>),
    /// The days of the named rules in a case on a day, each with its state; rules that do not run are `none`.
    Runs(CaseKind, &'static [(&'static str, &'static str, &'static str)], &'static str, &'static [&'static str]),
    /// The days the named rules run from.
    From(CaseKind, &'static [(&'static str, &'static str, &'static str)], &'static str, &'static [&'static str]),
    /// The rule by which a history is refused, or the state it leads to.
    Ends(CaseKind, &'static [(&'static str, &'static str, &'static str)]),
    /// The last remark of a computation.
    Says(&'static str, &'static str),
    /// The day a duty to perform ends.
    Performs(&'static [(&'static str, &'static str, &'static str)]),
}

/// A question, its setting, what is asked, and the answer under each choice.
type Example = (&'static str, &'static str, Ask, &'static [(&'static str, &'static str)]);

const R: CaseKind = CaseKind::Reconsideration;
const L: CaseKind = CaseKind::Litigation;

const SERVED: &[(&str, &str, &str)] = &[
    ("2024-01-10", "complaint-received", "{}"),
    ("2024-01-20", "defence-and-evidence-submitted", "{}"),
    ("2024-03-01", "judgment-served", r#"{"outcome":"J-REVOKE"}"#),
];
const REMADE: &[(&str, &str, &str)] = &[
    ("2024-03-01", "application-received", "{}"),
    ("2024-03-12", "accepted", "{}"),
    ("2024-04-01", "decision-made", r#"{"outcome":"REVOKE-REMAKE"}"#),
    ("2024-04-10", "decision-served", "{}"),
];

/// Worked by hand from the articles the question names and the notices of the State Council.
const EXAMPLES: &[Example] = &[
    // complete with the supplement of 8 March, accepted on the 12th; sixty days from either
    (
        "A01",
        "acceptance-day",
        Ask::From(
            R,
            &[
                ("2024-03-01", "application-received", "{}"),
                ("2024-03-04", "correction-notice-sent", r#"{"received_on":"2024-03-05"}"#),
                ("2024-03-08", "supplement-received", "{}"),
                ("2024-03-12", "accepted", "{}"),
            ],
            "2024-04-01",
            &["rl23-decide-general"],
        ),
        &[("decision-day", "2024-03-12"), ("receipt-day", "2024-03-08")],
    ),
    (
        "A02",
        "correction-notices",
        Ask::Ends(
            R,
            &[
                ("2024-03-01", "application-received", "{}"),
                ("2024-03-05", "correction-notice-sent", r#"{"items":"身份证明","received_on":"2024-03-05"}"#),
                ("2024-03-11", "supplement-received", "{}"),
                ("2024-03-12", "correction-notice-sent", r#"{"items":"请求","received_on":"2024-03-12"}"#),
            ],
        ),
        &[("once", "A02"), ("again", "awaiting-supplement")],
    ),
    // the sixtieth day after 1 March is 30 April: the agency had it then, the organ ten days later
    (
        "A03",
        "forwarded-application",
        Ask::Runs(
            R,
            &[("2024-05-10", "application-forwarded", r#"{"act_known_on":"2024-03-01","agency_received_on":"2024-04-30"}"#)],
            "2024-05-11",
            &["rl23-apply"],
        ),
        &[("agency-receipt", "2024-04-30 met"), ("organ-receipt", "2024-04-30 met-late")],
    ),
    (
        "A04",
        "extension",
        Ask::Due("rl23-decide-general", "2024-08-02", &[], Some(30)),
        &[("nominal-day", "2024-10-31"), ("rolled-day", "2024-11-07")],
    ),
    // a year after 6 May 2024; ten days of obstacle
    (
        "A05",
        "obstacle-and-cap",
        Ask::Runs(
            R,
            &[(
                "2025-04-20",
                "application-received",
                r#"{"content_known_on":"2024-05-06","obstacle_from":"2025-04-01","obstacle_removed_on":"2025-04-11"}"#,
            )],
            "2025-04-21",
            &["rl23-apply-uninformed-cap"],
        ),
        &[("unmoved", "2025-05-06 met"), ("moved", "2025-05-16 met")],
    ),
    (
        "A06",
        "regulation-days",
        Ask::Due("ir07-multi-organ-consult", "2024-03-01", &[], None),
        &[("plain", "2024-03-11"), ("working", "2024-03-15")],
    ),
    // sixty days and twelve or thirteen of suspension; 18 May is a Saturday
    (
        "A07",
        "suspension",
        Ask::Due("rl23-decide-general", "2024-03-06", &[("2024-03-20", "2024-04-01")], None),
        &[("until-resumption", "2024-05-17"), ("both-days", "2024-05-20")],
    ),
    // ten working days from 8 March end on the 22nd: a reply of the 25th is late
    (
        "A08",
        "late-reply",
        Ask::Ends(
            R,
            &[
                ("2024-03-01", "application-received", "{}"),
                ("2024-03-06", "accepted", "{}"),
                ("2024-03-07", "copy-sent", r#"{"received_on":"2024-03-08"}"#),
                ("2024-03-25", "reply-received", "{}"),
                ("2024-03-26", "opinions-heard", r#"{"means":"phone"}"#),
                ("2024-04-10", "decision-made", r#"{"outcome":"REVOKE","ground":"G6","approved_by":"organ-head"}"#),
            ],
        ),
        &[("as-missing", "decided"), ("not-missing", "OUTCOME")],
    ),
    (
        "A09",
        "conversion-start",
        Ask::Runs(R, CONVERTED, "2024-04-01", &["rl23-decide-general"]),
        &[("acceptance", "2024-05-06 open"), ("conversion", "2024-05-27 open")],
    ),
    // five working days from 22 March, or ten with Qingming off and Sunday 7 April worked
    (
        "A09",
        "conversion-reply",
        Ask::Runs(R, CONVERTED, "2024-03-29", &["rl23-reply-summary", "rl23-reply-general"]),
        &[("stays", "2024-03-29 due-today, none"), ("general", "none, 2024-04-08 open")],
    ),
    (
        "A10",
        "backward",
        Ask::Due("rl23-hearing-notice", "2024-02-19", &[], None),
        &[("safe", "2024-02-05..2024-02-06"), ("minimal", "2024-02-06")],
    ),
    (
        "A11",
        "transition",
        Ask::Runs(
            R,
            &[
                ("2023-12-15", "application-received", "{}"),
                ("2023-12-20", "accepted", "{}"),
                ("2023-12-21", "copy-sent", r#"{"received_on":"2024-01-03"}"#),
            ],
            "2024-01-05",
            &["rl17-reply", "rl23-reply-general"],
        ),
        &[("by-trigger-date", "none, 2024-01-17 open"), ("by-acceptance-date", "2024-01-15 open, none")],
    ),
    (
        "A12",
        "incidental-review-start",
        Ask::From(
            R,
            &[
                ("2024-03-01", "application-received", r#"{"incidental_review_on":"2024-03-01"}"#),
                ("2024-03-06", "accepted", "{}"),
                ("2024-03-20", "suspended", r#"{"ground":"SU-9"}"#),
            ],
            "2024-03-21",
            &["rl23-normdoc-handle"],
        ),
        &[("request", "2024-03-01"), ("suspension", "2024-03-20")],
    ),
    ("A13", "remake-start", Ask::Performs(REMADE), &[("served", "2024-06-11"), ("made", "2024-05-31")]),
    // fifteen days from 15 March end on a Saturday, from the 10th on Monday the 25th
    (
        "A14",
        "added-defendant",
        Ask::Runs(
            L,
            &[
                ("2024-03-10", "complaint-received", "{}"),
                ("2024-03-10", "defendant-added", r#"{"agency":{"agency":"平湛区水务局","role":"defendant","received_on":"2024-03-15"}}"#),
            ],
            "2024-03-20",
            &["apl-defence"],
        ),
        &[("own-receipt", "2024-04-01 open"), ("joinder", "2024-03-25 open")],
    ),
    // our agency was served on 1 March, the plaintiff on the 15th; both fifteenth days are Saturdays
    (
        "A15",
        "effect-of-judgment",
        Ask::Runs(
            L,
            &[
                ("2024-01-10", "complaint-received", r#"{"agencies":[{"agency":"平湛区水务局","role":"defendant"}]}"#),
                ("2024-01-20", "defence-and-evidence-submitted", "{}"),
                (
                    "2024-03-01",
                    "judgment-served",
                    r#"{"outcome":"J-REVOKE","results":[{"agency":"平湛区水务局","outcome":"J-REVOKE","served_on":"2024-03-01"}],"last_party_served_on":"2024-03-15"}"#,
                ),
            ],
            "2024-06-01",
            &["ji-retrial-apply"],
        ),
        &[("last-period", "2024-09-02..2024-10-08 open"), ("each-party", "2024-09-02..2024-09-18 open")],
    ),
    // three months from 1 June and from 8 June, Dragon Boat until the 10th
    (
        "A16",
        "second-instance-start",
        Ask::Runs(
            L,
            &[("2024-03-10", "appeal-copy-received", r#"{"received_by_court_on":"2024-03-01","filed_on":"2024-03-08"}"#)],
            "2024-04-01",
            &["apl-decide-second"],
        ),
        &[("receipt", "2024-06-03 open"), ("filing", "2024-06-11 open")],
    ),
    // six months from service on 1 March (a Sunday), and from effect on Monday 18 March
    (
        "A17",
        "retrial-start",
        Ask::Runs(L, SERVED, "2024-06-01", &["ji-retrial-apply"]),
        &[("both", "2024-09-02..2024-09-18 open"), ("effect", "2024-09-18 open"), ("service", "2024-09-02 open")],
    ),
    (
        "A18",
        "supervision-start",
        Ask::Runs(L, REVIEWED, "2019-06-01", &["psr16-apply"]),
        &[("both", "2019-10-10..2019-10-25 open"), ("made", "2019-10-10 open"), ("served", "2019-10-25 open")],
    ),
    (
        "A18",
        "retrial-review",
        Ask::Due("ji-retrial-review", "2019-01-10", &[], None),
        &[("six-months", "2019-07-10"), ("three-months", "2019-04-10")],
    ),
    // 10 August 2024 is a Saturday
    (
        "A19",
        "nonlit-start",
        Ask::Runs(
            L,
            &[("2024-05-10", "remedy-period-expired", r#"{"sue_period_expired_on":"2024-09-10"}"#)],
            "2024-06-01",
            &["ael-nonlit-apply", "ji-nonlit-apply"],
        ),
        &[
            ("both", "2024-08-12..2024-12-10 open, 2024-12-10 open"),
            ("first-remedy", "2024-08-12 open, none"),
            ("sue-period", "none, 2024-12-10 open"),
        ],
    ),
    (
        "A20",
        "enforcement-days",
        Ask::Due("ji-nonlit-accept", "2024-03-01", &[], None),
        &[("plain", "2024-03-06"), ("working", "2024-03-08")],
    ),
    (
        "A21",
        "compensation-suit",
        Ask::Due("scl-sue-silence", "2024-01-15", &[], None),
        &[("three-months", "2024-04-15"), ("six-months", "2024-07-15")],
    ),
    (
        "A22",
        "month-end",
        Ask::Due("apl-decide-first", "2022-08-31", &[], None),
        &[("last-day", "2023-02-28"), ("first-of-next", "2023-03-01")],
    ),
    ("A23", "make-up-days", Ask::Due("rl23-decide-general", "2024-02-07", &[], None), &[("working", "2024-04-07"), ("off", "2024-04-08")]),
    ("A24", "make-up-days", Ask::Due("rl23-reply-general", "2024-04-02", &[], None), &[("working", "2024-04-17"), ("off", "2024-04-18")]),
    (
        "A25",
        "outer-limits",
        Ask::Due("rl23-suspension-terminate", "2024-03-06", &[], None),
        &[("others-rights", "2024-05-05..2024-05-06"), ("always", "2024-05-06"), ("never", "2024-05-05")],
    ),
    // made on the last day, served four days later
    (
        "A26",
        "decision-kept",
        Ask::Runs(
            R,
            &[
                ("2024-03-01", "application-received", "{}"),
                ("2024-03-06", "accepted", "{}"),
                ("2024-05-06", "decision-made", r#"{"outcome":"MAINTAIN"}"#),
                ("2024-05-10", "decision-served", "{}"),
            ],
            "2024-05-20",
            &["rl23-decide-general"],
        ),
        &[("made", "2024-05-06 met"), ("served", "2024-05-06 met-late")],
    ),
    (
        "A27",
        "day-ends",
        Ask::Says("rl23-decide-general", "2024-03-06"),
        &[("midnight", "—"), ("close-of-business", "where there are business hours the last day ends when business closes")],
    ),
];

const CONVERTED: &[(&str, &str, &str)] = &[
    ("2024-03-01", "application-received", "{}"),
    ("2024-03-06", "accepted", r#"{"procedure":"summary"}"#),
    ("2024-03-21", "copy-sent", r#"{"received_on":"2024-03-22"}"#),
    ("2024-03-28", "converted-to-general", "{}"),
];
const REVIEWED: &[(&str, &str, &str)] =
    &[("2019-01-10", "retrial-application-filed", "{}"), ("2019-04-10", "retrial-application-dismissed", r#"{"served_on":"2019-04-25"}"#)];

fn history(entries: &[(&str, &str, &str)]) -> History {
    let entry = |(on, code, data): &(&str, &str, &str)| Entry::recorded(day(on), Event::parse(code, data).unwrap());
    History(entries.iter().map(entry).collect())
}

fn span(safe: Option<Day>, latest: Option<Day>) -> String {
    match (safe, latest) {
        (Some(safe), Some(latest)) if safe == latest => safe.to_string(),
        (Some(safe), Some(latest)) => format!("{safe}..{latest}"),
        _ => "—".to_owned(),
    }
}

/// What of each named rule runs in the case on a day; every trace leads to the days shown.
fn of_rules(law: &Law, kind: CaseKind, entries: &[(&str, &str, &str)], on: &str, rules: &[&str], from: bool) -> String {
    let case = Case::fold(kind, &history(entries), law).as_of(day(on), law);
    for explained in explained(law, &case, day(on), &[]) {
        let replayed = fuyi::domain::deadline::replay(&explained.trace).unwrap_or_else(|step| panic!("step {step}: {explained:?}"));
        let days = replayed.map(|dates| (dates.safe_on, dates.latest_on));
        assert_eq!(days, explained.due_on.zip(explained.latest_on), "{explained:?}");
    }
    let found = deadlines(law, &case, day(on));
    let shown = rules.iter().map(|rule| match found.iter().find(|deadline| deadline.basis.id() == *rule) {
        Some(deadline) if from => deadline.from.to_string(),
        Some(deadline) => format!("{} {}", span(deadline.safe_on, deadline.latest_on), deadline.state.code()),
        None => "none".to_owned(),
    });
    shown.collect::<Vec<_>>().join(", ")
}

fn answer(law: &Law, ask: &Ask) -> String {
    match ask {
        Ask::Due(rule, from, excluded, extension) => {
            let interval = |(from, until): &(&str, &str)| Interval { cause: Tag::Suspended, from: day(from), until: Some(day(until)) };
            let excluded: Vec<Interval> = excluded.iter().map(interval).collect();
            let due = due(law, law.rules.get(rule).unwrap(), day(from), &excluded, *extension);
            span(due.safe_on, due.latest_on)
        }
        Ask::Runs(kind, entries, on, rules) => of_rules(law, *kind, entries, on, rules, false),
        Ask::From(kind, entries, on, rules) => of_rules(law, *kind, entries, on, rules, true),
        Ask::Ends(kind, entries) => {
            let replayed = replay(*kind, &history(entries), law);
            replayed.refused.map_or_else(|| replayed.case.state.code().to_owned(), |refusal| refusal.rule)
        }
        Ask::Says(rule, from) => {
            let trace = due(law, law.rules.get(rule).unwrap(), day(from), &[], None).trace;
            trace.iter().rfind(|step| step.kind.code() == "note").map_or_else(|| "—".to_owned(), |step| step.words.en.clone())
        }
        Ask::Performs(entries) => {
            let case = Case::fold(R, &history(entries), law);
            span(case.performance.as_ref().and_then(|duty| duty.due_on), case.performance.and_then(|duty| duty.due_on))
        }
    }
}

#[test]
fn every_choice_of_every_question_gives_its_own_answer() {
    let mut wrong = Vec::new();
    for (question, setting, ask, answers) in EXAMPLES {
        for (choice, expected) in *answers {
            let found = answer(&under(setting, choice), ask);
            if found != *expected {
                wrong.push(format!("{question} {setting} = \"{choice}\": {expected} expected, {found} found"));
            }
        }
        let different: BTreeSet<&str> = answers.iter().map(|(_, expected)| *expected).collect();
        assert_eq!(different.len(), answers.len(), "{question}: an example that cannot tell the choices of {setting} apart");
        let by_default = LegalSettings::default().chosen(setting).unwrap().code;
        let expected = answers.iter().find(|(choice, _)| *choice == by_default).unwrap().1;
        assert_eq!(answer(&LAW, ask), expected, "{question}: without a choice");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn all_questions_of_the_book_have_settings_and_all_choices_have_examples() {
    let of_examples: BTreeSet<(String, String)> =
        EXAMPLES.iter().map(|(question, setting, ..)| ((*question).to_owned(), (*setting).to_owned())).collect();
    let of_book =
        LAW.rules.ambiguities.iter().flat_map(|question| question.settings.iter().map(|setting| (question.id.clone(), setting.clone())));
    assert_eq!(of_examples, of_book.collect());
    assert_eq!(LAW.rules.ambiguities.len(), 27);
    assert!(LAW.rules.ambiguities.iter().all(|question| !question.settings.is_empty()));
    for choice in LegalSettings::default().choices() {
        let shown = EXAMPLES.iter().filter(|(_, setting, ..)| *setting == choice.setting).flat_map(|(.., answers)| *answers);
        let shown: BTreeSet<&str> = shown.map(|(code, _)| *code).collect();
        assert_eq!(shown, choice.codes.iter().copied().collect(), "{}", choice.setting);
        let named =
            include_str!("../../config/default.toml").lines().any(|line| line == format!("{} = \"{}\"", choice.setting, choice.code));
        assert!(named, "config/default.toml says what {} is by default", choice.setting);
    }
}

#[test]
fn a_changed_choice_is_another_law() {
    let before = LAW.fingerprint();
    for choice in LegalSettings::default().choices() {
        for code in choice.codes.iter().filter(|code| **code != choice.code) {
            assert_ne!(under(choice.setting, code).fingerprint(), before, "{} = \"{code}\"", choice.setting);
        }
        assert_eq!(under(choice.setting, choice.code).fingerprint(), before, "{} by default", choice.setting);
    }
}

#[test]
fn a_choice_nobody_knows_stops_the_program_with_its_line() {
    use super::program::{fuyi, ran};
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("own.toml");
    std::fs::write(&file, "[law]\nmonth-end = \"last-day\"\nlate-reply = \"sometimes\"\n").unwrap();
    let mut command = fuyi(["--lang", "en", "period", "list"]);
    let refused = ran(command.arg("--config").arg(&file));
    assert_eq!((refused.code, refused.stdout.as_str()), (Some(1), ""));
    for part in ["own.toml", "law.late-reply", "as-missing", "sometimes"] {
        assert!(refused.stderr.contains(part), "{part}: {}", refused.stderr);
    }
}

#[test]
fn remarks_and_exclusions_of_every_rule_are_said_in_both_languages() {
    let chinese = |text: &str| text.chars().any(super::program::is_chinese);
    for rule in &LAW.rules.rules {
        for remark in [rule.on_expiry(), rule.note()] {
            assert_eq!(remark.zh.is_empty(), remark.en.is_empty(), "{}: {remark:?}", rule.id);
            assert!(remark.zh.is_empty() || chinese(&remark.zh), "{}: {remark:?}", rule.id);
        }
        for exclusion in &rule.suspends_during {
            let basis = exclusion.basis();
            assert!(
                chinese(&basis.zh) && !basis.en.is_empty() && (exclusion.name.is_some() || exclusion.opened_by.is_some()),
                "{}",
                rule.id
            );
        }
    }
    for entry in LAW.rules.shown_only() {
        assert!(chinese(&entry.content.zh) && !entry.content.en.is_empty(), "{}", entry.id);
        assert_eq!(entry.note.zh.is_empty(), entry.note.en.is_empty(), "{}", entry.id);
    }
}
