//! Figures over stored cases: running totals, facts and a replay of every entry say the same, in any scope and period; every figure leads
//! to its cases; what was published stays.

use chrono::{DateTime, Days, Utc};
use fuyi::domain::Day;
use fuyi::domain::case::{Case, CaseKind, Entry, EntryJson, History, Instance};
use fuyi::domain::statistics::{Dimension, Measure, Period, Term};
use fuyi::service::figures::*;
use fuyi::service::{Books, generate};
use fuyi::settings::Settings;
use fuyi::store::{Act, Analysis, Append, CaseId, Database, NewCase, UnitId};
use serde_json::{Value, json};

use super::engines::{Engine, on_both_engines};
use super::samples::day;

pub fn books() -> Books {
    Books::open(&Settings::load(None, [], []).expect("the settings")).expect("the books")
}

/// Somebody acting at noon of a day.
pub fn on(day: Day) -> Act<'static> {
    let at: DateTime<Utc> = day.and_hms_opt(4, 0, 0).expect("noon in China").and_utc();
    Act { actor: "王某某", origin: "", at }
}

pub fn entries(events: &[(&str, &str, Value)]) -> Vec<Entry> {
    let entry = |(event, on, data): &(&str, &str, Value)| {
        let json: EntryJson = serde_json::from_value(json!({"event": event, "on": on})).expect("an entry");
        let data = serde_json::value::to_raw_value(data).expect("data");
        Entry::try_from(EntryJson { data: Some(data), ..json }).expect("an event")
    };
    events.iter().map(entry).collect()
}

pub fn file(database: &mut Database, books: &Books, kind: CaseKind, number: &str, entries: Vec<Entry>, act: &Act<'_>) -> CaseId {
    let history = History(entries);
    let projection = books.projection(&Case::fold(kind, &history, &books.law), &history, act.at.date_naive());
    let case = NewCase { kind, number: Some(number.to_owned()), handler: None, entries: history.0, projection };
    database.case_create(&case, act).expect("a case")
}

pub fn append(database: &mut Database, books: &Books, case: CaseId, new: Vec<Entry>, act: &Act<'_>) {
    let stored = database.case_history(case).expect("the case");
    let before = books.facts(&Case::fold(stored.kind, &stored.history, &books.law));
    let mut history = stored.history;
    history.0.extend(new.iter().cloned());
    let after = books.projection(&Case::fold(stored.kind, &history, &books.law), &history, act.at.date_naive());
    let append = Append { case, expected_version: stored.version, entries: &new, before: &before, after: &after, number: None };
    database.case_append(&append, act).expect("an entry");
}

/// Suits in which several of our agencies fared differently, and one of a third party.
fn suits(database: &mut Database, books: &Books) {
    let agencies =
        |roles: &[(&str, &str)]| -> Value { roles.iter().map(|(agency, role)| json!({"agency": agency, "role": role})).collect() };
    let suit = |agencies: Value, court: &str, results: Value, attended: &str| {
        entries(&[
            ("complaint-received", "2023-02-01", json!({"agencies": agencies, "court": court, "category": "公安", "matter": "行政处罚"})),
            ("hearing-held", "2023-03-01", json!({"appearances": [{"agency": attended, "attended_by_rp": true}]})),
            ("judgment-announced", "2023-04-10", json!({"outcome": "J-DISMISS-CLAIM", "results": results})),
        ])
    };
    let lost = |agency: &str| json!([{"agency": agency, "outcome": "J-REVOKE"}]);
    let (one, two, town) = ("平湛区第01局", "平湛区第02局", "平湛区第01街道办事处");
    let files = [
        suit(agencies(&[(one, "defendant"), (two, "defendant")]), "某区人民法院", lost(two), one),
        suit(agencies(&[(one, "co-defendant-original"), (town, "co-defendant-organ")]), "某区人民法院", lost(town), town),
        suit(agencies(&[(two, "third-party")]), "某市中级人民法院", lost(two), two),
        suit(agencies(&[(one, "defendant"), (two, "third-party")]), "某市中级人民法院", lost(one), one),
    ];
    for (n, entries) in files.into_iter().enumerate() {
        file(database, books, CaseKind::Litigation, &format!("（2023）豫0000行初{n}号"), entries, &on(day(2023, 11, 1)));
    }
}

/// One instrument of each kind to be performed, and what became of it, by the first, the second and a third unit.
fn instruments(database: &mut Database, books: &Books, [one, two, three]: [&str; 3]) -> [CaseId; 5] {
    let reconsideration = |unit: &str| ("application-received", "2023-01-10", json!({"respondents": [unit]}));
    let sealed = json!({"signatures": [{"party": "王某某", "on": "2023-02-20"}], "sealed_on": "2023-02-20"});
    let decision = |outcome: &str, until: &str| json!({"outcome": outcome, "approved_by": "organ-head", "performance_until": until});
    let suit = |unit: &str| {
        ("complaint-received", "2023-02-01", json!({"agencies": [{"agency": unit, "role": "defendant"}], "court": "某铁路运输法院"}))
    };
    let mediated = [
        reconsideration(one),
        ("accepted", "2023-01-12", json!({})),
        ("mediation-letter-effective", "2023-02-20", sealed),
        ("performed", "2023-03-01", json!({})),
    ];
    let decided = [
        reconsideration(one),
        ("accepted", "2023-01-12", json!({})),
        ("decision-made", "2023-02-25", decision("REVOKE-REMAKE", "2023-04-10")),
        ("opinion-letter-issued", "2023-03-01", json!({"addressee": two, "received_on": "2023-03-02"})),
        ("opinion-letter-issued", "2023-03-03", json!({"addressee": three})),
        ("performed", "2023-04-01", json!({"partial": true})),
        ("opinion-feedback-received", "2023-04-20", json!({"from": two})),
    ];
    let enforced = [
        suit(one),
        ("judgment-served", "2023-03-01", json!({"outcome": "J-PERFORM", "performance_until": "2023-04-05"})),
        ("enforcement-applied", "2023-04-06", json!({})),
        ("enforced", "2023-04-20", json!({})),
    ];
    let agreed = [suit(two), ("mediation-effective", "2023-03-10", json!({}))];
    let against_us = [
        ("copy-received", "2023-01-10", json!({"organ": "某市人民政府", "respondents": [three]})),
        ("decision-made", "2023-03-10", decision("PERFORM", "2023-04-01")),
        ("performed", "2023-03-28", json!({})),
    ];
    let mut opened = |kind: CaseKind, number: &str, events: &[(&str, &str, Value)]| {
        file(database, books, kind, number, entries(events), &on(day(2023, 11, 1)))
    };
    [
        opened(CaseKind::Reconsideration, "某政复〔2023〕901号", &mediated),
        opened(CaseKind::Reconsideration, "某政复〔2023〕902号", &decided),
        opened(CaseKind::Litigation, "（2023）豫0000行初903号", &enforced),
        opened(CaseKind::Litigation, "（2023）豫0000行初904号", &agreed),
        opened(CaseKind::Respondent, "某政复〔2023〕905号", &against_us),
    ]
}

#[test]
fn performance_is_followed_through_to_the_end() {
    let books = books();
    on_both_engines(|engine| {
        let mut database = engine.database();
        super::samples::write_units(&mut database);
        let [_, decided, _, agreed, _] = instruments(&mut database, &books, super::samples::UNITS);
        let (year, everything) = (Period::parse("2023").expect("a period"), FigureScope::default());
        let rates = ["FY-LX-1", "FY-LX-3", "FY-LX-4", "FY-LX-5", "YS-LX-1", "ZH-LX-1", "FY-LX-6", "JS-WL", "JS-BL", "JS-QZ"];
        let found = figures(&mut database, &books, &rates, year, &everything).expect("figures");
        let found: Vec<(i64, i64)> = found.iter().map(|figure| (figure.rate.numerator, figure.rate.denominator)).collect();
        assert_eq!(found, [(1, 2), (0, 1), (1, 1), (1, 2), (1, 2), (3, 6), (1, 1), (3, 0), (1, 0), (1, 0)]);
        let query = queries(&books, &["JS-WL"], &[], year, &everything).remove(0);
        let open = cases_behind(&mut database, &books, &query, Part::Numerator, None, 50).expect("cases");
        let open: Vec<(CaseId, i64)> = open.cases.iter().map(|case| (case.case, case.weight)).collect();
        assert_eq!(open, [(decided, 2), (agreed, 1)], "a decision in part, a letter without feedback, a court mediation");

        // the letter is answered and the mediation performed: what is left is the decision
        append(&mut database, &books, decided, entries(&[("opinion-feedback-received", "2023-11-02", json!({}))]), &on(day(2023, 11, 2)));
        append(&mut database, &books, agreed, entries(&[("performed", "2023-11-02", json!({}))]), &on(day(2023, 11, 2)));
        let found = figures(&mut database, &books, &["ZH-LX-1", "JS-WL"], year, &everything).expect("figures");
        assert_eq!(found.iter().map(|figure| figure.rate.numerator).collect::<Vec<_>>(), [5, 1]);
        assert_eq!(database.verify(&books.on(day(2023, 11, 3))).expect("a check"), []);
    });
}

/// Some hundred cases of a district whose units stand in a tree, and the suits above.
pub fn district(engine: &Engine, books: &Books) -> (Database, UnitId) {
    generate(&engine.url, books, 420, 7, &on(day(2023, 11, 14))).expect("cases");
    let mut database = engine.database();
    suits(&mut database, books);
    instruments(&mut database, books, ["平湛区第01局", "平湛区第02局", "平湛区第01街道办事处"]);
    let unit = |database: &mut Database, name: &str| database.unit_find(name).expect("a search").expect("the unit").0;
    let top = unit(&mut database, "平湛区第01局");
    // the facts are there before the tree is: whoever comes to stand above gets what is below
    for name in ["平湛区第02局", "平湛区第03局", "平湛区第01街道办事处"] {
        let below = unit(&mut database, name);
        database.unit_move(below, 1, Some(top), &on(day(2023, 11, 15))).expect("a move");
    }
    (database, top)
}

fn scopes(database: &mut Database, top: UnitId) -> Vec<FigureScope> {
    let two = database.unit_find("平湛区第02局").expect("a search").expect("the unit").0;
    let all = FigureScope::default();
    let of = |units| FigureScope { units, ..all.clone() };
    let text = |text: &str| Some(text.to_owned());
    vec![
        all.clone(),
        of(UnitsIn::Own(top)),
        of(UnitsIn::Under(top)),
        of(UnitsIn::Among(vec![two, top])),
        of(UnitsIn::Among(vec![])),
        FigureScope { instance: Some(Instance::First), ..of(UnitsIn::Under(top)) },
        FigureScope { category: text("公安"), ..all.clone() },
        FigureScope { matter: text("行政处罚"), ..of(UnitsIn::Under(top)) },
        FigureScope { court: text("某区人民法院"), ..all.clone() },
        FigureScope { officer: text(""), ..all.clone() },
    ]
}

const PERIODS: [&str; 5] = ["2023", "2022H2", "2023Q2", "2023-02-15..2023-04-10", "2023-03-05"];

#[test]
fn totals_facts_and_replay_say_the_same() {
    let books = books();
    on_both_engines(|engine| {
        let (mut database, top) = district(engine, &books);
        assert_eq!(database.verify(&books.on(day(2023, 11, 20))).expect("a check"), [], "after units have moved");
        let answers = [("suit-unit".to_owned(), "agency".to_owned()), ("third-party".to_owned(), "in".to_owned())];
        let mut asked = Vec::new();
        for scope in scopes(&mut database, top) {
            for period in PERIODS {
                let period = Period::parse(period).expect("a period");
                asked.extend(queries(&books, &[], &[], period, &scope));
                asked.extend(queries(&books, &["JS-WL", "JS-BL", "JS-QZ"], &[], period, &scope));
                asked.extend(queries(&books, &["YS-BS-1", "YS-CT-1"], &answers, period, &scope));
            }
        }
        let kept = figures_of(&mut database, &books, &asked).expect("figures");
        let replayed = figures_known_on(&mut database, &books, &asked, day(2023, 11, 30)).expect("figures");
        let mut counted = 0;
        for (query, (kept, replayed)) in asked.iter().zip(kept.iter().zip(&replayed)) {
            assert_eq!(kept.rate, replayed.rate, "{query:?}");
            assert_eq!(kept.last_year, replayed.last_year, "{query:?}");
            counted += usize::from(kept.rate.denominator > 0);
        }
        assert!(counted > 300, "{counted} of {} have a base", asked.len());
    });
}

#[test]
fn every_figure_leads_to_its_cases() {
    let books = books();
    on_both_engines(|engine| {
        let (mut database, top) = district(engine, &books);
        let mut pages = 0;
        for scope in scopes(&mut database, top) {
            for period in ["2023", "2023-02-15..2023-04-10"] {
                let period = Period::parse(period).expect("a period");
                let counts = queries(&books, &["JS-WL", "JS-BL", "JS-QZ"], &[], period, &scope);
                for query in queries(&books, &[], &[], period, &scope).into_iter().chain(counts) {
                    let figure = figure(&mut database, &books, &query).expect("a figure");
                    for (part, count) in [(Part::Numerator, figure.rate.numerator), (Part::Denominator, figure.rate.denominator)] {
                        let (mut after, mut sum, mut seen) = (None, 0, Vec::new());
                        loop {
                            let page = cases_behind(&mut database, &books, &query, part, after, 37).expect("cases");
                            sum += page.cases.iter().map(|case| case.weight).sum::<i64>();
                            seen.extend(page.cases.iter().map(|case| case.case));
                            pages += 1;
                            after = page.next;
                            if after.is_none() {
                                break;
                            }
                        }
                        assert_eq!(sum, count, "{} {part:?} {query:?}", query.definition);
                        assert!(seen.is_sorted() && seen.windows(2).all(|pair| pair[0] != pair[1]), "each case once");
                    }
                }
            }
        }
        assert!(pages > 500, "{pages}");
    });
}

#[test]
fn the_cases_of_a_past_day_are_those_its_figures_count() {
    let books = books();
    on_both_engines(|engine| {
        let (mut database, top) = district(engine, &books);
        let (known_on, period) = (day(2023, 11, 14), Period::parse("2023").expect("a period"));
        let asked: Vec<FigureQuery> = scopes(&mut database, top)
            .iter()
            .flat_map(|scope| queries(&books, &["YS-BS-1", "YS-CT-1", "FY-AJ-1", "FY-SJ-1", "ZH-LX-1", "JS-WL"], &[], period, scope))
            .collect();
        let figures = figures_known_on(&mut database, &books, &asked, known_on).expect("figures");
        let mut counted = 0;
        for (query, figure) in asked.iter().zip(&figures) {
            for (part, count) in [(Part::Numerator, figure.rate.numerator), (Part::Denominator, figure.rate.denominator)] {
                let cases = CasesQuery { figure: query, part, only: &Only::All, known_on: Some(known_on), after: None, limit: 1000 };
                let found = cases_asked(&mut database, &books, &cases).expect("cases");
                let sum = found.cases.iter().map(|case| case.weight).sum::<i64>();
                assert_eq!((found.total, sum, found.next), (count, count, None), "{part:?} {query:?}");
                // nothing was recorded since, so that today's cases are the same
                let today = cases_asked(&mut database, &books, &CasesQuery { known_on: None, ..cases }).expect("cases");
                let ids = |found: &Behind| found.cases.iter().map(|case| (case.case, case.weight)).collect::<Vec<_>>();
                assert_eq!(ids(&found), ids(&today), "{part:?} {query:?}");
                counted += count;
            }
        }
        assert!(counted > 500, "{counted}");
    });
}

#[test]
fn a_subtree_is_the_union_and_everything_is_conserved() {
    let books = books();
    on_both_engines(|engine| {
        let (mut database, top) = district(engine, &books);
        let count = |database: &mut Database, scope: &FigureScope, period: &str, terms: &[Term]| -> i64 {
            let wanted = Wanted::by(&terms.iter().collect::<Vec<_>>());
            let [counts] = counts(database, &wanted, [Period::parse(period).expect("a period")], scope).expect("counts");
            counts.sum(terms)
        };
        let units: Vec<UnitId> = database.units_list().expect("the units").iter().map(|unit| unit.id).collect();
        let scopes = units.iter().flat_map(|unit| [UnitsIn::Own(*unit), UnitsIn::Under(*unit)]).chain([UnitsIn::All]);
        for units in scopes {
            let scope = FigureScope { units, ..FigureScope::default() };
            for period in ["2022", "2023", "2023Q1", "2023-02-15..2023-06-20"] {
                let mut of = |term: Term| count(&mut database, &scope, period, &[term]);
                for (in_measure, out_measure) in [(Measure::Accepted, Measure::Concluded), (Measure::Filed, Measure::SuitConcluded)] {
                    let came = |term: fn(Term) -> Term| (term(Term::of(in_measure)), term(Term::of(out_measure)));
                    let (in_before, out_before) = came(Term::before);
                    let (in_until, out_until) = came(Term::until);
                    let carried = of(in_before) - of(out_before);
                    let pending = of(in_until) - of(out_until);
                    let (came_in, went_out) = (of(Term::of(in_measure)), of(Term::of(out_measure)));
                    assert!(carried >= 0 && pending >= 0, "{scope:?} {period}");
                    assert_eq!(carried + came_in, went_out + pending, "{scope:?} {period}");
                }
            }
        }
        // first instances of 2023 against the unit, its two subordinates and the town, one case each however many of them it names
        let filed = |scope: FigureScope| FigureScope { instance: Some(Instance::First), court: Some("某区人民法院".into()), ..scope };
        let terms = [Term::of(Measure::Filed)];
        assert_eq!(count(&mut database, &filed(FigureScope::under(top)), "2023", &terms), 2);
        let lost = [Term::of(Measure::SuitConcluded).among(&books.registry.annual.lost)];
        assert_eq!(count(&mut database, &filed(FigureScope::under(top)), "2023", &lost), 2, "lost when one of those within lost");
        let own = FigureScope { units: UnitsIn::Own(top), ..FigureScope::default() };
        assert_eq!(count(&mut database, &filed(own), "2023", &lost), 0, "the unit itself won both");
    });
}

#[test]
fn lost_and_corrected_cases_are_told_by_cause_and_lead_to_their_cases() {
    let books = books();
    on_both_engines(|engine| {
        let (mut database, _) = district(engine, &books);
        let tree = database.unit_tree().expect("the tree").1;
        let of_year = |database: &mut Database| board(database, &books, &tree, None, 2023, day(2024, 2, 1)).expect("a board").causes;
        let told = |lines: &[CauseLine]| -> Vec<(Only, i64)> { lines.iter().map(|line| (line.only.clone(), line.cases.current)).collect() };
        for (figure, lines) in of_year(&mut database) {
            assert!(figure.rate.numerator > 2, "{}", figure.rate.definition);
            assert_eq!(told(&lines), [(Only::NotAnalysed, figure.rate.numerator)], "nobody has analysed anything");
        }
        let lost = queries(&books, &["SS-BS"], &[], Period::parse("2023").expect("a period"), &FigureScope::default()).remove(0);
        let found = cases_behind(&mut database, &books, &lost, Part::Numerator, None, 2).expect("cases").cases;
        for (case, causes) in found.iter().zip([&["facts", "procedure"][..], &["facts"]]) {
            let analysis = Analysis {
                case: case.case,
                causes: causes.iter().map(|cause| (*cause).to_owned()).collect(),
                responsible: "王某某".to_owned(),
                measures: "补充调查取证规程".to_owned(),
                on: day(2023, 12, 1),
                by: "王某某".to_owned(),
            };
            database.analysis_put(&analysis, &on(day(2023, 12, 1))).expect("an analysis");
        }
        let causes = of_year(&mut database);
        let (figure, lines) = &causes[0];
        let [facts, procedure] = ["facts", "procedure"].map(|cause| Only::Cause(cause.to_owned()));
        assert_eq!(told(lines), [(facts.clone(), 2), (procedure, 1), (Only::NotAnalysed, figure.rate.numerator - 2)]);
        for (figure, lines) in &causes {
            let FigureQuery { switches, period, .. } = lost.clone();
            let query = FigureQuery { definition: figure.rate.definition.clone(), switches, period, scope: FigureScope::default() };
            for line in lines {
                let (mut after, mut sum) = (None, 0);
                loop {
                    let page = CasesQuery { figure: &query, part: Part::Numerator, only: &line.only, known_on: None, after, limit: 3 };
                    let page = cases_asked(&mut database, &books, &page).expect("cases");
                    assert_eq!(page.total, line.cases.current, "{line:?}");
                    sum += page.cases.iter().map(|case| case.weight).sum::<i64>();
                    after = page.next;
                    if after.is_none() {
                        break;
                    }
                }
                assert_eq!(sum, line.cases.current, "{line:?}");
            }
        }
        let before =
            CasesQuery { figure: &lost, part: Part::Numerator, only: &facts, known_on: Some(day(2023, 11, 30)), after: None, limit: 3 };
        assert_eq!(cases_asked(&mut database, &books, &before).expect("cases").total, 0, "nobody had analysed them");
    });
}

#[test]
fn members_of_a_dimension_come_in_one_reading() {
    let books = books();
    on_both_engines(|engine| {
        let (mut database, _) = district(engine, &books);
        let terms = [Term::of(Measure::Accepted), Term::of(Measure::Accepted).before()];
        let wanted = Wanted::by(&terms.iter().collect::<Vec<_>>());
        let period = Period::parse("2023").expect("a period");
        let [all] = counts(&mut database, &wanted, [period], &FigureScope::default()).expect("counts");
        for dimension in [Dimension::Own, Dimension::Category, Dimension::Matter, Dimension::Officer, Dimension::Court] {
            let members = counts_by(&mut database, dimension, None, &wanted, [period]).expect("counts");
            for term in &terms {
                assert_eq!(members.values().map(|[member]| member.count(term)).sum::<i64>(), all.count(term), "{}", dimension.code());
            }
        }
    });
}

#[test]
fn a_past_day_is_known_as_it_was_and_what_was_published_stays() {
    let books = books();
    on_both_engines(|engine| {
        let mut database = engine.database();
        super::samples::write_units(&mut database);
        let unit = super::samples::UNITS[0];
        let opened = |on: &str| ("application-received", on.to_owned(), json!({"respondents": [unit]}));
        let mut cases = Vec::new();
        for n in 0..12 {
            let (event, on_day, data) = opened("2023-02-01");
            let all = entries(&[(event, &on_day, data), ("accepted", "2023-02-03", json!({}))]);
            cases.push(file(&mut database, &books, CaseKind::Reconsideration, &format!("某政复〔2023〕{n}号"), all, &on(day(2023, 2, 4))));
        }
        let decide = |outcome: &str| entries(&[("decision-made", "2023-03-10", json!({"outcome": outcome, "approved_by": "organ-head"}))]);
        for (n, case) in cases.iter().enumerate().take(10) {
            append(&mut database, &books, *case, decide(if n < 4 { "REVOKE" } else { "MAINTAIN" }), &on(day(2023, 3, 11)));
        }
        let year = Period::parse("2023").expect("a period");
        let scope = FigureScope::default();
        let ids = ["FY-ZJ-1", "FY-SJ-2"];
        let fractions = |figures: Vec<Figure>| -> Vec<(i64, i64)> {
            figures.iter().map(|figure| (figure.rate.numerator, figure.rate.denominator)).collect()
        };
        let asked = queries(&books, &ids, &[], year, &scope);
        let published = publish(&mut database, &books, "半年统计", &ids, year, &scope, &on(day(2023, 7, 1))).expect("a set");
        assert_eq!(published.figures.iter().map(|figure| (figure.numerator, figure.denominator)).collect::<Vec<_>>(), [(4, 10), (10, 12)]);

        // an entry is annulled later, and another case decided late
        let annul = entries(&[("annulled", "2023-08-01", json!({"entry": 2, "reason": "误记"}))]);
        append(&mut database, &books, cases[0], annul, &on(day(2023, 8, 1)));
        append(&mut database, &books, cases[11], decide("MAINTAIN"), &on(day(2023, 8, 2)));
        let now = figures_of(&mut database, &books, &asked).expect("figures");
        assert_eq!(fractions(now), [(3, 10), (10, 12)]);
        let known = |database: &mut Database, on: Day| fractions(figures_known_on(database, &books, &asked, on).expect("figures"));
        assert_eq!(known(&mut database, day(2023, 7, 1)), [(4, 10), (10, 12)], "the replay is the snapshot");
        assert_eq!(known(&mut database, day(2023, 8, 1)), [(3, 9), (9, 12)]);
        assert_eq!(known(&mut database, day(2023, 8, 2)), [(3, 10), (10, 12)]);
        assert_eq!(known(&mut database, day(2023, 2, 3)), [(0, 0), (0, 0)], "nothing was recorded yet");

        // the cases of a past day are those the figure counted then, page by page
        let mut of_that_day = |id: &str, part, on: Day| -> Vec<CaseId> {
            let query = asked.iter().find(|query| query.definition == id).expect("asked for");
            let (mut after, mut seen) = (None, Vec::new());
            loop {
                let page = CasesQuery { figure: query, part, only: &Only::All, known_on: Some(on), after, limit: 3 };
                let page = cases_asked(&mut database, &books, &page).expect("cases");
                seen.extend(page.cases.iter().map(|case| case.case));
                after = page.next;
                if after.is_none() {
                    break seen;
                }
            }
        };
        assert_eq!(of_that_day("FY-ZJ-1", Part::Numerator, day(2023, 7, 1)), &cases[..4]);
        assert_eq!(of_that_day("FY-ZJ-1", Part::Numerator, day(2023, 8, 1)), &cases[1..4], "the first was annulled since");
        assert_eq!(of_that_day("FY-ZJ-1", Part::Denominator, day(2023, 8, 1)), &cases[1..10], "the last was not decided yet");
        assert_eq!(of_that_day("FY-ZJ-1", Part::Denominator, day(2023, 2, 3)), []);

        let drift = published_drift(&mut database, &books, published.id).expect("the drift");
        assert_eq!(drift.published, published);
        let moved: Vec<_> = drift.cases.iter().map(|case| (case.definition.as_str(), case.part, case.case, case.then, case.now)).collect();
        assert_eq!(
            moved,
            [
                ("FY-SJ-2", Part::Numerator, cases[0], 1, 0),
                ("FY-SJ-2", Part::Numerator, cases[11], 0, 1),
                ("FY-ZJ-1", Part::Numerator, cases[0], 1, 0),
                ("FY-ZJ-1", Part::Denominator, cases[0], 1, 0),
                ("FY-ZJ-1", Part::Denominator, cases[11], 0, 1),
            ]
        );
        assert_eq!(published_list(&mut database).expect("the sets"), std::slice::from_ref(&published));
        for statement in ["UPDATE figure_sets SET name = 'x'", "DELETE FROM figure_sets"] {
            assert!(engine.execute(statement).is_err(), "{statement}");
        }
        assert!(publish(&mut database, &books, " ", &ids, year, &scope, &on(day(2023, 9, 1))).is_err());
        assert!(publish(&mut database, &books, "x", &["YS-BS-4"], year, &scope, &on(day(2023, 9, 1))).is_err());
        assert_eq!(published_list(&mut database).expect("the sets").len(), 1);
    });
}

#[test]
fn few_cases_are_shown_as_a_fraction() {
    let books = books();
    on_both_engines(|engine| {
        let mut database = engine.database();
        super::samples::write_units(&mut database);
        let shown = |database: &mut Database| {
            let query = FigureQuery {
                definition: "FY-SL-1".into(),
                switches: Vec::new(),
                period: Period::parse("2023").expect("a period"),
                scope: FigureScope::default(),
            };
            let figure = figure(database, &books, &query).expect("a figure");
            (figure.shown(), figure.small, figure.change.denominator.percent.clone())
        };
        assert_eq!(shown(&mut database), ("–".to_owned(), true, None));
        for n in 0..10_u64 {
            let all = entries(&[("application-received", "2023-02-01", json!({"respondents": [super::samples::UNITS[0]]}))]);
            file(
                &mut database,
                &books,
                CaseKind::Reconsideration,
                &format!("某政复〔2023〕{n}号"),
                all,
                &on(day(2023, 2, 4) + Days::new(n)),
            );
            if n == 8 {
                assert_eq!(shown(&mut database), ("0/9".to_owned(), true, None));
            }
        }
        assert_eq!(shown(&mut database), ("0.0%".to_owned(), false, None));
    });
}
