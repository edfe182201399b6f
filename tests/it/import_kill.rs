//! Kill −9 during an import: after a restart the batch is whole or not there, and the next import completes.

use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::engines::{Engine, on_both_engines};
use super::samples::{UNITS, write_units};

const ROWS: i64 = 3_000;
/// Moments of a kill; the last ones are near the commit.
const KILLS: u32 = 6;

/// A ledger of reviews as a bureau saves it from its spreadsheet.
fn ledger(directory: &Path) -> PathBuf {
    let mut text = String::from("案号,收到申请日期,申请人,被申请人,复议事项,受理日期,审结日期,结案方式,履行情况\n");
    for row in 1..=ROWS {
        let (unit, month) = (UNITS[row as usize % UNITS.len()], row % 9 + 1);
        let (outcome, performed) = [("维持", ""), ("撤销并责令重作", "已履行"), ("和解撤回", "")][row as usize % 3];
        let days = format!("2023-0{month}-06,李某某,{unit},行政处罚,2023-0{month}-08,2023-0{month}-27");
        text += &format!("平政复决字〔2023〕{row}号,{days},{outcome},{performed}\n");
    }
    let path = directory.join("ledger.csv");
    std::fs::write(&path, text).unwrap();
    path
}

fn fuyi(url: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_fuyi"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("FUYI_")) {
        command.env_remove(name);
    }
    command.args(["--database", url]).args(arguments).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

/// An empty database that knows the units of the ledger.
fn furnished(name: &str) -> Engine {
    let engine = if name == "SQLite" { Engine::sqlite() } else { Engine::postgres() };
    write_units(&mut engine.database());
    engine
}

/// Everything an import writes: batches, cases, rows of the ledger, events, totals.
fn counts(engine: &Engine) -> [i64; 6] {
    ["import_batches", "cases", "import_rows", "events", "totals", "facts"]
        .map(|table| engine.number(&format!("SELECT COUNT(*) AS number FROM {table}")))
}

#[test]
fn a_killed_import_leaves_the_whole_batch_or_nothing() {
    let directory = tempfile::tempdir().unwrap();
    let file = ledger(directory.path());
    let import = ["import", file.to_str().unwrap()];
    on_both_engines(|engine| {
        let undisturbed = furnished(engine.name);
        let start = Instant::now();
        assert_eq!(fuyi(&undisturbed.url, &import).status().unwrap().code(), Some(0));
        let whole_time = start.elapsed();
        let whole = counts(&undisturbed);
        assert_eq!(whole[..3], [1, ROWS, ROWS]);

        let mut chance = ChaCha8Rng::seed_from_u64(20_230_101);
        let mut killed = 0;
        for kill in 0..KILLS {
            let database = furnished(engine.name);
            let share = (f64::from(kill) + chance.random_range(0.2..1.0)) / f64::from(KILLS);
            let mut child = fuyi(&database.url, &import).spawn().unwrap();
            sleep(whole_time.mul_f64(share));
            child.kill().unwrap();
            killed += u32::from(child.wait().unwrap().signal() == Some(9));
            let left = settled(&database);
            assert!(left == [0; 6] || left == whole, "killed after {share:.2} of the time: {left:?} of {whole:?}");
            let verify = || assert_eq!(fuyi(&database.url, &["verify"]).status().unwrap().code(), Some(0), "{share:.2}");
            verify();
            assert_eq!(fuyi(&database.url, &import).status().unwrap().code(), Some(0), "{share:.2}");
            assert_eq!(counts(&database), whole, "{share:.2}");
            verify();
        }
        assert!(killed > 0, "every import ended before it was killed");
    });
}

/// The counts once nobody else is at work: a PostgreSQL backend notices the death of its client, or commits what it was
/// told to commit, a moment later.
fn settled(database: &Engine) -> [i64; 6] {
    if database.name == "PostgreSQL" {
        let others = "SELECT COUNT(*) AS number FROM pg_stat_activity \
                      WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()";
        while database.number(others) > 0 {
            sleep(Duration::from_millis(10));
        }
    }
    counts(database)
}
