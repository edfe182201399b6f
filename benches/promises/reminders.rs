//! A morning's run over a million open deadlines, and claiming out of an outbox that has sent a million messages.

use std::time::Instant;

use chrono::{DateTime, Days, NaiveDate, Utc};
use diesel::connection::SimpleConnection;
use diesel::{Connection, PgConnection, SqliteConnection};
use fuyi::domain::Day;
use fuyi::domain::access::{Grant, Holder, Role};
use fuyi::domain::case::event::Event;
use fuyi::domain::case::{Case, CaseKind, Entry, History};
use fuyi::service::Books;
use fuyi::settings::Settings;
use fuyi::store::{Act, BulkCase, Database, NewBatch, NewCase, NewGrant, NewPerson, PersonId, StoreError};

use crate::table::{Figure, median, memory, time};
use crate::{Place, plain, program};

const CASES: u64 = 100_000;
/// Deadlines of each case, as many as a case under way has: a million together.
const EACH: u64 = 10;
const OFFICERS: i64 = 50;
const RUNS: usize = 3;

pub fn bench(place: &Place<'_>) {
    let today = NaiveDate::from_ymd_opt(2025, 6, 10).expect("a day");
    for (name, url) in place.engines("reminders") {
        fill(&url, today);
        // the backlog of the first run is no morning's work; before the next one what a run has written is sent, and what is due is done
        let remind = |day: Day| {
            plain::execute_one(&url, "UPDATE outbox SET state = 'sent', attempts = 1 WHERE state = 'waiting'");
            plain::execute_one(&url, &format!("DELETE FROM deadlines WHERE safe_on >= '{today}' AND safe_on < '{day}'"));
            program::run(&url, &["remind", "--now", &format!("{day}T00:30:00Z")])
        };
        remind(today);
        let ran: Vec<_> = (1..=RUNS as u64).map(|later| remind(today + Days::new(later))).collect();
        let seconds = median(ran.iter().map(|run| run.seconds).collect());
        let peak = ran.iter().map(|run| run.peak).max().unwrap_or_default();
        let deadlines = CASES * EACH;
        Figure {
            what: format!("a morning's run, {deadlines} open deadlines, {name}"),
            measured: time(seconds),
            beside: None,
            promise: Some(("≤ 5 s", seconds <= 5.0)),
        }
        .print();
        Figure { what: "of it memory".into(), measured: memory(peak), beside: None, promise: Some(("≤ 100 MB", peak <= 100 << 10)) }
            .print();
        claim(&url, name);
    }
}

/// Claiming twenty with few messages sent before, and with a million.
fn claim(url: &str, name: &str) {
    let mut database = Database::open(url).expect("the database");
    let mut at: DateTime<Utc> = "2025-06-20T00:00:00Z".parse().expect("a moment");
    let mut measure = |database: &mut Database| {
        let mut times = Vec::new();
        for _ in 0..20 {
            at += chrono::TimeDelta::hours(1);
            let start = Instant::now();
            let claimed = database.mail_claim("bench", at, 20).expect("messages");
            times.push(start.elapsed().as_secs_f64());
            assert_eq!(claimed.len(), 20);
        }
        median(times)
    };
    let few = measure(&mut database);
    execute(
        url,
        "INSERT INTO outbox (key, kind, person_id, content, message_id, created_at, since, state, attempts, next_at, uncertain) \
         SELECT 'sent ' || n, 'digest', 1, '', 'sent ' || n, '2024-01-01 00:00:00', '2024-01-01 00:00:00', 'sent', 1, '2024-01-01 00:00:00', FALSE FROM numbers",
        1_000_000,
    );
    let many = measure(&mut database);
    Figure {
        what: format!("claiming 20 beside a million sent, {name}"),
        measured: time(many),
        beside: Some((format!("beside few {}", time(few)), many / few)),
        promise: Some(("≤ 3 times", many / few <= 3.0)),
    }
    .print();
}

/// Cases with officers, and ten deadlines each: one in a hundred overdue, the others spread over five months.
fn fill(url: &str, today: Day) {
    let books = Books::open(&Settings::load(None, [], []).expect("the settings")).expect("the books");
    let mut database = Database::create(url).expect("a database");
    let act = Act { actor: "bench", origin: "", at: "2025-06-01T00:00:00Z".parse().expect("a moment") };
    let units = [("平湛区司法局".to_owned(), Vec::new())];
    let batch = NewBatch { file_name: "open", file_sha256: "open", mapping: "", units: &units };
    let feed = |put: &mut dyn FnMut(BulkCase) -> Result<(), StoreError>| {
        for _ in 0..CASES {
            let event = Event::parse("application-received", "{}").unwrap_or_else(|fault| panic!("{fault}"));
            let history = History(vec![Entry::recorded(today - Days::new(20), event)]);
            let kind = CaseKind::Reconsideration;
            let mut projection = books.projection(&Case::fold(kind, &history, &books.law), &history, today);
            projection.deadlines.clear();
            put(BulkCase {
                case: NewCase { kind, number: None, handler: Some(units[0].0.clone()), entries: history.0, projection },
                origin: None,
            })?;
        }
        Ok::<_, StoreError>(())
    };
    database.bulk_load(&batch, feed, &act).expect("the cases");
    let unit = database.unit_find("平湛区司法局").expect("a look").map(|(id, _)| id);
    let from = today - Days::new(100);
    for number in 1..=OFFICERS + 2 {
        let role = match number {
            1..=OFFICERS => Role::CaseOfficer,
            number if number == OFFICERS + 1 => Role::Approver,
            _ => Role::Leader,
        };
        let new = NewPerson {
            user_name: format!("p{number}"),
            display_name: "王某某".into(),
            unit,
            email: None,
            lang: "en".into(),
            active_from: from,
        };
        let id: PersonId = database.person_add(&new, &act).expect("a person");
        let grant = NewGrant { to: Holder::Person(id), grant: Grant { role, unit, from, until: None } };
        database.grant_add(&grant, |_| Ok::<_, StoreError>(()), &act).expect("a grant");
    }
    execute(url, &format!("UPDATE cases SET officer_id = 1 + id % {OFFICERS}"), 0);
    let day = |engine: &str| {
        let ahead = "CASE WHEN (n * 7919 + cases.id) % 100 = 0 THEN -1 - cases.id % 10 ELSE (n * 6841 + cases.id) % 150 END";
        match engine {
            "sqlite" => format!("date('{today}', ({ahead}) || ' days')"),
            _ => format!("DATE '{today}' + ({ahead})::int"),
        }
    };
    let from = |engine: &str| match engine {
        "sqlite" => "date('2024-01-01', '+' || n || ' days')".to_owned(),
        _ => "DATE '2024-01-01' + n".to_owned(),
    };
    let engine = if url.starts_with("sqlite") { "sqlite" } else { "postgres" };
    execute(
        url,
        &format!(
            "INSERT INTO deadlines (case_id, serial, rule, from_on, shown_from, shown_until, safe_on, latest_on, nominal_on, provisional, estimated, ours, unit_id) \
             SELECT cases.id, n, 'rl23-decide-general', {from}, '2024-01-01', '9999-12-31', {day}, {day}, {day}, FALSE, FALSE, TRUE, 0 FROM cases, numbers",
            day = day(engine),
            from = from(engine)
        ),
        EACH,
    );
}

/// Runs a statement over the numbers from 1.
fn execute(url: &str, statement: &str, numbers: u64) {
    match url.strip_prefix("sqlite://") {
        Some(path) => {
            let mut connection = SqliteConnection::establish(path).expect("the file");
            let numbers = format!(
                "CREATE TEMP TABLE numbers AS WITH RECURSIVE r (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < {numbers}) SELECT n FROM r; {statement}; ANALYZE"
            );
            connection.batch_execute(&numbers).expect("a statement");
        }
        None => {
            let mut connection = PgConnection::establish(url).expect("the server");
            let numbers = format!("CREATE TEMP TABLE numbers AS SELECT generate_series(1, {numbers}) AS n; {statement}; ANALYZE");
            connection.batch_execute(&numbers).expect("a statement");
        }
    }
}
