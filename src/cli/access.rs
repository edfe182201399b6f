//! `fuyi access`: the policy table prints itself.

use clap::{Args, Subcommand};

use super::{Context, Exit, Failure, MatrixFormat, output};
use crate::domain::access;
use crate::i18n::table::{Column, Table};

/// Arguments of `fuyi access`.
#[derive(Debug, Args)]
#[command(subcommand_required = true)]
pub struct Access {
    #[command(subcommand)]
    act: Act,
}

/// What can be asked.
#[derive(Debug, Subcommand)]
enum Act {
    Matrix(Matrix),
}

/// Arguments of `fuyi access matrix`.
#[derive(Debug, Args)]
pub struct Matrix {
    /// Shape of the table.
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: MatrixFormat,
}

/// Prints.
pub(super) fn run(context: &Context, args: Access) -> Result<Exit, Failure> {
    let Act::Matrix(args) = args.act;
    let lang = context.lang();
    let mut table = Table::new(access::headings(lang).map(Column::words));
    access::matrix(lang).into_iter().for_each(|row| table.row(row.cells()));
    match args.format {
        MatrixFormat::Csv => output::put(&table.csv())?,
        MatrixFormat::Markdown => output::put(&table.markdown())?,
    }
    Ok(Exit::Done)
}
