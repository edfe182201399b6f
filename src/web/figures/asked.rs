//! What an address asks of the figures: definition, period, whose cases, which side, which outcome.

use crate::domain::Day;
use crate::domain::access::Action;
use crate::domain::case::Instance;
use crate::domain::id::{CaseId, UnitId};
use crate::domain::statistics::Period;
use crate::domain::words::{Sentence, Words};
use crate::http::form::Fields;
use crate::http::{Call, Problem, code};
use crate::i18n::pages::{board, figures as said};
use crate::service::figures::{
    CasesQuery, Figure, FigureQuery, FigureScope, Only, Part, UnitsIn, figures_known_on, figures_of, years_counted,
};
use crate::service::{Database, Unit};

/// Definition a page of figures begins with.
pub const FIRST: &str = "JS-SL";

/// What was asked.
pub struct Asked {
    /// The figure.
    pub query: FigureQuery,
    /// Which side of it.
    pub part: Part,
    /// Which of its cases.
    pub only: Only,
    /// As known at the end of this day.
    pub known_on: Option<Day>,
    /// Name of the unit asked for, where one is.
    pub unit: Option<String>,
    /// What cannot be read.
    pub faults: Vec<Sentence>,
}

/// The units whose figures somebody may see.
pub struct Reach {
    /// Their ids, sorted; `None`: all of them, and what belongs to none.
    pub permitted: Option<Vec<UnitId>>,
    /// The same as a list, by name.
    pub units: Vec<Unit>,
}

impl Reach {
    /// Of whoever asks.
    ///
    /// # Errors
    /// `forbidden`, or what the engine reports.
    pub fn of(call: &Call, database: &mut Database) -> Result<Self, Problem> {
        let access = call.access()?;
        let permitted = access.scope(Action::StatisticsRead)?.units(&access.tree);
        let mut units = database.units_list()?;
        if let Some(permitted) = &permitted {
            units.retain(|unit| permitted.binary_search(&unit.id).is_ok());
        }
        Ok(Self { permitted, units })
    }

    /// The unit of this id, where it may be looked at.
    ///
    /// # Errors
    /// `not-found`: what lies out of reach is not told.
    pub fn unit(&self, id: &str) -> Result<&Unit, Problem> {
        let id = id.parse().ok().map(UnitId);
        self.units.iter().find(|unit| Some(unit.id) == id).ok_or_else(|| Problem::of(code::NOT_FOUND))
    }

    /// The unit a page begins with: the highest within reach; `None`: everything.
    pub fn top(&self) -> Option<&Unit> {
        let permitted = self.permitted.as_ref()?;
        let within = |unit: &UnitId| permitted.binary_search(unit).is_ok();
        self.units.iter().find(|unit| !unit.parent.as_ref().is_some_and(within))
    }

    /// Everything within reach.
    pub fn scope(&self, call: &Call) -> Result<FigureScope, Problem> {
        Ok(FigureScope::default().within(self.permitted.as_deref(), &call.access()?.tree))
    }

    /// The name of a unit.
    pub fn name(&self, unit: UnitId) -> String {
        self.units.iter().find(|known| known.id == unit).map_or_else(|| unit.to_string(), |known| known.full_name.clone())
    }
}

impl Asked {
    /// The figure asked for, of the day it is asked for.
    ///
    /// # Errors
    /// What the service reports.
    pub fn figure(&self, call: &Call, database: &mut Database) -> Result<Figure, Problem> {
        let query = std::slice::from_ref(&self.query);
        let mut figures = match self.known_on {
            Some(day) => figures_known_on(database, &call.books, query, day)?,
            None => figures_of(database, &call.books, query)?,
        };
        Ok(figures.remove(0))
    }

    /// What is asked of the cases behind it, at most so many after one.
    pub fn cases(&self, after: Option<CaseId>, limit: usize) -> CasesQuery<'_> {
        CasesQuery { figure: &self.query, part: self.part, only: &self.only, known_on: self.known_on, after, limit }
    }

    /// Reads them; what cannot be read is told, and stands as the page begins.
    ///
    /// # Errors
    /// `not-found` of a unit that is out of reach, or what the engine reports.
    pub fn read(call: &Call, database: &mut Database, fields: &Fields) -> Result<(Self, Reach), Problem> {
        let reach = Reach::of(call, database)?;
        let mut faults = Vec::new();
        let given = |name: &'static str| Some(fields.get(name)).filter(|text| !text.is_empty());
        let unit = given("unit").map(|id| reach.unit(id)).transpose()?;
        let units = match unit {
            None => UnitsIn::All,
            Some(unit) if given("own").is_some() => UnitsIn::Own(unit.id),
            Some(unit) => UnitsIn::Under(unit.id),
        };
        let instance = given("instance").and_then(|text| {
            let known = Instance::from_code(text);
            unread(&mut faults, known.is_none(), said::INSTANCE, text);
            known
        });
        let topic = |name: &'static str| match given(name) {
            Some(text) => Some(text.to_owned()),
            None => fields.all("unrecorded").any(|unrecorded| unrecorded == name).then(String::new),
        };
        let [matter, category, officer, court] = ["matter", "category", "officer", "court"].map(topic);
        let scope = FigureScope { units, instance, matter, category, officer, court };
        let scope = scope.within(reach.permitted.as_deref(), &call.access()?.tree);
        let period = match given("period").map(Period::parse) {
            Some(Ok(period)) => period,
            other => {
                faults.extend(other.and_then(Result::err).map(|fault| fault.0));
                usual_period(call, database, &scope)?
            }
        };
        let known_on = given("known-on").and_then(|text| {
            let day = text.parse().ok();
            unread(&mut faults, day.is_none(), said::KNOWN_ON, text);
            day
        });
        let part = if given("part") == Some("denominator") { Part::Denominator } else { Part::Numerator };
        let only = match (given("set"), given("cause"), fields.all("code").next()) {
            (Some(set), ..) => {
                let known = call.books.registry.set(set);
                unread(&mut faults, known.is_none(), board::OUTCOME, set);
                known.cloned().map_or(Only::All, Only::Set)
            }
            (None, Some(cause), _) => {
                let known = call.books.supervision.cause(cause);
                unread(&mut faults, known.is_none(), board::CAUSE, cause);
                known.map_or(Only::All, |known| Only::Cause(known.code.clone()))
            }
            (None, None, Some(code)) => Only::Code(code.to_owned()),
            (None, None, None) if given("analysed") == Some("no") => Only::NotAnalysed,
            (None, None, None) => Only::All,
        };
        let definition = given("definition").unwrap_or(FIRST);
        // answers to the questions of another definition are left behind with it
        let asked_of = |switch: &str| call.books.registry.switches_of(definition).any(|known| known.id == switch);
        let switches = fields.all("switch").filter_map(|answer| answer.split_once('=')).filter(|(switch, _)| asked_of(switch));
        let mut query = FigureQuery {
            definition: definition.to_owned(),
            switches: switches.map(|(switch, choice)| (switch.to_owned(), choice.to_owned())).collect(),
            period,
            scope,
        };
        if let Err(fault) = call.books.registry.under(&query.definition, &query.switches) {
            faults.push(fault);
            query.switches.clear();
            if call.books.registry.under(definition, &[]).is_err() {
                FIRST.clone_into(&mut query.definition);
            }
        }
        Ok((Self { query, part, only, known_on, unit: unit.map(|unit| unit.full_name.clone()), faults }, reach))
    }
}

/// The latest year with cases in a scope, else the one it is.
fn usual_period(call: &Call, database: &mut Database, scope: &FigureScope) -> Result<Period, Problem> {
    use chrono::Datelike;
    let year = years_counted(database, scope)?.first().copied().unwrap_or_else(|| call.today().year());
    Period::year(year).map_err(|fault| Problem::new(code::UNACCEPTABLE, fault.0))
}

fn unread(faults: &mut Vec<Sentence>, is: bool, what: Words, text: &str) {
    faults.extend(is.then(|| said::unreadable(what, text)));
}
