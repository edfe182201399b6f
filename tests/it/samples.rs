//! Small case files, and a fold of their own that knows no law: the store must be right whatever the fold says.

use chrono::{DateTime, Days, NaiveDate, Utc};
use fuyi::domain::Day;
use fuyi::domain::case::event::{Accepted, ApplicationReceived, Archived, DecisionMade, Event};
use fuyi::domain::case::field::Many;
use fuyi::domain::case::parts::Party;
use fuyi::domain::case::{CaseKind, Entry, History, State};
use fuyi::domain::deadline::{FOREVER, Pending};
use fuyi::domain::statistics::{CaseFacts, Dimension, Fact, Measure, Traits};
use fuyi::store::{Act, Append, BulkCase, CaseId, Database, NewBatch, NewCase, Origin, Projection, Projector, StoreError, UnitRole};

/// Full names of the units of the samples, in order.
pub const UNITS: [&str; 3] = ["平湛区公安分局", "平湛区市场监督管理局", "平湛区自然资源局"];

/// A day.
pub fn day(year: i32, month: u32, day: u32) -> Day {
    NaiveDate::from_ymd_opt(year, month, day).expect("a day")
}

/// Someone acting at a fixed moment, finer than PostgreSQL keeps.
pub fn act() -> Act<'static> {
    Act { actor: "王某某", origin: "", at: DateTime::<Utc>::from_timestamp(1_700_000_000, 123_456_789).expect("a moment") }
}

/// The list of units, with aliases.
pub fn write_units(database: &mut Database) {
    let list = UNITS.map(|unit| (unit.to_owned(), vec![unit.replace("平湛区", "区")]));
    assert_eq!(database.units_write(&list, &act()).expect("units"), (3, 3));
}

/// An application against a unit.
pub fn received(on: Day, unit: &str) -> Entry {
    Entry::recorded(
        on,
        ApplicationReceived {
            applicants: Some(Many(vec![Party { name: "李某某".into(), kind: None, agent: None }])),
            respondents: Some(Many(vec![unit.to_owned()])),
            matter: Some("行政处罚“罚款”\n50%_元".into()),
            ..ApplicationReceived::default()
        },
    )
}

/// Acceptance.
pub fn accepted(on: Day) -> Entry {
    Entry::recorded(on, Accepted::default())
}

/// A decision.
pub fn decided(on: Day, outcome: &str) -> Entry {
    Entry::recorded(on, DecisionMade { outcome: Some(outcome.into()), ..DecisionMade::default() })
}

/// Filing, without a recorded day.
pub fn archived(on: Day) -> Entry {
    Entry::from_ledger(on, Archived::default()).undated()
}

/// The fold of the samples.
pub struct SampleFold;

impl Projector for SampleFold {
    fn project(&self, _kind: CaseKind, history: &History) -> Projection {
        let mut projection = Projection {
            state: State::New,
            instance: None,
            units: Vec::new(),
            parties: String::new(),
            third_parties: String::new(),
            matter: None,
            category: None,
            officer: None,
            court: None,
            listed_on: history.0.first().map_or(day(1970, 1, 1), |entry| entry.on),
            received_on: None,
            accepted_on: None,
            concluded_on: None,
            outcome: None,
            facts: CaseFacts::default(),
            deadlines: Vec::new(),
        };
        for (_, entry) in history.live() {
            let measure = match &entry.event {
                Event::ApplicationReceived(data) => {
                    projection.state = State::Received;
                    projection.received_on = Some(entry.on);
                    projection.matter.clone_from(&data.matter);
                    let units = data.respondents.iter().flat_map(|units| &units.0);
                    projection.units = units.map(|unit| UnitRole { unit: unit.clone(), role: "respondent" }).collect();
                    let names = data.applicants.iter().flat_map(|parties| &parties.0).map(|party| party.name.as_str());
                    projection.parties = names.collect::<Vec<_>>().join("、");
                    Measure::Received
                }
                Event::Accepted(_) => {
                    projection.state = State::UnderReview;
                    projection.accepted_on = Some(entry.on);
                    Measure::Accepted
                }
                Event::DecisionMade(data) => {
                    projection.state = State::Decided;
                    projection.concluded_on = Some(entry.on);
                    projection.outcome.clone_from(&data.outcome);
                    Measure::Concluded
                }
                _ => {
                    projection.state = State::Closed;
                    continue;
                }
            };
            let unit = projection.units.first().map(|unit| unit.unit.clone()).unwrap_or_default();
            let code = if measure == Measure::Concluded {
                projection.outcome.as_ref().map(ToString::to_string).unwrap_or_default()
            } else {
                String::new()
            };
            let fact = Fact { measure, on: entry.on, unit, instance: "", code, traits: Traits::NONE, rank: 0, count: 1 };
            projection.facts.facts.push(fact);
        }
        projection.facts.topic.matter = projection.matter.clone().unwrap_or_default();
        projection.deadlines.extend(pending(&projection));
        projection
    }

    fn today(&self) -> Day {
        SAMPLE_DAY
    }

    fn law(&self) -> &str {
        SAMPLE_LAW
    }
}

/// The day the samples are projected on, and the law they go by.
pub const SAMPLE_DAY: Day = NaiveDate::from_ymd_opt(2024, 1, 1).unwrap();
pub const SAMPLE_LAW: &str = "1-2-3";

/// Sixty days to decide, then fifteen to sue: the fold of the samples knows no more.
fn pending(projection: &Projection) -> Option<Pending> {
    let (rule, from, last) = match (projection.received_on, projection.concluded_on) {
        (_, Some(decided)) => ("sue", decided, decided + Days::new(15)),
        (Some(received), None) => ("decide", received, received + Days::new(60)),
        (None, None) => return None,
    };
    let ours = rule == "decide";
    let shown_until = if ours { FOREVER } else { last };
    let unit = projection.units.first().filter(|_| ours).map(|unit| unit.unit.clone()).unwrap_or_default();
    let pending = Pending {
        rule: rule.to_owned(),
        from,
        shown_from: SAMPLE_DAY,
        shown_until,
        safe_on: Some(last),
        latest_on: Some(last),
        nominal_on: Some(last),
        provisional: false,
        estimated: false,
        ours,
        unit,
    };
    Some(pending).filter(|pending| pending.shown_until >= SAMPLE_DAY)
}

/// What the sample fold makes of entries.
pub fn project(entries: &[Entry]) -> Projection {
    SampleFold.project(CaseKind::Reconsideration, &History(entries.to_vec()))
}

/// A new case of these entries.
pub fn new_case(number: Option<&str>, entries: Vec<Entry>) -> NewCase {
    NewCase { kind: CaseKind::Reconsideration, number: number.map(str::to_owned), handler: None, projection: project(&entries), entries }
}

/// Adds entries to a case as a writer would who has seen `expected_version` entries.
pub fn append(database: &mut Database, case: CaseId, expected_version: usize, new: Vec<Entry>) -> Result<usize, fuyi::store::StoreError> {
    let mut entries = database.case_history(case)?.history.0;
    entries.truncate(expected_version);
    let before = project(&entries).facts;
    entries.extend(new.iter().cloned());
    let after = project(&entries);
    database.case_append(&Append { case, expected_version, entries: &new, before: &before, after: &after, number: None }, &act())
}

/// The sums of these measures by member, measure, period and code, in this order.
pub fn sums_by_member(
    database: &mut Database,
    dimension: Dimension,
    measures: &[&str],
    periods: &[i32],
) -> Vec<(String, String, i32, String, i64)> {
    let sums = database.sums(dimension, None, measures, periods).expect("sums");
    let line = |line: &fuyi::store::Sum| {
        let label = &sums.labels[line.label];
        (sums.members[line.member].clone(), label.measure.to_string(), line.period, label.code.clone(), line.count)
    };
    let mut lines: Vec<_> = sums.lines.iter().map(line).collect();
    lines.sort_unstable();
    lines
}

/// The sums of these measures over whole years, of all cases: measure, code, how many.
pub fn sums(database: &mut Database, measures: &[&str], years: std::ops::RangeInclusive<i32>) -> Vec<(String, String, i64)> {
    let years: Vec<i32> = years.map(|year| year * 100).collect();
    let lines = sums_by_member(database, Dimension::All, measures, &years);
    lines.into_iter().map(|(_, measure, _, code, count)| (measure, code, count)).collect()
}

/// How many they are together.
pub fn number(sums: &[(String, String, i64)]) -> i64 {
    sums.iter().map(|(.., count)| count).sum()
}

/// The batch the bulk samples come in.
pub const BATCH: NewBatch<'static> = NewBatch { file_name: "台账.xlsx", file_sha256: "5e9d", mapping: "{}", units: &[] };

/// `count` cases of a ledger over several years, the first numbered `first`.
pub fn ledger(first: u32, count: u32) -> impl Iterator<Item = BulkCase> {
    (first..first + count).map(|n| {
        let on = day(2018 + (n % 6) as i32, 1 + n % 12, 1 + n % 28);
        let unit = UNITS[n as usize % UNITS.len()];
        let outcome = ["UPHOLD", "REVOKE", "REVOKE-REMAKE"][n as usize % 3];
        let entries = vec![received(on, unit), accepted(on), decided(on + chrono::Days::new(40), outcome), archived(on)];
        let number = format!("平湛政复决字〔{}〕{n}号", 2018 + n % 6);
        BulkCase {
            case: new_case(Some(&number), entries),
            origin: Some(Origin { sheet: "复议".into(), row: n + 3, fingerprint: format!("{n:064x}") }),
        }
    })
}

/// A database with units, one hand-made case of three versions, and a small ledger.
pub fn furnish(database: &mut Database) -> CaseId {
    write_units(database);
    let opened = day(2024, 3, 1);
    let case = new_case(Some("平湛政复决字〔2024〕1号"), vec![received(opened, "区公安分局")]);
    let id = database.case_create(&case, &act()).expect("a case");
    assert_eq!(append(database, id, 1, vec![accepted(day(2024, 3, 5))]).expect("version 2"), 2);
    assert_eq!(append(database, id, 2, vec![decided(day(2024, 4, 30), "UPHOLD"), archived(day(2024, 5, 1))]).expect("version 4"), 4);
    let cases = ledger(0, 700).map(Ok::<_, fuyi::store::StoreError>);
    assert_eq!(database.bulk_load(&BATCH, feed(cases), &act()).expect("a batch").cases, 700);
    id
}

/// Feeds a batch from an iterator; its first error takes back everything.
pub fn feed<E: From<StoreError>>(
    cases: impl IntoIterator<Item = Result<BulkCase, E>>,
) -> impl FnOnce(&mut dyn FnMut(BulkCase) -> Result<(), StoreError>) -> Result<(), E> {
    |put| cases.into_iter().try_for_each(|case| Ok(put(case?)?))
}
