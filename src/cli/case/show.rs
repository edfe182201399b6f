//! `fuyi case show`: one case with its history, lawful next steps and deadlines.

use clap::Args;

use super::text;
use crate::cli::{Context, Exit, Failure, Format, output};
use crate::service;

/// Arguments of `fuyi case show`.
#[derive(Debug, Args)]
pub struct Show {
    /// Case number or id.
    #[arg(value_name = "CASE")]
    pub case: String,
    /// Shape of the file.
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: Format,
}

/// Shows.
pub(super) fn run(context: &Context, args: Show) -> Result<Exit, Failure> {
    let file = service::case_file(&mut context.database()?, &context.books()?, &args.case, context.clock.today(), context.lang())?;
    match args.format {
        Format::Json => output::json(&file)?,
        Format::Text => output::put(&text::file(&file, context.clock.today(), context.lang()))?,
    }
    Ok(Exit::Done)
}
