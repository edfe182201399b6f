//! The program as a shell meets it: exit codes, and which stream says what.

use std::process::{Command, Output};

/// Runs the program in an empty folder with no settings of the machine.
fn fuyi(line: &str, variables: &[(&str, &str)]) -> Output {
    let folder = tempfile::tempdir().unwrap();
    let ours = std::env::vars().filter(|(name, _)| name.starts_with("FUYI_")).map(|(name, _)| name);
    let mut command = Command::new(env!("CARGO_BIN_EXE_fuyi"));
    for name in ours {
        command.env_remove(name);
    }
    command.current_dir(folder.path()).args(line.split_whitespace()).envs(variables.iter().copied()).output().unwrap()
}

fn said(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn help_and_version_are_data() {
    let help = fuyi("--help", &[]);
    assert_eq!((help.status.code(), said(&help.stderr).as_str()), (Some(0), ""));
    assert!(said(&help.stdout).contains("用法：fuyi"));
    let version = fuyi("--version", &[]);
    assert_eq!(said(&version.stdout), format!("fuyi {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn a_wrong_call_exits_with_two_and_speaks_on_stderr() {
    for (line, said_there) in [("imports", "没有“imports”这个命令"), ("", "缺少命令"), ("--lang en backup", "missing: <FILE>")]
    {
        let run = fuyi(line, &[]);
        assert_eq!((run.status.code(), said(&run.stdout).as_str()), (Some(2), ""), "fuyi {line}");
        assert!(said(&run.stderr).contains(said_there), "fuyi {line}: {}", said(&run.stderr));
    }
    for line in ["report annual", "report annual --year next"] {
        let english = fuyi(line, &[("FUYI_LANG", "en")]);
        assert!(said(&english.stderr).contains("see fuyi report annual --help"), "{}", said(&english.stderr));
    }
}

#[test]
fn wrong_settings_are_all_told_at_once_and_exit_with_one() {
    let run = fuyi("verify", &[("FUYI_STATISTICS_DECIMALS", "many"), ("FUYI_DATABASE_URL", "mysql://x"), ("FUYI_LANG", "en")]);
    assert_eq!((run.status.code(), said(&run.stdout).as_str()), (Some(1), ""));
    let stderr = said(&run.stderr);
    assert!(stderr.contains("FUYI_STATISTICS_DECIMALS") && stderr.contains("FUYI_DATABASE_URL"), "{stderr}");
}

#[test]
fn a_settings_file_that_is_not_there_is_named() {
    let run = fuyi("--config nowhere.toml migrate", &[]);
    assert_eq!(run.status.code(), Some(1));
    assert!(said(&run.stderr).contains("nowhere.toml"), "{}", said(&run.stderr));
}
