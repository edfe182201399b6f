//! From the description of an event to the fields of its form.

use std::cell::Cell;

use super::arrange::APPEARANCE;
use super::node::{Choice, Line, Node, Row, Rows, Section, Widget};
use crate::domain::Day;
use crate::domain::case::Case;
use crate::domain::case::event::{EventKind, Field};
use crate::domain::case::hour::Hour;
use crate::domain::case::kind::Kind;
use crate::domain::form::{Asked, Fault, Typed, choices};
use crate::domain::law::Law;
use crate::domain::ledger::parse_day;
use crate::domain::words::{Lang, Words};
use crate::i18n::citation::in_full;
use crate::i18n::pages::forms as said;

/// A form about to be shown.
pub struct Sheet<'a> {
    /// Language.
    pub lang: Lang,
    /// The law.
    pub law: &'a Law,
    /// The case as it stands.
    pub case: &'a Case,
    /// The event.
    pub kind: &'static EventKind,
    /// The day.
    pub on: Day,
    /// What was typed.
    pub typed: &'a Typed,
    /// What is wrong with it.
    pub faults: &'a [Fault],
    /// What the conditions ask about.
    pub asked: &'a [Asked],
    /// Name of the field, or the beginning of it, where the cursor goes; taken by the first that has it.
    pub focus: Cell<Option<String>>,
}

/// Texts of several lines.
const LONG: &[&str] = &[
    "reason",
    "claims",
    "explanation",
    "content",
    "measures",
    "findings",
    "opinion",
    "evidence",
    "problem",
    "agency_view",
    "items",
    "matters",
    "what",
    "note",
    "impossible",
];
/// So many choices are shown at once; more are folded into a list.
const AT_ONCE: usize = 8;
/// The same within a row whose fields stand side by side.
const AT_ONCE_IN_A_ROW: usize = 2;
/// Something with so many parts has them side by side.
const SIDE_BY_SIDE: usize = 5;

impl Sheet<'_> {
    fn say(&self, words: Words) -> &'static str {
        words.in_lang(self.lang)
    }

    /// The day of the event.
    pub fn day_of_event(&self) -> Node {
        let line = self.line("on", &Kind::Day);
        self.node("on", self.say(said::DAY_OF_EVENT).to_owned(), true, String::new(), line)
    }

    /// A field of our own, of one line.
    pub fn own_line(&self, name: &str, label: Words, hint: String, units: bool) -> Node {
        let line = self.line(name, if units { &Kind::Unit } else { &Kind::Text });
        self.node(name, self.say(label).to_owned(), false, hint, line)
    }

    /// A field of our own, of several lines, that must be filled in.
    pub fn own_area(&self, name: &str, label: Words, hint: String) -> Node {
        let area = Widget::Area(self.typed.get(name).to_owned());
        self.node(name, self.say(label).to_owned(), true, hint, area)
    }

    /// A field of the event, or of a part of it.
    pub fn field(&self, field: &Field, outer: &str) -> Node {
        self.field_in(field, outer, false)
    }

    fn field_in(&self, field: &Field, outer: &str, in_row: bool) -> Node {
        let name = format!("{outer}.{}", field.name);
        let asked: Vec<&Asked> =
            self.asked.iter().filter(|asked| outer == crate::domain::form::DATA && asked.field == field.name).collect();
        // a part is necessary only in a row that says anything; an empty row is none
        let must = outer == crate::domain::form::DATA && (field.must || asked.iter().any(|asked| asked.needed));
        let hint = asked.iter().find(|asked| asked.needed).or(asked.first()).map(|asked| self.condition(asked)).unwrap_or_default();
        let kind = field.kind();
        let hint = match kind {
            Kind::Money if hint.is_empty() => self.say(said::IN_YUAN).to_owned(),
            _ => hint,
        };
        let widget = self.widget(field, &name, &kind, must, in_row);
        self.node(&name, self.say(field.words).to_owned(), must, hint, widget)
    }

    /// The condition that asks for a field, with its article.
    fn condition(&self, asked: &Asked) -> String {
        let words = asked.guard.words.in_lang(self.lang);
        let article = in_full(asked.guard.article, self.lang);
        match self.lang {
            Lang::Zh => format!("{words}（{article}）"),
            Lang::En => format!("{words} ({article})"),
        }
    }

    fn node(&self, name: &str, label: String, must: bool, hint: String, widget: Widget) -> Node {
        let fault = self.faults.iter().find(|fault| fault.field == name);
        let fault = fault.map(|fault| fault.what.in_lang(self.lang).to_owned()).unwrap_or_default();
        let focus = !matches!(widget, Widget::Rows(_)) && self.takes_focus(name);
        let must = if must { self.say(said::MUST) } else { "" };
        let node = Node {
            id: Node::id_of(name),
            name: name.to_owned(),
            label,
            must,
            hint: String::new(),
            fault: String::new(),
            described: String::new(),
            focus,
            widget,
        };
        node.told(hint, fault)
    }

    fn takes_focus(&self, name: &str) -> bool {
        let wanted = self.focus.take();
        let takes =
            wanted.as_deref().is_some_and(|wanted| name.strip_prefix(wanted).is_some_and(|rest| rest.is_empty() || rest.starts_with('.')));
        if !takes {
            self.focus.set(wanted);
        }
        takes
    }

    fn line(&self, name: &str, kind: &Kind) -> Widget {
        let value = self.typed.get(name).to_owned();
        let (kind, mode, value) = match kind {
            // what is no day stays as it was typed: a field for days would drop it
            Kind::Day => match parse_day(&value) {
                Ok(day) => ("date", "", day.to_string()),
                Err(_) if value.is_empty() => ("date", "", value),
                Err(_) => ("text", "", value),
            },
            Kind::Hour => match value.parse::<Hour>() {
                Ok(hour) => ("time", "", hour.to_string()),
                Err(_) if value.is_empty() => ("time", "", value),
                Err(_) => ("text", "", value),
            },
            Kind::Number => ("text", "numeric", value),
            Kind::Money => ("text", "decimal", value),
            _ => ("text", "", value),
        };
        Widget::Line(Line { kind, mode, value, units: false })
    }

    fn widget(&self, field: &Field, name: &str, kind: &Kind, must: bool, in_row: bool) -> Widget {
        match kind {
            Kind::Text if LONG.contains(&field.name) => Widget::Area(self.typed.get(name).to_owned()),
            Kind::Text | Kind::Day | Kind::Hour | Kind::Number | Kind::Money => self.line(name, kind),
            Kind::Unit => match self.line(name, kind) {
                Widget::Line(line) => Widget::Line(Line { units: true, ..line }),
                other => other,
            },
            Kind::YesNo => {
                let words = [("yes".to_owned(), self.say(said::YES).to_owned()), ("no".to_owned(), self.say(said::NO).to_owned())];
                self.one_of(name, words.to_vec(), must, AT_ONCE)
            }
            Kind::Code(_) | Kind::Word(_) => {
                let most = if in_row { AT_ONCE_IN_A_ROW } else { AT_ONCE };
                self.one_of(name, self.offered(field, kind), must, most)
            }
            Kind::Part(fields) => {
                let row = self.row(String::new(), name, fields);
                Widget::Rows(Rows { rows: vec![row], grows: false, count: 1, another: String::new() })
            }
            Kind::Many(one) | Kind::List(one) => self.many(field, name, one, matches!(kind, Kind::List(_))),
        }
    }

    /// What can be chosen: value and label.
    fn offered(&self, field: &Field, kind: &Kind) -> Vec<(String, String)> {
        match kind {
            Kind::Code(list) => {
                let entries = choices(list, field, self.kind, self.case, self.on, self.law);
                let name = |entry: &crate::domain::law::CodeEntry| entry.name().in_lang(self.lang).to_owned();
                entries.into_iter().map(|entry| (entry.code.clone(), name(entry))).collect()
            }
            Kind::Word(words) => words.iter().map(|(code, words)| ((*code).to_owned(), self.say(*words).to_owned())).collect(),
            _ => Vec::new(),
        }
    }

    fn one_of(&self, name: &str, mut offered: Vec<(String, String)>, must: bool, most: usize) -> Widget {
        let typed = self.typed.get(name);
        // what was recorded under another law stays as it is until somebody changes it
        if !typed.is_empty() && !offered.iter().any(|(value, _)| value == typed) {
            offered.push((typed.to_owned(), typed.to_owned()));
        }
        let few = offered.len() <= most;
        if !must || !few {
            let nothing = if must { said::CHOOSE } else { said::NOT_RECORDED };
            let at = if few { offered.len() } else { 0 };
            offered.insert(at, (String::new(), self.say(nothing).to_owned()));
        }
        let choice = |(value, label): (String, String)| Choice { chosen: value == typed, value, label };
        let choices: Vec<Choice> = offered.into_iter().map(choice).collect();
        if few { Widget::Choices("radio", choices) } else { Widget::Select(choices) }
    }

    fn many(&self, field: &Field, name: &str, one: &Kind, may_be_none: bool) -> Widget {
        if matches!(one, Kind::Code(_) | Kind::Word(_)) {
            let ticked: Vec<&str> = self.typed.all(name).collect();
            let mut offered = self.offered(field, one);
            for code in &ticked {
                if !offered.iter().any(|(value, _)| value == code) {
                    offered.push(((*code).to_owned(), (*code).to_owned()));
                }
            }
            let choice = |(value, label): (String, String)| Choice { chosen: ticked.contains(&value.as_str()), value, label };
            return Widget::Choices("checkbox", offered.into_iter().map(choice).collect());
        }
        let asked: usize = self.typed.get(&format!("rows.{name}")).parse().unwrap_or_default();
        let least = if matches!(one, Kind::Part(fields) if fields.len() <= SIDE_BY_SIDE) && !may_be_none { 2 } else { 1 };
        let label = self.say(field.words);
        let count = self.typed.rows(name).max(asked.min(MOST_ROWS)).max(least);
        let mut rows: Vec<Row> = (0..count)
            .map(|row| {
                let (label, name) = (format!("{label} {}", row + 1), format!("{name}.{row}"));
                match one {
                    Kind::Part(fields) => self.row(label, &name, fields),
                    leaf => {
                        let widget = self.widget(field, &name, leaf, false, true);
                        let node = self.node(&name, label.clone(), false, String::new(), widget);
                        Row { label, class: "pair", sections: vec![Section { title: "", fields: vec![node] }] }
                    }
                }
            })
            .collect();
        if may_be_none {
            let any = format!("{name}.any");
            let words = [("yes".to_owned(), self.say(said::YES).to_owned()), ("no".to_owned(), self.say(said::NO).to_owned())];
            let widget = self.one_of(&any, words.to_vec(), false, AT_ONCE);
            let node = self.node(&any, label.to_owned(), false, String::new(), widget);
            let first = Row { label: label.to_owned(), class: "block", sections: vec![Section { title: "", fields: vec![node] }] };
            rows.insert(0, first);
        }
        Widget::Rows(Rows { rows, grows: true, count, another: said::another(label, self.lang) })
    }

    fn row(&self, label: String, name: &str, fields: &'static [Field]) -> Row {
        let side_by_side = fields.len() <= SIDE_BY_SIDE;
        let nodes = |names: &[&str]| {
            names
                .iter()
                .filter_map(|known| fields.iter().find(|field| field.name == *known))
                .map(|field| self.field_in(field, name, side_by_side))
                .collect()
        };
        let sections = match side_by_side {
            true => vec![Section { title: "", fields: fields.iter().map(|field| self.field_in(field, name, true)).collect() }],
            false => APPEARANCE.iter().map(|(title, names)| Section { title: self.say(*title), fields: nodes(names) }).collect(),
        };
        Row { label, class: if side_by_side { "pair" } else { "block" }, sections }
    }
}

/// Most rows a form shows.
pub const MOST_ROWS: usize = 60;
