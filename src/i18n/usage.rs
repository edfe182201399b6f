//! What the command line says when it was called in a way it does not know.

use crate::domain::words::{Sentence, Words};

/// Heading of the usage line.
pub const USAGE: Words = Words { zh: "用法：", en: "Usage: " };
/// Heading of the list of subcommands.
pub const COMMANDS: Words = Words { zh: "命令：", en: "Commands:" };
/// Heading of the positional arguments.
pub const ARGUMENTS: Words = Words { zh: "参数：", en: "Arguments:" };
/// Heading of the options.
pub const OPTIONS: Words = Words { zh: "选项：", en: "Options:" };
/// Placeholder of a subcommand in a usage line.
pub const COMMAND: Words = Words { zh: "命令", en: "COMMAND" };
/// Between the names of a list.
pub const AND: Words = Words { zh: "、", en: ", " };
/// Before every message on stderr.
pub const ERROR: Words = Words { zh: "错误：", en: "error: " };
/// A call that is wrong in a way with no sentence of its own.
pub const MALFORMED: Words = Words { zh: "命令行写法有误", en: "the command line is malformed" };

/// A subcommand that does not exist.
pub fn unknown_command(name: &str) -> Sentence {
    Sentence::new(format!("没有“{name}”这个命令"), format!("there is no command \"{name}\""))
}

/// No subcommand where one is needed.
pub fn missing_command() -> Sentence {
    Sentence::new("缺少命令", "a command is missing")
}

/// An argument that does not exist.
pub fn unknown_argument(name: &str) -> Sentence {
    Sentence::new(format!("没有“{name}”这个参数"), format!("there is no argument \"{name}\""))
}

/// Arguments that must be given.
pub fn missing_arguments(zh: &str, en: &str) -> Sentence {
    Sentence::new(format!("缺少参数 {zh}"), format!("missing: {en}"))
}

/// A value an argument does not take, with the values it takes where they can be listed.
pub fn bad_value(argument: &str, value: &str, possible: &[String]) -> Sentence {
    let (zh, en) = match possible {
        [] => (String::new(), String::new()),
        some => (format!("，可为 {}", some.join("、")), format!("; it takes {}", some.join(", "))),
    };
    match value {
        "" => Sentence::new(format!("参数 {argument} 需要一个值{zh}"), format!("{argument} needs a value{en}")),
        value => Sentence::new(format!("参数 {argument} 不能是“{value}”{zh}"), format!("{argument} cannot be \"{value}\"{en}")),
    }
}

/// Two arguments that exclude each other.
pub fn conflict(one: &str, other: &str) -> Sentence {
    Sentence::new(format!("{one} 与 {other} 不能同时使用"), format!("{one} cannot be used with {other}"))
}

/// An argument given twice or with too many values.
pub fn too_many(argument: &str) -> Sentence {
    Sentence::new(format!("参数 {argument} 给得太多"), format!("{argument} is given too often"))
}

/// Where to read on.
pub fn see_help(command: &str) -> Sentence {
    Sentence::new(format!("详见 {command} --help"), format!("see {command} --help"))
}
