//! The program itself, run as a person runs it, with an eye on its memory.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// One run.
pub struct Run {
    /// From start to end, in seconds.
    pub seconds: f64,
    /// Most memory it held at one time, KiB.
    pub peak: u64,
}

/// The program with this line of arguments on a database, without settings of the machine.
pub fn command(database: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_fuyi"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("FUYI_")) {
        command.env_remove(name);
    }
    command.current_dir(std::env::temp_dir()).args(["--database", database]).args(arguments).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

/// Runs the program to its end.
///
/// # Panics
/// When it fails.
pub fn run(database: &str, arguments: &[&str]) -> Run {
    let start = Instant::now();
    let mut child = command(database, arguments).spawn().expect("the program");
    let mut peak = 0;
    let status = loop {
        peak = memory(&child, "VmHWM").unwrap_or(peak);
        match child.try_wait().expect("a child") {
            Some(status) => break status,
            None => thread::sleep(Duration::from_millis(1)),
        }
    };
    let seconds = start.elapsed().as_secs_f64();
    assert!(status.success(), "fuyi {arguments:?}: {status}");
    Run { seconds, peak }
}

/// A line of the process's status, KiB: `VmHWM` the most it held, `VmRSS` what it holds. Nothing when it has ended.
pub fn memory(child: &Child, line: &str) -> Option<u64> {
    let status = std::fs::read_to_string(Path::new("/proc").join(child.id().to_string()).join("status")).ok()?;
    let line = status.lines().find_map(|text| text.strip_prefix(line)?.strip_prefix(':'))?;
    line.trim().strip_suffix(" kB")?.parse().ok()
}
