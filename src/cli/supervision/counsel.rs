//! `fuyi supervision counsel`, `engage`, `end`, `acted`, `cases`: legal counsel.

use clap::Args;

use super::{names, put};
use crate::cli::{Context, Failure, Format, output};
use crate::domain::Day;
use crate::domain::id::CounselId;
use crate::i18n::supervision as words;
use crate::service::supervision;
use crate::service::{self, Access, Database, NewCounsel};

/// Arguments of `fuyi supervision counsel`.
#[derive(Debug, Args)]
pub struct List {
    /// Shape of the list.
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: Format,
}

/// Arguments of `fuyi supervision engage`.
#[derive(Debug, Args)]
pub struct Engage {
    /// Name.
    #[arg(value_name = "NAME")]
    pub name: String,
    /// Unit advised.
    #[arg(long, value_name = "UNIT")]
    pub unit: String,
    /// Law firm.
    #[arg(long, value_name = "NAME")]
    pub firm: Option<String>,
    /// First day.
    #[arg(long, value_name = "DATE")]
    pub from: Day,
    /// Last day.
    #[arg(long, value_name = "DATE")]
    pub until: Option<Day>,
}

/// Arguments of `fuyi supervision acted`.
#[derive(Debug, Args)]
pub struct Acted {
    /// Id of the counsel.
    #[arg(value_name = "COUNSEL", value_parser = clap::value_parser!(i64).range(1..))]
    pub counsel: i64,
    /// The case.
    #[arg(value_name = "CASE")]
    pub case: String,
}

/// Arguments of `fuyi supervision end`.
#[derive(Debug, Args)]
pub struct End {
    /// Id of the counsel.
    #[arg(value_name = "COUNSEL", value_parser = clap::value_parser!(i64).range(1..))]
    pub counsel: i64,
    /// Last day.
    #[arg(long, value_name = "DATE")]
    pub until: Day,
}

/// Arguments of `fuyi supervision cases`.
#[derive(Debug, Args)]
pub struct Cases {
    /// Id of the counsel.
    #[arg(value_name = "COUNSEL", value_parser = clap::value_parser!(i64).range(1..))]
    pub counsel: i64,
    /// Shape of the list.
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: Format,
}

/// Lists legal counsel.
pub(super) fn list(context: &Context, database: &mut Database, access: &Access, args: List) -> Result<(), Failure> {
    let names = names(database)?;
    let found = supervision::counsel(database, access)?;
    let rows = found.into_iter().map(|one| {
        let until = one.of.until.map(|day| day.to_string()).unwrap_or_default();
        let engaged = format!("{}–{until}", one.of.from);
        let unit = names.get(&one.of.unit).cloned().unwrap_or_default();
        let cases = one.cases.len() + one.beyond;
        vec![one.id.to_string(), one.of.name, one.of.firm.unwrap_or_default(), unit, engaged, cases.to_string()]
    });
    put(&words::COUNSEL, rows.collect(), args.format, context.lang())
}

/// Records a counsel.
pub(super) fn engage(context: &Context, database: &mut Database, access: &Access, args: Engage) -> Result<(), Failure> {
    let unit = service::unit_named(database, &args.unit)?.0;
    let new = NewCounsel { name: args.name, firm: args.firm, unit, from: args.from, until: args.until };
    let id = supervision::counsel_add(database, access, &new, &context.act())?;
    output::say(&words::opened(id.0), context.lang());
    Ok(())
}

/// Ends an engagement.
pub(super) fn end(context: &Context, database: &mut Database, access: &Access, args: End) -> Result<(), Failure> {
    supervision::counsel_end(database, access, CounselId(args.counsel), args.until, &context.act())?;
    output::say(&words::WRITTEN.into(), context.lang());
    Ok(())
}

/// Notes a case of a counsel.
pub(super) fn acted(context: &Context, database: &mut Database, access: &Access, args: Acted) -> Result<(), Failure> {
    let case = service::case_id(database, &args.case)?;
    supervision::counsel_acted(database, access, CounselId(args.counsel), case, &context.act())?;
    output::say(&words::WRITTEN.into(), context.lang());
    Ok(())
}

/// Lists the cases of a counsel.
pub(super) fn cases(context: &Context, database: &mut Database, access: &Access, args: Cases) -> Result<(), Failure> {
    let one = supervision::counsel_numbered(database, access, CounselId(args.counsel))?;
    let rows = one.cases.into_iter().map(|case| vec![case.id.to_string(), case.number.unwrap_or_default()]);
    put(&words::COUNSEL_CASES, rows.collect(), args.format, context.lang())
}
