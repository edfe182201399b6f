//! One person: particulars, roles, and how they stand at the door; each part for who may see it.

use askama::Template;

use super::{Choice, days, frame, moment, names, number, roles, unit_name};
use crate::clock::in_china;
use crate::domain::access::{Action, Object};
use crate::domain::id::{PersonId, SessionId};
use crate::domain::words::{Lang, Sentence, Words};
use crate::http::form::Fields;
use crate::http::{Call, Problem, Rendered};
use crate::i18n::pages::{self as words, administration as said};
use crate::service::{self, AtTheDoor, Database, Granted, Person, Session, Unit};
use crate::web::shell::{Shell, page};

#[derive(Template)]
#[template(path = "administration/person.html", config = "src/web/askama.toml")]
struct OnePerson {
    shell: Shell,
    id: i64,
    version: usize,
    facts: Vec<(Words, String)>,
    /// A one-time code, shown once.
    code: Option<String>,
    door: Option<Door>,
    grants: Option<Vec<GrantLine>>,
    may: May,
    /// What the form of particulars shows.
    particulars: [String; 4],
    typed: Fields,
    roles: Vec<Choice>,
    names: Vec<String>,
}

/// What whoever asks may do to the person.
struct May {
    change: bool,
    end: bool,
    reset: bool,
    end_sessions: bool,
    grant: bool,
}

struct Door {
    facts: Vec<(Words, String)>,
    second_factor: bool,
    sessions: Vec<SessionLine>,
}

struct SessionLine {
    id: i64,
    started: String,
    seen: String,
    address: String,
    device: String,
}

struct GrantLine {
    id: i64,
    role: &'static str,
    unit: String,
    in_force: String,
    by: String,
    over: bool,
}

/// What is shown beside the person as they are.
#[derive(Default)]
pub(super) struct Beside<'a> {
    /// Why a form was refused.
    pub fault: Option<&'a Sentence>,
    /// What was done.
    pub done: Option<Sentence>,
    /// A one-time code.
    pub code: Option<String>,
    /// What was typed.
    pub typed: Fields,
}

/// `GET /administration/people/{person}`.
pub fn show(call: &Call, database: &mut Database) -> Result<Rendered, Problem> {
    shown(call, database, 200, Beside::default())
}

/// The person an address names.
pub(super) fn named(call: &Call) -> Result<PersonId, Problem> {
    number(call, "person").map(PersonId)
}

/// The page of a person.
pub(super) fn shown(call: &Call, database: &mut Database, status: u16, beside: Beside<'_>) -> Result<Rendered, Problem> {
    page_of(call, database, named(call)?, status, beside)
}

/// As [`shown`], of a person the address does not name.
pub(super) fn page_of(call: &Call, database: &mut Database, id: PersonId, status: u16, beside: Beside<'_>) -> Result<Rendered, Problem> {
    let (access, today) = (call.access()?, call.today());
    let (person, grants) = service::person_numbered(database, access, id)?;
    let within = |action| access.may(action, &Object::Person { id, unit: person.unit }).is_ok();
    let units = database.units_list()?;
    let mut shell = frame(call, Sentence::new(&*person.display_name, &*person.display_name))?.below("/administration/people", said::PEOPLE);
    if let Some(fault) = beside.fault {
        shell = shell.with_fault(fault);
    }
    if let Some(done) = beside.done {
        shell = shell.with_said(done);
    }
    let door = match within(Action::SessionRead) {
        true => Some(Door::new(service::at_the_door(database, access, &call.state.entrance, id, call.now)?, &shell)),
        false => None,
    };
    let active = person.is_active(today);
    let line = |granted: Granted| GrantLine {
        id: granted.id.0,
        role: shell.say(granted.grant.role.words()),
        unit: unit_name(&units, granted.grant.unit, shell.lang),
        in_force: days(Some(granted.grant.from), granted.grant.until, shell.lang),
        over: granted.grant.until.is_some_and(|until| until <= today),
        by: granted.granted_by,
    };
    let one = OnePerson {
        id: id.0,
        version: person.version,
        facts: facts(&person, &units, shell.lang),
        code: beside.code,
        door,
        grants: grants.map(|grants| grants.into_iter().map(line).collect()),
        may: May {
            change: within(Action::PersonWrite),
            end: within(Action::PersonWrite) && active,
            reset: within(Action::CredentialReset) && active,
            end_sessions: within(Action::SessionEnd),
            grant: call.signed()?.may_come(Action::GrantWrite).is_ok() && active,
        },
        particulars: particulars(&person, &units, &beside.typed),
        roles: roles(call.lang, beside.typed.get("role"), |_| true),
        names: names(&service::units(database, access)?),
        typed: beside.typed,
        shell,
    };
    page(status, &one)
}

fn facts(person: &Person, units: &[Unit], lang: Lang) -> Vec<(Words, String)> {
    let tongue = said::LANGUAGES.iter().find(|(tag, _)| *tag == person.lang).map_or(person.lang.as_str(), |(_, name)| *name);
    let unit = person.unit.map(|unit| unit_name(units, Some(unit), lang));
    let or_none = |text: Option<String>| text.unwrap_or_else(|| said::NOT_RECORDED.in_lang(lang).to_owned());
    vec![
        (said::USER_NAME, person.user_name.clone()),
        (said::DISPLAY_NAME, person.display_name.clone()),
        (said::UNIT, or_none(unit)),
        (said::EMAIL, or_none(person.email.clone())),
        (said::LANGUAGE, tongue.to_owned()),
        (said::ACTIVE, days(Some(person.active_from), person.active_until, lang)),
    ]
}

/// Name, unit, e-mail and language as typed, or as they are.
fn particulars(person: &Person, units: &[Unit], typed: &Fields) -> [String; 4] {
    let fields = ["display_name", "unit", "email", "lang"];
    if fields.iter().any(|field| !typed.get(field).is_empty()) && !typed.get("display_name").is_empty() {
        return fields.map(|field| typed.get(field).to_owned());
    }
    let unit = person.unit.and_then(|id| units.iter().find(|unit| unit.id == id)).map(|unit| unit.full_name.clone());
    [person.display_name.clone(), unit.unwrap_or_default(), person.email.clone().unwrap_or_default(), person.lang.clone()]
}

impl Door {
    fn new(door: AtTheDoor, shell: &Shell) -> Self {
        let say = |words: Words| shell.say(words).to_owned();
        let last = door
            .last
            .map_or_else(|| say(said::NEVER), |(at, from)| words::signed_in_from(&moment(at), &from).in_lang(shell.lang).to_owned());
        let mut facts = vec![
            (said::PASSWORD, say(if door.has_password { said::PASSWORD_SET } else { said::PASSWORD_UNSET })),
            (said::SECOND_FACTOR, say(if door.second_factor { said::BOUND } else { said::UNBOUND })),
            (said::LAST_SIGN_IN, last),
        ];
        facts.extend(door.locked_until.map(|until| (said::LOCKED, in_china(until).format("%Y-%m-%d %H:%M").to_string())));
        Self { facts, second_factor: door.second_factor, sessions: door.sessions.into_iter().map(SessionLine::new).collect() }
    }
}

impl SessionLine {
    fn new(session: Session) -> Self {
        let SessionId(id) = session.id;
        Self { id, started: moment(session.started_at), seen: moment(session.seen_at), address: session.address, device: session.device }
    }
}
