//! A throw-away PostgreSQL for this run of the tests: started once from Debian's binaries, a database for each test,
//! stopped and removed when the test process ends, however it ends.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::{ChildStdin, Command, Stdio};
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU32, Ordering};

use diesel::connection::{Connection, SimpleConnection};
use diesel::pg::PgConnection;

const PREFIX: &str = "fuyi-test-postgres-";

/// A running cluster.
struct Cluster {
    directory: PathBuf,
    /// The guard stops the cluster when this end of its pipe closes: at exit, after a panic, after kill −9.
    _lifeline: ChildStdin,
}

static CLUSTER: LazyLock<Result<Cluster, String>> = LazyLock::new(Cluster::start);
static DATABASES: AtomicU32 = AtomicU32::new(0);

/// The URL of a new, empty database.
///
/// # Panics
/// When PostgreSQL is not installed or does not start: a store that ran on one engine only is not tested.
pub fn fresh_database() -> String {
    let cluster = CLUSTER.as_ref().unwrap_or_else(|reason| panic!("no PostgreSQL for the tests: {reason}"));
    let name = format!("t{}", DATABASES.fetch_add(1, Ordering::Relaxed));
    let mut server = PgConnection::establish(&cluster.url("postgres")).expect("the cluster answers");
    server.batch_execute(&format!("CREATE DATABASE {name}")).expect("a database for one test");
    cluster.url(&name)
}

impl Cluster {
    fn url(&self, database: &str) -> String {
        format!("postgres:///{database}?host={}&user=fuyi", self.directory.display())
    }

    fn start() -> Result<Self, String> {
        let bin = binaries().ok_or("PostgreSQL is not installed; `make test` installs it (Debian: apt-get install postgresql)")?;
        sweep(&bin);
        let directory = std::env::temp_dir().join(format!("{PREFIX}{}", std::process::id()));
        fs::create_dir(&directory).map_err(|cause| format!("{}: {cause}", directory.display()))?;
        if root() {
            run(Command::new("chown").arg("postgres:").arg(&directory))?;
        }
        let data = directory.join("data");
        run(as_server(bin.join("initdb"))
            .args(["--username=fuyi", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync", "--pgdata"])
            .arg(&data))?;
        let flush = if super::POSTGRES_DURABLE { "on" } else { "off" };
        let options = format!(
            "-c listen_addresses= -c unix_socket_directories={} -c fsync={flush} -c full_page_writes={flush} -c max_connections=200",
            directory.display()
        );
        run(as_server(bin.join("pg_ctl"))
            .args(["start", "--wait", "--silent", "--options", &options, "--pgdata"])
            .arg(&data)
            .arg("--log")
            .arg(directory.join("log")))?;
        let guard = r#"trap "" INT TERM HUP; cat; "$0" stop --mode=immediate --silent --pgdata "$1/data"; rm -rf "$1""#;
        let mut guard = as_server(OsStr::new("sh"))
            .args([OsStr::new("-c"), OsStr::new(guard), bin.join("pg_ctl").as_os_str(), directory.as_os_str()])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|cause| cause.to_string())?;
        let lifeline = guard.stdin.take().ok_or("the guard has no pipe")?;
        Ok(Self { directory, _lifeline: lifeline })
    }
}

/// Stops and removes clusters of test processes that are gone and whose guard was killed with them.
fn sweep(bin: &Path) {
    let Ok(entries) = fs::read_dir(std::env::temp_dir()) else { return };
    for directory in entries.flatten().map(|entry| entry.path()) {
        let owner = directory.file_name().and_then(OsStr::to_str).and_then(|name| name.strip_prefix(PREFIX)).map(str::to_owned);
        if let Some(owner) = owner
            && !Path::new("/proc").join(&owner).exists()
        {
            // a guard may be removing it at this very moment; what is left is swept by the next run
            let _ = run(as_server(bin.join("pg_ctl")).args(["stop", "--mode=immediate", "--pgdata"]).arg(directory.join("data")));
            let _ = fs::remove_dir_all(&directory);
        }
    }
}

/// The newest installed PostgreSQL, where Debian puts it, else the one `pg_config` names.
fn binaries() -> Option<PathBuf> {
    let debian = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten().map(|entry| entry.path().join("bin"));
    let newest = debian.filter(|bin| bin.join("initdb").exists()).max_by_key(|bin| {
        let version = bin.parent().and_then(Path::file_name).and_then(OsStr::to_str);
        version.and_then(|version| version.parse::<u32>().ok())
    });
    newest.or_else(|| {
        let output = Command::new("pg_config").arg("--bindir").output().ok()?;
        let bin = PathBuf::from(String::from_utf8(output.stdout).ok()?.trim());
        bin.join("initdb").exists().then_some(bin)
    })
}

/// PostgreSQL refuses to run as root.
fn as_server(program: impl AsRef<OsStr>) -> Command {
    if !root() {
        return Command::new(program);
    }
    let mut command = Command::new("setpriv");
    command.args(["--reuid=postgres", "--regid=postgres", "--init-groups"]).arg(program.as_ref()).current_dir("/");
    command
}

fn root() -> bool {
    fs::metadata("/proc/self").is_ok_and(|process| process.uid() == 0)
}

fn run(command: &mut Command) -> Result<(), String> {
    // the server inherits these; a pipe would never close
    let status = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status();
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("{command:?} ended with {status}")),
        Err(cause) => Err(format!("{command:?}: {cause}")),
    }
}
