//! `fuyi report`: figures out.

use clap::{Args, Subcommand};

use super::{Context, Exit, Failure, ReportFormat};

/// Arguments of `fuyi report`.
#[derive(Debug, Args)]
#[command(subcommand_required = true)]
pub struct Report {
    #[command(subcommand)]
    report: Which,
}

/// The reports there are.
#[derive(Debug, Subcommand)]
enum Which {
    Annual(Annual),
}

/// Arguments of `fuyi report annual`.
#[derive(Debug, Args)]
pub struct Annual {
    /// Calendar year.
    #[arg(long, value_name = "YEAR", allow_negative_numbers = true)]
    pub year: i32,
    /// Shape of the report.
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: ReportFormat,
}

/// Prints a report.
pub(super) fn run(context: &Context, args: Report) -> Result<Exit, Failure> {
    match args.report {
        Which::Annual(args) => annual(context, args),
    }
}

fn annual(_context: &Context, _args: Annual) -> Result<Exit, Failure> {
    Err(Failure::not_connected("report annual"))
}
