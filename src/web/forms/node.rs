//! One field of a form, as it is shown: label, hint, fault and the thing to type into. Fields made of parts hold fields again.

use askama::Template;

/// A field with everything around it.
#[derive(Template)]
#[template(path = "forms/field.html", config = "src/web/askama.toml")]
pub struct Node {
    /// Its id in the page.
    pub id: String,
    /// Its name in what is sent.
    pub name: String,
    /// What it is called.
    pub label: String,
    /// Says that it must be filled in; empty where it need not.
    pub must: &'static str,
    /// What helps filling it in, and the condition that asks for it.
    pub hint: String,
    /// What is wrong with it.
    pub fault: String,
    /// Ids of the texts that describe it.
    pub described: String,
    /// The cursor begins here.
    pub focus: bool,
    /// The thing to type into.
    pub widget: Widget,
}

/// Things to type into.
pub enum Widget {
    /// One line.
    Line(Line),
    /// Several lines.
    Area(String),
    /// One of many.
    Select(Vec<Choice>),
    /// One of few (`radio`), or any of several (`checkbox`).
    Choices(&'static str, Vec<Choice>),
    /// Something made of parts, once or several times.
    Rows(Rows),
}

/// A line to type into.
pub struct Line {
    /// Type of the field.
    pub kind: &'static str,
    /// Which keys a phone shows; empty where the type says it.
    pub mode: &'static str,
    /// What stands in it.
    pub value: String,
    /// Names of units are proposed.
    pub units: bool,
}

/// Something to choose.
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub label: String,
    /// It is chosen.
    pub chosen: bool,
}

/// Rows of a list; one row where it is no list.
pub struct Rows {
    /// The rows.
    pub rows: Vec<Row>,
    /// There can be more.
    pub grows: bool,
    /// How many rows of the list are shown.
    pub count: usize,
    /// Adds a row.
    pub another: String,
}

/// One row.
pub struct Row {
    /// Which one.
    pub label: String,
    /// How it is set: `pair` side by side, `block` one below the other.
    pub class: &'static str,
    /// Its fields, in groups.
    pub sections: Vec<Section>,
}

/// Fields that belong together.
pub struct Section {
    /// Heading; empty where there is none.
    pub title: &'static str,
    /// The fields.
    pub fields: Vec<Node>,
}

impl Node {
    /// Id of a field by its name.
    pub fn id_of(name: &str) -> String {
        name.replace('.', "-")
    }

    /// The same with hint and fault, and the ids that tell a reader of them.
    pub fn told(self, hint: String, fault: String) -> Self {
        let mut described = Vec::new();
        if !hint.is_empty() {
            described.push(format!("{}-hint", self.id));
        }
        if !fault.is_empty() {
            described.push(format!("{}-fault", self.id));
        }
        Self { hint, fault, described: described.join(" "), ..self }
    }
}
