//! The lines of the READMEs, pasted into a shell one after the other.

use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;

use super::program::{Ran, ran};

/// The lines of shell a README shows that call the program and need no server.
fn lines(readme: &str) -> Vec<String> {
    let blocks = readme.split("```sh\n").skip(1).filter_map(|rest| rest.split("```").next());
    let lines = blocks.flat_map(str::lines).filter(|line| line.contains("fuyi ") && !line.contains("postgres://"));
    lines.map(str::to_owned).collect()
}

#[test]
fn every_line_of_the_readmes_works_as_it_stands() {
    let house = Path::new(env!("CARGO_MANIFEST_DIR"));
    for readme in ["README.md", "README.zh-CN.md"] {
        let folder = tempfile::tempdir().unwrap();
        symlink(house.join("config"), folder.path().join("config")).unwrap();
        symlink(env!("CARGO_BIN_EXE_fuyi"), folder.path().join("fuyi")).unwrap();
        let path = format!("{}:/usr/bin:/bin", folder.path().display());
        let lines = lines(&std::fs::read_to_string(house.join(readme)).unwrap());
        assert!(lines.len() > 15, "{lines:?}");
        for line in lines {
            let mut shell = Command::new("sh");
            let end: Ran = ran(shell.args(["-c", &line]).current_dir(folder.path()).env_clear().env("PATH", &path));
            assert_eq!(end.code, Some(0), "{readme}: {line}\n{end:?}");
        }
    }
}
