//! Every statutory period, worked by hand: `fixtures/periods/` holds one file a law, and the program must give the day each example gives.
//!
//! The days were counted on the calendar of the yearly notices, one after the other, without the program; `why` tells the count, so that
//! an officer can repeat it with a finger on a wall calendar. Keys of an example:
//!
//! | key | meaning |
//! |---|---|
//! | `zh`, `en` | what it shows |
//! | `from` | trigger day; for a notice before an event, the day of the event |
//! | `exclude` | stretches that do not count: first day and day of resumption; without the second the stretch is still open |
//! | `extend` | days of an extension |
//! | `settings` | legal settings that differ from the manual's |
//! | `nominal` | the last day before a holiday moves it |
//! | `due` | the last day that is in time on every reading of the law |
//! | `latest` | the last day on some reading, where that is another one (A25) |
//! | `minimal`, `safe` | of a notice: the latest lawful day, and the day that leaves whole days between (A10) |
//! | `stands-since` | the clock stands, and no last day exists |
//! | `provisional` | the notice of the year is not published |

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;
use std::sync::LazyLock;

use fuyi::domain::Day;
use fuyi::domain::case::Interval;
use fuyi::domain::case::event::Tag;
use fuyi::domain::case::parts::Regime;
use fuyi::domain::deadline::{Due, due};
use fuyi::domain::law::{Direction, Law, LegalSettings, Rule, Unit};
use serde::{Deserialize, Deserializer};
use serde_json::{Value, json};

use crate::program::{fed, fuyi, is_chinese};
use crate::tree::{files, read};

const FOLDER: &str = "tests/it/fixtures/periods";

static LAW: LazyLock<Law> = LazyLock::new(|| Law::bundled().unwrap_or_else(|faults| panic!("{faults}")));

/// A day as TOML writes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Date(Day);

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let written = toml::value::Datetime::deserialize(deserializer)?.to_string();
        written.parse().map(Self).map_err(serde::de::Error::custom)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Book {
    period: Vec<Period>,
}

/// The examples of one period.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Period {
    rule: String,
    zh: String,
    en: String,
    /// The article's own words, with the length.
    words: String,
    /// The article `words` are taken from, where that of the rule leaves the length to it.
    words_of: Option<String>,
    example: Vec<Example>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Example {
    zh: String,
    en: String,
    from: Date,
    #[serde(default)]
    exclude: Vec<Vec<Date>>,
    extend: Option<u32>,
    #[serde(default)]
    settings: toml::Table,
    nominal: Option<Date>,
    due: Option<Date>,
    latest: Option<Date>,
    minimal: Option<Date>,
    safe: Option<Date>,
    stands_since: Option<Date>,
    #[serde(default)]
    provisional: bool,
    why: String,
}

/// What a period comes to.
#[derive(Debug, PartialEq, Eq)]
struct Ends {
    nominal: Option<Day>,
    due: Option<Day>,
    latest: Option<Day>,
    stands: Option<Day>,
}

impl From<&Due> for Ends {
    fn from(due: &Due) -> Self {
        Self { nominal: due.nominal_on, due: due.safe_on, latest: due.latest_on, stands: due.suspended_since }
    }
}

impl Example {
    fn excluded(&self) -> Vec<Interval> {
        let interval = |stretch: &Vec<Date>| match stretch[..] {
            [Date(from)] => Interval { cause: Tag::Suspended, from, until: None },
            [Date(from), Date(until)] => Interval { cause: Tag::Suspended, from, until: Some(until) },
            _ => panic!("a stretch has one day or two: {stretch:?}"),
        };
        self.exclude.iter().map(interval).collect()
    }

    fn expected(&self) -> Ends {
        let day = |date: Option<Date>| date.map(|Date(day)| day);
        let latest = self.latest.or(self.minimal).or(self.due);
        Ends { nominal: day(self.nominal.or(self.minimal)), due: day(self.due), latest: day(latest), stands: day(self.stands_since) }
    }

    /// The question as a script asks it; `None` with an open stretch, which a script cannot name.
    fn question(&self, rule: &str) -> Option<Value> {
        let closed: Option<Vec<_>> = self.excluded().iter().map(|stretch| Some((stretch.from, stretch.until?))).collect();
        Some(json!({"rule": rule, "from": self.from.0, "exclude": closed?, "extend": self.extend}))
    }
}

fn toml<T: serde::de::DeserializeOwned>(path: &str) -> T {
    toml::from_str(&read(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Files of examples by the key of their law.
fn books() -> BTreeMap<String, Book> {
    let own = |key: &String| !["straddling", "refused"].contains(&key.as_str());
    let keys = files(FOLDER)
        .into_iter()
        .filter_map(|path| Some(path.strip_prefix(FOLDER)?.trim_start_matches('/').strip_suffix(".toml")?.to_owned()));
    keys.filter(own).map(|key| (key.clone(), toml(&format!("{FOLDER}/{key}.toml")))).collect()
}

fn periods() -> Vec<Period> {
    books().into_values().flat_map(|book| book.period).collect()
}

fn rule<'a>(law: &'a Law, id: &str) -> &'a Rule {
    law.rules.get(id).unwrap_or_else(|| panic!("no rule {id}"))
}

fn under(settings: &toml::Table) -> Law {
    let settings: LegalSettings = settings.clone().try_into().unwrap_or_else(|error| panic!("{settings}: {error}"));
    LAW.clone().with_settings(settings)
}

/// The program under these settings.
fn program<const N: usize>(settings: &toml::Table, arguments: [&str; N]) -> Command {
    let mut program = fuyi(["--lang", "en"]);
    program.args(arguments);
    for (name, value) in settings {
        program.env(format!("FUYI_LAW_{name}").replace('-', "_").to_uppercase(), value.as_str().expect("a setting is a word"));
    }
    program
}

/// What one run of the program answers, line by line.
fn answers(settings: &toml::Table, questions: &[String]) -> Vec<Value> {
    let mut program = program(settings, ["period", "due", "--stdin", "--format", "jsonl"]);
    let lines = fed(&mut program, questions.join("\n").as_bytes()).done();
    let answers: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(answers.len(), questions.len(), "one answer a line");
    answers
}

fn assert_none(wrong: &[String]) {
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn the_engine_gives_the_days_counted_by_hand() {
    let mut wrong = Vec::new();
    for period in periods() {
        for example in &period.example {
            let law = under(&example.settings);
            let found = due(&law, rule(&law, &period.rule), example.from.0, &example.excluded(), example.extend);
            let (ends, Example { en, why, .. }) = (Ends::from(&found), example);
            if (&ends, found.provisional) != (&example.expected(), example.provisional) {
                wrong.push(format!("{} from {}: {ends:?}, {en}. {why}", period.rule, example.from.0));
            }
        }
    }
    assert_none(&wrong);
}

#[test]
fn the_program_gives_the_days_counted_by_hand() {
    let periods = periods();
    let examples = || periods.iter().flat_map(|period| period.example.iter().map(|example| (period.rule.as_str(), example)));
    let settings: BTreeMap<String, &toml::Table> =
        examples().map(|(_, Example { settings, .. })| (settings.to_string(), settings)).collect();
    let mut wrong = Vec::new();
    for settings in settings.into_values() {
        let asked: Vec<(&Example, String)> = examples()
            .filter(|(_, example)| example.settings == *settings)
            .filter_map(|(rule, example)| Some((example, example.question(rule)?.to_string())))
            .collect();
        let questions: Vec<String> = asked.iter().map(|(_, question)| question.clone()).collect();
        for ((example, question), answer) in asked.iter().zip(answers(settings, &questions)) {
            let Ends { nominal, due, latest, .. } = example.expected();
            let expected = json!({"due_on": due, "latest_on": latest, "nominal_on": nominal, "provisional": example.provisional});
            if ["due_on", "latest_on", "nominal_on", "provisional"].iter().any(|key| answer[key] != expected[key]) {
                wrong.push(format!("{question} → {answer}, not {expected}. {}", example.why));
            }
        }
    }
    assert_none(&wrong);
}

/// The number as the laws write it: `六十`.
fn numeral(number: u32) -> String {
    let digit = |n: u32| ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"][n as usize];
    match (number / 10, number % 10) {
        (0, ones) => digit(ones).to_owned(),
        (1, ones) => format!("十{}", digit(ones)),
        (tens, ones) => format!("{}十{}", digit(tens), digit(ones)),
    }
}

/// Every way the laws write a length: `六十日`, `60日`, `两个月`.
fn lengths(rule: &Rule) -> Vec<String> {
    let unit = match rule.unit {
        Unit::Day | Unit::WorkingDay => "日",
        Unit::Month => "个月",
        Unit::Year => "年",
    };
    let two = (rule.length == 2).then(|| "两".to_owned());
    [numeral(rule.length), rule.length.to_string()].into_iter().chain(two).map(|number| number + unit).collect()
}

#[test]
fn every_period_is_worked_twice_in_the_words_of_its_article() {
    let books = books();
    let worked: Vec<&str> = books.values().flat_map(|book| &book.period).map(|period| period.rule.as_str()).collect();
    let known: BTreeSet<&str> = LAW.rules.rules.iter().map(|rule| rule.id.as_str()).collect();
    assert_eq!(worked.iter().copied().collect::<BTreeSet<_>>(), known, "every rule of the book has its examples, and no other");
    assert_eq!(worked.len(), known.len(), "once each");
    let mut wrong = Vec::new();
    for (key, period) in books.iter().flat_map(|(key, book)| book.period.iter().map(move |period| (key, period))) {
        let rule = rule(&LAW, &period.rule);
        let mut ensure = |holds: bool, what: &str| {
            if !holds {
                wrong.push(format!("{}: {what}", period.rule));
            }
        };
        ensure(*key == rule.law, "stands in the file of another law");
        ensure((&period.zh, &period.en) == (&rule.obligation_zh, &rule.obligation), "is called otherwise in the rule book");
        ensure(lengths(rule).iter().any(|length| period.words.contains(length)), "its words do not give the length of the rule");
        ensure(period.words_of.is_some() || rule.quote.contains(&period.words), "its words are not those of the rule");
        ensure(period.example.len() >= 2, "fewer than two examples");
        ensure(period.example.iter().any(|example| example.settings.is_empty()), "no example under the manual's settings");
        let asked: BTreeSet<String> = period
            .example
            .iter()
            .map(|example| format!("{} {:?} {:?} {}", example.from.0, example.exclude, example.extend, example.settings))
            .collect();
        ensure(asked.len() == period.example.len(), "the same question twice");
        for example in &period.example {
            let backward = rule.direction == Direction::Before;
            ensure(rule.tested_on_filing || rule.in_force_on(example.from.0), "triggered while the rule was not in force");
            ensure(example.minimal.is_some() == backward && example.safe.is_some() == backward, "minimal and safe belong to a notice");
            ensure(
                !backward || example.due == example.safe || example.due == example.minimal,
                "a notice is due on its safe or its minimal day",
            );
            ensure(!backward || example.safe < example.minimal, "the safe day lies before the minimal one");
            let told = example.due.or(example.stands_since).map(|Date(day)| (day.to_string(), day.format("%-d %B %Y").to_string()));
            ensure(
                told.is_some_and(|(iso, long)| example.why.contains(&iso) || example.why.contains(&long)),
                "`why` does not reach the last day",
            );
            ensure(example.zh.chars().any(is_chinese) && !example.en.chars().any(is_chinese), "told in both languages");
        }
    }
    assert_none(&wrong);
}

#[derive(Deserialize)]
struct Straddlings {
    straddling: Vec<Straddling>,
}

/// A case with one foot in each law.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Straddling {
    zh: String,
    en: String,
    #[serde(default)]
    settings: toml::Table,
    pinned: Option<Regime>,
    event: String,
    accepted: Option<Date>,
    from: Date,
    /// Day of filing, where the law in force on it governs.
    filed: Option<Date>,
    rule: String,
    not: Option<String>,
    nominal: Date,
    due: Date,
    why: String,
}

#[test]
fn one_law_governs_each_period_of_a_case_that_straddles_two() {
    let Straddlings { straddling } = toml(&format!("{FOLDER}/straddling.toml"));
    assert!(straddling.len() >= 4);
    let mut replayed = 0;
    for case in straddling {
        let (law, from) = (under(&case.settings), case.from.0);
        let told = format!("{} {}: {}", case.zh, case.en, case.why);
        let accepted = case.accepted.map(|Date(day)| day);
        let started: Vec<&str> = (law.rules.started_by(&case.event))
            .filter(|rule| law.applies(rule, from, case.filed.map_or(from, |Date(day)| day), accepted, case.pinned))
            .map(|rule| rule.id.as_str())
            .collect();
        assert!(started.contains(&case.rule.as_str()), "{started:?}. {told}");
        if let Some(not) = &case.not {
            assert!(!started.contains(&not.as_str()), "{started:?}. {told}");
            assert_eq!(rule(&law, not).trigger_event, case.event, "{told}");
        }
        let found = due(&law, rule(&law, &case.rule), from, &[], None);
        assert_eq!(
            (found.nominal_on, found.safe_on, found.latest_on),
            (Some(case.nominal.0), Some(case.due.0), Some(case.due.0)),
            "{told}"
        );

        if let (Some(accepted), None, "copy-received") = (accepted, case.pinned, case.event.as_str()) {
            replayed += 1;
            let history = json!({"kind": "reconsideration", "today": from, "events": [
                {"event": "application-received", "on": accepted},
                {"event": "accepted", "on": accepted},
                {"event": "copy-sent", "on": accepted, "data": {"received_on": from}},
            ]});
            let mut program = program(&case.settings, ["case", "replay"]);
            let answer = fed(&mut program, history.to_string().as_bytes()).json();
            let of = |id: &str| answer["deadlines"].as_array().and_then(|all| all.iter().find(|deadline| deadline["rule"] == id));
            assert_eq!(of(&case.rule).map(|reply| &reply["due_on"]), Some(&json!(case.due.0)), "{told} {answer}");
            assert!(case.not.as_deref().and_then(of).is_none(), "{told}");
        }
    }
    assert!(replayed >= 4, "both sides of the change of law under both settings");
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Refused {
    unverified: Vec<String>,
    variable: Vec<String>,
    hours: Vec<String>,
    question: Vec<Unanswerable>,
}

/// A question without an answer.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Unanswerable {
    zh: String,
    en: String,
    ask: String,
    /// What the refusal must name.
    names: Option<String>,
    why: String,
}

#[test]
fn what_the_law_leaves_open_or_forbids_is_refused() {
    let refused: Refused = toml(&format!("{FOLDER}/refused.toml"));
    let book = &LAW.rules;
    assert_eq!(refused.unverified, book.unverified.iter().map(|entry| entry.id.clone()).collect::<Vec<_>>());
    assert_eq!(refused.variable, book.variable_periods.iter().map(|entry| entry.id.clone()).collect::<Vec<_>>());
    assert_eq!(refused.hours, book.hour_periods.iter().map(|entry| entry.id.clone()).collect::<Vec<_>>());

    let mut asked: Vec<(String, Option<String>, String)> = Vec::new();
    for id in refused.unverified.iter().chain(&refused.variable).chain(&refused.hours) {
        assert!(book.get(id).is_none(), "{id} has a length");
        asked.push((json!({"rule": id, "from": "2024-03-06"}).to_string(), Some(id.clone()), "the law gives no number of days".to_owned()));
    }
    for rule in book.rules.iter().filter(|rule| !rule.extendable) {
        let question = json!({"rule": rule.id, "from": rule.effective_from.max("2024-03-06".parse().unwrap()), "extend": 1});
        asked.push((
            question.to_string(),
            rule.article.split("Art. ").nth(1).map(str::to_owned),
            format!("{} knows no extension", rule.article),
        ));
    }
    asked.extend(refused.question.into_iter().map(|case| (case.ask, case.names, format!("{} {}: {}", case.zh, case.en, case.why))));
    let questions: Vec<String> = asked.iter().map(|(question, ..)| question.clone()).collect();
    for ((question, names, why), answer) in asked.iter().zip(answers(&toml::Table::new(), &questions)) {
        let error = answer["error"].as_str().unwrap_or_else(|| panic!("{question} → {answer}. {why}"));
        assert!(answer.get("due_on").is_none(), "{question} → {answer}");
        assert!(names.as_ref().is_none_or(|names| error.contains(names)), "{question} → {error}. {why}");
    }
}
