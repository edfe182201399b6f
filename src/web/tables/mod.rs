//! The statutory tables: the form as it is filed, what does not balance, and the cases behind every figure.

pub mod cases;
pub mod file;
pub mod show;

use chrono::Datelike;

use crate::domain::Day;
use crate::domain::access::Action;
use crate::domain::statistics::statutory::TableKind;
use crate::domain::statistics::{Measure, Period};
use crate::http::form::Fields;
use crate::http::{Call, Problem, headers};
use crate::service::figures::{FigureScope, TableQuery, UnitsIn, years_of};
use crate::service::{Database, unit_named};

/// What is asked for, as it was typed.
pub struct Asked {
    /// The table.
    pub query: TableQuery,
    /// Period as typed.
    pub period: String,
    /// Unit as typed; empty: every one.
    pub unit: String,
    /// Layout as chosen; empty: the one in force.
    pub layout: String,
    /// Day as typed; empty: today.
    pub known_on: String,
}

impl Asked {
    /// Reads the fields of an address. Without a period it is the latest year with cases for that table, else the year that has passed.
    ///
    /// # Errors
    /// A period, a unit or a day that is none; figures nobody may see.
    fn read(call: &Call, database: &mut Database, fields: &Fields) -> Result<Self, Problem> {
        let (unit, layout, known_on) = (fields.get("unit"), fields.get("layout"), fields.get("known_on"));
        let units = match unit {
            "" => UnitsIn::All,
            name => UnitsIn::Under(unit_named(database, name)?.0),
        };
        let day = |text: &str| {
            text.parse::<Day>().map_err(|_| Problem::unacceptable("known_on", "日期应写作 2024-03-01", "a day is written 2024-03-01"))
        };
        let known = (!known_on.is_empty()).then(|| day(known_on)).transpose()?;
        let access = call.access()?;
        let permitted = access.scope(Action::StatisticsRead)?.units(&access.tree);
        let scope = FigureScope { units, ..FigureScope::default() }.within(permitted.as_deref(), &access.tree);
        let table = TableKind::from_code(fields.get("table")).unwrap_or(TableKind::Reconsideration);
        let period = match fields.get("period") {
            "" => usual_year(call, database, table, &scope)?.to_string(),
            text => text.to_owned(),
        };
        let days = Period::parse(&period).map_err(|fault| Problem::unacceptable("period", &fault.0.zh, &fault.0.en))?;
        let version = (!layout.is_empty()).then(|| layout.to_owned());
        let query = TableQuery { table, version, period: days, scope, known_on: known };
        Ok(Self { query, period, unit: unit.to_owned(), layout: layout.to_owned(), known_on: known_on.to_owned() })
    }

    /// The address of a page about the same table.
    fn address(&self, path: &str, more: &[(&str, &str)]) -> String {
        let own = [
            ("table", self.query.table.code()),
            ("period", self.period.as_str()),
            ("unit", self.unit.as_str()),
            ("layout", self.layout.as_str()),
            ("known_on", self.known_on.as_str()),
        ];
        headers::address(path, own.iter().chain(more).copied().filter(|(_, value)| !value.is_empty()))
    }
}

/// The latest year in which a case of a table came in, else the one that has passed.
fn usual_year(call: &Call, database: &mut Database, table: TableKind, scope: &FigureScope) -> Result<i32, Problem> {
    let measures: &[Measure] = match table {
        TableKind::Reconsideration => &[Measure::Received, Measure::Accepted],
        TableKind::Litigation => &[Measure::Filed],
    };
    let found = years_of(database, scope, measures)?;
    Ok(found.first().copied().unwrap_or_else(|| call.today().year() - 1))
}
