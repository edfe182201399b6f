//! The program as people and scripts meet it: a child process, its exit code, and what it says on which stream.

use std::ffi::OsStr;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

use super::engines::Engine;

/// The ledger that travels with the product.
pub const DEMO: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/config/demo/ledger.xlsx");

/// How a run ended.
#[derive(Debug)]
pub struct Ran {
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("the program speaks UTF-8");
        Self { code: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr) }
    }
}

impl Ran {
    /// Done, with nothing to complain of; what it printed.
    #[track_caller]
    pub fn done(self) -> String {
        assert_eq!(self.code, Some(0), "{self:?}");
        self.stdout
    }

    /// Done; what it printed as JSON.
    #[track_caller]
    pub fn json(self) -> Value {
        serde_json::from_str(&self.done()).expect("JSON")
    }

    /// Refused in one sentence on stderr, with nothing on stdout; the sentence.
    #[track_caller]
    pub fn refused(self) -> String {
        assert_eq!((self.code, self.stdout.as_str()), (Some(1), ""), "{self:?}");
        let sentence = self.stderr.strip_suffix('\n').expect("a line").to_owned();
        for noise in ["\n", "panicked", "os error", "Error(", "Err(", "Some(", "None", "{", "::", "  "] {
            assert!(!sentence.contains(noise), "{noise:?} in {sentence}");
        }
        sentence
    }
}

/// A call of the program with no settings of the machine.
pub fn fuyi(arguments: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_fuyi"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("FUYI_")) {
        command.env_remove(name);
    }
    command.args(arguments).stdin(Stdio::null());
    command
}

/// Runs it to its end.
pub fn ran(command: &mut Command) -> Ran {
    command.output().expect("the program starts").into()
}

/// Runs it with something on stdin.
pub fn fed(command: &mut Command, input: &[u8]) -> Ran {
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    let input = input.to_vec();
    let feeder = std::thread::spawn(move || drop(stdin.write_all(&input)));
    let output = child.wait_with_output().expect("an end");
    feeder.join().expect("fed");
    output.into()
}

impl Engine {
    /// Runs the program on this database.
    pub fn fuyi<'a>(&self, arguments: impl IntoIterator<Item = &'a str>) -> Ran {
        ran(fuyi(["--database", self.url.as_str()]).args(arguments).current_dir(self.directory.path()))
    }

    /// Runs the program twice, in either language, and expects the same refusal of both; the sentences.
    #[track_caller]
    pub fn refused(&self, arguments: &[&str]) -> (String, String) {
        let said = |lang| self.fuyi(["--lang", lang].into_iter().chain(arguments.iter().copied())).refused();
        let (zh, en) = (said("zh-CN"), said("en"));
        assert!(zh.starts_with("错误：") && en.starts_with("error: "), "{zh} | {en}");
        assert!(!en.trim_start_matches("error: ").is_ascii() || en.len() > 12, "{en}");
        assert!(zh.chars().any(is_chinese), "{zh}");
        assert_ne!(zh.trim_start_matches("错误："), en.trim_start_matches("error: "));
        (zh, en)
    }

    /// A file of the test's own.
    pub fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        let path = self.path(name);
        std::fs::write(&path, bytes).expect("a file");
        path.to_str().expect("a plain path").to_owned()
    }

    /// A path in the test's own directory.
    pub fn path(&self, name: &str) -> PathBuf {
        self.directory.path().join(name)
    }

    /// Names of the files in the test's own directory.
    pub fn files(&self) -> Vec<String> {
        names(self.directory.path())
    }

    /// Rows of every table that holds anything of a bureau.
    pub fn rows(&self) -> Vec<i64> {
        [
            "units",
            "unit_aliases",
            "import_batches",
            "cases",
            "case_units",
            "events",
            "facts",
            "totals",
            "import_rows",
            "deadlines",
            "calendar_years",
            "calendar_days",
            "audit",
        ]
        .map(|table| self.number(&format!("SELECT COUNT(*) AS number FROM {table}")))
        .to_vec()
    }
}

/// Names of the files in a folder, in order.
pub fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).expect("the folder").flatten();
    let mut names: Vec<String> = entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// Is it a Chinese character?
pub fn is_chinese(character: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&character)
}
