//! One unit: its names and place, and the forms that add a name, move it, end it.

use askama::Template;

use super::units::short_names;
use super::{again, day, days, frame, given, names, number, seen};
use crate::domain::access::{Action, Object};
use crate::domain::id::UnitId;
use crate::domain::words::{Sentence, Words};
use crate::http::form::Fields;
use crate::http::{Call, Problem, Rendered, code};
use crate::i18n::pages::{self as words, administration as said};
use crate::service::{self, Access, Act, Database, Unit};
use crate::web::shell::{Shell, go_to, page};

#[derive(Template)]
#[template(path = "administration/unit.html", config = "src/web/askama.toml")]
struct OneUnit {
    shell: Shell,
    id: i64,
    version: usize,
    facts: Vec<(Words, String, Option<i64>)>,
    below: Vec<(i64, String)>,
    /// Whoever reads this may write it.
    may_write: bool,
    names: Vec<String>,
    typed: Fields,
}

/// `GET /administration/units/{unit}`.
pub fn show(call: &Call, database: &mut Database) -> Result<Rendered, Problem> {
    shown(call, database, 200, None, Fields::default())
}

fn shown(call: &Call, database: &mut Database, status: u16, fault: Option<&Sentence>, typed: Fields) -> Result<Rendered, Problem> {
    let (id, access) = (UnitId(number(call, "unit")?), call.access()?);
    access.may(Action::UnitRead, &Object::Unit(id))?;
    let units = service::units(database, access)?;
    let unit = units.iter().find(|unit| unit.id == id).ok_or_else(|| Problem::of(code::NOT_FOUND))?;
    let shell = frame(call, Sentence::new(&*unit.full_name, &*unit.full_name))?.below("/administration/units", said::UNITS);
    let one = OneUnit {
        id: id.0,
        version: unit.version,
        facts: facts(unit, &units, &shell),
        below: units.iter().filter(|below| below.parent == Some(id)).map(|below| (below.id.0, below.full_name.clone())).collect(),
        may_write: access.may(Action::UnitWrite, &Object::Unit(id)).is_ok(),
        names: names(&units),
        typed,
        shell: match fault {
            Some(fault) => shell.with_fault(fault),
            None => shell,
        },
    };
    page(status, &one)
}

fn facts(unit: &Unit, units: &[Unit], shell: &Shell) -> Vec<(Words, String, Option<i64>)> {
    let none = || shell.say(said::NONE).to_owned();
    // a unit above that lies out of reach is not told
    let named = |id: Option<UnitId>| match id.and_then(|id| units.iter().find(|unit| unit.id == id)) {
        Some(unit) => (unit.full_name.clone(), Some(unit.id.0)),
        None => (none(), None),
    };
    let (parent, successor) = (named(unit.parent), named(unit.successor));
    vec![
        (said::SHORT_NAMES, if unit.aliases.is_empty() { none() } else { unit.aliases.join("、") }, None),
        (said::KIND, shell.say(unit.kind.map_or(said::NOT_RECORDED, |kind| kind.words())).to_owned(), None),
        (said::PARENT, parent.0, parent.1),
        (said::THERE, days(unit.valid_from, unit.valid_until, shell.lang), None),
        (said::SUCCESSOR, successor.0, successor.1),
    ]
}

/// `POST /administration/units/{unit}/names`.
pub fn name(call: &Call) -> Result<Rendered, Problem> {
    done(call, "unit-named", |database, access, which, fields, act| {
        Ok(service::unit_names(database, access, which, short_names(fields.get("aliases")), act)?)
    })
}

/// `POST /administration/units/{unit}/place`.
pub fn relocate(call: &Call) -> Result<Rendered, Problem> {
    done(call, "unit-moved", |database, access, which, fields, act| {
        Ok(service::unit_move(database, access, which, given(fields.get("parent")), act)?)
    })
}

/// `POST /administration/units/{unit}/end`.
pub fn end(call: &Call) -> Result<Rendered, Problem> {
    done(call, "unit-ended", |database, access, which, fields, act| {
        let on = day(fields, "on")?.ok_or_else(|| Problem::new(code::UNACCEPTABLE, said::DAY_MISSING).at("on"))?;
        Ok(service::unit_close(database, access, which, on, given(fields.get("successor")), act)?)
    })
}

type Deed = fn(&mut Database, &Access, (UnitId, usize), &Fields, &Act<'_>) -> Result<(), Problem>;

fn done(call: &Call, done: &str, deed: Deed) -> Result<Rendered, Problem> {
    let (id, typed, asked) = (UnitId(number(call, "unit")?), call.form()?, call.clone());
    let fields = typed.clone();
    let outcome = call.state.writer.run(move |database| {
        let (access, act) = (asked.access()?, asked.act()?);
        // one they may not even know of is not there
        access.may(Action::UnitRead, &Object::Unit(id))?;
        deed(database, access, (id, seen(&fields)?), &fields, &act)
    });
    match outcome {
        Ok(()) => Ok(go_to(&format!("/administration/units/{id}?done={done}"))),
        Err(problem) => {
            again(call, problem, |status, fault| call.state.pool.read(|database| shown(call, database, status, Some(fault), typed)))
        }
    }
}
