//! A template that puts facts into words: Jinja, held to the names it may use. What is wrong with one is told with its line before
//! anything is written.

use std::sync::Arc;

use minijinja::value::{Object, Value};
use minijinja::{Environment, Error, ErrorKind, UndefinedBehavior};

use crate::domain::words::Sentence;

/// A template as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Worded {
    name: String,
    text: String,
}

/// Everything a template may name.
#[derive(Debug, Default)]
pub(super) struct Context(pub Vec<(String, Value)>);

impl Object for Context {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        let key = key.as_str()?;
        self.0.iter().find(|(name, _)| name == key).map(|(_, value)| value.clone())
    }
}

/// Steps a template may take: a report takes a few hundred.
const FUEL: u64 = 100_000;

/// What templates run in: a name that is not there is a fault, and no loop is endless.
pub(super) fn environment() -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_fuel(Some(FUEL));
    environment
}

impl Worded {
    /// A template by the name people are told.
    pub fn new(name: &str, text: &str) -> Self {
        Self { name: name.to_owned(), text: text.to_owned() }
    }

    /// The words.
    ///
    /// # Errors
    /// What is wrong, with the name of the template and the line.
    pub fn rendered(&self, environment: &Environment<'_>, context: Context) -> Result<String, Sentence> {
        let template = environment.template_from_named_str(&self.name, &self.text);
        template.and_then(|template| template.render(Value::from_object(context))).map_err(|fault| self.fault(&fault))
    }

    /// Every name it uses must be known. `thing` is what a name stands for.
    ///
    /// # Errors
    /// A text that is no template; a name nobody knows, with its line.
    pub fn check_names(&self, environment: &Environment<'_>, thing: [&str; 2], known: impl Fn(&str) -> bool) -> Result<(), Sentence> {
        let template = environment.template_from_named_str(&self.name, &self.text).map_err(|fault| self.fault(&fault))?;
        let mut names: Vec<String> = template.undeclared_variables(true).into_iter().collect();
        names.sort();
        let Some(name) = names.into_iter().find(|name| !known(name)) else { return Ok(()) };
        let line = self.text.lines().position(|line| line.contains(&name)).map_or(1, |line| line + 1);
        let [zh, en] = thing;
        Err(self.sentence(line, &format!("没有名为“{name}”的{zh}"), &format!("there is no {en} named \"{name}\"")))
    }

    fn fault(&self, fault: &Error) -> Sentence {
        let detail = fault.detail().unwrap_or_default();
        let zh = match fault.kind() {
            ErrorKind::SyntaxError => "语法有误",
            ErrorKind::UndefinedError => "用了没有的名称",
            ErrorKind::UnknownFilter => "用了没有的过滤器",
            ErrorKind::UnknownFunction | ErrorKind::UnknownMethod => "用了没有的函数",
            ErrorKind::UnknownTest => "用了没有的判断",
            ErrorKind::TemplateNotFound | ErrorKind::BadInclude => "不能引用其他模板",
            ErrorKind::OutOfFuel => "循环过多",
            _ => "无法执行",
        };
        let (zh, en) = match detail {
            "" => (zh.to_owned(), fault.kind().to_string()),
            detail => (format!("{zh}（{detail}）"), format!("{} ({detail})", fault.kind())),
        };
        self.sentence(fault.line().unwrap_or(1), &zh, &en)
    }

    fn sentence(&self, line: usize, zh: &str, en: &str) -> Sentence {
        let name = &self.name;
        Sentence::new(format!("模板 {name} 第{line}行：{zh}"), format!("template {name}, line {line}: {en}"))
    }
}
