//! The command line as clap knows it: sound, complete, in both languages.

use super::*;

fn parse(line: &str) -> Result<Cli, clap::Error> {
    let words = std::iter::once("fuyi").chain(line.split_whitespace());
    command(Lang::Zh).try_get_matches_from(words).and_then(|matches| Cli::from_arg_matches(&matches))
}

fn refusal(line: &str) -> crate::domain::words::Sentence {
    usage::sentence(&parse(line).unwrap_err())
}

/// Calls `see` with every command and its path below the program.
fn walk(command: &clap::Command, path: &str, see: &mut dyn FnMut(&clap::Command, &str)) {
    see(command, path);
    for sub in command.get_subcommands() {
        walk(sub, format!("{path} {}", sub.get_name()).trim_start(), see);
    }
}

#[test]
fn clap_finds_its_tables_sound_in_both_languages() {
    command(Lang::Zh).debug_assert();
    command(Lang::En).debug_assert();
}

#[test]
fn every_command_and_argument_has_a_text_and_every_text_a_command_or_argument() {
    let mut used = std::collections::BTreeSet::new();
    walk(&command(Lang::Zh), "", &mut |command, path| {
        let own = crate::i18n::help::find(path, None);
        assert!(own.is_some(), "no text for `fuyi {path}`");
        assert!(command.get_about().is_some_and(|about| about.to_string() == own.unwrap().zh));
        used.insert((path.to_owned(), None));
        for arg in command.get_arguments() {
            let name = localise::name(arg);
            let words = crate::i18n::help::find(path, Some(&name));
            assert!(words.is_some(), "no text for {name} of `fuyi {path}`");
            let shown = arg.get_help().map(ToString::to_string).unwrap_or_default();
            assert!(shown.starts_with(words.unwrap().zh), "`fuyi {path}` {name}: {shown}");
            used.insert((path.to_owned(), Some(name.clone())));
            used.insert((String::new(), Some(name)));
        }
    });
    for help in crate::i18n::help::HELP {
        let key = (help.command.to_owned(), help.argument.map(str::to_owned));
        assert!(used.contains(&key), "a text for nothing: {key:?}");
    }
}

#[test]
fn the_whole_surface_parses() {
    for line in [
        "import ledger.xlsx",
        "import ledger.xlsx --dry-run --strict --mapping columns.toml --save-mapping new.toml --format json",
        "import --undo 3",
        "report annual --year 2023",
        "report annual --year 2023 --format markdown",
        "case list",
        "case list --kind litigation --unit 公安分局 --year 2023 --open --limit 10 --format json",
        "case show 平湛政复决字〔2023〕59号",
        "case record accepted --case 59 --on 2024-03-05 --data {}",
        "case record application-received --new reconsideration --unit 公安分局 --on 2024-03-01",
        "case replay",
        "case assign 59 --handler 区司法局 --officer wang.mm",
        "case record application-received --new reconsideration --handler 区司法局 --on 2024-03-01",
        "import ledger.xlsx --handler 区司法局",
        "unit import units.csv",
        "unit list --format json",
        "unit show 区政府",
        "unit add 某镇 --short 镇 --short 某 --kind town --under 区政府 --from 2024-01-01",
        "unit move 某镇 --under 区政府",
        "unit move 某镇 --top",
        "unit close 某镇 --on 2024-07-01 --into 柳塘乡",
        "user list --format json",
        "user show wang.mm",
        "user add wang.mm --name 王某某 --unit 区司法局 --email wang@example.org",
        "user grant wang.mm case-officer --unit 区政府 --from 2024-01-01 --until 2025-01-01",
        "user revoke 3",
        "user deactivate wang.mm",
        "access matrix --format csv",
        "lifecycle --format markdown",
        "lifecycle --format json",
        "migrate",
        "backup cases.backup",
        "restore cases.backup",
        "verify",
        "verify --rebuild",
        "generate --cases 1000 --seed 7",
        "--database sqlite://x --config fuyi.toml --lang en migrate",
        "migrate --database sqlite://x --config fuyi.toml --lang zh-CN",
    ] {
        assert!(parse(line).is_ok(), "`fuyi {line}`: {}", parse(line).unwrap_err());
    }
}

#[test]
fn a_wrong_call_is_told_in_one_sentence() {
    for (line, zh, en) in [
        ("", "缺少命令", "a command is missing"),
        ("case", "缺少命令", "a command is missing"),
        ("imports x", "没有“imports”这个命令", "there is no command \"imports\""),
        ("migrate --now", "没有“--now”这个参数", "there is no argument \"--now\""),
        ("import", "缺少参数 <FILE>", "missing: <FILE>"),
        ("import a.xlsx --undo 3", "[FILE] 与 --undo <BATCH> 不能同时使用", "[FILE] cannot be used with --undo <BATCH>"),
        ("report annual --year next", "参数 --year <YEAR> 不能是“next”", "--year <YEAR> cannot be \"next\""),
        (
            "lifecycle --format pdf",
            "参数 --format <FORMAT> 不能是“pdf”，可为 markdown、json",
            "--format <FORMAT> cannot be \"pdf\"; it takes markdown, json",
        ),
        (
            "user grant wang.mm emperor",
            "参数 <ROLE> 不能是“emperor”，可为 case-officer、approver、liaison、leader、system-administrator、security-administrator、auditor",
            "<ROLE> cannot be \"emperor\"; it takes case-officer, approver, liaison, leader, system-administrator, security-administrator, auditor",
        ),
        ("backup", "缺少参数 <FILE>", "missing: <FILE>"),
        ("report annual --year", "参数 --year <YEAR> 需要一个值", "--year <YEAR> needs a value"),
        ("verify --rebuild --rebuild", "参数 --rebuild 给得太多", "--rebuild is given too often"),
        ("migrate --lang fr", "参数 --lang <LANG> 不能是“fr”，可为 zh-CN、en", "--lang <LANG> cannot be \"fr\"; it takes zh-CN, en"),
    ] {
        let sentence = refusal(line);
        assert_eq!((sentence.zh.as_str(), sentence.en.as_str()), (zh, en), "`fuyi {line}`");
    }
}

#[test]
fn help_speaks_one_language() {
    let help = |lang, line: &str| {
        let words = std::iter::once("fuyi").chain(line.split_whitespace());
        command(lang).try_get_matches_from(words).unwrap_err().render().to_string()
    };
    let chinese = help(Lang::Zh, "import --help");
    assert!(chinese.contains("用法：fuyi import") && chinese.contains("选项：") && chinese.contains("台账文件"), "{chinese}");
    for english in ["Usage", "Options", "Print help", "default", "possible"] {
        assert!(!chinese.contains(english), "{english} in:\n{chinese}");
    }
    let english = help(Lang::En, "case record --help");
    assert!(english.is_ascii() || !english.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)), "{english}");
}

#[test]
fn the_language_of_help_is_the_option_then_the_variable_then_chinese() {
    let lang = |line: &str, variable: Option<&str>| {
        let args: Vec<OsString> = line.split_whitespace().map(OsString::from).collect();
        lang_before_parsing(&args, variable.map(str::to_owned))
    };
    assert_eq!(lang("fuyi --help", None), Lang::Zh);
    assert_eq!(lang("fuyi --help", Some("en")), Lang::En);
    assert_eq!(lang("fuyi --lang zh-CN --help", Some("en")), Lang::Zh);
    assert_eq!(lang("fuyi --help --lang=en", None), Lang::En);
}
