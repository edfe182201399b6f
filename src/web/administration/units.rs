//! The list of units as a tree, and the form that adds one.

use std::collections::HashMap;

use askama::Template;

use super::{Choice, again, day, days, frame, given, names};
use crate::domain::access::{Action, UnitEntry, UnitKind};
use crate::domain::id::UnitId;
use crate::http::form::Fields;
use crate::http::{Call, Problem, Rendered};
use crate::i18n::pages::{self as words, administration as said};
use crate::service::{self, Database, Unit};
use crate::web::shell::{Shell, go_to, page};

#[derive(Template)]
#[template(path = "administration/units.html", config = "src/web/askama.toml")]
struct Units {
    shell: Shell,
    rows: Vec<Row>,
    count: String,
    /// For who may add one.
    form: Option<Form>,
}

struct Row {
    id: i64,
    name: String,
    /// Units above it, within reach.
    level: usize,
    aliases: String,
    kind: &'static str,
    there: String,
    over: bool,
}

struct Form {
    typed: Fields,
    kinds: Vec<Choice>,
    names: Vec<String>,
}

/// Deepest place that is set in further than the one before.
const DEEPEST: usize = 5;

/// `GET /administration/units`.
pub fn show(call: &Call, database: &mut Database) -> Result<Rendered, Problem> {
    list(call, database, 200, frame(call, said::UNITS)?, Fields::default())
}

fn list(call: &Call, database: &mut Database, status: u16, shell: Shell, typed: Fields) -> Result<Rendered, Problem> {
    let units = service::units(database, call.access()?)?;
    let rows: Vec<Row> = in_order(&units).into_iter().map(|(unit, level)| Row::new(unit, level, call, &shell)).collect();
    let form =
        call.signed()?.may_come(Action::UnitWrite).is_ok().then(|| Form { kinds: kinds(&typed, &shell), names: names(&units), typed });
    page(status, &Units { count: said::count(rows.len()).in_lang(call.lang).to_owned(), rows, form, shell })
}

fn kinds(typed: &Fields, shell: &Shell) -> Vec<Choice> {
    let choice = |kind: &UnitKind| Choice {
        code: kind.code().to_owned(),
        label: shell.say(kind.words()).to_owned(),
        chosen: kind.code() == typed.get("kind"),
    };
    UnitKind::ALL.iter().map(choice).collect()
}

/// Every unit below the one it belongs to, with how many stand above it; units are by name.
fn in_order(units: &[Unit]) -> Vec<(&Unit, usize)> {
    let known: HashMap<UnitId, &Unit> = units.iter().map(|unit| (unit.id, unit)).collect();
    let mut below: HashMap<Option<UnitId>, Vec<&Unit>> = HashMap::new();
    for unit in units {
        below.entry(unit.parent.filter(|parent| known.contains_key(parent))).or_default().push(unit);
    }
    let mut ordered = Vec::with_capacity(units.len());
    let mut ahead: Vec<(&Unit, usize)> = below.get(&None).into_iter().flatten().rev().map(|unit| (*unit, 0)).collect();
    while let Some((unit, level)) = ahead.pop() {
        ordered.push((unit, level));
        ahead.extend(below.get(&Some(unit.id)).into_iter().flatten().rev().map(|unit| (*unit, level + 1)));
    }
    ordered
}

impl Row {
    fn new(unit: &Unit, level: usize, call: &Call, shell: &Shell) -> Self {
        Self {
            id: unit.id.0,
            name: unit.full_name.clone(),
            level: level.min(DEEPEST),
            aliases: unit.aliases.join("、"),
            kind: unit.kind.map(|kind| shell.say(kind.words())).unwrap_or_default(),
            there: days(unit.valid_from, unit.valid_until, shell.lang),
            over: unit.valid_until.is_some_and(|until| until <= call.today()),
        }
    }
}

/// `POST /administration/units`.
pub fn add(call: &Call) -> Result<Rendered, Problem> {
    let (typed, asked) = (call.form()?, call.clone());
    let fields = typed.clone();
    let done = call.state.writer.run(move |database| {
        let entry = UnitEntry {
            full_name: fields.get("name").to_owned(),
            aliases: short_names(fields.get("aliases")),
            kind: UnitKind::from_code(fields.get("kind")),
            parent: given(fields.get("parent")).map(str::to_owned),
            valid_from: day(&fields, "valid_from")?,
            valid_until: None,
        };
        Ok::<_, Problem>(service::unit_add(database, asked.access()?, entry, &asked.act()?)?)
    });
    match done {
        Ok(id) => Ok(go_to(&format!("/administration/units/{id}?done=unit-added"))),
        Err(problem) => again(call, problem, |status, fault| {
            let shell = frame(call, said::UNITS)?.with_fault(fault);
            call.state.pool.read(|database| list(call, database, status, shell, typed))
        }),
    }
}

/// Names divided by commas.
pub(super) fn short_names(text: &str) -> Vec<String> {
    text.split(['、', ',', '，', ';', '；']).map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect()
}
