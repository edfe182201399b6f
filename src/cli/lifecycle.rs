//! `fuyi lifecycle`: the transition table prints itself.

use clap::Args;

use super::{Context, DocumentFormat, Exit, Failure, output};
use crate::domain::case::lifecycle;

/// Arguments of `fuyi lifecycle`.
#[derive(Debug, Args)]
pub struct Lifecycle {
    /// Shape of the document.
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: DocumentFormat,
}

/// Prints.
pub(super) fn run(context: &Context, args: Lifecycle) -> Result<Exit, Failure> {
    let law = context.bundled_books()?.law;
    match args.format {
        DocumentFormat::Markdown => output::put(&lifecycle::markdown(&law, context.lang()))?,
        DocumentFormat::Json => output::json(&lifecycle::lifecycle(&law))?,
    }
    Ok(Exit::Done)
}
