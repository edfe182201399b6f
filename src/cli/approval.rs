//! `fuyi approval`: requests for the consent of a head, decided by the operator for a head who decided on paper.

use clap::{Args, Subcommand};

use super::{Context, Exit, Failure, TableFormat, output};
use crate::domain::id::ApprovalId;
use crate::domain::words::Lang;
use crate::i18n::approvals as words;
use crate::i18n::citation::in_full;
use crate::i18n::table::{Column, Table};
use crate::service;

/// Arguments of `fuyi approval`.
#[derive(Debug, Args)]
#[command(subcommand_required = true)]
pub struct Approval {
    #[command(subcommand)]
    act: Act,
}

/// What can be done with requests.
#[derive(Debug, Subcommand)]
enum Act {
    List(List),
    Approve(Approve),
    Return(Return),
}

/// Arguments of `fuyi approval list`.
#[derive(Debug, Args)]
pub struct List {
    /// Every request on this case, by number or id, in place of those that wait.
    #[arg(long, value_name = "CASE")]
    pub case: Option<String>,
    /// At most this many that wait.
    #[arg(long, value_name = "N", default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    pub limit: u32,
    /// Shape of the list.
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: TableFormat,
}

/// Arguments of `fuyi approval approve`.
#[derive(Debug, Args)]
pub struct Approve {
    /// Id of the request.
    #[arg(value_name = "REQUEST", value_parser = clap::value_parser!(i64).range(1..))]
    pub request: i64,
    /// What the head says with it.
    #[arg(long, value_name = "TEXT")]
    pub remark: Option<String>,
}

/// Arguments of `fuyi approval return`.
#[derive(Debug, Args)]
pub struct Return {
    /// Id of the request.
    #[arg(value_name = "REQUEST", value_parser = clap::value_parser!(i64).range(1..))]
    pub request: i64,
    /// Why.
    #[arg(long, value_name = "TEXT")]
    pub remark: String,
}

/// Runs one act.
pub(super) fn run(context: &Context, args: Approval) -> Result<Exit, Failure> {
    let mut database = context.database()?;
    let (access, lang) = (context.access(&mut database)?, context.lang());
    match args.act {
        Act::List(args) => {
            let requests = match &args.case {
                Some(case) => {
                    let case = service::case_id(&mut database, case)?;
                    service::approvals(&mut database, &access, case)?
                }
                None => service::approvals_to_decide(&mut database, &access, args.limit as usize)?,
            };
            match args.format {
                TableFormat::Json => output::json(&requests.iter().map(json).collect::<Vec<_>>())?,
                TableFormat::Text => output::put(&table(&requests, lang).text())?,
                TableFormat::Csv => output::put(&table(&requests, lang).csv())?,
            }
        }
        Act::Approve(args) => {
            let books = context.books()?;
            let id = ApprovalId(args.request);
            service::approve(&mut database, &access, &books, id, args.remark.as_deref(), &context.act())?;
            output::say(&words::approved(args.request), lang);
        }
        Act::Return(args) => {
            service::send_back(&mut database, &access, ApprovalId(args.request), &args.remark, &context.act())?;
            output::say(&words::sent_back(args.request), lang);
        }
    }
    Ok(Exit::Done)
}

fn json(request: &service::Approval) -> serde_json::Value {
    serde_json::json!({
        "id": request.id, "case": request.asked.case, "version": request.asked.version,
        "event": request.asked.entry.event.kind().code, "on": request.asked.entry.on,
        "approver": request.asked.approver, "article": request.asked.article, "reason": request.asked.reason,
        "requested_by": request.requested_by, "state": request.state, "remark": request.remark,
    })
}

fn table(requests: &[service::Approval], lang: Lang) -> Table {
    let mut table = Table::new(words::COLUMNS.map(|heading| Column::words(heading.in_lang(lang))));
    for request in requests {
        let asked = &request.asked;
        table.row([
            request.id.to_string(),
            asked.case.to_string(),
            asked.entry.event.kind().words.in_lang(lang).to_owned(),
            asked.entry.on.to_string(),
            in_full(&asked.article, lang),
            asked.reason.clone(),
            request.requested_by.clone(),
            request.state.words().in_lang(lang).to_owned(),
        ]);
    }
    table
}
